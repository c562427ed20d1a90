"""Ways to go on typing: words of names, brands, categories and options in the shopper's language."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search.matching import all_of
from shared.cache.search.segment import Segment
from shared.cache.search.sought import Sought
from shared.cache.search.text import language_bit, stem
from shared.cache.search.typed import Word, fillers
from shared.cache.search.words import readings

TELLING: Final = 30.0  # mean weight of words that stand in more than sentences
_FOREIGN: Final = 3
_LATER: Final = 1e12  # more than any word weighs


def going_on(
    segments: Sequence[Segment], words: list[Word], languages: tuple[str, ...], limit: int
) -> list[str]:
    """The query with its last word completed in different ways, the most products first.

    Words of the first language come before those of the last, words of sentences after them, and those of other
    languages only where there are no others; of words with one stem there is one.
    """
    *before, last = words
    counted: dict[str, tuple[int, int]] = {}
    for segment in segments:
        place = segment.find(last.text)
        if place is None:
            continue
        low, high, _ = place
        tier, mass = _tiers(segment, low, high, languages), segment.arrays["mass"][low:high]
        best = _first(tier * _LATER - mass, limit * 3)
        earlier = _having(segment, before) if before else None
        for i in best[tier[best] <= _FOREIGN].tolist():
            count = int(mass[i])
            if earlier is not None:
                docs = segment.docs[segment.start[low + i] : segment.start[low + i + 1]]
                count = len(np.intersect1d(docs, earlier, assume_unique=True))
            if count:
                word = segment.word(low + i, low + i + 1)[0]
                counted[word] = int(tier[i]), counted.get(word, (0, 0))[1] + count
    told = {word.text for word in before} | fillers(languages)
    head = "".join(f"{word.text} " for word in before)
    ordered = sorted(counted.keys() - told, key=lambda word: (counted[word][0], -counted[word][1], word))
    if ordered and counted[ordered[0]][0] < _FOREIGN:
        ordered = [word for word in ordered if counted[word][0] < _FOREIGN]
    once = {stem(word, languages[0]): word for word in reversed(ordered)}
    return [head + word for word in ordered if once[stem(word, languages[0])] == word][:limit]


def _tiers(segment: Segment, low: int, high: int, languages: tuple[str, ...]) -> NDArray[Any]:
    """How late each word of a range comes, from 0 on; those no shopper reads are beyond the last tier."""
    own, mass = segment.arrays["own"][low:high], segment.arrays["mass"][low:high]
    telling = mass >= TELLING * np.diff(segment.start[low : high + 1])
    mine, base = (own & language_bit(one) != 0 for one in (languages[0], languages[-1]))
    tiers = np.where(own, _FOREIGN, _FOREIGN + 1)
    tiers[mine] = 2
    tiers[base & telling] = 1
    tiers[mine & telling] = 0
    return tiers


def _first(keys: NDArray[Any], most: int) -> NDArray[Any]:
    """The places of the smallest keys in order; of many words few are wanted."""
    some = np.argpartition(keys, most)[:most] if len(keys) > most else np.arange(len(keys))
    return some[np.lexsort((some, keys[some]))]


def _having(segment: Segment, words: list[Word]) -> NDArray[np.uint32]:
    return all_of(segment, [Sought(segment, readings(word, segment)) for word in words]).numbers()
