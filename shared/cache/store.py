"""Reading the device's cache: the rows the hub sent, each checked before it is shown.

``cache.db`` is a link to the file in use; a new snapshot takes its place by renaming the link, so a reader goes on in
the old file until its next question. Only the sync agent writes (shared/cache/writer.py).
"""

import logging
import os
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from shared.cache.faults import is_damage
from shared.cache.fold import stock_deltas
from shared.cache.outbox import Outbox
from shared.domain import snapshot
from shared.domain.messages import Collection
from shared.domain.stock import Lease

log = logging.getLogger(__name__)


class Position(NamedTuple):
    """How far the cache has come: a history's name and the last number applied."""

    epoch: str
    seq: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.seq}"


class Change(NamedTuple):
    """A row as it is now; ``body`` is None when it is gone."""

    key: str
    rev: int
    body: str | None


def connect(path: Path, factory: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    """Open a cache file as the product does: WAL, NORMAL, transactions begun by hand."""
    conn = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False, factory=factory)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("PRAGMA synchronous=NORMAL")
    conn.execute("PRAGMA mmap_size=268435456")
    return conn


def _nothing() -> sqlite3.Connection:
    conn = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    conn.executescript(snapshot.TABLES + snapshot.INDEXES)
    return conn


class Store:
    """The cache as readers see it, from any thread; before the first snapshot it is empty.

    A row whose check fails is never given out: the cache is marked as damaged, and the agent fetches it anew.
    """

    def __init__(self, folder: Path, outbox: Outbox | None = None, device_id: str = "") -> None:
        self.device_id = device_id
        self.folder = folder
        self.path = folder / "cache.db"
        self._link = str(self.path)
        self.outbox = outbox
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._leases: tuple[object, dict[str, dict[str, int]]] = (None, {})

    # --- questions ----------------------------------------------------------------------------------------------

    @property
    def generation(self) -> str:
        """Changes when a new snapshot has taken the cache's place: whatever was built from rows is then void."""
        try:
            return f"{os.readlink(self._link)} {os.stat(self._link).st_ino}"  # noqa: PTH115, PTH116 - asked often
        except OSError:
            return ""

    def connection(self) -> sqlite3.Connection:
        """This thread's reading connection to the cache in use."""
        now = self.generation
        held: tuple[str, sqlite3.Connection] | None = getattr(self._local, "held", None)
        if held is not None and held[0] == now:
            return held[1]
        conn = self._open() if now else _nothing()
        self._local.held = (now, conn)
        with self._lock:
            self._opened.append(conn)
            if held is not None:
                self._opened.remove(held[1])
        if held is not None:
            held[1].close()
        return conn

    def _open(self) -> sqlite3.Connection:
        try:
            conn = connect(Path(os.path.realpath(self.path)))
            conn.execute("PRAGMA query_only=1")
            conn.execute("SELECT 1 FROM row, meta, gone, code LIMIT 1")
        except sqlite3.Error as problem:
            self._blame(problem)
            return _nothing()
        return conn

    def query(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """Rows of a question in SQL; nothing when the file turns out to be damaged."""
        try:
            return self.connection().execute(sql, values).fetchall()
        except sqlite3.DatabaseError as problem:
            self._blame(problem)
            return []

    def position(self) -> Position | None:
        """How far the cache has come; None before the first snapshot."""
        return read_position(self.query("SELECT key, value, crc FROM meta WHERE key = 'position'"))

    def known_at(self) -> datetime | None:
        """When this device last had everything that the hub had, by its own clock; None before that."""
        rows = self.query("SELECT key, value, crc FROM meta WHERE key = 'known_at'")
        return next(
            (datetime.fromisoformat(r[1]) for r in rows if tuple(r) == snapshot.meta_row(*r[:2])), None
        )

    def body(self, collection: Collection, key: str) -> str | None:
        """The JSON text of a row."""
        return self.bodies(collection, [key]).get(key)

    def bodies(self, collection: Collection, keys: Iterable[str]) -> dict[str, str]:
        """The JSON texts of rows by key; what is not there is left out."""
        found: dict[str, str] = {}
        wanted = list(keys)
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ",".join("?" * len(part))
            sql = f"SELECT key, rev, body, crc FROM row WHERE collection = ? AND key IN ({marks})"  # noqa: S608
            found.update(
                (c.key, c.body) for c in self._checked(collection, sql, (collection, *part)) if c.body
            )
        return found

    def scan(self, collection: Collection, part: tuple[int, int] | None = None) -> Iterator[tuple[str, str]]:
        """Every row of a collection, or of one of its `parts`, as (key, JSON text)."""
        sql = "SELECT key, rev, body, crc FROM row WHERE collection = ?"
        values: tuple[object, ...] = (collection,)
        if part is not None:
            sql += " AND rev > ? AND rev <= ?"
            values += part
        return ((c.key, c.body) for c in self._checked(collection, sql, values) if c.body is not None)

    def count(self, collection: Collection) -> int:
        """How many rows a collection has."""
        return int(
            sum(n for (n,) in self.query("SELECT count(*) FROM row WHERE collection = ?", (collection,)))
        )

    def parts(self, collection: Collection, count: int) -> list[tuple[int, int]]:
        """A collection in so many parts of about equal size, each from above one revision up to another."""
        rows = self.count(collection)
        sql = "SELECT rev FROM row WHERE collection = ? AND rev > ? ORDER BY rev LIMIT 1 OFFSET ?"
        cuts = [-1]
        for n in range(1, count if rows else 1):
            step = rows * n // count - rows * (n - 1) // count
            cuts += [rev for (rev,) in self.query(sql, (collection, cuts[-1], max(0, step - 1)))]
        return list(pairwise([*cuts, 2**62]))

    def since(self, collection: Collection, rev: int) -> list[Change]:
        """Rows changed and rows gone after a number, in the same generation."""
        sql = "SELECT key, rev, body, crc FROM row WHERE collection = ? AND rev > ?"
        changed = list(self._checked(collection, sql, (collection, rev)))
        gone = self.query("SELECT key, rev FROM gone WHERE collection = ? AND rev > ?", (collection, rev))
        return sorted(changed + [Change(key, at, None) for key, at in gone], key=lambda change: change.rev)

    def find_code(self, code: str) -> list[tuple[str, str]]:
        """(product id, SKU) of a SKU or of a GTIN in 14 digits; checked against the product itself."""
        rows = self.query("SELECT product, sku FROM code WHERE code = ?", (code,))
        bodies = self.bodies(Collection.PRODUCT, {product for product, _ in rows})
        real = {
            (product, sku)
            for product, body in bodies.items()
            for known, _, sku in snapshot.codes_of(Collection.PRODUCT, product, body)
            if known == code
        }
        return sorted(real.intersection(tuple(row) for row in rows))

    def stock_delta(self, sku: str) -> dict[str, int]:
        """Units by location that this device may sell beyond the hub's figure, or has sold already (negative).

        The hub's figure leaves out what is leased; this device's own leases are added, its pending orders taken off.
        """
        leased = dict(self._leased().get(sku, {}))
        sold = stock_deltas(self.outbox.overlay(self.position())).get(sku, {}) if self.outbox else {}
        return {place: leased.get(place, 0) + sold.get(place, 0) for place in leased.keys() | sold.keys()}

    def _leased(self) -> dict[str, dict[str, int]]:
        """Units left of this device's leases by SKU and location, read once for each state of the cache."""
        stamp = (self.generation, self.position())
        if self._leases[0] != stamp:
            found: dict[str, dict[str, int]] = {}
            now = datetime.now(UTC)
            for _, body in self.scan(Collection.LEASE):
                lease = Lease.model_validate_json(body)
                if self.device_id and lease.device_id in {"", self.device_id} and lease.expires_at > now:
                    places = found.setdefault(lease.sku, {})
                    places[lease.location_id] = places.get(lease.location_id, 0) + lease.left
            self._leases = (stamp, found)
        return self._leases[1]

    def _checked(self, collection: Collection, sql: str, values: Sequence[object]) -> Iterator[Change]:
        try:
            for key, rev, body, crc in self.connection().execute(sql, values):
                if crc == snapshot.row_check(collection, key, rev, zlib.crc32(body.encode())):
                    yield Change(key, rev, body)
                else:
                    self.report_damage(f"{collection} {key!r} fails its check")
        except (sqlite3.Error, UnicodeError, AttributeError, TypeError) as problem:
            self._blame(problem)

    # --- damage and end -----------------------------------------------------------------------------------------

    @property
    def damage_mark(self) -> Path:
        """The file that tells the agent to fetch the cache anew."""
        return self.folder / "cache.damaged"

    def _blame(self, problem: Exception) -> None:
        if is_damage(problem):
            self.report_damage(str(problem))
        else:
            log.warning("cache.db cannot be read now (%s)", problem)

    def report_damage(self, what: str) -> None:
        """Tell the agent, once, that the cache cannot be trusted."""
        if not self.damage_mark.exists():
            log.warning("cache.db is damaged (%s): it will be fetched anew from the hub", what)
            self.damage_mark.write_text(what, "utf-8")

    def close(self) -> None:
        """Close every thread's connection; may be called twice."""
        with self._lock:
            for conn in self._opened:
                conn.close()
            self._opened.clear()
        self._local = threading.local()


def read_position(rows: Sequence[tuple[str, str, int]]) -> Position | None:
    """The position from the rows of ``meta``; None where it is missing or fails its check."""
    for key, value, crc in rows:
        if key == "position" and (key, value, crc) == snapshot.meta_row(key, value):
            epoch, _, seq = value.rpartition(".")
            return Position(epoch, int(seq))
    return None
