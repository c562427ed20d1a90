"""Sport and outdoor: balls, weights, bottles, mats, tents, packs, boards and camp things as solids."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.forms import (
    Array,
    Solid,
    ball,
    box,
    curve,
    disc,
    join,
    lathe,
    loft,
    rod,
    rotation,
    slab,
    tube,
    vessel,
)
from assets.shopmaker.kitchen import BEECH, BLACK, BRASS, OAK, STEEL, ring, wood
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part, Shot

GOLDEN = (1 + 5**0.5) / 2


def _icosa() -> Array:
    points = []
    for s in (-1, 1):
        for t in (-1, 1):
            points += [(0, s, t * GOLDEN), (s, t * GOLDEN, 0), (t * GOLDEN, 0, s)]
    result = np.array(points, dtype=float)
    return result / np.linalg.norm(result[0])


def _sphere(detail: int = 7) -> Solid:
    """A fine even sphere of radius 1."""
    return ball(1.0, segments=4 * 2**detail if detail < 6 else 560)


def _split(solid: Solid, groups: Array) -> list[Solid]:
    """The faces of a solid by group number."""
    found = []
    for g in range(int(groups.max()) + 1):
        faces = solid.faces[groups == g]
        used, where = np.unique(faces, return_inverse=True)
        found.append(Solid(solid.points[used], where.reshape(-1, 3), 180))
    return found


def football(a: str, b: str, k: int) -> list[Part]:
    sphere = _sphere()
    corners = _icosa()
    u = sphere.points / np.linalg.norm(sphere.points, axis=1, keepdims=True)
    dots = u @ corners.T
    best = dots.max(1)
    faces3 = []
    for i in range(12):
        near = [j for j in range(12) if j != i and corners[i] @ corners[j] > 0.4]
        faces3 += [(i, j, m) for j in near for m in near if i < j < m and corners[j] @ corners[m] > 0.4]
    hexes = np.array([corners[list(f)].sum(0) for f in faces3])
    hexes /= np.linalg.norm(hexes, axis=1, keepdims=True)
    score = np.concatenate([dots + 0.045, u @ hexes.T], 1)
    order = np.sort(score, axis=1)
    gap = order[:, -1] - order[:, -2]
    groove = np.exp(-((gap / 0.016) ** 2))
    points = u * (1 - 0.028 * groove)[:, None]
    middle = points[sphere.faces].mean(1)
    middle /= np.linalg.norm(middle, axis=1, keepdims=True)
    pick = np.concatenate([middle @ corners.T + 0.045, middle @ hexes.T], 1).argmax(1)
    white, dark = _split(Solid(points, sphere.faces, 180), (pick < 12).astype(int))
    spin = {"x": 20, "y": 12, "z": 8}
    del best
    return [Part(white.turned(**spin), Stuff("plastic", a)), Part(dark.turned(**spin), Stuff("plastic", b))]


def basketball(a: str, b: str, k: int) -> list[Part]:
    sphere = _sphere()
    u = sphere.points / np.linalg.norm(sphere.points, axis=1, keepdims=True)
    x, y, z = u.T
    curveline = np.abs(np.abs(x) - 0.52 - 0.16 * (1 - y**2))
    lines = np.minimum.reduce([np.abs(z), np.abs(y), np.where(np.abs(x) > 0.1, curveline, 9)])
    groove = np.exp(-((lines / 0.022) ** 4))
    points = u * (1 - 0.022 * groove)[:, None]
    m = points[sphere.faces].mean(1)
    m /= np.linalg.norm(m, axis=1, keepdims=True)
    d = np.minimum.reduce(
        [np.abs(m[:, 2]), np.abs(m[:, 1]), np.abs(np.abs(m[:, 0]) - 0.52 - 0.16 * (1 - m[:, 1] ** 2))]
    )
    skin, seam = _split(Solid(points, sphere.faces, 180), (d < 0.02).astype(int))
    spin = {"x": 24, "y": 28, "z": 14}
    return [
        Part(skin.turned(**spin), Stuff("leather", a, scale=5)),
        Part(seam.turned(**spin), Stuff("rubber", b)),
    ]


def beach_ball(a: str, b: str, k: int) -> list[Part]:
    sphere = _sphere()
    u = sphere.points / np.linalg.norm(sphere.points, axis=1, keepdims=True)
    angle = np.arctan2(u[:, 1], u[:, 0])
    seam = np.abs((angle * 6 / (2 * np.pi)) % 1 - 0.5)
    points = u * (1 - 0.02 * np.exp(-(((0.5 - seam) / 0.03) ** 2)) * np.sqrt(1 - u[:, 2] ** 2))[:, None]
    m = points[sphere.faces].mean(1)
    sector = np.floor((np.arctan2(m[:, 1], m[:, 0]) / (2 * np.pi) * 6) % 6).astype(int)
    groups = np.where(m[:, 2] > 0.965, 3, np.array([0, 1, 0, 2, 0, 1])[sector] if k == 0 else sector % 2)
    tints = ["#f6f2ea", a, b, "#f6f2ea"]
    return [
        Part(s.turned(38, 16, 70), Stuff("plastic", tints[i]))
        for i, s in enumerate(_split(Solid(points, sphere.faces, 180), groups))
        if len(s.faces)
    ]


def volleyball(a: str, b: str, k: int) -> list[Part]:
    sphere = _sphere()
    u = sphere.points / np.linalg.norm(sphere.points, axis=1, keepdims=True)

    def panel(q: Array) -> tuple[Array, Array]:
        face = np.abs(q).argmax(1)
        along = q[np.arange(len(q)), (face + 1) % 3] / np.abs(q[np.arange(len(q)), face])
        return face, along

    face, along = panel(u)
    q = np.sort(np.abs(u), axis=1)
    edge = np.minimum(q[:, 2] - q[:, 1], np.minimum(np.abs(along - 0.36), np.abs(along + 0.36)) * 0.8)
    points = u * (1 - 0.025 * np.exp(-((edge / 0.022) ** 2)))[:, None]
    m = points[sphere.faces].mean(1)
    face, along = panel(m / np.linalg.norm(m, axis=1, keepdims=True))
    groups = np.where(np.abs(along) < 0.36, 1, 0) if k == 0 else face
    tints = [a, b, "#f3efe6"]
    return [
        Part(s.turned(24, 18, 20), Stuff("leather", tints[i], scale=4))
        for i, s in enumerate(_split(Solid(points, sphere.faces, 180), groups))
        if len(s.faces)
    ]


def dumbbells(a: str, b: str, k: int) -> list[Part]:
    if k == 0:
        head = lathe(
            [[0, 0], *curve([(0.26, 0), (0.3, 0.04), (0.3, 0.3), (0.26, 0.36)], 20).tolist(), [0, 0.36]], 6
        )
        soft = Stuff("rubber", a)
    else:
        head = lathe(
            [[0, 0], *curve([(0.0, 0), (0.24, 0.05), (0.3, 0.19), (0.24, 0.33), (0, 0.38)], 40).tolist()]
        )
        soft = Stuff("matte", a)
    bar = lathe(
        [
            [0, -0.42],
            [0.085, -0.42],
            *curve([(0.085, -0.42), (0.11, 0.0), (0.085, 0.42)], 20).tolist(),
            [0, 0.42],
        ]
    )

    def one(x: float, turn: float) -> list[Part]:
        heads = (
            join([head.moved(z=0.38), head.mapped(lambda p: p * [1, -1, -1]).moved(z=-0.38)])
            .turned(0, 0, 0)
            .turned(90, 0, turn)
            .moved(x, 0, 0.27)
        )
        return [
            Part(heads, soft),
            Part(bar.turned(90, 0, turn).moved(x, 0, 0.27), Stuff("brushed", STEEL) if k == 0 else soft),
        ]

    return one(-0.42, 12) + one(0.5, -16)


def kettlebell(a: str, b: str, k: int) -> list[Part]:
    body = ball(0.56, z=0.5).keep(box(3, 3, 3, 0.001).moved(z=0.03))
    handle = tube(
        curve(
            [
                (-0.36, 0, 0.85),
                (-0.42, 0, 1.2),
                (-0.22, 0, 1.42),
                (0.22, 0, 1.42),
                (0.42, 0, 1.2),
                (0.36, 0, 0.85),
            ],
            70,
        ),
        0.085,
    )
    if k == 0:
        low = ball(0.575, z=0.5).keep(box(3, 3, 0.5, 0.001))
        return [
            Part(body.plus(handle), Stuff("satin", BLACK)),
            Part(low.keep(box(3, 3, 3, 0.001).moved(z=0.03)), Stuff("rubber", a)),
        ]
    return [Part(body.plus(handle), Stuff("matte", a))]


def bottle(a: str, b: str, k: int) -> list[Part]:
    shapes = [
        [(0.3, 0), (0.34, 0.03), (0.34, 0.6), (0.34, 1.05), (0.2, 1.24), (0.19, 1.34)],
        [(0.3, 0), (0.33, 0.03), (0.35, 0.8), (0.36, 1.25)],
        [(0.3, 0), (0.35, 0.04), (0.32, 0.45), (0.35, 0.85), (0.3, 1.1), (0.24, 1.16)],
    ]
    line = curve(shapes[k], 70)
    top, edge = float(line[-1][1]), float(line[-1][0])
    body = lathe([[0, 0], *line.tolist(), [0, top]])
    if k == 0:
        loop = tube(
            curve(
                [
                    (-0.17, 0, top + 0.16),
                    (-0.15, 0, top + 0.38),
                    (0.15, 0, top + 0.38),
                    (0.17, 0, top + 0.16),
                ],
                40,
            ),
            0.035,
        )
        return [
            Part(body, Stuff("powder", a)),
            Part(disc(edge + 0.02, 0.2, top, 0.03), Stuff("brushed", STEEL)),
            Part(loop, Stuff("brushed", STEEL)),
        ]
    if k == 1:
        return [
            Part(body, Stuff("powder", a)),
            Part(disc(edge + 0.02, 0.14, top, 0.04), Stuff("rubber", b)),
            Part(disc(0.37, 0.5, 0.42, 0.02), Stuff("cork", "#c79a68", "#8b5f38")),
            Part(disc(0.1, 0.05, top + 0.13, 0.02), Stuff("rubber", b)),
        ]
    return [
        Part(body, Stuff("frosted", a)),
        Part(disc(0.27, 0.16, top - 0.02, 0.04), Stuff("plastic", b)),
        Part(disc(0.08, 0.16, top + 0.12, 0.04), Stuff("plastic", "#f3efe6")),
    ]


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


def mat(a: str, b: str, k: int) -> list[Part]:
    turn = np.linspace(0, 8 * np.pi, 300)
    radius = 0.07 + 0.0112 * turn
    spiral = np.stack([radius * np.cos(turn), radius * np.sin(turn)], 1)
    away = spiral / np.linalg.norm(spiral, axis=1, keepdims=True)
    outline = np.concatenate([spiral + away * 0.029, (spiral - away * 0.029)[::-1]])
    roll = slab(outline, 1.7, 0.01)
    edge = radius[-1] + 0.03
    straps = join(
        [
            lathe([[edge, z], [edge + 0.012, z], [edge + 0.012, z + 0.1], [edge, z + 0.1]])
            for z in (0.35, 1.25)
        ]
    )
    sling = tube(
        curve([(edge, -0.05, 0.4), (edge + 0.36, -0.1, 0.85), (edge, -0.05, 1.3)], 50), 0.03, flat=0.3
    )
    upright = k == 0
    parts = [
        Part(roll, Stuff("rubber" if k == 0 else "cork", a, b, 1.0)),
        Part(straps.plus(sling), Stuff("linen", b if k == 0 else "#3a3f3c", scale=4)),
    ]
    return parts if upright else [Part(p.solid.turned(90, 0, 35).moved(z=edge), p.stuff) for p in parts]


def roller(a: str, b: str, k: int) -> list[Part]:
    outer = lathe([[0.42, 0], [0.5, 0], [0.52, 0.02], [0.52, 1.5], [0.5, 1.52], [0.42, 1.52]], 240)

    def knobs(p: Array) -> Array:
        t = np.arctan2(p[:, 1], p[:, 0])
        grip = 0.02 * np.tanh(4 * np.cos(9 * t)) * (np.hypot(p[:, 0], p[:, 1]) > 0.5)
        return p * np.stack([1 + grip, 1 + grip, np.ones(len(p))], 1)

    body = outer.mapped(knobs)
    core = lathe([[0.38, 0.01], [0.425, 0.01], [0.425, 1.51], [0.38, 1.51]])
    return [
        Part(body.turned(90, 0, 40).moved(z=0.52), Stuff("rubber", a)),
        Part(core.turned(90, 0, 40).moved(z=0.52), Stuff("plastic", b)),
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


def skateboard(a: str, b: str, k: int) -> list[Part]:
    outline = curve(
        [
            (-1.5, 0),
            (-1.4, 0.3),
            (-1.0, 0.39),
            (0, 0.4),
            (1.0, 0.39),
            (1.4, 0.3),
            (1.5, 0),
            (1.4, -0.3),
            (1.0, -0.39),
            (0, -0.4),
            (-1.0, -0.39),
            (-1.4, -0.3),
        ],
        160,
        True,
    )

    def bend(p: Array) -> Array:
        over = np.clip(np.abs(p[:, 0]) - 0.98, 0, 1)
        return p + np.stack([0 * over, 0 * over, 0.55 * over**1.4 + 0.08 * p[:, 1] ** 2], 1)

    plies = [slab(outline, 0.03, 0.006).moved(z=0.42 + 0.028 * i) for i in range(3)]
    fine = [Solid(*_fine(s)) for s in plies]
    wheels, trucks = [], []
    for x in (-0.85, 0.85):
        trucks.append(
            box(0.26, 0.3, 0.1, 0.03)
            .moved(x, 0, 0.33)
            .plus(rod((x, -0.34, 0.2), (x, 0.34, 0.2), 0.05), box(0.12, 0.24, 0.2, 0.04).moved(x, 0, 0.18))
        )
        wheels += [disc(0.17, 0.2, -0.1, 0.05).turned(90, 0, 0).moved(x, s * 0.36, 0.17) for s in (-1, 1)]
    stuff = [Stuff("wood", *OAK, 0.6), Stuff("satin", b), Stuff("satin", a)]
    parts = [Part(f.mapped(bend), stuff[2 - i], "along") for i, f in enumerate(fine)]
    parts += [
        Part(join(trucks), Stuff("brushed", STEEL)),
        Part(join(wheels), Stuff("rubber", b if k == 0 else "#f0e9da")),
    ]
    return parts


def _fine(solid: Solid) -> tuple[Array, np.ndarray]:
    body = solid.manifold().refine_to_length(0.08)
    mesh = body.to_mesh()
    return np.asarray(mesh.vert_properties, dtype=float)[:, :3], np.asarray(mesh.tri_verts, dtype=np.int64)


def helmet(a: str, b: str, k: int) -> list[Part]:
    outer = ball(0.8).scaled(1, 1.18, 0.92).keep(box(4, 4, 4, 0.001).moved(z=-0.12))
    inner = ball(0.7).scaled(1, 1.18, 0.92)
    shell = outer.cut(inner)
    vents = join(
        [
            box(0.13, 0.62, 0.8, 0.06).moved(x, y, 0.42)
            for x, y in ((-0.34, -0.25), (0, -0.28), (0.34, -0.25), (-0.34, 0.5), (0, 0.52), (0.34, 0.5))
        ]
    )
    visor = (
        slab(curve([(-0.6, -0.75), (0, -1.18), (0.6, -0.75), (0, -0.86)], 80, True), 0.04, 0.015)
        .turned(-6, 0, 0)
        .moved(z=-0.12)
    )
    rim = tube(
        np.stack(
            [
                0.79 * np.cos(np.linspace(0, 2 * np.pi, 120)),
                0.93 * np.sin(np.linspace(0, 2 * np.pi, 120)),
                np.full(120, -0.11),
            ],
            1,
        ),
        0.035,
        12,
    )
    straps = join(
        [
            tube(
                curve([(s * 0.68, -0.1, -0.1), (s * 0.6, -0.14, -0.5), (0, -0.2, -0.75)], 40), 0.03, flat=0.3
            )
            for s in (-1, 1)
        ]
    )
    return [
        Part(shell.cut(vents) if k == 0 else shell, Stuff("satin" if k else "lacquer", a)),
        Part(inner.keep(box(4, 4, 4, 0.001).moved(z=-0.08)).scaled(0.99), Stuff("matte", "#2a2c2e")),
        Part(visor.plus(rim), Stuff("satin", b)),
        Part(straps, Stuff("linen", BLACK, scale=5)),
    ]


def bat_set(a: str, b: str, k: int) -> list[Part]:
    turn = np.linspace(np.radians(-68), np.radians(248), 80)
    blade = np.stack([0.52 * np.cos(turn), 0.56 * np.sin(turn)], 1).tolist()
    neck = [(-0.1, -0.6), (-0.08, -1.0), (0.08, -1.0), (0.1, -0.6)]
    plate = slab([*blade, *neck], 0.07, 0.015)
    faces = [slab(np.array(blade) * 0.985, 0.025, 0.008).moved(z=z) for z in (0.065, -0.02)]
    grip = slab(
        curve([(-0.09, -0.58), (-0.075, -0.98), (0.075, -0.98), (0.09, -0.58)], 40, True), 0.13, 0.05
    ).moved(z=-0.03)

    def one(turns: float, x: float, y: float, z: float, tint: str) -> list[Part]:
        return [
            Part(s.turned(0, 0, turns).moved(x, y, z), st, "along")
            for s, st in (
                (plate, wood(BEECH)),
                (faces[0], Stuff("rubber", tint)),
                (faces[1], Stuff("rubber", BLACK)),
                (grip, wood(OAK)),
            )
        ]

    return [
        *one(32, -0.3, 0.1, 0.05, a),
        *one(-28, 0.42, -0.1, 0.2, b),
        Part(ball(0.13).moved(0.15, -1.0, 0.13), Stuff("plastic", "#f5f2ec")),
    ]


def racket(a: str, b: str, k: int) -> list[Part]:
    turn = np.linspace(np.radians(-80), np.radians(260), 90)
    head = np.stack([0.5 * np.cos(turn), 0.64 * np.sin(turn) + 0.9, 0 * turn], 1)
    frame = tube(head, 0.04, 16)
    throat = join(
        [
            tube(curve([(s * 0.1, 0.27, 0), (s * 0.13, 0.0, 0), (s * 0.03, -0.35, 0)], 20), 0.035, 12)
            for s in (-1, 1)
        ]
    )
    grip = rod((0, -0.3, 0), (0, -1.1, 0), 0.07)
    strings = []
    for x in np.linspace(-0.42, 0.42, 13):
        half = 0.62 * np.sqrt(max(0.0, 1 - (x / 0.5) ** 2))
        strings.append(rod((x, 0.9 - half, 0), (x, 0.9 + half, 0), 0.006))
    for y in np.linspace(-0.54, 0.54, 16):
        half = 0.49 * np.sqrt(max(0.0, 1 - (y / 0.64) ** 2))
        strings.append(rod((-half, 0.9 + y, 0.004), (half, 0.9 + y, 0.004), 0.006))
    whole = [
        Part(frame.plus(throat), Stuff("lacquer", a)),
        Part(grip, Stuff("leather", b, scale=4)),
        Part(join(strings), Stuff("plastic", "#f1ede2")),
    ]
    return [Part(p.solid.moved(z=0.09), p.stuff) for p in whole] + [
        Part(ball(0.15, 0.52, -0.55, 0.15), Stuff("felt", "#cfd64a", scale=4))
    ]


def skipping_rope(a: str, b: str, k: int) -> list[Part]:
    t = np.linspace(0, 2 * np.pi * 3, 400)
    radius = 0.72 - 0.02 * t / 6
    coil = np.stack(
        [radius * np.cos(t), radius * np.sin(t) * 0.8, 0.06 + 0.035 * t / (2 * np.pi) + 0.02 * np.sin(2 * t)],
        1,
    )
    rope = tube(
        np.concatenate(
            [[[0.95, -0.75, 0.09], [0.85, -0.35, 0.08]], coil, [[0.62, -0.4, 0.14], [0.55, -0.85, 0.1]]]
        ),
        0.035,
        12,
    )
    grips = []
    for x, y, turn in ((0.98, -0.8, 200), (0.55, -0.88, 175)):
        grips.append(
            lathe(
                [
                    [0, 0],
                    *curve([(0.06, 0), (0.085, 0.15), (0.07, 0.4), (0.085, 0.62), (0.03, 0.7)], 40).tolist(),
                    [0, 0.7],
                ]
            )
            .turned(-90, 0, turn)
            .moved(x, y, 0.09)
        )
    return [Part(rope, Stuff("linen", a, scale=5)), Part(join(grips), wood(), "along")]


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


def frisbee(a: str, b: str, k: int) -> list[Part]:
    body = lathe(
        [
            *curve([(0.96, 0), (1.0, 0.08), (0.92, 0.19), (0.6, 0.24), (0.0, 0.25)], 60).tolist(),
            *curve([(0.0, 0.21), (0.6, 0.2), (0.88, 0.15), (0.93, 0.06), (0.93, 0)], 60).tolist(),
        ]
    )
    rings = join([ring(r, 0.008, 0.243 - 0.01 * i) for i, r in enumerate((0.42, 0.5, 0.58))])
    return [
        Part(body.turned(58, 0, 0), Stuff("plastic", a)),
        Part(disc(0.3, 0.02, 0.24, 0.008).plus(rings).turned(58, 0, 0), Stuff("plastic", b)),
    ]


def camp_lantern(a: str, b: str, k: int) -> list[Part]:
    base = disc(0.42, 0.3, 0, 0.06)
    glass = vessel(curve([(0.33, 0.3), (0.36, 0.5), (0.33, 0.85)], 30), 0.02, -1)
    top = lathe(
        [[0, 0.84], [0.4, 0.84], *curve([(0.42, 0.87), (0.4, 1.0), (0.2, 1.12)], 20).tolist(), [0, 1.14]]
    )
    bars = join(
        [
            rod((0.39 * np.cos(t), 0.39 * np.sin(t), 0.28), (0.39 * np.cos(t), 0.39 * np.sin(t), 0.86), 0.018)
            for t in np.radians([20, 110, 200, 290])
        ]
    )
    loop = tube(curve([(-0.36, 0, 1.0), (-0.3, 0, 1.4), (0.3, 0, 1.4), (0.36, 0, 1.0)], 60), 0.022)
    return [
        Part(base.plus(top), Stuff("powder", a)),
        Part(glass, Stuff("frosted", "#ffffff")),
        Part(disc(0.13, 0.46, 0.3, 0.05), Stuff("glow", "#ffe2b0"), glow=1.1),
        Part(bars.plus(loop), Stuff("brushed", BRASS if k == 0 else STEEL)),
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


FAMILIES = {
    f.__name__: f
    for f in (
        football,
        basketball,
        beach_ball,
        volleyball,
        dumbbells,
        kettlebell,
        bottle,
        flask,
        camp_mug,
        mat,
        roller,
        tent,
        backpack,
        duffel,
        skateboard,
        helmet,
        bat_set,
        racket,
        skipping_rope,
        cool_box,
        frisbee,
        camp_lantern,
        sleeping_bag,
    )
}
KINDS = {
    "volleyball": 1,
    "skateboard": 2,
    "football": 1,
    "basketball": 1,
    "bottle": 3,
    "roller": 1,
    "duffel": 1,
    "bat_set": 1,
    "racket": 1,
    "skipping_rope": 1,
    "cool_box": 1,
    "frisbee": 1,
    "sleeping_bag": 1,
    "camp_lantern": 1,
}
SHOTS = {
    "dumbbells": Shot(rise=28, turn=-30, fill=0.8),
    "bat_set": Shot(rise=89.0, turn=0, fill=0.78),
    "racket": Shot(rise=89.0, turn=-26, fill=0.82),
    "skipping_rope": Shot(rise=50, turn=0, fill=0.8),
    "football": Shot(rise=8, turn=0, fill=0.66),
    "basketball": Shot(rise=8, turn=0, fill=0.66),
    "volleyball": Shot(rise=8, turn=0, fill=0.66),
    "beach_ball": Shot(rise=8, turn=0, fill=0.66),
    "tent": Shot(rise=14, turn=-32, fill=0.84),
    "skateboard": Shot(rise=24, turn=-38, fill=0.86),
    "duffel": Shot(rise=16, turn=-28, fill=0.8),
    "roller": Shot(rise=22, turn=0, fill=0.74),
    "cool_box": Shot(rise=18, turn=-30, fill=0.76),
    "frisbee": Shot(rise=10, turn=0, fill=0.7),
    "sleeping_bag": Shot(rise=20, turn=0, fill=0.76),
    "mat": Shot(rise=16, turn=-20, fill=0.72),
    "helmet": Shot(rise=16, turn=-36, fill=0.72),
    "backpack": Shot(rise=8, turn=-22, fill=0.72),
}
