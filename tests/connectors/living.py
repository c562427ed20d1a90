"""Living systems of others with a connector's settings for each, a line that can be bad, and eyes beyond that line."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Self

from bus.connectors.contract import Connector
from bus.connectors.settings import load_connector
from bus.connectors.tryton.rest import Access, Rest
from bus.connectors.vendure.graphql import AdminApi
from bus.desk import catalogue
from bus.desk.work import HUB, Device
from shared import crypto
from shared.domain.base import new_id
from shared.domain.location import Location
from shared.domain.messages import MakeReturn, PlaceOrder
from shared.domain.order import Line as OrderLine
from shared.domain.order import Order, ReturnLine, ReturnReason
from shared.domain.people import Contact
from shared.domain.states import Way
from tests.connectors.kit import Trial, eventually
from tests.connectors.lossy import Line
from tests.peers import tryton, webshop
from tests.waiting import until

KEY = crypto.new_private_key()
ADA = Contact(name="Ada Byron", email="ada@example.com", notify="email")
STORES = (Location(id="north", name="North"), Location(id="south", name="South", lat=0.1))


def seal(contact: Contact) -> str:
    """A contact as a device sends it to the hub of ``KEY``."""
    return crypto.seal(contact.model_dump_json(), crypto.public_key(KEY))


async def place(
    tried: Trial,
    sku: str = "MUG",
    way: Way = Way.PICKUP,
    at: str = "north",
    quantity: int = 1,
    contact: Contact | None = None,
) -> Order:
    """An order at the desk, at 12.50 a piece."""
    line = OrderLine(
        id=new_id(), sku=sku, product_id=f"erp:{sku}", name=sku, quantity=quantity, unit_price=1250,
        list_price=1250, way=way, location_id=at,
    )  # fmt: skip
    body = PlaceOrder(
        order_id=new_id(),
        channel="counter",
        placed_in="north",
        placed_at=datetime.now(UTC),
        currency="EUR",
        lines=(line,),
        sealed_contact=seal(contact) if contact else "",
    )
    await tried.act("order.place", body, HUB)
    return tried.order(body.order_id)


async def bring_back(
    tried: Trial, order: Order, store: str, pieces: int = 1, refund: int | None = None
) -> str:
    """Pieces of an order's first line come back to a store, for 12.50 each unless said otherwise; the return's id."""
    line = order.lines[0]
    back = ReturnLine(
        order_line_id=line.id,
        sku=line.sku,
        quantity=pieces,
        reason=ReturnReason.UNWANTED,
        refund=line.unit_price * pieces if refund is None else refund,
    )
    body = MakeReturn(
        return_id=new_id(), order_id=order.id, location_id=store, lines=(back,), made_at=datetime.now(UTC)
    )
    await tried.act("return.make", body, Device(f"counter-{store}", "staff", store))
    return body.return_id


class Peer:
    """A system of somebody else, and how the ordeals of the kit deal with it."""

    creates: ClassVar[bytes] = b""
    """What a request holds that must never be carried out twice."""
    server: tryton.TrytonServer | webshop.Webshop
    eyes: Rest | AdminApi
    text: str

    def __init__(self, folder: Path, port: int) -> None:
        self.line = Line(port)
        self.settings = folder / f"{type(self).__name__.lower()}.toml"

    @classmethod
    async def make(cls, folder: Path) -> Self:
        """Install it if need be."""
        raise NotImplementedError

    @classmethod
    @contextlib.asynccontextmanager
    async def living(cls, folder: Path) -> AsyncIterator[Self]:
        """Started, with its line and the settings that lead through it."""
        peer = await cls.make(folder)
        await peer.server.start()
        try:
            async with peer.line.open():
                peer.settings.write_text(f'url = "{peer.line.url}"\n{peer.text}')
                yield peer
        finally:
            await peer.eyes.close()
            await peer.server.stop()

    def connector(self) -> Connector:
        """A fresh instance, as after a restart."""
        return load_connector(self.settings)

    async def furnish(self, tried: Trial) -> None:
        """Stores, and mugs in both: what the hub must have before orders come."""
        await tried.database.awrite(lambda c: catalogue.put_locations(c, "t", STORES))
        await tried.database.awrite(lambda c: catalogue.set_stock(c, [("MUG", "north", 40)]))

    async def order(self, tried: Trial) -> Order:
        """An order at the desk that is to reach this system, for collection in North."""
        return await place(tried, contact=ADA)

    async def arrived(self, orders: list[Order]) -> list[list[str]]:
        """For each order: the state of everything that this system has made of it."""
        raise NotImplementedError

    async def spoil(self, tried: Trial) -> None:
        """Tell of something that this system can never take."""
        await tried.send("return.completed", new_id(), {"nonsense": True})


class Erp(Peer):
    """Tryton as the ERP; the people in South work in Tryton."""

    eyes: Rest

    creates = b"POST /retail/rest/model/sale.sale "

    def __init__(self, folder: Path, seed: dict[str, Any]) -> None:
        self.server = tryton.TrytonServer(folder / "tryton", seed)
        super().__init__(folder, self.server.port)
        (folder / "key").write_text(self.server.key)
        self.eyes = Rest(Access(url=self.server.url, database="retail", key=f"file:{folder / 'key'}"))
        self.text = (
            f'use = "tryton"\ndatabase = "retail"\nkey = "file:{folder / "key"}"\n'
            f"payment_term = {seed['payment_term']}\ntaxes = [{seed['tax']}]\npoll_seconds = 0.3\n"
            'ships_itself = ["south"]\n[places]\nnorth = "NORTH"\nsouth = "SOUTH"\n'
        )

    @classmethod
    async def make(cls, folder: Path) -> Self:
        return cls(folder, await asyncio.to_thread(tryton.prepare))

    async def furnish(self, tried: Trial) -> None:
        await tried.database.awrite(lambda c: catalogue.put_locations(c, "t", STORES))
        await until(lambda: tried.on_hand("MUG") == {"north": 40, "south": 3}, "the mugs from Tryton")

    async def arrived(self, orders: list[Order]) -> list[list[str]]:
        fields = ("reference", "shipments.state")
        sales = await self.eyes.find("sale.sale", fields, [["reference", "!=", None]])
        return [
            [ship["state"] for s in sales if s["reference"].startswith(order.id) for ship in s["shipments"]]
            for order in orders
        ]


class Crm(Peer):
    """Tryton as the CRM."""

    eyes: Rest

    creates = b"POST /crm/rest/model/sale.sale "

    def __init__(self, folder: Path, seed: dict[str, Any]) -> None:
        self.server = tryton.TrytonServer(folder / "tryton", seed, "crm")
        super().__init__(folder, self.server.port)
        (folder / "key").write_text(self.server.key)
        self.eyes = Rest(Access(url=self.server.url, database="crm", key=f"file:{folder / 'key'}"))
        self.text = f'use = "crm"\ndatabase = "crm"\nkey = "file:{folder / "key"}"\n'

    @classmethod
    async def make(cls, folder: Path) -> Self:
        return cls(folder, await asyncio.to_thread(tryton.prepare, "crm"))

    async def arrived(self, orders: list[Order]) -> list[list[str]]:
        sales = await self.sales()
        return [[s["state"] for s in sales if s["reference"] == order.id] for order in orders]

    async def sales(self) -> list[dict[str, Any]]:
        """The history of all customers."""
        fields = ("state", "reference", "total_amount", "party.name", "origin", "lines.quantity")
        return await self.eyes.find("sale.sale", fields, [])

    async def leads(self) -> list[dict[str, Any]]:
        """Who may buy something."""
        return await self.eyes.find("sale.opportunity", ("state", "amount", "party.name", "description"), [])


class Shop(Peer):
    """Vendure as the web shop."""

    eyes: AdminApi

    creates = b"addFulfillmentToOrder"

    def __init__(self, folder: Path) -> None:
        self.server = webshop.Webshop(folder / "vendure")
        super().__init__(folder, self.server.port)
        (folder / "hub.key").write_text(json.dumps({"private_key": KEY}))
        (folder / "password").write_text(webshop.PASSWORD)
        self.eyes = AdminApi(self.server.url, "superadmin", webshop.PASSWORD)
        self._bought: dict[str, str] = {}
        self.text = (
            f'use = "vendure"\nuser = "superadmin"\npassword = "file:{folder / "password"}"\n'
            f'hub_key = "{folder / "hub.key"}"\npoll_seconds = 0.3\n'
            '[places]\nnorth = "North"\nsouth = "South"\n'
            '[pickup]\npickup-north = "north"\npickup-south = "south"\n'
        )

    @classmethod
    async def make(cls, folder: Path) -> Self:
        await asyncio.to_thread(webshop.prepare)
        return cls(folder)

    async def furnish(self, tried: Trial) -> None:
        await super().furnish(tried)
        await eventually(partial(self.stock, "MUG"), lambda s: s["North"] == 40, "the mugs in the shop")

    async def order(self, tried: Trial) -> Order:
        async with contextlib.aclosing(webshop.Shopper(self.server.url)) as shopper:
            bought = await shopper.buy({"MUG": 1}, "pickup-north")
        lent = tried.lent()
        ours: list[str] = []
        while not ours:
            ours += [found] if (found := await lent.ours("order", bought["id"])) else []
            await asyncio.sleep(0.05)
        self._bought[ours[0]] = bought["id"]
        await until(lambda: bool(tried.found(ours[0])), "the web order at the desk")
        return tried.order(ours[0])

    async def arrived(self, orders: list[Order]) -> list[list[str]]:
        seen = [await self.seen(self._bought[order.id]) for order in orders]
        return [[made["state"] for made in order["fulfillments"]] for order in seen]

    async def spoil(self, tried: Trial) -> None:
        order = await place(tried)
        await tried.lent().pair("order", order.id, "99999")

    async def stock(self, sku: str) -> dict[str, int]:
        """What the shop sells of a SKU by stock location."""
        said = await self.eyes.ask(
            "query($s:String!){productVariants(options:{filter:{sku:{eq:$s}}})"
            "{items{stockLevels{stockLocation{name} stockOnHand stockAllocated}}}}", s=sku,
        )  # fmt: skip
        rows = [row for item in said["productVariants"]["items"] for row in item["stockLevels"]]
        return {r["stockLocation"]["name"]: r["stockOnHand"] - r["stockAllocated"] for r in rows}

    async def variant(self, sku: str) -> dict[str, Any]:
        """The shop's variant of a SKU, without an id while there is none."""
        said = await self.eyes.ask(
            "query($s:String!){productVariants(options:{filter:{sku:{eq:$s}}})"
            "{items{id name priceWithTax product{name} options{name}}}}", s=sku,
        )  # fmt: skip
        items = said["productVariants"]["items"]
        return dict(items[0]) if len(items) == 1 else {"times": len(items)}

    async def seen(self, order_id: str) -> dict[str, Any]:
        """An order as the shop's staff sees it."""
        said = await self.eyes.ask(
            "query($i:ID!){order(id:$i){state lines{id quantity} fulfillments{state lines{quantity}}"
            " payments{refunds{total state}}}}", i=order_id,
        )  # fmt: skip
        return dict(said["order"])
