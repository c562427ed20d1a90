"""The ERP connector against a living Tryton: part of `./run test real`."""

from collections.abc import AsyncIterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bus.desk import schema
from bus.desk.work import Device
from shared.domain.messages import CountStock, Short, Substitute
from shared.domain.order import RejectReason, Way
from shared.domain.states import Action, FulfilmentState
from tests.connectors.kit import Trial, eventually, trial
from tests.connectors.living import Erp, bring_back, place
from tests.waiting import until

pytestmark = pytest.mark.real
STAFF = Device("counter", "staff", "north")


@pytest.fixture
async def erp(tmp_path: Path) -> AsyncIterator[Erp]:
    async with Erp.living(tmp_path) as erp:
        yield erp


def price_of(tried: Trial, sku: str) -> int | None:
    product = tried.database.read(
        lambda c: c.execute(
            select(schema.catalogue.c.body).where(schema.catalogue.c.id == f"erp:{sku}")
        ).scalar()
    )
    return None if product is None else int(product.split('"amount":')[1].split(",")[0])


async def test_products_prices_and_stock_come_in_and_follow_changes(tmp_path: Path, erp: Erp) -> None:
    async with trial(erp.connector, tmp_path) as tried:
        await tried.start()
        await erp.furnish(tried)
        await until(lambda: tried.on_hand("MUG") == {"north": 40, "south": 3}, "the mugs of both warehouses")
        await until(lambda: price_of(tried, "LAMP") == 8990, "the lamp's price")
        eyes = erp.eyes
        (mug,) = await eyes.find("product.product", ("template.id",), [["code", "=", "MUG"]])
        await eyes._ask(
            "PUT",
            f"product.template/{mug['template']['id']}",
            json={"list_price": {"__class__": "Decimal", "decimal": "14.00"}},
        )
        (house,) = await eyes.find("stock.location", ("storage_location.id",), [["code", "=", "NORTH"]])
        inventory = await eyes.create(
            "stock.inventory",
            {
                "location": house["storage_location"]["id"],
                "lines": [["create", [{"product": mug["id"], "quantity": 33}]]],
            },
        )
        await eyes.press("stock.inventory", inventory, "confirm")
        await until(lambda: tried.on_hand("MUG").get("north") == 33, "the count made in Tryton")
        await until(lambda: price_of(tried, "MUG") == 1400, "the new price")
        await tried.kill()
        await tried.start()  # the cursor starts where it was: nothing is added twice
        await until(lambda: tried.count("waiting") == 0, "rest")
        assert tried.on_hand("MUG") == {"north": 33, "south": 3}


async def test_an_order_becomes_one_sale_and_its_handover_moves_the_stock(tmp_path: Path, erp: Erp) -> None:
    server = erp.server
    async with trial(erp.connector, tmp_path) as tried:
        await tried.start()
        await erp.furnish(tried)
        await until(lambda: tried.on_hand("MUG") == {"north": 40, "south": 3}, "stock")
        await tried.kill()
        await server.stop()  # the ERP is away while the order is taken
        await tried.start()
        order = await place(tried, "MUG", Way.PICKUP, "north", 2)
        await until(lambda: "does not answer" in tried.health()["last_error"], "the connector to notice")
        await server.start()
        eyes = erp.eyes
        fulfilment = order.fulfilments[0]

        async def look() -> list[dict[str, Any]]:
            wanted = [["description", "=", order.code]]
            return await eyes.find("sale.sale", ("state", "reference", "shipments.state"), wanted)

        sales = await eventually(look, lambda s: bool(s) and s[0]["state"] == "processing", "the sale")
        assert [sale["reference"] for sale in sales] == [fulfilment.id]
        await tried.kill()
        await tried.start()
        await tried.step(order, fulfilment, Action.PICK, Action.READY, Action.COLLECT)
        sales = await eventually(
            look, lambda s: s[0]["shipments"][0]["state"] == "done", "the shipment to be done"
        )
        assert len(sales) == 1
        await until(lambda: tried.on_hand("MUG") == {"north": 38, "south": 3}, "both to agree")


async def test_what_the_warehouse_does_in_tryton_shows_at_the_desk(tmp_path: Path, erp: Erp) -> None:
    async with trial(erp.connector, tmp_path) as tried:
        await tried.start()
        await erp.furnish(tried)
        await until(lambda: tried.on_hand("RUG") == {"north": 5, "south": 2}, "stock")
        order = await place(tried, "RUG", Way.PICKUP, "south")
        assert order.fulfilments[0].location_id == "south"
        eyes = erp.eyes

        async def look() -> list[dict[str, Any]]:
            return await eyes.find("stock.shipment.out", ("state",), [["state", "!=", "draft"]])

        shipments = await eventually(look, bool, "the shipment in Tryton")
        for button in ("assign_try", "pick"):
            await eyes.press("stock.shipment.out", shipments[0]["id"], button)
        await until(
            lambda: tried.order(order.id).fulfilments[0].state is FulfilmentState.PICKING,
            "picking at the desk",
        )


async def charged(erp: Erp, code: str) -> int:
    """What all sales of an order come to over there, minor units."""
    sales = await erp.eyes.find("sale.sale", ("total_amount",), [["description", "=", code]])
    return int(sum(sale["total_amount"] for sale in sales) * 100)


