"""Loops over postings and bitmaps: which documents have words, and how many points they get for them.

A word is a table with a row for each of its readings: kind, low, high, bitmap, worth, worth of the lower tier. Points
are whole numbers, 256 of them are one of ranking.py. Bitmaps have bit n for document n. No number read from postings or
a bitmap is followed out of bounds: a file may be damaged, and is looked through only after it is in use.
"""

from typing import Any, Final

import numpy as np
from numba import types as t
from numba.cpython.unsafe.numbers import trailing_zeros

from shared.cache.search import ranking
from shared.cache.search.compiled import compiled, inlined
from shared.cache.search.loops_view import SCRATCH, VIEW

EXACT: Final = 0  # postings low to high are one word's; worth: 65,536 for weight × 256
BEGINS: Final = 1  # postings low to high are those of several words; worth: points by tier
LISTED: Final = 2  # documents low to high of the table's own list; worth: points
WIDE: Final = 3  # a bitmap of words that begin so; worth: points by tier
DENSE: Final = 4  # a bitmap of one word, whose points are in the column
UNIT: Final = 256
_HAS: Final = ranking.HAS * UNIT
_HIGH: Final = ranking.HIGH
_ONE: Final = np.uint64(1)
_SIX: Final = np.uint64(6)
_LOW: Final = np.uint64(63)

_WORD = t.int64[:, ::1]
_DOCS, _WEIGHTS, _BITS = t.uint32[::1], t.uint8[::1], t.uint64[::1]
_OUT, _POINTS = t.uint32[::1], t.int32[::1]


@inlined
def ones(bits: Any) -> Any:
    """How many bits are set."""
    bits -= (bits >> _ONE) & np.uint64(0x5555555555555555)
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@inlined
def _leap(ascending: Any, at: int, to: int) -> int:
    """The last place from one on in a list that is not beyond a number; the same place if the next is."""
    step = 1
    while at + step < len(ascending) and ascending[at + step] <= to:
        at += step
        step *= 2
    while step:
        if at + step < len(ascending) and ascending[at + step] <= to:
            at += step
        step //= 2
    return at


@inlined
def _has_lists(word: Any) -> bool:
    for row in range(len(word)):
        if word[row, 0] <= LISTED:
            return True
    return False


@inlined
def _mark(word: Any, listed: Any, docs: Any, count: int, marks: Any) -> None:
    """Set the bits of all documents in a word's lists."""
    for row in range(len(word)):
        if word[row, 0] <= LISTED:
            part = (listed if word[row, 0] == LISTED else docs)[word[row, 1] : word[row, 2]]
            for doc in part:
                if doc < count:
                    marks[doc >> _SIX] |= _ONE << (doc & _LOW)


@inlined
def _score(
    word: Any, listed: Any, docs: Any, weights: Any, count: int, marks: Any, before: Any, points: Any
) -> None:
    """Give marked documents what a word's lists have for them, in order of the marks.

    ``before``: for each of the bitmap's numbers how many documents are marked in those before it.
    """
    for row in range(len(word)):
        kind, low, high = word[row, 0], word[row, 1], word[row, 2]
        if kind > LISTED:
            continue
        part = (listed if kind == LISTED else docs)[low:high]
        for i in range(len(part)):
            doc = part[i]
            if doc >= count:
                continue
            there, bit = marks[doc >> _SIX], _ONE << (doc & _LOW)
            if there & bit:
                at = before[doc >> _SIX] + ones(there & (bit - _ONE))
                worth = word[row, 4]
                if kind == EXACT:
                    worth = (worth * weights[low + i]) >> 8
                elif kind == BEGINS and weights[low + i] < _HIGH:
                    worth = word[row, 5]
                points[at] = max(points[at], worth)


@compiled(t.int64, VIEW, SCRATCH, _WORD, _DOCS, _OUT, _POINTS)
def gather(view: Any, scratch: Any, word: Any, listed: Any, out: Any, points: Any) -> int:
    """The documents in a word's lists, ascending, each once, and their points; gives their number.

    Out has room for all entries.
    """
    docs, alive, marks, before = view.docs, view.alive, scratch.marks, scratch.before
    _mark(word, listed, docs, view.count, marks)
    n = 0
    for at in range(len(marks)):
        if marks[at]:
            bits = marks[at] & alive[at] if len(alive) else marks[at]
            marks[at], before[at] = bits, n
            while bits:
                out[n], points[n] = (at << 6) + np.int64(trailing_zeros(bits)), 0
                n += 1
                bits &= bits - _ONE
    _score(word, listed, docs, view.weights, view.count, marks, before, points)
    marks[:] = 0
    for i in range(n):
        points[i] += _HAS
    return n


