"""Where a typed word is found in a segment: as lists of documents, and as bitmaps where they are many."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search.segment import Docs, Listed, Reading, Segment, Span, distinct

Bits = NDArray[np.uint64]
_FEW: Final = 2_048  # so many documents are looked up one by one …
_SORTED: Final = 4_096  # … in a list of so many; in a longer one its documents are marked
_NONE: Final = np.empty(0, np.uint32)


class Sought:
    """A word as a segment has it: its readings, and their documents without spans that others cover."""

    __slots__ = ("_docs", "high", "lists", "readings", "rows", "single", "size", "wide")

    def __init__(self, segment: Segment, readings: list[Reading]) -> None:
        self.readings = readings
        self.wide: list[Bits] = []
        self.high: list[Bits] = []
        self.rows: list[int] = []
        self.lists: list[Docs] = []
        self.single = True
        self._docs: Docs | None = None
        spans = [r for r in readings if isinstance(r, Span)]
        for span in spans:
            if any(
                o.low <= span.low and span.high <= o.high and o.high - o.low > span.high - span.low
                for o in spans
            ):
                continue
            row = segment.wide.get((span.low, span.high))
            if row is not None:
                if row not in self.rows:
                    self.rows.append(row)
                    self.wide.append(segment.wide_any[row])
                    self.high.append(segment.wide_high[row])
                continue
            self.lists.append(segment.docs[segment.start[span.low] : segment.start[span.high]])
            self.single = self.single and span.high == span.low + 1
        self.lists += [r.docs for r in readings if isinstance(r, Listed)]
        self.size = sum(map(len, self.lists))

    def __bool__(self) -> bool:
        return bool(self.readings)

    def docs(self) -> Docs:
        """Ascending, each once; only when nothing is wide."""
        if self._docs is None:
            if len(self.lists) == 1 and self.single:
                self._docs = self.lists[0]
            else:
                self._docs = distinct(np.concatenate(self.lists)) if self.lists else _NONE
        return self._docs

    def bits(self) -> Bits:
        """Everything as one bitmap."""
        result = self.wide[0] if len(self.wide) == 1 else np.bitwise_or.reduce(self.wide)
        if not self.lists:
            return result
        flags = np.zeros(len(result) * 64, np.bool_)
        for docs in self.lists:
            flags[docs] = True
        return result | np.packbits(flags, bitorder="little").view(np.uint64)

    def among(self, segment: Segment, docs: Docs) -> NDArray[np.bool_]:
        """For each of the documents whether it matches."""
        keep = np.zeros(len(docs), np.bool_)
        for bits in self.wide:
            keep |= has(bits, docs)
        if not self.size:
            return keep
        if len(docs) <= _FEW and (self._docs is not None or self.size <= _SORTED):
            own = self.docs()
            keep |= own.take(own.searchsorted(docs), mode="clip") == docs
            return keep
        flags = segment.flags()
        for part in self.lists:
            flags[part] = True
        keep |= flags.take(docs)
        for part in self.lists:
            flags[part] = False
        return keep


Words = list[Sought]


def unpack(bits: Bits) -> Docs:
    """The numbers of the set bits; where they are sparse, only bytes that have some are looked into."""
    octets = bits.view(np.uint8)
    filled = (octets != 0).nonzero()[0]
    if len(filled) * 3 > len(octets):
        numbers = np.unpackbits(octets, bitorder="little").view(np.bool_).nonzero()[0]
    else:
        at = np.unpackbits(octets.take(filled), bitorder="little").view(np.bool_).nonzero()[0]
        numbers = (filled.take(at >> 3) << 3) | (at & 7)
    result: Docs = numbers.astype(np.uint32)
    return result


def has(bits: Bits, docs: Docs) -> NDArray[np.bool_]:
    """For each document whether its bit is set."""
    octets = bits.view(np.uint8)
    result: NDArray[np.bool_] = (octets.take(docs >> 3) >> (docs & 7).astype(np.uint8) & 1).view(np.bool_)
    return result
