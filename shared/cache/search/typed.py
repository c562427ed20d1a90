"""What a shopper typed, read as words with their other forms."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

import msgspec
from msgspec.structs import replace

from shared.cache.search.synonyms import Spoken
from shared.cache.search.text import FILLERS, MAX_TERM, fold, is_code, stem, terms, tokens, umlauts_spelled

MAX_WORDS: Final = 12
_KEPT: Final = 8_192
COMPOUNDING: Final = frozenset({"de", "nl", "sv", "da"})


class Word(msgspec.Struct, frozen=True, gc=False, cache_hash=True):
    """A typed word: ``open`` while it may still go on, ``factor`` below 1 where it is not what was typed.

    ``same`` holds other words or phrases that mean it, ``also`` other spellings of the whole word.
    """

    text: str
    open: bool = False
    factor: float = 1.0
    also: tuple[str, ...] = ()
    stem: str = ""
    same: tuple[tuple[str, ...], ...] = ()
    numeric: bool = False
    article: bool = False  # may be an article or model number
    compound: bool = False  # of a language that writes compounds as one word
    or_else: tuple["Word", ...] = ()  # what may have been meant as well
    filler: bool = False  # "for", "mit": left out where other words tell more

    @property
    def correctable(self) -> bool:
        """Long enough, and a word: numbers and model numbers are taken as typed."""
        return len(self.text) >= 4 and not any(ch.isdigit() for ch in self.text)


class Known(dict[str, tuple[Word, bool]]):
    """Tokens read lately as words, complete or ``open``, and whether they begin a phrase with synonyms."""

    def __init__(self, spoken: Spoken, open_: bool) -> None:
        self._spoken, self._open = spoken, open_

    def __missing__(self, token: str) -> tuple[Word, bool]:
        if len(self) >= _KEPT:
            self.clear()
        plain = _plain(token)
        word = self.word(token, _same(plain, self._spoken))
        made = self[token] = word, plain in self._spoken.begins
        return made

    def word(self, token: str, same: tuple[tuple[str, ...], ...]) -> Word:
        """A token that means the same as others."""
        word = _word(token, self._open, self._spoken.languages, same)
        filler = not self._open and word.text in fillers(self._spoken.languages)
        return replace(word, filler=True) if filler else word


@lru_cache(maxsize=16)
def _known(spoken: Spoken) -> tuple[Known, Known]:
    """Complete words, and those that may go on."""
    return Known(spoken, False), Known(spoken, True)


def _plain(token: str) -> str:
    return fold(token).replace("-", "")


def read(text: str, spoken: Spoken) -> list[Word]:
    """The words of a query; the last stays open unless a space follows it."""
    some = text[:200]
    plain = some.isascii() and some.replace(" ", "").isalpha()  # as nearly always, where a token is a word
    raw = (some.lower().split() if plain else tokens(some))[:MAX_WORDS]
    if not raw:
        return []
    complete, going_on = _known(spoken)
    found = [complete[token] for token in raw[:-1]]
    found.append((going_on if text[-1].isalnum() else complete)[raw[-1]])
    words = []
    for word, begins in found:
        if begins:
            return _with_phrases(raw, [word for word, _ in found], spoken)
        words.append(word)
    return words


def _with_phrases(raw: list[str], words: list[Word], spoken: Spoken) -> list[Word]:
    """The words of tokens with phrases that have synonyms as one word each.

    While the last of a phrase may still go on, each of its words stays and means that too.
    """
    plain = [_plain(token) for token in raw]
    out: list[Word] = []
    at = 0
    while at < len(raw):
        size, same = _phrase(plain[at:], spoken)
        if not size:
            out.append(words[at])
            at += 1
        elif words[-1].open and at + size == len(raw):
            out += [replace(word, same=(*word.same, *same)) for word in words[at:]]
            at += size
        else:
            phrase = raw[at : at + size]
            out.append(Word(" ".join(phrase).lower(), same=(tuple(map(fold, phrase)), *same)))
            at += size
    return out


def without_fillers(words: list[Word]) -> list[Word]:
    """The words that tell something, or all of them where none does."""
    return [word for word in words if not word.filler] or words


def _phrase(ahead: list[str], spoken: Spoken) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """How many of the words ahead are a phrase with synonyms, and these; 0 when they begin none."""
    if ahead[0] in spoken.begins:
        for size in range(min(spoken.longest, len(ahead)), 1, -1):
            for last in dict.fromkeys(
                (ahead[size - 1], *(stem(ahead[size - 1], one) for one in spoken.languages))
            ):
                if same := spoken.of.get((*ahead[: size - 1], last)):
                    return size, same
    return 0, ()


def _same(word: str, spoken: Spoken) -> tuple[tuple[str, ...], ...]:
    """What means the same as a word or its stem."""
    for form in (word, *[stem(word, language) for language in spoken.languages]):
        if same := spoken.of.get((form,)):
            return same
    return ()


@cache
def fillers(languages: tuple[str, ...]) -> frozenset[str]:
    """Words that tell nothing, like "for" and "mit"."""
    return frozenset[str]().union(*(FILLERS.get(language, ()) for language in languages))


def _word(token: str, open_: bool, languages: tuple[str, ...], same: tuple[tuple[str, ...], ...]) -> Word:
    own = token[:MAX_TERM]
    also: tuple[str, ...] = ()
    article = False
    if not (token.isascii() and token.isalpha()):
        forms = terms(token, languages[0])
        own = forms[0].text if forms else fold(token)
        spelled = umlauts_spelled(token)
        also = (spelled,) if spelled else ()
        if len(forms) > 1 and "-" in token:
            same = (*same, tuple(fold(part) for part in token.replace("'", "").split("-") if part))
        decimal = own.replace(".", "").isdigit() and not own.isdigit()
        article = not decimal and (is_code(own) or (len(own) >= 3 and ("-" in token or own.isdigit())))
    roots = sorted({stem(own, language) for language in languages} - {own})
    return Word(
        own, open_, 1.0, (*also, *roots[1:]), roots[0] if roots else "", same, own.isdigit(), article,
        languages[0] in COMPOUNDING,
    )  # fmt: skip


@lru_cache(maxsize=8_192)
def word_of(text: str, open_: bool, spoken: Spoken, factor: float = 1.0) -> Word:
    """A folded text as a word in place of one that was typed, with all that it means."""
    return replace(_word(text, open_, spoken.languages, _same(text, spoken)), factor=factor)


def text_of(words: Iterable[Word]) -> str:
    """Words as a shopper would type them."""
    return " ".join(word.text for word in words)
