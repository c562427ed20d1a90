"""What requests to a real hub cost the window, whose agent makes them in a process of its own."""

import asyncio
import contextlib
import hashlib
import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication

from shared.qt.agent import Agent
from shared.qt.device import Device
from shared.sync import credential
from tests.e2e.house import HubProcess, small_shop

REQUESTS: Final = 200
PAUSE: Final = 0.02  # seconds between two of them


async def line(_app: QGuiApplication, folder: Path, rounds: int) -> dict[str, Any]:
    """Microseconds of the window's thread per request, and its timer's gaps with requests and without."""
    small_shop(folder)
    wanted = _pictures(folder)
    hub = HubProcess(folder)
    hub.start()
    with contextlib.ExitStack() as ends:
        ends.callback(hub.stop)
        settings = hub.enrol("kiosk", "north", folder / "device")
        identity = credential.load(settings.folder)
        assert identity is not None
        agent = Agent(settings)
        device = Device(settings, agent, identity)
        ends.callback(device.close)
        agent.start()
        answered = asyncio.Event()
        device.status.connect(lambda _: answered.set())
        await asyncio.wait_for(answered.wait(), 60)
        idle: list[float] = []
        busy: list[float] = []
        cost: list[float] = []
        for _ in range(min(rounds, 5)):
            await _gaps(idle, seconds=2.0)
            cost += await _ask(device, [wanted.pop() for _ in range(REQUESTS // 5)], busy)
        return {
            "request_us": median(cost),
            "gap": tuple(float(np.percentile(gaps, 99)) for gaps in (busy, idle)),
        }


def _pictures(folder: Path) -> list[tuple[str, int]]:
    wanted = []
    rng = random.Random(3)
    for _ in range(REQUESTS):
        file = folder / "picture.jpg"
        Image.new("RGB", (200, 250), (rng.randrange(256), rng.randrange(256), rng.randrange(256))).save(file)
        sha256 = hashlib.sha256(file.read_bytes() + bytes([rng.randrange(256)])).hexdigest()
        target = folder / "media" / sha256[:2] / f"{sha256}.jpg"
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)
        wanted.append((sha256, 160))
    return wanted


async def _gaps(gaps: list[float], seconds: float) -> None:
    """The times between the beats of a 16 ms timer."""
    stop = _beat(gaps)
    for _ in range(round(seconds / PAUSE)):  # as between the requests
        await asyncio.sleep(PAUSE)
    stop()


async def _ask(device: Device, wanted: list[tuple[str, int]], gaps: list[float]) -> list[float]:
    """Ask for pictures and wait for all of them; gives microseconds of each beyond showing one that is here.

    The two take turns at coming first: after a pause the caches are cold, and the first pays for both.
    """
    missing = {sha256 for sha256, _ in wanted}
    done, loop = asyncio.Event(), asyncio.get_running_loop()
    here = ("0" * 64, 160)
    device.pictures.arrive(*here)

    def arrived(sha256: str) -> None:
        """In the listening thread: what a page does with a picture is no part of the request."""
        missing.discard(sha256)
        if not missing:
            loop.call_soon_threadsafe(done.set)

    device.pictures.arrived.connect(arrived, Qt.ConnectionType.DirectConnection)
    stop = _beat(gaps)
    spent: dict[tuple[str, int], list[int]] = {here: []}
    for n, picture in enumerate(wanted):
        for asked in (here, picture) if n % 2 else (picture, here):
            begun = time.thread_time_ns()
            device.pictures.url(*asked)
            spent.setdefault(asked, []).append(time.thread_time_ns() - begun)
        await asyncio.sleep(PAUSE)
    await asyncio.wait_for(done.wait(), 60)
    stop()
    device.pictures.arrived.disconnect(arrived)
    shown = spent.pop(here)
    pairs = zip((took for (took,) in spent.values()), shown, strict=True)
    both = [(asked - known) / 1000 for asked, known in pairs]
    return [(first + second) / 2 for first, second in zip(both[::2], both[1::2], strict=True)]


def _beat(gaps: list[float]) -> Callable[[], None]:
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1000)
        last = now

    timer = QTimer(interval=16)
    timer.timeout.connect(beat)
    timer.start()
    return timer.stop
