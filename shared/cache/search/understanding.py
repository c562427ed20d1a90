"""How a typed text is understood: as it stands, in another spelling, or with words left out."""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
import numpy as np
from msgspec.structs import replace

from shared.cache.search import ranking
from shared.cache.search.facets import Facets
from shared.cache.search.loops_matching import UNIT
from shared.cache.search.matching import Match, all_of
from shared.cache.search.model import Query
from shared.cache.search.segment import Reading, Segment
from shared.cache.search.sought import Sought
from shared.cache.search.typed import Synonyms, Word, corrected, read, without_fillers
from shared.cache.search.words import both_or_one, joined, likelihood, readings, split

FEW: Final = 10  # with fewer products that have all words, those without one word follow them
SOME: Final = 96  # … if they are no more than a few pages
ENOUGH: Final = 24  # with so many products for the words as typed, no other spelling is looked for
TRIES: Final = 4  # spellings looked at for one word
KEPT_WORDS: Final = 1_024
KEPT_MATCHES: Final = 128  # of words typed lately: the next letter narrows one of them


class Answer(msgspec.Struct, frozen=True):
    """What matches in each segment, how much that is, for which words, and what had to be changed to find something."""

    matches: list[Match]
    total: int
    words: list[Word]
    did_you_mean: str = ""
    relaxed: str = ""


