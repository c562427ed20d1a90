"""Reading orders from the record, without a lock: for connectors, reports and the demo."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from bus.desk.schema import catalogue, handover, ledger, order, pay_link, stock, task
from shared.domain.catalogue import Product
from shared.domain.codes import read_code
from shared.domain.location import Location
from shared.domain.messages import Collection, Proof
from shared.domain.order import Order
from shared.domain.stock import Level

_PRODUCTS = select(catalogue.c.body).where(catalogue.c.kind == Collection.PRODUCT)


def find_order(conn: Connection, order_id: str) -> Order | None:
    """An order as it stands, None when there is none of this id."""
    body = conn.execute(select(order.c.body).where(order.c.id == order_id)).scalar()
    return None if body is None else Order.model_validate_json(body)


def products(conn: Connection, after: str, limit: int) -> list[Product]:
    """The products that follow an id, in the order of their ids."""
    found = _PRODUCTS.where(catalogue.c.id > after).order_by(catalogue.c.id).limit(limit)
    return [Product.model_validate_json(body) for body in conn.execute(found).scalars()]


def products_of(conn: Connection, ids: Iterable[str]) -> list[Product]:
    """The products of some ids, as far as there are any."""
    found = _PRODUCTS.where(catalogue.c.id.in_(list(ids)))
    return [Product.model_validate_json(body) for body in conn.execute(found).scalars()]


def levels(conn: Connection, skus: Iterable[str]) -> dict[str, dict[str, Level]]:
    """Stock of some SKUs: SKU → location id → level."""
    found: dict[str, dict[str, Level]] = {sku: {} for sku in skus}
    for row in conn.execute(select(stock).where(stock.c.sku.in_(found))).mappings():
        level = Level.model_validate({name: row[name] for name in Level.model_fields})
        found[row["sku"]][row["location_id"]] = level
    return found


@dataclass(frozen=True)
class Moved:
    """Units of a SKU that came to (above 0) or left a location: a row of the ledger."""

    id: int
    sku: str
    place: str
    units: int
    cause: str
    ref: str
    actor: str


def moved(conn: Connection, sku: str, place: str, after: int) -> list[Moved]:
    """What changed on hand at a location after a row of the ledger, in its order."""
    mine = (ledger.c.sku == sku, ledger.c.location_id == place, ledger.c.id > after, ledger.c.on_hand != 0)
    columns = (ledger.c.id, ledger.c.sku, ledger.c.location_id, ledger.c.on_hand)
    query = select(*columns, ledger.c.cause, ledger.c.ref, ledger.c.actor).where(*mine).order_by(ledger.c.id)
    return [Moved(*row) for row in conn.execute(query)]


def first_collected(conn: Connection, row: Moved) -> int:
    """The first row of the ledger that says so much of an order was collected there."""
    mine = (ledger.c.sku == row.sku, ledger.c.location_id == row.place, ledger.c.ref == row.ref)
    query = select(func.min(ledger.c.id)).where(*mine, ledger.c.cause == "collect")
    return int(conn.execute(query).scalar_one())


@dataclass(frozen=True)
class Handover:
    """Goods of an order that were handed over; ``proof`` holds the signature."""

    fulfilment_id: str
    place: str
    at: datetime
    by: str
    proof: Proof


def handovers(conn: Connection, code: str) -> list[Handover]:
    """Every handover of the orders with a pickup code, in their order, those that were taken back too."""
    columns = (handover.c.fulfilment_id, handover.c.location_id, handover.c.at, handover.c.actor)
    query = (
        select(*columns, handover.c.body)
        .join(order, order.c.id == handover.c.order_id)
        .where(order.c.code == read_code(code))
        .order_by(handover.c.id)
    )
    rows = conn.execute(query)
    return [Handover(*row[:4], Proof.model_validate_json(row.body)) for row in rows]


def order_with_link(conn: Connection, provider: str, payment_id: str) -> str | None:
    """The order that a provider's pay link belongs to, None when it is none of ours."""
    mine = (pay_link.c.id == payment_id, pay_link.c.provider == provider)
    return conn.execute(select(pay_link.c.order_id).where(*mine)).scalar()


def place_names(conn: Connection) -> dict[str, str]:
    """Names of all stores and warehouses by id."""
    bodies = conn.execute(select(catalogue.c.body).where(catalogue.c.kind == "location")).scalars()
    return {place.id: place.name for place in map(Location.model_validate_json, bodies)}


def order_of(conn: Connection, fulfilment_id: str) -> str | None:
    """The order that an unfinished fulfilment belongs to, None when it is finished or unknown."""
    return conn.execute(select(task.c.order_id).where(task.c.fulfilment_id == fulfilment_id)).scalar()
