"""The order desk under load, on SQLite and PostgreSQL: oversold pieces, orders per second, cost as the house grows.

./run bench desk [--quick | --full]     --full: growth to a million orders (12 GB of disk for each engine)
"""

import argparse
import json
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from bus.database import Database
from bus.desk import catalogue, schema
from bus.desk.audit import audit
from bus.desk.desk import Desk
from bus.desk.work import Device
from bus.feed import rows
from shared.domain.base import new_id
from shared.domain.messages import Mutation, PlaceOrder
from tests.desk.house import PLACES, line, product
from tests.postgres import postgres_server

SKUS = [f"sku-{n}" for n in range(300)]
STORES = ("north", "south", "west")
SELLERS = 50
WORKERS = 8
BATCH = 100  # orders timed as one, to see past the clock's and the disk's noise
COPIES = 100  # of each original in one transaction
COPY = "|| '-' || n.i"
COPIED: dict[
    Table, tuple[str, dict[str, str]]
] = {  # what an order leaves behind: which rows, and their new names
    schema.order: (
        "true",
        {"id": f"id {COPY}", "code": f"code {COPY}", "body": f"replace(body, id, id {COPY})"},
    ),
    schema.task: (
        "true",
        {
            "order_id": f"order_id {COPY}",
            "fulfilment_id": f"replace(fulfilment_id, order_id, order_id {COPY})",
        },
    ),
    schema.ledger: ("cause = 'reserve'", {"ref": f"ref {COPY}"}),
    schema.event: ("true", {"id": f"id {COPY}", "published_at": "made_at"}),
    schema.dedupe: ("true", {"mutation_id": f"mutation_id {COPY}"}),
    rows.rows: ("collection = 'order'", {"key": f"key {COPY}", "body": f"replace(body, key, key {COPY})"}),
}
OWN = {schema.ledger: {"id"}, schema.event: {"seq"}}  # numbers that the database gives


@dataclass(frozen=True)
class Sizes:
    """How much is done."""

    tries: int = 10_000
    orders: int = 10_000
    few: int = 10_000
    many: int = 100_000


def main(words: list[str] | None = None) -> dict[str, Any]:
    """Print the table and give back its last line."""
    parser = argparse.ArgumentParser(prog="./run bench desk", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parser.add_argument("--full", action="store_true", help="growth to a million orders")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], help="only this one")
    given = parser.parse_args(words)
    sizes = Sizes(2_000, 2_000, 2_000, 20_000) if given.quick else Sizes()
    if given.full:
        sizes = Sizes(many=1_000_000)
    print(f"{SELLERS} sellers, {sizes.tries:,} tries for one SKU; {sizes.orders:,} orders of two lines;")
    print(f"median cost of an order with {sizes.few:,} and with {sizes.many:,} orders in the database\n")
    print(
        f"{'':12}{'oversold':>9}{'ledger':>8}{'orders/s':>10}{'cpu ms':>8}{'p50 ms':>8}{'p99 ms':>8}{'growth':>8}"
    )
    result: dict[str, Any] = {}
    for name, server in (("sqlite", _files), ("postgresql", _postgres)):
        if given.engine in {None, name}:
            with server() as place:
                found = _measure(place, sizes)
            result[name] = found
            exact = "exact" if found["ledger_exact"] else "WRONG"
            print(
                f"{name:12}{found['oversold']:>9}{exact:>8}{found['orders_per_s']:>10,}{found['cpu_ms']:>8}{found['p50_ms']:>8}"
                f"{found['p99_ms']:>8}{found['growth_ratio']:>8}",
                flush=True,
            )
    print("\ncpu ms: of the hub's own processes for an order, whatever else the machine does.")
    print(
        "SQLite: one writer; 50 waiting threads share each flush, so one core of Python is the limit, not the disk."
    )
    print(
        f"PostgreSQL: {WORKERS} processes over one server; they meet at the feed's counter row, held over the commit."
    )
    print(json.dumps(result))
    return result


