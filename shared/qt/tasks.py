"""Coroutines and worker threads beside the Qt event loop: the window never waits."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
_workers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="worker")
_running: set[asyncio.Task[Any]] = set()


async def run(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do blocking work (SQLite, search, hashing) in a worker thread and await its result."""
    return await asyncio.get_running_loop().run_in_executor(_workers, lambda: work(*args, **kwargs))


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
