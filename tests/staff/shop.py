"""A small shop in a real cache: what the counter's tests work with."""

import gzip
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher

from shared.cache.store import Position
from shared.cache.writer import Writer
from shared.domain import snapshot
from shared.domain.base import Model
from shared.domain.catalogue import Option, OptionValue, Price, Product, Variant
from shared.domain.codes import pickup_code
from shared.domain.location import Location
from shared.domain.messages import Call, Collection, Enrolled, Page, Row
from shared.domain.order import Contact, Fulfilment, Line, Order, Part, Payment
from shared.domain.people import StaffMember
from shared.domain.states import FulfilmentState, PaymentState, Way
from shared.domain.stock import StockRow

NOW = datetime.now(UTC).replace(microsecond=0)
HERE = "harbour"
PIN = "246810"
_HASH = PasswordHasher(time_cost=1, memory_cost=1024).hash(PIN)
EPOCH = "e1"

IDENTITY = Enrolled(device_id="counter-1", token="t", role="staff", location_id=HERE, epoch=EPOCH)
PLACES = (
    Location(id=HERE, name="Harbour Street", lat=51.90, lon=4.48),
    Location(id="riverside", name="Riverside", lat=51.92, lon=4.51),
    Location(id="central", name="Central warehouse", kind="warehouse", lat=51.80, lon=4.70),
)
STAFF = (
    StaffMember(id="s1", badge="1001", name="Ana Kovač", role="manager", location_id=HERE, pin_hash=_HASH),
    StaffMember(id="s2", badge="1002", name="Bo Lind", role="clerk", location_id=HERE, pin_hash=_HASH),
    StaffMember(
        id="s9", badge="9009", name="Far Away", role="clerk", location_id="riverside", pin_hash=_HASH
    ),
)


def product(n: int, name: str, gtin: str, price: int, aisle: str, age: int = 0) -> Product:
    """An article in two sizes; ``gtin`` belongs to the first."""
    sizes = Option(
        id="size", label="Size", kind="size", values=tuple(OptionValue(id=s, label=s) for s in "SM")
    )
    variants = tuple(
        Variant(
            sku=f"{n}-{size}",
            gtin=gtin if size == "S" else None,
            options={"size": size},
            price=Price(amount=price, currency="EUR"),
            aisle={HERE: aisle},
            age_check=age,
        )
        for size in "SM"
    )
    return Product(id=f"t:{n}", name=name, brand="Norrland", options=(sizes,), variants=variants)


PRODUCTS = (
    product(1, "Wool blanket, herringbone", "4006381331005", 8900, "Aisle 12"),
    product(2, "Enamel kettle, 2 litres", "96385074", 4550, "Aisle 2"),
    product(3, "Aquavit with caraway", "0036000291452", 3200, "Aisle 4", age=18),
)


def line(n: int, sku: str, quantity: int = 1, way: Way = Way.PICKUP) -> Line:
    """An order's line for a SKU of the shop."""
    found = next(p for p in PRODUCTS if any(v.sku == sku for v in p.variants))
    price = found.variants[0].price.amount
    return Line(
        id=f"l{n}",
        sku=sku,
        product_id=found.id,
        name=found.name,
        options=sku[-1],
        quantity=quantity,
        unit_price=price,
        list_price=price,
        way=way,
        location_id=HERE if way is not Way.SHIP_HOME else "",
    )


def order(
    name: str,
    *lines: Line,
    state: FulfilmentState = FulfilmentState.OPEN,
    due_in: int = 60,
    age: int = 30,
    payment: PaymentState = PaymentState.PAID,
    source: str = HERE,
    claimed_by: str = "",
    waiting: bool = False,
) -> Order:
    """An order with one fulfilment; ``due_in`` and ``age`` in minutes."""
    lines = lines or (line(1, "1-S"),)
    total = sum(each.unit_price * each.quantity for each in lines)
    way = lines[0].way
    part = Fulfilment(
        id=f"{name}-f",
        way=way,
        location_id=source,
        collect_at="" if way is Way.SHIP_HOME else HERE,
        state=state,
        parts=tuple(Part(line_id=each.id, sku=each.sku, quantity=each.quantity) for each in lines),
        promised_at=NOW + timedelta(minutes=due_in),
        changed_at=NOW - timedelta(minutes=min(age, 12)),
        claimed_by=claimed_by,
        waiting_here=waiting,
    )
    return Order(
        id=name,
        code=pickup_code(name),
        placed_in=HERE,
        placed_at=NOW - timedelta(minutes=age),
        currency="EUR",
        lines=lines,
        fulfilments=(part,),
        payment=Payment(state=payment, paid=total if payment is PaymentState.PAID else 0),
        contact=Contact(name=name.title(), phone="+31 6 1234 5678"),
    )


STOCK = tuple(
    StockRow(sku=v.sku, atp={HERE: 2, "riverside": 5, "central": 40}, as_of=NOW - timedelta(minutes=4))
    for p in PRODUCTS
    for v in p.variants
)

Item = tuple[Collection, str, Model]


def items(orders: Iterable[Order] = (), calls: Iterable[Call] = ()) -> list[Item]:
    """Everything of the shop as rows of the feed."""
    found: list[Item] = [(Collection.LOCATION, p.id, p) for p in PLACES]
    found += [(Collection.PRODUCT, p.id, p) for p in PRODUCTS]
    found += [(Collection.STOCK, s.sku, s) for s in STOCK]
    found += [(Collection.STAFF, m.id, m) for m in STAFF]
    found += [(Collection.ORDER, o.id, o) for o in orders]
    found += [(Collection.CALL, c.id, c) for c in calls]
    return found


def fill(folder: Path, rows: list[Item]) -> Writer:
    """Write a cache as if a snapshot had come; the writer then applies pages."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "snapshot.part"
    file.unlink(missing_ok=True)
    conn = sqlite3.connect(file)
    conn.executescript(
        f"PRAGMA application_id={snapshot.APPLICATION_ID}; PRAGMA user_version={snapshot.FORMAT};{snapshot.TABLES}"
    )
    for rev, (collection, key, body) in enumerate(rows, 1):
        text = body.model_dump_json()
        check = snapshot.row_check(collection, key, rev, zlib.crc32(text.encode()))
        conn.execute(snapshot.ADD_ROW, (collection, key, rev, text, check))
        conn.executemany(snapshot.ADD_CODE, snapshot.codes_of(collection, key, text))
    conn.execute(snapshot.ADD_META, snapshot.meta_row("position", str(Position(EPOCH, len(rows)))))
    conn.executescript(snapshot.INDEXES)
    conn.commit()
    conn.close()
    packed = gzip.compress(file.read_bytes(), 1)
    file.write_bytes(packed)
    writer = Writer(folder)
    writer.adopt(file, hashlib.sha256(packed).hexdigest(), Position(EPOCH, len(rows)))
    return writer


def feed(writer: Writer, *rows: Item) -> list[str]:
    """Apply a page as if the hub had sent it; the collections that changed."""
    place = writer.position()
    assert place is not None
    body = [
        Row(
            collection=c,
            key=k,
            rev=place.seq + n,
            body=(text := m.model_dump_json()),
            crc=zlib.crc32(text.encode()),
        )
        for n, (c, k, m) in enumerate(rows, 1)
    ]
    page = Page.model_validate(
        {
            "epoch": place.epoch,
            "from": place.seq,
            "to": place.seq + len(body),
            "rows": body,
            "server_time": NOW,
        }
    )
    return sorted(str(c) for c in writer.apply(page) or ())
