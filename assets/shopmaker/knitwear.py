"""Hats, caps, scarves, socks and mittens."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.forms import Array, Solid, ball, box, curve, disc, join, lathe, slab, tube
from assets.shopmaker.garments import outline_of, whole
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def socks(a: str, b: str, k: int) -> list[Part]:
    def one(x: float, y: float, turn: float, z: float) -> list[Part]:
        shape = outline_of(
            [
                (-0.2, 1.0),
                (0.2, 1.0),
                (0.2, -0.1),
                (0.72, -0.42),
                (0.7, -0.74),
                (0.4, -0.8),
                (-0.16, -0.52),
                (-0.24, -0.2),
            ],
            0.14,
        )
        foot = whole(shape, 0.1, 0.16, 0.1, 21)
        cuff = whole(
            outline_of([(-0.21, 1.03), (0.21, 1.03), (0.21, 0.8), (-0.21, 0.8)], 0.03), 0.12, 0.1, 0.04
        )
        toe = whole(
            outline_of([(0.5, -0.32), (0.75, -0.44), (0.73, -0.76), (0.42, -0.8)], 0.1), 0.105, 0.14, 0.04
        )
        stuff = [Stuff("knit", a, scale=2.2), Stuff("stripe", a, b, 1.1)][k]
        rib = Stuff("knit", b, scale=2.6)
        return [
            Part(s.turned(0, 0, turn).moved(x, y, z), st)
            for s, st in ((foot, stuff), (cuff, rib), (toe, rib))
        ]

    return one(-0.42, 0.05, 6, 0) + one(0.35, -0.1, -6, 0.03)


def beanie(a: str, b: str, k: int) -> list[Part]:
    dome = lathe(
        [
            *curve([(0.64, 0.3), (0.68, 0.6), (0.5, 1.08), (0.0, 1.28)], 80).tolist(),
            [0, 1.22],
            *curve([(0.0, 1.22), (0.46, 1.02), (0.62, 0.6), (0.6, 0.3)], 60).tolist(),
        ],
        300,
    )

    def rib(p: Array) -> Array:
        t = np.arctan2(p[:, 1], p[:, 0])
        grow = 1 + 0.018 * np.abs(np.sin(20 * t))
        return p * np.stack([grow, grow, np.ones(len(p))], 1)

    fold = lathe(
        [
            [0.62, 0.05],
            *curve([(0.68, 0.02), (0.735, 0.2), (0.72, 0.42), (0.66, 0.46)], 30).tolist(),
            [0.62, 0.4],
        ],
        300,
    )
    pom = ball(0.24, segments=90)
    rng = np.random.default_rng(3)
    pom = pom.mapped(lambda p: p * (1 + 0.10 * rng.normal(size=len(p)))[:, None]).moved(z=1.42)
    parts = [
        Part(dome.mapped(rib), Stuff("knit", a, scale=2.0), "round"),
        Part(fold.mapped(rib), Stuff("knit", a if k else b, scale=2.0), "round"),
    ]
    return [*parts, Part(Solid(pom.points, pom.faces, 180), Stuff("plush", b, scale=3))] if k == 0 else parts


def cap(a: str, b: str, k: int) -> list[Part]:
    crown = ball(0.72).scaled(1, 1.06, 0.86).keep(box(4, 4, 4, 0.001)).cut(ball(0.69).scaled(1, 1.06, 0.86))
    brim = slab(
        curve(
            [(-0.62, -0.3), (-0.56, -0.86), (0, -1.32), (0.56, -0.86), (0.62, -0.3), (0, -0.52)], 110, True
        ),
        0.04,
        0.018,
    )
    fine = brim.manifold().refine_to_length(0.05).to_mesh()
    brim = Solid(
        np.asarray(fine.vert_properties, dtype=float)[:, :3], np.asarray(fine.tri_verts, dtype=np.int64)
    )
    brim = brim.mapped(
        lambda p: p + np.stack([0 * p[:, 0], 0 * p[:, 0], -0.42 * p[:, 0] ** 2 + 0.06 * (p[:, 1] + 0.6)], 1)
    ).moved(z=0.08)
    seams = join(
        [
            tube(
                np.stack(
                    [0.722 * np.cos(t) * np.sin(u), 0.765 * np.sin(t) * np.sin(u), 0.622 * np.cos(u)], 1
                ),
                0.009,
                8,
            )
            for t in np.radians([0, 60, 120, 180, 240, 300])
            for u in [np.linspace(0, np.pi / 2, 40)]
        ]
    )
    stuff = Stuff("linen", a, scale=3)
    return [
        Part(crown.moved(z=0.02), stuff),
        Part(brim, stuff if k == 0 else Stuff("linen", b, scale=3)),
        Part(seams, stuff),
        Part(disc(0.05, 0.05, 0.61, 0.02), Stuff("linen", b, scale=3)),
    ]


def sun_hat(a: str, b: str, k: int) -> list[Part]:
    line = curve(
        [(1.2, 0.02), (0.95, 0.1), (0.64, 0.14), (0.58, 0.3), (0.5, 0.62), (0.3, 0.7), (0.0, 0.71)], 120
    )
    hat = lathe([*line.tolist(), *(line[::-1] * [0.975, 1] - [0, 0.03]).tolist()], 220)
    hat = hat.mapped(
        lambda p: (
            p
            + np.stack(
                [
                    0 * p[:, 0],
                    0 * p[:, 0],
                    0.05
                    * np.clip(np.hypot(p[:, 0], p[:, 1]) - 0.65, 0, 1)
                    * np.sin(2 * np.arctan2(p[:, 1], p[:, 0]) + 0.6),
                ],
                1,
            )
        )
    )
    ribbon = lathe([[0.605, 0.17], [0.615, 0.17], [0.59, 0.34], [0.575, 0.34]])
    return [
        Part(hat, Stuff("wicker", a, scale=2.2) if k == 0 else Stuff("felt", a, scale=3), "round"),
        Part(ribbon, Stuff("linen", b, scale=4)),
    ]


def scarf(a: str, b: str, k: int) -> list[Part]:
    turn = np.linspace(0, 6.2 * np.pi, 260)
    radius = 0.1 + 0.034 * turn
    line = np.stack([radius * np.cos(turn), radius * np.sin(turn), np.zeros(260)], 1)
    strip = tube(line, 0.075, 20)
    roll = strip.mapped(lambda p: p * [1, 1, 4.2]).moved(z=0.34)
    end = line[-1]
    fringe = join(
        [
            tube(
                [
                    (end[0], end[1], z),
                    (end[0] - 0.02, end[1] + 0.14, z),
                    (end[0] - 0.05, end[1] + 0.3, z - 0.03),
                ],
                0.02,
                8,
            )
            for z in np.linspace(0.1, 0.58, 11)
        ]
    )
    return [
        Part(roll, [Stuff("knit", a, scale=1.6), Stuff("check", a, b, 1.0)][k]),
        Part(fringe, Stuff("felt", a if k == 0 else b)),
    ]


def gloves(a: str, b: str, k: int) -> list[Part]:
    hand = outline_of(
        [
            (-0.32, -0.3),
            (-0.34, 0.3),
            (-0.26, 0.72),
            (0.0, 0.86),
            (0.26, 0.72),
            (0.32, 0.3),
            (0.36, 0.2),
            (0.62, 0.42),
            (0.74, 0.3),
            (0.6, 0.02),
            (0.34, -0.16),
            (0.3, -0.3),
        ],
        0.12,
    )
    parts: list[Part] = []
    for s, x, turn in ((-1, -0.62, 8), (1, 0.62, -8)):
        shape = hand * [s, 1]
        mitt = whole(shape if s == 1 else shape[::-1], 0.14, 0.24, 0.08, 25)
        cuff = whole(
            outline_of([(-0.34, -0.24), (0.32, -0.24), (0.34, -0.74), (-0.36, -0.74)]), 0.12, 0.14, 0.05
        )
        stuff = Stuff("knit", a, scale=1.7) if k == 0 else Stuff("leather", a, scale=2.5)
        parts += [
            Part(mitt.turned(0, 0, turn).moved(x, 0, 0), stuff),
            Part(cuff.turned(0, 0, turn).moved(x, 0, 0), Stuff("knit", b, scale=2.4)),
        ]
    return parts


def folded(a: str, b: str, k: int) -> list[Part]:
    """A folded stack of three garments."""
    kinds = [
        Stuff("knit", a, scale=1.4),
        Stuff("melange", b, "#f0eade", 1.6),
        Stuff("knit", "#efe6d6" if k == 0 else b, scale=1.4),
    ]
    parts = []
    for i, stuff in enumerate(kinds):
        layers = join(
            [
                box(1.3 - 0.02 * j, 0.95, 0.13, 0.063)
                .turned(0, 0, [1, -1.2][j])
                .moved(0, 0, 0.31 * i + 0.12 * j)
                for j in range(2)
            ]
        )
        parts.append(Part(layers.turned(0, 0, [1, -2, 2][i]).moved(0.02 * i, 0, 0.02 * i), stuff))
    return parts


FAMILIES = {f.__name__: f for f in (socks, beanie, cap, sun_hat, scarf, gloves, folded)}
LAID = Shot(rise=89.0, turn=0, fill=0.78)
SHOTS = {
    "socks": Shot(rise=89.0, turn=10, fill=0.76),
    "beanie": Shot(rise=8, turn=-20, fill=0.7),
    "cap": Shot(rise=16, turn=-40, fill=0.74),
    "sun_hat": Shot(rise=22, turn=-20, fill=0.78),
    "scarf": Shot(rise=34, turn=-30, fill=0.74),
    "gloves": LAID,
    "folded": Shot(rise=18, turn=-26, fill=0.78),
}
