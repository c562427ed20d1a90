"""Words spelled otherwise: what a shopper meant where little or nothing has the words as typed."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from shared.cache.search import ranking
from shared.cache.search.model import Query
from shared.cache.search.spelling import likelihood, sounding_like
from shared.cache.search.standing import KEPT_WORDS, Answer, Standing
from shared.cache.search.synonyms import Spoken
from shared.cache.search.typed import Word, text_of, without_fillers, word_of
from shared.cache.search.words import both_or_one, headed, joined, split

FEW: Final = 10  # with fewer products that have all words, those without one word follow them
ENOUGH: Final = 24  # with so many products for the words as typed, no other spelling is looked for
LOOKED_AT: Final = 12  # spellings that sound alike, of which those one slip away are looked at
LETTERS: Final = 4  # with so many model numbers begin, at most
KNOWN: Final = 0.55  # how likely a known word must be meant to be another
PARTED: Final = 0.3  # how likely a word is two where a usual slip makes it another
LIKELY: Final = 0.3  # below it only a wrong first letter is left
TRIES: Final = 4  # spellings looked at for one word


class Respelling:
    """Other spellings of words, by what they find."""

    def __init__(self, words: Standing) -> None:
        self._words = words
        self._nearby: dict[tuple[str, bool, bool], list[str]] = {}

    def unparted(self, typed: list[Word], spoken: Spoken) -> list[Word]:
        """With two pieces as the word they make where the pieces are none: "tort illas" as "tortillas"."""
        for at in range(len(typed) - 1):
            a, b = typed[at].text, typed[at + 1].text
            if not (a.isalpha() and b.isalpha()):
                continue
            if (self._words.is_word(a) and self._words.begins(b)) or self._words.is_word(b):
                continue
            if self._words.is_word(a + b) or (typed[at + 1].open and self._words.begins(a + b)):
                one = word_of(a + b, typed[at + 1].open, spoken)
                return [*typed[:at], one, *typed[at + 2 :]]
        return typed

    def better(self, answer: Answer, typed: list[Word], query: Query, spoken: Spoken) -> Answer:
        """The answer, or a better one for words spelled otherwise; with few products, others follow them."""
        if not answer.total:
            answer = self._coded(answer, query)
        if not answer.total:
            answer = self._corrected(answer, typed, query, spoken)
        return self._widened(answer, query, spoken) if 0 < answer.total < ENOUGH else answer

    def _coded(self, answer: Answer, query: Query) -> Answer:
        """With words as beginnings of model and article numbers as well: "sfch" as "SFCH400"."""
        words = [replace(w, article=True) if 1 < len(w.text) <= LETTERS else w for w in answer.words]
        found = self._words.strict(words, query)
        return found if found.total else answer

    def _corrected(self, answer: Answer, typed: list[Word], query: Query, spoken: Spoken) -> Answer:
        """Something for words that find nothing: unknown words are spelled otherwise, one after the other."""
        words = answer.words
        unknown = [word for word in words if not self._words.known_word(word)]
        if len(typed) > len(words) and (found := self._rejoined(typed, unknown, query, spoken)) is not None:
            return found
        if not unknown:
            return self._best(answer, words, words, query, spoken, KNOWN)
        found = answer
        for word in unknown:
            if word not in words:
                continue
            better = self._best(Answer([], 0, words), words, [word], query, spoken)
            if better.total:
                found, words = better, better.words
            else:
                words = self._likeliest(words, word, spoken)
        if found is not answer or words == answer.words:
            return found
        final = replace(self._words.strict(words, query), did_you_mean=text_of(words))
        if final.total:
            return final
        # Another word may be wrong as well, which must tell more than leaving one out.
        best = self._best(answer, words, words, query, spoken)
        if best.total >= FEW:
            return best
        usual = all(likelihood(a.text, b.text) == 1.0 for a, b in zip(answer.words, words, strict=True))
        return final if usual else answer  # "red jaket" means a jacket even where none is red

    def _rejoined(
        self, typed: list[Word], unknown: list[Word], query: Query, spoken: Spoken
    ) -> Answer | None:
        """With a filler word as part of a word: "sham poo for" is no shampoo, "comfort er" may be a comforter."""
        for tried in joined(typed, spoken):
            if any(word not in tried for word in unknown):
                other = self._words.strict(without_fillers(tried), query)
                if other.total:
                    return replace(other, did_you_mean=text_of(tried))
        return None

    def _widened(self, answer: Answer, query: Query, spoken: Spoken) -> Answer:
        """The few products found, and after them those of another spelling of a word that nothing has whole."""
        best = answer
        for one, tried in both_or_one(answer.words, spoken):
            whole = any(map(self._words.is_word, (one.text, one.stem)))
            if whole or (one.open and self._words.begins(one.text)):
                best = self._words.strict(tried, query)
        if best is not answer:
            return best
        for word in answer.words:
            known = self._words.begins(word.text) or word.same  # rather than only its stem
            is_word = self._words.is_word(word.text)
            least = max(best.total + 1, answer.total * (8 if is_word else 4 if known else 1))
            if is_word and answer.total > 2:
                continue
            for new in self._near(word, spoken, ranking.TYPO):
                tried = [replace(word, or_else=(new,)) if w is word else w for w in answer.words]
                likely = likelihood(word.text, new.text)
                if is_word and likely < KNOWN:
                    continue
                other = self._words.strict(tried, query)
                if other.total * likely >= least:
                    meant = " ".join(new.text if w is word else w.text for w in answer.words)
                    best, least = replace(other, did_you_mean=meant), other.total + 1
        return best

    def _best(
        self,
        answer: Answer,
        words: list[Word],
        suspects: list[Word],
        query: Query,
        spoken: Spoken,
        least: float = 0.0,
    ) -> Answer:
        """The spelling of one of the suspects that finds most; the answer itself where none finds anything.

        ``least``: how likely it must be.
        """
        best, most = answer, 0.0
        for tries in (self._spellings(words, suspects, spoken), self._shortened(words, suspects, spoken)):
            for tried, likely in tries:
                if likely < least:
                    continue
                other = self._words.strict(tried, query)
                if other.total**0.5 * likely > most:
                    best, most = other, other.total**0.5 * likely
            if best is not answer:
                break
        else:
            return answer
        return replace(best, did_you_mean=text_of(best.words))

    def _spellings(
        self, words: list[Word], suspects: list[Word], spoken: Spoken
    ) -> list[tuple[list[Word], float]]:
        """The words with a suspect spelled otherwise, and how likely that is."""
        tries = [(tried, 1.0) for tried in joined(words, spoken)]
        for segment in self._words.segments:
            tries += split(words, segment, spoken)
        found = [one for one in tries if any(word not in one[0] for word in suspects)]
        pieces = any(likely == 1.0 for _, likely in found)
        near = [(word, new) for word in suspects for new in self._near(word, spoken, far=not pieces)]
        slips = [(word, new, likelihood(word.text, new.text)) for word, new in near]
        if any(likely == 1.0 and self._words.is_word(new.text) for _, new, likely in slips):
            found = [
                (tried, likely * PARTED if len(tried) > len(words) else likely) for tried, likely in found
            ]
        return found + [([new if w is word else w for w in words], likely) for word, new, likely in slips]

    def _near(self, word: Word, spoken: Spoken, factor: float = 1.0, far: bool = False) -> list[Word]:
        """Words and beginnings one slip away, the weightiest and likeliest first.

        ``far``: where there is no usual one, also what sounds like an unknown word or one slip away from that, and in
        long words two slips.
        """
        if not word.correctable:
            return []
        best = self._nearby.get((word.text, word.open, far))
        if best is None:
            if len(self._nearby) >= KEPT_WORDS:
                self._nearby.clear()
            best = self._nearby[word.text, word.open, far] = self._look_near(word, far)
        if far and not best:
            best = [text for text in sounding_like(word.text) if (text,) in spoken.of]
        return [word_of(text, word.open, spoken, factor) for text in best]

    def _look_near(self, word: Word, far: bool) -> list[str]:
        whole, segments = not word.open, self._words.segments
        weighed: dict[str, float] = {}
        best = 0.0 if far else 1.0
        for segment in segments:
            best = max(best, self._weigh(weighed, word.text, segment.near(word.text, whole)))
        if best < 1 and not self._words.begins(word.text):
            alike = sounding_like(word.text)
            for segment in segments:
                said = ((text, segment.weight(text, whole)) for text in alike)
                best = max(best, self._weigh(weighed, word.text, said))
            for segment in segments if best < LIKELY else ():
                for text in alike[:LOOKED_AT]:
                    best = max(best, self._weigh(weighed, word.text, segment.near(text, whole)))
        for segment in segments if best < LIKELY and len(word.text) >= 8 else ():
            self._weigh(weighed, word.text, segment.near(word.text, whole, twice=True))
        found = sorted(weighed, key=lambda text: -weighed[text])[: 2 * TRIES]
        return sorted(found, key=lambda text: -weighed[text] * (1 if self._words.is_word(text) else 0.5))[
            :TRIES
        ]

    @staticmethod
    def _weigh(weighed: dict[str, float], typed: str, found: Iterable[tuple[str, float]]) -> float:
        """Adds what was found, and tells how likely the likeliest of it is.

        Ten times as frequent a word counts three times as much: what is rare may be meant as well.
        """
        best = 0.0
        for text, weight in found:
            if weight:
                likely = likelihood(typed, text)
                best = max(best, likely)
                weighed[text] = max(weighed.get(text, 0), weight**0.5 * likely)
        return best

    def _shortened(
        self, words: list[Word], suspects: list[Word], spoken: Spoken
    ) -> Iterator[tuple[list[Word], float]]:
        """With what a suspect is one of, or its longest known beginning, at least two thirds of it."""
        for word in suspects:
            if (head := headed(word, self._words.is_word, spoken)) is not None:
                yield [head if w is word else w for w in words], 1.0
                continue
            for size in range(len(word.text) - 1, max(4, len(word.text) * 2 // 3) - 1, -1):
                if self._words.begins(word.text[:size]):
                    short = Word(word.text[:size], open=True)
                    yield [short if w is word else w for w in words], 1.0
                    break

    def _likeliest(self, words: list[Word], word: Word, spoken: Spoken) -> list[Word]:
        """The words with one in its weightiest other spelling, so that the next can be looked at."""
        near = self._near(word, spoken, far=True)
        return [near[0] if w is word else w for w in words] if near else words
