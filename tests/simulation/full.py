"""``./run simulate full``: the disk is full at every step; what is refused is said, what was promised is kept."""

import argparse
import json
import logging
import shutil
import sqlite3
import subprocess
from pathlib import Path

from bus.desk import catalogue
from bus.feed import rows
from bus.feed.snapshot import Snapshots, scopes
from shared.cache.outbox import Outbox
from shared.cache.store import Position
from shared.cache.writer import Writer
from shared.domain.errors import EnvironmentFault
from shared.domain.messages import Result
from tests.simulation import fleet

ROOM = 8  # MB of the small file system
ME = scopes("staff", fleet.STORES[0])


def fill_up(disk: Path, leave: int) -> None:
    """Take all room but so many bytes."""
    free = shutil.disk_usage(disk).free
    with (disk / "filler").open("wb") as file:
        file.write(b"\0" * max(0, free - leave))


def ordeal(place: Path, disk: Path, steps: int) -> dict[str, int]:
    """Do everything a device does with less and less room, and again when there is room."""
    hub = fleet.offline_hub(place / "hub", 9)
    snapshots = Snapshots(hub.database, place / "snapshots")
    count = {"steps": 0, "refused": 0, "acts": 0, "lost": 0, "pages": 0, "not_healed": 0}
    promised: set[str] = set()
    made = snapshots.current(ME)
    writer = Writer(disk / "device")
    _adopt(writer, made.path, made.sha256, Position(made.epoch, made.cursor))
    for step in range(steps):
        count["steps"] += 1
        fill_up(disk, step * 2_048)
        count["refused"] += _try_everything(hub.database, writer, disk, promised, step)
        (disk / "filler").unlink()
        kept = _kept(disk)
        count["lost"] += len(promised - kept)
        page = hub.database.read(lambda conn: rows.pull(conn, ME, str(writer.position()), 2_000))
        count["pages"] += writer.apply(page) is not None
        count["not_healed"] += writer.check(0, 100_000) is not None
    count["acts"] = len(promised)
    writer.close()
    hub.database.close()
    return count


def _try_everything(database: object, writer: Writer, disk: Path, promised: set[str], step: int) -> int:
    refused = 0
    try:
        box = Outbox(disk / "device")
    except EnvironmentFault:
        return 1
    try:
        for number in range(30):
            try:
                promised.add(box.add("order.place", fleet.order(fleet.STORES[0], number)))
            except EnvironmentFault:
                refused += 1
        waiting = box.sendable(20)
        box.settle([Result(id=entry.id, status="applied", visible_at=1) for entry in waiting], "e")
    except sqlite3.OperationalError:
        refused += 1
    finally:
        box.close()
    levels = [(sku, store, step) for sku in fleet.SKUS for store in fleet.STORES]
    database.write(lambda conn: catalogue.set_stock(conn, levels))  # type: ignore[attr-defined]
    page = database.read(lambda conn: rows.pull(conn, ME, str(writer.position()), 2_000))  # type: ignore[attr-defined]
    try:
        writer.apply(page)
    except sqlite3.OperationalError:
        refused += 1
    return refused


def _kept(disk: Path) -> set[str]:
    box = Outbox(disk / "device")
    kept = {json.loads(line)["id"] for line in box.export().splitlines()}
    box.close()
    return kept


def _adopt(writer: Writer, path: Path, sha256: str, position: Position) -> None:
    part = writer.folder / "snapshot.part"
    shutil.copyfile(path, part)
    writer.adopt(part, sha256, position)


def main(words: list[str]) -> int:
    """The command; 0 when nothing promised was lost and everything healed once there was room."""
    parser = argparse.ArgumentParser(prog="./run simulate full", description=__doc__)
    parser.add_argument("--steps", type=int, default=60)
    given = parser.parse_args(words)
    logging.disable(logging.ERROR)
    with fleet.folder() as place:
        disk = place / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}m", "tmpfs", str(disk)]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            print("A small file system must be mounted for this: run it as root, on Linux.")
            return 2
        try:
            count = ordeal(place, disk, given.steps)
        finally:
            subprocess.run(["umount", str(disk)], check=False)
    print(json.dumps(count))
    return int(count["lost"] or count["not_healed"] or not count["refused"])
