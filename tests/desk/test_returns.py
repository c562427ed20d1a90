"""Returns of any channel, blind ones and exchanges: what fits is done, what does not is flagged."""

from typing import Any

import pytest
from sqlalchemy import select

from bus.desk import catalogue, schema
from bus.desk.work import HUB, Device
from shared.domain.messages import Result
from shared.domain.order import Return
from shared.domain.states import PaymentState, ReturnState
from tests.desk.house import House, line, product, staff


def bring(
    house: House,
    quantity: int = 1,
    refund: int = 1_000,
    return_id: str = "r1",
    device: Device | None = None,
    **more: Any,
) -> Result:
    """Bring back lamps of order o1 to the north."""
    back = {"sku": "lamp", "quantity": quantity, "reason": "unwanted", "refund": refund} | more.pop(
        "line", {}
    )
    body = {
        "return_id": return_id,
        "order_id": "o1",
        "location_id": "north",
        "lines": [back],
        "made_at": house.now.isoformat(),
        **more,
    }
    return house.send(device or staff("north"), "return.make", body)


def read(house: House, return_id: str = "r1") -> Return:
    query = select(schema.goods_back.c.body).where(schema.goods_back.c.id == return_id)
    return Return.model_validate_json(house.database.read(lambda conn: conn.execute(query).scalar_one()))


def decide(house: House, *actions: str, return_id: str = "r1") -> Result:
    for action in actions:
        result = house.send(staff("north"), "return.step", {"return_id": return_id, "action": action})
    return result


@pytest.fixture
def sold(house: House) -> House:
    """A house that has handed over two lamps of order o1, paid, and has three left."""
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp", 2))
    for action in ("pick", "ready"):
        house.step(staff("north"), action)
    house.step(staff("north"), "collect", paid=2_000)
    house.later(days=1)
    return house


def test_what_fits_is_taken_back_in_one_go(sold: House) -> None:
    assert bring(sold).status == "applied"
    assert read(sold).state is ReturnState.COMPLETED
    order = sold.order("o1")
    assert (order.payment.refunded, order.payment.state) == (1_000, PaymentState.PART_REFUNDED)
    assert (order.lines[0].returned, order.lines[0].credited, order.due) == (1, 1_000, 0)
    assert sold.level("lamp", "north").atp == 4


@pytest.mark.parametrize(
    ("condition", "disposition", "on_hand", "atp"),
    [
        ("sellable", "restock", 4, 4),
        ("opened", "vendor", 4, 3),
        ("damaged", "damage", 4, 3),
        ("damaged", "restock", 4, 3),
    ],
)
def test_condition_and_disposition_decide_what_may_be_sold(
    sold: House, condition: str, disposition: str, on_hand: int, atp: int
) -> None:
    bring(sold, line={"condition": condition, "disposition": disposition})
    level = sold.level("lamp", "north")
    assert (level.on_hand, level.atp) == (on_hand, atp)


@pytest.mark.parametrize(
    ("what", "flag"),
    [
        ({"quantity": 3, "refund": 2_000}, "more_than_bought"),
        ({"made_at": "2026-11-01T10:00:00Z"}, "before_bought"),
        ({"refund": 1_500}, "price_never_charged"),
        ({"order_id": "nobody"}, "unknown_order"),
        ({"line": {"sku": "rug"}}, "more_than_bought"),
        ({"quantity": 2, "refund": 2_001}, "more_than_paid"),
    ],
)
def test_what_does_not_fit_is_flagged_and_changes_nothing(
    sold: House, what: dict[str, Any], flag: str
) -> None:
    assert bring(sold, **what).status == "applied"
    made = read(sold)
    assert flag in made.flags
    assert made.state is ReturnState.FLAGGED
    assert sold.order("o1").payment.refunded == 0
    assert sold.level("lamp", "north").on_hand == 3


def test_pieces_cannot_come_back_twice(sold: House) -> None:
    bring(sold, 2, 2_000)
    bring(sold, 1, 0, "r2")
    assert read(sold, "r2").flags == ("already_returned",)


def test_a_flagged_return_is_decided_by_staff(sold: House) -> None:
    bring(sold, 1, 1_500)
    assert decide(sold, "complete").problem.legal == ("accept", "cancel")  # type: ignore[union-attr]
    assert decide(sold, "accept", "receive", "complete").status == "applied"
    assert sold.order("o1").payment.refunded == 1_500
    assert sold.level("lamp", "north").on_hand == 4


def test_a_cancelled_return_leaves_room_for_the_next(sold: House) -> None:
    bring(sold, 2, 2_500)
    decide(sold, "cancel")
    bring(sold, 2, 2_000, "r2")
    assert read(sold, "r2").state is ReturnState.COMPLETED


def test_a_blind_return_needs_a_price_that_was_once_asked(house: House) -> None:
    house.database.write(lambda conn: catalogue.put_products(conn, "shop", [product("lamp", 800)], house.now))
    bring(house, 1, 1_000, "old", order_id="")
    assert read(house, "old").state is ReturnState.COMPLETED
    bring(house, 1, 999, "never", order_id="")
    assert read(house, "never").flags == ("price_never_charged",)
    bring(house, 1, 1_000, "strange", order_id="", line={"sku": "unheard-of"})
    assert read(house, "strange").flags == ("unknown_article",)
    assert house.level("lamp", "north").on_hand == 1


def test_a_return_announced_by_the_web_waits_for_its_goods(sold: House) -> None:
    bring(sold, device=HUB)
    assert read(sold).state is ReturnState.REQUESTED
    decide(sold, "accept", "receive", "complete")
    assert sold.order("o1").payment.refunded == 1_000


def test_an_exchange_is_netted_in_one_go(sold: House) -> None:
    sold.stock({"vase": {"north": 2}})
    new = {
        "order_id": "o2",
        "placed_at": sold.now.isoformat(),
        "currency": "EUR",
        "lines": [line(1, "vase").model_dump(mode="json")],
        "channel": "counter",
    }
    assert bring(sold, 2, 2_000, exchange=new).status == "applied"
    old, out = sold.order("o1"), sold.order("o2")
    assert (out.payment.paid, out.due, out.payment.state) == (1_000, 0, PaymentState.PAID)
    assert (old.payment.refunded, old.due) == (2_000, 0)
    assert read(sold).exchange_order_id == "o2"
    assert sold.events().count("payment.refunded") == 1
    assert sold.level("vase", "north").reserved == 1


def test_what_was_not_paid_is_no_longer_owed(house: House) -> None:
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp", 2))
    for action in ("pick", "ready", "collect"):
        house.step(staff("north"), action)
    assert bring(house, 1, 0).status == "applied"
    order = house.order("o1")
    assert (order.due, order.payment.refunded) == (1_000, 0)