class Understanding:
    """Reads queries against the vocabularies of segments."""

    def __init__(
        self, segments: Sequence[Segment], facets: Facets, base_language: str, synonyms: Synonyms
    ) -> None:
        self._segments = segments
        self._facets = facets
        self._base_language = base_language
        self._synonyms = synonyms
        self._known: list[dict[Word, Sought]] = [{} for _ in segments]
        self._alike: list[dict[tuple[Reading, ...], Sought]] = [{} for _ in segments]
        self._nearby: dict[tuple[str, bool], list[str]] = {}
        self._stands: dict[str, tuple[bool, bool]] = {}
        self._matched: list[dict[tuple[Sought, ...], Match]] = [{} for _ in segments]

    def answer(self, query: Query) -> Answer:
        """The best way to understand a query's text, within its category."""
        languages = tuple(dict.fromkeys((query.language, self._base_language)))
        typed = read(query.text, languages, self._synonyms)
        whole = self._unparted(typed, languages)
        words = without_fillers(whole)
        answer = self._strict(words, query)
        if whole is not typed:
            answer, typed = replace(answer, did_you_mean=_text(words) if answer.total else ""), whole
        if not words or answer.total >= ENOUGH:
            return answer
        answer = self._respelled(answer, typed, query, languages)
        return answer if answer.total >= FEW else self._relaxed(answer, query)

    def _sought(self, at: int, word: Word) -> Sought:
        """Where a word is found; words that read the same are one."""
        known = self._known[at].get(word)
        if known is None:
            if len(self._known[at]) >= KEPT_WORDS:
                self._known[at].clear()
                self._alike[at].clear()
            segment, alike = self._segments[at], self._alike[at]
            found = tuple(readings(word, segment))
            known = alike.get(found)
            if known is None:
                known = alike[found] = Sought(segment, found)
            self._known[at][word] = known
        return known

    def _match(self, at: int, words: list[Word]) -> Match:
        """The products of a segment that have all words as they stand."""
        matched, sought = self._matched[at], tuple([self._sought(at, word) for word in words])
        found = matched.get(sought)
        if found is None:
            before = matched.get(sought[:-1]) if len(sought) > 1 else None
            found = all_of(self._segments[at], sought, before)
            if len(matched) >= KEPT_MATCHES:
                matched.clear()
            matched[sought] = found
        return found

    def _strict(self, words: list[Word], query: Query) -> Answer:
        """All words as they stand."""
        matches, total, category = [], 0, query.category_id
        for at, segment in enumerate(self._segments):
            match = self._match(at, words)
            if category and match.count:
                match = match.left(self._facets.within(segment, match.numbers(), "category", (category,)))
            matches.append(match)
            total += match.count
        return Answer(matches, total, words)

    def _unparted(self, typed: list[Word], languages: tuple[str, ...]) -> list[Word]:
        """With two pieces as the word they make where the pieces are none: "tort illas" as "tortillas"."""
        for at in range(len(typed) - 1):
            a, b = typed[at].text, typed[at + 1].text
            if not (a.isalpha() and b.isalpha()):
                continue
            if (self._is_word(a) and self._begins(b)) or self._is_word(b):
                continue
            if self._is_word(a + b) or (typed[at + 1].open and self._begins(a + b)):
                one = corrected(typed[at + 1], a + b, 1.0, languages, self._synonyms)
                return [*typed[:at], one, *typed[at + 2 :]]
        return typed

    # --- other spellings ----------------------------------------------------------------------------------------

    def _respelled(
        self, answer: Answer, typed: list[Word], query: Query, languages: tuple[str, ...]
    ) -> Answer:
        """The answer, or a better one for words spelled otherwise; with few products, others follow them."""
        if not answer.total:
            answer = self._corrected(answer, typed, query, languages)
        return self._widened(answer, query, languages) if 0 < answer.total < ENOUGH else answer

    def _corrected(
        self, answer: Answer, typed: list[Word], query: Query, languages: tuple[str, ...]
    ) -> Answer:
        """Something for words that find nothing: unknown words are spelled otherwise, one after the other."""
        words = answer.words
        unknown = [word for word in words if not self._known_word(word)]
        if len(typed) > len(words) and (found := self._rejoined(typed, unknown, query)) is not None:
            return found
        if not unknown:
            return self._best(answer, words, words, query, languages)
        found = answer
        for word in unknown:
            if word not in words:
                continue
            better = self._best(Answer([], 0, words), words, [word], query, languages)
            if better.total:
                found, words = better, better.words
            else:
                words = self._likeliest(words, word, languages)
        if found is not answer or words == answer.words:
            return found
        final = replace(self._strict(words, query), did_you_mean=_text(words))
        if final.total:
            return final
        # Another word may be wrong as well, which must tell more than leaving one out.
        best = self._best(answer, words, words, query, languages)
        if best.total >= FEW:
            return best
        usual = all(likelihood(a.text, b.text) == 1.0 for a, b in zip(answer.words, words, strict=True))
        return final if usual else answer  # "red jaket" means a jacket even where none is red

    def _rejoined(self, typed: list[Word], unknown: list[Word], query: Query) -> Answer | None:
        """With a filler word as part of a word: "sham poo for" is no shampoo, "comfort er" may be a comforter."""
        for tried in joined(typed):
            if any(word not in tried for word in unknown):
                other = self._strict(without_fillers(tried), query)
                if other.total:
                    return replace(other, did_you_mean=_text(tried))
        return None

    def _widened(self, answer: Answer, query: Query, languages: tuple[str, ...]) -> Answer:
        """The few products found, and after them those of another spelling of a word that nothing has whole."""
        best = answer
        for tried in both_or_one(answer.words):
            if any(self._is_word(one.text) for word in tried for one in word.or_else):
                best = self._strict(tried, query)
        if best is not answer:
            return best
        for word in answer.words:
            least = max(best.total + 1, answer.total * (8 if self._is_word(word.text) else 4))
            if self._is_word(word.text) and answer.total > 2:
                continue
            for new in self._near(word, languages, ranking.TYPO):
                tried = [replace(word, or_else=(new,)) if w is word else w for w in answer.words]
                other = self._strict(tried, query)
                if other.total * likelihood(word.text, new.text) >= least:
                    meant = " ".join(new.text if w is word else w.text for w in answer.words)
                    best, least = replace(other, did_you_mean=meant), other.total + 1
        return best

    def _best(
        self,
        answer: Answer,
        words: list[Word],
        suspects: list[Word],
        query: Query,
        languages: tuple[str, ...],
    ) -> Answer:
        """The spelling of one of the suspects that finds most; the answer itself where none finds anything."""
        best, most = answer, 0.0
        for tries in (self._spellings(words, suspects, languages), self._shortened(words, suspects)):
            for tried, likely in tries:
                other = self._strict(tried, query)
                if other.total * likely > most:
                    best, most = other, other.total * likely
            if best is not answer:
                break
        else:
            return answer
        return replace(best, did_you_mean=_text(best.words))

    def _spellings(
        self, words: list[Word], suspects: list[Word], languages: tuple[str, ...]
    ) -> list[tuple[list[Word], float]]:
        """The words with a suspect spelled otherwise, and how likely that is."""
        tries = [(tried, 1.0) for tried in joined(words)]
        for segment in self._segments:
            tries += split(words, segment, languages)
        found = [one for one in tries if any(word not in one[0] for word in suspects)]
        for word in suspects:
            found += [
                ([new if w is word else w for w in words], likelihood(word.text, new.text))
                for new in self._near(word, languages)
            ]
        return found

    def _near(self, word: Word, languages: tuple[str, ...], factor: float = 1.0) -> list[Word]:
        """Words and beginnings one slip away, in long words two, the weightiest and likeliest first."""
        if not word.correctable:
            return []
        best = self._nearby.get((word.text, word.open))
        if best is None:
            if len(self._nearby) >= KEPT_WORDS:
                self._nearby.clear()
            best = self._nearby[word.text, word.open] = self._look_near(word)
        return [corrected(word, text, factor, languages, self._synonyms) for text in best]

    def _look_near(self, word: Word) -> list[str]:
        for twice in (False, True) if len(word.text) >= 8 else (False,):
            weighed: dict[str, float] = {}
            for segment in self._segments:
                for text, weight in segment.near(word.text, not word.open, twice):
                    weighed[text] = weighed.get(text, 0) + weight * likelihood(word.text, text)
            if weighed:
                return sorted(weighed, key=lambda text: -weighed[text])[:TRIES]
        return []

    def _shortened(self, words: list[Word], suspects: list[Word]) -> Iterator[tuple[list[Word], float]]:
        """With the longest known beginning of a suspect, at least two thirds: "kapuzenpulli" as "kapuzenpull…"."""
        for word in suspects:
            for size in range(len(word.text) - 1, max(4, len(word.text) * 2 // 3) - 1, -1):
                if self._begins(word.text[:size]):
                    short = Word(word.text[:size], open=True)
                    yield [short if w is word else w for w in words], 1.0
                    break

    def _likeliest(self, words: list[Word], word: Word, languages: tuple[str, ...]) -> list[Word]:
        """The words with one in its weightiest other spelling, so that the next can be looked at."""
        near = self._near(word, languages)
        return [near[0] if w is word else w for w in words] if near else words

    def _entries(self, word: Word) -> int:
        """An upper bound of the products that have a word."""
        total = 0
        for at in range(len(self._segments)):
            table = self._sought(at, word).table
            total += int((table[:, 2] - table[:, 1]).sum())
        return total

    def _known_word(self, word: Word) -> bool:
        """Whether it is found otherwise than as the end of another word, unless its language makes compounds."""
        return bool(self._entries(word)) and (
            word.compound or bool(word.same) or not word.correctable or self._begins(word.text)
            or any(map(self._begins, (word.stem, *word.also)))
        )  # fmt: skip

    def _is_word(self, text: str) -> bool:
        """Whether it stands as it is in some product, rather than only beginning a word."""
        return self._standing(text)[1]

    def _begins(self, text: str) -> bool:
        return self._standing(text)[0]

    def _standing(self, text: str) -> tuple[bool, bool]:
        """Whether words begin with a text, and whether it is one."""
        known = self._stands.get(text)
        if known is None:
            if len(self._stands) >= KEPT_WORDS:
                self._stands.clear()
            places = [place for segment in self._segments if (place := segment.find(text))]
            known = self._stands[text] = (bool(places), any(place[2] for place in places))
        return known

    # --- fewer words --------------------------------------------------------------------------------------------

    def _relaxed(self, answer: Answer, query: Query) -> Answer:
        """With few or no products for all words, also those that lack as few of the words as possible.

        Left out is the word without which the best of what remains match best. What has all words stays first.
        """
        words = [word for word in answer.words if self._strict([word], query).total]
        if len(words) == len(answer.words):
            words = self._without_one(words, query)
        while words:
            tried = self._strict(words, query)
            if tried.total > answer.total and (not answer.total or tried.total <= SOME):
                left = " ".join(word.text for word in answer.words if word not in words)
                matches = [self._rescored(match, answer.words, at) for at, match in enumerate(tried.matches)]
                return Answer(matches, tried.total, words, answer.did_you_mean, left)
            words = self._without_one(words, query)
        return answer

    def _rescored(self, match: Match, words: list[Word], at: int) -> Match:
        return match.scored_by([self._sought(at, word) for word in words])

    def _without_one(self, words: list[Word], query: Query) -> list[Word]:
        """The words but one; none when there is only one."""
        best: list[Word] = []
        best_points = 0.0
        places = sorted(range(len(words)), key=lambda i: words[i].text)  # the order typed decides nothing
        for i in places if len(words) > 1 else ():
            rest = [*words[:i], *words[i + 1 :]]
            points = max((_top_points(match) for match in self._strict(rest, query).matches), default=0.0)
            telling = any(len(word.text) >= 3 or not word.open for word in rest)
            if points > best_points and telling:
                best, best_points = rest, points
        return best or words[:-1]


def _text(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def _top_points(match: Match) -> float:
    """How well the best of a match fit, all words together."""
    if not match.count:
        return 0.0
    points = match.points if match.bits is None else match.block(0)[1]
    return float(np.sort(points)[-FEW:].sum()) / (100 * UNIT)
