"""Tents, packs and camp kitchen."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BLACK, BRASS, STEEL, ring, wood
from assets.shopmaker.forms import box, curve, disc, join, lathe, loft, rod, rotation, slab, tube, vessel
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


def flask(a: str, b: str, k: int) -> list[Part]:
    body = disc(0.36, 1.3, 0, 0.05)
    cup = lathe([[0, 1.36], [0.345, 1.36], [0.35, 1.4], [0.31, 1.8], [0.28, 1.83], [0, 1.83]])
    band = disc(0.345, 0.08, 1.29, 0.01)
    parts = [
        Part(body, Stuff("brushed" if k else "powder", a)),
        Part(band, Stuff("brushed", STEEL)),
        Part(cup, Stuff("brushed", STEEL)),
    ]
    mugs = vessel(curve([(0.27, 0), (0.3, 0.02), (0.31, 0.25), (0.31, 0.5)], 30), 0.022, 0.03).moved(
        0.85, -0.4, 0
    )
    ear = tube(
        curve([(1.14, -0.4, 0.42), (1.36, -0.4, 0.4), (1.36, -0.4, 0.14), (1.14, -0.4, 0.1)], 36), 0.028
    )
    return parts + ([Part(mugs.plus(ear), Stuff("lacquer", b))] if k == 0 else [])


def camp_mug(a: str, b: str, k: int) -> list[Part]:
    body = vessel(curve([(0.38, 0), (0.43, 0.02), (0.45, 0.4), (0.46, 0.76)], 40), 0.02, 0.03)
    ear = tube(
        curve([(0.45, 0, 0.64), (0.74, 0, 0.62), (0.74, 0, 0.22), (0.45, 0, 0.16)], 40), 0.035, flat=0.6
    )
    return [
        Part(body.plus(ear), Stuff("speckle", a, "#f4efe4", 0.7), "round"),
        Part(ring(0.45, 0.02, 0.765), Stuff("polished" if k == 0 else "lacquer", STEEL if k == 0 else b)),
    ]


def tent(a: str, b: str, k: int) -> list[Part]:
    u = np.linspace(0, 1, 60)
    if k == 0:
        rings = []
        for y in np.linspace(-1.25, 1.25, 40):
            high = 1.18 * (1 - 0.18 * (abs(y) / 1.25) ** 2)
            half = 1.05
            left = np.stack([-half + half * u, np.full(60, y), high * u**0.82], 1)
            right = np.stack([half * u, np.full(60, y), high * (1 - u) ** 0.82], 1)
            base = np.stack([np.linspace(half, -half, 60), np.full(60, y), np.zeros(60)], 1)
            rings.append(np.concatenate([left[:-1], right[:-1], base[:-1]]))
        body = loft(np.array(rings))
        flap = (
            slab([(-0.95, 0.02), (0.95, 0.02), (0.02, 1.0), (-0.02, 1.0)], 0.02, 0.005)
            .turned(90, 0, 0)
            .moved(0, -1.24, 0)
        )
        door = (
            slab([(0.0, 0.02), (0.62, 0.02), (0.02, 0.88)], 0.02, 0.004).turned(90, 0, 0).moved(0, -1.262, 0)
        )
        poles = join([rod((0, s * 1.28, 0), (0, s * 1.28, 1.12), 0.03) for s in (-1, 1)])
        return [
            Part(body, Stuff("linen", a, scale=2)),
            Part(flap, Stuff("linen", a, scale=2)),
            Part(door, Stuff("linen", b, scale=2)),
            Part(poles, wood(), "up"),
        ]
    rings = []
    v = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    for share in np.linspace(0, 1, 40):
        grow = np.cos(share * np.pi / 2) ** 0.55
        square = (np.abs(np.cos(v)) ** 3.2 + np.abs(np.sin(v)) ** 3.2) ** (-1 / 3.2)
        rings.append(
            np.stack(
                [
                    1.3 * grow * square * np.cos(v),
                    1.3 * grow * square * np.sin(v),
                    np.full(200, 1.25 * np.sin(share * np.pi / 2) ** 0.9),
                ],
                1,
            )
        )
    dome = loft(np.array(rings))
    arcs = []
    for spin in (45, 135):
        t = np.linspace(0, np.pi, 80)
        line = np.stack([1.62 * np.cos(t) * 1.0, 0 * t, 1.3 * np.sin(t) ** 0.75], 1) @ rotation(0, 0, spin).T
        arcs.append(tube(line, 0.028, 12))
    door = slab(curve([(-0.5, 0), (0.5, 0), (0.42, 0.5), (0, 0.86), (-0.42, 0.5)], 60, True), 0.02, 0.004)
    bent = door.mapped(
        lambda p: np.stack(
            [
                p[:, 0],
                -1.33 * np.cos(np.arcsin(np.clip(p[:, 1] / 1.28, 0, 1))) ** 0.62 - 0.005 - p[:, 2] * 0.5,
                p[:, 1] + 0.03,
            ],
            1,
        )
    )
    return [
        Part(dome, Stuff("linen", a, scale=2)),
        Part(join(arcs), Stuff("satin", b)),
        Part(bent, Stuff("linen", b, scale=2)),
    ]


def backpack(a: str, b: str, k: int) -> list[Part]:
    body = box(1.1, 0.62, 1.5, 0.28).mapped(
        lambda p: (
            p
            * np.stack([1 - 0.1 * (p[:, 2] / 1.5) ** 2, 1 - 0.18 * (p[:, 2] / 1.5) ** 2, np.ones(len(p))], 1)
        )
    )
    pocket = box(0.78, 0.3, 0.66, 0.13).moved(0, -0.34, 0.16)
    straps_front = join(
        [
            tube(
                curve([(s * 0.24, -0.3, 1.38), (s * 0.25, -0.42, 1.12), (s * 0.25, -0.5, 0.76)], 30),
                0.035,
                flat=0.25,
            )
            for s in (-1, 1)
        ]
    )
    buckles = join([box(0.11, 0.03, 0.13, 0.012).moved(s * 0.25, -0.505, 0.72) for s in (-1, 1)])
    loop = tube(
        curve([(-0.14, 0.16, 1.46), (-0.1, 0.16, 1.64), (0.1, 0.16, 1.64), (0.14, 0.16, 1.46)], 40), 0.032
    )
    shoulder = join(
        [
            tube(
                curve(
                    [
                        (s * 0.24, 0.26, 1.4),
                        (s * 0.42, 0.55, 1.0),
                        (s * 0.44, 0.42, 0.3),
                        (s * 0.46, 0.26, 0.12),
                    ],
                    50,
                ),
                0.06,
                flat=0.35,
            )
            for s in (-1, 1)
        ]
    )
    sides = join([box(0.16, 0.4, 0.5, 0.07).moved(s * 0.56, 0.02, 0.08) for s in (-1, 1)])
    cloth = Stuff("linen", a, scale=2.4)
    leather = Stuff("leather", b, scale=3)
    if k == 0:
        lid = box(1.14, 0.74, 0.3, 0.14).turned(7, 0, 0).moved(0, -0.02, 1.32)
        return [
            Part(join([body, pocket, sides, lid]), cloth),
            Part(join([straps_front, loop, shoulder]), leather),
            Part(buckles, Stuff("brushed", BRASS)),
        ]
    roll = tube([(-0.56, 0, 1.58), (0, 0, 1.6), (0.56, 0, 1.58)], 0.17, 40, 0.9)
    bottom = box(1.14, 0.66, 0.4, 0.19)
    return [
        Part(join([body, pocket]), cloth),
        Part(roll, cloth),
        Part(bottom.plus(straps_front.moved(z=0.1), shoulder), leather),
        Part(buckles, Stuff("brushed", STEEL)),
    ]


def duffel(a: str, b: str, k: int) -> list[Part]:
    body = rod((-0.75, 0, 0.52), (0.75, 0, 0.52), 0.52).keep(box(2.3, 3, 3, 0.05).moved(z=0.03))
    ends = join([disc(0.46, 0.06, 0, 0.02).turned(0, 90, 0).moved(s * 1.15 - 0.03, 0, 0.52) for s in (-1, 1)])
    bands = join(
        [
            lathe([[0.52, x], [0.535, x], [0.535, x + 0.13], [0.52, x + 0.13]]).turned(0, 90, 0).moved(z=0.52)
            for x in (-0.5, 0.37)
        ]
    )
    handles = join(
        [
            tube(
                curve([(-0.44, y, 1.0), (-0.34, y * 0.6, 1.42), (0.34, y * 0.6, 1.42), (0.44, y, 1.0)], 60),
                0.04,
                flat=0.5,
            )
            for y in (-0.25, 0.25)
        ]
    )
    zipper = box(1.9, 0.05, 0.02, 0.008).moved(z=1.03)
    return [
        Part(body.plus(ends), Stuff("linen", a, scale=2.4)),
        Part(bands.plus(handles), Stuff("leather", b, scale=3)),
        Part(zipper, Stuff("brushed", BRASS)),
    ]


def cool_box(a: str, b: str, k: int) -> list[Part]:
    body = box(1.7, 1.05, 0.95, 0.1)
    lid = box(1.74, 1.09, 0.26, 0.09).moved(z=0.93)
    handle = tube(
        curve(
            [
                (-0.84, 0, 0.95),
                (-0.86, 0, 1.5),
                (-0.7, 0, 1.62),
                (0.7, 0, 1.62),
                (0.86, 0, 1.5),
                (0.84, 0, 0.95),
            ],
            80,
        ),
        0.035,
    )
    latch = box(0.2, 0.05, 0.26, 0.02).moved(0, -0.56, 0.78)
    return [
        Part(body, Stuff("lacquer", a)),
        Part(lid, Stuff("lacquer", b)),
        Part(handle, Stuff("brushed", STEEL)),
        Part(latch, Stuff("polished", STEEL)),
        Part(tube([(-0.3, 0, 1.62), (0, 0, 1.625), (0.3, 0, 1.62)], 0.055), wood(), "along"),
    ]


def sleeping_bag(a: str, b: str, k: int) -> list[Part]:
    rings = []
    v = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    for i, z in enumerate(np.linspace(0, 1.5, 90)):
        end = min(z, 1.5 - z)
        radius = (
            0.46
            * min(1.0, 0.72 + 0.28 * np.sqrt(min(1, end / 0.12)))
            * (1 + 0.03 * np.sin(z * 26))
            * (1 - 0.2 * (np.exp(-(((z - 0.38) / 0.05) ** 2)) + np.exp(-(((z - 1.12) / 0.05) ** 2))))
        )
        rings.append(
            np.stack(
                [
                    radius * np.cos(v) * (1 + 0.012 * np.sin(9 * v + i * 0.2)),
                    radius * np.sin(v),
                    np.full(120, z),
                ],
                1,
            )
        )
    body = loft(np.array(rings))
    straps = join([ring(0.39, 0.03, z, 1.6) for z in (0.38, 1.12)])
    return [
        Part(body.turned(90, 0, 38).moved(z=0.46), Stuff("satin", a)),
        Part(straps.turned(90, 0, 38).moved(z=0.46), Stuff("linen", b, scale=5)),
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


FAMILIES = {
    f.__name__: f for f in (flask, camp_mug, tent, backpack, duffel, cool_box, sleeping_bag, binoculars)
}
SHOTS = {
    "tent": Shot(rise=14, turn=-32, fill=0.84),
    "backpack": Shot(rise=8, turn=-22, fill=0.72),
    "duffel": Shot(rise=16, turn=-28, fill=0.8),
    "cool_box": Shot(rise=18, turn=-30, fill=0.76),
    "sleeping_bag": Shot(rise=20, turn=0, fill=0.76),
    "binoculars": Shot(rise=20, turn=-18, fill=0.76),
}
