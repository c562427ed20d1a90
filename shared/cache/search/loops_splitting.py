"""Loops over texts as bytes: where a chunk ends, which chunk it is, and the units of the products they belong to."""

from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from shared.cache.search.compiled import arrays, compiled, inlined

PUNCTUATION: Final = 0
LETTER: Final = 1
DIGIT: Final = 2
SPACE: Final = 3
BREAK: Final = 4
WILD: Final = 5
FOREIGN: Final = 6
UNKNOWN: Final = 7

_START: Final = np.uint64(0xCBF29CE484222325)
_STEP: Final = np.uint64(0x100000001B3)
_MIX: Final = np.uint64(0xFF51AFD7ED558CCD)
_FOLD: Final = np.uint64(32)

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]


@inlined
def _point(text: Any, at: int) -> Any:
    """A code point of UTF-8, and where the next begins."""
    first = np.int64(text[at])
    if first < 0x80:
        return first, at + 1
    if first < 0xE0:
        return (first & 31) << 6 | np.int64(text[at + 1]) & 63, at + 2
    second = np.int64(text[at + 1]) & 63
    third = np.int64(text[at + 2]) & 63
    if first < 0xF0:
        return (first & 15) << 12 | second << 6 | third, at + 3
    return (first & 7) << 18 | second << 12 | third << 6 | np.int64(text[at + 3]) & 63, at + 4


@compiled(types.int64, arrays("uint8"), types.uint8[::1], types.uint32[::1])
def new_points(text: Bytes, kinds: Bytes, found: NDArray[np.uint32]) -> int:
    """Collects the code points whose kind is not known, each once; they count as wild until told otherwise."""
    count = 0
    at = 0
    while at < len(text):
        if text[at] < 0x80:
            at += 1
            continue
        point, at = _point(text, at)
        if kinds[point] == UNKNOWN:
            kinds[point] = WILD
            found[count] = point
            count += 1
    return count


@inlined
def _hashed(text: Any, first: int, end: int, key: Any) -> Any:
    """A hash with more bytes."""
    for at in range(first, end):
        key = (key ^ np.uint64(text[at])) * _STEP
    return key


@compiled(types.void, arrays("uint8"), arrays("int64"), types.uint64[::1])
def hash_texts(text: Bytes, ends: Ints, hashes: NDArray[np.uint64]) -> None:
    """Hashes of texts one after the other, mixed so that any of their bits can be used."""
    start = 0
    for n in range(len(ends)):
        key = _hashed(text, start, ends[n], _START)
        key = (key ^ key >> np.uint64(33)) * _MIX
        hashes[n] = key ^ key >> np.uint64(29)
        start = ends[n]


@inlined
def _known(
    text: Any, first: Any, end: Any, language: Any, table: Any, hashes: Any, ends: Any, held: Any,
    languages: Any, known: Any, key: Any,
) -> Any:  # fmt: skip
    """The number of a chunk in a language, and how many are known now: it is taken down if it is new."""
    key ^= key >> _FOLD
    slot = np.int64(key & np.uint64(len(table) - 1))
    while table[slot] >= 0:
        number = np.int64(table[slot])
        start = ends[number]
        if (
            hashes[number] == key
            and languages[number] == language
            and ends[number + 1] - start == end - first
        ):
            same = True
            for at in range(first, end):
                if held[start + at - first] != text[at]:
                    same = False
                    break
            if same:
                return number, known
        slot = (slot + 1) & (len(table) - 1)
    table[slot] = known
    hashes[known] = key
    languages[known] = language
    start = ends[known]
    for at in range(first, end):
        held[start + at - first] = text[at]
    ends[known + 1] = start + end - first
    return known, known + 1


@inlined
def _stops(
    text: Any,
    at: int,
    end: int,
    kinds: Any,
    wild: bool,
    numbers: bool,
    number_before: bool,
) -> Any:
    """Whether a chunk is over at a space; ``at`` is after it, ``numbers``: there are some in the chunk."""
    if wild or number_before:
        return False
    if not numbers or at >= end:
        return True
    after = kinds[_point(text, at)[0]]
    return after != DIGIT and after < WILD


