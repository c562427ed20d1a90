"""Loops over documents that match: values counted by facet, and the best ones found."""

from typing import Any

import numpy as np
from numba import types as t
from numba.cpython.unsafe.numbers import trailing_zeros

from shared.cache.search.compiled import compiled, inlined
from shared.cache.search.loops_matching import UNIT, ones
from shared.cache.search.loops_view import SCRATCH, VIEW
from shared.cache.search.ranking import ELSEWHERE, HERE, NEW, NEW_DAYS

_DOCS = t.uint32[::1]
_WORTH = np.array([HERE * (shelf & 1) + ELSEWHERE * (shelf >> 1 & 1) for shelf in range(256)])
_MOST = HERE + ELSEWHERE + 1e-9  # what stock is worth at most, and what rounding may add
_ONE = np.uint64(1)
_EVERY = 63  # the popularity of one document in so many is looked at anyway
_LIVE = 48  # bytes that a tile takes at most for what changes in place
_BLOCK = 1_024  # documents at a time, so that what is read of them stays close to the processor


@inlined
def _count_few(docs: Any, combos: Any, sets: Any, counted: Any) -> Any:
    """Count sets, and note each where it comes up first; reading before counting: no look-up waits for a sum."""
    flat = np.empty(_BLOCK * combos.shape[1], np.uint32)
    n = np.uint64(0)
    for begin in range(0, len(docs), _BLOCK):
        at = np.uint64(0)
        for doc in docs[begin : begin + _BLOCK]:
            for facet in range(combos.shape[1]):
                flat[at] = combos[doc, np.uint64(facet)]
                at += _ONE
        for one in flat[:at]:
            if one >= len(sets):
                continue
            counted[n, 0] = one
            n += np.uint64(sets[one] == 0)
            sets[one] += 1
    return n


@compiled(t.int64, VIEW, SCRATCH, _DOCS, t.int64, t.int64[::1], t.int32[:, ::1])
def count(view: Any, scratch: Any, docs: Any, sign: int, bands: Any, counted: Any) -> int:
    """Count documents by set of facet values; gives the number of sets.

    A document has a set of values for each facet. ``counted``: a row for each set, its number and how many have it,
    with a sign. ``bands``: what is counted is added to, or taken from, its price band; the last is what is in this
    store.
    """
    combos, shelf, sets = view.combos, view.shelf, scratch.sets
    here, last = 0, len(bands) - 2
    for doc in docs:
        bands[min(np.int64(shelf[doc]) >> 2, last)] += sign
        here += shelf[doc] & 1
    bands[-1] += sign * here
    n = np.uint64(0)
    if len(docs) > len(sets):  # nearly every set comes up, so all are looked at afterwards
        for doc in docs:
            for facet in range(combos.shape[1]):
                one = combos[doc, np.uint64(facet)]
                if one < len(sets):
                    sets[one] += 1
        for i in range(len(sets)):
            counted[n, 0] = i
            n += np.uint64(sets[i] != 0)
    else:
        n = _count_few(docs, combos, sets, counted)
    for i in range(n):
        one = counted[i, 0]
        counted[i, 1] = sign * sets[one]
        sets[one] = 0
    return int(n)


@compiled(t.void, VIEW, t.int32[:, ::1], t.int32[::1])
def take_apart(view: Any, counted: Any, counts: Any) -> None:
    """Add to a count for each value what has been counted of the sets that hold it."""
    starts, held = view.combo_start, view.combo_value
    for i in range(len(counted)):
        one = np.uint64(counted[i, 0])
        for j in range(max(0, starts[one]), min(starts[one + _ONE], len(held))):
            if 0 <= held[j] < len(counts):
                counts[held[j]] += counted[i, 1]


@compiled(t.void, t.uint64[::1], t.uint64[:, ::1], t.int64[::1])
def count_bands(bits: Any, bands: Any, figures: Any) -> None:
    """How many documents of a bitmap are in each of some others."""
    for band in range(len(bands)):
        n = 0
        for at in range(len(bits)):
            n += ones(bits[at] & bands[band, at])
        figures[band] += n


@compiled(t.void, t.uint64[::1], t.uint8[::1], t.int64[::1])
def count_shelves(bits: Any, shelf: Any, figures: Any) -> None:
    """The same for the bands that documents are in by their shelf, and, last, what is in this store."""
    last = len(figures) - 2
    for at in range(len(bits)):
        here = bits[at]
        while here:
            doc = (at << 6) + np.int64(trailing_zeros(here))
            if doc >= len(shelf):
                break
            figures[min(np.int64(shelf[doc]) >> 2, last)] += 1
            figures[-1] += shelf[doc] & 1
            here &= here - _ONE


@inlined
def _put_number(out: Any, at: int, number: Any) -> int:
    """Write a number as MessagePack; gives where it ends."""
    if 0 <= number < 0x80:
        out[at] = number
        return at + 1
    out[at] = 0xD3
    for i in range(8):
        out[at + 1 + i] = (number >> (56 - 8 * i)) & 0xFF
    return at + 9


