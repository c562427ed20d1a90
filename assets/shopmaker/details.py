"""Small shapes and stuffs that many objects share."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.forms import Solid, disc, lathe
from assets.shopmaker.materials import Stuff

OAK, WALNUT, BEECH = ("#cfa56f", "#9a6a3c"), ("#8a5a38", "#4d2e1b"), ("#ddb98a", "#b98c58")
STEEL, BRASS, BLACK = "#c9ccd0", "#c9a14e", "#26282a"
CREAM, INK = "#f3ece0", "#22262a"


def wood(pair: tuple[str, str] = OAK, scale: float = 0.8) -> Stuff:
    return Stuff("wood", pair[0], pair[1], scale)


def ring(radius: float, thick: float, z: float = 0, flat: float = 1.0) -> Solid:
    """A torus lying flat, its centre line at height z."""
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    return lathe(np.stack([radius + thick * np.cos(turn), z + thick * flat * np.sin(turn)], 1))


def wheel(radius: float, width: float = 0.14) -> Solid:
    return disc(radius, width, -width / 2, 0.04).turned(90, 0, 0)


def tints(a: str, b: str, count: int) -> list[str]:
    """A quiet palette that starts with the product's own two colours."""
    return [a, b, "#e3b25f", "#8fa48b", "#c9776a", "#4f6d8c", "#e8d8bf", "#6a4d5e"][:count]
