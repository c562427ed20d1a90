"""The one place that knows SQLite from PostgreSQL: who writes when, and what a commit costs."""

import asyncio
import contextlib
import queue
import random
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    Connection,
    Dialect,
    Engine,
    StaticPool,
    create_engine,
    event,
)
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.types import TypeDecorator

from shared.domain.errors import EnvironmentFault

T = TypeVar("T")

GROUP = 256  # pieces of work that share one commit at most
TRIES = 12  # of a PostgreSQL transaction that lost a race
_AGAIN = frozenset(
    {
        *(
            "40001",
            "40P01",
            "23505",
        ),  # lost a race: serialisation, deadlock, a row that another hub made first
        *("57P01", "57P02", "08003", "08006"),  # the server or the connection went away
    }
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC, kept as whole microseconds since 1970 on both engines; always aware."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Database:
    """``sqlite:///hub.db`` (a file), ``sqlite://`` (in memory) or ``postgresql+psycopg://…``.

    ``write`` runs a piece of work in a savepoint of its own. SQLite has one writer thread that commits what
    waits in groups, so that a disk flush is shared; a result is handed over after the commit that holds it,
    never before. PostgreSQL gives each piece of work a transaction, tried again when it lost a race; so work
    may run more than once and must do nothing but SQL.
    """

    def __init__(self, url: str = "sqlite:///hub.db", pool: int = 8) -> None:
        self.url = url
        self._backend = _Postgres(url, pool) if url.startswith("postgresql") else _Sqlite(url)
        self.engine: Engine = self._backend.engine

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run a piece of work and wait until it is committed."""
        return self._backend.write(work).result()

    async def awrite(self, work: Callable[[Connection], T]) -> T:
        """The same for the event loop."""
        return await asyncio.wrap_future(self._backend.write(work))

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run reading work on one consistent state."""
        return self._backend.read(work)

    async def aread(self, work: Callable[[Connection], T]) -> T:
        """The same for the event loop."""
        return await asyncio.to_thread(self._backend.read, work)

    def close(self) -> None:
        """Finish what waits and close every connection; may be called twice."""
        self._backend.close()


class _Sqlite:
    """One writer thread with group commit; readers beside it on connections of their own (WAL)."""

    def __init__(self, url: str) -> None:
        self._memory = url in {"sqlite://", "sqlite:///:memory:"}
        self.engine = _sqlite_engine(url, memory=self._memory)
        self._readers = self.engine if self._memory else _sqlite_engine(url, memory=False)
        try:
            self._conn = self.engine.connect()
        except OperationalError as problem:
            raise EnvironmentFault(
                f"{url}: the database cannot be opened ({problem.orig}); check path and rights"
            ) from None
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="database-writer", daemon=True)
        self._thread.start()

    def write(self, work: Callable[[Connection], T]) -> "Future[T]":
        job = _Job(work)
        with self._closing:
            if self._closed:
                raise EnvironmentFault("the database is closed")
            self._jobs.put(job)
        return job.future

    def read(self, work: Callable[[Connection], T]) -> T:
        if self._memory:  # one connection in all, so readers queue behind the writer
            return self.write(work).result()
        with self._readers.connect() as conn, conn.begin():
            conn.exec_driver_sql("BEGIN")
            return work(conn)

    def close(self) -> None:
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self._jobs.put(None)
        self._thread.join()
        self._conn.close()
        self.engine.dispose()
        self._readers.dispose()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            group = [job]
            with contextlib.suppress(queue.Empty):
                while len(group) < GROUP and (waiting := self._jobs.get_nowait()) is not None:
                    group.append(waiting)
                if len(group) < GROUP:
                    self._jobs.put(None)  # the loop above took the word to stop: say it again
            self._commit(group)

    def _commit(self, group: list["_Job"]) -> None:
        try:
            with self._conn.begin():
                self._conn.exec_driver_sql("BEGIN IMMEDIATE")
                for job in group:
                    self._attempt(job)
        except Exception as problem:  # noqa: BLE001 the commit failed: whoever waits must hear of it
            for job in group:
                job.failure = job.failure or problem
        finally:
            for job in group:
                job.tell()

    def _attempt(self, job: "_Job") -> None:
        driver = self._driver()
        driver.execute(
            "SAVEPOINT work"
        ).close()  # not by SQLAlchemy: it would cost as much as a real statement
        try:
            job.result = job.work(self._conn)
        except Exception as problem:
            job.failure = problem
            if not driver.in_transaction:  # a full disk has rolled everything back already
                raise
            driver.execute("ROLLBACK TO work").close()
        driver.execute("RELEASE work").close()

    def _driver(self) -> sqlite3.Connection:
        driver = self._conn.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101
        return driver


class _Job:
    """A piece of work, and what came of it once its commit is known."""

    def __init__(self, work: Callable[[Connection], Any]) -> None:
        self.work = work
        self.future: Future[Any] = Future()
        self.result: Any = None
        self.failure: BaseException | None = None

    def tell(self) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        if self.failure is not None:
            self.future.set_exception(self.failure)
        else:
            self.future.set_result(self.result)


class _Postgres:
    """Plain transactions over a pool, as many at once as it has connections."""

    def __init__(self, url: str, pool: int) -> None:
        self.engine = create_engine(url, pool_size=pool, max_overflow=0)
        self._snapshots = self.engine.execution_options(isolation_level="REPEATABLE READ")
        try:
            with self.engine.connect():
                pass
        except OperationalError as problem:
            where = self.engine.url.render_as_string(hide_password=True)
            raise EnvironmentFault(
                f"{where}: PostgreSQL does not answer ({problem.orig}); is it running?"
            ) from None
        self._threads = ThreadPoolExecutor(pool, "database")
        self._waits = random.Random()

    def write(self, work: Callable[[Connection], T]) -> "Future[T]":
        return self._threads.submit(self._transact, self.engine, work)

    def read(self, work: Callable[[Connection], T]) -> T:
        return self._transact(self._snapshots, work)

    def close(self) -> None:
        self._threads.shutdown()
        self.engine.dispose()

    def _transact(self, engine: Engine, work: Callable[[Connection], T]) -> T:
        for tried in range(1, TRIES + 1):
            try:
                with engine.begin() as conn:
                    return work(conn)
            except DBAPIError as problem:
                # a connection that died is not asked beforehand: that would cost every transaction a round trip
                again = problem.connection_invalidated or getattr(problem.orig, "sqlstate", None) in _AGAIN
                if not again or tried == TRIES:
                    raise
            time.sleep(self._waits.uniform(0, 0.002 * 2 ** min(tried, 6)))
        raise AssertionError("unreachable")


def _sqlite_engine(url: str, *, memory: bool) -> Engine:
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False, "timeout": 30, "cached_statements": 512},
        **({"poolclass": StaticPool} if memory else {}),
    )

    @event.listens_for(engine, "connect")
    def prepare(driver: sqlite3.Connection, _: object) -> None:
        driver.isolation_level = None  # BEGIN is said above: an event for it would slow every statement
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
            driver.execute(f"PRAGMA {pragma}").close()

    return engine
