"""Whose acts are carried out now: a few requests at a time, the others hear at once when to come again.

Many devices that come back together would otherwise stand in one long queue, and every answer, also that of the one
shopper who orders now, would take as long as all of them together.
"""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bus.api.problems import ApiProblem

ROOM = 2  # requests under way at once: one is read or written while the other has the database
PATIENCE = 0.15  # seconds that a request waits for its turn
REFUSALS = 3  # so often a device is sent away before it waits in line
LONG_PATIENCE = 5.0
GONE = 10.0  # seconds after which a device that was told when to come is not waited for
ALWAYS = 3  # items that never have to wait: somebody stands before that device


class Turns:
    """Lets requests in one after the other; who was sent away often is not sent away again."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(ROOM)
        self._refused: dict[
            str, tuple[int, float]
        ] = {}  # device → how often since it was let in, and until when
        self._took = 0.1  # seconds of a request, on average

    @asynccontextmanager
    async def turn(self, device_id: str, items: int) -> AsyncIterator[None]:
        """Wait for a device's turn; ApiProblem 429 with ``Retry-After`` when it does not come soon."""
        if items <= ALWAYS:
            yield
            return
        await self._enter(device_id)
        clock = asyncio.get_running_loop().time
        start = clock()
        try:
            yield
        finally:
            self._took += (clock() - start - self._took) / 8
            self._room.release()

    async def _enter(self, device_id: str) -> None:
        refusals, _ = self._refused.get(device_id, (0, 0.0))
        try:
            async with asyncio.timeout(PATIENCE if refusals < REFUSALS else LONG_PATIENCE):
                await self._room.acquire()
        except TimeoutError:
            now = asyncio.get_running_loop().time()
            self._refused = {each: held for each, held in self._refused.items() if held[1] > now}
            again = max(1, math.ceil((len(self._refused) + 1) * self._took / ROOM))
            self._refused[device_id] = (refusals + 1, now + again + GONE)
            title, detail = "The hub has much to do", f"come again in {again} s"
            raise ApiProblem(429, "busy", title, detail, retry_after=str(again)) from None
        self._refused.pop(device_id, None)
