"""Waiting for a condition, with an end and a reason."""

import asyncio
import time
from collections.abc import Callable


async def until(true: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
    """Wait until a condition holds, whatever makes it so; fails with the reason when it does not in time."""
    end = time.monotonic() + seconds
    while not true():  # the condition lies in another process or a database: no event tells of it
        assert time.monotonic() < end, f"waited {seconds:.0f} s for {what}"
        await asyncio.sleep(0.02)
