"""Opens the hub's record, and brings one of an older version up to the present schema by numbered steps."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, inspect, select, text

from bus.connectors import tables
from bus.database import Database, UtcMoment
from bus.desk import schema
from shared.domain.errors import EnvironmentFault
from shared.settings import HubSettings

log = logging.getLogger(__name__)
_LOCK: Final = 4918  # of PostgreSQL: when several hubs start at once, one of them does it


def open_record(settings: HubSettings, *, new: bool = False) -> Database:
    """The hub's record with the present schema; ``new``: it is made when the folder holds none."""
    if not settings.database and not new and not (settings.folder / "hub.db").exists():
        raise EnvironmentFault(f"{settings.folder} holds no hub.db: name the hub's folder with --folder")
    if not settings.database:
        settings.folder.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database or f"sqlite:///{settings.folder / 'hub.db'}")
    try:
        database.write(bring_up)
    except BaseException:
        database.close()
        raise
    return database


def bring_up(conn: Connection) -> None:
    """Take the steps that an older database has not seen, then make the tables that are missing."""
    if conn.dialect.name == "postgresql":
        conn.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    found = _schema_of(conn)
    if found > NEWEST:
        raise EnvironmentFault(
            f"the record was written by a newer version (schema {found}, this one knows {NEWEST}): "
            "update this program, or put back the backup made before the update"
        )
    for number, step in STEPS.items():
        if 0 < found < number:
            step(conn)
    schema.create(conn)
    tables.create(conn)
    if found < NEWEST:
        conn.execute(delete(schema.version).where(schema.version.c.kind == _KIND))
        conn.execute(insert(schema.version).values(kind=_KIND, name=str(NEWEST)))
    if 0 < found < NEWEST:
        log.warning("the record was brought from schema %d to %d", found, NEWEST)


def _schema_of(conn: Connection) -> int:
    """The number of the database's schema, 0 when it is empty."""
    if not inspect(conn).has_table(schema.version.name):
        return 0
    number = conn.execute(select(schema.version.c.name).where(schema.version.c.kind == _KIND)).scalar()
    return 1 if number is None else int(number)  # numbers came later: each step looks whether it is needed


# --- steps: plain SQL, since tables in the code go on changing --------------------------------------------


def _leases_of_devices(conn: Connection) -> None:
    """A lease of a whole store can be sold by nobody any more; it ends in its time, and the units are free."""
    _add(conn, "lease", "device_id VARCHAR NOT NULL DEFAULT ''")


def _workload_left(conn: Connection) -> None:
    """What a location took on a day becomes what it can still take."""
    if not _has(conn, "workload", "taken"):
        return
    _add(conn, "workload", "free INTEGER NOT NULL DEFAULT 0")
    places = conn.execute(text("SELECT id, body FROM catalogue WHERE kind = 'location'")).all()
    for place_id, body in places:
        values = {"id": place_id, "capacity": json.loads(body)["daily_capacity"]}
        conn.execute(text("UPDATE workload SET free = :capacity - taken WHERE location_id = :id"), values)
    conn.execute(text("ALTER TABLE workload DROP COLUMN taken"))
    conn.execute(text("CREATE INDEX workload_full ON workload (day, free)"))


def _ended_orders(conn: Connection) -> None:
    """Orders that are over stand in a list, until devices need not keep them any more."""
    if inspect(conn).has_table("ended"):
        return
    conn.execute(text("CREATE TABLE ended (order_id VARCHAR NOT NULL PRIMARY KEY, at BIGINT NOT NULL)"))
    conn.execute(text("CREATE INDEX ended_at ON ended (at)"))
    over = text("INSERT INTO ended SELECT id, :now FROM orders WHERE state IN ('completed', 'cancelled')")
    conn.execute(over.bindparams(bindparam("now", datetime.now(UTC), UtcMoment())))


def _place_in_the_stream(conn: Connection) -> None:
    """A connector remembers how far in the stream it is."""
    _add(conn, "connector_health", "stream TEXT NOT NULL DEFAULT ''")


def _has(conn: Connection, table: str, column: str) -> bool:
    return any(known["name"] == column for known in inspect(conn).get_columns(table))


def _add(conn: Connection, table: str, column: str) -> None:
    """Add a column, described in SQL, to a table that lacks it."""
    if inspect(conn).has_table(table) and not _has(conn, table, column.split(maxsplit=1)[0]):
        conn.execute(text(f"ALTER TABLE {table} ADD COLUMN {column}"))


_KIND: Final = "schema"  # its row in the table of versions
STEPS: Final[dict[int, Callable[[Connection], None]]] = {  # the schema each leads to; new tables need none
    2: _leases_of_devices,
    3: _workload_left,
    4: _ended_orders,
    5: _place_in_the_stream,
}
NEWEST: Final = max(STEPS)
