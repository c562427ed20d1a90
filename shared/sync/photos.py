"""Pictures by content hash in a folder of limited size; the least recently shown go first."""

import os
import re
from pathlib import Path

_HASH = re.compile(r"[0-9a-f]{64}")


class Photos:
    """Picture files of a device. The agent writes, the window looks; a file is whole or not there."""

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self._folder = folder / "photos"
        self._limit = limit_bytes
        self._held: int | None = None

    def path(self, sha256: str, width: int) -> Path:
        """Where a picture scaled to a width (0: as it is) stands, or will. ValueError for what is no hash."""
        if not _HASH.fullmatch(sha256):
            message = f"{sha256!r} is no SHA-256"
            raise ValueError(message)
        return self._folder / sha256[:2] / f"{sha256}-{width}"

    def find(self, sha256: str, width: int) -> Path | None:
        """The picture's file if it is here; marks it as used."""
        path = self.path(sha256, width)
        try:
            os.utime(path)
        except FileNotFoundError:
            return None
        return path

    def put(self, sha256: str, width: int, content: bytes) -> Path:
        """Keep a picture, and drop the least recently shown ones beyond the limit."""
        path = self.path(sha256, width)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(content)
        part.replace(path)
        self._held = self._size() if self._held is None else self._held + len(content)
        if self._held > self._limit:
            self._shrink()
        return path

    def _size(self) -> int:
        return sum(entry.stat().st_size for entry in self._folder.glob("*/*"))

    def _shrink(self) -> None:
        """Down to nine tenths of the limit, so that this does not happen at every picture."""
        files = sorted(
            ((e.stat().st_mtime_ns, e.stat().st_size, e) for e in self._folder.glob("*/*")),
            key=lambda f: f[:2],
        )
        held = sum(size for _, size, _ in files)
        for _, size, path in files:
            if held <= self._limit * 9 // 10:
                break
            path.unlink(missing_ok=True)
            held -= size
        self._held = held
