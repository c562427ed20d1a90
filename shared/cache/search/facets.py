"""Exact facets: how many of the matching products have each value, and the filters that choose values."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search.listing import Listing, bands_of
from shared.cache.search.matching import Match
from shared.cache.search.model import Facet, Query
from shared.cache.search.segment import FACET_NUMBER, Docs, Segment

LARGE: Final = 20_000  # from here price bands and stock are counted on bitmaps
Label = Callable[[str, str, str], str]
Counts = NDArray[np.int64]
Counted = tuple[NDArray[Any], NDArray[Any]]
"""Value numbers, ascending unless stored, and their counts."""
_NO_DOCS: Final = np.empty(0, np.uint32)
_EMPTY: Final[Counted] = (np.empty(0, np.int64), np.empty(0, np.int64))


class Facets:
    """Counts and labels values; ``bounds`` are the lower ends of the price bands, the first 0."""

    def __init__(self, values: Mapping[tuple[str, str], int], bounds: Iterable[int], label: Label) -> None:
        self.values = values
        self.keys = list(values)
        self.bounds = np.array(list(bounds) or [0], np.int64)
        self.label = label
        self.ids = [key for _, key in self.keys]
        self.facet_of = np.array([FACET_NUMBER[facet] for facet, _ in self.keys], np.int64)
        self._labels: dict[str, list[str]] = {}

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

    def filtered(self, match: Match, filters: Mapping[str, Iterable[str]]) -> Docs | None:
        """The documents of a match that pass filters; None when there is no filter."""
        if not filters:
            return None
        docs = match.docs
        for facet, chosen in filters.items():
            docs = self.within(match.segment, docs, facet, chosen)
        return docs

    def count(
        self, matches: list[Match], query: Query
    ) -> tuple[list[Docs | None], Mapping[str, list[Facet]]]:
        """What passes all filters of each match, and the facets; a facet does not filter itself."""
        filters = {facet: chosen for facet, chosen in query.filters.items() if chosen}
        kept = [self.filtered(match, filters) for match in matches]
        static, bands, here = self._sum(matches, kept)
        if isinstance(static, int):
            return kept, Listing(self, query, bands, here, row=static, segment=matches[0].segment)
        numbers, counts = static
        for facet in filters:
            others = {f: chosen for f, chosen in filters.items() if f != facet}
            mine, my_bands, my_here = self._counts(matches, others)
            if facet == "price":
                bands = my_bands
            elif facet == "here":
                here = my_here
            elif facet in FACET_NUMBER:
                at = FACET_NUMBER[facet]
                rest, own = self.facet_of[numbers] != at, self.facet_of[mine[0]] == at
                numbers, counts = (
                    np.append(numbers[rest], mine[0][own]),
                    np.append(counts[rest], mine[1][own]),
                )
        return kept, Listing(
            self, query, bands, here, (numbers, counts), strange=self._strange(matches, filters)
        )

    def _strange(self, matches: list[Match], filters: Mapping[str, Iterable[str]]) -> dict[str, int]:
        """Counts of chosen price bands that are none of the shop's, as after its prices have changed."""
        others = {facet: chosen for facet, chosen in filters.items() if facet != "price"}
        found = dict.fromkeys(set(filters.get("price", ())).difference(bands_of(self.bounds)), 0)
        for match in matches if found else ():
            docs = self.filtered(match, others)
            docs = match.docs if docs is None else docs
            for band in found:
                found[band] += len(self.within(match.segment, docs, "price", (band,)))
        return found

    def _counts(
        self, matches: list[Match], filters: Mapping[str, Iterable[str]]
    ) -> tuple[Counted, Counts, int]:
        static, bands, here = self._sum(matches, [self.filtered(match, filters) for match in matches])
        if isinstance(static, int):
            static = self._like(matches[0].segment, static, _NO_DOCS, _NO_DOCS)[0]
        return static, bands, here

    def _sum(self, matches: list[Match], kept: list[Docs | None]) -> tuple[Counted | int, Counts, int]:
        """Counts of static values, or the row of the stored set that has them; of price bands; of what is here."""
        counted: list[Counted] = []
        bands = np.zeros(len(self.bounds), np.int64)
        here = 0
        alone: int | None = None
        for match, docs in zip(matches, kept, strict=True):
            segment = match.segment
            near = match.nearest() if docs is None else None
            if near is not None and len(matches) == 1 and not len(near[1]) and not len(near[2]):
                alone = near[0]
            elif near is not None:
                counted += self._like(segment, *near)
            elif match.count:
                counted.append(self._values(segment, match.docs if docs is None else docs))
            if near is not None and match.bits is not None and match.count > LARGE:
                figures = segment.band_counts(match.bits)
                bands += figures[:-1]
                here += int(figures[-1])
            else:
                shelf = segment.shelf.take(match.docs if docs is None else docs)
                figures = np.bincount(shelf, minlength=4 * len(self.bounds)).reshape(-1, 4)
                bands += figures.sum(axis=1)
                here += int(figures[:, 1].sum() + figures[:, 3].sum())
        return _merged(counted) if alone is None else alone, bands, here

    def _like(self, segment: Segment, row: int, lacks: Docs, excess: Docs) -> list[Counted]:
        """The counts of a stored set, of what it lacks, and of what it has too many as negative figures."""
        a = segment.arrays
        start, end = a["wide_value_start"][row : row + 2].tolist()
        counted = [(a["wide_value"][start:end], a["wide_value_count"][start:end])]
        if len(lacks):
            counted.append(self._values(segment, lacks))
        if len(excess):
            numbers, counts = self._values(segment, excess)
            counted.append((numbers, -counts.astype(np.int64)))
        return counted

    def _values(self, segment: Segment, docs: Docs) -> Counted:
        """How many documents have each value: of many documents, combinations are counted and then taken apart."""
        a = segment.arrays
        combo = segment.combos.take(docs, axis=0).ravel()
        times = None
        if len(combo) * 2 > len(segment.combo_size):
            dense = np.bincount(combo, minlength=len(segment.combo_size))
            combo = (dense != 0).nonzero()[0]  # of flags this is several times as fast
            times = dense.take(combo)
        size = segment.combo_size.take(combo)
        ends = size.cumsum()
        if not len(ends) or not ends[-1]:
            return _EMPTY
        where = np.repeat(a["combo_start"].take(combo) - ends + size, size)
        where += np.arange(len(where))
        value = a["combo_value"].take(where)
        if times is None:
            counted = np.bincount(value, minlength=len(self.keys))
        else:
            weights = np.repeat(times, size)
            counted = np.bincount(value, weights=weights, minlength=len(self.keys)).astype(np.int64)
        numbers = (counted != 0).nonzero()[0]
        return numbers, counted.take(numbers)

    def label_of(self, numbers: NDArray[Any], language: str) -> list[str]:
        """The labels of values in a language."""
        known = self._labels.get(language)
        if known is None:
            known = self._labels[language] = [self.label(facet, key, language) for facet, key in self.keys]
        return [known[number] for number in numbers.tolist()]


def _merged(counted: list[Counted]) -> Counted:
    if len(counted) == 1:
        return counted[0]
    if not counted:
        return _EMPTY
    numbers = np.concatenate([some for some, _ in counted]).astype(np.int64)
    dense = np.bincount(numbers, weights=np.concatenate([counts for _, counts in counted]))
    found = (dense != 0).nonzero()[0]
    return found, dense[found].astype(np.int64)


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else otherwise
