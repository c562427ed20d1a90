"""What hangs before a window while it is made ready: the first page's last picture, as soon as anything can be shown.

The picture is taken while nobody is before that page, so it shows the shop and nothing of any person. The first touch
only ever wakes a kiosk; one that falls on the curtain is kept and wakes the kiosk behind it. What is typed or scanned
before a counter's curtain is kept for its first field.

Nothing up to a first page names PySide's ``Qt``: its hundred enumerations take 15 ms to make.
"""

import logging
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeyEvent, QPainter, QPaintEvent, QRasterWindow

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


def written(file: Path | None) -> str:
    """A settings file's text, empty where there is none: who reads it in earnest says what is wrong."""
    try:
        return file.read_text("utf-8") if file else ""
    except (OSError, ValueError):
        return ""


def glimpse(text: str) -> Mapping[str, Any]:
    """The settings as they are written, unchecked: who checks them takes longer than the curtain may."""
    try:
        return tomllib.loads(text)
    except ValueError:
        return {}


class Curtain(QRasterWindow):
    """A window with one picture and no QML; ``touched`` and ``typed`` tell what somebody did meanwhile."""

    def __init__(
        self,
        app: QGuiApplication,
        settings: Mapping[str, Any],
        file: str = FILE,
        panel: tuple[int, int] = (1080, 1920),
    ) -> None:
        super().__init__()
        self.touched, self.typed = False, ""
        self._drawn = False
        self._picture = QImage(str(Path(settings.get("folder", "device"), file)))
        known = settings.get("panel", {})
        size = QSize(known.get("width_px", panel[0]), known.get("height_px", panel[1]))
        self.setTitle("Everyshelf")
        if known.get("full_screen"):
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
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.typed += event.text()
        return bool(super().event(event))
