"""Answers queries over segments: what matches, in what order, with exact facets."""

import math
import time
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.facets import Facets
from shared.cache.search.loops_counting import best, largest, show
from shared.cache.search.matching import BLOCK, Match, all_of
from shared.cache.search.model import Found, Query, Tile
from shared.cache.search.segment import KEPT_TILES, Docs, Points, Segment
from shared.cache.search.sought import Sought
from shared.cache.search.synonyms import Synonyms
from shared.cache.search.typed import Word, read, without_fillers
from shared.cache.search.understanding import Understanding
from shared.cache.search.words import readings

Keys = NDArray[np.float64]
KEPT_ANSWERS: Final = 256  # each by its text and by its matches
_SHELF: Final = np.array(
    [ranking.HERE * (shelf & 1) + ranking.ELSEWHERE * (shelf >> 1 & 1) for shelf in range(256)]
)  # points by what layout.shelf tells
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
        self._answers: tuple[tuple[int, ...], dict[object, Found]] = ((), {})
        self.understanding = Understanding(self.segments, facets, base_language, self.synonyms)
        for segment in self.segments:
            if len(segment.prior) != segment.count:
                segment.prior = self._prior(segment)

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
        state = (_today(), *[int(segment.arrays["stamp"][0]) for segment in self.segments])
        if self._answers[0] != state or len(self._answers[1]) >= KEPT_ANSWERS:
            self._answers = (state, {})
        known = self._answers[1]
        asked = (
            query.category_id, query.sort, query.offset, query.limit, query.language,
            *[(facet, *chosen) for facet, chosen in query.filters.items()],
        )  # fmt: skip
        found = known.get((query.text, asked))
        if found is None:
            answer = self.understanding.answer(query)
            matches = (*answer.matches, asked)
            same = known.get(matches) or self._found(answer.matches, query)
            known[matches] = same
            found = Found(same.tiles, same.total, same.facets, answer.did_you_mean, answer.relaxed)
            known[query.text, asked] = found
        return Found(found.tiles.copy(), found.total, found.facets, found.did_you_mean, found.relaxed)

    def _found(self, matches: list[Match], query: Query) -> Found:
        """A page of matches, with total and facets."""
        kept, facets = self.facets.count(matches, query)
        return Found(self._page(kept, query), sum([match.count for match in kept]), facets)

    # --- order and page -----------------------------------------------------------------------------------------

    def _page(self, matches: list[Match], query: Query) -> list[Tile]:
        """The tiles of a page."""
        until = query.offset + query.limit
        if len(matches) == 1:
            docs: list[int] = []
            for _, _, some in self._best(matches[0], query.sort, until):
                docs += some.tolist()
            return self.tiles(matches[0].segment, docs[query.offset :], query.language)
        ordered = sorted(
            (block, -key, doc, at)
            for at, match in enumerate(matches)
            for block, keys, docs in self._best(match, query.sort, until)
            for key, doc in zip(keys.tolist(), docs.tolist(), strict=True)
        )[query.offset : until]
        tiles: dict[tuple[int, int], Tile] = {}
        for at, match in enumerate(matches):
            mine = [doc for _, _, doc, owner in ordered if owner == at]
            made = self.tiles(match.segment, mine, query.language)
            tiles |= zip(((at, doc) for doc in mine), made, strict=True)
        return [tiles[at, doc] for _, _, doc, at in ordered]

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
        segment, today = match.segment, _today()
        size = min(most, len(docs))
        keys, found = np.empty(size, np.float64), np.empty(size, np.uint32)
        best(
            docs, points, len(match.words), segment.prior, segment.shelf, _SHELF, segment.new_day,
            today if segment.newest > today - ranking.NEW_DAYS else 0, ranking.NEW, keys, found,
        )  # fmt: skip
        return keys, found

    def tiles(self, segment: Segment, docs: list[int], language: str) -> list[Tile]:
        """What a list shows of documents."""
        now = (int(segment.arrays["stamp"][0]), _today(), language)
        kept_at, kept = segment.shown
        if kept_at != now:
            kept = {}
            segment.shown = (now, kept)
        known = [kept.get(doc) for doc in docs]  # another thread may drop one meanwhile
        missing = [doc for doc, tile in zip(docs, known, strict=True) if tile is None]
        if not missing:
            return known  # type: ignore[return-value]
        made = self._tiles(segment, missing, language)
        kept.update(zip(missing, made, strict=True))
        for doc in list(islice(kept, max(0, len(kept) - KEPT_TILES))):  # all at once takes milliseconds
            kept.pop(doc, None)
        following = iter(made)
        return [tile or next(following) for tile in known]

    def _tiles(self, segment: Segment, docs: list[int], language: str) -> list[Tile]:
        a, rows, today = segment.arrays, np.empty((len(docs), 9), np.int64), _today()
        show(
            np.array(docs, np.uint32), a["amount"], a["list_amount"], a["from_price"], a["stock"], a["new_day"],
            a["tile_start"], rows,
        )  # fmt: skip
        made = []
        for amount, list_amount, from_price, here, elsewhere, warehouse, day, start, end in rows.tolist():
            id_, name, brand, media, currency, colours, rating, names = segment.tile(start, end)
            made.append(Tile(
                id_, names.get(language, name) if names else name, brand, media, amount, list_amount, currency,
                from_price == 1, colours, here, elsewhere, warehouse, rating,
                0 < day <= today < day + ranking.NEW_DAYS,
            ))  # fmt: skip
        return made

    @staticmethod
    def _having(segment: Segment, words: list[Word]) -> Docs:
        return all_of(segment, [Sought(segment, readings(word, segment)) for word in words]).numbers()

    def suggest(self, text: str, limit: int, language: str) -> list[str]:
        """Ways to go on typing, most products first."""
        languages = tuple(dict.fromkeys((language, self.base_language)))
        words = without_fillers(read(text, self.synonyms.spoken(languages)))
        if not words:
            return []
        *before, last = words
        counted: dict[str, int] = {}
        for segment in self.segments:
            place = segment.find(last.text)
            if place is None:
                continue
            low, high, _ = place
            entries = segment.arrays["mass"][low:high] * segment.arrays["own"][low:high]
            best = np.argsort(-entries, kind="stable")[: limit * 3]
            earlier = self._having(segment, before) if before else None
            for i in best[entries[best] > 0].tolist():
                count = int(entries[i])
                if earlier is not None:
                    docs = segment.docs[segment.start[low + i] : segment.start[low + i + 1]]
                    count = len(np.intersect1d(docs, earlier, assume_unique=True))
                if count:
                    word = segment.word(low + i, low + i + 1)[0]
                    counted[word] = counted.get(word, 0) + count
        head = "".join(f"{word.text} " for word in before)
        return [head + word for word in sorted(counted, key=lambda w: -counted[w])[:limit]]


def _today() -> int:
    return int(time.time() // 86_400) + _EPOCH


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
