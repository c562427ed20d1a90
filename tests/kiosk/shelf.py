"""A device's folder filled with a shop as a snapshot from the hub would fill it."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from shared.cache.store import Position
from shared.cache.writer import Writer
from shared.domain import snapshot as form
from shared.domain.base import Model
from shared.domain.catalogue import Category, Product
from shared.domain.location import Location
from shared.domain.messages import Collection
from shared.domain.stock import StockRow


def fill(
    folder: Path, products: Iterable[Product], categories: Iterable[Category],
    locations: Iterable[Location], stock: Iterable[StockRow],
) -> None:  # fmt: skip
    """Write a cache.db with these rows, through the writer that the sync agent uses."""
    rows: list[tuple[Collection, str, Model]] = []
    rows += [(Collection.PRODUCT, p.id, p) for p in products]
    rows += [(Collection.CATEGORY, c.id, c) for c in categories]
    rows += [(Collection.LOCATION, place.id, place) for place in locations]
    rows += [(Collection.STOCK, s.sku, s) for s in stock]
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "snapshot.part"
    with closing(sqlite3.connect(file, isolation_level=None)) as conn:
        conn.executescript(f"PRAGMA application_id={form.APPLICATION_ID}; PRAGMA user_version={form.FORMAT};")
        conn.executescript(form.TABLES)
        conn.execute("BEGIN")
        for rev, (collection, key, model) in enumerate(rows, 1):
            body = model.model_dump_json()
            check = form.row_check(collection, key, rev, zlib.crc32(body.encode()))
            conn.execute(form.ADD_ROW, (collection, key, rev, body, check))
            conn.executemany(form.ADD_CODE, form.codes_of(collection, key, body))
        conn.execute(form.ADD_META, form.meta_row("position", f"test.{len(rows)}"))
        conn.execute("COMMIT")
        conn.executescript(form.INDEXES)
    writer = Writer(folder)
    writer.adopt(file, hashlib.sha256(file.read_bytes()).hexdigest(), Position("test", len(rows)))
    writer.close()
