"""Locks a counter that nobody has touched for a while."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
}


class Activity(QObject):
    """An event filter that calls ``lock`` after so many seconds without key, mouse, touch or scan."""

    def __init__(self, seconds: float, lock: Callable[[], None]) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=round(seconds * 1000))
        self._timer.timeout.connect(lock)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: only looks."""
        if event.type() in _TOUCHES:
            self._timer.start()
        return False
