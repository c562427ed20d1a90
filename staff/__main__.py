"""The command `python -m staff`."""

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
    from staff.settings import StaffSettings

NAME = "Everyshelf counter"
PICTURE = (
    "sign-in.jpg",
    (1366, 768),
)  # the sign-in page's last one in the device's folder, and the window's size


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
        if given.self_test:
            return _self_test()
        return start(NAME, "staff", given.settings, partial(_settings, given.settings), given.enrol, PICTURE)
    except EveryshelfError as problem:
        print(f"staff: {problem}", file=sys.stderr)
        return 2


def _settings(file: Path | None) -> "StaffSettings":
    from staff.settings import StaffSettings  # noqa: PLC0415

    return StaffSettings.load(file) if file else StaffSettings()


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
