"""Loops that put what a builder has collected in order: postings, codes, tiles, bitmaps, beginnings of words."""

from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from shared.cache.search.compiled import arrays, compiled, inlined

PARTS: Final = 8  # weights are added up in eighths
_EIGHTHS: Final = np.float32(PARTS)
_MOST: Final = 0xFFF
_DIGIT: Final = np.uint64(0xFFFF)
_ONE: Final = np.uint64(1)
_SPREAD: Final = np.uint64(0x03F79D71B4CB0A89)  # times a single bit: its place in the top six, see _PLACES
_TOP: Final = np.uint64(58)
_PLACES: Final = np.zeros(64, np.int64)
_PLACES[[(1 << place) * int(_SPREAD) % 2**64 >> 58 for place in range(64)]] = np.arange(64)

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]
Uints = NDArray[np.uint32]

_PRODUCTS: Final = (arrays("int64"), types.int64, types.int64, arrays("int64"), arrays("uint32"))
_UNITS: Final = (arrays("int64"), arrays("uint32"))


@compiled(types.void, *_PRODUCTS, *_UNITS, types.int64[::1])
def count_postings(
    order: Ints, first: int, end: int, starts: Ints, units: Uints, unit_starts: Ints, unit_terms: Uints, counts: Ints
) -> None:  # fmt: skip
    """Adds to each term's count the products of some ranks that have it."""
    last = np.full(len(counts), -1, np.int32)
    for rank in range(first, end):
        product = order[rank]
        for at in range(starts[product], starts[product + 1]):
            unit = units[at]
            for place in range(unit_starts[unit], unit_starts[unit + 1]):
                term = unit_terms[place]
                if last[term] != rank:
                    last[term] = rank
                    counts[term] += 1


@inlined
def _whole(eighths: int) -> int:
    """Rounded to an even half, within a byte."""
    rest = eighths & 7
    total = eighths >> 3
    if rest > 4 or (rest == 4 and total & 1):
        total += 1
    return min(max(total, 1), 255)


@compiled(
    types.void,
    *(*_PRODUCTS, *_UNITS, arrays("uint8"), arrays("float32")),
    *(types.int64[::1], types.uint32[::1], types.uint8[::1], types.int64[::1]),
)
def fill_postings(
    order: Ints, first: int, end: int, starts: Ints, units: Uints, unit_starts: Ints, unit_terms: Uints,
    weights: Bytes, unit_weights: Floats, places: Ints, docs: Uints, doc_weights: Bytes, mass: Ints,
) -> None:  # fmt: skip
    """Writes the postings of some ranks from each term's place on, which moves; ``mass``: eighths by term."""
    last = np.full(len(places), -1, np.int32)
    sums = np.zeros(len(places), np.int32)
    for rank in range(first, end):
        product = order[rank]
        for at in range(starts[product], starts[product + 1]):
            unit = units[at]
            weight = np.float32(weights[at])
            for place in range(unit_starts[unit], unit_starts[unit + 1]):
                term = unit_terms[place]
                eighths = min(max(np.int64(unit_weights[place] * weight * _EIGHTHS), 1), _MOST)
                if last[term] != rank:
                    if last[term] >= 0:
                        doc_weights[places[term] - 1] = _whole(sums[term])
                    last[term] = rank
                    sums[term] = 0
                    docs[places[term]] = rank
                    places[term] += 1
                sums[term] += eighths
                mass[term] += eighths
    for term in range(len(places)):
        if last[term] >= 0:
            doc_weights[places[term] - 1] = _whole(sums[term])


@compiled(
    types.int64,
    *(arrays("int64"), arrays("int64"), arrays("uint64", 2), arrays("int64"), arrays("uint32")),
    *(arrays("int64"), arrays("uint64", 2), types.uint64[:, ::1], types.uint32[::1]),
)
def gather_codes(
    order: Ints, code_starts: Ints, codes: Hashes, starts: Ints, units: Uints,
    unit_starts: Ints, unit_codes: Hashes, found: Hashes, docs: Uints,
) -> int:  # fmt: skip
    """All codes in order of rank: the products' own and those in their words; without room they are only counted."""
    count = 0
    for rank in range(len(order)):
        product = order[rank]
        for place in range(code_starts[product], code_starts[product + 1]):
            if len(docs):
                found[count] = codes[place]
                docs[count] = rank
            count += 1
        for at in range(starts[product], starts[product + 1]):
            unit = units[at]
            for place in range(unit_starts[unit], unit_starts[unit + 1]):
                if len(docs):
                    found[count] = unit_codes[place]
                    docs[count] = rank
                count += 1
    return count


