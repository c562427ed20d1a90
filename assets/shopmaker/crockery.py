"""Crockery: cups, bowls, plates, jugs, teapots and what stands on a table."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, BRASS, wood
from assets.shopmaker.forms import ball, box, curve, disc, join, lathe, rod, tube, vessel
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


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


FAMILIES = {
    f.__name__: f
    for f in (mug, cup_saucer, bowl, plates, jug, teapot, egg_cups, cake_stand, salad_bowl, tray)
}
HIGH = Shot(rise=34, turn=-28, fill=0.8)
STAND = Shot(rise=26, turn=-20, fill=0.78)
SHOTS = {
    "cup_saucer": STAND,
    "bowl": STAND,
    "plates": STAND,
    "cake_stand": Shot(rise=12, fill=0.8),
    "salad_bowl": STAND,
    "tray": HIGH,
}
