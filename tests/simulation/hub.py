"""The hub of a simulation: the product's desk, feed and snapshots, on a database that can crash and go back."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from sqlalchemy import Connection, StaticPool, create_engine, event

from bus.database import Database
from bus.desk import catalogue, schema
from bus.desk.desk import Desk
from bus.desk.work import Device
from bus.feed import rows
from bus.feed.pages import Pages
from bus.feed.snapshot import Snapshot, Snapshots, scopes
from bus.feed.witness import Witness
from shared.domain.catalogue import Price, Product, Variant
from shared.domain.location import Location
from shared.domain.messages import Page, Push, PushResult
from tests.simulation.clock import Clock
from tests.simulation.quick import QuickConnection

T = TypeVar("T")
STORES = ("north", "south", "east", "west")
PLACES = (*STORES, "depot")


class HubCrashed(Exception):
    """The hub's process is gone in the middle of a statement."""


class DirectDatabase(Database):
    """The hub's database without its writer thread: the simulation has only one thread."""

    def __init__(self) -> None:
        self.engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"isolation_level": None})
        self.engine._connection_cls = QuickConnection
        conn = self.engine.connect()
        driver = conn.connection.driver_connection
        assert isinstance(conn, QuickConnection)
        assert isinstance(driver, sqlite3.Connection)
        self.conn, self.driver, conn.driver = conn, driver, driver
        self._left = 0

    def arm(self, statements: int) -> None:
        """Crash after so many more statements."""
        self._left = statements
        if not self.conn.armed:
            event.listen(self.engine, "before_cursor_execute", self._count)
            self.conn.armed = True

    def disarm(self) -> None:
        """Do not crash after all; listening costs, so it is done only meanwhile."""
        if self.conn.armed:
            event.remove(self.engine, "before_cursor_execute", self._count)
            self.conn.armed = False

    def write(self, work: Callable[[Connection], T]) -> T:
        with self._between("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"):
            return work(self.conn)

    def attempt(self, work: Callable[[], T]) -> T:
        """A piece of a transaction that is undone by itself when it fails."""
        with self._between("SAVEPOINT piece", "RELEASE piece", "ROLLBACK TO piece"):
            return work()

    @contextmanager
    def _between(self, first: str, last: str, undo: str) -> Iterator[None]:
        self.driver.execute(first)
        try:
            yield
        except BaseException:
            self.driver.execute(undo)
            raise
        self.driver.execute(last)

    def read(self, work: Callable[[Connection], T]) -> T:
        return work(self.conn)

    def close(self) -> None:
        self.conn.close()
        self.engine.dispose()

    def _count(self, *_: Any) -> None:
        if self._left == 0:
            raise HubCrashed
        self._left -= 1


class SimHub:
    """Answers as the routes do; ``up`` is False after a crash until it is started again."""

    def __init__(self, clock: Clock, random: Random, folder: Path, *, skus: int, units: int) -> None:
        self.clock = clock
        self.random = random
        self.up = True
        self.database = DirectDatabase()
        self.snapshots = Snapshots(self.database, folder)
        self.pages = Pages()
        self.skus = [f"S{i}" for i in range(skus)]
        self.units = units
        self.committed: Callable[[], None] = lambda: None
        self._backup: sqlite3.Connection | None = None
        self._note = folder.with_suffix(".witness")
        self.database.write(self._fill)
        self.start()

    def _fill(self, conn: Connection) -> None:
        schema.create(conn)
        price = Price(amount=1_000, currency="EUR")
        goods = [Product(id=f"p{s}", name=s, variants=(Variant(sku=s, price=price),)) for s in self.skus]
        places = [Location(id=p, name=p, kind="warehouse" if p == "depot" else "store") for p in PLACES]
        catalogue.put_products(conn, "sim", goods, self.clock.date())
        catalogue.put_locations(conn, "sim", places)
        counts = []
        for sku in self.skus:
            where = [self.random.choice(PLACES) for _ in range(self.units)]
            counts += [(sku, place, where.count(place)) for place in PLACES]
        catalogue.set_stock(conn, counts, self.clock.date())

    # --- what devices ask -----------------------------------------------------------------------------------------

    def changes(self, device: Device, cursor: str, limit: int) -> Page:
        """As ``GET /v1/sync/changes``; EpochChangedError and CursorExpiredError are 409 and 410."""
        wanted = scopes(device.role, device.location_id)
        return self.database.read(lambda conn: self.pages.pull(conn, wanted, cursor, limit).page)

    def snapshot(self, device: Device) -> Snapshot:
        """As ``GET /v1/sync/snapshot``."""
        return self.snapshots.current(scopes(device.role, device.location_id))

    def mutations(self, device: Device, body: bytes) -> PushResult | None:
        """As ``POST /v1/sync/mutations``; None is 409, another epoch."""
        push = Push.model_validate_json(body)

        def work(conn: Connection) -> PushResult | None:
            epoch = rows.epoch(conn)
            if push.epoch != epoch:
                return None
            apply, attempt = self.desk.apply, self.database.attempt
            results = tuple(attempt(partial(apply, conn, device, item)) for item in push.items)
            return PushResult(epoch=epoch, results=results)

        result = self.database.write(work)
        self._commits()
        return result

    # --- what happens to it ---------------------------------------------------------------------------------------

    def importer(self) -> None:
        """Another system changes settings and takes some away: rows and tombstones for everybody."""
        key = f"k{self.random.randrange(8)}"
        body = None if self.random.random() < 0.4 else f'{{"value":{self.random.randrange(1_000)}}}'
        self.database.write(lambda conn: rows.put(conn, "shop", "setting", key, body))
        self._commits()

    def compact(self) -> None:
        """Forget every tombstone, as if all of them were older than 30 days."""
        self.database.write(lambda conn: rows.compact(conn, self.clock.date(86_400.0 * 365)))

    def backup(self) -> None:
        """Copy the database aside."""
        self._backup = sqlite3.connect(":memory:", check_same_thread=False)
        self.database.driver.backup(self._backup)

    def restore(self) -> bool:
        """Go back to the last copy, as an operator does, sometimes on a new machine; False when there is none."""
        if self._backup is None:
            return False
        self._backup.backup(self.database.driver)
        if self.random.random() < 0.2:
            self._note.unlink(missing_ok=True)
        self.start()
        return True

    def start(self) -> None:
        """A new process: it looks whether the database is the one that the last had."""
        self.desk = Desk(self.database, now=self.clock.date)
        self.witness = Witness(self._note)
        self.database.write(self.witness.check)

    def _commits(self) -> None:
        self.witness.seen(self.database.read(rows.head))
        self.committed()
