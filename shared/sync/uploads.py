"""Pictures made on this device that the hub does not have yet: files by content hash that wait for the line."""

import hashlib
from pathlib import Path

MOST_BYTES = 600_000  # what a device may send and the hub takes


class Uploads:
    """The window adds, the agent sends; a file is whole or not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "uploads"

    def add(self, content: bytes) -> str:
        """Keep a picture until the hub has it; gives its SHA-256. ValueError when it is too large."""
        if len(content) > MOST_BYTES:
            message = f"a picture of {len(content)} bytes is larger than {MOST_BYTES}"
            raise ValueError(message)
        sha256 = hashlib.sha256(content).hexdigest()
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f"{sha256}.part"
        part.write_bytes(content)
        part.replace(self._folder / f"{sha256}.jpg")
        return sha256

    def waiting(self) -> list[tuple[str, Path]]:
        """What the hub does not have, the oldest first, by hash."""
        files = sorted(self._folder.glob("*.jpg"), key=lambda file: file.stat().st_mtime_ns)
        return [(file.stem, file) for file in files]

    def done(self, sha256: str) -> None:
        """The hub has it."""
        (self._folder / f"{sha256}.jpg").unlink(missing_ok=True)

    def refused(self, sha256: str) -> None:
        """The hub will not have it: kept aside for whoever looks into it."""
        file = self._folder / f"{sha256}.jpg"
        file.replace(file.with_suffix(".refused"))
