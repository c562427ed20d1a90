"""The command ``python -m kiosk``."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from shared import logs
from shared.domain.errors import EveryshelfError
from shared.settings import DeviceSettings


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
    from kiosk import app  # noqa: PLC0415 - --help needs no Qt
    from shared.qt.application import make_application, run  # noqa: PLC0415

    try:
        settings = DeviceSettings.load(given.settings) if given.settings else DeviceSettings()
        qt = make_application("Everyshelf kiosk")
        if given.self_test:
            with tempfile.TemporaryDirectory() as folder:
                bare = settings.model_copy(update={"folder": Path(folder)})
                return run(qt, lambda _: app.self_test(qt, bare))
        return run(qt, lambda stop: app.run(qt, settings, given.enrol, stop))
    except EveryshelfError as problem:
        print(f"kiosk: {problem}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
