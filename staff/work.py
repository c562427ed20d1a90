"""The work of a location: what waits to be picked, packed, shipped, received and handed over, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from shared.domain.messages import Call
from shared.domain.order import Fulfilment, Order
from shared.domain.states import DONE, ENDED, WAITING_FOR_SHOPPER, Action, FulfilmentState, Way, step

SOON = timedelta(minutes=30)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Task(StrEnum):
    """What has to be done next with a fulfilment at a location."""

    CALL = "call"  # a shopper at a kiosk wants help
    PICK = "pick"
    SHIP = "ship"  # packed, waits for the carrier
    RECEIVE = "receive"  # on its way to this store
    SEND = "send"  # another location asked for it
    RETURN = "return"  # a return to look at
    HAND_OVER = "hand_over"  # ready, waits for the shopper
    DECIDE = "decide"  # nobody has it: staff decides


class Urgency(StrEnum):
    """How a promise stands; also the tone it is shown in."""

    CALM = "none"
    SOON = "soon"
    LATE = "danger"


@dataclass(frozen=True)
class Job:
    """One row of the queue: a fulfilment and the task it means here."""

    task: Task
    order: Order
    fulfilment: Fulfilment

    @property
    def key(self) -> str:
        """What names the job: the fulfilment's id; a decision stands beside the work that goes on."""
        return f"decide:{self.order.id}" if self.task is Task.DECIDE else self.fulfilment.id

    @property
    def customer_here(self) -> bool:
        """The shopper stands at the counter or outside."""
        return self.fulfilment.waiting_here

    @property
    def pieces(self) -> int:
        """Pieces in this fulfilment."""
        return sum(part.quantity for part in self.fulfilment.parts)


_AT_SOURCE = {
    FulfilmentState.OPEN: Task.PICK,
    FulfilmentState.PICKING: Task.PICK,
    FulfilmentState.PACKED: Task.SHIP,
}


def task_of(fulfilment: Fulfilment, here: str) -> Task | None:
    """What a fulfilment asks of a location, None when nothing."""
    if fulfilment.location_id == here and fulfilment.state in _AT_SOURCE:
        return _AT_SOURCE[fulfilment.state]
    if (fulfilment.collect_at or fulfilment.location_id) != here or fulfilment.way is Way.SHIP_HOME:
        return None
    if fulfilment.state in WAITING_FOR_SHOPPER:
        return Task.HAND_OVER
    return Task.RECEIVE if fulfilment.state is FulfilmentState.SHIPPED else None


def asked_here(order: Order, here: str) -> Fulfilment | None:
    """The part of an order that asks for work at a location, else its first."""
    parts = order.fulfilments
    return next((f for f in parts if task_of(f, here)), parts[0] if parts else None)


def waiting_lines(order: Order) -> dict[str, int]:
    """Line id → pieces that nobody has: neither in hand of a place nor with the shopper."""
    placed: dict[str, int] = {}
    for f in order.fulfilments:
        if f.state not in ENDED or f.state in DONE:
            for part in f.parts:
                placed[part.line_id] = placed.get(part.line_id, 0) + part.quantity
    left = {line.id: line.quantity - line.cancelled - placed.get(line.id, 0) for line in order.lines}
    return {line_id: n for line_id, n in left.items() if n > 0}


def jobs(orders: Iterable[Order], here: str) -> list[Job]:
    """Every job of a location: shoppers who wait first, then by promise, then by the order's age."""
    found: list[Job] = []
    for order in orders:
        found += [Job(task, order, f) for f in order.fulfilments if (task := task_of(f, here))]
        if order.held and order.fulfilments and order.placed_in == here:
            found.append(Job(Task.DECIDE, order, order.fulfilments[-1]))
    return sorted(found, key=_rank)


def _rank(job: Job) -> tuple[bool, bool, datetime, datetime, str]:
    waits_for_shopper = job.task is Task.HAND_OVER and not job.customer_here
    promised = job.fulfilment.promised_at or _NEVER
    return (not job.customer_here, waits_for_shopper, promised, job.order.placed_at, job.key)


def open_calls(calls: Iterable[Call], here: str) -> list[Call]:
    """Calls nobody has answered, the oldest first."""
    return sorted((c for c in calls if c.location_id == here and not c.answered_by), key=lambda c: c.made_at)


def minutes(since: datetime, now: datetime) -> int:
    """Whole minutes from a moment to now, never below 0."""
    return max(0, int((now - since).total_seconds() // 60))


def urgency(job: Job, now: datetime) -> Urgency:
    """How the promise of a job stands; goods that wait for their shopper are never late."""
    promised = job.fulfilment.promised_at
    if job.customer_here:
        return Urgency.LATE if minutes(job.fulfilment.changed_at or now, now) >= 5 else Urgency.SOON
    if promised is None or job.task in {Task.HAND_OVER, Task.RECEIVE}:
        return Urgency.CALM
    if promised <= now:
        return Urgency.LATE
    return Urgency.SOON if promised - now <= SOON else Urgency.CALM


_NEXT = {
    FulfilmentState.OPEN: Action.PICK,
    FulfilmentState.PACKED: Action.SHIP,
    FulfilmentState.SHIPPED: Action.ARRIVE,
    FulfilmentState.READY: Action.COLLECT,
    FulfilmentState.ARRIVED: Action.COLLECT,
}


def next_action(fulfilment: Fulfilment, here: str) -> Action | None:
    """The one action Enter does to a fulfilment at a location, None when there is nothing to do here."""
    if task_of(fulfilment, here) is None:
        return None
    if fulfilment.state is FulfilmentState.PICKING:
        return Action.READY if fulfilment.way is Way.PICKUP else Action.PACK
    return _NEXT.get(fulfilment.state)


UNDO = {
    Action.READY: Action.UNDO_READY,
    Action.ARRIVE: Action.UNDO_ARRIVE,
    Action.COLLECT: Action.UNDO_COLLECT,
    Action.PACK: Action.UNPACK,
}


def undo_of(fulfilment: Fulfilment) -> Action | None:
    """The action that takes back the last step of a fulfilment, None when it cannot be taken back."""
    for action in UNDO.values():
        if step(fulfilment.way, fulfilment.state, action):
            return action
    return None
