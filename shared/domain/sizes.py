"""The order in which people expect sizes: letters, then numbers, then each kind of measure from small to large."""

import re
from functools import lru_cache
from typing import Final

_LETTER: Final = re.compile(r"(?:(\d{1,2})(?=x))?(x*)\s*(s|m|l)(?:mall|edium|arge)?(?:\s*[/-].*)?")
_NUMBER: Final = re.compile(r"([a-zß-ÿ]{0,5})[ .]*(\d+(?:[.,]\d+)?)\s*([½¼¾]?)\s*([a-zß-ÿ\"”″'′]*)")
_PARTS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "": 0.0}
_PLACES: Final = {
    "tiny": -30, "mini": -25, "petite": -15, "small": -10, "medium": 0, "regular": 0, "standard": 0, "normal": 0,
    "default": 0, "one size": 0, "large": 10, "grand": 15,
}  # fmt: skip
_MEASURES: Final = {
    "mm": ("cm", 0.1), "m": ("cm", 100.0), "ml": ("l", 0.001), "cl": ("l", 0.01), "mg": ("kg", 0.000001),
    "g": ("kg", 0.001), "gr": ("kg", 0.001),
}  # fmt: skip
Rank = tuple[int, str, float, str]


@lru_cache(maxsize=4_096)
def size_rank(label: str) -> Rank | None:
    """Sorts sizes: XS < S < M < 2XL, then 28 < 30 < 30.5, then 20 cm < 1 m < 8 kg; None for other words."""
    told = " ".join(label.lower().replace("extra", "x").replace("x-", "x ").split()).replace("x x", "xx")
    if told.startswith("x ") and told[2:]:
        told = "x" + told[2:]
    if letter := _LETTER.fullmatch(told):
        steps = (int(letter[1] or 0) or len(letter[2])) if letter[2] else 0
        between = 0.5 if told != letter[0].split("/")[0].split("-")[0].strip() else 0.0  # S/M
        return 0, "", {"s": -10 - steps, "m": 0, "l": 10 + steps}[letter[3]] + between, ""
    if told in _PLACES:
        return 0, "", _PLACES[told], told
    if (number := _NUMBER.match(told)) is None:
        return None
    system, amount, part, unit = number.groups()
    base, factor = _MEASURES.get(unit, (unit, 1.0))
    return 1, f"{base} {system}", (float(amount.replace(",", ".")) + _PARTS[part]) * factor, told
