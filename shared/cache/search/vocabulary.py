"""The words of a segment: which are made of others, and every beginning of every word by its hash."""

from array import array
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shared.cache.search.hashing import MAX_PREFIX, bit_filter, hash_text, prefix_hashes

Ints = NDArray[np.int64]


def compounds(words: list[str], own: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Words made of two others and these, so that "regenjacke" is found by "regen" and by "jacke"; by whole word."""
    known = {word: at for at, word in enumerate(words) if own[at] and len(word) >= 4 and word.isalpha()}
    found: list[tuple[int, int]] = []
    for word, at in known.items():
        for cut in range(4, len(word) - 3):
            tail = known.get(word[cut:])
            if tail is None:
                continue
            head = known.get(word[:cut])
            if head is None and cut > 4 and word[cut - 1] in "sn":
                head = known.get(word[: cut - 1])
            if head is not None:
                found += [(at, head), (at, tail)]
                break
    pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def beginnings(words: list[str]) -> dict[str, NDArray[Any]]:
    """Every beginning of sorted words by its hash, with the range of words that begin so."""
    hashes, lows, highs, exact = array("Q"), array("I"), array("I"), bytearray()
    open_at: list[tuple[int, int]] = []  # (hash, first word) of each length of the current word
    for (at, word), (_, following) in pairwise([*enumerate(words), (len(words), "")]):
        if len(open_at) < min(len(word), MAX_PREFIX):
            open_at += [(prefix, at) for prefix in prefix_hashes(word)[len(open_at) : MAX_PREFIX]]
        shared = 0
        for a, b in zip(word[:MAX_PREFIX], following, strict=False):
            if a != b:
                break
            shared += 1
        while len(open_at) > shared:
            exact.append(len(words[open_at[-1][1]]) == len(open_at))
            prefix, low = open_at.pop()
            hashes.append(prefix)
            lows.append(low)
            highs.append(at + 1)
        if len(word) > MAX_PREFIX:
            hashes.append(hash_text(word))
            lows.append(at)
            highs.append(at + 1)
            exact.append(1)
    key = np.asarray(hashes, dtype=np.uint64)
    by_hash = np.argsort(key)
    return {
        "prefix": key[by_hash],
        "filter": bit_filter(key),
        "prefix_low": np.asarray(lows, dtype=np.uint32)[by_hash],
        "prefix_high": np.asarray(highs, dtype=np.uint32)[by_hash],
        "prefix_word": np.frombuffer(bytes(exact), np.uint8)[by_hash],
    }
