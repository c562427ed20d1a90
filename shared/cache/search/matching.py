"""Which documents of a segment match words, and how well.

Few documents are held as numbers with their points, many as a bitmap: a word or beginning with more than 1/64 of a
large segment has its bitmaps stored (all documents, and those that have it in the upper tier of fields).
"""

from typing import Final

import numpy as np

from shared.cache.search.layout import EVERYTHING
from shared.cache.search.loops_matching import (
    block,
    common,
    differing,
    gather,
    intersect,
    narrow,
    same,
    unpack,
)
from shared.cache.search.segment import Bits, Docs, Points, Segment, pack
from shared.cache.search.sought import Sought, Words

EXACT: Final = 4_096  # of a bitmap with so many documents each has its points …
BLOCK: Final = 512  # … of a larger one the likely best are ordered, so many at a time
ALIKE: Final = (
    3 / 4
)  # a set that differs by less than so much of a match's documents is quicker to count from
_NONE: Final = np.empty(0, np.uint32)
_NO_POINTS: Final = np.empty(0, np.int32)
_NO_BITS: Final = np.empty(0, np.uint64)


class Match:
    """The documents that match all words: ascending numbers with their points, or a bitmap.

    ``row``: the stored set that the bitmap is, if it is one.
    """

    __slots__ = ("bits", "count", "docs", "points", "row", "segment", "words")

    def __init__(
        self, segment: Segment, words: Words, count: int, docs: Docs, points: Points,
        bits: Bits | None = None, row: int = -1,
    ) -> None:  # fmt: skip
        self.segment, self.words, self.count = segment, words, count
        self.docs, self.points, self.bits, self.row = docs, points, bits, row

    def alike(self, other: "Match") -> bool:
        """Whether both are of the same documents."""
        if self.segment is not other.segment or self.count != other.count:
            return False
        if self.bits is None or other.bits is None:
            return self.bits is other.bits and same(self.docs, other.docs)
        return np.array_equal(self.bits, other.bits)

    def numbers(self) -> Docs:
        """All documents, ascending."""
        return self.docs if self.bits is None else _unpacked(self.segment, self.bits, _NO_BITS, self.count)

    def left(self, docs: Docs) -> "Match":
        """The match of some of its documents, ascending."""
        if self.bits is None:
            return Match(self.segment, self.words, len(docs), docs, self.points[self.docs.searchsorted(docs)])
        if len(docs) <= EXACT:
            return self._scored(docs)
        flags = np.zeros(len(self.bits) * 64, np.bool_)
        flags[docs] = True
        return Match(self.segment, self.words, len(docs), _NONE, _NO_POINTS, pack(flags))

    def scored_by(self, words: Words) -> "Match":
        """The same documents, scored by other words, which they may lack."""
        if self.bits is None:
            return _scored(self.segment, words, self.docs)
        return Match(self.segment, words, self.count, _NONE, _NO_POINTS, self.bits, self.row)

    def _scored(self, docs: Docs) -> "Match":
        return _scored(self.segment, self.words, docs)

    def nearest(self) -> tuple[int, Docs, Docs] | None:
        """The stored set most alike, the documents it lacks and those it has too many; None when none is alike."""
        if self.bits is None:
            return None
        if self.row >= 0:
            return self.row, _NONE, _NONE
        stored, sizes = self.segment.wide_any, self.segment.wide_size
        rows = {row for word in self.words for row in word.rows} or {len(sizes) - 1}
        near = [row for row in rows if abs(int(sizes[row]) - self.count) <= self.count * ALIKE]
        best, row = min(((differing(self.bits, stored[row]), row) for row in near), default=(self.count, -1))
        if best > self.count * ALIKE:
            return None
        lacks, excess = ((self.bits, stored[row]), (stored[row], self.bits))
        return row, _unpacked(self.segment, *lacks, best), _unpacked(self.segment, *excess, best)

    def block(self, number: int) -> tuple[Docs, Points]:
        """Of a bitmap the next so many documents, ascending, and their points.

        First come those with every word in the upper tier of fields, then the others, both by popularity.
        """
        assert self.bits is not None  # noqa: S101 - for the type checker
        rows = [(at, row) for at, word in enumerate(self.words) for row in word.rows]
        table = np.array(rows, np.int64).reshape(-1, 2)
        docs, segment = np.empty(BLOCK, np.uint32), self.segment
        docs = docs[: block(segment.view, self.bits, table, number * BLOCK, docs)]
        docs.sort()
        return docs, self._scored(docs).points


