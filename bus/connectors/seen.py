"""What is to be seen of connectors: lag, counts, last event, success and error, dead letters and their way back."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, and_, func, select, update

from bus.connectors.contract import Connector
from bus.connectors.tables import errand, health, lead

NEVER = {"cursor": "", "stream": "", "last_done_at": None, "last_error": "", "last_error_at": None}


def retry_dead(conn: Connection, connector: str, seq: int | None = None) -> int:
    """Put dead letters of a connector (one, or all) back to work; gives how many."""
    wanted = [errand.c.connector == connector, errand.c.state == "dead"]
    if seq is not None:
        wanted.append(errand.c.seq == seq)
    return conn.execute(
        update(errand).where(*wanted).values(state="waiting", tries=0, not_before=None)
    ).rowcount


def status(conn: Connection, running: Iterable[Connector] | None = None) -> list[dict[str, Any]]:
    """Every connector's lag in seconds, waiting, dead and done errands, last event, success and error, and its hub.

    ``running``: those of the configuration; the others of the record are then shown only while something of theirs is
    not done, as not ``plugged`` in. None: all of the record.
    """
    plugged = None if running is None else {each.name: each for each in running}
    known = {row["connector"]: dict(row) for row in conn.execute(select(health)).mappings()}
    found = []
    for name in sorted({*known, *(plugged or ())}):
        row = known.get(name, {"connector": name} | NEVER) | _counts(conn, name)
        row["plugged"] = plugged is None or name in plugged
        if plugged is not None and name in plugged:
            row |= _described(plugged[name])
        if row["plugged"] or row["waiting"] or row["dead"]:
            found.append(row)
    return found


def dead_letters(conn: Connection, connector: str = "", limit: int = 100) -> list[dict[str, Any]]:
    """Dead letters with their reasons, the newest first; of all connectors or one."""
    columns = ("seq", "connector", "direction", "type", "subject", "made_at", "tries", "reason")
    query = select(*(errand.c[name] for name in columns)).where(errand.c.state == "dead")
    if connector:
        query = query.where(errand.c.connector == connector)
    return [dict(row) for row in conn.execute(query.order_by(errand.c.seq.desc()).limit(limit)).mappings()]


def _counts(conn: Connection, name: str) -> dict[str, Any]:
    mine = errand.c.connector == name
    by_state = select(errand.c.state, func.count()).where(mine).group_by(errand.c.state)
    counts = {state: number for state, number in conn.execute(by_state)}  # noqa: C416 - rows are no pairs to mypy
    oldest = select(func.min(errand.c.made_at)).where(mine, errand.c.state == "waiting")
    since = conn.execute(oldest).scalar()
    newest = select(func.max(errand.c.seq)).where(mine).scalar_subquery()
    last = conn.execute(select(errand.c.type, errand.c.made_at).where(errand.c.seq == newest)).first()
    now = datetime.now(UTC)
    held = select(lead.c.holder).where(and_(lead.c.connector == name, lead.c.until > now))
    return {
        "lag_s": max(0.0, (now - since).total_seconds()) if since else 0.0,
        "waiting": counts.get("waiting", 0),
        "dead": counts.get("dead", 0),
        "done": counts.get("done", 0),
        "last_event": last.type if last else "",
        "last_event_at": last.made_at if last else None,
        "hub": conn.execute(held).scalar() or "",
    }


def _described(connector: Connector) -> dict[str, Any]:
    """What kind of system it is, and what goes which way."""
    hears = type(connector).receive is not Connector.receive
    ways_in = [f"asked every {connector.poll_seconds:g} s"] if connector.poll_seconds else []
    ways_in += ["notifications"] if hears else []
    ways_in += ["looked after"] if connector.attend_seconds else []
    return {
        "kind": type(connector).__module__.removeprefix("bus.connectors.").partition(".")[0],
        "out": list(connector.events),
        "in": ways_in,
    }
