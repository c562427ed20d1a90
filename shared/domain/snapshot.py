"""The cache file's format, which is also what a snapshot from the hub is: a wire format in SQLite.

A row's stored check covers where it stands as well as what it says, so that a damaged page of the file can never
show one row's body under another row's key.
"""

import zlib
from typing import Final

from pydantic_core import from_json

from shared.domain.codes import gtin14
from shared.domain.messages import Collection

FORMAT: Final = 1  # PRAGMA user_version; another number means: fetch a new snapshot
APPLICATION_ID: Final = 0x45565348  # "EVSH", PRAGMA application_id
PAGE_SIZE: Final = 4096

TABLES: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE row (collection TEXT NOT NULL, key TEXT NOT NULL, rev INTEGER NOT NULL,
                  body TEXT NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE gone (collection TEXT NOT NULL, key TEXT NOT NULL, rev INTEGER NOT NULL,
                   PRIMARY KEY (collection, key)) WITHOUT ROWID;
CREATE TABLE code (code TEXT NOT NULL, product TEXT NOT NULL, sku TEXT NOT NULL,
                   PRIMARY KEY (code, product, sku)) WITHOUT ROWID;
"""
INDEXES: Final = """
CREATE UNIQUE INDEX row_by_key ON row (collection, key);
CREATE INDEX row_by_rev ON row (collection, rev);
"""  # made after the rows: sorting once is quicker than inserting in place

ADD_ROW: Final = "INSERT INTO row (collection, key, rev, body, crc) VALUES (?, ?, ?, ?, ?)"
ADD_CODE: Final = "INSERT OR IGNORE INTO code (code, product, sku) VALUES (?, ?, ?)"
ADD_META: Final = "INSERT OR REPLACE INTO meta (key, value, crc) VALUES (?, ?, ?)"


def row_check(collection: str, key: str, rev: int, body_crc: int) -> int:
    """The stored check of a row from the CRC-32 of its body's bytes."""
    return zlib.crc32(f"\0{collection}\0{key}\0{rev}".encode(), body_crc)


def meta_row(key: str, value: str) -> tuple[str, str, int]:
    """A row of ``meta`` with its check."""
    return key, value, zlib.crc32(f"{key}\0{value}".encode())


def codes_of(collection: str, key: str, body: str) -> list[tuple[str, str, str]]:
    """Rows of ``code`` for a product: every SKU, and every GTIN in 14 digits."""
    if collection != Collection.PRODUCT:
        return []
    found: list[tuple[str, str, str]] = []
    try:
        codes = [
            (str(variant["sku"]), str(variant.get("gtin") or "")) for variant in from_json(body)["variants"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []  # of a version to come: it cannot be found by a code, all others can
    for sku, code in codes:
        found.append((sku, key, sku))
        if gtin := gtin14(code):
            found.append((gtin, key, sku))
    return found
