"""Planted pots, beds and baskets."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, ring, wood
from assets.shopmaker.forms import ball, box, curve, disc, join, lathe, tube, vessel
from assets.shopmaker.materials import Stuff
from assets.shopmaker.plants import GREENS, bush, rosette, stemmed
from assets.shopmaker.studio import Part, Shot

SOIL = Stuff("cork", "#3a2a20", "#1d140e", 2.0)


def planter(a: str, b: str, k: int) -> list[Part]:
    shapes = [
        [(0.36, 0), (0.4, 0.03), (0.52, 0.8)],
        [(0.3, 0), (0.44, 0.05), (0.62, 0.38), (0.5, 0.68)],
        [(0.46, 0), (0.5, 0.04), (0.5, 0.5), (0.5, 0.85)],
    ]
    line = curve(shapes[k], 50)
    top, edge = float(line[-1][1]), float(line[-1][0])
    body = vessel(line, 0.05, 0.05)
    if k == 0:
        body = (
            body.plus(
                vessel(
                    [(edge - 0.06, top - 0.22), (edge + 0.02, top - 0.22), (edge + 0.05, top)], 0.05, -1.0
                ).plus()
            )
            if False
            else body.plus(ring(edge + 0.0, 0.05, top - 0.02, 1.3))
        )
    soil = disc(edge - 0.07, 0.04, top - 0.14, 0.01)
    stuff = [Stuff("clay", a), Stuff("speckle", a, b, 0.8), Stuff("terrazzo", a, b, 0.8)][k]
    if k == 0:
        green: list[Part] = [Part(bush(30, 0.75, top - 0.14, 3, 0.42, 15, 86, 0.5), Stuff("leaf", GREENS[0]))]
    elif k == 1:
        green = [Part(rosette(36, 0.56, top - 0.1), Stuff("leaf", "#8fae93"))]
    else:
        stems, leaves = stemmed(6, 1.15, top - 0.12, 8, 0.46, 0.6, 0.5)
        green = [Part(stems, Stuff("matte", "#6a5138")), Part(leaves, Stuff("leaf", GREENS[2]))]
    return [Part(body, stuff, "round" if k == 1 else "box"), Part(soil, SOIL), *green]


def herb_pot(a: str, b: str, k: int) -> list[Part]:
    parts: list[Part] = []
    tints = [GREENS[1], "#9db58a", GREENS[3]]
    for i in range(3):
        body = vessel(curve([(0.24, 0), (0.27, 0.02), (0.34, 0.5)], 30), 0.035, 0.04)
        x = 0.74 * i
        stems, leaves = stemmed(
            9, [0.5, 0.62, 0.42][i], 0.42, 20 + i, [0.22, 0.13, 0.26][i], [0.65, 0.35, 0.9][i], 0.3
        )
        parts += [
            Part(
                body.moved(x, 0, 0.05 if k else 0),
                Stuff("glaze" if k == 0 else "clay", [a, b, a][i] if k == 0 else a),
            ),
            Part(disc(0.27, 0.03, 0.4, 0.01).moved(x, 0, 0), SOIL),
            Part(stems.plus(leaves).moved(x, 0, 0), Stuff("leaf", tints[i])),
        ]
    if k == 1:
        parts.append(Part(box(2.4, 0.8, 0.06, 0.025).moved(0.74, 0, 0), wood(), "along"))
    return parts


def cactus(a: str, b: str, k: int) -> list[Part]:
    body = vessel(curve([(0.3, 0), (0.36, 0.03), (0.44, 0.5)], 40), 0.04, 0.05)
    plant = lathe([[0, 0.3], *curve([(0.18, 0.3), (0.3, 0.62), (0.27, 1.05), (0.0, 1.3)], 60).tolist()], 200)

    def rib(p: np.ndarray) -> np.ndarray:
        grow = 1 + 0.09 * np.cos(13 * np.arctan2(p[:, 1], p[:, 0]))
        return np.stack([p[:, 0] * grow, p[:, 1] * grow, p[:, 2]], 1)

    arms = (
        []
        if k
        else [
            lathe([[0, 0], *curve([(0.07, 0), (0.14, 0.16), (0.12, 0.36), (0, 0.46)], 40).tolist()], 160)
            .mapped(rib)
            .turned(0, s * 26, 0)
            .moved(s * 0.22, 0, 0.78 + 0.1 * s)
            for s in (-1, 1)
        ]
    )
    flower = rosette(14, 0.2, 1.26) if k == 1 else ball(0.001, z=1.2)
    return [
        Part(body, Stuff("glaze", a)),
        Part(disc(0.37, 0.03, 0.42, 0.01), Stuff("cork", "#cfc3ae", "#9c8f7a", 2.5)),
        Part(join([plant.mapped(rib), *arms], 180), Stuff("leaf", "#5f8462")),
        Part(flower, Stuff("leaf", b)),
    ]


def raised_bed(a: str, b: str, k: int) -> list[Part]:
    planks = join(
        [box(2.2, 0.1, 0.28, 0.02).moved(0, s * 0.6, 0.3 * i + 0.28) for s in (-1, 1) for i in range(2)]
        + [box(0.1, 1.2, 0.28, 0.02).moved(s * 1.06, 0, 0.3 * i + 0.28) for s in (-1, 1) for i in range(2)]
    )
    legs = join([box(0.13, 0.13, 0.92, 0.02).moved(x * 1.05, y * 0.58, 0) for x in (-1, 1) for y in (-1, 1)])
    plants = [
        Part(
            bush(22, 0.42, 0.8, 30 + i, 0.6, 12, 80, 0.5).moved(-0.75 + 0.5 * i, 0.12 * (-1) ** i, 0),
            Stuff("leaf", GREENS[i % 4]),
        )
        for i in range(4)
    ]
    return [
        Part(planks, Stuff("wood", a, b, 0.5), "along"),
        Part(legs, Stuff("wood", a, b, 0.5), "up"),
        Part(box(2.1, 1.16, 0.1, 0.01).moved(z=0.72), SOIL),
        *plants,
    ]


def trug(a: str, b: str, k: int) -> list[Part]:
    shell = box(1.7, 1.0, 1.2, 0.3).keep(box(3, 3, 0.45, 0.001)).cut(box(1.6, 0.9, 1.2, 0.28).moved(z=0.05))
    handle = tube(
        curve([(0, -0.5, 0.35), (0, -0.46, 0.85), (0, 0, 1.12), (0, 0.46, 0.85), (0, 0.5, 0.35)], 60),
        0.045,
        flat=0.6,
    )
    tomatoes = [
        ball(0.17).scaled(1, 1, 0.86).moved(x, y, 0.36 + z)
        for x, y, z in [
            (-0.5, -0.15, 0),
            (-0.2, 0.2, 0),
            (0.1, -0.2, 0.02),
            (0.45, 0.1, 0),
            (0.55, -0.25, 0),
            (-0.5, 0.24, 0),
            (0.2, 0.24, 0),
            (-0.15, -0.15, 0.03),
            (0.28, 0.0, 0.1),
        ]
    ]
    greens = bush(16, 0.5, 0.36, 5, 0.5, 10, 40).moved(-0.3, 0.1, 0.05)
    return [
        Part(shell, Stuff("wood", a, b, 0.6), "along"),
        Part(handle, wood(BEECH), "along"),
        Part(join(tomatoes, 180), Stuff("lacquer", "#c23a22")),
        Part(greens, Stuff("leaf", GREENS[1])),
    ]


FAMILIES = {f.__name__: f for f in (planter, herb_pot, cactus, raised_bed, trug)}
SHOTS = {
    "herb_pot": Shot(rise=14, turn=-12, fill=0.82),
    "raised_bed": Shot(rise=20, turn=-30, fill=0.82),
    "trug": Shot(rise=26, turn=-30, fill=0.8),
}
