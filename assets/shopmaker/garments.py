"""Clothes laid flat and softly filled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assets.shopmaker.details import BRASS, STEEL
from assets.shopmaker.forms import Array, Solid, curve, disc, join, pillow, rod, tube
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def outline(points: Sequence[tuple[float, float]], soft: float = 0.03) -> Array:
    """Mirror the right half of a garment's outline (top middle to bottom middle) and round its corners a little."""
    right = np.array(points, dtype=float)
    left = (right * [-1, 1])[::-1]
    whole = np.concatenate([right, left])
    fine: list[Array] = []
    for a, b in zip(whole, np.roll(whole, -1, 0), strict=True):
        steps = max(2, int(np.hypot(*(b - a)) / 0.02))
        fine += list(a + (b - a) * np.linspace(0, 1, steps, endpoint=False)[:, None])
    line = np.array(fine)
    window = max(1, int(soft / 0.02))
    kernel = np.ones(2 * window + 1) / (2 * window + 1)
    wrapped = np.concatenate([line[-window:], line, line[:window]])
    return np.stack([np.convolve(wrapped[:, i], kernel, "valid") for i in (0, 1)], 1)


def cloth(
    points: Sequence[tuple[float, float]],
    height: float = 0.09,
    puff: float = 0.16,
    wrinkle: float = 0.16,
    seed: int = 1,
    soft: float = 0.03,
) -> Solid:
    return pillow(outline(points, soft), height, puff, 0.011, wrinkle, seed)


def whole(
    points: Array, height: float = 0.09, puff: float = 0.16, wrinkle: float = 0.16, seed: int = 1
) -> Solid:
    return pillow(points, height, puff, 0.011, wrinkle, seed)


def band(points: Sequence[Sequence[float]], radius: float, z: float, flat: float = 0.5) -> Solid:
    line = np.array(curve(points, 40))
    return tube(np.column_stack([line, np.full(40, z)]), radius, 20, flat)


def outline_of(points: Sequence[tuple[float, float]], soft: float = 0.03) -> Array:
    """A closed outline given whole, with corners rounded a little."""
    corners = np.array(points, dtype=float)
    fine: list[Array] = []
    for a, b in zip(corners, np.roll(corners, -1, 0), strict=True):
        steps = max(2, int(np.hypot(*(b - a)) / 0.02))
        fine += list(a + (b - a) * np.linspace(0, 1, steps, endpoint=False)[:, None])
    line = np.array(fine)
    window = max(1, int(soft / 0.02))
    kernel = np.ones(2 * window + 1) / (2 * window + 1)
    wrapped = np.concatenate([line[-window:], line, line[:window]])
    return np.stack([np.convolve(wrapped[:, i], kernel, "valid") for i in (0, 1)], 1)


def tshirt(a: str, b: str, k: int) -> list[Part]:
    long = k == 1
    sleeve = [(1.12, 0.38), (1.02, 0.12)] if not long else [(1.3, -0.72), (1.1, -0.8)]
    arm = (0.62, 0.28) if not long else (0.64, 0.22)
    body = cloth(
        [(0.0, 0.86), (0.2, 0.9), (0.3, 1.0), (0.68, 0.86), *sleeve, arm, (0.62, -0.98), (0.0, -1.0)],
        seed=3 + k,
    )
    neck = band([(-0.3, 0.98), (-0.2, 0.86), (0, 0.82), (0.2, 0.86), (0.3, 0.98)], 0.045, 0.1)
    stuff = [Stuff("linen", a, scale=3), Stuff("stripe", "#f4f0e6", a, 0.8)][k]
    hem = [band([(-0.6, -0.93), (0, -0.945), (0.6, -0.93)], 0.012, 0.088)]
    return [
        Part(body, stuff),
        Part(neck, Stuff("knit", a if k == 0 else b, scale=3)),
        *[Part(h, stuff) for h in hem],
    ]


