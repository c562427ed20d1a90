"""Snapshots: one build for many devices, reading on after one misses nothing, old files go."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bus.database import Database
from bus.desk import schema
from bus.feed import rows, snapshot
from bus.feed.snapshot import Snapshots, scopes
from shared.cache.store import Store
from shared.cache.writer import Writer
from shared.domain.messages import Collection
from tests.sync.parts import adopt


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'hub.db'}")
    database.write(schema.create)
    items: list[tuple[str, str | None]] = [(f"s{i}", f'{{"sku":"s{i}"}}') for i in range(300)]
    database.write(lambda c: rows.put_many(c, "shop", "stock", items))
    yield database
    database.close()


def test_five_hundred_devices_of_ten_stores_cost_one_build(database: Database, tmp_path: Path) -> None:
    made = Snapshots(database, tmp_path / "snapshots")
    with ThreadPoolExecutor(16) as threads:
        files = list(threads.map(lambda i: made.current(scopes("kiosk", f"store-{i % 10}")), range(500)))
    assert made.builds == 1
    assert len({file.path for file in files}) == 10


def test_reading_on_after_a_snapshot_misses_nothing_that_came_before_the_stores_part(
    database: Database, tmp_path: Path
) -> None:
    made = Snapshots(database, tmp_path / "snapshots")
    database.write(lambda c: rows.put(c, "store:1", "order", "gone", "{}"))
    base = made.current(scopes("staff", "2"))
    database.write(lambda c: rows.put(c, "store:1", "order", "gone", None))
    database.write(lambda c: rows.put(c, "store:1", "order", "o", '{"a":1}'))
    file = made.current(scopes("staff", "1"))
    assert file.cursor == base.cursor
    database.write(lambda c: rows.put(c, "store:1", "order", "o", '{"a":2}'))
    database.write(lambda c: rows.put(c, "shop", "stock", "s1", None))
    writer = Writer(tmp_path / "device")
    adopt(writer, file)
    writer.apply(database.read(lambda c: rows.pull(c, scopes("staff", "1"), str(writer.position()), 1_000)))
    store = Store(writer.folder)
    assert dict(store.scan(Collection.ORDER)) == {"o": '{"a":2}'}
    assert len(dict(store.scan(Collection.STOCK))) == 299


def test_a_file_is_made_anew_after_many_changes_an_epoch_or_a_compaction(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "WINDOW", 5)
    made = Snapshots(database, tmp_path / "snapshots")
    first = made.current(scopes("kiosk", "1"))
    for i in range(30):
        database.write(lambda c, i=i: rows.put(c, "shop", "stock", "s1", f'{{"i":{i}}}'))  # type: ignore[misc]
    assert made.current(scopes("kiosk", "1")) == first  # 30 changes of 300 rows: a tenth
    database.write(lambda c: rows.put(c, "shop", "stock", "s1", "{}"))
    second = made.current(scopes("kiosk", "1"))
    assert second.cursor == first.cursor + 31
    database.write(rows.new_epoch)
    third = made.current(scopes("kiosk", "1"))
    assert third.epoch != second.epoch
    database.write(
        lambda c: c.execute(rows.counter.update().values(floor=third.cursor, seq=third.cursor + 1))
    )
    assert made.current(scopes("kiosk", "1")) == third
    database.write(lambda c: c.execute(rows.counter.update().values(floor=third.cursor + 1)))
    assert made.current(scopes("kiosk", "1")).cursor == third.cursor + 1
    assert not first.path.exists()
    assert made.builds == 4


def test_a_files_folder_may_be_emptied_at_any_time(database: Database, tmp_path: Path) -> None:
    made = Snapshots(database, tmp_path / "snapshots")
    for path in (made.current(scopes("kiosk", "1")).path, made.current(scopes("kiosk", "2")).path):
        path.unlink()
    for left in (tmp_path / "snapshots").iterdir():
        left.unlink()
    assert made.current(scopes("kiosk", "1")).path.exists()
