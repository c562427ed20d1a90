"""Touches and keys at the shopper's pace: no key repeats, and in slow mode a quick second strike does not count."""

from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject
from PySide6.QtGui import QKeyEvent

STRIKE_MS: Final = 500
_DOWN: Final = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress}
_AGAIN: Final = {QEvent.Type.MouseButtonDblClick}


class Pace(QObject):
    """An event filter for the window."""

    def __init__(self) -> None:
        super().__init__()
        self.slow = False
        self._since = QElapsedTimer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: True swallows the event."""
        kind = event.type()
        if isinstance(event, QKeyEvent) and event.isAutoRepeat():
            return True
        if not self.slow or kind not in _DOWN | _AGAIN:
            return False
        if self._since.isValid() and self._since.elapsed() < STRIKE_MS:
            return True
        self._since.start()
        return False
