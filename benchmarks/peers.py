"""The named limits and peers of the search measurements: SQLite's FTS5 in two ways, tantivy, and rows by key.

Each is made once in a folder (``make`` gives back seconds and bytes) and opened again by its class.
"""

import random
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from benchmarks.shop import category_names

FTS = """CREATE VIRTUAL TABLE doc USING fts5(
    name, brand, category, description, prefix='{}', content='', tokenize="{}")"""
TOKENS = "unicode61 remove_diacritics 2"


class Made(NamedTuple):
    """What making an index took."""

    seconds: float
    bytes: int


class Rows:
    """The floor: 24 random rows by integer primary key of a table of nothing but name, price and stock.

    One prepared statement over a mapped file in the operating system's cache; the rows come back as Python tuples.
    """

    name = "24 rows by key"

    def __init__(self, folder: Path) -> None:
        self._conn = sqlite3.connect(folder / "rows.db", isolation_level=None)
        self._conn.execute("PRAGMA mmap_size=1073741824")
        self._count: int = self._conn.execute("SELECT count(*) FROM p").fetchone()[0]
        self._random = random.Random(3)
        self._sql = f"SELECT name, price, stock FROM p WHERE id IN ({','.join('?' * 24)})"  # noqa: S608 - marks only

    @staticmethod
    def make(folder: Path, products: Iterable[dict[str, Any]]) -> None:
        conn = sqlite3.connect(folder / "rows.db", isolation_level=None)
        conn.execute("CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, price INTEGER, stock INTEGER)")
        conn.execute("BEGIN")
        conn.executemany(
            "INSERT INTO p VALUES (?, ?, ?, ?)",
            ((n, p["name"], p["variants"][0]["price"]["amount"], n % 7) for n, p in enumerate(products)),
        )
        conn.execute("COMMIT")
        conn.close()

    def search(self, _text: str) -> object:
        keys = [self._random.randrange(self._count) for _ in range(24)]
        return self._conn.execute(self._sql, keys).fetchall()


class Fts:
    """FTS5 with prefix indexes; rows in order of popularity, so that the first matches are the best sellers."""

    name = "FTS5 by popularity"
    order = ""

    def __init__(self, folder: Path) -> None:
        self.conn = sqlite3.connect(folder / "fts.db", isolation_level=None)

    @classmethod
    def make(cls, folder: Path, products: list[dict[str, Any]]) -> Made:
        conn = sqlite3.connect(folder / "fts.db", isolation_level=None)
        order = sorted(range(len(products)), key=lambda n: -products[n]["popularity"])
        conn.execute(
            "CREATE TABLE p (id INTEGER PRIMARY KEY, name, brand, category, description, price, stock)"
        )
        conn.execute("BEGIN")
        texts = ((rank, *_texts(n, products[n])[1:]) for rank, n in enumerate(order))
        conn.executemany("INSERT INTO p VALUES (?, ?, ?, ?, ?, ?, ?)", texts)
        conn.execute("COMMIT")
        seconds = cls._insert_select(conn)
        conn.close()
        return Made(seconds, (folder / "fts.db").stat().st_size)

    @classmethod
    def insert_again(cls, folder: Path) -> float:
        """Seconds for INSERT…SELECT of all products into a new FTS5 table in a file of its own."""
        path = folder / "again.db"
        path.unlink(missing_ok=True)
        conn = sqlite3.connect(path, isolation_level=None)
        conn.execute("ATTACH ? AS made", (str(folder / "fts.db"),))
        seconds = cls._insert_select(conn, "made.p")
        conn.close()
        path.unlink()
        return seconds

    @staticmethod
    def _insert_select(conn: sqlite3.Connection, table: str = "p") -> float:
        started = time.perf_counter()
        conn.execute(FTS.format("1 2 3", TOKENS))
        conn.execute(
            "INSERT INTO doc (rowid, name, brand, category, description)"  # noqa: S608 - our own table's name
            f" SELECT id, name, brand, category, description FROM {table} ORDER BY id"
        )
        return time.perf_counter() - started

    def search(self, text: str) -> object:
        words = "".join(ch if ch.isalnum() else " " for ch in text).split()
        if not words:
            return []
        sql = (
            "SELECT p.name, p.price, p.stock FROM"  # noqa: S608 - nothing from outside
            f" (SELECT rowid AS n FROM doc WHERE doc MATCH ? {self.order} LIMIT 24) JOIN p ON p.id = n"
        )
        return self.conn.execute(sql, (" ".join(f'"{word}"' for word in words) + "*",)).fetchall()


