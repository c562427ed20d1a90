"""Exact facets: how many of the matching products have each value, and the filters that choose values."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shared.cache.search.listing import Listing, bands_of
from shared.cache.search.loops_counting import count, count_bands
from shared.cache.search.matching import Match
from shared.cache.search.model import Facet, Query
from shared.cache.search.segment import FACET_NUMBER, Docs, Segment

Label = Callable[[str, str, str], str]
Counts = NDArray[Any]


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
        none: Counts = np.empty(0, np.int64)
        self._last: tuple[Match | None, int, Counts, Counts] = (None, 0, none, none)  # counted, and when

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
        bands, counts = self._sum(kept)
        for facet in filters:
            others = {f: chosen for f, chosen in filters.items() if f != facet}
            my_bands, my_counts = self._sum([self.filtered(match, others) for match in matches])
            if facet == "price":
                bands[:-1] = my_bands[:-1]
            elif facet == "here":
                bands[-1] = my_bands[-1]
            elif facet in FACET_NUMBER:
                mine = self.numbers_of[FACET_NUMBER[facet]]
                counts[mine] = my_counts[mine]
        strange = self._strange(matches, filters) if "price" in filters else None
        return kept, Listing(self, query, bands, counts, strange=strange)

    def _unfiltered(self, match: Match, query: Query) -> Listing:
        """What has been counted of a match stands for the next one too if that has the same products."""
        segment, row = match.segment, match.row
        if row >= 0:
            return Listing(self, query, _banded(segment, row), None, row, segment)
        stamp = int(segment.arrays["stamp"][0])
        last, at, bands, counts = self._last
        if last is None or at != stamp or not last.alike(match):
            bands, counts = self._sum([match])
            self._last = match, stamp, bands, counts
        return Listing(self, query, bands, counts)

    def _strange(self, matches: list[Match], filters: Mapping[str, Iterable[str]]) -> dict[str, int]:
        """Counts of chosen price bands that are none of the shop's, as after its prices have changed."""
        others = {facet: chosen for facet, chosen in filters.items() if facet != "price"}
        found = dict.fromkeys(set(filters["price"]).difference(bands_of(self.bounds)), 0)
        for match in matches if found else ():
            docs = self.filtered(match, others).numbers()
            for band in found:
                found[band] += len(self.within(match.segment, docs, "price", (band,)))
        return found

    def _sum(self, matches: list[Match]) -> tuple[Counts, Counts]:
        """How many documents are in each price band and, as the last, in this store now; how many have each value.

        A bitmap is counted by the stored set most like it and by what is different.
        """
        bands, counts = np.zeros(len(self.bounds) + 1, np.int64), np.zeros(len(self.keys), np.int32)
        for match in matches:
            near = match.nearest()
            if near is None:
                _add(match.segment, match.numbers(), 1, bands, counts)
                continue
            row, lacks, excess = near
            a = match.segment.arrays
            start, end = a["wide_value_start"][row : row + 2].tolist()
            counts[a["wide_value"][start:end]] += a["wide_value_count"][start:end].astype(np.int32)
            bands += _banded(match.segment, row)
            _add(match.segment, lacks, 1, bands, counts)
            _add(match.segment, excess, -1, bands, counts)
        return bands, counts

    def label_of(self, numbers: NDArray[Any], language: str) -> list[str]:
        """The labels of values in a language."""
        known = self._labels.setdefault(language, {})
        for number in numbers.tolist():
            if number not in known:
                facet, key = self.keys[number]
                known[number] = self.label(facet, key, language)
        return [known[number] for number in numbers.tolist()]


def _add(segment: Segment, docs: Docs, sign: int, bands: Counts, counts: Counts) -> None:
    if len(docs):
        scratch = segment.borrow()
        a = segment.arrays
        count(
            docs,
            sign,
            segment.combos,
            a["combo_start"],
            a["combo_value"],
            segment.shelf,
            scratch.sets,
            counts,
            bands,
        )
        segment.give_back(scratch)


def _banded(segment: Segment, row: int) -> Counts:
    """The counts of a stored set by band, which are known until a price or stock changes."""
    stamp = int(segment.arrays["stamp"][0])
    known = segment.banded.get(row)
    if known is None or known[0] != stamp:
        figures = np.zeros(len(segment.arrays["bands"]), np.int64)
        count_bands(segment.wide_any[row], segment.arrays["bands"], figures)
        known = segment.banded[row] = stamp, figures
    return known[1]


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else otherwise