def sweater(a: str, b: str, k: int) -> list[Part]:
    body = cloth(
        [
            (0.0, 0.84),
            (0.2, 0.88),
            (0.28, 0.98),
            (0.66, 0.84),
            (1.28, -0.62),
            (1.04, -0.76),
            (0.66, 0.16),
            (0.66, -0.84),
            (0.0, -0.86),
        ],
        0.13,
        0.22,
        0.12,
        5 + k,
    )
    cuffs = [
        whole(
            outline_of([(s * 1.28, -0.6), (s * 1.36, -0.84), (s * 1.12, -0.95), (s * 1.04, -0.74)]),
            0.12,
            0.1,
            0.05,
        )
        for s in (-1, 1)
    ]
    hem = whole(outline_of([(-0.64, -0.82), (0.64, -0.82), (0.62, -1.0), (-0.62, -1.0)]), 0.11, 0.12, 0.05)
    neck = band([(-0.28, 0.96), (-0.2, 0.84), (0, 0.79), (0.2, 0.84), (0.28, 0.96)], 0.07, 0.13, 0.6)
    main = [Stuff("knit", a, scale=1.1), Stuff("melange", a, b, 1.6)][k]
    rib = Stuff("knit", a if k == 0 else b, scale=2.2)
    return [Part(body, main), Part(join([*cuffs, hem]), rib), Part(neck, rib)]


def jacket(a: str, b: str, k: int) -> list[Part]:
    top = (0.24, 0.98)
    halves = []
    for s in (-1, 1):
        shape = [
            (s * 0.02, 0.78),
            (s * top[0], top[1]),
            (s * 0.68, 0.84),
            (s * 1.24, -0.6),
            (s * 1.02, -0.72),
            (s * 0.68, 0.12),
            (s * 0.7, -1.0),
            (s * 0.02, -1.02),
        ]
        halves.append(whole(outline_of(shape), 0.12 if k == 0 else 0.17, 0.2, 0.14, 8 + s))
    collar = [
        whole(
            outline_of([(s * 0.02, 0.74), (s * 0.14, 1.0), (s * 0.34, 0.98), (s * 0.3, 0.66)]),
            0.1,
            0.08,
            0.05,
        ).moved(z=0.09)
        for s in (-1, 1)
    ]
    pockets = [
        whole(
            outline_of([(s * 0.18, -0.3), (s * 0.56, -0.3), (s * 0.56, -0.74), (s * 0.18, -0.74)], 0.02),
            0.05,
            0.06,
            0.05,
        ).moved(z=0.10)
        for s in (-1, 1)
    ]
    stuff = Stuff("linen" if k == 0 else "satin", a, scale=2.4)
    parts = [Part(join([*halves, *collar]), stuff)]
    if k == 0:
        parts.append(Part(join(pockets), stuff))
        parts.append(
            Part(
                join(
                    [disc(0.035, 0.03, 0.12, 0.01).moved(0.1, y, 0) for y in (0.5, 0.15, -0.2, -0.55, -0.88)]
                ),
                Stuff("lacquer", b),
            )
        )
        return parts
    quilts = [
        tube(
            np.column_stack([np.linspace(s * 0.05, s * 0.68, 20), np.full(20, y), np.full(20, 0.165)]),
            0.012,
            8,
        )
        for s in (-1, 1)
        for y in (0.4, 0.05, -0.3, -0.65)
    ]
    zipper = rod((0, 0.72, 0.12), (0, -1.0, 0.12), 0.03)
    return [
        *parts,
        Part(join(quilts), Stuff("satin", a)),
        Part(zipper, Stuff("brushed", STEEL)),
        Part(
            whole(outline_of([(-0.7, -0.9), (0.7, -0.9), (0.68, -1.05), (-0.68, -1.05)]), 0.13, 0.1),
            Stuff("knit", b, scale=2.5),
        ),
    ]