class Bm25(Fts):
    """The same table asked in the order of bm25."""

    name = "FTS5 bm25"
    order = "ORDER BY bm25(doc, 4, 3, 2, 1)"


class Tantivy:
    """tantivy with fuzzy words (the last a beginning), the count, and four facets by aggregation."""

    name = "tantivy fuzzy, facets"

    def __init__(self, folder: Path) -> None:
        self._schema = self._form()
        self._searcher = tantivy.Index(self._schema, path=str(folder / "tantivy")).searcher()
        terms = {
            f: {"terms": {"field": f, "size": 24}} for f in ("brand_facet", "category_facet", "colour_facet")
        }
        bands = [{"to": 1000}, {"from": 1000, "to": 5000}, {"from": 5000, "to": 20000}, {"from": 20000}]
        self._facets = terms | {"price": {"range": {"field": "price", "ranges": bands}}}

    @staticmethod
    def _form() -> tantivy.Schema:
        builder = tantivy.SchemaBuilder()
        for field in ("name", "brand", "category", "description"):
            builder.add_text_field(field)
        for field in ("brand_facet", "category_facet", "colour_facet"):
            builder.add_text_field(field, fast=True, tokenizer_name="raw")
        builder.add_integer_field("price", fast=True, stored=True)
        builder.add_text_field("tile", stored=True, tokenizer_name="raw")
        return builder.build()

    @classmethod
    def make(cls, folder: Path, products: Iterable[dict[str, Any]]) -> Made:
        path = folder / "tantivy"
        path.mkdir()
        index = tantivy.Index(cls._form(), path=str(path))
        started = time.perf_counter()
        writer = index.writer(200_000_000, 1)
        for product in products:
            writer.add_document(cls._document(product))
        writer.commit()
        writer.wait_merging_threads()
        seconds = time.perf_counter() - started
        return Made(seconds, sum(file.stat().st_size for file in path.rglob("*") if file.is_file()))

    @staticmethod
    def _document(product: dict[str, Any]) -> tantivy.Document:
        _, name, brand, category, description, price, _ = _texts(0, product)
        colours = [value["label"] for value in product["options"][0]["values"]]
        return tantivy.Document(
            name=name, brand=brand, category=category, description=description, brand_facet=brand,
            category_facet=category, colour_facet=colours, price=price, tile=product["id"] + name,
        )  # fmt: skip

    def search(self, text: str) -> object:
        words = "".join(ch if ch.isalnum() else " " for ch in text.lower()).split()
        if not words:
            return []
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, self._word(word, word is words[-1])) for word in words]
        )
        found = self._searcher.search(query, 24, count=True)
        tiles = [self._searcher.doc(address)["tile"] for _, address in found.hits]
        return tiles, found.count, self._searcher.aggregate(query, self._facets)  # type: ignore[attr-defined]

    def _word(self, word: str, last: bool) -> tantivy.Query:
        slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        fields = ("name", "brand", "category", "description")
        each = [tantivy.Query.fuzzy_term_query(self._schema, f, word, slips, prefix=last) for f in fields]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in each])


def _texts(n: int, product: dict[str, Any]) -> tuple[int, str, str, str, str, int, int]:
    category = category_names()[product["category_ids"][0]]
    amount = product["variants"][0]["price"]["amount"]
    return n, product["name"], product["brand"], category, product["description"], amount, n % 7
