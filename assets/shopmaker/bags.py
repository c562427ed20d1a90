"""Bags, belts, wallets, umbrellas and sunglasses."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from assets.shopmaker.details import BLACK, BRASS, STEEL, WALNUT, ring, wood
from assets.shopmaker.forms import box, curve, disc, join, loft, pillow, rod, slab, tube
from assets.shopmaker.garments import band, outline
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def tote(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        bag = pillow(
            outline([(0.0, 0.8), (0.78, 0.8), (0.74, -0.95), (0.0, -0.97)]), 0.1, 0.3, 0.012, 0.12, 30
        )
        loops = join(
            [
                band(
                    [(-0.38, 0.74), (-0.4, 1.25), (-0.2, 1.62), (0.2, 1.62), (0.4, 1.25), (0.38, 0.74)],
                    0.05,
                    z,
                    0.3,
                )
                for z in (0.06, 0.13)
            ]
        )
        motif = disc(0.3, 0.02, 0, 0.008).moved(0, -0.1, 0.112)
        return [
            Part(bag, Stuff("linen", a, scale=2)),
            Part(loops, Stuff("linen", a, scale=4)),
            Part(motif, Stuff("paper", b)),
        ]
    shell = box(1.5, 0.62, 1.15, 0.09).mapped(
        lambda p: p * np.stack([1 + 0.1 * p[:, 2], 1 - 0.25 * p[:, 2] + 0.0, np.ones(len(p))], 1)
    )
    loops = join(
        [
            tube(
                curve(
                    [
                        (-0.42, y, 0.95),
                        (-0.4, y, 1.4),
                        (-0.2, y, 1.66),
                        (0.2, y, 1.66),
                        (0.4, y, 1.4),
                        (0.42, y, 0.95),
                    ],
                    80,
                ),
                0.04,
                flat=0.6,
            )
            for y in (-0.22, 0.22)
        ]
    )
    tag = box(0.2, 0.02, 0.3, 0.009).moved(0.5, -0.26, 0.5)
    return [
        Part(shell, Stuff("leather", a, scale=2.2)),
        Part(loops, Stuff("leather", b, scale=4)),
        Part(tag, Stuff("leather", b, scale=4)),
        Part(
            join([disc(0.03, 0.02, 0, 0.006).turned(90, 0, 0).moved(x, -0.245, 0.98) for x in (-0.42, 0.42)]),
            Stuff("brushed", BRASS),
        ),
    ]


def satchel(a: str, b: str, k: int) -> list[Part]:
    body = box(1.5, 0.42, 1.05, 0.14)
    flap = (
        slab(
            curve(
                [(-0.77, 0.0), (-0.76, -0.55), (-0.4, -0.72), (0.4, -0.72), (0.76, -0.55), (0.77, 0.0)],
                100,
                True,
            ),
            0.05,
            0.02,
        )
        .turned(90, 0, 0)
        .moved(0, -0.19, 1.02)
    )
    top = box(1.54, 0.5, 0.12, 0.055).moved(0, 0, 0.98)
    straps = join([box(0.14, 0.04, 0.62, 0.015).moved(x, -0.26, 0.22) for x in (-0.42, 0.42)])
    buckles = join([ring(0.08, 0.016).turned(90, 0, 0).moved(x, -0.29, 0.42) for x in (-0.42, 0.42)])
    sling = tube(
        curve([(-0.76, 0, 0.95), (-0.7, 0, 1.5), (-0.2, 0.1, 1.85), (0.5, 0.1, 1.6), (0.76, 0, 0.95)], 80),
        0.05,
        flat=0.35,
    )
    return [
        Part(body, Stuff("leather", a, scale=2)),
        Part(flap.plus(top), Stuff("leather", a, scale=2)),
        Part(straps.plus(sling), Stuff("leather", b, scale=3)),
        Part(buckles, Stuff("brushed", BRASS)),
    ]


def umbrella(a: str, b: str, k: int) -> list[Part]:
    v = np.linspace(0, 2 * np.pi, 160, endpoint=False)
    rings = []
    for z in np.linspace(0, 1, 60):
        radius = 0.05 + 0.17 * np.sin(np.pi * min(1.0, 0.12 + 0.8 * z) ** 1.1) * (1 - 0.35 * z)
        wave = 1 + 0.12 * np.abs(np.sin(4 * v + 3.2 * z)) * (1 - 0.5 * z)
        rings.append(
            np.stack([radius * wave * np.cos(v), radius * wave * np.sin(v), np.full(160, 0.25 + 1.75 * z)], 1)
        )
    canopy = loft(np.array(rings))
    shaft = rod((0, 0, 0), (0, 0, 2.5), 0.03)
    crook = tube(
        curve([(0, 0, 2.3), (0, 0, 2.7), (0.16, 0, 2.95), (0.36, 0, 2.84), (0.38, 0, 2.6)], 60), 0.06
    )
    strap = ring(0.17, 0.03, 1.2, 1.4)
    lean = 16.0
    return [
        Part(s.turned(0, lean, 0), st)
        for s, st in (
            (canopy, Stuff("satin", a)),
            (shaft, Stuff("satin", BLACK)),
            (crook, wood(WALNUT)),
            (strap, Stuff("linen", b)),
        )
    ]


def belt(a: str, b: str, k: int) -> list[Part]:
    turn = np.linspace(0, 5.0 * np.pi, 260)
    radius = 0.42 + 0.024 * turn
    line = np.stack([radius * np.cos(turn), radius * np.sin(turn)], 1)
    away = line / np.linalg.norm(line, axis=1, keepdims=True)
    strip = slab(np.concatenate([line + away * 0.024, (line - away * 0.024)[::-1]]), 0.34, 0.012)
    buckle = (
        box(0.5, 0.05, 0.46, 0.02)
        .cut(box(0.34, 0.2, 0.3, 0.02).moved(0, 0, 0.08))
        .plus(rod((-0.2, -0.04, 0.23), (0.2, -0.04, 0.23), 0.022))
    )
    x, y = line[-1]
    return [
        Part(strip, Stuff("leather", a, scale=3)),
        Part(
            buckle.turned(0, 0, 90).moved(x + 0.02, y + 0.12, -0.06),
            Stuff("brushed", BRASS if k == 0 else STEEL),
        ),
    ]


def wallet(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        book = box(1.3, 0.95, 0.2, 0.09).plus(box(1.3, 0.95, 0.1, 0.045).moved(0.0, 0.0, 0.18))
        cards = join(
            [box(1.1, 0.2, 0.02, 0.008).moved(0, 0.48 + 0.05 * i, 0.12 + 0.025 * i) for i in range(3)]
        )
        snap = disc(0.07, 0.03, 0.27, 0.01).moved(0, -0.36, 0)
        return [
            Part(book, Stuff("leather", a, scale=2.4)),
            Part(cards, Stuff("plastic", b)),
            Part(snap, Stuff("brushed", BRASS)),
        ]
    sleeve = pillow(
        outline([(0.0, 0.6), (0.85, 0.6), (0.85, -0.6), (0.0, -0.6)], 0.08), 0.1, 0.2, 0.012, 0.03
    )
    zipper = tube([(-0.78, 0.5, 0.11), (0, 0.5, 0.125), (0.78, 0.5, 0.11)], 0.025)
    pull = box(0.08, 0.3, 0.03, 0.012).moved(0.66, 0.34, 0.11)
    return [
        Part(sleeve, Stuff("leather", a, scale=2.4)),
        Part(zipper, Stuff("brushed", BRASS)),
        Part(pull, Stuff("leather", b, scale=4)),
    ]


def sunglasses(a: str, b: str, k: int) -> list[Part]:
    parts, frames = [], []
    for s in (-1, 1):
        t = np.linspace(0, 2 * np.pi, 80, endpoint=False)
        power = 0.9 if k == 0 else 0.62
        shape = np.stack(
            [
                0.42 * np.sign(np.cos(t)) * np.abs(np.cos(t)) ** power + s * 0.54,
                0.38 * np.sign(np.sin(t)) * np.abs(np.sin(t)) ** power,
            ],
            1,
        )
        middle = np.array([s * 0.54, 0.0])
        rim = slab((shape - middle) * 1.17 + middle, 0.11, 0.04).cut(slab(shape, 1, 0.005).moved(z=-0.4))
        frames.append(rim.turned(90, 0, 0).moved(0, 0.06, 0.42))
        parts.append(Part(slab(shape, 0.03, 0.01).turned(90, 0, 0).moved(0, 0.02, 0.42), Stuff("lacquer", b)))
        frames.append(
            tube(
                curve(
                    [
                        (s * 1.0, 0.02, 0.58),
                        (s * 0.99, 0.9, 0.56),
                        (s * 0.96, 1.3, 0.45),
                        (s * 0.92, 1.5, 0.14),
                    ],
                    60,
                ),
                0.045,
                20,
                0.6,
            )
        )
    bridge = tube(curve([(-0.14, 0, 0.48), (0, -0.01, 0.55), (0.14, 0, 0.48)], 20), 0.045)
    return [Part(join([*frames, bridge]), Stuff("lacquer", a)), *parts]


FAMILIES = {f.__name__: f for f in (tote, satchel, umbrella, belt, wallet, sunglasses)}
LAID = Shot(rise=89.0, turn=0, fill=0.78)
SHOTS: dict[str, Shot | Callable[[int], Shot]] = {
    "tote": lambda k: LAID if k == 0 else Shot(rise=10, turn=-22, fill=0.74),
    "satchel": Shot(rise=8, turn=-20, fill=0.74),
    "umbrella": Shot(rise=6, turn=0, fill=0.78),
    "belt": Shot(rise=30, turn=-40, fill=0.7),
    "wallet": Shot(rise=62, turn=-16, fill=0.74),
    "sunglasses": Shot(rise=18, turn=-26, fill=0.76),
}
