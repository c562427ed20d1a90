"""The embedded nats-server and the relay, with the real server."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from bus.database import Database
from bus.desk import schema
from bus.desk.schema import event
from bus.stream.__main__ import replay
from bus.stream.relay import Relay, connect
from bus.stream.server import StreamServer, running_url
from bus.stream.subjects import EVENTS
from shared.domain.base import new_id
from shared.domain.errors import EnvironmentFault
from tests.waiting import until


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[StreamServer]:
    server = StreamServer(tmp_path / "stream")
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'hub.db'}")
    database.write(schema.create)
    yield database
    database.close()


def add_events(database: Database, count: int) -> list[str]:
    ids = [new_id() for _ in range(count)]
    now = datetime.now(UTC)
    rows = [{"id": i, "type": "order.placed", "subject": i, "data": "{}", "made_at": now} for i in ids]
    database.write(lambda c: c.execute(insert(event), rows))
    return ids


def waiting(database: Database) -> int:
    count = select(func.count()).select_from(event).where(event.c.published_at.is_(None))
    return database.read(lambda c: c.execute(count).scalar_one())


async def published(url: str) -> list[str]:
    """Ids of all events in the stream, in their order."""
    client = await connect(url)
    stream = client.jetstream()
    info = await stream.stream_info(EVENTS.name)
    found = []
    for seq in range(info.state.first_seq, info.state.last_seq + 1):
        message = await stream.get_msg(EVENTS.name, seq)
        found.append((message.headers or {})["ce-id"])
    await client.close()
    return found


async def relay_all(database: Database, url: str) -> None:
    relay = Relay(database, url)
    task = asyncio.create_task(relay.run())
    await until(lambda: not waiting(database), "every event to be published")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await relay.close()


async def test_the_server_flushes_every_message_before_it_acknowledges(
    server: StreamServer, tmp_path: Path
) -> None:
    assert "sync_interval: always" in (tmp_path / "stream" / "nats.conf").read_text()
    client = await connect(server.url)
    assert (await client.jetstream().account_info()).limits is not None
    await client.close()


async def test_events_arrive_in_their_order_once(server: StreamServer, database: Database) -> None:
    ids = add_events(database, 60)
    await relay_all(database, server.url)
    assert await published(server.url) == ids


async def test_a_relay_that_died_before_marking_publishes_nothing_twice(
    server: StreamServer, database: Database
) -> None:
    ids = add_events(database, 10)
    await relay_all(database, server.url)
    database.write(lambda c: c.execute(event.update().values(published_at=None)))
    await relay_all(database, server.url)
    assert await published(server.url) == ids


async def test_events_wait_while_the_server_is_away(database: Database, tmp_path: Path) -> None:
    first = StreamServer(tmp_path / "stream")
    await first.start()
    relay = Relay(database, first.url)
    running = asyncio.create_task(relay.run())
    ids = add_events(database, 5)
    await until(lambda: not waiting(database), "every event to be published")
    port = int(first.url.rpartition(":")[2])
    os.kill(first.pid, signal.SIGKILL)
    await first.stop()
    ids += add_events(database, 5)
    relay.wake()
    second = StreamServer(tmp_path / "stream", port=port)
    await second.start()
    try:
        await until(lambda: not waiting(database), "every event to be published")
        assert await published(second.url) == ids
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await relay.close()
        await second.stop()


async def test_the_relay_goes_on_when_the_record_was_away(
    server: StreamServer, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    ids = add_events(database, 3)
    database.write(lambda c: c.exec_driver_sql("ALTER TABLE event RENAME TO away"))
    relay = Relay(database, server.url)
    running = asyncio.create_task(relay.run())
    try:
        await until(lambda: "the record is away" in caplog.text, "the relay to notice")
        database.write(lambda c: c.exec_driver_sql("ALTER TABLE away RENAME TO event"))
        await until(lambda: not waiting(database), "every event to be published")
        assert await published(server.url) == ids
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await relay.close()


async def test_the_stream_can_be_rebuilt_from_the_record(server: StreamServer, database: Database) -> None:
    ids = add_events(database, 25)
    await relay_all(database, server.url)
    client = await connect(server.url)
    await client.jetstream().purge_stream(EVENTS.name)
    await client.close()
    assert await replay(database, server.url) == {"replayed": 25}
    assert await published(server.url) == ids


async def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    server = StreamServer(tmp_path / "stream", more="jetstream: broken {")
    with pytest.raises(EnvironmentFault, match="did not start"):
        await server.start()


async def test_a_server_left_behind_by_a_killed_hub_is_replaced(tmp_path: Path) -> None:
    left = StreamServer(tmp_path / "stream")
    await left.start()
    assert left._lock is not None
    left._lock.close()  # as the system does when a process is killed
    fresh = StreamServer(tmp_path / "stream")
    await fresh.start()
    try:
        client = await connect(fresh.url)
        assert client.is_connected
        await client.close()
    finally:
        await fresh.stop()
        await left.stop()


async def test_two_hubs_never_share_a_folder(server: StreamServer, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="another hub"):
        await StreamServer(tmp_path / "stream").start()
    assert running_url(tmp_path / "stream") == server.url
    client = await connect(server.url)
    assert client.is_connected, "asking must not disturb the one that runs"
    await client.close()
    await server.stop()
    assert running_url(tmp_path / "stream") is None
