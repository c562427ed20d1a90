"""What is to be seen of connectors: lag, counts, last success and error, dead letters, and their way back to work."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from bus.connectors.tables import errand, health


def retry_dead(conn: Connection, connector: str, seq: int | None = None) -> int:
    """Put dead letters of a connector (one, or all) back to work; gives how many."""
    wanted = [errand.c.connector == connector, errand.c.state == "dead"]
    if seq is not None:
        wanted.append(errand.c.seq == seq)
    return conn.execute(
        update(errand).where(*wanted).values(state="waiting", tries=0, not_before=None)
    ).rowcount


def status(conn: Connection) -> list[dict[str, Any]]:
    """Every connector's cursor, lag in seconds, waiting and dead errands, last success and last error."""
    found = []
    for row in conn.execute(select(health).order_by(health.c.connector)).mappings():
        mine = errand.c.connector == row["connector"]
        by_state = select(errand.c.state, func.count()).where(mine).group_by(errand.c.state)
        counts = {state: number for state, number in conn.execute(by_state)}  # noqa: C416 - rows are no pairs to mypy
        oldest = conn.execute(
            select(func.min(errand.c.made_at)).where(mine, errand.c.state == "waiting")
        ).scalar()
        lag = max(0.0, (datetime.now(UTC) - oldest).total_seconds()) if oldest else 0.0
        found.append(
            dict(row)
            | {
                "lag_s": lag,
                "waiting": counts.get("waiting", 0),
                "dead": counts.get("dead", 0),
                "done": counts.get("done", 0),
            }
        )
    return found
