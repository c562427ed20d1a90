"""What a builder has taken in of its products, before it is laid out."""

from __future__ import annotations  # array is no generic before Python 3.12

from array import array
from dataclasses import dataclass, field
from typing import Final

NUMBERS: Final = ("amount", "list_amount", "from_price", "until", "new_day")


@dataclass
class Collected:
    """Products as a builder has taken them in; all lists are by product or by unit, in order."""

    vocabulary: dict[str, int] = field(default_factory=dict)
    own: bytearray = field(
        default_factory=bytearray
    )  # by word: whether some product has it, not only its stem
    unit_terms: array[int] = field(default_factory=lambda: array("I"))
    unit_weights: array[float] = field(default_factory=lambda: array("f"))
    unit_sizes: array[int] = field(default_factory=lambda: array("I"))
    unit_codes: list[str] = field(default_factory=list)
    unit_code_sizes: array[int] = field(default_factory=lambda: array("I"))
    units: array[int] = field(default_factory=lambda: array("I"))
    weights: array[int] = field(default_factory=lambda: array("B"))
    sizes: array[int] = field(default_factory=lambda: array("I"))
    skus: array[int] = field(default_factory=lambda: array("Q"))  # hashes, of all variants
    sku_sizes: array[int] = field(default_factory=lambda: array("I"))
    codes: bytearray = field(default_factory=bytearray)  # MAX_TERM bytes each
    code_sizes: array[int] = field(default_factory=lambda: array("I"))
    combos: dict[tuple[int, ...], int] = field(default_factory=dict)
    facets: array[int] = field(default_factory=lambda: array("I"))
    numbers: array[int] = field(default_factory=lambda: array("q"))  # NUMBERS each
    ratings: array[float] = field(default_factory=lambda: array("d"))
    popularity: array[int] = field(default_factory=lambda: array("q"))
    ids: array[int] = field(default_factory=lambda: array("Q"))
    signs: array[int] = field(default_factory=lambda: array("Q"))
    tiles: bytearray = field(default_factory=bytearray)
    tile_sizes: array[int] = field(default_factory=lambda: array("I"))
