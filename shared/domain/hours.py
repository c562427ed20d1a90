"""Reads opening hours that people wrote as free text: ``Mon: 10-9:30; Tue: 10-9; Sun: 12:30-6``."""

import re

from shared.domain.errors import RefusedInput
from shared.domain.location import Hours

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_ENTRY = re.compile(rf"({_DAY}(?:\s*(?:-|to|,|&|and)\s*{_DAY})*|daily|every day)\s*:?\s*", re.IGNORECASE)
_SPAN = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?\.?m?\.?\s*(?:-|to|until)\s*(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?\.?m?\.?\s*",
    re.IGNORECASE,
)
_ALL_DAY = re.compile(r"(?:open\s*)?24\s*(?:hours|hrs|h|/\s*7)", re.IGNORECASE)
_CLOCK24 = re.compile(r"\b(?:0\d|1[3-9]|2[0-4])[:.h]\d{2}")
_CLOSED = re.compile(r"closed|-|none", re.IGNORECASE)
NOON, DAY = 12 * 60, 24 * 60


def parse_hours(text: str) -> Hours:
    """The week that a text means, in minutes after local midnight; days it does not name are closed.

    Times like ``09:00`` or ``21:00`` anywhere in the text are read on the 24-hour clock. Otherwise, without am
    or pm, a shop opens in the morning (6 to 11) or from noon (12 to 5) and closes in the second half of the day:
    ``10-9:30`` is 10:00 to 21:30, ``1-5:30`` is 13:00 to 17:30, ``0-11:59`` is all day. RefusedInput names what
    cannot be read.
    """
    words = " ".join(text.replace("–", "-").replace("—", "-").split())
    if _ALL_DAY.fullmatch(words.strip(" .;")):
        return Hours(week=(((0, DAY),),) * 7, text=text)
    pieces = _ENTRY.split(words)
    if len(pieces) < 3 or pieces[0].strip(" ;,"):
        raise RefusedInput(f"opening hours {text!r}: write them as 'Mon: 10-9; Tue: 10-9'")
    clock24 = _CLOCK24.search(words) is not None
    week: list[tuple[tuple[int, int], ...]] = [()] * 7
    for days, spans in zip(pieces[1::2], pieces[2::2], strict=True):
        try:
            read = _spans(spans, clock24=clock24)
        except RefusedInput as problem:
            raise RefusedInput(f"opening hours {text!r}: {problem}") from None
        for day in _days(days):
            week[day] = read
    return Hours(week=tuple(week), text=text)


def _days(words: str) -> list[int]:
    """Numbers from Monday of ``Mon``, ``Mon-Fri``, ``Sat, Sun`` or ``daily``."""
    if words.lower() in {"daily", "every day"}:
        return list(range(7))
    found: list[int] = []
    through = False
    for word in re.findall(rf"{_DAY}|-|to|,|&|and", words, re.IGNORECASE):
        if word.lower() in {"-", "to"}:
            through = True
        elif (name := word.lower()[:3]) in _DAYS:
            day = _DAYS.index(name)
            if through:
                day_before = found[-1]
                found += [(day_before + n) % 7 for n in range(1, (day - day_before) % 7)]
            found.append(day)
            through = False
    return found


def _spans(words: str, *, clock24: bool) -> tuple[tuple[int, int], ...]:
    rest = words.strip(" ;,.|/")
    if not rest or _CLOSED.fullmatch(rest):
        return ()
    if _ALL_DAY.fullmatch(rest):
        return ((0, DAY),)
    spans = [_span(match, clock24=clock24) for match in _SPAN.finditer(rest)]
    if not spans or _SPAN.sub("", rest).strip(" ;,&and"):
        raise RefusedInput(f"{rest!r} is no time span; write it as '10-9' or '10:00-21:00'")
    return tuple(sorted(spans))


def _span(span: re.Match[str], *, clock24: bool) -> tuple[int, int]:
    h1, m1, half1, h2, m2, half2 = span.groups()
    opens, closes = int(h1) * 60 + int(m1 or 0), int(h2) * 60 + int(m2 or 0)
    if max(opens, closes) > DAY:
        raise RefusedInput(f"{span[0]!r}: there is no such time of day")
    if half1 or (not clock24 and 60 <= opens < 6 * 60):
        opens = opens % NOON + (0 if half1 in {"a", "A"} else NOON)
    if half2 or (not clock24 and closes <= NOON + 59):
        closes = closes % NOON + (0 if half2 in {"a", "A"} else NOON)
    if closes % DAY == DAY - 1:
        closes += 1  # 23:59 is how forms write midnight
    while closes <= opens:
        closes += NOON if not (clock24 or half2) else DAY
    return opens, closes
