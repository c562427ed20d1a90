"""The command `python -m staff`."""

import argparse
import gc
import os
import sys
from pathlib import Path

from shared import logs
from shared.domain.errors import EveryshelfError

NAME = "Everyshelf counter"
CURTAIN = "sign-in.jpg"  # the sign-in page's last picture, in the device's folder


def main() -> int:
    """Start the counter's window; 0 when it ended well, 2 with one line that says what to do."""
    words = argparse.ArgumentParser(prog="staff", description="The counter of a store.")
    words.add_argument("--settings", type=Path, help="TOML file, see docs")
    words.add_argument("--enrol", default="", metavar="CODE", help="one-time code of a new device")
    words.add_argument("--self-test", action="store_true", help="load every page without a hub and end")
    given = words.parse_args()
    logs.setup("staff")
    if given.self_test:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        return _self_test() if given.self_test else _run(given.settings, given.enrol)
    except EveryshelfError as problem:
        print(f"staff: {problem}", file=sys.stderr)
        return 2


def _run(file: Path | None, code: str) -> int:
    """The curtain first: every import below it is part of a second's work that is done while it hangs."""
    from shared.qt.curtain import Curtain, glimpse, written  # noqa: PLC0415
    from shared.qt.display import open_display  # noqa: PLC0415

    gc.disable()  # what a start makes stays: looking through it time and again takes a tenth of it
    qt = open_display(NAME)
    curtain = Curtain(qt, glimpse(written(file)), CURTAIN, (1366, 768))

    from shared.qt.application import make_application, run  # noqa: PLC0415
    from staff import app  # noqa: PLC0415
    from staff.settings import StaffSettings  # noqa: PLC0415

    settings = StaffSettings.load(file) if file else StaffSettings()
    make_application(NAME)
    return run(qt, lambda stop: app.run(qt, settings, code, stop, curtain))


def _self_test() -> int:
    import tempfile  # noqa: PLC0415

    from shared.qt.application import make_application, run  # noqa: PLC0415
    from staff import app  # noqa: PLC0415
    from staff.settings import StaffSettings  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        settings = StaffSettings(folder=Path(folder))
        qt = make_application(NAME)
        return run(qt, lambda _: app.self_test(qt, settings))


if __name__ == "__main__":
    sys.exit(main())