def trousers(a: str, b: str, k: int) -> list[Part]:
    low = -1.25 if k == 0 else -0.2
    wide = 0.36 if k == 0 else 0.6
    body = cloth(
        [
            (0.0, 1.0),
            (0.46, 1.02),
            (0.6, 0.4),
            (wide + 0.2, low),
            (wide - 0.22 if k == 0 else 0.1, low - 0.02),
            (0.03, 0.32 if k == 0 else 0.28),
            (0.0, 0.3),
        ],
        0.1,
        0.18,
        0.16,
        12 + k,
        0.02,
    )
    waist = whole(outline_of([(-0.47, 1.06), (0.47, 1.06), (0.5, 0.9), (-0.5, 0.9)]), 0.1, 0.08, 0.04)
    cord = join(
        [
            tube(
                np.column_stack(
                    [
                        curve([(s * 0.03, 0.96), (s * 0.1, 0.75), (s * 0.05 + 0.03, 0.55)], 24),
                        np.full(24, 0.14),
                    ]
                ),
                0.018,
                10,
            )
            for s in (-1, 1)
        ]
    )
    stuff = Stuff("linen", a, scale=3)
    return [
        Part(body, stuff),
        Part(waist, stuff),
        Part(cord, Stuff("linen", "#f3eee2", scale=6))
        if k
        else Part(disc(0.04, 0.04, 0.1, 0.012).moved(0, 0.98, 0), Stuff("brushed", BRASS)),
        *(
            [
                Part(
                    join(
                        [
                            band([(s * 0.52, 0.82), (s * 0.36, 0.78), (s * 0.28, 0.9)], 0.01, 0.115)
                            for s in (-1, 1)
                        ]
                    ),
                    Stuff("linen", b, scale=3),
                )
            ]
            if k == 0
            else []
        ),
    ]


def dress(a: str, b: str, k: int) -> list[Part]:
    body = cloth(
        [
            (0.0, 0.8),
            (0.18, 0.84),
            (0.3, 1.06),
            (0.46, 1.05),
            (0.44, 0.62),
            (0.4, 0.22),
            (0.86, -1.1),
            (0.5, -1.15),
            (0.0, -1.16),
        ]
        if k == 0
        else [
            (0.0, 0.88),
            (0.2, 0.92),
            (0.28, 1.02),
            (0.6, 0.9),
            (0.92, 0.5),
            (0.76, 0.34),
            (0.5, 0.5),
            (0.42, 0.1),
            (0.8, -1.08),
            (0.0, -1.16),
        ],
        0.09,
        0.16,
        0.2,
        15 + k,
    )
    stuff = [Stuff("dots", a, b, 1.1), Stuff("linen", a, scale=2.5)][k]
    belt = whole(outline_of([(-0.42, 0.27), (0.42, 0.27), (0.42, 0.16), (-0.42, 0.16)]), 0.11, 0.05, 0.03)
    return [Part(body, stuff), Part(belt, Stuff("linen", b, scale=4) if k else stuff)]


def apron(a: str, b: str, k: int) -> list[Part]:
    body = cloth(
        [(0.0, 0.95), (0.34, 0.95), (0.4, 0.6), (0.72, 0.3), (0.74, -1.0), (0.0, -1.02)], 0.04, 0.08, 0.3, 18
    )
    pocket = whole(
        outline_of([(-0.36, -0.05), (0.36, -0.05), (0.36, -0.52), (-0.36, -0.52)], 0.02), 0.035, 0.05, 0.1
    ).moved(z=0.045)
    straps = join(
        [
            band([(-0.3, 0.93), (-0.34, 1.25), (0, 1.45), (0.34, 1.25), (0.3, 0.93)], 0.035, 0.06, 0.3),
            band([(0.7, 0.28), (1.0, 0.1), (0.9, -0.3), (1.1, -0.55)], 0.03, 0.05, 0.3),
            band([(-0.7, 0.28), (-1.0, 0.05), (-0.88, -0.35), (-1.05, -0.6)], 0.03, 0.05, 0.3),
        ]
    )
    return [
        Part(body, Stuff("linen" if k == 0 else "stripe", a, b, 2.5 if k == 0 else 1.4)),
        Part(pocket, Stuff("linen", a if k == 0 else b, scale=2.5)),
        Part(straps, Stuff("leather" if k == 0 else "linen", b, scale=4)),
    ]


FAMILIES = {f.__name__: f for f in (tshirt, sweater, jacket, trousers, dress, apron)}
LAID = Shot(rise=89.0, turn=0, fill=0.78)
SHOTS = {"tshirt": LAID, "sweater": LAID, "jacket": LAID, "trousers": LAID, "dress": LAID, "apron": LAID}
