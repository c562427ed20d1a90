"""Weights, mats, bottles, boards and helmets."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BLACK, OAK, STEEL, wood
from assets.shopmaker.forms import Array, Solid, ball, box, curve, disc, join, lathe, rod, slab, tube
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def dumbbells(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        head = lathe(
            [[0, 0], *curve([(0.26, 0), (0.3, 0.04), (0.3, 0.3), (0.26, 0.36)], 20).tolist(), [0, 0.36]], 6
        )
        soft = Stuff("rubber", a)
    else:
        head = lathe(
            [[0, 0], *curve([(0.0, 0), (0.24, 0.05), (0.3, 0.19), (0.24, 0.33), (0, 0.38)], 40).tolist()]
        )
        soft = Stuff("matte", a)
    bar = lathe(
        [
            [0, -0.42],
            [0.085, -0.42],
            *curve([(0.085, -0.42), (0.11, 0.0), (0.085, 0.42)], 20).tolist(),
            [0, 0.42],
        ]
    )

    def one(x: float, turn: float) -> list[Part]:
        heads = (
            join([head.moved(z=0.38), head.mapped(lambda p: p * [1, -1, -1]).moved(z=-0.38)])
            .turned(0, 0, 0)
            .turned(90, 0, turn)
            .moved(x, 0, 0.27)
        )
        return [
            Part(heads, soft),
            Part(bar.turned(90, 0, turn).moved(x, 0, 0.27), Stuff("brushed", STEEL) if k == 0 else soft),
        ]

    return one(-0.42, 12) + one(0.5, -16)


def kettlebell(a: str, b: str, k: int) -> list[Part]:
    body = ball(0.56, z=0.5).keep(box(3, 3, 3, 0.001).moved(z=0.03))
    handle = tube(
        curve(
            [
                (-0.36, 0, 0.85),
                (-0.42, 0, 1.2),
                (-0.22, 0, 1.42),
                (0.22, 0, 1.42),
                (0.42, 0, 1.2),
                (0.36, 0, 0.85),
            ],
            70,
        ),
        0.085,
    )
    if k == 0:
        low = ball(0.575, z=0.5).keep(box(3, 3, 0.5, 0.001))
        return [
            Part(body.plus(handle), Stuff("satin", BLACK)),
            Part(low.keep(box(3, 3, 3, 0.001).moved(z=0.03)), Stuff("rubber", a)),
        ]
    return [Part(body.plus(handle), Stuff("matte", a))]


def bottle(a: str, b: str, k: int) -> list[Part]:
    shapes = [
        [(0.3, 0), (0.34, 0.03), (0.34, 0.6), (0.34, 1.05), (0.2, 1.24), (0.19, 1.34)],
        [(0.3, 0), (0.33, 0.03), (0.35, 0.8), (0.36, 1.25)],
        [(0.3, 0), (0.35, 0.04), (0.32, 0.45), (0.35, 0.85), (0.3, 1.1), (0.24, 1.16)],
    ]
    line = curve(shapes[k], 70)
    top, edge = float(line[-1][1]), float(line[-1][0])
    body = lathe([[0, 0], *line.tolist(), [0, top]])
    if k == 0:
        loop = tube(
            curve(
                [
                    (-0.17, 0, top + 0.16),
                    (-0.15, 0, top + 0.38),
                    (0.15, 0, top + 0.38),
                    (0.17, 0, top + 0.16),
                ],
                40,
            ),
            0.035,
        )
        return [
            Part(body, Stuff("powder", a)),
            Part(disc(edge + 0.02, 0.2, top, 0.03), Stuff("brushed", STEEL)),
            Part(loop, Stuff("brushed", STEEL)),
        ]
    if k == 1:
        return [
            Part(body, Stuff("powder", a)),
            Part(disc(edge + 0.02, 0.14, top, 0.04), Stuff("rubber", b)),
            Part(disc(0.37, 0.5, 0.42, 0.02), Stuff("cork", "#c79a68", "#8b5f38")),
            Part(disc(0.1, 0.05, top + 0.13, 0.02), Stuff("rubber", b)),
        ]
    return [
        Part(body, Stuff("frosted", a)),
        Part(disc(0.27, 0.16, top - 0.02, 0.04), Stuff("plastic", b)),
        Part(disc(0.08, 0.16, top + 0.12, 0.04), Stuff("plastic", "#f3efe6")),
    ]


def mat(a: str, b: str, k: int) -> list[Part]:
    turn = np.linspace(0, 8 * np.pi, 300)
    radius = 0.07 + 0.0112 * turn
    spiral = np.stack([radius * np.cos(turn), radius * np.sin(turn)], 1)
    away = spiral / np.linalg.norm(spiral, axis=1, keepdims=True)
    outline = np.concatenate([spiral + away * 0.029, (spiral - away * 0.029)[::-1]])
    roll = slab(outline, 1.7, 0.01)
    edge = radius[-1] + 0.03
    straps = join(
        [
            lathe([[edge, z], [edge + 0.012, z], [edge + 0.012, z + 0.1], [edge, z + 0.1]])
            for z in (0.35, 1.25)
        ]
    )
    sling = tube(
        curve([(edge, -0.05, 0.4), (edge + 0.36, -0.1, 0.85), (edge, -0.05, 1.3)], 50), 0.03, flat=0.3
    )
    upright = k == 0
    parts = [
        Part(roll, Stuff("rubber" if k == 0 else "cork", a, b, 1.0)),
        Part(straps.plus(sling), Stuff("linen", b if k == 0 else "#3a3f3c", scale=4)),
    ]
    return parts if upright else [Part(p.solid.turned(90, 0, 35).moved(z=edge), p.stuff) for p in parts]


def roller(a: str, b: str, k: int) -> list[Part]:
    outer = lathe([[0.42, 0], [0.5, 0], [0.52, 0.02], [0.52, 1.5], [0.5, 1.52], [0.42, 1.52]], 240)

    def knobs(p: Array) -> Array:
        t = np.arctan2(p[:, 1], p[:, 0])
        grip = 0.02 * np.tanh(4 * np.cos(9 * t)) * (np.hypot(p[:, 0], p[:, 1]) > 0.5)
        return p * np.stack([1 + grip, 1 + grip, np.ones(len(p))], 1)

    body = outer.mapped(knobs)
    core = lathe([[0.38, 0.01], [0.425, 0.01], [0.425, 1.51], [0.38, 1.51]])
    return [
        Part(body.turned(90, 0, 40).moved(z=0.52), Stuff("rubber", a)),
        Part(core.turned(90, 0, 40).moved(z=0.52), Stuff("plastic", b)),
    ]


def skipping_rope(a: str, b: str, k: int) -> list[Part]:
    t = np.linspace(0, 2 * np.pi * 3, 400)
    radius = 0.72 - 0.02 * t / 6
    coil = np.stack(
        [radius * np.cos(t), radius * np.sin(t) * 0.8, 0.06 + 0.035 * t / (2 * np.pi) + 0.02 * np.sin(2 * t)],
        1,
    )
    rope = tube(
        np.concatenate(
            [[[0.95, -0.75, 0.09], [0.85, -0.35, 0.08]], coil, [[0.62, -0.4, 0.14], [0.55, -0.85, 0.1]]]
        ),
        0.035,
        12,
    )
    grips = []
    for x, y, turn in ((0.98, -0.8, 200), (0.55, -0.88, 175)):
        grips.append(
            lathe(
                [
                    [0, 0],
                    *curve([(0.06, 0), (0.085, 0.15), (0.07, 0.4), (0.085, 0.62), (0.03, 0.7)], 40).tolist(),
                    [0, 0.7],
                ]
            )
            .turned(-90, 0, turn)
            .moved(x, y, 0.09)
        )
    return [Part(rope, Stuff("linen", a, scale=5)), Part(join(grips), wood(), "along")]


def skateboard(a: str, b: str, k: int) -> list[Part]:
    outline = curve(
        [
            (-1.5, 0),
            (-1.4, 0.3),
            (-1.0, 0.39),
            (0, 0.4),
            (1.0, 0.39),
            (1.4, 0.3),
            (1.5, 0),
            (1.4, -0.3),
            (1.0, -0.39),
            (0, -0.4),
            (-1.0, -0.39),
            (-1.4, -0.3),
        ],
        160,
        True,
    )

    def bend(p: Array) -> Array:
        over = np.clip(np.abs(p[:, 0]) - 0.98, 0, 1)
        return p + np.stack([0 * over, 0 * over, 0.55 * over**1.4 + 0.08 * p[:, 1] ** 2], 1)

    plies = [slab(outline, 0.03, 0.006).moved(z=0.42 + 0.028 * i) for i in range(3)]
    fine = [Solid(*_fine(s)) for s in plies]
    wheels, trucks = [], []
    for x in (-0.85, 0.85):
        trucks.append(
            box(0.26, 0.3, 0.1, 0.03)
            .moved(x, 0, 0.33)
            .plus(rod((x, -0.34, 0.2), (x, 0.34, 0.2), 0.05), box(0.12, 0.24, 0.2, 0.04).moved(x, 0, 0.18))
        )
        wheels += [disc(0.17, 0.2, -0.1, 0.05).turned(90, 0, 0).moved(x, s * 0.36, 0.17) for s in (-1, 1)]
    stuff = [Stuff("wood", *OAK, 0.6), Stuff("satin", b), Stuff("satin", a)]
    parts = [Part(f.mapped(bend), stuff[2 - i], "along") for i, f in enumerate(fine)]
    parts += [
        Part(join(trucks), Stuff("brushed", STEEL)),
        Part(join(wheels), Stuff("rubber", b if k == 0 else "#f0e9da")),
    ]
    return parts


def _fine(solid: Solid) -> tuple[Array, np.ndarray]:
    body = solid.manifold().refine_to_length(0.08)
    mesh = body.to_mesh()
    return np.asarray(mesh.vert_properties, dtype=float)[:, :3], np.asarray(mesh.tri_verts, dtype=np.int64)


def helmet(a: str, b: str, k: int) -> list[Part]:
    outer = ball(0.8).scaled(1, 1.18, 0.92).keep(box(4, 4, 4, 0.001).moved(z=-0.12))
    inner = ball(0.7).scaled(1, 1.18, 0.92)
    shell = outer.cut(inner)
    vents = join(
        [
            box(0.13, 0.62, 0.8, 0.06).moved(x, y, 0.42)
            for x, y in ((-0.34, -0.25), (0, -0.28), (0.34, -0.25), (-0.34, 0.5), (0, 0.52), (0.34, 0.5))
        ]
    )
    visor = (
        slab(curve([(-0.6, -0.75), (0, -1.18), (0.6, -0.75), (0, -0.86)], 80, True), 0.04, 0.015)
        .turned(-6, 0, 0)
        .moved(z=-0.12)
    )
    rim = tube(
        np.stack(
            [
                0.79 * np.cos(np.linspace(0, 2 * np.pi, 120)),
                0.93 * np.sin(np.linspace(0, 2 * np.pi, 120)),
                np.full(120, -0.11),
            ],
            1,
        ),
        0.035,
        12,
    )
    straps = join(
        [
            tube(
                curve([(s * 0.68, -0.1, -0.1), (s * 0.6, -0.14, -0.5), (0, -0.2, -0.75)], 40), 0.03, flat=0.3
            )
            for s in (-1, 1)
        ]
    )
    return [
        Part(shell.cut(vents) if k == 0 else shell, Stuff("satin" if k else "lacquer", a)),
        Part(inner.keep(box(4, 4, 4, 0.001).moved(z=-0.08)).scaled(0.99), Stuff("matte", "#2a2c2e")),
        Part(visor.plus(rim), Stuff("satin", b)),
        Part(straps, Stuff("linen", BLACK, scale=5)),
    ]


FAMILIES = {
    f.__name__: f for f in (dumbbells, kettlebell, bottle, mat, roller, skipping_rope, skateboard, helmet)
}
SHOTS = {
    "dumbbells": Shot(rise=28, turn=-30, fill=0.8),
    "mat": Shot(rise=16, turn=-20, fill=0.72),
    "roller": Shot(rise=22, turn=0, fill=0.74),
    "skipping_rope": Shot(rise=50, turn=0, fill=0.8),
    "skateboard": Shot(rise=24, turn=-38, fill=0.86),
    "helmet": Shot(rise=16, turn=-36, fill=0.72),
}