@inlined
def _show(view: Any, docs: Any, today: int, out: Any) -> int:
    start, tile = view.tile_start, view.tile
    length = 3
    for doc in docs:
        if not 0 <= start[doc] <= start[doc + 1] <= len(tile):
            return -1
        length += _LIVE + start[doc + 1] - start[doc]
    if length > len(out):
        return length
    out[0], out[1], out[2] = 0xDC, len(docs) >> 8, len(docs) & 0xFF
    at = 3
    for doc in docs:
        out[at] = 0x9F
        at += 1
        for number in (
            view.amount[doc], view.list_amount[doc], np.int64(view.stock[doc, 0]), np.int64(view.stock[doc, 1]),
            np.int64(view.stock[doc, 2]),
        ):  # fmt: skip
            at = _put_number(out, at, number)
        day = view.new_day[doc]
        out[at] = 0xC3 if view.from_price[doc] == 1 else 0xC2
        out[at + 1] = 0xC3 if 0 < day <= today < day + NEW_DAYS else 0xC2
        at += 2
        size = start[doc + 1] - start[doc]
        for i in range(size):
            out[at + i] = tile[start[doc] + i]
        at += size
    return at


@inlined
def _sink(keys: Any, docs: Any, size: int, at: int, key: float, doc: int) -> None:
    """Put a document where it belongs in a heap, the worst on top, from a free place down."""
    while True:
        child = 2 * at + 1
        if child + 1 < size and _worse(keys[child + 1], docs[child + 1], keys[child], docs[child]):
            child += 1
        if child >= size or _worse(key, doc, keys[child], docs[child]):
            break
        keys[at], docs[at] = keys[child], docs[child]
        at = child
    keys[at], docs[at] = key, doc


@inlined
def _heap(keys: Any, docs: Any, size: int) -> None:
    for at in range(size // 2 - 1, -1, -1):
        _sink(keys, docs, size, at, keys[at], docs[at])


@inlined
def _ordered(keys: Any, docs: Any, size: int) -> None:
    """Put a heap in order, the best first."""
    for end in range(size - 1, 0, -1):
        key, doc = keys[end], docs[end]
        keys[end], docs[end] = keys[0], docs[0]
        _sink(keys, docs, end, 0, key, doc)


@inlined
def _worse(key: float, doc: int, other_key: float, other: int) -> bool:
    return key < other_key or (key == other_key and doc > other)


@compiled(t.void, _DOCS, t.float64[::1], t.float64[::1], t.uint32[::1])
def largest(docs: Any, values: Any, keys: Any, found: Any) -> None:
    """The largest values and their documents, of equals the first; as many as there is room for, at most all."""
    size = len(keys)
    for i in range(size):
        keys[i], found[i] = values[i], docs[i]
    _heap(keys, found, size)
    for i in range(size, len(docs)):
        if size and values[i] > keys[0]:
            _sink(keys, found, size, 0, values[i], docs[i])
    _ordered(keys, found, size)


@inlined
def _best(view: Any, docs: Any, points: Any, words: int, today: int, keys: Any, found: Any) -> None:
    prior, shelf, new_day = view.prior, view.shelf, view.new_day
    new = view.newest > today - NEW_DAYS
    share = 1 / (100 * UNIT * max(1, words))
    most = _MOST + (NEW if new else 0.0)
    size = len(keys)
    least, popular = -np.inf, np.inf
    for i in range(len(docs)):
        if i & _EVERY and points[i] * share + popular + most <= least:
            continue
        doc = docs[i]
        popular = prior[doc]
        key = points[i] * share + popular + _WORTH[shelf[doc]]
        if new and today - NEW_DAYS < new_day[doc] <= today:
            key += NEW
        if i < size:
            keys[i], found[i] = key, doc
            if i == size - 1:
                _heap(keys, found, size)
                least = keys[0]
        elif key > least:
            _sink(keys, found, size, 0, key, doc)
            least = keys[0]
    _ordered(keys, found, size)


@compiled(t.void, VIEW, _DOCS, t.int32[::1], t.int64, t.int64, t.float64[::1], t.uint32[::1])
def best(view: Any, docs: Any, points: Any, words: int, today: int, keys: Any, found: Any) -> None:
    """The documents first in order and what orders them, as many as there is room for, at most all.

    They are ordered by points for words, popularity, stock, newness; see ranking.py. Documents ascend, so their
    popularity falls: what cannot come in with the most of all else is not looked at.
    """
    _best(view, docs, points, words, today, keys, found)


@compiled(t.int64, VIEW, _DOCS, t.int64, t.uint8[::1])
def show(view: Any, docs: Any, today: int, out: Any) -> int:
    """Write what a list shows of documents, as a MessagePack array of `model.Tile`; gives its length in bytes.

    Where there is too little room, nothing is written, and the result is how much is enough; where the file is
    damaged, it is -1.
    """
    return _show(view, docs, today, out)


@compiled(t.int64, VIEW, _DOCS, t.int32[::1], t.int64, t.int64, t.int64, t.int64, t.uint8[::1])
def show_best(
    view: Any, docs: Any, points: Any, words: int, today: int, skip: int, until: int, out: Any
) -> int:
    """What a list shows of the best documents but the first so many: `best` and `show` in one."""
    size = min(until, len(docs))
    keys, found = np.empty(size, np.float64), np.empty(size, np.uint32)
    _best(view, docs, points, words, today, keys, found)
    return _show(view, found[skip:], today, out)
