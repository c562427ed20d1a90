"""The web shop's connector against a living Vendure: part of `./run test real`."""

import contextlib
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bus.desk import catalogue
from bus.desk.work import Device
from shared.domain.catalogue import Option, OptionValue, Price, Product, Variant
from shared.domain.messages import CountStock, Substitute
from shared.domain.order import Order, RejectReason
from shared.domain.states import Action, FulfilmentState, OrderState, PaymentState, Way
from tests.connectors.kit import Trial, eventually, trial
from tests.connectors.living import KEY, STORES, Shop, bring_back
from tests.peers.webshop import Shopper
from tests.waiting import until

pytestmark = pytest.mark.real
SOUTH = Device("counter-s", "staff", "south")
COLOUR = Option(
    id="colour",
    label="Colour",
    kind="colour",
    values=(OptionValue(id="red", label="Red"), OptionValue(id="blue", label="Blue")),
)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async with Shop.living(tmp_path) as shop:
        yield shop


def product(sku: str, name: str, amount: int) -> Product:
    variant = Variant(sku=sku, price=Price(amount=amount, currency="EUR"))
    return Product(id=f"t:{sku}", name=name, variants=(variant,))


def shelves(conn: Connection) -> None:
    """A hub with two stores and a few articles."""
    catalogue.put_locations(conn, "t", STORES)
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
    async with trial(shop.connector, tmp_path, KEY) as tried:
        await tried.database.awrite(shelves)
        await tried.start()
        await eventually(partial(shop.stock, "MUG"), lambda s: s == {"North": 5, "South": 3}, "the mugs")
        mug = await eventually(partial(shop.variant, "MUG"), lambda v: v["priceWithTax"] == 1250, "its price")
        assert mug["product"]["name"] == "Mug"  # the shop's own words stay
        red = await eventually(partial(shop.variant, "SCARF-RED"), lambda v: "id" in v, "a scarf")
        assert (red["name"], [o["name"] for o in red["options"]]) == ("Scarf Red", ["Red"])
        await eventually(
            partial(shop.stock, "SCARF-RED"), lambda s: s == {"North": 1, "South": 0}, "its stock"
        )

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
    async with trial(shop.connector, tmp_path, KEY) as tried:
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
        there = partial(shop.seen, bought["id"])
        seen = await eventually(there, lambda o: o["state"] == "Delivered", "Vendure to say delivered")
        assert [x["state"] for x in seen["fulfillments"]] == ["Delivered"]
        assert await shop.stock("MUG") == {"North": 5, "South": 1}

        await bring_back(tried, order, "north")
        seen = await eventually(there, lambda o: o["payments"][0]["refunds"], "the refund")
        assert seen["payments"][0]["refunds"] == [{"total": 1250, "state": "Settled"}]
        await eventually(partial(shop.stock, "MUG"), lambda s: s == {"North": 6, "South": 1}, "the mug back")
        await tried.kill()
        await tried.start()
        await until(lambda: tried.count("waiting") == 0, "rest")
        assert (await there())["payments"][0]["refunds"] == [{"total": 1250, "state": "Settled"}]
        assert await differences(tried) == []
        assert tried.count("dead") == 0
        await shopper.aclose()


async def test_the_shop_hears_what_was_taken_instead(tmp_path: Path, shop: Shop) -> None:
    async with trial(shop.connector, tmp_path, KEY) as tried:
        await tried.database.awrite(shelves)
        await tried.start()
        await eventually(partial(shop.stock, "LAMP"), lambda s: s.get("South") == 2, "the lamps")
        async with contextlib.aclosing(Shopper(shop.server.url)) as shopper:
            bought = await shopper.buy({"MUG": 2}, "pickup-south")
        await until(lambda: bool(newest(tried)) and newest(tried)[0].payment.paid == 2500, "the paid order")
        order = newest(tried)[0]
        (f,) = order.fulfilments
        await tried.step(order, f, Action.PICK)
        lamp = order.lines[0].model_copy(
            update={"id": "instead", "sku": "LAMP", "quantity": 1, "unit_price": 1250}
        )
        swap = Substitute(
            order_id=order.id,
            fulfilment_id=f.id,
            line_id=order.lines[0].id,
            line=lamp,
            reason=RejectReason.DAMAGED,
            by="clerk",
        )
        await tried.act("fulfilment.substitute", swap, SOUTH)
        now = newest(tried)[0]
        await tried.step(now, now.fulfilments[0], Action.READY, Action.COLLECT)
        there = partial(shop.seen, bought["id"])
        await eventually(there, lambda o: o["state"] == "Delivered", "Vendure to say delivered")

        async def notes() -> list[str]:
            said = await shop.eyes.ask(
                'query($i:ID!){order(id:$i){history(options:{filter:{type:{eq:"ORDER_NOTE"}}}){items{data}}}}',
                i=bought["id"],
            )
            return [each["data"]["note"] for each in said["order"]["history"]["items"]]

        told = f"Instead of {order.lines[0].name}: 1 × Lamp (LAMP)"
        await eventually(notes, lambda seen: seen.count(told) == 1, "the note on the lamp")
        await until(lambda: tried.count("waiting") == 0, "rest")
        assert await differences(tried) == []
        assert tried.count("dead") == 0


async def test_orders_for_home_leave_from_a_store_and_cancellations_go_both_ways(
    tmp_path: Path, shop: Shop
) -> None:
    async with trial(shop.connector, tmp_path, KEY) as tried:
        await tried.database.awrite(shelves)
        await tried.start()
        await eventually(partial(shop.stock, "LAMP"), lambda s: s.get("South") == 2, "the lamps")
        shopper = Shopper(shop.server.url)
        bought = await shopper.buy({"LAMP": 1}, "home")
        await until(lambda: len(newest(tried)) == 1, "the order at the desk")
        (f,) = newest(tried)[0].fulfilments
        assert (f.way, f.location_id) == (Way.SHIP_HOME, "south")
        there = partial(shop.seen, bought["id"])
        await tried.step(newest(tried)[0], f, Action.PICK, Action.PACK, Action.SHIP)
        await eventually(there, lambda o: o["state"] == "Shipped", "Vendure to say shipped")
        await tried.step(newest(tried)[0], f, Action.DELIVER)
        await eventually(there, lambda o: o["state"] == "Delivered", "Vendure to say delivered")

        second = await shopper.buy({"MUG": 3}, "pickup-north")
        await until(lambda: len(newest(tried)) == 2, "the second order")
        line = (await shop.seen(second["id"]))["lines"][0]["id"]
        await shop.eyes.do(
            "mutation($i:ID!,$l:ID!){cancelOrder(input:{orderId:$i,lines:[{orderLineId:$l,quantity:1}]})"
            "{...on Order{id} ...on ErrorResult{errorCode message}}}", i=second["id"], l=line,
        )  # fmt: skip
        await until(lambda: newest(tried)[1].lines[0].cancelled == 1, "the cancelled piece at the desk")
        there = partial(shop.seen, second["id"])
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
        await shopper.aclose()
