"""Counted facets as a page lists them; what nobody looks at is neither sorted nor labelled."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from shared.cache.search.layout import STATIC
from shared.cache.search.model import FACETS, Facet, Query
from shared.cache.search.segment import Segment
from shared.domain.sizes import size_rank

LONGEST: Final = 24  # values listed of one facet, the most frequent ones; the counts are exact all the same
Counted = tuple[NDArray[Any], NDArray[Any]]
"""Value numbers and their counts."""


class Values(Protocol):
    """What all values are called and which facet each belongs to."""

    ids: list[str]
    values: Mapping[tuple[str, str], int]
    bounds: NDArray[np.int64]
    numbers_of: list[NDArray[np.int64]]

    def label_of(self, numbers: NDArray[Any], language: str) -> list[str]: ...
    def label(self, facet: str, key: str, language: str) -> str: ...


class Counts(Protocol):
    """How many have each value."""

    def values(self, count: int) -> NDArray[np.int32]: ...


class Listing(Mapping[str, list[Facet]]):
    """Facet id → its values, the most frequent first, sizes as people order them; every count is exact.

    Bands come with what is here as the last figure, static values as they were counted, or as the row of a stored set
    of a segment, whose counts are in order.
    """

    __slots__ = ("_bands", "_counted", "_made", "_query", "_row", "_segment", "_strange", "_values")

    def __init__(
        self,
        values: Values,
        query: Query,
        bands: NDArray[np.int64],
        counted: Counts | None,
        row: int = 0,
        segment: Segment | None = None,
        strange: Mapping[str, int] | None = None,
    ) -> None:
        self._values, self._query, self._bands = values, query, bands
        self._counted, self._row, self._segment = counted, row, segment
        self._strange = strange or {}
        self._made: dict[str, list[Facet]] = {}

    def __getitem__(self, facet: str) -> list[Facet]:
        found = self._made.get(facet)
        if found is None:
            if facet == "here":
                found = self._in_store()
            elif facet == "price":
                found = self._price()
            elif facet in STATIC:
                found = self._static(facet)
            else:
                raise KeyError(facet)
            self._made[facet] = found
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(FACETS)

    def __len__(self) -> int:
        return len(FACETS)

    def _in_store(self) -> list[Facet]:
        active = "1" in self._query.filters.get("here", ())
        return [
            Facet("1", self._values.label("here", "1", self._query.language), int(self._bands[-1]), active)
        ]

    def _price(self) -> list[Facet]:
        active = self._query.filters.get("price", frozenset())
        counted = zip(bands_of(self._values.bounds), self._bands[:-1].tolist(), strict=True)
        many = len(self._bands) > 2  # one band for everything would tell nothing
        found = [
            Facet(band, band, n, band in active) for band, n in counted if (many and n) or band in active
        ]
        return found + [Facet(band, band, n, active=True) for band, n in sorted(self._strange.items())]

    def _static(self, facet: str) -> list[Facet]:
        numbers, counts = self._of(STATIC.index(facet))
        first = numbers[:LONGEST]
        ids = self._values.ids
        labels = self._values.label_of(first, self._query.language)
        if facet == "category":
            labels = self._told_apart(labels, [ids[number] for number in first.tolist()])
        found = [
            Facet(ids[number], label, count, False)
            for number, label, count in zip(first.tolist(), labels, counts[:LONGEST].tolist(), strict=True)
        ]
        if chosen := self._query.filters.get(facet):
            self._mark(found, facet, chosen, dict(zip(numbers.tolist(), counts.tolist(), strict=True)))
        if facet == "size":
            found.sort(key=lambda value: size_rank(value.label) or (2, "", 0, value.label))
        return found

    def _told_apart(self, labels: list[str], keys: list[str]) -> list[str]:
        """Categories that are called alike with the department they are in: "Tops (Women)"."""
        often = {label for label, count in Counter(labels).items() if count > 1}
        language, label = self._query.language, self._values.label
        return [
            f"{one} ({above})" if one in often and (above := label("department", key, language)) else one
            for one, key in zip(labels, keys, strict=True)
        ]

    def _of(self, at: int) -> Counted:
        """The counted values of one facet, the frequent ones first, then in order of number."""
        if self._counted is not None:
            numbers = self._values.numbers_of[at]
            counts = self._counted.values(len(self._values.ids)).take(numbers)
            found = counts.nonzero()[0]
            best = found.take((-counts.take(found)).argsort(kind="stable"))
            return numbers.take(best), counts.take(best)
        assert self._segment is not None  # noqa: S101 - one of both is given
        a = self._segment.arrays
        start = int(a["wide_value_start"][self._row])
        low, high = a["wide_facet"][self._row][at : at + 2].tolist()
        return a["wide_value"][start + low : start + high], a["wide_value_count"][start + low : start + high]

    def _mark(
        self, listed: list[Facet], facet: str, chosen: frozenset[str], counts: Mapping[int, int]
    ) -> None:
        """Mark the chosen values as active, and list those that are not listed."""
        by_id = {value.id: value for value in listed}
        for key in chosen:
            number = self._values.values.get((facet, key))
            if key in by_id:
                by_id[key].active = True
            elif number is not None:
                (label,) = self._values.label_of(np.array([number]), self._query.language)
                listed.append(Facet(key, label, counts.get(number, 0), True))


def bands_of(bounds: NDArray[np.int64]) -> list[str]:
    """The ids of price bands."""
    return [f"{low}-{high}" for low, high in pairwise([*bounds.tolist(), ""])]
