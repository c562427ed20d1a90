"""The arrays of a segment: products numbered by popularity, words in order, postings, bitmaps and columns."""

from __future__ import annotations  # array is no generic before Python 3.12

from array import array
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.text import MAX_TERM
from shared.cache.search.vocabulary import beginnings, compounds

STATIC: Final = ("category", "brand", "size", "colour", "rating")
LIVE: Final = frozenset(
    {"amount", "list_amount", "from_price", "until", "stock", "shelf", "bands", "stamp"}
)  # change in place
WIDE_FROM: Final = 4_096  # segments from this size have bitmaps …
WIDE_PART: Final = 64  # … for what more than one in so many products has
EVERYTHING: Final = (0, 0)  # the span that stands for all products
PART_WEIGHT: Final = 0.6
_NUMBERS: Final = 9
_CHUNK: Final = 1_000_000
_BITS, _SCALE = 22, 8  # of a term's and of a product's number in a sorting key; of a weight: 12, in eighths

Arrays = dict[str, NDArray[Any]]
Ints = NDArray[np.int64]


class Built(NamedTuple):
    """A finished segment: its arrays, and the facts that are no arrays."""

    arrays: Arrays
    facts: dict[str, Any]


@dataclass
class Collected:
    """Products as a builder has taken them in; all lists are by product or by unit, in order."""

    vocabulary: dict[str, int] = field(default_factory=dict)
    own: bytearray = field(
        default_factory=bytearray
    )  # by word: whether some product has it, not only its stem
    unit_terms: array[int] = field(default_factory=lambda: array("I"))
    unit_weights: array[float] = field(default_factory=lambda: array("f"))
    unit_sizes: array[int] = field(default_factory=lambda: array("I"))
    unit_codes: list[str] = field(default_factory=list)
    unit_code_sizes: array[int] = field(default_factory=lambda: array("I"))
    units: array[int] = field(default_factory=lambda: array("I"))
    weights: array[int] = field(default_factory=lambda: array("B"))
    sizes: array[int] = field(default_factory=lambda: array("I"))
    skus: array[int] = field(default_factory=lambda: array("Q"))  # hashes, of all variants
    sku_sizes: array[int] = field(default_factory=lambda: array("I"))
    codes: list[str] = field(default_factory=list)
    code_sizes: array[int] = field(default_factory=lambda: array("I"))
    combos: dict[tuple[int, ...], int] = field(default_factory=dict)
    facets: array[int] = field(default_factory=lambda: array("I"))
    numbers: array[float] = field(default_factory=lambda: array("d"))
    popularity: array[int] = field(default_factory=lambda: array("q"))
    ids: array[int] = field(default_factory=lambda: array("Q"))
    signs: array[int] = field(default_factory=lambda: array("Q"))
    tiles: list[bytes] = field(default_factory=list)


def lay_out(
    c: Collected, values: dict[tuple[str, str], int], bounds: tuple[int, ...]
) -> tuple[Built, tuple[int, ...]]:
    """The segment, and its price bands, which are chosen here unless given."""
    count = len(c.tiles)
    if count >= 1 << _BITS or len(c.vocabulary) >= 1 << _BITS:
        raise ValueError(f"the search holds at most {1 << _BITS:,} products and as many words")
    popularity = np.asarray(c.popularity, dtype=np.int64)
    order = np.lexsort((np.arange(count), -popularity)).astype(np.int64)
    rank = np.empty(count, np.int64)
    rank[order] = np.arange(count)
    arrays: Arrays = {"popularity": popularity[order]}
    words = sorted(c.vocabulary)
    _lay_words(arrays, c, words, rank)
    _lay_codes(arrays, c, rank)
    _lay_columns(arrays, c, order)
    arrays["combo_start"] = _starts([len(combo) for combo in c.combos])
    arrays["combo_value"] = np.array([v for combo in c.combos for v in combo], dtype=np.int64)
    tiles = [c.tiles[i] for i in order.tolist()]
    arrays["tile_start"] = _starts([len(tile) for tile in tiles])
    arrays["tile"] = np.frombuffer(b"".join(tiles), dtype=np.uint8)
    _lay_wide(arrays, count, np.array([STATIC.index(facet) for facet, _ in values], dtype=np.int64))
    bounds = bounds or price_bands(arrays["amount"])
    _lay_bands(arrays, count, bounds)
    return Built(
        arrays, {"count": count, "bounds": list(bounds), "values": [list(key) for key in values]}
    ), bounds


