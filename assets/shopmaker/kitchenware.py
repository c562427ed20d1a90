"""Pots, pans, boards, mills and kitchen tools."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, BRASS, OAK, STEEL, WALNUT, ring, wood
from assets.shopmaker.forms import ball, box, curve, disc, join, lathe, slab, tube, vessel
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def mill(a: str, b: str, k: int) -> list[Part]:
    base = lathe(
        [
            [0, 0],
            *curve([(0.24, 0), (0.25, 0.05), (0.17, 0.4), (0.16, 0.62), (0.22, 0.86)], 50).tolist(),
            [0, 0.86],
        ]
    )
    head = lathe(
        [[0, 0.88], [0.2, 0.88], *curve([(0.22, 0.9), (0.23, 1.0), (0.16, 1.16), (0, 1.22)], 40).tolist()]
    )
    knob = ball(0.055, z=1.28)
    stuff = Stuff("lacquer", a) if k == 1 else Stuff("wood", a, b, 0.8)
    pair = [Part(base, stuff, "up"), Part(head, stuff, "up"), Part(knob, Stuff("polished", STEEL))]
    other = Stuff("lacquer", b) if k == 1 else Stuff("wood", *BEECH, 0.8)
    return pair + [
        Part(p.solid.scaled(0.78).moved(0.55, 0.2, 0), p.stuff if i == 2 else other, "up")
        for i, p in enumerate(pair)
    ]


def board(a: str, b: str, k: int) -> list[Part]:
    stuff = Stuff("wood", a, b, 0.55)
    if k == 0:
        plate = slab([(-0.62, -0.9), (0.62, -0.9), (0.62, 0.9), (-0.62, 0.9)], 0.09, 0.025)
        return [Part(plate.cut(disc(0.1, 0.5, -0.1, 0.001).moved(0, 0.74, 0)), stuff, "up")]
    if k == 1:
        turn = np.linspace(np.radians(100), np.radians(440), 90)
        rim = np.stack([0.72 * np.cos(turn), 0.72 * np.sin(turn)], 1).tolist()
        shape = [*rim, (0.1, 1.15), (0.06, 1.24), (-0.06, 1.24), (-0.1, 1.15)]
        return [
            Part(slab(shape, 0.09, 0.025).cut(disc(0.045, 0.5, -0.1, 0.001).moved(0, 1.13, 0)), stuff, "up")
        ]
    paddle = curve(
        [
            (-0.42, -1.05),
            (0.0, -1.1),
            (0.42, -1.05),
            (0.45, 0),
            (0.42, 0.62),
            (0.16, 0.85),
            (0.1, 1.25),
            (0, 1.32),
            (-0.1, 1.25),
            (-0.16, 0.85),
            (-0.42, 0.62),
            (-0.45, 0),
        ],
        140,
        True,
    )
    return [Part(slab(paddle, 0.09, 0.025).cut(disc(0.045, 0.5, -0.1, 0.001).moved(0, 1.2, 0)), stuff, "up")]


def pot(a: str, b: str, k: int) -> list[Part]:
    high = [0.72, 0.46][k]
    body = disc(0.8, high, 0.0, 0.09, 0.82)
    lip = ring(0.82, 0.03, high)
    lid = lathe(
        [
            [0, high + 0.02],
            [0.82, high + 0.02],
            *curve([(0.83, high + 0.05), (0.6, high + 0.13), (0.0, high + 0.2)], 40).tolist(),
        ]
    )
    ears = [
        tube(
            curve(
                [
                    (s * 0.78, -0.2, high * 0.74),
                    (s * 0.98, -0.13, high * 0.76),
                    (s * 0.98, 0.13, high * 0.76),
                    (s * 0.78, 0.2, high * 0.74),
                ],
                30,
            ),
            0.05,
            flat=0.7,
        )
        for s in (-1, 1)
    ]
    knob = disc(0.12, 0.05, high + 0.25, 0.02).plus(disc(0.05, 0.1, high + 0.17, 0.01))
    return [
        Part(body.plus(lid, *ears), Stuff("lacquer" if k == 0 else "satin", a)),
        Part(lip, Stuff("polished", STEEL) if k else Stuff("lacquer", a)),
        Part(knob, Stuff("brushed", BRASS if k == 0 else STEEL)),
    ]


def pan(a: str, b: str, k: int) -> list[Part]:
    body = vessel(curve([(0.62, 0), (0.7, 0.02), (0.84, 0.2), (0.88, 0.26)], 40), 0.035, 0.03)
    grip = tube(
        curve([(0.8, 0, 0.19), (1.2, 0, 0.3), (1.9, 0, 0.36)], 40),
        np.concatenate([np.linspace(0.05, 0.07, 20), np.linspace(0.07, 0.06, 20)]),
        flat=0.6,
    )
    outside = Stuff("satin", a) if k == 0 else Stuff("hammered", a, scale=1.0)
    return [Part(body, outside), Part(grip, wood(WALNUT) if k == 0 else Stuff("brushed", STEEL), "along")]


def mortar(a: str, b: str, k: int) -> list[Part]:
    body = vessel(curve([(0.4, 0), (0.46, 0.04), (0.48, 0.2), (0.66, 0.45), (0.68, 0.72)], 60), 0.11, 0.14)
    pestle = lathe(
        [
            [0, 0],
            *curve([(0.0, 0), (0.14, 0.1), (0.12, 0.22), (0.07, 0.5), (0.1, 0.95), (0, 1.05)], 60).tolist(),
        ]
    )
    return [
        Part(body, Stuff("marble", a, b, 0.7)),
        Part(
            pestle.turned(0, 38, 0).moved(-0.28, 0, 0.22),
            Stuff("marble", a, b, 0.7) if k == 0 else wood(),
            "up",
        ),
    ]


def rolling_pin(a: str, b: str, k: int) -> list[Part]:
    pin = lathe([[0, -0.75], [0.2, -0.75], [0.22, -0.72], [0.22, 0.72], [0.2, 0.75], [0, 0.75]])
    ends = [
        lathe([[0, s], *curve([(0.07, s), (0.06, s + 0.08), (0.1, s + 0.25), (0, s + 0.4)], 30).tolist()])
        for s in (0.76,)
    ]
    end = ends[0].plus(ends[0].mapped(lambda p: p * [1, -1, -1]))
    lay = [
        (pin, Stuff("marble", a, b, 0.6) if k else Stuff("wood", a, b, 0.7), "up"),
        (end, wood(BEECH), "up"),
    ]
    return [Part(s.turned(0, 90, 0).turned(0, 0, 52).moved(z=0.22), st, "box") for s, st, w in lay]


def spoons(a: str, b: str, k: int) -> list[Part]:
    crock = vessel(curve([(0.4, 0), (0.45, 0.04), (0.46, 0.4), (0.44, 0.85)], 40), 0.05, 0.06)
    tools = []
    for i, (x, y, lean, spin) in enumerate(
        [(-0.15, 0.05, -13, 20), (0.1, 0.15, 6, -10), (0.18, -0.1, 17, 40), (-0.05, -0.15, -4, 75)]
    ):
        stick = tube([(0, 0, 0.1), (0, 0, 0.8), (0, 0, 1.45)], np.array([0.05, 0.045, 0.05]), flat=0.7)
        head = (
            ball(0.17).scaled(1, 0.3, 1.35).moved(z=1.62)
            if i % 2 == 0
            else box(0.26, 0.06, 0.5, 0.03).moved(z=1.38)
        )
        tools.append(stick.plus(head).turned(0, 0, spin).turned(0, lean, 0).moved(x, y, 0))
    return [
        Part(crock, Stuff("glaze" if k == 0 else "clay", a)),
        Part(join(tools[:2]), wood(BEECH), "up"),
        Part(join(tools[2:]), wood(WALNUT if k else OAK), "up"),
    ]


def towels(a: str, b: str, k: int) -> list[Part]:
    stack = []
    rng = np.random.default_rng(5 + k)
    for i in range(3):
        wave = rng.normal(size=4) * 0.006
        sheet = box(1.2, 0.86, 0.13, 0.062)
        sheet.points[:, 2] += wave[0] * np.sin(5 * sheet.points[:, 0]) + wave[1] * np.cos(
            7 * sheet.points[:, 1]
        )
        fold = box(1.18, 0.83, 0.13, 0.062).moved(0.01, 0.01, 0.115)
        stuff = [
            Stuff("linen", a, scale=1.6),
            Stuff("stripe" if k == 0 else "check", "#f3efe6", a, 1.2),
            Stuff("linen", b, scale=1.6),
        ][i]
        stack += [
            Part(sheet.turned(0, 0, rng.uniform(-2, 2)).moved(z=0.245 * i), stuff),
            Part(fold.turned(0, 0, rng.uniform(-1, 1)).moved(z=0.245 * i), stuff),
        ]
    return stack


def knife(a: str, b: str, k: int) -> list[Part]:
    blade = (
        slab(
            curve([(0, 0), (1.0, 0.02), (1.55, 0.16), (1.6, 0.22), (1.0, 0.3), (0, 0.3)], 60, True),
            0.025,
            0.01,
        )
        if k == 0
        else slab(
            [(0, -0.02), (1.4, -0.02), (1.48, 0.04), (1.48, 0.26), (1.38, 0.32), (0, 0.32)], 0.025, 0.01
        )
    )
    grip = slab(
        curve([(-0.9, -0.02), (-0.5, 0.04), (0, 0.02), (0.02, 0.26), (-0.5, 0.26), (-0.92, 0.22)], 60, True),
        0.11,
        0.045,
    ).moved(z=-0.04)
    pins = join([disc(0.03, 0.02, 0.06, 0.004).moved(x, 0.14, 0) for x in (-0.7, -0.45, -0.2)])
    spin = 68
    rest = Stuff("wood", a, b, 0.6)
    plate = slab([(-1.25, -0.42), (1.25, -0.42), (1.25, 0.42), (-1.25, 0.42)], 0.08, 0.03)
    return [
        Part(blade.moved(0, -0.12, 0.12).turned(0, 0, spin), Stuff("polished", STEEL)),
        Part(grip.moved(0, -0.12, 0.12).turned(0, 0, spin), wood(WALNUT), "along"),
        Part(pins.moved(0, -0.12, 0.12).turned(0, 0, spin), Stuff("polished", BRASS)),
        Part(plate.moved(0.3, 0, 0).turned(0, 0, spin), rest, "up"),
    ]


def baking_dish(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        shell = (
            box(1.7, 1.1, 0.6, 0.16)
            .keep(box(4, 4, 0.38, 0.001))
            .cut(box(1.56, 0.96, 0.8, 0.14).moved(z=0.06))
        )
        ears = join(
            [
                slab(
                    curve([(s * 0.8, -0.22), (s * 1.02, -0.16), (s * 1.02, 0.16), (s * 0.8, 0.22)], 50, True),
                    0.06,
                    0.025,
                ).moved(z=0.31)
                for s in (1, -1)
            ]
        )
        return [Part(shell.plus(ears), Stuff("glaze", a))]
    wavy = vessel(curve([(0.78, 0), (0.82, 0.02), (0.92, 0.28)], 30), 0.05, 0.05).mapped(
        lambda p: (
            p
            * np.stack(
                [1 + 0.02 * np.cos(32 * np.arctan2(p[:, 1], p[:, 0])) * (np.hypot(p[:, 0], p[:, 1]) > 0.7)]
                * 2
                + [np.ones(len(p))],
                1,
            )
        )
    )
    return [Part(wavy, Stuff("glaze", a))]


FAMILIES = {
    f.__name__: f for f in (mill, board, pot, pan, mortar, rolling_pin, spoons, towels, knife, baking_dish)
}
HIGH = Shot(rise=34, turn=-28, fill=0.8)
STAND = Shot(rise=26, turn=-20, fill=0.78)
SHOTS = {
    "board": Shot(rise=89.0, turn=-14, fill=0.76),
    "pot": Shot(rise=20, turn=-24, fill=0.8),
    "pan": Shot(rise=32, turn=-38, fill=0.82),
    "mortar": STAND,
    "rolling_pin": Shot(rise=40, turn=0, fill=0.84),
    "towels": Shot(rise=24, turn=-28, fill=0.8),
    "knife": Shot(rise=60, turn=-26, fill=0.84),
    "baking_dish": HIGH,
}
