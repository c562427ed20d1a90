"""Orders are placed, priced, reserved and cancelled, once each."""

from typing import Any

import pytest

from bus.desk import catalogue
from bus.desk.work import Device
from shared.crypto import public_key, seal
from shared.domain.order import Order
from shared.domain.people import Contact
from shared.domain.promise import Promise
from shared.domain.states import FulfilmentState, OrderState, Way
from tests.desk.house import PLACES, House, kiosk, line, staff


def test_a_pickup_is_reserved_where_it_is_collected(house: House) -> None:
    house.stock({"lamp": {"north": 3}})
    result = house.place(line(1, "lamp", 2))
    assert result.status == "applied"
    level = house.level("lamp", "north")
    assert (level.on_hand, level.reserved, level.atp) == (3, 2, 1)
    order = house.order("o1")
    assert [(f.location_id, f.way) for f in order.fulfilments] == [("north", Way.PICKUP)]
    assert order.state is OrderState.PLACED


def test_goods_of_another_place_come_to_the_store_of_collection(house: House) -> None:
    house.stock({"lamp": {"depot": 5}, "vase": {"depot": 5, "south": 9}})
    house.place(line(1, "lamp", way="ship_to_store"), line(2, "vase", way="ship_to_store"))
    order = house.order("o1")
    assert [(f.location_id, f.collect_at, len(f.parts)) for f in order.fulfilments] == [("depot", "north", 2)]


def test_receipt_goes_to_the_address_given_with_the_wish_or_to_the_orders_own(house: House) -> None:
    house.stock({"lamp": {"depot": 5}})
    house.place(line(1, "lamp", way="ship_to_store", at="north"), curbside=True)
    assert house.order("o1").curbside
    asked = house.send(kiosk("north"), "receipt.send", {"order_id": "o1"})
    assert asked.status == "rejected"
    sealed = seal(Contact(email="ada@example.com").model_dump_json(), public_key(house.key))
    wish = {"order_id": "o1", "sealed_contact": sealed}
    assert house.send(kiosk("north"), "receipt.send", wish).status == "applied"
    contact = house.order("o1").contact
    assert contact is not None
    assert (contact.email, contact.notify) == ("ada@example.com", "none")
    assert "ada@" not in house.feed("kiosk:north", "order")["o1"]
    assert house.send(kiosk("south"), "receipt.send", wish).status == "rejected"
    assert house.events().count("receipt.asked") == 1


def test_every_place_concerned_sees_the_order_and_kiosks_see_no_contact(house: House) -> None:
    house.stock({"lamp": {"depot": 5}})
    sealed = seal(Contact(name="Ada Canary").model_dump_json(), public_key(house.key))
    house.place(line(1, "lamp", way="ship_to_store", at="south"), sealed_contact=sealed)
    for place in ("north", "south", "depot"):
        full = Order.model_validate_json(house.feed(f"store:{place}", "order")["o1"])
        assert full.contact == Contact(name="Ada Canary")
        assert "Canary" not in house.feed(f"kiosk:{place}", "order")["o1"]
    assert house.feed("store:west", "order") == {}


def test_the_same_item_again_gives_the_same_result_and_no_second_order(house: House) -> None:
    house.stock({"lamp": {"north": 9}})
    body: dict[str, Any] = {"order_id": "o1", "placed_at": house.now.isoformat(), "currency": "EUR"}
    body["lines"] = [line(1, "lamp").model_dump(mode="json")]
    first = house.send(kiosk("north"), "order.place", body, "same")
    again = house.send(kiosk("north"), "order.place", body, "same")
    assert again == first
    assert house.level("lamp", "north").reserved == 1
    other = house.send(kiosk("north"), "order.place", body | {"order_id": "o2"}, "same")
    assert other.problem is not None
    assert other.problem.status == 422
    assert house.level("lamp", "north").reserved == 1


def test_what_nobody_has_puts_the_order_on_hold(house: House) -> None:
    result = house.place(line(1, "lamp"))
    assert result.status == "applied"
    assert house.order("o1").state is OrderState.ON_HOLD


def test_a_pickup_goes_from_picking_to_the_shopper(house: House) -> None:
    house.stock({"lamp": {"north": 3}})
    house.place(line(1, "lamp", 2))
    for action in ("pick", "ready"):
        assert house.step(staff("north"), action).status == "applied"
    assert house.step(staff("north"), "collect", paid=2_000).status == "applied"
    order = house.order("o1")
    assert order.state is OrderState.COMPLETED
    assert order.due == 0
    level = house.level("lamp", "north")
    assert (level.on_hand, level.reserved) == (1, 0)


def test_an_illegal_step_is_rejected_and_says_what_is_legal(house: House) -> None:
    house.stock({"lamp": {"north": 3}})
    house.place(line(1, "lamp"))
    result = house.step(staff("north"), "collect")
    assert result.status == "rejected"
    assert result.problem is not None
    assert result.problem.legal == ("pick", "reject", "cancel")


