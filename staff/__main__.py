"""The command `python -m staff`."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from shared import logs
from shared.domain.errors import EveryshelfError
from staff.settings import StaffSettings


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
    from shared.qt.application import make_application, run  # noqa: PLC0415 - --help needs no Qt
    from staff import app  # noqa: PLC0415

    try:
        if given.self_test:
            with tempfile.TemporaryDirectory() as folder:
                settings = StaffSettings(folder=Path(folder))
                qt = make_application("Everyshelf counter")
                return run(qt, lambda _: app.self_test(qt, settings))
        settings = StaffSettings.load(given.settings) if given.settings else StaffSettings()
        qt = make_application("Everyshelf counter")
        return run(qt, lambda stop: app.run(qt, settings, given.enrol, stop))
    except EveryshelfError as problem:
        print(f"staff: {problem}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
