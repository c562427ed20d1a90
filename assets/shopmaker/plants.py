"""Leaves, stems and small plants that make pots and vases come alive."""

from __future__ import annotations

import numpy as np

from assets.shopmaker.forms import Array, Solid, ball, curve, join, rotation, tube
from assets.shopmaker.materials import Stuff
from assets.shopmaker.studio import Part

GREENS = ["#4f7a4a", "#6b8f57", "#3f6650", "#86a36a"]


def leaf(length: float, width: float, bend: float = 0.5, fold: float = 0.25, tip: float = 1.0) -> Solid:
    """A thin curved leaf growing from the origin along x, arching up then down by `bend`."""
    along, across = np.linspace(0, 1, 22), np.linspace(-1, 1, 9)
    shape = np.sin(np.pi * along**0.75) ** (0.8 * tip)
    x = length * along
    u, v = np.meshgrid(along, across, indexing="ij")
    half = width / 2 * shape[:, None] * v
    z = bend * length * (0.9 * u - 1.1 * u**2) + fold * np.abs(half)
    top = np.stack([np.broadcast_to(x[:, None], u.shape), half, z], -1).reshape(-1, 3)
    low = top - [0, 0, 0.006]
    n, m = u.shape
    i, j = np.meshgrid(np.arange(n - 1), np.arange(m - 1), indexing="ij")
    a = (i * m + j).ravel()
    upper = np.concatenate([np.stack([a, a + m, a + m + 1], 1), np.stack([a, a + m + 1, a + 1], 1)])
    return Solid(np.concatenate([top, low]), np.concatenate([upper, upper[:, ::-1] + n * m]), 60)


def _place(solid: Solid, turn: float, tilt: float, at: Array) -> Solid:
    return solid.mapped(lambda p: p @ rotation(0, -tilt, 0).T @ rotation(0, 0, turn).T + at)


def rosette(count: int = 34, size: float = 0.5, z: float = 0.0) -> Solid:
    """A succulent: thick leaves in golden-angle order."""
    leaves = []
    for i in range(count):
        grow = (i + 3) / (count + 3)
        body = (
            ball(0.5, segments=20)
            .scaled(size * 0.62 * grow + 0.04, size * 0.36 * grow + 0.03, size * 0.13)
            .moved(size * 0.55 * grow)
        )
        leaves.append(_place(body, 137.5 * i, 78 - 70 * grow, np.array([0, 0, z + 0.1 * (1 - grow)])))
    return join(leaves, 180)


def bush(
    count: int,
    size: float,
    z: float,
    seed: int,
    width: float = 0.5,
    low: float = 10,
    high: float = 85,
    bend: float = 0.6,
) -> Solid:
    """Leaves from one point in every direction."""
    rng = np.random.default_rng(seed)
    leaves = []
    for i in range(count):
        tilt = low + (high - low) * (1 - i / count) + rng.uniform(-8, 8)
        length = size * rng.uniform(0.75, 1.1)
        leaves.append(
            _place(
                leaf(length, length * width, bend),
                137.5 * i + rng.uniform(-12, 12),
                tilt,
                np.array([0, 0, z]),
            )
        )
    return join(leaves, 60)


def stemmed(
    count: int,
    height: float,
    z: float,
    seed: int,
    leaf_size: float = 0.34,
    width: float = 0.62,
    spread: float = 0.5,
) -> tuple[Solid, Solid]:
    """Stems and their leaves, like a rubber plant or a lemon balm."""
    rng = np.random.default_rng(seed)
    stems, leaves = [], []
    for i in range(count):
        out = np.radians(137.5 * i)
        reach = spread * rng.uniform(0.3, 1.0)
        tall = height * rng.uniform(0.7, 1.0)
        path = curve(
            [
                (0, 0, z - 0.05),
                (0.3 * reach * np.cos(out), 0.3 * reach * np.sin(out), z + tall * 0.5),
                (reach * np.cos(out), reach * np.sin(out), z + tall),
            ],
            26,
        )
        stems.append(tube(path, np.linspace(0.018, 0.008, 26), 8))
        for j, at in enumerate(range(6, 26, 3)):
            size = leaf_size * rng.uniform(0.7, 1.1)
            leaves.append(
                _place(
                    leaf(size, size * width, 0.45),
                    137.5 * j + 60 * i + rng.uniform(-20, 20),
                    rng.uniform(15, 55),
                    path[at],
                )
            )
    return join(stems), join(leaves, 60)


def branch(top: float, seed: int) -> list[Part]:
    """Dry branches with small round leaves, standing in a vase of height `top`."""
    stems, leaves = stemmed(4, 1.15, top - 0.1, seed, 0.2, 0.85, 0.55)
    return [Part(stems, Stuff("matte", "#7a5a40")), Part(leaves, Stuff("leaf", "#8fa27d"))]


def bouquet(top: float, seed: int, tint: str) -> list[Part]:
    """Tall grasses with soft heads in the given colour."""
    rng = np.random.default_rng(seed)
    stems, heads, leaves = [], [], []
    for i in range(9):
        out = np.radians(137.5 * i)
        reach, tall = rng.uniform(0.12, 0.6), rng.uniform(0.75, 1.25)
        path = curve(
            [
                (0.05 * np.cos(out), 0.05 * np.sin(out), 0.12),
                (0.1 * np.cos(out), 0.1 * np.sin(out), top),
                (reach * np.cos(out), reach * np.sin(out), top + tall),
            ],
            24,
        )
        stems.append(tube(path, 0.012, 8))
        heads.append(ball(0.085, segments=24).scaled(1, 1, 0.8).moved(*path[-1].tolist()))
        leaves.append(_place(leaf(0.34, 0.1, 0.3), 137.5 * i, 50, path[14]))
    return [
        Part(join(stems).plus(join(leaves, 60)), Stuff("leaf", "#6f8a58")),
        Part(join(heads, 180), Stuff("plush", tint, scale=4)),
    ]
