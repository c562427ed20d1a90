"""A list model that changes in place, so that selection and scroll position stay; rows are drawn when shown."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Row = tuple[Any, ...]


class Rows(QAbstractListModel):
    """Rows whose first value is their key.

    Without ``draw`` a row is its values by role. With it a row is ``(key, thing)``, and the values are worked out of
    the thing when a view asks for them: of 5,000 rows a screen shows twelve.
    """

    def __init__(
        self, roles: Sequence[str], parent: QObject | None = None, draw: Callable[[Any], Row] | None = None
    ) -> None:
        super().__init__(parent)
        first = int(Qt.ItemDataRole.UserRole)
        self._names = {first + n: QByteArray(role.encode()) for n, role in enumerate(roles)}
        self._first, self._draw = first, draw
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self._drawn: dict[str, Row] = {}

    def roleNames(self) -> dict[int, QByteArray]:
        return self._names

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - Qt's own
        row, column = index.row(), role - self._first
        if 0 <= row < len(self._rows) and 0 <= column < len(self._names):
            return self.values(row)[column]
        return None

    def values(self, row: int) -> Row:
        """A row's values by role."""
        found = self._rows[row]
        if self._draw is None:
            return found
        key, thing = found
        if key not in self._drawn:
            self._drawn[key] = self._draw(thing)
        return self._drawn[key]

    def key_at(self, row: int) -> str:
        """The key of a row, empty outside."""
        return str(self._rows[row][0]) if 0 <= row < len(self._rows) else ""

    def row_of(self, key: str) -> int:
        """Where a key stands, -1 when nowhere."""
        return self._places.get(key, -1)

    def redraw(self) -> None:
        """What the rows say has changed, not which they are: the time, a name, a language."""
        self._drawn.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows: what begins and ends the same stays, the middle is replaced."""
        old, new = self._rows, list(rows)
        head = 0
        while head < min(len(old), len(new)) and old[head][0] == new[head][0]:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail][0] == new[-1 - tail][0]:
            tail += 1
        if len(old) - tail > head:
            self.beginRemoveRows(QModelIndex(), head, len(old) - tail - 1)
            for row in old[head : len(old) - tail]:
                self._drawn.pop(row[0], None)
            self._keep(old[:head] + old[len(old) - tail :])
            self.endRemoveRows()
        if len(new) - tail > head:
            self.beginInsertRows(QModelIndex(), head, len(new) - tail - 1)
            self._keep(self._rows[:head] + new[head : len(new) - tail] + self._rows[head:])
            self.endInsertRows()
        shown = self._rows
        self._keep(new)
        changed = [n for n, (a, b) in enumerate(zip(shown, new, strict=True)) if a != b]
        for n in changed:
            self._drawn.pop(new[n][0], None)
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first), self.index(last))

    def _keep(self, rows: list[Row]) -> None:
        self._rows = rows
        self._places = {row[0]: n for n, row in enumerate(rows)}


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers as (first, last)."""
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and runs[-1][1] == n - 1:
            runs[-1] = (runs[-1][0], n)
        else:
            runs.append((n, n))
    return runs
