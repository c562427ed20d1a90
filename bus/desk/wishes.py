"""What becomes of pieces that were refused or that nobody has: sourced elsewhere, or as the shopper wished."""

from collections.abc import Mapping

from sqlalchemy import insert

from bus.desk import schema
from bus.desk.allocation import (
    add_parts,
    allocate,
    refused_by,
    reserve,
    set_waiting,
    waiting_of,
    without,
)
from bus.desk.payments import refund_surplus
from bus.desk.pricing import article
from bus.desk.sourcing import Allotment, Want
from bus.desk.work import Work
from shared.domain.events import FulfilmentChanged
from shared.domain.location import Location
from shared.domain.order import Fulfilment, Line, Order, Wish
from shared.domain.states import FulfilmentState, Way


def settle(work: Work, order: Order, missing: list[Want], queue: Mapping[str, int] | None = None) -> Order:
    """Nobody has these pieces: carry out the wish of each line, and let wait what it cannot help.

    ``queue``: what else waits, line id → pieces; None: what the database says.
    """
    if not missing and queue is None:
        return order
    left = dict(waiting_of(work, order.id) if queue is None else queue)
    for want in missing:
        line = next(line for line in order.lines if line.id == want.line_id)
        changed = _grant(work, order, line, want)
        if changed is None:
            left[want.line_id] = left.get(want.line_id, 0) + want.quantity
        else:
            order = changed
    held_before = order.held
    order = set_waiting(work, order, left)
    if order.held and not held_before:
        work.event("order.held", order.id, order)
    return refund_surplus(work, order)


def source_again(work: Work, order: Order, f: Fulfilment, missing: Mapping[str, int]) -> Order:
    """Source pieces that a fulfilment has lost elsewhere, never where they were refused before.

    What got lost on the way nobody has refused: its sender may send it again.
    """
    refused = refused_by(work, order.id)
    refuses = frozenset[str]() if f.state is FulfilmentState.SHIPPED else frozenset({f.location_id})
    new = [line_id for line_id in sorted(missing) if not refuses <= refused.get(line_id, frozenset())]
    if new:
        values = [{"order_id": order.id, "line_id": line_id, "location_id": f.location_id} for line_id in new]
        work.conn.execute(insert(schema.refusal), values)
    skus = {line.id: line.sku for line in order.lines}
    wants = [
        Want(line_id, skus[line_id], n, refused.get(line_id, frozenset()) | refuses)
        for line_id, n in sorted(missing.items())
    ]
    way = Way.SHIP_HOME if f.way is Way.SHIP_HOME else Way.SHIP_TO_STORE
    order, nobody = allocate(work, order, wants, way, f.collect_at)
    return settle(work, order, nobody)


def _grant(work: Work, order: Order, line: Line, want: Want) -> Order | None:
    """The order with the wish of a line carried out, None when that is not possible (now)."""
    if line.wish is Wish.REFUND:
        return without(order, {line.id: want.quantity})
    if line.wish is Wish.SWAP and line.swap_sku:
        return _swap(work, order, line, want)
    if line.wish is Wish.OTHER_STORE and line.way is not Way.SHIP_HOME:
        return _other_store(work, order, line, want)
    return None


def _other_store(work: Work, order: Order, line: Line, want: Want) -> Order | None:
    """Let the shopper collect at the nearest store that has the pieces, whatever the rules say about sending."""
    here = work.places.get(line.location_id)
    available = work.available([want.sku])[want.sku]
    stores = [
        work.places[place]
        for place, units in available.items()
        if place in work.places and units >= want.quantity and place not in want.refused
    ]
    near: list[Location] = sorted(
        (place for place in stores if place.kind == "store"),
        key=lambda place: (here.distance_km(place) if here else 0.0, place.id),
    )
    for store in near:
        allotment = Allotment(want.line_id, want.sku, want.quantity, store.id)
        if reserve(work, allotment, order.id):
            order = add_parts(work, order, [allotment], Way.PICKUP, store.id)
            moved = FulfilmentChanged(order_id=order.id, fulfilment=order.fulfilments[-1])
            work.event("order.moved", order.id, moved)
            return order
    return None


def _swap(work: Work, order: Order, line: Line, want: Want) -> Order | None:
    """Replace pieces by the named alternative, never at a higher price than was agreed."""
    found = article(work, line.swap_sku)
    if found is None:
        return None
    again = sum(other.instead_of == line.id for other in order.lines)
    new = line.model_copy(
        update={
            "id": f"{line.id}~{again or ''}",
            "sku": line.swap_sku,
            "product_id": found.product_id,
            "name": found.name,
            "options": found.options,
            "media": "",
            "quantity": want.quantity,
            "cancelled": 0,
            "unit_price": min(line.unit_price, found.amount),
            "list_price": found.amount,
            "wish": Wish.WAIT,
            "swap_sku": "",
            "instead_of": line.id,
        }
    )
    changed = without(order, {line.id: want.quantity})
    changed = changed.model_copy(update={"lines": (*changed.lines, new)})
    swapped = Want(new.id, new.sku, new.quantity)
    changed, nobody = allocate(work, changed, [swapped], line.way, line.location_id)
    if nobody:
        return None
    work.event("order.swapped", order.id, changed)
    return changed
