"""Pay links at the desk: asked for once, paid once, withdrawn when not due, and given back the way the money came."""

import json

import pytest
from sqlalchemy import select

from bus.desk import catalogue, schema
from bus.desk.work import HUB
from shared.domain.messages import Result
from shared.domain.payment import LinkRefund, PayLink
from shared.domain.states import LinkState, PaymentState
from tests.desk.house import House, kiosk, line, staff

NORTH = staff("north")


@pytest.fixture
def shop(house: House) -> House:
    """A shop with a payment provider and one order of two lamps at 1,000 each."""
    house.stock({"lamp": {"north": 9}})
    house.database.write(lambda c: catalogue.put_setting(c, "pay_links", '{"value":["psp"]}'))
    assert house.place(line(1, "lamp", 2)).status == "applied"
    return house


def ask(house: House, payment_id: str = "p1", amount: int = 0, **more: str) -> Result:
    body = {"order_id": "o1", "payment_id": payment_id, "amount": amount, "made_at": house.now.isoformat()}
    return house.send(kiosk("north"), "payment.link", body | more)


def seen(house: House, state: str, payment_id: str = "p1", **more: str) -> Result:
    body = {"order_id": "o1", "payment_id": payment_id, "state": state, "reference": f"ref-{payment_id}"}
    return house.send(HUB, "payment.seen", body | more)


def link(house: House, number: int = 0) -> PayLink:
    return house.order("o1").payment.links[number]


def money(house: House) -> tuple[int, int, int, str]:
    """Paid, given back, due and the payment's state."""
    order = house.order("o1")
    return order.payment.paid, order.payment.refunded, order.due, order.payment.state.value


def watched(house: House) -> list[str]:
    table = schema.pay_link
    query = select(table.c.id).where(table.c.ask_at.is_not(None)).order_by(table.c.id)
    return house.database.read(lambda c: list(c.execute(query).scalars()))


def test_a_link_is_asked_for_opened_and_paid_and_every_device_of_the_store_sees_it(shop: House) -> None:
    assert ask(shop).status == "applied"
    assert (link(shop).state, link(shop).amount, money(shop)[3]) == (LinkState.ASKED, 2_000, "pending")
    assert seen(shop, "open", url="https://psp.example/p1").status == "applied"
    assert watched(shop) == ["p1"]
    for scope in ("kiosk:north", "store:north"):
        shown = json.loads(shop.feed(scope, "order")["o1"])["payment"]["links"][0]
        assert (shown["state"], shown["url"]) == ("open", "https://psp.example/p1")
    assert shop.order("o1").askable == 0
    assert seen(shop, "paid").status == "applied"
    assert money(shop) == (2_000, 0, 0, "paid")
    assert watched(shop) == []
    assert shop.order("o1").payment.method == "paylink"


def test_news_that_come_twice_late_or_out_of_order_change_nothing(shop: House) -> None:
    ask(shop)
    seen(shop, "paid")
    for late in ("open", "paid", "unknown", "declined", "expired", "cancelled"):
        assert seen(shop, late).status == "applied"
        assert (money(shop), link(shop).state) == ((2_000, 0, 0, "paid"), LinkState.PAID)
    assert shop.events().count("payment.taken") == 1


def test_no_answer_is_unknown_and_nobody_asks_for_other_money_until_it_is_known(shop: House) -> None:
    ask(shop)
    seen(shop, "unknown", reason="no answer")
    assert money(shop)[3] == "unknown"
    refused = ask(shop, "p2")
    assert refused.problem is not None
    assert refused.problem.title == "There is nothing to ask for"
    shop.send(kiosk("north"), "order.cancel", {"order_id": "o1"})
    assert money(shop) == (0, 0, 0, "unknown")
    assert link(shop).withdrawn
    seen(shop, "paid")
    assert money(shop) == (2_000, 2_000, 0, "refunded")
    assert link(shop).refunds == (LinkRefund(id="p1-1", amount=2_000),)


@pytest.mark.parametrize("end", ["declined", "expired", "cancelled"])
def test_a_link_that_ended_unpaid_leaves_all_to_pay_and_a_new_one_can_be_asked_for(
    shop: House, end: str
) -> None:
    ask(shop)
    seen(shop, "unknown")
    seen(shop, "open", url="https://psp.example/p1")
    seen(shop, end)
    assert money(shop) == (0, 0, 2_000, "none")
    assert ask(shop, "p2").status == "applied"
    seen(shop, "paid", "p2")
    seen(shop, "paid", "p1")  # money that came after all goes back
    assert money(shop) == (4_000, 2_000, 0, "part_refunded")
    assert [bool(each.refunds) for each in shop.order("o1").payment.links] == [False, True]


