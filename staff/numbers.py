"""The figures a manager wants, from what this counter holds: orders, returns, its own acts, its hours offline."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from shared.domain.messages import MissedSearch
from shared.domain.order import Fulfilment, Order, RejectReason, Return
from shared.domain.states import WAITING_FOR_SHOPPER, Action, FulfilmentState, Way

DAYS = 14  # shown
Fact = tuple[datetime, int]


class Act(NamedTuple):
    """An act of this counter: ``action`` for steps of a fulfilment, ``reason`` for short picks."""

    kind: str
    made_at: datetime
    order_id: str
    fulfilment_id: str = ""
    action: str = ""
    reason: str = ""


class Wait(NamedTuple):
    """How long a shopper waited at the counter for goods that were ready."""

    at: datetime
    minutes: int


class Away(NamedTuple):
    """A time without the line."""

    since: datetime
    until: datetime


class Facts(NamedTuple):
    """What the figures are made of: moments, each with an amount (offline: seconds)."""

    orders: Sequence[Fact]
    saved: Sequence[Fact]
    timely: Sequence[Fact]
    late: Sequence[Fact]
    offline: Sequence[Fact]
    waited: Sequence[Fact]
    short: Sequence[Fact]
    returned: Sequence[Fact]


@dataclass(frozen=True)
class Series:
    """Figures of days, or of the hours of a day over all days, in order; values in minor units."""

    orders: tuple[int, ...]
    saved_orders: tuple[int, ...]
    saved_value_minor: tuple[int, ...]
    ready_on_time: tuple[int, ...]
    ready_late: tuple[int, ...]
    offline_minutes: tuple[int, ...]
    waited_minutes: tuple[int, ...]
    short_picks: tuple[int, ...]
    returned_lines: tuple[int, ...]

    def rows(self, name: str, times: Iterable[object]) -> list[list[object]]:
        """As a table for a spreadsheet, with its heading."""
        columns = vars(self)
        return [
            [name, *columns],
            *([time, *each] for time, *each in zip(times, *columns.values(), strict=True)),
        ]


@dataclass(frozen=True)
class Numbers:
    """Figures by day (oldest first), by hour (0 to 23) and by reason."""

    days: tuple[date, ...]
    by_day: Series
    by_hour: Series
    short: dict[str, int]
    returned: dict[str, int]
    missed: dict[str, int]
    wait_minutes: int | None

    def rows(self) -> list[list[object]]:
        """As tables for a spreadsheet, with their headings."""
        table = self.by_day.rows("day", [day.isoformat() for day in self.days])
        table += self.by_hour.rows("hour", range(24))
        table += [["short", reason, count] for reason, count in sorted(self.short.items())]
        table += [["returned", reason, count] for reason, count in sorted(self.returned.items())]
        table += [["searched_in_vain", words, count] for words, count in sorted(self.missed.items())]
        return table


def numbers(
    orders: Sequence[Order],
    returns: Iterable[Return],
    acts: Sequence[Act],
    away: Iterable[Away],
    waits: Iterable[Wait],
    missed: Iterable[MissedSearch],
    here: str,
    now: datetime,
    zone: tzinfo,
    days: int = DAYS,
) -> Numbers:
    """The figures of the last days, today included."""
    today = now.astimezone(zone).date()
    span = tuple(today - timedelta(days=n) for n in reversed(range(days)))

    def day(moment: datetime) -> date:
        return moment.astimezone(zone).date()

    def hour(moment: datetime) -> int:
        return moment.astimezone(zone).hour

    def lately(facts: Iterable[Fact]) -> list[Fact]:
        return [fact for fact in facts if span[0] <= day(fact[0]) <= today]

    mine = [o for o in orders if o.placed_in == here]
    saved = lately((o.placed_at, worth) for o in mine if (worth := saved_value(o)))
    timely, late = _punctual(orders, acts, here)
    waited = lately(waits)
    shorts = [f for f in _shorts(orders, here) if f.changed_at and span[0] <= day(f.changed_at) <= today]
    back = [
        (made.made_at, line.reason.value)
        for made in returns
        if made.location_id == here and span[0] <= day(made.made_at) <= today
        for line in made.lines
    ]
    facts = Facts(
        orders=lately((o.placed_at, 1) for o in mine),
        saved=saved,
        timely=lately((moment, 1) for moment in timely),
        late=lately((moment, 1) for moment in late),
        offline=lately(_offline(away, now - timedelta(days=days), zone)),
        waited=waited,
        short=[(f.changed_at, 1) for f in shorts if f.changed_at],
        returned=[(moment, 1) for moment, _ in back],
    )
    vain: Counter[str] = Counter()
    for search in missed:
        if search.day >= span[0]:
            vain[search.text] += search.count
    return Numbers(
        days=span,
        by_day=_series(facts, span, day),
        by_hour=_series(facts, range(24), hour),
        short=dict(Counter(f.reason for f in shorts)),
        returned=dict(Counter(reason for _, reason in back)),
        missed=dict(vain),
        wait_minutes=_median([n for _, n in waited]) if waited else None,
    )


def _series(facts: Facts, times: Iterable[object], of: Callable[[datetime], object]) -> Series:
    """What was when: the facts, each at the time that it falls on."""
    slots = list(times)

    def at(found: Iterable[Fact]) -> list[list[int]]:
        amounts: dict[object, list[int]] = {}
        for moment, amount in found:
            amounts.setdefault(of(moment), []).append(amount)
        return [amounts.get(slot, []) for slot in slots]

    def total(found: Iterable[Fact]) -> tuple[int, ...]:
        return tuple(sum(each) for each in at(found))

    return Series(
        orders=total(facts.orders),
        saved_orders=tuple(len(each) for each in at(facts.saved)),
        saved_value_minor=total(facts.saved),
        ready_on_time=total(facts.timely),
        ready_late=total(facts.late),
        offline_minutes=tuple(round(seconds / 60) for seconds in total(facts.offline)),
        waited_minutes=tuple(_median(each) for each in at(facts.waited)),
        short_picks=total(facts.short),
        returned_lines=total(facts.returned),
    )


def saved_value(order: Order) -> int:
    """What an order is worth that this store could not have served from its own shelf, minor units."""
    lines = [
        line for line in order.lines if line.way is not Way.PICKUP or line.location_id != order.placed_in
    ]
    return sum(line.unit_price * (line.quantity - line.cancelled) for line in lines)


def _punctual(
    orders: Sequence[Order], acts: Sequence[Act], here: str
) -> tuple[list[datetime], list[datetime]]:
    """When parts of this store were made ready or received before, and after, their promise.

    An order tells when its last step was; when an earlier one was, only the counter that did it knows.
    """
    made = {act.fulfilment_id: act.made_at for act in acts if act.action in {Action.READY, Action.ARRIVE}}
    timely: list[datetime] = []
    late: list[datetime] = []
    for f in (f for order in orders for f in order.fulfilments):
        if f.promised_at is None or here not in {f.collect_at, f.location_id} or f.way is Way.SHIP_HOME:
            continue
        at = made.get(f.id)
        if at is None and f.changed_at and f.state in WAITING_FOR_SHOPPER and not f.waiting_here:
            at = f.changed_at
        if at is None and f.changed_at and f.state is FulfilmentState.COLLECTED:
            at = f.changed_at if f.changed_at <= f.promised_at else None  # collected in time: ready in time
        if at is not None:
            (timely if at <= f.promised_at else late).append(at)
    return timely, late


def _shorts(orders: Sequence[Order], here: str) -> Iterator[Fulfilment]:
    """Parts that this store could not pick in full, with their reason."""
    reasons = {reason.value for reason in RejectReason}
    for order in orders:
        for f in order.fulfilments:
            if f.location_id == here and f.reason in reasons:
                yield f


def _median(values: Sequence[int]) -> int:
    return sorted(values)[len(values) // 2] if values else 0


def _offline(away: Iterable[Away], since: datetime, zone: tzinfo) -> Iterator[Fact]:
    """Seconds without the line, in pieces that each lie within one hour of the clock."""
    for began, until in away:
        at = max(began, since - timedelta(days=1))
        while at < until:
            clock = at.astimezone(zone)
            left = timedelta(hours=1) - timedelta(
                minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond
            )
            ends = min(until, at + left)
            yield at, round((ends - at).total_seconds())
            at = ends
