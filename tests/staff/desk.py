"""A counter that is open, and the hands of who works at it: keys, mouse and scanner on the real window."""

import asyncio
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from shared.cache.fold import Entry
from shared.cache.writer import Writer
from shared.domain.order import Order
from shared.qt.agent import Agent
from shared.qt.device import Device
from shared.qt.player import Player
from shared.qt.tasks import settled
from shared.sync.core import Status
from staff import app as composition
from staff.settings import StaffSettings
from tests.qt.wedge import post_scan
from tests.staff import shop


class Desk:
    """A counter that is open, and the hands of who works at it."""

    def __init__(self, qapp: QGuiApplication, device: Device, settings: StaffSettings) -> None:
        self.device, self.settings = device, settings
        self.app = composition.build(qapp, device, settings, preload=False)
        self.counter: Any = self.app.counter
        self.player = Player(self.app.window, "clerk", patience=10)
        self.writer: Writer | None = None

    @classmethod
    def on_cache(cls, qapp: QGuiApplication, folder: Path, rows: list[shop.Item], **settings: Any) -> "Desk":
        """A counter without a hub: its cache holds these rows, and the test speaks for the hub."""
        writer = shop.fill(folder, rows)
        known = StaffSettings(folder=folder, **settings)
        desk = cls(qapp, Device(known, Agent(known), shop.IDENTITY), known)
        desk.writer = writer
        desk.hear_hub(online=True)
        return desk

    def __getattr__(self, name: str) -> Any:
        """A view model by its name in QML."""
        return getattr(self.app.views, name)

    def hear_hub(self, **status: Any) -> None:
        """The agent says how the line is."""
        self.device._hear({"status": Status(**status).model_dump(mode="json")})

    async def hub_sends(self, *rows: shop.Item) -> None:
        """Rows of the feed arrive."""
        assert self.writer is not None
        self.device._hear({"changed": shop.feed(self.writer, *rows)})
        await settled()

    async def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key and let everything that follows from it happen."""
        await self.player.press(key, modifier)
        await self._let_through()

    async def enter(self) -> None:
        """The next action."""
        await self.press(Qt.Key.Key_Return)

    async def scan(self, text: str) -> None:
        """A keyboard scanner's burst, end key included."""
        post_scan(self.app.window, text)
        await asyncio.sleep(0)
        await settled()

    async def type(self, text: str) -> None:
        """Type as people do, and let the last key through the scanner's filter."""
        await self.player.type(text)
        await self._let_through()

    async def _let_through(self) -> None:
        """The scanner's filter holds a letter until it is clear that no scan begins with it."""
        scanner: Any = self.app.filters[0]
        await asyncio.sleep(0.05)  # so long it does where the machine has time; and a page is made meanwhile
        await self.player.until(lambda: not scanner._held, "the last letter")
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
