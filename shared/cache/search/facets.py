"""Exact facets: how many of the matching products have each value, and the filters that choose values."""

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search.documents import size_key
from shared.cache.search.layout import STATIC
from shared.cache.search.matching import Match
from shared.cache.search.model import Facet, Query
from shared.cache.search.segment import FACET_NUMBER, Docs, Segment

LARGE: Final = 20_000  # from here price bands and stock are counted on bitmaps
LONGEST: Final = 24  # values listed of one facet, the most frequent ones; the counts are exact all the same
Label = Callable[[str, str, str], str]
Counts = NDArray[np.int64]
Counted = tuple[NDArray[Any], NDArray[Any]]
"""Value numbers, ascending unless stored, and their counts."""
SORTED_WHOLE: Final = 512  # so many values are sorted at once, of more the largest are picked
_PLACES: Final = np.arange(len(STATIC) + 1)
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
        self._facet_of = np.array([FACET_NUMBER[facet] for facet, _ in self.keys], np.int64)
        self._labels: dict[str, list[str]] = {}

    def within(self, segment: Segment, docs: Docs, facet: str, chosen: Iterable[str]) -> Docs:
        """The documents that have one of the chosen values of a facet."""
        keep: NDArray[np.bool_]
        if facet == "here":
            keep = segment.stock.take(docs, axis=0)[:, 0] > 0
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

    def count(self, matches: list[Match], query: Query) -> tuple[list[Docs | None], dict[str, list[Facet]]]:
        """What passes all filters of each match, and the facets; a facet does not filter itself."""
        filters = {facet: chosen for facet, chosen in query.filters.items() if chosen}
        kept = [self.filtered(match, filters) for match in matches]
        static, bands, here = self._sum(matches, kept)
        if isinstance(static, int):
            return kept, self._with_live(
                self._stored(matches[0].segment, static, query.language), bands, here, query
            )
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
                rest, own = self._facet_of[numbers] != at, self._facet_of[mine[0]] == at
                numbers, counts = (
                    np.append(numbers[rest], mine[0][own]),
                    np.append(counts[rest], mine[1][own]),
                )
        return kept, self._with_live(self._static((numbers, counts), query), bands, here, query)

    def _counts(
        self, matches: list[Match], filters: Mapping[str, Iterable[str]]
    ) -> tuple[Counted, Counts, int]:
        static, bands, here = self._sum(matches, [self.filtered(match, filters) for match in matches])
        if isinstance(static, int):
            static = self._like(matches[0].segment, static, _NO_DOCS, _NO_DOCS)[0]
        return static, bands, here

    def _with_live(
        self, found: dict[str, list[Facet]], bands: Counts, here: int, query: Query
    ) -> dict[str, list[Facet]]:
        found["price"] = self._price(bands, query)
        active = "1" in query.filters.get("here", ())
        found["here"] = [Facet("1", self.label("here", "1", query.language), here, active)]
        return found

    def _stored(self, segment: Segment, row: int, language: str) -> dict[str, list[Facet]]:
        """The facets of one stored set, whose counts are laid out in order."""
        a = segment.arrays
        start = int(a["wide_value_start"][row])
        ends = a["wide_facet"][row].tolist()
        spans = [(start + low, start + min(high, low + LONGEST)) for low, high in pairwise(ends)]
        return self._listed(a["wide_value"], a["wide_value_count"], spans, language)

    def _listed(
        self, numbers: NDArray[Any], counts: NDArray[Any], spans: list[tuple[int, int]], language: str
    ) -> dict[str, list[Facet]]:
        labels = self._named(language)
        keys = self.ids
        found = {}
        for facet, (start, end) in zip(STATIC, spans, strict=True):
            pairs = zip(numbers[start:end].tolist(), counts[start:end].tolist(), strict=True)
            found[facet] = [Facet(keys[n], labels[n], count, False) for n, count in pairs]
        if len(found["size"]) > 1:
            found["size"].sort(key=lambda value: size_key(value.label))
        return found

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
            if docs is None and match.bits is not None and match.count > LARGE:
                figures = segment.band_counts(match.bits)
                bands += figures[:-1]
                here += int(figures[-1])
            else:
                some = match.docs if docs is None else docs
                band = np.searchsorted(self.bounds, segment.amount.take(some), side="right")
                bands += np.bincount(band, minlength=len(self.bounds) + 1)[1:]
                here += int(np.count_nonzero(segment.stock.take(some, axis=0)[:, 0] > 0))
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
        """How many documents have each value: combinations are counted, then taken apart."""
        starts = segment.arrays["combo_start"]
        combo, count = _counted(segment.combos.take(docs, axis=0).ravel(), len(starts) - 1)
        begin = starts[combo]
        lengths = starts[combo + 1] - begin
        ends = np.cumsum(lengths)
        if not len(ends) or not ends[-1]:
            return _EMPTY
        where = np.repeat(begin - ends + lengths, lengths) + np.arange(int(ends[-1]))
        value = segment.arrays["combo_value"][where]
        weights = np.repeat(count, lengths)
        if len(value) * 8 < len(self.keys):
            order = np.argsort(value, kind="stable")
            value = value[order]
            first = np.flatnonzero(np.diff(value, prepend=-1))
            return value[first], np.add.reduceat(weights[order], first)
        dense = np.bincount(value, weights=weights, minlength=len(self.keys))
        numbers = np.flatnonzero(dense)
        return numbers, dense[numbers].astype(np.int64)

    def _static(self, counted: Counted, query: Query) -> dict[str, list[Facet]]:
        numbers, counts = counted
        key = counts.astype(np.int64) << 24 | (
            (1 << 24) - 1 - numbers
        )  # the frequent ones, then in order of number
        facet_of = self._facet_of.take(numbers)
        if len(numbers) <= SORTED_WHOLE:
            order = np.lexsort((-key, facet_of))
            ends = np.searchsorted(facet_of.take(order), _PLACES).tolist()
        else:
            best = [_largest(np.flatnonzero(facet_of == at), key) for at in range(len(STATIC))]
            order = np.concatenate(best)
            ends = [0, *np.cumsum([len(some) for some in best]).tolist()]
        spans = [(start, min(end, start + LONGEST)) for start, end in pairwise(ends)]
        found = self._listed(numbers.take(order), counts.take(order), spans, query.language)
        for facet, chosen in query.filters.items():
            if facet in found:
                known = dict(zip(numbers.tolist(), counts.tolist(), strict=True))
                self._mark(found[facet], facet, chosen, known, self._named(query.language))
        found["size"].sort(key=lambda value: size_key(value.label))
        return found

    def _mark(
        self,
        listed: list[Facet],
        facet: str,
        chosen: Iterable[str],
        counts: Mapping[int, int],
        labels: list[str],
    ) -> None:
        """Mark the chosen values as active, and list those that are not listed."""
        by_id = {value.id: value for value in listed}
        for key in chosen:
            number = self.values.get((facet, key))
            if key in by_id:
                by_id[key].active = True
            elif number is not None:
                listed.append(Facet(key, labels[number], counts.get(number, 0), True))

    def _named(self, language: str) -> list[str]:
        """The labels of all values in a language."""
        known = self._labels.get(language)
        if known is None:
            known = self._labels[language] = [self.label(facet, key, language) for facet, key in self.keys]
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


def _counted(numbers: NDArray[Any], size: int) -> Counted:
    """The distinct numbers below a size and how often each is there."""
    if len(numbers) * 4 < size:
        ordered = np.sort(numbers)
        first = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] + 1 if len(ordered) else 0))
        return ordered[first], np.diff(first, append=len(ordered))
    dense = np.bincount(numbers, minlength=size)
    found = np.flatnonzero(dense)
    return found, dense[found]


def _merged(counted: list[Counted]) -> Counted:
    if len(counted) == 1:
        return counted[0]
    if not counted:
        return _EMPTY
    numbers = np.concatenate([some for some, _ in counted]).astype(np.int64)
    dense = np.bincount(numbers, weights=np.concatenate([counts for _, counts in counted]))
    found = np.flatnonzero(dense)
    return found, dense[found].astype(np.int64)


def _largest(places: Counts, key: Counts) -> Counts:
    """Of some places those with the largest keys, the largest first."""
    mine = key.take(places)
    if len(places) > 4 * LONGEST:
        best = np.argpartition(-mine, LONGEST)[:LONGEST]
        places, mine = places[best], mine[best]
    return places[np.argsort(-mine)][:LONGEST]


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else otherwise
