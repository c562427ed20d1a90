"""The change feed: numbers, no-op puts, tombstones, pages, epochs and the floor."""

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, create_engine

from bus.feed import rows


@pytest.fixture
def conn() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.begin() as conn:
        rows.create(conn)
        yield conn
    engine.dispose()


def test_numbers_rise_and_equal_bodies_change_nothing(conn: Connection) -> None:
    assert rows.put(conn, "shop", "product", "a", '{"x":1}') == 1
    assert rows.put(conn, "shop", "product", "b", '{"x":1}') == 2
    assert rows.put(conn, "shop", "product", "a", '{"x":1}') == 1
    assert rows.head(conn) == 2
    assert rows.put(conn, "shop", "product", "a", '{"x":2}') == 3
    page = rows.changes(conn, ["shop"], 0, 10)
    assert [(r.key, r.rev, r.body) for r in page.rows] == [("b", 2, '{"x":1}'), ("a", 3, '{"x":2}')]
    assert page.rows[0].crc == zlib.crc32(b'{"x":1}')


def test_a_tombstone_is_a_row_and_one_for_nothing_is_none(conn: Connection) -> None:
    assert rows.put(conn, "shop", "product", "never", None) == 0
    rows.put(conn, "shop", "product", "a", "{}")
    assert rows.put(conn, "shop", "product", "a", None) == 2
    assert rows.put(conn, "shop", "product", "a", None) == 2
    (row,) = rows.changes(conn, ["shop"], 0, 10).rows
    assert (row.deleted, row.body, row.rev) == (True, "", 2)
    assert rows.put(conn, "shop", "product", "a", "{}") == 3


def test_put_many_numbers_each_row_and_the_same_again_changes_nothing(conn: Connection) -> None:
    items: list[tuple[str, str | None]] = [(f"k{i}", f'{{"i":{i}}}') for i in range(12_000)]
    assert rows.put_many(conn, "shop", "stock", items) == 12_000
    assert rows.put_many(conn, "shop", "stock", items) == 12_000
    assert rows.put_many(conn, "shop", "stock", [*items[:5], ("k7", None)]) == 12_006
    last = rows.changes(conn, ["shop"], 12_000, 10).rows
    assert [(r.key, r.deleted) for r in last] == [("k7", True)]


def test_pages_merge_the_scopes_in_order_and_end_at_the_head(conn: Connection) -> None:
    for i in range(10):
        rows.put(conn, ("shop", "store:1", "store:2")[i % 3], "order", f"o{i}", "{}")
    first = rows.changes(conn, ["shop", "store:1"], 0, 4)
    assert ([r.rev for r in first.rows], first.to, first.more) == ([1, 2, 4, 5], 5, True)
    second = rows.changes(conn, ["shop", "store:1"], first.to, 4)
    assert ([r.rev for r in second.rows], second.to, second.more) == ([7, 8, 10], 10, False)
    assert rows.changes(conn, ["store:9"], 0, 4).to == 10


def test_a_cursor_below_the_floor_has_expired(conn: Connection) -> None:
    rows.put(conn, "shop", "product", "a", "{}")
    rows.put(conn, "shop", "product", "a", None)
    rows.put(conn, "shop", "product", "b", "{}")
    assert rows.compact(conn, datetime.now(UTC) - timedelta(days=1)) == 0
    assert rows.compact(conn, datetime.now(UTC) + timedelta(days=1)) == 1
    with pytest.raises(rows.CursorExpiredError):
        rows.changes(conn, ["shop"], 1, 10)
    assert [r.key for r in rows.changes(conn, ["shop"], 2, 10).rows] == ["b"]


def test_a_cursor_of_another_history_is_refused(conn: Connection) -> None:
    rows.put(conn, "shop", "product", "a", "{}")
    before = rows.epoch(conn)
    assert rows.pull(conn, ["shop"], f"{before}.0", 10).to == 1
    for cursor in (f"{before}.2", "1-abc.0"):
        with pytest.raises(rows.HistoryLostError):
            rows.pull(conn, ["shop"], cursor, 10)
    assert rows.new_epoch(conn) != before
    for cursor in (f"{before}.0", "", "nonsense", f"{before}.-1", "9999999-abc.0", "\u0661-abc.0"):
        with pytest.raises(rows.EpochChangedError):
            rows.pull(conn, ["shop"], cursor, 10)