def _measure(place: Callable[[str], str], sizes: Sizes) -> dict[str, Any]:
    oversold, exact = _one_sku(place("sellers"), sizes.tries)
    rate, cpu, times = _throughput(place("orders"), sizes.orders)
    cuts = quantiles(times, n=100)
    return {
        "oversold": oversold,
        "ledger_exact": exact,
        "orders_per_s": round(rate),
        "cpu_ms": round(cpu * 1000, 2),
        "p50_ms": round(median(times) * 1000, 1),
        "p99_ms": round(cuts[98] * 1000, 1),
        "growth_ratio": round(_growth(place("few"), place("many"), sizes), 2),
    }


def _one_sku(url: str, tries: int) -> tuple[int, bool]:
    """Many sellers want one SKU of which there is half of what they want: pieces too many, and the audit's word."""
    database = _open(url)
    has = tries // 2
    database.write(lambda conn: catalogue.set_stock(conn, [("one", "north", has)]))
    desk = Desk(database)

    items = [_item(n, [line(1, "one", wish="refund")]) for n in range(tries)]

    def sell(item: Mutation) -> None:
        result = database.write(lambda conn: desk.apply(conn, Device("kiosk", "kiosk", "north"), item))
        assert result.status == "applied"

    with ThreadPoolExecutor(SELLERS) as sellers:
        list(sellers.map(sell, items))
    reserved = select(func.sum(schema.stock.c.reserved))
    sold = database.read(lambda conn: conn.execute(reserved).scalar_one())
    found = database.read(audit)
    database.close()
    assert sold >= has, f"{sold} of {has} sold: sellers were refused what was there"
    return int(sold) - has, not found.wrong


def _throughput(url: str, orders: int) -> tuple[float, float, list[float]]:
    """Orders per second, CPU seconds of the hub for each, and how long each waited for its commit, s."""
    _open(url).close()
    if url.startswith("sqlite"):
        seconds, cpu, times = _sell(url, SELLERS, range(orders))
        return orders / seconds, cpu / orders, times
    shares = [range(n, orders, WORKERS) for n in range(WORKERS)]
    with ProcessPoolExecutor(WORKERS, multiprocessing.get_context("spawn")) as workers:
        done = list(workers.map(partial(_sell, url, 1), shares))
    rate = sum(len(times) / seconds for seconds, _, times in done)
    return rate, sum(cpu for _, cpu, _ in done) / orders, [t for _, _, times in done for t in times]


def _sell(url: str, threads: int, numbers: Sequence[int]) -> tuple[float, float, list[float]]:
    """Place orders from so many threads of this process; seconds in all, CPU seconds, and seconds for each."""
    database = Database(url, pool=threads)
    desk = Desk(database)
    items = [_two_lines(n) for n in numbers]

    def sell(item: Mutation) -> float:
        device = Device(f"kiosk-{item.n % 7}", "kiosk", STORES[(item.n - 1) % 3])
        begun = time.perf_counter()
        result = database.write(lambda conn: desk.apply(conn, device, item))
        assert result.status == "applied"
        return time.perf_counter() - begun

    started, cpu = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(threads) as sellers:
        times = list(sellers.map(sell, items))
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    database.close()
    return seconds, cpu, times


def _growth(few: str, many: str, sizes: Sizes) -> float:
    """The median cost of an order in a large database to that in a small one, measured in turns."""
    costs: dict[str, list[float]] = {few: [], many: []}
    opened = {few: _open(few), many: _open(many)}
    desks = {url: Desk(database) for url, database in opened.items()}
    for url, size in ((few, sizes.few), (many, sizes.many)):
        opened[url].write(lambda conn, url=url: _some(conn, desks[url], 0))  # type: ignore[misc]
        _fill(opened[url], size)
        _tidy(opened[url])
    assert not opened[few].read(audit).wrong, "the copies are not what orders leave behind"
    for turn in range(1, 16):
        for url, database in opened.items():
            costs[url].append(database.write(lambda conn, url=url, turn=turn: _some(conn, desks[url], turn)))  # type: ignore[misc]
    for database in opened.values():
        database.close()
    return median(costs[many][1:]) / median(costs[few][1:])


