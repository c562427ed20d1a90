"""How a program with a window starts: a curtain, behind it the first page, and beside that page all the rest.

Each of the three is imported when the one before is shown, so imports stand where they are needed.
"""

import gc
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

    from shared.qt.curtain import Curtain


class Start(NamedTuple):
    """What a first page is made of."""

    app: "QGuiApplication"
    written: str  # the settings file's text
    folder: Path  # the device's
    curtain: "Curtain"


def start(
    name: str,
    program: str,
    file: Path | None,
    load: Callable[[], Any],
    code: str,
    picture: tuple[str, tuple[int, int]] | None = None,
) -> int:
    """Run a program to its end: ``open_page`` of its module ``window`` at first, and then ``run`` of its ``app``.

    ``load`` reads and checks the settings of ``file``. ``picture`` is the curtain's, by its name in the device's
    folder, with the window's size; without it the kiosk's. Gives what ``run`` does, 0 when the page was closed before.
    """
    from shared.qt.curtain import Curtain, glimpse, written  # noqa: PLC0415
    from shared.qt.display import open_display  # noqa: PLC0415

    gc.disable()  # what a start makes stays: looking through it time and again takes a tenth of it
    app = open_display(name)
    text = written(file)
    known = glimpse(text)
    begun = Start(app, text, Path(known.get("folder", "device")), Curtain(app, known, *picture or ()))

    from shared.qt.application import make_application, run  # noqa: PLC0415
    from shared.qt.opening import load_beside  # noqa: PLC0415

    make_application(name)
    page = importlib.import_module(f"{program}.window").open_page(begun, load)
    if not load_beside(app, page, f"{program}.app"):
        return 0
    whole = importlib.import_module(f"{program}.app")
    settings = load()
    return run(app, lambda stop: whole.run(app, settings, text, code, stop, page))