async def test_other_goods_taken_at_the_shelf_leave_it_over_there_and_are_charged(
    tmp_path: Path, erp: Erp
) -> None:
    async with trial(erp.connector, tmp_path) as tried:
        await tried.start()
        await erp.furnish(tried)
        await until(lambda: tried.on_hand("LAMP") == {"north": 12}, "the lamps")
        await until(lambda: price_of(tried, "LAMP") == 8990, "the lamp's price")
        order = await place(tried, "MUG", Way.PICKUP, "north", 2)
        f = order.fulfilments[0]
        await tried.step(order, f, Action.PICK)
        await until(lambda: tried.count("waiting") == 0, "the sale to be confirmed as it was ordered")
        lamp = order.lines[0].model_copy(
            update={"id": "instead", "sku": "LAMP", "quantity": 1, "unit_price": 8990, "list_price": 8990}
        )
        swap = Substitute(
            order_id=order.id,
            fulfilment_id=f.id,
            line_id=order.lines[0].id,
            line=lamp,
            reason=RejectReason.NO_VARIANCE,
            by="clerk",
        )
        await tried.act("fulfilment.substitute", swap, STAFF)
        await tried.kill()
        now = tried.order(order.id)
        await tried.step(now, now.fulfilments[0], Action.READY, Action.COLLECT)
        await tried.start()

        async def there() -> list[float]:
            (house,) = await erp.eyes.find(
                "stock.location", ("storage_location.id",), [["code", "=", "NORTH"]]
            )
            context = {"company": 1, "locations": [house["storage_location"]["id"]]}
            skus = [["code", "in", ["MUG", "LAMP"]]]
            rows = await erp.eyes.find("product.product", ("code", "quantity"), skus, context)
            return [row["quantity"] for row in sorted(rows, key=lambda row: row["code"])]

        await eventually(there, lambda s: s == [11, 39], "a lamp and a mug to be gone")
        total = 1_250 + 8_990
        await eventually(partial(charged, erp, order.code), lambda sum_: sum_ == total, "both to be charged")
        assert tried.order(order.id).total == total
        await tried.kill()
        await tried.start()
        await until(lambda: tried.count("waiting") == 0, "rest")
        assert (tried.on_hand("LAMP"), tried.on_hand("MUG")["north"]) == ({"north": 11}, 39)
        assert await there() == [11, 39]
        assert tried.count("dead") == 0


async def test_returns_counts_and_shortages_of_the_stores_reach_tryton_once(tmp_path: Path, erp: Erp) -> None:
    async with trial(erp.connector, tmp_path) as tried:
        await tried.start()
        await erp.furnish(tried)
        await until(lambda: tried.on_hand("MUG") == {"north": 40, "south": 3}, "stock")
        eyes = erp.eyes

        async def shelf() -> list[int]:
            found = []
            for code in ("NORTH", "SOUTH"):
                (house,) = await eyes.find("stock.location", ("storage_location.id",), [["code", "=", code]])
                context = {"company": 1, "locations": [house["storage_location"]["id"]]}
                rows = await eyes.find("product.product", ("quantity",), [["code", "=", "MUG"]], context)
                found.append(round(rows[0]["quantity"]))
            return found

        assert await shelf() == [40, 3]
        order = await place(tried, "MUG", Way.PICKUP, "north", 2)
        await tried.step(order, order.fulfilments[0], Action.PICK, Action.READY, Action.COLLECT)
        await eventually(shelf, lambda s: s == [38, 3], "the sale to leave the shelf")
        short = await place(tried, at="north", quantity=3)
        f = short.fulfilments[0]
        await tried.step(short, f, Action.PICK)
        missing = Short(
            order_id=short.id,
            fulfilment_id=f.id,
            quantities={short.lines[0].id: 1},
            reason=RejectReason.MISMATCH,
            by="clerk",
        )
        await tried.act("fulfilment.short", missing, STAFF)
        await tried.step(
            tried.order(short.id), tried.order(short.id).fulfilments[0], Action.READY, Action.COLLECT
        )
        await eventually(
            shelf, lambda s: s == [35, 3], "two of three to be gone, and one that never was there"
        )
        total = tried.order(short.id).total  # all three: the missing one comes from the South
        await eventually(
            partial(charged, erp, short.code), lambda sum_: sum_ == total, "each piece charged once"
        )
        return_id = await bring_back(tried, order, "south", 2, 2_499)  # not the same for both
        await tried.kill()
        await tried.act(
            "stock.count", CountStock(sku="MUG", difference=-3, reason="broken", by="clerk"), STAFF
        )
        await tried.start()
        await eventually(shelf, lambda s: s == [32, 5], "the return and the count in Tryton")
        (credit,) = await eyes.find(
            "sale.sale", ("state", "total_amount", "shipment_returns.state"), [["reference", "=", return_id]]
        )
        assert [shipment["state"] for shipment in credit["shipment_returns"]] == ["done"]
        assert credit["total_amount"] == Decimal("-24.99")
        await tried.kill()
        await tried.start()
        await until(lambda: tried.count("waiting") == 0, "rest")
        assert tried.on_hand("MUG") == {"north": 32, "south": 5}  # what we told is not told back to us
        assert await shelf() == [32, 5]
        assert tried.count("dead") == 0
