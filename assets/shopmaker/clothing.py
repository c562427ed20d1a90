"""Clothing and shoes: garments laid flat and filled softly, hats, bags, footwear and small leather goods."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assets.shopmaker.forms import (
    Array,
    Solid,
    ball,
    blob,
    box,
    capsule_distance,
    curve,
    disc,
    join,
    lathe,
    loft,
    pillow,
    rod,
    slab,
    smooth_union,
    tube,
)
from assets.shopmaker.kitchen import BLACK, BRASS, STEEL, WALNUT, ring, wood
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


def watch(a: str, b: str, k: int) -> list[Part]:
    case = lathe(
        [
            [0, 0],
            [0.5, 0],
            *curve([(0.52, 0.02), (0.55, 0.1), (0.52, 0.2), (0.47, 0.21)], 16).tolist(),
            [0.45, 0.16],
            [0, 0.16],
        ]
    )
    face = disc(0.45, 0.02, 0.145, 0.004)
    marks = join(
        [box(0.018, 0.07, 0.012, 0.004).moved(0, 0.38, 0.162).turned(0, 0, 30 * i) for i in range(12)]
    )
    hands = join(
        [
            box(0.026, 0.26, 0.012, 0.004).moved(0, 0.11, 0.17).turned(0, 0, 60),
            box(0.02, 0.38, 0.012, 0.004).moved(0, 0.16, 0.18).turned(0, 0, -55),
        ]
    )
    crown = disc(0.06, 0.09, 0, 0.02).turned(0, 90, 0).moved(0.53, 0, 0.1)
    bands = join(
        [
            slab(
                [
                    (-0.24, s * 0.46),
                    (0.24, s * 0.46),
                    (0.19, s * 1.55),
                    (0.12, s * 1.68),
                    (-0.12, s * 1.68),
                    (-0.19, s * 1.55),
                ][:: 1 if s > 0 else -1],
                0.08,
                0.03,
            )
            for s in (1, -1)
        ]
    )
    holes = join([disc(0.024, 0.02, 0.07, 0.004).moved(0, -1.0 - 0.12 * i, 0) for i in range(5)])
    buckle = box(0.5, 0.3, 0.06, 0.02).cut(box(0.36, 0.16, 0.3, 0.02).moved(z=-0.1)).moved(0, 1.7, 0)
    metal = Stuff("brushed", BRASS if k == 0 else STEEL)
    return [
        Part(join([case, crown, buckle]), metal),
        Part(face, Stuff("paper", b)),
        Part(marks.plus(hands), Stuff("satin", "#2a2d30" if b > "#8" else "#f3ede0")),
        Part(bands, Stuff("leather", a, scale=3)),
        Part(holes, Stuff("matte", "#1b1714")),
    ]


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


FAMILIES = {
    f.__name__: f
    for f in (
        tshirt,
        sweater,
        jacket,
        trousers,
        dress,
        apron,
        socks,
        beanie,
        cap,
        sun_hat,
        scarf,
        gloves,
        tote,
        satchel,
        umbrella,
        belt,
        wallet,
        sunglasses,
        watch,
        sneaker,
        wellies,
        slippers,
        sandals,
        folded,
    )
}
KINDS = {"satchel": 1, "umbrella": 1}
LAID = Shot(rise=89.0, turn=0, fill=0.78)
PAIR = Shot(rise=26, turn=28, fill=0.8)
SHOTS = {
    **dict.fromkeys(("tshirt", "sweater", "jacket", "trousers", "dress", "apron", "gloves"), LAID),
    "socks": Shot(rise=89.0, turn=10, fill=0.76),
    "wallet": Shot(rise=62, turn=-16, fill=0.74),
    "watch": Shot(rise=89.0, turn=-24, fill=0.8),
    "tote": lambda k: LAID if k == 0 else Shot(rise=10, turn=-22, fill=0.74),
    "sneaker": PAIR,
    "wellies": Shot(rise=12, turn=30, fill=0.76),
    "slippers": Shot(rise=36, turn=32, fill=0.8),
    "sandals": Shot(rise=32, turn=32, fill=0.8),
    "folded": Shot(rise=18, turn=-26, fill=0.78),
    "beanie": Shot(rise=8, turn=-20, fill=0.7),
    "cap": Shot(rise=16, turn=-40, fill=0.74),
    "sun_hat": Shot(rise=22, turn=-20, fill=0.78),
    "scarf": Shot(rise=34, turn=-30, fill=0.74),
    "belt": Shot(rise=30, turn=-40, fill=0.7),
    "sunglasses": Shot(rise=18, turn=-26, fill=0.76),
    "satchel": Shot(rise=8, turn=-20, fill=0.74),
    "umbrella": Shot(rise=6, turn=0, fill=0.78),
}
