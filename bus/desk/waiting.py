"""What waits: held pieces for stock, goods for their shopper, grants for their end; looked after by the hub's tick."""

from datetime import timedelta

from sqlalchemy import and_, delete, exists, func, select

from bus.desk import fulfilments, grants, schema, searches
from bus.desk.allocation import allocate, refused_by, waiting_of
from bus.desk.sourcing import Want
from bus.desk.wishes import settle
from bus.desk.work import RefusedError, Work
from shared.domain.messages import Settle, Step
from shared.domain.order import Order
from shared.domain.states import OVER, WAITING_FOR_SHOPPER, Action, Way

AT_ONCE = 50


def tick(work: Work, after: int) -> int:
    """Do what is due; gives the number in the queue to go on from next time (0: from the start)."""
    grants.sweep(work)
    grants.renew_all(work)
    _expire(work)
    _retire(work)
    searches.forget(work, AT_ONCE)
    return _serve(work, after)


def decide(work: Work, body: Settle) -> None:
    """Staff decides what becomes of a line that nobody has: the wish is changed and carried out."""
    order = work.concerning(body.order_id)
    queue = waiting_of(work, order.id)
    if not queue.get(body.line_id):
        raise RefusedError(
            "does-not-wait", "This line does not wait", f"Waiting: {', '.join(sorted(queue)) or 'nothing'}."
        )
    change = {"wish": body.wish, "swap_sku": body.swap_sku}
    lines = tuple(line.model_copy(update=change) if line.id == body.line_id else line for line in order.lines)
    order = _again(work, order.model_copy(update={"lines": lines}), body.line_id, queue)
    work.save(order)
    work.event("order.settled", order.id, order)


def _again(work: Work, order: Order, line_id: str, queue: dict[str, int]) -> Order:
    """Source waiting pieces of a line once more; what nobody has follows the wish or goes on waiting."""
    line = next(line for line in order.lines if line.id == line_id)
    refused = refused_by(work, order.id).get(line_id, frozenset())
    want = Want(line_id, line.sku, queue[line_id], refused)
    way = line.way if line.way is Way.SHIP_HOME else Way.SHIP_TO_STORE
    order, missing = allocate(work, order, [want], way, line.location_id)
    return settle(work, order, missing, {**queue, line_id: 0})


def _serve(work: Work, after: int) -> int:
    """Give waiting pieces what has come into stock, in the order they queued."""
    table, stock, refusal = schema.waiting, schema.stock, schema.refusal
    refused = and_(
        refusal.c.order_id == table.c.order_id,
        refusal.c.line_id == table.c.line_id,
        refusal.c.location_id == stock.c.location_id,
    )
    there = select(func.sum(schema.free)).where(
        stock.c.sku == table.c.sku, schema.free > 0, ~exists().where(refused)
    )
    query = (
        select(table.c.id, table.c.order_id, table.c.line_id)
        .where(table.c.id > after, there.scalar_subquery() >= table.c.quantity)
        .order_by(table.c.id)
        .limit(AT_ONCE)
    )
    rows = work.conn.execute(query).all()
    for row in rows:
        order = work.existing(row.order_id)
        queue = waiting_of(work, order.id)
        if queue.get(row.line_id):
            changed = _again(work, order, row.line_id, queue)
            if changed != order:
                work.save(changed)
                work.event("order.settled", order.id, changed)
    return rows[-1].id if len(rows) == AT_ONCE else 0


def _expire(work: Work) -> None:
    """Goods that nobody collected in time go back on sale."""
    since = work.now - timedelta(days=work.rules.terms.collect_days)
    table = schema.task
    waiting = table.c.state.in_([state.value for state in WAITING_FOR_SHOPPER])
    query = (
        select(table.c.order_id, table.c.fulfilment_id)
        .where(waiting, table.c.changed_at <= since)
        .order_by(table.c.changed_at)
        .limit(AT_ONCE)
    )
    for row in work.conn.execute(query).all():
        body = Step(order_id=row.order_id, fulfilment_id=row.fulfilment_id, action=Action.EXPIRE)
        fulfilments.do_step(work, body)


def _retire(work: Work) -> None:
    """Devices forget orders that ended long ago; one that came alive again since is left alone."""
    table = schema.ended
    since = work.now - timedelta(days=work.rules.terms.keep_days)
    query = select(table.c.order_id).where(table.c.at <= since).order_by(table.c.at).limit(AT_ONCE)
    for order_id in work.conn.execute(query).scalars().all():
        order = work.existing(order_id)
        if order.state in OVER:
            work.retire(order)
        work.conn.execute(delete(table).where(table.c.order_id == order_id))
