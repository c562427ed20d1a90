"""The counter's speed: scan → right page drawn, the queue scrolled, start to sign-in: ``./run bench staff``.

Measured through the real window on the real cache, offscreen, with the software renderer.
"""

import argparse
import asyncio
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow

from shared.domain.order import Order
from shared.domain.states import FulfilmentState, Way
from shared.qt.agent import Agent
from shared.qt.application import make_application, run
from shared.qt.device import Device
from shared.qt.tasks import settled
from shared.sync.core import Status
from staff import app as composition
from staff.settings import StaffSettings
from staff.work import Task
from tests.staff import shop

LIMIT_MS = 100.0  # scan → page, p99


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def orders(count: int, open_count: int) -> list[Order]:
    """So many orders, of which the first are open work."""
    rng = random.Random(7)
    made = []
    for n in range(count):
        live = n < open_count
        state = (
            rng.choice([FulfilmentState.OPEN, FulfilmentState.READY]) if live else FulfilmentState.COLLECTED
        )
        lines = [
            shop.line(k, rng.choice(["1-S", "2-S", "1-M"]), way=Way.PICKUP) for k in range(rng.randint(1, 3))
        ]
        made.append(shop.order(f"o{n}", *lines, state=state, due_in=n % 3000, age=rng.randint(1, 20_000)))
    return made


async def drawn(window: QQuickWindow) -> float:
    """Wait for the next frame; gives the moment it was swapped."""
    done = asyncio.get_running_loop().create_future()

    def swapped() -> None:
        if not done.done():
            done.set_result(time.perf_counter())

    window.frameSwapped.connect(swapped)
    window.update()
    moment: float = await done
    window.frameSwapped.disconnect(swapped)
    return moment


async def scan(opened: composition.App, text: str, page: str) -> tuple[float, float]:
    """Milliseconds from a finished scan to the frame that shows the right page, and of processor time."""
    begun, worked = time.perf_counter(), time.process_time()
    counter: Any = opened.counter
    counter.scanned(text)
    while counter.page != page:  # noqa: ASYNC110 - every turn of the loop counts
        await asyncio.sleep(0)
    await settled()
    moment = await drawn(opened.window)
    return (moment - begun) * 1000, (time.process_time() - worked) * 1000


async def scans(opened: composition.App, count: int) -> dict[str, list[tuple[float, float]]]:
    """Scans of ready orders, open orders and articles, in turn, from changing pages."""
    ready = opened.views.queue.jobs(Task.HAND_OVER)
    to_pick = opened.views.queue.jobs(Task.PICK)
    rng = random.Random(3)
    times: dict[str, list[tuple[float, float]]] = {"ready order": [], "open order": [], "article": []}
    for _ in range(count):
        opened.counter.open(rng.choice(["outbox", "lookup", "queue"]))
        await settled()
        await drawn(opened.window)
        code = "EVERYSHELF:" + rng.choice(ready).order.code
        times["ready order"].append(await scan(opened, code, "handover"))
        opened.views.handover.leave()
        code = "EVERYSHELF:" + rng.choice(to_pick).order.code
        times["open order"].append(await scan(opened, code, "queue"))
        times["article"].append(await scan(opened, "4006381331005", "lookup"))
    return times


def find(item: QQuickItem, name: str) -> QQuickItem | None:
    """An item by objectName among the children, delegates included."""
    if item.objectName() == name:
        return item
    return next((found for child in item.childItems() if (found := find(child, name))), None)


async def scroll(opened: composition.App, frames: int) -> list[float]:
    """Milliseconds between frames while the queue is scrolled by 120 px a frame."""
    opened.counter.open("queue")
    await settled()
    await drawn(opened.window)
    view = find(opened.window.contentItem(), "queue-list")
    assert view is not None
    height = float(view.property("contentHeight")) - view.height()
    gaps, last = [], time.perf_counter()
    for n in range(frames):
        view.setProperty("contentY", (n * 120) % max(1.0, height))
        now = await drawn(opened.window)
        gaps.append((now - last) * 1000)
        last = now
    return gaps


async def measure(qt: QGuiApplication, given: argparse.Namespace, folder: Path) -> int:
    """Fill, open, measure, print; 1 when the limit is missed."""
    begun = time.perf_counter()
    writer = shop.fill(folder, shop.items(orders(given.orders, given.open)))
    writer.close()
    print(
        f"cache with {given.orders} orders, {given.open} of them open: {time.perf_counter() - begun:.1f} s to make"
    )
    settings = StaffSettings(folder=folder, sounds=False)
    begun = time.perf_counter()
    device = Device(settings, Agent(settings), shop.IDENTITY)
    opened = composition.build(qt, device, settings)
    first = await drawn(opened.window)
    print(f"start to sign-in drawn:        {(first - begun) * 1000:8.0f} ms")
    opened.session.sign(shop.STAFF[0])
    await settled()
    print(f"until the queue is read:       {(await drawn(opened.window) - begun) * 1000:8.0f} ms")
    device._hear({"status": Status(online=True).model_dump(mode="json")})  # noqa: SLF001 - no agent in a benchmark
    worst = 0.0
    for what, pairs in (await scans(opened, given.scans)).items():
        times, work = [wall for wall, _ in pairs], [cpu for _, cpu in pairs]
        p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
        worst = max(worst, p99)
        cpu50, cpu99 = percentile(work, 0.5), percentile(work, 0.99)
        print(
            f"scan of {what:<12} → page:    p50 {p50:6.1f}  p99 {p99:6.1f}  max {max(times):6.1f} ms  ({len(times)})"
        )
        print(f"    of it processor time:      p50 {cpu50:6.1f}  p99 {cpu99:6.1f}")
    gaps = await scroll(opened, given.frames)
    late = sum(gap > 16.7 for gap in gaps)
    print(
        f"queue scrolled, frame:         p50 {percentile(gaps, 0.5):6.1f}  p99 {percentile(gaps, 0.99):6.1f}"
        f"  max {max(gaps):6.1f} ms, {late} of {len(gaps)} over 16.7"
    )
    print(
        f"memory:                        {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB at most"
    )
    await composition.close(opened, device)
    good = worst <= LIMIT_MS
    print(f"{'reached' if good else 'MISSED'}: scan → page at p99 {worst:.1f} ms, limit {LIMIT_MS:.0f}")
    return 0 if good else 1


def main(words: list[str] | None = None) -> int:
    """Run it; ``--quick`` for a small cache."""
    parser = argparse.ArgumentParser(prog="./run bench staff", description=__doc__)
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--open", type=int, default=5_000)
    parser.add_argument("--scans", type=int, default=200)
    parser.add_argument("--frames", type=int, default=400)
    parser.add_argument("--quick", action="store_true", help="a small cache, few scans")
    given = parser.parse_args(words)
    if given.quick:
        given.orders, given.open, given.scans, given.frames = 2_000, 500, 30, 100
    qt = make_application("Everyshelf counter")
    with tempfile.TemporaryDirectory() as folder:
        return run(qt, lambda _: measure(qt, given, Path(folder) / "counter"))


if __name__ == "__main__":
    sys.exit(main())
