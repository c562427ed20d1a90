"""Trainers, boots, slippers and sandals."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BRASS, ring
from assets.shopmaker.forms import (
    Array,
    Solid,
    blob,
    box,
    capsule_distance,
    curve,
    join,
    slab,
    smooth_union,
    tube,
)
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def _foot(p: Array, long: float, high: float, toe: float) -> Array:
    """Signed distance of a shoe's body, toe towards -x, standing at z = 0."""
    low = np.maximum(p[..., 2], toe)  # below its widest height the shoe goes straight down
    floor = p[..., 2]
    p = np.concatenate([p[..., :2], low[..., None]], -1)
    d = capsule_distance(p, (-long * 0.62, 0, toe), (-long * 0.15, 0.02, toe * 1.15), toe * 1.12, toe * 1.16)
    d = smooth_union(
        d, capsule_distance(p, (-long * 0.1, 0.02, toe * 1.2), (long * 0.45, 0, high * 0.5), 0.3, 0.3), 0.22
    )
    d = smooth_union(d, capsule_distance(p, (long * 0.45, 0, 0.3), (long * 0.4, 0, high), 0.3, 0.27), 0.15)
    return np.maximum(d, -floor)


def _under(long: float, high: float, toe: float, thick: float, grow: float) -> Solid:
    """The sole that follows the outline of a shoe."""
    return blob(
        lambda p: np.maximum(_foot(p, long, high, toe) - grow, p[..., 2] - thick),
        (-1.3, -0.6, 0),
        (1.1, 0.6, thick + 0.1),
        0.02,
    )


def _sole(long: float, wide: float, thick: float, grow: float = 1.0) -> Solid:
    shape = curve(
        [
            (-long * 1.0, 0.02),
            (-long * 0.86, 0.26),
            (-long * 0.5, 0.36),
            (-0.05, 0.29),
            (long * 0.45, 0.3),
            (long * 0.76, 0.2),
            (long * 0.8, 0),
            (long * 0.76, -0.2),
            (long * 0.45, -0.29),
            (-0.05, -0.26),
            (-long * 0.5, -0.33),
            (-long * 0.86, -0.22),
        ],
        140,
        True,
    )
    return slab(shape * [grow, wide * grow], thick, 0.04)


def sneaker(a: str, b: str, k: int) -> list[Part]:
    high = 0.62 if k == 0 else 1.05

    def shell(p: Array) -> Array:
        d = _foot(p, 0.95, high, 0.2)
        hole = capsule_distance(p, (0.36, 0, high - 0.08), (0.34, 0, high + 0.6), 0.2, 0.26)
        hole = smooth_union(
            hole,
            capsule_distance(
                p, (0.3, 0, high - 0.02), (-0.02, 0, high * 0.98 if k == 0 else high * 0.9), 0.16, 0.12
            ),
            0.08,
        )
        return np.maximum(d, -hole)

    upper = (
        blob(shell, (-1.1, -0.5, 0), (0.95, 0.5, high + 0.45), 0.02)
        .mapped(lambda p: p * [1, 0.96, 1])
        .moved(z=0.12)
    )
    cut = box(4, 4, 4, 0.001).moved(z=-3.9 + high + (0.18 if k == 0 else 0.2))
    upper = upper.keep(cut)
    upper.crease = 60
    sole = _under(0.95, high, 0.2, 0.17, 0.03)
    sole.crease = 50
    cap_ = blob(
        lambda p: np.maximum(_foot(p, 0.95, high, 0.2) - 0.012, p[..., 0] + 0.68),
        (-1.2, -0.5, 0),
        (-0.5, 0.5, 0.8),
        0.02,
    ).moved(z=0.12)
    laces = []
    for i in range(5 if k == 0 else 7):
        x, z = (-0.42 + 0.1 * i, 0.52 + 0.07 * i) if k == 0 else (-0.42 + 0.08 * i, 0.5 + 0.095 * i)
        laces.append(
            tube(
                curve([(x, -0.19, z - 0.03), (x - 0.03, 0, z + 0.045), (x, 0.19, z - 0.03)], 20),
                0.026,
                12,
                0.6,
            )
        )
    parts = [
        Part(upper, Stuff("linen", a, scale=3)),
        Part(sole, Stuff("rubber", "#f3eee3" if b != "#f3eee3" else "#d9d2c2")),
        Part(join(laces), Stuff("linen", "#f6f2e8", scale=5)),
        Part(cap_, Stuff("rubber", "#f3eee3")),
    ]
    turned = [Part(p.solid.mapped(lambda q: q * [1, -1, 1]), p.stuff) for p in parts]
    turned = [Part(Solid(p.solid.points, p.solid.faces[:, ::-1], p.solid.crease), p.stuff) for p in turned]
    return [Part(p.solid.moved(0, -0.42, 0), p.stuff) for p in parts] + [
        Part(p.solid.moved(0.2, 0.46, 0), p.stuff) for p in turned
    ]


