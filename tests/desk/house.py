"""A small shop with its desk, a clock to turn, and short words for what devices do."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, create_engine, select, text

from bus.database import Database
from bus.desk import catalogue, schema
from bus.desk.desk import Desk
from bus.desk.rules import Rules
from bus.desk.work import Device
from bus.feed import rows
from shared.crypto import new_private_key
from shared.domain.base import Model
from shared.domain.catalogue import Price, Product, Variant
from shared.domain.location import Location
from shared.domain.messages import Mutation, PlaceOrder, Result
from shared.domain.order import Line, Order
from shared.domain.stock import Level

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PLACES = (
    Location(id="north", name="North", lat=52.52, lon=13.40),
    Location(id="south", name="South", lat=52.45, lon=13.38),
    Location(id="west", name="West", lat=52.51, lon=13.20),
    Location(id="depot", name="Depot", kind="warehouse", lat=51.30, lon=12.40),
)


@dataclass
class House:
    """A desk with its database, a clock to turn, and short words for what devices do."""

    database: Database
    rules: Rules = field(default_factory=Rules)
    now: datetime = NOON
    key: str = field(default_factory=new_private_key)
    sent: int = 0

    def __post_init__(self) -> None:
        self.desk = Desk(self.database, self.key, self.rules, lambda: self.now)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def send(self, device: Device, kind: str, body: Model | dict[str, Any], mutation_id: str = "") -> Result:
        self.sent += 1
        content = body.model_dump(mode="json") if isinstance(body, Model) else body
        item = Mutation(
            n=self.sent, id=mutation_id or f"m{self.sent}", type=kind, made_at=self.now, body=content
        )
        return self.database.write(lambda conn: self.desk.apply(conn, device, item))

    def stock(self, counts: dict[str, dict[str, int]]) -> None:
        flat = [(sku, place, n) for sku, row in counts.items() for place, n in row.items()]
        self.database.write(lambda conn: catalogue.set_stock(conn, flat, self.now))

    def level(self, sku: str, place: str) -> Level:
        table = schema.stock
        query = select(table).where(table.c.sku == sku, table.c.location_id == place)
        row = self.database.read(lambda conn: conn.execute(query).mappings().first())
        return Level.model_validate(dict(row or {}))

    def ledger(self) -> list[tuple[str, str, str]]:
        """Cause, what it was for and who did it, of every change of stock."""
        table = schema.ledger
        query = select(table.c.cause, table.c.ref, table.c.actor).order_by(table.c.id)
        return self.database.read(lambda conn: [tuple(row) for row in conn.execute(query)])

    def order(self, order_id: str) -> Order:
        query = select(schema.order.c.body).where(schema.order.c.id == order_id)
        return Order.model_validate_json(self.database.read(lambda conn: conn.execute(query).scalar_one()))

    def feed(self, scope: str, collection: str) -> dict[str, str]:
        page = self.database.read(lambda conn: rows.changes(conn, [scope], 0, 10_000))
        return {row.key: row.body for row in page.rows if row.collection == collection and not row.deleted}

    def events(self) -> list[str]:
        query = select(schema.event.c.type).order_by(schema.event.c.seq)
        return self.database.read(lambda conn: list(conn.execute(query).scalars()))

    def place(self, *lines: Line, device: Device | None = None, order_id: str = "o1", **more: Any) -> Result:
        body = PlaceOrder(order_id=order_id, placed_at=self.now, currency="EUR", lines=lines, **more)
        return self.send(device or kiosk("north"), "order.place", body)

    def step(self, device: Device, action: str, order_id: str = "o1", part: int = 1, **more: Any) -> Result:
        body = {"order_id": order_id, "fulfilment_id": f"{order_id}:{part}", "action": action, **more}
        return self.send(device, "fulfilment.step", body)


def kiosk(place: str) -> Device:
    return Device(f"kiosk-{place}", "kiosk", place)


def staff(place: str) -> Device:
    return Device(f"staff-{place}", "staff", place)


def line(
    number: int, sku: str, quantity: int = 1, way: str = "pickup", at: str = "north", **more: Any
) -> Line:
    """A line of an order; the price is that of ``product``."""
    values: dict[str, Any] = {
        "unit_price": 1_000,
        "list_price": 1_000,
        "product_id": f"shop:{sku}",
        "name": sku,
    }
    values |= {"way": way, "location_id": "" if way == "ship_home" else at, **more}
    return Line(id=f"l{number}", sku=sku, quantity=quantity, **values)


def product(sku: str, amount: int = 1_000) -> Product:
    variant = Variant(sku=sku, price=Price(amount=amount, currency="EUR"))
    return Product(id=f"shop:{sku}", name=sku.title(), variants=(variant,))


def open_postgres(server: str) -> Database:
    """The hub's database on a server, made quick: tests need to survive no power cut."""
    url = server.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text("ALTER SYSTEM SET fsync = off"))
        conn.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()
    database = Database(url)
    database.write(schema.create)
    return database


def empty(conn: Connection) -> None:
    """Make a database like new."""
    for table in (*schema.metadata.sorted_tables, *rows.metadata.sorted_tables):
        conn.execute(table.delete())  # for a few rows far quicker than TRUNCATE
    rows.create(conn)  # the counter's one row
