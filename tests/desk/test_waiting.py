"""What nobody has follows the shopper's wish; goods and shoppers are not kept waiting for ever."""

from typing import Any

import pytest

from bus.desk.rules import Rules
from shared.domain.states import FulfilmentState, LineState, OrderState, Way
from tests.desk.house import House, kiosk, line, staff


def refuse(
    house: House, order_id: str = "o1", part: int = 1, place: str = "north", quantity: int = 1
) -> None:
    body = {"order_id": order_id, "fulfilment_id": f"{order_id}:{part}", "reason": "no_variance"}
    result = house.send(staff(place), "fulfilment.short", {**body, "quantities": {"l1": quantity}})
    assert result.status == "applied"


def tick(house: House) -> None:
    house.database.write(house.desk.tick)


def test_those_who_wait_are_served_in_their_order(house: House) -> None:
    for order_id in ("first", "second"):
        house.place(line(1, "lamp", 2, way="ship_to_store"), order_id=order_id)
    house.stock({"lamp": {"depot": 3}})
    tick(house)
    assert house.order("first").state is OrderState.PLACED
    assert house.order("second").state is OrderState.ON_HOLD
    assert house.order("second").line_state("l1") is LineState.WAITING
    house.stock({"lamp": {"depot": 4}})
    tick(house)
    assert house.order("second").state is OrderState.PLACED
    assert house.level("lamp", "depot").atp == 0


def test_stock_at_a_place_that_refused_does_not_serve(house: House) -> None:
    house.stock({"lamp": {"north": 1}})
    house.place(line(1, "lamp", wish="wait"))
    refuse(house)
    tick(house)
    order = house.order("o1")
    assert order.state is OrderState.ON_HOLD
    assert house.level("lamp", "north").reserved == 0
    house.stock({"lamp": {"west": 1}})
    tick(house)
    assert [f.location_id for f in house.order("o1").fulfilments] == ["north", "west"]


def test_a_refund_is_carried_out_by_itself(house: House) -> None:
    house.stock({"lamp": {"north": 1}, "vase": {"north": 1}})
    house.place(line(1, "lamp", wish="refund"), line(2, "vase"), payment="paylink")
    note = {"order_id": "o1", "action": "take", "amount": 2_000}
    assert house.send(staff("north"), "payment.note", note).status == "applied"
    refuse(house)
    order = house.order("o1")
    assert (order.payment.refunded, order.due, order.held) == (1_000, 0, False)
    assert order.line_state("l1") is LineState.CANCELLED
    assert order.state is OrderState.PLACED


def test_a_swap_takes_the_named_alternative_at_no_higher_price(house: House) -> None:
    house.stock({"lamp": {"north": 1}, "vase": {"depot": 5}})
    house.place(line(1, "lamp", unit_price=1_000, wish="swap", swap_sku="vase"))
    refuse(house)
    order = house.order("o1")
    assert [(x.sku, x.quantity - x.cancelled, x.unit_price) for x in order.lines] == [
        ("lamp", 0, 1_000),
        ("vase", 1, 1_000),
    ]
    assert order.lines[1].name == "Vase"
    assert order.fulfilments[-1].location_id == "depot"


def test_without_the_alternative_the_line_waits(house: House) -> None:
    house.place(line(1, "lamp", wish="swap", swap_sku="vase"), order_id="o1")
    house.place(line(1, "lamp", wish="swap", swap_sku="never-heard-of"), order_id="o2")
    assert house.order("o1").held
    assert house.order("o2").held
    house.stock({"vase": {"depot": 5}, "lamp": {"depot": 1}})
    tick(house)
    assert house.order("o1").lines[0].sku == "lamp"
    assert not house.order("o1").held


def test_other_store_moves_the_collection_to_where_the_goods_are(make_house: Any) -> None:
    house = make_house(rules=Rules.model_validate({"rule": [{"name": "warehouse", "kinds": ["warehouse"]}]}))
    house.stock({"lamp": {"south": 1, "west": 1}})
    house.place(line(1, "lamp", wish="other_store"))
    order = house.order("o1")
    assert [(f.way, f.location_id, f.collect_at) for f in order.fulfilments] == [
        (Way.PICKUP, "south", "south")
    ]
    assert "order.moved" in house.events()


@pytest.mark.parametrize(
    ("wish", "state"),
    [("refund", OrderState.CANCELLED), ("wait", OrderState.ON_HOLD), ("swap", OrderState.PLACED)],
)
def test_staff_may_decide_otherwise(house: House, wish: str, state: OrderState) -> None:
    house.place(line(1, "lamp", wish="wait"))
    house.stock({"vase": {"north": 1}})
    body = {"order_id": "o1", "line_id": "l1", "wish": wish, "swap_sku": "vase", "by": "ann"}
    assert house.send(staff("north"), "order.settle", body).status == "applied"
    assert house.order("o1").state is state


def test_what_waits_can_be_cancelled(house: House) -> None:
    house.place(line(1, "lamp", 2), line(2, "vase"))
    assert (
        house.send(kiosk("north"), "order.cancel", {"order_id": "o1", "quantities": {"l1": 1}}).status
        == "applied"
    )
    house.stock({"lamp": {"depot": 1}})
    tick(house)
    order = house.order("o1")
    assert order.line_state("l1") is LineState.OPEN
    assert order.line_state("l2") is LineState.WAITING


def test_goods_not_collected_in_time_go_back_on_sale(house: House) -> None:
    house.stock({"lamp": {"north": 1}})
    house.place(line(1, "lamp"))
    house.step(staff("north"), "pick", paid=1_000)
    house.step(staff("north"), "ready")
    house.later(days=6)
    tick(house)
    assert house.order("o1").state is OrderState.READY
    house.later(days=2)
    tick(house)
    order = house.order("o1")
    assert order.fulfilments[0].state is FulfilmentState.EXPIRED
    assert (order.payment.refunded, order.due) == (1_000, 0)
    assert house.level("lamp", "north").atp == 1


def test_devices_forget_an_order_a_month_after_it_ended(house: House) -> None:
    house.stock({"lamp": {"north": 2}})
    for order_id in ("over", "alive"):
        house.place(line(1, "lamp"), order_id=order_id)
        for action in ("pick", "ready", "collect"):
            house.step(staff("north"), action, order_id)
    house.step(staff("north"), "undo_collect", "alive")
    for _ in range(5):  # so that it does not expire while it waits
        house.later(days=5, hours=20)
        house.step(staff("north"), "collect", "alive")
        house.step(staff("north"), "undo_collect", "alive")
        tick(house)
    assert set(house.feed("store:north", "order")) == {"over", "alive"}
    house.later(days=1)
    tick(house)
    assert set(house.feed("store:north", "order")) == {"alive"}
    assert set(house.feed("kiosk:north", "order")) == {"alive"}
    assert house.order("over").state is OrderState.COMPLETED
