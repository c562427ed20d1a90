"""Exact facets: how many of the matching products have each value, and the filters that choose values."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.cache.search.listing import Listing, bands_of
from shared.cache.search.loops_counting import count, count_bands, count_shelves, take_apart
from shared.cache.search.matching import Match
from shared.cache.search.model import Facet, Query
from shared.cache.search.segment import FACET_NUMBER, Docs, Segment

Label = Callable[[str, str, str], str]
Counts = NDArray[Any]
SPARSE: Final = 8  # of fewer documents than one in so many each is looked at, of more their bitmap
_NO_SETS: Final = np.empty((0, 2), np.int32)


class Part(msgspec.Struct, frozen=True, gc=False):
    """Some documents of a segment: a stored set by its row, or the sets of values that they have, counted."""

    segment: Segment
    row: int
    sets: NDArray[np.int32]


class Counted(msgspec.Struct, gc=False):
    """What has been counted of some documents, by price band (the last: in this store now) and by set of values.

    Only a page that lists facets takes the sets apart.
    """

    bands: Counts
    parts: tuple[Part, ...] = ()
    apart: Counts | None = None

    def add(self, segment: Segment, docs: Docs, sign: int = 1) -> None:
        """Count documents, or with a sign of -1 take them off."""
        if len(docs):
            room = min(docs.size * segment.combos.shape[1], len(segment.arrays["combo_start"]) - 1)
            sets = np.empty((room + 1, 2), np.int32)
            scratch = segment.borrow()
            n = count(segment.view, scratch, docs, sign, self.bands, sets)
            segment.give_back(scratch)
            self.parts = (*self.parts, Part(segment, -1, sets[:n].copy()))

    def add_stored(self, segment: Segment, row: int) -> None:
        """Count the documents of a stored set."""
        self.bands += _banded(segment, row)
        self.parts = (*self.parts, Part(segment, row, _NO_SETS))

    def values(self, count: int) -> Counts:
        """The documents for each of so many values."""
        if self.apart is None:
            counts = np.zeros(count, np.int32)
            for part in self.parts:
                take_apart(part.segment.view, part.sets, counts)
                if part.row >= 0:
                    a = part.segment.arrays
                    start, end = a["wide_value_start"][part.row : part.row + 2].tolist()
                    counts[a["wide_value"][start:end]] += a["wide_value_count"][start:end].astype(np.int32)
            self.apart = counts
        return self.apart


class Facets:
    """Counts and labels values; ``bounds`` are the lower ends of the price bands, the first 0."""

    def __init__(self, values: Mapping[tuple[str, str], int], bounds: Iterable[int], label: Label) -> None:
        self.values = values
        self.keys = list(values)
        self.bounds = np.array(list(bounds) or [0], np.int64)
        self.label = label
        self.ids = [key for _, key in self.keys]
        self.facet_of = np.array([FACET_NUMBER[facet] for facet, _ in self.keys], np.int64)
        self.numbers_of = [(self.facet_of == at).nonzero()[0] for at in range(len(FACET_NUMBER))]
        self._labels: dict[str, dict[int, str]] = {}
        self._last: tuple[Match | None, int, Counted] = (
            None,
            0,
            Counted(np.zeros(0, np.int64)),
        )  # what was counted last, and when

    def within(self, segment: Segment, docs: Docs, facet: str, chosen: Iterable[str]) -> Docs:
        """The documents that have one of the chosen values of a facet."""
        keep: NDArray[np.bool_]
        if facet == "here":
            keep = (segment.shelf.take(docs) & 1).view(np.bool_)
        elif facet == "price":
            amount = segment.amount.take(docs)
            keep = np.zeros(len(docs), np.bool_)
            for band in chosen:
                low, _, high = band.partition("-")
                keep |= (amount >= _whole(low, 0)) & (amount < _whole(high, 2**62))
        elif facet in FACET_NUMBER:
            numbers = {self.values[facet, key] for key in chosen if (facet, key) in self.values}
            keep = segment.having(numbers).take(segment.combos.take(docs, axis=0)[:, FACET_NUMBER[facet]])
        else:
            return docs
        return docs[keep]

    def filtered(self, match: Match, filters: Mapping[str, Iterable[str]]) -> Match:
        """The match of what passes filters."""
        if not filters:
            return match
        docs = match.numbers()
        for facet, chosen in filters.items():
            docs = self.within(match.segment, docs, facet, chosen)
        return match.left(docs)

    def count(self, matches: list[Match], query: Query) -> tuple[list[Match], Mapping[str, list[Facet]]]:
        """What passes all filters of each match, and the facets; a facet does not filter itself."""
        filters = {facet: chosen for facet, chosen in query.filters.items() if chosen}
        if not filters and len(matches) == 1:
            return matches, self._unfiltered(matches[0], query)
        kept = [self.filtered(match, filters) for match in matches]
        counted = self._sum(kept)
        bands, counts = counted.bands, counted.values(len(self.keys))
        for facet in filters:
            others = {f: chosen for f, chosen in filters.items() if f != facet}
            mine = self._sum([self.filtered(match, others) for match in matches])
            if facet == "price":
                bands[:-1] = mine.bands[:-1]
            elif facet == "here":
                bands[-1] = mine.bands[-1]
            elif facet in FACET_NUMBER:
                own = self.numbers_of[FACET_NUMBER[facet]]
                counts[own] = mine.values(len(self.keys))[own]
        strange = self._strange(matches, filters) if "price" in filters else None
        return kept, Listing(self, query, bands, counted, strange=strange)

    def _unfiltered(self, match: Match, query: Query) -> Listing:
        """What has been counted of a match stands for the next one too if that has the same products."""
        segment, row = match.segment, match.row
        if row >= 0:
            return Listing(self, query, _banded(segment, row), None, row, segment)
        stamp = segment.stamp[0]
        last, at, counted = self._last
        if last is None or at != stamp or not last.alike(match):
            counted = self._sum([match])
            self._last = match, stamp, counted
        return Listing(self, query, counted.bands, counted)

    def _strange(self, matches: list[Match], filters: Mapping[str, Iterable[str]]) -> dict[str, int]:
        """Counts of chosen price bands that are none of the shop's, as after its prices have changed."""
        others = {facet: chosen for facet, chosen in filters.items() if facet != "price"}
        found = dict.fromkeys(set(filters["price"]).difference(bands_of(self.bounds)), 0)
        for match in matches if found else ():
            docs = self.filtered(match, others).numbers()
            for band in found:
                found[band] += len(self.within(match.segment, docs, "price", (band,)))
        return found

    def _sum(self, matches: list[Match]) -> Counted:
        """The documents of matches, counted; a bitmap by the stored set most like it and by what is different."""
        counted = Counted(np.zeros(len(self.bounds) + 1, np.int64))
        for match in matches:
            near = match.nearest()
            if near is None:
                counted.add(match.segment, match.numbers())
            else:
                row, lacks, excess = near
                counted.add_stored(match.segment, row)
                counted.add(match.segment, lacks)
                counted.add(match.segment, excess, -1)
        return counted

    def label_of(self, numbers: NDArray[Any], language: str) -> list[str]:
        """The labels of values in a language."""
        known = self._labels.setdefault(language, {})
        for number in numbers.tolist():
            if number not in known:
                facet, key = self.keys[number]
                known[number] = self.label(facet, key, language)
        return [known[number] for number in numbers.tolist()]


def _banded(segment: Segment, row: int) -> Counts:
    """The counts of a stored set by band, which are known until a price or stock changes."""
    stamp = segment.stamp[0]
    known = segment.banded.get(row)
    if known is None or known[0] != stamp:
        figures = np.zeros(len(segment.arrays["bands"]), np.int64)
        bits, size = segment.wide_any[row], int(segment.wide_size[row])
        if size < segment.count // SPARSE:
            count_shelves(bits, segment.shelf, figures)
        else:
            count_bands(bits, segment.arrays["bands"], figures)
        known = segment.banded[row] = stamp, figures
    return known[1]


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else otherwise
