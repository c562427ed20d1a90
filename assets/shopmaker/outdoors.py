"""More for outside and for the desk: barrow, bench, sledge, binoculars, compass, clocks, books and pencils."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.forms import Solid, ball, box, curve, disc, join, lathe, rod, slab, tube, vessel
from assets.shopmaker.kitchen import BEECH, BLACK, BRASS, OAK, STEEL, WALNUT, ring, wood
from assets.shopmaker.materials import Stuff
from assets.shopmaker.plants import GREENS, stemmed
from assets.shopmaker.studio import Part, Shot


def wheelbarrow(a: str, b: str, k: int) -> list[Part]:
    low = slab([(-0.55, -0.35), (0.5, -0.42), (0.5, 0.42), (-0.55, 0.35)], 0.55, 0.06)
    tray = low.mapped(
        lambda p: p * np.stack([1 + 0.7 * p[:, 2], 1 + 0.75 * p[:, 2], np.ones(len(p))], 1)
    ).moved(z=0.55)
    hollow = low.mapped(
        lambda p: p * np.stack([1 + 0.7 * p[:, 2], 1 + 0.75 * p[:, 2], np.ones(len(p))], 1)
    ).scaled(0.95, 0.95, 1)
    tray = tray.cut(hollow.moved(z=0.62))
    rails = join(
        [
            tube(curve([(-1.2, s * 0.14, 0.36), (0.0, s * 0.42, 0.5), (1.5, s * 0.46, 0.82)], 50), 0.045)
            for s in (-1, 1)
        ]
    )
    legs = join(
        [
            tube(curve([(0.35, s * 0.42, 0.52), (0.5, s * 0.46, 0.25), (0.55, s * 0.46, 0.03)], 30), 0.04)
            for s in (-1, 1)
        ]
    )
    tyre = ring(0.3, 0.095).turned(90, 0, 0).moved(-1.12, 0, 0.395)
    rim = disc(0.23, 0.1, -0.05, 0.02).turned(90, 0, 0).moved(-1.12, 0, 0.395)
    grips = join([rod((1.28, s * 0.457, 0.765), (1.55, s * 0.462, 0.835), 0.062) for s in (-1, 1)])
    return [
        Part(tray, Stuff("powder", a)),
        Part(rails.plus(legs), Stuff("powder", BLACK)),
        Part(tyre, Stuff("rubber", BLACK)),
        Part(rim, Stuff("powder", b)),
        Part(grips, wood(OAK), "along"),
    ]


def bench(a: str, b: str, k: int) -> list[Part]:
    slats = join([box(2.5, 0.15, 0.06, 0.02).moved(0, -0.36 + 0.19 * i, 0.82) for i in range(5)])
    back = join(
        [
            box(2.5, 0.15, 0.06, 0.02).turned(76, 0, 0).moved(0, 0.52 + 0.05 * i, 1.1 + 0.21 * i)
            for i in range(3)
        ]
    )
    frame = []
    for x in (-1.05, 1.05):
        frame.append(
            tube(curve([(x, -0.5, 0.03), (x, -0.42, 0.45), (x, -0.4, 0.8), (x, 0.4, 0.8)], 40), 0.045)
        )
        frame.append(
            tube(curve([(x, 0.5, 0.03), (x, 0.42, 0.6), (x, 0.52, 1.0), (x, 0.68, 1.62)], 40), 0.045)
        )
        frame.append(
            tube(curve([(x, -0.42, 0.8), (x, -0.5, 1.1), (x, -0.2, 1.2), (x, 0.54, 1.18)], 40), 0.04)
        )
    return [Part(slats.plus(back), wood(OAK), "along"), Part(join(frame), Stuff("powder", a))]


def sledge(a: str, b: str, k: int) -> list[Part]:
    runners = [
        tube(
            curve(
                [
                    (1.25, s * 0.42, 0.06),
                    (0.0, s * 0.42, 0.05),
                    (-1.0, s * 0.42, 0.07),
                    (-1.4, s * 0.4, 0.4),
                    (-1.15, s * 0.36, 0.66),
                ],
                80,
            ),
            0.06,
            flat=0.7,
        )
        for s in (-1, 1)
    ]
    posts = join(
        [rod((x, s * 0.4, 0.1), (x, s * 0.36, 0.52), 0.045) for x in (-0.7, 0.1, 0.85) for s in (-1, 1)]
    )
    slats = join([box(2.1, 0.15, 0.05, 0.02).moved(0.08, -0.36 + 0.18 * i, 0.52) for i in range(5)])
    bar = rod((-1.15, -0.42, 0.66), (-1.15, 0.42, 0.66), 0.04)
    rope = tube(
        curve(
            [(-1.2, -0.3, 0.62), (-1.8, -0.2, 0.15), (-2.0, 0.0, 0.05), (-1.8, 0.2, 0.15), (-1.2, 0.3, 0.62)],
            60,
        ),
        0.025,
    )
    return [
        Part(join(runners).plus(posts, bar), wood(BEECH), "along"),
        Part(slats, Stuff("lacquer", a)),
        Part(rope, Stuff("linen", b, scale=5)),
    ]


def binoculars(a: str, b: str, k: int) -> list[Part]:
    barrels, rings, lenses = [], [], []
    for s in (-1, 1):
        tube_ = lathe(
            [
                [0, 0],
                *curve([(0.3, 0), (0.33, 0.06), (0.31, 0.5), (0.22, 0.85), (0.2, 1.05)], 50).tolist(),
                [0, 1.05],
            ]
        )
        barrels.append(tube_.moved(s * 0.38, 0, 0.06))
        rings += [
            ring(0.3, 0.035, 0.07).moved(s * 0.38, 0, 0),
            disc(0.23, 0.16, 1.08, 0.05).moved(s * 0.38, 0, 0),
        ]
        lenses.append(disc(0.15, 0.02, 1.235, 0.005).moved(s * 0.38, 0, 0))
    bridge = box(0.5, 0.22, 0.3, 0.06).moved(0, 0, 0.55).plus(disc(0.1, 0.2, 0.82, 0.03))
    strap = tube(
        curve(
            [
                (-0.6, 0.05, 0.8),
                (-1.0, -0.1, 0.4),
                (-0.9, -0.6, 0.05),
                (0.1, -0.75, 0.04),
                (0.9, -0.5, 0.05),
                (1.0, -0.1, 0.4),
                (0.6, 0.05, 0.8),
            ],
            120,
        ),
        0.045,
        16,
        0.35,
    )
    return [
        Part(join(barrels), Stuff("leather", a, scale=3)),
        Part(join(rings).plus(bridge), Stuff("satin", BLACK)),
        Part(join(lenses), Stuff("polished", "#6a7f8c")),
        Part(strap, Stuff("leather", b, scale=4)),
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


def tennis_balls(a: str, b: str, k: int) -> list[Part]:
    def one(x: float, y: float, z: float, turn: float) -> tuple[Solid, Solid]:
        t = np.linspace(0, 2 * np.pi, 160)
        line = np.stack(
            [np.cos(t) + 0.42 * np.cos(3 * t), np.sin(t) - 0.42 * np.sin(3 * t), 1.25 * np.sin(2 * t)], 1
        )
        line = line / np.linalg.norm(line, axis=1, keepdims=True) * 0.326
        return ball(0.33, x, y, z), tube(line, 0.016, 8).turned(turn, turn * 0.7, 20).moved(x, y, z)

    pairs = [one(0, 0, 0.33, 30), one(0.68, -0.3, 0.33, 80), one(-0.62, -0.32, 0.33, 140)]
    return [
        Part(join([felt for felt, _ in pairs], 180), Stuff("felt", a, scale=4)),
        Part(join([seam for _, seam in pairs]), Stuff("matte", b)),
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


def diffuser(a: str, b: str, k: int) -> list[Part]:
    body = lathe(
        [
            [0, 0],
            *curve(
                [(0.4, 0), (0.48, 0.05), (0.5, 0.35), (0.34, 0.68), (0.16, 0.76), (0.15, 0.95)], 60
            ).tolist(),
            [0, 0.95],
        ]
    )
    reeds = join(
        [
            rod((0.05 * np.cos(t), 0.05 * np.sin(t), 0.7), (0.42 * np.cos(t), 0.42 * np.sin(t), 2.0), 0.018)
            for t in np.linspace(0, 2 * np.pi, 7)[:-1]
        ]
    )
    label = lathe([[0.497, 0.2], [0.503, 0.2], [0.503, 0.4], [0.497, 0.4]]).keep(
        box(0.6, 2, 2, 0.001).moved(0, -1.0, -0.3)
    )
    return [
        Part(body, Stuff("glaze", a)),
        Part(reeds, Stuff("matte", "#b48d5e")),
        Part(disc(0.17, 0.1, 0.9, 0.02), Stuff("brushed", BRASS)),
        Part(label, Stuff("paper", b)),
    ]


def hanging_planter(a: str, b: str, k: int) -> list[Part]:
    bowl = vessel(curve([(0.05, 0.0), (0.4, 0.12), (0.56, 0.5)], 40), 0.04, 0.04)
    ropes = join(
        [
            rod((0.54 * np.cos(t), 0.54 * np.sin(t), 0.48), (0, 0, 2.0), 0.014)
            for t in np.radians([90, 210, 330])
        ]
    )
    stems, leaves = [], []
    rng = np.random.default_rng(9)
    for i in range(9):
        one, two = stemmed(1, 0.3, 0.46, 40 + i, 0.2, 0.9, 0.6)
        stems.append(one.turned(0, 0, 40 * i))
        leaves.append(
            two.turned(0, 0, 40 * i).mapped(
                lambda p: (
                    p
                    - np.stack(
                        [
                            0 * p[:, 0],
                            0 * p[:, 0],
                            1.1 * np.clip(np.hypot(p[:, 0], p[:, 1]) - 0.45, 0, 1) ** 1.2,
                        ],
                        1,
                    )
                )
            )
        )
    trails = join(
        [
            tube(
                curve(
                    [
                        (0.4 * np.cos(t), 0.4 * np.sin(t), 0.5),
                        (0.64 * np.cos(t), 0.64 * np.sin(t), 0.42),
                        (0.68 * np.cos(t), 0.68 * np.sin(t), float(-rng.uniform(0.2, 0.7))),
                    ],
                    24,
                ),
                0.012,
                8,
            )
            for t in np.linspace(0.3, 6, 8)
        ]
    )
    return [
        Part(bowl, Stuff("glaze", a)),
        Part(ropes, Stuff("linen", b, scale=6)),
        Part(join(stems).plus(trails), Stuff("matte", "#6a7a4a")),
        Part(join(leaves, 60), Stuff("leaf", GREENS[1])),
        Part(rod((0, 0, 2.0), (0, 0, 9.0), 0.014), Stuff("linen", b, scale=6)),
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


FAMILIES = {
    f.__name__: f
    for f in (
        wheelbarrow,
        bench,
        sledge,
        binoculars,
        compass,
        tennis_balls,
        alarm_clock,
        notebooks,
        pencil_pot,
        diffuser,
        hanging_planter,
        dustpan,
    )
}
KINDS = {**dict.fromkeys(FAMILIES, 1), "pencil_pot": 2}
SHOTS = {
    "wheelbarrow": Shot(rise=16, turn=-36, fill=0.84),
    "bench": Shot(rise=14, turn=-28, fill=0.86),
    "sledge": Shot(rise=22, turn=-40, fill=0.84),
    "binoculars": Shot(rise=20, turn=-18, fill=0.76),
    "compass": Shot(rise=58, turn=-14, fill=0.76),
    "tennis_balls": Shot(rise=14, turn=0, fill=0.76),
    "alarm_clock": Shot(rise=8, turn=-20, fill=0.72),
    "notebooks": Shot(rise=40, turn=-24, fill=0.76),
    "diffuser": Shot(rise=8, turn=-10, fill=0.74),
    "hanging_planter": Shot(rise=4, turn=0, fill=0.5, hang=True),
    "dustpan": Shot(rise=34, turn=-30, fill=0.78),
}
