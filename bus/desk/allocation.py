"""Allocation: wanted pieces are reserved where the rules say; what nobody has waits for stock."""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, insert, select, update

from bus.desk import schema
from bus.desk.sourcing import Allotment, Want, choose
from bus.desk.work import Work
from shared.domain.order import Fulfilment, Order, Part
from shared.domain.states import FulfilmentState, Way

TRIES = 4  # other sellers may take what was chosen before it is reserved
_ARRIVED = frozenset({FulfilmentState.ARRIVED, FulfilmentState.COLLECTED, FulfilmentState.EXPIRED})


def allocate(
    work: Work, order: Order, wants: list[Want], way: Way, collect_at: str
) -> tuple[Order, list[Want]]:
    """Reserve wanted pieces where the rules find them; the order with its new parts, and what is missing."""
    near = work.places.get(collect_at or order.placed_in)
    left = wants
    for _ in range(TRIES):
        levels = work.levels(sorted({want.sku for want in left}))
        atp = {sku: {place: level.atp for place, level in row.items()} for sku, row in levels.items()}
        chosen = choose(left, way, near, atp, work.places, work.rules)
        if not chosen:
            return order, left
        done = [allotment for allotment in chosen if _reserve(work, allotment, order.id)]
        order = add_parts(work, order, done, way, collect_at)
        served = {allotment.line_id for allotment in done}
        left = [want for want in left if want.line_id not in served]
        if not left:
            break
    return order, left


def add_parts(work: Work, order: Order, done: Iterable[Allotment], way: Way, collect_at: str) -> Order:
    """The order with a fulfilment more for each location that serves."""
    groups: dict[str, list[Allotment]] = {}
    for allotment in done:
        groups.setdefault(allotment.location_id, []).append(allotment)
    new: list[Fulfilment] = []
    for place, allotments in groups.items():
        parts = tuple(Part(line_id=a.line_id, sku=a.sku, quantity=a.quantity) for a in allotments)
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
                parts=parts,
                changed_at=work.now,
            )
        )
    return order.model_copy(update={"fulfilments": (*order.fulfilments, *new)})


def settle(work: Work, order: Order, missing: list[Want]) -> Order:
    """Nobody has these pieces: put the order on hold until stock comes."""
    if not missing:
        return order
    queue = waiting_of(work, order.id)
    for want in missing:
        queue[want.line_id] = queue.get(want.line_id, 0) + want.quantity
    work.event("order.held", order.id, order)
    return set_waiting(work, order, queue)


def waiting_of(work: Work, order_id: str) -> dict[str, int]:
    """Pieces of an order that wait for stock: line id → pieces."""
    table = schema.waiting
    query = select(table.c.line_id, table.c.quantity).where(table.c.order_id == order_id)
    return {row.line_id: row.quantity for row in work.conn.execute(query)}


def set_waiting(work: Work, order: Order, queue: Mapping[str, int]) -> Order:
    """Let so many pieces wait, keeping the place in the queue of those that already do."""
    table = schema.waiting
    old = waiting_of(work, order.id) if order.held else {}
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


def stands_at(f: Fulfilment) -> str:
    """Where a fulfilment's goods are: at the store of collection once they have arrived."""
    return f.collect_at if f.way is Way.SHIP_TO_STORE and f.state in _ARRIVED else f.location_id


def _reserve(work: Work, a: Allotment, order_id: str) -> bool:
    return work.change(a.sku, a.location_id, "reserve", order_id, need=a.quantity, reserved=a.quantity)
