"""The first pages: departments, and the products that stand on the attract page like posters."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from shared.qt.typed import Property, QmlUncreatable

if TYPE_CHECKING:
    from kiosk.ui.tiles import Tiles
else:
    Tiles = QObject  # comes after the first page

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1


class Glimpse(NamedTuple):
    """What the first page shows of the shop; a start begins with that of the last one."""

    shop: str = ""
    place: str = ""
    posters: tuple[dict[str, str], ...] = ()  # id, name, price and media


@QmlElement
@QmlUncreatable("made by the program")
class Home(QObject):
    """What the store has to offer at a glance; filled anew when the catalogue or the language changes."""

    changed = Signal()

    def __init__(self, glimpse: Glimpse) -> None:
        super().__init__()
        self.glimpse = glimpse
        self._departments: list[dict[str, str]] = []
        self._popular: Tiles | None = None

    @Property("QVariantList", notify=changed)
    def departments(self) -> list[dict[str, str]]:
        """id, name and media of the top categories."""
        return self._departments

    @Property("QVariantList", notify=changed)
    def posters(self) -> list[dict[str, str]]:
        """id, name, price and media of products for the attract page."""
        return list(self.glimpse.posters)

    @Property(Tiles, notify=changed)
    def popular(self) -> "Tiles | None":
        """What others look at."""
        return self._popular

    @Property(str, notify=changed)
    def place(self) -> str:
        """This store's name."""
        return self.glimpse.place

    @Property(str, notify=changed)
    def shop(self) -> str:
        """The retailer's name."""
        return self.glimpse.shop

    def fill(self, glimpse: Glimpse, departments: list[dict[str, str]], popular: "Tiles") -> None:
        """Show all this."""
        self.glimpse, self._departments, self._popular = glimpse, departments, popular
        self.changed.emit()
