"""Start the hub, or make one-time codes that enrol devices.

python -m bus [--settings FILE] [--folder FOLDER] [--port N]
python -m bus enrol --role kiosk --store ID [--folder FOLDER]
"""

import argparse
import asyncio
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from bus.database import Database
from bus.desk import devices
from bus.hub import running
from shared import logs
from shared.domain.errors import EveryshelfError
from shared.settings import HubSettings


def main(words: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="./run hub", description="The hub of Everyshelf.")
    parser.add_argument("task", nargs="?", choices=["serve", "enrol"], default="serve")
    parser.add_argument("--settings", type=Path, help="TOML file with the hub's settings")
    parser.add_argument("--folder", type=Path, help="where the hub keeps everything (default: hub)")
    parser.add_argument("--port", type=int, help="port to listen on, 0 for any free one")
    parser.add_argument("--role", choices=["kiosk", "staff"], default="kiosk")
    parser.add_argument("--store", default="", help="location id of the device to enrol")
    given = parser.parse_args(words)
    logs.setup("hub")
    try:
        settings = HubSettings.load(given.settings) if given.settings else HubSettings()
        changed = {k: v for k, v in (("folder", given.folder), ("port", given.port)) if v is not None}
        settings = settings.model_copy(update=changed)
        if given.task == "enrol":
            return _enrol(settings, given.role, given.store)
        return asyncio.run(_serve(settings))
    except EveryshelfError as problem:
        print(f"hub: {problem}", file=sys.stderr)
        return 2


async def _serve(settings: HubSettings) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with running(settings) as hub:
        print(f"hub {hub.url}", flush=True)
        await stop.wait()
    return 0


def _enrol(settings: HubSettings, role: str, store: str) -> int:
    database = Database(settings.database or f"sqlite:///{settings.folder / 'hub.db'}")
    try:
        code = database.write(lambda c: devices.make_code(c, role, store, datetime.now(UTC)))
    finally:
        database.close()
    print(code)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
