"""Search as you type over 50,000, 200,000 and 1,000,000 made products, beside the named limits and peers.

    ./run bench search [--quick] [--sizes 50000,200000,1000000] [--rounds 5] [--seed 7]

Every round types 300 new queries letter by letter, 22 % with a slip, and asks every engine in turn for each stroke;
figures are medians over the rounds, in milliseconds of the asking thread's processor time: what else the machine does
does not count, for any of them. Ours answers with tiles, total and all exact facets, through Catalogue.
"""

import argparse
import gc
import gzip
import hashlib
import json
import multiprocessing
import resource
import shutil
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.peers import Bm25, Fts, Rows, Tantivy
from benchmarks.shop import Typed, categories, products, queries
from shared.cache.catalogue import Catalogue, Query
from shared.cache.search.keeper import Keeper
from shared.cache.store import Position, Store
from shared.cache.writer import Writer
from shared.domain import snapshot
from shared.domain.messages import Collection, Page, Row

STORE = "s1"
AS_OF = "2026-01-01T00:00:00Z"
QUERIES = 300
SLOW_EVERY = 10  # bm25 over a million rows takes so long that it is asked every tenth stroke only


@dataclass
class Measured:
    """Milliseconds per stroke by engine, one list a round, and what building took."""

    size: int
    rounds: dict[str, list[list[float]]] = field(default_factory=dict)
    facts: dict[str, float] = field(default_factory=dict)

    def at(self, engine: str, percent: float) -> float:
        """The median over the rounds of a percentile."""
        return median(float(np.percentile(times, percent)) for times in self.rounds[engine])


