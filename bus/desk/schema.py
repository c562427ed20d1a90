"""The order desk's tables; orders, returns and transfers are documents beside their searched columns."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from bus.database import UtcMoment
from bus.feed import rows

metadata = MetaData()

# SQLite counts up an INTEGER PRIMARY KEY by itself, PostgreSQL a BIGINT identity
Counter = BigInteger().with_variant(Integer, "sqlite")

# --- catalogue --------------------------------------------------------------------------------------------

catalogue = Table(
    "catalogue",
    metadata,
    Column("kind", String, primary_key=True),  # product, category, location, staff
    Column("id", String, primary_key=True),
    Column("source", String, nullable=False),  # the feed it came from: what a feed no longer has is withdrawn
    Column("scope", String, nullable=False),  # of the feed
    Column("body", Text, nullable=False),
    Column("digest", String, nullable=False),  # SHA-256 of the body
    Index("catalogue_source", "kind", "source"),
)

version = Table(  # changes whenever the locations do: hubs keep them in memory
    "version",
    metadata,
    Column("kind", String, primary_key=True),
    Column("name", String, nullable=False),
)

price = Table(  # every price a SKU ever had, to honour what a screen showed
    "price",
    metadata,
    Column("id", Counter, primary_key=True),
    Column("sku", String, nullable=False),
    Column("product_id", String, nullable=False),
    Column("body", Text, nullable=False),  # catalogue.Price
    Column("since", UtcMoment, nullable=False),
    Column("until", UtcMoment),  # NULL: still asked
    Index("price_sku", "sku", "until"),
)

# --- stock ------------------------------------------------------------------------------------------------

stock = Table(
    "stock",
    metadata,
    Column("sku", String, primary_key=True),
    Column("location_id", String, primary_key=True),
    Column("on_hand", Integer, nullable=False, default=0),
    Column("reserved", Integer, nullable=False, default=0),
    Column("safety", Integer, nullable=False, default=0),
    Column("leased", Integer, nullable=False, default=0),
    Column("blocked", Integer, nullable=False, default=0),  # damaged, on display, for the vendor
    Column("incoming", Integer, nullable=False, default=0),
)

# what may still be promised; shared.domain.stock.Level.atp says the same
free = stock.c.on_hand - stock.c.reserved - stock.c.safety - stock.c.leased - stock.c.blocked

ledger = Table(  # each column of stock equals the sum of its changes here
    "ledger",
    metadata,
    Column("id", Counter, primary_key=True),
    Column("sku", String, nullable=False),
    Column("location_id", String, nullable=False),
    Column("on_hand", Integer, nullable=False, default=0),
    Column("reserved", Integer, nullable=False, default=0),
    Column("safety", Integer, nullable=False, default=0),
    Column("leased", Integer, nullable=False, default=0),
    Column("blocked", Integer, nullable=False, default=0),  # damaged, on display, for the vendor
    Column("incoming", Integer, nullable=False, default=0),
    Column("cause", String, nullable=False),
    Column("ref", String, nullable=False),  # order, return, transfer, lease or hold
    Column("actor", String, nullable=False),
    Column("at", UtcMoment, nullable=False),
    Index("ledger_stock", "sku", "location_id"),
)

hold = Table(
    "hold",
    metadata,
    Column("id", String, primary_key=True),
    Column("sku", String, nullable=False),
    Column("location_id", String, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("device_id", String, nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
    Index("hold_expires", "expires_at"),
)

lease = Table(
    "lease",
    metadata,
    Column("id", String, primary_key=True),
    Column("sku", String, nullable=False),
    Column("location_id", String, nullable=False),  # the store where they stand
    Column("device_id", String, nullable=False),  # that may sell them
    Column("units", Integer, nullable=False),
    Column("left", Integer, nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
    Column("closed", Boolean, nullable=False, default=False),
    Index("lease_open", "closed", "expires_at"),
    Index("lease_store", "location_id", "sku"),
)

# --- work -------------------------------------------------------------------------------------------------

order = Table(
    "orders",
    metadata,
    Column("id", String, primary_key=True),
    Column("code", String, nullable=False),
    Column("state", String, nullable=False),
    Column("placed_at", UtcMoment, nullable=False),
    Column("body", Text, nullable=False),  # order.Order
    Index("orders_code", "code"),
)

reach = Table(  # words and numbers by which staff finds a shopper's orders
    "reach",
    metadata,
    Column("key", String().with_variant(String(collation="C"), "postgresql"), primary_key=True),
    Column("order_id", String, primary_key=True),
    Column("placed_at", UtcMoment, nullable=False),
    Index("reach_order", "order_id"),
)

task = Table(  # fulfilments that are not ended: who has work, what waits for its shopper too long
    "task",
    metadata,
    Column("fulfilment_id", String, primary_key=True),
    Column("order_id", String, nullable=False),
    Column("location_id", String, nullable=False),
    Column("state", String, nullable=False),
    Column("changed_at", UtcMoment, nullable=False),
    Index("task_location", "location_id"),
    Index("task_state", "state", "changed_at"),
)

ended = Table(  # orders that are over, until devices need not keep them any more
    "ended",
    metadata,
    Column("order_id", String, primary_key=True),
    Column("at", UtcMoment, nullable=False),
    Index("ended_at", "at"),
)

pay_link = Table(  # whose pay links are, and when their provider is asked about them again
    "pay_link",
    metadata,
    Column("id", String, primary_key=True),
    Column("order_id", String, nullable=False),
    Column("provider", String, nullable=False),
    Column("ask_at", UtcMoment),  # NULL: that is over
    Column("unanswered", Integer, nullable=False, default=0),
    Index("pay_link_due", "provider", "ask_at"),
    Index("pay_link_order", "order_id"),
)

waiting = Table(  # pieces that nobody has, waiting for stock; served in the order of id
    "waiting",
    metadata,
    Column("id", Counter, primary_key=True),
    Column("sku", String, nullable=False),
    Column("order_id", String, nullable=False),
    Column("line_id", String, nullable=False),
    Column("quantity", Integer, nullable=False),
    Index("waiting_sku", "sku", "id"),
    Index("waiting_order", "order_id"),
)

refusal = Table(  # where a line was refused: it is never sourced there again
    "refusal",
    metadata,
    Column("order_id", String, primary_key=True),
    Column("line_id", String, primary_key=True),
    Column("location_id", String, primary_key=True),
)

workload = Table(  # fulfilments that a location may still take on a local day
    "workload",
    metadata,
    Column("location_id", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("free", Integer, nullable=False),
    Index("workload_full", "day", "free"),
)

goods_back = Table(
    "goods_back",
    metadata,
    Column("id", String, primary_key=True),
    Column("order_id", String, nullable=False),
    Column("body", Text, nullable=False),  # order.Return
    Index("goods_back_order", "order_id"),
)

handover = Table(  # for good, whatever becomes of the fulfilment afterwards
    "handover",
    metadata,
    Column("id", Counter, primary_key=True),
    Column("order_id", String, nullable=False),
    Column("fulfilment_id", String, nullable=False),
    Column("location_id", String, nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("actor", String, nullable=False),
    Column("body", Text, nullable=False),  # messages.Proof
    Index("handover_order", "order_id"),
)

transfer = Table(
    "transfer",
    metadata,
    Column("id", String, primary_key=True),
    Column("body", Text, nullable=False),  # stock.Transfer
)

call = Table(
    "call",
    metadata,
    Column("id", String, primary_key=True),
    Column("body", Text, nullable=False),  # messages.Call
)

missed_search = Table(  # by the store's own day
    "missed_search",
    metadata,
    Column("location_id", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("text", String, primary_key=True),
    Column("count", Integer, nullable=False),
)

# --- devices and what they said ---------------------------------------------------------------------------

device = Table(
    "device",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("location_id", String, nullable=False),
    Column("token_hash", String, nullable=False, unique=True),
    Column("revoked", Boolean, nullable=False, default=False),
    Column("made_at", UtcMoment, nullable=False),
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("code_hash", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("location_id", String, nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
    Column("used", Boolean, nullable=False, default=False),
)

dedupe = Table(
    "dedupe",
    metadata,
    Column("device_id", String, primary_key=True),
    Column("mutation_id", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
    Column("result", Text, nullable=False),  # messages.Result
)

event = Table(  # the event outbox: written with the effect, published afterwards by the relay
    "event",
    metadata,
    Column("seq", Counter, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("type", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("data", Text, nullable=False),
    Column("made_at", UtcMoment, nullable=False),
    Column("published_at", UtcMoment),
    Index(
        "event_waiting",
        "seq",
        sqlite_where=text("published_at IS NULL"),
        postgresql_where=text("published_at IS NULL"),
    ),
)

secret = Table(  # what the hub shares with its enrolled devices alone
    "secret",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)


def create(conn: Connection) -> None:
    """Make the tables of desk and feed that are missing; several hubs may do so at once."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(4919)"))
    metadata.create_all(conn)
    rows.create(conn)
