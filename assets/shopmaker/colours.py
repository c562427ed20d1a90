"""The shop's colours by name: main tone, its partner where an object has two, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

from assets.shopmaker.words import LANGUAGES, table


@dataclass(frozen=True)
class Colour:
    """A choice of colour: `key` in ids, `label` on the screen, two sRGB tones."""

    key: str
    label: str
    main: str
    second: str


_TONES = {key: (names[0], main, second) for key, main, second, *names in table("colours")}
NAMES = {key: dict(zip(LANGUAGES, names, strict=True)) for key, _, _, *names in table("colours")}


def colour(key: str) -> Colour:
    """A colour, or a pair written `first/second`; KeyError for a name that is not in the table."""
    if "/" in key:
        first, second = key.split("/")
        return Colour(f"{first}-{second}", called(key, "en"), _TONES[first][1], _TONES[second][1])
    label, main, second = _TONES[key]
    return Colour(key, label, main, second)


def called(key: str, language: str) -> str:
    """What a colour, or a pair written `first/second`, is called in a language."""
    first, _, second = key.partition("/")
    one, two = NAMES[first][language], NAMES[second or first][language]
    if one == two:
        return one
    if language != "de":  # German nouns stay large
        two = two[0].lower() + two[1:]
    return {"en": "{} and {}", "de": "{} und {}", "pl": "{} i {}", "fr": "{} et {}", "ar": "{} و{}"}[
        language
    ].format(one, two)