def _starts(sizes: Any) -> Ints:  # noqa: ANN401 - anything numpy takes for a list of numbers
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(np.asarray(sizes, dtype=np.int64), out=starts[1:])
    return starts


def _spread(starts: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """The places of all members of chosen groups, and for each which of the chosen it belongs to."""
    lengths = starts[chosen + 1] - starts[chosen]
    owner = np.repeat(np.arange(len(chosen)), lengths)
    ends = np.cumsum(lengths)
    return np.arange(len(owner)) + (starts[chosen] - ends + lengths)[owner], owner


# --- words ---------------------------------------------------------------------------------------------------------


def _lay_words(arrays: Arrays, c: Collected, words: list[str], rank: Ints) -> None:
    number_of = np.empty(len(words), np.int64)
    number_of[[c.vocabulary[word] for word in words]] = np.arange(len(words))
    own = np.zeros(len(words), np.uint8)
    own[number_of] = np.frombuffer(bytes(c.own), np.uint8)
    keys = _postings(c, number_of, words, own, rank)
    keys.sort()
    weight = (keys & 0xFFF).astype(np.float32) / _SCALE
    keys >>= 12
    new = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    first = np.flatnonzero(new)
    total = np.add.reduceat(weight, first) if len(first) else weight
    pairs = keys[first]
    del keys, weight, new, first
    start = np.searchsorted(pairs >> _BITS, np.arange(len(words) + 1)).astype(np.int64)
    arrays["start"] = start
    arrays["mass"] = np.diff(np.concatenate([[0.0], np.cumsum(total, dtype=np.float64)])[start]).astype(
        np.float32
    )
    arrays["docs"] = (pairs & ((1 << _BITS) - 1)).astype(np.uint32)
    arrays["weights"] = np.clip(np.rint(total), 1, 255).astype(np.uint8)
    arrays["own"] = own
    encoded = [word.encode() for word in words]
    arrays["word_start"] = _starts([len(word) for word in encoded])
    arrays["word"] = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    arrays.update(beginnings(words))
    turned = sorted((word[::-1], at) for at, word in enumerate(words))
    arrays["backwards"] = np.array([at for _, at in turned], dtype=np.uint32)
    ends = beginnings([word for word, _ in turned])
    arrays |= {"end": ends["prefix"], "end_low": ends["prefix_low"], "end_high": ends["prefix_high"]}


def _postings(c: Collected, number_of: Ints, words: list[str], own: NDArray[np.uint8], rank: Ints) -> Ints:
    """A key for each term of each product: the term's number, the product's, the weight."""
    unit_terms = number_of[np.asarray(c.unit_terms, dtype=np.int64)]
    unit_weights = np.asarray(c.unit_weights, dtype=np.float32)
    unit_of = np.repeat(np.arange(len(c.unit_sizes)), np.asarray(c.unit_sizes, dtype=np.int64))
    wholes, parts = compounds(words, own)
    if len(wholes):
        starts = np.searchsorted(wholes, np.arange(len(words) + 1))
        place, owner = _spread(starts, unit_terms)
        unit_terms = np.concatenate([unit_terms, parts[place]])
        unit_weights = np.concatenate([unit_weights, unit_weights[owner] * np.float32(PART_WEIGHT)])
        unit_of = np.concatenate([unit_of, unit_of[owner]])
        by_unit = np.argsort(unit_of, kind="stable")
        unit_terms, unit_weights, unit_of = unit_terms[by_unit], unit_weights[by_unit], unit_of[by_unit]
    starts = np.searchsorted(unit_of, np.arange(len(c.unit_sizes) + 1))
    units = np.asarray(c.units, dtype=np.uint32)
    docs = np.repeat(rank.astype(np.uint32), np.asarray(c.sizes, dtype=np.int64))
    weights = np.asarray(c.weights, dtype=np.float32)
    lengths = np.diff(starts)
    keys = np.empty(int(lengths.take(units).sum()), np.int64)
    end = 0
    for at in range(0, len(units), _CHUNK):  # what is made on the way would take several times the memory
        some = slice(at, at + _CHUNK)
        place, owner = _spread(starts, units[some].astype(np.int64))
        eighths = np.clip(unit_weights[place] * weights[some][owner] * _SCALE, 1, 0xFFF).astype(np.int64)
        start, end = end, end + len(place)
        keys[start:end] = (
            unit_terms[place] << (_BITS + 12) | docs[some][owner].astype(np.int64) << 12 | eighths
        )
    return keys


# --- bitmaps -------------------------------------------------------------------------------------------------------


def _lay_wide(arrays: Arrays, count: int, facet_of: Ints) -> None:
    """Bitmaps and value counts of the words and beginnings that many products of a large segment have.

    ``facet_of``: the facet's place in STATIC by value. Counts are by facet, then the most frequent first.
    """
    start, docs = arrays["start"], arrays["docs"]
    high_tier = arrays["weights"] >= ranking.HIGH
    spans = np.stack([arrays["prefix_low"], arrays["prefix_high"]], axis=1).astype(np.int64)
    whole = spans[arrays["prefix_word"] != 0][:, :1]
    spans = np.unique(np.concatenate([spans, np.concatenate([whole, whole + 1], axis=1)]), axis=0)
    spans = spans[(start[spans[:, 1]] - start[spans[:, 0]]) * WIDE_PART > count]
    spans = np.concatenate([spans, [EVERYTHING]]) if count >= WIDE_FROM else spans[:0]
    size = -(-count // 64)
    arrays["wide"] = spans.astype(np.uint32).reshape(-1, 2)
    arrays["wide_any"] = np.zeros((len(spans), size), np.uint64)
    arrays["wide_high"] = np.zeros((len(spans), size), np.uint64)
    arrays["wide_size"] = sizes = np.zeros(len(spans), np.int64)
    flags = np.zeros(size * 64, np.bool_)
    held: list[Ints] = []
    counts: list[Ints] = []
    starts: list[Ints] = []
    for row, (low, high) in enumerate(spans.tolist()):
        part = slice(start[low], start[high])
        flags[:] = False
        flags[docs[part][high_tier[part]]] = True
        arrays["wide_high"][row] = pack(flags)
        flags[docs[part] if (low, high) != EVERYTHING else slice(count)] = True
        arrays["wide_any"][row] = pack(flags)
        members = flags.nonzero()[0]
        sizes[row] = len(members)
        counted = _value_counts(arrays, members, len(facet_of))
        found = np.flatnonzero(counted)
        found = found[np.lexsort((-counted[found], facet_of[found]))]
        held.append(found)
        counts.append(counted[found])
        starts.append(np.searchsorted(facet_of[found], np.arange(len(STATIC) + 1)))
    arrays["wide_value_start"] = _starts([len(some) for some in held])
    arrays["wide_facet"] = np.array(starts, dtype=np.uint32).reshape(-1, len(STATIC) + 1)
    arrays["wide_value"] = np.concatenate([*held, np.empty(0, np.int64)]).astype(np.uint32)
    arrays["wide_value_count"] = np.concatenate([*counts, np.empty(0, np.int64)]).astype(np.uint32)


def _value_counts(arrays: Arrays, docs: Ints, values: int) -> Ints:
    starts = arrays["combo_start"]
    counts = np.bincount(arrays["combos"][docs].ravel(), minlength=len(starts) - 1)
    weights = np.repeat(counts, np.diff(starts))
    return np.bincount(arrays["combo_value"], weights=weights, minlength=values).astype(np.int64)


def _lay_bands(arrays: Arrays, count: int, bounds: tuple[int, ...]) -> None:
    """A bitmap for each price band and, as the last, one for what is in this store now; the same by product."""
    band = np.maximum(np.searchsorted(bounds, arrays["amount"], side="right") - 1, 0)
    arrays["shelf"] = shelf(band, arrays["stock"])
    flags = np.zeros((len(bounds) + 1, -(-count // 64) * 64), np.bool_)
    flags[band, np.arange(count)] = True
    flags[-1, :count] = arrays["stock"][:, 0] > 0
    arrays["bands"] = np.packbits(flags, axis=1, bitorder="little").view(np.uint64)


def shelf(band: Any, stock: NDArray[Any]) -> NDArray[np.uint8]:  # noqa: ANN401 - one number or many
    """Price band and stock in one figure: four times the band, two if it is anywhere, one if it is here."""
    here, anywhere = stock[..., 0] > 0, (stock > 0).any(axis=-1)
    return np.asarray(band * 4 + anywhere * 2 + here, np.uint8)


def pack(flags: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Flags (a multiple of 64) as a bitmap."""
    return np.packbits(flags, bitorder="little").view(np.uint64)


def price_bands(amounts: Ints, count: int = 6) -> tuple[int, ...]:
    """Lower ends of price bands with about equally many products each, at round amounts; the first is 0."""
    bounds = [0]
    for quantile in np.quantile(amounts, [i / count for i in range(1, count)]) if len(amounts) else ():
        size = 10 ** max(0, len(str(int(quantile))) - 1)
        steps = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10)
        near = int(min((step * size for step in steps), key=lambda bound: abs(bound - float(quantile))))
        if near > bounds[-1]:
            bounds.append(near)
    return tuple(bounds)


# --- codes and columns ---------------------------------------------------------------------------------------------


def _lay_codes(arrays: Arrays, c: Collected, rank: Ints) -> None:
    own = np.array(c.codes, dtype=f"S{MAX_TERM}") if c.codes else np.empty(0, f"S{MAX_TERM}")
    docs = np.repeat(rank, np.asarray(c.code_sizes, dtype=np.int64))
    if c.unit_codes:  # model numbers in names and descriptions
        starts = _starts(c.unit_code_sizes)
        place, owner = _spread(starts, np.asarray(c.units, dtype=np.int64))
        texts = np.array([text.encode()[:MAX_TERM] for text in c.unit_codes], dtype=f"S{MAX_TERM}")
        own = np.concatenate([own, texts[place]])
        docs = np.concatenate([docs, np.repeat(rank, np.asarray(c.sizes, dtype=np.int64))[owner]])
    quarters = own.view(">u8").reshape(-1, MAX_TERM // 8).astype(np.uint64)
    by_code = np.lexsort((docs, *quarters.T[::-1]))
    arrays["codes"], arrays["code_docs"] = own[by_code], docs[by_code].astype(np.uint32)


def _lay_columns(arrays: Arrays, c: Collected, order: Ints) -> None:
    numbers = np.asarray(c.numbers, dtype=np.float64).reshape(-1, _NUMBERS)[order]
    arrays["amount"], arrays["list_amount"] = numbers[:, 0].astype(np.int64), numbers[:, 1].astype(np.int64)
    arrays["from_price"] = numbers[:, 2].astype(np.uint8)
    arrays["until"] = numbers[:, 3].astype(np.int64)
    arrays["stock"] = numbers[:, 4:7].astype(np.int32)
    arrays["rating"] = numbers[:, 7].astype(np.float32)
    arrays["new_day"] = numbers[:, 8].astype(np.int32)
    arrays["combos"] = np.asarray(c.facets, dtype=np.uint32).reshape(-1, len(STATIC))[order]
    arrays["ids"] = np.asarray(c.ids, dtype=np.uint64)[order]
    arrays["signs"] = np.asarray(c.signs, dtype=np.uint64)[order]
    arrays["stamp"] = np.zeros(1, np.int64)  # counts the changes in place
