"""What the objects are made of: surfaces as Mitsuba materials with textures painted from one seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates

Picture = NDArray[np.float32]
SIZE = 512


@dataclass(frozen=True)
class Stuff:
    """A surface: `kind` names a recipe below, colours are sRGB hex, `scale` is texture repeats per studio unit."""

    kind: str
    colour: str = "#ffffff"
    second: str = "#333333"
    scale: float = 1.0


def linear(colour: str) -> list[float]:
    """Linear light of an sRGB colour written #rrggbb."""
    values = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return [float(v) for v in np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)]


def _noise(rng: np.random.Generator, across: float, along: float | None = None) -> Picture:
    raw = gaussian_filter(
        rng.normal(size=(SIZE, SIZE)), (across, across if along is None else along), mode="wrap"
    )
    return ((raw - raw.mean()) / raw.std()).astype(np.float32)


def _mix(a: str, b: str, share: NDArray[Any]) -> Picture:
    low, high = np.array(linear(a)), np.array(linear(b))
    weight = np.clip(share, 0, 1)[..., None]
    return (low * (1 - weight) + high * weight).astype(np.float32)


def _wood(rng: np.random.Generator, x: Picture, y: Picture) -> Picture:
    bend = _noise(rng, 40, 160) * 0.035
    rings = np.sin(2 * np.pi * (y + bend) * 9 + 1.5 * np.sin(2 * np.pi * y * 2))
    fibre = _noise(rng, 0.7, 28)
    pores = np.clip(_noise(rng, 0.8, 9) - 1.6, 0, 1)
    return np.asarray(0.34 + 0.2 * rings + 0.13 * fibre + 0.5 * pores + 0.10 * _noise(rng, 12, 90))


def _speckle(rng: np.random.Generator, x: Picture, y: Picture) -> Picture:
    dots = np.clip((_noise(rng, 1.3) - 2.15) * 3, 0, 1) + 0.6 * np.clip((_noise(rng, 0.8) - 2.5) * 3, 0, 1)
    return np.asarray(dots + 0.03 * _noise(rng, 14))


def _marble(rng: np.random.Generator, x: Picture, y: Picture) -> Picture:
    veins = np.abs(_noise(rng, 36) + 0.35 * _noise(rng, 9)) + 0.04 * _noise(rng, 3)
    return np.asarray(0.55 * np.exp(-veins * 14) + 0.05 + 0.05 * _noise(rng, 20))


def _cork(rng: np.random.Generator, x: Picture, y: Picture) -> Picture:
    return np.asarray(0.3 + 0.25 * _noise(rng, 1.6) + 0.6 * (_noise(rng, 2.2) > 1.7))


def _stripe(rng: np.random.Generator, x: Picture, y: Picture) -> Picture:
    return np.asarray((y * 8) % 1 > 0.5, dtype=np.float32)


def _check(rng: np.random.Generator, x: Picture, y: Picture) -> Picture:
    return np.asarray(0.5 * ((x * 6) % 1 > 0.5) + 0.5 * ((y * 6) % 1 > 0.5))


def _melange(rng: np.random.Generator, x: Picture, y: Picture) -> Picture:
    return np.asarray(0.28 + 0.16 * _noise(rng, 0.8, 5) + 0.08 * _noise(rng, 3))


def _dots(rng: np.random.Generator, x: Picture, y: Picture) -> Picture:
    return np.asarray(np.clip((0.21 - np.hypot((x * 8) % 1 - 0.5, (y * 8) % 1 - 0.5)) * 30, 0, 1))


_SHARES = {f.__name__[1:]: f for f in (_wood, _speckle, _marble, _cork, _stripe, _check, _melange, _dots)}


def _terrazzo(rng: np.random.Generator, colour: str, second: str) -> Picture:
    result = _mix(colour, second, 0.04 * _noise(rng, 6))
    for tint in (second, "#c9a27e", "#8d9a8c", "#ffffff"):
        chips = (_noise(rng, 5.5) > 1.45)[..., None]
        result = np.where(chips, np.array(linear(tint), np.float32), result)
    return result.astype(np.float32)


@lru_cache(maxsize=64)
def painting(name: str, colour: str, second: str) -> Picture:
    """A tileable picture (linear light) of a textured surface: its second colour mixed into the first."""
    rng = np.random.default_rng(sum(ord(c) for c in name))
    if name == "terrazzo":
        return _terrazzo(rng, colour, second)
    y, x = np.mgrid[0:SIZE, 0:SIZE] / SIZE
    return _mix(colour, second, _SHARES[name](rng, x, y))


@lru_cache(maxsize=16)
def relief(name: str) -> Picture:
    """A tileable height picture for bumps."""
    rng = np.random.default_rng(7 + sum(ord(c) for c in name))
    y, x = np.mgrid[0:SIZE, 0:SIZE] / SIZE
    if name == "weave":
        n = 32
        over = (np.floor(x * n) + np.floor(y * n)) % 2
        height = np.where(over > 0, np.abs(np.sin(np.pi * x * n)), np.abs(np.sin(np.pi * y * n)))
        height = height + 0.18 * _noise(rng, 0.8) + 0.15 * _noise(rng, 2, 12)
    elif name == "knit":
        n = 14
        u, v = (x * n) % 1 - 0.5, y * n
        height = np.abs(np.sin(np.pi * (v + np.abs(u) * 0.9))) * (1 - (2 * np.abs(np.abs(u) - 0.25)) ** 2 * 2)
        height = height - np.exp(-((u * 9) ** 2)) + 0.1 * _noise(rng, 1.2)
    elif name == "wicker":
        n = 10
        row = np.floor(y * n)
        wave = np.sin(2 * np.pi * (x * n / 2 + 0.5 * (row % 2)))
        height = np.sqrt(np.abs(np.sin(np.pi * y * n))) * (0.6 + 0.4 * wave) + 0.05 * _noise(rng, 0.8, 8)
    elif name == "leather":
        height = np.abs(_noise(rng, 2.2)) ** 0.5 + 0.3 * _noise(rng, 6)
    elif name == "pile":
        height = _noise(rng, 1.6)
    elif name == "hammer":
        base = _noise(rng, 9)
        height = map_coordinates(base, [(y * SIZE) % SIZE, (x * SIZE) % SIZE], order=1, mode="wrap")
    else:
        raise ValueError(f"no relief called {name}")
    height = height - height.min()
    return (height / height.max()).astype(np.float32)