def _some(conn: Connection, desk: Desk, turn: int) -> float:
    """Place a batch of orders in one transaction; seconds for each."""
    begun = time.perf_counter()
    for n in range(turn * BATCH, (turn + 1) * BATCH):
        result = desk.apply(conn, Device("kiosk", "kiosk", STORES[n % 3]), _two_lines(n))
        assert result.status == "applied"
    return (time.perf_counter() - begun) / BATCH


def _fill(database: Database, size: int) -> None:
    """Copy the orders that are there, with all their rows under names of their own, until there are so many."""
    has = database.read(
        lambda conn: conn.execute(select(func.count()).select_from(schema.order)).scalar_one()
    )
    database.write(_keep_originals)
    first, last = 1_000_000, 1_000_000 + size // has - 1  # numbers of one length sort where they are written
    for begin in range(first, last, COPIES):
        database.write(partial(_copy, begin=begin, end=min(begin + COPIES, last)))
    database.write(_restock)


def _keep_originals(conn: Connection) -> None:
    for table, (which, _) in COPIED.items():
        conn.execute(text(f"CREATE TABLE original_{table.name} AS SELECT * FROM {table.name} WHERE {which}"))  # noqa: S608


def _copy(conn: Connection, begin: int, end: int) -> None:
    numbers = f"WITH RECURSIVE n(i) AS (SELECT {begin} UNION ALL SELECT i + 1 FROM n WHERE i < {end - 1})"  # noqa: S608
    for table, (_, new) in COPIED.items():
        names = [column.name for column in table.columns if column.name not in OWN.get(table, ())]
        values = ", ".join(new.get(name, name) for name in names)
        copied = f"SELECT {values} FROM original_{table.name}, n"  # noqa: S608
        conn.execute(text(f"{numbers} INSERT INTO {table.name} ({', '.join(names)}) {copied}"))


def _restock(conn: Connection) -> None:
    """Reserved is what the ledger, with the copies in it, adds up to: the audit finds nothing amiss."""
    booked = (
        "SELECT sum(l.reserved) FROM ledger l WHERE l.sku = stock.sku AND l.location_id = stock.location_id"
    )
    conn.execute(text(f"UPDATE stock SET reserved = ({booked})"))  # noqa: S608


def _tidy(database: Database) -> None:
    """What a database does by itself at night."""
    database.write(lambda conn: conn.execute(text("ANALYZE")))


def _two_lines(n: int) -> Mutation:
    """Half of the orders are collected where they are placed, half have a line sent from elsewhere."""
    here = STORES[n % 3]
    one = line(1, SKUS[n * 7 % 300], 1, "pickup", here)
    two = line(2, SKUS[(n * 11 + 1) % 300], 2, "pickup" if n % 2 else "ship_home", here)
    return _item(n, [one, two])


def _item(n: int, lines: list[Any]) -> Mutation:
    body = PlaceOrder(order_id=new_id(), placed_at=datetime.now(UTC), currency="EUR", lines=tuple(lines))
    return Mutation(
        n=n + 1, id=new_id(), type="order.place", made_at=body.placed_at, body=body.model_dump(mode="json")
    )


def _open(url: str) -> Database:
    """A new database with places, articles and plenty of stock."""
    database = Database(url)
    database.write(schema.create)

    def fill(conn: Connection) -> None:
        catalogue.put_locations(conn, "bench", PLACES)
        catalogue.put_products(conn, "bench", [product(sku) for sku in SKUS])
        catalogue.set_stock(conn, [(sku, place.id, 1_000_000) for sku in SKUS for place in PLACES])

    database.write(fill)
    return database


@contextmanager
def _files() -> Iterator[Callable[[str], str]]:
    with tempfile.TemporaryDirectory(prefix="everyshelf-bench-") as folder:
        yield lambda name: f"sqlite:///{Path(folder) / name}.db"


@contextmanager
def _postgres() -> Iterator[Callable[[str], str]]:
    with postgres_server() as server:
        url = server.replace("postgresql://", "postgresql+psycopg://")

        def make(name: str) -> str:
            admin = Database(url, pool=1)
            with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
                conn.execute(text(f"CREATE DATABASE {name}"))
            admin.close()
            return url.replace("/postgres?", f"/{name}?")

        yield make


if __name__ == "__main__":
    main()
