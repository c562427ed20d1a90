"""Blocks, rings, rainbows, tops and instruments."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, CREAM, OAK, STEEL, ring, tints, wood
from assets.shopmaker.forms import ball, box, curve, disc, join, lathe, rod, slab, tube, vessel
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def stacking_rings(a: str, b: str, k: int) -> list[Part]:
    parts = [
        Part(disc(0.72, 0.14, 0, 0.05), wood(BEECH), "along"),
        Part(rod((0, 0, 0.1), (0, 0, 1.55), 0.09), wood(BEECH), "up"),
    ]
    z = 0.14
    for i, tint in enumerate(tints(a, b, 5)):
        radius, thick = 0.48 - 0.065 * i, 0.15 - 0.008 * i
        parts.append(
            Part(ring(radius, thick, z + thick * 0.9, 0.9), Stuff("lacquer" if k == 0 else "matte", tint))
        )
        z += thick * 1.75
    return [*parts, Part(ball(0.2, z=z + 0.14), Stuff("lacquer" if k == 0 else "matte", a))]


def blocks(a: str, b: str, k: int) -> list[Part]:
    c = tints(a, b, 8)
    cube = box(0.5, 0.5, 0.5, 0.035)
    arch = (
        slab(
            [
                (-0.6, 0),
                (-0.3, 0),
                *[(0.3 * np.cos(t), 0.3 * np.sin(t)) for t in np.linspace(np.pi, 0, 24)],
                (0.6, 0),
                (0.6, 0.55),
                (-0.6, 0.55),
            ],
            0.5,
            0.02,
        )
        .turned(90, 0, 0)
        .moved(0, 0.25, 0)
    )
    roof = slab([(-0.6, 0), (0.6, 0), (0, 0.5)], 0.5, 0.02).turned(90, 0, 0).moved(0, 0.25, 0)
    cyl = disc(0.22, 0.5, 0, 0.025)
    if k == 0:
        lay = [
            (cube, -0.62, 0, 0),
            (cube, 0.0, 0.02, 0),
            (cyl, 0.6, 0, 0),
            (arch, -0.3, 0, 0.5),
            (cyl, 0.6, 0, 0.5),
            (roof, -0.3, 0, 1.05),
            (cube.turned(0, 0, 30), 0.95, -0.75, 0),
        ]
    else:
        lay = [
            (arch, 0, 0, 0),
            (cube.turned(0, 0, 8), 0.0, 0, 0.55),
            (arch.turned(0, 0, 4).scaled(0.8), 0.0, 0, 1.05),
            (roof.scaled(0.7), 0, 0, 1.5),
            (cyl, -0.85, -0.2, 0),
            (cyl.turned(90, 0, 60), 0.9, -0.6, 0.22),
            (cube, 0.95, 0.25, 0),
        ]
    return [
        Part(s.moved(x, y, z), Stuff("lacquer" if i % 3 == 2 else "matte", c[i]))
        for i, (s, x, y, z) in enumerate(lay)
    ]


def rainbow(a: str, b: str, k: int) -> list[Part]:
    parts, r = [], 1.05
    for tint in tints(a, b, 6):
        low = r - 0.145
        outline = [
            *[(r * np.cos(t), r * np.sin(t)) for t in np.linspace(0, np.pi, 60)],
            *[(low * np.cos(t), low * np.sin(t)) for t in np.linspace(np.pi, 0, 60)],
        ]
        parts.append(Part(slab(outline, 0.5, 0.03).turned(90, 0, 0).moved(0, 0.25, 0), Stuff("matte", tint)))
        r -= 0.16
    if k == 1:
        parts = [Part(p.solid.moved(0.0, 0.08 * i - 0.2, 0), p.stuff) for i, p in enumerate(parts)]
    return parts


def spinning_top(a: str, b: str, k: int) -> list[Part]:
    def one(s: float, x: float, y: float, lean: float, c: str, d: str) -> list[Part]:
        profile = [
            [0, 0],
            *curve(
                [(0.0, 0), (0.1, 0.12), (0.52, 0.42), (0.58, 0.56), (0.4, 0.7), (0.07, 0.78)], 60
            ).tolist(),
            [0.06, 1.2],
            [0.1, 1.3],
            [0.06, 1.38],
            [0, 1.4],
        ]
        top, low = lathe(profile).sliced(0.5)
        upper, stick = top.sliced(0.72)[::-1]
        return [
            Part(q.scaled(s).turned(0, lean, 0).moved(x, y, 0), st, "along")
            for q, st in ((low, Stuff("lacquer", c)), (upper, Stuff("lacquer", d)), (stick, wood(BEECH)))
        ]

    return one(1, 0, 0, 0, a, b) + one(0.6, 0.85, -0.5, 30, b, a)


def xylophone(a: str, b: str, k: int) -> list[Part]:
    parts = [
        Part(
            join([box(2.1, 0.16, 0.18, 0.05).turned(0, 0, s * 5).moved(0, s * 0.34, 0) for s in (-1, 1)]),
            wood(OAK),
            "along",
        )
    ]
    for i, tint in enumerate((tints(a, b, 8) * 2)[:7]):
        length = 1.3 - 0.09 * i
        bar = box(0.22, length, 0.08, 0.03).moved(-0.87 + 0.29 * i, 0, 0.2)
        pins = join(
            [
                disc(0.03, 0.03, 0.28, 0.01).moved(-0.87 + 0.29 * i, s * (length / 2 - 0.12), 0)
                for s in (-1, 1)
            ]
        )
        parts += [
            Part(bar, Stuff("lacquer", tint) if k == 0 else Stuff("brushed", tint)),
            Part(pins, Stuff("polished", STEEL)),
        ]
    mallet = rod((-0.9, -0.5, 0.42), (0.6, -0.75, 0.38), 0.03)
    return [
        *parts,
        Part(mallet, wood(BEECH), "along"),
        Part(ball(0.11, -0.95, -0.49, 0.42), Stuff("rubber", a)),
    ]


def drum(a: str, b: str, k: int) -> list[Part]:
    body = disc(0.72, 0.82, 0.06, 0.02)
    hoops = join([ring(0.73, 0.05, z, 1.3) for z in (0.08, 0.86)])
    skin = disc(0.7, 0.03, 0.87, 0.01)
    zig = tube(
        np.array(
            [
                (0.745 * np.cos(t), 0.745 * np.sin(t), 0.14 if i % 2 else 0.8)
                for i, t in enumerate(np.linspace(0, 2 * np.pi, 21))
            ]
        ),
        0.016,
        8,
    )
    sticks = join(
        [
            rod((-0.5, y, 0.95), (0.85, y + e, 1.0), 0.03).plus(ball(0.07, -0.53, y, 0.95))
            for y, e in ((-0.2, -0.25), (0.15, 0.1))
        ]
    )
    return [
        Part(body, Stuff("lacquer", a)),
        Part(hoops, Stuff("lacquer", b) if k == 0 else wood(OAK)),
        Part(skin, Stuff("paper", "#f4ead6")),
        Part(zig, Stuff("linen", CREAM, scale=4)),
        Part(sticks, wood(BEECH), "along"),
    ]


def sand_set(a: str, b: str, k: int) -> list[Part]:
    pail = vessel(curve([(0.4, 0), (0.44, 0.02), (0.58, 0.8)], 40), 0.03, 0.04)
    bail = tube(
        curve(
            [(-0.58, 0, 0.74), (-0.5, -0.1, 1.15), (0, -0.16, 1.34), (0.5, -0.1, 1.15), (0.58, 0, 0.74)], 60
        ),
        0.03,
    )
    stick = rod((0, 0, 0.55), (0, 0, 1.35), 0.05).plus(rod((-0.14, 0, 1.38), (0.14, 0, 1.38), 0.05))
    blade = slab(
        curve([(-0.2, 0), (-0.22, 0.45), (0, 0.56), (0.22, 0.45), (0.2, 0)], 60, True), 0.05, 0.02
    ).turned(90, 0, 0)
    spade = stick.plus(blade).turned(-14, 22, 0).moved(0.72, -0.42, 0.0)
    mould = lathe(
        [[0, 0], [0.3, 0], [0.3, 0.1], [0.24, 0.2], [0.24, 0.36], [0.12, 0.36], [0.12, 0.42], [0, 0.42]]
    )
    return [
        Part(pail, Stuff("plastic", a)),
        Part(bail, Stuff("plastic", CREAM)),
        Part(spade, Stuff("plastic", b)),
        Part(mould.moved(-0.55, -0.72, 0), Stuff("plastic", "#e3b25f")),
    ]


FAMILIES = {f.__name__: f for f in (stacking_rings, blocks, rainbow, spinning_top, xylophone, drum, sand_set)}
SHOTS = {
    "blocks": Shot(rise=14, turn=-22, fill=0.78),
    "rainbow": Shot(rise=12, turn=-22, fill=0.8),
    "xylophone": Shot(rise=34, turn=-22, fill=0.8),
    "sand_set": Shot(rise=16, turn=-10, fill=0.76),
}
