"""What a builder has taken in of its products, before it is laid out."""

from __future__ import annotations  # array is no generic before Python 3.12

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

NUMBERS: Final = ("amount", "list_amount", "from_price", "until", "new_day")

ARRAYS: Final = (
    "unit_terms", "unit_weights", "unit_sizes", "unit_code_sizes", "units", "weights", "sizes", "skus", "sku_sizes",
    "codes", "code_sizes", "facets", "numbers", "ratings", "popularity", "ids", "signs", "tiles", "tile_sizes",
)  # fmt: skip


@dataclass
class Collected:
    """Products as a builder has taken them in; all lists are by product or by unit, in order."""

    vocabulary: dict[str, int] = field(default_factory=dict)
    own: bytearray = field(
        default_factory=bytearray
    )  # by word: in which languages some product has it, as bits
    currencies: set[str] = field(default_factory=set)
    written: dict[str, dict[str, str]] = field(
        default_factory=dict
    )  # by language: what is folded, as it is written
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

    def save_arrays(self, path: Path) -> None:
        """Write the long lists to a file, and give them up; what is left can be sent to another process."""
        with path.open("wb") as file:
            for name in ARRAYS:
                held = getattr(self, name)
                np.save(file, np.asarray(held) if isinstance(held, array) else np.frombuffer(held, np.uint8))
                setattr(self, name, held[:0])

    def extend(self, name: str, values: NDArray[Any]) -> None:
        """More of one of the long lists."""
        held = getattr(self, name)
        if isinstance(held, array):
            held.frombytes(values.view(np.uint8).data)
        else:
            held.extend(values.data)


def saved_arrays(path: Path) -> Iterator[tuple[str, NDArray[Any]]]:
    """The long lists that `save_arrays` has written, one after the other; afterwards the file is gone."""
    with path.open("rb") as file:
        path.unlink()
        for name in ARRAYS:
            yield name, np.load(file)
