"""The outbox: every act of this device, durable before anything is promised, until the hub has it.

An item is in exactly one state: ``waiting`` and ``deferred`` ones will be sent, a ``rejected`` one is parked and holds
up its own order only, an ``acked`` one is kept for 14 days to be offered again should the hub lose it, and a
``dismissed`` one was rejected and then set aside or tried anew by a person.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from shared.cache import outbox_file
from shared.cache.fold import Entry, subject
from shared.domain.base import Model, new_id
from shared.domain.errors import EnvironmentFault
from shared.domain.messages import Result

KEEP = timedelta(days=14)
BALLAST = 2 * 1024 * 1024
_ENTRY = "n, id, kind, v, made_at, order_id, body, state, reason, tries, epoch, visible_at, settled_at"
_FIRST = (  # of each order the first open item, unless that one is parked
    f"SELECT {_ENTRY}, min(place) FROM item INDEXED BY item_open"  # noqa: S608
    " WHERE state IN ('waiting', 'deferred', 'rejected')"
    " GROUP BY order_id HAVING state = 'waiting'"
    " OR (state = 'deferred' AND id NOT IN (SELECT value FROM json_each(?)))"
    " ORDER BY place LIMIT ?"
)
_MOVING = outbox_file.MOVING.split(", ")
_HELD = f"SELECT {outbox_file.MOVING} FROM item WHERE id = ?"  # noqa: S608
_MOVE = f"UPDATE item SET {', '.join(f'{name} = ?' for name in _MOVING)}, mark = ? WHERE id = ?"  # noqa: S608


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Outbox:
    """The acts of one device, for every thread of the window and of the sync agent."""

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], datetime] = _utc_now,
        factory: type[sqlite3.Connection] = sqlite3.Connection,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "outbox.db"
        self._ballast = folder / "ballast"
        self._now = now
        self._lock = threading.RLock()
        self._conn = outbox_file.open_file(self._path, factory)
        self._own_writes = 0
        self._overlay: tuple[object, list[Entry]] = (None, [])
        self._nothing: object = None  # the state of the file in which there is nothing to send
        self._hold_ballast()

    # --- the window's side ----------------------------------------------------------------------------------------

    def add(self, kind: str, body: Model) -> str:
        """Append an act; durable when it returns. Gives the mutation's id.

        EnvironmentFault when the disk is full even without the ballast: then nothing was promised.
        """
        text = orjson.dumps(body.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS).decode()
        return self._append(kind, 1, subject(kind, body), text)

    def pending(self) -> list[Entry]:
        """What the hub has not taken, parked items included, in the order of sending."""
        return self._entries("state IN ('waiting', 'deferred', 'rejected') ORDER BY place, n")

    def overlay(self, position: tuple[str, int] | None) -> list[Entry]:
        """Acts whose effect the cache at a position (epoch, seq) does not show yet, in their order."""
        epoch, seq = position or ("", 0)
        with self._lock:
            stamp = (*self._stamp(), epoch, seq)
            if self._overlay[0] != stamp:
                found = self._entries(
                    "state IN ('waiting', 'deferred') OR (state = 'acked' AND (epoch <> ? OR visible_at > ?))"
                    " ORDER BY place, n",
                    (epoch, seq),
                )
                self._overlay = (stamp, found)
            return self._overlay[1]

    def retry(self, mutation_id: str) -> None:
        """Send an item again now; a rejected one goes as a new item in its place, for the hub has judged the old."""
        with self._lock:
            for entry in self._entries("id = ?", (mutation_id,)):
                if entry.state == "deferred":
                    with self._transaction():
                        self._move(entry.id, state="waiting")
                elif entry.state == "rejected" and entry.kind != "lost":
                    self._append(entry.kind, entry.v, entry.order_id, entry.body, instead_of=entry)

    def dismiss(self, mutation_id: str) -> None:
        """Set a rejected item aside for good, so that its order goes on; it stays in the export."""
        with self._lock, self._transaction():
            for entry in self._entries("id = ? AND state = 'rejected'", (mutation_id,)):
                self._move(entry.id, state="dismissed", settled_at=self._now().isoformat())

    def export(self) -> str:
        """Every item still kept as one JSON object a line, for support and for another way to the hub."""
        entries = self._entries("1 ORDER BY n")
        return "".join(
            json.dumps(e._asdict() | {"made_at": e.made_at.isoformat(), "body": json.loads(e.body)}) + "\n"
            for e in entries
        )

    # --- the agent's side -----------------------------------------------------------------------------------------

    def sendable(self, limit: int, resting: Sequence[str] = ()) -> list[Entry]:
        """What may be sent now: of each order the first open item only, so that order is kept per order.

        ``resting``: ids of deferred items whose time has not come.
        """
        with self._lock:
            stamp = self._stamp()
            if stamp == self._nothing:
                return []
            found = [_entry(row[:13]) for row in self._conn.execute(_FIRST, (json.dumps(resting), limit))]
            if not found and not resting:
                self._nothing = stamp
            return found

    def settle(self, results: Iterable[Result], epoch: str) -> None:
        """Note what the hub of an epoch made of items; unknown ids are passed over."""
        now = self._now().isoformat()
        with self._lock, self._transaction():
            for result in results:
                for entry in self._entries("id = ? AND state IN ('waiting', 'deferred')", (result.id,)):
                    if result.status == "applied":
                        self._move(
                            entry.id, state="acked", epoch=epoch, visible_at=result.visible_at, settled_at=now
                        )
                        continue
                    reason = result.problem.kept() if result.problem else ""
                    self._move(
                        entry.id, state=result.status, reason=reason, tries=entry.tries + 1, epoch=epoch
                    )

    def reoffer(self, epoch: str, *, restored: bool = False) -> int:
        """Offer again what another history's hub had acknowledged; gives how many items that is.

        ``restored``: the history has just changed, so that what waits was also made in the old one.
        """
        with self._lock:
            found = self._entries("state = 'acked' AND epoch <> ?", (epoch,))
            waiting = self._entries("state IN ('waiting', 'deferred')") if restored else []
            if found or waiting:
                now = self._now().isoformat()
                with self._transaction():
                    for entry in (*found, *waiting):
                        self._move(entry.id, state="waiting", tries=0, settled_at=entry.settled or now)
            return len(found)

    def forget(self) -> int:
        """Drop items settled more than 14 days ago, from the oldest on; gives how many went."""
        with self._lock, self._transaction():
            before = (self._now() - KEEP).isoformat()
            kept = self._conn.execute(
                "SELECT min(n) FROM item WHERE NOT (state IN ('acked', 'dismissed') AND settled_at < ?)",
                (before,),
            ).fetchone()[0]
            last = self._conn.execute(
                "SELECT n, hash FROM item WHERE n < coalesce(?, 1 << 62) ORDER BY n DESC LIMIT 1", (kept,)
            ).fetchone()
            if last is None:
                return 0
            self._conn.execute("UPDATE start SET n = ?, hash = ?", last)
            gone = self._conn.execute("DELETE FROM item WHERE n <= ?", last[:1]).rowcount
        with suppress(OSError):  # a log with too much in it does no harm
            outbox_file.rewrite_log(self._path, self._conn)
        with self._lock:  # the write-ahead log still has what was overwritten in the file
            self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def counts(self) -> tuple[int, datetime | None, int]:
        """How many items wait, when the oldest of them was made, and how many are parked."""
        with self._lock:
            waiting, oldest = self._conn.execute(
                "SELECT count(*), min(made_at) FROM item WHERE state IN ('waiting', 'deferred')"
            ).fetchone()
            (parked,) = self._conn.execute("SELECT count(*) FROM item WHERE state = 'rejected'").fetchone()
        return waiting, datetime.fromisoformat(oldest) if oldest else None, parked

    def close(self) -> None:
        """Close the file; may be called twice."""
        with self._lock:
            self._conn.close()

    # --- inside ---------------------------------------------------------------------------------------------------

    def _append(self, kind: str, v: int, order_id: str, body: str, instead_of: Entry | None = None) -> str:
        try:
            return self._append_once(kind, v, order_id, body, instead_of)
        except sqlite3.OperationalError as problem:
            if "full" not in str(problem) and "disk I/O" not in str(problem):
                raise
        self._ballast.unlink(missing_ok=True)  # what it is for: room for the acts of the next hours
        try:
            return self._append_once(kind, v, order_id, body, instead_of)
        except sqlite3.OperationalError as problem:
            message = (
                "the disk of this device is full: nothing was recorded; free space on it, then try again"
            )
            raise EnvironmentFault(message) from problem

    def _append_once(self, kind: str, v: int, order_id: str, body: str, instead_of: Entry | None) -> str:
        now = self._now()
        with self._lock:
            with self._transaction():
                (last,) = self._conn.execute(
                    "SELECT max(coalesce((SELECT max(n) FROM item), 0), n) FROM start"
                ).fetchone()
                n, item_id = last + 1, new_id(int(now.timestamp() * 1000))
                place = n
                if instead_of is not None:
                    (place,) = self._conn.execute(
                        "SELECT place FROM item WHERE n = ?", (instead_of.n,)
                    ).fetchone()
                    self._move(instead_of.id, state="dismissed", settled_at=now.isoformat())
                fixed = (n, item_id, kind, v, now.isoformat(), order_id, body, place)
                outbox_file.insert(self._conn, fixed)
            outbox_file.append_log(self._path, fixed)
        return item_id

    def _move(self, item_id: str, **changes: object) -> None:
        held = self._conn.execute(_HELD, (item_id,)).fetchone()
        moving = tuple(changes.get(name, value) for name, value in zip(_MOVING, held, strict=True))
        self._conn.execute(_MOVE, (*moving, outbox_file.mark(item_id, moving), item_id))

    def _stamp(self) -> tuple[int, int]:
        """The same as long as nobody has written: other connections' commits, and our own."""
        return self._conn.execute("PRAGMA data_version").fetchone()[0], self._own_writes

    def _entries(self, where: str, values: tuple[object, ...] = ()) -> list[Entry]:
        query = f"SELECT {_ENTRY} FROM item WHERE {where}"  # noqa: S608 - written in this module alone
        with self._lock:
            return [_entry(row) for row in self._conn.execute(query, values)]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._conn.execute("COMMIT")
        except BaseException:
            if self._conn.in_transaction:  # after SQLITE_FULL it is already rolled back
                self._conn.execute("ROLLBACK")
            raise
        finally:
            self._own_writes += 1

    def _hold_ballast(self) -> None:
        if not self._ballast.exists():
            try:
                self._ballast.write_bytes(b"\0" * BALLAST)
            except OSError:  # no room for it now: the next start tries again
                self._ballast.unlink(missing_ok=True)


def _entry(row: tuple[Any, ...]) -> Entry:
    n, item_id, kind, v, made_at, *rest = row
    return Entry(n, item_id, kind, v, datetime.fromisoformat(made_at), *rest)
