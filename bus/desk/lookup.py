"""Reading orders from the record, without a lock: for connectors, reports and the demo."""

from sqlalchemy import Connection, select

from bus.desk.schema import catalogue, order, task
from shared.domain.location import Location
from shared.domain.order import Order


def find_order(conn: Connection, order_id: str) -> Order | None:
    """An order as it stands, None when there is none of this id."""
    body = conn.execute(select(order.c.body).where(order.c.id == order_id)).scalar()
    return None if body is None else Order.model_validate_json(body)


def place_names(conn: Connection) -> dict[str, str]:
    """Names of all stores and warehouses by id."""
    bodies = conn.execute(select(catalogue.c.body).where(catalogue.c.kind == "location")).scalars()
    return {place.id: place.name for place in map(Location.model_validate_json, bodies)}


def order_of(conn: Connection, fulfilment_id: str) -> str | None:
    """The order that an unfinished fulfilment belongs to, None when it is finished or unknown."""
    return conn.execute(select(task.c.order_id).where(task.c.fulfilment_id == fulfilment_id)).scalar()
