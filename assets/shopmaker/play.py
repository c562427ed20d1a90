"""Play: wooden toys, blocks, vehicles, animals, games and instruments as solids."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.forms import (
    Array,
    Solid,
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
)
from assets.shopmaker.kitchen import BEECH, BRASS, OAK, STEEL, WALNUT, ring, wood
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot

CREAM, INK = "#f3ece0", "#22262a"


def tints(a: str, b: str, count: int) -> list[str]:
    """A quiet palette that starts with the product's own two colours."""
    return [a, b, "#e3b25f", "#8fa48b", "#c9776a", "#4f6d8c", "#e8d8bf", "#6a4d5e"][:count]


def stacking_rings(a: str, b: str, k: int) -> list[Part]:
    parts = [
        Part(disc(0.72, 0.14, 0, 0.05), wood(BEECH), "along"),
        Part(rod((0, 0, 0.1), (0, 0, 1.55), 0.09), wood(BEECH), "up"),
    ]
    z = 0.14
    for i, tint in enumerate(tints(a, b, 5)):
        radius, thick = 0.48 - 0.065 * i, 0.15 - 0.008 * i
        parts.append(
            Part(ring(radius, thick, z + thick * 0.9, 0.9), Stuff("lacquer" if k == 0 else "matte", tint))
        )
        z += thick * 1.75
    return [*parts, Part(ball(0.2, z=z + 0.14), Stuff("lacquer" if k == 0 else "matte", a))]


def blocks(a: str, b: str, k: int) -> list[Part]:
    c = tints(a, b, 8)
    cube = box(0.5, 0.5, 0.5, 0.035)
    arch = (
        slab(
            [
                (-0.6, 0),
                (-0.3, 0),
                *[(0.3 * np.cos(t), 0.3 * np.sin(t)) for t in np.linspace(np.pi, 0, 24)],
                (0.6, 0),
                (0.6, 0.55),
                (-0.6, 0.55),
            ],
            0.5,
            0.02,
        )
        .turned(90, 0, 0)
        .moved(0, 0.25, 0)
    )
    roof = slab([(-0.6, 0), (0.6, 0), (0, 0.5)], 0.5, 0.02).turned(90, 0, 0).moved(0, 0.25, 0)
    cyl = disc(0.22, 0.5, 0, 0.025)
    if k == 0:
        lay = [
            (cube, -0.62, 0, 0),
            (cube, 0.0, 0.02, 0),
            (cyl, 0.6, 0, 0),
            (arch, -0.3, 0, 0.5),
            (cyl, 0.6, 0, 0.5),
            (roof, -0.3, 0, 1.05),
            (cube.turned(0, 0, 30), 0.95, -0.75, 0),
        ]
    else:
        lay = [
            (arch, 0, 0, 0),
            (cube.turned(0, 0, 8), 0.0, 0, 0.55),
            (arch.turned(0, 0, 4).scaled(0.8), 0.0, 0, 1.05),
            (roof.scaled(0.7), 0, 0, 1.5),
            (cyl, -0.85, -0.2, 0),
            (cyl.turned(90, 0, 60), 0.9, -0.6, 0.22),
            (cube, 0.95, 0.25, 0),
        ]
    return [
        Part(s.moved(x, y, z), Stuff("lacquer" if i % 3 == 2 else "matte", c[i]))
        for i, (s, x, y, z) in enumerate(lay)
    ]


def rainbow(a: str, b: str, k: int) -> list[Part]:
    parts, r = [], 1.05
    for tint in tints(a, b, 6):
        low = r - 0.145
        outline = [
            *[(r * np.cos(t), r * np.sin(t)) for t in np.linspace(0, np.pi, 60)],
            *[(low * np.cos(t), low * np.sin(t)) for t in np.linspace(np.pi, 0, 60)],
        ]
        parts.append(Part(slab(outline, 0.5, 0.03).turned(90, 0, 0).moved(0, 0.25, 0), Stuff("matte", tint)))
        r -= 0.16
    if k == 1:
        parts = [Part(p.solid.moved(0.0, 0.08 * i - 0.2, 0), p.stuff) for i, p in enumerate(parts)]
    return parts


def wheel(radius: float, width: float = 0.14) -> Solid:
    return disc(radius, width, -width / 2, 0.04).turned(90, 0, 0)


