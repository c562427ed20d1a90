"""Made shops with their snapshot and the peers' indexes, kept under build/bench so that they are made once."""

import gzip
import hashlib
import json
import multiprocessing
import shutil
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks import peers, shop
from benchmarks.shop import Typed
from shared.cache.store import Position
from shared.domain import snapshot

STORE: Final = "s1"
AS_OF: Final = "2026-01-01T00:00:00Z"
ROUNDS, QUERIES = 5, 300
PLACE: Final = Path(__file__).resolve().parents[1] / "build" / "bench"


@dataclass(frozen=True)
class Kept:
    """A made shop: its packed snapshot, and what making the peers took."""

    size: int
    folder: Path
    sha256: str
    position: Position
    facts: dict[str, float]
    typed: list[list[Typed]]

    @property
    def snapshot(self) -> Path:
        return self.folder / "snapshot.gz"


def kept(size: int, seed: int) -> Kept:
    """The shop of a size, made now if this version of it is not there."""
    sources = b"".join(Path(str(module.__file__)).read_bytes() for module in (shop, peers))
    sources += Path(__file__).read_bytes()
    folder = PLACE / f"{size}-{seed}-{zlib.crc32(sources):08x}"
    if not (folder / "facts.json").exists():
        print(f"making a shop of {size:,} products and the peers' indexes (once)", flush=True)
        for old in PLACE.glob(f"{size}-{seed}-*"):
            shutil.rmtree(old)
        process = multiprocessing.get_context("spawn").Process(target=_make, args=(folder, size, seed))
        process.start()
        process.join()
        if process.exitcode:
            raise SystemExit("the shop could not be made; the reason is above")
    read = json.loads((folder / "facts.json").read_text("utf-8"))
    typed = [[Typed(*pair) for pair in some] for some in read["typed"]]
    return Kept(size, folder, read["sha256"], Position(*read["position"]), read["facts"], typed)


def _make(folder: Path, size: int, seed: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made = list(shop.products(size, seed))
    sha256, position = write_snapshot(folder / "snapshot.gz", made)
    peers.Rows.make(folder, made)
    facts: dict[str, float] = {}
    for peer in (peers.Fts, peers.Tantivy):
        took = peer.make(folder, made)
        facts |= {f"{peer.name}, built in s": took.seconds, f"{peer.name}, MB on disk": took.bytes / 1e6}
    typed = [shop.queries(QUERIES, made, seed * 100 + n) for n in range(ROUNDS)]
    content = {
        "sha256": sha256,
        "position": position,
        "facts": facts,
        "typed": [[(query.text, query.meant) for query in some] for some in typed],
    }
    (folder / "facts.json").write_text(json.dumps(content), "utf-8")


def write_snapshot(path: Path, made: Iterable[dict[str, Any]]) -> tuple[str, Position]:
    """A snapshot file as the hub packs it, with stock for every SKU; its hash and position."""
    plain = path.with_suffix(".plain")
    conn = sqlite3.connect(plain, isolation_level=None)
    conn.execute(f"PRAGMA user_version={snapshot.FORMAT}")
    conn.execute(f"PRAGMA application_id={snapshot.APPLICATION_ID}")
    conn.execute(f"PRAGMA page_size={snapshot.PAGE_SIZE}")
    conn.executescript(snapshot.TABLES)
    conn.execute("BEGIN")
    rev = 0

    def rows() -> Iterable[tuple[str, str, int, str, int]]:
        nonlocal rev
        for collection, key, body in _bodies(made):
            rev += 1
            check = snapshot.row_check(collection, key, rev, zlib.crc32(body.encode()))
            yield collection, key, rev, body, check

    conn.executemany(snapshot.ADD_ROW, rows())
    conn.execute(snapshot.ADD_META, snapshot.meta_row("position", f"bench.{rev}"))
    conn.execute("COMMIT")
    conn.executescript(snapshot.INDEXES)
    conn.close()
    with plain.open("rb") as unpacked, gzip.open(path, "wb", compresslevel=1) as packed:
        shutil.copyfileobj(unpacked, packed, 1 << 20)
    plain.unlink()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), Position("bench", rev)


def _bodies(made: Iterable[dict[str, Any]]) -> Iterable[tuple[str, str, str]]:
    for category in shop.categories():
        yield "category", str(category["id"]), json.dumps(category)
    for place, kind in ((STORE, "store"), ("s2", "store"), ("w1", "warehouse")):
        yield "location", place, json.dumps({"id": place, "name": place, "kind": kind})
    for n, product in enumerate(made):
        yield "product", product["id"], json.dumps(product, ensure_ascii=False, separators=(",", ":"))
        sku = product["variants"][0]["sku"]
        atp = {STORE: int(n % 5 == 0), "s2": n % 3, "w1": n % 50}
        yield "stock", sku, json.dumps({"sku": sku, "atp": atp, "as_of": AS_OF})
