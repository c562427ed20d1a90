"""A line to a provider that can swallow an answer: the request arrives and is carried out, and nobody hears of it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from bus.hub import listen


class Line:
    """Passes bytes both ways; ``lose``: the answer to the next request that holds this is lost with its connection.

    ``delay``: seconds that every answer takes more; ``away``: nobody answers at all.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self.url = ""
        self.lose = b""
        self.lost = 0
        self.delay = 0.0
        self.away = False
        self._open: set[asyncio.Task[None]] = set()

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator["Line"]:
        listener = listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = await asyncio.start_server(self._meet, sock=listener)
        async with server:
            yield self
            for meeting in self._open:
                meeting.cancel()
            await asyncio.gather(*self._open, return_exceptions=True)

    def _meet(self, near: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        meeting = asyncio.create_task(self._serve(near, answer))
        self._open.add(meeting)
        meeting.add_done_callback(self._open.discard)

    async def _serve(self, near: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        ends = [answer]
        try:
            if not self.away:
                await self._pass(near, answer, ends)
        finally:
            for end in ends:
                end.close()
            await asyncio.gather(*(end.wait_closed() for end in ends), return_exceptions=True)

    async def _pass(
        self, near: asyncio.StreamReader, answer: asyncio.StreamWriter, ends: list[asyncio.StreamWriter]
    ) -> None:
        far, send = await asyncio.open_connection("127.0.0.1", self._port)
        ends.append(send)
        swallow = asyncio.Event()

        async def out() -> None:
            while data := await near.read(65_536):
                if self.lose and self.lose in data:
                    self.lose, self.lost = b"", self.lost + 1
                    swallow.set()
                send.write(data)
                await send.drain()

        async def back() -> None:
            while (data := await far.read(65_536)) and not swallow.is_set() and not self.away:
                await asyncio.sleep(self.delay)
                answer.write(data)
                await answer.drain()

        parts = [asyncio.create_task(out()), asyncio.create_task(back())]
        try:
            await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
