"""A program's first page, which stands before the rest of the program, and what is loaded while it is looked at."""

import contextlib
import importlib
import json
import logging
import threading
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from shared.qt import application
from shared.qt.curtain import Curtain
from shared.qt.language import Language

log = logging.getLogger(__name__)
FILE = "first.json"


class Opening(QObject):
    """The window with its first page, behind a curtain until its first frame; keep it as long as it is shown."""

    shown = Signal()  # the first frame
    engine: QQmlApplicationEngine
    window: QQuickWindow

    def __init__(self, app: QGuiApplication, name: str) -> None:
        """``name`` is the page's in the log."""
        super().__init__()
        self.language = Language(app)
        self.is_shown = False
        self.waits = False  # its first frame needs a while: the rest is loaded without it
        self._name = name
        self._curtain: Curtain | None = None

    def open(self, uri: str, properties: dict[str, Any], curtain: Curtain | None) -> None:
        """Load ``Main`` of a QML module."""
        self._curtain = curtain
        self.engine, self.window = application.load_window(uri, properties)
        self.window.frameSwapped.connect(self._begin)

    def lifted(self, curtain: Curtain) -> None:
        """Hook: the curtain is gone; it tells what somebody did before it."""

    def _begin(self) -> None:
        if self.is_shown:
            return  # where a thread of its own draws, the next frame may be here before this one is heard of
        self.window.frameSwapped.disconnect(self._begin)
        curtain, self._curtain = self._curtain, None
        if curtain is not None:
            curtain.close()
            self.lifted(curtain)
        log.info("the %s is shown: %.0f ms of work", self._name, time.process_time() * 1000)
        self.is_shown = True
        self.shown.emit()


class _Loading(QObject):
    done = Signal()


def load_beside(app: QGuiApplication, first: Opening, module: str) -> bool:
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
    if first.waits:
        thread.start()
    else:
        first.shown.connect(thread.start)
    loop.exec()
    app.lastWindowClosed.disconnect(loop.quit)
    return not first.is_shown or first.window.isVisible()


def keep(folder: Path, written: str, first: dict[str, Any]) -> None:
    """Keep what a first page shows for the next start with the same settings file, of which this is the text."""
    file = folder / FILE
    part = file.with_name(f"part-{FILE}")
    try:
        part.write_text(json.dumps({"settings": written, "first": first}), "utf-8")
        part.replace(file)
    except OSError as problem:
        log.warning("%s cannot be written (%s): check its rights and the disk", file, problem)


def recall(folder: Path, written: str) -> dict[str, Any]:
    """What the last run kept; empty where there was none, or the settings have changed."""
    try:
        kept = json.loads((folder / FILE).read_text("utf-8"))
        first: dict[str, Any] = kept["first"] if kept["settings"] == written else {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}
    return first
