"""The counter in tests: the real window on a real cache, played by keys, mouse and scanner."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from shared.cache.fold import Entry
from shared.domain.messages import Call
from shared.domain.order import Order
from shared.domain.people import StaffMember
from shared.qt.agent import Agent
from shared.qt.application import run
from shared.qt.device import Device
from shared.qt.player import Player, _outside
from shared.qt.tasks import settled
from shared.sync.core import Status
from staff import app as composition
from staff.settings import StaffSettings
from tests.staff import shop


class Desk:
    """A counter that is open, and the hands of who works at it."""

    def __init__(self, qapp: QGuiApplication, folder: Path, rows: list[shop.Item], **settings: Any) -> None:
        self.writer = shop.fill(folder, rows)
        self.settings = StaffSettings(folder=folder, **settings)
        self.device = Device(self.settings, Agent(self.settings), shop.IDENTITY)
        self.app = composition.build(qapp, self.device, self.settings)
        self.counter: Any = self.app.counter
        self.player = Player(self.app.window, "clerk", patience=10)
        self.hear_hub(online=True)

    def __getattr__(self, name: str) -> Any:
        """A view model by its name in QML."""
        return getattr(self.app.views, name)

    def hear_hub(self, **status: Any) -> None:
        """The agent says how the line is."""
        self.device._hear({"status": Status(**status).model_dump(mode="json")})

    async def hub_sends(self, *rows: shop.Item) -> None:
        """Rows of the feed arrive."""
        self.device._hear({"changed": shop.feed(self.writer, *rows)})
        await settled()

    async def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key and let everything that follows from it happen."""
        await self.player.press(key, modifier)
        await asyncio.sleep(0.05)  # the scanner's filter holds a letter that long
        await settled()

    async def enter(self) -> None:
        """The next action."""
        await self.press(Qt.Key.Key_Return)

    async def scan(self, text: str) -> None:
        """A keyboard scanner's burst, end key included."""

        def burst() -> None:
            for letter in text:
                QTest.keyClick(self.app.window, letter)  # type: ignore[call-overload]
            QTest.keyClick(self.app.window, Qt.Key.Key_Return)

        await _outside(burst)
        await settled()

    async def type(self, text: str) -> None:
        """Type as people do, and let the last key through the scanner's filter."""
        await self.player.type(text)
        await asyncio.sleep(0.05)
        await settled()

    async def tap(self, name: str) -> None:
        """Click an item."""
        await self.player.tap(name)
        await settled()

    def text(self, name: str) -> str:
        """The text of the one item of that name on the screen."""
        return str(self.item(name).property("text"))

    def item(self, name: str) -> QQuickItem:
        """The one item of that name on the screen."""
        (found,) = self.player.items(name)
        return found

    def shows(self, name: str) -> bool:
        """Whether such an item is on the screen."""
        return self.player.shows(name)

    def order(self, name: str) -> Order:
        """An order as this counter sees it."""
        found = self.device.orders.get(name)
        assert found is not None
        return found

    def state(self, name: str) -> str:
        """The state of an order's first fulfilment."""
        return self.order(name).fulfilments[0].state.value

    def said(self, entry: Entry) -> Any:
        """The message of an act, for its fields to be looked at."""
        return entry.parsed()

    def acts(self) -> list[str]:
        """What waits in the outbox, by kind."""
        return [entry.kind for entry in self.device.outbox.pending()]


Story = Callable[[Desk], Awaitable[None]]
Play = Callable[..., None]


@pytest.fixture
def play(qapp: QGuiApplication, tmp_path: Path) -> Iterator[Play]:
    """Play a story at a counter; ``member`` is signed in already, None leaves the sign-in page."""
    errors: list[str] = []
    listener = logging.Handler(logging.ERROR)
    listener.emit = lambda record: errors.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("shared.qt.tasks").addHandler(listener)

    def now(
        story: Story,
        *orders: Order,
        member: StaffMember | None = shop.STAFF[0],
        calls: Iterable[Call] = (),
        **settings: Any,
    ) -> None:
        async def main(_: asyncio.Event) -> int:
            desk = Desk(qapp, tmp_path / "counter", shop.items(orders, calls), **settings)
            try:
                await settled()
                if member:
                    desk.app.session.sign(member)
                    await settled()
                await desk.player.until(desk.app.window.isExposed, "the window")
                await story(desk)
            finally:
                desk.writer.close()
                await composition.close(qapp, desk.app, desk.device)
            return 0

        assert run(qapp, main) == 0
        assert not errors, "a task of the window failed"

    yield now
    logging.getLogger("shared.qt.tasks").removeHandler(listener)
