"""The audit: proves over the whole database that stock, orders, grants and money agree with one another."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from bus.desk import schema
from bus.desk.allocation import stands_at
from bus.desk.work import LEVELS
from shared.domain.order import Order
from shared.domain.states import DONE, ENDED, FulfilmentState, TransferState, Way
from shared.domain.stock import Transfer

Place = tuple[str, str]  # SKU, location id
_LOST = ENDED - DONE  # ended, and the shopper has nothing of it


@dataclass
class Findings:
    """What was looked at, and each disagreement in words."""

    stock_rows: int = 0
    ledger_rows: int = 0
    orders: int = 0
    wrong: list[str] = field(default_factory=list)


def audit(conn: Connection) -> Findings:
    """Check every row; an empty ``wrong`` is the proof."""
    found = Findings()
    _check_ledger(conn, found)
    reserved, incoming = _check_orders(conn, found), Counter[Place]()
    for row in conn.execute(select(schema.hold)):
        reserved[row.sku, row.location_id] += row.quantity
    for body in conn.execute(select(schema.transfer.c.body)).scalars():
        transfer = Transfer.model_validate_json(body)
        for line in transfer.lines:
            if transfer.state is TransferState.REQUESTED:
                reserved[line.sku, transfer.from_id] += line.quantity
            if transfer.state in {TransferState.REQUESTED, TransferState.SHIPPED}:
                incoming[line.sku, transfer.to_id] += line.quantity
    leased = Counter[Place]()
    lease = schema.lease
    for row in conn.execute(select(lease).where(lease.c.closed.is_(False))):
        leased[row.sku, row.location_id] += row.left
    for name, wanted in (("reserved", reserved), ("leased", leased), ("incoming", incoming)):
        _compare(conn, found, name, wanted)
    return found


def _check_ledger(conn: Connection, found: Findings) -> None:
    """Each level of stock is the sum of its changes, and no change is without its stock."""
    ledger, stock = schema.ledger, schema.stock
    sums = [func.sum(ledger.c[name]).label(name) for name in LEVELS]
    query = select(ledger.c.sku, ledger.c.location_id, func.count().label("n"), *sums)
    grouped = query.group_by(ledger.c.sku, ledger.c.location_id)
    booked = {(row.sku, row.location_id): row for row in conn.execute(grouped)}
    found.ledger_rows = sum(row.n for row in booked.values())
    for row in conn.execute(select(stock)):
        found.stock_rows += 1
        sum_of = booked.pop((row.sku, row.location_id), None)
        for name in LEVELS:
            has, should = getattr(row, name), int(getattr(sum_of, name, 0))
            if has != should:
                found.wrong.append(
                    f"{row.sku} at {row.location_id}: {name} is {has}, the ledger says {should}"
                )
    found.wrong += [f"{sku} at {place}: in the ledger but not in stock" for sku, place in booked]


def _check_orders(conn: Connection, found: Findings) -> Counter[Place]:
    """Every piece of every line is somewhere, once; gives what the open parts reserve."""
    waiting: dict[str, Counter[str]] = {}
    for row in conn.execute(select(schema.waiting)):
        waiting.setdefault(row.order_id, Counter())[row.line_id] += row.quantity
    open_tasks = set(conn.execute(select(schema.task.c.fulfilment_id)).scalars())
    reserved = Counter[Place]()
    query = select(schema.order.c.body).execution_options(yield_per=1_000)
    for body in conn.execute(query).scalars():
        order = Order.model_validate_json(body)
        found.orders += 1
        queue = waiting.pop(order.id, Counter())
        found.wrong += _pieces(order, queue)
        for f in order.fulfilments:
            if (f.state not in ENDED) != (f.id in open_tasks):
                found.wrong.append(f"{f.id}: {f.state.value}, but the list of open work says otherwise")
            if f.state not in ENDED and f.state is not FulfilmentState.SHIPPED:
                for part in f.parts:
                    reserved[part.sku, stands_at(f)] += part.quantity
    found.wrong += [f"order {order_id} waits for stock but does not exist" for order_id in waiting]
    return reserved


def _pieces(order: Order, queue: Counter[str]) -> Iterator[str]:
    served = Counter(queue)
    for f in order.fulfilments:
        if f.state not in _LOST:
            for part in f.parts:
                served[part.line_id] += part.quantity
    for line in order.lines:
        wanted = line.quantity - line.cancelled
        if served[line.id] != wanted:
            yield f"order {order.id} line {line.id}: {wanted} pieces wanted, {served[line.id]} served or waiting"
    if order.held != bool(queue.total()):
        yield f"order {order.id}: on hold is {order.held}, pieces waiting are {queue.total()}"
    if not 0 <= order.payment.refunded <= order.payment.paid:
        yield f"order {order.id}: {order.payment.refunded} refunded of {order.payment.paid} paid"
    if any(f.way is Way.PICKUP and f.collect_at != f.location_id for f in order.fulfilments):
        yield f"order {order.id}: a pickup is collected where its goods are not"


def _compare(conn: Connection, found: Findings, name: str, wanted: Counter[Place]) -> None:
    stock = schema.stock
    column = stock.c[name]
    has = {
        (row.sku, row.location_id): row.n
        for row in conn.execute(
            select(stock.c.sku, stock.c.location_id, column.label("n")).where(column != 0)
        )
    }
    for sku, place in sorted({*has, *(key for key, n in wanted.items() if n)}):
        if has.get((sku, place), 0) != wanted[sku, place]:
            found.wrong.append(
                f"{sku} at {place}: {name} is {has.get((sku, place), 0)}, what needs it adds up to {wanted[sku, place]}"
            )
