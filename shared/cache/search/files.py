"""Segments on disk: one file of arrays that never changes, one of columns that change in place, and the facts.

Everything is written to the disk before a name points to it, so a crash leaves the old index or the new one.
"""

import errno
import json
import os
import shutil
import threading
import time
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

import numpy as np
from numpy.typing import NDArray

from shared.cache.search.arrays import Arrays
from shared.cache.search.layout import LIVE, SEALED, Built
from shared.cache.search.loops_checking import unsealed

FORMAT: Final = 9  # raise it when arrays change their meaning: an index of another format is built anew
_FACTS: Final = "facts.json"
_ALIGN: Final = 64
_READ: Final = 1 << 22
_PATIENCE: Final = 200  # looks at a document that is always just being written


class DamagedIndexError(Exception):
    """The files are missing, cut short or of another format: the index has to be built anew."""


class Writer:
    """Takes the arrays of a segment to a new or empty folder, each written as it comes, from any thread."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._files = {name: (folder / f"{name}.bin").open("w+b") for name in ("arrays", "live")}
        self._table: dict[str, Any] = {}
        self._sums: dict[str, int] = {}
        self._rooms: dict[str, _Rows] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for out in self._files.values():
            out.close()

    def put(self, name: str, array: NDArray[Any]) -> None:
        """Take a finished array."""
        array = np.ascontiguousarray(array)
        if name not in LIVE:
            self._sums[name] = zlib.crc32(_octets(array))
        with self._lock:
            self._enter(name, array.shape, array.dtype).write(_octets(array))

    def room(self, name: str, shape: tuple[int, int], kind: type[np.generic]) -> "_Rows":
        """An array whose rows come one by one, all before `finish`."""
        with self._lock:
            out = self._enter(name, shape, np.dtype(kind))
            room = self._rooms[name] = _Rows(
                out.fileno(), out.tell(), shape[0], shape[1] * np.dtype(kind).itemsize
            )
            out.truncate(room.end)
            out.seek(room.end)
        return room

    def _enter(self, name: str, shape: tuple[int, ...], kind: np.dtype[Any]) -> BinaryIO:
        file = "live" if name in LIVE else "arrays"
        out = self._files[file]
        out.write(b"\0" * (-out.tell() % _ALIGN))
        self._table[name] = (file, out.tell(), kind.str, shape)
        return out

    def finish(self, facts: dict[str, Any]) -> None:
        """Have everything on the disk; until then there is no segment."""
        for name, room in self._rooms.items():
            self._sums[name] = room.sum()
        facts = facts | {"sums": self._sums}
        sizes = {}
        for file, out in self._files.items():
            out.write(b"\0" * _ALIGN)  # an empty file cannot be mapped
            sizes[file] = out.tell()
            out.flush()
            os.fsync(out.fileno())
        write_json(self._folder / _FACTS, {"facts": facts, "table": self._table, "sizes": sizes})


class _Rows:
    """Room for so many rows in a file. They are written, not mapped: a mapped page costs the kernel more."""

    def __init__(self, file: int, at: int, rows: int, size: int) -> None:
        self._file, self._at, self._size = file, at, size
        self.end = at + rows * size

    def __setitem__(self, row: int, values: NDArray[Any]) -> None:
        if os.pwrite(self._file, _octets(values), self._at + row * self._size) != self._size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def sum(self) -> int:
        total = 0
        for at in range(self._at, self.end, _READ):
            total = zlib.crc32(os.pread(self._file, min(_READ, self.end - at), at), total)
        return total


def save(built: Built, folder: Path) -> None:
    """Write a segment to a new or empty folder, to the disk."""
    with Writer(folder) as writer:
        for name, array in built.arrays.items():
            writer.put(name, array)
        writer.finish(built.facts)


def load(folder: Path) -> Built:
    """Map a segment; who changes its live columns changes them for all. DamagedIndexError when it is not whole."""
    content = read_json(folder / _FACTS)
    try:
        maps = {}
        for file, size in content["sizes"].items():
            path = folder / f"{file}.bin"
            if path.stat().st_size != size:
                raise DamagedIndexError(f"{path} is cut short")
            maps[file] = np.memmap(path, np.uint8, mode="r+" if file == "live" else "c")
        arrays: Arrays = {}
        for name, (file, at, dtype, shape) in content["table"].items():
            kind = np.dtype(dtype)
            size = kind.itemsize * int(np.prod(shape))
            arrays[name] = np.asarray(maps[file])[at : at + size].view(kind).reshape(shape)
    except (OSError, KeyError, ValueError, TypeError) as problem:
        raise DamagedIndexError(f"{folder}: {problem}") from problem
    return Built(arrays, content["facts"])


def _octets(array: NDArray[Any]) -> memoryview:
    return array.reshape(-1).view(np.uint8).data


def check(built: Built) -> None:
    """Look through every array, while others may change prices; DamagedIndexError when one is not what was written."""
    arrays, facts = built
    for name, total in facts["sums"].items():
        if zlib.crc32(_octets(arrays[name])) != total:
            raise DamagedIndexError(f"{name} is not what was written")
    columns = (
        *[arrays[name] for name in (*SEALED, "seal", "shelf", "bands")],
        np.array(facts["bounds"], np.int64),
    )
    doc = waited = 0
    while (doc := unsealed(doc, *columns)) >= 0:
        stamp = int(arrays["stamp"][0])
        if unsealed(doc, *columns) != doc:
            continue  # it was being written
        if waited == _PATIENCE or (stamp % 2 == 0 and stamp == int(arrays["stamp"][0])):
            raise DamagedIndexError(f"price or stock of document {doc} is not what was written")
        waited += 1
        time.sleep(0.01)


def condemn(folder: Path) -> None:
    """Take the segment for what it is no more: nobody opens it again, and its keeper builds a new one."""
    (folder / _FACTS).unlink(missing_ok=True)


def is_there(folder: Path) -> bool:
    """Whether there is a finished segment that nobody has condemned."""
    return (folder / _FACTS).exists()


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
