"""Answers queries over segments: what matches, in what order, with exact facets."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.facets import Facets
from shared.cache.search.loops_counting import best, largest, show, show_best
from shared.cache.search.matching import BLOCK, Match
from shared.cache.search.model import Facet, Found, Query, Tile
from shared.cache.search.segment import Docs, Points, Segment
from shared.cache.search.suggesting import going_on
from shared.cache.search.synonyms import Synonyms
from shared.cache.search.text import fold, tokens
from shared.cache.search.typed import read, without_fillers
from shared.cache.search.understanding import Understanding

Keys = NDArray[np.float64]


class Page(msgspec.Struct, frozen=True, gc=False):
    """What is kept of a page: its tiles packed, as thousands of pages of objects would be a load."""

    tiles: bytes
    total: int
    facets: Mapping[str, list[Facet]]


class Kept(msgspec.Struct, frozen=True, gc=False):
    """What is kept of an answer."""

    page: Page
    did_you_mean: str
    relaxed: str
    exact: int


KEPT_ANSWERS: Final = 2_048  # everybody begins with the same letters
KEPT_PAGES: Final = 128  # by what matches
_NONE: Final = np.empty(0, np.uint32)
_ROOM: Final = 1 << 14  # bytes for a page's tiles, which in several languages may need more
_pack: Final = msgspec.msgpack.Encoder().encode
_unpack: Final = msgspec.msgpack.Decoder(list[Tile]).decode
_EPOCH: Final = date(1970, 1, 1).toordinal()


class Engine:
    """Search over segments that together hold each product once, the first being the large one. Thread-safe."""

    def __init__(
        self,
        segments: Sequence[Segment],
        facets: Facets,
        base_language: str = "en",
        synonyms: Synonyms | None = None,
    ) -> None:
        self.segments = [segment for segment in segments if segment.count]
        self.facets = facets
        self.base_language = base_language
        self.synonyms = synonyms or Synonyms.load()
        self._answers: tuple[tuple[int, ...], OrderedDict[object, Kept], dict[object, Page]] = (
            (), OrderedDict(), {},
        )  # fmt: skip
        self.understanding = Understanding(self.segments, facets, base_language, self.synonyms)
        for segment in self.segments:
            if len(segment.prior) != segment.count:
                segment.rank(self._prior(segment))

    def _prior(self, segment: Segment) -> NDArray[np.float32]:
        """Points for the popularity rank; a later segment's products are ranked among the first's."""
        first = self.segments[0].arrays["popularity"]
        ahead = np.arange(segment.count)
        if segment is not self.segments[0]:
            ahead = np.searchsorted(-first, -segment.arrays["popularity"])
        prior = (1 - np.log1p(ahead) / math.log1p(max(2, len(first)))).clip(0, 1)
        return (ranking.POPULARITY * prior).astype(np.float32)

    def search(self, query: Query) -> Found:
        """One page of what a query finds, with total, facets and how it was understood.

        What was asked lately is known until a price or stock changes, or the day; a text that matches what another one
        did, as most letters at the end of a word do, is asked nothing more.
        """
        state = (_today(), *[segment.stamp[0] for segment in self.segments])
        at, known, pages = self._answers
        if at != state:
            known, pages = OrderedDict(), {}
            self._answers = (state, known, pages)
        asked = (
            query.category_id, query.sort, query.offset, query.limit, query.language,
            *[(facet, *chosen) for facet, chosen in query.filters.items()],
        )  # fmt: skip
        key = (query.text, asked)
        found = known.get(key)
        if found is None:
            answer = self.understanding.answer(query)
            matches = (*answer.matches, asked)
            page = pages.get(matches)
            if page is None:
                if len(pages) >= KEPT_PAGES:
                    pages.pop(next(iter(pages), None), None)  # the oldest
                page = pages[matches] = self._found(answer.matches, query)
            if len(known) >= KEPT_ANSWERS:
                known.popitem(last=False)
            changed = (answer.did_you_mean, answer.relaxed)
            meant, left = (
                [self._written(text, query.language, query.text) for text in changed]
                if any(changed)
                else changed
            )
            found = known[key] = Kept(page, meant, left, answer.exact)
        page = found.page
        tiles = _read(page.tiles, query.language)
        return Found(tiles, page.total, page.facets, found.did_you_mean, found.relaxed, found.exact)

    def _found(self, matches: list[Match], query: Query) -> Page:
        """A page of matches, with total and facets."""
        kept, facets = self.facets.count(matches, query)
        return Page(self._page(kept, query), sum([match.count for match in kept]), facets)

    # --- order and page -----------------------------------------------------------------------------------------

    def _page(self, matches: list[Match], query: Query) -> bytes:
        """The tiles of a page, packed."""
        until = query.offset + query.limit
        if len(matches) == 1:
            match = matches[0]
            if query.sort == "best" and (match.bits is None or until <= BLOCK):
                docs, points = (match.docs, match.points) if match.bits is None else match.block(0)
                today, words, view = _today(), len(match.words), match.segment.view
                return _written(
                    lambda out: show_best(view, docs, points, words, today, query.offset, until, out)
                )
            blocks = [some for _, _, some in self._best(match, query.sort, until)]
            return _packed(match.segment, np.concatenate([_NONE, *blocks])[query.offset :])
        ordered = sorted(
            (block, -key, doc, at)
            for at, match in enumerate(matches)
            for block, keys, docs in self._best(match, query.sort, until)
            for key, doc in zip(keys.tolist(), docs.tolist(), strict=True)
        )[query.offset : until]
        tiles: dict[tuple[int, int], Tile] = {}
        for at, match in enumerate(matches):
            mine = [doc for _, _, doc, owner in ordered if owner == at]
            made = self.tiles(match.segment, np.array(mine, np.uint32), query.language)
            tiles |= zip(((at, doc) for doc in mine), made, strict=True)
        return _pack([tiles[at, doc] for _, _, doc, at in ordered])

    def _best(self, match: Match, sort: str, until: int) -> list[tuple[int, Keys, Docs]]:
        """The first documents in order, by block (see Match.block), with what orders them, the largest first."""
        if sort != "best":
            docs = match.numbers()
            return [(0, *_first(docs, _column(match.segment, docs, sort), until))]
        if match.bits is None:
            return [(0, *self._ranked(match, match.docs, match.points, until))]
        return [
            (number, *self._ranked(match, *match.block(number), until - number * BLOCK))
            for number in range(-(-until // BLOCK))
        ]

    @staticmethod
    def _ranked(match: Match, docs: Docs, points: Points, most: int) -> tuple[Keys, Docs]:
        """The first documents by the text's points, popularity, stock and newness; see ranking.py."""
        size = min(most, len(docs))
        keys, found = np.empty(size, np.float64), np.empty(size, np.uint32)
        best(match.segment.view, docs, points, len(match.words), _today(), keys, found)
        return keys, found

    @staticmethod
    def tiles(segment: Segment, docs: Docs, language: str) -> list[Tile]:
        """What a list shows of documents, at most 65,535."""
        return _read(_packed(segment, docs), language)

    def suggest(self, text: str, limit: int, language: str) -> list[str]:
        """Ways to go on typing, most products first."""
        languages = tuple(dict.fromkeys((language, self.base_language)))
        words = without_fillers(read(text, self.synonyms.spoken(languages)))
        if not words:
            return []
        return [self._written(some, language) for some in going_on(self.segments, words, languages, limit)]

    def _written(self, text: str, language: str, typed: str = "") -> str:
        """Folded words as they were typed, or else as they are written in a language or the shop's own."""
        spoken = (language, self.base_language)
        written = [{fold(token): token for token in tokens(typed)}]
        written += [words for one in spoken for s in self.segments if (words := s.written.get(one))]
        return " ".join(next((w[one] for w in written if one in w), one) for one in text.split(" "))


