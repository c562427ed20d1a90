"""Pieces that a location cannot serve after all: stock is put right; they come from elsewhere, or others instead."""

import json

from sqlalchemy import and_, select

from bus.desk import schema
from bus.desk.fulfilments import find, illegal, pieces, replace
from bus.desk.payments import refund_surplus
from bus.desk.pricing import agreed, article
from bus.desk.wishes import source_again
from bus.desk.work import RefusedError, Work
from shared.domain.messages import Short, Substitute
from shared.domain.order import Fulfilment, Order, Part, RejectReason
from shared.domain.states import AT_THE_SHELF, Action, FulfilmentState, step


def short(work: Work, body: Short) -> None:
    """Pieces cannot be served from here: correct the stock by the reason, and source them elsewhere."""
    order, f = _holding(work, body, body.quantities)
    if f.state is FulfilmentState.SHIPPED:
        _unpacked(work, order, f, body)
        return
    _put_right(work, order.id, f, body.quantities, body.reason)
    missing = dict(body.quantities)
    if not work.rules.terms.partial_rejection:  # then all of it is served from one place
        rest = {line_id: n - missing.get(line_id, 0) for line_id, n in pieces(f).items()}
        _put_right(work, order.id, f, rest, RejectReason.NO_VARIANCE)
        missing = pieces(f)
    _elsewhere(work, order, f, missing, body)
    everyone = work.rules.terms.collateral_rejection if body.others is None else body.others
    if everyone and body.reason is RejectReason.NOT_IN_STOCK:
        for sku in sorted({part.sku for part in f.parts if body.quantities.get(part.line_id)}):
            _collateral(work, f.location_id, sku, body)


def substitute(work: Work, body: Substitute) -> None:
    """The shopper takes other goods for pieces that are missing: reserved here, priced, and squared with the money."""
    n = body.line.quantity
    order, f = _holding(work, body, {body.line_id: n})
    if f.state not in AT_THE_SHELF:
        raise illegal(f, f"Other goods cannot be taken while {f.state.value!r}.")
    old = next(line for line in order.lines if line.id == body.line_id)
    if any(line.id == body.line.id for line in order.lines):
        raise RefusedError("malformed", "The alternative needs a line id of its own", body.line.id, 422)
    found = article(work, body.line.sku)
    if found is None or body.line.sku == old.sku:
        raise RefusedError("no-alternative", "This is no alternative", f"{body.line.sku} for {old.sku}", 422)
    if not work.change(body.line.sku, f.location_id, "substitute", order.id, need=n, reserved=n):
        has = work.available([body.line.sku])[body.line.sku].get(f.location_id, 0)
        raise RefusedError(
            "not-available",
            "Not available",
            f"{f.location_id} can spare {has} of {body.line.sku}.",
            place=f.location_id,
            sku=body.line.sku,
        )
    _put_right(work, order.id, f, {body.line_id: n}, body.reason)
    named = {"product_id": found.product_id, "name": found.name, "options": found.options}
    price = {"list_price": found.amount, "unit_price": agreed(work, order, body.line, old, found)}
    order = order.substituted(f.id, old.id, body.line.model_copy(update=named | price))
    new = next(part for part in order.fulfilments if part.id == f.id)
    order = replace(work, refund_surplus(work, order), _noted(work, new, body), "short")
    work.event("order.swapped", order.id, order)


def _unpacked(work: Work, order: Order, f: Fulfilment, body: Short) -> None:
    """A parcel came to the store of collection and pieces of it are missing or damaged: these are sourced again.

    Their sender's stock fell when they were sent, and nothing is added here: a lost piece is in no stock any more.
    """
    if body.reason in {RejectReason.DAMAGED, RejectReason.WORN_DISPLAY}:
        for part in sorted(f.parts, key=lambda part: part.sku):
            if n := body.quantities.get(part.line_id, 0):
                cause = f"short:{body.reason.value}"
                work.change(part.sku, f.collect_at, cause, order.id, on_hand=n, blocked=n)
    _elsewhere(work, order, f, body.quantities, body)


def _holding(work: Work, body: Short | Substitute, missing: dict[str, int]) -> tuple[Order, Fulfilment]:
    """The fulfilment that can be short of pieces and holds the missing ones; RefusedError when it does not."""
    order, f = find(work, body.order_id, body.fulfilment_id, Action.REJECT)
    if step(f.way, f.state, Action.REJECT) is None:
        raise illegal(f, f"Pieces cannot be missing while {f.state.value!r}.")
    has = pieces(f)
    for line_id, n in missing.items():
        if n > has.get(line_id, 0):
            raise RefusedError(
                "too-many", "So many pieces are not in this fulfilment", f"line {line_id}: {n}", 422
            )
    return order, f


def _elsewhere(work: Work, order: Order, f: Fulfilment, missing: dict[str, int], body: Short) -> None:
    """Take missing pieces out of a fulfilment, whose stock is put right already, and source them again."""
    order = replace(work, order, _noted(work, f.without(missing), body), "short")
    work.save(source_again(work, order, f, missing))


def _noted(work: Work, f: Fulfilment, body: Short | Substitute) -> Fulfilment:
    return f.model_copy(update={"reason": body.reason.value, "changed_at": work.now, "by": body.by})


def _collateral(work: Work, place: str, sku: str, body: Short) -> None:
    """Nothing of a SKU is left at a place: what nobody has begun to pick there is served from elsewhere, too."""
    task, order = schema.task, schema.order
    query = (
        select(task.c.order_id)
        .join(
            order,
            and_(
                order.c.id == task.c.order_id,
                order.c.body.contains(json.dumps(sku, ensure_ascii=False), autoescape=True),
            ),
        )
        .where(task.c.location_id == place, task.c.state == FulfilmentState.OPEN.value)
        .order_by(task.c.order_id)
        .distinct()
    )
    for order_id in work.conn.execute(query).scalars().all():
        for f in work.existing(order_id).fulfilments:
            if f.location_id == place and f.state is FulfilmentState.OPEN:
                missing = {
                    part.line_id: part.quantity for part in f.parts if part.sku == sku and part.quantity
                }
                _put_right(work, order_id, f, missing, body.reason)
                if missing:
                    _elsewhere(work, work.existing(order_id), f, missing, body)


def _put_right(
    work: Work, order_id: str, f: Fulfilment, missing: dict[str, int], reason: RejectReason
) -> None:
    """Free the reservations and correct what the shelf has shown to be wrong."""
    for part in sorted(f.parts, key=lambda part: part.sku):
        if n := missing.get(part.line_id, 0):
            _correct(work, order_id, f.location_id, part, n, reason)


def _correct(work: Work, order_id: str, place: str, part: Part, missing: int, reason: RejectReason) -> None:
    cause = f"short:{reason.value}"
    if reason is RejectReason.NOT_IN_STOCK:
        level = work.levels([part.sku])[part.sku][place]
        # what others have reserved and picked may still be there; everything unreserved is not
        gone = max(missing, level.on_hand - (level.reserved - missing) - level.blocked)
        work.change(part.sku, place, cause, order_id, reserved=-missing, on_hand=-min(gone, level.on_hand))
    elif reason is RejectReason.MISMATCH:
        gone = min(missing, max(0, work.levels([part.sku])[part.sku][place].on_hand))
        work.change(part.sku, place, cause, order_id, reserved=-missing, on_hand=-gone)
    elif reason is RejectReason.NO_VARIANCE:
        work.change(part.sku, place, cause, order_id, reserved=-missing)
    else:  # damaged, on display: there, but not for sale
        work.change(part.sku, place, cause, order_id, reserved=-missing, blocked=missing)
