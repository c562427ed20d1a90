"""What hangs before the kiosk while it is made ready: the first page's last picture, as soon as a window can be shown.

The picture is taken while the kiosk sleeps on that page, so it shows the shop's goods and nothing of any shopper. The
first touch only ever wakes; one that falls on the curtain is kept and wakes the kiosk behind it.
"""

import logging
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPaintEvent, QRasterWindow

log = logging.getLogger(__name__)
FILE = "attract.jpg"
PAPER = "#faf8f4"
PATIENCE = 0.5  # seconds for a display to show it
_SIGNS = {QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress}


def shrunk(app: QGuiApplication, panel: QSize) -> float:
    """How much smaller a panel is drawn where its window does not fit the screen, as on a desk."""
    screen = app.primaryScreen().availableSize()
    if app.platformName() == "offscreen":
        return 1.0
    return min(1.0, screen.width() / panel.width(), screen.height() * 0.94 / panel.height())


def glimpse(file: Path | None) -> Mapping[str, Any]:
    """The settings as they stand in the file, unchecked: who checks them takes longer than the curtain may."""
    try:
        return tomllib.loads(file.read_text("utf-8")) if file else {}
    except (OSError, ValueError):
        return {}


class Curtain(QRasterWindow):
    """A window with one picture and no QML; ``touched`` tells whether somebody came meanwhile."""

    def __init__(self, app: QGuiApplication, settings: Mapping[str, Any]) -> None:
        super().__init__()
        self.touched = False
        self._drawn = False
        self._picture = QImage(str(Path(settings.get("folder", "device"), FILE)))
        panel = settings.get("panel", {})
        size = QSize(panel.get("width_px", 1080), panel.get("height_px", 1920))
        self.setTitle("Everyshelf")
        if panel.get("full_screen"):
            self.setFlag(Qt.WindowType.FramelessWindowHint)
            self.resize(size)
            self.showFullScreen()
        else:
            self.resize(size * shrunk(app, size))
            self.show()
        end = time.monotonic() + PATIENCE
        while not self._drawn and time.monotonic() < end:
            app.processEvents()
        log.info("the first picture is shown: %.0f ms of work", time.process_time() * 1000)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: the picture, or bare paper on the first start."""
        whole = QRect(0, 0, self.width(), self.height())
        painter = QPainter(self)
        if self._picture.isNull():
            painter.fillRect(whole, QColor(PAPER))
        else:
            painter.drawImage(whole, self._picture)
        painter.end()
        self._drawn = True

    def event(self, event: QEvent) -> bool:
        """Qt's hook for everything that happens to the window."""
        if event.type() in _SIGNS:
            self.touched = True
        return bool(super().event(event))
