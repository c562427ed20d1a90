"""The kiosk's window at work, in a process of its own: ``python -m benchmarks.window PART FOLDER``."""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault(
    "QT_QPA_UPDATE_IDLE_TIME", "0"
)  # a frame as soon as it is asked for: we measure work, not rest

import numpy as np
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from benchmarks.kept import STORE, write_snapshot
from benchmarks.requests import line
from benchmarks.shop import products, queries
from benchmarks.strokes import PAUSE, strokes
from kiosk.app import Screen
from shared.cache.catalogue import Query
from shared.cache.search.keeper import Keeper
from shared.cache.store import Store
from shared.cache.writer import Writer
from shared.domain.messages import Enrolled
from shared.qt import application, tasks
from shared.qt.agent import Agent
from shared.qt.device import Device
from shared.qt.pictures import WIDTHS
from shared.settings import DeviceSettings

PHOTOS: Final = 240
ROWS: Final = 100_000
STEP: Final = 40  # pixels a frame: a quick flick
RUN: Final = 6_000  # pixels a measured run
INTEGERS = """
import QtQuick
import shared.design
GridView {
    id: grid
    property var tiles: []
    property real gutter: 24
    property real ratio: 1.25
    clip: true; reuseItems: true; cacheBuffer: 0; boundsBehavior: Flickable.StopAtBounds
    model: %d
    delegate: Item {
        id: cell
        required property int index
        readonly property var tile: grid.tiles[index %% grid.tiles.length]
        width: grid.cellWidth
        height: grid.cellHeight
        Tile {
            width: grid.cellWidth - grid.gutter
            ratio: grid.ratio
            text: cell.tile.name; media: cell.tile.media; price: cell.tile.price; before: cell.tile.before
            tone: cell.tile.tone; availability: cell.tile.availability
        }
    }
}
"""


def furnish_big(folder: Path, size: int) -> Path:
    """A device's folder with so many made products and photographs for them; made once."""
    if not (folder / "whole").exists():
        _furnish(folder, size)
    Keeper(
        Store(folder), STORE, folder / "search"
    ).update()  # nothing to do, unless the index is made otherwise now
    return folder


