"""Houses, castles, dolls and robots."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, BRASS, CREAM, OAK, STEEL, WALNUT, tints, wood
from assets.shopmaker.forms import ball, box, curve, disc, join, lathe, rod, slab, tube
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def peg_dolls(a: str, b: str, k: int) -> list[Part]:
    parts = []
    for i, tint in enumerate(tints(a, b, 5)):
        x, y, s = [(-0.9, 0, 1), (-0.3, 0.25, 1.15), (0.35, 0.2, 1.0), (0.85, -0.15, 0.8), (0.1, -0.45, 0.7)][
            i
        ]
        body = lathe(
            [[0, 0], *curve([(0.22, 0), (0.25, 0.03), (0.21, 0.4), (0.13, 0.64)], 40).tolist(), [0, 0.66]]
        )
        hat = (
            lathe([[0, 0.88], *curve([(0.215, 0.88), (0.19, 1.0), (0.0, 1.1)], 30).tolist()])
            if (i + k) % 2 == 0
            else ball(0.215, z=0.84).keep(box(1, 1, 1, 0.001).moved(z=0.87))
        )
        for q, st in (
            (body, Stuff("matte", tint)),
            (ball(0.2, z=0.82), wood(BEECH)),
            (hat, Stuff("matte", tints(b, a, 5)[i])),
        ):
            parts.append(Part(q.scaled(s).moved(x, y, 0), st))
    return parts


def doll_house(a: str, b: str, k: int) -> list[Part]:
    shell = (
        slab([(-0.85, 0), (0.85, 0), (0.85, 1.25), (0, 1.9), (-0.85, 1.25)], 0.75, 0.01)
        .turned(90, 0, 0)
        .moved(0, 0.375, 0)
    )
    rooms = [box(0.76, 0.75, 0.54, 0.01).moved(x, -0.06, z) for x in (-0.41, 0.41) for z in (0.06, 0.66)]
    for room in rooms:
        shell = shell.cut(room)
    attic = slab([(-0.68, 1.27), (0.68, 1.27), (0, 1.8)], 0.75, 0.01).turned(90, 0, 0).moved(0, 0.315, 0)
    shell = shell.cut(attic)
    backs = [
        Part(
            box(0.74, 0.01, 0.52, 0.003).moved(x, 0.3, z),
            Stuff("paper" if i % 3 else "dots", [a, "#ece2d0", b, "#d7dfd6"][i], "#fff8ea", 1.5),
        )
        for i, (x, z) in enumerate([(-0.41, 0.07), (0.41, 0.07), (-0.41, 0.67), (0.41, 0.67)])
    ]
    roof = join(
        [box(1.22, 0.86, 0.06, 0.02).turned(0, s * 37.4, 0).moved(s * 0.46, 0, 1.55) for s in (-1, 1)]
    )
    bits = join(
        [
            box(0.34, 0.3, 0.12, 0.04).moved(-0.45, 0, 0.66),
            box(0.34, 0.08, 0.22, 0.03).moved(-0.45, 0.16, 0.66),
        ]
    )
    table = disc(0.16, 0.03, 0.22, 0.01).plus(rod((0, 0, 0.06), (0, 0, 0.22), 0.02)).moved(0.4, 0, 0)
    stool_ = (
        disc(0.06, 0.12, 0.06, 0.02)
        .moved(0.15, -0.05, 0)
        .plus(disc(0.06, 0.12, 0.06, 0.02).moved(0.63, -0.05, 0))
    )
    sofa = (
        box(0.46, 0.24, 0.14, 0.05)
        .moved(-0.42, 0.05, 0.06)
        .plus(box(0.46, 0.08, 0.28, 0.03).moved(-0.42, 0.18, 0.06))
    )
    return [
        Part(shell, wood(BEECH), "up"),
        Part(roof, Stuff("matte", a)),
        *backs,
        Part(bits, Stuff("linen", b, scale=4)),
        Part(table.plus(stool_), wood(WALNUT)),
        Part(sofa, Stuff("felt", a, scale=4)),
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


FAMILIES = {f.__name__: f for f in (peg_dolls, doll_house, castle, robot, windmill)}
SHOTS = {
    "peg_dolls": Shot(rise=12, turn=-8, fill=0.8),
    "doll_house": Shot(rise=8, turn=-16, fill=0.76),
    "castle": Shot(rise=18, turn=-26, fill=0.8),
    "robot": Shot(rise=10, turn=-22, fill=0.76),
    "windmill": Shot(rise=6, turn=-22, fill=0.76),
}
