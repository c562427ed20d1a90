"""The command palette and the list of keys: one table, found by words."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.qt.formats import tr
from staff import words
from staff.commands import allowed, find
from staff.ui.session import Session

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PaletteView(QObject):
    """The view model of the palette and of the list of keys."""

    changed = Signal()
    chosen = Signal(str)  # command id

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._text = ""
        session.member_changed.connect(self.changed)

    @Property(list, notify=changed)
    def found(self) -> list[dict[str, str]]:
        """The commands whose words begin like what was typed."""
        return [
            {"id": c.id, "title": words.command(c.id), "key": c.key, "iconName": c.icon}
            for c in find(self._text, self._role())
        ]

    @Property(list, notify=changed)
    def keys(self) -> list[dict[str, str]]:
        """Every key and what it does: everywhere, then on single pages."""
        everywhere = [
            {"key": c.key, "title": words.command(c.id), "where": ""} for c in allowed(self._role()) if c.key
        ]
        pages = [
            (tr("Enter"), tr("The next action"), ""),
            (tr("Space"), tr("Claim, or give back"), tr("Queue")),
            ("↑ ↓", tr("Choose a row"), ""),
            ("Esc", tr("Leave, nothing is lost"), ""),
            ("Ctrl+A", tr("Answer the oldest call"), ""),
            ("Ctrl+S", tr("Not here: report it short"), tr("Pick")),
            ("Ctrl+O", tr("Offer something else"), tr("Pick")),
            ("Ctrl+L", tr("Print a hold slip"), tr("Queue")),
            ("Ctrl+R", tr("Take goods of this order back"), tr("Queue")),
            ("Ctrl+I", tr("ID seen"), tr("Hand over")),
            ("Ctrl+O", tr("Somebody else collects"), tr("Hand over")),
            ("Ctrl+G", tr("Age checked"), tr("Hand over")),
            ("Ctrl+T", tr("Terminal approved"), tr("Hand over")),
            ("Ctrl+L", tr("Pay link on the shopper's phone"), tr("Hand over")),
            ("Ctrl+Y  Ctrl+N", tr("An unknown payment was made, or was not"), tr("Hand over")),
            ("1 … 0", tr("Why it comes back"), tr("Returns")),
            ("S O D", tr("Its condition"), tr("Returns")),
            ("R X", tr("Money back or exchange"), tr("Returns")),
            ("+ −", tr("More or fewer pieces"), tr("Returns")),
            ("Ctrl+S", tr("Shopper's orders in all stores"), tr("Look up")),
            ("Ctrl+F", tr("A photograph of the goods"), tr("Returns")),
            ("Ctrl+L", tr("Print the label"), tr("Shipping")),
            ("Ctrl+B", tr("The next box"), tr("Shipping")),
            ("Ctrl+Y", tr("All of it came"), tr("Shipping")),
            ("Ctrl+M", tr("Print the manifest"), tr("Shipping")),
            ("Ctrl+S", tr("Something is wrong with it"), tr("Shipping")),
            ("Ctrl+D", tr("Damaged"), tr("Shipping")),
            ("Ctrl+T", tr("By day or by hour"), tr("Numbers")),
        ]
        return everywhere + [{"key": key, "title": title, "where": where} for key, title, where in pages]

    @Slot(str)
    def search(self, text: str) -> None:
        """Words were typed."""
        self._text = text
        self.changed.emit()

    @Slot(int)
    def choose(self, row: int) -> None:
        """Run the command of a row."""
        found = find(self._text, self._role())
        if 0 <= row < len(found):
            self.search("")
            self.chosen.emit(found[row].id)

    def _role(self) -> str:
        return self._session.member.role if self._session.member else ""
