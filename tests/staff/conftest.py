"""Plays stories at a counter that is open."""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from shared.domain.messages import Call
from shared.domain.order import Order
from shared.domain.people import StaffMember
from shared.qt.application import run
from shared.qt.language import Language
from shared.qt.tasks import settled
from staff import app as composition
from tests.staff import shop
from tests.staff.desk import Desk

Story = Callable[[Desk], Awaitable[None]]
Play = Callable[..., None]


@pytest.fixture(autouse=True)
def english(qapp: QGuiApplication) -> None:
    """Whatever language another test has left behind."""
    Language(qapp).use("en")


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
            desk = Desk.on_cache(qapp, tmp_path / "counter", shop.items(orders, calls), **settings)
            try:
                await settled()
                if member:
                    desk.app.session.sign(member)
                    await settled()
                await desk.player.until(desk.app.window.isExposed, "the window")
                await story(desk)
            finally:
                if desk.writer:
                    desk.writer.close()
                await composition.close(desk.app, desk.device)
            return 0

        assert run(qapp, main) == 0
        assert not errors, "a task of the window failed"

    yield now
    gc.collect()  # here, or Python may end what has timers in a worker thread
    logging.getLogger("shared.qt.tasks").removeHandler(listener)
