"""How a typed text is understood: as it stands, in another spelling, or with words left out."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec.structs import replace

from shared.cache.search import ranking
from shared.cache.search.facets import Facets
from shared.cache.search.loops_matching import UNIT
from shared.cache.search.matching import Match
from shared.cache.search.model import Query
from shared.cache.search.respelling import ENOUGH, FEW, Respelling
from shared.cache.search.segment import Segment
from shared.cache.search.standing import Answer, Standing
from shared.cache.search.synonyms import Synonyms
from shared.cache.search.typed import Word, read, text_of, without_fillers

SOME: Final = 96  # without a word, no more than a few pages follow what has all of them


class Understanding:
    """Reads queries against the vocabularies of segments."""

    def __init__(
        self, segments: Sequence[Segment], facets: Facets, base_language: str, synonyms: Synonyms
    ) -> None:
        self._base_language = base_language
        self._synonyms = synonyms
        self._words = Standing(segments, facets)
        self._spellings = Respelling(self._words)

    def answer(self, query: Query) -> Answer:
        """The best way to understand a query's text, within its category."""
        spoken = self._synonyms.spoken(tuple(dict.fromkeys((query.language, self._base_language))))
        typed = read(query.text, spoken)
        whole = self._spellings.unparted(typed, spoken)
        words = without_fillers(whole)
        answer = self._words.strict(words, query)
        exact = answer.total
        if whole is not typed:
            answer, typed, exact = (
                replace(answer, did_you_mean=text_of(words) if answer.total else ""),
                whole,
                0,
            )
        if not words or answer.total >= ENOUGH:
            return answer
        answer = self._spellings.better(answer, typed, query, spoken)
        answer = answer if answer.total >= FEW else self._relaxed(answer, query)
        return replace(answer, exact=exact) if exact and (answer.did_you_mean or answer.relaxed) else answer

    def _relaxed(self, answer: Answer, query: Query) -> Answer:
        """With few or no products for all words, also those that lack as few of the words as possible.

        Left out is the word without which the best of what remains match best. What has all words stays first.
        """
        words = [word for word in answer.words if self._words.strict([word], query).total]
        if len(words) == len(answer.words):
            words = self._without_one(words, query)
        while words:
            tried = self._words.strict(words, query)
            if tried.total > answer.total and (not answer.total or tried.total <= SOME):
                left = " ".join(word.text for word in answer.words if word not in words)
                matches = [self._rescored(match, answer.words, at) for at, match in enumerate(tried.matches)]
                return Answer(matches, tried.total, words, answer.did_you_mean, left)
            words = self._without_one(words, query)
        return answer

    def _rescored(self, match: Match, words: list[Word], at: int) -> Match:
        return match.scored_by([self._words.sought(at, word) for word in words])

    def _without_one(self, words: list[Word], query: Query) -> list[Word]:
        """The words but one; none when there is only one."""
        best: list[Word] = []
        best_points = 0.0
        places = sorted(range(len(words)), key=lambda i: words[i].text)  # the order typed decides nothing
        for i in places if len(words) > 1 else ():
            rest = [*words[:i], *words[i + 1 :]]
            points = max(
                (_top_points(match) for match in self._words.strict(rest, query).matches), default=0.0
            )
            telling = any(len(word.text) >= 3 or not word.open for word in rest)
            if points > best_points and telling:
                best, best_points = rest, points
        return best or words[:-1]


def _top_points(match: Match) -> float:
    """How well the best of a match fit, all words together."""
    if not match.count:
        return 0.0
    points = match.points if match.bits is None else match.block(0)[1]
    high, best = UNIT * (ranking.HAS + ranking.THING) * len(match.words), np.sort(points)[-FEW:]
    return float((best >= high).sum() + best.sum() / (10_000 * UNIT))
