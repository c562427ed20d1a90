"""The relay: publishes committed events of the event outbox to JetStream, in order, at least once."""

import asyncio
import contextlib
import logging
from datetime import UTC, datetime

import nats
import nats.errors
from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.api import RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import NotFoundError
from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError

from bus.database import Database
from bus.desk.schema import event
from bus.stream.subjects import SOURCE, STREAMS, event_subject

log = logging.getLogger(__name__)
BATCH = 500
LONGEST_PAUSE = 10.0


class Relay:
    """Publishes events of one database to one NATS; ``wake`` after a commit, ``run`` for ever."""

    def __init__(self, database: Database, url: str, replicas: int = 1) -> None:
        self._database = database
        self._url = url
        self._replicas = replicas
        self._news = asyncio.Event()
        self._client: Client | None = None
        self.published = 0

    def wake(self) -> None:
        """Say that there may be new events."""
        self._news.set()

    async def run(self) -> None:
        """Publish until cancelled; a NATS or a record that is away is tried again, nothing is marked before its ack."""
        pause = 0.2
        while True:
            try:
                stream = await self._connect()
                while await self._publish(stream):
                    pause = 0.2
                self._news.clear()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(1.0):  # wait_for loses a cancellation that meets the news
                        await self._news.wait()
            except (nats.errors.Error, OSError, TimeoutError) as problem:
                log.warning("the stream is away (%s); events wait in the outbox", type(problem).__name__)
                await self.close()
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            except SQLAlchemyError as problem:
                log.warning("the record is away (%s); its events wait", type(problem).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def close(self) -> None:
        """Leave the stream."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(nats.errors.Error, OSError):
                await client.close()

    async def _connect(self) -> JetStreamContext:
        if self._client is None:
            client = await connect(self._url)
            await declare(client.jetstream(), self._replicas)
            self._client = client
        return self._client.jetstream()

    async def _publish(self, stream: JetStreamContext) -> bool:
        waiting = select(event).where(event.c.published_at.is_(None)).order_by(event.c.seq).limit(BATCH)
        rows = await self._database.aread(lambda c: c.execute(waiting).mappings().all())
        for row in rows:
            await stream.publish(
                event_subject(row["type"]), row["data"].encode(), headers=headers(dict(row)), timeout=5
            )
        if rows:
            done = [row["seq"] for row in rows]
            mark = update(event).where(event.c.seq.in_(done)).values(published_at=datetime.now(UTC))
            await self._database.awrite(lambda c: c.execute(mark))
            self.published += len(rows)
        return bool(rows)


async def connect(url: str) -> Client:
    """A connection to one of the servers (comma-separated) that gives up at once instead of retrying by itself."""

    async def quiet(_: Exception) -> None:
        return None

    opening = asyncio.create_task(
        nats.connect(url.split(","), allow_reconnect=False, connect_timeout=2, error_cb=quiet)
    )
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:  # cut short, it would leave its socket open
        with contextlib.suppress(Exception):
            await (await opening).close()
        raise


def heed_cancellation() -> None:
    """Cancel this task if that was asked before: nats-py swallows a cancellation that meets it at a bad moment."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def declare(stream: JetStreamContext, replicas: int = 1) -> None:
    """Make the declared streams with so many replicas, or bring existing ones to their declared shape."""
    for wanted in STREAMS:
        config = StreamConfig(
            name=wanted.name,
            subjects=list(wanted.subjects),
            retention=RetentionPolicy.LIMITS,
            storage=StorageType.FILE,
            max_age=wanted.days * 86_400,
            num_replicas=replicas,
        )
        try:
            config.num_replicas = (await stream.stream_info(wanted.name)).config.num_replicas
            await stream.update_stream(config)
        except NotFoundError:
            await stream.add_stream(config)


def headers(row: dict[str, object]) -> dict[str, str]:
    """CloudEvents 1.0 attributes in binary mode, and the id JetStream leaves duplicates out by."""
    made = row["made_at"]
    return {
        "Nats-Msg-Id": str(row["id"]),
        "ce-specversion": "1.0",
        "ce-id": str(row["id"]),
        "ce-source": SOURCE,
        "ce-type": f"com.everyshelf.{row['type']}",
        "ce-subject": str(row["subject"]),
        "ce-time": made.isoformat() if isinstance(made, datetime) else str(made),
        "ce-sequence": str(row["seq"]),
        "content-type": "application/json",
    }
