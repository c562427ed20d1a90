"""The shop's colours by name: label, main tone and, where an object has two, its partner."""

from __future__ import annotations

from dataclasses import dataclass

from assets.shopmaker.words import table


@dataclass(frozen=True)
class Colour:
    """A choice of colour: `key` in ids, `label` on the screen, two sRGB tones."""

    key: str
    label: str
    main: str
    second: str


_TONES = {key: (label, main, second) for key, label, main, second in table("colours")}


def colour(key: str) -> Colour:
    """A colour, or a pair written `first/second`; KeyError for a name that is not in the table."""
    if "/" in key:
        first, second = key.split("/")
        one, two = _TONES[first], _TONES[second]
        label = one[0] if first == second else f"{one[0]} and {two[0][0].lower()}{two[0][1:]}"
        return Colour(f"{first}-{second}", label, one[1], two[1])
    label, main, second = _TONES[key]
    return Colour(key, label, main, second)
