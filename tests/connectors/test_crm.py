"""The CRM's connector against a living Tryton: part of `./run test real`."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bus.connectors.settings import load_connector
from bus.connectors.tryton.rest import Access, Rest
from bus.desk import catalogue
from bus.desk.work import HUB, Device
from shared import crypto
from shared.domain.base import new_id
from shared.domain.baskets import KeepBasket, KeptLine
from shared.domain.location import Location
from shared.domain.messages import MakeReturn, PlaceOrder
from shared.domain.order import Line, Order, ReturnLine, ReturnReason, Way
from shared.domain.people import Contact
from shared.domain.states import Action
from tests.connectors.kit import Trial, eventually, trial
from tests.peers.tryton import TrytonServer, prepare
from tests.waiting import until

pytestmark = pytest.mark.real
KEY = crypto.new_private_key()
ADA = Contact(name="Ada Byron", email="ada@example.com", notify="email")
FIELDS = ("state", "reference", "total_amount", "party.name", "origin", "lines.quantity")


class Crm:
    """A living CRM with a connector's settings and a second pair of eyes on it."""

    def __init__(self, folder: Path, server: TrytonServer) -> None:
        self.server = server
        (folder / "key").write_text(server.key)
        self.path = folder / "crm.toml"
        self.path.write_text(
            f'use = "crm"\nurl = "{server.url}"\ndatabase = "crm"\nkey = "file:{folder / "key"}"\n'
        )
        self.eyes = Rest(Access(url=server.url, database="crm", key=f"file:{folder / 'key'}"))

    async def sales(self) -> list[dict[str, Any]]:
        """The history of all customers."""
        return await self.eyes.find("sale.sale", FIELDS, [])

    async def leads(self) -> list[dict[str, Any]]:
        """Who may buy something."""
        return await self.eyes.find("sale.opportunity", ("state", "amount", "party.name", "description"), [])


@pytest.fixture
async def crm(tmp_path: Path) -> AsyncIterator[Crm]:
    seed = await asyncio.to_thread(prepare, "crm")
    crm = Crm(tmp_path, TrytonServer(tmp_path / "tryton", seed, "crm"))
    await crm.server.start()
    yield crm
    await crm.eyes.close()
    crm.server.stop()


def stores(conn: Connection) -> None:
    catalogue.put_locations(
        conn, "t", [Location(id="north", name="North"), Location(id="south", name="South")]
    )
    catalogue.set_stock(conn, [("MUG", "north", 9)])


async def place(tried: Trial, contact: Contact | None) -> Order:
    line = Line(
        id=new_id(), sku="MUG", product_id="t:MUG", name="Mug", quantity=2, unit_price=1250, list_price=1250,
        way=Way.PICKUP, location_id="north",
    )  # fmt: skip
    body = PlaceOrder(
        order_id=new_id(),
        placed_in="north",
        placed_at=datetime.now(UTC),
        currency="EUR",
        lines=(line,),
        sealed_contact=seal(contact) if contact else "",
    )
    await tried.act("order.place", body, HUB)
    return tried.order(body.order_id)


def seal(contact: Contact) -> str:
    return crypto.seal(contact.model_dump_json(), crypto.public_key(KEY))


async def test_a_customers_orders_and_returns_are_a_history_that_is_written_once(
    tmp_path: Path, crm: Crm
) -> None:
    async with trial(lambda: load_connector(crm.path), tmp_path, KEY) as tried:
        await tried.database.awrite(stores)
        await tried.start()
        order = await place(tried, ADA)
        await place(tried, None)  # nobody that could be known
        sales = await eventually(crm.sales, bool, "the order in the history")
        assert [(s["state"], s["party"]["name"], s["total_amount"]) for s in sales] == [
            ("draft", "Ada Byron", Decimal("25.00"))
        ]
        await tried.kill()
        crm.server.stop()  # away while the goods are handed over
        await tried.step(order, order.fulfilments[0], Action.PICK, Action.READY, Action.COLLECT)
        back = ReturnLine(
            order_line_id=order.lines[0].id, sku="MUG", quantity=1, reason=ReturnReason.STYLE, refund=1250
        )
        body = MakeReturn(
            return_id=new_id(),
            order_id=order.id,
            location_id="south",
            lines=(back,),
            made_at=datetime.now(UTC),
        )
        await tried.start()
        await until(lambda: "does not answer" in tried.health()["last_error"], "the connector to notice")
        await tried.act("return.make", body, Device("counter", "staff", "south"))
        await crm.server.start()
        await eventually(crm.sales, lambda s: len(s) == 2, "the return in the history")
        sales = await eventually(
            crm.sales, lambda s: all(row["state"] == "processing" for row in s), "both to be confirmed"
        )
        assert sorted(s["total_amount"] for s in sales) == [Decimal("-12.50"), Decimal("25.00")]
        assert {s["party"]["id"] for s in sales} == {sales[0]["party"]["id"]}
        await tried.kill()
        await tried.start()
        await until(lambda: tried.count("waiting") == 0, "rest")
        assert len(await crm.sales()) == 2
        assert tried.count("dead") == 0


async def test_a_basket_left_with_consent_is_a_lead_until_its_shopper_buys(tmp_path: Path, crm: Crm) -> None:
    async with trial(lambda: load_connector(crm.path), tmp_path, KEY) as tried:
        await tried.database.awrite(stores)
        await tried.start()
        basket = KeepBasket(
            basket_id=new_id(),
            lines=(KeptLine(sku="MUG", name="Mug", quantity=2, unit_price=1250),),
            currency="EUR",
            sealed_contact=seal(ADA),
            consent=True,
            made_at=datetime.now(UTC),
        )
        await tried.act("basket.keep", basket, Device("kiosk", "kiosk", "north"))
        (lead,) = await eventually(crm.leads, bool, "the lead")
        assert (lead["state"], lead["party"]["name"], lead["amount"], lead["description"]) == (
            "lead", "Ada Byron", Decimal("25.00"), "Basket left at North",
        )  # fmt: skip
        await place(tried, ADA)
        sales = await eventually(crm.sales, bool, "the order")
        assert sales[0]["origin"] == f"sale.opportunity,{lead['id']}"
        await eventually(crm.leads, lambda found: found[0]["state"] == "cancelled", "the lead to be answered")
        assert tried.count("dead") == 0
