"""The sync agent as a real process beside a real hub: enrolment, pushing, pictures, the line cut, a killed agent."""

import asyncio
import contextlib
import hashlib
import io
import json
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select

from bus.api.access import Hub
from bus.desk import catalogue, devices, schema
from bus.hub import RunningHub, running
from shared.cache.outbox import Outbox
from shared.cache.store import Store
from shared.domain.messages import Collection
from shared.settings import HubSettings
from shared.sync import credential
from shared.sync.hub import HubFailedError, client, enrol, pokes
from tests.sync.parts import order, small_hub
from tests.waiting import until


class Agent:
    """The process, with the lines it wrote so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[dict[str, Any]] = []
        self.errors: list[str] = []
        self._reading = (asyncio.create_task(self._read()), asyncio.create_task(self._read_errors()))

    @classmethod
    async def start(cls, folder: Path, hub: str, *more: str) -> "Agent":
        words = ("-m", "shared.sync", "--folder", str(folder), "--hub", hub, "--role", "staff", *more)
        pipe = asyncio.subprocess.PIPE
        return cls(
            await asyncio.create_subprocess_exec(sys.executable, *words, stdin=pipe, stdout=pipe, stderr=pipe)
        )

    async def _read(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            self.lines.append(json.loads(line))

    async def _read_errors(self) -> None:
        assert self.process.stderr
        async for line in self.process.stderr:
            self.errors.append(line.decode())

    def tell(self, **words: object) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(words).encode() + b"\n")

    @property
    def status(self) -> dict[str, Any]:
        return next((line["status"] for line in reversed(self.lines) if "status" in line), {})

    async def end(self) -> int:
        assert self.process.stdin
        self.process.stdin.close()
        code = await asyncio.wait_for(self.process.wait(), 10)
        await asyncio.gather(*self._reading)
        return code


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[RunningHub]:
    small_hub(tmp_path / "hub").database.close()
    async with running(HubSettings(folder=tmp_path / "hub", port=0)) as made:
        yield made


def code(hub: Hub) -> str:
    return hub.database.write(lambda c: devices.make_code(c, "staff", "north", datetime.now(UTC)))


def orders_at(hub: Hub) -> int:
    return hub.database.read(
        lambda c: int(c.execute(select(func.count()).select_from(schema.order)).scalar_one())
    )


async def test_the_agent_enrols_pulls_pushes_fetches_pictures_and_ends(
    hub: RunningHub, tmp_path: Path
) -> None:
    folder = tmp_path / "device"
    agent = await Agent.start(folder, hub.url)
    await until(lambda: "not enrolled" in agent.status.get("problem", ""), "word that the device is new")
    agent.tell(enrol=code(hub.hub))
    await until(lambda: agent.status.get("online") is True, "the line")
    assert credential.load(folder) is not None
    await until(lambda: Store(folder).body(Collection.PRODUCT, "pS0") is not None, "the catalogue")
    outbox = Outbox(folder)
    outbox.add("order.place", order())
    agent.tell(poke=True)
    await until(lambda: orders_at(hub.hub) == 1, "the order")
    await until(
        lambda: outbox.pending() == [] and len(list(Store(folder).scan(Collection.ORDER))) == 1, "the feed"
    )
    await until(lambda: any("order" in line.get("changed", ()) for line in agent.lines), "word of the change")

    file = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(file, "PNG")
    sha256 = hashlib.sha256(file.getvalue()).hexdigest()
    place = tmp_path / "hub" / "media" / sha256[:2] / f"{sha256}.png"
    place.parent.mkdir(parents=True)
    place.write_bytes(file.getvalue())
    agent.tell(photo=sha256, width=160)
    await until(lambda: {"photo": sha256, "width": 160} in agent.lines, "the picture")
    with Image.open(folder / "photos" / sha256[:2] / f"{sha256}-160") as picture:
        assert picture.width == 160
    assert await agent.end() == 0


async def test_orders_taken_while_the_hub_is_down_arrive_once(tmp_path: Path) -> None:
    small_hub(tmp_path / "hub").database.close()
    folder = tmp_path / "device"
    async with contextlib.AsyncExitStack() as first:
        hub = await first.enter_async_context(running(HubSettings(folder=tmp_path / "hub", port=0)))
        agent = await Agent.start(folder, hub.url, "--code", code(hub.hub))
        await until(lambda: agent.status.get("cursor", 0) > 0, "the first sync")
        port = int(hub.url.rpartition(":")[2])
    outbox = Outbox(folder)
    acts = [order() for _ in range(5)]
    for act in acts:
        outbox.add("order.place", act)
        agent.tell(poke=True)
    await until(
        lambda: agent.status["online"] is False and agent.status["waiting"] == 5, "word that the line is down"
    )
    agent.process.kill()
    await agent.process.wait()
    again = await Agent.start(folder, hub.url)
    async with running(HubSettings(folder=tmp_path / "hub", port=port)) as hub:
        await until(lambda: orders_at(hub.hub) == 5, "the orders", 60)
        await until(lambda: again.status.get("waiting") == 0, "an empty outbox")
        assert orders_at(hub.hub) == 5
        assert await again.end() == 0


async def test_the_hub_pokes_whoever_listens(hub: RunningHub, tmp_path: Path) -> None:
    async with client(hub.url) as http:
        identity = await enrol(http, code(hub.hub), "test")
    async with client(hub.url, identity.token) as http:
        heard = pokes(http)
        await anext(heard)  # at once: there may have been news before
        waiting = asyncio.ensure_future(anext(heard))
        hub.hub.database.write(lambda c: catalogue.set_stock(c, [("S0", "north", 3)]))
        await asyncio.wait_for(waiting, 20)
        await heard.aclose()
    async with client(hub.url, "nobody") as http:
        with pytest.raises(HubFailedError, match="not enrolled"):
            await anext(pokes(http))


async def test_a_second_agent_on_the_same_folder_is_turned_away(hub: RunningHub, tmp_path: Path) -> None:
    first = await Agent.start(tmp_path / "device", hub.url)
    await until(lambda: bool(first.lines), "the first agent")
    second = await Agent.start(tmp_path / "device", hub.url)
    assert await asyncio.wait_for(second.process.wait(), 10) == 2
    await asyncio.gather(*second._reading)
    (line,) = second.errors
    assert "another sync agent works on" in line
    assert await first.end() == 0


async def test_a_hub_on_another_machine_is_not_spoken_to_in_the_clear(tmp_path: Path) -> None:
    agent = await Agent.start(tmp_path / "device", "http://hub.example:8470")
    assert await asyncio.wait_for(agent.process.wait(), 10) == 2
    await asyncio.gather(*agent._reading)
    assert "https only" in agent.errors[-1]
