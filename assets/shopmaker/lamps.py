"""Lamps, lanterns and candles."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BLACK, BRASS, OAK, STEEL, WALNUT, wood
from assets.shopmaker.forms import Solid, ball, box, curve, disc, join, lathe, rod, tube, vessel
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


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


def diffuser(a: str, b: str, k: int) -> list[Part]:
    body = lathe(
        [
            [0, 0],
            *curve(
                [(0.4, 0), (0.48, 0.05), (0.5, 0.35), (0.34, 0.68), (0.16, 0.76), (0.15, 0.95)], 60
            ).tolist(),
            [0, 0.95],
        ]
    )
    reeds = join(
        [
            rod((0.05 * np.cos(t), 0.05 * np.sin(t), 0.7), (0.42 * np.cos(t), 0.42 * np.sin(t), 2.0), 0.018)
            for t in np.linspace(0, 2 * np.pi, 7)[:-1]
        ]
    )
    label = lathe([[0.497, 0.2], [0.503, 0.2], [0.503, 0.4], [0.497, 0.4]]).keep(
        box(0.6, 2, 2, 0.001).moved(0, -1.0, -0.3)
    )
    return [
        Part(body, Stuff("glaze", a)),
        Part(reeds, Stuff("matte", "#b48d5e")),
        Part(disc(0.17, 0.1, 0.9, 0.02), Stuff("brushed", BRASS)),
        Part(label, Stuff("paper", b)),
    ]


def lantern(a: str, b: str, k: int) -> list[Part]:
    metal = Stuff("powder", a)
    flame = lathe([[0, 0], *curve([(0.0, 0), (0.05, 0.06), (0.035, 0.14), (0.0, 0.24)], 30).tolist()])
    wax = disc(0.2, 0.4, 0.08, 0.02)
    if k == 0:
        posts = join(
            [box(0.05, 0.05, 1.1, 0.012).moved(x * 0.4, y * 0.4, 0.05) for x in (-1, 1) for y in (-1, 1)]
        )
        caps = box(0.95, 0.95, 0.08, 0.02).plus(box(0.95, 0.95, 0.07, 0.02).moved(z=1.13))
        roof = lathe(
            [[0, 1.18], *curve([(0.5, 1.18), (0.3, 1.34), (0.1, 1.42)], 20).tolist(), [0, 1.44]], 4
        ).turned(0, 0, 45)
        loop = tube(
            curve([(-0.12, 0, 1.4), (-0.16, 0, 1.58), (0, 0, 1.7), (0.16, 0, 1.58), (0.12, 0, 1.4)], 40),
            0.022,
        )
        panes = join(
            [box(0.76, 0.012, 1.05, 0.004).moved(0, s * 0.4, 0.08) for s in (-1, 1)]
            + [box(0.012, 0.76, 1.05, 0.004).moved(s * 0.4, 0, 0.08) for s in (-1, 1)]
        )
        return [
            Part(join([posts, caps, roof, loop]), metal),
            Part(panes, Stuff("glass", "#ffffff")),
            Part(wax, Stuff("wax", "#f4ecdc")),
            Part(flame.moved(z=0.5), Stuff("glow", "#ffb347"), glow=2.6),
        ]
    globe = vessel(curve([(0.3, 0.14), (0.46, 0.4), (0.44, 0.7), (0.3, 0.95)], 40), 0.018, -1.0)
    base = lathe([[0, 0], [0.4, 0], *curve([(0.42, 0.02), (0.38, 0.12), (0.28, 0.2)], 16).tolist(), [0, 0.2]])
    hood = lathe(
        [[0, 0.93], [0.32, 0.93], *curve([(0.34, 0.95), (0.2, 1.1), (0.12, 1.2)], 16).tolist(), [0, 1.22]]
    )
    bail = tube(
        curve([(-0.44, 0, 0.55), (-0.6, 0, 1.0), (0, 0, 1.55), (0.6, 0, 1.0), (0.44, 0, 0.55)], 60), 0.018
    )
    return [
        Part(base.plus(hood, bail), metal),
        Part(globe, Stuff("glass", "#ffffff")),
        Part(ball(0.12, z=0.46), Stuff("glow", "#ffdca8"), glow=5),
    ]


def camp_lantern(a: str, b: str, k: int) -> list[Part]:
    base = disc(0.42, 0.3, 0, 0.06)
    glass = vessel(curve([(0.33, 0.3), (0.36, 0.5), (0.33, 0.85)], 30), 0.02, -1)
    top = lathe(
        [[0, 0.84], [0.4, 0.84], *curve([(0.42, 0.87), (0.4, 1.0), (0.2, 1.12)], 20).tolist(), [0, 1.14]]
    )
    bars = join(
        [
            rod((0.39 * np.cos(t), 0.39 * np.sin(t), 0.28), (0.39 * np.cos(t), 0.39 * np.sin(t), 0.86), 0.018)
            for t in np.radians([20, 110, 200, 290])
        ]
    )
    loop = tube(curve([(-0.36, 0, 1.0), (-0.3, 0, 1.4), (0.3, 0, 1.4), (0.36, 0, 1.0)], 60), 0.022)
    return [
        Part(base.plus(top), Stuff("powder", a)),
        Part(glass, Stuff("frosted", "#ffffff")),
        Part(disc(0.13, 0.46, 0.3, 0.05), Stuff("glow", "#ffe2b0"), glow=1.1),
        Part(bars.plus(loop), Stuff("brushed", BRASS if k == 0 else STEEL)),
    ]


FAMILIES = {
    f.__name__: f
    for f in (table_lamp, desk_lamp, pendant, floor_lamp, candle, diffuser, lantern, camp_lantern)
}
SHOTS = {
    "pendant": Shot(rise=2, turn=0, fill=0.5, hang=True),
    "candle": Shot(rise=16, turn=-20, fill=0.68),
    "diffuser": Shot(rise=8, turn=-10, fill=0.74),
}
