"""A segment as a search reads it: words to documents, documents to weights, columns and tiles."""

import copy
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.cache.search.hashing import hash_text
from shared.cache.search.layout import SEALED, STATIC, Built, shelf
from shared.cache.search.loops_checking import seal
from shared.cache.search.loops_view import Scratch, View, scratch_of, view_of
from shared.cache.search.loops_words import find, near
from shared.cache.search.text import MAX_TERM

Docs = NDArray[np.uint32]
Points = NDArray[np.int32]
Bits = NDArray[np.uint64]
KEPT_PLACES: Final = 4_096  # of texts looked up lately
COMMON: Final = 4_096  # article numbers
_EMPTY: Final = np.empty(0, np.uint32)
_SLIPS: Final = 4_096  # spellings looked at


def _signed(text: str) -> int:
    """A text's hash as the loops take it; a text itself costs ten times the search to hand over."""
    key = hash_text(text)
    return key - (key >> 63 << 64)


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


class Listed(msgspec.Struct, frozen=True, gc=False, eq=False):
    """A reading given by its documents (ascending, each once), all of one weight."""

    docs: Docs
    weight: float


Reading = Span | Listed


def pack(flags: NDArray[np.bool_]) -> Bits:
    """Flags (a multiple of 64) as a bitmap."""
    return np.packbits(flags, bitorder="little").view(np.uint64)


