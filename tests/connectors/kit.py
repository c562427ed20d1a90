"""The contract test kit: put any connector through what the frame promises of it.

A `Trial` runs a connector against a real hub database and a real nats-server and may kill and restart it. A
connector's test hands over a factory and a function that tells what arrived in the other system.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import func, insert, select

from bus.connectors import tables
from bus.connectors.contract import Connector, Intake
from bus.connectors.errands import keep_intakes
from bus.connectors.frame import Runner
from bus.connectors.lent import Lent
from bus.connectors.seen import retry_dead, status
from bus.connectors.tables import errand
from bus.database import Database
from bus.desk import lookup, schema
from bus.desk.desk import Desk
from bus.desk.lookup import find_order
from bus.desk.work import Device
from bus.stream.relay import Relay
from bus.stream.server import StreamServer
from shared.domain.base import Model, new_id
from shared.domain.messages import Mutation, Result, Step
from shared.domain.order import Fulfilment, Order
from shared.domain.states import Action
from tests.waiting import until

T = TypeVar("T")


class Trial:
    """One hub, one stream and one connector that can be stopped hard and started again."""

    def __init__(
        self, make: Callable[[], Connector], database: Database, server: StreamServer, private_key: str = ""
    ) -> None:
        self._make = make
        self.database = database
        self.desk = Desk(database, private_key)
        self.url = server.url
        self._relay = Relay(database, server.url)
        self._relaying = asyncio.create_task(self._relay.run())
        self._running: asyncio.Task[None] | None = None
        self._sent = 0
        self.connector: Connector | None = None

    async def start(self) -> None:
        """Start a fresh instance of the connector."""
        self.connector = self._make()
        self._running = asyncio.create_task(Runner(self.connector, self.desk, self.url).run())

    async def kill(self) -> None:
        """Stop it wherever it stands, as a crash would."""
        task, self._running = self._running, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        if self.connector is not None:
            await self.connector.close()

    async def send(self, kind: str, subject: str, data: dict[str, Any]) -> str:
        """Commit an event to the event outbox; gives its id."""
        event_id = new_id()
        row = {"id": event_id, "type": kind, "subject": subject, "made_at": datetime.now(UTC)}
        body = json.dumps(data)
        await self.database.awrite(lambda c: c.execute(insert(schema.event).values(**row, data=body)))
        self._relay.wake()
        self._sent += 1
        return event_id

    def wake(self) -> None:
        """Say that the desk has written events."""
        self._relay.wake()

    def count(self, state: str) -> int:
        """Errands in a state."""
        counted = select(func.count()).select_from(errand).where(errand.c.state == state)
        return self.database.read(lambda c: c.execute(counted).scalar_one())

    async def settled(self, dead: int = 0, seconds: float = 30.0) -> None:
        """Wait until every event sent is done, but for so many dead letters."""
        await until(
            lambda: self.count("done") + self.count("dead") >= self._sent and self.count("dead") == dead,
            f"{self._sent} events done and {dead} dead",
            seconds,
        )

    async def act(self, kind: str, body: Model, device: Device) -> Result:
        """Let a device ask the desk for something; it must be granted."""
        made_at = datetime.now(UTC)
        item = Mutation(n=1, id=new_id(), type=kind, made_at=made_at, body=body.model_dump(mode="json"))
        result = await self.database.awrite(lambda c: self.desk.apply(c, device, item))
        assert result.status == "applied", result.problem
        self.wake()
        return result

    async def step(self, order: Order, f: Fulfilment, *actions: Action) -> None:
        """Let the staff of a location take steps with their part of an order."""
        for action in actions:
            here = f.collect_at if action in {Action.ARRIVE, Action.COLLECT} else f.location_id
            picked = {p.line_id: p.quantity for p in f.parts} if action is Action.READY else {}
            paid = max(0, order.due) if action is Action.COLLECT else 0
            body = Step(
                order_id=order.id, fulfilment_id=f.id, action=action, by="clerk", picked=picked, paid=paid
            )
            await self.act("fulfilment.step", body, Device(f"counter-{here}", "staff", here))

    def found(self, order_id: str) -> Order | None:
        """An order as the desk holds it, None while it has none of this id."""
        return self.database.read(lambda c: find_order(c, order_id))

    def order(self, order_id: str) -> Order:
        """An order that the desk has."""
        order = self.found(order_id)
        assert order is not None
        return order

    def on_hand(self, sku: str) -> dict[str, int]:
        """Units by location, where there are any."""
        levels = self.database.read(lambda c: lookup.levels(c, [sku]))[sku]
        return {place: level.on_hand for place, level in levels.items() if level.on_hand}

    def lent(self) -> Lent:
        """What the frame lends the connector."""
        return Lent(self.desk, self.connector.name if self.connector else "")

    def health(self) -> dict[str, Any]:
        """The connector's line in the bus status."""
        return self.database.read(status)[0]

    def retry(self) -> int:
        """Put its dead letters back to work."""
        name = self.connector.name if self.connector else ""
        return self.database.write(lambda c: retry_dead(c, name))

    async def close(self) -> None:
        """End everything but the peer."""
        await self.kill()
        self._relaying.cancel()
        await asyncio.gather(self._relaying, return_exceptions=True)
        await self._relay.close()


