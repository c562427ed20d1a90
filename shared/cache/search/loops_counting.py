"""Loops over documents that match: values counted by facet, and the best ones found."""

from typing import Any

import numpy as np
from numba import types as t

from shared.cache.search.compiled import compiled, inlined
from shared.cache.search.loops_matching import UNIT, ones
from shared.cache.search.ranking import NEW_DAYS

_DOCS = t.uint32[::1]
_ONE = np.uint64(1)
_EVERY = 63  # the popularity of one document in so many is looked at anyway
_BLOCK = 1_024  # documents at a time, so that what is read of them stays close to the processor


@compiled(
    t.void, _DOCS, t.int64, t.uint32[:, ::1], t.int64[::1], t.int64[::1], t.uint8[::1], t.int32[::1],
    t.int32[::1], t.int64[::1],
)  # fmt: skip
def count(
    docs: Any, sign: int, combos: Any, starts: Any, held: Any, shelf: Any, sets: Any, counts: Any, bands: Any
) -> None:
    """Add to a count for each value and each price band, or take from it, the documents that have it.

    A document has a set of values for each facet; sets are counted, then taken apart. ``sets`` has a 0 for each set,
    before and after. The last band is what is in this store.
    """
    here, last = 0, len(bands) - 2
    for doc in docs:
        bands[min(np.int64(shelf[doc]) >> 2, last)] += sign
        here += shelf[doc] & 1
    bands[-1] += sign * here
    flat = np.empty(_BLOCK * combos.shape[1], np.uint32)
    seen = np.empty(min(len(docs) * combos.shape[1], len(sets)) + 1, np.uint32)
    n = np.uint64(0)
    for begin in range(0, len(docs), _BLOCK):  # reading first and counting then: no look-up waits for a sum
        at = np.uint64(0)
        for doc in docs[begin : begin + _BLOCK]:
            for facet in range(combos.shape[1]):
                flat[at] = combos[doc, np.uint64(facet)]
                at += _ONE
        for one in flat[:at]:
            if one >= len(sets):
                continue
            seen[n] = one
            n += np.uint64(sets[one] == 0)
            sets[one] += 1
    for one in seen[:n]:
        times = sign * sets[one]
        sets[one] = 0
        for j in range(max(0, starts[one]), min(starts[one + _ONE], len(held))):
            if 0 <= held[j] < len(counts):
                counts[held[j]] += times


@compiled(t.void, t.uint64[::1], t.uint64[:, ::1], t.int64[::1])
def count_bands(bits: Any, bands: Any, figures: Any) -> None:
    """How many documents of a bitmap are in each of some others."""
    for band in range(len(bands)):
        n = 0
        for at in range(len(bits)):
            n += ones(bits[at] & bands[band, at])
        figures[band] += n


@compiled(
    t.void, _DOCS, t.int64[::1], t.int64[::1], t.uint8[::1], t.int32[:, ::1], t.int32[::1],
    t.int64[::1], t.int64[:, ::1],
)  # fmt: skip
def show(
    docs: Any, amount: Any, list_amount: Any, from_price: Any, stock: Any, new_day: Any, start: Any, rows: Any
) -> None:
    """Copy what tiles show of documents that may change, and where the rest is, to a row for each."""
    for i in range(len(docs)):
        doc, row = docs[i], rows[i]
        row[0], row[1], row[2] = amount[doc], list_amount[doc], from_price[doc]
        row[3], row[4], row[5] = stock[doc, 0], stock[doc, 1], stock[doc, 2]
        row[6], row[7], row[8] = new_day[doc], start[doc], start[doc + 1]


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


@compiled(
    t.void, _DOCS, t.int32[::1], t.int64, t.float32[::1], t.uint8[::1], t.float64[::1], t.int32[::1], t.int64,
    t.float64, t.float64[::1], t.uint32[::1],
)  # fmt: skip
def best(
    docs: Any, points: Any, words: int, prior: Any, shelf: Any, worth: Any, new_day: Any, today: int, new: float,
    keys: Any, found: Any,
) -> None:  # fmt: skip
    """The documents first in order and what orders them, as many as there is room for, at most all.

    They are ordered by points for words, popularity, stock by shelf (the last is worth most), newness; see ranking.py.
    Documents ascend, so their popularity falls: what cannot come in with the most of all else is not looked at.
    ``today``: 0 where nothing is new.
    """
    share = 1 / (100 * UNIT * max(1, words))
    most = worth[-1] + (new if today else 0.0) + 1e-9  # what rounding may add
    size = len(keys)
    least, popular = -np.inf, np.inf
    for i in range(len(docs)):
        if i & _EVERY and points[i] * share + popular + most <= least:
            continue
        doc = docs[i]
        popular = prior[doc]
        key = points[i] * share + popular + worth[shelf[doc]]
        if today and today - NEW_DAYS < new_day[doc] <= today:
            key += new
        if i < size:
            keys[i], found[i] = key, doc
            if i == size - 1:
                _heap(keys, found, size)
                least = keys[0]
        elif key > least:
            _sink(keys, found, size, 0, key, doc)
            least = keys[0]
    _ordered(keys, found, size)
