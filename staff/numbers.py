"""The figures a manager wants, from what this counter holds: orders, returns, its own acts, its hours offline."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from shared.domain.messages import MissedSearch
from shared.domain.order import Order, Return
from shared.domain.states import Action, Way

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
        ]
        columns = (self.saved, self.saved_value, self.on_time, self.late, self.offline_minutes)
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
    timely, late = _punctual(orders, acts, day)
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
        short=dict(
            Counter(a.reason for a in acts if a.kind == "fulfilment.short" and day(a.made_at) >= span[0])
        ),
        returned=dict(Counter(line.reason.value for made in back for line in made.lines)),
        missed=dict(vain),
        wait_minutes=_waited(acts),
    )


def saved_value(order: Order) -> int:
    """What an order is worth that this store could not have served from its own shelf, minor units."""
    lines = [
        line for line in order.lines if line.way is not Way.PICKUP or line.location_id != order.placed_in
    ]
    return sum(line.unit_price * (line.quantity - line.cancelled) for line in lines)


def _punctual(orders: Sequence[Order], acts: Sequence[Act], day: Callable[[datetime], date]) -> Pair:
    """Parts made ready or received here before and after their promise, by day."""
    promised = {f.id: f.promised_at for order in orders for f in order.fulfilments if f.promised_at}
    timely: Counter[date] = Counter()
    late: Counter[date] = Counter()
    for act in acts:
        until = promised.get(act.fulfilment_id)
        if until and act.action in {Action.READY, Action.ARRIVE}:
            (timely if act.made_at <= until else late)[day(act.made_at)] += 1
    return timely, late


def _waited(acts: Sequence[Act]) -> int | None:
    """Median minutes between a shopper's "I am here" and the handover; None when nobody said so."""
    here = {act.order_id: act.made_at for act in acts if act.kind == "customer.here"}
    waits = sorted(
        (act.made_at - here[act.order_id]).total_seconds()
        for act in acts
        if act.action == Action.COLLECT and act.order_id in here
    )
    return round(waits[len(waits) // 2] / 60) if waits else None


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
