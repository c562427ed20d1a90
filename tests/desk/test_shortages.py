"""What a location cannot serve: other goods instead, the whole elsewhere, and the same SKU in other orders."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bus.desk import catalogue
from bus.desk.audit import audit
from bus.desk.rules import Rules
from shared.cache.fold import Entry, fold_order
from shared.domain.messages import Result
from shared.domain.states import FulfilmentState, OrderState, PaymentState, Way
from tests.desk.house import NOON, House, line, product, staff

NORTH = staff("north")


def substitute(house: House, sku: str = "vase", shown: int = 1_000, **more: Any) -> Result:
    quantity = more.pop("quantity", 1)
    new = line(9, sku, quantity, unit_price=shown, name="Whatever").model_dump(mode="json")
    body = {"order_id": "o1", "fulfilment_id": "o1:1", "line_id": "l1", "line": new, "reason": "not_in_stock"}
    return house.send(NORTH, "fulfilment.substitute", body | more)


def short(house: House, order_id: str, reason: str = "not_in_stock", **quantities: int) -> Result:
    body = {"order_id": order_id, "fulfilment_id": f"{order_id}:1", "reason": reason}
    return house.send(NORTH, "fulfilment.short", {**body, "quantities": quantities})


@pytest.fixture
def picking(house: House) -> House:
    """Order o1 of two lamps and a rug is picked in the north, where a vase stands beside."""
    house.stock({"lamp": {"north": 2, "depot": 9}, "rug": {"north": 1}, "vase": {"north": 1}})
    house.place(line(1, "lamp", 2), line(2, "rug"))
    assert house.step(NORTH, "pick").status == "applied"
    return house


def test_a_substitute_takes_the_place_of_missing_pieces_and_is_handed_over(picking: House) -> None:
    assert substitute(picking).status == "applied"
    order = picking.order("o1")
    assert [(x.sku, x.quantity - x.cancelled, x.instead_of) for x in order.lines] == [
        ("lamp", 1, ""),
        ("rug", 1, ""),
        ("vase", 1, "l1"),
    ]
    assert order.lines[2].name == "Vase"
    assert [(p.sku, p.quantity, p.picked) for p in order.fulfilments[0].parts] == [
        ("lamp", 1, 0),
        ("rug", 1, 0),
        ("vase", 1, 1),
    ]
    assert len(order.fulfilments) == 1, "what was replaced is not sourced again"
    lamp, vase = picking.level("lamp", "north"), picking.level("vase", "north")
    assert ((lamp.on_hand, lamp.reserved), (vase.on_hand, vase.reserved)) == ((1, 1), (1, 1))
    assert picking.step(NORTH, "ready", picked={"l1": 1, "l2": 1, "l9": 1}).status == "applied"
    assert picking.step(NORTH, "collect", paid=order.due).status == "applied"
    assert picking.level("vase", "north").on_hand == 0
    assert picking.order("o1").state is OrderState.COMPLETED
    assert "order.swapped" in picking.events()


@pytest.mark.parametrize(
    ("now", "shown", "charged", "refunded", "due"),
    [
        (800, 800, 800, 200, 0),  # cheaper: the difference goes back
        (1_300, 1_300, 1_300, 0, 300),  # dearer, and the shopper agreed
        (1_300, 1_000, 1_000, 0, 0),  # dearer, at the old price
        (1_300, 5, 1_000, 0, 0),  # a price that was never asked does not hold
        (800, 1_000, 800, 200, 0),
    ],
)
def test_the_money_of_a_substitute_is_right(
    picking: House, now: int, shown: int, charged: int, refunded: int, due: int
) -> None:
    put = [product("lamp"), product("rug"), product("vase", now)]
    picking.database.write(lambda conn: catalogue.put_products(conn, "shop", put, NOON.replace(year=2025)))
    picking.later(days=30)  # the vase's first price is not honoured any more
    picking.send(NORTH, "payment.note", {"order_id": "o1", "action": "take", "amount": 3_000})
    assert substitute(picking, shown=shown).status == "applied"
    order = picking.order("o1")
    assert order.lines[2].unit_price == charged
    assert (order.payment.paid, order.payment.refunded, order.due) == (3_000, refunded, due)
    if due:
        assert order.payment.state is PaymentState.PENDING, "it is not paid while something is due"
        assert picking.send(
            NORTH, "payment.note", {"order_id": "o1", "action": "take", "amount": due}
        ).status == ("applied")
        assert picking.order("o1").payment.state is PaymentState.PAID


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({"quantity": 2}, "Not available"),
        ({"sku": "lamp"}, "This is no alternative"),
        ({"sku": "never-heard-of"}, "This is no alternative"),
        ({"quantity": 3}, "So many pieces are not in this fulfilment"),
        (
            {"line_id": "l2", "line": line(1, "vase").model_dump(mode="json")},
            "The alternative needs a line id",
        ),
    ],
)
def test_a_substitute_that_cannot_be_is_refused_and_changes_nothing(
    picking: House, change: dict[str, Any], title: str
) -> None:
    before = picking.order("o1")
    result = substitute(picking, **change)
    assert result.problem is not None
    assert result.problem.title.startswith(title)
    assert picking.order("o1") == before
    assert picking.level("vase", "north").reserved == 0


def test_what_is_packed_gets_no_substitute(picking: House) -> None:
    picking.step(NORTH, "ready", picked={"l1": 2, "l2": 1})
    result = substitute(picking)
    assert result.problem is not None
    assert "collect" in result.problem.legal


def test_a_substitute_is_shown_on_the_device_before_the_hub_has_seen_it(picking: House) -> None:
    new = line(9, "vase", name="Vase")
    body = {"order_id": "o1", "fulfilment_id": "o1:1", "line_id": "l1", "reason": "damaged", "by": "ann"}
    text = {**body, "line": new.model_dump(mode="json")}
    before = picking.order("o1")
    entry = Entry(1, "m", "fulfilment.substitute", 1, picking.now, "o1", json.dumps(text), "waiting")
    forecast = fold_order(before, entry)
    assert picking.send(NORTH, "fulfilment.substitute", text).status == "applied"
    assert forecast == picking.order("o1")


@pytest.fixture
def strict(make_house: Callable[..., House]) -> House:
    """A house whose retailer wants fulfilments whole, and believes a shelf that is found empty."""
    terms = {"partial_rejection": False, "collateral_rejection": True}
    house = make_house(rules=Rules.model_validate({"terms": terms}))
    house.stock({"lamp": {"north": 4, "depot": 9}, "rug": {"north": 9, "depot": 9}})
    return house


def test_without_partial_rejection_all_of_a_fulfilment_goes_elsewhere(strict: House) -> None:
    strict.place(line(1, "lamp", 2), line(2, "rug"))
    assert short(strict, "o1", "damaged", l1=1).status == "applied"
    order = strict.order("o1")
    assert [(f.location_id, f.state) for f in order.fulfilments] == [
        ("north", FulfilmentState.REJECTED),
        ("depot", FulfilmentState.OPEN),
    ]
    assert [(p.line_id, p.quantity) for p in order.fulfilments[1].parts] == [("l1", 2), ("l2", 1)]
    lamp, rug = strict.level("lamp", "north"), strict.level("rug", "north")
    assert (lamp.on_hand, lamp.blocked, lamp.reserved) == (4, 1, 0), "one was damaged, the other is for sale"
    assert (rug.on_hand, rug.reserved) == (9, 0)


def test_a_shelf_found_empty_sends_every_order_that_waits_there_elsewhere(strict: House) -> None:
    strict.place(line(1, "lamp"), order_id="o1")
    strict.place(line(1, "lamp"), line(2, "rug"), order_id="waits")
    strict.place(line(1, "lamp"), order_id="begun")
    strict.step(NORTH, "pick", "begun", picked={"l1": 1})
    strict.place(line(1, "rug"), order_id="other")
    assert short(strict, "o1", l1=1).status == "applied"
    where = {
        name: [
            (f.location_id, f.way)
            for f in strict.order(name).fulfilments
            if f.state is not FulfilmentState.REJECTED
        ]
        for name in ("o1", "waits", "begun", "other")
    }
    assert where["o1"] == where["waits"][-1:] == [("depot", Way.SHIP_TO_STORE)]
    assert where["begun"] == where["other"] == [("north", Way.PICKUP)]
    level = strict.level("lamp", "north")
    assert (level.on_hand, level.reserved, level.atp) == (1, 1, 0), "what somebody has in hand stays"


def test_the_switches_are_off_and_on_as_documented(house: House) -> None:
    house.stock({"lamp": {"north": 4, "depot": 9}, "rug": {"north": 9}})
    house.place(line(1, "lamp", 1), line(2, "rug"), order_id="o1")
    house.place(line(1, "lamp"), order_id="o2")
    assert short(house, "o1", l1=1).status == "applied"
    assert [f.state for f in house.order("o1").fulfilments] == [FulfilmentState.OPEN] * 2
    assert [f.location_id for f in house.order("o2").fulfilments] == ["north"]


@pytest.fixture
def parcel(house: House) -> House:
    """Order o1 of three lamps and a rug was paid and left the depot for the south, where it is collected."""
    house.stock({"lamp": {"depot": 6}, "rug": {"depot": 1}})
    house.place(
        line(1, "lamp", 3, "ship_to_store", "south", wish="wait"),
        line(2, "rug", 1, "ship_to_store", "south", wish="refund"),
    )
    house.send(staff("south"), "payment.note", {"order_id": "o1", "action": "take", "amount": 4_000})
    for action in ("pick", "pack", "ship"):
        assert house.step(staff("depot"), action).status == "applied"
    return house


def unpack(house: House, reason: str, place: str = "south", **quantities: int) -> Result:
    body = {"order_id": "o1", "fulfilment_id": "o1:1", "reason": reason, "quantities": quantities}
    return house.send(staff(place), "fulfilment.short", body)


def test_what_a_parcel_lacks_is_sent_again_and_given_back_where_nobody_has_it(parcel: House) -> None:
    assert unpack(parcel, "mismatch", l1=2, l2=1).status == "applied"
    assert parcel.step(staff("south"), "arrive").status == "applied"
    order = parcel.order("o1")
    assert [
        (f.location_id, f.state, [(p.line_id, p.quantity) for p in f.parts]) for f in order.fulfilments
    ] == [
        ("depot", FulfilmentState.ARRIVED, [("l1", 1), ("l2", 0)]),
        ("depot", FulfilmentState.OPEN, [("l1", 2)]),
    ]
    assert order.lines[1].cancelled == 1, "nobody has another rug, and its shopper wished the money back"
    assert (order.payment.refunded, order.due, order.held) == (1_000, 0, False)
    here, depot = parcel.level("lamp", "south"), parcel.level("lamp", "depot")
    assert (here.on_hand, here.reserved) == (1, 1)
    assert (depot.on_hand, depot.reserved) == (3, 2)
    assert {"fulfilment.short", "fulfilment.arrived"} <= set(parcel.events())
    assert parcel.database.read(audit).wrong == []


def test_what_comes_damaged_is_there_but_not_for_sale(parcel: House) -> None:
    assert unpack(parcel, "damaged", l1=3, l2=1).status == "applied"
    order, level = parcel.order("o1"), parcel.level("lamp", "south")
    assert [f.state for f in order.fulfilments] == [FulfilmentState.REJECTED, FulfilmentState.OPEN]
    assert (level.on_hand, level.blocked, level.atp) == (3, 3, 0)
    assert ("short:damaged", "o1", "staff-south") in parcel.ledger()
    assert parcel.database.read(audit).wrong == []
    late = parcel.step(staff("south"), "collect", proof={"how": "code"})
    assert late.status == "applied"
    assert parcel.level("lamp", "depot").on_hand == 3, (
        "what never came is not taken from its sender's shelf again"
    )
    assert parcel.database.read(audit).wrong == []


def test_a_parcel_that_got_lost_is_refused_by_the_store_it_was_meant_for(parcel: House) -> None:
    assert parcel.step(staff("depot"), "reject").status == "rejected", "who sent it cannot know what came"
    assert unpack(parcel, "mismatch", "depot", l1=1).status == "rejected"
    assert unpack(parcel, "mismatch", l1=4).status == "rejected"
    assert parcel.step(staff("south"), "reject").status == "applied"
    assert [(f.location_id, f.state) for f in parcel.order("o1").fulfilments] == [
        ("depot", FulfilmentState.REJECTED),
        ("depot", FulfilmentState.OPEN),
    ]
    assert parcel.database.read(audit).wrong == []


def test_a_parcel_on_its_way_gets_no_substitute(parcel: House) -> None:
    new = line(9, "vase").model_dump(mode="json")
    body = {"order_id": "o1", "fulfilment_id": "o1:1", "line_id": "l1", "line": new, "reason": "damaged"}
    result = parcel.send(staff("south"), "fulfilment.substitute", body)
    assert result.problem is not None
    assert "arrive" in result.problem.legal


@pytest.mark.parametrize("missing", [{"l1": 2}, {"l1": 3, "l2": 1}])
def test_a_short_parcel_is_shown_on_the_device_before_the_hub_has_seen_it(
    parcel: House, missing: dict[str, int]
) -> None:
    body = {
        "order_id": "o1",
        "fulfilment_id": "o1:1",
        "reason": "mismatch",
        "quantities": missing,
        "by": "ann",
    }
    entry = Entry(1, "m", "fulfilment.short", 1, parcel.now, "o1", json.dumps(body), "waiting")
    forecast = fold_order(parcel.order("o1"), entry)
    assert parcel.send(staff("south"), "fulfilment.short", body).status == "applied"
    assert forecast is not None
    assert forecast.fulfilments[0] == parcel.order("o1").fulfilments[0]


@pytest.mark.parametrize("asked", [True, False])
def test_staff_may_decide_for_the_others_whatever_the_rule_is(
    house: House, strict: House, asked: bool
) -> None:
    other = strict if not asked else house
    other.stock({"lamp": {"north": 4, "depot": 9}})
    other.place(line(1, "lamp"), order_id="o1")
    other.place(line(1, "lamp"), order_id="waits")
    body = {"order_id": "o1", "fulfilment_id": "o1:1", "reason": "not_in_stock", "others": asked}
    assert other.send(NORTH, "fulfilment.short", {**body, "quantities": {"l1": 1}}).status == "applied"
    assert (other.order("waits").fulfilments[0].state is FulfilmentState.REJECTED) is asked
