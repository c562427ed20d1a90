"""The file of the outbox: its tables, its chain of hashes, the checks when it is opened, and salvage of a damaged one.

Beside ``outbox.db`` stands ``outbox.log``, one JSON line per item, written after each commit without waiting for the
disk. It is read only when the file is damaged: what cannot be read there is taken from here and offered again.
"""

import hashlib
import json
import logging
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson

from shared.cache.faults import is_damage
from shared.domain.errors import EnvironmentFault

log = logging.getLogger(__name__)

FORMAT: Final = 1
_TABLES: Final = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS item (
  n INTEGER PRIMARY KEY,  -- dense: a missing number is a lost item
  id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, v INTEGER NOT NULL, made_at TEXT NOT NULL,
  order_id TEXT NOT NULL, body TEXT NOT NULL,
  place INTEGER NOT NULL,  -- order of sending: an item tried anew takes the place of the rejected one
  digest TEXT NOT NULL,  -- over the above
  hash TEXT NOT NULL,  -- over the digest and the hash of the item before
  state TEXT NOT NULL, reason TEXT NOT NULL, tries INTEGER NOT NULL,
  epoch TEXT NOT NULL, visible_at INTEGER NOT NULL, settled_at TEXT NOT NULL,
  mark INTEGER NOT NULL  -- check of what may change
);
CREATE INDEX IF NOT EXISTS item_open ON item (order_id, place) WHERE state IN ('waiting', 'deferred', 'rejected');
CREATE INDEX IF NOT EXISTS item_settled ON item (state, epoch, visible_at);
CREATE TABLE IF NOT EXISTS start (n INTEGER NOT NULL, hash TEXT NOT NULL);  -- the last item forgotten
INSERT INTO start SELECT 0, '' WHERE NOT EXISTS (SELECT 1 FROM start);
PRAGMA user_version = 1;
COMMIT;
"""
FIXED: Final = "n, id, kind, v, made_at, order_id, body, place"
MOVING: Final = "state, reason, tries, epoch, visible_at, settled_at"
_ADVICE: Final = "check that the disk has room and that the folder can be written"
_UNREADABLE: Final = "This act could not be read from a damaged file"
_NEW: Final = ("waiting", "", 0, "", 0, "")
_INSERT: Final = f"INSERT INTO item VALUES ({','.join('?' * 17)})"  # noqa: S608

Fixed = tuple[int, str, str, int, str, str, str, int]
Moving = tuple[object, ...]


def digest(fixed: Fixed) -> str:
    """The hash of all that never changes in an item."""
    return hashlib.sha256("\0".join(map(str, fixed)).encode()).hexdigest()


def mark(item_id: str, moving: Moving) -> int:
    """The check of what may change in an item."""
    return zlib.crc32("\0".join((item_id, *map(str, moving))).encode())


def insert(conn: sqlite3.Connection, fixed: Fixed, moving: Moving = _NEW) -> None:
    """Append an item; its ``n`` must follow the last one's."""
    last = conn.execute("SELECT hash FROM item WHERE n = ?", (fixed[0] - 1,)).fetchone()
    before = (last or conn.execute("SELECT hash FROM start WHERE n = ?", (fixed[0] - 1,)).fetchone())[0]
    own = digest(fixed)
    conn.execute(_INSERT, (*fixed, own, _link(before, own), *moving, mark(fixed[1], moving)))


def _link(before: str, own: str) -> str:
    return hashlib.sha256((before + own).encode()).hexdigest()


# --- opening --------------------------------------------------------------------------------------------------------


def open_file(path: Path, factory: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    """Open the outbox (WAL, FULL); of a damaged one the items are taken over into a new file.

    EnvironmentFault when the disk is full or the folder may not be written: then nothing is touched.
    """
    try:
        trouble, conn = _judged(path, factory)
        if conn is None:
            _salvage(path, trouble, factory)
            return _connect(path, factory)
    except (sqlite3.OperationalError, OSError) as problem:
        raise EnvironmentFault(f"{path} cannot be opened ({problem}): {_ADVICE}") from problem
    return conn


def _judged(path: Path, factory: type[sqlite3.Connection]) -> tuple[str, sqlite3.Connection | None]:
    """What is wrong with the file, and its connection when nothing is."""
    conn = None
    try:
        conn = _connect(path, factory)
        trouble = _trouble(conn) or _missing(conn, path)
    except (sqlite3.DatabaseError, UnicodeError, ValueError, TypeError) as problem:
        if not is_damage(problem):
            if conn is not None:
                conn.close()
            raise
        trouble = str(problem)
    if trouble and conn is not None:
        conn.close()
        conn = None
    return trouble, conn


def _connect(path: Path, factory: type[sqlite3.Connection]) -> sqlite3.Connection:
    conn = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False, factory=factory)
    try:
        conn.execute("PRAGMA journal_mode=WAL")
        conn.execute("PRAGMA synchronous=FULL")
        conn.execute("PRAGMA secure_delete=ON")  # what is forgotten is overwritten
        if _format(conn, path) < FORMAT:
            conn.executescript(_TABLES)
    except BaseException:
        conn.close()
        raise
    return conn


def _format(conn: sqlite3.Connection, path: Path) -> int:
    (found,) = conn.execute("PRAGMA user_version").fetchone()
    if found > FORMAT:
        message = f"{path} was written by a newer version (format {found}, this one knows {FORMAT})"
        raise EnvironmentFault(f"{message}: update this program")
    return int(found)


