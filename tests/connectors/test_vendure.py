"""The web shop's connector against a living Vendure: part of `./run test real`."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bus.connectors.contract import Connector
from bus.connectors.settings import load_connector
from bus.connectors.vendure.graphql import AdminApi
from bus.desk import catalogue
from bus.desk.work import Device
from shared import crypto
from shared.domain.base import new_id
from shared.domain.catalogue import Option, OptionValue, Price, Product, Variant
from shared.domain.location import Location
from shared.domain.messages import CountStock, MakeReturn
from shared.domain.order import Order, ReturnLine, ReturnReason
from shared.domain.states import Action, FulfilmentState, OrderState, PaymentState, Way
from tests.connectors.kit import Trial, eventually, trial
from tests.peers.webshop import PASSWORD, Shopper, Webshop, prepare
from tests.waiting import until

pytestmark = pytest.mark.real
NORTH, SOUTH = Device("counter-n", "staff", "north"), Device("counter-s", "staff", "south")
COLOUR = Option(
    id="colour",
    label="Colour",
    kind="colour",
    values=(OptionValue(id="red", label="Red"), OptionValue(id="blue", label="Blue")),
)


class Shop:
    """A living Vendure with a connector's settings and a second pair of eyes on it."""

    def __init__(self, folder: Path) -> None:
        self.server = Webshop(folder / "vendure")
        self.private_key = crypto.new_private_key()
        (folder / "hub.key").write_text(json.dumps({"private_key": self.private_key}))
        (folder / "password").write_text(PASSWORD)
        self.settings = folder / "shop.toml"
        self.settings.write_text(
            f'use = "vendure"\nurl = "{self.server.url}"\nuser = "superadmin"\n'
            f'password = "file:{folder / "password"}"\nhub_key = "{folder / "hub.key"}"\npoll_seconds = 0.3\n'
            '[places]\nnorth = "North"\nsouth = "South"\n'
            '[pickup]\npickup-north = "north"\npickup-south = "south"\n'
        )
        self.eyes = AdminApi(self.server.url, "superadmin", PASSWORD)

    def connector(self) -> Connector:
        """A fresh instance, as after a restart."""
        return load_connector(self.settings)

    async def stock(self, sku: str) -> dict[str, int]:
        """What the shop sells of a SKU by stock location."""
        said = await self.eyes.ask(
            "query($s:String!){productVariants(options:{filter:{sku:{eq:$s}}})"
            "{items{stockLevels{stockLocation{name} stockOnHand stockAllocated}}}}", s=sku,
        )  # fmt: skip
        rows = [row for item in said["productVariants"]["items"] for row in item["stockLevels"]]
        return {r["stockLocation"]["name"]: r["stockOnHand"] - r["stockAllocated"] for r in rows}

    async def variant(self, sku: str) -> dict[str, Any]:
        """The shop's variant of a SKU, empty while there is none."""
        said = await self.eyes.ask(
            "query($s:String!){productVariants(options:{filter:{sku:{eq:$s}}})"
            "{items{id name priceWithTax product{name} options{name}}}}", s=sku,
        )  # fmt: skip
        items = said["productVariants"]["items"]
        return dict(items[0]) if len(items) == 1 else {"times": len(items)}

    async def order(self, order_id: str) -> dict[str, Any]:
        """An order as the shop's staff sees it."""
        said = await self.eyes.ask(
            "query($i:ID!){order(id:$i){state lines{id quantity} fulfillments{state lines{quantity}}"
            " payments{refunds{total state}}}}", i=order_id,
        )  # fmt: skip
        return dict(said["order"])


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    await asyncio.to_thread(prepare)
    shop = Shop(tmp_path)
    await shop.server.start()
    yield shop
    await shop.eyes.close()
    await shop.server.stop()


def product(sku: str, name: str, amount: int) -> Product:
    variant = Variant(sku=sku, price=Price(amount=amount, currency="EUR"))
    return Product(id=f"t:{sku}", name=name, variants=(variant,))


