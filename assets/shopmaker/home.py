"""Home and light: lamps, vases, seats, cushions, baskets, candles, clocks and mirrors as solids."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.forms import Solid, ball, box, curve, disc, join, lathe, pillow, rod, slab, tube, vessel
from assets.shopmaker.kitchen import BEECH, BLACK, BRASS, OAK, STEEL, WALNUT, ring, wood
from assets.shopmaker.materials import Stuff
from assets.shopmaker.plants import bouquet, branch
from assets.shopmaker.studio import Part, Shot


def vase(a: str, b: str, k: int) -> list[Part]:
    shapes = [
        [(0.24, 0), (0.3, 0.04), (0.5, 0.45), (0.3, 0.92), (0.15, 1.1), (0.2, 1.3)],
        [(0.3, 0), (0.34, 0.03), (0.34, 0.6), (0.34, 1.2), (0.33, 1.25)],
        [(0.26, 0), (0.36, 0.06), (0.62, 0.38), (0.5, 0.7), (0.2, 0.82), (0.16, 0.98)],
        [(0.2, 0), (0.24, 0.03), (0.3, 0.4), (0.42, 1.0), (0.46, 1.35)],
    ]
    body = vessel(curve(shapes[k], 90), 0.035, 0.06)
    top = shapes[k][-1][1]
    if k == 1:
        body = body.mapped(
            lambda p: np.stack(
                [
                    p[:, 0] * (1 + 0.035 * np.cos(18 * np.arctan2(p[:, 1], p[:, 0]))),
                    p[:, 1] * (1 + 0.035 * np.cos(18 * np.arctan2(p[:, 1], p[:, 0]))),
                    p[:, 2],
                ],
                1,
            )
        )
        return [Part(body, Stuff("matte", a)), *bouquet(top, 5, b)]
    if k == 2:
        return [Part(body, Stuff("clay", a)), *branch(top, 3)]
    if k == 3:
        return [Part(body, Stuff("glass", a)), *bouquet(top, 9, b)]
    return [Part(body, Stuff("speckle", a, b, 0.8), "round")]


def table_lamp(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        foot = lathe(
            [
                [0, 0],
                *curve([(0.28, 0), (0.34, 0.03), (0.42, 0.3), (0.3, 0.62), (0.1, 0.74)], 60).tolist(),
                [0, 0.76],
            ]
        )
        shade = vessel([(0.62, 0.92), (0.56, 1.1), (0.46, 1.5), (0.44, 1.55)], 0.012, -1).plus()
        tube_ = rod((0, 0, 0.7), (0, 0, 1.3), 0.03)
        return [
            Part(foot, Stuff("glaze", a)),
            Part(open_shade(0.64, 0.42, 0.9, 1.58), Stuff("glow", "#d8b988"), glow=0.16),
            Part(tube_, Stuff("brushed", BRASS)),
        ][: 3 if shade else 2]
    if k == 1:
        dome = lathe(
            [
                *curve([(0.6, 0.95), (0.58, 1.15), (0.4, 1.36), (0.0, 1.44)], 50).tolist(),
                *curve([(0.0, 1.41), (0.38, 1.33), (0.55, 1.14), (0.575, 0.95)], 50).tolist(),
            ]
        )
        foot = disc(0.36, 0.05, 0, 0.02).plus(rod((0, 0, 0.05), (0, 0, 1.2), 0.035))
        return [
            Part(dome, Stuff("lacquer", a)),
            Part(foot, Stuff("brushed", BRASS)),
            Part(ball(0.16, z=1.02), Stuff("glow", "#fff1d6"), glow=3.0),
        ]
    globe = ball(0.48, z=0.62)
    base = lathe([[0, 0], [0.3, 0], [0.32, 0.02], *curve([(0.31, 0.1), (0.25, 0.22)], 8).tolist(), [0, 0.24]])
    return [Part(globe, Stuff("glow", "#e2c496"), glow=0.2), Part(base, wood(WALNUT if a < "#8" else OAK))]


def open_shade(low: float, high: float, z0: float, z1: float) -> Solid:
    return lathe([[low, z0], [high, z1], [high - 0.015, z1], [low - 0.015, z0]])


def desk_lamp(a: str, b: str, k: int) -> list[Part]:
    foot = disc(0.42, 0.06, 0, 0.025)
    lower = rod((0.05, 0, 0.06), (0.42, 0, 0.95), 0.03)
    upper = rod((0.42, 0, 0.95), (-0.35, 0, 1.55), 0.03)
    joint = ball(0.06, 0.42, 0, 0.95).plus(ball(0.055, -0.35, 0, 1.55))
    head = lathe(
        [
            *curve([(0.3, 0), (0.28, 0.18), (0.12, 0.34), (0.0, 0.36)], 40).tolist(),
            *curve([(0.0, 0.33), (0.1, 0.31), (0.255, 0.17), (0.275, 0)], 40).tolist(),
        ]
    )
    head = head.turned(0, 28, 0).moved(-0.47, 0, 1.26)
    bulb = ball(0.11).moved(-0.44, 0, 1.36)
    metal = Stuff("powder", a)
    return [
        Part(foot.plus(head), metal),
        Part(lower.plus(upper), metal if k else Stuff("brushed", BRASS)),
        Part(joint, Stuff("brushed", BRASS)),
        Part(bulb, Stuff("glow", "#fff1d6"), glow=3.0),
    ]


def pendant(a: str, b: str, k: int) -> list[Part]:
    cord = rod((0, 0, 0.6), (0, 0, 9.0), 0.012)
    cap = disc(0.07, 0.18, 0.66, 0.02)
    shapes = [
        [(0.72, 0), (0.68, 0.25), (0.36, 0.55), (0.08, 0.68)],
        [(0.5, 0), (0.54, 0.25), (0.4, 0.58), (0.06, 0.7)],
        [(0.92, 0), (0.8, 0.1), (0.3, 0.3), (0.08, 0.62)],
    ]
    line = curve(shapes[k], 60)
    inner = line * [0.97, 1] + [-0.005, -0.012]
    shade = lathe([*line.tolist(), *inner[::-1].tolist()])
    stuff = [Stuff("powder", a), Stuff("wicker", a, scale=1.4), Stuff("satin", a)][k]
    return [
        Part(shade, stuff, "round" if k == 1 else "box"),
        Part(cap, Stuff("brushed", BRASS)),
        Part(cord, Stuff("rubber", BLACK)),
        Part(ball(0.15, z=0.16), Stuff("glow", "#fff1d6"), glow=2.6),
    ]


def floor_lamp(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        legs = join(
            [
                rod((0, 0, 2.3), (0.75 * np.cos(t), 0.75 * np.sin(t), 0.03), 0.03)
                for t in np.radians([80, 200, 320])
            ]
        )
        return [
            Part(legs, wood(), "up"),
            Part(open_shade(0.62, 0.5, 2.2, 2.95), Stuff("glow", "#d8b988"), glow=0.16),
        ]
    arc = tube(curve([(0, 0, 0), (0, 0, 1.6), (-0.25, 0, 2.5), (-0.8, 0, 2.75), (-1.15, 0, 2.4)], 90), 0.028)
    dome = lathe(
        [
            *curve([(0.42, 0), (0.38, 0.2), (0.0, 0.38)], 40).tolist(),
            *curve([(0.0, 0.35), (0.36, 0.18), (0.4, 0)], 40).tolist(),
        ]
    ).moved(-1.15, 0, 2.08)
    return [
        Part(arc, Stuff("brushed", BRASS)),
        Part(disc(0.46, 0.08, 0, 0.03), Stuff("marble", "#f2f0ec", "#6d6a66", 0.6)),
        Part(dome, Stuff("powder", a)),
        Part(ball(0.13, -1.15, 0, 2.16), Stuff("glow", "#fff1d6"), glow=2.6),
    ]


def candle(a: str, b: str, k: int) -> list[Part]:
    flame = lathe([[0, 0], *curve([(0.0, 0), (0.05, 0.06), (0.035, 0.14), (0.0, 0.24)], 30).tolist()])
    glow = Stuff("glow", "#ffb347")
    if k == 0:
        glass = vessel(curve([(0.36, 0), (0.42, 0.03), (0.43, 0.4), (0.43, 0.85)], 40), 0.03, 0.06)
        return [
            Part(glass, Stuff("satin", a)),
            Part(disc(0.395, 0.55, 0.065, 0.02), Stuff("wax", b)),
            Part(rod((0, 0, 0.6), (0, 0, 0.68), 0.012), Stuff("rubber", BLACK)),
            Part(flame.moved(z=0.66), glow, glow=2.2),
        ]
    parts: list[Part] = []
    if k == 1:
        for i, (x, y, h, r) in enumerate(
            [(0, 0, 1.25, 0.3), (0.72, -0.2, 0.85, 0.3), (0.22, -0.68, 0.5, 0.3)]
        ):
            parts += [
                Part(disc(r, h, 0, 0.03).moved(x, y, 0), Stuff("wax", [a, b, a][i])),
                Part(flame.moved(x, y, h + 0.03), glow, glow=2.2),
                Part(rod((x, y, h), (x, y, h + 0.06), 0.012), Stuff("rubber", BLACK)),
            ]
        return parts
    for x, y, h in ((0, 0, 0.55), (0.6, -0.3, 0.32)):
        foot = lathe(
            [
                [0, 0],
                *curve([(0.28, 0), (0.27, 0.025), (0.06, 0.06), (0.045, h - 0.1), (0.09, h)], 60).tolist(),
                [0, h],
            ]
        )
        parts += [
            Part(foot.moved(x, y, 0), Stuff("brushed", BRASS)),
            Part(disc(0.058, 1.15, h - 0.03, 0.015, 0.04).moved(x, y, 0), Stuff("wax", a)),
            Part(flame.moved(x, y, h + 1.14), glow, glow=2.2),
        ]
    return parts


def cushion(a: str, b: str, k: int) -> list[Part]:
    u = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    if k == 2:
        outline = np.stack([1.0 * np.cos(u), 1.0 * np.sin(u)], 1)
    else:
        power = 0.22
        outline = np.stack(
            [
                np.sign(np.cos(u)) * np.abs(np.cos(u)) ** power,
                np.sign(np.sin(u)) * np.abs(np.sin(u)) ** power * (0.66 if k == 3 else 1),
            ],
            1,
        )
        outline *= (1 - 0.07 * np.abs(np.cos(2 * u)) ** 4)[:, None] if k != 3 else 1
    half = pillow(outline, 0.36, 0.95, 0.016, 0.045, seed=3 + k)
    whole = half.plus(half.mapped(lambda p: p * [1, -1, -1]))
    stuff = [
        Stuff("linen", a, scale=1.4),
        Stuff("stripe", a, b, 0.5),
        Stuff("felt", a, scale=2),
        Stuff("knit", a, scale=1.2),
    ][k]
    return [Part(whole.turned(78, 0, 0), stuff)]


def blanket(a: str, b: str, k: int) -> list[Part]:
    kinds = [Stuff("knit", a, scale=1.5), Stuff("check", a, b, 0.8), Stuff("melange", a, b, 1.5)]
    layers = [
        box(1.5 - 0.02 * i, 1.0, 0.17, 0.082)
        .turned(0, 0, [-1.2, 1, -0.4, 0.8][i])
        .moved(0.01 * i, 0, 0.155 * i)
        for i in range(4)
    ]
    fringe = []
    rng = np.random.default_rng(4)
    for i in range(4):
        for y in np.linspace(-0.44, 0.44, 22):
            drop = rng.uniform(-0.02, 0.02)
            fringe.append(
                tube(
                    [
                        (-0.74, y, 0.09 + 0.155 * i),
                        (-0.80, y + drop, 0.07 + 0.155 * i),
                        (-0.86, y + 2 * drop, 0.02 + 0.155 * i),
                    ],
                    0.012,
                    8,
                )
            )
    return [Part(join(layers), kinds[k]), Part(join(fringe), Stuff("felt", b if k else a))]


def stool(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        legs = join(
            [
                rod(
                    (0.3 * np.cos(t), 0.3 * np.sin(t), 0.92),
                    (0.48 * np.cos(t), 0.48 * np.sin(t), 0.03),
                    0.05,
                    0.035,
                )
                for t in np.radians([30, 120, 210, 300])
            ]
        )
        return [
            Part(disc(0.58, 0.1, 0.9, 0.04), Stuff("wood", a, b, 0.7), "along"),
            Part(legs, Stuff("wood", a, b, 0.7), "up"),
        ]
    if k == 1:
        seat = pillow(
            np.stack(
                [
                    0.6 * np.cos(np.linspace(0, 2 * np.pi, 200, endpoint=False)),
                    0.6 * np.sin(np.linspace(0, 2 * np.pi, 200, endpoint=False)),
                ],
                1,
            ),
            0.14,
            0.2,
            0.014,
        ).moved(z=0.86)
        legs = join(
            [
                rod(
                    (0.42 * np.cos(t), 0.42 * np.sin(t), 0.85), (0.5 * np.cos(t), 0.5 * np.sin(t), 0.03), 0.03
                )
                for t in np.radians([45, 135, 225, 315])
            ]
        ).plus(ring(0.46, 0.022, 0.35))
        return [
            Part(seat, Stuff("felt", a, scale=2)),
            Part(disc(0.58, 0.06, 0.82, 0.02), wood()),
            Part(legs, Stuff("powder", BLACK)),
        ]
    body = lathe(
        [
            [0, 0],
            *curve([(0.4, 0), (0.44, 0.03), (0.3, 0.45), (0.44, 0.87), (0.42, 0.9)], 60).tolist(),
            [0, 0.9],
        ]
    )
    return [Part(body, Stuff("cork", a, b, 0.9), "round")]


def chair(a: str, b: str, k: int) -> list[Part]:
    seat = slab(curve([(-0.5, -0.5), (0.5, -0.5), (0.46, 0.5), (-0.46, 0.5)], 80, True), 0.09, 0.04).moved(
        z=0.95
    )
    legs = join(
        [
            rod((0.4 * x, 0.4 * y, 0.97), (0.5 * x, 0.52 * y, 0.03), 0.05, 0.035)
            for x in (-1, 1)
            for y in (-1, 1)
        ]
    )
    posts = join([rod((x * 0.42, 0.42, 0.97), (x * 0.46, 0.6, 1.85), 0.042, 0.035) for x in (-1, 1)])
    line = curve([(-0.5, 0.56, 1.8), (0, 0.7, 1.84), (0.5, 0.56, 1.8)], 40)
    back = (
        tube(line, 0.17, 40, 0.22)
        if k == 0
        else join([tube(line + np.array([0, -0.045 * i, -0.22 * i]), 0.07, 30, 0.35) for i in range(3)])
    )
    main = Stuff("wood", a, b, 0.7)
    top = Part(
        pillow(
            np.array(curve([(-0.46, -0.46), (0.46, -0.46), (0.43, 0.42), (-0.43, 0.42)], 90, True)),
            0.09,
            0.14,
            0.014,
        ).moved(z=1.03),
        Stuff("linen", "#cfc6b6", scale=1.6),
    )
    return [Part(join([seat, back]), main, "along"), Part(join([legs, posts]), main, "up")] + (
        [top] if k == 1 else []
    )


def armchair(a: str, b: str, k: int) -> list[Part]:
    soft = Stuff("felt" if k == 0 else "linen", a, scale=2)
    seat = box(1.3, 1.25, 0.36, 0.15).moved(0, 0, 0.48)
    back = box(1.3, 0.34, 1.05, 0.15).turned(-12, 0, 0).moved(0, 0.62, 0.5)
    arms = join([box(0.28, 1.3, 0.62, 0.13).moved(s * 0.74, 0, 0.4) for s in (-1, 1)])
    base = box(1.4, 1.25, 0.2, 0.06).moved(0, 0, 0.32)
    legs = join(
        [
            rod((x * 0.62, y * 0.5, 0.34), (x * 0.68, y * 0.56, 0.03), 0.05, 0.03)
            for x in (-1, 1)
            for y in (-1, 1)
        ]
    )
    return [Part(join([seat, back, arms, base]), soft), Part(legs, wood(WALNUT), "up")]


def side_table(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        top = vessel(curve([(0.7, 1.0), (0.74, 1.01), (0.76, 1.1)], 20), 0.02, 0.03)
        return [
            Part(top.plus(rod((0, 0, 0.05), (0, 0, 1.0), 0.04), disc(0.4, 0.04, 0, 0.02)), Stuff("powder", a))
        ]
    if k == 1:
        legs = join(
            [
                rod(
                    (0.46 * np.cos(t), 0.46 * np.sin(t), 0.98),
                    (0.58 * np.cos(t), 0.58 * np.sin(t), 0.03),
                    0.05,
                    0.032,
                )
                for t in np.radians([30, 150, 270])
            ]
        )
        return [
            Part(disc(0.74, 0.08, 0.96, 0.035), Stuff("wood", a, b, 0.6), "along"),
            Part(legs, Stuff("wood", a, b, 0.6), "up"),
        ]
    return [
        Part(disc(0.72, 0.07, 0.98, 0.02), Stuff("terrazzo", a, b, 0.9)),
        Part(
            lathe(
                [[0, 0], *curve([(0.44, 0), (0.42, 0.04), (0.13, 0.5), (0.36, 0.98)], 50).tolist(), [0, 0.98]]
            ),
            Stuff("powder", BLACK),
        ),
    ]


def basket(a: str, b: str, k: int) -> list[Part]:
    shapes = [
        [(0.5, 0), (0.56, 0.03), (0.68, 0.4), (0.7, 0.8)],
        [(0.46, 0), (0.52, 0.03), (0.74, 0.4), (0.58, 0.86)],
    ]
    body = vessel(curve(shapes[k], 60), 0.05, 0.05)
    edge = shapes[k][-1]
    ears = join(
        [
            tube(
                curve(
                    [
                        (s * edge[0], -0.18, edge[1] - 0.08),
                        (s * (edge[0] + 0.06), -0.14, edge[1] + 0.16),
                        (s * (edge[0] + 0.06), 0.14, edge[1] + 0.16),
                        (s * edge[0], 0.18, edge[1] - 0.08),
                    ],
                    40,
                ),
                0.035,
            )
            for s in (-1, 1)
        ]
    )
    upper, lower = body.sliced(edge[1] * 0.45)
    return [
        Part(upper, Stuff("wicker", a, scale=1.6), "round"),
        Part(lower, Stuff("wicker", b, scale=1.6), "round"),
        Part(ears, Stuff("leather", "#9a6238", scale=2)),
    ]


def storage_box(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        sizes = [(1.3, 0.95, 0.6), (1.1, 0.8, 0.45), (0.9, 0.65, 0.32)]
        z, parts = 0.0, []
        for i, (x, y, h) in enumerate(sizes):
            parts += [
                Part(box(x, y, h, 0.02).moved(z=z), Stuff("paper", [a, b, a][i])),
                Part(
                    box(x + 0.04, y + 0.04, 0.14, 0.02).moved(z=z + h - 0.1),
                    Stuff("linen", [a, b, a][i], scale=2),
                ),
                Part(
                    box(0.22, 0.02, 0.1, 0.009).moved(0, -y / 2 - 0.022, z + h * 0.35),
                    Stuff("brushed", BRASS),
                ),
            ]
            z += h + 0.04
        return parts
    shell = box(1.5, 1.0, 0.75, 0.04).cut(box(1.4, 0.9, 0.9, 0.04).moved(z=0.06))
    holes = join([rod((s * 0.9, -0.13, 0.58), (s * 0.9, 0.13, 0.58), 0.06).scaled(1, 1, 1) for s in (-1, 1)])
    grips = [rod((s * 0.6, -0.13, 0.58), (s * 0.9, -0.13, 0.58), 0.05) for s in (-1, 1)]
    return [
        Part(shell.cut(holes) if not grips else shell, Stuff("wood", a, b, 0.6), "along"),
        Part(
            join(
                [
                    tube(
                        curve(
                            [
                                (s * 0.74, -0.2, 0.55),
                                (s * 0.82, -0.14, 0.62),
                                (s * 0.82, 0.14, 0.62),
                                (s * 0.74, 0.2, 0.55),
                            ],
                            30,
                        ),
                        0.03,
                    )
                    for s in (-1, 1)
                ]
            ),
            Stuff("leather", "#7d4a2a", scale=2),
        ),
    ]


def wall_clock(a: str, b: str, k: int) -> list[Part]:
    rim = lathe(
        [[0, 0], [0.98, 0], [1.0, 0.02], [1.0, 0.14], [0.985, 0.16], [0.95, 0.16], [0.94, 0.06], [0, 0.06]]
    )
    face = disc(0.94, 0.02, 0.05, 0.004)
    marks = join(
        [
            box(0.025 if i % 3 else 0.04, 0.13, 0.012, 0.005).moved(0, 0.8, 0.07).turned(0, 0, 30 * i)
            for i in range(12)
        ]
    )
    hour = (
        slab([(-0.03, -0.12), (0.03, -0.12), (0.018, 0.5), (-0.018, 0.5)], 0.015, 0.004)
        .moved(z=0.09)
        .turned(0, 0, 55)
    )
    minute = (
        slab([(-0.025, -0.14), (0.025, -0.14), (0.012, 0.74), (-0.012, 0.74)], 0.015, 0.004)
        .moved(z=0.11)
        .turned(0, 0, -60)
    )
    frame = Stuff("powder", a) if k == 0 else Stuff("wood", *OAK, 0.7)
    return [
        Part(rim, frame),
        Part(face, Stuff("paper", "#f7f4ee" if k == 0 else a)),
        Part(marks.plus(hour, minute), Stuff("satin", b)),
        Part(disc(0.05, 0.05, 0.09, 0.015), Stuff("polished", BRASS)),
    ]


def mirror(a: str, b: str, k: int) -> list[Part]:
    u = np.linspace(0, 2 * np.pi, 160, endpoint=False)
    if k == 0:
        shape = np.stack([np.cos(u), np.sin(u)], 1)
    else:
        shape = np.array(
            curve(
                [
                    (0.0, -1.1),
                    (0.62, -0.9),
                    (0.7, 0.0),
                    (0.62, 0.75),
                    (0.0, 1.1),
                    (-0.66, 0.7),
                    (-0.62, -0.05),
                    (-0.7, -0.8),
                ],
                160,
                True,
            )
        )
    frame = slab(shape, 0.12, 0.04).cut(slab(shape * 0.93, 0.3, 0.01).moved(z=0.05))
    return [
        Part(frame, Stuff("wood", *OAK, 0.7) if k == 0 else Stuff("brushed", a)),
        Part(slab(shape * 0.935, 0.02, 0.004).moved(z=0.045), Stuff("mirror", "#e6ebee")),
    ]


def picture_frame(a: str, b: str, k: int) -> list[Part]:
    frame = slab([(-0.8, -1.05), (0.8, -1.05), (0.8, 1.05), (-0.8, 1.05)], 0.12, 0.02).cut(
        box(1.46, 1.96, 1, 0.002).moved(z=0.06)
    )
    parts = [
        Part(frame, wood(OAK if k == 0 else WALNUT), "up"),
        Part(box(1.47, 1.97, 0.02, 0.002).moved(z=0.045), Stuff("paper", "#f6f3ec")),
    ]
    art: list[tuple[Solid, str]] = []
    if k == 0:
        art = [
            (disc(0.3, 0.008, 0.066, 0.002).moved(0.12, 0.3, 0), a),
            (
                slab(
                    curve([(-0.5, -0.62), (0.5, -0.62), (0.5, -0.2), (0.1, 0.05), (-0.5, -0.3)], 60, True),
                    0.008,
                    0.002,
                ).moved(z=0.074),
                b,
            ),
        ]
    else:
        art = [
            (
                slab(
                    curve(
                        [(-0.05, -0.6), (0.35, -0.3), (0.4, 0.2), (0.05, 0.62), (-0.35, 0.3), (-0.38, -0.25)],
                        80,
                        True,
                    ),
                    0.008,
                    0.002,
                ).moved(z=0.066),
                b,
            ),
            (disc(0.2, 0.008, 0.075, 0.002).moved(-0.16, -0.22, 0), a),
        ]
    return parts + [Part(s, Stuff("paper", c)) for s, c in art]


def pouf(a: str, b: str, k: int) -> list[Part]:
    body = lathe(
        [
            [0, 0],
            *curve(
                [(0.5, 0), (0.74, 0.1), (0.86, 0.36), (0.74, 0.64), (0.4, 0.76), (0.0, 0.78)], 80
            ).tolist(),
        ]
    )
    lobed = body.mapped(
        lambda p: (
            p
            * np.stack(
                [1 + 0.03 * np.abs(np.cos(7 * np.arctan2(p[:, 1], p[:, 0])))] * 2 + [np.ones(len(p))], 1
            )
        )
    )
    return [Part(lobed, Stuff("knit" if k == 0 else "leather", a, scale=1.0), "round")]


def bookends(a: str, b: str, k: int) -> list[Part]:
    rng = np.random.default_rng(6)
    x, parts = -0.62, []
    for i in range(8):
        thick, high, deep = rng.uniform(0.09, 0.2), rng.uniform(0.85, 1.15), rng.uniform(0.62, 0.74)
        tint = [a, b, "#e9e2d3", "#3b4a52", "#a9b7a0", "#c98a5a", "#f3efe6", "#6f2f2f"][i]
        cover = box(thick, deep, high, 0.012).moved(x + thick / 2, 0, 0)
        pages = box(thick - 0.03, deep, high - 0.05, 0.006).moved(x + thick / 2, 0.02, 0.02)
        parts += [Part(cover, Stuff("linen", tint, scale=3)), Part(pages, Stuff("paper", "#f6f1e4"))]
        x += thick + 0.004
    ends = [
        lathe([[0, 0], [0.42, 0], [0.42, 0.2], [0, 0.2]])
        .turned(90, 0, 90)
        .keep(box(2, 2, 1, 0.001))
        .moved(s, 0, 0)
        for s in (-0.84, x + 0.01)
    ]
    return [*parts, Part(join(ends), Stuff("marble", "#f2f0ec", "#6d6a66", 0.8) if k == 0 else wood(WALNUT))]


def hook_rail(a: str, b: str, k: int) -> list[Part]:
    rail = slab([(-1.1, -0.14), (1.1, -0.14), (1.1, 0.14), (-1.1, 0.14)], 0.09, 0.03)
    pegs = join(
        [
            disc(0.07, 0.22, 0.08, 0.03).plus(disc(0.11, 0.08, 0.26, 0.03)).moved(x, 0, 0)
            for x in (-0.8, -0.27, 0.27, 0.8)
        ]
    )
    return [
        Part(rail, Stuff("wood", a, b, 0.7), "along"),
        Part(pegs, Stuff("brushed", BRASS) if k == 0 else Stuff("wood", *BEECH, 0.8)),
    ]


def rug(a: str, b: str, k: int) -> list[Part]:
    turn = np.linspace(0, 9 * np.pi, 260)
    radius = 0.10 + 0.0125 * turn
    spiral = np.stack([radius * np.cos(turn), radius * np.sin(turn)], 1)
    thick = 0.032
    away = spiral / np.linalg.norm(spiral, axis=1, keepdims=True)
    outline = np.concatenate([spiral + away * thick, (spiral - away * thick)[::-1]])
    roll = slab(outline, 2.1, 0.01)
    sheet = box(0.001 + 0.9, 2.1, 0.064, 0.03)
    return [
        Part(
            roll.turned(90, 0, 0).moved(0, 1.05, radius[-1]),
            Stuff("stripe" if k == 0 else "melange", a, b, 0.5),
        ),
        Part(sheet.moved(0.42, 0, 0), Stuff("stripe" if k == 0 else "melange", a, b, 0.5)),
    ]


FLAT = Shot(rise=89.0, turn=0, fill=0.72)
FAMILIES = {
    f.__name__: f
    for f in (
        vase,
        table_lamp,
        desk_lamp,
        pendant,
        floor_lamp,
        candle,
        cushion,
        blanket,
        stool,
        chair,
        armchair,
        side_table,
        basket,
        storage_box,
        wall_clock,
        mirror,
        picture_frame,
        pouf,
        bookends,
        hook_rail,
        rug,
    )
}
SHOTS = {
    "wall_clock": FLAT,
    "mirror": FLAT,
    "picture_frame": FLAT,
    "hook_rail": Shot(rise=89.0, turn=0, fill=0.8),
    "pendant": Shot(rise=2, turn=0, fill=0.5, hang=True),
    "blanket": Shot(rise=26, turn=-34, fill=0.8),
    "candle": Shot(rise=16, turn=-20, fill=0.68),
    "cushion": Shot(rise=10, turn=-14, fill=0.66),
}
__all__ = ["BLACK", "FAMILIES", "SHOTS", "STEEL"]