@contextlib.asynccontextmanager
async def trial(make: Callable[[], Connector], folder: Path, private_key: str = "") -> AsyncIterator[Trial]:
    """A trial over a new SQLite hub and a new nats-server in a folder."""
    database = Database(f"sqlite:///{folder / 'hub.db'}")
    database.write(schema.create)
    database.write(tables.create)
    server = StreamServer(folder / "stream")
    await server.start()
    tried = Trial(make, database, server, private_key)
    try:
        yield tried
    finally:
        await tried.close()
        await server.stop()
        database.close()


async def eventually(
    look: Callable[[], Awaitable[T]], true: Callable[[T], Any], what: str, seconds: float = 60.0
) -> T:
    """Look into another system again and again until it is as it should be; what was seen then."""
    end = time.monotonic() + seconds
    while not true(seen := await look()):
        assert time.monotonic() < end, f"waited {seconds:.0f} s for {what}; last seen: {seen}"
        await asyncio.sleep(0.1)
    return seen


def _more(tried: Trial, than: int) -> bool:
    return tried.count("done") > than


Arrived = Callable[[], dict[str, list[str]]]
"""What the other system holds: subject → what arrived for it, in the order of arrival."""


async def waits_for_a_dead_peer(
    tried: Trial,
    kind: str,
    arrived: Arrived,
    data: dict[str, Any],
    away: Callable[[], Awaitable[None]],
    back: Callable[[], Awaitable[None]],
) -> None:
    """The other system dies, events come, it is back: all arrive, in order, once, and meanwhile one sees why not."""
    subjects = [f"order-{i}" for i in range(3)]
    sent: dict[str, list[str]] = {s: [] for s in subjects}
    await away()
    await tried.start()
    for round_ in range(2):
        for subject in subjects:
            sent[subject].append(await tried.send(kind, subject, data | {"n": round_, "id": subject}))
    await until(
        lambda: tried.health()["waiting"] == 6 and bool(tried.health()["last_error"]), "the reason why"
    )
    assert (arrived(), tried.count("dead")) == ({}, 0)
    await back()
    await tried.settled(seconds=60)
    assert arrived() == sent


async def bears_a_slow_peer(
    tried: Trial, kind: str, arrived: Arrived, data: dict[str, Any], slow: Callable[[float], None]
) -> None:
    """The other system takes what it gets but answers too late: it is told again, and holds everything once."""
    slow(1.0)
    await tried.start()
    sent = {s: [await tried.send(kind, s, data | {"id": s})] for s in ("order-1", "order-2")}
    await until(lambda: bool(tried.health()["last_error"]), "an answer that came too late")
    slow(0.0)
    await tried.settled(seconds=60)
    assert arrived() == sent


async def goes_on_past_poison(
    tried: Trial, kind: str, arrived: Arrived, data: dict[str, Any], poison: dict[str, Any]
) -> None:
    """What can never be taken is a dead letter with its reason; what follows it, also on its subject, is delivered."""
    await tried.start()
    await tried.send(kind, "order-1", data | poison | {"id": "order-1"})
    sent = {s: [await tried.send(kind, s, data | {"id": s})] for s in ("order-1", "order-2")}
    await tried.settled(dead=1)
    assert arrived() == sent
    assert tried.health()["last_error"]
    assert tried.retry() == 1
    await tried.settled(dead=1)


async def takes_in_any_order(
    tried: Trial, intakes: Sequence[Intake], holds: Callable[[], object], expected: object
) -> None:
    """Changes of the other system come shuffled, twice and over a restart: each counts once."""
    for part in (intakes[::2], intakes[::-1], intakes):
        await tried.start()
        assert tried.connector is not None
        name = tried.connector.name
        await tried.database.awrite(lambda c, n=name, found=part: keep_intakes(c, n, found))  # type: ignore[misc]
        await tried.kill()
    await tried.start()
    await until(lambda: tried.count("done") == len(intakes), "every change to be taken")
    assert holds() == expected


async def loses_and_doubles_nothing(tried: Trial, kind: str, arrived: Arrived, data: dict[str, Any]) -> None:
    """Kill the connector again and again while events arrive: each is in the other system, once, in order."""
    subjects = [f"order-{i}" for i in range(6)]
    sent: dict[str, list[str]] = {s: [] for s in subjects}
    for round_ in range(5):
        await tried.start()
        for subject in subjects:
            sent[subject].append(await tried.send(kind, subject, data | {"n": round_, "id": subject}))
        if round_ < 4:
            done = tried.count("done")
            await until(partial(_more, tried, done), "some of the events to be done")
            await tried.kill()
    await tried.settled()
    assert arrived() == sent
