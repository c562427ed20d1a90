"""Clocks, watches and things for the desk."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, BLACK, BRASS, OAK, STEEL, WALNUT, ring, wood
from assets.shopmaker.forms import ball, box, curve, disc, join, lathe, rod, slab, tube, vessel
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def wall_clock(a: str, b: str, k: int) -> list[Part]:
    rim = lathe(
        [[0, 0], [0.98, 0], [1.0, 0.02], [1.0, 0.14], [0.985, 0.16], [0.95, 0.16], [0.94, 0.06], [0, 0.06]]
    )
    face = disc(0.94, 0.02, 0.05, 0.004)
    marks = join(
        [
            box(0.025 if i % 3 else 0.04, 0.13, 0.012, 0.005).moved(0, 0.8, 0.07).turned(0, 0, 30 * i)
            for i in range(12)
        ]
    )
    hour = (
        slab([(-0.03, -0.12), (0.03, -0.12), (0.018, 0.5), (-0.018, 0.5)], 0.015, 0.004)
        .moved(z=0.09)
        .turned(0, 0, 55)
    )
    minute = (
        slab([(-0.025, -0.14), (0.025, -0.14), (0.012, 0.74), (-0.012, 0.74)], 0.015, 0.004)
        .moved(z=0.11)
        .turned(0, 0, -60)
    )
    frame = Stuff("powder", a) if k == 0 else Stuff("wood", *OAK, 0.7)
    return [
        Part(rim, frame),
        Part(face, Stuff("paper", "#f7f4ee" if k == 0 else a)),
        Part(marks.plus(hour, minute), Stuff("satin", b)),
        Part(disc(0.05, 0.05, 0.09, 0.015), Stuff("polished", BRASS)),
    ]


def alarm_clock(a: str, b: str, k: int) -> list[Part]:
    body = disc(0.62, 0.4, -0.2, 0.08).turned(90, 0, 0).moved(0, 0, 0.78)
    rim = ring(0.58, 0.045).turned(90, 0, 0).moved(0, -0.19, 0.78)
    face = disc(0.55, 0.02, 0, 0.004).turned(90, 0, 0).moved(0, -0.2, 0.78)
    ticks = join(
        [
            box(0.03, 0.012, 0.09, 0.004).moved(0, -0.225, 0.42).turned(0, 30 * i, 0).moved(0, 0, 0.78)
            for i in range(12)
        ]
    )
    hour = rod((0, -0.235, 0.78), (-0.18, -0.235, 1.0), 0.02)
    minute = rod((0, -0.245, 0.78), (0.2, -0.245, 1.14), 0.016)
    bells = join(
        [
            ball(0.26)
            .keep(box(1, 1, 1, 0.001))
            .scaled(1, 1, 0.8)
            .turned(0, s * 32, 0)
            .moved(s * 0.36, 0, 1.34)
            for s in (-1, 1)
        ]
    )
    feet = join([rod((s * 0.36, 0, 0.32), (s * 0.5, 0, 0.04), 0.05) for s in (-1, 1)])
    handle = tube(curve([(-0.3, 0, 1.5), (-0.2, 0, 1.72), (0.2, 0, 1.72), (0.3, 0, 1.5)], 40), 0.028)
    return [
        Part(body, Stuff("lacquer", a)),
        Part(join([rim, bells, feet, handle]), Stuff("brushed", BRASS)),
        Part(face, Stuff("paper", "#efe9dc")),
        Part(join([ticks, hour, minute]), Stuff("satin", BLACK)),
    ]


def notebooks(a: str, b: str, k: int) -> list[Part]:
    parts = []
    z = 0.0
    for i, (tint, turn) in enumerate(((a, 0), (b, 7), ("#e0d4bd", -5))):
        cover = box(1.2 - 0.1 * i, 1.65 - 0.14 * i, 0.17, 0.03).turned(0, 0, turn).moved(z=z)
        pages = (
            box(1.16 - 0.1 * i, 1.64 - 0.14 * i, 0.12, 0.004)
            .moved(0.03, 0, 0.025)
            .turned(0, 0, turn)
            .moved(z=z)
        )
        band = (
            box(0.05, 1.67 - 0.14 * i, 0.185, 0.004)
            .moved(0.42 - 0.04 * i, 0, -0.004)
            .turned(0, 0, turn)
            .moved(z=z)
        )
        parts += [
            Part(cover, Stuff("linen", tint, scale=3)),
            Part(pages, Stuff("paper", "#efe8d8")),
            Part(band, Stuff("rubber", "#2b2c2d")),
        ]
        z += 0.18
    pencil = (
        lathe([[0, 0], [0.045, 0], [0.045, 1.1], [0.012, 1.25], [0, 1.27]], 6)
        .turned(90, 0, 28)
        .moved(-0.2, 0.55, z + 0.045)
    )
    return [*parts, Part(pencil, Stuff("lacquer", "#d1a03c"))]


def pencil_pot(a: str, b: str, k: int) -> list[Part]:
    cup = vessel([(0.38, 0), (0.4, 0.03), (0.4, 0.4), (0.4, 0.85)], 0.045, 0.06)
    parts = [Part(cup, Stuff("terrazzo" if k == 0 else "wood", a, b, 0.9), "box" if k == 0 else "up")]
    for i, (x, y, lean, tint) in enumerate(
        (
            (0.15, 0, 10, "#d1a03c"),
            (-0.12, 0.1, -9, "#b4552d"),
            (0.0, -0.14, 4, "#2f5d50"),
            (-0.18, -0.1, -14, "#27394f"),
        )
    ):
        body = lathe([[0, 0], [0.05, 0], [0.05, 1.15], [0, 1.15]], 6)
        tip = lathe([[0, 1.15], [0.05, 1.15], [0.012, 1.3], [0, 1.32]])
        place = {"y": float(lean)}
        parts.append(Part(body.turned(**place).moved(x, y, 0.1), Stuff("lacquer", tint)))
        parts.append(Part(tip.turned(**place).moved(x, y, 0.1 + 0.0 * i), wood(BEECH)))
    return parts


def watch(a: str, b: str, k: int) -> list[Part]:
    case = lathe(
        [
            [0, 0],
            [0.5, 0],
            *curve([(0.52, 0.02), (0.55, 0.1), (0.52, 0.2), (0.47, 0.21)], 16).tolist(),
            [0.45, 0.16],
            [0, 0.16],
        ]
    )
    face = disc(0.45, 0.02, 0.145, 0.004)
    marks = join(
        [box(0.018, 0.07, 0.012, 0.004).moved(0, 0.38, 0.162).turned(0, 0, 30 * i) for i in range(12)]
    )
    hands = join(
        [
            box(0.026, 0.26, 0.012, 0.004).moved(0, 0.11, 0.17).turned(0, 0, 60),
            box(0.02, 0.38, 0.012, 0.004).moved(0, 0.16, 0.18).turned(0, 0, -55),
        ]
    )
    crown = disc(0.06, 0.09, 0, 0.02).turned(0, 90, 0).moved(0.53, 0, 0.1)
    bands = join(
        [
            slab(
                [
                    (-0.24, s * 0.46),
                    (0.24, s * 0.46),
                    (0.19, s * 1.55),
                    (0.12, s * 1.68),
                    (-0.12, s * 1.68),
                    (-0.19, s * 1.55),
                ][:: 1 if s > 0 else -1],
                0.08,
                0.03,
            )
            for s in (1, -1)
        ]
    )
    holes = join([disc(0.024, 0.02, 0.07, 0.004).moved(0, -1.0 - 0.12 * i, 0) for i in range(5)])
    buckle = box(0.5, 0.3, 0.06, 0.02).cut(box(0.36, 0.16, 0.3, 0.02).moved(z=-0.1)).moved(0, 1.7, 0)
    metal = Stuff("brushed", BRASS if k == 0 else STEEL)
    return [
        Part(join([case, crown, buckle]), metal),
        Part(face, Stuff("paper", b)),
        Part(marks.plus(hands), Stuff("satin", "#2a2d30" if b > "#8" else "#f3ede0")),
        Part(bands, Stuff("leather", a, scale=3)),
        Part(holes, Stuff("matte", "#1b1714")),
    ]


def compass(a: str, b: str, k: int) -> list[Part]:
    case = lathe(
        [
            [0, 0],
            *curve([(0.9, 0), (1.0, 0.08), (1.0, 0.22), (0.95, 0.28)], 24).tolist(),
            [0.86, 0.28],
            [0.86, 0.2],
            [0, 0.2],
        ]
    )
    needle = [
        slab([(-0.09, 0), (0, -0.02), (0.09, 0), (0, 0.64)], 0.03, 0.008),
        slab([(-0.09, 0), (0, -0.64), (0.09, 0), (0, 0.02)], 0.03, 0.008),
    ]
    marks = join(
        [
            box(0.03 if i % 4 else 0.06, 0.12, 0.012, 0.004).moved(0, 0.72, 0.205).turned(0, 0, 22.5 * i)
            for i in range(16)
        ]
    )
    loop = (
        ring(0.2, 0.04)
        .moved(0, 1.26, 0.14)
        .plus(disc(0.12, 0.2, 0, 0.03).turned(90, 0, 0).moved(0, 1.14, 0.14))
    )
    cord = tube(
        curve(
            [(0.0, 1.4, 0.1), (0.5, 1.7, 0.05), (1.2, 1.2, 0.05), (1.35, 0.2, 0.05), (1.2, -0.9, 0.05)], 80
        ),
        0.035,
        12,
    )
    return [
        Part(case.plus(loop), Stuff("brushed", BRASS)),
        Part(disc(0.86, 0.01, 0.195, 0.003), Stuff("paper", "#ece5d6")),
        Part(marks, Stuff("satin", BLACK)),
        Part(needle[0].turned(0, 0, -32).moved(z=0.22), Stuff("satin", a)),
        Part(needle[1].turned(0, 0, -32).moved(z=0.22), Stuff("satin", "#3a4046")),
        Part(disc(0.06, 0.06, 0.22, 0.02), Stuff("polished", BRASS)),
        Part(cord, Stuff("linen", b, scale=5)),
    ]


def dustpan(a: str, b: str, k: int) -> list[Part]:
    pan = (
        box(1.2, 0.9, 0.5, 0.06)
        .cut(box(1.12, 0.9, 0.6, 0.04).moved(0, -0.08, 0.05))
        .cut(box(2, 2, 1, 0.01).turned(24, 0, 0).moved(0, -0.2, 0.3))
    )
    grip = rod((0, 0.42, 0.2), (0, 1.1, 0.3), 0.06)
    head = box(0.9, 0.22, 0.16, 0.06).moved(0, -0.75, 0.26)
    rng = np.random.default_rng(2)
    hair = join(
        [
            rod((x, -0.75 + y, 0.28), (x + rng.uniform(-0.02, 0.02), -0.75 + 1.3 * y, 0.02), 0.016)
            for x in np.linspace(-0.4, 0.4, 26)
            for y in (-0.06, 0.0, 0.06)
        ]
    )
    stick = rod((0.42, -0.75, 0.34), (1.15, -0.75, 0.42), 0.06)
    return [
        Part(pan, Stuff("powder", a)),
        Part(grip.plus(stick), wood(BEECH), "along"),
        Part(head, wood(WALNUT), "along"),
        Part(hair, Stuff("matte", "#b99a6a")),
        Part(ball(0.001, z=0.1), Stuff("brushed", STEEL)),
    ]


FAMILIES = {f.__name__: f for f in (wall_clock, alarm_clock, notebooks, pencil_pot, watch, compass, dustpan)}
FLAT = Shot(rise=89.0, turn=0, fill=0.72)
SHOTS = {
    "wall_clock": FLAT,
    "alarm_clock": Shot(rise=8, turn=-20, fill=0.72),
    "notebooks": Shot(rise=40, turn=-24, fill=0.76),
    "watch": Shot(rise=89.0, turn=-24, fill=0.8),
    "compass": Shot(rise=58, turn=-14, fill=0.76),
    "dustpan": Shot(rise=34, turn=-30, fill=0.78),
}
