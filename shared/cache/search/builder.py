"""Collects products for a segment; layout.py then makes its arrays.

What many products share (a brand, a category line, a word) becomes a *unit* with its terms and weights when it is first
seen, and a product is a short list of units. Texts are taken apart in blocks of products by machine code (splitting.py).
"""

from __future__ import annotations  # array is no generic before Python 3.12

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.arrays import Held, Out, starts_of
from shared.cache.search.collected import Collected, saved_arrays
from shared.cache.search.documents import (
    Item,
    Tree,
    chosen,
    offer,
    read_attributes,
    read_choice,
    read_options,
)
from shared.cache.search.hashing import hash_ids
from shared.cache.search.layout import Built, lay_out
from shared.cache.search.reading import Units
from shared.cache.search.splitting import Splitter
from shared.cache.search.text import MAX_TERM, Term, code, terms, tokens

RATINGS: Final = (4, 3)
_BLOCK: Final = 4_096  # products whose texts are split at once
_YES: Final = frozenset({"yes", "ja", "true", "1", "tak", "oui"})

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
StockOf = Callable[[Iterable[int]], NDArray[np.int32]]
"""Hashes of SKUs → units here, at other stores, at warehouses: a row for each."""
Weighted = Iterable[tuple[str, str, float]]
"""(text, language, weight)"""


class _Known(dict[K, V], Generic[K, V]):
    """Made when it is first asked for."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        value = self[key] = self._make(key)
        return value


_NAME_WEIGHTS: Final[_Known[int, int]] = _Known(lambda spaces: ranking.name_weight(spaces + 1))


class _Choice(NamedTuple):
    """What follows from a product's options."""

    units: tuple[int, ...]
    sizes: int
    colours: int
    swatches: tuple[str, ...]


