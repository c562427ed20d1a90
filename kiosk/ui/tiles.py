"""Rows of product tiles for grids and strips, changed in place so that scrolling and typing stay smooth."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from shared.cache.catalogue import Tile
from shared.qt.typed import QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
ROLES: Final = ("productId", "name", "media", "price", "before", "tone", "availability", "fresh")
_FIRST: Final = int(Qt.ItemDataRole.UserRole)
_NOWHERE: Final = QModelIndex()


def row(tile: Tile) -> tuple[str, ...]:
    """A tile's roles as texts, in the order of ``ROLES``."""
    price = words.money(tile.amount, tile.currency)
    before = words.money(tile.list_amount, tile.currency) if tile.list_amount > tile.amount else ""
    tone, text = words.availability(tile.here, tile.elsewhere, tile.warehouse)
    shown = words.tr("from %1", price) if tile.from_price else price
    return tile.product_id, tile.name, tile.media, shown, before, tone, text, "new" if tile.new else ""


@QmlElement
@QmlUncreatable("made by the program")
class Tiles(QAbstractListModel):
    """Product tiles; ``show`` replaces them and ``append`` adds a page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, ...]] = []

    def roleNames(self) -> dict[int, Any]:
        """Qt's question for the roles' names."""
        return {_FIRST + i: name.encode() for i, name in enumerate(ROLES)}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Qt's question for the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> str | None:
        """Qt's question for one role of one row."""
        place = role - _FIRST
        if not index.isValid() or not 0 <= place < len(ROLES):
            return None
        return self._rows[index.row()][place]

    def show(self, tiles: Sequence[Tile]) -> None:
        """Replace all rows: those that stay are changed in place."""
        rows = [row(tile) for tile in tiles]
        kept = min(len(rows), len(self._rows))
        if len(self._rows) > kept:
            self.beginRemoveRows(_NOWHERE, kept, len(self._rows) - 1)
            del self._rows[kept:]
            self.endRemoveRows()
        for place in range(kept):
            if self._rows[place] != rows[place]:
                self._rows[place] = rows[place]
                spot = self.index(place)
                self.dataChanged.emit(spot, spot)
        self._add(rows[kept:])

    def append(self, tiles: Sequence[Tile]) -> None:
        """Add rows at the end."""
        self._add([row(tile) for tile in tiles])

    def _add(self, rows: list[tuple[str, ...]]) -> None:
        if rows:
            self.beginInsertRows(_NOWHERE, len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()
