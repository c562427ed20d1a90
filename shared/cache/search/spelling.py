"""How likely one word was meant by another: usual slips, neighbouring keys, spellings that sound alike."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

UNLIKELY: Final = 0.01  # any other spelling goes before
VARIANTS: Final = 24  # spellings of one word that sound alike
_ALIKE: Final = (
    ("ph", "f"), ("c", "k"), ("k", "c"), ("ck", "k"), ("k", "ck"), ("f", "ph"), ("qu", "kw"), ("kw", "qu"), ("w", "wh"),
    ("s", "z"),
    ("z", "s"), ("s", "c"), ("c", "s"), ("tz", "z"), ("x", "ks"), ("ks", "x"), ("chs", "x"), ("sch", "sh"),
    ("sh", "sch"), ("ei", "ie"), ("ie", "ei"), ("ou", "u"), ("u", "ou"), ("oo", "u"), ("u", "oo"), ("ee", "ea"),
    ("ea", "ee"), ("ee", "ie"), ("ai", "ei"), ("ei", "ai"), ("y", "i"), ("i", "y"), ("j", "y"), ("y", "j"), ("w", "v"),
    ("v", "w"), ("v", "f"), ("f", "v"), ("t", "th"), ("th", "t"), ("dt", "t"), ("le", "al"), ("al", "le"), ("le", "el"),
    ("el", "le"), ("el", "al"), ("al", "el"), ("er", "or"), ("or", "er"), ("er", "ar"), ("ar", "er"), ("re", "er"),
    ("er", "re"), ("sion", "tion"), ("tion", "sion"), ("ible", "able"), ("able", "ible"), ("o", "au"), ("eu", "oi"),
)  # fmt: skip
_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ck", "k"), (r"([^aeiou])\1+", r"\1"), (r"ph", "f"), (r"wh", "w"), (r"sch", "sh"),
        (r"chs|ks", "x"), (r"qu", "kw"), (r"tz", "z"), (r"dt|th", "t"),
        (r"c(?=[eiy])", "s"), (r"c(?!h)", "k"), (r"z", "s"), (r"w", "v"), (r"[yj]", "i"), (r"ie|ei|ee|ea|ai", "i"),
        (r"ou|oo", "u"), (r"au", "o"), (r"(?<=[^aeiou])(?:le|[aei]l)(?=s?$)", "l"),
        (r"(?<=[^aeiou])(?:re|[aeo]r|ur)(?=s?$)", "r"), (r"tion", "sion"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_VOWELS: Final = frozenset("aeiouy")
_ROWS: Final = ("qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm")
_KEYS: Final = frozenset(pair for row in _ROWS for a, b in pairwise(row) for pair in ((a, b), (b, a)))


@lru_cache(maxsize=8_192)
def sound(word: str) -> str:
    """A rough form of a word that spellings which sound alike share, as heard in English and German."""
    for pattern, plain in _SOUNDS:
        word = pattern.sub(plain, word)
    return word


def sounding_like(word: str) -> list[str]:
    """Other spellings of a word that sound like it, with one change, made once or everywhere."""
    found: list[str] = []
    for old, new in _ALIKE:
        at = word.find(old)
        if at >= 0 and word.find(old, at + 1) >= 0:
            found.append(word.replace(old, new))
        while at >= 0 and len(found) < VARIANTS:
            found.append(word[:at] + new + word[at + len(old) :])
            at = word.find(old, at + 1)
    return list(dict.fromkeys(found))


def likelihood(typed: str, meant: str) -> float:
    """How likely a slip is against the usual ones: a letter lost, doubled or swapped, or written as it sounds."""
    likely = _of_letters(typed, meant)
    return 1.0 if likely < 1 and sound(typed) == sound(meant) else likely


def _of_letters(typed: str, meant: str) -> float:
    if typed[:1] != meant[:1]:
        return 0.1
    if len(typed) > len(meant):
        at = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), len(meant))
        return 1.0 if typed[at] == typed[at - 1] else 0.4
    if len(typed) < len(meant) or sorted(typed) == sorted(meant):
        return 1.0
    other = [(a, b) for a, b in zip(typed, meant, strict=True) if a != b]
    return max(0.6 if _VOWELS.issuperset(pair) else 0.5 if pair in _KEYS else 0.3 for pair in other)
