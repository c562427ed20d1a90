"""Errands in the record: what the frame has to deliver or to take, noted once, and remembered by its id for good."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text, update

from bus.connectors.contract import Intake
from bus.connectors.tables import errand
from bus.stream.subjects import EVENTS

KEPT = timedelta(days=EVENTS.days)  # a body is kept so long after it was done
_ADD = text(
    "INSERT INTO connector_errand"
    " (connector, direction, key, type, subject, body, made_at, state, tries, reason)"
    " VALUES (:connector, :direction, :key, :type, :subject, :body, :made_at, 'waiting', 0, '')"
    " ON CONFLICT (connector, direction, key) DO NOTHING"
)


def keep_intakes(conn: Connection, connector: str, intakes: Iterable[Intake]) -> None:
    """Note changes of another system as errands; one that is known already changes nothing."""
    rows = [
        {
            "direction": "in",
            "key": f"{i.kind}:{i.key}",
            "type": i.kind,
            "subject": str(i.body.get("id", i.key)),
            "body": json.dumps(i.body),
            "made_at": datetime.now(UTC),
        }
        for i in intakes
    ]
    add(conn, connector, rows)


def add(conn: Connection, connector: str, rows: Iterable[dict[str, Any]]) -> None:
    """Note errands of a connector; one that is known already changes nothing."""
    for row in rows:
        micro = (row["made_at"] - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        conn.execute(_ADD, row | {"connector": connector, "made_at": micro})


def forget(conn: Connection, connector: str) -> None:
    """Keep only the ids of what was done long ago: they make a replay harmless, and bodies hold people's addresses."""
    old = (errand.c.state == "done", errand.c.body != "", errand.c.made_at < datetime.now(UTC) - KEPT)
    conn.execute(update(errand).where(errand.c.connector == connector, *old).values(body=""))


def ensure(conn: Connection, name: str) -> None:
    """Make the line of a connector's health where it is missing."""
    make = text(
        "INSERT INTO connector_health (connector, cursor, last_error) VALUES (:name, '', '')"
        " ON CONFLICT (connector) DO NOTHING"
    )
    conn.execute(make, {"name": name})
