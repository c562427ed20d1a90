"""Seats, tables, baskets and boxes."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BLACK, BRASS, WALNUT, ring, wood
from assets.shopmaker.forms import box, curve, disc, join, lathe, pillow, rod, slab, tube, vessel
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


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


FAMILIES = {f.__name__: f for f in (stool, chair, armchair, side_table, pouf, basket, storage_box)}
SHOTS: dict[str, Shot] = {}
