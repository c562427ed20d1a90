"""The photo studio: a paper sweep, three soft lights, a camera; an object goes in, a 4:5 photograph comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import mitsuba as mi
import numpy as np
import pyoidn
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter, map_coordinates

from assets.shopmaker.forms import Array, Solid, corners
from assets.shopmaker.materials import BUMPED, PAINTED, PLAIN, Stuff, linear, surface

WIDTH, HEIGHT = 720, 900
TILE = "#F1EEE8"
FIELD = 17.0
DISTANCE = 12.0
MESHES = 64  # in every scene, so that all share one compiled program


@dataclass(frozen=True)
class Part:
    """One body of an object: its shape, its stuff and how textures lie on it (`box`, `round` or `along`)."""

    solid: Solid
    stuff: Stuff
    wrap: str = "box"
    glow: float = 0.0


@dataclass(frozen=True)
class Shot:
    """How an object is photographed: camera height in degrees, turn of the object, share of the frame it fills."""

    rise: float = 14.0
    turn: float = -24.0
    fill: float = 0.70
    hang: bool = False


def _coordinates(points: Array, normals: Array, wrap: str, scale: float) -> Array:
    if wrap == "round":
        angle = np.arctan2(points[:, 1], points[:, 0]).reshape(-1, 3)
        angle = np.where(angle - angle[:, :1] > np.pi, angle - 2 * np.pi, angle)
        angle = np.where(angle - angle[:, :1] < -np.pi, angle + 2 * np.pi, angle)
        around = angle.reshape(-1) / (2 * np.pi) * round(max(scale, 1) * 4)
        return np.column_stack([around, points[:, 2] * scale])
    axis = np.abs(normals.reshape(-1, 3, 3).sum(1)).argmax(1).repeat(3)
    if wrap == "along":
        choice = np.array([[0, 1], [0, 2], [0, 1]])
    elif wrap == "up":
        choice = np.array([[2, 1], [2, 0], [0, 1]])
    else:
        choice = np.array([[1, 2], [0, 2], [0, 1]])
    picked = choice[axis]
    rows = np.arange(len(points))
    result: Array = np.stack([points[rows, picked[:, 0]], points[rows, picked[:, 1]]], 1) * scale
    return result


@dataclass(frozen=True)
class Place:
    """Where an object goes in the studio: turned, moved from `base` to the middle, scaled, lifted."""

    spin: Array
    base: Array
    scale: float
    lift: Array

    def points(self, values: Array) -> Array:
        return (values @ self.spin.T - self.base) * self.scale + self.lift


AS_IT_IS = Place(np.eye(3), np.zeros(3), 1.0, np.zeros(3))


def _mesh(name: str, part: Part, place: Place = AS_IT_IS) -> Any:
    points, normals = corners(part.solid)
    uv = _coordinates(points, normals, part.wrap, part.stuff.scale)
    points, normals = place.points(points), normals @ place.spin.T
    settings = mi.Properties()
    settings["bsdf"] = mi.load_dict(surface(part.stuff))
    if part.glow:
        light = [part.glow * v for v in linear(part.stuff.colour)]
        settings["emitter"] = mi.load_dict({"type": "area", "radiance": {"type": "rgb", "value": light}})
    mesh = mi.Mesh(
        name,
        len(points),
        len(points) // 3,
        props=settings,
        has_vertex_normals=True,
        has_vertex_texcoords=True,
    )
    values = mi.traverse(mesh)
    values["vertex_positions"] = np.ravel(points).astype(np.float32)
    values["vertex_normals"] = np.ravel(normals).astype(np.float32)
    values["vertex_texcoords"] = np.ravel(uv).astype(np.float32)
    values["faces"] = np.arange(len(points), dtype=np.uint32)
    values.update()
    return mesh


def _camera(rise: float) -> tuple[Array, Array, Array, Array]:
    """Camera place and its right, up and forward directions; it looks at the point (0, 0, 1)."""
    angle = np.radians(rise)
    back = np.array([0.0, -np.cos(angle), np.sin(angle)])
    right = np.array([1.0, 0.0, 0.0])
    up = np.cross(back, right)
    return np.array([0, 0, 1.0]) + back * DISTANCE, right, up, -back


def _fit(points: Array, lift: Array, shot: Shot) -> tuple[float, float, float]:
    """Scale for the object, and the shift of the picture (in widths and heights) that centres it."""
    eye, right, up, ahead = _camera(shot.rise)
    half = np.tan(np.radians(FIELD / 2))

    def seen(scale: float) -> Array:
        ray = points * scale + lift - eye
        depth = ray @ ahead
        return np.stack([(ray @ right) / depth / half, (ray @ up) / depth / half * WIDTH / HEIGHT], 1)

    low, high = 0.01, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        view = seen(middle)
        extent = np.ptp(view, axis=0) / 2
        tight = max(extent[0] / (shot.fill + 0.06), extent[1] / shot.fill)
        low, high = (middle, high) if tight < 1 else (low, middle)
    view = seen(low)
    centre = (view.max(0) + view.min(0)) / 2
    return low, float(centre[0]), float(centre[1])


def _lights(rise: float) -> dict[str, Any]:
    turn = mi.ScalarTransform4f
    flat = rise > 60

    def panel(
        place: Sequence[float], aim: Sequence[float], size: Sequence[float], power: Sequence[float]
    ) -> dict[str, Any]:
        look = turn().look_at(list(place), list(aim), [0, 0.02, 1]) @ turn().scale([*size, 1])
        return {
            "type": "rectangle",
            "to_world": look,
            "emitter": {"type": "area", "radiance": {"type": "rgb", "value": list(power)}},
        }

    if flat:
        return {
            "sky": {"type": "constant", "radiance": {"type": "rgb", "value": [0.42, 0.43, 0.45]}},
            "key": panel([-7.5, 6.0, 8.0], [0, 0, 0], [2.6, 2.6], [13, 12.6, 12.0]),
        }
    return {
        "sky": {"type": "constant", "radiance": {"type": "rgb", "value": [0.46, 0.47, 0.49]}},
        "key": panel([-6.5, -4.5, 8.0], [0, 0, 0.8], [2.4, 2.4], [12.5, 12.0, 11.2]),
        "rim": panel([7.0, 2.0, 4.5], [0, 0, 1.0], [1.0, 2.6], [4.0, 4.1, 4.3]),
    }


@lru_cache(maxsize=1)
def _sweep() -> Any:
    """The paper: floor, a wide bend far behind, a wall."""
    bend = np.linspace(0, np.pi / 2, 25)
    line = [(-60.0, 0.0)] + [(14 + 8 * np.sin(a), 8 - 8 * np.cos(a)) for a in bend] + [(22.0, 80.0)]
    points = np.array([[x, y, z] for y, z in line for x in (-80.0, 80.0)])
    faces = np.array(
        [[2 * i, 2 * i + 1, 2 * i + 3] for i in range(len(line) - 1)]
        + [[2 * i, 2 * i + 3, 2 * i + 2] for i in range(len(line) - 1)]
    )
    return Part(Solid(points, faces, 60), Stuff("paper", "#e9e5de"))


def _render(
    meshes: dict[str, Any],
    rise: float,
    shift: tuple[float, float],
    size: tuple[int, int],
    samples: int,
    depth: int,
    field: float = FIELD,
) -> NDArray[np.float32]:
    eye, _, up, ahead = _camera(rise)
    scene = mi.load_dict(
        {
            "type": "scene",
            "integrator": {"type": "path", "max_depth": depth},
            "sensor": {
                "type": "perspective",
                "fov": field,
                "fov_axis": "x",
                "principal_point_offset_x": shift[0] / 2,
                "principal_point_offset_y": -shift[1] / 2,
                "to_world": mi.ScalarTransform4f().look_at(eye.tolist(), (eye + ahead).tolist(), up.tolist()),
                "film": {"type": "hdrfilm", "width": size[0], "height": size[1], "rfilter": {"type": "box"}},
                "sampler": {"type": "independent", "sample_count": samples},
            },
            **_lights(rise),
            **meshes,
        }
    )
    guides = mi.load_dict({"type": "aov", "aovs": "alb:albedo,nn:sh_normal"})
    seen = mi.render(scene, integrator=guides, spp=8, seed=7)  # what the denoiser goes by
    light = mi.render(scene, spp=samples, seed=11)
    return np.concatenate([np.array(light), np.array(seen)], axis=-1, dtype=np.float32)


def _clean(layers: NDArray[np.float32]) -> NDArray[np.float32]:
    colour, albedo, normal = (np.ascontiguousarray(layers[..., i : i + 3]) for i in (0, 3, 6))
    result: NDArray[np.float32] = pyoidn.denoise(
        color=colour, albedo=np.clip(albedo, 0, 1), normal=normal, hdr=True, quality="fast"
    )
    return result


@lru_cache(maxsize=1)
def _ghosts() -> dict[str, Any]:
    """A grain of every material far below the floor: all scenes then share one compiled program."""
    grain = Solid(np.array([[0, 0, -90.0], [0.001, 0, -90], [0, 0.001, -90]]), np.array([[0, 1, 2]]))

    kinds = sorted(PLAIN) + sorted(BUMPED) + sorted(PAINTED) + ["glass", "frosted", "mirror", "glow"]
    return {
        f"ghost{i}": _mesh(f"ghost{i}", Part(grain, Stuff(kind)))
        for i, kind in enumerate((kinds * 3)[:MESHES])
    }


def _full(meshes: dict[str, Any]) -> dict[str, Any]:
    """The meshes and as many grains as make up the number that every scene has."""
    grains = list(_ghosts().items())[: MESHES - len(meshes)]
    return {**meshes, **dict(grains)}


@lru_cache(maxsize=8)
def _empty(rise: float) -> NDArray[np.float32]:
    """The bare paper, seen twice as wide as a photograph, small: the reference that flattens the ground."""
    wide = float(np.degrees(2 * np.arctan(2 * np.tan(np.radians(FIELD / 2)))))
    paper = {"paper": _mesh("paper", _sweep())}
    image = _clean(_render(_full(paper), rise, (0.0, 0.0), (WIDTH // 3, HEIGHT // 3), 96, 4, wide))
    return np.stack([gaussian_filter(image[..., c], 4, mode="nearest") for c in range(3)], -1)


def _empty_view(rise: float, right: float, up: float, size: tuple[int, int]) -> Array:
    """The part of the bare paper that a photograph with this shift sees."""
    whole = _empty(rise)
    rows, columns = whole.shape[:2]
    y = rows / 2 + rows / 2 * (np.linspace(-0.5, 0.5, size[1]) - up / 2)
    x = columns / 2 + columns / 2 * (np.linspace(-0.5, 0.5, size[0]) + right / 2)
    grid = np.meshgrid(y, x, indexing="ij")
    return np.stack([map_coordinates(whole[..., c], grid, order=1, mode="nearest") for c in range(3)], -1)


def _tone(image: Array) -> Array:
    knee = 0.82
    soft = knee + (1 - knee) * np.tanh((image - knee) / (1 - knee) / 1.5)
    return np.where(image > knee, soft, image)


def photograph(
    parts: Sequence[Part], shot: Shot, size: tuple[int, int] = (WIDTH, HEIGHT), samples: int = 3
) -> Image.Image:
    """A finished picture. `parts` may have any size; they are turned, scaled to the frame and put on the paper."""
    angle = np.radians(shot.turn)
    spin = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    cloud = np.concatenate([part.solid.points for part in parts]) @ spin.T
    low, high = cloud.min(0), cloud.max(0)
    base = np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]])
    lift = np.array([0, 0, 1.6 if shot.hang else 0.0])
    body = cloud[cloud[:, 2] < 1.0] if shot.hang else cloud  # a hanging lamp's cord leaves the picture
    scale, right, up = _fit(body - base, lift, shot)

    place = Place(spin, base, scale, lift)
    glassy = any(part.stuff.kind in ("glass", "frosted") for part in parts)
    meshes = {f"part{i}": _mesh(f"part{i}", part, place) for i, part in enumerate(parts)}
    paper = {"paper": _mesh("paper", _sweep())}
    image = _clean(
        _render(
            _full({**paper, **meshes}),
            shot.rise,
            (right, up),
            size,
            samples * (2 if glassy else 1),
            12 if glassy else 5,
        )
    )
    empty = _empty_view(shot.rise, right, up, size)
    y, x = np.ogrid[0 : size[1], 0 : size[0]]
    glow = (
        1.0 + 0.055 * np.exp(-(((x / size[0] - 0.45) / 0.5) ** 2 + ((y / size[1] - 0.38) / 0.5) ** 2)) - 0.02
    )
    ground = _untone(np.array(linear(TILE))) * glow[..., None]
    result = _tone((image / empty * ground).astype(np.float32))
    result[-5:] = result[-6]  # the denoiser leaves the last rows of the floor grainy
    srgb = np.where(
        result <= 0.0031308, result * 12.92, 1.055 * np.clip(result, 1e-9, None) ** (1 / 2.4) - 0.055
    )
    return Image.fromarray((np.clip(srgb, 0, 1) * 255 + 0.5).astype(np.uint8))


def _untone(value: Array) -> Array:
    knee = 0.82
    high = knee + np.arctanh(np.clip((value - knee) / (1 - knee), 0, 0.999)) * (1 - knee) * 1.5
    return np.where(value > knee, high, value)
