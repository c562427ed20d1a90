"""The figures a manager wants, from what this counter holds: orders, returns, its own acts, its hours offline."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from shared.domain.messages import MissedSearch
from shared.domain.order import Order, RejectReason, Return
from shared.domain.states import WAITING_FOR_SHOPPER, Action, FulfilmentState, Way

DAYS = 14  # shown
Pair = tuple[Counter[date], Counter[date]]


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


@dataclass(frozen=True)
class Numbers:
    """Figures by day (oldest first), by hour (0 to 23) and by reason; values in minor units."""

    days: tuple[date, ...]
    saved: tuple[int, ...]
    saved_value: tuple[int, ...]
    on_time: tuple[int, ...]
    late: tuple[int, ...]
    offline_minutes: tuple[int, ...]
    hours: tuple[int, ...]
    waited: tuple[int, ...]
    short: dict[str, int]
    returned: dict[str, int]
    missed: dict[str, int]
    wait_minutes: int | None

    def rows(self) -> list[list[object]]:
        """As a table for a spreadsheet, with its heading."""
        head: list[object] = [
            "day",
            "saved_orders",
            "saved_value_minor",
            "ready_on_time",
            "ready_late",
            "offline_minutes",
            "waited_minutes",
        ]
        columns = (self.saved, self.saved_value, self.on_time, self.late, self.offline_minutes, self.waited)
        table = [[day.isoformat(), *figures] for day, *figures in zip(self.days, *columns, strict=True)]
        table += [["hour", *range(24)], ["orders", *self.hours]]
        table += [["short", reason, count] for reason, count in sorted(self.short.items())]
        table += [["returned", reason, count] for reason, count in sorted(self.returned.items())]
        table += [["searched_in_vain", words, count] for words, count in sorted(self.missed.items())]
        return [head, *table]


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

    mine = [o for o in orders if o.placed_in == here and day(o.placed_at) >= span[0]]
    saved: Counter[date] = Counter()
    value: Counter[date] = Counter()
    for order in mine:
        if worth := saved_value(order):
            saved[day(order.placed_at)] += 1
            value[day(order.placed_at)] += worth
    hours = Counter(o.placed_at.astimezone(zone).hour for o in mine)
    timely, late = _punctual(orders, acts, here, day)
    waited: dict[date, list[int]] = {}
    for wait in waits:
        waited.setdefault(day(wait.at), []).append(wait.minutes)
    all_waits = [n for d in span for n in waited.get(d, ())]
    back = [made for made in returns if made.location_id == here and day(made.made_at) >= span[0]]
    offline = _offline(away, span, zone)
    vain: Counter[str] = Counter()
    for search in missed:
        if search.day >= span[0]:
            vain[search.text] += search.count
    return Numbers(
        days=span,
        saved=tuple(saved[d] for d in span),
        saved_value=tuple(value[d] for d in span),
        on_time=tuple(timely[d] for d in span),
        late=tuple(late[d] for d in span),
        offline_minutes=tuple(offline[d] for d in span),
        hours=tuple(hours[h] for h in range(24)),
        waited=tuple(_median(waited.get(d, ())) for d in span),
        short=dict(_shorts(orders, here, span[0], day)),
        returned=dict(Counter(line.reason.value for made in back for line in made.lines)),
        missed=dict(vain),
        wait_minutes=_median(all_waits) if all_waits else None,
    )


def saved_value(order: Order) -> int:
    """What an order is worth that this store could not have served from its own shelf, minor units."""
    lines = [
        line for line in order.lines if line.way is not Way.PICKUP or line.location_id != order.placed_in
    ]
    return sum(line.unit_price * (line.quantity - line.cancelled) for line in lines)


def _punctual(
    orders: Sequence[Order], acts: Sequence[Act], here: str, day: Callable[[datetime], date]
) -> Pair:
    """Parts of this store made ready or received before and after their promise, by day.

    An order tells when its last step was; when an earlier one was, only the counter that did it knows.
    """
    made = {act.fulfilment_id: act.made_at for act in acts if act.action in {Action.READY, Action.ARRIVE}}
    timely: Counter[date] = Counter()
    late: Counter[date] = Counter()
    for f in (f for order in orders for f in order.fulfilments):
        if f.promised_at is None or here not in {f.collect_at, f.location_id} or f.way is Way.SHIP_HOME:
            continue
        at = made.get(f.id)
        if at is None and f.changed_at and f.state in WAITING_FOR_SHOPPER and not f.waiting_here:
            at = f.changed_at
        if at is None and f.changed_at and f.state is FulfilmentState.COLLECTED:
            at = f.changed_at if f.changed_at <= f.promised_at else None  # collected in time: ready in time
        if at is not None:
            (timely if at <= f.promised_at else late)[day(at)] += 1
    return timely, late


def _shorts(orders: Sequence[Order], here: str, since: date, day: Callable[[datetime], date]) -> Counter[str]:
    """Parts that this store could not pick in full, by reason."""
    reasons = {reason.value for reason in RejectReason}
    return Counter(
        f.reason
        for order in orders
        for f in order.fulfilments
        if f.location_id == here and f.reason in reasons and f.changed_at and day(f.changed_at) >= since
    )


def _median(values: Sequence[int]) -> int:
    return sorted(values)[len(values) // 2] if values else 0


def _offline(away: Iterable[Away], span: tuple[date, ...], zone: tzinfo) -> Counter[date]:
    """Minutes without the line by day; a time over midnight counts on both days."""
    minutes: Counter[date] = Counter()
    for since, until in away:
        for day in span:
            begins = datetime(day.year, day.month, day.day, tzinfo=zone)
            ends = begins + timedelta(days=1)
            seconds = (min(until, ends) - max(since, begins)).total_seconds()
            minutes[day] += max(0, round(seconds / 60))
    return minutes
