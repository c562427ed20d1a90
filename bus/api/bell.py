"""The bell: wakes those who wait for news, whichever hub process committed it."""

import asyncio
import logging
import time
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from bus.database import Database

log = logging.getLogger(__name__)
LOOK_EVERY = 0.25  # seconds between looks at the counter while somebody waits; other hubs' commits show there
AT_ONCE = 0.1  # seconds since the last time: commits that follow one another sooner wake everybody together


class Bell:
    """Knows the newest feed revision; ``wait_beyond`` returns when it has passed a given one."""

    def __init__(self, database: Database, newest: Callable[[Database], int]) -> None:
        self._database = database
        self._newest = newest
        self._revision = 0
        self._changed = asyncio.Condition()
        self._waiting = 0
        self._rung = 0.0
        self.closed = False
        self._some = asyncio.Event()

    @property
    def revision(self) -> int:
        """The newest revision that those who wait were told of."""
        return self._revision

    async def ring(self) -> None:
        """After a commit of this process: tell those who wait, unless they were told just before; then ``run`` does."""
        if time.monotonic() - self._rung > AT_ONCE:
            await self._look()

    async def _look(self) -> None:
        revision = await asyncio.to_thread(self._newest, self._database)
        if revision != self._revision:
            async with self._changed:
                self._revision, self._rung = revision, time.monotonic()
                self._changed.notify_all()

    async def wait_beyond(self, revision: int, seconds: float) -> bool:
        """True as soon as there is something newer, False after the time is up."""
        self._waiting += 1
        self._some.set()
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: self.closed or self._revision > revision)
            return not self.closed
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """Let everybody go who waits: the hub ends."""
        self.closed = True
        async with self._changed:
            self._changed.notify_all()

    async def run(self) -> None:
        """Watch for other hubs' commits until cancelled; one small read per look while somebody waits."""
        while True:
            if not self._waiting:
                self._some.clear()
                await self._some.wait()
            try:
                await self._look()
            except SQLAlchemyError as problem:  # those who wait hear of it when the record is back
                log.warning("the record cannot be read (%s); it is looked at again", type(problem).__name__)
            await asyncio.sleep(LOOK_EVERY)
