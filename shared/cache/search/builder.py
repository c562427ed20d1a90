"""Collects products for a segment; layout.py then makes its arrays.

A product is a short list of units (units.py). Texts are taken apart for a block of products at once (splitting.py).
"""

from __future__ import annotations  # array is no generic before Python 3.12

from array import array
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.arrays import Held, Out, starts_of
from shared.cache.search.collected import Collected, saved_arrays
from shared.cache.search.documents import Item, Tree, offer
from shared.cache.search.hashing import hash_ids
from shared.cache.search.layout import Built, lay_out
from shared.cache.search.reading import Units
from shared.cache.search.splitting import Splitter
from shared.cache.search.text import MAX_TERM, code
from shared.cache.search.units import Known, Shared

_BLOCK: Final = 4_096  # products whose texts are split at once
_NAME_WEIGHTS: Final[Known[int, int]] = Known(lambda spaces: ranking.name_weight(spaces + 1))

StockOf = Callable[[Iterable[int]], NDArray[np.int32]]
"""Hashes of SKUs → units here, at other stores, at warehouses: a row for each."""


class Builder:
    """Takes products in any order. With ``values`` and ``bounds`` of another segment it goes on with its numbers."""

    def __init__(
        self,
        tree: Tree,
        language: str,
        now: datetime,
        values: Mapping[tuple[str, str], int] | None = None,
        bounds: tuple[int, ...] = (),
        told: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    ) -> None:
        self.language, self.now, self.bounds = language, now, bounds
        self.values = dict(values or {})
        self.collected = Collected()
        self._known = Shared(tree, language, self.collected, self.values, told)
        self._splitter = Splitter(lambda token, number: self._known.words[token, number])
        self._pack = msgspec.msgpack.Encoder().encode
        self._begin_block()

    def __len__(self) -> int:
        return len(self.collected.signs)

    def build(self, stock: StockOf) -> Built:
        """Number the products by popularity and lay everything out in memory."""
        held = Held()
        return Built(held.arrays, self.write(stock, held))

    def write(self, stock: StockOf, out: Out) -> dict[str, Any]:
        """The same to wherever arrays go; gives back the facts. The builder is used up."""
        c = self.finish()
        del self._splitter, self._known
        units = stock(c.skus).astype(np.int64)
        here = np.add.reduceat(units, starts_of(c.sku_sizes)[:-1]) if len(self) else units
        facts, self.bounds = lay_out(out, c, here, self.values, self.bounds)
        return facts | {"language": self.language, "written": c.written}

    def add(self, item: Item, sign: int) -> None:
        """Take in a product; ``sign`` tells later whether anything but price and stock has changed.

        ValueError, and nothing is taken in, when it cannot be read.
        """
        known = self._known
        price = offer(item, self.now)
        category, category_units = known.categories[item.category_ids]
        brand, brand_units = known.brands[item.brand]
        variants = item.variants
        choice = known.choices[bytes(item.options), *[bytes(variant.options) for variant in variants]]
        attribute_units = known.attributes[bytes(item.attributes)]
        rating = item.rating or 0.0
        media = (
            item.media[0].sha256 if item.media else next((m.sha256 for v in variants for m in v.media), "")
        )
        names = {language: words.name for language, words in item.words.items()} if item.words else None
        currency = variants[0].price.currency
        tile = self._pack(
            (item.id, item.name, item.brand, media, currency, choice.swatches, item.rating, names)
        )[1:]  # without the mark of its beginning, as what changes in place will go before
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
        c.currencies.add(currency)
        c.code_sizes.append(len(codes))
        c.facets.extend((category, brand, choice.sizes, choice.colours, known.ratings[rating]))
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
        """Take in what another builder has collected, its long lists from a file, and its values in order."""
        c = self.finish()
        c.currencies |= other.currencies
        for language, told in other.written.items():
            c.written[language] = told | c.written.get(language, {})
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

    def _texts_of(self, item: Item) -> list[tuple[bytes, int, int]]:
        """(text, number of its language, weight) of all texts that are not empty."""
        own = self._known.languages[self.language]
        short = " ".join((item.short, *item.bullets)) if item.bullets else item.short
        texts = [(item.name.encode(), own, _NAME_WEIGHTS[item.name.count(" ")])] if item.name else []
        if short:
            texts.append((short.encode(), own, ranking.SHORT))
        if item.description:
            texts.append((item.description.encode(), own, ranking.DESCRIPTION))
        for name, words in item.words.items():
            language = self._known.languages[name]
            texts.append((words.name.encode(), language, _NAME_WEIGHTS[words.name.count(" ")]))
            texts.append((words.short.encode(), language, ranking.SHORT))
            texts.append((words.description.encode(), language, ranking.DESCRIPTION))
        return texts


def changing(item: Item, stock: Callable[[str], Units], now: datetime) -> tuple[int, ...]:
    """What may change without the words: amount, list amount, from-price, until, here, elsewhere, warehouse."""
    price = offer(item, now)
    here, elsewhere, warehouse = map(sum, zip(*[stock(v.sku) for v in item.variants], strict=True))
    return price.amount, price.list_amount, int(price.from_price), price.until, here, elsewhere, warehouse
