"""Returns of any channel's order, blind returns and exchanges; what does not fit is flagged, never silently taken."""

from sqlalchemy import insert, select, update

from bus.desk import schema
from bus.desk.orders import place
from bus.desk.payments import exchange as pay_with_goods
from bus.desk.payments import refund, refund_surplus, surplus, tell_payment
from bus.desk.pricing import ever_asked
from bus.desk.work import RefusedError, Work, concerned
from shared.domain.events import RefundDue
from shared.domain.messages import Collection, MakeReturn, StepReturn
from shared.domain.order import Order, Return, ReturnLine
from shared.domain.states import DONE, RETURN_STEPS, FulfilmentState, ReturnAction, ReturnState, Way


def make(work: Work, body: MakeReturn) -> None:
    """Take goods back: at a counter in one go when all is well; else flagged, and staff decides.

    A return announced by another system stays requested until the goods come.
    """
    at_counter = work.device.role == "staff"
    if _find(work, body.return_id) is not None:
        raise RefusedError("exists", "This return exists")
    if at_counter and body.location_id != work.device.location_id:
        raise RefusedError(
            "not-here", "Goods come back where they are", f"This device is at {work.device.location_id}.", 403
        )
    if body.location_id not in work.places:
        raise RefusedError("unknown-place", "There is no such location", body.location_id, 422)
    if body.exchange is not None and work.order(body.exchange.order_id) is not None:
        raise RefusedError("exists", "The exchange order exists", body.exchange.order_id)
    order = work.order(body.order_id) if body.order_id else None
    made = Return(
        id=body.return_id,
        order_id=body.order_id,
        location_id=body.location_id,
        lines=_linked(order, body.lines),
        flags=tuple(_flags(work, order, body)),
        exchange_order_id=body.exchange.order_id if body.exchange else "",
        photos=body.photos,
        by=body.by,
        made_at=body.made_at,
    )
    row = {"id": made.id, "order_id": made.order_id, "body": made.model_dump_json()}
    work.conn.execute(insert(schema.goods_back), row)
    if body.exchange is not None:
        place(work, body.exchange)
    actions: tuple[ReturnAction, ...] = ()
    if made.flags:
        actions = (ReturnAction.FLAG,)
    elif at_counter:
        actions = (ReturnAction.ACCEPT, ReturnAction.RECEIVE, ReturnAction.COMPLETE)
    for action in actions:
        made = _act(work, made, action, body.by)
    _tell(work, made)


def do_step(work: Work, body: StepReturn) -> None:
    """Staff decides about a return: accept, receive, complete or cancel it."""
    made = _find(work, body.return_id)
    if made is None:
        raise RefusedError("unknown", "There is no such return", body.return_id, 404)
    if work.device.role != "hub" and work.device.location_id != made.location_id:
        raise RefusedError(
            "other-place",
            "This is another location's work",
            f"It belongs to {made.location_id}.",
            403,
            place=made.location_id,
        )
    if (made.state, body.action) not in RETURN_STEPS:
        legal = tuple(action.value for (state, action) in RETURN_STEPS if state is made.state)
        raise RefusedError(
            "not-legal", "This step is not legal now", f"The return is {made.state.value}.", legal=legal
        )
    _tell(work, _act(work, made, body.action, body.by))


def _act(work: Work, made: Return, action: ReturnAction, by: str) -> Return:
    """The return after a step, with its effect on stock and money."""
    made = made.model_copy(update={"state": RETURN_STEPS[made.state, action], "by": by})
    if action is ReturnAction.RECEIVE:
        for line in made.lines:
            sound = line.disposition == "restock" and line.condition != "damaged"
            blocked = 0 if sound else line.quantity
            cause = f"return:{line.reason.value}"
            work.change(line.sku, made.location_id, cause, made.id, on_hand=line.quantity, blocked=blocked)
    elif action is ReturnAction.COMPLETE:
        _settle(work, made)
    return made


def _settle(work: Work, made: Return) -> None:
    """Credit what came back; an exchange takes its share first, the rest goes to the tender it came from."""
    worth = sum(line.refund for line in made.lines)
    order = work.order(made.order_id) if made.order_id else None
    exchange = work.order(made.exchange_order_id) if made.exchange_order_id else None
    if order is not None:
        order = _credited(order, made)
        worth = surplus(order)
    if exchange is not None:
        moved = min(worth, max(0, exchange.due))
        if moved:
            work.save(pay_with_goods(work, exchange, moved))
            worth -= moved
            if order is not None:
                order = refund(order, moved)
                tell_payment(work, "payment.exchanged", order, -moved)
    if order is not None:
        work.save(refund_surplus(work, order))
    elif worth:
        work.event("payment.refund_due", made.id, RefundDue(return_id=made.id, amount=worth))


