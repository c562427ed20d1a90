"""What a shopper typed, read as words with their other forms, and each word as readings in a segment's vocabulary."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from shared.cache.search import ranking
from shared.cache.search.loops_matching import UNIT
from shared.cache.search.matching import all_of
from shared.cache.search.segment import Listed, Reading, Segment, Span
from shared.cache.search.sought import Sought
from shared.cache.search.text import FILLERS, code, fold, is_code, stem, terms, tokens, umlauts_spelled

MAX_WORDS: Final = 12
_KEPT: Final = 8_192
COMPOUNDING: Final = frozenset({"de", "nl", "sv", "da"})
_FILE: Final = Path(__file__).with_name("synonyms.toml")


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


class Synonyms:
    """Words that mean the same, from a settings file and a shop's own list."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self.of: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
        for group in groups:
            phrases = [tuple(fold(token).replace("-", "") for token in tokens(text)) for text in group]
            for phrase in phrases:
                others = [p for p in phrases if p != phrase]
                self.of[phrase] = (*self.of.get(phrase, ()), *others)
        self.longest = max(map(len, self.of), default=1)
        self.begins = {phrase[0] for phrase in self.of if len(phrase) > 1}

    @classmethod
    def load(cls, path: Path | None = None, more: Iterable[Sequence[str]] = ()) -> "Synonyms":
        """From a TOML file with ``same = [["tee", "t-shirt"], …]`` and more groups of the same form."""
        return cls([*_groups(path or _FILE), *more])


@cache
def _groups(path: Path) -> list[list[str]]:
    with path.open("rb") as file:
        groups: list[list[str]] = tomllib.load(file)["same"]
    return groups


Token = tuple[Word, Word, bool]
"""A token as a complete word, as a word that may go on, and whether it begins a phrase with synonyms."""


class Known(dict[str, Token]):
    """Those read lately, by text."""

    def __init__(self, languages: tuple[str, ...], synonyms: Synonyms) -> None:
        self.languages, self.synonyms = languages, synonyms

    def __missing__(self, text: str) -> Token:
        if len(self) >= _KEPT:
            self.clear()
        made = self[text] = self.made(text, _same(_plain(text), self.synonyms, self.languages))
        return made

    def made(self, text: str, same: tuple[tuple[str, ...], ...]) -> Token:
        """A token that means the same as others."""
        word = _word(text, True, self.languages, same)
        complete = replace(word, open=False, filler=word.text in _fillers(self.languages))
        return complete, word, _plain(text) in self.synonyms.begins


@lru_cache(maxsize=16)
def _known(languages: tuple[str, ...], synonyms: Synonyms) -> Known:
    return Known(languages, synonyms)


def _plain(token: str) -> str:
    return fold(token).replace("-", "")


def read(text: str, languages: tuple[str, ...], synonyms: Synonyms) -> list[Word]:
    """The words of a query; the last stays open unless a space follows it."""
    raw = tokens(text[:200])[:MAX_WORDS]
    known = _known(languages, synonyms)
    found = [known[token] for token in raw]
    going_on = bool(raw) and text[-1:].isalnum()
    words = []
    for complete, _, begins in found:
        if begins:
            return _with_phrases(raw, found, going_on, known)
        words.append(complete)
    if going_on:
        words[-1] = found[-1][1]
    return words


def _with_phrases(raw: list[str], found: list[Token], going_on: bool, known: Known) -> list[Word]:
    """The same with phrases that have synonyms as one word each, unless the last may still go on."""
    plain = [_plain(token) for token in raw]
    words: list[Word] = []
    at = 0
    while at < len(raw):
        last = going_on and at == len(raw) - 1
        size, same = _phrase(plain[at:], known.synonyms)
        if size > 1 and not (going_on and at + size == len(raw)):
            phrase = raw[at : at + size]
            words.append(Word(" ".join(phrase).lower(), same=(tuple(map(fold, phrase)), *same)))
            at += size
            continue
        words.append((known.made(raw[at], ()) if size > 1 else found[at])[last])
        at += 1
    return words


def without_fillers(words: list[Word]) -> list[Word]:
    """The words that tell something, or all of them where none does."""
    return [word for word in words if not word.filler] or words


def _phrase(ahead: list[str], synonyms: Synonyms) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """How many of the words ahead are a phrase with synonyms, and these; 0 when they begin none."""
    if ahead[0] in synonyms.begins:
        for size in range(min(synonyms.longest, len(ahead)), 1, -1):
            if same := synonyms.of.get(tuple(ahead[:size])):
                return size, same
    return 0, ()


