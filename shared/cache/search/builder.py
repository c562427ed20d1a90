"""Collects products for a segment; layout.py then makes its arrays.

Texts are split once: what many products share (a brand, a category line, a word) becomes a *unit* with its terms and
weights, and a product is a short list of units. That keeps the work per product to a few dictionary look-ups.
"""

from __future__ import annotations  # array is no generic before Python 3.12

from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.documents import Item, Tree, offer
from shared.cache.search.hashing import hash_id
from shared.cache.search.layout import Built, Collected, lay_out
from shared.cache.search.reading import Units
from shared.cache.search.text import Term, code, terms, tokens

RATINGS: Final = (4, 3)
_YES: Final = frozenset({"yes", "ja", "true", "1", "tak", "oui"})

StockOf = Callable[[Iterable[int]], NDArray[np.int32]]
"""Hashes of SKUs → units here, at other stores, at warehouses: a row for each."""
Weighted = Iterable[tuple[str, str, float]]
"""(text, language, weight)"""


class _Words(dict[str, int]):
    """Raw word of one language → its unit, made when it is first seen."""

    def __init__(self, make: Callable[[str], int]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> int:
        number = self[word] = self._make(word)
        return number


class Builder:
    """Takes products in any order. With ``values`` and ``bounds`` of another segment it goes on with its numbers."""

    def __init__(self, tree: Tree, language: str, now: datetime) -> None:
        self.tree, self.language, self.now = tree, language, now
        self.values: dict[tuple[str, str], int] = {}
        self.bounds: tuple[int, ...] = ()
        self.collected = Collected()
        self._words: dict[str, _Words] = {}
        self._lines: dict[object, int] = {}
        self._sets: dict[tuple[str, object], int] = {}
        self._pack = msgspec.msgpack.Encoder().encode

    def __len__(self) -> int:
        return len(self.collected.tiles)

    def build(self, stock: StockOf) -> Built:
        """Number the products by popularity and lay everything out."""
        self._take_in(stock)
        built, self.bounds = lay_out(self.collected, self.values, self.bounds)
        built.facts["language"] = self.language
        return built

    def add(self, item: Item, sign: int) -> None:
        """Take in a product; ``sign`` tells later whether anything but price and stock has changed."""
        c = self.collected
        price = offer(item, self.now)
        line = self.tree.line(item.category_ids)
        sizes, colours = item.chosen("size"), item.chosen("colour")
        rating = item.rating or 0.0
        before = len(c.units)
        self._add_words(item, line)
        c.sizes.append(len(c.units) - before)
        c.code_sizes.append(self._add_codes(item))
        c.facets.extend(
            (
                self._set("category", item.category_ids, line),
                self._set("brand", item.brand, (item.brand,) if item.brand else ()),
                self._set("size", labels := tuple([value.label for value in sizes]), labels),
                self._set("colour", labels := tuple([value.label for value in colours]), labels),
                self._set("rating", rating, [str(stars) for stars in RATINGS if rating >= stars]),
            )
        )
        c.numbers.extend((price.amount, price.list_amount, price.from_price, price.until, 0, 0, 0, rating))
        c.numbers.append(item.new_from.toordinal() if item.new_from else 0)
        c.popularity.append(item.popularity)
        c.ids.append(hash_id(item.id))
        c.skus.extend([hash_id(variant.sku) for variant in item.variants])
        c.sku_sizes.append(len(item.variants))
        c.signs.append(sign)
        media = (
            item.media[0].sha256
            if item.media
            else next((m.sha256 for v in item.variants for m in v.media), "")
        )
        names = {language: words.name for language, words in item.words.items()}
        swatches = [value.swatch for value in colours if value.swatch]
        currency = item.variants[0].price.currency
        c.tiles.append(
            self._pack((item.id, item.name, item.brand, media, currency, swatches, item.rating, names))
        )

    def _take_in(self, stock: StockOf) -> None:
        c = self.collected
        if not len(self):
            return
        starts = np.cumsum(np.asarray(c.sku_sizes, np.int64)) - np.asarray(c.sku_sizes, np.int64)
        numbers = np.asarray(c.numbers).reshape(len(self), -1)
        numbers[:, 4:7] = np.add.reduceat(stock(c.skus).astype(np.int64), starts)

    def absorb(self, other: Collected, values: Iterable[tuple[str, str]]) -> None:
        """Take in what another builder has collected, with its values in order."""
        c = self.collected
        words = [c.vocabulary.setdefault(word, len(c.vocabulary)) for word in other.vocabulary]
        c.own.extend(bytes(len(c.vocabulary) - len(c.own)))
        for word, own in zip(words, other.own, strict=True):
            c.own[word] |= own
        numbers = [self.values.setdefault(value, len(self.values)) for value in values]
        combos = [
            c.combos.setdefault(tuple(sorted([numbers[value] for value in combo])), len(c.combos))
            for combo in other.combos
        ]
        c.unit_terms.frombytes(_renumbered(words, other.unit_terms))
        c.facets.frombytes(_renumbered(combos, other.facets))
        c.units.frombytes((np.asarray(other.units) + np.uint32(len(c.unit_sizes))).tobytes())
        for name in (
            "unit_weights", "unit_sizes", "unit_codes", "unit_code_sizes", "weights", "sizes", "skus", "sku_sizes",
            "codes", "code_sizes", "numbers", "popularity", "ids", "signs", "tiles",
        ):  # fmt: skip
            getattr(c, name).extend(getattr(other, name))

    # --- words --------------------------------------------------------------------------------------------------

    def _add_words(self, item: Item, line: tuple[str, ...]) -> None:
        own, known = self.language, self._lines
        self._name(item.name, own)
        units = []
        if item.brand:
            unit = known.get(item.brand)
            units.append(
                self._shared(item.brand, [(item.brand, own, ranking.BRAND)]) if unit is None else unit
            )
        if line:
            unit = known.get(item.category_ids)
            if unit is None:
                unit = self._shared(item.category_ids, self._category_words(item.category_ids, line))
            units.append(unit)
        for option in item.options:
            key = (option.label, *[value.label for value in option.values])
            unit = known.get(key)
            units.append(self._shared(key, _option_words(key, own)) if unit is None else unit)
        for name, values in item.attributes.items():
            for value in values:
                text = name.replace("_", " ") if value.lower() in _YES else value
                unit = known.get((text, 0))
                if unit is None:
                    unit = self._shared((text, 0), [(text, own, ranking.ATTRIBUTE)])
                units.append(unit)
        self.collected.units.extend(units)
        self.collected.weights.extend([1] * len(units))
        self._text(" ".join((item.short, *item.bullets)), own, ranking.SHORT)
        self._text(item.description, own, ranking.DESCRIPTION)
        for language, words in item.words.items():
            self._name(words.name, language)
            self._text(words.short, language, ranking.SHORT)
            self._text(words.description, language, ranking.DESCRIPTION)

    def _name(self, text: str, language: str) -> None:
        self._text(text, language, ranking.name_weight(text.count(" ") + 1))

    def _text(self, text: str, language: str, weight: int) -> None:
        if not text:
            return
        words = self._words.get(language)
        if words is None:
            words = self._words[language] = _Words(lambda word: self._unit(self._terms(word, language, 1.0)))
        units = list(map(words.__getitem__, dict.fromkeys(tokens(text))))
        self.collected.units.extend(units)
        self.collected.weights.extend([weight] * len(units))

    def _shared(self, key: object, texts: Weighted) -> int:
        """A new unit for texts that many products share."""
        unit = self._lines[key] = self._unit(
            found
            for text, language, weight in texts
            for token in dict.fromkeys(tokens(text))
            for found in self._terms(token, language, weight)
        )
        return unit

    def _category_words(
        self, own: tuple[str, ...], line: tuple[str, ...]
    ) -> Iterator[tuple[str, str, float]]:
        for category in line:
            weight = ranking.CATEGORY if category in own else ranking.CATEGORY_ABOVE
            yield self.tree.names[category], self.language, weight
            for language, name in self.tree.words[category].items():
                yield name, language, weight

    def _terms(self, token: str, language: str, weight: float) -> Iterator[tuple[Term, float]]:
        for term in terms(token, language):
            yield term, weight if term.own else weight * ranking.DERIVED

    def _unit(self, weighted: Iterable[tuple[Term, float]]) -> int:
        c = self.collected
        size = code_size = 0
        for term, weight in weighted:
            if term.code:
                c.unit_codes.append(term.text)
                code_size += 1
                continue
            number = c.vocabulary.setdefault(term.text, len(c.vocabulary))
            if number == len(c.own):
                c.own.append(0)
            c.own[number] |= term.own
            c.unit_terms.append(number)
            c.unit_weights.append(weight)
            size += 1
        c.unit_sizes.append(size)
        c.unit_code_sizes.append(code_size)
        return len(c.unit_sizes) - 1

    def _add_codes(self, item: Item) -> int:
        codes = self.collected.codes
        before = len(codes)
        for variant in item.variants:
            codes.append(code(variant.sku))
            if variant.gtin:
                codes.append(variant.gtin.lstrip("0"))
        return len(codes) - before

    def _set(self, facet: str, told: object, keys: Iterable[str]) -> int:
        """The number of a combination of values; ``told``: what it follows from."""
        number = self._sets.get((facet, told))
        if number is None:
            values = tuple(
                sorted(
                    [self.values.setdefault((facet, key), len(self.values)) for key in dict.fromkeys(keys)]
                )
            )
            combos = self.collected.combos
            number = self._sets[facet, told] = combos.setdefault(values, len(combos))
        return number


def _option_words(key: tuple[str, ...], language: str) -> Weighted:
    label, *values = key
    return [(label, language, ranking.SHORT), *((value, language, ranking.OPTION) for value in values)]


def _renumbered(numbers: list[int], places: array[int]) -> bytes:
    return np.array(numbers, np.uint32).take(np.asarray(places)).tobytes()


def changing(item: Item, stock: Callable[[str], Units], now: datetime) -> tuple[int, ...]:
    """What may change without the words: amount, list amount, from-price, until, here, elsewhere, warehouse."""
    price = offer(item, now)
    here, elsewhere, warehouse = map(sum, zip(*[stock(v.sku) for v in item.variants], strict=True))
    return price.amount, price.list_amount, int(price.from_price), price.until, here, elsewhere, warehouse
