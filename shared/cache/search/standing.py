"""What words match as they stand, and which texts are words or begin one."""

from collections.abc import Sequence
from typing import Final

import msgspec

from shared.cache.search.facets import Facets
from shared.cache.search.matching import Match, all_of
from shared.cache.search.model import Query
from shared.cache.search.segment import Reading, Segment
from shared.cache.search.sought import Sought
from shared.cache.search.typed import Word
from shared.cache.search.words import readings

KEPT_WORDS: Final = 1_024
KEPT_MATCHES: Final = 128  # of words typed lately: the next letter narrows one of them


class Answer(msgspec.Struct, frozen=True):
    """What matches in each segment, how much that is, for which words, and what had to be changed to find something."""

    matches: list[Match]
    total: int
    words: list[Word]
    did_you_mean: str = ""
    relaxed: str = ""
    exact: int = 0  # with either: how many products have all words as typed


class Standing:
    """Words against the vocabularies of segments; what was asked lately is kept."""

    def __init__(self, segments: Sequence[Segment], facets: Facets) -> None:
        self.segments = segments
        self._facets = facets
        self._known: list[dict[Word, Sought]] = [{} for _ in segments]
        self._alike: list[dict[tuple[Reading, ...], Sought]] = [{} for _ in segments]
        self._matched: list[dict[tuple[Sought, ...], Match]] = [{} for _ in segments]
        self._stands: dict[str, tuple[bool, bool]] = {}

    def sought(self, at: int, word: Word) -> Sought:
        """Where a word is found; words that read the same are one."""
        known = self._known[at].get(word)
        if known is None:
            if len(self._known[at]) >= KEPT_WORDS:
                self._known[at].clear()
                self._alike[at].clear()
            segment, alike = self.segments[at], self._alike[at]
            found = tuple(readings(word, segment))
            known = alike.get(found)
            if known is None:
                known = alike[found] = Sought(segment, found)
            self._known[at][word] = known
        return known

    def _match(self, at: int, words: list[Word]) -> Match:
        """The products of a segment that have all words as they stand."""
        matched, sought = self._matched[at], tuple([self.sought(at, word) for word in words])
        found = matched.get(sought)
        if found is None:
            before = matched.get(sought[:-1]) if len(sought) > 1 else None
            found = all_of(self.segments[at], sought, before)
            if len(matched) >= KEPT_MATCHES:
                matched.pop(next(iter(matched)), None)  # the oldest; all at once would take long
            matched[sought] = found
        return found

    def strict(self, words: list[Word], query: Query) -> Answer:
        """All words as they stand."""
        matches, total, category = [], 0, query.category_id
        for at, segment in enumerate(self.segments):
            match = self._match(at, words)
            if category and match.count:
                match = match.left(self._facets.within(segment, match.numbers(), "category", (category,)))
            matches.append(match)
            total += match.count
        return Answer(matches, total, words)

    def _entries(self, word: Word) -> int:
        """An upper bound of the products that have a word."""
        total = 0
        for at in range(len(self.segments)):
            table = self.sought(at, word).table
            total += int((table[:, 2] - table[:, 1]).sum())
        return total

    def known_word(self, word: Word) -> bool:
        """Whether it is found otherwise than as the end of another word, unless its language makes compounds."""
        return bool(self._entries(word)) and (
            word.compound or bool(word.same) or not word.correctable or self.begins(word.text)
            or any(map(self.begins, (word.stem, *word.also)))
        )  # fmt: skip

    def is_word(self, text: str) -> bool:
        """Whether it stands as it is in some product, rather than only beginning a word."""
        return self._standing(text)[1]

    def begins(self, text: str) -> bool:
        return self._standing(text)[0]

    def _standing(self, text: str) -> tuple[bool, bool]:
        """Whether words begin with a text, and whether it is one."""
        known = self._stands.get(text)
        if known is None:
            if len(self._stands) >= KEPT_WORDS:
                self._stands.clear()
            places = [place for segment in self.segments if (place := segment.find(text))]
            known = self._stands[text] = (bool(places), any(place[2] for place in places))
        return known
