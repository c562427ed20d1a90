"""The command ``python -m kiosk``."""

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from shared import logs
from shared.domain.errors import EveryshelfError

if TYPE_CHECKING:
    from shared.settings import DeviceSettings

NAME = "Everyshelf kiosk"


def main() -> int:
    """Show the shopper's window; 0 when it ended well, 2 with one line that says what to do."""
    words = argparse.ArgumentParser(prog="kiosk", description="The shopper's window of a store.")
    words.add_argument("--settings", type=Path, help="TOML file, see docs")
    words.add_argument("--enrol", default="", metavar="CODE", help="one-time code of a new device")
    words.add_argument("--self-test", action="store_true", help="load every page without a hub and end")
    given = words.parse_args()
    logs.setup("kiosk")
    if given.self_test:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        return _self_test(given.settings) if given.self_test else _run(given.settings, given.enrol)
    except EveryshelfError as problem:
        print(f"kiosk: {problem}", file=sys.stderr)
        return 2


def _run(file: Path | None, code: str) -> int:
    """The curtain, then the first page, then all the rest: imports stand below what is shown before them."""
    from shared.qt.curtain import Curtain, glimpse, written  # noqa: PLC0415
    from shared.qt.display import open_display  # noqa: PLC0415

    gc.disable()  # what a start makes stays: looking through it time and again takes a tenth of it
    qt = open_display(NAME)
    text = written(file)
    known = glimpse(text)
    curtain = Curtain(qt, known)

    from kiosk.first import First, recall  # noqa: PLC0415
    from kiosk.window import FirstWindow, load_beside  # noqa: PLC0415
    from shared.qt.application import make_application, run  # noqa: PLC0415

    make_application(NAME)
    first = recall(Path(known.get("folder", "device")), text)
    if first is None:  # the first start, or with other settings
        first = First.of(_settings(file))
    window = FirstWindow(qt, first, curtain)
    if not load_beside(qt, window, "kiosk.app"):
        return 0
    from kiosk import app  # noqa: PLC0415

    settings = _settings(file)
    return run(qt, lambda stop: app.run(qt, settings, text, code, stop, window))


def _settings(file: Path | None) -> "DeviceSettings":
    from shared.settings import DeviceSettings  # noqa: PLC0415

    return DeviceSettings.load(file) if file else DeviceSettings()


def _self_test(file: Path | None) -> int:
    import tempfile  # noqa: PLC0415

    from kiosk import app  # noqa: PLC0415
    from shared.qt.application import make_application, run  # noqa: PLC0415

    settings = _settings(file)
    qt = make_application(NAME)
    with tempfile.TemporaryDirectory() as folder:
        bare = settings.model_copy(update={"folder": Path(folder)})
        return run(qt, lambda _: app.self_test(qt, bare))


if __name__ == "__main__":
    sys.exit(main())