def _credited(order: Order, made: Return) -> Order:
    """The order with its lines credited: the refund, and beyond it what was not paid yet."""
    lines = {line.id: line for line in order.lines}
    unpaid = max(0, order.due)
    for back in made.lines:
        line = lines.get(back.order_line_id)
        if line is None:
            continue
        spare = min(unpaid, max(0, line.unit_price * back.quantity - back.refund))
        unpaid -= spare
        values = {
            "returned": line.returned + back.quantity,
            "credited": line.credited + back.refund + spare,
        }
        lines[line.id] = line.model_copy(update=values)
    return order.model_copy(update={"lines": tuple(lines.values())})


def _linked(order: Order | None, lines: tuple[ReturnLine, ...]) -> tuple[ReturnLine, ...]:
    """The lines, each tied to the order's line of the same SKU where it is not tied yet."""
    if order is None:
        return lines
    by_sku = {line.sku: line.id for line in reversed(order.lines)}
    return tuple(
        line if line.order_line_id else line.model_copy(update={"order_line_id": by_sku.get(line.sku, "")})
        for line in lines
    )


def _flags(work: Work, order: Order | None, body: MakeReturn) -> list[str]:
    """Why staff should look at a return, as words; none when it fits what was bought."""
    if order is None:
        flags = ["unknown_order"] if body.order_id else []
        for line in body.lines:
            asked = ever_asked(work, line.sku)
            if not asked:
                flags.append("unknown_article")
            elif line.refund and line.refund not in {amount * line.quantity for amount in asked}:
                flags.append("price_never_charged")
        return sorted(set(flags))
    flags = ["before_bought"] if body.made_at < order.placed_at else []
    had, back = _received(order), returned(work, order.id)
    lines = {line.id: line for line in order.lines}
    for line in _linked(order, body.lines):
        bought = lines.get(line.order_line_id)
        back[line.order_line_id] = back.get(line.order_line_id, 0)
        left = had.get(line.order_line_id, 0) - back[line.order_line_id]
        if bought is None or bought.sku != line.sku or line.quantity > had.get(line.order_line_id, 0):
            flags.append("more_than_bought")
        elif line.quantity > left:
            flags.append("already_returned")
        elif line.refund > bought.unit_price * line.quantity:
            flags.append("price_never_charged")
        back[line.order_line_id] += line.quantity
    if sum(line.refund for line in body.lines) > order.payment.paid - order.payment.refunded:
        flags.append("more_than_paid")
    return sorted(set(flags))


def _received(order: Order) -> dict[str, int]:
    """Line id → pieces the shopper has: handed over, delivered, or on their way home."""
    had: dict[str, int] = {}
    for f in order.fulfilments:
        if f.state in DONE or (f.way is Way.SHIP_HOME and f.state is FulfilmentState.SHIPPED):
            for part in f.parts:
                had[part.line_id] = had.get(part.line_id, 0) + part.quantity
    return had


def returned(work: Work, order_id: str) -> dict[str, int]:
    """Line id → pieces of an order in returns that were not cancelled."""
    table = schema.goods_back
    back: dict[str, int] = {}
    for body in work.conn.execute(select(table.c.body).where(table.c.order_id == order_id)).scalars():
        made = Return.model_validate_json(body)
        if made.state is not ReturnState.CANCELLED:
            for line in made.lines:
                back[line.order_line_id] = back.get(line.order_line_id, 0) + line.quantity
    return back


def _find(work: Work, return_id: str) -> Return | None:
    query = select(schema.goods_back.c.body).where(schema.goods_back.c.id == return_id).with_for_update()
    body = work.conn.execute(query).scalar()
    return None if body is None else Return.model_validate_json(body)


def _tell(work: Work, made: Return) -> None:
    where = schema.goods_back.c.id == made.id
    work.conn.execute(update(schema.goods_back).where(where).values(body=made.model_dump_json()))
    order = work.order(made.order_id) if made.order_id else None
    for place_id in sorted({made.location_id, *(concerned(order) if order else ())}):
        work.show(f"store:{place_id}", Collection.RETURN, made.id, made)
    work.event(f"return.{made.state.value}", made.id, made)