def _trouble(conn: sqlite3.Connection) -> str:
    """What is wrong with the file, '' when nothing is."""
    answer = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if answer != "ok":
        return str(answer)
    at, before = conn.execute("SELECT n, hash FROM start").fetchone()
    for row in conn.execute(f"SELECT {FIXED}, digest, hash, {MOVING}, mark FROM item ORDER BY n"):  # noqa: S608
        at += 1
        if row[0] != at or digest(row[:8]) != row[8] or _link(before, row[8]) != row[9]:
            return f"the chain breaks at act {at}"
        if mark(row[1], row[10:16]) != row[16]:
            return f"the state of act {at} fails its check"
        before = row[9]
    return ""


def _missing(conn: sqlite3.Connection, path: Path) -> str:
    """Whether the log knows later items than the file: then the end of the file was lost."""
    (last,) = conn.execute("SELECT max(coalesce((SELECT max(n) FROM item), 0), n) FROM start").fetchone()
    newest = max((fixed[0] for fixed in _logged(path, tail=True)), default=0)
    return f"acts {last + 1} to {newest} are missing" if newest > last else ""


# --- the log --------------------------------------------------------------------------------------------------------


def append_log(path: Path, fixed: Fixed) -> None:
    """Note an item that has been committed; without room for it the file alone must do."""
    with suppress(OSError), path.with_suffix(".log").open("ab", buffering=0) as file:
        # the first line end parts it from a line that a full disk cut short
        file.write(b"\n" + orjson.dumps([*fixed, digest(fixed)]) + b"\n")


def rewrite_log(path: Path, conn: sqlite3.Connection) -> None:
    """Make the log hold just the items of the file."""
    part = path.with_suffix(".log-new")
    with part.open("w", encoding="utf-8") as file:
        for row in conn.execute(f"SELECT {FIXED}, digest FROM item ORDER BY n"):  # noqa: S608
            file.write(json.dumps(row) + "\n")
    part.replace(path.with_suffix(".log"))


def _logged(path: Path, *, tail: bool = False) -> Iterator[Fixed]:
    try:
        with path.with_suffix(".log").open("rb") as file:
            if tail:
                file.seek(max(0, file.seek(0, 2) - 262_144))
            lines = file.read().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        with suppress(ValueError, TypeError):
            *values, own = json.loads(line)
            fixed: Fixed = tuple(values)
            if len(fixed) == 8 and digest(fixed) == own:
                yield fixed


# --- salvage --------------------------------------------------------------------------------------------------------


def _salvage(path: Path, trouble: str, factory: type[sqlite3.Connection]) -> None:
    """Write what can be read into a new file, and only then put that in the old one's place."""
    saved: dict[int, tuple[Fixed, Moving]] = {fixed[0]: (fixed, _NEW) for fixed in _logged(path)}
    saved.update(_sound(path))
    new = path.with_name("outbox-new.db")
    _remove(new)
    with closing(_connect(new, factory)) as conn:
        lost = _refill(conn, saved)
    aside = path.with_name(f"outbox-damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.db")
    for ending in ("", "-wal"):
        with suppress(FileNotFoundError):
            os.link(path.with_name(path.name + ending), aside.with_name(aside.name + ending))
    _remove(path, but_file=True)  # SQLite would play the old file's log into the new one
    new.replace(path)
    with closing(_connect(path, factory)) as conn:
        rewrite_log(path, conn)
    log.error(
        "outbox.db was damaged (%s): %d acts were saved and go on, %d could not be read; the old file is kept as %s",
        trouble,
        len(saved),
        lost,
        aside.name,
    )


def _refill(conn: sqlite3.Connection, saved: dict[int, tuple[Fixed, Moving]]) -> int:
    """Fill a new file; where a number is missing stands a note that people can see. Gives how many are."""
    first, last = min(saved, default=1), max(saved, default=0)
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("UPDATE start SET n = ?, hash = ''", (first - 1,))
    now = datetime.now(UTC).isoformat()
    for n in range(first, last + 1):
        gap = (n, f"lost-{now}-{n}", "lost", 1, now, f"lost-{n}", "{}", n)
        insert(conn, *saved.get(n, (gap, ("rejected", _UNREADABLE, 0, "", 0, ""))))
    conn.execute("COMMIT")
    return last - first + 1 - len(saved)


def _remove(path: Path, *, but_file: bool = False) -> None:
    for ending in ("-wal", "-shm") if but_file else ("-wal", "-shm", ""):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _sound(path: Path) -> dict[int, tuple[Fixed, Moving]]:
    """The items of a damaged file that pass their own check; a state that does not is taken for waiting."""
    found: dict[int, tuple[Fixed, Moving]] = {}
    query = f"SELECT {FIXED}, digest, {MOVING}, mark FROM item"  # noqa: S608
    for order in ("", " ORDER BY n DESC"):  # from both ends: the damage is somewhere between
        with suppress(sqlite3.Error, UnicodeError), closing(sqlite3.connect(path)) as conn:
            cursor = conn.execute(query + order)
            while (row := cursor.fetchone()) is not None:
                _take(row, found)
    return found


def _take(row: tuple[Any, ...], found: dict[int, tuple[Fixed, Moving]]) -> None:
    with suppress(TypeError, ValueError):
        if digest(row[:8]) == row[8]:
            found[row[0]] = (row[:8], row[9:15] if mark(row[1], row[9:15]) == row[15] else _NEW)
