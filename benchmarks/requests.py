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
            rest = await _gaps(idle, seconds=2.0)
            before = time.thread_time()
            count = await _ask(device, [wanted.pop() for _ in range(REQUESTS // 5)], busy)
            cost.append((time.thread_time() - before - rest * count[1]) * 1e6 / count[0])
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


async def _gaps(gaps: list[float], seconds: float) -> float:
    """The times between the beats of a 16 ms timer; gives the thread's processor time a second."""
    before = time.thread_time()
    began = time.perf_counter()
    stop = _beat(gaps)
    for _ in range(round(seconds / PAUSE)):  # as between the requests
        await asyncio.sleep(PAUSE)
    took = time.perf_counter() - began
    stop()
    return (time.thread_time() - before) / took


async def _ask(device: Device, wanted: list[tuple[str, int]], gaps: list[float]) -> tuple[int, float]:
    """Ask for pictures, wait for all of them; gives how many requests there were and the seconds they took."""
    missing = {sha256 for sha256, _ in wanted}
    done, loop = asyncio.Event(), asyncio.get_running_loop()

    def arrived(sha256: str) -> None:
        """In the listening thread: what a page does with a picture is no part of the request."""
        missing.discard(sha256)
        if not missing:
            loop.call_soon_threadsafe(done.set)

    device.pictures.arrived.connect(arrived, Qt.ConnectionType.DirectConnection)
    began = time.perf_counter()
    stop = _beat(gaps)
    for sha256, width in wanted:
        device.pictures.url(sha256, width)
        await asyncio.sleep(PAUSE)
    await asyncio.wait_for(done.wait(), 60)
    stop()
    device.pictures.arrived.disconnect(arrived)
    return len(wanted), time.perf_counter() - began


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
