"""Games, puzzles and paints."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, CREAM, INK, OAK, STEEL, WALNUT, ring, tints, wood
from assets.shopmaker.forms import (
    Solid,
    ball,
    box,
    curve,
    disc,
    join,
    lathe,
    rod,
    slab,
    tube,
    vessel,
)
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot


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


def dominoes(a: str, b: str, k: int) -> list[Part]:
    tiles, dots = [], []
    rng = np.random.default_rng(8)
    for i in range(7):
        lean = 0.0 if i < 4 else 14.0 * (i - 3)
        x = -0.95 + 0.3 * i + (0.05 * (i - 3) if i > 3 else 0)
        tiles.append(box(0.1, 0.46, 0.9, 0.035).turned(0, lean, 0).moved(x, 0.12 * np.sin(i * 0.8), 0))
        for half in (0.24, 0.66):
            for y in rng.choice([-0.12, 0.0, 0.12], size=rng.integers(1, 4), replace=False):
                dot = (
                    disc(0.045, 0.012, 0, 0.004)
                    .turned(0, -90, 0)
                    .moved(-0.047, float(y), half + 0.09 * float(rng.integers(-1, 2)))
                )
                dots.append(dot.turned(0, lean, 0).moved(x, 0.12 * np.sin(i * 0.8), 0))
    return [Part(join(tiles), Stuff("wood", a, b, 0.9), "up"), Part(join(dots), Stuff("lacquer", INK))]


def marbles(a: str, b: str, k: int) -> list[Part]:
    rng = np.random.default_rng(4)
    parts = [Part(vessel(curve([(0.5, 0), (0.62, 0.04), (0.86, 0.3)], 40), 0.05, 0.06), wood(OAK), "along")]
    spots = [
        (0, 0, 0.26),
        (0.32, 0.1, 0.28),
        (-0.3, 0.15, 0.27),
        (0.1, -0.32, 0.27),
        (-0.2, -0.25, 0.28),
        (0.05, 0.35, 0.28),
        (0.12, 0.0, 0.55),
    ]
    for (x, y, z), tint in zip(
        [*spots, (0.95, -0.55, 0.19), (-0.75, -0.8, 0.19)], [*tints(a, b, 8), a], strict=True
    ):
        stuff = Stuff("lacquer", tint) if rng.random() < 0.6 else Stuff("marble", tint, CREAM, 2.0)
        parts.append(Part(ball(0.19, x, y, z), stuff))
    return parts


def crayons(a: str, b: str, k: int) -> list[Part]:
    parts = [Part(box(1.5, 0.5, 0.8, 0.02).cut(box(1.42, 0.42, 1.2, 0.01).moved(z=0.05)), Stuff("paper", a))]
    parts.append(Part(box(1.0, 0.01, 0.4, 0.004).moved(0, -0.255, 0.2), Stuff("paper", CREAM)))
    for i, tint in enumerate(
        ["#b92f28", "#d98032", "#e3b25f", "#6f8d4f", "#2f6f63", "#3b6ea0", "#57406a", "#2b2b2b"]
    ):
        x = -0.61 + 0.175 * i
        stick = disc(0.075, 1.05 + 0.05 * ((i * 5) % 3), 0.06, 0.01)
        tip = lathe([[0, 0], [0.075, 0], [0.03, 0.16], [0, 0.18]]).moved(z=1.1 + 0.05 * ((i * 5) % 3))
        parts.append(Part(stick.plus(tip).moved(x, 0, 0), Stuff("wax", tint)))
    return parts


FAMILIES = {
    f.__name__: f for f in (skittles, cube_puzzle, abacus, kite, yoyo, chess, dominoes, marbles, crayons)
}
SHOTS = {
    "skittles": Shot(rise=18, turn=-20, fill=0.78),
    "cube_puzzle": Shot(rise=26, turn=-34, fill=0.7),
    "abacus": Shot(rise=10, turn=-20, fill=0.76),
    "kite": Shot(rise=89.0, turn=-16, fill=0.82),
    "yoyo": Shot(rise=22, turn=-20, fill=0.74),
    "chess": Shot(rise=14, turn=-8, fill=0.78),
    "dominoes": Shot(rise=14, turn=-40, fill=0.8),
    "marbles": Shot(rise=30, turn=-20, fill=0.78),
    "crayons": Shot(rise=12, turn=-18, fill=0.74),
}
