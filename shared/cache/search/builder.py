"""Builds a segment: products in, numpy arrays out, documents numbered by popularity.

A segment is a dictionary of arrays and a dictionary of small facts; segment.py reads it, files.py keeps it on disk.
"""

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.documents import Item, Tree, offer
from shared.cache.search.hashing import MAX_PREFIX, bit_filter, hash_text, prefix_hashes
from shared.cache.search.text import MAX_TERM, Term, code, fold, terms, tokens
from shared.domain.codes import gtin14

STATIC: Final = ("category", "brand", "size", "colour", "rating")
PART_WEIGHT: Final = 0.6
RATINGS: Final = (4, 3)

WIDE_FROM: Final = 32_768  # segments from this size have bitmaps …
WIDE_PART: Final = 64  # … for what more than one in so many products has

Arrays = dict[str, NDArray[Any]]
StockOf = Callable[[str], tuple[int, int, int]]
"""SKU → units here, at other stores, at warehouses."""


LIVE: Final = frozenset({"amount", "list_amount", "from_price", "until", "stock", "bands"})  # change in place


class Built(NamedTuple):
    """A finished segment: its arrays, and the facts that are no arrays."""

    arrays: Arrays
    facts: dict[str, Any]


@dataclass
class Builder:
    """Collects products in any order; ``build`` numbers and sorts. ``base`` values keep their numbers (for a delta)."""

    tree: Tree
    language: str
    stock: StockOf
    now: datetime
    values: dict[tuple[str, str], int] = field(default_factory=dict)
    bounds: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self._vocab: dict[str, int] = {}
        self._own = bytearray()
        self._memo: dict[tuple[str, str], tuple[tuple[int, float], ...]] = {}
        self._lines: dict[tuple[str, str], tuple[tuple[tuple[int, float], ...], ...]] = {}
        self._codes: list[str] = []
        self._code_texts: list[str] = []  # of tokens that are codes; entries name them by ~index
        self._popularity = array("q")
        self._code_docs = array("I")
        self._term, self._doc, self._weight = array("I"), array("I"), array("f")
        self._combos: dict[tuple[int, ...], int] = {}
        self._facets = array("I")
        self._numbers: list[tuple[float, ...]] = []
        self._ids = array("Q")
        self._signs = array("Q")
        self._tiles: list[bytes] = []
        self._pack = msgspec.msgpack.Encoder().encode

    def __len__(self) -> int:
        return len(self._tiles)

    # --- one product --------------------------------------------------------------------------------------------

    def add(self, item: Item, sign: int) -> None:
        """Take in a product; ``sign`` tells later whether anything but price and stock has changed."""
        doc = len(self._tiles)
        line = self.tree.line(item.category_ids)
        sizes = [value.label for value in item.chosen("size")]
        colours = item.chosen("colour")
        self._add_words(doc, item, line)
        for variant in item.variants:
            self._add_code(doc, code(variant.sku))
            if variant.gtin and (full := gtin14(variant.gtin)):
                self._add_code(doc, code(full))
        self._facets.append(self._combo("category", line))
        self._facets.append(self._combo("brand", (item.brand,) if item.brand else ()))
        self._facets.append(self._combo("size", sizes))
        self._facets.append(self._combo("colour", [value.label for value in colours]))
        rating = item.rating or 0.0
        self._facets.append(self._combo("rating", [str(stars) for stars in RATINGS if rating >= stars]))
        self._numbers.append(
            (*changing(item, self.stock, self.now), rating, item.new_from.toordinal() if item.new_from else 0)
        )
        self._ids.append(hash_text(item.id))
        self._signs.append(sign)
        self._popularity.append(item.popularity)
        media = (
            item.media[0].sha256
            if item.media
            else next((m.sha256 for v in item.variants for m in v.media), "")
        )
        names = {language: words.name for language, words in item.words.items()}
        swatches = [value.swatch for value in colours if value.swatch]
        currency = item.variants[0].price.currency
        self._tiles.append(
            self._pack((item.id, item.name, item.brand, media, currency, swatches, item.rating, names))
        )

    def _add_words(self, doc: int, item: Item, line: tuple[str, ...]) -> None:
        own = self.language
        self._add_name(doc, item.name, own)
        self._add_line(doc, item.brand, own, ranking.BRAND)
        for category in line:
            weight = ranking.CATEGORY if category in item.category_ids else ranking.CATEGORY_ABOVE
            self._add_line(doc, self.tree.names[category], own, weight)
            for language, name in self.tree.words[category].items():
                self._add_line(doc, name, language, weight)
        for option in item.options:
            self._add_line(doc, option.label, own, ranking.SHORT)
            for value in option.values:
                self._add_line(doc, value.label, own, ranking.OPTION)
        for key, values in item.attributes.items():
            for value_text in values:
                yes = fold(value_text) in {"yes", "ja", "true", "1"}
                self._add_line(doc, key.replace("_", " ") if yes else value_text, own, ranking.ATTRIBUTE)
        self._add_line(doc, item.short, own, ranking.SHORT)
        for bullet in item.bullets:
            self._add_line(doc, bullet, own, ranking.SHORT)
        self._add_text(doc, item.description, own, ranking.DESCRIPTION)
        for language, words in item.words.items():
            self._add_name(doc, words.name, language)
            self._add_text(doc, words.short, language, ranking.SHORT)
            self._add_text(doc, words.description, language, ranking.DESCRIPTION)

    def _add_name(self, doc: int, text: str, language: str) -> None:
        self._add_text(doc, text, language, ranking.name_weight(text.count(" ") + 1))

    def _add_text(self, doc: int, text: str, language: str, weight: float) -> None:
        for token in dict.fromkeys(tokens(text)):
            self._post(doc, self._token(token, language), weight)

    def _add_line(self, doc: int, text: str, language: str, weight: float) -> None:
        """As _add_text, for texts that many products share."""
        known = self._lines.get((text, language))
        if known is None:
            known = tuple(self._token(token, language) for token in dict.fromkeys(tokens(text)))
            self._lines[text, language] = known
        for entry in known:
            self._post(doc, entry, weight)

    def _post(self, doc: int, entry: tuple[tuple[int, float], ...], weight: float) -> None:
        for number, factor in entry:
            if number < 0:
                self._codes.append(self._code_texts[~number])
                self._code_docs.append(doc)
            else:
                self._term.append(number)
                self._doc.append(doc)
                self._weight.append(weight * factor)

    def _token(self, token: str, language: str) -> tuple[tuple[int, float], ...]:
        key = (token, language)
        known = self._memo.get(key)
        if known is None:
            known = self._memo[key] = tuple(self._number(term) for term in terms(token, language))
        return known

    def _number(self, term: Term) -> tuple[int, float]:
        if term.code:
            self._code_texts.append(term.text)
            return ~(len(self._code_texts) - 1), 1.0
        number = self._vocab.setdefault(term.text, len(self._vocab))
        if number == len(self._own):
            self._own.append(0)
        self._own[number] |= term.own
        return number, 1.0 if term.own else ranking.DERIVED

    def _add_code(self, doc: int, text: str) -> None:
        self._codes.append(text)
        self._code_docs.append(doc)

    def _combo(self, facet: str, keys: Iterable[str]) -> int:
        values = tuple(self.values.setdefault((facet, key), len(self.values)) for key in dict.fromkeys(keys))
        return self._combos.setdefault(values, len(self._combos))

    # --- all of them --------------------------------------------------------------------------------------------

    def build(self) -> Built:
        """Number the products by popularity and lay everything out as arrays."""
        count = len(self)
        popularity = np.asarray(self._popularity, dtype=np.int64)
        order = np.lexsort((np.arange(count), -popularity)).astype(np.int64)
        rank = np.empty(count, np.int64)
        rank[order] = np.arange(count)
        words = sorted(self._vocab)
        arrays: Arrays = {}
        self._lay_words(arrays, words, rank)
        self._lay_codes(arrays, rank)
        self._lay_columns(arrays, order)
        arrays["popularity"] = popularity[order]
        arrays["combo_start"] = np.cumsum([0, *map(len, self._combos)]).astype(np.int64)
        arrays["combo_value"] = np.array([v for combo in self._combos for v in combo], dtype=np.int64)
        tiles = [self._tiles[i] for i in order]
        arrays["tile_start"] = np.cumsum([0, *map(len, tiles)]).astype(np.int64)
        arrays["tile"] = np.frombuffer(b"".join(tiles), dtype=np.uint8)
        self._lay_wide(arrays, count)
        self._lay_bands(arrays, count)
        facts = {
            "count": count,
            "bounds": list(self.bounds),
            "values": [list(key) for key in self.values],
            "language": self.language,
        }
        return Built(arrays, facts)

    def _lay_words(self, arrays: Arrays, words: list[str], rank: NDArray[np.int64]) -> None:
        number_of = np.empty(len(words), np.int64)
        for at, word in enumerate(words):
            number_of[self._vocab[word]] = at
        own = np.zeros(len(words), np.uint8)
        own[number_of] = np.frombuffer(bytes(self._own), np.uint8)
        term = number_of[np.asarray(self._term, dtype=np.int64)]
        keys = term << 32 | rank[np.asarray(self._doc, dtype=np.int64)]
        weights = np.asarray(self._weight, dtype=np.float32)
        keys, weights = _with_parts(keys, weights, words, own)
        by_key = np.argsort(keys, kind="stable")
        keys, weights = keys[by_key], weights[by_key]
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        total = np.add.reduceat(weights, first) if len(first) else weights
        keys = keys[first]
        arrays["start"] = np.searchsorted(keys >> 32, np.arange(len(words) + 1)).astype(np.int64)
        arrays["mass"] = np.diff(np.concatenate([[0], np.cumsum(total)])[arrays["start"]]).astype(np.float32)
        arrays["docs"] = (keys & 0xFFFFFFFF).astype(np.uint32)
        arrays["weights"] = np.clip(np.rint(total), 1, 255).astype(np.uint8)
        arrays["own"] = own
        encoded = [word.encode() for word in words]
        arrays["word_start"] = np.cumsum([0, *map(len, encoded)]).astype(np.int64)
        arrays["word"] = np.frombuffer(b"".join(encoded), dtype=np.uint8)
        arrays.update(_prefixes(words))
        backwards = sorted(range(len(words)), key=lambda at: words[at][::-1])
        arrays["backwards"] = np.array(backwards, dtype=np.uint32)
        ends = _prefixes([words[at][::-1] for at in backwards])
        arrays |= {"end": ends["prefix"], "end_low": ends["prefix_low"], "end_high": ends["prefix_high"]}

    def _lay_wide(self, arrays: Arrays, count: int) -> None:
        """Bitmaps and value counts of the words and beginnings that many products of a large segment have."""
        start, docs, weights = arrays["start"], arrays["docs"], arrays["weights"]
        spans = np.stack([arrays["prefix_low"], arrays["prefix_high"]], axis=1).astype(np.int64)
        whole = spans[arrays["prefix_word"] != 0]
        spans = np.unique(np.concatenate([spans, np.stack([whole[:, 0], whole[:, 0] + 1], axis=1)]), axis=0)
        if count < WIDE_FROM:
            spans = spans[:0]
        spans = spans[(start[spans[:, 1]] - start[spans[:, 0]]) * WIDE_PART > count] if len(spans) else spans
        size = -(-count // 64)
        arrays["wide"] = spans.astype(np.uint32).reshape(-1, 2)
        arrays["wide_any"] = np.zeros((len(spans), size), np.uint64)
        arrays["wide_high"] = np.zeros((len(spans), size), np.uint64)
        flags = np.zeros(size * 64, np.bool_)
        values: list[NDArray[np.int64]] = []
        counts: list[NDArray[np.int64]] = []
        for row, (low, high) in enumerate(spans):
            part = slice(start[low], start[high])
            flags[:] = False
            flags[docs[part]] = True
            arrays["wide_any"][row] = np.packbits(flags, bitorder="little").view(np.uint64)
            count_of = self._value_counts(arrays, np.flatnonzero(flags))
            flags[:] = False
            flags[docs[part][weights[part] >= ranking.HIGH]] = True
            arrays["wide_high"][row] = np.packbits(flags, bitorder="little").view(np.uint64)
            values.append(np.flatnonzero(count_of))
            counts.append(count_of[values[-1]])
        arrays["wide_value_start"] = np.cumsum([0, *map(len, values)]).astype(np.int64)
        arrays["wide_value"] = np.concatenate([*values, np.empty(0, np.int64)]).astype(np.int64)
        arrays["wide_value_count"] = np.concatenate([*counts, np.empty(0, np.int64)]).astype(np.int64)

    def _value_counts(self, arrays: Arrays, docs: NDArray[np.int64]) -> NDArray[np.int64]:
        starts = arrays["combo_start"]
        counts = np.bincount(arrays["combos"][docs].ravel(), minlength=len(starts) - 1)
        weights = np.repeat(counts, np.diff(starts))
        return np.bincount(arrays["combo_value"], weights=weights, minlength=len(self.values)).astype(
            np.int64
        )

    def _lay_bands(self, arrays: Arrays, count: int) -> None:
        """A bitmap for each price band and, as the last, one for what is in this store now."""
        if not self.bounds:
            self.bounds = price_bands(arrays["amount"])
        band = np.maximum(np.searchsorted(self.bounds, arrays["amount"], side="right") - 1, 0)
        flags = np.zeros((len(self.bounds) + 1, -(-count // 64) * 64), np.bool_)
        flags[band, np.arange(count)] = True
        flags[-1, :count] = arrays["stock"][:, 0] > 0
        arrays["bands"] = np.packbits(flags, axis=1, bitorder="little").view(np.uint64)

    def _lay_codes(self, arrays: Arrays, rank: NDArray[np.int64]) -> None:
        codes = np.array([text.encode()[:MAX_TERM] for text in self._codes], dtype=f"S{MAX_TERM}")
        docs = rank[np.asarray(self._code_docs, dtype=np.int64)].astype(np.uint32)
        by_code = np.lexsort((docs, codes))
        arrays["codes"], arrays["code_docs"] = codes[by_code], docs[by_code]

    def _lay_columns(self, arrays: Arrays, order: NDArray[np.int64]) -> None:
        numbers = np.array(self._numbers, dtype=np.float64).reshape(-1, 9)[order]
        arrays["amount"], arrays["list_amount"] = (
            numbers[:, 0].astype(np.int64),
            numbers[:, 1].astype(np.int64),
        )
        arrays["from_price"] = numbers[:, 2].astype(np.uint8)
        arrays["until"] = numbers[:, 3].astype(np.int64)
        arrays["stock"] = numbers[:, 4:7].astype(np.int32)
        arrays["rating"] = numbers[:, 7].astype(np.float32)
        arrays["new_day"] = numbers[:, 8].astype(np.int32)
        arrays["combos"] = np.asarray(self._facets, dtype=np.uint32).reshape(-1, len(STATIC))[order]
        arrays["ids"] = np.asarray(self._ids, dtype=np.uint64)[order]
        arrays["signs"] = np.asarray(self._signs, dtype=np.uint64)[order]


def changing(item: Item, stock: StockOf, now: datetime) -> tuple[int, ...]:
    """What may change without the words: amount, list amount, from-price, until, here, elsewhere, warehouse."""
    price = offer(item, now)
    here = elsewhere = warehouse = 0
    for variant in item.variants:
        h, e, w = stock(variant.sku)
        here, elsewhere, warehouse = here + h, elsewhere + e, warehouse + w
    return price.amount, price.list_amount, int(price.from_price), price.until, here, elsewhere, warehouse


def price_bands(amounts: NDArray[np.int64], count: int = 6) -> tuple[int, ...]:
    """Lower ends of price bands with about equally many products each, at round amounts; the first is 0."""
    bounds = [0]
    for quantile in np.quantile(amounts, [i / count for i in range(1, count)]) if len(amounts) else ():
        size = 10 ** max(0, len(str(int(quantile))) - 1)
        steps = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10)
        near = int(min((step * size for step in steps), key=lambda bound: abs(bound - float(quantile))))
        if near > bounds[-1]:
            bounds.append(near)
    return tuple(bounds)


def _with_parts(
    keys: NDArray[np.int64], weights: NDArray[np.float32], words: list[str], own: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Postings with those of joined words added to their parts: "regenjacke" is found by "regen" and by "jacke"."""
    known = {word: at for at, word in enumerate(words) if own[at] and len(word) >= 4 and word.isalpha()}
    wholes: list[int] = []
    parts: list[int] = []
    for word, at in known.items():
        for cut in range(4, len(word) - 3):
            tail = known.get(word[cut:])
            if tail is None:
                continue
            head = word[:cut]
            found = known.get(head, known.get(head[:-1]) if head.endswith(("s", "n")) and cut > 4 else None)
            if found is not None:
                wholes += [at, at]
                parts += [found, tail]
                break
    if not wholes:
        return keys, weights
    term = keys >> 32
    by_term = np.argsort(term, kind="stable")
    bounds = np.searchsorted(term[by_term], [[w, w + 1] for w in wholes])
    rows = [by_term[lo:hi] for lo, hi in bounds]
    extra = [(keys[r] & 0xFFFFFFFF) | part << 32 for r, part in zip(rows, parts, strict=True)]
    lighter = [weights[r] * np.float32(PART_WEIGHT) for r in rows]
    return np.concatenate([keys, *extra]), np.concatenate([weights, *lighter])


def _prefixes(words: list[str]) -> Arrays:
    """Every beginning of every word by its hash, with the range of words that begin so."""
    hashes, lows, highs, exact = array("Q"), array("I"), array("I"), bytearray()
    open_at: list[tuple[int, int]] = []  # (hash, first word) of each length of the current word
    for (at, word), (_, following) in pairwise([*enumerate(words), (len(words), "")]):
        if len(open_at) < min(len(word), MAX_PREFIX):
            open_at += [(prefix, at) for prefix in prefix_hashes(word)[len(open_at) : MAX_PREFIX]]
        shared = 0
        for a, b in zip(word[:MAX_PREFIX], following, strict=False):
            if a != b:
                break
            shared += 1
        while len(open_at) > shared:
            exact.append(len(words[open_at[-1][1]]) == len(open_at))
            prefix, low = open_at.pop()
            hashes.append(prefix)
            lows.append(low)
            highs.append(at + 1)
        if len(word) > MAX_PREFIX:
            hashes.append(hash_text(word))
            lows.append(at)
            highs.append(at + 1)
            exact.append(1)
    key = np.asarray(hashes, dtype=np.uint64)
    by_hash = np.argsort(key)
    return {
        "prefix": key[by_hash],
        "filter": bit_filter(key),
        "prefix_low": np.asarray(lows, dtype=np.uint32)[by_hash],
        "prefix_high": np.asarray(highs, dtype=np.uint32)[by_hash],
        "prefix_word": np.frombuffer(bytes(exact), np.uint8)[by_hash],
    }
