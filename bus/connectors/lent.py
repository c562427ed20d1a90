"""What the frame lends a connector: the desk, the record, and the ids two systems use for one thing."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, select, text

from bus.connectors.tables import pair
from bus.desk.desk import Desk
from bus.desk.lookup import find_order, order_of, place_names
from bus.desk.work import Device
from shared.domain.base import Model
from shared.domain.messages import Mutation, Result
from shared.domain.order import Order

T = TypeVar("T")


class Lent:
    """``contract.Work`` over a desk, for the connector of one name."""

    def __init__(self, desk: Desk, name: str) -> None:
        self._desk = desk
        self._database = desk.database
        self._name = name

    async def order(self, order_id: str) -> Order | None:
        return await self._database.aread(lambda c: find_order(c, order_id))

    async def order_of(self, fulfilment_id: str) -> str | None:
        return await self._database.aread(lambda c: order_of(c, fulfilment_id))

    async def places(self) -> dict[str, str]:
        return await self._database.aread(place_names)

    async def act(self, kind: str, body: Model, key: str, place: str = "") -> Result:
        item = Mutation(
            n=1,
            id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self._name}:{kind}:{key}")),
            type=kind,
            made_at=datetime.now(UTC),
            body=body.model_dump(mode="json"),
        )
        device = Device(f"connector:{self._name}", "hub", place)
        return await self._write(lambda c: self._desk.apply(c, device, item))

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self._write(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self._database.aread(work)

    async def ours(self, kind: str, theirs: str) -> str | None:
        return await self._one(pair.c.ours, kind, pair.c.theirs == theirs)

    async def theirs(self, kind: str, ours: str) -> str | None:
        return await self._one(pair.c.theirs, kind, pair.c.ours == ours)

    async def pair(self, kind: str, ours: str, theirs: str) -> None:
        values = {"connector": self._name, "kind": kind, "ours": ours, "theirs": theirs}
        add = text(
            "INSERT INTO connector_pair (connector, kind, ours, theirs)"
            " VALUES (:connector, :kind, :ours, :theirs)"
            " ON CONFLICT (connector, kind, ours) DO UPDATE SET theirs = excluded.theirs"
        )
        await self._write(lambda c: c.execute(add, values))

    async def once(
        self,
        kind: str,
        ours: str,
        find: Callable[[], Awaitable[str | None]],
        create: Callable[[], Awaitable[str]],
    ) -> str:
        known = await self.theirs(kind, ours)
        if known is None:
            known = await find() or await create()
            await self.pair(kind, ours, known)
        return known

    async def _write(self, work: Callable[[Connection], T]) -> T:
        return await self._database.awrite(work)

    async def _one(self, column: Any, kind: str, condition: Any) -> str | None:  # noqa: ANN401 - SQL expressions
        mine = select(column).where(pair.c.connector == self._name, pair.c.kind == kind, condition)
        return await self._database.aread(lambda c: c.execute(mine).scalar())