def test_taking_the_money_at_the_counter_withdraws_the_link_and_what_was_paid_twice_goes_back(
    shop: House,
) -> None:
    ask(shop)
    seen(shop, "open", url="https://psp.example/p1")
    for action in ("pick", "ready"):
        shop.step(NORTH, action, picked={"l1": 2})
    assert shop.step(NORTH, "collect", paid=2_000, proof={"how": "code"}).status == "applied"
    assert (link(shop).withdrawn, link(shop).payable, money(shop)) == (True, False, (2_000, 0, 0, "paid"))
    seen(shop, "paid")
    assert money(shop) == (4_000, 2_000, 0, "part_refunded")
    assert link(shop).refunds == (LinkRefund(id="p1-1", amount=2_000),)


def test_a_part_may_be_asked_for_and_never_more_than_is_due(shop: House) -> None:
    assert ask(shop, "p1", 1_500).status == "applied"
    assert ask(shop, "p2", 600).status == "rejected"
    assert ask(shop, "p2").status == "applied"
    assert [each.amount for each in shop.order("o1").payment.links] == [1_500, 500]
    seen(shop, "paid", "p1")
    assert money(shop) == (1_500, 0, 500, "pending")
    body = {"order_id": "o1", "quantities": {"l1": 1}}
    assert shop.send(kiosk("north"), "order.cancel", body).status == "applied"
    assert link(shop, 1).withdrawn
    assert money(shop) == (1_500, 500, 0, "part_refunded")


def test_a_refund_that_failed_is_shown_and_can_still_be_done(shop: House) -> None:
    ask(shop)
    seen(shop, "paid")
    shop.send(kiosk("north"), "order.cancel", {"order_id": "o1"})
    body = {"order_id": "o1", "payment_id": "p1", "refund_id": "p1-1"}
    shop.send(HUB, "payment.refund_seen", body | {"state": "failed", "reason": "the account is closed"})
    assert link(shop).refunds[0].state == "failed"
    shop.send(HUB, "payment.refund_seen", body | {"state": "done"})
    shop.send(HUB, "payment.refund_seen", body | {"state": "failed"})
    assert (link(shop).refunds[0].state, money(shop)[1]) == ("done", 2_000)


@pytest.mark.parametrize(("action", "paid"), [("take", 2_000), ("decline", 0)])
def test_what_a_clerk_finds_out_about_an_unknown_link_counts_once(
    shop: House, action: str, paid: int
) -> None:
    ask(shop)
    seen(shop, "unknown")
    note = {"order_id": "o1", "action": action, "amount": paid}
    assert shop.send(NORTH, "payment.note", note).status == "applied"
    assert money(shop) == (paid, 0, 2_000 - paid, "paid" if paid else "none")
    seen(shop, "paid")
    assert money(shop) == (2_000, 0, 0, "paid")


def test_a_shopper_who_pays_otherwise_takes_the_link_back(shop: House) -> None:
    ask(shop)
    seen(shop, "open", url="https://psp.example/p1")
    body = {"order_id": "o1", "payment_id": "p1"}
    assert shop.send(kiosk("north"), "payment.unlink", body).status == "applied"
    assert money(shop)[3] == "none"
    assert watched(shop) == ["p1"]  # until the provider confirms
    seen(shop, "cancelled")
    assert watched(shop) == []


def test_a_payment_that_a_terminal_lost_stays_unknown_whatever_a_link_does(shop: House) -> None:
    ask(shop)
    shop.send(NORTH, "payment.note", {"order_id": "o1", "action": "lose"})
    seen(shop, "open", url="https://psp.example/p1")
    seen(shop, "expired")
    assert shop.order("o1").payment.state is PaymentState.UNKNOWN


def test_who_may_not_is_told_so(shop: House) -> None:
    assert ask(shop, provider="other").status == "rejected"
    ask(shop)
    assert ask(shop).status == "rejected"
    forged = {"order_id": "o1", "payment_id": "p1", "state": "paid"}
    for device in (kiosk("north"), NORTH):
        result = shop.send(device, "payment.seen", forged)
        assert result.problem is not None
        assert result.problem.status == 403
    elsewhere = {"order_id": "o1", "payment_id": "p9", "made_at": shop.now.isoformat()}
    assert shop.send(kiosk("south"), "payment.link", elsewhere).status == "rejected"
    shop.database.write(lambda c: catalogue.put_setting(c, "pay_links", '{"value":[]}'))
    body = elsewhere | {"amount": 1}
    result = shop.send(kiosk("north"), "payment.link", body)
    assert result.problem is not None
    assert result.problem.detail == "No payment provider is connected."
