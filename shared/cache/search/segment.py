"""A segment as a search reads it: words to documents, documents to weights, columns and tiles."""

import threading
from itertools import pairwise
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.builder import STATIC, Built
from shared.cache.search.hashing import hash_text, slips
from shared.cache.search.text import MAX_TERM

Docs = NDArray[np.uint32]
Weights = NDArray[np.float32]
_EMPTY: Final = np.empty(0, np.uint32)


class Span(NamedTuple):
    """Neighbouring words of the vocabulary as one reading of a typed word; ``begins``: they only begin with it."""

    low: int
    high: int
    factor: float
    begins: bool = False


class Listed(NamedTuple):
    """A reading given by its documents (ascending, each once), all of one weight."""

    docs: Docs
    weight: float


Reading = Span | Listed


class Segment:
    """Read-only arrays over some products, except that price and stock columns change in place."""

    def __init__(self, built: Built) -> None:
        self.arrays, self.facts = built
        a = self.arrays
        self.count: int = self.facts["count"]
        self.start, self.docs, self.weights = a["start"], a["docs"], a["weights"]
        self.prefix, self.low, self.high, self.is_word = (
            a["prefix"],
            a["prefix_low"],
            a["prefix_high"],
            a["prefix_word"],
        )
        self.combos, self.stock = a["combos"], a["stock"]
        self.alive: NDArray[np.bool_] | None = None  # None: all
        self.sums = np.concatenate(
            [[0.0], np.cumsum(a["mass"], dtype=np.float64)]
        )  # weight of words up to each
        self.prior: Weights = np.zeros(self.count, np.float32)
        self._by_id = np.argsort(a["ids"])
        self._ids = a["ids"][self._by_id]
        self._local = threading.local()
        self._read_tile = msgspec.msgpack.Decoder(
            tuple[str, str, str, str, str, tuple[str, ...], float | None, dict[str, str]]
        ).decode
        self._tile: Any = memoryview(a["tile"].data)
        heads = self.word(0, len(self.start) - 1) if len(self.start) > 1 else []
        letters = sorted({ch for word in heads for ch in word}) if len(heads) < 50_000 else None
        self.alphabet = np.array(
            [ord(ch) + 1 for ch in letters or "abcdefghijklmnopqrstuvwxyz0123456789"], np.uint64
        )

    # --- words --------------------------------------------------------------------------------------------------

    def word(self, low: int, high: int) -> list[str]:
        """The texts of neighbouring terms."""
        at = self.arrays["word_start"][low : high + 1]
        blob = self.arrays["word"][at[0] : at[-1]].tobytes()
        return [blob[a - at[0] : b - at[0]].decode() for a, b in pairwise(at)]

    def find(self, text: str) -> tuple[int, int, bool] | None:
        """The range of words that begin with a text, and whether the first is the text itself."""
        key = np.uint64(hash_text(text))
        at = int(np.searchsorted(self.prefix, key))
        if at == len(self.prefix) or self.prefix[at] != key:
            return None
        return int(self.low[at]), int(self.high[at]), bool(self.is_word[at])

    def postings(self, low: int, high: int) -> int:
        """The number of entries of a range of words: an upper bound of its documents."""
        return int(self.start[high] - self.start[low])

    def near(self, text: str, whole: bool) -> list[tuple[str, int]]:
        """Words, or beginnings unless ``whole``, one slip away from a text, with their weight, most first."""
        keys = np.unique(slips(text, self.alphabet))
        at = np.searchsorted(self.prefix, keys)
        at[at == len(self.prefix)] = 0
        at = at[self.prefix[at] == keys] if len(self.prefix) else at[:0]
        if whole:
            at = at[self.is_word[at] != 0]
        low, high = self.low[at], self.high[at]
        if whole:
            high = low + 1
        entries = self.sums[high] - self.sums[low]
        best = np.argsort(-entries)[:12]
        found = []
        for i in best:
            first = self.word(int(low[i]), int(low[i]) + 1)[0]
            if whole:
                found.append((first, int(entries[i])))
                continue
            for size in (len(text), len(text) - 1, len(text) + 1):
                if hash_text(first[:size]) == int(self.prefix[at[i]]):
                    found.append((first[:size], int(entries[i])))
                    break
        return [(near, n) for near, n in found if near != text]

    def with_code(self, text: str, whole: bool) -> Docs:
        """The documents with an article or model number or GTIN that is or, unless ``whole``, begins with a text."""
        codes = self.arrays["codes"]
        key = text.encode()[:MAX_TERM]
        low = int(np.searchsorted(codes, np.array(key, dtype=codes.dtype)))
        end = key if whole else key.ljust(MAX_TERM, b"\xff")
        high = int(np.searchsorted(codes, np.array(end, dtype=codes.dtype), side="right"))
        return np.unique(self.arrays["code_docs"][low:high]) if high > low else _EMPTY

    # --- documents ----------------------------------------------------------------------------------------------

    def matching(self, word: list[Reading]) -> Docs:
        """The documents that match a word in any reading, ascending."""
        found: list[Docs] = []
        single = True
        for reading in word:
            if isinstance(reading, Listed):
                found.append(reading.docs)
            else:
                found.append(self.docs[self.start[reading.low] : self.start[reading.high]])
                single = single and reading.high == reading.low + 1
        if not found:
            return _EMPTY
        if len(found) == 1 and single:
            return found[0]
        return np.unique(np.concatenate(found))

    def all_of(self, words: list[list[Reading]]) -> Docs:
        """The documents that match every word, ascending: the best sellers first."""
        if not words:
            return np.arange(self.count, dtype=np.uint32)
        lists = sorted((self.matching(word) for word in words), key=len)
        docs = lists[0]
        for other in lists[1:]:
            at = np.searchsorted(other, docs)
            at[at == len(other)] = 0
            docs = docs[other[at] == docs] if len(other) else _EMPTY
        return docs

    def score(self, docs: Docs, words: list[list[Reading]]) -> Weights:
        """The text score of documents (ascending, each once), 0 to about 2; see ranking.py."""
        total = np.zeros(len(docs), np.float32)
        place = self._places()
        place[docs] = np.arange(len(docs), dtype=np.int32)
        for word in words:
            best = np.zeros(len(docs), np.float32)
            for reading in word:
                self._best(reading, place, best)
            total += best
        place[docs] = -1
        return total / np.float32(100 * max(1, len(words)))

    def _best(self, reading: Reading, place: NDArray[np.int32], best: Weights) -> None:
        if isinstance(reading, Listed):
            at = place[reading.docs]
            at = at[at >= 0]
            best[at] = np.maximum(best[at], np.float32(reading.weight))
            return
        part = slice(self.start[reading.low], self.start[reading.high])
        at = place[self.docs[part]]
        hit = at >= 0
        at, weight = at[hit], self.weights[part][hit].astype(np.float32)
        if reading.begins:
            weight = np.where(
                weight >= ranking.HIGH, np.float32(ranking.PREFIX_HIGH), np.float32(ranking.PREFIX_LOW)
            )
        np.maximum.at(best, at, weight * np.float32(reading.factor))

    def _places(self) -> NDArray[np.int32]:
        place: NDArray[np.int32] | None = getattr(self._local, "place", None)
        if place is None:
            place = self._local.place = np.full(self.count, -1, np.int32)
        return place

    def number(self, id_hash: int) -> int | None:
        """The document of a product by the hash of its id; None when it is not in this segment."""
        at = int(np.searchsorted(self._ids, np.uint64(id_hash)))
        if at == self.count or int(self._ids[at]) != id_hash:
            return None
        doc = int(self._by_id[at])
        return doc if self.alive is None or self.alive[doc] else None

    # --- columns ------------------------------------------------------------------------------------------------

    def value_counts(self, facet: int, docs: Docs, size: int) -> NDArray[np.int64]:
        """How many of the documents have each value of a static facet; index = value number."""
        combo, count = np.unique(self.combos[docs, facet], return_counts=True)
        starts, ends = self.arrays["combo_start"][combo], self.arrays["combo_start"][combo + np.uint32(1)]
        lengths = ends - starts
        where = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(int(lengths.sum()))
        weight = np.repeat(count, lengths)
        return np.bincount(self.arrays["combo_value"][where], weights=weight, minlength=size).astype(np.int64)

    def having(self, values: set[int]) -> NDArray[np.bool_]:
        """For each combination whether it holds one of the values."""
        held = np.isin(self.arrays["combo_value"], list(values))
        starts = self.arrays["combo_start"]
        sums = np.concatenate([[0], np.cumsum(held)])
        result: NDArray[np.bool_] = sums[starts[1:]] > sums[starts[:-1]]
        return result

    def tile(self, doc: int) -> tuple[str, str, str, str, str, tuple[str, ...], float | None, dict[str, str]]:
        """Product id, name, brand, media, currency, colours, rating, names by language."""
        start, end = self.arrays["tile_start"][doc : doc + 2]
        return self._read_tile(self._tile[start:end])


FACET_NUMBER: Final = {name: at for at, name in enumerate(STATIC)}
