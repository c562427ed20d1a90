"""Steps of fulfilments, transfers and payments: their effects, their undoing, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from bus.database import Database
from bus.desk import catalogue, lookup, schema
from bus.desk.__main__ import main
from bus.desk.work import Device
from shared.domain.messages import Result
from shared.domain.order import Handed, Order
from shared.domain.states import OrderState, PaymentState
from tests.desk.house import NOON, House, kiosk, line, staff

NORTH, DEPOT = staff("north"), staff("depot")


@pytest.fixture
def ready(house: House) -> House:
    """A house with order o1 of two lamps ready in the north, and three more lamps."""
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp", 2))
    for action in ("pick", "ready"):
        assert house.step(NORTH, action).status == "applied"
    return house


@pytest.mark.parametrize(
    ("reason", "on_hand", "atp"),
    [
        ("not_in_stock", 0, 0),
        ("mismatch", 3, 3),
        ("damaged", 5, 3),
        ("worn_display", 5, 3),
        ("no_variance", 5, 5),
    ],
)
def test_a_reason_of_rejection_puts_the_stock_right(
    house: House, reason: str, on_hand: int, atp: int
) -> None:
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp", 2))
    body = {"order_id": "o1", "fulfilment_id": "o1:1", "quantities": {"l1": 2}, "reason": reason}
    assert house.send(NORTH, "fulfilment.short", body).status == "applied"
    level = house.level("lamp", "north")
    assert (level.on_hand, level.atp, level.reserved) == (on_hand, atp, 0)


def test_undo_works_within_the_grace_time(ready: House) -> None:
    assert ready.step(NORTH, "collect").status == "applied"
    assert ready.level("lamp", "north").on_hand == 3
    ready.later(minutes=20)
    assert ready.step(NORTH, "undo_collect").status == "applied"
    assert (ready.level("lamp", "north").on_hand, ready.level("lamp", "north").reserved) == (5, 2)
    assert "order.exception" in ready.events(), "others may hold the handover for final"
    assert [each.what for each in ready.order("o1").oddities] == ["taken_back"]
    assert ready.order("o1").state is OrderState.READY
    ready.later(minutes=31)
    late = ready.step(NORTH, "undo_ready")
    assert late.problem is not None
    assert "30 minutes" in late.problem.detail
    assert (late.problem.code, late.problem.facts) == ("too-late-to-undo", {"minutes": "30"})


def test_arrival_can_be_undone(house: House) -> None:
    house.stock({"lamp": {"depot": 1}})
    house.place(line(1, "lamp", way="ship_to_store"))
    for device, action in (
        (DEPOT, "pick"),
        (DEPOT, "pack"),
        (DEPOT, "unpack"),
        (DEPOT, "pack"),
        (DEPOT, "ship"),
    ):
        assert house.step(device, action).status == "applied"
    house.step(NORTH, "arrive")
    assert house.level("lamp", "north").on_hand == 1
    assert house.step(NORTH, "undo_arrive").status == "applied"
    assert (house.level("lamp", "north").on_hand, house.level("lamp", "north").reserved) == (0, 0)


def test_nothing_is_ready_before_every_piece_is_picked(house: House) -> None:
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp", 2))
    house.step(NORTH, "pick", picked={"l1": 1})
    result = house.step(NORTH, "ready", picked={"l1": 1})
    assert result.problem is not None
    assert "reject" in result.problem.legal
    assert house.step(NORTH, "ready", picked={"l1": 2}).status == "applied"


def test_only_its_own_location_works_on_a_fulfilment(ready: House) -> None:
    result = ready.step(staff("south"), "collect")
    assert result.problem is not None
    assert result.problem.status == 403


def test_a_claim_is_respected_until_given_back(ready: House) -> None:
    def claim(by: str) -> Result:
        return ready.send(NORTH, "fulfilment.claim", {"order_id": "o1", "fulfilment_id": "o1:1", "by": by})

    assert claim("ann").status == "applied"
    assert claim("bob").status == "rejected"
    assert claim("").status == "applied"
    assert claim("bob").status == "applied"


def test_curbside_the_customer_is_here_and_the_goods_are_brought_out(ready: House) -> None:
    assert (
        ready.send(kiosk("north"), "customer.here", {"order_id": "o1", "curbside": True}).status == "applied"
    )
    assert ready.order("o1").fulfilments[0].waiting_here
    assert ready.order("o1").fulfilments[0].outside
    assert ready.step(NORTH, "collect").status == "applied"
    assert not ready.order("o1").fulfilments[0].waiting_here
    assert ready.send(kiosk("north"), "customer.here", {"order_id": "o1"}).status == "rejected"


def test_goods_handed_over_with_a_proof_are_always_accepted(ready: House) -> None:
    ready.step(NORTH, "cancel")
    assert ready.level("lamp", "north").atp == 5
    assert ready.step(NORTH, "collect").status == "rejected"
    assert ready.step(NORTH, "collect", proof={"how": "code"}, paid=2_000).status == "applied"
    order = ready.order("o1")
    assert order.state is OrderState.COMPLETED
    assert (order.total, order.due) == (2_000, 0)
    assert "handed over while cancelled" in order.note
    assert ready.level("lamp", "north").on_hand == 3
    assert "order.exception" in ready.events()


def test_who_got_the_goods_stands_on_the_order_and_the_signature_is_kept_for_good(
    ready: House,
) -> None:
    proof = {"how": "id_seen", "name": "Grace Hopper", "proxy": True, "signature": "M1 2L3 4"}
    assert ready.step(NORTH, "collect", proof=proof, by="s1").status == "applied"
    handed = Handed(how="id_seen", name="Grace Hopper", proxy=True, signed=True)
    assert ready.order("o1").fulfilments[0].handed == handed
    assert Order.model_validate_json(ready.feed("store:north", "order")["o1"]) == ready.order("o1")
    assert "Hopper" not in ready.feed("kiosk:north", "order")["o1"]
    assert ready.step(NORTH, "undo_collect").status == "applied"
    assert ready.order("o1").fulfilments[0].handed is None
    assert ready.step(NORTH, "collect", proof={"how": "qr"}, by="s2").status == "applied"
    kept = ready.database.read(lambda c: lookup.handovers(c, ready.order("o1").code))
    assert [(k.by, k.place, k.at, k.proof.signature) for k in kept] == [
        ("s1", "north", NOON, "M1 2L3 4"),
        ("s2", "north", NOON, ""),
    ]


def test_the_desk_tells_from_the_terminal_who_got_the_goods(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    database = Database(f"sqlite:///{tmp_path}/hub.db")
    database.write(schema.create)
    house = House(database)
    house.stock({"lamp": {"north": 1}})
    house.place(line(1, "lamp"))
    code = house.order("o1").code
    house.step(NORTH, "collect", proof={"how": "code", "signature": "M1 2"}, by="s1")
    assert main(["handovers", f"{code[:4]} {code[4:]}", "--folder", str(tmp_path)]) == 0
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (told["fulfilment"], told["by"], told["how"], told["signature"]) == ("o1:1", "s1", "code", "M1 2")
    assert main(["handovers", "2222 2222", "--folder", str(tmp_path)]) == 2
    assert "was handed over" in capsys.readouterr().err
    database.close()


def test_a_handover_of_a_rejected_part_stops_its_replacement(house: House) -> None:
    house.stock({"lamp": {"north": 1, "depot": 1}})
    house.place(line(1, "lamp"))
    house.step(NORTH, "reject")
    assert [f.location_id for f in house.order("o1").fulfilments] == ["north", "depot"]
    assert house.step(NORTH, "collect", proof={"how": "code"}).status == "applied"
    order = house.order("o1")
    assert [f.state.value for f in order.fulfilments] == ["collected", "cancelled"]
    assert (order.total, order.state) == (1_000, OrderState.COMPLETED)
    assert (house.level("lamp", "north").on_hand, house.level("lamp", "depot").atp) == (0, 1)


def test_a_kiosk_may_not_do_staffs_work(ready: House) -> None:
    result = ready.step(kiosk("north"), "collect")
    assert result.problem is not None
    assert result.problem.status == 403
    assert ready.order("o1").state is OrderState.READY


def transfer(house: House, quantity: int = 3) -> Result:
    body = {"transfer_id": "t1", "from_id": "depot", "to_id": "north", "quantities": {"lamp": quantity}}
    return house.send(NORTH, "transfer.make", {**body, "made_at": house.now.isoformat()})


def move(house: House, device: Device, action: str, **more: Any) -> Result:
    return house.send(device, "transfer.step", {"transfer_id": "t1", "action": action, **more})


def test_a_transfer_moves_stock_and_notes_what_got_lost(house: House) -> None:
    house.stock({"lamp": {"depot": 4}})
    assert transfer(house, 5).status == "rejected"
    assert transfer(house).status == "applied"
    assert (house.level("lamp", "depot").atp, house.level("lamp", "north").incoming) == (1, 3)
    assert move(house, NORTH, "ship").status == "rejected"
    assert move(house, DEPOT, "ship").status == "applied"
    assert house.level("lamp", "depot").on_hand == 1
    assert move(house, NORTH, "receive", received={"lamp": 2}).status == "applied"
    assert (house.level("lamp", "north").on_hand, house.level("lamp", "north").incoming) == (2, 0)
    assert move(house, NORTH, "receive").problem is not None


def test_a_cancelled_transfer_frees_what_it_reserved(house: House) -> None:
    house.stock({"lamp": {"depot": 4}})
    transfer(house)
    assert move(house, staff("west"), "cancel").status == "rejected"
    assert move(house, DEPOT, "cancel").status == "applied"
    assert (house.level("lamp", "depot").atp, house.level("lamp", "north").incoming) == (4, 0)


def test_who_asked_for_goods_may_withdraw_it_until_they_have_left(house: House) -> None:
    house.stock({"lamp": {"depot": 4}})
    transfer(house)
    assert move(house, NORTH, "cancel").status == "applied"
    assert (house.level("lamp", "depot").atp, house.level("lamp", "north").incoming) == (4, 0)


def test_nobody_sends_goods_between_two_other_locations(house: House) -> None:
    house.stock({"lamp": {"depot": 4}})
    body = {"transfer_id": "t1", "from_id": "depot", "to_id": "south", "quantities": {"lamp": 1}}
    result = house.send(NORTH, "transfer.make", {**body, "made_at": house.now.isoformat()})
    assert result.problem is not None
    assert (result.problem.status, house.level("lamp", "depot").atp) == (403, 4)


def test_a_count_corrects_by_a_difference(house: House) -> None:
    house.stock({"lamp": {"north": 4}})
    assert house.send(NORTH, "stock.count", {"sku": "lamp", "difference": -1}).status == "applied"
    assert house.level("lamp", "north").on_hand == 3


def pay(house: House, action: str, amount: int = 0) -> Result:
    return house.send(NORTH, "payment.note", {"order_id": "o1", "action": action, "amount": amount})


def test_a_payment_nobody_knows_about_is_neither_paid_nor_refunded(ready: House) -> None:
    assert pay(ready, "lose").status == "applied"
    assert ready.order("o1").payment.state is PaymentState.UNKNOWN
    assert ready.send(kiosk("north"), "order.cancel", {"order_id": "o1"}).status == "applied"
    assert ready.order("o1").payment.refunded == 0
    assert pay(ready, "take", 2_000).status == "applied"
    payment = ready.order("o1").payment
    assert (payment.paid, payment.refunded, payment.state) == (2_000, 2_000, PaymentState.REFUNDED)


def test_an_illegal_payment_step_names_the_legal_ones(ready: House) -> None:
    assert pay(ready, "take", 2_000).status == "applied"
    result = pay(ready, "decline")
    assert result.problem is not None
    assert "take" in result.problem.legal


def test_a_part_of_the_money_leaves_the_rest_due(ready: House) -> None:
    pay(ready, "take", 500)
    order = ready.order("o1")
    assert (order.due, order.payment.state) == (1_500, PaymentState.PENDING)


def test_safety_stock_is_never_promised(house: House) -> None:
    house.stock({"lamp": {"north": 2}})
    house.database.write(lambda conn: catalogue.set_safety(conn, [("lamp", "north", 2)], house.now))
    house.place(line(1, "lamp"))
    assert house.order("o1").state is OrderState.ON_HOLD
