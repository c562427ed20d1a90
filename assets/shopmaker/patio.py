"""Chairs, benches, shade and fire for the patio; a sledge for the winter."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, OAK, wood
from assets.shopmaker.forms import ball, box, curve, disc, join, rod, tube, vessel
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


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


FAMILIES = {f.__name__: f for f in (garden_chair, bench, parasol, fire_bowl, sledge)}
SHOTS = {
    "garden_chair": Shot(rise=14, turn=-32, fill=0.74),
    "bench": Shot(rise=14, turn=-28, fill=0.86),
    "parasol": Shot(rise=4, turn=-10, fill=0.8),
    "fire_bowl": Shot(rise=18, turn=-10, fill=0.78),
    "sledge": Shot(rise=22, turn=-40, fill=0.84),
}
