"""A list model of tuples that changes in place, so that selection and scroll position stay."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractListModel):
    """Rows of values by role; the first role is the row's key."""

    def __init__(self, roles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        first = int(Qt.ItemDataRole.UserRole)
        self._names = {first + n: QByteArray(role.encode()) for n, role in enumerate(roles)}
        self._first = first
        self._rows: list[tuple[Any, ...]] = []

    def roleNames(self) -> dict[int, QByteArray]:
        return self._names

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - Qt's own
        row, column = index.row(), role - self._first
        if 0 <= row < len(self._rows) and 0 <= column < len(self._names):
            return self._rows[row][column]
        return None

    def rows(self) -> list[tuple[Any, ...]]:
        """What is shown now."""
        return self._rows

    def key_at(self, row: int) -> str:
        """The key of a row, empty outside."""
        return str(self._rows[row][0]) if 0 <= row < len(self._rows) else ""

    def row_of(self, key: str) -> int:
        """Where a key stands, -1 when nowhere."""
        return next((n for n, row in enumerate(self._rows) if row[0] == key), -1)

    def show(self, rows: Sequence[tuple[Any, ...]]) -> None:
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
            self._rows = old[:head] + old[len(old) - tail :]
            self.endRemoveRows()
        if len(new) - tail > head:
            self.beginInsertRows(QModelIndex(), head, len(new) - tail - 1)
            self._rows = self._rows[:head] + new[head : len(new) - tail] + self._rows[head:]
            self.endInsertRows()
        shown, self._rows = self._rows, new
        changed = [n for n, (a, b) in enumerate(zip(shown, new, strict=True)) if a != b]
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first), self.index(last))


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers as (first, last)."""
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and runs[-1][1] == n - 1:
            runs[-1] = (runs[-1][0], n)
        else:
            runs.append((n, n))
    return runs
