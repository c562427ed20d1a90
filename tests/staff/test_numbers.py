"""The manager's figures: punctuality, short picks and waiting, of the whole store where the orders tell it."""

from datetime import UTC, datetime, time, timedelta, timezone

from shared.domain.order import Return, ReturnLine, ReturnReason
from shared.domain.states import FulfilmentState, Way
from staff.numbers import Away, Wait, numbers
from staff.waits import Waits
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import HERE, NOW, line, order

S = FulfilmentState


def figures(*orders: object, waits: tuple[Wait, ...] = ()) -> object:
    return numbers(orders, [], [], [], waits, [], HERE, NOW, UTC, days=3)  # type: ignore[arg-type]


def test_what_other_counters_did_counts_too() -> None:
    timely = order("timely", state=S.READY, due_in=30)
    late = order("late", state=S.READY, due_in=-60)
    gone = order("gone", state=S.COLLECTED, due_in=30)
    unknown = order("unknown", state=S.COLLECTED, due_in=-60)  # ready before or after? nobody can tell
    found = figures(timely, late, gone, unknown)
    assert (sum(found.by_day.ready_on_time), sum(found.by_day.ready_late)) == (2, 1)  # type: ignore[attr-defined]


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
    assert (found.by_day.waited_minutes, found.wait_minutes) == ((0, 7, 4), 7)  # type: ignore[attr-defined]


def test_every_figure_is_told_by_the_hour_of_the_store_too() -> None:
    now = datetime.combine(NOW.date(), time(15), UTC)  # the same day in the zone below
    noon = datetime.combine(now.date() - timedelta(days=1), time(12), UTC)
    placed = order("ida", line(1, "1-S", way=Way.SHIP_HOME)).model_copy(update={"placed_at": noon})
    part = order("mia").fulfilments[0]
    part = part.model_copy(update={"reason": "damaged", "changed_at": noon + timedelta(hours=1)})
    late = order("mia").model_copy(update={"fulfilments": (part,), "placed_at": noon})
    back = Return(
        id="r",
        location_id=HERE,
        lines=(ReturnLine(sku="1-S", quantity=1, reason=ReturnReason.COLOUR),),
        made_at=noon + timedelta(hours=2),
    )
    away = [Away(noon + timedelta(minutes=50), noon + timedelta(minutes=70))]
    waits = [Wait(noon, 3), Wait(noon - timedelta(days=1), 7), Wait(noon - timedelta(days=9), 99)]
    zone = timezone(timedelta(minutes=150))  # half an hour off: its hours begin at ours and a half
    found = numbers([placed, late], [back], [], away, waits, [], HERE, now, zone, days=3)
    hours, days = found.by_hour, found.by_day
    assert (len(hours.orders), hours.orders[14], sum(hours.orders)) == (24, 2, 2)
    assert (hours.saved_orders[14], hours.saved_value_minor[14]) == (1, 8900)
    assert (hours.waited_minutes[14], sum(hours.waited_minutes)) == (7, 7), "the median of the days shown"
    assert (hours.short_picks[15], hours.returned_lines[16]) == (1, 1)
    assert [(hour, n) for hour, n in enumerate(hours.offline_minutes) if n] == [(15, 20)]
    assert (sum(days.offline_minutes), sum(days.short_picks), sum(days.returned_lines)) == (20, 1, 1)


def test_a_time_without_the_line_is_split_at_the_hour() -> None:
    noon = datetime.combine(NOW.date() - timedelta(days=1), time(12), UTC)
    away = [Away(noon - timedelta(minutes=5), noon + timedelta(minutes=15))]
    found = numbers([], [], [], away, [], [], HERE, NOW, UTC, days=3)
    assert [(hour, n) for hour, n in enumerate(found.by_hour.offline_minutes) if n] == [(11, 5), (12, 15)]
    assert found.by_day.offline_minutes == (0, 20, 0)


def test_a_handover_notes_how_long_it_took(play: Play) -> None:
    mia = order("mia", state=S.READY, waiting=True, age=12)

    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + mia.code)
        await desk.enter()
        (wait,) = Waits(desk.settings.folder / "waits.jsonl").all()
        assert wait.minutes >= 12

    play(story, mia)