def test_a_shipped_order_stands_in_the_stock_of_the_store_it_arrived_at(house: House) -> None:
    house.stock({"lamp": {"depot": 3}})
    house.place(line(1, "lamp", way="ship_to_store"))
    for action in ("pick", "pack", "ship"):
        assert house.step(staff("depot"), action).status == "applied"
    assert house.level("lamp", "depot").on_hand == 2
    assert house.step(staff("depot"), "arrive").status == "rejected"
    assert house.step(staff("north"), "arrive").status == "applied"
    assert (house.level("lamp", "north").on_hand, house.level("lamp", "north").atp) == (1, 0)
    assert house.step(staff("north"), "collect").status == "applied"
    assert house.level("lamp", "north").on_hand == 0


def test_short_pieces_come_from_elsewhere_and_never_from_the_same_place(house: House) -> None:
    house.stock({"lamp": {"north": 2, "south": 1}})
    house.place(line(1, "lamp", 1))
    body = {"order_id": "o1", "fulfilment_id": "o1:1", "quantities": {"l1": 1}, "reason": "no_variance"}
    assert house.send(staff("north"), "fulfilment.short", body).status == "applied"
    order = house.order("o1")
    assert [(f.location_id, f.state) for f in order.fulfilments] == [
        ("north", FulfilmentState.REJECTED),
        ("south", FulfilmentState.OPEN),
    ]
    again = body | {"fulfilment_id": "o1:2"}
    assert house.send(staff("south"), "fulfilment.short", again).status == "applied"
    assert house.order("o1").state is OrderState.ON_HOLD
    assert house.level("lamp", "north").reserved == 0


def test_a_cancelled_line_frees_its_pieces_and_its_money(house: House) -> None:
    house.stock({"lamp": {"north": 3}, "vase": {"north": 1}})
    house.place(line(1, "lamp", 3), line(2, "vase"))
    house.step(staff("north"), "pick", paid=4_000)
    body = {"order_id": "o1", "quantities": {"l1": 2}}
    assert house.send(kiosk("north"), "order.cancel", body).status == "applied"
    order = house.order("o1")
    assert (order.total, order.payment.refunded, order.due) == (2_000, 2_000, 0)
    assert house.level("lamp", "north").reserved == 1
    assert house.send(kiosk("north"), "order.cancel", {"order_id": "o1"}).status == "applied"
    assert house.order("o1").state is OrderState.CANCELLED
    assert house.level("vase", "north").atp == 1


@pytest.mark.parametrize("device", [kiosk("south"), staff("west")])
def test_a_store_that_has_nothing_to_do_with_an_order_cannot_touch_it(house: House, device: Device) -> None:
    house.stock({"lamp": {"depot": 3}})
    house.place(line(1, "lamp", way="ship_to_store", at="south"))
    for kind, body in (
        ("order.cancel", {"order_id": "o1"}),
        ("payment.note", {"order_id": "o1", "action": "take", "amount": 5}),
        ("order.settle", {"order_id": "o1", "line_id": "l1", "wish": "refund"}),
    ):
        result = house.send(device, kind, body)
        assert result.problem is not None
        assert result.problem.status == 403
    assert house.order("o1").state is OrderState.PLACED


def test_a_text_that_a_database_cannot_keep_is_refused(house: House) -> None:
    house.stock({"lamp": {"north": 3}})
    result = house.place(line(1, "lamp", name="La\x00mp"))
    assert result.status == "rejected"
    assert result.problem is not None
    assert "NUL" in result.problem.detail


def test_promises_know_stock_and_todays_capacity(house: House) -> None:
    small = PLACES[1].model_copy(update={"daily_capacity": 1})
    house.database.write(lambda conn: catalogue.put_locations(conn, "shop", [PLACES[0], small]))
    house.stock({"lamp": {"south": 5}, "vase": {"south": 5}})

    def ask() -> dict[str, list[Promise]]:
        return house.database.read(lambda conn: house.desk.promises_of(conn, {"lamp": 2, "rug": 1}, "south"))

    before = ask()
    assert [(p.way, p.source_id) for p in before["lamp"]] == [(Way.PICKUP, "south"), (Way.SHIP_HOME, "south")]
    assert before["rug"] == []
    house.place(line(1, "vase", at="south"))
    later = ask()["lamp"][0].ready_at
    assert later is not None
    assert before["lamp"][0].ready_at is not None
    assert later.date() > before["lamp"][0].ready_at.date()


def test_a_place_without_capacity_is_not_asked(house: House) -> None:
    full = [place.model_copy(update={"daily_capacity": 1}) for place in PLACES]
    house.database.write(lambda conn: catalogue.put_locations(conn, "shop", full))
    house.stock({"lamp": {"south": 5, "depot": 5}})
    for n in (1, 2):
        house.place(line(1, "lamp", way="ship_to_store"), order_id=f"o{n}")
    assert {house.order(f"o{n}").fulfilments[0].location_id for n in (1, 2)} == {"south", "depot"}


def test_a_price_that_was_never_asked_is_replaced_and_one_that_was_is_honoured(house: House) -> None:
    house.stock({"lamp": {"north": 3}})
    house.place(line(1, "lamp", unit_price=10), order_id="o1")
    assert house.order("o1").total == 1_000
