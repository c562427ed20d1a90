"""A keyboard scanner for tests: its keys carry the times that a scanner's have, however busy the machine is."""

import itertools

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow

KEY_MS = 4
_starts = itertools.count(1_000_000, 60_000)


def post_scan(window: QQuickWindow, text: str) -> None:
    """Queue the keys of a scan and its end key; they are delivered when the loop turns."""
    start = next(_starts)
    keys = [(Qt.Key(ord(letter.upper())), letter) for letter in text] + [(Qt.Key.Key_Return, "\r")]
    for n, (key, letter) in enumerate(keys):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(start + n * KEY_MS)
            QCoreApplication.postEvent(window, event)
