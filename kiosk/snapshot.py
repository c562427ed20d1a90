"""Keeps what the next start begins with while the kiosk sleeps on its first page: its picture, and what it shows."""

import logging

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickWindow

from kiosk.first import First
from kiosk.ui.kiosk import Kiosk
from shared.qt import tasks
from shared.qt.curtain import FILE
from shared.settings import DeviceSettings

log = logging.getLogger(__name__)
REST_MS = 2_000  # of sleep before a picture is taken: nothing moves then


class Snapshot(QObject):
    """Renews both in the device's folder whenever the sleeping first page may look different."""

    def __init__(
        self,
        window: QQuickWindow,
        kiosk: Kiosk,
        settings: DeviceSettings,
        written: str,
        rest_ms: int = REST_MS,
    ) -> None:
        """``written`` is the settings' text: another one, and the next start reads it first."""
        super().__init__(window)
        self._window, self._kiosk, self._settings, self._written = window, kiosk, settings, written
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
            first = First.of(self._settings, self._kiosk.home.glimpse)
            tasks.spawn(tasks.run(_keep, self._window.grabWindow(), first, self._written))


def _keep(image: QImage, first: First, written: str) -> None:
    """In a worker thread: the whole new picture, or the one before."""
    first.keep(written)
    file = first.folder / FILE
    part = file.with_name(f"part-{file.name}")
    if image.save(str(part), quality=88):
        part.replace(file)
    else:
        log.warning("%s cannot be written: check its rights and the disk", part)
