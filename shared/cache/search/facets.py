"""Exact facets: how many of the matching products have each value, and the filters that choose values."""

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search.documents import size_key
from shared.cache.search.layout import STATIC
from shared.cache.search.matching import Match
from shared.cache.search.model import Facet, Query
from shared.cache.search.segment import FACET_NUMBER, Docs, Segment

LONGEST: Final = 40  # values listed of one facet, the most frequent ones; the counts are exact all the same
Label = Callable[[str, str, str], str]
Counts = NDArray[np.int64]


class Facets:
    """Counts and labels values; ``bounds`` are the lower ends of the price bands, the first 0."""

    def __init__(self, values: Mapping[tuple[str, str], int], bounds: Iterable[int], label: Label) -> None:
        self.values = values
        self.keys = list(values)
        self.bounds = np.array(list(bounds) or [0], np.int64)
        self.label = label
        self._facet_of = np.array([FACET_NUMBER[facet] for facet, _ in self.keys], np.int64)
        self._labels: dict[tuple[int, str], str] = {}

    def within(self, segment: Segment, docs: Docs, facet: str, chosen: Iterable[str]) -> Docs:
        """The documents that have one of the chosen values of a facet."""
        keep: NDArray[np.bool_]
        if facet == "here":
            keep = segment.stock[docs, 0] > 0
        elif facet == "price":
            amount = segment.amount[docs]
            keep = np.zeros(len(docs), np.bool_)
            for band in chosen:
                low, _, high = band.partition("-")
                keep |= (amount >= _whole(low, 0)) & (amount < _whole(high, 2**62))
        elif facet in FACET_NUMBER:
            numbers = {self.values[facet, key] for key in chosen if (facet, key) in self.values}
            keep = segment.having(numbers)[segment.combos[docs, FACET_NUMBER[facet]]]
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

    def count(self, matches: list[Match], query: Query) -> tuple[list[Docs | None], dict[str, list[Facet]]]:
        """What passes all filters of each match, and the facets; a facet does not filter itself."""
        filters = {facet: chosen for facet, chosen in query.filters.items() if chosen}
        kept = [self.filtered(match, filters) for match in matches]
        static, bands, here = self._sum(matches, kept)
        for facet in filters:
            others = {f: chosen for f, chosen in filters.items() if f != facet}
            mine, my_bands, my_here = self._sum(matches, [self.filtered(m, others) for m in matches])
            if facet == "price":
                bands = my_bands
            elif facet == "here":
                here = my_here
            elif facet in FACET_NUMBER:
                own = self._facet_of == FACET_NUMBER[facet]
                static[own] = mine[own]
        found = self._static(static, query)
        found["price"] = self._price(bands, query)
        active = "1" in query.filters.get("here", ())
        found["here"] = [Facet("1", self.label("here", "1", query.language), here, active)]
        return kept, found

    def _sum(self, matches: list[Match], kept: list[Docs | None]) -> tuple[Counts, Counts, int]:
        static = np.zeros(len(self.keys), np.int64)
        bands = np.zeros(len(self.bounds), np.int64)
        here = 0
        for match, docs in zip(matches, kept, strict=True):
            segment = match.segment
            if docs is None and match.row >= 0 and segment.alive is None:
                start, end = segment.arrays["wide_value_start"][match.row : match.row + 2]
                static[segment.arrays["wide_value"][start:end]] += segment.arrays["wide_value_count"][
                    start:end
                ]
            else:
                static += self._values(segment, match.docs if docs is None else docs)
            if docs is None and match.bits is not None and match.count > 50_000:
                counted = segment.band_counts(match.bits)
                bands += counted[:-1]
                here += int(counted[-1])
                continue
            some = match.docs if docs is None else docs
            band = np.searchsorted(self.bounds, segment.amount[some], side="right") - 1
            bands += np.bincount(np.maximum(band, 0), minlength=len(self.bounds))
            here += int(np.count_nonzero(segment.stock[some, 0] > 0))
        return static, bands, here

    def _values(self, segment: Segment, docs: Docs) -> Counts:
        """How many documents have each value: combinations are counted, then taken apart."""
        starts = segment.arrays["combo_start"]
        flat = segment.combos[docs].ravel()
        if len(flat) * 4 < len(starts):
            combo, count = np.unique(flat, return_counts=True)
        else:
            counts = np.bincount(flat, minlength=len(starts) - 1)
            combo = np.flatnonzero(counts)
            count = counts[combo]
        begin = starts[combo]
        lengths = starts[combo + 1] - begin
        ends = np.cumsum(lengths)
        if not len(ends):
            return np.zeros(len(self.keys), np.int64)
        where = np.repeat(begin - ends + lengths, lengths) + np.arange(int(ends[-1]))
        value = segment.arrays["combo_value"][where]
        counted = np.bincount(value, weights=np.repeat(count, lengths), minlength=len(self.keys))
        return counted.astype(np.int64)

    def _static(self, counts: Counts, query: Query) -> dict[str, list[Facet]]:
        found: dict[str, list[Facet]] = {facet: [] for facet in STATIC}
        numbers = np.flatnonzero(counts)
        numbers = numbers[np.argsort(-counts[numbers], kind="stable")]
        chosen = {
            (facet, key)
            for facet, keys in query.filters.items()
            for key in keys
            if facet in FACET_NUMBER and (facet, key) in self.values
        }
        for at, facet in enumerate(STATIC):
            mine = numbers[self._facet_of[numbers] == at][:LONGEST]
            listed = found[facet]
            for number, count in zip(mine.tolist(), counts[mine].tolist(), strict=True):
                key = self.keys[number]
                listed.append(Facet(key[1], self._name(number, query.language), count, key in chosen))
                chosen.discard(key)
        for facet, key in chosen:
            number = self.values[facet, key]
            found[facet].append(
                Facet(key, self._name(number, query.language), int(counts[number]), active=True)
            )
        found["size"].sort(key=lambda value: size_key(value.label))
        return found

    def _name(self, number: int, language: str) -> str:
        known = self._labels.get((number, language))
        if known is None:
            known = self._labels[number, language] = self.label(*self.keys[number], language)
        return known

    def _price(self, counts: Counts, query: Query) -> list[Facet]:
        active = query.filters.get("price", frozenset())
        ends = [*map(str, self.bounds), ""]
        keys = [f"{low}-{high}" for low, high in pairwise(ends)]
        found = [
            Facet(k, k, n, k in active)
            for k, n in zip(keys, counts.tolist(), strict=True)
            if n or k in active
        ]
        return found + [Facet(k, k, 0, active=True) for k in active if k not in keys]


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else otherwise
