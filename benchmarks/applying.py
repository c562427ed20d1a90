"""Taking in a snapshot and a page of changes as a device does, beside FTS5's INSERT…SELECT and an idle timer."""

import json
import multiprocessing
import resource
import shutil
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.kept import AS_OF, STORE, Kept
from benchmarks.peers import Fts
from shared.cache.catalogue import Catalogue, Query
from shared.cache.search.keeper import Keeper
from shared.cache.store import Position, Store
from shared.cache.writer import Writer
from shared.domain.messages import Collection, Page, Row


def apply(held: Kept, folder: Path) -> dict[str, float]:
    """Take in a snapshot in another process, as the sync agent does, while a 16 ms timer runs here.

    INSERT…SELECT is measured before and after.
    """
    inserted = [Fts.insert_again(held.folder)]
    shutil.copyfile(held.snapshot, folder / "snapshot.part")
    answer = multiprocessing.get_context("spawn").SimpleQueue()
    agent = multiprocessing.get_context("spawn").Process(
        target=_agent, args=(folder, held.sha256, held.position, answer)
    )
    agent.start()
    started = time.perf_counter()
    busy, refused = _gaps(agent.is_alive, folder)
    seconds = time.perf_counter() - started
    agent.join()
    if agent.exitcode:
        raise SystemExit("the snapshot could not be applied; the reason is above")
    end = time.perf_counter() + seconds  # of fewer beats the largest gap would be smaller
    quiet, _ = _gaps(lambda: time.perf_counter() < end, folder)
    inserted.append(Fts.insert_again(held.folder))
    files = [file for file in (folder / "search").rglob("*") if file.is_file()]
    told: dict[str, float] = answer.get()
    return told | {
        "FTS5 INSERT…SELECT, s": sum(inserted) / len(inserted),
        "timer gap idle, ms": float(quiet.max()),
        "timer gap while applying, ms": float(busy.max()),
        "timer gap idle, p99.9 ms": float(np.percentile(quiet, 99.9)),
        "timer gap while applying, p99.9 ms": float(np.percentile(busy, 99.9)),
        "timer gap idle, p99 ms": float(np.percentile(quiet, 99)),
        "timer gap while applying, p99 ms": float(np.percentile(busy, 99)),
        "reads refused as busy": refused,
        "index, MB on disk": sum(file.stat().st_size for file in files) / 1e6,
    }


def _agent(folder: Path, sha256: str, position: Position, answer: Any) -> None:  # noqa: ANN401 - a queue
    started = time.perf_counter()
    writer = Writer(folder)
    writer.adopt(folder / "snapshot.part", sha256, position)
    writer.close()
    adopted = time.perf_counter() - started
    Keeper(Store(folder), STORE, folder / "search").update()
    total = time.perf_counter() - started
    mine, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    answer.put(
        {
            "applied and searchable, s": total,
            "of it the cache, s": adopted,
            "processor time of it, s": mine.ru_utime + mine.ru_stime + others.ru_utime + others.ru_stime,
            "agent's peak memory, MB": mine.ru_maxrss / 1e3,
            "its helper's peak memory, MB": others.ru_maxrss / 1e3,
        }
    )


def _gaps(going_on: Callable[[], bool], folder: Path) -> tuple[np.ndarray[Any, Any], int]:
    """Distances of the beats of a 16 ms timer, in ms, while something goes on; each beat reads the cache, if it can.

    The second figure: how often SQLite refused a read because the file was busy.
    """
    from PySide6.QtCore import QCoreApplication, Qt, QTimer  # noqa: PLC0415 - only here

    application = QCoreApplication.instance() or QCoreApplication([])
    store = Store(folder)
    beats: list[float] = []
    refused = 0

    def beat() -> None:
        nonlocal refused
        beats.append(time.perf_counter())
        try:
            store.connection().execute("SELECT value FROM meta").fetchall()
        except sqlite3.OperationalError as problem:
            refused += problem.sqlite_errorcode == sqlite3.SQLITE_BUSY

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    timer.start(16)
    while going_on() or len(beats) < 60:
        application.processEvents()
        time.sleep(0.0005)
    timer.stop()
    store.close()
    return np.diff(beats) * 1000, refused


def change(folder: Path, store: Store, catalogue: Catalogue) -> float:
    """From a page of 100 new names arriving until the last is found, in seconds."""
    position = store.position()
    assert position is not None
    keeper = Keeper(store, STORE, folder / "search")
    writer = Writer(folder)
    page = {
        "epoch": position.epoch, "from": position.seq, "to": position.seq + 100, "server_time": AS_OF,
        "rows": list(_renamed(store, position)),
    }  # fmt: skip
    started = time.perf_counter()
    writer.apply(Page.model_validate(page))
    keeper.update()
    found = catalogue.search(Query("zanzibarian novelty 99"))
    seconds = time.perf_counter() - started
    assert [tile.product_id for tile in found.tiles[:1]] == ["shop:99"]
    writer.close()
    return seconds


def _renamed(store: Store, position: Position) -> Iterable[Row]:
    for n in range(100):
        body = store.body(Collection.PRODUCT, f"shop:{n}") or ""
        body = json.dumps(json.loads(body) | {"name": f"Zanzibarian novelty {n}"})
        crc = zlib.crc32(body.encode())
        yield Row(
            collection=Collection.PRODUCT, key=f"shop:{n}", rev=position.seq + 1 + n, body=body, crc=crc
        )


def memory(folder: Path, texts: list[str]) -> float:
    """MB that a window holds for itself after these queries: not the index's pages, which the system may take back."""
    context = multiprocessing.get_context("spawn")
    answer = context.SimpleQueue()
    process = context.Process(target=_search_all, args=(folder, texts, answer))
    process.start()
    process.join()
    result: float = answer.get()
    return result


def _search_all(folder: Path, texts: list[str], answer: Any) -> None:  # noqa: ANN401 - a queue between processes
    before = _own_memory()
    catalogue = Catalogue(Store(folder), STORE)
    for text in texts:
        catalogue.search(Query(text))
    answer.put(_own_memory() - before)


def _own_memory() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    own = [line.split()[1] for line in lines if line.startswith(("Anonymous:", "Private_Hugetlb:"))]
    return sum(map(int, own)) / 1e3
