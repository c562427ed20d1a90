"""A segment as a search reads it: words to documents, documents to weights, columns and tiles."""

import copy
import threading
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.cache.search.hashing import Hashes, hash_text, may_have, powers, prefix_hashes, slip_sizes, slips
from shared.cache.search.layout import STATIC, Built, shelf
from shared.cache.search.model import Tile
from shared.cache.search.text import MAX_TERM

Docs = NDArray[np.uint32]
Weights = NDArray[np.float32]
KEPT_TILES: Final = 4_096  # best sellers come up again and again
_EMPTY: Final = np.empty(0, np.uint32)


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """In order and each once; for thousands of numbers several times as fast as np.unique."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


class Span(msgspec.Struct, frozen=True, gc=False):
    """Neighbouring words of the vocabulary as one reading of a typed word; ``begins``: they only begin with it."""

    low: int
    high: int
    factor: float
    begins: bool = False


class Listed(msgspec.Struct, frozen=True, gc=False):
    """A reading given by its documents (ascending, each once), all of one weight."""

    docs: Docs
    weight: float


Reading = Span | Listed
_TileRow = tuple[str, str, str, str, str, tuple[str, ...], float | None, dict[str, str]]


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
        self.combos, self.stock, self.amount, self.shelf = a["combos"], a["stock"], a["amount"], a["shelf"]
        self.combo_size = np.diff(a["combo_start"])
        self.alive: NDArray[np.bool_] | None = None  # None: all
        self.alive_bits: NDArray[np.uint64] | None = None
        self.wide_any, self.wide_high, self.wide_size = a["wide_any"], a["wide_high"], a["wide_size"]
        self.wide = {(low, high): row for row, (low, high) in enumerate(a["wide"].tolist())}
        self.shown: tuple[object, dict[int, Tile]] = (None, {})  # tiles made lately, and when they are good
        self.sums = np.concatenate(
            [[0.0], np.cumsum(a["mass"], dtype=np.float64)]
        )  # weight of words up to each
        self.prior: Weights = np.empty(0, np.float32)  # points for the popularity rank; the engine sets them
        self.newest = int(a["new_day"].max(initial=0))
        self._by_id = np.argsort(a["ids"])
        self._ids = a["ids"][self._by_id]
        self._local = threading.local()
        self._read_tile = msgspec.msgpack.Decoder(_TileRow).decode
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

    def ending(self, text: str, most: int = 64) -> list[int]:
        """The words that end with a text, the weightiest first, at most so many."""
        key = np.uint64(hash_text(text[::-1]))
        table = self.arrays["end"]
        at = int(np.searchsorted(table, key))
        if at == len(table) or table[at] != key:
            return []
        words = self.arrays["backwards"][self.arrays["end_low"][at] : self.arrays["end_high"][at]]
        best: list[int] = words[np.argsort(-self.arrays["mass"][words])[:most]].tolist()
        return best

    def postings(self, low: int, high: int) -> int:
        """The number of entries of a range of words: an upper bound of its documents."""
        return int(self.start[high] - self.start[low])

    def near(self, text: str, whole: bool, twice: bool = False) -> list[tuple[str, float]]:
        """Words, or beginnings unless ``whole``, one slip away from a text, with their weight, weightiest first.

        ``twice``: one slip in each half.
        """
        at = self._places_of(slips(text, self.alphabet))
        if twice:
            cut = len(text) // 2
            at = self._places_of(self._two_slips(text[:cut], text[cut:]))
        if whole:
            at = at[self.is_word[at] != 0]
        low = self.low[at].astype(np.int64)
        high = low + 1 if whole else self.high[at].astype(np.int64)
        weight = self.sums[high] - self.sums[low]
        found = []
        for i in (-weight).argsort()[:12].tolist():
            first = self.word(int(low[i]), int(low[i]) + 1)[0]
            size = len(first)
            if not whole:
                shortest = len(text) - 3
                sizes = [*prefix_hashes(first[: len(text) + 2])[shortest:], int(self.prefix[at[i]])]
                size = shortest + 1 + sizes.index(sizes[-1])
            if first[:size] != text:
                found.append((first[:size], float(weight[i])))
        return found

    def _two_slips(self, head: str, tail: str) -> Hashes:
        """Hashes with a slip in a known beginning and one in the rest."""
        keys = slips(head, self.alphabet)
        heads = self.prefix[self._places_of(keys)]
        ends = slips(tail, self.alphabet)
        sizes = slip_sizes(head, self.alphabet)
        known = np.isin(keys, heads)
        shifts = powers(sizes[known])
        return (keys[known][:, None] + ends[None, :] * shifts[:, None]).ravel()

    def _places_of(self, keys: Hashes) -> NDArray[np.int64]:
        """Where in the table of beginnings the keys are that it has, each once."""
        keys = distinct(keys[may_have(self.arrays["filter"], keys)])
        at = np.searchsorted(self.prefix, keys)
        at[at == len(self.prefix)] = 0
        result: NDArray[np.int64] = at[self.prefix[at] == keys] if len(self.prefix) else at[:0]
        return result

    def with_code(self, text: str, whole: bool) -> Docs:
        """The documents with an article or model number or GTIN that is or, unless ``whole``, begins with a text."""
        codes = self.arrays["codes"]
        key = text.encode()[:MAX_TERM]
        low = int(np.searchsorted(codes, np.array(key, dtype=codes.dtype)))
        end = key if whole else key.ljust(MAX_TERM, b"\xff")
        high = int(np.searchsorted(codes, np.array(end, dtype=codes.dtype), side="right"))
        return distinct(self.arrays["code_docs"][low:high]) if high > low else _EMPTY

    # --- scratch of the calling thread --------------------------------------------------------------------------

    def places(self) -> NDArray[np.int32]:
        """For each document -1; whoever writes to it puts -1 back."""
        place: NDArray[np.int32] | None = getattr(self._local, "place", None)
        if place is None:
            place = self._local.place = np.full(self.count, -1, np.int32)
        return place

    def flags(self) -> NDArray[np.bool_]:
        """For each document False; whoever writes to it puts False back."""
        flags: NDArray[np.bool_] | None = getattr(self._local, "flags", None)
        if flags is None:
            flags = self._local.flags = np.zeros(self.count, np.bool_)
        return flags

    # --- single documents ---------------------------------------------------------------------------------------

    def fresh(self) -> "Segment":
        """The same segment with all its documents, whose `kill` does not touch this one."""
        other = copy.copy(self)
        other.alive = other.alive_bits = None
        other.shown = (None, {})
        return other

    def write(self, doc: int, changing: tuple[int, ...], bounds: tuple[int, ...]) -> None:
        """Change price and stock of a document in place; see builder.changing."""
        a = self.arrays
        a["stamp"] += 1
        a["amount"][doc], a["list_amount"][doc], a["from_price"][doc], a["until"][doc] = changing[:4]
        a["stock"][doc] = changing[4:]
        word, bit = doc >> 6, np.uint64(1 << (doc & 63))
        a["bands"][:, word] &= ~bit
        band = max(0, bisect_right(bounds, changing[0]) - 1)
        a["shelf"][doc] = shelf(band, a["stock"][doc])
        a["bands"][band, word] |= bit
        if changing[4] > 0:
            a["bands"][-1, word] |= bit
        a["stamp"] += 1  # also after: who has read in between reads again

    def flush(self) -> None:
        """Have changes in place written to the disk."""
        owner: Any = self.arrays["amount"]
        while owner is not None and not hasattr(owner, "flush"):
            owner = getattr(owner, "base", None)
        if owner is not None:
            owner.flush()

    def kill(self, docs: Iterable[int]) -> None:
        """Leave documents out of every answer: they are gone, or a newer segment has them."""
        alive = np.ones(self.count, np.bool_) if self.alive is None else self.alive.copy()
        alive[list(docs)] = False
        padded = np.zeros(-(-self.count // 64) * 64, np.bool_)
        padded[: self.count] = alive
        self.alive, self.alive_bits = alive, np.packbits(padded, bitorder="little").view(np.uint64)

    def number(self, id_hash: int) -> int | None:
        """The document of a product by the hash of its id; None when it is not in this segment."""
        at = int(np.searchsorted(self._ids, np.uint64(id_hash)))
        if at == self.count or int(self._ids[at]) != id_hash:
            return None
        doc = int(self._by_id[at])
        return doc if self.alive is None or self.alive[doc] else None

    # --- columns ------------------------------------------------------------------------------------------------

    def having(self, values: set[int]) -> NDArray[np.bool_]:
        """For each combination whether it holds one of the values."""
        held = np.isin(self.arrays["combo_value"], list(values))
        starts = self.arrays["combo_start"]
        sums = np.concatenate([[0], np.cumsum(held)])
        result: NDArray[np.bool_] = sums[starts[1:]] > sums[starts[:-1]]
        return result

    def band_counts(self, bits: NDArray[np.uint64]) -> NDArray[np.int64]:
        """How many documents of a bitmap are in each price band; the last figure: in this store now."""
        counted: NDArray[np.int64] = np.bitwise_count(self.arrays["bands"] & bits).sum(axis=1, dtype=np.int64)
        return counted

    def tile(self, doc: int) -> _TileRow:
        """Product id, name, brand, media, currency, colours, rating, names by language."""
        start, end = self.arrays["tile_start"][doc : doc + 2].tolist()
        row: _TileRow = self._read_tile(self._tile[start:end])
        return row


FACET_NUMBER: Final = {name: at for at, name in enumerate(STATIC)}
