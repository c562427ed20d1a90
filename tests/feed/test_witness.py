"""The witness: a database that went back is noticed, one that went on is not."""

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bus.database import Database
from bus.desk import schema
from bus.feed import rows
from bus.feed.witness import Witness


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database("sqlite://")
    database.write(schema.create)
    yield database
    database.close()


@pytest.fixture
def note(tmp_path: Path) -> Path:
    return tmp_path / "hub.witness"


def change(database: Database, times: int) -> None:
    for i in range(times):
        database.write(lambda c, i=i: rows.put(c, "shop", "setting", "x", f"{rows.head(c)} {i}"))  # type: ignore[misc]


def run(database: Database, note: Path, *, elsewhere: bool = False) -> bool:
    """One life of a hub; whether it took the database for a restored one."""
    witness = Witness(note)
    restored = database.write(lambda c: witness.check(c, elsewhere=elsewhere))
    witness.seen(database.read(rows.head))
    return restored


def put_back(database: Database, epoch: str, seq: int) -> None:
    database.write(lambda c: c.execute(rows.counter.update().values(seq=seq, epoch=epoch)))


def test_a_database_that_went_back_begins_a_new_epoch(
    database: Database, note: Path, caplog: pytest.LogCaptureFixture
) -> None:
    run(database, note)
    change(database, 3)
    assert not run(database, note)
    epoch = database.read(rows.epoch)
    assert not run(database, note)
    assert database.read(rows.epoch) == epoch
    put_back(database, epoch, 2)
    with caplog.at_level(logging.WARNING):
        assert run(database, note)
    assert "restored from a backup" in caplog.text
    assert database.read(rows.epoch) != epoch
    assert not run(database, note)


def test_each_time_a_backup_is_put_back_is_another_history(database: Database, note: Path) -> None:
    run(database, note)
    change(database, 2)
    first = database.read(rows.epoch)
    change(database, 3)
    run(database, note)
    epochs = {first}
    for reached in (1, 9, 0):  # what was changed in between, more or less than the copy holds
        put_back(database, first, 2)
        assert run(database, note)
        epochs.add(database.read(rows.epoch))
        change(database, reached)
        assert not run(database, note)
    assert len(epochs) == 4


def test_without_a_note_a_database_beside_the_hub_may_be_a_backup(database: Database, note: Path) -> None:
    assert not run(database, note)  # new and empty
    note.unlink()
    change(database, 1)
    assert run(database, note)
    note.write_bytes(b"\xff{")
    epoch = database.read(rows.epoch)
    assert run(database, note)
    assert database.read(rows.epoch) != epoch


def test_a_new_hub_on_a_shared_record_changes_nothing(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    run(database, tmp_path / "a.witness", elsewhere=True)
    change(database, 4)
    run(database, tmp_path / "a.witness", elsewhere=True)
    epoch = database.read(rows.epoch)
    put_back(database, epoch, 2)
    for restored, name in ((False, "new"), (True, "a"), (False, "b"), (False, "a"), (False, "new")):
        assert run(database, tmp_path / f"{name}.witness", elsewhere=True) is restored
    assert rows.generation(database.read(rows.epoch)) == rows.generation(epoch) + 1
    assert len(caplog.records) == 1


def test_a_device_ahead_of_the_database_is_believed_once(
    database: Database, note: Path, caplog: pytest.LogCaptureFixture
) -> None:
    witness = Witness(note)
    database.write(witness.check)
    change(database, 2)
    epoch = database.read(rows.epoch)
    database.write(lambda c: witness.contradicted(c, f"{epoch}.7"))
    second = database.read(rows.epoch)
    assert second != epoch
    assert "has read up to" in caplog.text
    database.write(lambda c: witness.contradicted(c, f"{second}.7"))
    assert database.read(rows.epoch) == second


def test_readers_of_many_threads_note_at_once(note: Path) -> None:
    witness = Witness(note)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(witness.seen, range(1, 1_001))) == list(range(1, 1_001))
    assert json.loads(note.read_text("utf-8"))["seq"] == 1_000
