"""A dry run: what a connector would do now, with nothing kept here and nothing sent there."""

import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from bus.connectors.contract import Connector, Event, Intake, LaterError, PoisonError
from bus.connectors.lent import Lent
from bus.connectors.tables import errand, health
from bus.desk.desk import Desk
from bus.desk.schema import event
from bus.stream.subjects import EVENTS
from shared.domain.base import Model
from shared.domain.messages import Result

T = TypeVar("T")


class _UndoneError(Exception):
    """Rolls a transaction back."""


class Rehearsal(Lent):
    """Work whose every change is undone at once; ``told`` says what the desk answered."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk, name)
        self.told: list[str] = []

    async def act(self, kind: str, body: Model, key: str, place: str = "") -> Result:
        result = await super().act(kind, body, key, place)
        why = f": {result.problem.title}. {result.problem.detail}".rstrip() if result.problem else ""
        self.told.append(f"{kind} {result.status}{why}")
        return result

    async def _write(self, work: Callable[[Connection], T]) -> T:
        kept: list[T] = []

        def undone(conn: Connection) -> None:
            kept.append(work(conn))
            raise _UndoneError

        with contextlib.suppress(_UndoneError):
            await self._database.awrite(undone)
        return kept[-1]


async def rehearse(connector: Connector, desk: Desk, limit: int = 10) -> AsyncIterator[str]:
    """Line by line: how the other system is, what would be delivered, what has changed there and would be taken."""
    try:
        yield f"the other system: {await connector.check()}"
    except LaterError as away:
        yield f"the other system is away: {away}"
    if connector.events:
        async for line in _out(connector, desk, limit):
            yield line
    if connector.poll_seconds:
        async for line in _in(connector, desk, limit):
            yield line


async def _out(connector: Connector, desk: Desk, limit: int) -> AsyncIterator[str]:
    due = (
        _wanted(connector.events),
        event.c.made_at > datetime.now(UTC) - timedelta(days=EVENTS.days),
        ~exists().where(
            errand.c.connector == connector.name,
            errand.c.key == event.c.id,
            errand.c.state.in_(("done", "dead")),
        ),
    )
    number = await desk.database.aread(
        lambda c: c.execute(select(func.count()).select_from(event).where(*due)).scalar_one()
    )
    yield f"out: {number} events would be delivered"
    first = select(event).where(*due).order_by(event.c.seq).limit(limit)
    work = Lent(desk, connector.name)
    for row in await desk.database.aread(lambda c: c.execute(first).all()):
        told = Event.parsed(row.id, row.type, row.subject, row.made_at, row.data)
        order_id = str(told.data.get("order_id") or row.subject)
        yield f"  {connector.preview(told, await work.order(order_id))}"


async def _in(connector: Connector, desk: Desk, limit: int) -> AsyncIterator[str]:
    mine = select(health.c.cursor).where(health.c.connector == connector.name)
    cursor = await desk.database.aread(lambda c: c.execute(mine).scalar()) or ""
    try:
        seen = await connector.poll(cursor)
    except LaterError as away:
        yield f"in: nothing to be had: {away}"
        return
    more = ", and there are more" if seen.more else ""
    yield f"in: {len(seen.intakes)} changes since {cursor or 'the beginning'}{more}"
    for intake in seen.intakes[:limit]:
        yield f"  {intake.kind} {intake.key}: {await _taken(connector, desk, intake)}"


async def _taken(connector: Connector, desk: Desk, intake: Intake) -> str:
    if not connector.rehearses:
        return "would be taken"
    work = Rehearsal(desk, connector.name)
    try:
        await connector.take(intake, work)
    except PoisonError as poison:
        return f"would be a dead letter: {poison}"
    except LaterError as later:
        return f"would wait: {later}"
    return "; ".join(work.told) or "taken"


def _wanted(types: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(
        *(
            event.c.type.startswith(t.removesuffix("*"), autoescape=True)
            if t.endswith("*")
            else event.c.type == t
            for t in types
        )
    )
