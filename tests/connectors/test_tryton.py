"""The ERP connector against a living Tryton: part of `./run test real`."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bus.connectors.settings import load_connector
from bus.connectors.tryton.houses import TrytonSettings
from bus.connectors.tryton.rest import Rest
from bus.desk import catalogue, schema
from bus.desk.work import Device
from shared.domain.base import new_id
from shared.domain.location import Location
from shared.domain.messages import CountStock, MakeReturn, PlaceOrder
from shared.domain.order import Line, Order, ReturnLine, ReturnReason, Way
from shared.domain.states import Action, FulfilmentState
from tests.connectors.kit import Trial, eventually, trial
from tests.peers.tryton import TrytonServer, prepare
from tests.waiting import until

pytestmark = pytest.mark.real
STAFF = Device("counter", "staff", "north")


@pytest.fixture
async def erp(tmp_path: Path) -> AsyncIterator[tuple[TrytonServer, Path]]:
    seed = prepare()
    server = TrytonServer(tmp_path / "tryton", seed)
    await server.start()
    (tmp_path / "key").write_text(server.key)
    path = tmp_path / "erp.toml"
    path.write_text(
        f'use = "tryton"\nurl = "{server.url}"\ndatabase = "retail"\nkey = "file:{tmp_path / "key"}"\n'
        f"payment_term = {seed['payment_term']}\ntaxes = [{seed['tax']}]\npoll_seconds = 0.3\n"
        'ships_itself = ["south"]\n[places]\nnorth = "NORTH"\nsouth = "SOUTH"\n'
    )
    yield server, path
    server.stop()


def rest(path: Path) -> Rest:
    """A second pair of eyes on Tryton."""
    connector: Any = load_connector(path)
    settings = connector._settings
    assert isinstance(settings, TrytonSettings)
    return Rest(settings)


async def places(tried: Trial) -> None:
    def fill(conn: Connection) -> None:
        catalogue.put_locations(
            conn, "t", [Location(id="north", name="North"), Location(id="south", name="South")]
        )

    await tried.database.awrite(fill)


def price_of(tried: Trial, sku: str) -> int | None:
    product = tried.database.read(
        lambda c: c.execute(
            select(schema.catalogue.c.body).where(schema.catalogue.c.id == f"erp:{sku}")
        ).scalar()
    )
    return None if product is None else int(product.split('"amount":')[1].split(",")[0])


async def place(tried: Trial, sku: str, way: Way, at: str, quantity: int = 1) -> Order:
    line = Line(
        id=new_id(), sku=sku, product_id=f"erp:{sku}", name=sku, quantity=quantity, unit_price=1250,
        list_price=1250, way=way, location_id=at,
    )  # fmt: skip
    order = PlaceOrder(
        order_id=new_id(),
        channel="counter",
        placed_in="north",
        placed_at=datetime.now(UTC),
        currency="EUR",
        lines=(line,),
    )
    await tried.act("order.place", order, STAFF)
    return tried.order(order.order_id)


async def test_products_prices_and_stock_come_in_and_follow_changes(
    tmp_path: Path, erp: tuple[TrytonServer, Path]
) -> None:
    _, path = erp
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await places(tried)
        await tried.start()
        await until(lambda: tried.on_hand("MUG") == {"north": 40, "south": 3}, "the mugs of both warehouses")
        await until(lambda: price_of(tried, "LAMP") == 8990, "the lamp's price")
        eyes = rest(path)
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
        await eyes.close()


async def test_an_order_becomes_one_sale_and_its_handover_moves_the_stock(
    tmp_path: Path, erp: tuple[TrytonServer, Path]
) -> None:
    server, path = erp
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await places(tried)
        await tried.start()
        await until(lambda: tried.on_hand("MUG") == {"north": 40, "south": 3}, "stock")
        await tried.kill()
        server.stop()  # the ERP is away while the order is taken
        await tried.start()
        order = await place(tried, "MUG", Way.PICKUP, "north", 2)
        await until(lambda: "does not answer" in tried.health()["last_error"], "the connector to notice")
        await server.start()
        eyes = rest(path)
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
        await eyes.close()


async def test_what_the_warehouse_does_in_tryton_shows_at_the_desk(
    tmp_path: Path, erp: tuple[TrytonServer, Path]
) -> None:
    _, path = erp
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await places(tried)
        await tried.start()
        await until(lambda: tried.on_hand("RUG") == {"north": 5, "south": 2}, "stock")
        order = await place(tried, "RUG", Way.PICKUP, "south")
        assert order.fulfilments[0].location_id == "south"
        eyes = rest(path)

        async def look() -> list[dict[str, Any]]:
            return await eyes.find("stock.shipment.out", ("state",), [["state", "!=", "draft"]])

        shipments = await eventually(look, bool, "the shipment in Tryton")
        for button in ("assign_try", "pick"):
            await eyes.press("stock.shipment.out", shipments[0]["id"], button)
        await until(
            lambda: tried.order(order.id).fulfilments[0].state is FulfilmentState.PICKING,
            "picking at the desk",
        )
        await eyes.close()


async def test_returns_counts_and_shortages_of_the_stores_reach_tryton_once(
    tmp_path: Path, erp: tuple[TrytonServer, Path]
) -> None:
    _, path = erp
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await places(tried)
        await tried.start()
        await until(lambda: tried.on_hand("MUG") == {"north": 40, "south": 3}, "stock")
        eyes = rest(path)

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
        south = Device("counter-south", "staff", "south")
        back = ReturnLine(
            order_line_id=order.lines[0].id, sku="MUG", quantity=1, reason=ReturnReason.COLOUR, refund=1250
        )
        body = MakeReturn(
            return_id=new_id(),
            order_id=order.id,
            location_id="south",
            lines=(back,),
            made_at=datetime.now(UTC),
        )
        await tried.act("return.make", body, south)
        await tried.kill()
        await tried.act(
            "stock.count", CountStock(sku="MUG", difference=-3, reason="broken", by="clerk"), STAFF
        )
        await tried.start()
        await eventually(shelf, lambda s: s == [35, 4], "the return and the count in Tryton")
        (credit,) = await eyes.find(
            "sale.sale", ("state", "shipment_returns.state"), [["reference", "=", body.return_id]]
        )
        assert [shipment["state"] for shipment in credit["shipment_returns"]] == ["done"]
        await tried.kill()
        await tried.start()
        await until(lambda: tried.count("waiting") == 0, "rest")
        assert tried.on_hand("MUG") == {"north": 35, "south": 4}  # what we told is not told back to us
        assert await shelf() == [35, 4]
        assert tried.count("dead") == 0
        await eyes.close()
