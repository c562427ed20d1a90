"""Work in threads beside the window, and its answers in the window's own thread."""

import asyncio
import logging
import threading

import pytest
import qasync
from PySide6.QtGui import QGuiApplication

from shared.qt import tasks


def test_answer_comes_back_to_the_windows_thread(
    qapp: QGuiApplication, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[tuple[int, int]] = []

    def fail() -> int:
        raise ValueError("as it should")

    async def story() -> None:
        tasks.answer(threading.get_ident, lambda worker: heard.append((worker, threading.get_ident())))
        tasks.answer(fail, lambda _: heard.append((0, 0)))
        await tasks.settled()

    with (
        caplog.at_level(logging.ERROR),
        asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner,
    ):
        runner.run(story())
    here = threading.get_ident()
    assert [(worker != here, window == here) for worker, window in heard] == [(True, True)]
    assert [str(record.exc_info[1]) for record in caplog.records if record.exc_info] == ["as it should"]
