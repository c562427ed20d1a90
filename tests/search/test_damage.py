"""Whatever is changed of an index on the disk: nothing crashes, it is found, and the next answers are right."""

import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from shared.cache.search import files, layout
from shared.cache.search.compiled import ROOT
from shared.cache.search.index import Index
from shared.cache.search.keeper import Keeper, load_segments
from shared.cache.search.layout import Built
from shared.cache.search.model import Query
from shared.domain.messages import Collection
from shared.domain.stock import StockRow
from tests.search.conftest import AS_OF, simple
from tests.search.flipping import turn
from tests.search.rows import MemoryRows
from tests.search.test_keeper import answers
from tests.search.test_properties import rows as many_rows
from tests.waiting import until


@pytest.mark.parametrize(
    ("file", "harm"),
    [
        *((file, harm) for file in ("state.json", "all-1/facts.json") for harm in ("cut", "gone", "noise")),
        *(
            (file, harm)
            for file in ("all-1/arrays.bin", "all-1/live.bin")
            for harm in ("cut", "gone", "noise")
        ),
    ],
)
def test_a_damaged_index_is_built_anew(rows: MemoryRows, tmp_path: Path, file: str, harm: str) -> None:
    Keeper(rows, "s1", tmp_path).update()
    path = tmp_path / file
    if harm == "gone":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    else:
        path.write_bytes(path.read_bytes().replace(b"a", b"b").replace(b"\1", b"\0"))
    assert Keeper(rows, "s1", tmp_path).update() is True
    assert answers(Index(rows, "s1", tmp_path)) == answers(Index(rows, "s1"))


def test_every_changed_bit_is_found_and_none_is_followed_out_of_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "WIDE_FROM", 1)  # held as a large catalogue is
    held = MemoryRows()
    held.held = dict(many_rows().held)
    keeper = Keeper(held, "s1", tmp_path)
    keeper.update()
    held.seq = many_rows().seq
    held.put(Collection.PRODUCT, "shop:5", simple("shop:5", "Zanzibarian Kettle"))
    keeper.update()
    command = [sys.executable, "-m", "tests.search.flipping", str(tmp_path), "200", "11"]
    loops = {"NUMBA_BOUNDSCHECK": "1", "NUMBA_OPT": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | loops, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    assert len(told["made"]) > 35
    assert told["followed"] == []
    assert told["unfound"] == []


async def test_a_window_finds_damage_and_answers_right_then_and_after_the_agent_has_built_anew(
    rows: MemoryRows, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keeper = Keeper(rows, "s1", tmp_path)
    keeper.update()
    table = files.read_json(tmp_path / "all-1" / "facts.json")["table"]
    turn(tmp_path / "all-1" / "arrays.bin", table["tile"][1] + 5, 0)
    window = Index(rows, "s1", tmp_path)
    with caplog.at_level(logging.WARNING):
        window.engine()
        await until(lambda: not files.is_there(tmp_path / "all-1"), "the window to look the files through")
        await until(lambda: window._names == [], "the window to leave them")
        assert answers(window) == answers(Index(rows, "s1"))
        assert keeper.update() is True
    warnings = [record.message for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warnings) == 2
    assert all("built anew" in message for message in warnings)
    assert answers(window) == answers(Index(rows, "s1"))
    assert window._names == ["all-2", ""]


def test_what_fails_on_damage_is_asked_again_of_the_next_index(rows: MemoryRows, tmp_path: Path) -> None:
    Keeper(rows, "s1", tmp_path).update()
    arrays = tmp_path / "all-1" / "arrays.bin"
    start = files.read_json(tmp_path / "all-1" / "facts.json")["table"]["start"]
    for bit in range(8):
        turn(arrays, start[1] + 8 * bit + 7, bit)  # postings far beyond the end
    assert answers(Index(rows, "s1", tmp_path)) == answers(Index(rows, "s1"))


async def test_looking_through_takes_no_price_that_is_being_written_for_damage(
    rows: MemoryRows, tmp_path: Path
) -> None:
    keeper = Keeper(rows, "s1", tmp_path)
    keeper.update()
    (segment,) = load_segments(tmp_path, ["all-1", ""])
    stop = threading.Event()

    def write() -> None:
        n = 0
        while not stop.is_set():
            n += 1
            keeper.segments[0].write(n % 8, (n * 100, n * 100, 0, 0, n % 3, 0, n % 2), keeper.bounds)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        looked = 0
        while looked < 2_000 or int(segment.arrays["stamp"][0]) <= 2_000:  # both have had their turns
            files.check(Built(segment.arrays, segment.facts))
            looked += 1
    finally:
        stop.set()
        writer.join()


def test_a_price_changed_by_nobody_is_damage(rows: MemoryRows, tmp_path: Path) -> None:
    keeper = Keeper(rows, "s1", tmp_path)
    keeper.update()
    rows.put(Collection.STOCK, "PAN", StockRow(sku="PAN", atp={"s1": 4}, as_of=AS_OF))
    keeper.update()
    built = files.load(tmp_path / "all-1")
    files.check(built)
    for name, value in (("amount", 1), ("stock", 8), ("shelf", 64), ("bands", np.uint64(1))):
        before = built.arrays[name].copy()
        built.arrays[name].reshape(-1)[0] ^= value
        with pytest.raises(files.DamagedIndexError):
            files.check(built)
        built.arrays[name][:] = before
    files.check(built)


def test_a_second_segment_leaves_the_large_one_open(rows: MemoryRows, tmp_path: Path) -> None:
    keeper = Keeper(rows, "s1", tmp_path)
    keeper.update()
    window = Index(rows, "s1", tmp_path)
    before = window.engine().segments[0]
    rows.put(Collection.PRODUCT, "kettle", simple("kettle", "Samovar"))
    keeper.update()
    assert window.engine().segments[0].arrays is before.arrays
    assert window.search(Query("samovar")).total == 1
    assert len(window.engine().segments) == 2
