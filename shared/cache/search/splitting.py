"""Splits the texts of many products: `text.tokens` is asked once for each chunk that is unlike all before."""

from __future__ import annotations  # array is no generic before Python 3.12

import re
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import loops_splitting as loops
from shared.cache.search.text import MARKS, tokens

Units = NDArray[np.uint32]
Ints = NDArray[np.int64]
_DECIMAL: Final = re.compile(r"\d")
_WORD: Final = re.compile(r"\w+")
_ASCII: Final = np.array(
    [
        loops.SPACE
        if ch == " "
        else loops.BREAK
        if ch in "\t\n\r"
        else loops.DIGIT
        if ch.isdigit()
        else loops.LETTER
        if _WORD.fullmatch(ch)
        else loops.PUNCTUATION
        for ch in map(chr, range(128))
    ],
    np.uint8,
)


def kind_of(letter: str) -> int:
    """How a letter outside ASCII behaves at the end of a chunk, by what `text.tokens` makes of it.

    Digits of other scripts change how the whole text is read; marks, signs and spaces may vanish or join.
    """
    plain = unicodedata.normalize("NFKC", letter.translate(MARKS)).lower()
    if _DECIMAL.search(plain):
        return loops.FOREIGN
    if _WORD.fullmatch(plain):
        return loops.LETTER
    if len(plain) == 1 and not plain.isspace() and not unicodedata.combining(plain):
        return loops.PUNCTUATION
    return loops.WILD


class Splitter:
    """The chunks seen so far, in every language, with their units; languages are numbers below 256."""

    def __init__(self, unit_of: Callable[[str, int], int]) -> None:
        """``unit_of``: the unit of a raw token in a language."""
        self._unit_of = unit_of
        self._kinds = np.full(0x110000, loops.UNKNOWN, np.uint8)
        self._kinds[:128] = _ASCII
        self._known = 0
        self._table = np.empty(0, np.int32)
        self._hashes = np.empty(0, np.uint64)
        self._ends = np.zeros(1, np.int64)
        self._held = np.empty(0, np.uint8)
        self._languages = np.empty(0, np.uint8)
        self._unit_ends = array("q", [0])
        self._units = array("I")
        self._last = np.empty(0, np.int64)
        self._texts = 0

    def split(
        self,
        texts: Sequence[bytes],
        languages: bytes | bytearray,
        weights: bytes | bytearray,
        counts: Sequence[int],
        shared: Sequence[int],
        shared_counts: Sequence[int],
        unit_count: Callable[[], int],
    ) -> tuple[Units, NDArray[np.uint8], Units]:
        """Units and weights of products one after the other, and how many each has.

        ``texts`` (UTF-8) have a language and a weight; ``counts`` tells how many of them each product has, and
        ``shared_counts`` how many of the units ``shared``. ``unit_count``: how many units there are.
        """
        found, found_ends = self._chunks(texts, languages)
        self._read()
        unit_ends, chunk_units = np.asarray(self._unit_ends), np.asarray(self._units)
        if unit_count() > len(self._last):
            more = np.full(unit_count() - len(self._last) + len(self._last) // 2, -1, np.int64)
            self._last = np.concatenate([self._last, more])
        most = len(shared) + int((unit_ends[1:] - unit_ends[:-1])[found].sum())
        units, unit_weights = np.empty(most, np.uint32), np.empty(most, np.uint8)
        sizes = np.empty(len(counts), np.uint32)
        count = loops.join_units(
            np.asarray(shared, np.uint32),
            np.cumsum(shared_counts, dtype=np.int64),
            np.asarray(counts, np.int64),
            found,
            found_ends,
            np.frombuffer(weights, np.uint8),
            unit_ends,
            chunk_units,
            self._last,
            self._texts,
            units,
            unit_weights,
            sizes,
        )
        self._texts += len(texts)
        return units[:count], unit_weights[:count], sizes

    def _chunks(self, texts: Sequence[bytes], languages: bytes | bytearray) -> tuple[Units, Ints]:
        """The chunks of texts one after the other, and where each text's end."""
        text = np.frombuffer(b"".join(texts), np.uint8)
        self._learn(text)
        self._make_room(len(text))
        found, found_ends = np.empty(len(text), np.uint32), np.empty(len(texts), np.int64)
        self._known = loops.split(
            text,
            np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)), dtype=np.int64),
            np.frombuffer(languages, np.uint8),
            self._kinds,
            self._table,
            self._hashes,
            self._ends,
            self._held,
            self._languages,
            self._known,
            found,
            found_ends,
        )
        return found[: found_ends[-1]] if len(texts) else found, found_ends

    def _learn(self, text: NDArray[np.uint8]) -> None:
        found = np.empty(len(text) // 2 + 1, np.uint32)
        count = loops.new_points(text, self._kinds, found)
        for point in found[:count].tolist():
            self._kinds[point] = kind_of(chr(point))

    def _make_room(self, size: int) -> None:
        """For so many bytes of text, were all of it new."""
        chunks = self._known + size  # a foreign text is taken whole after its first chunks
        if chunks > len(self._hashes):
            room = max(chunks, 2 * len(self._hashes))
            self._hashes, self._languages = _grown(self._hashes, room), _grown(self._languages, room)
            self._ends = _grown(self._ends, room + 1)
            self._table = np.full(1 << (2 * room).bit_length(), -1, np.int32)
            loops.fill_table(self._hashes, self._known, self._table)
        held = int(self._ends[self._known]) + 2 * size
        if held > len(self._held):
            self._held = _grown(self._held, max(held, 2 * len(self._held)))

    def _read(self) -> None:
        """Take the chunks apart that came since the last time."""
        done = len(self._unit_ends) - 1
        ends = self._ends[done : self._known + 1].tolist()
        languages = self._languages[done : self._known].tolist()
        blob = self._held[ends[0] : ends[-1]].tobytes()
        for start, end, language in zip(ends, ends[1:], languages, strict=False):
            for token in tokens(blob[start - ends[0] : end - ends[0]].decode()):
                self._units.append(self._unit_of(token, language))
            self._unit_ends.append(len(self._units))


def _grown(array: NDArray[Any], size: int) -> NDArray[Any]:
    larger = np.zeros(size, array.dtype)
    larger[: len(array)] = array
    return larger