class Builder:
    """Takes products in any order. With ``values`` and ``bounds`` of another segment it goes on with its numbers."""

    def __init__(self, tree: Tree, language: str, now: datetime) -> None:
        self.tree, self.language, self.now = tree, language, now
        self.values: dict[tuple[str, str], int] = {}
        self.bounds: tuple[int, ...] = ()
        self.collected = Collected()
        self._languages: list[str] = []
        self._language: _Known[str, int] = _Known(self._add_language)
        self._words: _Known[tuple[str, int], int] = _Known(self._word)
        self._categories: _Known[tuple[str, ...], tuple[int, tuple[int, ...]]] = _Known(self._category)
        self._brands: _Known[str, tuple[int, tuple[int, ...]]] = _Known(self._brand)
        self._choices: _Known[tuple[bytes, ...], _Choice] = _Known(self._choice)
        self._option_units: _Known[tuple[str, ...], int] = _Known(self._option)
        self._attributes: _Known[bytes, tuple[int, ...]] = _Known(self._attribute_units)
        self._attribute_texts: _Known[str, int] = _Known(self._attribute)
        self._ratings: _Known[float, int] = _Known(self._rating)
        self._splitter = Splitter(lambda token, language: self._words[token, language])
        self._pack = msgspec.msgpack.Encoder().encode
        self._begin_block()

    def __len__(self) -> int:
        return len(self.collected.signs)

    def build(self, stock: StockOf) -> Built:
        """Number the products by popularity and lay everything out in memory."""
        held = Held()
        return Built(held.arrays, self.write(stock, held))

    def write(self, stock: StockOf, out: Out) -> dict[str, Any]:
        """The same to wherever arrays go; gives back the facts. Afterwards the builder is empty."""
        c = self.finish()
        units = stock(c.skus).astype(np.int64)
        here = np.add.reduceat(units, starts_of(c.sku_sizes)[:-1]) if len(self) else units
        facts, self.bounds = lay_out(out, c, here, self.values, self.bounds)
        self.collected = Collected()
        return facts | {"language": self.language}

    def add(self, item: Item, sign: int) -> None:
        """Take in a product; ``sign`` tells later whether anything but price and stock has changed.

        ValueError, and nothing is taken in, when it cannot be read.
        """
        price = offer(item, self.now)
        category, category_units = self._categories[item.category_ids]
        brand, brand_units = self._brands[item.brand]
        variants = item.variants
        choice = self._choices[bytes(item.options), *[bytes(variant.options) for variant in variants]]
        attribute_units = self._attributes[bytes(item.attributes)]
        rating = item.rating or 0.0
        media = (
            item.media[0].sha256 if item.media else next((m.sha256 for v in variants for m in v.media), "")
        )
        names = {language: words.name for language, words in item.words.items()} if item.words else {}
        currency = variants[0].price.currency
        tile = self._pack(
            (item.id, item.name, item.brand, media, currency, choice.swatches, item.rating, names)
        )
        texts = self._texts_of(item)

        for text, language, weight in texts:
            self._texts.append(text)
            self._text_languages.append(language)
            self._text_weights.append(weight)
        self._text_counts.append(len(texts))
        units = (*brand_units, *category_units, *choice.units, *attribute_units)
        self._shared.extend(units)
        self._shared_counts.append(len(units))
        codes = [code(variant.sku) for variant in variants]
        codes += [variant.gtin.lstrip("0") for variant in variants if variant.gtin]
        self._codes += codes
        c = self.collected
        c.code_sizes.append(len(codes))
        c.facets.extend((category, brand, choice.sizes, choice.colours, self._ratings[rating]))
        new_day = item.new_from.toordinal() if item.new_from else 0
        c.numbers.extend((price.amount, price.list_amount, price.from_price, price.until, new_day))
        c.ratings.append(rating)
        c.popularity.append(item.popularity)
        self._ids.append(item.id)
        self._skus.extend([variant.sku for variant in variants])
        c.sku_sizes.append(len(variants))
        c.signs.append(sign)
        c.tiles += tile
        c.tile_sizes.append(len(tile))
        if len(self._text_counts) == _BLOCK:
            self.finish()

    def finish(self) -> Collected:
        """Everything taken in so far, with the texts of the last block split."""
        c = self.collected
        if not self._text_counts:
            return c
        units, weights, sizes = self._splitter.split(
            self._texts,
            self._text_languages,
            self._text_weights,
            self._text_counts,
            self._shared,
            self._shared_counts,
            lambda: len(c.unit_sizes),
        )
        codes = np.array([text.encode() for text in self._codes], f"S{MAX_TERM}")
        for name, values in (
            ("units", units), ("weights", weights), ("sizes", sizes), ("codes", codes.view(np.uint8)),
            ("ids", hash_ids(self._ids)), ("skus", hash_ids(self._skus)),
        ):  # fmt: skip
            c.extend(name, values)
        self._begin_block()
        return c

    def _begin_block(self) -> None:
        self._texts: list[bytes] = []
        self._text_languages, self._text_weights = bytearray(), bytearray()
        self._text_counts, self._shared, self._shared_counts = array("q"), array("I"), array("q")
        self._codes: list[str] = []
        self._ids: list[str] = []
        self._skus: list[str] = []

    def absorb(self, other: Collected, arrays: Path, values: Iterable[tuple[str, str]]) -> None:
        """Take in what another builder has collected, of which the long lists are in a file, with its values in order."""
        c = self.finish()
        words = np.array(
            [c.vocabulary.setdefault(word, len(c.vocabulary)) for word in other.vocabulary], np.uint32
        )
        c.own.extend(bytes(len(c.vocabulary) - len(c.own)))
        for word, own in zip(words.tolist(), other.own, strict=True):
            c.own[word] |= own
        numbers = [self.values.setdefault(value, len(self.values)) for value in values]
        combos = [
            c.combos.setdefault(tuple(sorted([numbers[value] for value in combo])), len(c.combos))
            for combo in other.combos
        ]
        units = np.uint32(len(c.unit_sizes))
        for name, saved in saved_arrays(arrays):
            if name == "unit_terms":
                c.extend(name, words[saved])
            elif name == "facets":
                c.extend(name, np.array(combos, np.uint32)[saved])
            elif name == "units":
                c.extend(name, saved + units)
            else:
                c.extend(name, saved)
        c.unit_codes += other.unit_codes

    # --- words --------------------------------------------------------------------------------------------------

    def _texts_of(self, item: Item) -> list[tuple[bytes, int, int]]:
        """(text, number of its language, weight) of all texts that are not empty."""
        own = self._language[self.language]
        short = " ".join((item.short, *item.bullets)) if item.bullets else item.short
        texts = [(item.name.encode(), own, _NAME_WEIGHTS[item.name.count(" ")])] if item.name else []
        if short:
            texts.append((short.encode(), own, ranking.SHORT))
        if item.description:
            texts.append((item.description.encode(), own, ranking.DESCRIPTION))
        for name, words in item.words.items():
            language = self._language[name]
            texts.append((words.name.encode(), language, _NAME_WEIGHTS[words.name.count(" ")]))
            texts.append((words.short.encode(), language, ranking.SHORT))
            texts.append((words.description.encode(), language, ranking.DESCRIPTION))
        return texts

    def _add_language(self, name: str) -> int:
        if len(self._languages) > 255:
            raise ValueError("a shop has at most 256 languages")
        self._languages.append(name)
        return len(self._languages) - 1

    def _word(self, key: tuple[str, int]) -> int:
        token, language = key
        return self._unit(_weighted(token, self._languages[language], 1.0))

    def _of_texts(self, texts: Weighted) -> int:
        """A new unit for texts that many products share."""
        return self._unit(
            found
            for text, language, weight in texts
            for token in dict.fromkeys(tokens(text))
            for found in _weighted(token, language, weight)
        )

    def _brand(self, brand: str) -> tuple[int, tuple[int, ...]]:
        if not brand:
            return self._set("brand", ()), ()
        return self._set("brand", (brand,)), (self._of_texts([(brand, self.language, ranking.BRAND)]),)

    def _category(self, ids: tuple[str, ...]) -> tuple[int, tuple[int, ...]]:
        line = self.tree.line(ids)
        units = (self._of_texts(self._category_words(ids, line)),) if line else ()
        return self._set("category", line), units

    def _category_words(
        self, own: tuple[str, ...], line: tuple[str, ...]
    ) -> Iterator[tuple[str, str, float]]:
        for category in line:
            weight = ranking.CATEGORY if category in own else ranking.CATEGORY_ABOVE
            yield self.tree.names[category], self.language, weight
            for language, name in self.tree.words[category].items():
                yield name, language, weight

    def _choice(self, told: tuple[bytes, ...]) -> _Choice:
        options = read_options(told[0])
        used = {pair for variant in told[1:] for pair in read_choice(variant).items()}
        sizes, colours = chosen(options, used, "size"), chosen(options, used, "colour")
        return _Choice(
            tuple([self._option_units[o.label, *[value.label for value in o.values]] for o in options]),
            self._set("size", [value.label for value in sizes]),
            self._set("colour", [value.label for value in colours]),
            tuple([value.swatch for value in colours if value.swatch]),
        )

    def _option(self, labels: tuple[str, ...]) -> int:
        label, *values = labels
        weighted = [(value, self.language, float(ranking.OPTION)) for value in values]
        return self._of_texts([(label, self.language, ranking.SHORT), *weighted])

    def _attribute_units(self, told: bytes) -> tuple[int, ...]:
        return tuple(
            [
                self._attribute_texts[name.replace("_", " ") if value.lower() in _YES else value]
                for name, values in read_attributes(told).items()
                for value in values
            ]
        )

    def _attribute(self, text: str) -> int:
        return self._of_texts([(text, self.language, ranking.ATTRIBUTE)])

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

    # --- facets -------------------------------------------------------------------------------------------------

    def _rating(self, rating: float) -> int:
        return self._set("rating", [str(stars) for stars in RATINGS if rating >= stars])

    def _set(self, facet: str, keys: Iterable[str]) -> int:
        """The number of a combination of values."""
        values = {self.values.setdefault((facet, key), len(self.values)) for key in keys}
        combos = self.collected.combos
        return combos.setdefault(tuple(sorted(values)), len(combos))


def _weighted(token: str, language: str, weight: float) -> Iterator[tuple[Term, float]]:
    for term in terms(token, language):
        yield term, weight if term.own else weight * ranking.DERIVED


def changing(item: Item, stock: Callable[[str], Units], now: datetime) -> tuple[int, ...]:
    """What may change without the words: amount, list amount, from-price, until, here, elsewhere, warehouse."""
    price = offer(item, now)
    here, elsewhere, warehouse = map(sum, zip(*[stock(v.sku) for v in item.variants], strict=True))
    return price.amount, price.list_amount, int(price.from_price), price.until, here, elsewhere, warehouse