def _today() -> int:
    return int(time.time() // 86_400) + _EPOCH


def _packed(segment: Segment, docs: Docs) -> bytes:
    return _written(lambda out: show(segment.view, docs, _today(), out))


def _written(write: Callable[[NDArray[np.uint8]], int]) -> bytes:
    """What a loop writes, which gives its length, or, where there is too little room, how much is enough."""
    out = np.empty(_ROOM, np.uint8)
    size = write(out)
    if size > _ROOM:
        out = np.empty(size, np.uint8)
        size = write(out)
    return out[: max(0, size)].tobytes()


def _read(tiles: bytes, language: str) -> list[Tile]:
    """Packed tiles with their names in a language."""
    made = _unpack(tiles)
    for tile in made:
        if tile.names is not None:
            tile.name = tile.names.get(language, tile.name)
    return made


def _first(docs: Docs, values: Keys, most: int) -> tuple[Keys, Docs]:
    """The largest values and their documents, of equals the first documents."""
    size = min(most, len(docs))
    keys, found = np.empty(size, np.float64), np.empty(size, np.uint32)
    largest(docs, values, keys, found)
    return keys, found


def _column(segment: Segment, docs: Docs, sort: str) -> Keys:
    if sort == "new":
        return segment.arrays["new_day"].take(docs).astype(np.float64)
    amount = segment.amount.take(docs).astype(np.float64)
    return -amount if sort == "price_up" else amount
