"""Coroutines and worker threads beside the Qt event loop: the window never waits."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, ParamSpec, TypeVar, cast

from PySide6.QtCore import QObject, Signal

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
_workers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="worker")
_running: set[asyncio.Future[Any]] = set()


class _Way(QObject):
    """From a worker thread to the window's, with one event."""

    back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.back.connect(self._arrive)

    def _arrive(self, then: Callable[[], None]) -> None:
        then()


@cache
def _way() -> _Way:
    return _Way()


async def run(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do blocking work (SQLite, search, hashing) in a worker thread and await its result."""
    return await asyncio.get_running_loop().run_in_executor(_workers, lambda: work(*args, **kwargs))


def answer(work: Callable[[], T], then: Callable[[T], None]) -> None:
    """Do work in a worker thread, and ``then`` something with its result in the window's; an exception is logged.

    It takes one event where awaiting ``run`` in a coroutine takes the loop around three times.
    """
    way, done = _way(), asyncio.get_event_loop().create_future()
    _running.add(done)

    def finish(result: T | None, problem: Exception | None) -> None:
        _running.discard(done)
        try:
            if problem is not None:
                log.error("a task of the window failed", exc_info=problem)
            else:
                then(cast("T", result))
        finally:
            if not done.done():
                done.set_result(None)

    def job() -> None:
        result, problem = None, None
        try:
            result = work()
        except Exception as wrong:  # noqa: BLE001 - told in the window's thread
            problem = wrong
        with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
            way.back.emit(partial(finish, result, problem))

    _workers.submit(job)


def spawn(work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """Start a coroutine from a slot; an exception in it is logged. Cancel the task to drop it."""
    task = asyncio.get_event_loop().create_task(work)
    _running.add(task)
    task.add_done_callback(_finished)
    return task


async def settled() -> None:
    """Wait until every spawned coroutine has ended."""
    while _running:
        await asyncio.gather(*_running, return_exceptions=True)


def _finished(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    if not task.cancelled() and task.exception() is not None:
        log.error("a task of the window failed", exc_info=task.exception())
