"""Promises keep to opening hours, cut-off, transit, capacity and the clock on the wall."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.hours import parse_hours
from shared.domain.location import Hours, Location
from shared.domain.promising import Outlook, is_open, pickup_time, promises
from shared.domain.states import Way
from shared.domain.stock import StockRow

WEEK = parse_hours("Mon-Fri 10:00-20:00; Sat 10:00-18:00")
HERE = Location(id="here", name="Here", lat=52.5, lon=13.4, tz="Europe/Berlin", hours=WEEK)
NEAR = Location(id="near", name="Near", lat=52.5, lon=13.5, tz="Europe/Berlin", hours=WEEK)
FAR = Location(id="far", name="Far", lat=48.1, lon=11.6, tz="Europe/Berlin", hours=WEEK)
DEPOT = Location(
    id="depot", name="Depot", kind="warehouse", lat=51.0, lon=12.0, tz="Europe/Berlin", transit_days=2
)
PLACES = {place.id: place for place in (HERE, NEAR, FAR, DEPOT)}
FRIDAY = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)  # 12:30 in Berlin


def row(**atp: int) -> StockRow:
    return StockRow(sku="lamp", atp=atp, as_of=FRIDAY)


def berlin(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Berlin, UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def test_the_best_comes_first_here_then_sent_here_then_other_stores_then_home() -> None:
    found = promises(row(here=2, near=9, far=9, depot=9), 1, HERE, PLACES, FRIDAY, {"here": "7"})
    assert [(p.way, p.source_id, p.location_id) for p in found] == [
        (Way.PICKUP, "here", "here"),
        (Way.SHIP_TO_STORE, "near", "here"),
        (Way.PICKUP, "near", "near"),
        (Way.PICKUP, "far", "far"),
        (Way.SHIP_HOME, "here", ""),
    ]
    assert (found[0].aisle, found[0].available, found[0].as_of) == ("7", 2, FRIDAY)


def test_a_place_without_enough_is_not_promised() -> None:
    found = promises(row(here=1, near=2), 2, HERE, PLACES, FRIDAY)
    assert {p.source_id for p in found} == {"near"}
    assert promises(row(), 1, HERE, PLACES, FRIDAY) == []


@pytest.mark.parametrize(
    ("now", "ready", "before"),
    [
        (berlin(20, 12, 30), berlin(20, 14), berlin(20, 18, 30)),  # today, 90 minutes from now
        (berlin(20, 7), berlin(20, 11, 30), berlin(20, 18, 30)),  # before opening
        (berlin(20, 19), berlin(21, 10, 30), berlin(21, 17, 30)),  # an hour today, half an hour tomorrow
        (berlin(21, 17, 45), berlin(23, 11, 15), berlin(23, 18, 45)),  # Sunday is closed
    ],
)
def test_a_pickup_is_ready_after_working_minutes_of_the_store(
    now: datetime, ready: datetime, before: datetime
) -> None:
    assert pickup_time(HERE, now)[0] == ready
    assert pickup_time(HERE, now)[1] >= before  # type: ignore[operator]


def test_after_the_cut_off_goods_leave_on_the_next_working_day() -> None:
    early = promises(row(near=1), 1, HERE, PLACES, berlin(20, 15))[0]
    assert (early.ready_at, early.order_before) == (berlin(21, 10), berlin(20, 16))
    late = promises(row(near=1), 1, HERE, PLACES, berlin(20, 17))[0]
    assert (late.ready_at, late.order_before) == (berlin(23, 10), berlin(21, 16))


def test_parcels_come_home_on_a_working_day() -> None:
    home = promises(row(depot=1), 1, HERE, PLACES, berlin(20, 15))[-1]
    assert home.way is Way.SHIP_HOME
    assert home.ready_at == berlin(23, 18)  # two days would be a Sunday


def test_a_place_without_capacity_starts_tomorrow() -> None:
    outlook = Outlook(PLACES, HERE)
    assert outlook.promises(row(here=1), 1, FRIDAY, full=frozenset({"here"}))[0].ready_at == berlin(
        21, 11, 30
    )


def test_a_place_that_never_opens_promises_no_time() -> None:
    shut = HERE.model_copy(update={"hours": Hours(week=((),) * 7)})
    assert pickup_time(shut, FRIDAY) == (None, None)
    assert not is_open(shut, FRIDAY, timedelta(days=9))


def test_hours_are_those_of_the_clock_on_the_wall_when_it_is_changed() -> None:
    before = datetime(
        2026, 10, 24, 20, 0, tzinfo=UTC
    )  # Saturday evening; Berlin changes its clocks that night
    ready, _ = pickup_time(HERE, before)
    assert ready == datetime(2026, 10, 26, 9, 0, tzinfo=UTC) + timedelta(minutes=90)


def test_a_store_is_open_past_midnight_when_its_hours_say_so() -> None:
    bar = HERE.model_copy(update={"hours": parse_hours("daily 20:00-02:00")})
    assert is_open(bar, berlin(21, 1))
    assert not is_open(bar, berlin(21, 3))
    assert is_open(bar, berlin(21, 19), timedelta(hours=2))
