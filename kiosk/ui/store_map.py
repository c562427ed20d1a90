"""A sketch of where stores lie around this one: north is up, near ones are drawn further apart than far ones."""

import math
from collections.abc import Sequence
from itertools import combinations
from typing import Any, Final

from kiosk.ui import words
from shared.domain.location import Location

EDGE: Final = 0.84  # where the farthest store lies, of the way from the middle to the rim
SLACK: Final = 0.06  # so far outside of the box of all marks a label may stand
APART: Final = 0.26  # marks lie at least so far from one another
ROUND: Final = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)  # km


def sketch(here: Location, others: Sequence[Location]) -> dict[str, Any]:
    """``places`` with x and y from -1 to 1 (east, south), ``rings`` with radius and distance, ``box`` around all."""
    distances = [max(here.distance_km(other), 0.01) for other in others]
    far = max(distances, default=1.0)
    spots = [
        _spot(here.bearing(other), _radius(km, far)) for other, km in zip(others, distances, strict=True)
    ]
    marks = _spread(spots)
    taken = [(0.0, 0.0), *marks]
    across, down = [x for x, _ in taken], [y for _, y in taken]
    box = {"left": min(across), "right": max(across), "top": min(down), "bottom": max(down)}
    places = [
        {"number": str(n), "name": other.name, "x": x, "y": y}
        for n, (other, (x, y)) in enumerate(zip(others, marks, strict=True), 1)
    ]
    rings: list[dict[str, Any]] = []
    for km in reversed(ROUND):
        radius = _radius(km, far)
        if APART < radius <= (rings[-1]["radius"] - APART if rings else EDGE):
            x, y = _free_spot(radius, box, taken)
            taken.append((x, y))
            rings.append({"radius": radius, "label": words.distance(float(km)), "x": x, "y": y})
    return {"places": places, "rings": rings, "box": box}


def _free_spot(
    radius: float, box: dict[str, float], taken: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """Where on a ring a label stands inside the box, as far as can be from every mark."""
    around = [_spot(math.radians(degrees), radius) for degrees in range(0, 360, 6)]

    def goodness(spot: tuple[float, float]) -> tuple[float, float]:
        x, y = spot
        out = max(box["left"] - x, x - box["right"], box["top"] - y, y - box["bottom"], SLACK)
        return -out, min(math.dist(spot, other) for other in taken)

    return max(around, key=goodness)


def _radius(km: float, far: float) -> float:
    """A square root keeps a store around the corner off the mark in the middle."""
    return EDGE * math.sqrt(km / far)


def _spot(angle: float, radius: float) -> tuple[float, float]:
    return radius * math.sin(angle), -radius * math.cos(angle)


def _spread(spots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Marks that would cover one another, or the one in the middle, moved apart a little at a time."""
    moved = [list(spot) for spot in spots]
    for _ in range(40):
        for place, spot in enumerate(moved):
            gap = math.hypot(*spot)
            if gap < APART:
                turn = math.atan2(spot[1], spot[0]) if gap else place * 2.4
                spot[:] = [APART * math.cos(turn), APART * math.sin(turn)]
        for one, two in combinations(moved, 2):
            dx, dy = two[0] - one[0], two[1] - one[1]
            gap = math.hypot(dx, dy) or 1e-6
            push = (APART - gap) / 2
            if push > 0:
                dx, dy = (dx / gap * push, dy / gap * push) if gap > 1e-5 else (push, 0.0)
                one[0], one[1], two[0], two[1] = one[0] - dx, one[1] - dy, two[0] + dx, two[1] + dy
        for spot in moved:
            if (gap := math.hypot(*spot)) > EDGE:
                spot[:] = [spot[0] / gap * EDGE, spot[1] / gap * EDGE]
    return [(x, y) for x, y in moved]
