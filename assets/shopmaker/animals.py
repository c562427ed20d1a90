"""Animals of plush, rubber and wood."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, CREAM, INK, OAK, WALNUT, wheel, wood
from assets.shopmaker.forms import (
    Array,
    ball,
    blob,
    box,
    capsule_distance,
    curve,
    ellipsoid_distance,
    join,
    lathe,
    rod,
    slab,
    smooth_union,
    tube,
)
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def bear(a: str, b: str, k: int) -> list[Part]:
    def field(p: Array) -> Array:
        d = ellipsoid_distance(p, (0, 0, 0.62), (0.5, 0.42, 0.55))
        d = smooth_union(d, ellipsoid_distance(p, (0, -0.05, 1.38), (0.46, 0.42, 0.4)), 0.08)
        if k == 0:
            ears = [((s * 0.36, 0.0, 1.72), (0.17, 0.1, 0.17)) for s in (-1, 1)]
        else:
            ears = [((s * 0.18, 0.02, 2.05), (0.12, 0.08, 0.45)) for s in (-1, 1)]
        for centre, radii in ears:
            d = smooth_union(d, ellipsoid_distance(p, centre, radii), 0.05)
        for s in (-1, 1):
            d = smooth_union(
                d, capsule_distance(p, (s * 0.38, -0.05, 0.95), (s * 0.62, -0.3, 0.5), 0.17, 0.16), 0.06
            )
            d = smooth_union(
                d, capsule_distance(p, (s * 0.28, -0.2, 0.24), (s * 0.42, -0.7, 0.2), 0.2, 0.2), 0.06
            )
        return d

    rng = np.random.default_rng(3)
    body = blob(field, (-0.95, -1.0, 0.0), (0.95, 0.6, 2.5 if k else 1.95), 0.022)
    body = body.mapped(lambda p: p + rng.normal(size=p.shape) * 0.0022)
    snout = blob(
        lambda p: ellipsoid_distance(p, (0, -0.42, 1.28), (0.2, 0.14, 0.16)),
        (-0.25, -0.6, 1.05),
        (0.25, -0.2, 1.5),
        0.02,
    )
    pads = join(
        [ball(0.13).scaled(1, 0.3, 1).turned(0, 0, s * 12).moved(s * 0.45, -0.88, 0.2) for s in (-1, 1)]
    )
    eyes = join([ball(0.045, s * 0.17, -0.425, 1.46) for s in (-1, 1)]).plus(
        ball(0.06).scaled(1.2, 0.7, 0.8).moved(0, -0.555, 1.35)
    )
    bow = join([ball(0.13).scaled(1.2, 0.6, 0.8).moved(s * 0.14, -0.42, 1.0) for s in (-1, 1)]).plus(
        ball(0.06, 0, -0.46, 1.0)
    )
    return [
        Part(body, Stuff("plush", a, scale=3)),
        Part(snout, Stuff("plush", CREAM, scale=3)),
        Part(pads, Stuff("felt", CREAM, scale=3)),
        Part(eyes, Stuff("lacquer", INK)),
        Part(bow, Stuff("linen", b, scale=3)),
    ]


def elephant(a: str, b: str, k: int) -> list[Part]:
    def field(p: Array) -> Array:
        d = ellipsoid_distance(p, (0.15, 0, 0.85), (0.78, 0.5, 0.5))
        d = smooth_union(d, ellipsoid_distance(p, (-0.72, 0, 1.12), (0.4, 0.36, 0.38)), 0.12)
        for x, y in ((-0.3, 0.26), (-0.3, -0.26), (0.6, 0.26), (0.6, -0.26)):
            d = smooth_union(d, capsule_distance(p, (x, y, 0.6), (x, y, 0.16), 0.2, 0.19), 0.08)
        for s, e, r1, r2 in (
            ((-1.0, 0, 1.05), (-1.22, 0, 0.7), 0.15, 0.12),
            ((-1.22, 0, 0.7), (-1.3, 0, 0.42), 0.12, 0.1),
            ((-1.3, 0, 0.42), (-1.5, 0, 0.34), 0.1, 0.085),
        ):
            d = smooth_union(d, capsule_distance(p, s, e, r1, r2), 0.06)
        return smooth_union(d, capsule_distance(p, (0.9, 0, 0.95), (1.1, 0, 0.7), 0.05, 0.035), 0.04)

    body = blob(field, (-1.7, -0.7, -0.05), (1.3, 0.7, 1.65), 0.028)
    flat = np.clip(body.points[:, 2], 0.0, None)
    body.points[:, 2] = flat
    ears = join(
        [
            ball(0.36).scaled(0.85, 0.16, 1.0).turned(0, 0, s * 28).moved(-0.52, s * 0.42, 1.12)
            for s in (-1, 1)
        ]
    )
    eyes = join([ball(0.045, -0.98, s * 0.24, 1.24) for s in (-1, 1)])
    blanket = (
        lathe([[0, 0], [0.545, 0], [0.545, 0.55], [0, 0.55]])
        .turned(0, 90, 0)
        .moved(-0.08, 0, 0.82)
        .keep(box(2, 2, 2, 0.001).moved(0.2, 0, 0.95))
        .scaled(1, 0.97, 1)
    )
    return [
        Part(body, Stuff("plush" if k == 0 else "linen", a, scale=2.5)),
        Part(ears, Stuff("felt", b, scale=3)),
        Part(eyes, Stuff("lacquer", INK)),
        *([Part(blanket, Stuff("stripe", b, CREAM, 1.2))] if k else []),
    ]


def duck(a: str, b: str, k: int) -> list[Part]:
    def field(p: Array) -> Array:
        d = ellipsoid_distance(p, (0.1, 0, 0.5), (0.78, 0.52, 0.46))
        d = smooth_union(d, ellipsoid_distance(p, (-0.42, 0, 1.12), (0.37, 0.34, 0.36)), 0.14)
        d = smooth_union(d, capsule_distance(p, (0.7, 0, 0.7), (1.0, 0, 1.0), 0.2, 0.05), 0.12)
        for s in (-1, 1):
            d = smooth_union(d, ellipsoid_distance(p, (0.22, s * 0.48, 0.6), (0.42, 0.12, 0.26)), 0.05)
        return d

    beak = blob(
        lambda p: np.minimum(
            ellipsoid_distance(p, (-0.82, 0, 1.1), (0.22, 0.17, 0.06)),
            ellipsoid_distance(p, (-0.78, 0, 1.03), (0.17, 0.14, 0.05)),
        ),
        (-1.1, -0.25, 0.9),
        (-0.5, 0.25, 1.25),
        0.014,
    )
    eyes = join([ball(0.05, -0.68, s * 0.2, 1.25) for s in (-1, 1)])
    body = blob(field, (-0.9, -0.7, 0.0), (1.15, 0.7, 1.55), 0.024)
    if k == 0:
        return [
            Part(body, Stuff("plastic", a)),
            Part(beak, Stuff("plastic", b)),
            Part(eyes, Stuff("lacquer", INK)),
        ]
    wheels = join([wheel(0.24, 0.12).moved(x, s * 0.52, 0.1) for x in (-0.3, 0.55) for s in (-1, 1)])
    cord = tube(
        curve([(-0.6, 0, 0.3), (-1.1, -0.2, -0.05), (-1.5, 0.1, -0.1), (-1.7, -0.35, -0.1)], 50), 0.025, 10
    )
    return [
        Part(body, Stuff("wood", a, BEECH[1], 0.5), "along"),
        Part(beak, Stuff("matte", b)),
        Part(eyes, Stuff("lacquer", INK)),
        Part(wheels, Stuff("matte", b)),
        Part(cord, Stuff("linen", CREAM, scale=5)),
        Part(ball(0.1, -1.72, -0.4, -0.04), Stuff("matte", b)),
    ]


def rocking_horse(a: str, b: str, k: int) -> list[Part]:
    side = curve(
        [
            (-0.95, 1.35),
            (-0.62, 1.62),
            (-0.4, 1.3),
            (-0.2, 1.0),
            (0.5, 1.0),
            (0.72, 0.8),
            (0.6, 0.5),
            (-0.35, 0.5),
            (-0.52, 0.8),
            (-0.66, 1.12),
            (-0.9, 1.1),
        ],
        160,
        True,
    )
    body = slab(side, 0.3, 0.1).turned(90, 0, 0).moved(0, 0.15, 0)
    legs = join(
        [
            rod((x, s * 0.1, 0.62), (x * 1.35, s * 0.32, 0.12), 0.075, 0.06)
            for x in (-0.4, 0.52)
            for s in (-1, 1)
        ]
    )
    t = np.linspace(-0.62, 0.62, 60)
    rails = join(
        [
            tube(np.stack([1.9 * np.sin(t), np.full(60, s * 0.33), 1.95 - 1.9 * np.cos(t)], 1), 0.06, 20)
            for s in (-1, 1)
        ]
    )
    saddle = box(0.55, 0.44, 0.12, 0.055).moved(0.12, 0, 0.98)
    mane = join([ball(0.1, -0.5 + 0.1 * i, 0, 1.52 - 0.11 * i) for i in range(5)])
    grip = rod((-0.5, -0.32, 1.22), (-0.5, 0.32, 1.22), 0.04)
    eyes = join([ball(0.035, -0.72, s * 0.15, 1.36) for s in (-1, 1)])
    tail = tube(curve([(0.68, 0, 0.85), (0.95, 0, 0.9), (1.02, 0, 0.5)], 30), np.linspace(0.06, 0.09, 30))
    return [
        Part(body, wood(OAK if k == 0 else WALNUT), "along"),
        Part(legs.plus(rails), wood(BEECH), "along"),
        Part(saddle, Stuff("leather", a, scale=3)),
        Part(mane.plus(tail), Stuff("felt", b, scale=3)),
        Part(grip, wood(BEECH)),
        Part(eyes, Stuff("lacquer", INK)),
    ]


def dinosaur(a: str, b: str, k: int) -> list[Part]:
    def field(p: Array) -> Array:
        d = ellipsoid_distance(p, (0.1, 0, 0.75), (0.72, 0.44, 0.46))
        neck = (
            ((-0.4, 0, 0.9), (-0.85, 0, 1.35), 0.26, 0.18),
            ((-0.85, 0, 1.35), (-1.0, 0, 1.75), 0.18, 0.15),
        )
        tail = (((0.6, 0, 0.7), (1.15, 0, 0.5), 0.28, 0.16), ((1.15, 0, 0.5), (1.6, 0, 0.58), 0.16, 0.05))
        for start, end, first, last in (*neck, *tail):
            d = smooth_union(d, capsule_distance(p, start, end, first, last), 0.1)
        d = smooth_union(d, ellipsoid_distance(p, (-1.12, 0, 1.84), (0.3, 0.2, 0.19)), 0.08)
        for x, y in ((-0.3, 0.26), (-0.3, -0.26), (0.5, 0.26), (0.5, -0.26)):
            d = smooth_union(d, capsule_distance(p, (x, y, 0.55), (x, y, 0.15), 0.19, 0.18), 0.07)
        return d

    body = blob(field, (-1.5, -0.6, -0.05), (1.75, 0.6, 2.15), 0.028)
    body.points[:, 2] = np.clip(body.points[:, 2], 0.0, None)
    eyes = join([ball(0.045, -1.22, s * 0.165, 1.92) for s in (-1, 1)])
    spots = join(
        [
            ball(0.12, x, -0.42 + 0.1 * abs(x - 0.1), z).scaled(1, 1, 1)
            for x, z in ((-0.15, 0.95), (0.2, 1.0), (0.5, 0.85))
        ]
    )
    return [
        Part(body, Stuff("plush", a, scale=3)),
        Part(eyes, Stuff("lacquer", INK)),
        Part(spots, Stuff("felt", b, scale=3)),
    ]


def whale(a: str, b: str, k: int) -> list[Part]:
    def field(p: Array) -> Array:
        d = ellipsoid_distance(p, (0, 0, 0.55), (0.95, 0.6, 0.55))
        d = smooth_union(d, capsule_distance(p, (0.75, 0, 0.6), (1.3, 0, 0.95), 0.26, 0.1), 0.16)
        for s in (-1, 1):
            d = smooth_union(d, capsule_distance(p, (1.3, 0, 0.95), (1.42, s * 0.34, 1.12), 0.1, 0.06), 0.07)
            d = smooth_union(
                d, capsule_distance(p, (-0.2, s * 0.5, 0.35), (0.05, s * 0.82, 0.16), 0.13, 0.07), 0.06
            )
        return d

    body = blob(field, (-1.1, -1.0, 0.0), (1.6, 1.0, 1.4), 0.026)
    body.points[:, 2] = np.clip(body.points[:, 2], 0.02, None)
    eyes = join([ball(0.05, -0.66, s * 0.42, 0.62) for s in (-1, 1)])
    belly = blob(
        lambda p: np.maximum(field(p) - 0.008, p[..., 2] - 0.36), (-1.1, -1.0, 0.0), (0.7, 1.0, 0.4), 0.026
    )
    belly.points[:, 2] = np.clip(belly.points[:, 2], 0.015, None)
    return [
        Part(body, Stuff("plastic", a)),
        Part(belly, Stuff("plastic", b)),
        Part(eyes, Stuff("lacquer", INK)),
    ]


FAMILIES = {f.__name__: f for f in (bear, elephant, duck, rocking_horse, dinosaur, whale)}
SHOTS = {
    "bear": Shot(rise=10, turn=-18, fill=0.74),
    "elephant": Shot(rise=12, turn=-34, fill=0.78),
    "duck": Shot(rise=12, turn=-30, fill=0.72),
    "dinosaur": Shot(rise=12, turn=-30, fill=0.8),
    "whale": Shot(rise=16, turn=-36, fill=0.78),
}