@inlined
def _chunk(text: Any, first: int, end: int, kinds: Any, key: Any) -> Any:
    """Where a chunk ends, its hash, and whether the text is foreign and is a chunk as a whole."""
    previous = before_digits = np.uint8(SPACE)
    numbers = wild = False
    at = first
    while at < end:
        if text[at] < 0x80 and kinds[text[at]] == LETTER:
            key = (key ^ np.uint64(text[at])) * _STEP
            previous = np.uint8(LETTER)
            at += 1
            continue
        point, following = _point(text, at)
        kind = kinds[point]
        if kind == BREAK:
            break
        if kind == FOREIGN:
            return end, key, True
        if kind == SPACE:
            number_before = previous == DIGIT and before_digits != LETTER
            if _stops(text, following, end, kinds, wild, numbers, number_before):
                break
            wild = False
        elif kind == DIGIT:
            if previous != DIGIT:
                before_digits = previous
            numbers = True
        elif kind == WILD:
            numbers = wild = True
        previous = kind
        key = _hashed(text, at, following, key)
        at = following
    return at, key, False


@compiled(
    types.int64,
    *(arrays("uint8"), arrays("int64"), arrays("uint8"), arrays("uint8")),
    *(types.int32[::1], types.uint64[::1], types.int64[::1], types.uint8[::1], types.uint8[::1], types.int64),
    *(types.uint32[::1], types.int64[::1]),
)
def split(
    text: Bytes, text_ends: Ints, text_languages: Bytes, kinds: Bytes,
    table: NDArray[np.int32], hashes: NDArray[np.uint64], ends: Ints, held: Bytes, languages: Bytes, known: int,
    found: NDArray[np.uint32], found_ends: Ints,
) -> int:  # fmt: skip
    """Writes the chunks of texts to ``found``, one text after the other; gives back how many chunks are known now.

    A chunk ends at a space across which `text.tokens` never reads: a number takes a unit after a space ("1,5 l"),
    and a unit looks whether a number follows.
    """
    count = 0
    start = 0
    for n in range(len(text_ends)):
        end = text_ends[n]
        language = text_languages[n]
        seed = _START ^ np.uint64(language)
        count_before = count
        at = start
        while at < end:
            if text[at] < 0x80 and (kinds[text[at]] == SPACE or kinds[text[at]] == BREAK):
                at += 1
                continue
            first = at
            at, key, foreign = _chunk(text, first, end, kinds, seed)
            if foreign:
                count, first = count_before, start
                key = _hashed(text, start, end, seed)
            number, known = _known(
                text, first, at, language, table, hashes, ends, held, languages, known, key
            )
            found[count] = number
            count += 1
        found_ends[n] = count
        start = end
    return known


@compiled(types.void, arrays("uint64"), types.int64, types.int32[::1])
def fill_table(hashes: NDArray[np.uint64], known: int, table: NDArray[np.int32]) -> None:
    """Writes the known chunks to an empty table."""
    for number in range(known):
        slot = np.int64(hashes[number] & np.uint64(len(table) - 1))
        while table[slot] >= 0:
            slot = (slot + 1) & (len(table) - 1)
        table[slot] = number


@compiled(
    types.int64,
    *(arrays("uint32"), arrays("int64"), arrays("int64")),
    *(
        arrays("uint32"),
        arrays("int64"),
        arrays("uint8"),
        arrays("int64"),
        arrays("uint32"),
        types.int64[::1],
    ),
    *(types.int64, types.uint32[::1], types.uint8[::1], types.uint32[::1]),
)
def join_units(
    shared: NDArray[np.uint32], shared_ends: Ints, text_counts: Ints,
    found: NDArray[np.uint32], found_ends: Ints, text_weights: Bytes, unit_ends: Ints, chunk_units: NDArray[np.uint32],
    last: Ints, texts_before: int, units: NDArray[np.uint32], weights: Bytes, sizes: NDArray[np.uint32],
) -> int:  # fmt: skip
    """The units of products with their weights: the shared ones, then those of each of its texts, each once.

    ``shared_ends`` and ``text_counts`` are by product, ``unit_ends`` by chunk with a 0 before; ``last`` is by unit the
    last text that had it, numbered on from ``texts_before``. Gives back how many units were written.
    """
    count = 0
    text = 0
    place = 0
    for product in range(len(shared_ends)):
        before = count
        while place < shared_ends[product]:
            units[count] = shared[place]
            weights[count] = 1
            count += 1
            place += 1
        for _ in range(text_counts[product]):
            for chunk in found[found_ends[text - 1] if text else 0 : found_ends[text]]:
                for k in range(unit_ends[chunk], unit_ends[chunk + 1]):
                    unit = chunk_units[k]
                    if last[unit] != texts_before + text:
                        last[unit] = texts_before + text
                        units[count] = unit
                        weights[count] = text_weights[text]
                        count += 1
            text += 1
        sizes[product] = count - before
    return count