def car(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        side = curve(
            [
                (-1.0, 0.25),
                (-1.02, 0.5),
                (-0.7, 0.62),
                (-0.45, 0.98),
                (0.25, 1.0),
                (0.55, 0.66),
                (1.0, 0.58),
                (1.05, 0.3),
                (0.9, 0.2),
                (0, 0.18),
                (-0.9, 0.2),
            ],
            140,
            True,
        )
        window = curve([(-0.38, 0.66), (-0.3, 0.86), (0.18, 0.87), (0.36, 0.66)], 50, True)
    else:
        side = curve(
            [
                (-1.15, 0.25),
                (-1.15, 1.0),
                (-1.0, 1.12),
                (0.75, 1.12),
                (1.0, 0.95),
                (1.12, 0.4),
                (1.0, 0.2),
                (0, 0.18),
                (-1.0, 0.2),
            ],
            140,
            True,
        )
        window = None
    body = slab(side, 0.8, 0.08).turned(90, 0, 0).moved(0, 0.4, 0)
    if window is not None:
        body = body.cut(slab(window, 2, 0.01).turned(90, 0, 0).moved(0, 1, 0))
        holes: list[Solid] = []
    else:
        holes = [box(0.34, 0.86, 0.34, 0.05).moved(x, 0, 0.66) for x in (-0.75, -0.28, 0.19, 0.66)]
    wheels = join([wheel(0.24).moved(x, s * 0.42, 0.24) for x in (-0.6, 0.6) for s in (-1, 1)])
    caps = join(
        [
            disc(0.09, 0.05, 0, 0.015).turned(90, 0, 0).moved(x, s * 0.5 + 0.02, 0.24)
            for x in (-0.6, 0.6)
            for s in (-1, 1)
        ]
    )
    parts = [
        Part(body, Stuff("lacquer", a)),
        Part(wheels, wood(WALNUT if k else OAK)),
        Part(caps, Stuff("matte", CREAM)),
    ]
    return parts + (
        [Part(join(holes), Stuff("satin", "#dfe6e4"))]
        if holes
        else [Part(box(0.6, 0.7, 0.02, 0.008).moved(-0.1, 0, 0.98), Stuff("matte", b))]
    )


def train(a: str, b: str, k: int) -> list[Part]:
    base = box(1.7, 0.62, 0.14, 0.04).moved(0, 0, 0.26)
    boiler = disc(0.3, 1.0, 0, 0.06).turned(0, 90, 0).moved(-0.82, 0, 0.68)
    cab = box(0.55, 0.64, 0.75, 0.05).moved(0.5, 0, 0.38).cut(box(0.3, 1, 0.28, 0.04).moved(0.5, 0, 0.74))
    roof = box(0.75, 0.78, 0.09, 0.04).moved(0.5, 0, 1.12)
    stack = disc(0.11, 0.3, 0.92, 0.03, 0.15).moved(-0.55, 0, 0)
    dome = ball(0.13, -0.15, 0, 0.98)
    wheels = join([wheel(0.24).moved(x, s * 0.34, 0.24) for x in (-0.55, 0.0, 0.55) for s in (-1, 1)])
    car_ = [box(1.1, 0.6, 0.14, 0.04).moved(1.65, 0, 0.26), box(1.0, 0.56, 0.4, 0.05).moved(1.65, 0, 0.38)]
    more = join([wheel(0.2).moved(x, s * 0.33, 0.2) for x in (1.3, 2.0) for s in (-1, 1)])
    load = join(
        [
            ball(0.17).moved(x, y, 0.85)
            for x, y in ((1.35, 0.1), (1.65, -0.1), (1.95, 0.1), (1.5, -0.14), (1.82, 0.16))
        ]
    )
    return [
        Part(join([base, car_[0]]), wood(BEECH), "along"),
        Part(join([boiler, dome]), Stuff("lacquer", a)),
        Part(join([cab, car_[1]]), Stuff("lacquer", b)),
        Part(join([roof, stack]), Stuff("lacquer", a)),
        Part(join([wheels, more]), wood(WALNUT)),
        Part(load, Stuff("lacquer", "#e3b25f")),
        Part(rod((0.85, 0, 0.33), (1.12, 0, 0.33), 0.03), Stuff("brushed", STEEL)),
    ]


def boat(a: str, b: str, k: int) -> list[Part]:
    hull = slab(
        curve(
            [(-1.0, 0), (-0.5, 0.36), (0.4, 0.4), (0.85, 0.28), (0.85, -0.28), (0.4, -0.4), (-0.5, -0.36)],
            120,
            True,
        ),
        0.4,
        0.09,
    )
    hull = hull.mapped(
        lambda p: p * np.stack([0.8 + 0.5 * p[:, 2], 0.75 + 0.6 * p[:, 2], np.ones(len(p))], 1)
    )
    deck = slab(
        curve(
            [(-0.88, 0), (-0.45, 0.3), (0.4, 0.34), (0.74, 0.24), (0.74, -0.24), (0.4, -0.34), (-0.45, -0.3)],
            120,
            True,
        ),
        0.06,
        0.02,
    ).moved(z=0.36)
    mast = rod((-0.1, 0, 0.4), (-0.1, 0, 1.85), 0.04)
    sail = (
        slab([(-0.03, 0.62), (0.75, 0.62), (-0.03, 1.8)], 0.02, 0.006)
        .turned(90, 0, 0)
        .mapped(
            lambda p: p + np.stack([0 * p[:, 0], -0.16 * np.sin(np.clip(p[:, 0], 0, 1) * 3), 0 * p[:, 0]], 1)
        )
    )
    jib = slab([(-0.18, 0.6), (-0.8, 0.6), (-0.18, 1.55)], 0.02, 0.006).turned(90, 0, 0)
    return [
        Part(hull, Stuff("lacquer", a)),
        Part(deck, wood(OAK), "along"),
        Part(mast, wood(BEECH), "up"),
        Part(sail, Stuff("linen", "#f6f1e6", scale=3)),
        Part(jib, Stuff("linen", b, scale=3)),
    ]


def plane(a: str, b: str, k: int) -> list[Part]:
    body = (
        lathe(
            [
                [0, -0.95],
                *curve(
                    [(0.0, -0.95), (0.2, -0.85), (0.27, -0.5), (0.24, 0.1), (0.1, 0.9), (0.0, 0.96)], 70
                ).tolist(),
            ]
        )
        .turned(0, 90, 0)
        .moved(z=0.62)
    )
    wing = slab(
        curve([(-0.2, -1.2), (0.2, -1.2), (0.22, 0), (0.2, 1.2), (-0.2, 1.2), (-0.24, 0)], 120, True),
        0.07,
        0.03,
    ).moved(-0.3, 0, 0.68)
    top = wing.moved(0, 0, 0.45) if k else ball(0.001, -0.3, 0, 0.7)
    struts = (
        join([rod((-0.3, s * 0.8, 0.7), (-0.3, s * 0.8, 1.15), 0.03) for s in (-1, 1)])
        if k
        else ball(0.001, -0.3, 0, 0.7)
    )
    tail = (
        slab(curve([(0.0, -0.42), (0.25, -0.42), (0.25, 0.42), (0.0, 0.42)], 60, True), 0.06, 0.02)
        .moved(0.62, 0, 0.64)
        .plus(
            slab(curve([(0.0, 0), (0.28, 0), (0.28, 0.42), (0.12, 0.42)], 60, True), 0.06, 0.02)
            .turned(90, 0, 0)
            .moved(0.6, 0.03, 0.66)
        )
    )
    blade = box(0.05, 0.14, 1.1, 0.02).moved(-1.02, 0, 0.07).turned(0, 0, 0)
    nose = ball(0.1, -1.0, 0, 0.62)
    wheels = join([wheel(0.16, 0.1).moved(-0.45, s * 0.3, 0.16) for s in (-1, 1)]).plus(
        join([rod((-0.4, s * 0.28, 0.18), (-0.4, s * 0.12, 0.5), 0.03) for s in (-1, 1)])
    )
    return [
        Part(body, Stuff("lacquer", a)),
        Part(join([wing, tail, top, struts]), Stuff("lacquer", b)),
        Part(blade, wood(BEECH), "up"),
        Part(nose, wood(OAK)),
        Part(wheels, wood(WALNUT)),
    ]


def spinning_top(a: str, b: str, k: int) -> list[Part]:
    def one(s: float, x: float, y: float, lean: float, c: str, d: str) -> list[Part]:
        profile = [
            [0, 0],
            *curve(
                [(0.0, 0), (0.1, 0.12), (0.52, 0.42), (0.58, 0.56), (0.4, 0.7), (0.07, 0.78)], 60
            ).tolist(),
            [0.06, 1.2],
            [0.1, 1.3],
            [0.06, 1.38],
            [0, 1.4],
        ]
        top, low = lathe(profile).sliced(0.5)
        upper, stick = top.sliced(0.72)[::-1]
        return [
            Part(q.scaled(s).turned(0, lean, 0).moved(x, y, 0), st, "along")
            for q, st in ((low, Stuff("lacquer", c)), (upper, Stuff("lacquer", d)), (stick, wood(BEECH)))
        ]

    return one(1, 0, 0, 0, a, b) + one(0.6, 0.85, -0.5, 30, b, a)


def xylophone(a: str, b: str, k: int) -> list[Part]:
    parts = [
        Part(
            join([box(2.1, 0.16, 0.18, 0.05).turned(0, 0, s * 5).moved(0, s * 0.34, 0) for s in (-1, 1)]),
            wood(OAK),
            "along",
        )
    ]
    for i, tint in enumerate((tints(a, b, 8) * 2)[:7]):
        length = 1.3 - 0.09 * i
        bar = box(0.22, length, 0.08, 0.03).moved(-0.87 + 0.29 * i, 0, 0.2)
        pins = join(
            [
                disc(0.03, 0.03, 0.28, 0.01).moved(-0.87 + 0.29 * i, s * (length / 2 - 0.12), 0)
                for s in (-1, 1)
            ]
        )
        parts += [
            Part(bar, Stuff("lacquer", tint) if k == 0 else Stuff("brushed", tint)),
            Part(pins, Stuff("polished", STEEL)),
        ]
    mallet = rod((-0.9, -0.5, 0.42), (0.6, -0.75, 0.38), 0.03)
    return [
        *parts,
        Part(mallet, wood(BEECH), "along"),
        Part(ball(0.11, -0.95, -0.49, 0.42), Stuff("rubber", a)),
    ]


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


def skittles(a: str, b: str, k: int) -> list[Part]:
    pin = lathe(
        [
            [0, 0],
            *curve(
                [(0.16, 0), (0.2, 0.05), (0.25, 0.35), (0.11, 0.78), (0.16, 0.98), (0.0, 1.14)], 80
            ).tolist(),
        ]
    )
    parts = []
    for i, (x, y) in enumerate([(0, 0.7), (-0.34, 0.35), (0.34, 0.35), (-0.68, 0), (0, 0), (0.68, 0)]):
        top, low = pin.moved(x, y, 0).sliced(0.62)
        head, neck = top.sliced(0.76)
        parts += [
            Part(low.plus(head), wood(BEECH), "up"),
            Part(neck, Stuff("lacquer", a if (i + k) % 2 == 0 else b)),
        ]
    return [*parts, Part(ball(0.26, 0.5, -0.75, 0.26), Stuff("lacquer", b))]


def cube_puzzle(a: str, b: str, k: int) -> list[Part]:
    rng = np.random.default_rng(12 + k)
    c = tints(a, b, 6)
    groups: dict[str, list[Solid]] = {}
    for x in range(3):
        for y in range(3):
            for z in range(3):
                if k == 1 and (x, y, z) in ((2, 0, 2), (2, 1, 2), (2, 0, 1)):
                    continue
                groups.setdefault(c[int(rng.integers(0, 6))], []).append(
                    box(0.485, 0.485, 0.485, 0.04, 16).moved((x - 1) * 0.49, (y - 1) * 0.49, z * 0.49)
                )
    parts = [Part(join(s), Stuff("matte", t)) for i, (t, s) in enumerate(groups.items())]
    return parts + (
        [
            Part(
                box(0.485, 0.485, 0.485, 0.04)
                .turned(0, 0, 25)
                .moved(1.1, -0.9, 0)
                .plus(box(0.485, 0.485, 0.485, 0.04).turned(0, 0, 25).moved(1.1 - 0.2, -0.9 + 0.44, 0)),
                Stuff("matte", a),
            )
        ]
        if k
        else []
    )


def abacus(a: str, b: str, k: int) -> list[Part]:
    posts = join(
        [box(0.12, 0.26, 1.75, 0.04).moved(s * 0.92, 0, 0) for s in (-1, 1)] + [box(2.1, 0.42, 0.12, 0.04)]
    )
    rods, parts = [], []
    for row, tint in enumerate(tints(a, b, 5)):
        z = 0.42 + 0.29 * row
        rods.append(rod((-0.9, 0, z), (0.9, 0, z), 0.02))
        moved = [3, 6, 2, 7, 5][row]
        xs = [(-0.78 + 0.145 * i) if i < moved else (0.78 - 0.145 * (9 - i)) for i in range(10)]
        parts.append(
            Part(
                join([ball(0.125, segments=40).scaled(0.55, 1, 1).moved(x, 0, z) for x in xs]),
                Stuff("lacquer", tint),
            )
        )
    return [Part(posts, wood(BEECH), "up"), Part(join(rods), Stuff("polished", STEEL)), *parts]


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


def drum(a: str, b: str, k: int) -> list[Part]:
    body = disc(0.72, 0.82, 0.06, 0.02)
    hoops = join([ring(0.73, 0.05, z, 1.3) for z in (0.08, 0.86)])
    skin = disc(0.7, 0.03, 0.87, 0.01)
    zig = tube(
        np.array(
            [
                (0.745 * np.cos(t), 0.745 * np.sin(t), 0.14 if i % 2 else 0.8)
                for i, t in enumerate(np.linspace(0, 2 * np.pi, 21))
            ]
        ),
        0.016,
        8,
    )
    sticks = join(
        [
            rod((-0.5, y, 0.95), (0.85, y + e, 1.0), 0.03).plus(ball(0.07, -0.53, y, 0.95))
            for y, e in ((-0.2, -0.25), (0.15, 0.1))
        ]
    )
    return [
        Part(body, Stuff("lacquer", a)),
        Part(hoops, Stuff("lacquer", b) if k == 0 else wood(OAK)),
        Part(skin, Stuff("paper", "#f4ead6")),
        Part(zig, Stuff("linen", CREAM, scale=4)),
        Part(sticks, wood(BEECH), "along"),
    ]


def kite(a: str, b: str, k: int) -> list[Part]:
    c = [a, b, CREAM, "#e3b25f"]
    corners = [(0, 1.1), (0.75, 0.25), (0, -1.1), (-0.75, 0.25)]
    parts = [
        Part(
            slab([(0, 0.25), corners[i], corners[(i + 1) % 4]], 0.012, 0.003).moved(z=0.1),
            Stuff("satin", c[i]),
        )
        for i in range(4)
    ]
    tail = curve(
        [(0, -1.1, 0.08), (0.2, -1.35, 0.05), (-0.1, -1.6, 0.05), (0.2, -1.85, 0.05), (0.0, -2.1, 0.05)], 60
    )
    bows = join(
        [
            ball(0.1, segments=30).scaled(1.2, 0.55, 0.25).turned(0, 0, 20 * i).moved(*tail[at])
            for i, at in enumerate((12, 26, 40, 54))
        ]
    )
    return [
        *parts,
        Part(tube(tail, 0.012, 8), Stuff("linen", INK)),
        Part(bows, Stuff("satin", b)),
        Part(
            join(
                [rod((0, 1.12, 0.1), (0, -1.12, 0.1), 0.02), rod((-0.77, 0.25, 0.1), (0.77, 0.25, 0.1), 0.02)]
            ),
            wood(BEECH),
        ),
    ]


def yoyo(a: str, b: str, k: int) -> list[Part]:
    half = lathe(
        [
            [0, 0.05],
            [0.2, 0.05],
            *curve([(0.2, 0.05), (0.58, 0.1), (0.62, 0.24), (0.5, 0.36), (0.3, 0.38)], 50).tolist(),
            [0, 0.36],
        ]
    )
    pair = half.plus(half.mapped(lambda p: p * [1, -1, -1]), disc(0.15, 0.12, -0.06, 0.01))
    cord = tube(
        curve(
            [
                (0.1, 0.0, 1.24),
                (0.9, -0.3, 0.7),
                (1.0, -0.8, 0.06),
                (0.4, -1.1, 0.04),
                (0.2, -0.8, 0.04),
                (0.5, -0.7, 0.04),
                (0.8, -1.0, 0.04),
            ],
            90,
        ),
        0.022,
        10,
    )
    cap = join([disc(0.24, 0.03, 0.37, 0.01), disc(0.24, 0.03, 0.37, 0.01).mapped(lambda p: p * [1, -1, -1])])
    return [
        Part(pair.turned(90, 0, 30).moved(z=0.62), Stuff("lacquer", a)),
        Part(cap.turned(90, 0, 30).moved(z=0.62), Stuff("lacquer", b)),
        Part(cord, Stuff("linen", CREAM, scale=5)),
    ]


def chess(a: str, b: str, k: int) -> list[Part]:
    foot = [(0.3, 0), (0.3, 0.05), (0.22, 0.14), (0.13, 0.3), (0.1, 0.6)]
    king = lathe(
        [[0, 0], *curve([*foot, (0.17, 0.98), (0.2, 1.12), (0.13, 1.24)], 80).tolist(), [0, 1.26]]
    ).plus(ball(0.07, z=1.3), ring(0.14, 0.04, 0.92))
    rook = lathe(
        [
            [0, 0],
            *curve([*foot, (0.2, 0.74), (0.22, 0.95)], 60).tolist(),
            [0.15, 0.95],
            [0.15, 0.88],
            [0, 0.88],
        ]
    )
    pawn = lathe(
        [
            [0, 0],
            *curve([(0.25, 0), (0.25, 0.05), (0.17, 0.14), (0.09, 0.35), (0.1, 0.44)], 50).tolist(),
            [0, 0.46],
        ]
    ).plus(ball(0.15, z=0.56), ring(0.11, 0.035, 0.42))
    bishop = lathe([[0, 0], *curve([*foot, (0.16, 0.78), (0.12, 1.0), (0.0, 1.1)], 70).tolist()]).plus(
        ball(0.05, z=1.12), ring(0.12, 0.035, 0.68)
    )
    light, dark = (wood(BEECH), wood(WALNUT)) if k == 0 else (Stuff("lacquer", a), Stuff("lacquer", b))
    lay = [
        (king, 0, 0.3, light),
        (rook, -0.75, 0.1, dark),
        (bishop, 0.7, 0.15, dark),
        (pawn, -0.35, -0.5, light),
        (pawn, 0.35, -0.55, dark),
    ]
    return [Part(s.moved(x, y, 0), st, "up") for s, x, y, st in lay]


def telescope(a: str, b: str, k: int) -> list[Part]:
    tubes = [
        (disc(0.26, 1.0, 0, 0.03), Stuff("lacquer", a)),
        (disc(0.21, 0.7, 0.95, 0.02), Stuff("brushed", BRASS)),
        (disc(0.3, 0.12, -0.06, 0.03), Stuff("brushed", BRASS)),
        (disc(0.16, 0.3, 1.6, 0.03), Stuff("lacquer", a)),
    ]
    legs = join(
        [
            rod((0, 0, 1.3), (0.7 * np.cos(t), 0.7 * np.sin(t), 0.03), 0.045, 0.035)
            for t in np.radians([70, 190, 310])
        ]
    )
    return [Part(s.moved(z=-0.75).turned(0, 72, 0).moved(0, 0, 1.55), st) for s, st in tubes] + [
        Part(legs, wood(OAK), "up"),
        Part(ball(0.12, z=1.32), Stuff("brushed", BRASS)),
    ]


FAMILIES = {
    f.__name__: f
    for f in (
        stacking_rings,
        blocks,
        rainbow,
        car,
        train,
        boat,
        plane,
        spinning_top,
        xylophone,
        bear,
        elephant,
        duck,
        rocking_horse,
        peg_dolls,
        skittles,
        cube_puzzle,
        abacus,
        doll_house,
        drum,
        kite,
        yoyo,
        chess,
        telescope,
    )
}
KINDS = {
    "boat": 1,
    "train": 1,
    "spinning_top": 1,
    "abacus": 1,
    "doll_house": 1,
    "drum": 1,
    "kite": 1,
    "yoyo": 1,
    "telescope": 1,
    "peg_dolls": 1,
    "rocking_horse": 1,
    "stacking_rings": 1,
}
SHOTS = {
    "xylophone": Shot(rise=34, turn=-22, fill=0.8),
    "kite": Shot(rise=89.0, turn=-16, fill=0.82),
    "train": Shot(rise=18, turn=-32, fill=0.86),
    "car": Shot(rise=18, turn=-32, fill=0.78),
    "plane": Shot(rise=24, turn=38, fill=0.8),
    "skittles": Shot(rise=18, turn=-20, fill=0.78),
    "bear": Shot(rise=10, turn=-18, fill=0.74),
    "elephant": Shot(rise=12, turn=-34, fill=0.78),
    "rainbow": Shot(rise=12, turn=-22, fill=0.8),
    "blocks": Shot(rise=14, turn=-22, fill=0.78),
    "cube_puzzle": Shot(rise=26, turn=-34, fill=0.7),
    "doll_house": Shot(rise=8, turn=-16, fill=0.76),
    "duck": Shot(rise=12, turn=-30, fill=0.72),
    "peg_dolls": Shot(rise=12, turn=-8, fill=0.8),
    "chess": Shot(rise=14, turn=-8, fill=0.78),
    "yoyo": Shot(rise=22, turn=-20, fill=0.74),
    "abacus": Shot(rise=10, turn=-20, fill=0.76),
}