@compiled(types.uint32[::1], arrays("uint64", 2))
def sorted_rows(keys: Hashes) -> Uints:
    """The places of rows of figures in ascending order; equal ones stay as they are."""
    count = len(keys)
    places = np.arange(count).astype(np.uint32)
    other = np.empty(count, np.uint32)
    spots = np.empty(1 << 16, np.int64)
    for column in range(keys.shape[1] - 1, -1, -1):
        differ = np.uint64(0)
        for row in range(count):
            differ |= keys[row, column] ^ keys[0, column]
        for shift in range(0, 64, 16):
            if (differ >> np.uint64(shift)) & _DIGIT == 0:
                continue
            spots[:] = 0
            for row in range(count):
                spots[(keys[row, column] >> np.uint64(shift)) & _DIGIT] += 1
            total = 0
            for spot in range(len(spots)):
                size = spots[spot]
                spots[spot] = total
                total += size
            for at in range(count):
                spot = (keys[places[at], column] >> np.uint64(shift)) & _DIGIT
                other[spots[spot]] = places[at]
                spots[spot] += 1
            places, other = other, places
    return places


@compiled(types.void, arrays("uint8"), arrays("int64"), arrays("int64"), types.uint8[::1], types.int64[::1])
def gather_bytes(held: Bytes, starts: Ints, order: Ints, out: Bytes, out_starts: Ints) -> None:
    """Pieces in another order."""
    at = 0
    for n in range(len(order)):
        out_starts[n] = at
        first, end = starts[order[n]], starts[order[n] + 1]
        out[at : at + end - first] = held[first:end]
        at += end - first
    out_starts[len(order)] = at


@compiled(
    types.int64,
    *(arrays("uint32"), arrays("uint8"), types.int64, arrays("uint32", 2), arrays("int64"), arrays("int64")),
    *(types.uint64[::1], types.uint64[::1], types.int64[::1]),
)
def fill_bitmap(
    docs: Uints, weights: Bytes, high: int, sets: Uints, set_start: Ints, set_value: Ints,
    any_bits: Hashes, high_bits: Hashes, counts: Ints,
) -> int:  # fmt: skip
    """Bitmaps of some postings and of those of weight ``high`` or more, and how many of them have each facet value.

    A product has one set of values from each row of ``sets``. Gives back the number of products.
    """
    for at in range(len(docs)):
        doc = np.int64(docs[at])
        any_bits[doc >> 6] |= _ONE << np.uint64(doc & 63)
        high_bits[doc >> 6] |= np.uint64(weights[at] >= high) << np.uint64(doc & 63)
    size = 0
    by_set = np.zeros(len(set_start) - 1, np.int64)
    for word in range(len(any_bits)):
        bits = any_bits[word]
        while bits:
            lowest = bits & (~bits + _ONE)
            doc = word * 64 + _PLACES[(lowest * _SPREAD) >> _TOP]
            for row in range(len(sets)):
                by_set[sets[row, doc]] += 1
            bits ^= lowest
            size += 1
    for number in range(len(by_set)):
        if by_set[number]:
            for place in range(set_start[number], set_start[number + 1]):
                counts[set_value[place]] += by_set[number]
    return size


@compiled(
    types.int64,
    *(arrays("uint32"), arrays("int64"), types.uint64, types.int64),
    *(types.uint64[::1], types.uint32[::1], types.uint32[::1], types.uint8[::1]),
)
def beginnings(
    letters: Uints, starts: Ints, base: Any, longest: int,
    hashes: Hashes, lows: Uints, highs: Uints, exact: Bytes,
) -> int:  # fmt: skip
    """The beginnings, to so many letters, of sorted words, each once, and whole words that are longer.

    See `hashing` for the hash, and `vocabulary.beginnings` for what is written. Gives back how many there are.
    """
    one = np.uint64(1)
    count = depth = 0
    open_hash, open_low = np.empty(longest, np.uint64), np.empty(longest, np.int64)
    powers = np.ones(longest, np.uint64)
    for n in range(1, longest):
        powers[n] = powers[n - 1] * base
    words = len(starts) - 1
    for word in range(words):
        start, end = starts[word], starts[word + 1]
        size = min(end - start, longest)
        while depth < size:
            before = open_hash[depth - 1] if depth else np.uint64(0)
            open_hash[depth] = before + (np.uint64(letters[start + depth]) + one) * powers[depth]
            open_low[depth] = word
            depth += 1
        shared = 0
        if word + 1 < words:
            most = min(size, starts[word + 2] - end)
            while shared < most and letters[start + shared] == letters[end + shared]:
                shared += 1
        while depth > shared:
            low = open_low[depth - 1]
            hashes[count], lows[count], highs[count] = open_hash[depth - 1], low, word + 1
            exact[count] = starts[low + 1] - starts[low] == depth
            count += 1
            depth -= 1
        if end - start > longest:
            total, power = np.uint64(0), one
            for at in range(start, end):
                total += (np.uint64(letters[at]) + one) * power
                power *= base
            hashes[count], lows[count], highs[count], exact[count] = total, word, word + 1, 1
            count += 1
    return count
