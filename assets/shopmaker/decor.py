"""Vases, cushions, throws, rugs and things on the wall."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, BRASS, OAK, WALNUT, wood
from assets.shopmaker.forms import Solid, box, curve, disc, join, lathe, pillow, slab, tube, vessel
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


FAMILIES = {f.__name__: f for f in (vase, cushion, blanket, mirror, picture_frame, bookends, hook_rail, rug)}
FLAT = Shot(rise=89.0, turn=0, fill=0.72)
SHOTS = {
    "cushion": Shot(rise=10, turn=-14, fill=0.66),
    "blanket": Shot(rise=26, turn=-34, fill=0.8),
    "mirror": FLAT,
    "picture_frame": FLAT,
    "hook_rail": Shot(rise=89.0, turn=0, fill=0.8),
}
