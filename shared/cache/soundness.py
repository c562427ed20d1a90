"""Whether every row of a cache is what the hub sent, and is found by its key: the look that readers cannot take."""

import sqlite3
import zlib

from shared.domain import snapshot
from shared.domain.errors import RefusedInput

_CHECK = (
    "SELECT rowid, collection, key, rev, body, crc,"
    " EXISTS (SELECT 1 FROM row AS k INDEXED BY row_by_key"
    "         WHERE k.collection = r.collection AND k.key = r.key AND k.rowid = r.rowid),"
    " EXISTS (SELECT 1 FROM row AS v INDEXED BY row_by_rev"
    "         WHERE v.collection = r.collection AND v.rev = r.rev AND v.rowid = r.rowid)"
    " FROM row AS r NOT INDEXED WHERE rowid > ? ORDER BY rowid LIMIT ?"
)
_COUNTS = tuple(
    f"SELECT count(*) FROM row {how}"  # noqa: S608
    for how in ("NOT INDEXED", "INDEXED BY row_by_key", "INDEXED BY row_by_rev")
)
_CODE = "SELECT 1 FROM code WHERE code = ? AND product = ? AND sku = ?"
_SUMS = "SELECT collection, count(*), sum(rev) FROM row GROUP BY collection"


def check(conn: sqlite3.Connection, start: int, count: int) -> int | None:
    """Check rows by their sums, and that each is found by its key, from a place on.

    Gives the next place, None at the end. RefusedInput at the first thing that is wrong.
    """
    at = start
    try:
        found = conn.execute(_CHECK, (start, count)).fetchall()
        for at, collection, key, rev, body, crc, by_key, by_rev in found:  # noqa: B007
            if crc != snapshot.row_check(collection, key, rev, zlib.crc32(body.encode())):
                raise RefusedInput(f"{collection} {key!r} fails its check")
            codes = snapshot.codes_of(collection, key, body)
            if not (by_key and by_rev and all(conn.execute(_CODE, code).fetchone() for code in codes)):
                raise RefusedInput(f"{collection} {key!r} is missing from an index")
        if len(found) == count:
            return at
        if len({conn.execute(query).fetchone() for query in _COUNTS}) > 1:
            raise RefusedInput("rows are missing")
    except (sqlite3.DatabaseError, UnicodeError, AttributeError, TypeError) as problem:
        raise RefusedInput(str(problem)) from problem
    return None


def sums(conn: sqlite3.Connection) -> dict[str, list[int]]:
    """Rows and the sum of their numbers by collection."""
    return {collection: [count, numbers] for collection, count, numbers in conn.execute(_SUMS)}
