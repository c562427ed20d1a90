"""Writing the device's cache: pages and snapshots from the hub, each taken whole or not at all."""

import hashlib
import json
import logging
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import zstandard

from shared.cache import soundness
from shared.cache.faults import is_damage
from shared.cache.store import Position, connect, read_position
from shared.domain import snapshot
from shared.domain.errors import EnvironmentFault, RefusedInput
from shared.domain.messages import Collection, Page, Row

log = logging.getLogger(__name__)

_PUT = (
    "INSERT INTO row (collection, key, rev, body, crc) VALUES (?, ?, ?, ?, ?) ON CONFLICT (collection, key)"
    " DO UPDATE SET rev = excluded.rev, body = excluded.body, crc = excluded.crc"
)
_HELD_PRODUCTS = (
    "SELECT key, body FROM row WHERE collection = 'product' AND key IN (SELECT value FROM json_each(?))"
)


class Writer:
    """The one writing connection to a device's cache; the sync agent has it.

    A file that cannot be trusted is set aside when it is opened, and the cache starts empty.
    """

    def __init__(self, folder: Path, *, factory: type[sqlite3.Connection] = sqlite3.Connection) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._link = folder / "cache.db"
        self._mark = folder / "cache.damaged"
        self._factory = factory
        self._conn: sqlite3.Connection | None = None
        self._position: Position | None = None
        if self._mark.exists():
            self.discard(self._mark.read_text("utf-8", errors="replace"))
        self._open()

    def position(self) -> Position | None:
        """How far the cache has come; None before the first snapshot."""
        if self._position is None and self._conn is not None:
            self._position = self._read_position()
        return self._position

    def _read_position(self) -> Position | None:
        query = "SELECT key, value, crc FROM meta WHERE key = 'position'"
        return read_position(self._conn.execute(query).fetchall()) if self._conn is not None else None

    # --- pages ----------------------------------------------------------------------------------------------------

    def apply(self, page: Page) -> set[str] | None:
        """Apply a page and its position in one transaction; the collections that changed.

        None, and nothing is changed, when the page does not begin where the cache stands, or belongs to another
        epoch: a late or repeated page. RefusedInput when a row was damaged on the way.
        """
        for row in page.rows:
            if not row.deleted and zlib.crc32(row.body.encode()) != row.crc:
                message = f"{row.collection} {row.key!r} arrived damaged; the page is asked for again"
                raise RefusedInput(message)
        with self._transaction() as conn:
            if self._read_position() != (page.epoch, page.from_):
                return None
            self._write(conn, page.rows)
            self._set_position(conn, Position(page.epoch, page.to))
            if not page.more:  # what is shown is as old as this, however long ago it last changed
                now = datetime.now(UTC).isoformat()
                conn.execute(snapshot.ADD_META, snapshot.meta_row("known_at", now))
        return {row.collection for row in page.rows}

    def _write(self, conn: sqlite3.Connection, rows: Iterable[Row]) -> None:
        rows = list(rows)
        living = [
            (
                r.collection,
                r.key,
                r.rev,
                r.body,
                snapshot.row_check(r.collection, r.key, r.rev, r.crc),
            )
            for r in rows
            if not r.deleted
        ]
        dead = [(r.collection, r.key, r.rev) for r in rows if r.deleted]
        if products := [r for r in rows if r.collection == Collection.PRODUCT]:
            self._index(conn, products)
        conn.executemany(_PUT, living)
        if conn.execute("SELECT EXISTS (SELECT 1 FROM gone)").fetchone()[0]:
            conn.executemany("DELETE FROM gone WHERE collection = ? AND key = ?", [r[:2] for r in living])
        conn.executemany("DELETE FROM row WHERE collection = ? AND key = ?", [r[:2] for r in dead])
        conn.executemany("INSERT OR REPLACE INTO gone VALUES (?, ?, ?)", dead)

    def _index(self, conn: sqlite3.Connection, products: list[Row]) -> None:
        """Bring the table of codes in line with products about to be written."""
        old: set[tuple[str, str, str]] = set()
        keys = json.dumps([row.key for row in products])
        for key, body in conn.execute(_HELD_PRODUCTS, (keys,)):
            old.update(snapshot.codes_of(Collection.PRODUCT, key, body))
        new = {
            code
            for row in products
            if not row.deleted
            for code in snapshot.codes_of("product", row.key, row.body)
        }
        conn.executemany("DELETE FROM code WHERE code = ? AND product = ? AND sku = ?", sorted(old - new))
        conn.executemany(snapshot.ADD_CODE, sorted(new - old))

    def _set_position(self, conn: sqlite3.Connection, position: Position) -> None:
        conn.execute(snapshot.ADD_META, snapshot.meta_row("position", str(position)))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        if self._conn is None:
            raise RefusedInput("there is no cache to change before the first snapshot")
        self._conn.execute("BEGIN IMMEDIATE")
        self._position = None  # kept only while nothing is being written
        try:
            yield self._conn
            self._conn.execute("COMMIT")
        except BaseException:
            if self._conn.in_transaction:  # after SQLITE_FULL it is already rolled back
                self._conn.execute("ROLLBACK")
            raise

    # --- snapshots ------------------------------------------------------------------------------------------------

    def adopt(self, part: Path, sha256: str, position: Position) -> None:
        """Put a downloaded snapshot, as the hub packed it, in the cache's place; the download is removed.

        RefusedInput when it is not what the hub announced.
        """
        plain = self.folder / "snapshot.db"
        try:
            self._unpack(part, sha256, plain)
            self._judge(plain, position)
        except RefusedInput:
            part.unlink()
            plain.unlink(missing_ok=True)
            raise
        new = self._free_name()
        _drop_logs(new)  # SQLite would play an old file's log into the new one
        plain.rename(new)
        turned = self.folder / "cache.db-new"
        turned.unlink(missing_ok=True)
        turned.symlink_to(new.name)
        turned.replace(self._link)
        self._sync_folder()
        self._mark.unlink(missing_ok=True)
        part.unlink()
        self.close()
        self._open()

    def _unpack(self, part: Path, sha256: str, plain: Path) -> None:
        """Unpack and hash in one pass, and make the result durable."""
        digest = hashlib.sha256()
        try:
            with part.open("rb") as packed, plain.open("wb") as file:
                unpacker = _unpacker(packed.peek(4))
                while block := packed.read(1 << 18):
                    digest.update(block)
                    file.write(unpacker.decompress(block))
                file.flush()
                os.fsync(file.fileno())
        except (zlib.error, zstandard.ZstdError) as problem:
            raise RefusedInput(
                f"the snapshot cannot be unpacked ({problem}); it is fetched again"
            ) from problem
        if digest.hexdigest() != sha256 or not unpacker.eof:
            raise RefusedInput("the snapshot does not have the hash the hub announced; it is fetched again")

    def _judge(self, file: Path, position: Position) -> None:
        conn = sqlite3.connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)
        try:
            trouble = _foreign(conn)
            held = [] if trouble else conn.execute("SELECT key, value, crc FROM meta").fetchall()
        except sqlite3.DatabaseError as problem:
            trouble, held = str(problem), []
        finally:
            conn.close()
        if trouble or (found := read_position(held)) != position:
            why = trouble or f"it stands at {found}"
            raise RefusedInput(f"the snapshot is not one for this device ({why}); another is asked for")

    def _free_name(self) -> Path:
        numbers = (
            int(p.stem.removeprefix("cache-")) for p in self.folder.glob("cache-*.db") if p.stem[6:].isdigit()
        )
        return self.folder / f"cache-{max(numbers, default=0) + 1}.db"

    # --- the file -------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        if self._link.exists():
            try:
                conn = connect(Path(os.path.realpath(self._link)), self._factory)
                trouble = _foreign(conn) or ("" if self._placed(conn) else "it has no position")
                if trouble:
                    conn.close()
                else:
                    self._conn = conn
            except sqlite3.OperationalError as problem:
                if not is_damage(problem):
                    message = f"{self._link} cannot be opened ({problem}): check the folder, its rights and the disk"
                    raise EnvironmentFault(message) from problem
                trouble = str(problem)
            except sqlite3.DatabaseError as problem:
                trouble = str(problem)
            if trouble:
                self.discard(trouble)
        self._sweep()

    def _placed(self, conn: sqlite3.Connection) -> bool:
        return read_position(conn.execute("SELECT key, value, crc FROM meta").fetchall()) is not None

    def discard(self, why: str) -> None:
        """Set a cache aside that cannot be trusted; the next pull fetches a snapshot."""
        self.close()
        log.warning(
            "cache.db cannot be used (%s): it is set aside as cache-aside.db and fetched anew from the hub",
            why,
        )
        if self._link.exists():
            used = Path(os.path.realpath(self._link))
            used.replace(self.folder / "cache-aside.db")
            _drop_logs(used)
        self._link.unlink(missing_ok=True)
        self._mark.unlink(missing_ok=True)

    @property
    def damaged(self) -> bool:
        """Whether a reader found the cache damaged."""
        return self._mark.exists()

    def check(self, start: int, count: int) -> int | None:
        """Check some rows from a place on (see ``soundness.check``); None at the end, or without a cache."""
        return soundness.check(self._conn, start, count) if self._conn is not None else None

    def sums(self) -> dict[str, list[int]]:
        """What the hub's digest of the same cursor must say: collection → [rows, sum of their numbers]."""
        return soundness.sums(self._conn) if self._conn is not None else {}

    def _sweep(self) -> None:
        """Remove what a crash or an earlier snapshot left behind."""
        used = Path(os.path.realpath(self._link)).name
        for left in self.folder.glob("cache-[0-9]*.db*"):
            if not left.name.startswith(used):
                left.unlink()

    def _sync_folder(self) -> None:
        with suppress(OSError):  # not every system lets a folder be opened
            handle = os.open(self.folder, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)

    def close(self) -> None:
        """Close the file; may be called twice."""
        self._position = None
        if self._conn is not None:
            self._conn.close()
            self._conn = None


def _unpacker(head: bytes) -> "zstandard.ZstdDecompressionObj | zlib._Decompress":
    """For a file that begins so: hubs before 0.2 sent gzip."""
    if head.startswith(b"\x1f\x8b"):
        return zlib.decompressobj(wbits=31)
    return zstandard.ZstdDecompressor().decompressobj()


def _drop_logs(path: Path) -> None:
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _foreign(conn: sqlite3.Connection) -> str:
    """Why a file is not a cache of this version, '' when it is one."""
    (application,) = conn.execute("PRAGMA application_id").fetchone()
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    if application != snapshot.APPLICATION_ID:
        return "it is not a file of this product"
    if version != snapshot.FORMAT:
        return f"it has format {version}, this version reads {snapshot.FORMAT}"
    tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    lacking = {"meta", "row", "gone", "code"} - tables
    return f"it lacks {', '.join(sorted(lacking))}" if lacking else ""
