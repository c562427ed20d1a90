"""Balls, bats, rackets and discs."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.details import BEECH, BLACK, OAK, ring, wood
from assets.shopmaker.forms import Array, Solid, ball, curve, disc, join, lathe, rod, slab, tube
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
        Part(s.turned(38, 16, 118), Stuff("plastic", tints[i]))
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


FAMILIES = {
    f.__name__: f
    for f in (football, basketball, beach_ball, volleyball, frisbee, tennis_balls, bat_set, racket)
}
SHOTS = {
    "football": Shot(rise=8, turn=0, fill=0.66),
    "basketball": Shot(rise=8, turn=0, fill=0.66),
    "beach_ball": Shot(rise=8, turn=0, fill=0.66),
    "volleyball": Shot(rise=8, turn=0, fill=0.66),
    "frisbee": Shot(rise=10, turn=0, fill=0.7),
    "tennis_balls": Shot(rise=14, turn=0, fill=0.76),
    "bat_set": Shot(rise=89.0, turn=0, fill=0.78),
    "racket": Shot(rise=89.0, turn=-26, fill=0.82),
}
