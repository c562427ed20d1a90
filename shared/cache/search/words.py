"""Words as readings in a segment's vocabulary, and the same words written otherwise."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from msgspec.structs import replace

from shared.cache.search import ranking
from shared.cache.search.loops_matching import UNIT
from shared.cache.search.matching import all_of
from shared.cache.search.segment import Listed, Reading, Segment, Span
from shared.cache.search.sought import Sought
from shared.cache.search.spelling import UNLIKELY
from shared.cache.search.synonyms import Spoken
from shared.cache.search.text import code
from shared.cache.search.typed import Word, fillers, word_of


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
        place = segment.find(text)
        if not place or not place[2]:
            return []
        parts.append([Span(place[0], place[0] + 1, factor)])
    if len(parts) == 1:
        return parts[0]
    sought = [Sought(segment, part) for part in parts]
    match = all_of(segment, sought)
    if not match.count:
        return []
    points = match.points if match.bits is None else match.block(0)[1]
    return [Listed(match.numbers(), float(points.mean()) / (UNIT * len(sought)))]


def joined(words: list[Word], spoken: Spoken) -> list[list[Word]]:
    """The query with two neighbours written as one word, at every place: "rain coat" as "raincoat"."""
    return [
        [*words[:at], word_of(a.text + b.text, b.open, spoken), *words[at + 2 :]]
        for at, (a, b) in enumerate(pairwise(words))
        if a.text.isalnum() and b.text.isalnum()
    ]


def both_or_one(words: list[Word], spoken: Spoken) -> Iterator[tuple[Word, list[Word]]]:
    """Two neighbours as one word, and the query with each or that, at every place: "tea pot" also finds a teapot."""
    for at, (a, b) in enumerate(pairwise(words)):
        if a.text.isalpha() and b.text.isalpha():
            one = word_of(a.text + b.text, b.open, spoken, ranking.JOINED)
            either = [replace(word, or_else=(*word.or_else, one)) for word in (a, b)]
            yield one, [*words[:at], *either, *words[at + 2 :]]


def split(words: list[Word], segment: Segment, spoken: Spoken) -> list[tuple[list[Word], float]]:
    """The query with one word written as two, wherever the vocabulary has both: "waterbottle" as "water bottle".

    And how likely that is: three letters or two may be the end of anything, so unless they mostly stand in names, and
    as a word, any other spelling goes before.
    """
    telling_nothing = fillers(spoken.languages)
    out = []
    for at, word in enumerate(words):
        if not word.text.isalnum():
            continue
        for cut in range(2, len(word.text) - 1):
            head, tail = word.text[:cut], word.text[cut:]
            if head in telling_nothing and tail in telling_nothing:
                continue
            first = segment.find(head)
            known = first and (first[2] or (word.compound and cut >= 4))
            second = segment.find(tail) if known else None
            if first and second and (second[2] or word.open):
                pieces = ((head, first), (tail, second))
                likely = all(len(text) > 3 or _names(segment, place) for text, place in pieces)
                a, b = word_of(head, word.compound, spoken), word_of(tail, word.open, spoken)
                out.append(([*words[:at], a, b, *words[at + 1 :]], 1.0 if likely else UNLIKELY))
    return out


def headed(word: Word, is_word: Callable[[str], bool], spoken: Spoken) -> Word | None:
    """The thing that an unknown compound is one of, by its longest known end: "wintermützen" as "mützen"."""
    for cut in range(3, len(word.text) - 3) if word.compound else ():
        tail = word_of(word.text[cut:], word.open, spoken)
        if tail.same or is_word(tail.text) or (tail.stem and is_word(tail.stem)):
            return tail
    return None


def _names(segment: Segment, place: tuple[int, int, bool]) -> bool:
    """Whether a word mostly stands in names, brands or categories."""
    low, _, whole = place
    entries = segment.start[low + 1] - segment.start[low]
    return whole and segment.sums[low + 1] - segment.sums[low] >= ranking.CATEGORY * entries
