"""Garden: pots and plants, watering cans, tools, lanterns, bird houses, seats and shade as solids."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.forms import Solid, ball, box, curve, disc, join, lathe, rod, slab, tube, vessel
from assets.shopmaker.kitchen import BEECH, BLACK, BRASS, OAK, STEEL, ring, wood
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


def lantern(a: str, b: str, k: int) -> list[Part]:
    metal = Stuff("powder", a)
    flame = lathe([[0, 0], *curve([(0.0, 0), (0.05, 0.06), (0.035, 0.14), (0.0, 0.24)], 30).tolist()])
    wax = disc(0.2, 0.4, 0.08, 0.02)
    if k == 0:
        posts = join(
            [box(0.05, 0.05, 1.1, 0.012).moved(x * 0.4, y * 0.4, 0.05) for x in (-1, 1) for y in (-1, 1)]
        )
        caps = box(0.95, 0.95, 0.08, 0.02).plus(box(0.95, 0.95, 0.07, 0.02).moved(z=1.13))
        roof = lathe(
            [[0, 1.18], *curve([(0.5, 1.18), (0.3, 1.34), (0.1, 1.42)], 20).tolist(), [0, 1.44]], 4
        ).turned(0, 0, 45)
        loop = tube(
            curve([(-0.12, 0, 1.4), (-0.16, 0, 1.58), (0, 0, 1.7), (0.16, 0, 1.58), (0.12, 0, 1.4)], 40),
            0.022,
        )
        panes = join(
            [box(0.76, 0.012, 1.05, 0.004).moved(0, s * 0.4, 0.08) for s in (-1, 1)]
            + [box(0.012, 0.76, 1.05, 0.004).moved(s * 0.4, 0, 0.08) for s in (-1, 1)]
        )
        return [
            Part(join([posts, caps, roof, loop]), metal),
            Part(panes, Stuff("glass", "#ffffff")),
            Part(wax, Stuff("wax", "#f4ecdc")),
            Part(flame.moved(z=0.5), Stuff("glow", "#ffb347"), glow=2.6),
        ]
    globe = vessel(curve([(0.3, 0.14), (0.46, 0.4), (0.44, 0.7), (0.3, 0.95)], 40), 0.018, -1.0)
    base = lathe([[0, 0], [0.4, 0], *curve([(0.42, 0.02), (0.38, 0.12), (0.28, 0.2)], 16).tolist(), [0, 0.2]])
    hood = lathe(
        [[0, 0.93], [0.32, 0.93], *curve([(0.34, 0.95), (0.2, 1.1), (0.12, 1.2)], 16).tolist(), [0, 1.22]]
    )
    bail = tube(
        curve([(-0.44, 0, 0.55), (-0.6, 0, 1.0), (0, 0, 1.55), (0.6, 0, 1.0), (0.44, 0, 0.55)], 60), 0.018
    )
    return [
        Part(base.plus(hood, bail), metal),
        Part(globe, Stuff("glass", "#ffffff")),
        Part(ball(0.12, z=0.46), Stuff("glow", "#ffdca8"), glow=5),
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


def garden_chair(a: str, b: str, k: int) -> list[Part]:
    slats = join(
        [box(1.06, 0.15, 0.05, 0.02).moved(0, -0.42 + 0.19 * i, 0.82) for i in range(5)]
        + [
            box(1.06, 0.15, 0.05, 0.02).moved(0, -0.7 + 0.19 * i, 0).turned(78, 0, 0).moved(0, 0.56, 1.5)
            for i in range(5)
        ]
    )
    frame = join(
        [
            tube(
                curve(
                    [
                        (s * 0.56, -0.62, 0.03),
                        (s * 0.56, -0.5, 0.5),
                        (s * 0.56, -0.48, 0.82),
                        (s * 0.56, 0.1, 0.82),
                    ],
                    40,
                ),
                0.035,
            )
            for s in (-1, 1)
        ]
        + [
            tube([(s * 0.56, 0.5, 0.03), (s * 0.56, 0.46, 0.8), (s * 0.56, 0.66, 1.75)], 0.035)
            for s in (-1, 1)
        ]
        + [rod((s * 0.56, -0.5, 0.82), (s * 0.56, 0.5, 0.82), 0.03) for s in (-1, 1)]
    )
    if k == 0:
        return [Part(slats, wood(), "along"), Part(frame, Stuff("powder", a))]
    return [Part(slats.plus(frame), Stuff("powder", a))]


def parasol(a: str, b: str, k: int) -> list[Part]:
    sides = 8
    angles = np.linspace(0, 2 * np.pi, sides * 24, endpoint=False)
    local = (angles * sides / (2 * np.pi)) % 1 - 0.5

    def canopy(offset: float) -> list[np.ndarray]:
        rings = []
        for share in np.linspace(0.02, 1, 26):
            radius = (
                1.5
                * share
                * (np.cos(np.pi / sides) / np.cos(local * 2 * np.pi / sides))
                * (1 - 0.05 * share * (1 - (2 * local) ** 2))
            )
            height = 2.75 - 0.62 * share**1.35 - 0.05 * share * (1 - (2 * local) ** 2) + offset
            rings.append(np.stack([radius * np.cos(angles), radius * np.sin(angles), height], 1))
        return rings

    top = canopy(0.0)
    cloth = __import__("assets.shopmaker.forms", fromlist=["loft"]).loft([*top, *canopy(-0.02)[::-1]])
    parts = [
        Part(cloth, Stuff("linen", a, scale=2)),
        Part(rod((0, 0, 0.1), (0, 0, 2.85), 0.035), wood(), "up"),
        Part(ball(0.06, z=2.86), wood()),
    ]
    parts.append(Part(disc(0.42, 0.12, 0, 0.04), Stuff("terrazzo", "#cfcac0", "#8a857b", 1)))
    return parts


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


def fire_bowl(a: str, b: str, k: int) -> list[Part]:
    body = vessel(curve([(0.1, 0.36), (0.5, 0.46), (0.9, 0.86)], 40), 0.04, 0.02)
    legs = join(
        [
            rod((0.5 * np.cos(t), 0.5 * np.sin(t), 0.5), (0.68 * np.cos(t), 0.68 * np.sin(t), 0.03), 0.035)
            for t in np.radians([90, 210, 330])
        ]
    )
    logs = join(
        [
            rod((-0.5 * np.cos(t), -0.5 * np.sin(t), z), (0.5 * np.cos(t), 0.5 * np.sin(t), z + 0.08), 0.09)
            for t, z in ((0.3, 0.72), (1.4, 0.8), (2.4, 0.88))
        ]
    )
    return [
        Part(body.plus(legs), Stuff("satin", a)),
        Part(logs, Stuff("wood", "#7a563a", "#3f2a1b", 1.2), "along"),
    ]


FAMILIES = {
    f.__name__: f
    for f in (
        planter,
        herb_pot,
        cactus,
        watering_can,
        bird_house,
        bird_feeder,
        hand_tools,
        secateurs,
        lantern,
        bucket,
        garden_chair,
        parasol,
        trug,
        raised_bed,
        hose,
        broom,
        fire_bowl,
    )
}
KINDS = {
    "bird_feeder": 1,
    "secateurs": 1,
    "parasol": 1,
    "trug": 1,
    "raised_bed": 1,
    "hose": 1,
    "fire_bowl": 1,
    "planter": 3,
}
SHOTS = {
    "hand_tools": Shot(rise=89.0, turn=-12, fill=0.78),
    "secateurs": Shot(rise=89.0, turn=24, fill=0.76),
    "trug": Shot(rise=26, turn=-30, fill=0.8),
    "raised_bed": Shot(rise=20, turn=-30, fill=0.82),
    "hose": Shot(rise=28, turn=0, fill=0.78),
    "fire_bowl": Shot(rise=18, turn=-10, fill=0.78),
    "herb_pot": Shot(rise=14, turn=-12, fill=0.82),
    "parasol": Shot(rise=4, turn=-10, fill=0.8),
    "broom": Shot(rise=8, turn=-16, fill=0.82),
    "garden_chair": Shot(rise=14, turn=-32, fill=0.74),
    "bucket": Shot(rise=16, turn=-16, fill=0.7),
}
__all__ = ["BLACK", "FAMILIES", "KINDS", "SHOTS"]
