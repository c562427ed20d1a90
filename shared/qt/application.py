"""Starting and ending a Qt Quick program: fonts, style, event loop and an orderly way out."""

import logging
import os
import signal
from collections.abc import Callable, Coroutine
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QtMsgType, qInstallMessageHandler, qSetMessagePattern
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from shared.domain.errors import EnvironmentFault
from shared.qt.display import open_display
from shared.qt.look import Look

if TYPE_CHECKING:
    import asyncio

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def make_application(name: str) -> QGuiApplication:
    """The one QGuiApplication with our fonts and the Basic style; its windows do not end it."""
    qSetMessagePattern("%{time yyyy-MM-dd hh:mm:ss} qt %{type} %{category} %{message}")
    os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")  # no first page waits for a module that sets it
    app = open_display(name)
    load_fonts()
    return app


def load_fonts() -> None:
    """Register Inter and Noto Sans Arabic from their packages and make Inter the application's font."""
    for package in ("inter", "noto_sans_arabic"):
        for face in sorted(_font_files(package)):
            if QFontDatabase.addApplicationFont(str(face)) < 0:
                log.warning("the font %s cannot be loaded; reinstall its package", face.name)
    font = QFont("Inter")
    font.setFamilies(["Inter", "Noto Sans Arabic"])
    QFont.insertSubstitution("Inter", "Noto Sans Arabic")  # where QML names Inter alone, and in its weight
    QGuiApplication.setFont(font)


def hear_qt() -> None:
    """Send Qt's messages to the log ``qt``, for self-tests only.

    A handler in Python can hang the process: a loading thread that warns waits for the interpreter, which waits for it.
    """
    qInstallMessageHandler(_to_log)


def load_window(uri: str, properties: dict[str, Any]) -> tuple[QQmlApplicationEngine, QQuickWindow]:
    """Load ``Main`` of a QML module; keep both results in variables, or Python lets them go."""
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(ROOT))
    engine.addImageProvider("look", Look())
    engine.setInitialProperties(properties)
    engine.loadFromModule(uri, "Main")
    roots: list[QObject] = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        message = f"the screens of {uri} cannot be loaded; the lines above say which file and why"
        raise EnvironmentFault(message)
    return engine, roots[0]


def run(app: QGuiApplication, main: Callable[["asyncio.Event"], Coroutine[Any, Any, int]]) -> int:
    """Run ``main`` on Qt's loop; its event is set by the last window closed, Ctrl+C or SIGTERM."""
    import asyncio  # noqa: PLC0415 - a first page stands without it

    import qasync  # noqa: PLC0415

    async def guarded() -> int:
        stop = asyncio.Event()
        app.lastWindowClosed.connect(stop.set)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        try:
            return await main(stop)
        finally:
            app.lastWindowClosed.disconnect(stop.set)

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        return runner.run(guarded())


def _font_files(package: str) -> list[Path]:
    found = find_spec(f"fontpkg_{package}")
    if found is None or found.origin is None:
        log.warning("the font package %s is missing; run ./run again to install it", package)
        return []
    folder = Path(found.origin).parent
    return [p for p in folder.rglob("*") if p.suffix in {".ttf", ".otf"}]


def _to_log(kind: QtMsgType, _context: object, text: str) -> None:
    logging.getLogger("qt").log(_LEVELS[kind], "%s", text)
