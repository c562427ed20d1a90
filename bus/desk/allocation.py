"""Allocation: wanted pieces are reserved where the rules say, or stand in the queue for stock."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from bus.desk import schema
from bus.desk.sourcing import Allotment, Question, Want, choose
from bus.desk.work import Work
from shared.domain.order import Fulfilment, Order, Part
from shared.domain.promising import arrival_time, pickup_time
from shared.domain.states import Action, FulfilmentState, Way, step

TRIES = 4  # other sellers may take what was chosen before it is reserved
_WAITING_OF = select(schema.waiting.c.line_id, schema.waiting.c.quantity).where(
    schema.waiting.c.order_id == bindparam("order_id")
)
_REFUSED_BY = select(schema.refusal.c.line_id, schema.refusal.c.location_id).where(
    schema.refusal.c.order_id == bindparam("order_id")
)
_ARRIVED = frozenset({FulfilmentState.ARRIVED, FulfilmentState.COLLECTED, FulfilmentState.EXPIRED})


def allocate(
    work: Work, order: Order, wants: list[Want], way: Way, collect_at: str
) -> tuple[Order, list[Want]]:
    """Reserve wanted pieces where the rules find them; the order with its new parts, and what is missing."""
    left = wants
    for _ in range(TRIES):
        question = Question(
            wants=tuple(left),
            way=way,
            channel=order.channel,
            collect_at=collect_at,
            near=work.places.get(collect_at or order.placed_in),
            atp=work.available(sorted({want.sku for want in left})),
            places=work.places,
            now=work.now,
            full=work.full,
        )
        chosen = choose(question, work.rules)
        in_turn = sorted(chosen, key=lambda a: (a.sku, a.location_id))  # never crosswise with another order
        done = [allotment for allotment in in_turn if reserve(work, allotment, order.id)]
        order = add_parts(work, order, done, way, collect_at)
        left = _still(left, done)
        if not chosen or not left:
            break
    return order, left


def reserve(work: Work, a: Allotment, order_id: str) -> bool:
    """Reserve pieces if they are available; whether they were."""
    return work.change(a.sku, a.location_id, "reserve", order_id, need=a.quantity, reserved=a.quantity)


def add_parts(work: Work, order: Order, done: Iterable[Allotment], way: Way, collect_at: str) -> Order:
    """The order with a fulfilment more for each location that serves."""
    groups: dict[str, list[Allotment]] = {}
    for allotment in done:
        groups.setdefault(allotment.location_id, []).append(allotment)
    new: list[Fulfilment] = []
    for place, allotments in groups.items():
        number = len(order.fulfilments) + len(new) + 1
        real = way
        if way is not Way.SHIP_HOME:
            real = Way.PICKUP if place == collect_at else Way.SHIP_TO_STORE
        new.append(
            Fulfilment(
                id=f"{order.id}:{number}",
                way=real,
                location_id=place,
                collect_at=collect_at,
                parts=tuple(Part(line_id=a.line_id, sku=a.sku, quantity=a.quantity) for a in allotments),
                promised_at=_promised(work, real, place, collect_at),
                changed_at=work.now,
            )
        )
        work.took(place)
    return order.model_copy(update={"fulfilments": (*order.fulfilments, *new)})


def without(order: Order, quantities: Mapping[str, int]) -> Order:
    """The order with pieces of its lines cancelled; parts and stock are the caller's."""
    lines = tuple(
        line.model_copy(update={"cancelled": line.cancelled + quantities.get(line.id, 0)})
        for line in order.lines
    )
    return order.model_copy(update={"lines": lines})


def waiting_of(work: Work, order_id: str) -> dict[str, int]:
    """Pieces of an order that wait for stock: line id → pieces."""
    return {row.line_id: row.quantity for row in work.conn.execute(_WAITING_OF, {"order_id": order_id})}


