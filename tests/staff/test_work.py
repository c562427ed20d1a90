"""The queue: what a location has to do, in which order, and the one next action."""

from datetime import timedelta

import pytest

from shared.domain.states import STEPS, Action, FulfilmentState, Way, legal
from staff.work import SOON, Task, Urgency, jobs, next_action, task_of, undo_of, urgency
from tests.staff.shop import HERE, NOW, line, order

S = FulfilmentState


def names(*orders: object) -> list[str]:
    return [job.order.id for job in jobs(orders, HERE)]  # type: ignore[arg-type]


def test_work_stands_by_its_promise_and_shoppers_who_wait_come_first() -> None:
    late, soon, later = order("late", due_in=-5), order("soon", due_in=10), order("later", due_in=90)
    ready, here = order("ready", state=S.READY, due_in=-99), order("here", state=S.READY, waiting=True)
    assert names(later, ready, soon, here, late) == ["here", "late", "soon", "later", "ready"]


def test_equal_promises_keep_the_older_order_first() -> None:
    assert names(order("b", age=5), order("a", age=50)) == ["a", "b"]


@pytest.mark.parametrize(
    ("way", "source", "state", "task"),
    [
        (Way.PICKUP, HERE, S.OPEN, Task.PICK),
        (Way.PICKUP, HERE, S.PICKING, Task.PICK),
        (Way.PICKUP, HERE, S.READY, Task.HAND_OVER),
        (Way.PICKUP, HERE, S.COLLECTED, None),
        (Way.PICKUP, "riverside", S.OPEN, None),
        (Way.SHIP_TO_STORE, "central", S.PACKED, None),
        (Way.SHIP_TO_STORE, "central", S.SHIPPED, Task.RECEIVE),
        (Way.SHIP_TO_STORE, "central", S.ARRIVED, Task.HAND_OVER),
        (Way.SHIP_HOME, HERE, S.OPEN, Task.PICK),
        (Way.SHIP_HOME, HERE, S.PACKED, Task.SHIP),
        (Way.SHIP_HOME, HERE, S.SHIPPED, None),
    ],
)
def test_a_fulfilment_asks_for_one_thing(way: Way, source: str, state: S, task: Task | None) -> None:
    made = order("x", line(1, "1-S", way=way), state=state, source=source).fulfilments[0]
    if way is Way.PICKUP and source != HERE:
        made = made.model_copy(update={"collect_at": source})
    assert task_of(made, HERE) is task


def test_the_next_action_is_always_one_the_state_table_allows() -> None:
    for way, steps in STEPS.items():
        for state in {source for source, _ in steps}:
            made = order("x", line(1, "1-S", way=way), state=state).fulfilments[0]
            action = next_action(made, HERE)
            assert action is None or action in legal(way, state), (way, state)
            back = undo_of(made)
            assert back is None or back in legal(way, state), (way, state)


def test_nothing_is_offered_to_undo_before_anything_was_done() -> None:
    assert undo_of(order("x").fulfilments[0]) is None
    assert undo_of(order("x", state=S.READY).fulfilments[0]) is Action.UNDO_READY


@pytest.mark.parametrize(
    ("due_in", "expected"),
    [(-1, Urgency.LATE), (0, Urgency.LATE), (30, Urgency.SOON), (31, Urgency.CALM)],
)
def test_a_promise_grows_warmer(due_in: int, expected: Urgency) -> None:
    (job,) = jobs([order("x", due_in=due_in)], HERE)
    assert urgency(job, NOW) is expected
    assert timedelta(minutes=30) == SOON


def test_goods_that_wait_for_their_shopper_are_never_late() -> None:
    (job,) = jobs([order("x", state=S.READY, due_in=-500)], HERE)
    assert urgency(job, NOW) is Urgency.CALM
