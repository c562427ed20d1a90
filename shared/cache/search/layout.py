"""The arrays of a segment: products numbered by popularity, words in order, postings, bitmaps and columns."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import loops_layout as loops
from shared.cache.search import ranking
from shared.cache.search.arrays import CORES, Arrays, Ints, Out, side_by_side, starts_of
from shared.cache.search.collected import NUMBERS, Collected
from shared.cache.search.loops_checking import seal
from shared.cache.search.postings import Postings, lay_words
from shared.cache.search.text import MAX_TERM

STATIC: Final = ("category", "brand", "size", "colour", "rating")
SEALED: Final = ("amount", "list_amount", "from_price", "until", "stock")  # with a checksum for each product
LIVE: Final = frozenset({*SEALED, "seal", "shelf", "bands", "stamp"})  # change in place
WIDE_FROM: Final = 4_096  # segments from this size have bitmaps …
WIDE_PART: Final = 64  # … for what more than one in so many products has
EVERYTHING: Final = (0, 0)  # the span that stands for all products
_FEW: Final = 4_096  # sets of values that are counted together


class Sets(NamedTuple):
    """Sets of facet values by product, one row for some facets each; where each set's values start; the values."""

    rows: NDArray[np.uint32]
    start: Ints
    value: Ints


class Built(NamedTuple):
    """A finished segment: its arrays, and the facts that are no arrays."""

    arrays: Arrays
    facts: dict[str, Any]


def lay_out(
    out: Out, c: Collected, stock: Ints, values: dict[tuple[str, str], int], bounds: tuple[int, ...]
) -> tuple[dict[str, Any], tuple[int, ...]]:
    """Write the segment's arrays; its facts and its price bands, which are chosen here unless given.

    Tiles and codes are given up on the way, to hold no more than is needed.
    ``stock``: units here, at other stores, at warehouses: a row for each product.
    """
    count = len(c.ids)
    popularity = np.asarray(c.popularity, dtype=np.int64)
    order = np.lexsort((np.arange(count), -popularity)).astype(np.int64)
    out.put("popularity", popularity[order])
    with ThreadPoolExecutor(1) as beside:
        laid = beside.submit(_lay_strings, out, c, order)
        combos = np.asarray(c.facets, dtype=np.uint32).reshape(-1, len(STATIC))[order]
        columns = _lay_columns(out, c, stock, order)
        postings = lay_words(out, c, order)
        facet_of = np.array([STATIC.index(facet) for facet, _ in values], dtype=np.int64)
        _lay_wide(out, postings, _lay_combos(out, c, combos), facet_of)
        laid.result()
    bounds = bounds or (
        price_bands(columns["amount"]) if len(c.currencies) < 2 else (0,)
    )  # no euros among yen
    _lay_bands(out, columns, bounds)
    return {"count": count, "bounds": list(bounds), "values": [list(key) for key in values]}, bounds


# --- columns -------------------------------------------------------------------------------------------------------


def _lay_strings(out: Out, c: Collected, order: Ints) -> None:
    with CORES:
        _lay_tiles(out, c, order)
        _lay_codes(out, c, order)


def _lay_tiles(out: Out, c: Collected, order: Ints) -> None:
    tile, start = np.empty(len(c.tiles), np.uint8), np.empty(len(order) + 1, np.int64)
    loops.gather_bytes(np.frombuffer(c.tiles, np.uint8), starts_of(c.tile_sizes), order, tile, start)
    c.tiles = bytearray()
    out.put("tile_start", start)
    out.put("tile", tile)