def main(words: list[str] | None = None) -> dict[str, float]:
    """Print the tables and, as the last line, JSON; gives that back."""
    parser = argparse.ArgumentParser(
        prog="./run bench search", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument(
        "--quick", action="store_true", help="5,000 and 20,000 products, 2 rounds of 60 queries"
    )
    parser.add_argument("--sizes", default="50000,200000,1000000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(words)
    sizes = [5_000, 20_000] if options.quick else [int(size) for size in options.sizes.split(",")]
    rounds, count = (2, 60) if options.quick else (options.rounds, QUERIES)
    results = [measure(size, rounds, count, options.seed) for size in sizes]
    result = _summary(results)
    print(json.dumps(result))
    return result


def measure(size: int, rounds: int, count: int, seed: int) -> Measured:
    """Everything at one size."""
    measured = Measured(size)
    with tempfile.TemporaryDirectory(prefix="everyshelf-bench-") as name:
        folder = Path(name)
        made = list(products(size, seed))
        sha256, position = write_snapshot(folder / "snapshot.part", made)
        _apply(folder, sha256, position, measured)
        fts = Fts(folder, made)
        peers: list[Any] = [Rows(folder, made), fts, Bm25(fts), Tantivy(folder, made)]
        typed = [queries(count, made, seed * 100 + n) for n in range(rounds)]
        measured.facts["insert_select_s"] = fts.build_seconds
        measured.facts |= {f"{peer.name}, built in s": peer.build_seconds for peer in peers[1:]}
        measured.facts |= {f"{peer.name}, MB on disk": peer.bytes / 1e6 for peer in peers[1:]}
        del made
        gc.collect()
        gc.freeze()
        store = Store(folder)
        catalogue = Catalogue(store, STORE)
        started = time.perf_counter()
        catalogue.departments()  # as the home page does, which comes before any search
        catalogue.search(Query("a"))
        measured.facts["opened in s"] = time.perf_counter() - started
        engines: dict[str, Callable[[str], object]] = {
            "everyshelf": lambda text: catalogue.search(Query(text))
        }
        engines |= {peer.name: peer.search for peer in peers}
        for some in typed:
            _round(measured, engines, some)
        measured.facts["typo overlap"] = overlap(catalogue, [q for some in typed for q in some if q.slip])
        measured.facts["a change is found after s"] = _change(folder, store, catalogue)
        store.close()
        measured.facts["window's own memory, MB"] = _in_a_process(_memory, folder, typed[0])
        gc.unfreeze()
    _table(measured)
    return measured


def _round(measured: Measured, engines: dict[str, Callable[[str], object]], typed: list[Typed]) -> None:
    strokes = [query.text[:n] for query in typed for n in range(1, len(query.text) + 1)]
    times: dict[str, list[float]] = {engine: [] for engine in engines}
    for at, text in enumerate(strokes):
        for engine, search in engines.items():
            if engine == "FTS5 bm25" and at % SLOW_EVERY:
                continue
            started = time.thread_time()
            search(text)
            times[engine].append((time.thread_time() - started) * 1000)
    for engine, figures in times.items():
        measured.rounds.setdefault(engine, []).append(figures)


def overlap(catalogue: Catalogue, typed: list[Typed]) -> float:
    """Of the first 24 for the right spelling, the share that comes up for the wrong one; 1 where both find nothing."""
    shares = []
    for query in typed:
        meant = [tile.product_id for tile in catalogue.search(Query(query.meant)).tiles]
        found = {tile.product_id for tile in catalogue.search(Query(query.text)).tiles}
        shares.append(len(found.intersection(meant)) / len(meant) if meant else 1.0)
    return float(np.mean(shares)) if shares else 1.0


# --- applying ------------------------------------------------------------------------------------------------------


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
            yield (
                collection,
                key,
                rev,
                body,
                snapshot.row_check(collection, key, rev, zlib.crc32(body.encode())),
            )

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
    for category in categories():
        yield "category", str(category["id"]), json.dumps(category)
    for place, kind in ((STORE, "store"), ("s2", "store"), ("w1", "warehouse")):
        yield "location", place, json.dumps({"id": place, "name": place, "kind": kind})
    for n, product in enumerate(made):
        yield "product", product["id"], json.dumps(product, ensure_ascii=False, separators=(",", ":"))
        sku = product["variants"][0]["sku"]
        atp = {STORE: n % 5 == 0, "s2": n % 3, "w1": n % 50}
        yield (
            "stock",
            sku,
            json.dumps({"sku": sku, "atp": {k: int(v) for k, v in atp.items()}, "as_of": AS_OF}),
        )


def _apply(folder: Path, sha256: str, position: Position, measured: Measured) -> None:
    """Take in a snapshot in another process, as the sync agent does, while a 16 ms timer runs here."""
    quiet = _largest_gap(lambda: False, seconds=3.0)
    context = multiprocessing.get_context("spawn")
    answer = context.SimpleQueue()
    agent = context.Process(target=_agent, args=(folder, sha256, position, answer))
    agent.start()
    busy = _largest_gap(agent.is_alive, seconds=0.0)
    agent.join()
    if agent.exitcode:
        raise SystemExit("the snapshot could not be applied; the reason is above")
    measured.facts |= answer.get()
    measured.facts |= {"timer gap idle, ms": quiet, "timer gap while applying, ms": busy}
    index = folder / "search"
    measured.facts["index, MB on disk"] = sum(f.stat().st_size for f in index.rglob("*") if f.is_file()) / 1e6


def _agent(folder: Path, sha256: str, position: Position, answer: Any) -> None:  # noqa: ANN401 - a queue
    started = time.perf_counter()
    writer = Writer(folder)
    writer.adopt(folder / "snapshot.part", sha256, position)
    writer.close()
    adopted = time.perf_counter() - started
    Keeper(Store(folder), STORE, folder / "search").update()
    total = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    answer.put(
        {"applied and searchable in s": total, "of it the cache, s": adopted, "agent's peak memory, MB": peak}
    )


def _largest_gap(going_on: Callable[[], bool], seconds: float) -> float:
    """The largest distance of two beats of a 16 ms timer, in ms, for a time and as long as something goes on."""
    from PySide6.QtCore import QCoreApplication, Qt, QTimer  # noqa: PLC0415 - only here

    application = QCoreApplication.instance() or QCoreApplication([])
    beats: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(16)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or going_on():
        application.processEvents()
        time.sleep(0.0005)
    timer.stop()
    return float(np.diff(beats).max() * 1000)


def _change(folder: Path, store: Store, catalogue: Catalogue) -> float:
    """From a page of 100 new names arriving until the last is found, in seconds."""
    position = store.position()
    assert position is not None
    rows = []
    for n in range(100):
        body = store.body(Collection.PRODUCT, f"shop:{n}") or ""
        body = json.dumps(json.loads(body) | {"name": f"Zanzibarian novelty {n}"})
        rows.append(
            Row(collection=Collection.PRODUCT, key=f"shop:{n}", rev=position.seq + 1 + n, body=body,
                crc=zlib.crc32(body.encode()))
        )  # fmt: skip
    keeper = Keeper(store, STORE, folder / "search")
    writer = Writer(folder)
    page = {
        "epoch": position.epoch,
        "from": position.seq,
        "to": position.seq + 100,
        "rows": rows,
        "server_time": AS_OF,
    }
    started = time.perf_counter()
    writer.apply(Page.model_validate(page))
    keeper.update()
    found = catalogue.search(Query("zanzibarian novelty 99"))
    seconds = time.perf_counter() - started
    assert [tile.product_id for tile in found.tiles[:1]] == ["shop:99"]
    writer.close()
    return seconds


def _in_a_process(work: Callable[..., None], *values: object) -> float:
    context = multiprocessing.get_context("spawn")
    answer = context.SimpleQueue()
    process = context.Process(target=work, args=(*values, answer))
    process.start()
    process.join()
    result: float = answer.get()
    return result


def _memory(folder: Path, typed: list[Typed], answer: Any) -> None:  # noqa: ANN401 - a queue between processes
    """What a window holds for itself after 300 queries: not the index's pages, which the system may take back."""
    before = _own_memory()
    catalogue = Catalogue(Store(folder), STORE)
    for query in typed:
        catalogue.search(Query(query.text))
    answer.put(_own_memory() - before)


def _own_memory() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    return (
        sum(int(line.split()[1]) for line in lines if line.startswith(("Anonymous:", "Private_Hugetlb:")))
        / 1e3
    )


# --- telling -------------------------------------------------------------------------------------------------------


def _table(measured: Measured) -> None:
    print(
        f"\n{measured.size:,} products: processor milliseconds a stroke, the first 24 with name, price and stock"
    )
    print(f"{'':<26}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}")
    for engine in measured.rounds:
        figures = "".join(f"{measured.at(engine, percent):>9.3f}" for percent in (50, 95, 99, 100))
        print(f"{engine:<26}{figures}")
    for name, value in measured.facts.items():
        print(f"  {name:<34}{value:>10.3f}")
    print(flush=True)


def _summary(results: list[Measured]) -> dict[str, float]:
    first, last = results[0], results[-1]
    floor = last.at("24 rows by key", 50)
    ours = {percent: last.at("everyshelf", percent) for percent in (50, 99, 100)}
    figures = {
        "p50_ratio": ours[50] / floor,
        "p99_ratio": ours[99] / floor,
        "max_ratio": ours[100] / floor,
        "growth": ours[99] / first.at("everyshelf", 99),
        "vs_tantivy": ours[99] / last.at("tantivy fuzzy, facets", 99),
        "typo_overlap": last.facts["typo overlap"],
        "apply_ratio": last.facts["applied and searchable in s"] / last.facts["insert_select_s"],
        "timer_gap_ratio": last.facts["timer gap while applying, ms"] / last.facts["timer gap idle, ms"],
    }
    reach = (2, 25, 50, 4, 0.08, 0.98, 1.15, 1.05)
    names = ("A1 p50", "A1 p99", "A1 max", "A2 growth", "A3 tantivy", "A5 typos", "B1 apply", "B2 timer")
    print(f"at {last.size:,} against the limits" + " " * 8 + f"{'measured':>10}{'to reach':>10}")
    for name, value, limit in zip(names, figures.values(), reach, strict=True):
        print(f"  {name:<32}{value:>10.3f}{'≥' if name.startswith('A5') else '≤':>5}{limit:>5}")
    return {name: round(value, 4) for name, value in figures.items()}
