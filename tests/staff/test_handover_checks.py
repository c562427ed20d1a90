"""Handing over: nothing leaves before proof, age and money are settled."""

import pytest

from shared.domain.order import LinkRefund, Oddity, PayLink, Payment
from shared.domain.states import FulfilmentState, LinkState, PaymentState
from staff import words
from staff.handover import Check, Handover, change, open_checks
from tests.staff.shop import order

READY = order("mia", state=FulfilmentState.READY)
PART = READY.fulfilments[0]


def test_a_paid_ready_order_needs_proof_alone() -> None:
    assert open_checks(READY, PART, Handover(), 0) == [Check.PROOF]
    assert open_checks(READY, PART, Handover(how="qr"), 0) == []


def test_a_code_is_read_kindly_but_only_for_its_own_order() -> None:
    spaced = " ".join(READY.code.lower())
    shown = Handover().shown(READY, spaced, scanned=False)
    assert shown is not None
    assert shown.how == "code"
    assert Handover().shown(READY, order("ida").code, scanned=True) is None


@pytest.mark.parametrize(
    ("payment", "expected"),
    [
        (Payment(state=PaymentState.PAID, paid=8900), []),
        (Payment(state=PaymentState.NONE), [Check.DUE]),
        (Payment(state=PaymentState.UNKNOWN), [Check.UNKNOWN_PAYMENT]),
        (Payment(state=PaymentState.AUTHORISED), []),
        (Payment(method="invoice"), []),
        (Payment(state=PaymentState.PENDING, paid=100), [Check.DUE]),
    ],
)
def test_money(payment: Payment, expected: list[Check]) -> None:
    unpaid = READY.model_copy(update={"payment": payment})
    assert open_checks(unpaid, PART, Handover(how="code"), 0) == expected


def test_everything_open_is_asked_in_order() -> None:
    picking = order("ida", state=FulfilmentState.PICKING, payment=PaymentState.NONE)
    noted = Handover(proxy=True)
    checks = open_checks(picking, picking.fulfilments[0], noted, 18)
    assert checks == [Check.READY, Check.PROOF, Check.NAME, Check.AGE, Check.DUE]


def test_change() -> None:
    assert (change(10_000, 8900), change(8000, 8900)) == (1100, -900)


def test_what_was_odd_is_said_and_what_a_newer_hub_finds_odd_stays_in_its_words() -> None:
    late = Oddity(fulfilment_id="f", what="handed_over", state="cancelled")
    back = Oddity(fulfilment_id="f", what="taken_back", state="collected")
    odd = READY.model_copy(update={"note": "as the hub says", "oddities": (late, back)})
    assert words.note(odd) == "Handed over although it stood as: Cancelled. A handover was taken back."
    newer = odd.model_copy(update={"oddities": (late, Oddity(fulfilment_id="f", what="moonlit"))})
    assert words.note(newer) == "as the hub says"


def test_a_refund_that_the_provider_refused_is_what_staff_see_of_the_money() -> None:
    refund = LinkRefund(id="p1-1", amount=8900, state="failed", reason="the account is closed")
    link = PayLink(
        id="p1",
        provider="pay",
        amount=8900,
        state=LinkState.PAID,
        asked_at=READY.placed_at,
        refunds=(refund,),
    )
    payment = Payment(state=PaymentState.REFUNDED, paid=8900, refunded=8900, links=(link,))
    said, tone = words.payment(READY.model_copy(update={"payment": payment}))
    assert (said.partition(":")[0], tone) == ("Refund refused", "danger")
    assert "89" in said
