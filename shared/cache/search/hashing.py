"""Hashes of words that can be edited without reading them again, so that all slips of a word are found by arithmetic.

h(c₀c₁…) = Σ (cᵢ + 1)·Bⁱ mod 2⁶⁴ with odd B; loops_words.py changes, leaves out, adds and swaps letters in it.
"""

from collections.abc import Sequence
from itertools import accumulate
from operator import mul
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import loops_splitting as loops

MASK: Final = 2**64 - 1
BASE: Final = 0x9E3779B97F4A7C15
MAX_PREFIX: Final = 16
INVERSE: Final = pow(BASE, -1, 2**64)
_POWERS: Final = [pow(BASE, i, 2**64) for i in range(256)]
_ONES: Final = list(accumulate(_POWERS, initial=0))

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
    """The hash of a text, of which only the first 256 letters count: no word is longer."""
    total: int = sum(map(mul, map(ord, text), _POWERS)) + _ONES[min(len(text), len(_POWERS))]
    return total & MASK


def prefix_hashes(word: str) -> list[int]:
    """The hashes of the word's beginnings of 1, 2, … letters."""
    total = 0
    out = []
    for ch, power in zip(word, _POWERS, strict=False):
        total = (total + (ord(ch) + 1) * power) & MASK
        out.append(total)
    return out


def bit_filter(keys: Hashes) -> NDArray[np.uint8]:
    """A bit for each hash, in 8 to 16 times as many, to tell quickly that a hash is unknown."""
    width = max(6, (len(keys) * 8).bit_length())
    spots = np.zeros(1 << width, np.bool_)
    spots[keys >> np.uint64(64 - width)] = True
    return np.packbits(spots, bitorder="little")
