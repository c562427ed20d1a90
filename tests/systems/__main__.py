"""``./run demo --systems``: one order through a web shop, two stores, an ERP, a CRM and a mail server, all real.

The order is placed in Vendure for pickup in South, picked, made ready and collected on the real counter's screens; the
hub and its nats-server are killed before it is collected and started again; a piece comes back in North. Every arrow
must arrive within its time and everything happen once. The last line is JSON; the exit code is 0 when all is so.
"""

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bus.connectors.__main__ import differences
from shared.domain.errors import EveryshelfError
from shared.settings import HubSettings
from tests.e2e.house import HubProcess
from tests.house.qmllint import ROOT
from tests.peers.webshop import Shopper
from tests.systems.stage import Stage, standing

LIMIT = 5.0  # seconds for every arrow
PATIENCE = 60.0  # until an arrow that does not come is given up


@dataclass
class Report:
    """The arrows measured, and what was not as it should be."""

    arrows: list[tuple[str, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def arrow(self, what: str, since: float, there: Callable[[], Awaitable[Any]]) -> Any:
        """Wait for something to arrive and note how long it took; gives what was seen."""
        while not (seen := await there()) and time.monotonic() - since < PATIENCE:  # noqa: ASYNC110 - other programs
            await asyncio.sleep(0.4)
        seconds = time.monotonic() - since
        self.arrows.append((what, seconds))
        print(f"{seconds:7.2f} s  {what}", flush=True)
        if not seen:
            self.errors.append(f"{what}: not within {PATIENCE:.0f} s")
        elif seconds > LIMIT:
            self.errors.append(f"{what}: {seconds:.1f} s")
        return seen

    def check(self, what: str, *, true: bool, seen: object = "") -> None:
        """Something that must be so."""
        print(f"{'ok' if true else 'WRONG':>9}  {what}", flush=True)
        if not true:
            self.errors.append(f"{what}: {seen}")


class Counter:
    """A store's counter: the real program, played on its screens."""

    def __init__(self, hub: HubProcess, folder: Path, store: str, *words: str) -> None:
        self.moments: dict[str, float] = {}
        self._news = asyncio.Condition()
        self._hub, self._folder, self._store, self._words = hub, folder / f"counter-{store}", store, words
        self.errors: list[str] = []

    async def start(self) -> None:
        """Enrol it, start it, and listen to what it says."""
        await asyncio.to_thread(self._hub.enrol, "staff", self._store, self._folder)
        settings = self._folder / "settings.toml"
        settings.write_text(f'hub = "{self._hub.url}"\nfolder = "{self._folder}"\nrole = "staff"\n')
        command = [sys.executable, "-m", "staff.journey", "--settings", str(settings), *self._words]
        command += ["--pictures", str(ROOT / "build" / "demo" / "systems" / self._store)]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        with (self._folder / "counter.log").open("wb") as log:
            piped = asyncio.subprocess.PIPE
            self._process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=environment, stdin=piped, stdout=piped, stderr=log
            )
        self._listening = asyncio.create_task(self._listen())

    async def reached(self, step: str) -> float:
        """When the clerk reached a step."""
        async with self._news:
            await self._news.wait_for(lambda: step in self.moments or self.errors)
        if step not in self.moments:
            raise AssertionError(f"the counter in {self._store} is stuck: {self.errors[0]}")
        return self.moments[step]

    def go_on(self) -> None:
        """Let the clerk go on: to pick the order, or to hand it over to the shopper who has come."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")

    async def close(self) -> None:
        """Wait until it has ended by itself, or end it."""
        try:
            async with asyncio.timeout(60):
                await self._listening
        except TimeoutError:
            self._process.kill()
        await self._process.wait()

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            try:
                news = json.loads(line)
            except ValueError:
                continue
            async with self._news:
                if "step" in news:
                    self.moments[news["step"]] = time.monotonic()
                if "error" in news:
                    self.errors.append(news["error"])
                self._news.notify_all()
        async with self._news:
            if await self._process.wait():
                self.errors.append(
                    f"it ended with {self._process.returncode}; see {self._folder}/counter.log"
                )
            self._news.notify_all()


async def play(stage: Stage, report: Report) -> None:
    """The journey."""
    print("hub, Vendure, Tryton twice and a mail server stand; the catalogue goes from Tryton to Vendure")
    await asyncio.to_thread(stage.hub.start)
    started = time.monotonic()
    await _until(stage.equal, "stock to be equal in all three", 90)
    print(f"{time.monotonic() - started:7.2f} s  catalogue and stock are equal everywhere: {stage.levels()}")

    south = Counter(stage.hub, stage.folder, "south")
    await south.start()
    await south.reached("no work yet")
    shopper = Shopper(stage.shop.url)
    bought = await shopper.buy({"MUG": 2}, "pickup-south")
    placed = time.monotonic()
    await shopper.aclose()
    at_counter = asyncio.create_task(south.reached("queue"))
    await asyncio.gather(
        report.arrow("Vendure → the counter in South: a new order", placed, lambda: _done(at_counter)),
        report.arrow("Vendure → Tryton: a sale, confirmed", placed, lambda: _sale(stage, "processing")),
        report.arrow("Vendure → CRM: the customer's order", placed, lambda: _history(stage, 1, "draft")),
        report.arrow("Vendure → mail: your order", placed, lambda: _mail(stage, "Your order")),
    )
    at_counter.result()
    south.go_on()
    ready = await south.reached("ready")
    await report.arrow("counter → mail: ready to collect", ready, lambda: _mail(stage, "Ready to collect"))
    await asyncio.to_thread(stage.hub.kill, stream=True)
    killed = time.monotonic()
    print("           hub and nats-server are killed (SIGKILL); the shopper comes to collect")
    south.go_on()
    await south.reached("collected")
    report.check(
        "the counter hands over while the bus is dead", true=not await _delivered(stage, bought["id"])
    )
    await asyncio.to_thread(stage.hub.start)
    back = time.monotonic()
    print(f"           the bus is back after {back - killed:.1f} s")
    await asyncio.gather(
        report.arrow("counter → Vendure: delivered", back, lambda: _delivered(stage, bought["id"])),
        report.arrow("counter → Tryton: the shipment is done", back, lambda: _shipped(stage)),
        report.arrow("counter → CRM: the order is history", back, lambda: _history(stage, 1, "processing")),
        report.arrow("counter → mail: thank you", back, lambda: _mail(stage, "Thank you")),
    )
    await south.close()
    await report.arrow("counter → stock: equal in all three", back, lambda: _equal(stage))

    code = (await asyncio.to_thread(stage.hub.orders))[0].code
    north = Counter(stage.hub, stage.folder, "north", "--back", code)
    await north.start()
    given = await north.reached("given back")
    await asyncio.gather(
        report.arrow("North → Vendure: refunded", given, lambda: _refunded(stage, bought["id"])),
        report.arrow("North → Tryton: the return, on the shelf", given, lambda: _returned(stage)),
        report.arrow("North → CRM: the return", given, lambda: _history(stage, 2, "processing")),
        report.arrow("North → mail: your return", given, lambda: _mail(stage, "Your return")),
        report.arrow("North → stock: equal in all three", given, lambda: _equal(stage)),
    )
    await north.close()
    await _once(stage, report, bought["id"])


async def _once(stage: Stage, report: Report, web_order: str) -> None:
    """Everything happened, and no more than once."""
    orders = await asyncio.to_thread(stage.hub.orders)
    report.check("one order at the desk", true=len(orders) == 1, seen=len(orders))
    sales = await stage.erp.find("sale.sale", ("reference",), [])
    report.check("one sale and one return in Tryton", true=len(sales) == 2, seen=sales)
    history = await stage.crm.find("sale.sale", ("party.name", "total_amount"), [])
    report.check(
        "both in the CRM, of one customer", true=len({s["party"]["id"] for s in history}) == 1, seen=history
    )
    seen = await _web(stage, web_order)
    refunds = [refund for payment in seen["payments"] for refund in payment["refunds"]]
    report.check("one fulfilment in Vendure", true=len(seen["fulfillments"]) == 1, seen=seen)
    report.check(
        "one refund of one mug in Vendure", true=[r["total"] for r in refunds] == [1250], seen=refunds
    )
    kinds = sorted(" ".join(subject.split()[:2]) for subject in stage.post.subjects())
    wanted = ["Ready to", "Thank you:", "Your order", "Your return"]
    report.check("four messages to the shopper", true=kinds == wanted, seen=stage.post.subjects())
    mugs = {place: stage.levels()["MUG", place][0] for place in ("north", "south")}
    told = await differences(HubSettings.load(stage.hub.folder.parent / "hub.toml"), "shop")
    report.check("./run compare finds one price and stock in Vendure and here", true=told == [], seen=told)
    report.check("the mugs: 41 in North, 1 in South", true=mugs == {"north": 41, "south": 1}, seen=mugs)


async def _done(task: asyncio.Task[float]) -> bool:
    return task.done()


async def _equal(stage: Stage) -> bool:
    return not await stage.equal()


async def _sale(stage: Stage, state: str) -> list[dict[str, Any]]:
    return await stage.erp.find("sale.sale", ("reference",), [["state", "=", state]])


async def _shipped(stage: Stage) -> list[dict[str, Any]]:
    return await stage.erp.find("stock.shipment.out", ("state",), [["state", "=", "done"]])


async def _returned(stage: Stage) -> list[dict[str, Any]]:
    return await stage.erp.find("stock.shipment.out.return", ("state",), [["state", "=", "done"]])


async def _history(stage: Stage, count: int, state: str) -> bool:
    return len(await stage.crm.find("sale.sale", ("state",), [["state", "=", state]])) == count


async def _mail(stage: Stage, subject: str) -> bool:
    return any(each.startswith(subject) for each in stage.post.subjects())


async def _web(stage: Stage, order: str) -> dict[str, Any]:
    query = "query($i:ID!){order(id:$i){state fulfillments{state} payments{refunds{total}}}}"
    return dict((await stage.vendure.ask(query, i=order))["order"])


async def _delivered(stage: Stage, order: str) -> bool:
    return bool((await _web(stage, order))["state"] == "Delivered")


async def _refunded(stage: Stage, order: str) -> bool:
    return bool((await _web(stage, order))["payments"][0]["refunds"])


async def _until(wrong: Callable[[], Awaitable[str]], what: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while said := await wrong():
        assert time.monotonic() < end, f"waited {seconds:.0f} s for {what}: {said}"
        await asyncio.sleep(0.2)


async def run(folder: Path) -> Report:
    """Set the stage and play; what is stuck is an error of the report."""
    report = Report()
    async with standing(folder) as stage:
        try:
            await play(stage, report)
        except AssertionError as stuck:
            report.errors.append(str(stuck))
    return report


def main(words: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="./run demo --systems", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, help="keep everything here (default: a new folder, removed after)"
    )
    given = parser.parse_args(words)
    folder = given.folder or Path(tempfile.mkdtemp(prefix="everyshelf-systems-"))
    started = time.monotonic()
    try:
        print("setting up Vendure and Tryton; the first time this takes about 3 minutes", flush=True)
        report = asyncio.run(run(folder.resolve()))
    except EveryshelfError as problem:
        print(f"demo: {problem}", file=sys.stderr)
        return 2
    finally:
        if given.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    slowest = max((seconds for _, seconds in report.arrows), default=0.0)
    print()
    for error in report.errors:
        print(f"  ! {error}")
    arrows = {what: round(seconds, 2) for what, seconds in report.arrows}
    seconds = round(time.monotonic() - started, 1)
    result = {"arrows": arrows, "slowest": round(slowest, 2), "limit": LIMIT, "seconds": seconds}
    print(json.dumps(result | {"errors": report.errors}, ensure_ascii=False))
    return 1 if report.errors else 0


if __name__ == "__main__":
    sys.exit(main())