def set_waiting(work: Work, order: Order, queue: Mapping[str, int]) -> Order:
    """Let so many pieces wait, keeping the place in the queue of those that already do."""
    table = schema.waiting
    old = waiting_of(work, order.id)
    skus = {line.id: line.sku for line in order.lines}
    for line_id, quantity in queue.items():
        mine = (table.c.order_id == order.id, table.c.line_id == line_id)
        if quantity and line_id not in old:
            row = {"sku": skus[line_id], "order_id": order.id, "line_id": line_id, "quantity": quantity}
            work.conn.execute(insert(table), row)
        elif not quantity:
            work.conn.execute(delete(table).where(*mine))
        elif quantity != old[line_id]:
            work.conn.execute(update(table).where(*mine).values(quantity=quantity))
    return order.model_copy(update={"held": any(queue.values())})


def reclaim(work: Work, order: Order, wanted: Mapping[str, int]) -> tuple[Order, dict[str, int]]:
    """Take pieces of lines out of the queue and out of parts that have not left; and what could not be taken."""
    left = dict(wanted)
    queue = waiting_of(work, order.id)
    for line_id in left.keys() & queue.keys():
        taken = min(left[line_id], queue[line_id])
        left[line_id] -= taken
        queue[line_id] -= taken
    order = set_waiting(work, order, queue)
    fulfilments = tuple(_take(work, order.id, f, left) if cancellable(f) else f for f in order.fulfilments)
    order = order.model_copy(update={"fulfilments": fulfilments})
    return order, {line_id: n for line_id, n in left.items() if n}


def cancellable(f: Fulfilment) -> bool:
    """Whether pieces of a fulfilment can still be taken out of it."""
    return step(f.way, f.state, Action.CANCEL) is not None


def _take(work: Work, order_id: str, f: Fulfilment, left: dict[str, int]) -> Fulfilment:
    """The fulfilment without pieces that are wanted; ``left`` falls by what was taken."""
    parts = []
    for part in f.parts:
        taken = min(part.quantity, left.get(part.line_id, 0))
        if taken:
            left[part.line_id] -= taken
            work.change(part.sku, stands_at(f), "cancel", order_id, reserved=-taken)
        parts.append(part.without(taken))
    if tuple(parts) == f.parts:
        return f
    changes: dict[str, object] = {"changed_at": work.now, "by": work.by}
    if any(part.quantity for part in parts):
        changes["parts"] = tuple(parts)
    else:  # the pieces stay on it: if they are handed over all the same, it is known how many
        changes["state"] = FulfilmentState.CANCELLED
    return f.model_copy(update=changes)


def refused_by(work: Work, order_id: str) -> dict[str, frozenset[str]]:
    """Where lines of an order were refused: line id → location ids."""
    found: dict[str, frozenset[str]] = {}
    for row in work.conn.execute(_REFUSED_BY, {"order_id": order_id}):
        found[row.line_id] = found.get(row.line_id, frozenset()) | {row.location_id}
    return found


def stands_at(f: Fulfilment) -> str:
    """Where a fulfilment's goods are: at the store of collection once they have arrived."""
    return f.collect_at if f.way is Way.SHIP_TO_STORE and f.state in _ARRIVED else f.location_id


def _still(wants: list[Want], done: list[Allotment]) -> list[Want]:
    got: dict[str, int] = {}
    for allotment in done:
        got[allotment.line_id] = got.get(allotment.line_id, 0) + allotment.quantity
    left = [(want, want.quantity - got.get(want.line_id, 0)) for want in wants]
    return [Want(want.line_id, want.sku, n, want.refused) for want, n in left if n]


def _promised(work: Work, way: Way, place_id: str, collect_at: str) -> datetime | None:
    place, store = work.places.get(place_id), work.places.get(collect_at)
    if place is None:
        return None
    if way is Way.PICKUP:
        return pickup_time(place, work.now, work.full)[0]
    return arrival_time(place, store if way is Way.SHIP_TO_STORE else None, work.now, work.full)[0]
