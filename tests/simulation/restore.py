"""``./run simulate restore``: the hub goes back to a backup; what devices did since comes back, once."""

import argparse
import asyncio
import contextlib
import json
import shutil
import sqlite3
import time
from pathlib import Path

import httpx

from bus.api.app import make_app
from bus.hub import open_hub
from shared.cache.outbox import Outbox
from shared.domain.messages import Enrolled
from shared.settings import HubSettings
from shared.sync import hub as calls
from shared.sync.engine import Engine
from tests.simulation import fleet

Places = list[tuple[Path, Enrolled]]


def take(places: Places, count: int) -> set[str]:
    """Every device takes some orders."""
    promised = set()
    for place, identity in places:
        with contextlib.closing(Outbox(place)) as outbox:
            for number in range(count):
                act = fleet.order(identity.location_id, number)
                outbox.add("order.place", act)
                promised.add(act.order_id)
    return promised


async def sync(hub_folder: Path, places: Places) -> None:
    """Let every device of a hub say and hear everything."""
    hub = open_hub(HubSettings(folder=hub_folder), [])
    transport = httpx.ASGITransport(make_app(hub))
    for place, identity in places:
        async with calls.client("http://hub", identity.token, transport) as http:
            engine = Engine(place, http)
            while not (engine.core.pulled and engine.core.caught_up and engine.status.waiting == 0):
                engine.poke()
                await engine.pull_once() if not engine.core.caught_up or not engine.core.pulled else None
                while await engine.push_once():
                    pass
            engine.close()
    hub.database.close()


def back_up(hub_folder: Path, copy: Path) -> None:
    """Copy the hub's record as an operator does, while it may be in use."""
    with (
        contextlib.closing(sqlite3.connect(hub_folder / "hub.db")) as conn,
        contextlib.closing(sqlite3.connect(copy)) as into,
    ):
        conn.backup(into)


def restore(hub_folder: Path, copy: Path) -> None:
    """Put the copy back, and no more: the hub notices at its start."""
    for ending in ("-wal", "-shm", ""):
        (hub_folder / f"hub.db{ending}").unlink(missing_ok=True)
    shutil.copyfile(copy, hub_folder / "hub.db")


def main(words: list[str]) -> int:
    """The command; 0 when every order is back, once."""
    parser = argparse.ArgumentParser(prog="./run simulate restore", description=__doc__)
    parser.add_argument("--devices", type=int, default=50)
    parser.add_argument("--orders", type=int, default=200, help="per device since the backup")
    given = parser.parse_args(words)
    start = time.monotonic()
    with fleet.folder() as place:
        made = fleet.offline_hub(place / "hub", given.devices * given.orders * 2)
        names = [(place / f"d{n}", fleet.STORES[n % len(fleet.STORES)]) for n in range(given.devices)]
        places = [(at, fleet.enrol(made, at, "kiosk", store)) for at, store in names]
        made.database.close()
        promised = take(places, 20)
        asyncio.run(sync(place / "hub", places))
        back_up(place / "hub", place / "copy.db")
        promised |= take(places, given.orders)
        asyncio.run(sync(place / "hub", places))
        before = fleet.audit(place / "hub", promised)
        restore(place / "hub", place / "copy.db")
        gone = fleet.audit(place / "hub", promised)["lost"]
        asyncio.run(sync(place / "hub", places))
        after = fleet.audit(place / "hub", promised)
    seconds = round(time.monotonic() - start, 1)
    print(
        json.dumps({"acknowledged": before["orders"], "gone_by_restore": gone, **after, "seconds": seconds})
    )
    return int(any(after[k] for k in ("lost", "twice", "oversold")) or before["lost"] > 0)
