"""What the frame remembers for each connector: errands in both directions, paired ids, cursors and health."""

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, MetaData, String, Table, Text, text

from bus.database import UtcMoment

metadata = MetaData()
Counter = BigInteger().with_variant(Integer, "sqlite")

errand = Table(
    "connector_errand",
    metadata,
    Column("seq", Counter, primary_key=True),
    Column("connector", String, nullable=False),
    Column("direction", String, nullable=False, comment="out: an event to deliver; in: a change to take"),
    Column(
        "key",
        String,
        nullable=False,
        comment="event id, or kind:id of theirs; a second sight is the same row",
    ),
    Column("type", String, nullable=False),
    Column("subject", String, nullable=False, comment="the aggregate whose order is kept"),
    Column("body", Text, nullable=False),
    Column("made_at", UtcMoment, nullable=False),
    Column("state", String, nullable=False, default="waiting", comment="waiting, done, dead"),
    Column("tries", Integer, nullable=False, default=0),
    Column("not_before", UtcMoment),
    Column("reason", Text, nullable=False, default=""),
    Index("connector_errand_key", "connector", "direction", "key", unique=True),
    Index("connector_errand_waiting", "connector", "state", "seq"),
)

pair = Table(
    "connector_pair",
    metadata,
    Column("connector", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("ours", String, primary_key=True),
    Column("theirs", String, nullable=False),
    Index("connector_pair_theirs", "connector", "kind", "theirs", unique=True),
)

lead = Table(  # which of several hubs runs it, see leading.py
    "connector_lead",
    metadata,
    Column("connector", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", UtcMoment, nullable=False),
)

health = Table(
    "connector_health",
    metadata,
    Column("connector", String, primary_key=True),
    Column("cursor", Text, nullable=False, default="", comment="of polling"),
    Column(
        "stream", Text, nullable=False, default="", server_default="", comment="when made|last number read"
    ),
    Column("last_done_at", UtcMoment),
    Column("last_error", Text, nullable=False, default=""),
    Column("last_error_at", UtcMoment),
)


def create(conn: Connection) -> None:
    """Make the tables that are missing; several hubs may do so at once."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(4920)"))
    metadata.create_all(conn)
