"""``./run bench sync``: the device's synchronisation beside the limit of the same work, in one run, as ratios.

Every figure is the median of interleaved runs; times are in seconds, sizes in bytes. The last line is JSON.
"""

import argparse
import asyncio
import contextlib
import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

import zstandard

from benchmarks.sync_hub import ROOT, cpu, filled_hub, hub_process, memory, product, stock, token, workplace
from bus.api.access import Hub
from bus.feed import rows
from shared.cache.store import Position
from shared.cache.writer import Writer
from shared.domain.messages import Page
from shared.sync import hub
from shared.sync.core import PAGE_ROWS, Pull

ROUNDS = 3


def timed(do: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


# --- measurements -----------------------------------------------------------------------------------------------------


def first_sync(url: str, secret: str, place: Path) -> dict[str, float]:
    """Downloading, checking and adopting a snapshot, beside copying the same file to disk."""
    first = place / "first"

    async def fetch() -> None:
        async with hub.client(url, secret) as http:
            writer = Writer(first)
            sha256, position = await hub.snapshot(http, first / "snapshot.part")
            writer.adopt(first / "snapshot.part", sha256, position)
            writer.close()

    built = timed(lambda: asyncio.run(fetch()))  # the hub builds the file for the first who asks
    source = place / "source.db"
    shutil.copyfile((first / "cache.db").resolve(), source)
    syncs, copies = [], []
    for _ in range(ROUNDS):
        copies.append(timed(lambda: copy(source, place / "copy.db")))
        shutil.rmtree(first)
        syncs.append(timed(lambda: asyncio.run(fetch())))
    return {
        "bytes": source.stat().st_size,
        "with_build_s": built,
        "sync_s": median(syncs),
        "copy_s": median(copies),
        "ratio": median(syncs) / median(copies),
    }


def copy(source: Path, target: Path) -> None:
    """Copy a file and make it durable."""
    shutil.copyfile(source, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def pages(made: Hub, after: int) -> list[Page]:
    """All pages after a number, as devices get them."""
    found: list[Page] = []
    scopes = ("shop", "kiosk:store-1")
    while not found or found[-1].more:
        at = found[-1].to if found else after
        page = made.database.read(lambda conn, at=at: rows.changes(conn, scopes, at, PAGE_ROWS))  # type: ignore[misc]
        found.append(page)
    return found


def delta(made: Hub, place: Path, changed: int, skus: int) -> dict[str, float]:
    """Applying a day's changes to a cache, beside ``executemany`` of the same rows into the same table."""
    base = made.snapshots.current(("shop", "kiosk:store-1"))
    head = made.database.read(rows.head)
    some = range(0, skus, max(1, skus // (changed // 2)))
    made.database.write(
        lambda conn: rows.put_many(conn, "shop", "product", (product(n, 1_999) for n in some))
    )
    made.database.write(lambda conn: rows.put_many(conn, "shop", "stock", (stock(n, 9) for n in some)))
    todo = [page for page in pages(made, base.cursor) if page.rows]
    count = sum(len(page.rows) for page in todo)
    ours, bare = [], []
    plain = place / "plain.db"
    with base.path.open("rb") as packed, plain.open("wb") as file:
        zstandard.ZstdDecompressor().copy_stream(packed, file)
    for round_ in range(ROUNDS):
        folder = place / f"delta-{round_}"
        writer = put_back(made, folder)
        ours.append(timed(lambda: [writer.apply(page) for page in todo]))  # noqa: B023
        assert writer.position() == (base.epoch, todo[-1].to)
        writer.close()
        bare.append(bare_executemany(plain, place / "bare.db", todo))
        shutil.rmtree(folder)
    assert head <= todo[-1].to
    return {
        "rows": count,
        "apply_s": median(ours),
        "executemany_s": median(bare),
        "rows_per_s": count / median(ours),
        "ratio": median(bare) / median(ours),
    }


def put_back(made: Hub, folder: Path) -> Writer:
    """A cache as it was when the hub built the snapshot."""
    base = made.snapshots.current(("shop", "kiosk:store-1"))
    writer = Writer(folder)
    shutil.copyfile(base.path, folder / "snapshot.part")
    writer.adopt(folder / "snapshot.part", base.sha256, Position(base.epoch, base.cursor))
    return writer


def bare_executemany(source: Path, target: Path, todo: Sequence[Page]) -> float:
    """The same rows into a copy of the same file, in the same portions, without a check of anything."""
    shutil.copyfile(source, target)
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode=WAL")
        conn.execute("PRAGMA synchronous=NORMAL")
        portions = [[(r.rev, r.body, r.crc, r.collection, r.key) for r in page.rows] for page in todo]

        def work() -> None:
            for portion in portions:
                conn.execute("BEGIN IMMEDIATE")
                conn.executemany(
                    "UPDATE row SET rev = ?, body = ?, crc = ? WHERE collection = ? AND key = ?", portion
                )
                conn.execute("COMMIT")

        return timed(work)


def wire(url: str, secret: str, made: Hub, skus: int) -> dict[str, float]:
    """Bytes of a snapshot and of pages on the wire, beside gzip of the bare JSON."""
    some = range(min(skus, 20_000))
    raw = b"\n".join(body(n)[1].encode() for n in some for body in (product, stock))
    file = made.snapshots.current(("shop", "kiosk:store-1"))

    async def page_bytes() -> int:
        async with hub.client(url, secret) as http:
            cursor = str(Position(file.epoch, file.cursor))
            answer = await http.get("/v1/sync/changes", params={"cursor": cursor, "limit": PAGE_ROWS})
            page = Page.model_validate_json(answer.content)
            bodies = b"\n".join(row.body.encode() for row in page.rows)
            return round(1_000 * answer.num_bytes_downloaded / max(1, len(gzip.compress(bodies, 6))))

    share = len(some) / skus
    return {
        "snapshot_to_gzip": file.path.stat().st_size * share / len(gzip.compress(raw, 6)),
        "page_to_gzip": asyncio.run(page_bytes()) / 1_000,
    }


async def week(url: str, secret: str, cursor: Position) -> tuple[float, int]:
    """Reading on after a week over HTTP, without applying."""
    start, count = time.perf_counter(), 0
    async with hub.client(url, secret) as http:
        while True:
            page = await hub.changes(http, Pull(str(cursor)))
            count += len(page.rows)
            cursor = Position(page.epoch, page.to)
            if not page.more:
                return time.perf_counter() - start, count


async def idle(url: str, pid: int, secret: str, cursor: Position, count: int) -> dict[str, float]:
    """What so many devices that ask again and again for news, 20 s each time, cost the hub: memory and CPU."""
    host, port = url.removeprefix("http://").split(":")
    path = f"/v1/sync/changes?cursor={cursor}&wait=20"
    ask = f"GET {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {secret}\r\n\r\n".encode()

    async def device(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer):
            while True:
                writer.write(ask)
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(
                    line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
                )
                await reader.readexactly(int(length.partition(b":")[2]))

    before, devices = memory(pid), []
    for start in range(0, count, 100):
        opened = [asyncio.open_connection(host, int(port)) for _ in range(min(100, count - start))]
        devices += [asyncio.create_task(device(*line)) for line in await asyncio.gather(*opened)]
        await asyncio.sleep(20.0 * 100 / count)  # so that they come again one after the other, as in life
    spent = cpu(pid)
    await asyncio.sleep(20.0)
    spent = cpu(pid) - spent
    held = memory(pid) - before
    for task in devices:
        task.cancel()
    await asyncio.gather(*devices, return_exceptions=True)
    return {"polls": count, "kB_each": held / count / 1_024, "cpu_percent": spent * 5.0}


def timer_gaps(folder: Path, url: str) -> tuple[list[float], list[float]]:
    """Gaps of a 16 ms Qt timer in ms, while nothing happens and while the agent process applies changes."""
    from PySide6.QtCore import QCoreApplication, Qt, QTimer  # noqa: PLC0415 - the other measurements need no Qt

    app = QCoreApplication.instance() or QCoreApplication([])
    ticks: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(16)

    def gaps(done: Callable[[], bool]) -> list[float]:
        ticks.clear()
        while not done():
            app.processEvents()
            time.sleep(0.0002)
        return [1e3 * (b - a) for a, b in pairwise(ticks)]

    end = time.perf_counter() + 5.0
    still = gaps(lambda: time.perf_counter() > end)
    command = [sys.executable, "-m", "shared.sync", "--folder", str(folder), "--hub", url, "--role", "kiosk"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT
    ) as agent:
        assert agent.stdout is not None
        assert agent.stdin is not None
        os.set_blocking(agent.stdout.fileno(), False)
        caught_up = time.perf_counter() + 8.0
        busy = gaps(lambda: time.perf_counter() > caught_up)
        agent.stdin.close()
    return still, busy


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main(words: list[str] | None = None) -> dict[str, object]:
    """Measure everything and print it; the last line, which is JSON, is given back."""
    parser = argparse.ArgumentParser(prog="./run bench sync", description=__doc__)
    parser.add_argument("--skus", type=int, default=1_000_000)
    parser.add_argument("--changed", type=int, default=50_000, help="rows that changed in a day")
    parser.add_argument("--polls", type=int, nargs="*", default=[500, 5_000])
    parser.add_argument("--quick", action="store_true", help="20,000 SKUs, 50 devices that poll")
    given = parser.parse_args(words)
    if given.quick:
        given.skus, given.changed, given.polls = 20_000, 1_000, [50]
    result: dict[str, object] = {"skus": given.skus}

    def say(**found: object) -> None:  # at once: the whole takes minutes
        result.update(found)
        print(json.dumps(found), flush=True)

    with workplace() as place:
        made = filled_hub(place / "hub", given.skus)
        start = Position(made.database.read(rows.epoch), made.database.read(rows.head))
        secret = token(made)
        say(delta=delta(made, place, given.changed, given.skus))
        with hub_process(place / "hub") as (url, pid):
            still: list[float] = []
            busy: list[float] = []
            for round_ in range(ROUNDS):  # so that there are more than a thousand ticks
                window = place / f"window-{round_}"
                token(made, window)
                put_back(made, window).close()
                for kept, more in zip((still, busy), timer_gaps(window, url), strict=True):
                    kept.extend(more)
                shutil.rmtree(window)
            late = {"idle_p99.9": percentile(still, 0.999), "applying_p99.9": percentile(busy, 0.999)}
            say(timer_ms={**late, "applying_max": max(busy), "ticks": len(busy)})
            say(first_sync=first_sync(url, secret, place))
            say(wire=wire(url, secret, made, given.skus))
            seconds, count = asyncio.run(week(url, secret, start))
            say(resume={"rows": count, "s": seconds})
            head = Position(start.epoch, made.database.read(rows.head))
            say(idle=[asyncio.run(idle(url, pid, secret, head, polls)) for polls in given.polls])
        made.database.close()
    print(json.dumps(result))
    return result


if __name__ == "__main__":
    main()
