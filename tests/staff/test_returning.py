"""Returns: what can still come back, where it goes, and what it is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.order import Return, ReturnLine, ReturnReason
from shared.domain.states import FulfilmentState, ReturnState, Way
from staff.returns import Draft, Missing, disposition, returnable, spread
from tests.staff.shop import HERE, NOW, PRODUCTS, line, order

DONE = FulfilmentState.COLLECTED


def back(order_id: str, line_id: str, quantity: int, state: ReturnState = ReturnState.COMPLETED) -> Return:
    lines = (ReturnLine(order_line_id=line_id, sku="1-S", quantity=quantity, reason=ReturnReason.STYLE),)
    return Return(id="r", order_id=order_id, location_id=HERE, state=state, lines=lines, made_at=NOW)


def left(*returns: Return) -> dict[str, int]:
    bought = order("mia", line(1, "1-S", 3), line(2, "2-S"), state=DONE)
    return {each.line_id: each.left for each in returnable(bought, returns)}


def test_what_was_handed_over_may_come_back_until_it_has() -> None:
    assert left() == {"l1": 3, "l2": 1}
    assert left(back("mia", "l1", 2)) == {"l1": 1, "l2": 1}
    assert left(back("mia", "l1", 9)) == {"l1": 0, "l2": 1}


def test_cancelled_returns_and_those_of_others_do_not_count() -> None:
    assert left(back("mia", "l1", 2, ReturnState.CANCELLED), back("ida", "l1", 1)) == {"l1": 3, "l2": 1}


def test_what_the_hub_already_counted_is_not_counted_twice() -> None:
    bought = order("mia", line(1, "1-S", 3), state=DONE)
    counted = bought.model_copy(update={"lines": (bought.lines[0].model_copy(update={"returned": 2}),)})
    (only,) = returnable(counted, [back("mia", "l1", 2)])
    assert only.left == 1


def test_goods_that_never_left_cannot_come_back() -> None:
    assert returnable(order("mia", state=FulfilmentState.READY), []) == []
    sent = order("mia", line(1, "1-S", way=Way.SHIP_HOME), state=FulfilmentState.SHIPPED)
    assert [each.left for each in returnable(sent, [])] == [1]


@pytest.mark.parametrize(
    ("condition", "reason", "expected"),
    [
        ("sellable", ReturnReason.TOO_LARGE, "restock"),
        ("sellable", ReturnReason.DEFECTIVE, "vendor"),
        ("opened", ReturnReason.UNWANTED, "vendor"),
        ("damaged", ReturnReason.STYLE, "damage"),
    ],
)
def test_goods_go_where_their_condition_says(condition: str, reason: ReturnReason, expected: str) -> None:
    assert disposition(condition, reason) == expected


def draft(paid: int = 26_700) -> Draft:
    bought = order("mia", line(1, "1-S", 3), state=DONE)
    paid_so = bought.payment.model_copy(update={"paid": paid})
    bought = bought.model_copy(update={"payment": paid_so})
    return Draft(bought, returnable(bought, []), products={PRODUCTS[0].id: PRODUCTS[0]})


def test_a_return_says_what_it_lacks_until_it_lacks_nothing() -> None:
    made = draft()
    (only,) = made.lines
    assert made.missing() is Missing.PIECES
    made.note(only, quantity=7)
    assert (made.of(only).quantity, made.missing()) == (3, Missing.REASON)
    made.note(only, reason=ReturnReason.TOO_SMALL)
    assert made.missing() is None
    made.exchanging = True
    assert made.missing() is Missing.SWAP
    made.note(only, swap_sku="1-M")
    assert made.missing() is None


def test_no_more_is_refunded_than_was_paid() -> None:
    made = draft(paid=10_000)
    made.note(made.lines[0], quantity=2, reason=ReturnReason.STYLE)
    assert made.refund() == 10_000
    assert [each.refund for each in made.return_lines()] == [10_000]
    assert draft(paid=-5).refund() == 0


def test_an_exchange_is_an_order_here_and_nets() -> None:
    made = draft()
    made.note(made.lines[0], quantity=2, reason=ReturnReason.TOO_SMALL, swap_sku="1-M")
    assert made.net(HERE, "EUR", NOW) == -17_800
    made.exchanging = True
    placed = made.exchange(HERE, "EUR", NOW)
    assert placed is not None
    assert [(each.sku, each.quantity, each.location_id) for each in placed.lines] == [("1-M", 2, HERE)]
    assert made.net(HERE, "EUR", NOW) == 0


@given(total=st.integers(0, 10**9), worth=st.lists(st.integers(1, 10**7), min_size=1, max_size=20))
def test_a_shared_refund_adds_up_to_the_cent(total: int, worth: list[int]) -> None:
    shares = spread(total, worth)
    assert sum(shares) == total
    assert min(shares) >= 0
