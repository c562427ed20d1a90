"""Kitchen and table: crockery, glass, pots, boards and tools as solids."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.forms import Solid, ball, box, curve, disc, join, lathe, rod, slab, tube, vessel
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot

OAK, WALNUT, BEECH = ("#cfa56f", "#9a6a3c"), ("#8a5a38", "#4d2e1b"), ("#ddb98a", "#b98c58")
STEEL, BRASS, BLACK = "#c9ccd0", "#c9a14e", "#26282a"


def wood(pair: tuple[str, str] = OAK, scale: float = 0.8) -> Stuff:
    return Stuff("wood", pair[0], pair[1], scale)


def ring(radius: float, thick: float, z: float = 0, flat: float = 1.0) -> Solid:
    """A torus lying flat, its centre line at height z."""
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    return lathe(np.stack([radius + thick * np.cos(turn), z + thick * flat * np.sin(turn)], 1))


def mug(a: str, b: str, k: int) -> list[Part]:
    shapes = [
        [(0.36, 0), (0.42, 0.03), (0.45, 0.3), (0.455, 0.7), (0.455, 0.95)],
        [(0.27, 0), (0.31, 0.03), (0.34, 0.3), (0.37, 0.8), (0.40, 1.15)],
        [(0.25, 0), (0.34, 0.06), (0.47, 0.35), (0.46, 0.62), (0.40, 0.8)],
        [(0.30, 0), (0.40, 0.06), (0.56, 0.35), (0.60, 0.6), (0.61, 0.75)],
    ]
    line = curve(shapes[k], 60)
    top = line[-1][1]
    edge = float(line[30][0])
    handle = tube(
        curve(
            [
                (edge - 0.03, 0, top * 0.8),
                (edge + 0.2, 0, top * 0.84),
                (edge + 0.3, 0, top * 0.55),
                (edge + 0.2, 0, top * 0.25),
                (edge - 0.05, 0, top * 0.22),
            ],
            44,
        ),
        0.05,
        flat=0.75,
    )
    body = vessel(line, 0.035, 0.05)
    if k == 2:
        upper, lower = body.plus().sliced(0.27)
        return [
            Part(upper, Stuff("glaze", a), "round"),
            Part(lower, Stuff("clay", b), "round"),
            Part(handle, Stuff("glaze", a)),
        ]
    return [Part(body.plus(handle), Stuff("speckle", a, b, 0.9), "round")]


def cup_saucer(a: str, b: str, k: int) -> list[Part]:
    cup = vessel(curve([(0.2, 0), (0.26, 0.03), (0.42, 0.25), (0.46, 0.52)], 50), 0.025, 0.04).moved(z=0.09)
    handle = tube(curve([(0.42, 0, 0.5), (0.6, 0, 0.52), (0.64, 0, 0.38), (0.42, 0, 0.26)], 36), 0.032)
    saucer = vessel(curve([(0.3, 0), (0.38, 0.015), (0.6, 0.06), (0.78, 0.13)], 40), 0.025, 0.02)
    tea = disc(0.42, 0.01, z=0.5 if k == 0 else 0.52, soft=0.002)
    return [
        Part(cup.plus(handle), Stuff("glaze", a)),
        Part(saucer, Stuff("glaze", a if k == 0 else b)),
        Part(tea, Stuff("lacquer", "#5b2c12")),
    ]


def bowl(a: str, b: str, k: int) -> list[Part]:
    shapes = [
        [(0.32, 0), (0.40, 0.03), (0.68, 0.28), (0.80, 0.58)],
        [(0.34, 0), (0.36, 0.1), (0.55, 0.18), (0.88, 0.34), (1.0, 0.42)],
        [(0.4, 0), (0.56, 0.05), (0.72, 0.3), (0.72, 0.55), (0.70, 0.64)],
    ]
    body = vessel(curve(shapes[k], 60), 0.04, 0.06)
    if k == 0:
        return [Part(body, Stuff("speckle", a, b, 0.8), "round")]
    if k == 1:
        return [Part(body, Stuff("glaze", a))]
    small = vessel(curve([(0.3, 0), (0.42, 0.04), (0.54, 0.22), (0.54, 0.46)], 50), 0.035, 0.05)
    return [
        Part(body, Stuff("glaze", a)),
        Part(small.moved(0.85, -0.62, 0), Stuff("glaze", b)),
        Part(small.scaled(0.72).moved(-0.1, -0.98, 0), Stuff("glaze", a)),
    ]


def plates(a: str, b: str, k: int) -> list[Part]:
    one = vessel(curve([(0.55, 0), (0.62, 0.012), (0.78, 0.03), (0.98, 0.10)], 50), 0.028, 0.02)
    if k == 0:
        layers = [one.moved(z=0.075 * i) for i in range(4)]
        parts = [Part(join(layers), Stuff("speckle", a, b, 0.8), "round")]
        bowls = [
            vessel(curve([(0.3, 0), (0.38, 0.02), (0.56, 0.2), (0.6, 0.34)], 50), 0.028, 0.03).moved(
                0, 0, 0.30 + 0.11 * i
            )
            for i in range(3)
        ]
        return [*parts, Part(join(bowls), Stuff("speckle", a, b, 0.8), "round")]
    deep = vessel(curve([(0.5, 0), (0.58, 0.015), (0.80, 0.16), (0.84, 0.24)], 50), 0.03, 0.025)
    if k == 1:
        return [Part(join([deep.moved(z=0.085 * i) for i in range(4)]), Stuff("glaze", a))]
    return [
        Part(one.scaled(1.15, 1.15, 1), Stuff("glaze", a)),
        Part(one.scaled(0.82).moved(z=0.055), Stuff("glaze", b)),
    ]


def jug(a: str, b: str, k: int) -> list[Part]:
    shapes = [
        [(0.34, 0), (0.40, 0.03), (0.50, 0.4), (0.40, 0.95), (0.34, 1.2), (0.38, 1.4)],
        [(0.38, 0), (0.42, 0.03), (0.40, 0.5), (0.36, 1.0), (0.36, 1.15)],
    ]
    line = curve(shapes[k], 70)
    body = vessel(line, 0.035, 0.06)
    top = float(line[-1][1])

    def spout(p: np.ndarray) -> np.ndarray:
        q = p.copy()
        lift = np.clip((p[:, 2] - top * 0.78) / (top * 0.22), 0, 1) ** 2
        pull = np.clip(-p[:, 0] / 0.4, 0, 1) ** 6 * lift
        q[:, 0] -= 0.16 * pull
        q[:, 1] *= 1 - 0.45 * pull
        q[:, 2] += 0.03 * pull
        return q

    handle = tube(
        curve(
            [(0.32, 0, top * 0.9), (0.62, 0, top * 0.93), (0.74, 0, top * 0.62), (0.46, 0, top * 0.32)], 44
        ),
        0.05,
        flat=0.7,
    )
    kind = "glaze" if k == 0 else "speckle"
    return [Part(body.mapped(spout).plus(handle), Stuff(kind, a, b, 0.8), "round")]


def teapot(a: str, b: str, k: int) -> list[Part]:
    body = lathe(
        [
            [0, 0],
            *curve([(0.34, 0), (0.42, 0.03), (0.66, 0.36), (0.5, 0.72), (0.3, 0.82)], 60).tolist(),
            [0, 0.82],
        ]
    )
    spout = tube(
        curve([(-0.5, 0, 0.3), (-0.78, 0, 0.42), (-0.88, 0, 0.66), (-1.0, 0, 0.78)], 40),
        np.linspace(0.13, 0.055, 40),
    )
    lid = lathe([[0, 0.8], *curve([(0.31, 0.8), (0.3, 0.85), (0.14, 0.93), (0.0, 0.95)], 30).tolist()])
    knob = ball(0.075, z=1.0)
    if k == 0:
        handle = tube(
            curve([(-0.3, 0, 0.72), (-0.36, 0, 1.15), (0, 0, 1.38), (0.36, 0, 1.15), (0.3, 0, 0.72)], 60),
            0.03,
        )
        return [
            Part(body.plus(spout, lid), Stuff("satin", a)),
            Part(knob, wood()),
            Part(handle, Stuff("brushed", BRASS)),
        ]
    handle = tube(
        curve([(0.5, 0, 0.66), (0.84, 0, 0.72), (0.92, 0, 0.44), (0.6, 0, 0.24)], 44), 0.055, flat=0.8
    )
    return [Part(body.plus(spout, lid, handle), Stuff("glaze", a)), Part(knob, Stuff("glaze", b))]


def carafe(a: str, b: str, k: int) -> list[Part]:
    line = curve([(0.38, 0), (0.44, 0.04), (0.46, 0.4), (0.3, 0.95), (0.17, 1.2), (0.19, 1.5)], 70)
    stopper = disc(0.15, 0.2, 1.44, 0.02) if k == 0 else ball(0.21, z=1.62)
    return [
        Part(vessel(line, 0.022, 0.05), Stuff("glass", a)),
        Part(stopper, Stuff("cork", "#c79a68", "#8b5f38") if k == 0 else wood()),
    ]


def tumblers(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        glass = vessel(curve([(0.28, 0), (0.31, 0.03), (0.38, 0.85)], 40), 0.02, 0.07)
        return [Part(glass, Stuff("glass", a)), Part(glass.moved(0.7, 0.5, 0), Stuff("glass", b))]
    if k == 1:
        wine = lathe(
            [
                [0, 0],
                *curve(
                    [
                        (0.36, 0),
                        (0.34, 0.02),
                        (0.06, 0.05),
                        (0.03, 0.2),
                        (0.03, 0.62),
                        (0.1, 0.72),
                        (0.34, 0.95),
                        (0.38, 1.2),
                        (0.3, 1.6),
                    ],
                    90,
                ).tolist(),
                [0.285, 1.6],
                *curve([(0.285, 1.59), (0.362, 1.2), (0.32, 0.96), (0.1, 0.755), (0.0, 0.74)], 60).tolist(),
            ]
        )
        return [Part(wine, Stuff("glass", a)), Part(wine.moved(0.62, 0.6, 0), Stuff("glass", a))]
    ribs = vessel(curve([(0.26, 0), (0.36, 0.05), (0.40, 0.3), (0.34, 0.75)], 50), 0.02, 0.06)
    wavy = ribs.mapped(
        lambda p: (
            p * (1 + 0.022 * np.cos(22 * np.arctan2(p[:, 1], p[:, 0])))[:, None] * [1, 1, 0] + p * [0, 0, 1]
        )
    )
    return [Part(wavy, Stuff("glass", a)), Part(wavy.moved(0.72, 0.45, 0), Stuff("glass", b))]


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


def kettle(a: str, b: str, k: int) -> list[Part]:
    body = lathe(
        [
            [0, 0],
            *curve([(0.66, 0), (0.72, 0.04), (0.62, 0.42), (0.4, 0.74), (0.26, 0.84)], 60).tolist(),
            [0, 0.84],
        ]
    )
    spout = tube(curve([(-0.5, 0, 0.34), (-0.76, 0, 0.5), (-0.92, 0, 0.82)], 40), np.linspace(0.12, 0.05, 40))
    lid = disc(0.24, 0.06, 0.83, 0.02)
    handle = tube(
        curve([(-0.42, 0, 0.68), (-0.46, 0, 1.16), (0, 0, 1.34), (0.46, 0, 1.16), (0.42, 0, 0.68)], 60), 0.028
    )
    grip = tube(curve([(-0.3, 0, 1.27), (0, 0, 1.345), (0.3, 0, 1.27)], 30), 0.06)
    return [
        Part(body.plus(spout, lid), Stuff("lacquer" if k == 0 else "brushed", a)),
        Part(handle, Stuff("brushed", STEEL)),
        Part(grip, wood(), "along"),
        Part(ball(0.06, z=0.94), wood()),
    ]


def canister(a: str, b: str, k: int) -> list[Part]:
    def one(r: float, h: float) -> tuple[Solid, Solid]:
        return disc(r, h, 0, 0.05), disc(r * 0.97, 0.1, h, 0.025)

    sizes = [[(0.45, 0.95)], [(0.45, 0.95), (0.4, 0.62)], [(0.42, 1.1), (0.42, 0.78), (0.42, 0.46)]][k]
    places = [(0, 0), (0.82, -0.25), (1.4, -0.85)] if k < 2 else [(0, 0), (0.9, -0.3), (1.8, -0.6)]
    parts = []
    for i, ((r, h), (x, y)) in enumerate(zip(sizes, places, strict=False)):
        body, lid = one(r, h)
        parts += [
            Part(
                body.moved(x, y, 0),
                Stuff("glaze" if k != 1 else "speckle", [a, b, a][i] if k else a, "#3c352f", 0.8),
                "box",
            ),
            Part(lid.moved(x, y, 0), wood(OAK if k != 1 else WALNUT)),
        ]
    return parts


def cake_stand(a: str, b: str, k: int) -> list[Part]:
    foot = lathe(
        [
            [0, 0],
            *curve([(0.42, 0), (0.4, 0.03), (0.14, 0.14), (0.1, 0.35), (0.2, 0.5)], 50).tolist(),
            [0, 0.52],
        ]
    )
    top = lathe(
        [
            [0, 0.5],
            *curve([(0.2, 0.5), (0.9, 0.53), (0.96, 0.62)], 30).tolist(),
            [0.93, 0.62],
            [0.9, 0.575],
            [0, 0.57],
        ]
    )
    if k == 0:
        return [Part(foot.plus(top), Stuff("glaze", a))]
    dome = vessel(curve([(0.8, 0.6), (0.82, 0.8), (0.74, 1.12), (0.45, 1.38), (0.06, 1.47)], 60), 0.02, 0.0)
    return [
        Part(foot.plus(top), Stuff("marble", a, b, 0.5)),
        Part(dome, Stuff("glass", "#fdfefe")),
        Part(ball(0.085, z=1.56), Stuff("polished", BRASS)),
    ]


def tray(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        body = vessel(curve([(0.9, 0), (0.95, 0.015), (1.0, 0.14)], 30), 0.03, 0.03)
        return [Part(body, Stuff("wood", a, b, 0.5), "along")]
    outer = box(2.0, 1.3, 0.2, 0.09)
    inner = box(1.88, 1.18, 0.4, 0.09).moved(z=0.04)
    loops = [
        tube(
            curve(
                [
                    (s * 0.97, -0.3, 0.16),
                    (s * 1.0, -0.24, 0.34),
                    (s * 1.0, 0.24, 0.34),
                    (s * 0.97, 0.3, 0.16),
                ],
                40,
            ),
            0.03,
        )
        for s in (-1, 1)
    ]
    shell = outer.cut(inner).keep(box(3, 3, 0.5, 0.001).moved(z=-0.3))
    return [Part(shell, Stuff("satin", a)), Part(join(loops), Stuff("brushed", BRASS))]


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


def egg_cups(a: str, b: str, k: int) -> list[Part]:
    cup = lathe(
        [
            [0, 0],
            *curve(
                [(0.2, 0), (0.19, 0.03), (0.08, 0.12), (0.13, 0.2), (0.24, 0.34), (0.25, 0.46)], 50
            ).tolist(),
            [0.22, 0.46],
            [0.2, 0.34],
            [0, 0.24],
        ]
    )
    egg = lathe(
        [[0, 0], *curve([(0.0, 0), (0.14, 0.05), (0.215, 0.26), (0.12, 0.5), (0, 0.56)], 50).tolist()]
    ).moved(z=0.27)
    parts = []
    for i, (x, y) in enumerate([(0, 0), (0.62, -0.3), (0.55, 0.42)]):
        parts += [
            Part(cup.moved(x, y, 0), Stuff("glaze", [a, b, a][i])),
            Part(egg.moved(x, y, 0), Stuff("wax", ["#e9cfb4", "#f3e9dc", "#d9b08c"][i])),
        ]
    return parts


def press(a: str, b: str, k: int) -> list[Part]:
    glass = vessel([(0.4, 0.06), (0.41, 0.1), (0.41, 0.6), (0.41, 1.15)], 0.02, 0.04)
    coffee = disc(0.385, 0.62, 0.11, 0.01)
    frame = join(
        [ring(0.43, 0.022, z) for z in (0.09, 0.62, 1.1)]
        + [
            rod((0.43 * np.cos(t), 0.43 * np.sin(t), 0.02), (0.43 * np.cos(t), 0.43 * np.sin(t), 1.1), 0.02)
            for t in np.radians([20, 110, 200, 290])
        ]
    )
    lid = lathe([[0, 1.13], [0.44, 1.13], *curve([(0.45, 1.16), (0.3, 1.25), (0, 1.28)], 30).tolist()])
    stem = rod((0, 0, 1.2), (0, 0, 1.55), 0.018)
    handle = tube(
        curve([(0.44, 0, 1.05), (0.72, 0, 1.0), (0.74, 0, 0.5), (0.44, 0, 0.3)], 40), 0.045, flat=0.8
    )
    return [
        Part(glass, Stuff("glass", "#fdfefe")),
        Part(coffee, Stuff("satin", "#140804")),
        Part(frame.plus(lid, stem), Stuff("polished" if k == 0 else "satin", a)),
        Part(handle, wood(WALNUT)),
        Part(ball(0.07, z=1.58), wood(WALNUT)),
    ]


def glass_jar(a: str, b: str, k: int) -> list[Part]:
    fills = [("#d9b27a", 0.55), ("#7d4a26", 0.62), ("#efe3cd", 0.5)]
    sizes = [(0.4, 0.9, 0, 0), (0.4, 0.6, 0.86, -0.3)] if k == 0 else [(0.36, 1.15, 0, 0)]
    parts = []
    for i, (r, h, x, y) in enumerate(sizes):
        body = vessel([(r * 0.94, 0), (r, 0.03), (r, h * 0.5), (r, h)], 0.022, 0.05)
        tint, level = fills[(i + k) % 3]
        parts += [
            Part(body.moved(x, y, 0), Stuff("glass", "#fdfefe")),
            Part(
                disc(r * 0.93, h * level, 0.055, 0.03).moved(x, y, 0),
                Stuff("cork", tint, "#fff1d8" if i else "#a87c45", 1.5),
            ),
            Part(disc(r * 1.02, 0.09, h, 0.025).moved(x, y, 0), Stuff("wood", a, b, 0.8)),
        ]
    return parts


def oil_bottle(a: str, b: str, k: int) -> list[Part]:
    line = curve([(0.27, 0), (0.31, 0.04), (0.31, 0.6), (0.26, 0.85), (0.09, 1.02), (0.085, 1.25)], 70)
    spout = tube(curve([(0, 0, 1.2), (0, 0, 1.42), (-0.1, 0, 1.58)], 30), np.linspace(0.05, 0.028, 30))
    body = vessel(line, 0.025, 0.04)
    main = Stuff("glaze", a) if k == 0 else Stuff("glass", a)
    return [
        Part(body, main),
        Part(disc(0.075, 0.12, 1.2, 0.02), Stuff("cork", "#c79a68", "#8b5f38")),
        Part(spout, Stuff("polished", STEEL)),
    ]


def salad_bowl(a: str, b: str, k: int) -> list[Part]:
    body = vessel(curve([(0.42, 0), (0.5, 0.03), (0.86, 0.35), (0.95, 0.62)], 60), 0.045, 0.07)
    tools = [
        rod((0, 0, 0), (1.25, 0, 0), 0.04)
        .plus(ball(0.19).scaled(1.3, 1, 0.3).moved(1.4, 0, 0))
        .turned(0, -32, z)
        .moved(-0.35, y, 0.35)
        for z, y in ((12, -0.12), (-16, 0.2))
    ]
    return [Part(body, Stuff("wood", a, b, 0.6), "along"), Part(join(tools), wood(BEECH), "along")]


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


def dripper(a: str, b: str, k: int) -> list[Part]:
    cone = vessel(curve([(0.1, 0.98), (0.16, 1.0), (0.3, 1.16), (0.46, 1.42)], 40), 0.03, 0.0)
    plate = disc(0.36, 0.04, 0.94, 0.015)
    ear = tube(curve([(0.38, 0, 1.32), (0.6, 0, 1.32), (0.58, 0, 1.12), (0.28, 0, 1.1)], 30), 0.035)
    server = vessel(curve([(0.4, 0), (0.46, 0.04), (0.48, 0.3), (0.36, 0.7), (0.3, 0.92)], 50), 0.022, 0.05)
    coffee = lathe(
        [[0, 0.06], *curve([(0.38, 0.06), (0.43, 0.12), (0.45, 0.3), (0.44, 0.36)], 30).tolist(), [0, 0.36]]
    )
    return [
        Part(cone.plus(plate, ear), Stuff("glaze" if k == 0 else "brushed", a)),
        Part(server, Stuff("glass", "#fdfefe")),
        Part(coffee, Stuff("satin", "#140804")),
    ]


def vacuum_jug(a: str, b: str, k: int) -> list[Part]:
    body = lathe(
        [
            [0, 0],
            *curve([(0.38, 0), (0.42, 0.03), (0.44, 0.5), (0.34, 1.0), (0.2, 1.2)], 60).tolist(),
            [0, 1.2],
        ]
    )
    neck = disc(0.21, 0.14, 1.18, 0.03)
    lid = lathe([[0, 1.32], *curve([(0.2, 1.32), (0.2, 1.38), (0.1, 1.44), (0, 1.46)], 20).tolist()])
    spout = tube(curve([(-0.16, 0, 1.22), (-0.3, 0, 1.34)], 12), 0.05)
    handle = tube(
        curve([(0.2, 0, 1.24), (0.56, 0, 1.24), (0.66, 0, 0.8), (0.44, 0, 0.45)], 44), 0.045, flat=0.75
    )
    return [
        Part(body, Stuff("powder", a)),
        Part(neck.plus(spout), Stuff("brushed", STEEL)),
        Part(lid, wood(OAK)),
        Part(handle, Stuff("powder", a) if k == 0 else wood(OAK)),
    ]


FAMILIES = {
    f.__name__: f
    for f in (
        mug,
        cup_saucer,
        bowl,
        plates,
        jug,
        teapot,
        carafe,
        tumblers,
        mill,
        board,
        pot,
        pan,
        kettle,
        canister,
        cake_stand,
        tray,
        mortar,
        rolling_pin,
        spoons,
        egg_cups,
        press,
        glass_jar,
        oil_bottle,
        salad_bowl,
        towels,
        knife,
        baking_dish,
        dripper,
        vacuum_jug,
    )
}
HIGH = Shot(rise=34, turn=-28, fill=0.8)
STAND = Shot(rise=26, turn=-20, fill=0.78)
SHOTS = {
    "board": Shot(rise=89.0, turn=-14, fill=0.76),
    "tray": HIGH,
    "knife": Shot(rise=60, turn=-26, fill=0.84),
    "pan": Shot(rise=32, turn=-38, fill=0.82),
    "plates": STAND,
    "bowl": STAND,
    "towels": Shot(rise=24, turn=-28, fill=0.8),
    "baking_dish": HIGH,
    "salad_bowl": STAND,
    "cup_saucer": STAND,
    "rolling_pin": Shot(rise=40, turn=0, fill=0.84),
    "pot": Shot(rise=20, turn=-24, fill=0.8),
    "cake_stand": Shot(rise=12, fill=0.8),
    "mortar": STAND,
    "tumblers": Shot(rise=10, turn=-10, fill=0.78),
    "glass_jar": Shot(rise=12, turn=-14, fill=0.72),
}
