"""Plain names of colours, so that "blue" finds what the shop calls ink: by swatch, in the languages of our shops."""

import colorsys
import re
from typing import Final

_SWATCH: Final = re.compile(r"#[0-9a-fA-F]{6}")
_WORDS: Final = {  # language → what shoppers call each
    "en": {
        "black": "black", "white": "white", "grey": "grey gray", "red": "red", "orange": "orange", "yellow": "yellow",
        "green": "green", "blue": "blue", "purple": "purple violet", "pink": "pink", "brown": "brown", "beige": "beige",
    },
    "de": {
        "black": "schwarz", "white": "weiß", "grey": "grau", "red": "rot", "orange": "orange", "yellow": "gelb",
        "green": "grün", "blue": "blau", "purple": "lila violett", "pink": "rosa pink", "brown": "braun",
        "beige": "beige",
    },
    "fr": {
        "black": "noir noire", "white": "blanc blanche", "grey": "gris grise", "red": "rouge", "orange": "orange",
        "yellow": "jaune", "green": "vert verte", "blue": "bleu bleue", "purple": "violet violette", "pink": "rose",
        "brown": "marron brun brune", "beige": "beige",
    },
    "pl": {
        "black": "czarny czarna czarne", "white": "biały biała białe", "grey": "szary szara szare",
        "red": "czerwony czerwona czerwone", "orange": "pomarańczowy pomarańczowa pomarańczowe",
        "yellow": "żółty żółta żółte", "green": "zielony zielona zielone", "blue": "niebieski niebieska niebieskie",
        "purple": "fioletowy fioletowa fioletowe", "pink": "różowy różowa różowe", "brown": "brązowy brązowa brązowe",
        "beige": "beżowy beżowa beżowe",
    },
    "ar": {
        "black": "أسود", "white": "أبيض", "grey": "رمادي", "red": "أحمر", "orange": "برتقالي", "yellow": "أصفر",
        "green": "أخضر", "blue": "أزرق", "purple": "بنفسجي", "pink": "وردي", "brown": "بني", "beige": "بيج",
    },
}  # fmt: skip
_HUES: Final = (  # up to so many degrees
    (14, "red"), (37, "orange"), (69, "yellow"), (170, "green"), (255, "blue"), (320, "purple"), (345, "pink"),
    (360, "red"),
)  # fmt: skip


def family(swatch: str) -> str:
    """The plain name of a colour given as ``#rrggbb``; empty for anything else."""
    if _SWATCH.fullmatch(swatch) is None:
        return ""
    hue, light, strength = colorsys.rgb_to_hls(*[int(swatch[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    if light > 0.985:
        return ""  # clear glass and the like
    if light < 0.18 or strength < 0.12 or (light > 0.85 and strength < 0.35):
        return "black" if light < 0.18 else "white" if light > 0.85 else "grey"
    named = next(name for until, name in _HUES if hue * 360 <= until)
    if named in {"orange", "yellow"} and (light < 0.42 or (light > 0.6 and strength < 0.5)):
        return "brown" if light < 0.42 else "beige"
    return "pink" if named == "red" and light > 0.6 else named


def plain_names(name: str) -> list[tuple[str, str]]:
    """What shoppers call a plain colour, with the language."""
    return [(told[name], language) for language, told in _WORDS.items() if name in told]
