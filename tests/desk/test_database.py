"""The database commits what is whole, in groups, and gives results only once they are safe."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from bus.database import Database
from shared.domain.errors import EnvironmentFault


def table(conn: Connection) -> None:
    conn.execute(text("DROP TABLE IF EXISTS thing"))
    conn.execute(text("CREATE TABLE thing (n INTEGER PRIMARY KEY, at BIGINT)"))


def put(n: int) -> Callable[[Connection], int]:
    def work(conn: Connection) -> int:
        return conn.execute(text("INSERT INTO thing (n) VALUES (:n)"), {"n": n}).rowcount

    return work


def numbers(database: Database) -> list[int]:
    return database.read(lambda conn: list(conn.execute(text("SELECT n FROM thing ORDER BY n")).scalars()))


def test_a_piece_that_fails_leaves_nothing_and_spares_its_neighbours(database: Database) -> None:
    database.write(table)

    def half(conn: Connection) -> None:
        conn.execute(text("INSERT INTO thing (n) VALUES (100)"))
        raise ValueError("stop")

    def work(n: int) -> None:
        if n % 3:
            database.write(put(n))
        else:
            with pytest.raises(ValueError, match="stop"):
                database.write(half)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(database) == [n for n in range(30) if n % 3]


def test_a_result_is_given_only_after_its_commit(tmp_path: Path) -> None:
    path = tmp_path / "hub.db"
    database = Database(f"sqlite:///{path}")
    database.write(table)
    for n in range(20):
        database.write(put(n))
        with sqlite3.connect(path) as other:
            assert other.execute("SELECT count(*) FROM thing").fetchone() == (n + 1,)
    database.close()


def test_waiting_pieces_share_a_commit(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/hub.db")
    database.write(table)
    first_runs, go_on = threading.Event(), threading.Event()

    def slow(_: Connection) -> None:
        first_runs.set()
        assert go_on.wait(10)

    async def all_at_once() -> None:
        first = asyncio.create_task(database.awrite(slow))
        await asyncio.to_thread(first_runs.wait, 10)
        rest = [asyncio.create_task(database.awrite(put(n))) for n in range(50)]
        await asyncio.sleep(0)  # every task has handed its work over
        go_on.set()
        await asyncio.gather(first, *rest)

    seen = set()
    done = threading.Event()

    def watch() -> None:
        with sqlite3.connect(tmp_path / "hub.db") as mine:
            while not done.is_set():
                seen.add(mine.execute("SELECT count(*) FROM thing").fetchone()[0])

    spy = threading.Thread(target=watch)
    spy.start()
    asyncio.run(all_at_once())
    done.set()
    spy.join()
    assert numbers(database) == list(range(50))
    assert seen <= {0, 50}  # nobody ever saw a part of the group
    database.close()


def test_when_the_commit_fails_everybody_in_the_group_hears_of_it(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/hub.db")
    database.write(table)

    def poison(conn: Connection) -> None:
        driver = conn.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute("ROLLBACK")  # as SQLite itself does when the disk is full
        raise sqlite3.OperationalError("database or disk is full")

    async def together() -> list[object]:
        works = [put(1), poison, put(2)]
        return await asyncio.gather(*(database.awrite(w) for w in works), return_exceptions=True)

    results = asyncio.run(together())
    stored = numbers(database)
    for n, result in ((1, results[0]), (2, results[2])):
        assert (n in stored) == (result == 1), "who was told of success is stored, who was not is not"
    assert isinstance(results[1], sqlite3.OperationalError)
    assert database.write(put(3)) == 1
    database.close()


def test_reading_sees_one_state_while_others_write(database: Database) -> None:
    database.write(table)
    database.write(put(1))

    def twice(conn: Connection) -> tuple[int, int]:
        before = len(conn.execute(text("SELECT n FROM thing")).all())
        database.write(put(2))
        return before, len(conn.execute(text("SELECT n FROM thing")).all())

    assert database.read(twice) == (1, 1)
    assert numbers(database) == [1, 2]


def test_a_closed_database_says_so_and_closes_twice(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/hub.db")
    database.close()
    database.close()
    with pytest.raises(EnvironmentFault, match="closed"):
        database.write(table)


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all/hub.db", "postgresql+psycopg://nobody@127.0.0.1:1/hub"]
)
def test_a_database_that_cannot_be_opened_is_one_clear_line(url: str) -> None:
    with pytest.raises(EnvironmentFault, match=r"check|running"):
        Database(url)


def test_two_transactions_that_meet_are_both_done(postgres: Database) -> None:
    postgres.write(table)
    for n in (1, 2):
        postgres.write(put(n))
    both = threading.Barrier(2, timeout=10)
    met = threading.Event()

    def cross(first: int, second: int) -> None:
        def work(conn: Connection) -> None:
            conn.execute(text("UPDATE thing SET at = COALESCE(at, 0) + 1 WHERE n = :n"), {"n": first})
            if not met.is_set():  # only the first time: then each holds what the other wants
                both.wait()
                met.set()
            conn.execute(text("UPDATE thing SET at = COALESCE(at, 0) + 1 WHERE n = :n"), {"n": second})

        postgres.write(work)

    threads = [threading.Thread(target=cross, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    query = text("SELECT at FROM thing ORDER BY n")
    assert postgres.read(lambda conn: list(conn.execute(query).scalars())) == [2, 2]


def test_a_real_mistake_is_not_tried_again(database: Database) -> None:
    tries = []

    def wrong(conn: Connection) -> None:
        tries.append(1)
        conn.execute(select(text("no_such_column")).select_from(text("thing")))

    database.write(table)
    with pytest.raises(DBAPIError):
        database.write(wrong)
    assert len(tries) == 1


def test_a_connection_that_died_is_replaced(postgres: Database) -> None:
    postgres.write(table)

    def backend(conn: Connection) -> int:
        return int(conn.execute(text("SELECT pg_backend_pid()")).scalar_one())

    def kill_the_others(conn: Connection) -> int:
        others = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'postgres'"
        return len(conn.execute(text(f"SELECT pg_terminate_backend(pid) {others}")).all())

    with postgres.engine.connect() as idle:  # so that the pool has one more, which dies
        assert backend(idle)
        idle.rollback()
        assert postgres.write(kill_the_others) >= 1
    for n in range(9):  # more often than the pool has connections
        assert postgres.write(put(n)) == 1
    assert numbers(postgres) == list(range(9))
