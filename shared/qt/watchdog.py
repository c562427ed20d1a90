"""Tells systemd that the window lives: only when Qt's loop has turned and a frame was drawn since the last time."""

import os
import socket

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickWindow


class Watchdog(QObject):
    """Reports a window to the service manager that started this program; does nothing where there is none."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__(window)
        self._window = window
        self._drawn = False
        self._ready = False
        self._socket: socket.socket | None = None
        address = os.environ.get("NOTIFY_SOCKET", "")
        if not address:
            return
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        window.frameSwapped.connect(self._frame)
        every = int(os.environ.get("WATCHDOG_USEC", "0")) // 3_000  # ms: three chances before the deadline
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._report)
        if every:
            self._timer.start(every)
        window.update()

    def close(self) -> None:
        """Say that the program ends of its own will."""
        if self._socket is not None:
            self._say("STOPPING=1")
            self._socket.close()
            self._socket = None

    def _frame(self) -> None:
        self._drawn = True
        if not self._ready:
            self._ready = True
            self._say("READY=1")

    def _report(self) -> None:
        if self._drawn:
            self._say("WATCHDOG=1")
        self._drawn = False
        self._window.update()  # a still page draws nothing by itself

    def _say(self, word: str) -> None:
        if self._socket is not None:
            self._socket.sendto(word.encode(), self._address)
