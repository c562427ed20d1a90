"""Watering, tools, and houses for the birds."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, BLACK, BRASS, OAK, STEEL, ring, wood
from assets.shopmaker.forms import Solid, box, curve, disc, join, lathe, rod, slab, tube, vessel
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def watering_can(a: str, b: str, k: int) -> list[Part]:
    body = lathe(
        [
            [0, 0],
            *curve([(0.46, 0), (0.5, 0.03), (0.48, 0.4), (0.4, 0.78)], 40).tolist(),
            [0.36, 0.78],
            *curve([(0.36, 0.77), (0.44, 0.4), (0.45, 0.08)], 30).tolist(),
            [0, 0.06],
        ]
    )
    spout = tube(
        curve(
            [(-0.4, 0, 0.2), (-0.75, 0, 0.42), (-1.1, 0, 0.92)]
            if k == 0
            else [(-0.4, 0, 0.15), (-0.8, 0, 0.3), (-0.92, 0, 0.75), (-1.25, 0, 1.0)],
            40,
        ),
        np.linspace(0.1, 0.05 if k == 0 else 0.03, 40),
    )
    rose = (
        lathe([[0, 0], [0.05, 0], [0.17, 0.14], [0.17, 0.17], [0, 0.19]])
        .turned(0, -42, 0)
        .moved(-1.08, 0, 0.88)
    )
    handle = tube(
        curve(
            [(0.38, 0, 0.74), (0.5, 0, 1.1), (0.1, 0, 1.22), (-0.28, 0, 0.86)]
            if k == 0
            else [(0.4, 0, 0.7), (0.85, 0, 0.85), (0.9, 0, 0.4), (0.48, 0, 0.16)],
            60,
        ),
        0.04,
    )
    stuff = Stuff("powder" if k == 0 else "brushed", a)
    return [
        Part(body.plus(spout), stuff),
        Part(handle, stuff if k == 0 else Stuff("brushed", a)),
        *([Part(rose, Stuff("brushed", BRASS))] if k == 0 else []),
    ]


def bucket(a: str, b: str, k: int) -> list[Part]:
    body = vessel(curve([(0.5, 0), (0.53, 0.02), (0.66, 0.95)], 40), 0.025, 0.04)
    hoops = ring(0.67, 0.03, 0.95).plus(ring(0.585, 0.015, 0.4))
    bail = tube(
        curve(
            [(-0.68, 0, 0.86), (-0.62, -0.3, 1.25), (0, -0.42, 1.42), (0.62, -0.3, 1.25), (0.68, 0, 0.86)], 70
        ),
        0.02,
    )
    grip = tube(curve([(-0.18, -0.41, 1.4), (0, -0.42, 1.42), (0.18, -0.41, 1.4)], 20), 0.05)
    return [
        Part(body.plus(hoops), Stuff("brushed" if k == 0 else "lacquer", a)),
        Part(bail, Stuff("brushed", STEEL)),
        Part(grip, wood(), "along"),
    ]


def hose(a: str, b: str, k: int) -> list[Part]:
    turn = np.linspace(0, 2 * np.pi * 7, 700)
    radius = 0.78 + 0.05 * np.sin(turn * 0.31)
    coil = np.stack(
        [
            radius * np.cos(turn),
            radius * np.sin(turn),
            0.08 + 0.145 * (turn / (2 * np.pi)) + 0.01 * np.sin(2 * turn),
        ],
        1,
    )
    tail = coil[-1] + np.array([[0.0, 0.25, -0.02], [-0.2, 0.6, -0.1]])
    body = tube(np.concatenate([coil, tail]), 0.072, 18)
    nozzle = (
        lathe([[0, 0], [0.09, 0], [0.1, 0.15], [0.07, 0.2], [0.07, 0.45], [0.1, 0.62], [0.1, 0.7], [0, 0.7]])
        .turned(90, 0, 205)
        .moved(0.9, -0.95, 0.1)
    )
    return [Part(body, Stuff("rubber", a)), Part(nozzle, Stuff("brushed", BRASS))]


def hand_tools(a: str, b: str, k: int) -> list[Part]:
    def handle() -> Solid:
        return lathe(
            [
                [0, 0],
                *curve([(0.06, 0), (0.085, 0.1), (0.065, 0.35), (0.085, 0.66), (0.05, 0.8)], 50).tolist(),
                [0, 0.8],
            ]
        )

    def lay(s: Solid, x: float, turn: float) -> Solid:
        return s.turned(-90, 0, 0).turned(0, 0, turn).moved(x, 0, 0.09)

    neck = rod((0, 0, 0.78), (0, 0, 1.05), 0.035)
    outline = curve(
        [(-0.17, 0), (-0.18, 0.3), (-0.1, 0.55), (0, 0.68), (0.1, 0.55), (0.18, 0.3), (0.17, 0)], 70, True
    )
    blade = (
        slab(outline, 0.025, 0.01)
        .mapped(lambda p: p + np.stack([0 * p[:, 0], 0 * p[:, 0], 1.6 * p[:, 0] ** 2], 1))
        .turned(90, 0, 0)
        .moved(0, 0, 1.02)
    )
    tines = join(
        [
            tube(curve([(0.0, 0, 1.0), (x * 0.8, 0.0, 1.15), (x, 0, 1.35), (x, 0.03, 1.7)], 30), 0.028)
            for x in (-0.15, 0, 0.15)
        ]
    )
    metal = Stuff("brushed", STEEL) if k == 0 else Stuff("satin", a)
    grip = wood() if k == 0 else wood(BEECH)
    parts = [
        Part(lay(handle(), -0.32, 6), grip, "along"),
        Part(lay(neck.plus(blade), -0.32, 6), metal),
        Part(lay(handle(), 0.32, -5), grip, "along"),
        Part(lay(neck.plus(tines), 0.32, -5), metal),
    ]
    if k == 1:
        weeder = tube(curve([(0, 0, 0.78), (0, 0, 1.3), (0.0, 0.0, 1.55)], 20), 0.03).plus(
            slab([(-0.05, 0), (0.05, 0), (0.09, 0.3), (0, 0.22), (-0.09, 0.3)], 0.025, 0.008)
            .turned(90, 0, 0)
            .moved(0, 0, 1.5)
        )
        parts += [Part(lay(handle(), 0.9, -14), grip, "along"), Part(lay(weeder, 0.9, -14), metal)]
    return parts


def secateurs(a: str, b: str, k: int) -> list[Part]:
    arms = [
        tube(
            curve(
                [(s * 0.02, 0, 0.03), (s * 0.2, -0.4, 0.03), (s * 0.24, -0.8, 0.03), (s * 0.14, -1.25, 0.03)],
                50,
            ),
            np.concatenate([np.linspace(0.06, 0.09, 25), np.linspace(0.09, 0.07, 25)]),
            flat=0.6,
        )
        for s in (-1, 1)
    ]
    blade = slab(
        curve([(-0.1, 0), (-0.02, 0.5), (0.12, 0.85), (0.2, 0.55), (0.16, 0.1), (0.05, -0.1)], 70, True),
        0.035,
        0.012,
    ).turned(0, 0, -4)
    hook = slab(
        curve([(0.02, 0), (-0.22, 0.3), (-0.2, 0.62), (-0.14, 0.62), (-0.1, 0.3), (0.06, 0.05)], 70, True),
        0.05,
        0.02,
    ).moved(z=-0.03)
    bolt = disc(0.085, 0.06, 0.02, 0.02)
    return [
        Part(join(arms), Stuff("rubber", a)),
        Part(blade.plus(hook), Stuff("polished", STEEL)),
        Part(bolt, Stuff("polished", BRASS)),
    ]


def broom(a: str, b: str, k: int) -> list[Part]:
    stick = rod((0, 0, 0.55), (0, 0, 2.7), 0.038)
    if k == 0:
        block = box(0.95, 0.2, 0.16, 0.06).moved(z=0.45)
        rng = np.random.default_rng(2)
        hair = join(
            [
                tube(
                    [
                        (x, y, 0.47),
                        (x * 1.04 + rng.uniform(-0.01, 0.01), y * 1.3, 0.22),
                        (x * 1.1 + rng.uniform(-0.02, 0.02), y * 1.7 + rng.uniform(-0.02, 0.02), 0.02),
                    ],
                    0.014,
                    6,
                )
                for x in np.linspace(-0.43, 0.43, 46)
                for y in (-0.07, -0.025, 0.025, 0.07)
            ]
        )
        return [
            Part(stick, wood(), "up"),
            Part(block, Stuff("lacquer", a)),
            Part(hair, Stuff("matte", "#b99a6a")),
        ]
    fan = join(
        [
            tube(curve([(0, 0, 0.6), (x * 0.5, 0, 0.4), (x, 0, 0.08), (x, -0.06, 0.02)], 24), 0.016, 8)
            for x in np.linspace(-0.5, 0.5, 13)
        ]
    )
    return [
        Part(stick, wood(), "up"),
        Part(
            fan.plus(rod((-0.27, 0, 0.38), (0.27, 0, 0.38), 0.02), disc(0.06, 0.2, 0.48, 0.02)),
            Stuff("powder", a),
        ),
    ]


def bird_house(a: str, b: str, k: int) -> list[Part]:
    wall = (
        slab([(-0.45, 0), (0.45, 0), (0.45, 0.8), (0, 1.25), (-0.45, 0.8)], 0.8, 0.015)
        .turned(90, 0, 0)
        .moved(0, 0.4, 0)
    )
    hole = disc(0.16, 0.5, -0.25, 0.01).turned(90, 0, 0).moved(0, -0.4, 0.68)
    roof = join([box(0.85, 1.06, 0.07, 0.02).turned(0, s * 45, 0).moved(s * 0.26, 0, 0.99) for s in (-1, 1)])
    perch = rod((0, -0.36, 0.4), (0, -0.62, 0.4), 0.035)
    main = Stuff("wood", *OAK, 0.6) if k == 0 else Stuff("powder", a)
    return [
        Part(wall.cut(hole), main, "up"),
        Part(roof, Stuff("powder", b if k else a)),
        Part(perch, wood(BEECH)),
        Part(disc(0.15, 0.02, 0, 0.005).turned(90, 0, 0).moved(0, -0.2, 0.68), Stuff("matte", "#17130f")),
    ]


def bird_feeder(a: str, b: str, k: int) -> list[Part]:
    tray = vessel(curve([(0.4, 0), (0.56, 0.02), (0.6, 0.12)], 20), 0.03, 0.03)
    seeds = disc(0.34, 0.6, 0.05, 0.02)
    glass = vessel([(0.36, 0.1), (0.37, 0.2), (0.37, 0.5), (0.37, 0.95)], 0.018, -1.0)
    roof = lathe([[0, 0.94], [0.64, 0.94], *curve([(0.66, 0.96), (0.4, 1.12), (0.0, 1.32)], 30).tolist()])
    loop = tube(
        curve([(-0.06, 0, 1.28), (-0.1, 0, 1.44), (0, 0, 1.54), (0.1, 0, 1.44), (0.06, 0, 1.28)], 40), 0.018
    )
    return [
        Part(tray.plus(roof), Stuff("powder", a)),
        Part(glass, Stuff("glass", "#fdfefe")),
        Part(seeds, Stuff("cork", "#c9a673", "#5d4526", 3)),
        Part(loop, Stuff("brushed", BRASS)),
    ]


def wheelbarrow(a: str, b: str, k: int) -> list[Part]:
    low = slab([(-0.55, -0.35), (0.5, -0.42), (0.5, 0.42), (-0.55, 0.35)], 0.55, 0.06)
    tray = low.mapped(
        lambda p: p * np.stack([1 + 0.7 * p[:, 2], 1 + 0.75 * p[:, 2], np.ones(len(p))], 1)
    ).moved(z=0.55)
    hollow = low.mapped(
        lambda p: p * np.stack([1 + 0.7 * p[:, 2], 1 + 0.75 * p[:, 2], np.ones(len(p))], 1)
    ).scaled(0.95, 0.95, 1)
    tray = tray.cut(hollow.moved(z=0.62))
    rails = join(
        [
            tube(curve([(-1.2, s * 0.14, 0.36), (0.0, s * 0.42, 0.5), (1.5, s * 0.46, 0.82)], 50), 0.045)
            for s in (-1, 1)
        ]
    )
    legs = join(
        [
            tube(curve([(0.35, s * 0.42, 0.52), (0.5, s * 0.46, 0.25), (0.55, s * 0.46, 0.03)], 30), 0.04)
            for s in (-1, 1)
        ]
    )
    tyre = ring(0.3, 0.095).turned(90, 0, 0).moved(-1.12, 0, 0.395)
    rim = disc(0.23, 0.1, -0.05, 0.02).turned(90, 0, 0).moved(-1.12, 0, 0.395)
    grips = join([rod((1.28, s * 0.457, 0.765), (1.55, s * 0.462, 0.835), 0.062) for s in (-1, 1)])
    return [
        Part(tray, Stuff("powder", a)),
        Part(rails.plus(legs), Stuff("powder", BLACK)),
        Part(tyre, Stuff("rubber", BLACK)),
        Part(rim, Stuff("powder", b)),
        Part(grips, wood(OAK), "along"),
    ]


FAMILIES = {
    f.__name__: f
    for f in (watering_can, bucket, hose, hand_tools, secateurs, broom, bird_house, bird_feeder, wheelbarrow)
}
SHOTS = {
    "bucket": Shot(rise=16, turn=-16, fill=0.7),
    "hose": Shot(rise=28, turn=0, fill=0.78),
    "hand_tools": Shot(rise=89.0, turn=-12, fill=0.78),
    "secateurs": Shot(rise=89.0, turn=24, fill=0.76),
    "broom": Shot(rise=8, turn=-16, fill=0.82),
    "wheelbarrow": Shot(rise=16, turn=-36, fill=0.84),
}
