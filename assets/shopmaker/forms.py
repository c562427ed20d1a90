"""Solid shapes the shop's objects are built from: lathe, sweep, rounded box, inflated outline, blended blobs.

Every function returns a `Solid`: a triangle mesh in metres-free studio units, z up, standing on z = 0 unless told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from manifold3d import CrossSection, Manifold, Mesh
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.ndimage import distance_transform_edt, gaussian_filter
from skimage.measure import marching_cubes

Array = NDArray[np.float64]
SEGMENTS = 128


@dataclass
class Solid:
    """Triangles: `points` (n, 3) and `faces` (m, 3); `crease` in degrees keeps sharper edges sharp."""

    points: Array
    faces: NDArray[np.int64]
    crease: float = 38.0
    extra: dict[str, float] = field(default_factory=dict)

    def moved(self, x: float = 0, y: float = 0, z: float = 0) -> Solid:
        return self.mapped(lambda p: p + np.array([x, y, z]))

    def scaled(self, x: float, y: float | None = None, z: float | None = None) -> Solid:
        return self.mapped(lambda p: p * np.array([x, x if y is None else y, x if z is None else z]))

    def turned(self, x: float = 0, y: float = 0, z: float = 0) -> Solid:
        """Rotate by degrees around x, then y, then z."""
        return self.mapped(lambda p: p @ rotation(x, y, z).T)

    def mapped(self, change: Callable[[Array], Array]) -> Solid:
        points = change(self.points)
        return Solid(points, self.faces, self.crease)

    def plus(self, *others: Solid) -> Solid:
        """The parts side by side in one mesh (no boolean)."""
        return join([self, *others], self.crease)

    def manifold(self) -> Manifold:
        return Manifold(Mesh(self.points.astype(np.float32), self.faces.astype(np.uint32)))

    def cut(self, other: Solid) -> Solid:
        return _solid(self.manifold() - other.manifold(), self.crease)

    def keep(self, other: Solid) -> Solid:
        return _solid(self.manifold() ^ other.manifold(), self.crease)

    def fused(self, *others: Solid) -> Solid:
        whole = self.manifold()
        for other in others:
            whole = whole + other.manifold()
        return _solid(whole, self.crease)

    def sliced(self, z: float) -> tuple[Solid, Solid]:
        """The parts above and below a height, each closed."""
        above, below = self.manifold().split_by_plane((0.0, 0.0, 1.0), z)
        return _solid(above, self.crease), _solid(below, self.crease)


def rotation(x: float = 0, y: float = 0, z: float = 0) -> Array:
    a, b, c = np.radians([x, y, z])
    rx = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    ry = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    rz = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    result: Array = rz @ ry @ rx
    return result


def _solid(body: Manifold, crease: float = 38.0) -> Solid:
    mesh = body.to_mesh()
    points = np.asarray(mesh.vert_properties, dtype=np.float64)[:, :3]
    return Solid(points, np.asarray(mesh.tri_verts, dtype=np.int64), crease)


def join(solids: Sequence[Solid], crease: float = 38.0) -> Solid:
    points, faces, start = [], [], 0
    for solid in solids:
        points.append(solid.points)
        faces.append(solid.faces + start)
        start += len(solid.points)
    return Solid(np.concatenate(points), np.concatenate(faces), crease)


def curve(points: Sequence[Sequence[float]], steps: int = 48, closed: bool = False) -> Array:
    """A smooth line through the points (2D or 3D)."""
    knots = np.array(list(points) + ([points[0]] if closed else []), dtype=float)
    gaps = np.linalg.norm(np.diff(knots, axis=0), axis=1) ** 0.5
    where = np.concatenate([[0], np.cumsum(gaps)])
    spline = CubicSpline(where, knots, bc_type="periodic" if closed else "natural")
    result: Array = spline(np.linspace(0, where[-1], steps, endpoint=not closed))
    return result


def lathe(profile: Sequence[Sequence[float]] | Array, segments: int = SEGMENTS) -> Solid:
    """Turn a closed outline of (radius, height) points, given counter-clockwise or not, around z."""
    outline = np.array(profile, dtype=float)
    outline[:, 0] = np.maximum(outline[:, 0], 0.0)
    return _solid(Manifold.revolve(CrossSection([outline.tolist()], _fill()), segments))


def _fill() -> object:
    from manifold3d import FillRule

    return FillRule.NonZero


def vessel(outer: Array | Sequence[Sequence[float]], wall: float = 0.04, base: float = 0.05) -> Solid:
    """A hollow turned body: `outer` runs from the foot up to the rim; the rim is rounded."""
    line = np.array(outer, dtype=float)
    tangent = np.gradient(line, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-12
    inner = line + normal * wall
    inner = inner[(inner[:, 1] > line[0, 1] + base) & (inner[:, 0] > 0.002)]
    tip, lip = line[-1], inner[-1]
    middle, radius = (tip + lip) / 2, np.linalg.norm(tip - lip) / 2
    start = np.arctan2(*(tip - middle)[::-1])
    arc = [
        middle + radius * np.array([np.cos(a), np.sin(a)]) for a in start + np.linspace(0.2, np.pi - 0.2, 7)
    ]
    floor = inner[0, 1]
    outline = [
        [0.0, line[0, 1]],
        *line.tolist(),
        *[list(a) for a in arc],
        *inner[::-1].tolist(),
        [0.0, floor],
    ]
    return lathe(outline)


def ball(radius: float, x: float = 0, y: float = 0, z: float = 0, segments: int = 96) -> Solid:
    return _solid(Manifold.sphere(radius, segments)).moved(x, y, z)


def disc(radius: float, height: float, z: float = 0, soft: float = 0.02, top: float | None = None) -> Solid:
    """A cylinder or cone frustum with softened edges."""
    upper = radius if top is None else top
    soft = min(soft, height / 2.1, radius / 2.1, upper / 2.1)
    bend = np.linspace(0, np.pi / 2, 7)
    low = [[radius - soft + soft * np.sin(a), soft - soft * np.cos(a)] for a in bend]
    high = [[upper - soft + soft * np.cos(a), height - soft + soft * np.sin(a)] for a in bend]
    return lathe([[0, 0], *low, *high, [0, height]]).moved(z=z)


def box(x: float, y: float, z: float, soft: float = 0.04, segments: int = 32) -> Solid:
    """A box with rounded edges, centred on x and y, standing on z = 0."""
    soft = min(soft, x / 2.01, y / 2.01, z / 2.01)
    pip = Manifold.sphere(soft, segments)
    corners = [
        pip.translate((sx * (x / 2 - soft), sy * (y / 2 - soft), sz))
        for sx in (-1, 1)
        for sy in (-1, 1)
        for sz in (soft, z - soft)
    ]
    return _solid(Manifold.batch_hull(corners))


def rod(
    start: Sequence[float], end: Sequence[float], radius: float, end_radius: float | None = None
) -> Solid:
    """A round bar between two points with rounded ends."""
    last = radius if end_radius is None else end_radius
    a = Manifold.sphere(radius, 40).translate(tuple(float(v) for v in start))
    b = Manifold.sphere(last, 40).translate(tuple(float(v) for v in end))
    return _solid(Manifold.batch_hull([a, b]))


def slab(outline: Sequence[Sequence[float]] | Array, height: float, soft: float = 0.02) -> Solid:
    """An outline in x, y pulled up to a plate with softened edges."""
    shape = CrossSection([np.array(outline, dtype=float).tolist()], _fill())
    layers = []
    soft = min(soft, height / 2.05)
    for turn in np.linspace(0, np.pi / 2, 6):
        inset, rise = soft * (1 - np.sin(turn)), soft * np.cos(turn)
        layer = shape.offset(-inset, _round()) if inset > 1e-5 else shape
        lift = soft - rise
        layers.append(Manifold.extrude(layer, height - 2 * lift).translate((0.0, 0.0, lift)))
    whole = layers[0]
    for layer in layers[1:]:
        whole = whole + layer
    return _solid(whole, 50)


def _round() -> object:
    from manifold3d import JoinType

    return JoinType.Round


def tube(
    path: Array | Sequence[Sequence[float]], radius: float | Array, sides: int = 28, flat: float = 1.0
) -> Solid:
    """Sweep a circle (or an oval, `flat` < 1) along a 3D path; round caps."""
    line = np.array(path, dtype=float)
    n = len(line)
    sizes = np.broadcast_to(np.asarray(radius, dtype=float), (n,))
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-12
    side = np.cross(tangent[0], [0, 0, 1.0] if abs(tangent[0][2]) < 0.9 else [0, 1.0, 0])
    frames = []
    for t in tangent:
        side = side - t * (side @ t)
        side = side / (np.linalg.norm(side) + 1e-12)
        frames.append((side, np.cross(t, side)))
    angles = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    rings = [
        (line[0] - tangent[0] * sizes[0] * np.sqrt(1 - share**2) * 0.9, sizes[0] * max(share, 0.02), 0)
        for share in (0.0, 0.5, 0.86)
    ]
    rings += [(line[i], sizes[i], i) for i in range(n)]
    for share in (0.86, 0.5, 0.0):
        rings.append(
            (
                line[-1] + tangent[-1] * sizes[-1] * np.sqrt(1 - share**2) * 0.9,
                sizes[-1] * max(share, 0.02),
                n - 1,
            )
        )
    points = [
        centre
        + size * (np.outer(np.cos(angles), frames[i][0]) + flat * np.outer(np.sin(angles), frames[i][1]))
        for centre, size, i in rings
    ]
    return _skin(np.array(points))


def _skin(rings: Array) -> Solid:
    """Triangles over rings of equal length; first and last ring are closed with a fan."""
    count, sides, _ = rings.shape
    points = np.concatenate([rings.reshape(-1, 3), rings[0].mean(0)[None], rings[-1].mean(0)[None]])
    i, j = np.meshgrid(np.arange(count - 1), np.arange(sides), indexing="ij")
    a, b = i * sides + j, i * sides + (j + 1) % sides
    c, d = a + sides, b + sides
    faces = np.concatenate([np.stack([a, b, d], -1).reshape(-1, 3), np.stack([a, d, c], -1).reshape(-1, 3)])
    edge = np.arange(sides)
    low, high = count * sides, count * sides + 1
    last = (count - 1) * sides
    fans = np.concatenate(
        [
            np.stack([np.full(sides, low), (edge + 1) % sides, edge], -1),
            np.stack([np.full(sides, high), last + edge, last + (edge + 1) % sides], -1),
        ]
    )
    return Solid(points, np.concatenate([faces, fans]), 60)


def loft(rings: Sequence[Array] | Array) -> Solid:
    """A skin over closed rings of equally many 3D points, bottom first, counter-clockwise seen from the end."""
    return _skin(np.array(rings))


def blob(
    field_of: Callable[[Array], Array], low: Sequence[float], high: Sequence[float], step: float = 0.025
) -> Solid:
    """The surface where a signed distance is zero; `field_of` takes (..., 3) points."""
    axes = [np.arange(a - 2 * step, b + 2 * step, step) for a, b in zip(low, high, strict=True)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), -1)
    values = field_of(grid)
    points, faces, _, _ = marching_cubes(values, 0.0, spacing=(step, step, step))
    origin = np.array([a[0] for a in axes])
    return Solid(points.astype(float) + origin, faces[:, ::-1].astype(np.int64), 180)


def pillow(
    outline: Array,
    height: float,
    puff: float = 0.18,
    step: float = 0.012,
    wrinkle: float = 0.0,
    seed: int = 1,
    thin: float = 0.02,
) -> Solid:
    """A flat thing filled with air: the outline (x, y) swells to `height`; `puff` is how far the edge rounds."""
    from PIL import Image, ImageDraw

    low, high = outline.min(0) - 3 * step, outline.max(0) + 3 * step
    size = np.ceil((high - low) / step).astype(int) + 1
    image = Image.new("L", (int(size[0]) * 4, int(size[1]) * 4))
    ImageDraw.Draw(image).polygon([tuple(p) for p in ((outline - low) / step * 4).tolist()], fill=255)
    cover = np.asarray(image.resize((int(size[0]), int(size[1])), Image.Resampling.BOX), dtype=float) / 255
    cover = gaussian_filter(cover, 0.8)
    depth = distance_transform_edt(cover > 0.5) * step
    depth = gaussian_filter(depth, 1.2)
    swell = np.sqrt(np.clip(1 - (1 - np.clip(depth / puff, 0, 1)) ** 2, 0, 1))
    rng = np.random.default_rng(seed)
    noise = gaussian_filter(rng.normal(size=cover.shape), 7 * 0.012 / step)
    noise /= noise.std() + 1e-9
    fine = gaussian_filter(rng.normal(size=cover.shape), 3.0 * 0.012 / step)
    fine /= fine.std() + 1e-9
    top = thin + height * swell * (1 + wrinkle * (0.6 * noise + 0.25 * fine))
    z = np.arange(-2 * step, top.max() + 3 * step, step)
    level = np.minimum((cover - 0.5)[:, :, None] * 2 * step, top[:, :, None] - z[None, None, :])
    level = np.minimum(level, (z[None, None, :] + 0.0) + 0 * level)
    points, faces, _, _ = marching_cubes(level, 0.0, spacing=(step, step, step))
    points = points[:, [1, 0, 2]] + np.array([low[0], low[1], z[0]])
    return Solid(points.astype(float), faces.astype(np.int64), 180)


def smooth_union(a: Array, b: Array, k: float = 0.1) -> Array:
    h = np.clip(0.5 + 0.5 * (b - a) / k, 0, 1)
    result: Array = b * (1 - h) + a * h - k * h * (1 - h)
    return result


def ellipsoid_distance(p: Array, centre: Sequence[float], radii: Sequence[float]) -> Array:
    q = (p - np.array(centre)) / np.array(radii)
    length = np.linalg.norm(q, axis=-1)
    steep = np.linalg.norm(q / np.array(radii), axis=-1) + 1e-9
    result: Array = length * (length - 1) / steep
    return result


def capsule_distance(
    p: Array, a: Sequence[float], b: Sequence[float], ra: float, rb: float | None = None
) -> Array:
    start, end = np.array(a, dtype=float), np.array(b, dtype=float)
    along = end - start
    h = np.clip(((p - start) @ along) / (along @ along), 0, 1)
    result: Array = np.linalg.norm(p - start - h[..., None] * along, axis=-1) - (
        ra + ((ra if rb is None else rb) - ra) * h
    )
    return result


def corners(solid: Solid) -> tuple[Array, Array]:
    """Unshared triangle corners (3m, 3) and their normals, smoothed below the crease angle."""
    points, faces = solid.points, solid.faces
    tri = points[faces]
    raw = np.cross(tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0])
    area = np.linalg.norm(raw, axis=1)
    keep = area > 1e-12
    faces, raw, area = faces[keep], raw[keep], area[keep]
    unit = raw / area[:, None]
    _, same = np.unique(np.round(points, 6), axis=0, return_inverse=True)
    vertex = same.reshape(-1)[faces].reshape(-1)
    face_of = np.repeat(np.arange(len(faces)), 3)
    if solid.crease >= 180:
        total = np.zeros((vertex.max() + 1, 3))
        np.add.at(total, vertex, raw[face_of])
        normal = total[vertex]
    else:
        order = np.argsort(vertex, kind="stable")
        counts = np.bincount(vertex)
        begin = np.concatenate([[0], np.cumsum(counts)[:-1]])
        many = counts[vertex]
        corner = np.repeat(np.arange(len(vertex)), many)
        offset = np.arange(len(corner)) - np.repeat(np.cumsum(many) - many, many)
        other = face_of[order[begin[vertex[corner]] + offset]]
        near = np.einsum("ij,ij->i", unit[face_of[corner]], unit[other]) > np.cos(np.radians(solid.crease))
        weights = raw[other] * near[:, None]
        normal = np.stack([np.bincount(corner, weights[:, k], len(vertex)) for k in range(3)], 1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-12
    return points[faces].reshape(-1, 3), normal
