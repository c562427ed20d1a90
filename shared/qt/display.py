"""The one QGuiApplication of a program, made with as little as a first window needs."""

import os
import re
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from shared.domain.errors import EnvironmentFault


def open_display(name: str) -> QGuiApplication:
    """The application, whose windows do not end it; EnvironmentFault where there is no display."""
    if QGuiApplication.instance() is None:
        _need_display()
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    if not isinstance(app, QGuiApplication):
        raise EnvironmentFault("a Qt application without a screen is already running in this process")
    app.setApplicationName(name)
    app.setOrganizationName("Everyshelf")
    app.setQuitOnLastWindowClosed(False)
    return app


def _need_display() -> None:
    """Qt aborts the process where there is no display; EnvironmentFault says it in words before."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if sys.platform != "linux" or platform not in {"", "xcb"} or os.environ.get("WAYLAND_DISPLAY"):
        return
    display = os.environ.get("DISPLAY", "")
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    if display and not (local and not Path("/", "tmp", ".X11-unix", f"X{local[1]}").exists()):
        return
    message = f"the display {display} does not answer" if display else "there is no display"
    raise EnvironmentFault(f"{message}: start this in a desktop session, or set QT_QPA_PLATFORM=offscreen")
