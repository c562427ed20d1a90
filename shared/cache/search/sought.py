"""Where a typed word is found in a segment, as the table that the loops go through."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.loops_matching import BEGINS, DENSE, EXACT, LISTED, UNIT, WIDE, spread
from shared.cache.search.segment import Docs, Listed, Reading, Segment, Span

KEPT_COLUMNS: Final = 8  # of words with bitmaps, two bytes a document each
LOOKED_UP: Final = 50  # to look a document up in postings costs as much as so many of them put into a column
_NONE: Final = np.empty(0, np.uint32)
_NO_COLUMN: Final = np.empty(0, np.uint16)
_NO_TABLE: Final = np.empty((0, 6), np.int64)

Row = tuple[int, int, int, int, int, int]
"""A reading as the loops take it: kind, low, high, bitmap, worth, worth of the lower tier."""


class Sought:
    """A word as a segment has it: its readings, and which of them are needed to tell who has it.

    ``table``: a row for each reading, see loops_matching.py. ``rows``: the bitmaps of those that no other covers.
    ``loose``: how many of these have none. ``size``: entries of the lists.
    """

    __slots__ = ("_column", "_dense", "_needed", "_segment", "listed", "loose", "rows", "size", "table")

    def __init__(self, segment: Segment, readings: Sequence[Reading]) -> None:
        self._segment = segment
        self._column: NDArray[np.uint16] | None = None
        lists: list[Docs] = []
        spans = [some for some in readings if isinstance(some, Span) and some.high > some.low + 1]
        table: list[Row] = []
        self._needed: list[int] = []
        self.rows: list[int] = []
        self.size = self.loose = self._dense = at = 0
        for reading in readings:
            covered = False
            if isinstance(reading, Listed):
                lists.append(reading.docs)
                worth = int(reading.weight * UNIT)
                entry = (LISTED, at, at + len(reading.docs), -1, worth, worth)
                at = entry[2]
            else:
                entry = _entry(segment, reading)
                for other in spans:
                    covered |= _covers(other, reading)
            kind, low, high, row, _, _ = entry
            if kind == DENSE:
                self._dense += high - low
            if row < 0:
                self.size += high - low
            if not covered:
                self._needed.append(len(table))
                self.loose += row < 0
                if row >= 0 and row not in self.rows:
                    self.rows.append(row)
            table.append(entry)
        if not self._dense:
            self._column = _NO_COLUMN
        self.listed: Docs = np.concatenate(lists).astype(np.uint32) if lists else _NONE
        self.table = np.array(table, np.int64) if table else _NO_TABLE

    def __bool__(self) -> bool:
        return len(self.table) > 0

    @property
    def having(self) -> NDArray[np.int64]:
        """The rows of the table that no other covers: enough to tell who has the word."""
        return self.table.take(self._needed, axis=0)

    def column(self, documents: int) -> NDArray[np.uint16]:
        """The points of every document for single words with bitmaps; empty when so few documents are not worth it."""
        column = self._column
        if column is None:
            if documents * LOOKED_UP < self._dense:
                return _NO_COLUMN
            column = np.zeros(self._segment.count, np.uint16)
            spread(self.table, self._segment.docs, self._segment.weights, column)
            kept = self._segment.columns
            kept.append(self)
            if len(kept) > KEPT_COLUMNS:
                kept.popleft().forget()
            self._column = column
        return column

    def forget(self) -> None:
        """Give back the memory of the column."""
        self._column = None


def _entry(segment: Segment, span: Span) -> Row:
    low, high = segment.entries(span.low, span.high)
    row = segment.wide.get((span.low, span.high), -1)
    if not span.begins:
        worth = int(span.factor * (UNIT << 8))
        return EXACT if row < 0 else DENSE, low, high, row, worth, worth
    tiers = [int(weight * span.factor * UNIT) for weight in (ranking.PREFIX_HIGH, ranking.PREFIX_LOW)]
    return BEGINS if row < 0 else WIDE, low, high, row, tiers[0], tiers[1]


def _covers(one: Span, other: Span) -> bool:
    return one.low <= other.low and other.high <= one.high and one.high - one.low > other.high - other.low


Words = Sequence[Sought]
