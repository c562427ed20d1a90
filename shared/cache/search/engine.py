"""Answers queries over segments: matching, corrections, ranking, exact facets and sorts."""

import math
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import ranking
from shared.cache.search.builder import STATIC
from shared.cache.search.documents import size_key
from shared.cache.search.model import Facet, Found, Query, Tile
from shared.cache.search.segment import FACET_NUMBER, Docs, Reading, Segment
from shared.cache.search.words import Synonyms, Word, corrected, joined, read, readings, split

ENOUGH: Final = 24  # with so many products for the words as typed, no other spelling is looked for
LONGEST_FACET: Final = 60


@dataclass(frozen=True, slots=True)
class Part:
    """What one segment holds for a query: the products before filters, and the words they were found by."""

    segment: Segment
    docs: Docs
    words: list[list[Reading]]


@dataclass(frozen=True, slots=True)
class Answer:
    """How a text was understood: the parts, and what had to be changed to find something."""

    parts: list[Part]
    words: list[Word]
    did_you_mean: str = ""
    relaxed: str = ""

    @property
    def total(self) -> int:
        return sum(len(part.docs) for part in self.parts)


class Engine:
    """Search over segments that together hold each product once. Thread-safe."""

    def __init__(
        self,
        segments: list[Segment],
        values: dict[tuple[str, str], int],
        bounds: tuple[int, ...],
        label: Callable[[str, str, str], str],
        base_language: str = "en",
        synonyms: Synonyms | None = None,
    ) -> None:
        """``label``: (facet, value id, language) → text. ``bounds``: lower ends of the price bands, the first 0."""
        self.segments = segments
        self.values = values
        self.keys = list(values)
        self.bounds = np.array(bounds or (0,), np.int64)
        self.label = label
        self.base_language = base_language
        self.synonyms = synonyms or Synonyms.load()
        self.popularity = (
            np.concatenate([s.arrays["popularity"] for s in segments]) if segments else np.empty(0)
        )
        self._lock = threading.Lock()
        for segment in segments:
            segment.prior = self._prior(segment)

    def _prior(self, segment: Segment) -> NDArray[np.float32]:
        total = max(2, len(self.popularity))
        ahead = np.searchsorted(np.sort(-self.popularity), -segment.arrays["popularity"])
        spread = ahead if len(self.segments) > 1 else np.arange(segment.count)
        return (1 - np.log1p(spread) / math.log1p(total)).astype(np.float32)

    # --- understanding ------------------------------------------------------------------------------------------

    def answer(self, query: Query) -> Answer:
        """Understand a query's text and find what matches it within its category."""
        languages = list(dict.fromkeys((query.language, self.base_language)))
        words = read(query.text, languages, self.synonyms)
        answer = self._strict(words, query)
        if not words or answer.total >= ENOUGH:
            return answer
        better = self._other_spelling(answer, query)
        if better is not None:
            answer = better
        return answer if answer.total else self._relaxed(answer, query)

    def _strict(self, words: list[Word], query: Query) -> Answer:
        parts = []
        for segment in self.segments:
            found = [readings(word, segment) for word in words]
            docs = segment.all_of(found) if all(found) else np.empty(0, np.uint32)
            if query.category_id and len(docs):
                docs = self._within(segment, docs, "category", {query.category_id})
            if segment.alive is not None and len(docs):
                docs = docs[segment.alive[docs]]
            parts.append(Part(segment, docs, found))
        return Answer(parts, words)

    def _other_spelling(self, answer: Answer, query: Query) -> Answer | None:
        best: Answer | None = None
        least = max(answer.total * 4, 1)
        tries = joined(answer.words)
        for segment in self.segments[:1]:
            tries += split(answer.words, segment)
        for words in tries:
            other = self._strict(words, query)
            if other.total >= least:
                best, least = other, other.total + 1
        for words in self._corrections(answer.words):
            other = self._strict(words, query)
            if other.total >= least:
                best, least = other, other.total + 1
        if best is None:
            return None
        return Answer(best.parts, best.words, did_you_mean=" ".join(word.text for word in best.words))

    def _corrections(self, words: list[Word]) -> Iterable[list[Word]]:
        for at, word in enumerate(words):
            if not word.correctable:
                continue
            for text in self._near(word):
                yield [*words[:at], corrected(word, text, ranking.TYPO), *words[at + 1 :]]

    def _near(self, word: Word) -> list[str]:
        counted: dict[str, int] = {}
        for segment in self.segments:
            for text, entries in segment.near(word.text, whole=not word.open):
                counted[text] = counted.get(text, 0) + entries
        return sorted(counted, key=lambda text: -counted[text])[:4]

    def _relaxed(self, answer: Answer, query: Query) -> Answer:
        """Leave out words until something is found: first the least telling one, in the end all but one."""
        words = answer.words
        while len(words) > 1:
            tries = [[w for j, w in enumerate(words) if j != i] for i in range(len(words))]
            answers = [self._strict(some, query) for some in tries]
            found = [(a.total, i) for i, a in enumerate(answers) if a.total]
            if found:
                _, i = min(found)
                kept = answers[i].words
                out = [w.text for w in answer.words if w not in kept]
                return Answer(answers[i].parts, kept, answer.did_you_mean, relaxed=" ".join(out))
            known = [i for i, w in enumerate(words) if self._strict([w], query).total == 0]
            words = [w for j, w in enumerate(words) if j != (known[0] if known else len(words) - 1)]
        single = self._strict(words, query)
        if single.total:
            out = [w.text for w in answer.words if w not in words]
            return Answer(single.parts, words, relaxed=" ".join(out))
        return answer

    # --- filters and facets -------------------------------------------------------------------------------------

    def _within(self, segment: Segment, docs: Docs, facet: str, chosen: Iterable[str]) -> Docs:
        """The documents that have one of the chosen values of a facet."""
        keep: NDArray[np.bool_]
        if facet == "here":
            keep = segment.stock[docs, 0] > 0
        elif facet == "price":
            amount = segment.arrays["amount"][docs]
            keep = np.zeros(len(docs), np.bool_)
            for band in chosen:
                low, _, high = band.partition("-")
                keep |= (amount >= int(low or 0)) & (amount < (int(high) if high else 2**62))
        else:
            numbers = {self.values[facet, key] for key in chosen if (facet, key) in self.values}
            keep = segment.having(numbers)[segment.combos[docs, FACET_NUMBER[facet]]]
        return docs[keep]

    def facets(self, parts: list[Part], query: Query) -> tuple[list[Docs], dict[str, list[Facet]]]:
        """The documents of each part that pass all filters, and exact counts; a facet does not filter itself."""
        filters = {facet: chosen for facet, chosen in query.filters.items() if chosen}
        kept = [self._filtered(part, filters) for part in parts]
        counts: dict[str, NDArray[np.int64]] = {}
        for facet in (*STATIC, "price", "here"):
            others = {f: chosen for f, chosen in filters.items() if f != facet}
            sets = kept if len(others) == len(filters) else [self._filtered(part, others) for part in parts]
            counts[facet] = sum(
                (self._count(part.segment, docs, facet) for part, docs in zip(parts, sets, strict=True)),
                np.zeros(self._width(facet), np.int64),
            )
        return kept, {facet: self._facet(facet, count, query) for facet, count in counts.items()}

    def _filtered(self, part: Part, filters: dict[str, frozenset[str]]) -> Docs:
        docs = part.docs
        for facet, chosen in filters.items():
            docs = self._within(part.segment, docs, facet, chosen)
        return docs

    def _width(self, facet: str) -> int:
        return {"price": len(self.bounds), "here": 1}.get(facet, len(self.values))

    def _count(self, segment: Segment, docs: Docs, facet: str) -> NDArray[np.int64]:
        if facet == "here":
            return np.array([np.count_nonzero(segment.stock[docs, 0] > 0)], np.int64)
        if facet == "price":
            band = np.searchsorted(self.bounds, segment.arrays["amount"][docs], side="right") - 1
            return np.bincount(np.maximum(band, 0), minlength=len(self.bounds)).astype(np.int64)
        return segment.value_counts(FACET_NUMBER[facet], docs, len(self.values))

    def _facet(self, facet: str, counts: NDArray[np.int64], query: Query) -> list[Facet]:
        active = query.filters.get(facet, frozenset())
        if facet == "here":
            return [Facet("1", self.label("here", "1", query.language), int(counts[0]), "1" in active)]
        if facet == "price":
            bands = [*map(str, self.bounds), ""]
            keys = [f"{low}-{high}" for low, high in pairwise(bands)]
            return [
                Facet(k, k, int(n), k in active)
                for k, n in zip(keys, counts, strict=True)
                if n or k in active
            ]
        numbers = np.flatnonzero(counts)
        numbers = numbers[np.argsort(-counts[numbers], kind="stable")][:LONGEST_FACET]
        chosen = [self.values[facet, key] for key in active if (facet, key) in self.values]
        found = []
        for number in dict.fromkeys([*numbers.tolist(), *chosen]):
            owner, key = self.keys[number]
            if owner == facet:
                found.append(
                    Facet(key, self.label(facet, key, query.language), int(counts[number]), key in active)
                )
        if facet == "size":
            found.sort(key=lambda value: size_key(value.label))
        return found

    # --- order and page -----------------------------------------------------------------------------------------

    def search(self, query: Query) -> Found:
        """One page of what a query finds, with total, facets and how it was understood."""
        answer = self.answer(query)
        kept, facets = self.facets(answer.parts, query)
        page = self._page(answer.parts, kept, query)
        tiles = [self.tile(segment, doc, query.language) for segment, doc in page]
        total = sum(map(len, kept))
        return Found(tiles, total, facets, answer.did_you_mean, answer.relaxed)

    def _page(self, parts: list[Part], kept: list[Docs], query: Query) -> list[tuple[Segment, int]]:
        until = query.offset + query.limit
        rows: list[tuple[float, int, int]] = []
        for at, (part, docs) in enumerate(zip(parts, kept, strict=True)):
            if not len(docs):
                continue
            key = self._order(part, docs, query)
            best = np.argsort(key, kind="stable")[:until] if len(docs) > 1 else np.zeros(1, np.int64)
            rows += [(float(key[i]), int(docs[i]), at) for i in best]
        rows.sort()
        return [(parts[at].segment, doc) for _, doc, at in rows[query.offset : until]]

    def _order(self, part: Part, docs: Docs, query: Query) -> NDArray[Any]:
        """What sorts documents, smallest first."""
        arrays = part.segment.arrays
        if query.sort == "price_up":
            return np.asarray(arrays["amount"][docs])
        if query.sort == "price_down":
            return -np.asarray(arrays["amount"][docs])
        if query.sort == "new":
            return -np.asarray(arrays["new_day"][docs])
        score = part.segment.score(docs, part.words) if part.words else np.zeros(len(docs), np.float32)
        stock = part.segment.stock[docs]
        today = datetime.now(UTC).date().toordinal()
        age = today - arrays["new_day"][docs]
        score = score + ranking.POPULARITY * part.segment.prior[docs]
        score += ranking.HERE * (stock[:, 0] > 0) + ranking.ELSEWHERE * (stock.sum(axis=1) > 0)
        score += ranking.NEW * ((age >= 0) & (age < ranking.NEW_DAYS))
        return -score

    def tile(self, segment: Segment, doc: int, language: str) -> Tile:
        """What a list shows of a document."""
        id_, name, brand, media, currency, colours, rating, names = segment.tile(doc)
        arrays = segment.arrays
        here, elsewhere, warehouse = segment.stock[doc].tolist()
        day = int(arrays["new_day"][doc])
        new = bool(day) and 0 <= datetime.now(UTC).date().toordinal() - day < ranking.NEW_DAYS
        return Tile(
            id_, names.get(language, name), brand, media, int(arrays["amount"][doc]), int(arrays["list_amount"][doc]),
            currency, bool(arrays["from_price"][doc]), colours, here, elsewhere, warehouse, rating, new,
        )  # fmt: skip

    def suggest(self, text: str, limit: int, language: str) -> list[str]:
        """Ways to go on typing, most products first."""
        languages = list(dict.fromkeys((language, self.base_language)))
        words = read(text, languages, self.synonyms)
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
            earlier = segment.all_of([readings(word, segment) for word in before]) if before else None
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
