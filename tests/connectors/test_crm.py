"""The CRM's connector against a living Tryton: part of `./run test real`."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bus.desk.work import Device
from shared.domain.base import new_id
from shared.domain.baskets import KeepBasket, KeptLine
from shared.domain.states import Action
from tests.connectors.kit import eventually, trial
from tests.connectors.living import ADA, KEY, Crm, bring_back, place, seal
from tests.waiting import until

pytestmark = pytest.mark.real


@pytest.fixture
async def crm(tmp_path: Path) -> AsyncIterator[Crm]:
    async with Crm.living(tmp_path) as crm:
        yield crm


async def test_a_customers_orders_and_returns_are_a_history_that_is_written_once(
    tmp_path: Path, crm: Crm
) -> None:
    async with trial(crm.connector, tmp_path, KEY) as tried:
        await crm.furnish(tried)
        await tried.start()
        order = await place(tried, quantity=3, contact=ADA)
        await place(tried)  # nobody that could be known
        sales = await eventually(crm.sales, bool, "the order in the history")
        assert [(s["state"], s["party"]["name"], s["total_amount"]) for s in sales] == [
            ("draft", "Ada Byron", Decimal("37.50"))
        ]
        await tried.kill()
        await crm.server.stop()  # away while the goods are handed over
        await tried.step(order, order.fulfilments[0], Action.PICK, Action.READY, Action.COLLECT)
        await tried.start()
        await until(lambda: "does not answer" in tried.health()["last_error"], "the connector to notice")
        await bring_back(tried, order, "south", 3, 2_500)  # 8.33 and a third for each
        await crm.server.start()
        await eventually(crm.sales, lambda s: len(s) == 2, "the return in the history")
        sales = await eventually(
            crm.sales, lambda s: all(row["state"] == "processing" for row in s), "both to be confirmed"
        )
        assert sorted(s["total_amount"] for s in sales) == [Decimal("-25.00"), Decimal("37.50")]
        assert {s["party"]["id"] for s in sales} == {sales[0]["party"]["id"]}
        await tried.kill()
        await tried.start()
        await until(lambda: tried.count("waiting") == 0, "rest")
        assert len(await crm.sales()) == 2
        assert tried.count("dead") == 0


async def test_a_basket_left_with_consent_is_a_lead_until_its_shopper_buys(tmp_path: Path, crm: Crm) -> None:
    async with trial(crm.connector, tmp_path, KEY) as tried:
        await crm.furnish(tried)
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
        await place(tried, quantity=2, contact=ADA)
        sales = await eventually(crm.sales, bool, "the order")
        assert sales[0]["origin"] == f"sale.opportunity,{lead['id']}"
        await eventually(crm.leads, lambda found: found[0]["state"] == "cancelled", "the lead to be answered")
        assert tried.count("dead") == 0
