"""Wooden cars, trains, boats, planes, and a telescope to look after them."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, BRASS, CREAM, OAK, STEEL, WALNUT, wheel, wood
from assets.shopmaker.forms import Solid, ball, box, curve, disc, join, lathe, rod, slab
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def car(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        side = curve(
            [
                (-1.0, 0.25),
                (-1.02, 0.5),
                (-0.7, 0.62),
                (-0.45, 0.98),
                (0.25, 1.0),
                (0.55, 0.66),
                (1.0, 0.58),
                (1.05, 0.3),
                (0.9, 0.2),
                (0, 0.18),
                (-0.9, 0.2),
            ],
            140,
            True,
        )
        window = curve([(-0.38, 0.66), (-0.3, 0.86), (0.18, 0.87), (0.36, 0.66)], 50, True)
    else:
        side = curve(
            [
                (-1.15, 0.25),
                (-1.15, 1.0),
                (-1.0, 1.12),
                (0.75, 1.12),
                (1.0, 0.95),
                (1.12, 0.4),
                (1.0, 0.2),
                (0, 0.18),
                (-1.0, 0.2),
            ],
            140,
            True,
        )
        window = None
    body = slab(side, 0.8, 0.08).turned(90, 0, 0).moved(0, 0.4, 0)
    if window is not None:
        body = body.cut(slab(window, 2, 0.01).turned(90, 0, 0).moved(0, 1, 0))
        holes: list[Solid] = []
    else:
        holes = [box(0.34, 0.86, 0.34, 0.05).moved(x, 0, 0.66) for x in (-0.75, -0.28, 0.19, 0.66)]
    wheels = join([wheel(0.24).moved(x, s * 0.42, 0.24) for x in (-0.6, 0.6) for s in (-1, 1)])
    caps = join(
        [
            disc(0.09, 0.05, 0, 0.015).turned(90, 0, 0).moved(x, s * 0.5 + 0.02, 0.24)
            for x in (-0.6, 0.6)
            for s in (-1, 1)
        ]
    )
    parts = [
        Part(body, Stuff("lacquer", a)),
        Part(wheels, wood(WALNUT if k else OAK)),
        Part(caps, Stuff("matte", CREAM)),
    ]
    return parts + (
        [Part(join(holes), Stuff("satin", "#dfe6e4"))]
        if holes
        else [Part(box(0.6, 0.7, 0.02, 0.008).moved(-0.1, 0, 0.98), Stuff("matte", b))]
    )


def train(a: str, b: str, k: int) -> list[Part]:
    base = box(1.7, 0.62, 0.14, 0.04).moved(0, 0, 0.26)
    boiler = disc(0.3, 1.0, 0, 0.06).turned(0, 90, 0).moved(-0.82, 0, 0.68)
    cab = box(0.55, 0.64, 0.75, 0.05).moved(0.5, 0, 0.38).cut(box(0.3, 1, 0.28, 0.04).moved(0.5, 0, 0.74))
    roof = box(0.75, 0.78, 0.09, 0.04).moved(0.5, 0, 1.12)
    stack = disc(0.11, 0.3, 0.92, 0.03, 0.15).moved(-0.55, 0, 0)
    dome = ball(0.13, -0.15, 0, 0.98)
    wheels = join([wheel(0.24).moved(x, s * 0.34, 0.24) for x in (-0.55, 0.0, 0.55) for s in (-1, 1)])
    car_ = [box(1.1, 0.6, 0.14, 0.04).moved(1.65, 0, 0.26), box(1.0, 0.56, 0.4, 0.05).moved(1.65, 0, 0.38)]
    more = join([wheel(0.2).moved(x, s * 0.33, 0.2) for x in (1.3, 2.0) for s in (-1, 1)])
    load = join(
        [
            ball(0.17).moved(x, y, 0.85)
            for x, y in ((1.35, 0.1), (1.65, -0.1), (1.95, 0.1), (1.5, -0.14), (1.82, 0.16))
        ]
    )
    return [
        Part(join([base, car_[0]]), wood(BEECH), "along"),
        Part(join([boiler, dome]), Stuff("lacquer", a)),
        Part(join([cab, car_[1]]), Stuff("lacquer", b)),
        Part(join([roof, stack]), Stuff("lacquer", a)),
        Part(join([wheels, more]), wood(WALNUT)),
        Part(load, Stuff("lacquer", "#e3b25f")),
        Part(rod((0.85, 0, 0.33), (1.12, 0, 0.33), 0.03), Stuff("brushed", STEEL)),
    ]


def boat(a: str, b: str, k: int) -> list[Part]:
    hull = slab(
        curve(
            [(-1.0, 0), (-0.5, 0.36), (0.4, 0.4), (0.85, 0.28), (0.85, -0.28), (0.4, -0.4), (-0.5, -0.36)],
            120,
            True,
        ),
        0.4,
        0.09,
    )
    hull = hull.mapped(
        lambda p: p * np.stack([0.8 + 0.5 * p[:, 2], 0.75 + 0.6 * p[:, 2], np.ones(len(p))], 1)
    )
    deck = slab(
        curve(
            [(-0.88, 0), (-0.45, 0.3), (0.4, 0.34), (0.74, 0.24), (0.74, -0.24), (0.4, -0.34), (-0.45, -0.3)],
            120,
            True,
        ),
        0.06,
        0.02,
    ).moved(z=0.36)
    mast = rod((-0.1, 0, 0.4), (-0.1, 0, 1.85), 0.04)
    sail = (
        slab([(-0.03, 0.62), (0.75, 0.62), (-0.03, 1.8)], 0.02, 0.006)
        .turned(90, 0, 0)
        .mapped(
            lambda p: p + np.stack([0 * p[:, 0], -0.16 * np.sin(np.clip(p[:, 0], 0, 1) * 3), 0 * p[:, 0]], 1)
        )
    )
    jib = slab([(-0.18, 0.6), (-0.8, 0.6), (-0.18, 1.55)], 0.02, 0.006).turned(90, 0, 0)
    return [
        Part(hull, Stuff("lacquer", a)),
        Part(deck, wood(OAK), "along"),
        Part(mast, wood(BEECH), "up"),
        Part(sail, Stuff("linen", "#f6f1e6", scale=3)),
        Part(jib, Stuff("linen", b, scale=3)),
    ]


def plane(a: str, b: str, k: int) -> list[Part]:
    body = (
        lathe(
            [
                [0, -0.95],
                *curve(
                    [(0.0, -0.95), (0.2, -0.85), (0.27, -0.5), (0.24, 0.1), (0.1, 0.9), (0.0, 0.96)], 70
                ).tolist(),
            ]
        )
        .turned(0, 90, 0)
        .moved(z=0.62)
    )
    wing = slab(
        curve([(-0.2, -1.2), (0.2, -1.2), (0.22, 0), (0.2, 1.2), (-0.2, 1.2), (-0.24, 0)], 120, True),
        0.07,
        0.03,
    ).moved(-0.3, 0, 0.68)
    top = wing.moved(0, 0, 0.45) if k else ball(0.001, -0.3, 0, 0.7)
    struts = (
        join([rod((-0.3, s * 0.8, 0.7), (-0.3, s * 0.8, 1.15), 0.03) for s in (-1, 1)])
        if k
        else ball(0.001, -0.3, 0, 0.7)
    )
    tail = (
        slab(curve([(0.0, -0.42), (0.25, -0.42), (0.25, 0.42), (0.0, 0.42)], 60, True), 0.06, 0.02)
        .moved(0.62, 0, 0.64)
        .plus(
            slab(curve([(0.0, 0), (0.28, 0), (0.28, 0.42), (0.12, 0.42)], 60, True), 0.06, 0.02)
            .turned(90, 0, 0)
            .moved(0.6, 0.03, 0.66)
        )
    )
    blade = box(0.05, 0.14, 1.1, 0.02).moved(-1.02, 0, 0.07).turned(0, 0, 0)
    nose = ball(0.1, -1.0, 0, 0.62)
    wheels = join([wheel(0.16, 0.1).moved(-0.45, s * 0.3, 0.16) for s in (-1, 1)]).plus(
        join([rod((-0.4, s * 0.28, 0.18), (-0.4, s * 0.12, 0.5), 0.03) for s in (-1, 1)])
    )
    return [
        Part(body, Stuff("lacquer", a)),
        Part(join([wing, tail, top, struts]), Stuff("lacquer", b)),
        Part(blade, wood(BEECH), "up"),
        Part(nose, wood(OAK)),
        Part(wheels, wood(WALNUT)),
    ]


def telescope(a: str, b: str, k: int) -> list[Part]:
    tubes = [
        (disc(0.26, 1.0, 0, 0.03), Stuff("lacquer", a)),
        (disc(0.21, 0.7, 0.95, 0.02), Stuff("brushed", BRASS)),
        (disc(0.3, 0.12, -0.06, 0.03), Stuff("brushed", BRASS)),
        (disc(0.16, 0.3, 1.6, 0.03), Stuff("lacquer", a)),
    ]
    legs = join(
        [
            rod((0, 0, 1.3), (0.7 * np.cos(t), 0.7 * np.sin(t), 0.03), 0.045, 0.035)
            for t in np.radians([70, 190, 310])
        ]
    )
    return [Part(s.moved(z=-0.75).turned(0, 72, 0).moved(0, 0, 1.55), st) for s, st in tubes] + [
        Part(legs, wood(OAK), "up"),
        Part(ball(0.12, z=1.32), Stuff("brushed", BRASS)),
    ]


FAMILIES = {f.__name__: f for f in (car, train, boat, plane, telescope)}
SHOTS = {
    "car": Shot(rise=18, turn=-32, fill=0.78),
    "train": Shot(rise=18, turn=-32, fill=0.86),
    "plane": Shot(rise=24, turn=38, fill=0.8),
}
