"""Takes the picture for the curtain while the kiosk sleeps on its first page."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.kiosk import Kiosk
from shared.qt import tasks
from shared.qt.curtain import FILE

log = logging.getLogger(__name__)
REST_MS = 2_000  # of sleep before a picture is taken: nothing moves then


class Snapshot(QObject):
    """Renews ``attract.jpg`` in the device's folder whenever the sleeping first page may look different."""

    def __init__(self, window: QQuickWindow, kiosk: Kiosk, folder: Path, rest_ms: int = REST_MS) -> None:
        super().__init__(window)
        self._window, self._kiosk, self._file = window, kiosk, folder / FILE
        self._rest = QTimer(self, singleShot=True, interval=rest_ms)
        self._rest.timeout.connect(self._take)
        kiosk.idle.changed.connect(self._consider)
        kiosk.home.changed.connect(self._consider)

    def _asleep(self) -> bool:
        return self._kiosk.idle.phase == "asleep" and bool(self._kiosk.home.posters)

    def _consider(self) -> None:
        if self._asleep():
            self._rest.start()
        else:
            self._rest.stop()

    def _take(self) -> None:
        if self._asleep() and self._window.isVisible():
            tasks.spawn(tasks.run(_keep, self._window.grabWindow(), self._file))


def _keep(image: QImage, file: Path) -> None:
    """In a worker thread: the whole new picture, or the one before."""
    part = file.with_name(f"part-{file.name}")
    if image.save(str(part), quality=88):
        part.replace(file)
    else:
        log.warning("%s cannot be written: check its rights and the disk", part)
