"""The command palette and the list of keys: one table, found by words."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.qt.formats import tr
from staff import words
from staff.commands import Command, allowed, find
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
            for c in self._found()
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
            ("Ctrl+↑ Ctrl+↓", tr("Scroll what is longer than its room"), ""),
            ("Ctrl+A", tr("Answer the oldest call"), ""),
            ("Ctrl+S", tr("Not here: report it short"), tr("Pick")),
            ("Ctrl+O", tr("Offer something else"), tr("Pick")),
            ("Ctrl+L", tr("Print a hold slip"), tr("Queue")),
            ("Ctrl+R", tr("Take goods of this order back"), tr("Queue")),
            ("Ctrl+B", tr("One step back"), tr("Queue")),
            ("Ctrl+E  Ctrl+W", tr("Nobody has it: another store, or the shopper waits"), tr("Queue")),
            ("Ctrl+O  Ctrl+M", tr("Nobody has it: something else, or money back"), tr("Queue")),
            ("Ctrl+Y  Ctrl+N", tr("An unknown payment was made, or was not"), tr("Queue")),
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
            ("Ctrl+Y  Ctrl+N", tr("Take a flagged return, or send it back"), tr("Returns")),
            ("Ctrl+S", tr("Shopper's orders in all stores"), tr("Look up")),
            ("Ctrl+T", tr("Ask another place for some"), tr("Look up")),
            ("Ctrl+F", tr("A photograph of the goods"), tr("Returns")),
            ("Ctrl+L", tr("Print the label"), tr("Shipping")),
            ("Ctrl+B", tr("The next box"), tr("Shipping")),
            ("Ctrl+Y", tr("All of it came"), tr("Shipping")),
            ("Ctrl+M", tr("Print the manifest"), tr("Shipping")),
            ("Ctrl+S", tr("Something is wrong with it"), tr("Shipping")),
            ("Ctrl+D", tr("Damaged"), tr("Shipping")),
            ("Del", tr("Set a refused act aside"), tr("Outbox")),
            ("Ctrl+E", tr("Write to a file"), tr("Outbox")),
            ("Ctrl+T", tr("By day or by hour"), tr("Numbers")),
            ("Ctrl+E", tr("Save as CSV"), tr("Numbers")),
            ("Ctrl+1 … 5", tr("Try a device"), tr("Devices")),
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
        found = self._found()
        if 0 <= row < len(found):
            self.search("")
            self.chosen.emit(found[row].id)

    def _found(self) -> list[Command]:
        return find(self._text, self._role(), lambda command: words.command(command.id))

    def _role(self) -> str:
        return self._session.member.role if self._session.member else ""
