"""Snapshots for devices: ready-made cache files, built once per change window and shared.

The rows that every device has (scope ``shop``) are by far the most. They are written into one base file; the file of
a store is a copy of it with the store's own rows added. A file is used again until so much has changed that reading
the changes after it would take longer than a new file.
"""

import hashlib
import shutil
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, NamedTuple

import zstandard
from sqlalchemy import Connection, bindparam, select

from bus.database import Database
from bus.feed import rows
from shared.domain import snapshot as form

SHOP = "shop"
WINDOW = 20_000  # changes after which a file is built anew, or a tenth of its rows where that is more
KEPT = 2  # base files: a download of the one before may still be going on
_CHUNK = 5_000
_table = rows.rows.c
_LIVING = (
    select(_table.collection, _table.key, _table.seq, _table.body, _table.crc)
    .where(_table.scope == bindparam("scope"), _table.body.is_not(None))
    .order_by(_table.collection, _table.key)
    .execution_options(yield_per=_CHUNK)
)


class Snapshot(NamedTuple):
    """A finished file, zstd of SQLite; ``cursor`` is where a device reads on, ``sha256`` that of the packed file."""

    path: Path
    epoch: str
    cursor: int
    sha256: str


class _Base(NamedTuple):
    path: Path
    epoch: str
    cursor: int
    rows: int


def scopes(role: Literal["kiosk", "staff", "hub"], location_id: str) -> tuple[str, ...]:
    """What a device may see: the shop, and what concerns its own store, without contacts for a kiosk."""
    return (SHOP, f"{'kiosk' if role == 'kiosk' else 'store'}:{location_id}")


class Snapshots:
    """The snapshot files of a hub, in a folder of their own that may be emptied at any time."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._lock = threading.Lock()
        self._base: _Base | None = None
        self._made: dict[tuple[str, ...], Snapshot] = {}
        self.builds = 0

    def current(self, wanted: Sequence[str]) -> Snapshot:
        """A file of some scopes that is new enough; made now if there is none. Only one is made at a time."""
        key = tuple(wanted)
        with self._lock:
            base = self._current_base()
            made = self._made.get(key)
            if made is None or not made.path.exists():
                made = self._made[key] = self._database.read(lambda conn: self._add(conn, base, key))
            return made

    def _current_base(self) -> _Base:
        base = self._base
        if base is not None and base.path.exists():
            state = self._database.read(lambda conn: conn.execute(select(rows.counter)).one())
            changed = state.seq - base.cursor
            if (
                state.epoch == base.epoch
                and state.floor <= base.cursor
                and 0 <= changed <= max(WINDOW, base.rows // 10)
            ):
                return base
        self._folder.mkdir(parents=True, exist_ok=True)
        self._base = self._database.read(self._build)
        self._made.clear()
        self.builds += 1
        return self._base

    def _build(self, conn: Connection) -> _Base:
        epoch, cursor = rows.epoch(conn), rows.head(conn)
        path = self._folder / f"{epoch}-{cursor}-base.db"
        with closing(_new_file(_part(path))) as file:
            count = _fill(conn, file, SHOP)
            file.execute(form.ADD_META, form.meta_row("position", f"{epoch}.{cursor}"))
            file.executescript(form.INDEXES + "ANALYZE;")
        _part(path).replace(path)
        self._clear(path)
        return _Base(path, epoch, cursor, count)

    def _add(self, conn: Connection, base: _Base, wanted: tuple[str, ...]) -> Snapshot:
        """The base with a store's rows. They may be newer than the base's position: reading on repeats them."""
        own = [scope for scope in wanted if scope != SHOP]
        name = hashlib.sha256(":".join(own).encode()).hexdigest()[:16]
        path = base.path.with_name(base.path.name.replace("base.db", f"{name}.db.zst"))
        part = _part(path)
        shutil.copyfile(base.path, part)
        with closing(sqlite3.connect(part, isolation_level=None)) as file:
            file.executescript("PRAGMA synchronous=OFF; BEGIN;")
            for scope in own:
                _fill(conn, file, scope)
            file.execute("COMMIT")
        sha256 = _pack(part, path)
        part.unlink()
        return Snapshot(path, base.epoch, base.cursor, sha256)

    def _clear(self, newest: Path) -> None:
        """Remove the files of earlier bases, except those of the one before."""
        files = sorted(self._folder.glob("*-base.db"), key=lambda p: (p != newest, -p.stat().st_mtime_ns))
        kept = tuple(p.name.removesuffix("base.db") for p in files[:KEPT])
        for left in self._folder.iterdir():
            if not left.name.startswith(kept):
                left.unlink(missing_ok=True)


def _part(path: Path) -> Path:
    return path.with_suffix(".part")


def _pack(source: Path, target: Path) -> str:
    """Write a file packed, and give the hash of that: packed once here, it saves every device most of the wait."""
    packer, digest = zstandard.ZstdCompressor(level=1).compressobj(), hashlib.sha256()
    packing = target.with_suffix(".packing")
    with source.open("rb") as plain, packing.open("wb") as packed:
        while block := plain.read(1 << 20):
            piece = packer.compress(block)
            digest.update(piece)
            packed.write(piece)
        piece = packer.flush()
        digest.update(piece)
        packed.write(piece)
    packing.replace(target)
    return digest.hexdigest()


def _new_file(path: Path) -> sqlite3.Connection:
    path.unlink(missing_ok=True)
    file = sqlite3.connect(path, isolation_level=None)
    file.executescript(
        f"PRAGMA page_size={form.PAGE_SIZE}; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
        f"PRAGMA application_id={form.APPLICATION_ID}; PRAGMA user_version={form.FORMAT}; BEGIN;"
        + form.TABLES
    )
    return file


def _fill(conn: Connection, file: sqlite3.Connection, scope: str) -> int:
    """Copy the living rows of a scope, in the order of their keys; how many there were."""
    count = 0
    for chunk in _living(conn, scope):
        count += len(chunk)
        file.executemany(
            form.ADD_ROW,
            (
                (collection, key, rev, body, form.row_check(collection, key, rev, crc))
                for collection, key, rev, body, crc in chunk
            ),
        )
        file.executemany(form.ADD_CODE, _codes(chunk))
    return count


def _codes(chunk: Sequence[Any]) -> Iterable[tuple[str, str, str]]:
    for collection, key, _, body, _ in chunk:
        yield from form.codes_of(collection, key, body)


def _living(conn: Connection, scope: str) -> Iterator[Sequence[Any]]:
    with conn.execute(_LIVING, {"scope": scope}) as result:
        yield from result.partitions()
