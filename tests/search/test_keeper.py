"""The index follows the cache, on disk and in memory, through changes, restarts, damage and crashes."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.kept import write_snapshot
from benchmarks.shop import products
from shared.cache.search.index import Index
from shared.cache.search.keeper import Keeper
from shared.cache.search.model import Found, Query
from shared.cache.store import Store
from shared.cache.writer import Writer
from shared.domain.catalogue import Promotion
from shared.domain.errors import EnvironmentFault
from shared.domain.messages import Collection
from shared.domain.stock import StockRow
from tests.search.conftest import AS_OF, euro, simple
from tests.search.rows import MemoryRows
from tests.waiting import until

TEXTS = ("", "j", "jacket", "kettle", "samovar", "fleece rain", "brühl", "ketle", "waterbottle", "m")


def answers(index: Index) -> list[object]:
    """What a person sees of an index, without the order, which hangs on popularity ranks of the last full build."""
    out: list[object] = []
    for text in TEXTS:
        found = index.search(Query(text, limit=100))
        tiles = sorted(
            (t.product_id, t.name, t.amount, t.here, t.elsewhere, t.warehouse) for t in found.tiles
        )
        facets = {name: sorted((f.id, f.count) for f in values) for name, values in found.facets.items()}
        facets.pop("price")  # bands are chosen by a full build
        out.append((text, found.total, tiles, facets))
    return out


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def ids(index: Index, text: str) -> list[str]:
    return [tile.product_id for tile in index.search(Query(text)).tiles]


def test_files_answer_as_memory_does(rows: MemoryRows, tmp_path: Path) -> None:
    Keeper(rows, "s1", tmp_path).update()
    assert answers(Index(rows, "s1", tmp_path)) == answers(Index(rows, "s1"))


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A cache of 300 made products with stock."""
    folder = tmp_path_factory.mktemp("device")
    sha256, position = write_snapshot(folder / "snapshot.part", products(300))
    writer = Writer(folder)
    writer.adopt(folder / "snapshot.part", sha256, position)
    writer.close()
    return Store(folder)


def whole(index: Index) -> list[Found]:
    """Everything, and what some queries find, in order."""
    texts = ("", "s", "black", "jacket men", "sho wer", "4000000000")
    return [index.search(Query(text, limit=300)) for text in texts]