@lru_cache(maxsize=8_192)
def _same(word: str, synonyms: Synonyms, languages: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """What means the same as a word or its stem."""
    forms = (word, *[stem(word, language) for language in languages])
    return next((same for form in forms if (same := synonyms.of.get((form,)))), ())


@cache
def _fillers(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(FILLERS.get(language, ()) for language in languages))


@lru_cache(maxsize=8_192)
def _word(token: str, open_: bool, languages: tuple[str, ...], same: tuple[tuple[str, ...], ...]) -> Word:
    forms = terms(token, languages[0])
    own = forms[0].text if forms else fold(token)
    spelled = umlauts_spelled(token)
    roots = {stem(own, language) for language in languages} - {own}
    also = (spelled,) if spelled else ()
    if len(forms) > 1 and "-" in token:
        same = (*same, tuple(fold(part) for part in token.replace("'", "").split("-") if part))
    article = is_code(own) or (len(own) >= 3 and ("-" in token or own.isdigit()))
    return Word(
        own, open_, 1.0, (*also, *sorted(roots)[1:]), min(roots, default=""), same, own.isdigit(), article,
        languages[0] in COMPOUNDING,
    )  # fmt: skip


def readings(word: Word, segment: Segment) -> list[Reading]:
    """Where a word is found in a segment."""
    found = _spelled(word, segment)
    for other in word.or_else:
        found += readings(other, segment)
    if len(word.text) >= 4 and word.text.isalpha() and (word.compound or not found):
        begin = segment.find(word.text)
        skip = range(begin[0], begin[1]) if begin else range(0)
        ends = (at for at in segment.ending(word.text) if at not in skip)
        found += [Span(at, at + 1, word.factor * ranking.END) for at in ends]
    if word.stem and (place := segment.find(word.stem)) and place[2]:
        found.append(Span(place[0], place[0] + 1, word.factor * ranking.STEM))
    for phrase in word.same:
        found += _meaning(phrase, word.factor * ranking.SYNONYM, segment)
    if word.article:
        text = code(word.text)
        for whole, weight in ((True, ranking.CODE), (False, ranking.PREFIX_HIGH)):
            docs = segment.with_code(text, whole)
            if len(docs):
                found.append(Listed(docs, word.factor * weight))
    return found


def _spelled(word: Word, segment: Segment) -> list[Reading]:
    """The word itself, in its spellings, and what it begins."""
    found: list[Reading] = []
    for text in (word.text, *word.also):
        if place := segment.find(text):
            low, high, whole = place
            if whole:
                found.append(Span(low, low + 1, word.factor * ranking.EXACT))
            begins = word.open or word.numeric or (not whole and len(text) >= 3)
            if begins and high > low + whole:
                found.append(Span(low, high, word.factor, begins=True))
    return found


def _meaning(phrase: tuple[str, ...], factor: float, segment: Segment) -> list[Reading]:
    parts: list[list[Reading]] = []
    for text in phrase:
        places = [segment.find(form) for form in {text, stem(text, "en"), stem(text, "de")}]
        spans: list[Reading] = [Span(p[0], p[0] + 1, factor) for p in places if p and p[2]]
        if not spans:
            return []
        parts.append(spans)
    if len(parts) == 1:
        return parts[0]
    sought = [Sought(segment, part) for part in parts]
    match = all_of(segment, sought)
    if not match.count:
        return []
    points = match.points if match.bits is None else match.block(0)[1]
    return [Listed(match.numbers(), float(points.mean()) / (UNIT * len(sought)))]


def joined(words: list[Word]) -> list[list[Word]]:
    """The query with two neighbours written as one word, at every place: "rain coat" as "raincoat"."""
    out = []
    for at in range(len(words) - 1):
        a, b = words[at], words[at + 1]
        if a.text.isalnum() and b.text.isalnum():
            one = Word(a.text + b.text, b.open, stem=stem(a.text + b.text, "en"))
            out.append([*words[:at], one, *words[at + 2 :]])
    return out


def both_or_one(words: list[Word]) -> Iterator[list[Word]]:
    """The query with two neighbours each or as one word, at every place: "tea pot" also finds a teapot."""
    for at, (a, b) in enumerate(pairwise(words)):
        if a.text.isalpha() and b.text.isalpha():
            one = Word(a.text + b.text, factor=ranking.JOINED, stem=stem(a.text + b.text, "en"))
            either = [replace(word, or_else=(*word.or_else, one)) for word in (a, b)]
            yield [*words[:at], *either, *words[at + 2 :]]


def split(words: list[Word], segment: Segment, languages: tuple[str, ...]) -> list[list[Word]]:
    """The query with one word written as two, wherever the vocabulary has both: "waterbottle" as "water bottle"."""
    fillers = _fillers(languages)
    out = []
    for at, word in enumerate(words):
        if not word.text.isalnum():
            continue
        for cut in range(2, len(word.text) - 1):
            head, tail = word.text[:cut], word.text[cut:]
            if head in fillers and tail in fillers:
                continue
            first = segment.find(head)
            known = first and (first[2] or (word.compound and cut >= 4))
            second = segment.find(tail) if known else None
            if second and (second[2] or word.open):
                a = Word(head, word.compound)
                b = Word(tail, word.open, stem=stem(tail, "en"))
                out.append([*words[:at], a, b, *words[at + 1 :]])
    return out


def corrected(word: Word, text: str, factor: float, languages: tuple[str, ...], synonyms: Synonyms) -> Word:
    """A word taken for another spelling, with all that this one means."""
    return replace(_word(text, word.open, languages, _same(text, synonyms, languages)), factor=factor)


def likelihood(typed: str, meant: str) -> float:
    """How likely a slip is against one that loses, doubles or swaps letters, which are the usual ones."""
    if typed[:1] != meant[:1]:
        return 0.2
    if len(typed) > len(meant):
        at = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), len(meant))
        return 1.0 if typed[at] == typed[at - 1] else 0.4
    return 1.0 if len(typed) < len(meant) or sorted(typed) == sorted(meant) else 0.5