class Segment:
    """Read-only arrays over some products, except that price and stock columns change in place."""

    def __init__(self, built: Built) -> None:
        self.arrays, self.facts = built
        a = self.arrays
        self.count: int = self.facts["count"]
        self.written: dict[str, dict[str, str]] = self.facts["written"]
        self.start, self.docs, self.weights = a["start"], a["docs"], a["weights"]
        self.prefix, self.low, self.high, self.is_word = (
            a["prefix"],
            a["prefix_low"],
            a["prefix_high"],
            a["prefix_word"],
        )
        self._place: Any = [
            column.data for column in (self.low, self.high, self.is_word)
        ]  # quick for one number
        self._starts: Any = self.start.data
        self.stamp: Any = a["stamp"].data  # grows with every change in place
        self._places: dict[str, tuple[int, int, bool] | None] = {}
        self.combos, self.stock, self.amount, self.shelf = a["combos"], a["stock"], a["amount"], a["shelf"]
        self.alive: Bits = np.empty(0, np.uint64)  # empty: all
        self.wide_any, self.wide_high, self.wide_size = a["wide_any"], a["wide_high"], a["wide_size"]
        self.wide = {(low, high): row for row, (low, high) in enumerate(a["wide"].tolist())}
        self.sums = np.concatenate(
            [[0.0], np.cumsum(a["mass"], dtype=np.float64)]
        )  # weight of words up to each
        self.prior = np.empty(0, np.float32)  # points for the popularity rank; see `rank`
        self.new_day = a["new_day"]
        self.newest = int(self.new_day.max(initial=0))
        self.view = self._viewed()
        self._by_id = np.argsort(a["ids"])
        self._ids = a["ids"][self._by_id]
        self._scratch: list[Scratch] = []
        self.banded: dict[int, tuple[int, NDArray[np.int64]]] = {}  # stored set → stamp and counts by band
        self.columns: deque[Any] = deque()  # words of which a column is kept, the oldest first; see sought.py
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
        known = self._places
        if text in known:
            return known[text]
        at = find(_signed(text), self.prefix)
        low, high, whole = self._place
        place = None if at < 0 else (low[at], high[at], whole[at] != 0)
        if len(known) >= KEPT_PLACES:
            known = self._places = {}
        known[text] = place
        return place

    def weight(self, text: str, whole: bool) -> float:
        """The weight of a word, or of all words that begin so unless ``whole``; 0 when there is none."""
        place = self.find(text)
        if place is None or (whole and not place[2]):
            return 0.0
        low, high, _ = place
        return float(self.sums[low + 1 if whole else high] - self.sums[low])

    def ending(self, text: str, most: int = 64) -> list[int]:
        """The words that end with a text, the weightiest first, at most so many."""
        at = find(_signed(text[::-1]), self.arrays["end"])
        if at < 0:
            return []
        words = self.arrays["backwards"][self.arrays["end_low"][at] : self.arrays["end_high"][at]]
        best: list[int] = words[np.argsort(-self.arrays["mass"][words])[:most]].tolist()
        return best

    def entries(self, low: int, high: int) -> tuple[int, int]:
        """Where the postings of a range of words begin and end."""
        first, end = self._starts[low], self._starts[high]
        if not 0 <= first <= end <= len(self.docs):  # what follows reads there without looking
            raise ValueError(f"the words {low} to {high} have no postings")
        return first, end

    def near(self, text: str, whole: bool, twice: bool = False) -> list[tuple[str, float]]:
        """Words, or beginnings unless ``whole``, one slip away from a text, with their weight, weightiest first.

        ``twice``: one slip in each half.
        """
        letters = np.array([ord(letter) + 1 for letter in text], np.uint64)
        places, sizes = np.empty((2, _SLIPS), np.int64)
        cut = len(text) // 2 if twice else 0
        count = near(letters, cut, self.alphabet, self.prefix, self.arrays["filter"], places, sizes)
        at, sizes = places[:count], sizes[:count]
        if whole:
            words = self.is_word.take(at) != 0
            at, sizes = at[words], sizes[words]
        low = self.low.take(at).astype(np.int64)
        high = low + 1 if whole else self.high.take(at)
        weight = self.sums.take(high) - self.sums.take(low)
        found = []
        for i in (-weight).argsort(kind="stable")[:16].tolist():
            first = self.word(int(low[i]), int(low[i]) + 1)[0][: sizes[i]]
            if first != text:
                found.append((first, float(weight[i])))
        return found

    def with_code(self, text: str, whole: bool) -> Docs:
        """The documents with an article or model number or GTIN that is or, unless ``whole``, begins with a text.

        Letters that thousands of numbers begin with, as "sku", tell nothing, and find none.
        """
        codes = self.arrays["codes"]
        key = text.encode()[:MAX_TERM]
        low = int(np.searchsorted(codes, np.array(key, dtype=codes.dtype)))
        end = key if whole else key.ljust(MAX_TERM, b"\xff")
        high = int(np.searchsorted(codes, np.array(end, dtype=codes.dtype), side="right"))
        if high == low or (not whole and high - low > COMMON and text.isalpha()):
            return _EMPTY
        return distinct(self.arrays["code_docs"][low:high])

    # --- scratch ------------------------------------------------------------------------------------------------

    def borrow(self) -> Scratch:
        """Scratch for the calling thread until it gives it back."""
        try:
            return self._scratch.pop()
        except IndexError:
            words = -(-self.count // 64)
            sets = np.zeros(len(self.arrays["combo_start"]) - 1, np.int32)
            made: Scratch = scratch_of(np.zeros(words, np.uint64), np.empty(words, np.uint32), sets)
            return made

    def give_back(self, scratch: Scratch) -> None:
        """Leave scratch to the next search."""
        self._scratch.append(scratch)

    # --- single documents ---------------------------------------------------------------------------------------

    def fresh(self) -> "Segment":
        """The same segment with all its documents, whose `kill` does not touch this one."""
        other = copy.copy(self)
        other.alive = np.empty(0, np.uint64)
        other.banded = {}
        other.rank(self.prior)
        return other

    def rank(self, prior: NDArray[np.float32]) -> None:
        """Give each document its points for the popularity rank."""
        self.prior = prior
        self.view = self._viewed()

    def _viewed(self) -> View:
        """The arrays as loops take them."""
        a = self.arrays
        view: View = view_of(
            self.count, self.alive, self.docs, self.weights, self.wide_any, self.wide_high, self.combos,
            a["combo_start"], a["combo_value"], self.prior, self.shelf, self.new_day, self.newest, self.amount,
            a["list_amount"], a["from_price"], self.stock, a["tile_start"], a["tile"],
        )  # fmt: skip
        return view

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
        seal(*[a[name][doc : doc + 1] for name in ("seal", *SEALED)])
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
        alive = np.arange(-(-self.count // 64) * 64) < self.count
        alive[self.dead()] = False
        alive[list(docs)] = False
        self.alive = pack(alive)
        self.view = self._viewed()

    def dead(self) -> Docs:
        """The documents that are left out."""
        if not len(self.alive):
            return _EMPTY
        alive = np.unpackbits(self.alive.view(np.uint8), count=self.count, bitorder="little")
        dead: Docs = (alive == 0).nonzero()[0].astype(np.uint32)
        return dead

    def number(self, id_hash: int) -> int | None:
        """The document of a product by the hash of its id; None when it is not in this segment."""
        at = int(np.searchsorted(self._ids, np.uint64(id_hash)))
        if at == self.count or int(self._ids[at]) != id_hash:
            return None
        doc = int(self._by_id[at])
        gone = len(self.alive) and not int(self.alive[doc >> 6]) >> (doc & 63) & 1
        return None if gone else doc

    # --- columns ------------------------------------------------------------------------------------------------

    def having(self, values: set[int]) -> NDArray[np.bool_]:
        """For each combination whether it holds one of the values."""
        held = np.isin(self.arrays["combo_value"], list(values))
        starts = self.arrays["combo_start"]
        sums = np.concatenate([[0], np.cumsum(held)])
        result: NDArray[np.bool_] = sums[starts[1:]] > sums[starts[:-1]]
        return result

    def product_id(self, doc: int) -> str:
        """The product that a document is."""
        start, end = self.arrays["tile_start"][doc : doc + 2].tolist()
        id_: str = msgspec.msgpack.decode(b"\x98" + self.arrays["tile"][start:end].tobytes())[0]
        return id_


FACET_NUMBER: Final = {name: at for at, name in enumerate(STATIC)}
