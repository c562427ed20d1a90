"""The witness: a database that went back is noticed, one that went on is not."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bus.database import Database
from bus.desk import schema
from bus.feed import rows
from bus.feed.witness import Witness


def test_a_database_that_went_back_begins_a_new_epoch(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = Database("sqlite://")
    database.write(schema.create)
    for i in range(3):
        database.write(lambda c, i=i: rows.put(c, "shop", "setting", "x", str(i)))  # type: ignore[misc]
    first = Witness(tmp_path / "hub.witness")
    assert not database.write(first.check)
    assert first.seen(database.read(rows.head)) == 3
    epoch = database.read(rows.epoch)
    assert not database.write(Witness(tmp_path / "hub.witness").check)
    assert database.read(rows.epoch) == epoch
    database.write(lambda c: c.execute(rows.counter.update().values(seq=2)))  # an older copy was put back
    with caplog.at_level(logging.WARNING):
        assert database.write(Witness(tmp_path / "hub.witness").check)
    assert "restored from a backup" in caplog.text
    assert database.read(rows.epoch) != epoch
    database.close()


def test_a_damaged_witness_is_no_reason_to_start_over(tmp_path: Path) -> None:
    database = Database("sqlite://")
    database.write(schema.create)
    (tmp_path / "hub.witness").write_bytes(b"\xff{")
    assert not database.write(Witness(tmp_path / "hub.witness").check)
    database.close()


def test_readers_of_many_threads_note_at_once(tmp_path: Path) -> None:
    witness = Witness(tmp_path / "hub.witness")
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(witness.seen, range(1, 1_001))) == list(range(1, 1_001))
    assert json.loads((tmp_path / "hub.witness").read_text("utf-8"))["seq"] == 1_000
