"""Answers queries over segments: what matches, in what order, with exact facets."""

import math
import time
from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.facets import Facets
from shared.cache.search.matching import BLOCK, Match, all_of, candidates
from shared.cache.search.model import Found, Query, Tile
from shared.cache.search.segment import KEPT_TILES, Docs, Segment
from shared.cache.search.sought import Sought
from shared.cache.search.understanding import Understanding
from shared.cache.search.words import Synonyms, Word, read, readings, without_fillers

KEPT_ANSWERS: Final = 512
_SHELF: Final = np.array(
    [ranking.HERE * (shelf & 1) + ranking.ELSEWHERE * (shelf >> 1 & 1) for shelf in range(256)], np.float32
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

        What was asked lately is known until a price or stock changes, or the day.
        """
        state = (_today(), *[int(segment.arrays["stamp"][0]) for segment in self.segments])
        asked = (
            query.text, query.category_id, query.sort, query.offset, query.limit, query.language,
            *[(facet, *chosen) for facet, chosen in query.filters.items()],
        )  # fmt: skip
        if self._answers[0] != state or len(self._answers[1]) >= KEPT_ANSWERS:
            self._answers = (state, {})
        known = self._answers[1]
        found = known.get(asked)
        if found is None:
            found = known[asked] = self._search(query)
        return Found(found.tiles.copy(), found.total, found.facets, found.did_you_mean, found.relaxed)

    def _search(self, query: Query) -> Found:
        answer = self.understanding.answer(query)
        kept, facets = self.facets.count(answer.matches, query)
        total = sum(
            m.count if docs is None else len(docs) for m, docs in zip(answer.matches, kept, strict=True)
        )
        tiles = self._page(answer.matches, kept, query)
        return Found(tiles, total, facets, answer.did_you_mean, answer.relaxed)

    # --- order and page -----------------------------------------------------------------------------------------

    def _page(self, matches: list[Match], kept: list[Docs | None], query: Query) -> list[Tile]:
        """The tiles of a page. Beyond the first candidates (matching.BLOCK) order is by blocks of as many."""
        until = query.offset + query.limit
        if len(matches) == 1 and query.sort == "best" and until <= BLOCK:
            some, points = candidates(matches[0], 0, kept[0])
            best = self._best(matches[0].segment, some, points)[query.offset : until]
            return self.tiles(matches[0].segment, some.take(best).tolist(), query.language)
        rows: list[tuple[int, float, int, int]] = []
        for at, (match, docs) in enumerate(zip(matches, kept, strict=True)):
            if not (match.count if docs is None else len(docs)):
                continue
            if query.sort == "best":
                for block in range(-(-until // BLOCK)):
                    some, points = candidates(match, block, docs)
                    if not len(some):
                        break
                    rows += _first(some, -self._with_merits(match.segment, some, points), until, at, block)
            else:
                some = match.docs if docs is None else docs
                rows += _first(some, _column(match.segment, some, query.sort), until, at, 0)
        if len(matches) > 1:
            rows.sort()
        rows = rows[query.offset : until]
        tiles: dict[tuple[int, int], Tile] = {}
        for at, match in enumerate(matches):
            mine = [doc for _, _, doc, owner in rows if owner == at]
            tiles |= zip(
                ((at, doc) for doc in mine), self.tiles(match.segment, mine, query.language), strict=True
            )
        return [tiles[at, doc] for _, _, doc, at in rows]

    def _best(self, segment: Segment, docs: Docs, points: NDArray[np.float32]) -> NDArray[np.int64]:
        """The places of documents in order: most points first, then by number."""
        return (-self._with_merits(segment, docs, points)).argsort(kind="stable")

    def _with_merits(self, segment: Segment, docs: Docs, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """The text's points and those for popularity, stock and newness; see ranking.py."""
        points = points + segment.prior.take(docs)
        points += _SHELF.take(segment.shelf.take(docs))
        today = _today()
        if segment.newest > today - ranking.NEW_DAYS:
            age = today - segment.arrays["new_day"].take(docs)
            points += np.float32(ranking.NEW) * ((age >= 0) & (age < ranking.NEW_DAYS))
        return points

    def tiles(self, segment: Segment, docs: list[int], language: str) -> list[Tile]:
        """What a list shows of documents."""
        now = (int(segment.arrays["stamp"][0]), _today(), language)
        kept_at, kept = segment.shown
        if kept_at != now or len(kept) > KEPT_TILES:
            kept = {}
            segment.shown = (now, kept)
        found = {doc: kept[doc] for doc in docs if doc in kept}
        missing = [doc for doc in docs if doc not in found]
        if missing:
            made = dict(zip(missing, self._tiles(segment, missing, language), strict=True))
            kept.update(made)
            found |= made
        return [found[doc] for doc in docs]

    def _tiles(self, segment: Segment, docs: list[int], language: str) -> list[Tile]:
        a = segment.arrays
        today = _today()
        columns = zip(
            map(segment.tile, docs), a["amount"].take(docs).tolist(), a["list_amount"].take(docs).tolist(),
            a["from_price"].take(docs).tolist(), a["stock"].take(docs, axis=0).tolist(),
            a["new_day"].take(docs).tolist(), strict=True,
        )  # fmt: skip
        return [
            Tile(
                id_, names.get(language, name) if names else name, brand, media, amount, list_amount, currency,
                from_price == 1, colours, here, elsewhere, warehouse, rating,
                0 < day <= today < day + ranking.NEW_DAYS,
            )
            for (id_, name, brand, media, currency, colours, rating, names), amount, list_amount, from_price,
                (here, elsewhere, warehouse), day in columns
        ]  # fmt: skip

    @staticmethod
    def _having(segment: Segment, words: list[Word]) -> Docs:
        return all_of(segment, [Sought(segment, readings(word, segment)) for word in words]).docs

    def suggest(self, text: str, limit: int, language: str) -> list[str]:
        """Ways to go on typing, most products first."""
        languages = tuple(dict.fromkeys((language, self.base_language)))
        words = without_fillers(read(text, languages, self.synonyms))
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


def _first(
    docs: Docs, key: NDArray[np.float32] | NDArray[np.int64], count: int, at: int, block: int
) -> list[tuple[int, float, int, int]]:
    """The first so many documents by key, then by number, as (block, key, document, segment)."""
    best = np.argsort(key, kind="stable")[:count]
    return [(block, k, doc, at) for k, doc in zip(key[best].tolist(), docs[best].tolist(), strict=True)]


def _column(segment: Segment, docs: Docs, sort: str) -> NDArray[np.int64]:
    if sort == "new":
        return -segment.arrays["new_day"].take(docs).astype(np.int64)
    amount: NDArray[np.int64] = segment.amount.take(docs)
    return amount if sort == "price_up" else -amount