@compiled(t.int64, VIEW, SCRATCH, _WORD, _DOCS, t.uint16[::1], _DOCS, t.int32[::1], t.boolean, _OUT, _POINTS)
def narrow(
    view: Any, scratch: Any, word: Any, listed: Any, column: Any, among: Any, had: Any, drop: bool, out: Any,
    points: Any,
) -> int:  # fmt: skip
    """Those of some documents that have a word as well, with its points added to those they had; gives their number.

    Without ``drop`` all are kept. Without a column single words with bitmaps are looked up in their postings, which for
    a few documents is quicker than to make one.
    """
    docs, weights, marks, before = view.docs, view.weights, scratch.marks, scratch.before
    gained = np.zeros(len(among), np.int32)
    if _has_lists(word):
        for i in range(len(among)):
            doc = among[i]
            if marks[doc >> _SIX] == 0:
                before[doc >> _SIX] = i
            marks[doc >> _SIX] |= _ONE << (doc & _LOW)
        _score(word, listed, docs, weights, view.count, marks, before, gained)
        for doc in among:
            marks[doc >> _SIX] = 0
    for row in range(len(word)):
        if word[row, 0] == WIDE:
            any_, tier = view.wide_any[word[row, 3]], view.wide_high[word[row, 3]]
            for i in range(len(among)):
                at, bit = among[i] >> _SIX, _ONE << (among[i] & _LOW)
                worth = word[row, 4] if tier[at] & bit else word[row, 5]
                gained[i] = max(gained[i], np.int32(worth if any_[at] & bit else 0))
        elif word[row, 0] == DENSE and len(column) == 0 and word[row, 1] < word[row, 2]:
            part, at = docs[word[row, 1] : word[row, 2]], 0
            for i in range(len(among)):
                at = _leap(part, at, among[i])
                if part[at] == among[i]:
                    gained[i] = max(gained[i], (weights[word[row, 1] + at] * word[row, 4]) >> 8)
    n = 0
    for i in range(len(among)):
        most = max(gained[i], np.int32(column[among[i]])) if len(column) else gained[i]
        if most or not drop:
            out[n], points[n] = among[i], had[i] + most + (_HAS if most else 0)
            n += 1
    return n


@compiled(t.int64, _DOCS, t.int32[::1], _DOCS, t.int32[::1], _OUT, _POINTS)
def common(few: Any, few_points: Any, many: Any, many_points: Any, out: Any, points: Any) -> int:
    """The documents of both of two ascending lists, with their points together; gives their number.

    Out may be the few that came in.
    """
    n = 0
    at = 0
    for i in range(len(few)):
        at = _leap(many, at, few[i])
        if many[at] == few[i]:
            out[n], points[n] = few[i], few_points[i] + many_points[at]
            n += 1
    return n


@compiled(t.void, _WORD, _DOCS, _WEIGHTS, t.uint16[::1])
def spread(word: Any, docs: Any, weights: Any, column: Any) -> None:
    """A column with the points of every document for the single words with bitmaps."""
    for row in range(len(word)):
        if word[row, 0] == DENSE:
            for i in range(word[row, 1], word[row, 2]):
                points = np.uint16((weights[i] * word[row, 4]) >> 8)
                if docs[i] < len(column):
                    column[docs[i]] = max(column[docs[i]], points)


@compiled(t.int64, VIEW, SCRATCH, _WORD, _DOCS, _BITS)
def intersect(view: Any, scratch: Any, word: Any, listed: Any, bits: Any) -> int:
    """Leave in a bitmap only what has a word; gives the number of documents."""
    wide, marks = view.wide_any, scratch.marks
    _mark(word, listed, view.docs, len(bits) << 6, marks)
    n = 0
    for at in range(len(bits)):
        has = marks[at]
        marks[at] = 0
        for row in range(len(word)):
            if word[row, 0] >= WIDE:
                has |= wide[word[row, 3], at]
        bits[at] &= has
        n += ones(bits[at])
    return n


@compiled(t.boolean, _DOCS, _DOCS)
def same(one: Any, other: Any) -> bool:
    """Whether two lists are of the same documents."""
    if len(one) != len(other):
        return False
    for i in range(len(one)):
        if one[i] != other[i]:
            return False
    return True


@compiled(t.int64, _BITS, _BITS)
def differing(one: Any, other: Any) -> int:
    """How many documents are in one of two bitmaps only."""
    n = 0
    for at in range(len(one)):
        n += ones(one[at] ^ other[at])
    return n


@compiled(t.int64, _BITS, _BITS, t.int64, _OUT)
def unpack(bits: Any, without: Any, count: int, out: Any) -> int:
    """The documents, of so many, of a bitmap that are not in another (if any), ascending; gives their number."""
    n = 0
    for at in range(len(bits)):
        here = bits[at] & ~without[at] if len(without) else bits[at]
        while here:
            doc = (at << 6) + np.int64(trailing_zeros(here))
            if n == len(out) or doc >= count:
                return n
            out[n] = doc
            n += 1
            here &= here - _ONE
    return n


@compiled(t.int64, VIEW, _BITS, t.int64[:, ::1], t.int64, _OUT)
def block(view: Any, bits: Any, rows: Any, skip: int, out: Any) -> int:
    """The documents of a bitmap that have every word in the upper tier, then the others, both ascending.

    ``rows``: (word, bitmap) of all words in order. ``skip``: so many of the first are left out. Gives the number of
    those that there were, at most as many as there is room for.
    """
    high, count = view.wide_high, view.count
    n = -skip
    for lower in range(2):
        for at in range(len(bits)):
            here = bits[at]
            if not here:
                continue
            upper, one = here, np.uint64(0)
            for i in range(len(rows)):
                one |= high[rows[i, 1], at]
                if i + 1 == len(rows) or rows[i + 1, 0] != rows[i, 0]:
                    upper &= one
                    one = np.uint64(0)
            here = here & ~upper if lower else upper
            while here:
                doc = (at << 6) + np.int64(trailing_zeros(here))
                if n == len(out):
                    return n
                if doc >= count:
                    break
                if n >= 0:
                    out[n] = doc
                n += 1
                here &= here - _ONE
    return max(n, 0)
