"""Loops over the table of beginnings: where a text is in it, and which of its entries are one slip away, or two."""

from typing import Any

import numpy as np
from numba import types as t

from shared.cache.search.compiled import compiled, inlined
from shared.cache.search.hashing import BASE, INVERSE

_BASE, _INVERSE = np.uint64(BASE), np.uint64(INVERSE)
_ONE, _THREE, _SEVEN = np.uint64(1), np.uint64(3), np.uint64(7)
_KEYS, _FILTER = t.uint64[::1], t.uint8[::1]


@inlined
def _search(keys: Any, key: Any) -> int:
    """The place of a key in a sorted table, -1 when it is not there."""
    low, high = 0, len(keys)
    while low < high:
        middle = (low + high) >> 1
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low if low < len(keys) and keys[low] == key else -1


@compiled(t.int64, t.int64, _KEYS)
def find(key: int, keys: Any) -> int:
    """The place of a text's hash (as a signed number) in a sorted table, -1 when it is not there; see hashing.py."""
    return _search(keys, np.uint64(key))


@inlined
def _look_up(keys: Any, table: Any, shift: Any, key: Any) -> int:
    """As _search, behind a filter of the keys; see hashing.bit_filter."""
    spot = key >> shift
    if (np.uint64(table[spot >> _THREE]) >> (spot & _SEVEN)) & _ONE:
        return _search(keys, key)
    return -1


@inlined
def _slips(letters: Any, alphabet: Any, hashes: Any, sizes: Any) -> int:
    """The hashes of everything one slip away: a letter left out, added, changed, or two neighbours swapped.

    Letters are code points + 1. Also gives the texts' lengths, as the result how many there are, some more than once.
    """
    size = len(letters)
    whole, power = np.uint64(0), _ONE
    for letter in letters:
        whole += letter * power
        power *= _BASE
    n = 0
    before, power = np.uint64(0), _ONE
    for i in range(size + 1):
        for letter in alphabet:
            hashes[n], sizes[n] = before + letter * power + (whole - before) * _BASE, size + 1
            n += 1
        if i == size:
            break
        own = letters[i] * power
        for letter in alphabet:
            hashes[n], sizes[n] = whole - own + letter * power, size
            n += 1
        hashes[n], sizes[n] = before + (whole - before - own) * _INVERSE, size - 1
        n += 1
        if i + 1 < size:
            hashes[n], sizes[n] = whole + (letters[i + 1] - letters[i]) * (power - power * _BASE), size
            n += 1
        before += own
        power *= _BASE
    return n


@inlined
def _note(places: Any, sizes: Any, n: int, place: int, size: int) -> int:
    """Add a place unless it is there or there is no more room."""
    for i in range(n):
        if places[i] == place:
            return n
    if n == len(places):
        return n
    places[n], sizes[n] = place, size
    return n + 1


@compiled(t.int64, _KEYS, t.int64, _KEYS, _KEYS, _FILTER, t.int64[::1], t.int64[::1])
def near(letters: Any, cut: int, alphabet: Any, keys: Any, table: Any, places: Any, sizes: Any) -> int:
    """The places of texts one slip away from letters, each once, and their lengths; gives their number.

    With a ``cut`` one slip before it and one after: the part before it must be a known beginning too.
    """
    room = 2 * (len(letters) + 1) * (len(alphabet) + 1)
    hashes, lengths = np.empty(room, np.uint64), np.empty(room, np.int64)
    shift = np.uint64(61)
    while (len(table) >> (61 - np.int64(shift))) > 1:
        shift -= _ONE
    found = 0
    count = _slips(letters[cut:], alphabet, hashes, lengths)
    if cut == 0:
        for i in range(count):
            place = _look_up(keys, table, shift, hashes[i])
            if place >= 0:
                found = _note(places, sizes, found, place, lengths[i])
        return found
    heads, head_sizes = np.empty(room, np.uint64), np.empty(room, np.int64)
    known, known_sizes = np.empty(room, np.int64), np.empty(room, np.int64)
    n = 0
    for i in range(_slips(letters[:cut], alphabet, heads, head_sizes)):
        place = _look_up(keys, table, shift, heads[i])
        if place >= 0:
            n = _note(known, known_sizes, n, place, head_sizes[i])
    for i in range(n):
        power = _ONE
        for _ in range(known_sizes[i]):
            power *= _BASE
        for j in range(count):
            place = _look_up(keys, table, shift, keys[known[i]] + hashes[j] * power)
            if place >= 0:
                found = _note(places, sizes, found, place, known_sizes[i] + lengths[j])
    return found