def all_of(segment: Segment, words: Words, before: Match | None = None) -> Match:
    """The documents that match every word; all documents when there are no words.

    ``before``: the match of all words but the last, where it is known.
    """
    if not all(words) or (before is not None and not before.count):
        return Match(segment, words, 0, _NONE, _NO_POINTS)
    if not words:
        return _everything(segment)
    lists = [word for word in words if not word.rows]
    known = before is not None and before.bits is None
    if not lists and not known:
        return _of_bits(segment, words, before)
    if before is not None and known:
        docs, points = _narrowed(segment, words[-1], before)
    else:
        first = min(lists, key=lambda word: word.size)
        docs, points = _gathered(segment, first)
        for word in words:
            if word is not first and len(docs):
                docs, points = _among(segment, word, docs, points)
    return Match(segment, words, len(docs), docs, points)


def _gathered(segment: Segment, word: Sought) -> tuple[Docs, Points]:
    docs, points = np.empty(word.size, np.uint32), np.empty(word.size, np.int32)
    scratch = segment.borrow()
    n = gather(segment.view, scratch, word.table, word.listed, docs, points)
    segment.give_back(scratch)
    return docs[:n], points[:n]


def _among(
    segment: Segment, word: Sought, docs: Docs, points: Points, drop: bool = True
) -> tuple[Docs, Points]:
    found, gained = np.empty(len(docs), np.uint32), np.empty(len(docs), np.int32)
    scratch = segment.borrow()
    column = word.column(len(docs))
    n = narrow(segment.view, scratch, word.table, word.listed, column, docs, points, drop, found, gained)
    segment.give_back(scratch)
    return found[:n], gained[:n]


def _narrowed(segment: Segment, word: Sought, before: Match) -> tuple[Docs, Points]:
    if word.rows or word.size * 4 > before.count:
        return _among(segment, word, before.docs, before.points)
    docs, points = _gathered(segment, word)
    n = common(docs, points, before.docs, before.points, docs, points)
    return docs[:n], points[:n]


def _of_bits(segment: Segment, words: Words, before: Match | None) -> Match:
    """Every word has a bitmap."""
    first = words[0]
    if len(words) == len(first.rows) == 1 and not first.loose and not len(segment.alive):
        row = first.rows[0]
        return _of(segment, words, int(segment.wide_size[row]), segment.wide_any[row], row)
    if before is not None and before.bits is not None:
        bits, rest = before.bits.copy(), words[-1:]
    elif len(segment.alive):
        bits, rest = segment.alive.copy(), words
    else:
        bits, rest = np.full(segment.wide_any.shape[1], ~np.uint64(0)), words
    count = 0
    scratch = segment.borrow()
    for word in rest:
        count = intersect(segment.view, scratch, word.having, word.listed, bits)
    segment.give_back(scratch)
    return _of(segment, words, count, bits)


def _of(segment: Segment, words: Words, count: int, bits: Bits, row: int = -1) -> Match:
    if count <= EXACT:
        return _scored(segment, words, _unpacked(segment, bits, _NO_BITS, count))
    return Match(segment, words, count, _NONE, _NO_POINTS, bits, row)


def _scored(segment: Segment, words: Words, docs: Docs) -> Match:
    """The match of known documents."""
    points = np.zeros(len(docs), np.int32)
    for word in words:
        docs, points = _among(segment, word, docs, points, drop=False)
    return Match(segment, words, len(docs), docs, points)


def _everything(segment: Segment) -> Match:
    row = segment.wide.get(EVERYTHING, -1)
    if row < 0 or len(segment.alive):
        bits = (
            segment.alive
            if len(segment.alive)
            else pack(np.arange(-(-segment.count // 64) * 64) < segment.count)
        )
        return _of(segment, [], segment.count - len(segment.dead()), bits)
    return _of(segment, [], segment.count, segment.wide_any[row], row)


def _unpacked(segment: Segment, bits: Bits, without: Bits, most: int) -> Docs:
    docs = np.empty(most, np.uint32)
    return docs[: unpack(bits, without, segment.count, docs)]
