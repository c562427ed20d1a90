"""Photographs for QML: a file's address by media hash, and a word when a missing one has arrived."""

import os
import threading
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from PySide6.QtCore import QObject, QUrl, Signal, Slot

KNOWN: Final = 4_000  # addresses remembered; the oldest are looked for again
WIDTHS: Final = (160, 320, 480, 720, 1080)  # pictures are kept in these widths only
HASH: Final = 64  # letters of a SHA-256
Key = tuple[str, int]


class Pictures(QObject):
    """What ``Theme.pictures`` wants; the window's thread neither looks into the file system nor asks anybody."""

    arrived = Signal(str)

    def __init__(self, folder: Path) -> None:
        """Over a device's folder; ``serve`` says who fetches what is not in it."""
        super().__init__()
        self._place = str(folder / "photos")
        self._address = QUrl.fromLocalFile(str((folder / "photos").absolute())).toString()
        self._known: dict[Key, str] = {}
        self._missing: dict[Key, None] = {}
        self._ask: Callable[[str, int], None] | None = None
        self._wanted: SimpleQueue[Key | None] = SimpleQueue()
        self._arriving = threading.Lock()  # pictures come from the agent and from the thread that looks
        threading.Thread(target=self._look, daemon=True).start()

    def serve(self, ask: Callable[[str, int], None]) -> None:
        """Have somebody fetch what is missing, now and from now on; asked from any thread."""
        self._ask = ask
        for key in tuple(self._missing):
            self._wanted.put(key)

    @Slot(str, int, result=str)
    def url(self, media: str, width: int) -> str:
        """The URL of a file at least so wide, or "" while it is looked for; then ``arrived`` fires."""
        key = (media, WIDTHS[min(bisect_left(WIDTHS, width), len(WIDTHS) - 1)])
        known = self._known.get(key, "")
        if not known and key not in self._missing:
            self._missing[key] = None
            self._wanted.put(key)
        return known

    def arrive(self, media: str, width: int, failed: bool = False) -> None:
        """One is here now, or could not be had: then it is asked for again when it is wanted again. From any thread."""
        if failed:
            self._missing.pop((media, width), None)
        else:
            self._show(media, width, width)

    def look_now(self, media: str) -> None:
        """Look for a picture in this very thread: one that a first page is to show at once."""
        for width in WIDTHS:
            self._find(media, width)

    def close(self) -> None:
        """Nothing is looked for any more."""
        self._wanted.put(None)

    def _look(self) -> None:
        """In a thread of its own, until it is closed."""
        for media, width in iter(self._wanted.get, None):
            if (
                len(media) == HASH
                and media.isalnum()
                and not self._find(media, width)
                and self._ask is not None
            ):
                self._ask(media, width)

    def _find(self, media: str, width: int) -> bool:
        """Whether one at least so wide is in the folder; it is shown, and nothing is asked for."""
        for there in WIDTHS[bisect_left(WIDTHS, width) :]:
            try:
                os.utime(f"{self._place}/{media[:2]}/{media}-{there}")  # the least recently shown go first
            except OSError:
                continue
            self._show(media, width, there)
            return True
        return False

    def _show(self, media: str, width: int, there: int) -> None:
        with self._arriving:
            self._known[media, width] = f"{self._address}/{media[:2]}/{media}-{there}"
            if len(self._known) > KNOWN:
                del self._known[next(iter(self._known))]
        self._missing.pop((media, width), None)
        self.arrived.emit(media)
