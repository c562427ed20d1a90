"""Which documents of a segment match words, and how well.

Small sets are ascending document numbers, large ones bitmaps: a word or beginning with more than 1/64 of a large
segment has its bitmaps stored (all documents, and those that have it in the upper tier of fields).
"""

import copy
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.layout import EVERYTHING
from shared.cache.search.segment import Docs, Listed, Reading, Segment, Span, Weights, distinct

Words = list[list[Reading]]
Bits = NDArray[np.uint64]
BLOCK: Final = 512  # so many candidates are scored exactly at a time
_CHUNK: Final = 4096  # bytes of a bitmap looked through at a time
_NONE: Final = np.empty(0, np.uint32)


class Match:
    """The documents that match all words: as numbers, as a bitmap, or both; ``rows`` are stored sets alike."""

    __slots__ = ("_docs", "bits", "count", "rows", "segment", "words")

    def __init__(
        self,
        segment: Segment,
        words: Words,
        docs: Docs | None = None,
        bits: Bits | None = None,
        rows: Iterable[int] = (),
    ) -> None:
        self.segment, self.words, self.bits, self.rows = segment, words, bits, list(rows)
        self._docs = docs
        if docs is not None:
            self.count = len(docs)
        elif bits is not None:
            self.count = int(np.bitwise_count(bits).sum())
        else:
            self.count = segment.count

    def nearest(self) -> tuple[int, Docs, Docs] | None:
        """The stored set most alike, the documents it lacks and those it has too many; None when none is alike."""
        if self.bits is None or not self.rows:
            return None
        stored = [self.segment.wide_any[row] for row in self.rows]
        apart = [self.bits ^ some for some in stored]
        sizes = [int(np.bitwise_count(some).sum()) for some in apart]
        best = min(range(len(sizes)), key=sizes.__getitem__)
        if sizes[best] * 2 > self.count:
            return None
        if not sizes[best]:
            return self.rows[best], _NONE, _NONE
        return self.rows[best], unpack(apart[best] & self.bits), unpack(apart[best] & stored[best])

    def scored_by(self, words: Words) -> "Match":
        """The same documents, scored by other words."""
        other = copy.copy(self)
        other.words = words
        return other

    @property
    def docs(self) -> Docs:
        """Ascending numbers."""
        if self._docs is None:
            if self.bits is None:
                self._docs = np.arange(self.segment.count, dtype=np.uint32)
            else:
                self._docs = unpack(self.bits)
        return self._docs


def unpack(bits: Bits) -> Docs:
    """The numbers of the set bits."""
    words = np.flatnonzero(bits)
    if len(words) * 4 > len(bits):
        return np.flatnonzero(np.unpackbits(bits.view(np.uint8), bitorder="little").view(np.bool_)).astype(
            np.uint32
        )
    flags = np.unpackbits(bits.take(words).view(np.uint8), bitorder="little").view(np.bool_)
    at = np.flatnonzero(flags)
    return ((words.take(at >> 6) << 6) | (at & 63)).astype(np.uint32)


def has(bits: Bits, docs: Docs) -> NDArray[np.bool_]:
    """For each document whether its bit is set."""
    octets = bits.view(np.uint8)
    result: NDArray[np.bool_] = (octets.take(docs >> 3) >> (docs & 7).astype(np.uint8) & 1).view(np.bool_)
    return result


class _Gathered:
    """A word's readings sorted into bitmaps and lists, without spans that others cover."""

    __slots__ = ("high", "lists", "rows", "single", "size", "wide")

    def __init__(self, segment: Segment, word: list[Reading]) -> None:
        self.wide: list[Bits] = []
        self.high: list[Bits] = []
        self.rows: list[int] = []
        self.lists: list[Docs] = []
        self.single = True
        spans = [r for r in word if isinstance(r, Span)]
        for span in spans:
            if any(o.low <= span.low and span.high <= o.high and o[:2] != span[:2] for o in spans):
                continue
            row = segment.wide.get((span.low, span.high))
            if row is not None:
                if row not in self.rows:
                    self.rows.append(row)
                    self.wide.append(segment.wide_any[row])
                    self.high.append(segment.wide_high[row])
                continue
            self.lists.append(segment.docs[segment.start[span.low] : segment.start[span.high]])
            self.single = self.single and span.high == span.low + 1
        self.lists += [r.docs for r in word if isinstance(r, Listed)]
        self.size = sum(map(len, self.lists))

    def docs(self) -> Docs:
        """Ascending, each once; only when nothing is wide."""
        if len(self.lists) == 1 and self.single:
            return self.lists[0]
        return distinct(np.concatenate(self.lists)) if self.lists else _NONE

    def bits(self) -> Bits:
        """Everything as one bitmap."""
        result = self.wide[0] if len(self.wide) == 1 else np.bitwise_or.reduce(self.wide)
        if not self.lists:
            return result
        flags = np.zeros(len(result) * 64, np.bool_)
        for docs in self.lists:
            flags[docs] = True
        return result | np.packbits(flags, bitorder="little").view(np.uint64)

    def among(self, segment: Segment, docs: Docs) -> NDArray[np.bool_]:
        """For each of the documents whether it matches."""
        keep = np.zeros(len(docs), np.bool_)
        for bits in self.wide:
            keep |= has(bits, docs)
        if self.lists:
            flags = segment.flags()
            for part in self.lists:
                flags[part] = True
            keep |= flags.take(docs)
            for part in self.lists:
                flags[part] = False
        return keep