def test_several_processes_build_what_one_builds(
    device: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.cache.search.keeper.LARGE", 1)
    Keeper(device, "s1", tmp_path).update()
    assert device.parts(Collection.PRODUCT, 3)[1][0] > 0
    found, expected = whole(Index(device, "s1", tmp_path)), whole(Index(device, "s1"))
    assert expected[0].total == 300
    assert found == expected


def test_a_build_that_is_killed_is_told_of_and_made_up_for(
    device: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.cache.search.keeper.LARGE", 1)
    started = SpawnProcess.start

    def killed(process: SpawnProcess) -> None:
        started(process)
        process.kill()

    keeper = Keeper(device, "s1", tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(SpawnProcess, "start", killed)
        with pytest.raises(EnvironmentFault, match="not built"):
            keeper.update()
    assert keeper.update() is True
    assert whole(Index(device, "s1", tmp_path)) == whole(Index(device, "s1"))


def test_price_and_stock_change_in_place_and_names_in_a_second_segment(
    rows: MemoryRows, tmp_path: Path
) -> None:
    keeper = Keeper(rows, "s1", tmp_path)
    keeper.update()
    reader = Index(rows, "s1", tmp_path)
    assert [t.amount for t in reader.tiles(["kettle"], "en")] == [3_900]
    assert [t.amount for t in reader.search(Query("kettle")).tiles] == [3_900]
    rows.put(Collection.STOCK, "KETTLE", StockRow(sku="KETTLE", atp={"s1": 4}, as_of=AS_OF))
    price = simple("kettle", "Kettle 1,5l", 999, brand="Brühl", category_ids=("kitchen",), popularity=20)
    rows.put(Collection.PRODUCT, "kettle", price)
    assert keeper.update() is False
    assert names(tmp_path) == ["all-1"]
    assert [(t.amount, t.here) for t in reader.tiles(["kettle"], "en")] == [(999, 4)]
    found = reader.search(Query("kettle"))
    assert [(t.amount, t.here) for t in found.tiles] == [(999, 4)]
    assert found.facets["here"][0].count == 1
    rows.put(Collection.PRODUCT, "kettle", simple("kettle", "Samovar"))
    assert keeper.update() is True
    assert names(tmp_path) == ["all-1", "new-2"]
    assert (ids(reader, "samovar"), ids(reader, "kettle")) == (["kettle"], [])
    assert answers(reader) == answers(Index(rows, "s1"))


def test_a_keeper_goes_on_where_the_last_one_ended(rows: MemoryRows, tmp_path: Path) -> None:
    keeper = Keeper(rows, "s1", tmp_path)
    keeper.update()
    rows.put(Collection.PRODUCT, "kettle", simple("kettle", "Samovar"))
    keeper.update()
    rows.put(Collection.PRODUCT, "pan", None)
    again = Keeper(rows, "s1", tmp_path)
    assert again.update() is True
    assert "all-1" in names(tmp_path)
    assert answers(Index(rows, "s1", tmp_path)) == answers(Index(rows, "s1"))
    assert again.update() is False


def test_many_changes_are_folded_into_the_large_segment(
    rows: MemoryRows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.cache.search.keeper.SMALL", 3)
    keeper = Keeper(rows, "s1", tmp_path)
    keeper.update()
    for n in range(5):
        rows.put(Collection.PRODUCT, f"new{n}", simple(f"new{n}", f"Novelty {n}"))
        keeper.update()
    assert answers(Index(rows, "s1", tmp_path)) == answers(Index(rows, "s1"))
    assert len(keeper.segments[0].arrays["ids"]) == 12


def test_a_new_snapshot_makes_the_old_index_void(rows: MemoryRows, tmp_path: Path) -> None:
    Keeper(rows, "s1", tmp_path).update()
    rows.put(Collection.PRODUCT, "pan", None)
    rows.generation = "second"
    assert Keeper(rows, "s1", tmp_path).update() is True
    assert ids(Index(rows, "s1", tmp_path), "pan") == []


@pytest.mark.parametrize("nth", range(1, 16))
def test_a_crash_at_any_write_leaves_a_good_index(
    rows: MemoryRows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    keeper = Keeper(rows, "s1", tmp_path)
    calls = 0
    real = os.fsync

    def crash(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise KeyboardInterrupt
        real(descriptor)

    monkeypatch.setattr(os, "fsync", crash)
    try:
        keeper.update()
        rows.put(Collection.PRODUCT, "kettle", simple("kettle", "Samovar"))
        keeper.update()
        rows.put(Collection.STOCK, "PAN", StockRow(sku="PAN", atp={"s1": 4}, as_of=AS_OF))
        keeper.update()
    except KeyboardInterrupt:
        pass
    monkeypatch.undo()
    Keeper(rows, "s1", tmp_path).update()
    assert answers(Index(rows, "s1", tmp_path)) == answers(Index(rows, "s1"))


_KILLED = """
import sys
from datetime import UTC, datetime, timedelta
from multiprocessing.context import SpawnProcess
from pathlib import Path
from shared.cache.search.keeper import Keeper
from shared.domain.catalogue import Promotion
from shared.domain.errors import EnvironmentFault
from shared.domain.messages import Collection
from tests.search.conftest import simple
from tests.search.rows import MemoryRows
rows = MemoryRows(simple(f"p{n}", f"Thing number {n}") for n in range(300))
keeper = Keeper(rows, "s1", Path(sys.argv[1]))
n = 0
while True:
    keeper.update()
    print(n, flush=True)
    n += 1
    rows.put(Collection.PRODUCT, f"p{n % 300}", simple(f"p{n % 300}", f"Changed number {n}"))
"""


@pytest.mark.parametrize("after", [0, 3, 7])
def test_a_killed_process_leaves_an_index_that_opens(tmp_path: Path, after: int) -> None:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", _KILLED, str(tmp_path)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while int(process.stdout.readline()) < after:
            pass
        process.send_signal(signal.SIGKILL)
    rows = MemoryRows(simple(f"p{n}", f"Thing number {n}") for n in range(300))
    rows.generation = "after the crash"
    Keeper(rows, "s1", tmp_path).update()
    assert Index(rows, "s1", tmp_path).search(Query("thing number 299")).tiles[0].product_id == "p299"


def test_a_reader_sees_every_change_while_it_searches(rows: MemoryRows, tmp_path: Path) -> None:
    keeper = Keeper(rows, "s1", tmp_path)
    keeper.update()
    reader = Index(rows, "s1", tmp_path)
    stop = threading.Event()
    wrong: list[int] = []

    def look() -> None:
        while not stop.is_set():
            found = len({tile.product_id for tile in reader.search(Query("", limit=100)).tiles})
            if found != 8:
                wrong.append(found)

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for n in range(30):
        rows.put(Collection.PRODUCT, "kettle", simple("kettle", f"Kettle number {n}"))
        keeper.update()
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert reader.tiles(["kettle"], "en")[0].name == "Kettle number 29"


async def test_a_price_ends_with_its_promotion_without_any_change_in_the_cache(
    rows: MemoryRows, tmp_path: Path
) -> None:
    keeper = Keeper(rows, "s1", tmp_path)
    ends = datetime.now(UTC) + timedelta(seconds=1)
    price = euro(900, Promotion(amount=700, ends=ends))
    rows.put(Collection.PRODUCT, "mug", simple("mug", "Coffee Mug", price=price))
    keeper.update()
    reader = Index(rows, "s1", tmp_path)
    assert reader.tiles(["mug"], "en")[0].amount == 700

    def dear() -> bool:
        keeper.update()
        return reader.tiles(["mug"], "en")[0].amount == 900

    await until(dear, "the promotion's end", seconds=10)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["jacket", "kettle", "pan", "new1", "new2"]),
            st.one_of(
                st.none(),
                st.integers(0, 3),
                st.sampled_from(["Rain Jacket", "Samovar", "Kettle 2l", "Fleece", "Mug 750 ml"]),
            ),
        ),
        max_size=12,
    )
)
def test_any_changes_in_any_order_give_what_a_new_index_gives(
    changes: list[tuple[str, str | int | None]],
) -> None:
    rows = MemoryRows(
        [simple("kettle", "Kettle", brand="Brühl"), simple("pan", "Iron Pan"), simple("mug", "Mug")]
    )
    followed = Index(rows, "s1")
    followed.search(Query())
    for product_id, change in changes:
        if isinstance(change, int):
            sku = product_id.upper()
            rows.put(Collection.STOCK, sku, StockRow(sku=sku, atp={"s1": change}, as_of=AS_OF))
        else:
            rows.put(Collection.PRODUCT, product_id, simple(product_id, change) if change else None)
        followed.search(Query("kettle"))
    assert answers(followed) == answers(Index(rows, "s1"))
