"""Whatever answers in the hub's place, a portal or a hub gone mad, stops nothing for good and loses nothing."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from bus.desk import schema
from shared.cache.outbox import Outbox
from shared.cache.writer import Writer
from shared.sync.engine import Engine
from shared.sync.hub import HubFailedError, pokes
from tests.sync.parts import order, small_hub, terminal

SNAPSHOT = {"x-epoch": "e", "x-sha256": "0" * 64, "etag": '"0"'}
ODD: dict[str, dict[str, Any]] = {
    "nothing": {"status_code": 200},
    "a page": {"status_code": 200, "content": b"<html>Log in to the free network</html>"},
    "no content": {"status_code": 204},
    "elsewhere": {"status_code": 302, "headers": {"location": "http://portal/"}},
    "an object": {"status_code": 200, "content": b"{}"},
    "a list": {"status_code": 200, "content": b"[]"},
    "null": {"status_code": 200, "content": b"null"},
    "no text": {"status_code": 418, "content": b"\xff\xfe"},
    "no range": {"status_code": 416},
    "a part": {"status_code": 206, "content": b"x" * 100, "headers": {**SNAPSHOT, "x-cursor": "1"}},
    "no snapshot": {"status_code": 200, "content": b"x" * 100, "headers": {**SNAPSHOT, "x-cursor": "-5"}},
    "no words": {"status_code": 400, "content": b'{"title":7,"detail":["x"]}'},
    "an old date": {"status_code": 503, "headers": {"retry-after": "Mon, 01 Jan 2001 00:00:00 GMT"}},
    "never again": {"status_code": 429, "headers": {"retry-after": "9" * 30}},
    "junk": {"status_code": 200, "headers": {"content-encoding": "gzip"}},
}


class Junk(httpx.AsyncByteStream):
    """Says gzip, and is not."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"\x1f\x8bjunk"


def odd(name: str) -> httpx.Response:
    return httpx.Response(**ODD[name], stream=Junk()) if name == "junk" else httpx.Response(**ODD[name])


@pytest.mark.parametrize("name", ODD)
async def test_an_odd_answer_to_any_question_is_survived(name: str, tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    device = await terminal(hub, tmp_path / "device")
    async with device.client() as http:
        engine = Engine(device.folder, http)

        async def pull(*answers: httpx.Response) -> None:
            device.line.answers = [*answers]
            engine.poke()
            engine.core.on_poke()
            await engine.pull_once()

        await pull(odd(name))  # for the snapshot
        for _ in range(3):
            await pull()
        assert engine.core.pulled
        await pull(odd(name))  # for a page
        device.line.answers = [odd(name)]
        assert not await engine.compare()
        device.line.answers = [odd(name)]
        with pytest.raises((HubFailedError, StopAsyncIteration)):
            await anext(pokes(http))
        engine._outbox.add("order.place", order())
        device.line.answers = [odd(name), odd(name)]
        await engine.push_once()
        assert engine.status.waiting == 1
        for _ in range(3):
            await pull()
        engine.core.resting.clear()
        while await engine.push_once():
            pass
        count = select(func.count()).select_from(schema.order)
        assert hub.database.read(lambda c: c.execute(count).scalar_one()) == 1
        assert engine._outbox.pending() == []
        engine.close()
    hub.database.close()


@pytest.mark.parametrize(("owner", "method"), [(Writer, "adopt"), (Writer, "apply"), (Outbox, "settle")])
async def test_a_full_disk_is_said_and_waited_for(
    owner: type, method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = small_hub(tmp_path / "hub")
    device = await terminal(hub, tmp_path / "device")
    async with device.client() as http:
        engine = Engine(device.folder, http)
        engine._outbox.add("order.place", order())

        async def work() -> None:
            for _ in range(3):
                engine.poke()
                engine.core.on_poke()
                await engine.pull_once()
                await engine.push_once()

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(owner, method, full)
            await work()
            assert "make room on its disk" in engine.status.problem
            assert engine._outbox.counts()[0] == 1
        await work()
        assert (engine.status.problem, engine._outbox.counts()[0]) == ("", 0)
        engine.close()
    hub.database.close()