def shelves(conn: Connection) -> None:
    """A hub with two stores and a few articles."""
    catalogue.put_locations(
        conn, "t", [Location(id="north", name="North"), Location(id="south", name="South", lat=0.1)]
    )
    scarf = tuple(
        Variant(sku=f"SCARF-{c.upper()}", options={"colour": c}, price=Price(amount=2900, currency="EUR"))
        for c in ("red", "blue")
    )
    scarves = Product(id="t:scarf", name="Scarf", options=(COLOUR,), variants=scarf)
    catalogue.put_products(
        conn, "t", [product("MUG", "Our mug", 1250), product("LAMP", "Lamp", 8990), scarves]
    )
    levels = [("MUG", "north", 5), ("MUG", "south", 3), ("LAMP", "south", 2), ("SCARF-RED", "north", 1)]
    catalogue.set_stock(conn, levels)


def newest(tried: Trial) -> list[Order]:
    """Every order at the desk."""
    return tried.database.read(lambda c: [Order.model_validate_json(b) for b in c.exec_driver_sql(
        "SELECT body FROM orders ORDER BY placed_at").scalars()])  # fmt: skip


async def test_catalogue_prices_and_stock_are_matched_by_sku_made_where_missing_and_kept_equal(
    tmp_path: Path, shop: Shop
) -> None:
    async with trial(shop.connector, tmp_path, shop.private_key) as tried:
        await tried.database.awrite(shelves)
        await tried.start()
        await eventually(partial(shop.stock, "MUG"), lambda s: s == {"North": 5, "South": 3}, "the mugs")
        mug = await eventually(partial(shop.variant, "MUG"), lambda v: v["priceWithTax"] == 1250, "its price")
        assert mug["product"]["name"] == "Mug"  # the shop's own words stay
        red = await eventually(partial(shop.variant, "SCARF-RED"), lambda v: "id" in v, "a scarf")
        assert (red["name"], [o["name"] for o in red["options"]]) == ("Scarf Red", ["Red"])
        assert await shop.stock("SCARF-RED") == {"North": 1, "South": 0}

        await tried.database.awrite(
            lambda c: catalogue.put_products(c, "t", [product("LAMP", "Lamp", 7990)], whole=False)
        )
        await tried.act("stock.count", CountStock(sku="LAMP", difference=-1, by="clerk"), SOUTH)
        lamp = partial(shop.variant, "LAMP")
        await eventually(lamp, lambda v: v.get("priceWithTax") == 7990, "the lamp's new price")
        await eventually(partial(shop.stock, "LAMP"), lambda s: s["South"] == 1, "the lamp's count")

        await shop.eyes.ask(
            "mutation($i:ID!){updateProductVariants(input:[{id:$i,price:9999}]){id}}", i=mug["id"]
        )  # somebody changes a price over there
        assert await differences(tried) == [("MUG", "price", "1250", "9999")]
        await tried.kill()
        await tried.start()  # every start compares everything
        await eventually(
            partial(shop.variant, "MUG"), lambda v: v["priceWithTax"] == 1250, "the price put right"
        )
        assert await differences(tried) == []
        assert tried.count("dead") == 0


async def differences(tried: Trial) -> list[tuple[str, str, str, str]]:
    assert tried.connector is not None
    lent = tried.lent()
    return [(d.sku, d.what, d.ours, d.theirs) async for d in tried.connector.differences(lent)]


