"""The first pages: departments, and the products that stand on the attract page like posters."""

from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from kiosk.ui.search_page import category_row
from kiosk.ui.tiles import Tiles
from shared.cache.catalogue import Catalogue, Query, Tile
from shared.qt import tasks
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
POSTERS: Final = 6
NEWS: Final = 12


@QmlElement
@QmlUncreatable("made by the program")
class Home(QObject):
    """What the store has to offer at a glance; read anew when the catalogue or the language changes."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._departments: list[dict[str, str]] = []
        self._posters: list[dict[str, str]] = []
        self._popular = Tiles(self)
        self._place = ""
        self._shop = ""
        self.language = "en"

    @Property("QVariantList", notify=changed)
    def departments(self) -> list[dict[str, str]]:
        """id, name and media of the top categories."""
        return self._departments

    @Property("QVariantList", notify=changed)
    def posters(self) -> list[dict[str, str]]:
        """id, name, price and media of products for the attract page."""
        return self._posters

    @Property(Tiles, constant=True)
    def popular(self) -> Tiles:
        """What others look at."""
        return self._popular

    @Property(str, notify=changed)
    def place(self) -> str:
        """This store's name."""
        return self._place

    @Property(str, notify=changed)
    def shop(self) -> str:
        """The retailer's name."""
        return self._shop

    def refresh(self) -> None:
        """Read again."""
        tasks.spawn(self._read())

    async def _read(self) -> None:
        found = await tasks.run(self._gather)
        self._shop, self._place, departments, tiles = found
        self._departments = departments
        self._posters = [_poster(tile) for tile in tiles if tile.media][:POSTERS]
        self._popular.show(tiles[:NEWS])
        self.changed.emit()

    def _gather(self) -> tuple[str, str, list[dict[str, str]], list[Tile]]:
        """In a worker thread: names, departments with a picture each, and the most wanted products."""
        shop: str = self._catalogue.setting("shop", "Everyshelf")
        rows: list[dict[str, str]] = []
        for category in self._catalogue.departments():
            row = category_row(category, self.language)
            if not row["media"]:
                inside = self._catalogue.search(Query(category_id=category.id, language=self.language)).tiles
                shown = {other["media"] for other in rows}
                row["media"] = next((t.media for t in inside if t.media and t.media not in shown), "")
            rows.append(row)
        popular = self._catalogue.search(Query(limit=POSTERS + NEWS, language=self.language)).tiles
        return shop, self._catalogue.here().name, rows, popular


def _poster(tile: Tile) -> dict[str, Any]:
    return {
        "id": tile.product_id,
        "name": tile.name,
        "media": tile.media,
        "price": words.money(tile.amount, tile.currency),
    }
