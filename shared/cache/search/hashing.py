"""Hashes of words that can be edited without reading them again: all one-letter slips of a word in a few array steps.

h(c₀c₁…) = Σ (cᵢ + 1)·Bⁱ mod 2⁶⁴ with odd B, so that letters can be changed, left out, added and swapped by arithmetic.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import loops_splitting as loops

MASK: Final = 2**64 - 1
BASE: Final = 0x9E3779B97F4A7C15
MAX_PREFIX: Final = 16
_INVERSE: Final = pow(BASE, -1, 2**64)
_POWERS: Final = [pow(BASE, i, 2**64) for i in range(64)]

Hashes = NDArray[np.uint64]


def hash_ids(texts: Sequence[str]) -> Hashes:
    """The hashes of ids, which nobody edits."""
    encoded = [text.encode() for text in texts]
    hashes = np.empty(len(encoded), np.uint64)
    ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
    loops.hash_texts(np.frombuffer(b"".join(encoded), np.uint8), ends, hashes)
    return hashes


def hash_id(text: str) -> int:
    """The hash of one id."""
    return int(hash_ids([text])[0])


def hash_text(text: str) -> int:
    """The hash of any text."""
    total, power = 0, 1
    for ch in text:
        total += (ord(ch) + 1) * power
        power = power * BASE & MASK
    return total & MASK


def prefix_hashes(word: str) -> list[int]:
    """The hashes of the word's beginnings of 1, 2, … letters."""
    total = 0
    out = []
    for ch, power in zip(word, _POWERS, strict=False):
        total = (total + (ord(ch) + 1) * power) & MASK
        out.append(total)
    return out


def slips(word: str, alphabet: Hashes) -> Hashes:
    """The hashes of everything one slip away: a letter left out, added, changed, or two neighbours swapped.

    ``alphabet``: the letters' values, code point + 1. The result has duplicates and may hold the word itself.
    """
    size = len(word)
    letters = np.fromiter(map(ord, word), np.uint64, size) + np.uint64(1)
    powers = np.array(_POWERS[: size + 1], dtype=np.uint64)
    sums = np.zeros(size + 1, np.uint64)
    np.cumsum(letters * powers[:size], out=sums[1:])
    whole = sums[size]
    left_out = sums[:size] + (whole - sums[1:]) * np.uint64(_INVERSE)
    changed = (whole - letters * powers[:size])[:, None] + alphabet[None, :] * powers[:size, None]
    added = (sums + (whole - sums) * np.uint64(BASE))[:, None] + alphabet[None, :] * powers[:, None]
    swapped = whole + (letters[1:] - letters[:-1]) * (powers[: size - 1] - powers[1:size])
    return np.concatenate([left_out, swapped, changed.ravel(), added.ravel()])


def slip_sizes(word: str, alphabet: Hashes) -> NDArray[np.int64]:
    """The lengths of what `slips` gives, in its order."""
    size = len(word)
    counts = [size, size - 1, size * len(alphabet), (size + 1) * len(alphabet)]
    return np.repeat([size - 1, size, size, size + 1], counts)


def powers(sizes: NDArray[np.int64]) -> Hashes:
    """What a text's hash is multiplied by when it comes after so many letters."""
    result: Hashes = np.array(_POWERS, dtype=np.uint64)[sizes]
    return result


def bit_filter(keys: Hashes) -> NDArray[np.uint8]:
    """A bit for each hash, in 8 to 16 times as many, to tell quickly that a hash is unknown."""
    width = max(6, (len(keys) * 8).bit_length())
    spots = np.zeros(1 << width, np.bool_)
    spots[keys >> np.uint64(64 - width)] = True
    return np.packbits(spots, bitorder="little")


def may_have(table: NDArray[np.uint8], keys: Hashes) -> NDArray[np.bool_]:
    """For each hash whether a filter may have it."""
    spot = keys >> np.uint64(65 - (len(table) * 8).bit_length())
    octet = table[spot >> np.uint64(3)]
    result: NDArray[np.bool_] = (octet >> (spot & np.uint64(7)).astype(np.uint8) & 1).view(np.bool_)
    return result
