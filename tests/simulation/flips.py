"""``./run simulate flips``: flip bits and cut ends of both files; no wrong row is shown, no act vanishes."""

import argparse
import json
import logging
import shutil
from pathlib import Path
from random import Random

from bus.feed.snapshot import Snapshots, scopes
from shared.cache.outbox import Outbox
from shared.cache.store import Position, Store
from shared.cache.writer import Writer
from shared.domain.errors import RefusedInput
from shared.domain.messages import Collection
from tests.simulation import fleet


def harm(path: Path, random: Random) -> None:
    """Flip one bit, or one time in four cut the file short."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        if random.random() < 0.25:
            file.truncate(random.randrange(size))
            return
        at = random.randrange(size)
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1 << random.randrange(8)]))


def cache(place: Path, times: int, random: Random) -> dict[str, int]:
    """Harm a cache so often, and read every row of it each time."""
    hub = fleet.offline_hub(place / "hub", 9)
    made = Snapshots(hub.database, place / "snapshots").current(scopes("staff", fleet.STORES[0]))
    hub.database.close()
    device = place / "device"
    count = {
        "wrong_rows": 0,
        "noticed_by_reader": 0,
        "noticed_by_check": 0,
        "harmless": 0,
        "unnoticed_loss": 0,
    }
    right: dict[tuple[str, str], str] = {}
    for n in range(times + 1):
        shutil.rmtree(device, ignore_errors=True)
        writer = Writer(device)
        shutil.copyfile(made.path, device / "snapshot.part")
        writer.adopt(device / "snapshot.part", made.sha256, Position(made.epoch, made.cursor))
        writer.close()
        if n:
            harm(device / "cache-1.db", random)
        store = Store(device)
        shown = {(c.value, k): b for c in Collection for k, b in store.scan(c)}
        for collection in Collection:
            keys = [k for c, k in right if c == collection]
            shown.update({(collection.value, k): b for k, b in store.bodies(collection, keys).items()})
        if not n:
            right = shown
            continue
        count["wrong_rows"] += sum(right.get(key) != body for key, body in shown.items())
        if store.damage_mark.exists():
            count["noticed_by_reader"] += 1
        elif _unsound(device):
            count["noticed_by_check"] += 1
        elif shown == right:
            count["harmless"] += 1
        else:
            count["unnoticed_loss"] += 1
        store.close()
    return count


def _unsound(device: Path) -> bool:
    writer = Writer(device)
    try:
        return writer.position() is None or writer.check(0, 100_000) is not None
    except RefusedInput:
        return True
    finally:
        writer.close()


def outbox(place: Path, times: int, random: Random) -> dict[str, int]:
    """Harm an outbox so often, and open it again each time."""
    whole = place / "whole"
    box = Outbox(whole)
    acts = [box.add("order.place", fleet.order(fleet.STORES[0], n)) for n in range(30)]
    box.close()
    count = {"salvaged_and_said": 0, "harmless": 0, "acts_lost": 0}
    for _ in range(times):
        device = place / "device"
        shutil.rmtree(device, ignore_errors=True)
        shutil.copytree(whole, device)
        harm(device / "outbox.db", random)
        box = Outbox(device)
        kept = {json.loads(line)["id"] for line in box.export().splitlines()}
        box.close()
        said = any(device.glob("outbox-damaged-*"))
        count["salvaged_and_said" if said else "harmless"] += 1
        count["acts_lost"] += len(set(acts) - kept)
    return count


def main(words: list[str]) -> int:
    """The command; 0 when no wrong row was shown, no loss went unnoticed and no act was lost."""
    parser = argparse.ArgumentParser(prog="./run simulate flips", description=__doc__)
    parser.add_argument("--times", type=int, default=1_000, help="for each of the two files")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(words)
    logging.disable(logging.ERROR)
    random = Random(given.seed)
    with fleet.folder() as place:
        result = {"cache": cache(place, given.times, random), "outbox": outbox(place, given.times, random)}
    print(json.dumps(result))
    bad = result["cache"]["wrong_rows"] + result["cache"]["unnoticed_loss"] + result["outbox"]["acts_lost"]
    return int(bad > 0)
