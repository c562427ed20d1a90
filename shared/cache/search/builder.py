"""Collects products for a segment; layout.py then makes its arrays.

Texts are split once: what many products share (a brand, a category line, a word) becomes a *unit* with its terms and
weights, and a product is a short list of units. That keeps the work per product to a few dictionary look-ups.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

import msgspec

from shared.cache.search import ranking
from shared.cache.search.documents import Item, Tree, offer
from shared.cache.search.hashing import hash_text
from shared.cache.search.layout import Built, Collected, lay_out
from shared.cache.search.text import Term, code, terms, tokens

RATINGS: Final = (4, 3)
_YES: Final = frozenset({"yes", "ja", "true", "1", "tak", "oui"})

StockOf = Callable[[str], tuple[int, int, int]]
"""SKU → units here, at other stores, at warehouses."""
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

    def __init__(self, tree: Tree, language: str, stock: StockOf, now: datetime) -> None:
        self.tree, self.language, self.stock, self.now = tree, language, stock, now
        self.values: dict[tuple[str, str], int] = {}
        self.bounds: tuple[int, ...] = ()
        self._c = Collected()
        self._words: dict[str, _Words] = {}
        self._lines: dict[object, int] = {}
        self._sets: dict[tuple[str, object], int] = {}
        self._pack = msgspec.msgpack.Encoder().encode

    def __len__(self) -> int:
        return len(self._c.tiles)

    def build(self) -> Built:
        """Number the products by popularity and lay everything out."""
        built, self.bounds = lay_out(self._c, self.values, self.bounds)
        built.facts["language"] = self.language
        return built

    def add(self, item: Item, sign: int) -> None:
        """Take in a product; ``sign`` tells later whether anything but price and stock has changed."""
        c = self._c
        numbers = changing(item, self.stock, self.now)
        line = self.tree.line(item.category_ids)
        sizes = tuple([value.label for value in item.chosen("size")])
        colours = item.chosen("colour")
        rating = item.rating or 0.0
        before = len(c.units)
        self._add_words(item, line)
        c.sizes.append(len(c.units) - before)
        c.code_sizes.append(self._add_codes(item))
        c.facets.append(self._set("category", line))
        c.facets.append(self._set("brand", (item.brand,) if item.brand else ()))
        c.facets.append(self._set("size", sizes))
        c.facets.append(self._set("colour", tuple([value.label for value in colours])))
        c.facets.append(self._set("rating", tuple([str(stars) for stars in RATINGS if rating >= stars])))
        c.numbers.extend((*numbers, rating, item.new_from.toordinal() if item.new_from else 0))
        c.popularity.append(item.popularity)
        c.ids.append(hash_text(item.id))
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

    # --- words --------------------------------------------------------------------------------------------------

    def _add_words(self, item: Item, line: tuple[str, ...]) -> None:
        own = self.language
        self._name(item.name, own)
        if item.brand:
            self._shared(item.brand, lambda: [(item.brand, own, ranking.BRAND)])
        if line:
            self._shared(item.category_ids, lambda: self._category_words(item.category_ids, line))
        for option in item.options:
            key = (option.label, *[value.label for value in option.values])
            self._shared(key, lambda key=key: _option_words(key, own))  # type: ignore[misc]
        for name, values in item.attributes.items():
            for value in values:
                text = name.replace("_", " ") if value.lower() in _YES else value
                self._shared((text,), lambda text=text: [(text, own, ranking.ATTRIBUTE)])  # type: ignore[misc]
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
        self._c.units.extend(units)
        self._c.weights.extend([weight] * len(units))

    def _shared(self, key: object, texts: Callable[[], Weighted]) -> None:
        """A unit for texts that many products share."""
        unit = self._lines.get(key)
        if unit is None:
            unit = self._lines[key] = self._unit(
                found
                for text, language, weight in texts()
                for token in dict.fromkeys(tokens(text))
                for found in self._terms(token, language, weight)
            )
        self._c.units.append(unit)
        self._c.weights.append(1)

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
        c = self._c
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
        codes = self._c.codes
        before = len(codes)
        for variant in item.variants:
            codes.append(code(variant.sku))
            if variant.gtin:
                codes.append(variant.gtin.lstrip("0"))
        return len(codes) - before

    def _set(self, facet: str, keys: tuple[str, ...]) -> int:
        """The number of a combination of values."""
        number = self._sets.get((facet, keys))
        if number is None:
            values = tuple(
                self.values.setdefault((facet, key), len(self.values)) for key in dict.fromkeys(keys)
            )
            number = self._sets[facet, keys] = self._c.combos.setdefault(values, len(self._c.combos))
        return number


def _option_words(key: tuple[str, ...], language: str) -> Weighted:
    label, *values = key
    return [(label, language, ranking.SHORT), *((value, language, ranking.OPTION) for value in values)]


def changing(item: Item, stock: StockOf, now: datetime) -> tuple[int, ...]:
    """What may change without the words: amount, list amount, from-price, until, here, elsewhere, warehouse."""
    price = offer(item, now)
    here = elsewhere = warehouse = 0
    for variant in item.variants:
        h, e, w = stock(variant.sku)
        here, elsewhere, warehouse = here + h, elsewhere + e, warehouse + w
    return price.amount, price.list_amount, int(price.from_price), price.until, here, elsewhere, warehouse
