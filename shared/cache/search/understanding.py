"""How a typed text is understood: as it stands, in another spelling, or with words left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from shared.cache.search import ranking
from shared.cache.search.facets import Facets
from shared.cache.search.matching import Match, all_of
from shared.cache.search.model import Query
from shared.cache.search.segment import Listed, Reading, Segment
from shared.cache.search.words import Synonyms, Word, corrected, joined, read, readings, split

ENOUGH: Final = 24  # with so many products for the words as typed, no other spelling is looked for
TRIES: Final = 4  # spellings looked at for one word
KEPT: Final = 8_192
_NONE: Final = np.empty(0, np.uint32)


@dataclass(frozen=True, slots=True)
class Answer:
    """What matches in each segment, for which words, and what had to be changed to find something."""

    matches: list[Match]
    words: list[Word]
    did_you_mean: str = ""
    relaxed: str = ""

    @property
    def total(self) -> int:
        return sum(match.count for match in self.matches)


class Understanding:
    """Reads queries against the vocabularies of segments."""

    def __init__(
        self, segments: Sequence[Segment], facets: Facets, base_language: str, synonyms: Synonyms
    ) -> None:
        self._segments = segments
        self._facets = facets
        self._base_language = base_language
        self._synonyms = synonyms
        self._known: list[dict[Word, list[Reading]]] = [{} for _ in segments]

    def answer(self, query: Query) -> Answer:
        """The best way to understand a query's text, within its category."""
        languages = list(dict.fromkeys((query.language, self._base_language)))
        words = read(query.text, languages, self._synonyms)
        answer = self._strict(words, query)
        if not words or answer.total >= ENOUGH:
            return answer
        answer = self._respelled(answer, query)
        return answer if answer.total else self._relaxed(answer, query)

    def _readings(self, at: int, word: Word) -> list[Reading]:
        known = self._known[at].get(word)
        if known is None:
            if len(self._known[at]) >= KEPT:
                self._known[at].clear()
            known = self._known[at][word] = readings(word, self._segments[at])
        return known

    def _strict(self, words: list[Word], query: Query) -> Answer:
        """All words as they stand."""
        matches = []
        for at, segment in enumerate(self._segments):
            match = all_of(segment, [self._readings(at, word) for word in words])
            if query.category_id and match.count:
                docs = self._facets.within(segment, match.docs, "category", (query.category_id,))
                match = Match(segment, match.words, docs)
            matches.append(match)
        return Answer(matches, words)

    # --- other spellings ----------------------------------------------------------------------------------------

    def _respelled(self, answer: Answer, query: Query) -> Answer:
        """The answer, or a better one for words spelled otherwise: unknown words first, one after the other."""
        words = answer.words
        unknown = [word for word in words if not self._entries(word)]
        if not unknown:
            rare = [word for word in words if self._entries(word) < ENOUGH and not self._whole(word)]
            return self._best(answer, words, words if not answer.total else rare, query)
        found = answer
        for word in unknown:
            if word not in words:
                continue
            better = self._best(Answer([], words), words, [word], query)
            if better.total:
                found, words = better, better.words
            else:
                words = self._likeliest(words, word)
        if found is not answer or words == answer.words:
            return found
        final = self._strict(words, query)
        if not final.total:
            return answer
        return replace(final, did_you_mean=" ".join(word.text for word in words))

    def _best(self, answer: Answer, words: list[Word], suspects: list[Word], query: Query) -> Answer:
        """The spelling of one of the suspects that finds most, if it finds clearly more."""
        best, least = answer, max(answer.total * 4, 1)
        for tried in self._spellings(words, suspects):
            other = self._strict(tried, query)
            if other.total >= least:
                best, least = other, other.total + 1
        if best is answer:
            return answer
        return replace(best, did_you_mean=" ".join(word.text for word in best.words))

    def _spellings(self, words: list[Word], suspects: list[Word]) -> list[list[Word]]:
        tries = [tried for tried in joined(words) if any(word not in tried for word in suspects)]
        for segment in self._segments:
            tries += [tried for tried in split(words, segment) if any(word not in tried for word in suspects)]
        for word in suspects:
            tries += [[new if w is word else w for w in words] for new in self._near(word)]
        return tries

    def _near(self, word: Word) -> list[Word]:
        """Words and beginnings one slip away, in long words two, the weightiest first."""
        if not word.correctable:
            return []
        for twice, factor in ((False, ranking.TYPO), (True, ranking.TYPO_TWO)):
            weighed: dict[str, float] = {}
            for segment in self._segments:
                for text, weight in segment.near(word.text, not word.open, twice):
                    weighed[text] = weighed.get(text, 0) + weight
            if weighed:
                best = sorted(weighed, key=lambda text: -weighed[text])[:TRIES]
                return [corrected(word, text, factor, self._base_language) for text in best]
            if len(word.text) < 8:
                break
        return []

    def _likeliest(self, words: list[Word], word: Word) -> list[Word]:
        """The words with one in its weightiest other spelling, so that the next can be looked at."""
        near = self._near(word)
        return [near[0] if w is word else w for w in words] if near else words

    def _entries(self, word: Word) -> int:
        """An upper bound of the products that have a word."""
        total = 0
        for at, segment in enumerate(self._segments):
            for reading in self._readings(at, word):
                total += len(reading.docs) if isinstance(reading, Listed) else segment.postings(*reading[:2])
        return total

    def _whole(self, word: Word) -> bool:
        """Whether it stands as it is in some product, rather than only beginning a word."""
        return any((place := segment.find(word.text)) is not None and place[2] for segment in self._segments)

    # --- fewer words --------------------------------------------------------------------------------------------

    def _relaxed(self, answer: Answer, query: Query) -> Answer:
        """Leave out as few words as possible: those that nothing has first; the most telling ones stay."""
        words = [word for word in answer.words if self._strict([word], query).total]
        while words:
            tried = self._strict(words, query) if len(words) < len(answer.words) else answer
            if tried.total:
                left = " ".join(word.text for word in answer.words if word not in words)
                return replace(tried, did_you_mean=answer.did_you_mean, relaxed=left)
            fewer = [self._strict([*words[:i], *words[i + 1 :]], query) for i in range(len(words))]
            found = [some for some in fewer if some.total]
            words = min(found, key=lambda some: some.total).words if found else words[:-1]
        return answer
