"""``./run simulate week``: fifty devices come back after a week offline, each with 2,000 acts in its outbox."""

import argparse
import asyncio
import json
import re
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import httpx

from shared.cache.outbox import Outbox
from shared.domain.messages import Enrolled, Step
from shared.domain.states import Action
from shared.sync import hub as calls
from shared.sync.engine import Engine
from tests.simulation import fleet

ACTS = (Action.PICK, Action.READY, Action.COLLECT)  # after each order: four acts in all


class Timed(httpx.AsyncHTTPTransport):
    """Notes how long the hub says that each push took it: from its arrival to the answer, the wait for a turn included.

    All devices share one process here, so what they would measure themselves is mostly their own queue.
    """

    def __init__(self, seconds: list[float]) -> None:
        super().__init__()
        self._seconds = seconds

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await super().handle_async_request(request)
        if said := re.search(r"total;dur=([\d.]+)", answer.headers.get("server-timing", "")):
            self._seconds.append(float(said[1]) / 1e3)
        return answer


def fill(place: Path, store: str, acts: int) -> set[str]:
    """Put a week's acts into an outbox, in memory first: only the way back is measured; the orders promised."""
    promised = set()
    memory = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    outbox = Outbox(Path(memory.name))
    for number in range(acts // (len(ACTS) + 1)):
        act = fleet.order(store, number)
        outbox.add("order.place", act)
        promised.add(act.order_id)
        for action in ACTS:
            step = Step(order_id=act.order_id, fulfilment_id=f"{act.order_id}:1", action=action, by="week")
            outbox.add("fulfilment.step", step)
    outbox.close()
    for file in Path(memory.name).iterdir():
        shutil.copy(file, place)
    memory.cleanup()
    return promised


async def drain(url: str, places: list[tuple[Path, Enrolled]], limit: float) -> dict[str, object]:
    """Let every device come back at once; how long each took, and how long the hub took for each push."""
    pushes: list[float] = []
    done: list[float] = []
    start = time.monotonic()

    async def device(place: Path, identity: Enrolled) -> None:
        async with calls.client(url, identity.token, Timed(pushes)) as http:
            engine = Engine(place, http)
            running = asyncio.create_task(engine.run())
            try:
                async with asyncio.timeout(limit):
                    while not (engine.core.pulled and engine._outbox.counts()[0] == 0):  # noqa: ASYNC110
                        await asyncio.sleep(0.2)
                done.append(time.monotonic() - start)
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
                engine.close()

    await asyncio.gather(*(device(*place) for place in places))
    return {
        "drained": len(done),
        "seconds": round(time.monotonic() - start, 1),
        "first_and_last_device_s": [round(min(done), 1), round(max(done), 1)],
        "pushes": len(pushes),
        "hub_p50_ms": round(median(pushes) * 1e3, 1),
        "hub_p95_ms": round(quantiles(pushes, n=20)[18] * 1e3, 1),
    }


def main(words: list[str]) -> int:
    """The command; 0 when everything drained within five minutes and nothing was lost or done twice."""
    parser = argparse.ArgumentParser(prog="./run simulate week", description=__doc__)
    parser.add_argument("--devices", type=int, default=50)
    parser.add_argument("--acts", type=int, default=2_000)
    given = parser.parse_args(words)
    with fleet.folder() as place:
        made = fleet.offline_hub(place / "hub", given.devices * given.acts)
        places, promised = [], set[str]()
        for n in range(given.devices):
            store = fleet.STORES[n % len(fleet.STORES)]
            places.append((place / f"d{n}", fleet.enrol(made, place / f"d{n}", "staff", store)))
            promised |= fill(place / f"d{n}", store, given.acts)
        made.database.close()
        hub = fleet.HubProcess(place / "hub")
        hub.start()
        result = asyncio.run(drain(hub.url, places, 1_200.0))
        hub.stop()
        for line in (place / "hub" / "hub.log").read_text().splitlines():
            if not re.search(" INFO ", line):
                print(line)
        counted = fleet.audit(place / "hub", promised)
    print(json.dumps({"acts": given.devices * given.acts, **result, **counted}))
    return int(any(counted[k] for k in ("lost", "twice", "oversold")) or float(str(result["seconds"])) > 300)