def wellies(a: str, b: str, k: int) -> list[Part]:
    high = 1.55 if k == 0 else 0.85

    def shell(p: Array) -> Array:
        d = _foot(p, 0.95, high, 0.26)
        hole = capsule_distance(p, (0.42, 0, 0.5), (0.38, 0, high + 0.7), 0.21, 0.24)
        return np.maximum(d, -hole)

    upper = (
        blob(shell, (-1.1, -0.5, 0), (0.95, 0.5, high + 0.4), 0.024)
        .keep(box(4, 4, 4, 0.001).moved(z=-3.95 + high))
        .moved(z=0.1)
    )
    upper.crease = 60
    sole = _under(0.95, high, 0.26, 0.14, 0.035)
    sole.crease = 50
    heel = slab(curve([(0.24, -0.27), (0.66, -0.2), (0.66, 0.2), (0.24, 0.27)], 60, True), 0.1, 0.03).moved(
        0, 0, -0.08
    )
    rim = tube(
        np.stack(
            [
                0.4 + 0.262 * np.cos(np.linspace(0, 2 * np.pi, 80)),
                0.262 * np.sin(np.linspace(0, 2 * np.pi, 80)),
                np.full(80, high + 0.14),
            ],
            1,
        ),
        0.035,
        14,
    )
    stripe = tube(
        np.stack(
            [
                0.405 + 0.292 * np.cos(np.linspace(0, 2 * np.pi, 80)),
                0.292 * np.sin(np.linspace(0, 2 * np.pi, 80)),
                np.full(80, high - 0.08),
            ],
            1,
        ),
        0.016,
        10,
        2.5,
    )
    parts = [
        Part(upper, Stuff("plastic", a)),
        Part(join([sole, heel]), Stuff("rubber", b)),
        Part(join([rim, stripe] if k == 0 else [rim]), Stuff("rubber", b)),
    ]
    return [Part(p.solid.moved(0, -0.4, 0), p.stuff) for p in parts] + [
        Part(p.solid.moved(0.25, 0.42, 0), p.stuff) for p in parts
    ]


def slippers(a: str, b: str, k: int) -> list[Part]:
    def shell(p: Array) -> Array:
        low = np.concatenate([p[..., :2], np.maximum(p[..., 2], 0.14)[..., None]], -1)
        outer = capsule_distance(low, (-0.6, 0.01, 0.14), (0.1, 0.02, 0.22), 0.285, 0.3)
        inner = capsule_distance(low, (-0.55, 0.01, 0.12), (0.5, 0.02, 0.26), 0.24, 0.27)
        lip = 0.16 - 0.35 * np.abs(p[..., 1]) ** 1.5 - 0.25 * p[..., 2]
        return np.maximum.reduce([outer, -inner, p[..., 0] - lip, -p[..., 2]])

    toe = blob(shell, (-1.2, -0.5, 0), (0.6, 0.5, 0.7), 0.016).moved(z=0.13)
    toe.crease = 60
    sole = _sole(0.95, 1.02, 0.1, 1.03)
    bed = _sole(0.95, 0.95, 0.06, 0.96).moved(z=0.09)
    parts = [
        Part(toe, Stuff("felt" if k == 0 else "leather", a, scale=2.5)),
        Part(bed, Stuff("plush" if k == 0 else "cork", "#e9dfce" if k == 0 else "#c79a68", "#8b5f38", 2)),
        Part(sole, Stuff("rubber", b) if k == 0 else Stuff("cork", "#b98a58", "#7a5230", 1.5)),
    ]
    return [Part(p.solid.moved(0, -0.4, 0), p.stuff) for p in parts] + [
        Part(p.solid.moved(0.25, 0.42, 0), p.stuff) for p in parts
    ]


def sandals(a: str, b: str, k: int) -> list[Part]:
    sole = _sole(0.95, 1.0, 0.16, 1.0)
    bed = _sole(0.95, 0.94, 0.05, 0.95).moved(z=0.145)
    xs = (-0.52, -0.26) if k == 0 else (-0.42,)
    straps = join(
        [
            tube(
                np.stack(
                    [
                        np.full(50, x) + 0.05 * np.sin(np.linspace(0, np.pi, 50)),
                        0.345 * np.cos(np.linspace(0, np.pi, 50)),
                        0.14 + 0.27 * np.sin(np.linspace(0, np.pi, 50)),
                    ],
                    1,
                ),
                0.105 if k == 0 else 0.2,
                30,
                0.22,
            )
            for x in xs
        ]
    )
    flat = straps
    buckles = join([ring(0.07, 0.015).turned(0, 90, 90).moved(x, -0.34, 0.3) for x in xs])
    parts = [
        Part(sole, Stuff("cork", "#c79a68", "#8b5f38", 1.5)),
        Part(bed, Stuff("leather", b, scale=3)),
        Part(flat, Stuff("leather", a, scale=3)),
        Part(buckles, Stuff("brushed", BRASS)),
    ]
    return [Part(p.solid.moved(0, -0.4, 0), p.stuff) for p in parts] + [
        Part(p.solid.moved(0.25, 0.42, 0), p.stuff) for p in parts
    ]


FAMILIES = {f.__name__: f for f in (sneaker, wellies, slippers, sandals)}
PAIR = Shot(rise=26, turn=28, fill=0.8)
SHOTS = {
    "sneaker": PAIR,
    "wellies": Shot(rise=12, turn=30, fill=0.76),
    "slippers": Shot(rise=36, turn=32, fill=0.8),
    "sandals": Shot(rise=32, turn=32, fill=0.8),
}
