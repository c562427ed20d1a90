"""The frame around connectors: durable consuming, polling, order, retries, dead letters, rate and health.

An event is copied from JetStream into a table together with the place it was read at, a change of theirs together
with the cursor that saw it. From there errands are done in order per subject: one that must wait holds back only its
own subject, one that is poison becomes a dead letter.
"""

import asyncio
import contextlib
import json
import logging
import random
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import nats.errors
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from sqlalchemy import Connection, RowMapping, func, select, update

from bus.connectors import errands, leading
from bus.connectors.contract import Connector, Event, Intake, LaterError, PoisonError
from bus.connectors.lent import Lent
from bus.connectors.tables import errand, health
from bus.desk.desk import Desk
from bus.stream.relay import connect, declare, heed_cancellation
from bus.stream.subjects import EVENTS, event_subject

log = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0
SUBJECTS_AT_ONCE, DAY = 8, 86_400.0


class _LeadLostError(Exception):
    """Another hub leads."""


class Runner:
    """Runs one connector against one desk and one NATS until cancelled."""

    def __init__(self, connector: Connector, desk: Desk, url: str, holder: str = "") -> None:
        """``holder``: the name of this hub, which stays the same when it starts again."""
        self.connector = connector
        self._holder = holder
        self._desk = desk
        self._database = desk.database
        self._url = url
        self._news = asyncio.Event()
        self._free_at = 0.0

    async def run(self) -> None:
        """Consume, poll, attend and do errands until cancelled, while no other hub does."""
        name = self.connector.name
        while True:
            try:
                await self._database.awrite(lambda c: errands.ensure(c, name))
                if await self._lead():
                    async with asyncio.TaskGroup() as group:
                        for part in self._parts():
                            group.create_task(part)
            except* _LeadLostError:
                log.warning("%s: another hub runs it now", name)
            except* Exception:  # a defect or a database that is away must not end a connector for good
                log.exception("%s stopped; it starts again", name)
            await asyncio.sleep(leading.RENEW_SECONDS)

    async def release(self) -> None:
        """Let another hub run the connector at once; after ``run`` was cancelled."""
        await self._database.awrite(lambda c: leading.release(c, self.connector.name, self._holder))

    def _parts(self) -> list[Coroutine[Any, Any, None]]:
        parts = [self._errands(), self._renew()]
        if self.connector.events:
            parts.append(self._consume())
        if self.connector.poll_seconds:
            parts.append(self._poll())
        if self.connector.attend_seconds:
            parts.append(self._attend())
        return parts

    async def _lead(self) -> bool:
        return await self._database.awrite(lambda c: leading.take(c, self.connector.name, self._holder))

    async def _renew(self) -> None:
        clock = asyncio.get_running_loop().time
        tidied = -DAY
        while True:
            if clock() > tidied + DAY:
                tidied = clock()
                await self._database.awrite(lambda c: errands.forget(c, self.connector.name))
            await asyncio.sleep(leading.RENEW_SECONDS)
            if not await self._lead():
                raise _LeadLostError

    # --- events out -----------------------------------------------------------------------------------------

    async def _consume(self) -> None:
        while True:
            try:
                client = await connect(self._url)
            except (nats.errors.Error, OSError, TimeoutError) as problem:
                await self._failed(f"the stream is away ({type(problem).__name__})")
                await asyncio.sleep(FIRST_WAIT)
                continue
            try:
                await self._read(client.jetstream())
            except (nats.errors.Error, OSError) as problem:
                await self._failed(f"the stream is away ({type(problem).__name__})")
                await asyncio.sleep(FIRST_WAIT)
            finally:
                with contextlib.suppress(nats.errors.Error, OSError):
                    await client.close()

    async def _read(self, stream: JetStreamContext) -> None:
        """Read on where the table ends.

        The place is kept with the errands, not by the server: what a server delivers again after a crash comes late,
        behind newer events of the same subject.
        """
        await declare(stream)
        made = str((await stream.stream_info(EVENTS.name)).created)
        last = await self._database.aread(lambda c: self._place(c, made))
        config = ConsumerConfig(
            ack_policy=AckPolicy.NONE,
            deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=last + 1,
            inactive_threshold=60,
            filter_subjects=[
                event_subject(t).removesuffix("*") + ">" if t.endswith("*") else event_subject(t)
                for t in self.connector.events
            ],
        )
        consumer = await stream.add_consumer(EVENTS.name, config)
        inbox = await stream.pull_subscribe_bind(consumer.name, EVENTS.name)
        while True:
            heed_cancellation()
            with contextlib.suppress(nats.errors.TimeoutError):
                await self._keep(await inbox.fetch(100, timeout=2), made)

    async def _keep(self, messages: list[Msg], made: str) -> None:
        rows = []
        for message in messages:
            head = message.headers or {}
            rows.append(
                {
                    "direction": "out",
                    "key": head.get("ce-id", ""),
                    "type": head.get("ce-type", "").removeprefix("com.everyshelf."),
                    "subject": head.get("ce-subject", ""),
                    "body": message.data.decode(),
                    "made_at": datetime.fromisoformat(head["ce-time"]) if "ce-time" in head else _now(),
                }
            )
        last = max((message.metadata.sequence.stream for message in messages), default=0)

        def work(conn: Connection) -> None:
            errands.add(conn, self.connector.name, rows)
            mine = health.c.connector == self.connector.name
            conn.execute(update(health).where(mine).values(stream=f"{made}|{last}"))

        if rows:
            await self._database.awrite(work)
            self._news.set()

    def _place(self, conn: Connection, made: str) -> int:
        """The last number read of a stream, 0 of one that was made anew: seen events are left out by their ids."""
        mine = health.c.connector == self.connector.name
        stored, _, number = (conn.execute(select(health.c.stream).where(mine)).scalar() or "").rpartition("|")
        return int(number) if stored == made else 0

    # --- changes in -----------------------------------------------------------------------------------------

    async def _poll(self) -> None:
        name = self.connector.name
        wait = FIRST_WAIT
        while True:
            cursor = await self._database.aread(
                lambda c: c.execute(select(health.c.cursor).where(health.c.connector == name)).scalar_one()
            )
            try:
                await self._rate()
                seen = await self.connector.poll(cursor)
            except LaterError as later:
                await self._failed(str(later))
                await asyncio.sleep(later.after or wait)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            except Exception as problem:  # a connector's defect must not end the others
                log.exception("%s: polling failed", name)
                await self._failed(f"defect while polling: {type(problem).__name__}")
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            wait = FIRST_WAIT

            def keep(
                conn: Connection, found: tuple[Intake, ...] = seen.intakes, to: str = seen.cursor
            ) -> None:
                errands.keep_intakes(conn, name, found)
                conn.execute(update(health).where(health.c.connector == name).values(cursor=to))

            await self._database.awrite(keep)
            self._news.set()
            if not seen.more:
                await asyncio.sleep(self.connector.poll_seconds)

    async def _attend(self) -> None:
        work = Lent(self._desk, self.connector.name)
        while True:
            await asyncio.sleep(self.connector.attend_seconds)
            try:
                await self._rate()
                await self.connector.attend(work)
            except LaterError as later:
                await self._failed(str(later))
                await asyncio.sleep(later.after or 0)
            except Exception as problem:  # as with polling
                log.exception("%s: attending failed", self.connector.name)
                await self._failed(f"defect while attending: {type(problem).__name__}")
                await asyncio.sleep(FIRST_WAIT)

    # --- errands --------------------------------------------------------------------------------------------

    async def _errands(self) -> None:
        while True:
            due = await self._database.aread(self._due)
            if due:
                await asyncio.gather(*(self._do(row) for row in due))
                continue
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.25):  # wait_for loses a cancellation that meets the news
                    await self._news.wait()

    def _due(self, conn: Connection) -> list[RowMapping]:
        """The oldest waiting errand of every subject, as far as it may be tried now."""
        mine = (errand.c.connector == self.connector.name, errand.c.state == "waiting")
        heads = select(func.min(errand.c.seq)).where(*mine).group_by(errand.c.direction, errand.c.subject)
        due = (
            select(errand)
            .where(errand.c.seq.in_(heads))
            .where(errand.c.not_before.is_(None) | (errand.c.not_before <= _now()))
            .order_by(errand.c.seq)
            .limit(SUBJECTS_AT_ONCE)
        )
        return list(conn.execute(due).mappings())

    async def _do(self, row: RowMapping) -> None:
        await self._rate()
        work = Lent(self._desk, self.connector.name)
        try:
            if row["direction"] == "out":
                event = Event.parsed(row["key"], row["type"], row["subject"], row["made_at"], row["body"])
                await self.connector.deliver(event, work)
            else:
                body = json.loads(row["body"])
                key = str(row["key"]).removeprefix(f"{row['type']}:")
                await self.connector.take(Intake(row["type"], key, body), work)
        except LaterError as later:
            wait = later.after or random.uniform(0, min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(row["tries"], 8)))
            later_than = _now() + timedelta(seconds=wait)
            await self._failed(str(later))
            await self._note(row, state="waiting", reason=str(later), not_before=later_than)
        except (PoisonError, ValueError) as poison:
            log.warning(
                "%s: %s %s is a dead letter: %s", self.connector.name, row["type"], row["key"], poison
            )
            await self._failed(str(poison))
            await self._note(row, state="dead", reason=str(poison))
        except Exception as defect:
            log.exception("%s: %s %s broke the connector", self.connector.name, row["type"], row["key"])
            reason = f"defect: {type(defect).__name__}: {defect}"
            await self._failed(reason)
            await self._note(row, state="dead", reason=reason)
        else:
            await self._note(row, state="done", reason="")

    async def _note(self, row: RowMapping, **values: Any) -> None:  # noqa: ANN401 - columns of the table
        now = _now()

        def work(conn: Connection) -> None:
            conn.execute(
                update(errand).where(errand.c.seq == row["seq"]).values(tries=row["tries"] + 1, **values)
            )
            if values["state"] == "done":
                mine = health.c.connector == self.connector.name
                conn.execute(update(health).where(mine).values(last_done_at=now))

        await self._database.awrite(work)

    async def _failed(self, reason: str) -> None:
        mine = health.c.connector == self.connector.name
        values = {"last_error": reason, "last_error_at": _now()}
        await self._database.awrite(lambda c: c.execute(update(health).where(mine).values(**values)))

    async def _rate(self) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, self._free_at)
        self._free_at = start + 1 / self.connector.calls_per_second
        if start > now:
            await asyncio.sleep(start - now)


def _now() -> datetime:
    return datetime.now(UTC)
