"""Histories that nobody plans: goods handed over after all, devices that claim too much, counts that come late."""

from typing import Any

import pytest

from bus.desk import catalogue
from bus.desk.work import HUB
from shared.domain.catalogue import Price, Product, Promotion, Variant
from shared.domain.messages import PlaceOrder, Result
from shared.domain.states import FulfilmentState, OrderState, PaymentState
from tests.desk.house import NOON, House, kiosk, line, staff

NORTH = staff("north")


def act(house: House, kind: str, **body: Any) -> Result:
    return house.send(NORTH, kind, {"order_id": "o1", **body})


def collected(house: House, quantity: int = 1, paid: int = 0) -> None:
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp", quantity))
    for action in ("pick", "ready"):
        house.step(NORTH, action)
    assert house.step(NORTH, "collect", paid=paid).status == "applied"


def come_back(house: House, place: str = "north", quantity: int = 1, refund: int = 0, **more: Any) -> Result:
    back = {"order_line_id": "l1", "sku": "lamp", "quantity": quantity, "reason": "unwanted"}
    body = {"return_id": "r1", "location_id": place, "made_at": house.now.isoformat(), **more}
    return act(house, "return.make", **body, lines=[{**back, "refund": refund}])


def test_goods_handed_over_while_the_shopper_cancelled_are_gone_and_owed(house: House) -> None:
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp", 2))
    house.step(NORTH, "pick", paid=2_000)
    house.step(NORTH, "ready")
    house.send(kiosk("north"), "order.cancel", {"order_id": "o1"})
    assert house.order("o1").payment.refunded == 2_000
    assert house.step(NORTH, "collect", proof={"how": "code"}).status == "applied"
    order = house.order("o1")
    assert (order.state, order.due) == (OrderState.COMPLETED, 2_000)
    assert (house.level("lamp", "north").on_hand, house.level("lamp", "north").reserved) == (3, 0)


def test_goods_handed_over_after_they_were_called_missing_are_gone_and_owed(house: House) -> None:
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp", 2, wish="refund"))
    house.step(NORTH, "pick")
    act(house, "fulfilment.short", fulfilment_id="o1:1", quantities={"l1": 2}, reason="no_variance")
    assert house.order("o1").state is OrderState.CANCELLED
    assert house.step(NORTH, "collect", proof={"how": "code"}).status == "applied"
    order = house.order("o1")
    assert (order.fulfilments[0].state, order.due) == (FulfilmentState.COLLECTED, 2_000)
    assert house.level("lamp", "north").on_hand == 3


def test_goods_handed_over_and_their_replacement_too_are_twice_as_many(house: House) -> None:
    house.stock({"lamp": {"north": 1, "depot": 1}})
    house.place(line(1, "lamp"))
    house.step(NORTH, "pick", paid=1_000)
    act(house, "fulfilment.short", fulfilment_id="o1:1", quantities={"l1": 1}, reason="no_variance")
    assert house.step(NORTH, "collect", proof={"how": "code"}).status == "applied"
    assert house.order("o1").fulfilments[1].state is FulfilmentState.CANCELLED
    assert house.step(NORTH, "collect", part=2, proof={"how": "code"}).status == "applied"
    order = house.order("o1")
    assert (order.lines[0].quantity, order.lines[0].cancelled, order.due) == (2, 0, 1_000)
    assert order.payment.state is PaymentState.PENDING
    assert (house.level("lamp", "north").on_hand, house.level("lamp", "depot").on_hand) == (0, 0)


def test_a_handover_is_not_undone_when_goods_of_it_have_come_back(house: House) -> None:
    collected(house, paid=1_000)
    assert come_back(house, refund=1_000).status == "applied"
    result = house.step(NORTH, "undo_collect")
    assert result.problem is not None
    assert "come back" in result.problem.detail
    assert house.level("lamp", "north").on_hand == 5, "no lamp came twice"


