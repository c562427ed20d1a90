"""Returns: what can still come back, where it goes, and what it is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.order import Return, ReturnLine, ReturnReason
from shared.domain.states import FulfilmentState, ReturnState, Way
from staff.returns import disposition, refund, returnable, spread
from tests.staff.shop import HERE, NOW, line, order

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


def test_no_more_is_refunded_than_was_paid() -> None:
    lines = [ReturnLine(order_line_id="l1", sku="1-S", quantity=2, reason=ReturnReason.STYLE)]
    assert refund(lines, {"l1": 8900}, 50_000) == 17_800
    assert refund(lines, {"l1": 8900}, 10_000) == 10_000
    assert refund(lines, {"l1": 8900}, -5) == 0


@given(total=st.integers(0, 10**9), worth=st.lists(st.integers(1, 10**7), min_size=1, max_size=20))
def test_a_shared_refund_adds_up_to_the_cent(total: int, worth: list[int]) -> None:
    shares = spread(total, worth)
    assert sum(shares) == total
    assert min(shares) >= 0
