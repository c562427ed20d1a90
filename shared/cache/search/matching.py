"""Which documents of a segment match words, and how well.

Small sets are ascending document numbers, large ones bitmaps: a word or beginning with more than 1/64 of a large
segment has its bitmaps stored (all documents, and those that have it in the upper tier of fields).
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.layout import EVERYTHING
from shared.cache.search.segment import Docs, Segment, Span, Weights
from shared.cache.search.sought import Bits, Sought, Words, has, unpack

BLOCK: Final = 512  # so many candidates are ordered at a time
EXACT: Final = 4 * BLOCK  # so many documents are scored exactly; of more, large words roughly first
_KEPT: Final = 4 * EXACT  # scores of so many are kept for the next letter
_CHUNK: Final = 4096  # bytes of a bitmap looked through at a time
_SORTED: Final = (
    4096  # a word's list of so many is put in order at once; in a longer one its documents are marked
)
_NONE: Final = np.empty(0, np.uint32)


class Match:
    """The documents that match all words: as numbers, as a bitmap, or both; ``rows`` are stored sets alike.

    ``whole``: it is the one stored set itself. ``before``: the match of the words but the last, and which of its
    documents are left.
    """

    __slots__ = ("_docs", "_points", "before", "bits", "count", "rows", "segment", "whole", "words")

    def __init__(
        self,
        segment: Segment,
        words: Words,
        docs: Docs | None = None,
        bits: Bits | None = None,
        rows: Iterable[int] = (),
        whole: bool = False,
    ) -> None:
        self.segment, self.words, self.bits, self.rows, self.whole = segment, words, bits, list(rows), whole
        self.before: tuple[Match, NDArray[np.int64]] | None = None
        self._docs = docs
        self._points: Weights | None = None
        if docs is not None:
            self.count = len(docs)
        elif bits is not None:
            self.count = int(np.bitwise_count(bits).sum())
        else:
            self.count = segment.count

    def nearest(self) -> tuple[int, Docs, Docs] | None:
        """The stored set most alike, the documents it lacks and those it has too many; None when none is alike."""
        if self.whole:
            return self.rows[0], _NONE, _NONE
        if self.bits is None:
            return None
        sizes = self.segment.wide_size
        rows = [row for row in self.rows if abs(int(sizes[row]) - self.count) * 2 <= self.count]
        stored = [self.segment.wide_any[row] for row in rows]
        apart = [self.bits ^ some for some in stored]
        differ = [int(np.bitwise_count(some).sum()) for some in apart]
        best = min(range(len(rows)), key=differ.__getitem__, default=-1)
        if best < 0 or differ[best] * 2 > self.count:
            return None
        if not differ[best]:
            return rows[best], _NONE, _NONE
        return rows[best], unpack(apart[best] & self.bits), unpack(apart[best] & stored[best])

    def scored_by(self, words: Words) -> "Match":
        """The same documents, scored by other words."""
        return Match(self.segment, words, self._docs, self.bits, self.rows, self.whole)

    @property
    def docs(self) -> Docs:
        """Ascending numbers."""
        if self._docs is None:
            if self.bits is None:
                self._docs = np.arange(self.segment.count, dtype=np.uint32)
            else:
                self._docs = unpack(self.bits)
        return self._docs

    @property
    def points(self) -> Weights:
        """The exact points of each document, all words together."""
        if self._points is None:
            if self.before is None:
                self._points = score(self.segment, self.docs, self.words)
            else:
                match, left = self.before
                last = self.words[len(match.words) :]
                self._points = score(self.segment, self.docs, last, match.points.take(left))
        return self._points


def all_of(segment: Segment, words: Words, before: Match | None = None) -> Match:
    """The documents that match every word; all documents when there are no words.

    ``before``: the match of all words but the last, where it is known.
    """
    if not all(words):
        return Match(segment, words, _NONE)
    if not words:
        return _everything(segment)
    last = words[-1]
    if before is not None and before.bits is None and (last.wide or last.size * 4 > before.count):
        left = last.among(segment, before.docs).nonzero()[0]
        match = Match(segment, words, before.docs.take(left))
        if before.count <= _KEPT:
            match.before = before, left
        return match
    ordered = sorted(words, key=lambda word: (bool(word.wide), word.size))
    return _of_bits(segment, words, ordered) if ordered[0].wide else _of_lists(segment, words, ordered)


def _of_lists(segment: Segment, words: Words, ordered: Words) -> Match:
    docs = ordered[0].docs()
    for other in ordered[1:]:
        if not len(docs):
            break
        docs = docs[other.among(segment, docs)]
    if segment.alive is not None:
        docs = docs[segment.alive.take(docs)]
    return Match(segment, words, docs)


def _of_bits(segment: Segment, words: Words, ordered: Words) -> Match:
    bits = ordered[0].bits()
    for other in ordered[1:]:
        bits = bits & other.bits()
    if segment.alive_bits is not None:
        bits = bits & segment.alive_bits
    rows = dict.fromkeys(row for word in ordered for row in word.rows)
    whole = len(words) == len(rows) == 1 and not words[0].lists and segment.alive_bits is None
    return Match(segment, words, bits=bits, rows=rows, whole=whole)


def _everything(segment: Segment) -> Match:
    row = segment.wide.get(EVERYTHING)
    untouched = row is not None and segment.alive_bits is None
    bits = segment.wide_any[row] if row is not None and untouched else segment.alive_bits
    return Match(segment, [], bits=bits, rows=() if row is None else (row,), whole=untouched)


def candidates(match: Match, block: int, docs: Docs | None = None) -> tuple[Docs, Weights]:
    """A block of documents, the likely best first, and their points; ``docs``: those left after filters, if any.

    Points are shares of what a word can have at most, from 0 to about 3.
    """
    start, end = block * BLOCK, (block + 1) * BLOCK
    segment, words = match.segment, match.words
    share = np.float32(100 * max(1, len(words)))
    if docs is None and match.bits is not None and match.count > EXACT:
        some = _from_bits(match, start, end)
        return some, score(segment, some, words) / share
    known = docs is None or match.count <= EXACT
    docs = match.docs if docs is None else docs
    if not words:
        some = docs[start:end]
        return some, np.zeros(len(some), np.float32)
    rough = len(docs) > EXACT
    if rough:
        points = score(segment, docs, words, rough=True)
    elif known:
        points = match.points
        if len(points) > len(docs):
            points = points.take(match.docs.searchsorted(docs))
    else:
        points = score(segment, docs, words)
    if len(docs) <= BLOCK:
        return docs[start:end], points[start:end] / share
    likely = points / share + segment.prior.take(docs)
    if start == 0 and end < len(docs):
        best = np.argpartition(-likely, end)[:end]
    else:
        best = np.lexsort((docs, -likely))[start:end]
    best.sort()
    some = docs.take(best)
    return some, (score(segment, some, words) if rough else points.take(best)) / share


def _from_bits(match: Match, start: int, end: int) -> Docs:
    """The documents by tier, then by number: first those with every word in the upper tier of fields."""
    if match.bits is None:
        return _NONE
    if not match.words:
        return _first(match.bits, end)[start:]
    high = match.bits
    for word in match.words:
        if not word.high:
            return _first(match.bits, end)[start:]
        high = high & (word.high[0] if len(word.high) == 1 else np.bitwise_or.reduce(word.high))
    upper = _first(high, end)
    if len(upper) < end:
        upper = np.concatenate([upper, _first(match.bits & ~high, end - len(upper))])
    return np.sort(upper[start:])


def _first(bits: Bits, count: int) -> Docs:
    """The lowest set bits, at least so many if there are, cut to the count."""
    octets = bits.view(np.uint8)
    found: list[Any] = []
    have = 0
    for at in range(0, len(octets), _CHUNK):
        part = np.unpackbits(octets[at : at + _CHUNK], bitorder="little").view(np.bool_).nonzero()[0]
        found.append(part + at * 8)
        have += len(part)
        if have >= count:
            break
    return np.concatenate(found)[:count].astype(np.uint32) if found else _NONE


def score(
    segment: Segment, docs: Docs, words: Sequence[Sought], total: Weights | None = None, rough: bool = False
) -> Weights:
    """The points of documents (ascending, each once) for words, added to a total; ``rough``: large words by tier."""
    if total is None:
        total = np.zeros(len(docs), np.float32)
    for word in words:
        best = np.zeros(len(docs), np.float32)
        for reading in word.readings:
            if isinstance(reading, Span):
                _span(segment, reading, docs, best, rough)
            else:
                at = docs.searchsorted(reading.docs)
                at = at[docs.take(at, mode="clip") == reading.docs] if len(docs) else at[:0]
                best[at] = np.maximum(best.take(at), np.float32(reading.weight))
        total += best + np.float32(ranking.HAS) * (best > 0)
    return total


def _span(segment: Segment, span: Span, docs: Docs, best: Weights, rough: bool) -> None:
    factor = np.float32(span.factor)
    row = segment.wide.get((span.low, span.high))
    if row is not None and (span.begins or rough):
        high = np.float32(ranking.PREFIX_HIGH if span.begins else ranking.NAME) * factor
        low = np.float32(ranking.PREFIX_LOW) * factor
        tier = np.where(has(segment.wide_high[row], docs), high, low)
        np.maximum(best, np.where(has(segment.wide_any[row], docs), tier, 0), out=best)
        return
    part = slice(segment.start[span.low], segment.start[span.high])
    listed = segment.docs[part]
    if span.high == span.low + 1 and not span.begins and len(listed) > len(docs):
        at = listed.searchsorted(docs)
        there = listed.take(at, mode="clip") == docs
        weight = segment.weights[part].take(at, mode="clip") * there
        np.maximum(best, weight.astype(np.float32) * factor, out=best)
        return
    place = segment.places()
    place[docs] = np.arange(len(docs), dtype=np.int32)
    spot = place.take(listed)
    place[docs] = -1
    hit = spot >= 0
    spot, weight = spot[hit], segment.weights[part][hit]
    if span.begins:
        best[spot] = np.maximum(best.take(spot), np.float32(ranking.PREFIX_LOW) * factor)
        spot = spot[weight >= ranking.HIGH]
        best[spot] = np.maximum(best.take(spot), np.float32(ranking.PREFIX_HIGH) * factor)
    elif span.high == span.low + 1:
        best[spot] = np.maximum(best.take(spot), weight.astype(np.float32) * factor)
    else:
        np.maximum.at(best, spot, weight.astype(np.float32) * factor)
