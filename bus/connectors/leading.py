"""Of several hubs that name one connector, one runs it: it leads by a lease in the shared record and renews it.

A hub that dies loses its lease after seconds and another goes on where the record stands; one that starts again is
known by its holder's name and goes on at once. Time is the database's where hubs share one, so that no hub's clock
matters. A second run by a hub that slept through the end of its lease does no harm either: whatever a connector does
may be done again (see docs/writing-a-connector.md).
"""

import time

from sqlalchemy import Connection, delete, text

from bus.connectors.tables import lead

LEASE_SECONDS, RENEW_SECONDS = 10.0, 3.0
_TAKE = (
    "INSERT INTO connector_lead (connector, holder, until) VALUES (:connector, :holder, {now} + :span)"
    " ON CONFLICT (connector) DO UPDATE SET holder = excluded.holder, until = excluded.until"
    " WHERE connector_lead.holder = excluded.holder OR connector_lead.until < {now}"
)
_SHARED_CLOCK = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"


def take(conn: Connection, connector: str, holder: str, seconds: float | None = None) -> bool:
    """Become or stay the one who runs a connector; False while another does."""
    alone = conn.dialect.name == "sqlite"  # one file is one machine
    now = str(time.time_ns() // 1_000) if alone else _SHARED_CLOCK
    values = {
        "connector": connector,
        "holder": holder,
        "span": int((LEASE_SECONDS if seconds is None else seconds) * 1_000_000),
    }
    return conn.execute(text(_TAKE.format(now=now)), values).rowcount == 1


def release(conn: Connection, connector: str, holder: str) -> None:
    """Let another run it at once."""
    mine = (lead.c.connector == connector, lead.c.holder == holder)
    conn.execute(delete(lead).where(*mine))
