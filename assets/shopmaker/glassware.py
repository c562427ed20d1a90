"""Glass and what goes with tea, coffee and the larder."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import OAK, STEEL, WALNUT, ring, wood
from assets.shopmaker.forms import Solid, ball, curve, disc, join, lathe, rod, tube, vessel
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


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


FAMILIES = {
    f.__name__: f
    for f in (carafe, tumblers, press, dripper, vacuum_jug, glass_jar, oil_bottle, kettle, canister)
}
SHOTS = {"tumblers": Shot(rise=10, turn=-10, fill=0.78), "glass_jar": Shot(rise=12, turn=-14, fill=0.72)}
