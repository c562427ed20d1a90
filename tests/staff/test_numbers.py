"""The manager's figures: punctuality, short picks and waiting, of the whole store where the orders tell it."""

from datetime import UTC, timedelta

from shared.domain.states import FulfilmentState
from staff.numbers import Wait, numbers
from staff.waits import Waits
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import HERE, NOW, order

S = FulfilmentState


def figures(*orders: object, waits: tuple[Wait, ...] = ()) -> object:
    return numbers(orders, [], [], [], waits, [], HERE, NOW, UTC, days=3)  # type: ignore[arg-type]


def test_what_other_counters_did_counts_too() -> None:
    timely = order("timely", state=S.READY, due_in=30)
    late = order("late", state=S.READY, due_in=-60)
    gone = order("gone", state=S.COLLECTED, due_in=30)
    unknown = order("unknown", state=S.COLLECTED, due_in=-60)  # ready before or after? nobody can tell
    found = figures(timely, late, gone, unknown)
    assert (sum(found.on_time), sum(found.late)) == (2, 1)  # type: ignore[attr-defined]


def test_short_picks_are_told_by_the_orders() -> None:
    made = order("ida")
    part = made.fulfilments[0].model_copy(update={"reason": "damaged"})
    elsewhere = part.model_copy(update={"id": "x", "location_id": "riverside"})
    found = figures(made.model_copy(update={"fulfilments": (part, elsewhere)}))
    assert found.short == {"damaged": 1}  # type: ignore[attr-defined]


def test_waiting_is_the_median_of_a_day() -> None:
    waits = tuple(
        Wait(NOW - timedelta(days=days), n) for days, n in ((0, 2), (0, 9), (0, 4), (1, 7), (30, 99))
    )
    found = figures(waits=waits)
    assert (found.waited, found.wait_minutes) == ((0, 7, 4), 7)  # type: ignore[attr-defined]


def test_a_handover_notes_how_long_it_took(play: Play) -> None:
    mia = order("mia", state=S.READY, waiting=True, age=12)

    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + mia.code)
        await desk.enter()
        (wait,) = Waits(desk.settings.folder / "waits.jsonl").all()
        assert wait.minutes >= 12

    play(story, mia)
