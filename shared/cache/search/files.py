"""Segments on disk: one file of arrays that never changes, one of columns that change in place, and the facts.

Everything is written to the disk before a name points to it, so a crash leaves the old index or the new one.
"""

import json
import os
import shutil
import zlib
from pathlib import Path
from typing import Any, Final

import numpy as np

from shared.cache.search.layout import LIVE, Arrays, Built

FORMAT: Final = 4  # raise it when arrays change their meaning: an index of another format is built anew
_ALIGN: Final = 64


class DamagedIndexError(Exception):
    """The files are missing, cut short or of another format: the index has to be built anew."""


def save(built: Built, folder: Path) -> None:
    """Write a segment to a new or empty folder, to the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    table: dict[str, Any] = {}
    for file, names in (("arrays", set(built.arrays) - LIVE), ("live", set(built.arrays) & LIVE)):
        with (folder / f"{file}.bin").open("wb") as out:
            for name in sorted(names):
                array = np.ascontiguousarray(built.arrays[name])
                out.write(b"\0" * (-out.tell() % _ALIGN))
                table[name] = (file, out.tell(), array.dtype.str, array.shape)
                out.write(array.tobytes())
            out.write(b"\0" * _ALIGN)  # an empty file cannot be mapped
            out.flush()
            os.fsync(out.fileno())
    sizes = {file: (folder / f"{file}.bin").stat().st_size for file in ("arrays", "live")}
    write_json(folder / "facts.json", {"facts": built.facts, "table": table, "sizes": sizes})


def load(folder: Path, writable: bool = False) -> Built:
    """Map a segment; with ``writable`` its live columns may be changed. DamagedIndexError when it is not whole."""
    content = read_json(folder / "facts.json")
    try:
        maps = {}
        for file, size in content["sizes"].items():
            path = folder / f"{file}.bin"
            if path.stat().st_size != size:
                raise DamagedIndexError(f"{path} is cut short")
            maps[file] = np.memmap(path, np.uint8, mode="r+" if writable and file == "live" else "r")
        arrays: Arrays = {}
        for name, (file, at, dtype, shape) in content["table"].items():
            kind = np.dtype(dtype)
            size = kind.itemsize * int(np.prod(shape))
            arrays[name] = np.asarray(maps[file])[at : at + size].view(kind).reshape(shape)
    except (OSError, KeyError, ValueError, TypeError) as problem:
        raise DamagedIndexError(f"{folder}: {problem}") from problem
    return Built(arrays, content["facts"])


def write_json(path: Path, content: object) -> None:
    """Put a file in place whole, with its checksum, to the disk."""
    body = json.dumps(content)
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as out:
        out.write(f"{FORMAT} {zlib.crc32(body.encode())}\n{body}")
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_json(path: Path) -> dict[str, Any]:
    """What write_json wrote; DamagedIndexError when it is not there or not whole."""
    try:
        head, _, body = path.read_text("utf-8").partition("\n")
    except (OSError, UnicodeError) as problem:
        raise DamagedIndexError(f"{path}: {problem}") from problem
    if head != f"{FORMAT} {zlib.crc32(body.encode())}":
        raise DamagedIndexError(f"{path} fails its check or is of another format")
    content: dict[str, Any] = json.loads(body)
    return content


def sweep(folder: Path, keep: set[str]) -> None:
    """Remove segments that nothing points to; who has them open goes on reading."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)
