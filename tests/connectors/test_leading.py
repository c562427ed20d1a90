"""A connector that several hubs name runs in one of them: events arrive once, whoever dies."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bus.connectors import leading, tables
from bus.connectors.contract import Connector, Event, Work
from bus.connectors.frame import Runner
from bus.database import Database
from bus.desk.desk import Desk
from tests.connectors.kit import Trial, trial
from tests.postgres import postgres_server
from tests.waiting import until


class Ledger(Connector):
    """Writes down which hub delivered what."""

    name = "ledger"
    events = ("order.placed",)
    calls_per_second = 1_000.0

    def __init__(self, hub: str, written: list[tuple[str, str]]) -> None:
        self._hub = hub
        self._written = written

    async def deliver(self, event: Event, work: Work) -> None:  # noqa: ARG002 - nothing of ours is needed
        self._written.append((self._hub, event.id))


class Hubs:
    """Two hubs over one record and one stream."""

    def __init__(self, tried: Trial) -> None:
        self.tried = tried
        self.written: list[tuple[str, str]] = []
        self._running: dict[str, tuple[Runner, asyncio.Task[None]]] = {}

    def start(self, hub: str) -> None:
        runner = Runner(Ledger(hub, self.written), Desk(self.tried.database), self.tried.url, hub)
        self._running[hub] = (runner, asyncio.create_task(runner.run()))

    async def kill(self, hub: str, *, orderly: bool = False) -> None:
        runner, task = self._running.pop(hub)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        if orderly:
            await runner.release()

    async def send(self, number: int) -> list[str]:
        return [await self.tried.send("order.placed", f"order-{n}", {}) for n in range(number)]

    async def arrived(self, sent: list[str]) -> str:
        """Wait until all have arrived; each did once, and all at the one hub that is named."""
        await until(lambda: {e for _, e in self.written} >= set(sent), "all events")
        await until(lambda: self.tried.count("done") == len(self.written), "all to be noted")
        mine = [(hub, event) for hub, event in self.written if event in sent]
        assert sorted(event for _, event in mine) == sorted(sent)
        (hub,) = {hub for hub, _ in mine}
        return hub


@pytest.fixture
async def hubs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hubs]:
    monkeypatch.setattr(leading, "LEASE_SECONDS", 3.0)  # longer than a busy machine stands still
    monkeypatch.setattr(leading, "RENEW_SECONDS", 0.2)
    async with trial(lambda: Ledger("none", []), tmp_path) as tried:
        made = Hubs(tried)
        yield made
        for hub in list(made._running):
            await made.kill(hub)


async def test_one_of_two_hubs_runs_it_and_the_other_goes_on_when_that_one_dies(hubs: Hubs) -> None:
    hubs.start("a")
    first = await hubs.send(5)
    assert await hubs.arrived(first) == "a"
    hubs.start("b")
    assert await hubs.arrived(await hubs.send(5)) == "a"
    await hubs.kill("a")
    assert await hubs.arrived(await hubs.send(5)) == "b"
    hubs.start("a")
    assert await hubs.arrived(await hubs.send(5)) == "b"
    await hubs.kill("b", orderly=True)
    assert await hubs.arrived(await hubs.send(5)) == "a"
    assert len(hubs.written) == 25


@pytest.fixture(params=["sqlite", "postgresql"])
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with contextlib.ExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'hub.db'}"
        if request.param == "postgresql":
            server = make_url(stack.enter_context(postgres_server()))
            url = server.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        database = Database(url)
        stack.callback(database.close)
        database.write(tables.create)
        yield database


def test_a_lease_is_one_holders_until_it_ends_or_is_given_back(record: Database) -> None:
    def take(holder: str, seconds: float = 10.0) -> bool:
        return record.write(lambda c: leading.take(c, "mail", holder, seconds))

    assert take("a")
    assert not take("b")
    assert take("a", 0.0)  # who starts again goes on; and this lease is over at once
    assert take("b")
    assert not take("a")
    record.write(lambda c: leading.release(c, "mail", "a"))  # not its own
    assert not take("a")
    record.write(lambda c: leading.release(c, "mail", "b"))
    assert take("a")
