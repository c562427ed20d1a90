"""Curbside: chosen as a way, told to the hub, and "I am outside" reaches the counter."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from shared.domain.messages import Arrived, Collection, PlaceOrder
from shared.domain.order import Fulfilment, Line, Order, Part
from shared.domain.states import FulfilmentState, Way
from shared.qt.formats import utc_now
from tests.kiosk.shelf import HERE, NEAR, furnish
from tests.kiosk.stage import Stage, play, stage
from tests.waiting import until


async def choose_curbside(on: Stage) -> None:
    """The way page, with the card for the car chosen."""
    await on.go("how")
    checkout = on.screen.kiosk.checkout
    await until(lambda: any(o["icon"] == "car" for o in checkout.options), "the way to the car")
    place = next(i for i, option in enumerate(checkout.options) if option["icon"] == "car")
    await on.tap(f"how-{place}")
    assert checkout.option == place
    assert checkout.curbside


def test_order_is_brought_to_the_car(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await choose_curbside(on)
            for _ in range(3):
                await on.tap("primary")
            assert kiosk.page == "done"
            [entry] = [e for e in on.device.outbox.pending() if e.kind == "order.place"]
            order = PlaceOrder.model_validate_json(entry.body)
            assert order.curbside
            assert {line.location_id for line in order.lines} == {NEAR}
            assert any("030 555" in step["detail"] for step in kiosk.checkout.next)

    play(qapp, story)


def test_basket_changed_on_the_way_is_looked_at_again(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await choose_curbside(on)
            await on.tap("primary")
            kiosk.show("chair")
            await until(lambda: kiosk.product.productId == "chair" and bool(kiosk.product.ways), "the chair")
            await on.tap("primary")
            assert not kiosk.checkout.curbside
            kiosk.back()
            assert kiosk.page not in {"how", "contact", "review"}

    play(qapp, story)


def test_counter_is_told_who_waits_outside(qapp: QGuiApplication, folder: Path) -> None:
    line = Line(
        id="l", sku="lamp", product_id="lamp", name="Lamp", quantity=1, unit_price=6400, list_price=6400,
        way=Way.PICKUP, location_id=HERE,
    )  # fmt: skip
    part = Fulfilment(
        id="f", way=Way.PICKUP, location_id=HERE, collect_at=HERE, state=FulfilmentState.READY,
        parts=(Part(line_id="l", sku="lamp", quantity=1),),
    )  # fmt: skip
    order = Order(
        id="o", code="2CD5PK40", placed_in=HERE, placed_at=utc_now(), currency="EUR", lines=(line,),
        fulfilments=(part,), curbside=True,
    )  # fmt: skip

    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("collect")
            on.screen.kiosk.collect.type("2cd5 pk40")
            await until(lambda: on.screen.kiosk.collect.found, "the order")
            await on.rest()
            await on.tap("outside")
            [entry] = [e for e in on.device.outbox.pending() if e.kind == "customer.here"]
            assert Arrived.model_validate_json(entry.body) == Arrived(order_id="o", curbside=True)
            assert "Stay in your car" in on.screen.kiosk.collect.where
            kept = on.device.orders.get("o")
            assert kept is not None
            assert kept.fulfilments[0].outside

    furnish(folder, [(Collection.ORDER, "o", order)])
    play(qapp, story)