def _lay_codes(out: Out, c: Collected, order: Ints) -> None:
    """Codes in order: SKUs and GTINs, and model numbers in names and descriptions."""
    in_words = np.array([text.encode() for text in c.unit_codes], dtype=f"S{MAX_TERM}").tobytes()
    held = (
        *(order, starts_of(c.code_sizes), _figures(c.codes)),
        *(starts_of(c.sizes), np.asarray(c.units), starts_of(c.unit_code_sizes), _figures(in_words)),
    )
    count = loops.gather_codes(*held, np.empty((0, 4), np.uint64), np.empty(0, np.uint32))
    codes, docs = np.empty((count, MAX_TERM // 8), np.uint64), np.empty(count, np.uint32)
    loops.gather_codes(*held, codes, docs)
    del held
    c.codes = bytearray()
    by_code = loops.sorted_rows(codes)
    out.put("code_docs", docs[by_code])
    codes = codes[by_code]
    out.put("codes", codes.byteswap(inplace=True).view(f"S{MAX_TERM}").reshape(-1))


def _figures(codes: bytes | bytearray) -> NDArray[np.uint64]:
    """Codes of MAX_TERM bytes each as figures that are in the same order."""
    return np.frombuffer(codes, ">u8").astype(np.uint64).reshape(-1, MAX_TERM // 8)


def _lay_columns(out: Out, c: Collected, stock: Ints, order: Ints) -> Arrays:
    """Figures by product; gives back amount and stock."""
    numbers = np.asarray(c.numbers, dtype=np.int64).reshape(-1, len(NUMBERS))[order].T
    kinds = {"from_price": np.uint8, "new_day": np.int32}
    columns: Arrays = {
        **{
            name: column.astype(kinds.get(name, np.int64))
            for name, column in zip(NUMBERS, numbers, strict=True)
        },
        "stock": stock[order].astype(np.int32),
        "rating": np.asarray(c.ratings)[order].astype(np.float32),
        "ids": np.asarray(c.ids, dtype=np.uint64)[order],
        "signs": np.asarray(c.signs, dtype=np.uint64)[order],
        "stamp": np.zeros(1, np.int64),  # counts the changes in place
    }
    columns["seal"] = np.empty(len(order), np.uint32)
    seal(columns["seal"], *[columns[name] for name in SEALED])
    for name, column in columns.items():
        out.put(name, column)
    return {name: columns[name] for name in ("amount", "stock")}


def _lay_combos(out: Out, c: Collected, combos: NDArray[np.uint32]) -> Sets:
    """Sets of facet values, and which of them the products have."""
    out.put("combos", combos)
    out.put("combo_start", starts_of([len(combo) for combo in c.combos]))
    out.put("combo_value", np.array([v for combo in c.combos for v in combo], dtype=np.int64))
    return _joined(combos.T, list(c.combos))


def _joined(rows: NDArray[np.uint32], combos: list[tuple[int, ...]]) -> Sets:
    """The same sets, with those of facets put together that have few: then there are fewer to count."""
    together = np.zeros(rows.shape[1], np.uint32)
    joined: list[tuple[int, ...]] = [()]
    kept: list[NDArray[np.uint32]] = []
    sets: list[tuple[int, ...]] = []
    found = [np.flatnonzero(np.bincount(row, minlength=len(combos))) for row in rows]
    for row, present in sorted(zip(rows, found, strict=True), key=lambda pair: len(pair[1])):
        number_of = np.zeros(len(combos), np.uint32)
        number_of[present] = np.arange(len(present))
        own = [combos[number] for number in present.tolist()]
        if len(joined) * len(own) <= _FEW:
            together = together * np.uint32(len(own)) + number_of[row]
            joined = [some + more for some in joined for more in own]
        else:
            kept.append(number_of[row] + np.uint32(len(sets)))
            sets += own
    kept.append(together + np.uint32(len(sets)))
    sets += joined
    values = np.array([value for some in sets for value in some], dtype=np.int64)
    return Sets(np.stack(kept), starts_of(list(map(len, sets))), values)


# --- bitmaps -------------------------------------------------------------------------------------------------------


def _lay_wide(out: Out, held: Postings, sets: Sets, facet_of: Ints) -> None:
    """Bitmaps and value counts of the words and beginnings that many products of a large segment have.

    ``facet_of``: the facet's place in STATIC by value. Counts are by facet, then the most frequent first.
    """
    count = sets.rows.shape[1]
    start, docs, weights = held.start, held.docs, held.weights
    spans = np.stack([held.low, held.high], axis=1).astype(np.int64)
    whole = spans[held.is_word != 0][:, :1]
    spans = np.unique(np.concatenate([spans, np.concatenate([whole, whole + 1], axis=1)]), axis=0)
    spans = spans[(start[spans[:, 1]] - start[spans[:, 0]]) * WIDE_PART > count]
    spans = np.concatenate([spans, [EVERYTHING]]) if count >= WIDE_FROM else spans[:0]
    size = -(-count // 64)
    any_bits = out.room("wide_any", (len(spans), size), np.uint64)
    high_bits = out.room("wide_high", (len(spans), size), np.uint64)
    sizes = np.zeros(len(spans), np.int64)
    facets = np.zeros((len(spans), len(STATIC) + 1), np.uint32)

    def fill(row: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        part = slice(*start[spans[row]].tolist())
        some, some_weights = docs[part], weights[part]
        if tuple(spans[row]) == EVERYTHING:
            some, some_weights = np.arange(count, dtype=np.uint32), np.zeros(count, np.uint8)
        some_bits, high = np.zeros((2, size), np.uint64)
        counts = np.zeros(len(facet_of), np.int64)
        sizes[row] = loops.fill_bitmap(
            some, some_weights, ranking.HIGH, sets.rows, sets.start, sets.value, some_bits, high, counts
        )
        any_bits[row], high_bits[row] = some_bits, high
        found = counts.nonzero()[0]
        found = found[np.argsort((facet_of[found] << 32) - counts[found], kind="stable")]
        facets[row] = np.searchsorted(facet_of[found], np.arange(len(STATIC) + 1))
        return found.astype(np.uint32), counts[found].astype(np.uint32)

    filled = side_by_side(fill, range(len(spans)))
    out.put("wide", spans.astype(np.uint32).reshape(-1, 2))
    out.put("wide_size", sizes)
    out.put("wide_value_start", starts_of([len(found) for found, _ in filled]))
    out.put("wide_facet", facets)
    none = np.empty(0, np.uint32)
    out.put("wide_value", np.concatenate([*[found for found, _ in filled], none]))
    out.put("wide_value_count", np.concatenate([*[counts for _, counts in filled], none]))


def _lay_bands(out: Out, columns: Arrays, bounds: tuple[int, ...]) -> None:
    """A bitmap for each price band and, as the last, one for what is in this store now; the same by product."""
    amount, stock = columns["amount"], columns["stock"]
    band = np.maximum(np.searchsorted(bounds, amount, side="right") - 1, 0)
    out.put("shelf", shelf(band, stock))
    count = len(amount)
    flags = np.zeros((len(bounds) + 1, -(-count // 64) * 64), np.bool_)
    flags[band, np.arange(count)] = True
    flags[-1, :count] = stock[:, 0] > 0
    out.put("bands", np.packbits(flags, axis=1, bitorder="little").view(np.uint64))


def shelf(band: Any, stock: NDArray[Any]) -> NDArray[np.uint8]:  # noqa: ANN401 - one number or many
    """Price band and stock in one figure: four times the band, two if it is anywhere, one if it is here."""
    here, anywhere = stock[..., 0] > 0, (stock > 0).any(axis=-1)
    return np.asarray(band * 4 + anywhere * 2 + here, np.uint8)


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
