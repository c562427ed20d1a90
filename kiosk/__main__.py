"""The command ``python -m kiosk``."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from shared import logs
from shared.domain.errors import EveryshelfError
from shared.qt.start import start

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
        if given.self_test:
            return _self_test(given.settings)
        return start(NAME, "kiosk", given.settings, partial(_settings, given.settings), given.enrol)
    except EveryshelfError as problem:
        print(f"kiosk: {problem}", file=sys.stderr)
        return 2


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