def test_a_claim_and_a_second_here_i_am_do_not_stretch_the_time_for_undoing(house: House) -> None:
    collected(house)
    house.later(minutes=29)
    act(house, "fulfilment.claim", fulfilment_id="o1:1", by="ann")
    house.later(minutes=2)
    assert house.step(NORTH, "undo_collect").status == "rejected"


def test_here_i_am_again_keeps_since_when_and_says_when_it_is_outside(house: House) -> None:
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp"))
    for action in ("pick", "ready"):
        house.step(NORTH, action)
    assert act(house, "customer.here").status == "applied"
    house.later(minutes=4)
    assert act(house, "customer.here").status == "applied"
    assert house.order("o1").fulfilments[0].changed_at == NOON
    assert act(house, "customer.here", curbside=True).status == "applied"
    assert house.order("o1").fulfilments[0].outside
    assert house.events().count("customer.here") == 2


def test_what_becomes_of_lines_is_not_for_a_device_to_say(house: House) -> None:
    house.stock({"lamp": {"north": 5}})
    claimed: dict[str, Any] = {"credited": 2_000, "cancelled": 1, "returned": 1, "instead_of": "l7"}
    assert house.place(line(1, "lamp", 2, **claimed)).status == "applied"
    order = house.order("o1")
    assert order.due == 2_000
    assert order.lines[0] == line(1, "lamp", 2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unit_price": -1_000}, "unit_price"),
        ({"location_id": ""}, "where to collect"),
        ({"quantity": 0}, "quantity"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_in_words(
    house: House, change: dict[str, Any], words: str
) -> None:
    body = PlaceOrder(order_id="o1", placed_at=house.now, currency="EUR", lines=(line(1, "lamp"),))
    content = body.model_dump(mode="json")
    content["lines"][0] |= change
    result = house.send(kiosk("north"), "order.place", content)
    assert result.problem is not None
    assert words in f"{result.problem.title} {result.problem.detail}"


def test_a_device_cannot_have_shown_prices_of_another_currency(house: House) -> None:
    body = PlaceOrder(order_id="o1", placed_at=house.now, currency="JPY", lines=(line(1, "lamp"),))
    result = house.send(kiosk("north"), "order.place", body)
    assert result.problem is not None
    assert result.problem.detail == "EUR, not JPY"


@pytest.mark.parametrize("days", [-400, 400])
def test_no_clock_of_a_device_opens_an_offer_of_another_time(house: House, days: int) -> None:
    over = Promotion(amount=100, starts=NOON.replace(year=2025), ends=NOON.replace(year=2025, month=12))
    due = Promotion(amount=100, starts=NOON.replace(year=2027), ends=NOON.replace(year=2028))
    price = Price(amount=1_000, currency="EUR", promotion=over if days < 0 else due)
    goods = Product(id="shop:lamp", name="Lamp", variants=(Variant(sku="lamp", price=price),))
    house.database.write(lambda conn: catalogue.put_products(conn, "shop", [goods], NOON))
    shown = line(1, "lamp", unit_price=100)
    when = NOON.replace(year=2025 if days < 0 else 2027)
    body = PlaceOrder(order_id="o1", placed_at=when, currency="EUR", lines=(shown,))
    assert house.send(kiosk("north"), "order.place", body).status == "applied"
    assert house.order("o1").total == 1_000


def test_a_terminal_that_declines_the_rest_leaves_what_was_paid(house: House) -> None:
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp", 2))
    act(house, "payment.note", action="take", amount=500)
    assert act(house, "payment.note", action="decline").status == "applied"
    payment = house.order("o1").payment
    assert (payment.state, payment.paid) == (PaymentState.PENDING, 500)


def test_an_exchange_takes_no_money_that_nobody_knows_about(house: House) -> None:
    collected(house, 2, paid=1_000)
    act(house, "payment.note", action="lose")
    exchange = PlaceOrder(order_id="o2", placed_at=house.now, currency="EUR", lines=(line(1, "rug"),))
    assert come_back(house, quantity=2, refund=1_000, exchange=exchange.model_dump(mode="json")).status == (
        "applied"
    )
    assert (house.order("o1").payment.refunded, house.order("o2").payment.paid) == (0, 0)
    act(house, "payment.note", action="take", amount=1_000)
    assert house.order("o1").payment.refunded == 2_000, "all of it goes back when it is known"


def test_amounts_that_nobody_pays_are_refused_and_sums_have_no_limit(house: House) -> None:
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp"))
    assert act(house, "payment.note", action="take", amount=10**13).status == "rejected"
    assert house.step(NORTH, "pick", paid=10**13).status == "rejected"
    for _ in range(3):
        assert act(house, "payment.note", action="take", amount=10**12).status == "applied"
    order = house.order("o1")
    assert (order.payment.paid, order.due) == (3 * 10**12, 0)


def test_what_is_not_there_is_neither_missing_nor_cancelled(house: House) -> None:
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp"))
    nothing = act(house, "fulfilment.short", fulfilment_id="o1:1", quantities={}, reason="mismatch")
    assert nothing.problem is not None
    other = act(house, "order.cancel", quantities={"l9": 1})
    assert other.problem is not None
    assert other.problem.title == "There is no such line"


def test_a_line_is_swapped_piece_by_piece(house: House) -> None:
    house.stock({"lamp": {"north": 2}, "vase": {"depot": 2}})
    house.place(line(1, "lamp", 2, wish="swap", swap_sku="vase"))
    for _ in range(2):
        act(house, "fulfilment.short", fulfilment_id="o1:1", quantities={"l1": 1}, reason="damaged")
    order = house.order("o1")
    assert [(x.sku, x.quantity - x.cancelled, x.instead_of) for x in order.lines] == [
        ("lamp", 0, ""),
        ("vase", 1, "l1"),
        ("vase", 1, "l1"),
    ]
    assert not order.held


def test_a_late_count_leaves_no_fewer_than_none(house: House) -> None:
    house.stock({"lamp": {"north": 1}})
    assert act(house, "stock.count", sku="lamp", difference=-5).status == "applied"
    assert house.level("lamp", "north").on_hand == 0
    assert act(house, "stock.count", sku="lamp", difference=-5).status == "applied"
    assert act(house, "stock.count", sku="lamp", difference=2).status == "applied"
    assert house.level("lamp", "north").on_hand == 2


def test_pieces_that_wait_are_served_from_several_places(house: House) -> None:
    house.place(line(1, "lamp", 5, way="ship_to_store", wish="wait"))
    house.stock({"lamp": {"south": 3, "depot": 3}})
    house.database.write(house.desk.tick)
    assert [(f.location_id, f.parts[0].quantity) for f in house.order("o1").fulfilments] == [
        ("depot", 3),
        ("south", 2),
    ]


def test_goods_come_back_where_there_is_a_location_and_never_below_nothing(house: House) -> None:
    collected(house, paid=1_000)
    body = {"return_id": "r1", "location_id": "nowhere", "made_at": house.now.isoformat()}
    back = {"sku": "lamp", "quantity": 1, "reason": "unwanted"}
    nowhere = house.send(HUB, "return.make", {**body, "lines": [back]})
    assert nowhere.problem is not None
    assert nowhere.problem.title == "There is no such location"
    assert come_back(house, refund=-500).status == "rejected"


def test_the_ledger_names_who_did_it(house: House) -> None:
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp"))
    for action in ("pick", "ready"):
        house.step(NORTH, action, by="ann")
    house.step(NORTH, "collect", by="bob")
    assert house.ledger() == [
        ("count", "", "import"),
        ("reserve", "o1", "kiosk-north"),
        ("collect", "o1", "bob"),
    ]
