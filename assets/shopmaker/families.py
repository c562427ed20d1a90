"""Finds the family of solids and the shot for a model name such as `mug.0`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assets.shopmaker import (
    animals,
    bags,
    balls,
    camping,
    crockery,
    decor,
    desk,
    first_toys,
    furniture,
    games,
    gardening,
    garments,
    glassware,
    kitchenware,
    knitwear,
    lamps,
    make_believe,
    patio,
    planting,
    shoes,
    training,
    vehicles,
)
from assets.shopmaker.studio import Part, Shot

_MODULES = (
    animals,
    bags,
    balls,
    camping,
    crockery,
    decor,
    desk,
    first_toys,
    furniture,
    games,
    gardening,
    garments,
    glassware,
    kitchenware,
    knitwear,
    lamps,
    make_believe,
    patio,
    planting,
    shoes,
    training,
    vehicles,
)
_MAKERS: dict[str, Callable[[str, str, int], list[Part]]] = {}
_SHOTS: dict[str, Any] = {}
for _module in _MODULES:
    _MAKERS |= _module.FAMILIES
    _SHOTS |= _module.SHOTS


def build(model: str, main: str, second: str) -> list[Part]:
    """The parts of an object in two colours; KeyError when there is no such family."""
    family, shape = model.split(".")
    return _MAKERS[family](main, second, int(shape))


def shot(model: str, number: int = 1) -> Shot:
    """The first picture shows the whole object, the second another side or a closer look."""
    family, shape = model.split(".")
    found = _SHOTS.get(family, Shot())
    first: Shot = found(int(shape)) if callable(found) else found
    if number == 1:
        return first
    if first.rise > 60:
        return replace(first, rise=48.0, turn=first.turn - 24, fill=first.fill * 0.95)
    if first.hang:
        return replace(first, rise=-8.0, fill=first.fill * 1.35)
    return replace(first, rise=first.rise + 16, turn=first.turn + 46, fill=min(0.92, first.fill * 1.16))
