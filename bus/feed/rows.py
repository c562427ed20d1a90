"""The change feed: the present state of every row a device may hold, numbered by one locked counter.

A row is kept once per scope with the number of its last change, not as a log of changes. A number is taken
by incrementing the one counter row inside the writing transaction, so numbers become visible in order: who
has seen ``n`` will never meet a smaller one that is new.
"""

import uuid
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    MetaData,
    Row,
    String,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)

from shared.domain.messages import Collection, Page
from shared.domain.messages import Row as FeedRow

metadata = MetaData()

counter = Table(
    "feed_counter",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False, comment="always 1"),
    Column("seq", BigInteger, nullable=False, comment="the last number given away"),
    Column("floor", BigInteger, nullable=False, comment="tombstones up to here are gone"),
    Column("epoch", String(40), nullable=False, comment="changes whenever history may have changed"),
)

rows = Table(
    "feed_row",
    metadata,
    Column("scope", String(120), primary_key=True),
    Column("collection", String(20), primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("body", Text, comment="canonical JSON text; NULL: deleted"),
    Column("crc", BigInteger, nullable=False, comment="CRC-32 of the body's bytes, 0 when deleted"),
    Column(
        "changed_at", BigInteger, nullable=False, comment="seconds since 1970, only for the age of tombstones"
    ),
    Index("feed_row_by_seq", "scope", "seq"),
)

TOMBSTONE_DAYS = 30
_CHUNK = 5_000
_STEP = text("UPDATE feed_counter SET seq = seq + :n WHERE id = 1 RETURNING seq")
_PUT = text(
    "INSERT INTO feed_row (scope, collection, key, seq, body, crc, changed_at)"
    " VALUES (:scope, :collection, :key, :seq, :body, :crc, :now)"
    " ON CONFLICT (scope, collection, key) DO UPDATE"
    " SET seq = excluded.seq, body = excluded.body, crc = excluded.crc, changed_at = excluded.changed_at"
    " WHERE feed_row.body IS NULL OR feed_row.body <> excluded.body",
)
_BURY = text(
    "UPDATE feed_row SET seq = :seq, body = NULL, crc = 0, changed_at = :now"
    " WHERE scope = :scope AND collection = :collection AND key = :key AND body IS NOT NULL",
)
# built once: putting a query together costs as much as running it
_STATE = select(counter)
_AFTER = (
    select(rows.c.collection, rows.c.key, rows.c.seq, rows.c.body, rows.c.crc)
    .where(
        rows.c.scope == bindparam("scope"),
        rows.c.seq > bindparam("after"),
        rows.c.seq <= bindparam("upto"),
    )
    .order_by(rows.c.seq)
    .limit(bindparam("most"))
)
_NEWEST = select(func.max(rows.c.seq)).where(rows.c.scope == bindparam("scope"))


class CursorExpiredError(Exception):
    """Tombstones after this cursor are gone (410 cursor-expired): the device starts over with a snapshot."""


class EpochChangedError(Exception):
    """The cursor belongs to another history (409 epoch-changed): snapshot, then offer acked items again."""


class HistoryLostError(EpochChangedError):
    """The cursor stands where this history never came: the database is an older copy and does not know it yet."""


_BURIED = text(  # what compaction forgets is found without reading the whole feed; older records lack it
    "CREATE INDEX IF NOT EXISTS feed_row_buried ON feed_row (changed_at) WHERE body IS NULL"
)


def create(conn: Connection) -> None:
    """Create the tables and the counter row where they are missing."""
    metadata.create_all(conn)
    conn.execute(_BURIED)
    if conn.execute(select(counter.c.id)).first() is None:
        conn.execute(insert(counter).values(id=1, seq=0, floor=0, epoch=uuid.uuid4().hex))


def put(conn: Connection, scope: str, collection: str, key: str, body: str | None) -> int:
    """Set one row (None: a tombstone) and give its number.

    ``body`` is canonical JSON text; one equal to the stored one changes nothing and gives the old number.
    A tombstone for a row that never was is not written (0).
    """
    seq: int = conn.execute(_STEP, {"n": 1}).scalar_one()
    if _write(conn, [_values(scope, collection, key, body, seq)]):
        return seq
    conn.execute(_STEP, {"n": -1})
    where = (rows.c.scope == scope, rows.c.collection == collection, rows.c.key == key)
    return conn.execute(select(rows.c.seq).where(*where)).scalar() or 0


def put_many(conn: Connection, scope: str, collection: str, items: Iterable[tuple[str, str | None]]) -> int:
    """Set many rows, each with a number of its own; gives the highest number in use. Takes any amount."""
    pending = iter(items)
    while chunk := list(islice(pending, _CHUNK)):
        last: int = conn.execute(_STEP, {"n": len(chunk)}).scalar_one()
        first = last - len(chunk) + 1
        values = [_values(scope, collection, key, body, first + i) for i, (key, body) in enumerate(chunk)]
        if not _write(conn, values):
            conn.execute(_STEP, {"n": -len(chunk)})
    return head(conn)


def put_all(
    conn: Connection, items: Sequence[tuple[str, str, str, str | None]], last: int | None = None
) -> int:
    """Set rows of several scopes, (scope, collection, key, body), with one counter step; the last number.

    ``last``: what ``take`` gave for exactly so many rows.
    """
    if last is None:
        last = take(conn, len(items))
    first = last - len(items) + 1
    if items:
        _write(conn, [_values(*item, first + i) for i, item in enumerate(items)])
    return last


def body(conn: Connection, scope: str, collection: str, key: str) -> str | None:
    """The body of one row, None when there is none or it was deleted."""
    where = (rows.c.scope == scope, rows.c.collection == collection, rows.c.key == key)
    return conn.execute(select(rows.c.body).where(*where)).scalar()


def take(conn: Connection, number: int) -> int:
    """Take so many numbers and give the last: from here to the commit nobody else gets one."""
    if not number:
        return head(conn)
    last: int = conn.execute(_STEP, {"n": number}).scalar_one()
    return last


def _values(scope: str, collection: str, key: str, body: str | None, seq: int) -> dict[str, object]:
    crc = zlib.crc32(body.encode()) if body is not None else 0
    now = int(datetime.now(UTC).timestamp())
    name = Collection(collection).value
    return {"scope": scope, "collection": name, "key": key, "seq": seq, "body": body, "crc": crc, "now": now}


def _write(conn: Connection, values: list[dict[str, object]]) -> int:
    living = [v for v in values if v["body"] is not None]
    dead = [v for v in values if v["body"] is None]
    changed = conn.execute(_PUT, living).rowcount if living else 0
    return changed + (conn.execute(_BURY, dead).rowcount if dead else 0)


def head(conn: Connection) -> int:
    """The last number given away in what this transaction sees."""
    return int(conn.execute(_STATE).one().seq)


def epoch(conn: Connection) -> str:
    """The name of the present history."""
    return str(conn.execute(_STATE).one().epoch)


def generation(epoch: str) -> int:
    """How many histories came before that of an epoch, whose name is ``NUMBER-RANDOM``; the first has no number."""
    number, dash, _ = epoch.partition("-")
    return int(number) if dash and number.isascii() and number.isdecimal() and len(number) < 7 else 0


def new_epoch(conn: Connection, known: str = "") -> str:
    """Begin a new history, after that of ``known`` too: devices start over and offer their items again."""
    name = f"{max(generation(epoch(conn)), generation(known)) + 1}-{uuid.uuid4().hex}"
    conn.execute(update(counter).values(epoch=name))
    return name


def state(conn: Connection) -> Any:  # noqa: ANN401 - a row of ``counter``
    """The counter as this transaction sees it: ``seq``, ``floor`` and ``epoch``."""
    return conn.execute(_STATE).one()


def newest(conn: Connection, scope: str) -> int:
    """The number of a scope's last change; 0 when nothing ever was in it."""
    return conn.execute(_NEWEST, {"scope": scope}).scalar() or 0


def number(now: Any, cursor: str) -> int:  # noqa: ANN401
    """The number in a device's cursor, ``EPOCH.NUMBER``.

    CursorExpiredError when tombstones after it may be gone; EpochChangedError when the epoch is not the present one;
    HistoryLostError when this database never gave it away.
    """
    name, _, digits = cursor.rpartition(".")
    if not (digits.isascii() and digits.isdecimal()):
        raise EpochChangedError
    if generation(name) > generation(now.epoch) or (name == now.epoch and int(digits) > now.seq):
        raise HistoryLostError
    if name != now.epoch:
        raise EpochChangedError
    if int(digits) < now.floor:
        raise CursorExpiredError
    return int(digits)


def page(conn: Connection, now: Any, scopes: Sequence[str], after: int, limit: int) -> Page:  # noqa: ANN401
    """Rows of the scopes with ``after < rev <= to``, at most ``limit``, in order of their numbers.

    To be called where all reads see one state (``Database.read``), so that no compaction comes in between.
    """
    values = {"after": after, "upto": now.seq, "most": limit + 1}
    found = [row for scope in scopes for row in conn.execute(_AFTER, {"scope": scope, **values})]
    found.sort(key=attrgetter("seq"))
    taken, more = found[:limit], len(found) > limit
    return Page.model_construct(
        epoch=now.epoch,
        from_=after,
        to=taken[-1].seq if more else now.seq,
        rows=tuple(_row(row) for row in taken),
        more=more,
        server_time=datetime.now(UTC),
    )


def changes(conn: Connection, scopes: Sequence[str], after: int, limit: int) -> Page:
    """The page of the present history after a number."""
    now = state(conn)
    return page(conn, now, scopes, number(now, f"{now.epoch}.{after}"), limit)


def _row(row: Row[Any, Any, Any, Any, Any]) -> FeedRow:
    return FeedRow.model_construct(
        collection=row.collection,
        key=row.key,
        rev=row.seq,
        deleted=row.body is None,
        body=row.body or "",
        crc=row.crc,
    )


def pull(conn: Connection, scopes: Sequence[str], cursor: str, limit: int) -> Page:
    """What ``GET /v1/sync/changes`` answers; raises as ``number`` does."""
    now = state(conn)
    return page(conn, now, scopes, number(now, cursor), limit)


def digest(conn: Connection, scopes: Sequence[str]) -> dict[str, object]:
    """What a device at ``cursor`` must hold: collection → [rows, sum of numbers, sum of the bodies' CRC-32]."""
    table = rows.c
    query = (
        select(table.collection, func.count(), func.sum(table.seq), func.sum(table.crc))
        .where(table.scope.in_(scopes), table.body.is_not(None))
        .group_by(table.collection)
    )
    sums = {name: [int(count), int(numbers), int(crcs)] for name, count, numbers, crcs in conn.execute(query)}
    return {"epoch": epoch(conn), "cursor": head(conn), "collections": sums}


def compact(conn: Connection, older_than: datetime) -> int:
    """Forget tombstones made before a moment and raise the floor; gives how many went."""
    gone = (rows.c.body.is_(None), rows.c.changed_at < int(older_than.timestamp()))
    conn.execute(_STEP, {"n": 0})  # the lock: no number may be given away meanwhile
    highest = conn.execute(select(rows.c.seq).where(*gone).order_by(rows.c.seq.desc()).limit(1)).scalar()
    if highest is None:
        return 0
    conn.execute(update(counter).values(floor=highest))
    return conn.execute(rows.delete().where(*gone)).rowcount