def all_of(segment: Segment, words: Words) -> Match:
    """The documents that match every word; all documents when there are no words."""
    if not all(words):
        return Match(segment, words, _NONE)
    gathered = sorted((_Gathered(segment, word) for word in words), key=lambda g: (bool(g.wide), g.size))
    match: Match
    if not gathered:
        row = segment.wide.get(EVERYTHING)
        bits = segment.alive_bits if row is None or segment.alive_bits is not None else segment.wide_any[row]
        match = Match(segment, words, bits=bits, rows=() if row is None else (row,))
    elif not gathered[0].wide:
        docs = gathered[0].docs()
        for other in gathered[1:]:
            if not len(docs):
                break
            docs = docs[other.among(segment, docs)]
        if segment.alive is not None:
            docs = docs[segment.alive.take(docs)]
        match = Match(segment, words, docs)
    else:
        bits = gathered[0].bits()
        for other in gathered[1:]:
            bits = bits & other.bits()
        if segment.alive_bits is not None:
            bits = bits & segment.alive_bits
        match = Match(segment, words, bits=bits, rows=dict.fromkeys(row for g in gathered for row in g.rows))
    return match


def candidates(match: Match, block: int, docs: Docs | None = None) -> tuple[Docs, Weights]:
    """A block of documents, the likely best first, and their points; ``docs``: those left after filters, if any."""
    start, end = block * BLOCK, (block + 1) * BLOCK
    segment, words = match.segment, match.words
    if docs is None and match.bits is not None and match.count > 4 * BLOCK:
        some = _from_bits(match, start, end)
        return some, score(segment, some, words)
    docs = match.docs if docs is None else docs
    if len(docs) <= BLOCK or not words:
        some = docs[start:end]
        return some, score(segment, some, words)
    rough = any(isinstance(r, Span) and (r.low, r.high) in segment.wide for word in words for r in word)
    points = score(segment, docs, words, rough=rough)
    likely = points + segment.prior.take(docs)
    if start == 0 and end < len(docs):
        best = np.argpartition(-likely, end)[:end]
    else:
        best = np.lexsort((docs, -likely))[start:end]
    best.sort()
    some = docs[best]
    return some, score(segment, some, words) if rough else points[best]


def _from_bits(match: Match, start: int, end: int) -> Docs:
    """The documents by tier, then by number: first those with every word in the upper tier of fields."""
    if match.bits is None:
        return _NONE
    if not match.words:
        return _first(match.bits, end)[start:]
    high = match.bits
    for word in match.words:
        tiers = _Gathered(match.segment, word).high
        if not tiers:
            return _first(match.bits, end)[start:]
        high = high & (tiers[0] if len(tiers) == 1 else np.bitwise_or.reduce(tiers))
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
        part = np.flatnonzero(np.unpackbits(octets[at : at + _CHUNK], bitorder="little").view(np.bool_))
        found.append(part + at * 8)
        have += len(part)
        if have >= count:
            break
    return np.concatenate(found)[:count].astype(np.uint32) if found else _NONE


def score(segment: Segment, docs: Docs, words: Words, rough: bool = False) -> Weights:
    """The text score of documents (ascending, each once), 0 to about 3; ``rough``: large words by tier only."""
    total = np.zeros(len(docs), np.float32)
    if not words:
        return total
    place = segment.places()
    place[docs] = np.arange(len(docs), dtype=np.int32)
    for word in words:
        best = np.zeros(len(docs), np.float32)
        for reading in word:
            if isinstance(reading, Listed):
                at = place.take(reading.docs)
                at = at[at >= 0]
                best[at] = np.maximum(best[at], np.float32(reading.weight))
            else:
                _span(segment, reading, docs, place, best, rough)
        total += best + np.float32(ranking.HAS) * (best > 0)
    place[docs] = -1
    return total / np.float32(100 * max(1, len(words)))


def _span(
    segment: Segment, span: Span, docs: Docs, place: NDArray[np.int32], best: Weights, rough: bool
) -> None:
    row = segment.wide.get((span.low, span.high))
    part = slice(segment.start[span.low], segment.start[span.high])
    if row is not None and (span.begins or rough):
        high = ranking.PREFIX_HIGH if span.begins else ranking.NAME
        tier = np.where(has(segment.wide_high[row], docs), np.float32(high), np.float32(ranking.PREFIX_LOW))
        np.maximum(
            best, np.where(has(segment.wide_any[row], docs), tier, 0) * np.float32(span.factor), out=best
        )
        return
    if row is not None:
        listed = segment.docs[part]
        at = np.searchsorted(listed, docs)
        at[at == len(listed)] = 0
        weight = np.where(listed.take(at) == docs, segment.weights[part].take(at), 0).astype(np.float32)
        np.maximum(best, weight * np.float32(span.factor), out=best)
        return
    spot = place.take(segment.docs[part])
    hit = spot >= 0
    spot, weight = spot[hit], segment.weights[part][hit].astype(np.float32)
    if span.begins:
        weight = np.where(
            weight >= ranking.HIGH, np.float32(ranking.PREFIX_HIGH), np.float32(ranking.PREFIX_LOW)
        )
    if span.high == span.low + 1:
        best[spot] = np.maximum(best[spot], weight * np.float32(span.factor))
    else:
        np.maximum.at(best, spot, weight * np.float32(span.factor))
