"""More toys: animals of felt and rubber, castles, robots, sand things, dominoes, marbles and crayons."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.forms import (
    Array,
    ball,
    blob,
    box,
    capsule_distance,
    curve,
    disc,
    ellipsoid_distance,
    join,
    lathe,
    rod,
    slab,
    smooth_union,
    tube,
    vessel,
)
from assets.shopmaker.kitchen import BEECH, BRASS, OAK, STEEL, wood
from assets.shopmaker.materials import Stuff
from assets.shopmaker.play import CREAM, INK, tints
from assets.shopmaker.studio import Part, Shot


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


def castle(a: str, b: str, k: int) -> list[Part]:
    towers, roofs, walls = [], [], []
    for x, y, h in ((-0.75, -0.55, 1.1), (0.75, -0.55, 1.1), (-0.75, 0.55, 1.35), (0.75, 0.55, 1.35)):
        towers.append(disc(0.27, h, 0, 0.03).moved(x, y, 0))
        cone = lathe([[0, 0], [0.34, 0], *curve([(0.34, 0.02), (0.16, 0.34), (0.0, 0.62)], 20).tolist()])
        roofs.append(cone.moved(x, y, h))
    for x, y, length, turn in (
        (0, -0.55, 1.2, 0),
        (0, 0.55, 1.2, 0),
        (-0.75, 0, 0.9, 90),
        (0.75, 0, 0.9, 90),
    ):
        wall = box(length, 0.16, 0.7, 0.02)
        for i in range(4):
            wall = wall.plus(box(length / 7, 0.16, 0.14, 0.02).moved((i - 1.5) * length / 4.2, 0, 0.68))
        walls.append(wall.turned(0, 0, turn).moved(x, y, 0))
    gate = slab(
        [
            (-0.2, 0),
            (0.2, 0),
            *[(0.2 * np.cos(t), 0.36 + 0.2 * np.sin(t)) for t in np.linspace(0, np.pi, 20)],
        ],
        0.05,
        0.01,
    )
    flag = rod((-0.75, 0.55, 1.9), (-0.75, 0.55, 2.25), 0.015)
    pennant = slab([(0, 0), (0.3, 0.1), (0, 0.2)], 0.02, 0.005).turned(90, 0, 0).moved(-0.74, 0.56, 2.04)
    return [
        Part(join(walls), wood(BEECH), "along"),
        Part(join(towers), Stuff("matte", CREAM)),
        Part(join(roofs), Stuff("matte", a)),
        Part(gate.turned(90, 0, 0).moved(0, -0.62, 0), Stuff("matte", b)),
        Part(flag, wood(OAK)),
        Part(pennant, Stuff("matte", b)),
    ]


def robot(a: str, b: str, k: int) -> list[Part]:
    body, head = box(0.8, 0.55, 0.8, 0.1).moved(z=0.42), box(0.58, 0.48, 0.45, 0.1).moved(z=1.32)
    neck = disc(0.12, 0.16, 1.2, 0.02)
    legs = join([disc(0.13, 0.4, 0.08, 0.03).moved(s * 0.22, 0, 0) for s in (-1, 1)])
    feet = join([box(0.32, 0.46, 0.16, 0.06).moved(s * 0.22, -0.06, 0) for s in (-1, 1)])
    arms = join(
        [
            tube(curve([(s * 0.4, 0, 1.05), (s * 0.62, 0, 0.95), (s * 0.62, -0.12, 0.6)], 30), 0.075)
            for s in (-1, 1)
        ]
    )
    hands = join([ball(0.12, s * 0.62, -0.14, 0.55) for s in (-1, 1)])
    eyes = join([disc(0.09, 0.04, 0, 0.015).turned(90, 0, 0).moved(s * 0.13, -0.22, 1.58) for s in (-1, 1)])
    dial = disc(0.16, 0.04, 0, 0.015).turned(90, 0, 0).moved(0, -0.26, 0.85)
    aerial = rod((0, 0, 1.75), (0, 0, 2.0), 0.02)
    return [
        Part(body.plus(head), Stuff("lacquer", a)),
        Part(join([neck, legs, arms]), wood(BEECH), "up"),
        Part(feet.plus(hands, ball(0.07, z=2.02)), Stuff("lacquer", b)),
        Part(eyes.plus(dial), Stuff("lacquer", CREAM)),
        Part(aerial, Stuff("polished", STEEL)),
    ]


def sand_set(a: str, b: str, k: int) -> list[Part]:
    pail = vessel(curve([(0.4, 0), (0.44, 0.02), (0.58, 0.8)], 40), 0.03, 0.04)
    bail = tube(
        curve(
            [(-0.58, 0, 0.74), (-0.5, -0.1, 1.15), (0, -0.16, 1.34), (0.5, -0.1, 1.15), (0.58, 0, 0.74)], 60
        ),
        0.03,
    )
    stick = rod((0, 0, 0.55), (0, 0, 1.35), 0.05).plus(rod((-0.14, 0, 1.38), (0.14, 0, 1.38), 0.05))
    blade = slab(
        curve([(-0.2, 0), (-0.22, 0.45), (0, 0.56), (0.22, 0.45), (0.2, 0)], 60, True), 0.05, 0.02
    ).turned(90, 0, 0)
    spade = stick.plus(blade).turned(-14, 22, 0).moved(0.72, -0.42, 0.0)
    mould = lathe(
        [[0, 0], [0.3, 0], [0.3, 0.1], [0.24, 0.2], [0.24, 0.36], [0.12, 0.36], [0.12, 0.42], [0, 0.42]]
    )
    return [
        Part(pail, Stuff("plastic", a)),
        Part(bail, Stuff("plastic", CREAM)),
        Part(spade, Stuff("plastic", b)),
        Part(mould.moved(-0.55, -0.72, 0), Stuff("plastic", "#e3b25f")),
    ]


def dominoes(a: str, b: str, k: int) -> list[Part]:
    tiles, dots = [], []
    rng = np.random.default_rng(8)
    for i in range(7):
        lean = 0.0 if i < 4 else 14.0 * (i - 3)
        x = -0.95 + 0.3 * i + (0.05 * (i - 3) if i > 3 else 0)
        tiles.append(box(0.1, 0.46, 0.9, 0.035).turned(0, lean, 0).moved(x, 0.12 * np.sin(i * 0.8), 0))
        for half in (0.24, 0.66):
            for y in rng.choice([-0.12, 0.0, 0.12], size=rng.integers(1, 4), replace=False):
                dot = (
                    disc(0.045, 0.012, 0, 0.004)
                    .turned(0, -90, 0)
                    .moved(-0.047, float(y), half + 0.09 * float(rng.integers(-1, 2)))
                )
                dots.append(dot.turned(0, lean, 0).moved(x, 0.12 * np.sin(i * 0.8), 0))
    return [Part(join(tiles), Stuff("wood", a, b, 0.9), "up"), Part(join(dots), Stuff("lacquer", INK))]


def marbles(a: str, b: str, k: int) -> list[Part]:
    rng = np.random.default_rng(4)
    parts = [Part(vessel(curve([(0.5, 0), (0.62, 0.04), (0.86, 0.3)], 40), 0.05, 0.06), wood(OAK), "along")]
    spots = [
        (0, 0, 0.26),
        (0.32, 0.1, 0.28),
        (-0.3, 0.15, 0.27),
        (0.1, -0.32, 0.27),
        (-0.2, -0.25, 0.28),
        (0.05, 0.35, 0.28),
        (0.12, 0.0, 0.55),
    ]
    for (x, y, z), tint in zip(
        [*spots, (0.95, -0.55, 0.19), (-0.75, -0.8, 0.19)], [*tints(a, b, 8), a], strict=True
    ):
        stuff = Stuff("lacquer", tint) if rng.random() < 0.6 else Stuff("marble", tint, CREAM, 2.0)
        parts.append(Part(ball(0.19, x, y, z), stuff))
    return parts


def crayons(a: str, b: str, k: int) -> list[Part]:
    parts = [Part(box(1.5, 0.5, 0.8, 0.02).cut(box(1.42, 0.42, 1.2, 0.01).moved(z=0.05)), Stuff("paper", a))]
    parts.append(Part(box(1.0, 0.01, 0.4, 0.004).moved(0, -0.255, 0.2), Stuff("paper", CREAM)))
    for i, tint in enumerate(
        ["#b92f28", "#d98032", "#e3b25f", "#6f8d4f", "#2f6f63", "#3b6ea0", "#57406a", "#2b2b2b"]
    ):
        x = -0.61 + 0.175 * i
        stick = disc(0.075, 1.05 + 0.05 * ((i * 5) % 3), 0.06, 0.01)
        tip = lathe([[0, 0], [0.075, 0], [0.03, 0.16], [0, 0.18]]).moved(z=1.1 + 0.05 * ((i * 5) % 3))
        parts.append(Part(stick.plus(tip).moved(x, 0, 0), Stuff("wax", tint)))
    return parts


def windmill(a: str, b: str, k: int) -> list[Part]:
    stick = rod((0, 0, 0), (0, 0, 1.7), 0.04)
    blades: list[Part] = []
    for i in range(4):
        sail = slab([(0, 0), (0.7, 0.08), (0.52, 0.5), (0.06, 0.36)], 0.02, 0.006)
        bent = sail.mapped(
            lambda p: (
                p
                + np.stack(
                    [0 * p[:, 0], 0 * p[:, 0], 0.25 * np.hypot(p[:, 0], p[:, 1]) * (p[:, 1] > 0.05)], 1
                )
            )
        )
        blades.append(
            Part(
                bent.turned(0, 0, 90 * i).turned(90, 0, 0).moved(0, -0.08, 1.6),
                Stuff("satin", a if i % 2 else b),
            )
        )
    hub = ball(0.09, 0, -0.14, 1.6)
    return [Part(stick, wood(BEECH), "up"), *blades, Part(hub, Stuff("polished", BRASS))]


FAMILIES = {
    f.__name__: f for f in (dinosaur, whale, castle, robot, sand_set, dominoes, marbles, crayons, windmill)
}
KINDS = dict.fromkeys(FAMILIES, 1)
SHOTS = {
    "dinosaur": Shot(rise=12, turn=-30, fill=0.8),
    "whale": Shot(rise=16, turn=-36, fill=0.78),
    "castle": Shot(rise=18, turn=-26, fill=0.8),
    "dominoes": Shot(rise=14, turn=-40, fill=0.8),
    "marbles": Shot(rise=30, turn=-20, fill=0.78),
    "crayons": Shot(rise=12, turn=-18, fill=0.74),
    "windmill": Shot(rise=6, turn=-22, fill=0.76),
    "robot": Shot(rise=10, turn=-22, fill=0.76),
    "sand_set": Shot(rise=16, turn=-10, fill=0.76),
}
