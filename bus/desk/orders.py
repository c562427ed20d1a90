"""Orders are placed and cancelled: lines become fulfilments of the locations that have the goods."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import bindparam, or_, select

from bus.desk import schema
from bus.desk.allocation import add_parts, allocate, set_waiting, settle, stands_at, waiting_of
from bus.desk.payments import refund_surplus
from bus.desk.sourcing import Allotment, Want
from bus.desk.work import RefusedError, Work
from shared.crypto import unseal
from shared.domain.catalogue import Price
from shared.domain.codes import pickup_code
from shared.domain.messages import CancelOrder, PlaceOrder
from shared.domain.order import Fulfilment, Line, Order, Payment
from shared.domain.people import Contact
from shared.domain.states import Action, FulfilmentState, PaymentState, Way, legal, step

_PRICES = select(schema.price.c.sku, schema.price.c.body, schema.price.c.until).where(
    schema.price.c.sku.in_(bindparam("skus", expanding=True)),
    or_(schema.price.c.until.is_(None), schema.price.c.until > bindparam("since")),
)


def place(work: Work, body: PlaceOrder) -> None:
    """Take an order: price it, reserve its pieces, tell everybody concerned."""
    if work.order(body.order_id) is not None:
        raise RefusedError("This order exists", "Another order was placed under the same id.")
    order = _read(work, body)
    for (way, where), lines in _groups(order).items():
        wants = [Want(line.id, line.sku, line.quantity) for line in lines]
        missing = wants
        if way is Way.PICKUP:
            here, missing = _reserve_here(work, order.id, wants, where, body.leases)
            order = add_parts(work, order, here, way, where)
            missing = [Want(w.line_id, w.sku, w.quantity, frozenset({where})) for w in missing]
        if missing:
            order, missing = allocate(work, order, missing, way, where)
        order = settle(work, order, missing)
    work.save(order, new=True)
    work.event("order.placed", order.id, order)


def _read(work: Work, body: PlaceOrder) -> Order:
    device = work.device
    contact = None
    if body.sealed_contact and work.private_key:
        contact = Contact.model_validate_json(unseal(body.sealed_contact, work.private_key))
    return Order(
        id=body.order_id,
        code=pickup_code(body.order_id),
        channel=body.channel,
        placed_in=body.placed_in if device.role == "hub" else device.location_id,
        placed_at=body.placed_at,
        language=body.language,
        currency=body.currency,
        lines=_priced(work, body),
        payment=Payment(
            state=PaymentState.NONE if body.payment == "counter" else PaymentState.PENDING,
            method=body.payment,
        ),
        contact=contact,
    )


def _priced(work: Work, body: PlaceOrder) -> tuple[Line, ...]:
    """The lines at the price that was shown if it was asked lately, otherwise at the present one.

    A SKU without any known price keeps what was shown: the hub has nothing better to say.
    """
    since = work.now - timedelta(days=work.rules.terms.honour_days)
    found: dict[str, list[Price]] = {}
    now: dict[str, Price] = {}
    for row in work.conn.execute(_PRICES, {"skus": [line.sku for line in body.lines], "since": since}):
        price = Price.model_validate_json(row.body)
        found.setdefault(row.sku, []).append(price)
        if row.until is None:
            now[row.sku] = price
    lines = []
    for line in body.lines:
        valid = {p.at(t) for p in found.get(line.sku, ()) for t in (body.placed_at, work.now)}
        present = now.get(line.sku)
        if present is not None and line.unit_price not in valid:
            line = line.model_copy(update={"unit_price": present.at(work.now)})  # noqa: PLW2901
        lines.append(line)
    return tuple(lines)


def _groups(order: Order) -> dict[tuple[Way, str], list[Line]]:
    groups: dict[tuple[Way, str], list[Line]] = {}
    for line in order.lines:
        groups.setdefault((line.way, line.location_id), []).append(line)
    return groups


def _reserve_here(
    work: Work, order_id: str, wants: list[Want], where: str, leases: Mapping[str, int]
) -> tuple[list[Allotment], list[Want]]:
    """Reserve at the place of collection; what could be and what could not."""
    del leases
    done, missing = [], []
    for want in wants:
        if work.change(want.sku, where, "reserve", order_id, need=want.quantity, reserved=want.quantity):
            done.append(Allotment(want.line_id, want.sku, want.quantity, where))
        else:
            missing.append(want)
    return done, missing


def cancel(work: Work, body: CancelOrder) -> None:
    """Cancel an order or pieces of its lines, as far as they have not left."""
    order = work.existing(body.order_id)
    queue = waiting_of(work, order.id)
    wanted = dict(body.quantities) or {line.id: line.quantity - line.cancelled for line in order.lines}
    for line_id, quantity in wanted.items():
        free = queue.get(line_id, 0) + sum(
            p.quantity for f in order.fulfilments if _cancellable(f) for p in f.parts if p.line_id == line_id
        )
        if quantity > free:
            raise RefusedError(
                "Too late to cancel",
                f"Only {free} of {quantity} pieces have not left yet.",
                legal=tuple(sorted({a.value for f in order.fulfilments for a in legal(f.way, f.state)})),
            )
    if not any(wanted.values()):
        raise RefusedError("Nothing to cancel", "Every piece is cancelled already.")
    left = dict(wanted)
    for line_id in left.keys() & queue.keys():
        taken = min(left[line_id], queue[line_id])
        left[line_id] -= taken
        queue[line_id] -= taken
    order = set_waiting(work, order, queue)
    fulfilments = tuple(_take(work, order.id, f, left) if _cancellable(f) else f for f in order.fulfilments)
    lines = tuple(
        line.model_copy(update={"cancelled": line.cancelled + wanted.get(line.id, 0)}) for line in order.lines
    )
    order = order.model_copy(update={"fulfilments": fulfilments, "lines": lines})
    order = refund_surplus(work, order)
    work.save(order)
    work.event("order.cancelled", order.id, order)


def _cancellable(f: Fulfilment) -> bool:
    return step(f.way, f.state, Action.CANCEL) is not None


def _take(work: Work, order_id: str, f: Fulfilment, left: dict[str, int]) -> Fulfilment:
    """The fulfilment without pieces that are cancelled; ``left`` falls by what was taken."""
    parts = []
    for part in f.parts:
        taken = min(part.quantity, left.get(part.line_id, 0))
        if taken:
            left[part.line_id] -= taken
            work.change(part.sku, stands_at(f), "cancel", order_id, reserved=-taken)
        quantity = part.quantity - taken
        parts.append(part.model_copy(update={"quantity": quantity, "picked": min(part.picked, quantity)}))
    if tuple(parts) == f.parts:
        return f
    state = f.state if any(p.quantity for p in parts) else FulfilmentState.CANCELLED
    return f.model_copy(update={"parts": tuple(parts), "state": state, "changed_at": work.now, "by": work.by})
