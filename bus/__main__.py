"""Start the hub, or enrol, list and shut out devices.

python -m bus [--settings FILE] [--folder FOLDER] [--port N]
python -m bus enrol --role kiosk --store ID [--folder FOLDER]
python -m bus devices [--folder FOLDER]
python -m bus revoke --device ID [--folder FOLDER]
"""

import argparse
import asyncio
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from bus.desk import devices
from bus.desk.lookup import place_names
from bus.desk.schema import device
from bus.hub import running
from bus.record import open_record
from shared import logs
from shared.domain.errors import EveryshelfError, SettingsError
from shared.settings import HubSettings


def main(words: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="./run hub", description="The hub of Everyshelf.")
    parser.add_argument("task", nargs="?", choices=["serve", "enrol", "devices", "revoke"], default="serve")
    parser.add_argument("--settings", type=Path, help="TOML file with the hub's settings")
    parser.add_argument("--folder", type=Path, help="where the hub keeps everything (default: hub)")
    parser.add_argument("--port", type=int, help="port to listen on, 0 for any free one")
    parser.add_argument("--role", choices=["kiosk", "staff"], default="kiosk")
    parser.add_argument("--store", default="", help="location id of the device to enrol")
    parser.add_argument("--device", default="", help="id of the device to shut out")
    given = parser.parse_args(words)
    logs.setup("hub")
    try:
        settings = HubSettings.load(given.settings) if given.settings else HubSettings()
        changed = {k: v for k, v in (("folder", given.folder), ("port", given.port)) if v is not None}
        settings = settings.model_copy(update=changed)
        if given.task != "serve":
            return _manage(settings, given)
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


def _manage(settings: HubSettings, given: argparse.Namespace) -> int:
    """Enrol, list and shut out devices, beside a running hub or without one."""
    database = open_record(settings)
    try:
        if given.task == "enrol":
            if given.store not in database.read(place_names):
                raise SettingsError(
                    f"the hub knows no location {given.store!r}: import stores first, or check --store"
                )
            print(database.write(lambda c: devices.make_code(c, given.role, given.store, datetime.now(UTC))))
        elif given.task == "revoke":
            if not database.write(lambda c: devices.revoke(c, given.device)):
                raise SettingsError(f"no device {given.device!r} is enrolled; `./run hub devices` lists them")
            print(f"device {given.device} is shut out")
        else:
            for row in database.read(
                lambda c: list(c.execute(select(device).order_by(device.c.made_at)).mappings())
            ):
                state = "revoked" if row["revoked"] else "enrolled"
                print(f"{row['id']}  {row['role']:<6} {row['location_id']:<24} {state:<9} {row['name']}")
    finally:
        database.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
