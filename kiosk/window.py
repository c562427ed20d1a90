"""The kiosk's window with its first page, which stands before the device, the search and asyncio are loaded."""

import contextlib
import importlib
import logging
import threading
import time
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.first import First
from kiosk.ui.kiosk import Kiosk
from kiosk.ui.pace import Pace
from shared.qt import application
from shared.qt.curtain import Curtain, shrunk
from shared.qt.language import Language
from shared.qt.pictures import Pictures

log = logging.getLogger(__name__)


class FirstWindow(QObject):
    """Shows the first page, behind its curtain until the first photograph is there; keep it as long as it is shown."""

    shown = Signal()  # the first frame

    def __init__(
        self,
        app: QGuiApplication,
        first: First,
        curtain: Curtain | None = None,
        pictures: Pictures | None = None,
    ) -> None:
        """``pictures``: where there is a device already, its own."""
        super().__init__()
        self.language = Language(app)
        self.is_shown = False
        pictures = pictures or Pictures(first.folder)
        for poster in first.glimpse.posters[:1]:
            pictures.look_now(poster["media"])
        self.kiosk = Kiosk(
            _fitted(app, first.panel),
            first.languages,
            first.idle_seconds,
            pictures,
            first.glimpse,
            self.language.use,
        )
        properties = {"kiosk": self.kiosk, "behind": curtain is not None}
        self.engine: QQmlApplicationEngine
        self.window: QQuickWindow
        self.engine, self.window = application.load_window("kiosk.ui", properties)
        self._curtain = curtain
        self._pace = Pace()
        for filter_ in (self.kiosk.idle, self._pace):
            self.window.installEventFilter(filter_)
        self.kiosk.access.language_changed.connect(self.engine.retranslate)
        self.kiosk.access.changed.connect(self._set_pace)
        self.window.frameSwapped.connect(self._begin)

    def _begin(self) -> None:
        """The first frame is there: lift the curtain."""
        if self.is_shown:
            return  # where a thread of its own draws, the next frame may be here before this one is heard of
        self.window.frameSwapped.disconnect(self._begin)
        curtain, self._curtain = self._curtain, None
        if curtain is not None:
            curtain.close()
            if curtain.touched:
                self.kiosk.wake()
        log.info("the first page is shown: %.0f ms of work", time.process_time() * 1000)
        self.is_shown = True
        self.shown.emit()

    def _set_pace(self) -> None:
        self._pace.slow = self.kiosk.access.slow


def _fitted(app: QGuiApplication, panel: dict[str, Any]) -> dict[str, Any]:
    """The panel drawn smaller where a window of its size does not fit the screen, as on a desk."""
    size = QSize(panel["width_px"], panel["height_px"])
    scale = 1.0 if panel["full_screen"] else shrunk(app, size)
    if scale == 1:
        return panel
    pixels = {name: round(panel[name] * scale) for name in ("width_px", "height_px")}
    return {**panel, **pixels, "px_per_mm": panel["px_per_mm"] * scale}


class _Loading(QObject):
    done = Signal()


def load_beside(app: QGuiApplication, first: FirstWindow, module: str) -> bool:
    """Import a module in a thread of its own while the first page lives; False when the page was closed meanwhile.

    It begins with the first frame, for the two would take the interpreter from one another. What is wrong with the
    module is raised where it is imported next.
    """
    loop, loading = QEventLoop(), _Loading()
    loading.done.connect(loop.quit)
    app.lastWindowClosed.connect(loop.quit)

    def load() -> None:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
        loading.done.emit()

    thread = threading.Thread(target=load)
    if first.kiosk.home.posters:
        first.shown.connect(thread.start)
    else:  # it waits for its first photograph
        thread.start()
    loop.exec()
    app.lastWindowClosed.disconnect(loop.quit)
    return not first.is_shown or first.window.isVisible()
