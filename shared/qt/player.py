"""Plays a person on the real screens: finds things by objectName, taps, types, waits, takes pictures."""

import asyncio
import json
import time
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from shared.domain.errors import EveryshelfError

CLOSING_SECONDS = 5.0  # a story that was told to stop may end by itself
LOOK_SECONDS = 2.0  # for photographs on their way, before a page is taken a picture of


class StuckError(EveryshelfError):
    """The screen did not show what a person would wait for."""


class Player:
    """One window's player; each ``step`` prints a JSON line and leaves a picture in ``folder``."""

    def __init__(
        self, window: QQuickWindow, who: str, folder: Path | None = None, patience: float = 30.0
    ) -> None:
        self._window = window
        self._who = who
        self._folder = folder
        self._patience = patience
        self._count = 0
        self._since = time.perf_counter()

    def items(self, name: str) -> list[QQuickItem]:
        """Visible, enabled items of an objectName; a trailing ``*`` matches any ending."""
        start = name.removesuffix("*")
        exact = start == name
        found = []
        for item in _walk(self._window.contentItem()):
            own = item.objectName()
            if (own == name if exact else own.startswith(start)) and item.isEnabled() and item.width() > 0:
                found.append(item)
        return found

    def shows(self, name: str) -> bool:
        """Whether such an item is on the screen now."""
        return bool(self.items(name))

    async def see(self, name: str, nth: int = 0) -> QQuickItem:
        """Wait until an item is there, standing still, and give it."""
        await self.until(lambda: len(self.items(name)) > nth, f"'{name}' on the screen")
        item, before = self.items(name)[nth], QPointF(-1, -1)
        while (now := item.mapToScene(QPointF(0, 0))) != before:
            before = now
            await asyncio.sleep(0.05)
        return item

    async def tap(self, name: str, nth: int = 0) -> None:
        """Tap the middle of an item, scrolled into sight first if need be."""
        item = await self.see(name, nth)
        if _scroll_to(item):
            item = await self.see(name, nth)
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        if not self._window.contentItem().boundingRect().contains(middle):
            message = f"{self._who}: '{name}' lies outside the window at {middle.x():.0f},{middle.y():.0f}"
            raise StuckError(message)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        point = QPoint(int(middle.x()), int(middle.y()))
        await _outside(lambda: QTest.mouseClick(self._window, left, none, point))

    async def type(self, text: str) -> None:
        """Type on the machine's keyboard into whatever has the focus, at a person's pace."""
        for letter in text:
            key: Any = Qt.Key.Key_Return if letter == "\n" else letter
            await _outside(partial(QTest.keyClick, self._window, key))
            await asyncio.sleep(0.045)  # slower than a scanner, or the wedge filter takes it for one

    async def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press one key."""
        await _outside(lambda: QTest.keyClick(self._window, key, modifier))

    async def until(self, true: Callable[[], bool], what: str, seconds: float = 0.0) -> None:
        """Wait for a condition; StuckError names what did not come."""
        end = time.perf_counter() + (seconds or self._patience)
        while not true():
            if time.perf_counter() > end:
                self._shoot("stuck")
                seen = sorted({i.objectName() for i in _walk(self._window.contentItem()) if i.objectName()})
                waited = f"{self._who}: waited {seconds or self._patience:.0f} s for {what}"
                raise StuckError(f"{waited}; on the screen: {', '.join(seen)}")
            await asyncio.sleep(0.02)

    async def step(self, name: str) -> None:
        """End a step: let the screen come to rest, take its picture, say what was done."""
        since = time.perf_counter()
        await photographs(self._window)
        waited = time.perf_counter() - since
        await asyncio.sleep(0.3)  # longer than any motion of the design, so the picture shows it at rest
        seconds, self._since = time.perf_counter() - self._since - waited, time.perf_counter()
        self._count += 1
        picture = self._shoot(f"{self._count:02d}-{name.replace(' ', '-')}")
        self.say(step=name, seconds=round(seconds, 2), picture=picture)

    def say(self, **news: object) -> None:
        """Print one JSON line for whoever started this."""
        print(json.dumps({"who": self._who} | news), flush=True)  # noqa: T201 - it is the protocol

    def _shoot(self, name: str) -> str:
        if self._folder is None:
            return ""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{self._who}-{name}.png"
        self._window.grabWindow().save(str(path))
        return str(path)


async def photographs(window: QQuickWindow) -> None:
    """Wait for those in sight, which are read beside the window, as long as somebody would look at a page."""
    sight = window.contentItem().boundingRect()
    for _ in range(round(LOOK_SECONDS / 0.05)):
        if not any(
            item.property("media") and item.property("ready") is False
            for item in _walk(window.contentItem())
            if item.mapRectToScene(item.boundingRect()).intersects(sight)
        ):
            break
        await asyncio.sleep(0.05)


async def play(story: Coroutine[Any, Any, int], stop: asyncio.Event) -> int:
    """Play a story until it ends, or until the program is asked to stop; its result, 1 when it was cut short."""
    playing, stopping = asyncio.ensure_future(story), asyncio.ensure_future(stop.wait())
    await asyncio.wait({playing, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not playing.done():  # a story that closes its own window is as good as over
        await asyncio.wait({playing}, timeout=CLOSING_SECONDS)
    if not playing.done():
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
        return 1
    return playing.result()


async def _outside(act: Callable[[], object]) -> None:
    """Do something that turns Qt's loop itself, outside the running task: asyncio allows no task within a task."""
    done = asyncio.get_running_loop().create_future()

    def now() -> None:
        act()
        done.set_result(None)

    QTimer.singleShot(0, now)
    await done


def _scroll_to(item: QQuickItem) -> bool:
    """Bring an item into the middle of the scrolling area it is in; whether it had to be moved."""
    area = item.parentItem()
    while area is not None and not area.inherits("QQuickFlickable"):
        area = area.parentItem()
    if area is None:
        return False
    middle = item.mapToItem(area, QPointF(item.width() / 2, item.height() / 2)).y()
    edge = item.height() / 2
    if edge <= middle <= area.height() - edge:
        return False
    wanted = float(area.property("contentY")) + middle - area.height() / 2
    lowest = max(0.0, float(area.property("contentHeight")) - area.height())
    area.setProperty("contentY", min(max(0.0, wanted), lowest))
    return True


def _walk(item: QQuickItem) -> Iterator[QQuickItem]:
    if not item.isVisible() or item.opacity() == 0:
        return
    yield item
    for child in item.childItems():
        yield from _walk(child)