def _rgb(colour: str) -> dict[str, Any]:
    return {"type": "rgb", "value": linear(colour)}


def _texture(picture: Picture, raw: bool = True) -> dict[str, Any]:
    import mitsuba as mi

    data = picture if picture.ndim == 3 else picture[..., None]
    return {"type": "bitmap", "bitmap": mi.Bitmap(np.ascontiguousarray(data)), "raw": raw}


def _principled(colour: Any, **more: Any) -> dict[str, Any]:
    return {"type": "principled", "base_color": colour, **more}


def _bumped(inner: dict[str, Any], name: str, depth: float) -> dict[str, Any]:
    height = relief(name)
    return {"type": "bumpmap", "arbitrary": _texture(height), "scale": depth, "bsdf": inner}


PLAIN: dict[str, dict[str, float]] = {
    "glaze": {"roughness": 0.22, "specular": 0.5, "clearcoat": 0.5, "clearcoat_gloss": 0.85},
    "satin": {"roughness": 0.42, "specular": 0.5},
    "matte": {"roughness": 0.75, "specular": 0.35},
    "clay": {"roughness": 0.9, "specular": 0.25},
    "plastic": {"roughness": 0.32, "specular": 0.5},
    "rubber": {"roughness": 0.62, "specular": 0.4},
    "lacquer": {"roughness": 0.2, "specular": 0.5, "clearcoat": 1.0, "clearcoat_gloss": 0.95},
    "paper": {"roughness": 0.95, "specular": 0.15},
    "wax": {"roughness": 0.5, "specular": 0.5, "flatness": 0.6},
    "leaf": {"roughness": 0.45, "specular": 0.45},
    "metal": {"roughness": 0.28, "metallic": 1.0},
    "polished": {"roughness": 0.12, "metallic": 1.0},
    "brushed": {"roughness": 0.42, "metallic": 1.0},
    "powder": {"roughness": 0.55, "specular": 0.45},
}
BUMPED: dict[str, tuple[str, float, dict[str, float]]] = {
    "linen": ("weave", 0.012, {"roughness": 0.95, "specular": 0.15, "sheen": 0.4}),
    "knit": ("knit", 0.05, {"roughness": 0.95, "specular": 0.1, "sheen": 0.6}),
    "wicker": ("wicker", 0.06, {"roughness": 0.7, "specular": 0.3}),
    "leather": ("leather", 0.006, {"roughness": 0.5, "specular": 0.4}),
    "felt": ("pile", 0.008, {"roughness": 1.0, "specular": 0.05, "sheen": 0.6}),
    "plush": ("pile", 0.03, {"roughness": 1.0, "specular": 0.05, "sheen": 1.0}),
    "hammered": ("hammer", 0.03, {"roughness": 0.25, "metallic": 1.0}),
}
PAINTED: dict[str, dict[str, float]] = {
    "wood": {"roughness": 0.5, "specular": 0.4},
    "speckle": {"roughness": 0.35, "specular": 0.5, "clearcoat": 0.3, "clearcoat_gloss": 0.8},
    "terrazzo": {"roughness": 0.4, "specular": 0.5},
    "marble": {"roughness": 0.25, "specular": 0.5, "clearcoat": 0.4, "clearcoat_gloss": 0.9},
    "cork": {"roughness": 0.9, "specular": 0.2},
    "stripe": {"roughness": 0.9, "specular": 0.15},
    "check": {"roughness": 0.9, "specular": 0.15},
    "melange": {"roughness": 1.0, "specular": 0.1, "sheen": 0.5},
    "dots": {"roughness": 0.5, "specular": 0.3},
}


def _textured(stuff: Stuff) -> dict[str, Any]:
    colour = _texture(painting(stuff.kind, stuff.colour, stuff.second))
    inner = _principled(colour, **PAINTED[stuff.kind])
    if stuff.kind in {"stripe", "check", "melange"}:
        return _bumped(inner, "knit" if stuff.kind == "melange" else "weave", 0.012)
    return inner


def surface(stuff: Stuff) -> dict[str, Any]:
    """The Mitsuba material for a stuff; KeyError for a kind that is not in the tables."""
    tint = _rgb(stuff.colour)
    clear: dict[str, dict[str, Any]] = {
        "glass": {"type": "dielectric", "int_ior": 1.45, "specular_transmittance": tint},
        "frosted": {"type": "roughdielectric", "int_ior": 1.4, "alpha": 0.18, "specular_transmittance": tint},
        "glow": {"type": "diffuse", "reflectance": tint},
    }
    if stuff.kind in clear:
        return clear[stuff.kind]
    if stuff.kind == "mirror":
        solid: dict[str, Any] = {"type": "roughconductor", "alpha": 0.02, "specular_reflectance": tint}
    elif stuff.kind in PAINTED:
        solid = _textured(stuff)
    elif stuff.kind in BUMPED:
        name, depth, more = BUMPED[stuff.kind]
        solid = _bumped(_principled(tint, **more), name, depth)
    else:
        solid = _principled(tint, **PLAIN[stuff.kind])
    return {"type": "twosided", "bsdf": solid}
