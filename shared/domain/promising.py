"""Works out promises: where a quantity can be had and when, from stock, hours, cut-off, transit and capacity."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from shared.domain.location import Location
from shared.domain.promise import Promise
from shared.domain.states import Way
from shared.domain.stock import StockRow

NEAREST = 12  # other places looked at for one list
LOOK_AHEAD_DAYS = 30
DELIVERY_HOUR = 18  # a parcel promised for a day is there by then; carriers rest on Sundays
_NOTHING: Mapping[str, str] = {}
Times = tuple[datetime | None, datetime | None]


def promises(
    row: StockRow,
    quantity: int,
    here: Location,
    places: Mapping[str, Location],
    now: datetime,
    aisle: Mapping[str, str] = _NOTHING,
    full: frozenset[str] = frozenset(),
) -> list[Promise]:
    """Every good way to get a quantity of a SKU, best first.

    Collect here, have it sent here, collect at other stores by distance, have it delivered. ``aisle``: location
    id → where it stands there; ``full``: ids of locations that can take no more today, where that is known; they
    start tomorrow. For lists of products keep an ``Outlook``.
    """
    return Outlook(places, here).promises(row, quantity, now, aisle, full)


class Outlook:
    """The places as seen from one of them; distances are worked out once."""

    def __init__(self, places: Mapping[str, Location], here: Location) -> None:
        self.here = here
        self._places = places
        self._km = {place.id: here.distance_km(place) for place in places.values()}
        self._by_distance = sorted(self._km, key=lambda place_id: (self._km[place_id], place_id))

    def promises(
        self,
        row: StockRow,
        quantity: int,
        now: datetime,
        aisle: Mapping[str, str] = _NOTHING,
        full: frozenset[str] = frozenset(),
    ) -> list[Promise]:
        """As the function ``promises``."""
        has = [self._places[i] for i in self._by_distance if row.atp.get(i, 0) >= quantity]
        others = [place for place in has if place.id != self.here.id]
        senders = [p for p in others if p.kind == "warehouse"][:NEAREST]
        senders += [p for p in others if p.kind == "store"][:NEAREST]
        sent_here = [
            self._promise(
                row, quantity, Way.SHIP_TO_STORE, p, self.here.id, arrival_time(p, self.here, now, full)
            )
            for p in senders
            if self.here.kind == "store"
        ]
        home = [
            self._promise(row, quantity, Way.SHIP_HOME, p, "", arrival_time(p, None, now, full))
            for p in (*senders, *(p for p in has if p.id == self.here.id))
        ]
        stores = [p for p in has if p.kind == "store"][:NEAREST]
        collect = [
            self._promise(row, quantity, Way.PICKUP, p, p.id, pickup_time(p, now, full), aisle.get(p.id, ""))
            for p in stores
        ]
        here = [p for p in collect if p.location_id == self.here.id]
        elsewhere = [p for p in collect if p.location_id != self.here.id]
        return here + sorted(sent_here, key=_soonest)[:1] + elsewhere + sorted(home, key=_soonest)[:1]

    def _promise(
        self,
        row: StockRow,
        quantity: int,
        way: Way,
        source: Location,
        collect_at: str,
        times: Times,
        aisle: str = "",
    ) -> Promise:
        return Promise(
            sku=row.sku,
            quantity=quantity,
            way=way,
            source_id=source.id,
            location_id=collect_at,
            available=row.atp[source.id],
            ready_at=times[0],
            order_before=times[1],
            distance_km=self._km[source.id],
            as_of=row.as_of,
            aisle=aisle,
        )


def pickup_time(place: Location, now: datetime, full: frozenset[str] = frozenset()) -> Times:
    """When goods of a place can be collected there, and until when an order must come to keep that (UTC).

    Handling takes working minutes of the place, and they may run over closing time into the next opening.
    """
    left = timedelta(minutes=place.handling_minutes)
    start = next_day(place, now) if _full(place, full) else now
    for opens, closes in _openings(place, start):
        begin = max(opens, start)
        if begin + left <= closes:
            return begin + left, closes - left if left else closes
        left -= max(timedelta(0), closes - begin)
    return None, None


def arrival_time(
    source: Location, store: Location | None, now: datetime, full: frozenset[str] = frozenset()
) -> Times:
    """When goods from a place are at a store (None: at a home), and until when an order makes that (UTC)."""
    left = departure(source, now, full)
    if left is None:
        return None, None
    day, cutoff = left
    arrives = day + timedelta(days=source.transit_days)
    if store is None:
        while arrives.weekday() == 6:
            arrives += timedelta(days=1)
        return _moment(source, arrives, DELIVERY_HOUR * 60), cutoff
    morning = _moment(store, arrives, 0)
    opening = next((max(opens, morning) for opens, _ in _openings(store, morning)), None)
    return opening, cutoff


def departure(
    source: Location, now: datetime, full: frozenset[str] = frozenset()
) -> tuple[date, datetime] | None:
    """The local day goods leave a place, and the moment (UTC) an order must be there to make it."""
    today = now.astimezone(_zone(source.tz)).date()
    for ahead in range(LOOK_AHEAD_DAYS):
        day = today + timedelta(days=ahead)
        cutoff = _moment(source, day, source.cutoff_minute)
        if source.hours.week[day.weekday()] and now <= cutoff and not (ahead == 0 and _full(source, full)):
            return day, cutoff
    return None


def next_day(place: Location, now: datetime) -> datetime:
    """The next local midnight of a place, UTC."""
    return _moment(place, now.astimezone(_zone(place.tz)).date() + timedelta(days=1), 0)


def is_open(place: Location, now: datetime, within: timedelta = timedelta(0)) -> bool:
    """Whether somebody works at a place now, or within a time from now."""
    opening = next_opening(place, now)
    return opening is not None and opening[0] <= now + within


def next_opening(place: Location, now: datetime) -> tuple[datetime, datetime] | None:
    """When a place opens and closes, now or next, UTC; None when it stays shut for a month."""
    return next(iter(_openings(place, now)), None)


def _openings(place: Location, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The opening spans of a place that end after a moment, in order, UTC; a month of them."""
    first = start.astimezone(_zone(place.tz)).date() - timedelta(days=1)  # yesterday's may run past midnight
    for ahead in range(LOOK_AHEAD_DAYS + 1):
        day = first + timedelta(days=ahead)
        for opens, closes in place.hours.week[day.weekday()]:
            ends = _moment(place, day, closes)
            if ends > start:
                yield _moment(place, day, opens), ends


def _moment(place: Location, day: date, minute: int) -> datetime:
    """A local minute of a day in UTC; minutes are those of the clock on the wall, also when it is changed."""
    wall = datetime.combine(day, time(), _zone(place.tz)) + timedelta(minutes=minute)
    return wall.astimezone(UTC)


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _full(place: Location, full: frozenset[str]) -> bool:
    return place.id in full or not place.daily_capacity


def _soonest(promise: Promise) -> tuple[bool, datetime, float]:
    ready = promise.ready_at
    return ready is None, ready or datetime.max.replace(tzinfo=UTC), promise.distance_km
