"""Photographs for QML: a file's address by media hash, and a word when a missing one has arrived."""

import os
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl, Signal, Slot

KNOWN: Final = 4_000  # addresses remembered, so that scrolling asks no file system
WIDTHS: Final = (160, 320, 480, 720, 1080)  # pictures are kept in these widths only
HASH: Final = 64  # letters of a SHA-256
Key = tuple[str, int]


class Pictures(QObject):
    """What ``Theme.pictures`` wants; files are fetched, read and scaled outside the window's thread."""

    arrived = Signal(str)

    def __init__(self, folder: Path) -> None:
        """Over a device's folder; ``serve`` says who fetches what is not in it."""
        super().__init__()
        self._place = str(folder / "photos")
        self._address = QUrl.fromLocalFile(str((folder / "photos").absolute())).toString()
        self._known: OrderedDict[Key, str] = OrderedDict()
        self._missing: dict[Key, None] = {}
        self._ask: Callable[[str, int], None] | None = None

    def serve(self, ask: Callable[[str, int], None]) -> None:
        """Have somebody fetch what is missing, now and from now on."""
        self._ask = ask
        for key in tuple(self._missing):  # the first of them may arrive before the last is asked for
            ask(*key)

    @Slot(str, int, result=str)
    def url(self, media: str, width: int) -> str:
        """The URL of a file at least so wide, or "" while it is fetched; then ``arrived`` fires."""
        if len(media) != HASH or not media.isalnum():
            return ""
        key = (media, WIDTHS[min(bisect_left(WIDTHS, width), len(WIDTHS) - 1)])
        known = self._known.get(key)
        if known is not None:
            self._known.move_to_end(key)
            return known
        if key in self._missing:
            return ""
        tail = f"/{media[:2]}/{media}-{key[1]}"
        if os.access(self._place + tail, os.F_OK):  # costs a tenth of an error
            os.utime(self._place + tail)  # the least recently shown ones go first
            return self._know(key, tail)
        self._missing[key] = None
        if self._ask is not None:
            self._ask(*key)
        return ""

    def arrive(self, media: str, width: int, failed: bool) -> None:
        """One is here now, or could not be had: then it is asked for again when it is wanted again. From any thread."""
        self._missing.pop((media, width), None)
        if not failed:
            self._know((media, width), f"/{media[:2]}/{media}-{width}")
            self.arrived.emit(media)

    def _know(self, key: Key, tail: str) -> str:
        self._known[key] = address = self._address + tail
        if len(self._known) > KNOWN:
            self._known.popitem(last=False)
        return address
