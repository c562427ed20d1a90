"""The words of a segment: which are made of others, and every beginning of every word by its hash."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import loops_layout as loops
from shared.cache.search.arrays import Ints, starts_of
from shared.cache.search.hashing import BASE, MAX_PREFIX, bit_filter


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
    starts = starts_of(list(map(len, words)))
    most = int(np.minimum(np.diff(starts), MAX_PREFIX).sum()) + len(words)
    key, exact = np.empty(most, np.uint64), np.empty(most, np.uint8)
    low, high = np.empty(most, np.uint32), np.empty(most, np.uint32)
    letters = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)
    count = loops.beginnings(letters, starts, BASE, MAX_PREFIX, key, low, high, exact)
    key = key[:count]
    by_hash = np.argsort(key)
    return {
        "prefix": key[by_hash],
        "filter": bit_filter(key),
        "prefix_low": low[by_hash],
        "prefix_high": high[by_hash],
        "prefix_word": exact[by_hash],
    }
