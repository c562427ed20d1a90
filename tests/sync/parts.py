"""A hub without network, devices of it, and a way to crash a device at any statement."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from bus.api.access import Hub
from bus.api.app import make_app
from bus.desk import catalogue, devices
from bus.feed.snapshot import Snapshot
from bus.hub import open_hub
from shared.cache.store import Position
from shared.cache.writer import Writer
from shared.domain.base import new_id
from shared.domain.catalogue import Price, Product, Variant
from shared.domain.location import Location
from shared.domain.messages import Enrolled, PlaceOrder, Step
from shared.domain.order import Line
from shared.domain.states import Action, Way
from shared.settings import HubSettings
from shared.sync import credential, hub

PRICE = 2_500


def small_hub(folder: Path, products: int = 3) -> Hub:
    """A hub with SKUs S0, S1 … of which each of the stores north and south has 20."""
    made = open_hub(HubSettings(folder=folder), [])
    skus = [f"S{i}" for i in range(products)]

    def fill(conn: Any) -> None:
        goods = [
            Product(
                id=f"p{sku}",
                name=f"Mug {sku}",
                variants=(
                    Variant(
                        sku=sku,
                        gtin="4006381333931" if sku == "S1" else None,
                        price=Price(amount=PRICE, currency="EUR"),
                    ),
                ),
            )
            for sku in skus
        ]
        catalogue.put_products(conn, "test", goods)
        catalogue.put_locations(
            conn, "test", [Location(id="north", name="North"), Location(id="south", name="South")]
        )
        catalogue.set_stock(conn, [(sku, place, 20) for sku in skus for place in ("north", "south")])

    made.database.write(fill)
    return made


class Wire(httpx.AsyncBaseTransport):
    """The line to the hub, which a test can cut: ``cut`` loses requests, ``deaf`` loses answers only."""

    def __init__(self, inner: Hub) -> None:
        self._inner = httpx.ASGITransport(make_app(inner), raise_app_exceptions=False)
        self.cut = self.deaf = False
        self.answers: list[httpx.Response] = []  # given instead of asking the hub
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.path}")
        if self.cut:
            raise httpx.ConnectError("cut", request=request)
        if self.answers:
            return self.answers.pop(0)
        answer = await self._inner.handle_async_request(request)
        if self.deaf:
            raise httpx.ReadTimeout("deaf", request=request)
        return answer


@dataclass
class Terminal:
    """One enrolled device: its folder, its line and its identity."""

    folder: Path
    line: Wire
    identity: Enrolled

    def client(self) -> httpx.AsyncClient:
        return hub.client("http://hub", self.identity.token, self.line)


async def terminal(made: Hub, folder: Path, role: str = "staff", store: str = "north") -> Terminal:
    """A newly enrolled device of a store."""
    code = made.database.write(lambda c: devices.make_code(c, role, store, datetime.now(UTC)))  # type: ignore[arg-type]
    line = Wire(made)
    async with hub.client("http://hub", transport=line) as http:
        identity = await hub.enrol(http, code, "test")
    credential.save(folder, identity)
    return Terminal(folder, line, identity)


def order(sku: str = "S0", quantity: int = 1, place: str = "north") -> PlaceOrder:
    """An order of one line, collected at a store."""
    line = Line(
        id="l1",
        sku=sku,
        product_id=f"p{sku}",
        name=sku,
        quantity=quantity,
        unit_price=PRICE,
        list_price=PRICE,
        way=Way.PICKUP,
        location_id=place,
    )
    return PlaceOrder(
        order_id=new_id(), placed_in="north", placed_at=datetime.now(UTC), currency="EUR", lines=(line,)
    )


def step(order_id: str, action: Action) -> Step:
    """A step on an order's first fulfilment."""
    return Step(order_id=order_id, fulfilment_id=f"{order_id}:1", action=action, by="test")


def adopt(writer: Writer, made: Snapshot) -> None:
    """Put a hub's snapshot in a device's place, as the engine does after the download."""
    part = writer.folder / "snapshot.part"
    part.write_bytes(made.path.read_bytes())
    writer.adopt(part, made.sha256, Position(made.epoch, made.cursor))


def damage(path: Path, at: int, bit: int) -> None:
    """Flip one bit of a file."""
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1 << bit]))


class Crash(BaseException):
    """The process is gone."""


class Crashing(sqlite3.Connection):
    """A connection on which the process dies at a chosen statement."""

    left = -1  # statements until the crash; below 0: none

    def execute(self, *args: Any) -> sqlite3.Cursor:
        self._count()
        return super().execute(*args)

    def executemany(self, *args: Any) -> sqlite3.Cursor:
        self._count()
        return super().executemany(*args)

    @staticmethod
    def _count() -> None:
        if Crashing.left == 0:
            raise Crash
        if Crashing.left > 0:
            Crashing.left -= 1