def _furnish(folder: Path, size: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(PHOTOS):
        image = Image.effect_noise((480, 600), 8).convert("RGB")
        image.paste(("#b3261e", "#1f4fa3", "#0b6b5d", "#8a4b00")[n % 4], (80 + n % 60, 90, 400, 540))
        name = f"{n:064x}"
        for width in WIDTHS:
            file = folder / "photos" / name[:2] / f"{name}-{width}"
            file.parent.mkdir(parents=True, exist_ok=True)
            image.resize((width, width * 5 // 4)).save(file, "JPEG", quality=85)
    made = (
        {**product, "media": [{"sha256": f"{n % PHOTOS:064x}"}]} for n, product in enumerate(products(size))
    )
    writer = Writer(folder)
    writer.adopt(folder / "snapshot.part", *write_snapshot(folder / "snapshot.part", made))
    writer.close()
    (folder / "whole").touch()


class Stage:
    """The kiosk over a folder and the means to wait for its frames."""

    def __init__(self, app: QGuiApplication, folder: Path) -> None:
        settings = DeviceSettings(folder=folder)
        identity = Enrolled(device_id="b", token="b", role="kiosk", location_id=STORE, epoch="bench")  # noqa: S106
        self.device = Device(settings, Agent(settings), identity)
        self.screen = Screen(app, self.device)
        self.kiosk, self.window = self.screen.kiosk, self.screen.window
        self._drawn = asyncio.Event()
        self.shown = 0.0  # when the first frame came after this was set to 0
        self.window.frameSwapped.connect(self._swapped)

    async def frame(self) -> None:
        """Draw once more."""
        self._drawn.clear()
        self.window.update()
        await self._drawn.wait()

    def _swapped(self) -> None:
        if self.shown == 0:
            self.shown = time.perf_counter()
        self._drawn.set()

    async def calm(self) -> None:
        """Wait until nothing is under way: photographs are read beside the window."""
        await tasks.settled()
        await asyncio.sleep(0.25)
        await self.frame()

    async def close(self) -> None:
        self.screen.close()
        await tasks.settled()
        self.device.close()


async def play(app: QGuiApplication, folder: Path, rounds: int) -> dict[str, Any]:
    """Pages, typing, scrolling."""
    stage = Stage(app, folder)
    await stage.calm()
    stage.kiosk.access.turn("motion", False)
    stage.kiosk.wake()
    found: dict[str, Any] = {"pages": await _pages(stage)}
    found |= await strokes(stage, rounds * 4)
    found |= await _scrolling(stage, rounds)
    await stage.close()
    return found


async def memory(app: QGuiApplication, folder: Path, rounds: int) -> dict[str, Any]:
    """What pages and typing leave in memory, in a process that measures nothing else."""
    stage = Stage(app, folder)
    await stage.calm()
    stage.kiosk.access.turn("motion", False)
    stage.kiosk.wake()
    await _pages(stage)
    search = stage.kiosk.search
    stage.kiosk.find()
    for query in queries(rounds * 4, list(products(400))):
        stage.kiosk.wake()  # nobody touches anything, and after a while all would be wiped
        for end in range(len(query.text) + 1):
            search.type(query.text[:end])
            await tasks.settled()
            await stage.frame()
            await asyncio.sleep(PAUSE)
    found = {"private_mb": _own_memory()}
    await stage.close()
    return found


async def _pages(stage: Stage) -> dict[str, float]:
    kiosk, found = stage.kiosk, {}
    product = (await tasks.run(stage.device.catalogue.search, Query(""))).tiles[0].product_id
    acts: list[tuple[str, Callable[[], object]]] = [
        ("departments", partial(kiosk.go, "home")),
        ("search", kiosk.find),
        ("product", partial(kiosk.show, product)),
        ("basket", partial(kiosk.go, "basket")),
    ]
    for name, act in acts:
        await stage.calm()
        begin = time.perf_counter()
        act()
        await tasks.settled()
        await stage.frame()
        found[name] = (time.perf_counter() - begin) * 1000
    return found


async def _scrolling(stage: Stage, rounds: int) -> dict[str, Any]:
    """The real results grid over 100,000 rows, and a grid over integers with the same tiles, by turns."""
    kiosk, catalogue = stage.kiosk, stage.device.catalogue
    kiosk.browse("")
    kiosk.go("search")
    await stage.calm()
    some = (await tasks.run(catalogue.search, Query("", limit=240))).tiles
    kiosk.search.tiles.show([some[n % len(some)] for n in range(ROWS)])
    grid = _find(stage.window.contentItem(), "results")
    grid.forceActiveFocus()  # the keyboard goes
    await stage.calm()
    tiles = kiosk.search.tiles
    names = {role: bytes(name).decode() for role, name in tiles.roleNames().items()}
    rows = [
        {name: tiles.data(tiles.index(n), role) for role, name in names.items()} for n in range(len(some))
    ]
    component = QQmlComponent(stage.screen.engine)
    component.setData((INTEGERS % ROWS).encode(), QUrl("benchmarks/Integers.qml"))
    same = {
        name: grid.property(name)
        for name in ("x", "y", "width", "height", "cellWidth", "cellHeight", "ratio")
    }
    other = component.createWithInitialProperties({**same, "tiles": rows, "visible": False})
    if not isinstance(other, QQuickItem):
        raise SystemExit(component.errorString())
    other.setParentItem(grid.parentItem())
    other.stackAfter(grid)  # what lies before a grid costs it time: the same lies before both
    cpu: dict[QQuickItem, list[float]] = {grid: [], other: []}
    slowest: dict[QQuickItem, list[float]] = {grid: [], other: []}  # a run each: others delay some in any run
    works: dict[QQuickItem, list[float]] = {grid: [], other: []}
    turns = [grid, other]
    for at in range(rounds + 1):  # the first run reads the photographs
        turns.reverse()  # who comes second finds some of them read
        for item in turns:
            for one in (grid, other):
                one.setVisible(one is item)
            await stage.calm()
            work, times, own = await _run(stage, item, at * RUN)
            if at:
                cpu[item].append(work)
                slowest[item].append(float(np.percentile(times, 99)))
                works[item] += own
    other.deleteLater()
    return {
        "scroll": (median(cpu[grid]), median(cpu[other])),
        "frame_p99": (median(slowest[grid]), median(slowest[other])),
        "frame_work_p99": tuple(float(np.percentile(works[item], 99)) for item in (grid, other)),
    }


async def _run(stage: Stage, grid: QQuickItem, start: int) -> tuple[float, list[float], list[float]]:
    """Scroll on: milliseconds of processor time per 1,000 px, those of every frame, and of the window's work on it."""
    times, works = [], []
    began = time.process_time()
    for moved in range(0, RUN, STEP):
        begin, worked = time.perf_counter(), time.thread_time()
        grid.setProperty("contentY", start + moved)
        await stage.frame()
        times.append((time.perf_counter() - begin) * 1000)
        works.append((time.thread_time() - worked) * 1000)
    return (time.process_time() - began) * 1e6 / RUN, times, works


def _find(item: QQuickItem, name: str) -> QQuickItem:
    def walk(one: QQuickItem) -> Iterator[QQuickItem]:
        yield one
        for below in one.childItems():
            yield from walk(below)

    return next(found for found in walk(item) if found.objectName() == name)


def _own_memory() -> float:
    """What the process holds for itself, in MB: not the index's pages, which the system may take back."""
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / 1e3


PARTS: Final = {"play": play, "memory": memory, "line": line}


def main() -> int:
    """Measure one part and print it as a line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.window", description=__doc__)
    parser.add_argument("part", choices=tuple(PARTS))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    app = application.make_application("bench")
    found: dict[str, Any] = {}

    async def story() -> int:
        found.update(await PARTS[given.part](app, given.folder, given.rounds))
        return 0

    application.run(app, lambda _: story())
    print(json.dumps(found), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