async def test_a_web_order_is_collected_in_a_store_and_returned_in_another(
    tmp_path: Path, shop: Shop
) -> None:
    async with trial(shop.connector, tmp_path, shop.private_key) as tried:
        await tried.database.awrite(shelves)
        await tried.start()
        await eventually(partial(shop.stock, "MUG"), lambda s: s == {"North": 5, "South": 3}, "the mugs")
        shopper = Shopper(shop.server.url)
        bought = await shopper.buy({"MUG": 2}, "pickup-south")
        await until(lambda: len(newest(tried)) == 1, "the order at the desk")
        await until(lambda: newest(tried)[0].payment.state is PaymentState.PAID, "its payment")
        order = newest(tried)[0]
        assert (order.channel, order.total, order.due) == ("web", 2500, 0)
        assert order.contact is not None
        assert order.contact.email == "ada@example.com"
        (f,) = order.fulfilments
        assert (f.way, f.location_id, f.collect_at) == (Way.PICKUP, "south", "south")
        await eventually(partial(shop.stock, "MUG"), lambda s: s == {"North": 5, "South": 1}, "stock in both")

        await tried.kill()  # the hub is away while the goods are handed over
        await tried.step(order, f, Action.PICK, Action.READY, Action.COLLECT)
        await tried.start()
        there = partial(shop.order, bought["id"])
        seen = await eventually(there, lambda o: o["state"] == "Delivered", "Vendure to say delivered")
        assert [x["state"] for x in seen["fulfillments"]] == ["Delivered"]
        assert await shop.stock("MUG") == {"North": 5, "South": 1}

        back = ReturnLine(
            order_line_id=order.lines[0].id, sku="MUG", quantity=1, reason=ReturnReason.UNWANTED, refund=1250
        )
        body = MakeReturn(
            return_id=new_id(),
            order_id=order.id,
            location_id="north",
            lines=(back,),
            made_at=datetime.now(UTC),
        )
        await tried.act("return.make", body, NORTH)
        seen = await eventually(there, lambda o: o["payments"][0]["refunds"], "the refund")
        assert seen["payments"][0]["refunds"] == [{"total": 1250, "state": "Settled"}]
        await eventually(partial(shop.stock, "MUG"), lambda s: s == {"North": 6, "South": 1}, "the mug back")
        await tried.kill()
        await tried.start()
        await until(lambda: tried.count("waiting") == 0, "rest")
        assert (await there())["payments"][0]["refunds"] == [{"total": 1250, "state": "Settled"}]
        assert await differences(tried) == []
        assert tried.count("dead") == 0
        await shopper.close()


async def test_orders_for_home_leave_from_a_store_and_cancellations_go_both_ways(
    tmp_path: Path, shop: Shop
) -> None:
    async with trial(shop.connector, tmp_path, shop.private_key) as tried:
        await tried.database.awrite(shelves)
        await tried.start()
        await eventually(partial(shop.stock, "LAMP"), lambda s: s.get("South") == 2, "the lamps")
        shopper = Shopper(shop.server.url)
        bought = await shopper.buy({"LAMP": 1}, "home")
        await until(lambda: len(newest(tried)) == 1, "the order at the desk")
        (f,) = newest(tried)[0].fulfilments
        assert (f.way, f.location_id) == (Way.SHIP_HOME, "south")
        there = partial(shop.order, bought["id"])
        await tried.step(newest(tried)[0], f, Action.PICK, Action.PACK, Action.SHIP)
        await eventually(there, lambda o: o["state"] == "Shipped", "Vendure to say shipped")
        await tried.step(newest(tried)[0], f, Action.DELIVER)
        await eventually(there, lambda o: o["state"] == "Delivered", "Vendure to say delivered")

        second = await shopper.buy({"MUG": 3}, "pickup-north")
        await until(lambda: len(newest(tried)) == 2, "the second order")
        line = (await shop.order(second["id"]))["lines"][0]["id"]
        await shop.eyes.do(
            "mutation($i:ID!,$l:ID!){cancelOrder(input:{orderId:$i,lines:[{orderLineId:$l,quantity:1}]})"
            "{...on Order{id} ...on ErrorResult{errorCode message}}}", i=second["id"], l=line,
        )  # fmt: skip
        await until(lambda: newest(tried)[1].lines[0].cancelled == 1, "the cancelled piece at the desk")
        there = partial(shop.order, second["id"])
        await eventually(
            there, lambda o: sum(r["total"] for r in o["payments"][0]["refunds"]) == 1250, "its money"
        )
        part = newest(tried)[1].fulfilments[0]
        await tried.step(newest(tried)[1], part, Action.PICK, Action.CANCEL)
        assert newest(tried)[1].state is OrderState.CANCELLED
        await eventually(there, lambda o: o["state"] == "Cancelled", "Vendure to say cancelled")
        await eventually(
            there, lambda o: sum(r["total"] for r in o["payments"][0]["refunds"]) == 3750, "the rest"
        )
        await eventually(partial(shop.stock, "MUG"), lambda s: s == {"North": 5, "South": 3}, "all mugs free")
        assert newest(tried)[1].fulfilments[0].state is FulfilmentState.CANCELLED
        assert tried.count("dead") == 0
        await shopper.close()
