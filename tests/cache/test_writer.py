"""The cache's writer: pages that fit and pages that do not, snapshots, damage, and a crash at every statement."""

import gzip
import hashlib
import json
import logging
import sqlite3
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bus.database import Database
from bus.desk import schema
from bus.feed import rows
from bus.feed.snapshot import Snapshot, Snapshots, scopes
from shared.cache.store import Change, Store
from shared.cache.writer import Writer
from shared.domain.errors import RefusedInput
from shared.domain.messages import Collection, Page, Row
from tests.sync.parts import Crash, Crashing, adopt, damage

KIOSK = scopes("kiosk", "north")


def product(number: int, name: str = "Mug", gtin: str | None = None) -> str:
    return json.dumps({"id": f"p{number}", "name": name, "variants": [{"sku": f"s{number}", "gtin": gtin}]})


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database("sqlite://")
    database.write(schema.create)
    database.write(lambda c: rows.put_many(c, "shop", "product", [(f"p{i}", product(i)) for i in range(50)]))
    database.write(lambda c: rows.put(c, "kiosk:north", "setting", "mine", '{"value":1}'))
    database.write(lambda c: rows.put(c, "kiosk:south", "setting", "foreign", '{"value":2}'))
    yield database
    database.close()


@pytest.fixture
def made(database: Database, tmp_path: Path) -> Snapshot:
    return Snapshots(database, tmp_path / "snapshots").current(KIOSK)


def page_after(database: Database, writer: Writer) -> Page:
    page = database.read(lambda c: rows.pull(c, KIOSK, str(writer.position()), 100))
    return Page.model_validate_json(page.model_dump_json(by_alias=True))


def content(folder: Path) -> dict[str, dict[str, str]]:
    store = Store(folder)
    found = {collection.value: dict(store.scan(collection)) for collection in Collection}
    store.close()
    return found


def test_a_snapshot_holds_the_scopes_of_the_device_and_no_others(made: Snapshot, tmp_path: Path) -> None:
    writer = Writer(tmp_path / "device")
    adopt(writer, made)
    assert writer.position() == (made.epoch, made.cursor)
    assert len(content(writer.folder)["product"]) == 50
    assert content(writer.folder)["setting"] == {"mine": '{"value":1}'}


def test_a_page_is_applied_once_and_only_where_it_fits(
    database: Database, made: Snapshot, tmp_path: Path
) -> None:
    writer = Writer(tmp_path / "device")
    adopt(writer, made)
    database.write(lambda c: rows.put(c, "shop", "product", "p7", product(7, "Cup", "4006381333931")))
    database.write(lambda c: rows.put(c, "shop", "product", "p8", None))
    page = page_after(database, writer)
    assert writer.apply(page.model_copy(update={"epoch": "other"})) is None
    assert writer.apply(page.model_copy(update={"from_": page.from_ - 1})) is None
    assert writer.apply(page) == {Collection.PRODUCT}
    assert writer.apply(page) is None
    store = Store(writer.folder)
    assert store.since(Collection.PRODUCT, made.cursor) == [
        Change("p7", page.to - 1, product(7, "Cup", "4006381333931")),
        Change("p8", page.to, None),
    ]
    assert store.find_code("04006381333931") == [("p7", "s7")]
    assert store.find_code("s8") == []


def test_a_row_damaged_on_the_way_is_refused_with_its_page(made: Snapshot, tmp_path: Path) -> None:
    writer = Writer(tmp_path / "device")
    adopt(writer, made)
    row = Row(collection=Collection.SETTING, key="x", rev=made.cursor + 1, body="{}", crc=zlib.crc32(b"{ }"))
    page = Page.model_validate(
        {
            "epoch": made.epoch,
            "from": made.cursor,
            "to": row.rev,
            "rows": [row],
            "server_time": datetime.now(UTC),
        }
    )
    with pytest.raises(RefusedInput, match="arrived damaged"):
        writer.apply(page)
    assert writer.position() == (made.epoch, made.cursor)


def test_a_crash_at_any_statement_of_a_page_leaves_all_or_nothing(
    database: Database, made: Snapshot, tmp_path: Path
) -> None:
    folder = tmp_path / "device"
    adopt(Writer(folder), made)
    before = content(folder)
    database.write(lambda c: rows.put(c, "shop", "product", "p7", product(7, "Cup", "4006381333931")))
    database.write(lambda c: rows.put(c, "shop", "product", "p8", None))
    for n in range(100):
        writer = Writer(folder, factory=Crashing)
        page = page_after(database, writer)
        Crashing.left = n
        try:
            writer.apply(page)
            break
        except Crash:
            assert content(folder) == before
        finally:
            Crashing.left = -1
            writer.close()
    else:
        pytest.fail("the page never went through")
    assert n > 8
    assert content(folder)["product"]["p7"] == product(7, "Cup", "4006381333931")


def test_a_new_snapshot_takes_the_place_under_the_eyes_of_a_reader(
    database: Database, made: Snapshot, tmp_path: Path
) -> None:
    writer = Writer(tmp_path / "device")
    adopt(writer, made)
    store = Store(writer.folder)
    reading = store.scan(Collection.PRODUCT)
    first = next(reading)
    generation = store.generation
    database.write(lambda c: rows.put(c, "shop", "product", "p7", product(7, "Cup")))
    database.write(rows.new_epoch)
    adopt(writer, Snapshots(database, tmp_path / "more").current(KIOSK))
    assert len([first, *reading]) == 50
    assert store.generation != generation
    assert store.body(Collection.PRODUCT, "p7") == product(7, "Cup")
    assert sorted(p.name for p in writer.folder.glob("cache*.db")) == ["cache-2.db", "cache.db"]


def test_a_snapshot_that_is_not_what_was_announced_is_refused_and_removed(
    made: Snapshot, tmp_path: Path
) -> None:
    writer = Writer(tmp_path / "device")
    with pytest.raises(RefusedInput, match="hash"):
        adopt(writer, made._replace(sha256="0" * 64))
    with pytest.raises(RefusedInput, match="not one for this device"):
        adopt(writer, made._replace(epoch="other"))
    foreign = tmp_path / "foreign.db"
    conn = sqlite3.connect(foreign)
    conn.execute("CREATE TABLE row (x)")
    conn.close()
    with pytest.raises(RefusedInput, match="unpacked"):
        adopt(writer, Snapshot(foreign, made.epoch, made.cursor, _sha256(foreign)))
    foreign.write_bytes(gzip.compress(foreign.read_bytes()))
    with pytest.raises(RefusedInput, match="not a file of this product"):
        adopt(writer, Snapshot(foreign, made.epoch, made.cursor, _sha256(foreign)))
    assert writer.position() is None
    assert list(writer.folder.iterdir()) == []


@pytest.mark.parametrize("harm", ["nonsense", "empty", "half", "foreign", "format", "position"])
def test_a_cache_that_cannot_be_used_is_set_aside_with_one_line(
    harm: str, made: Snapshot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "device"
    writer = Writer(folder)
    adopt(writer, made)
    writer.close()
    path = folder / "cache-1.db"
    if harm == "nonsense":
        path.write_bytes(b"no database at all" * 1_000)
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "half":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    else:
        conn = sqlite3.connect(path)
        change = {
            "foreign": "PRAGMA application_id=7",
            "format": "PRAGMA user_version=99",
            "position": "UPDATE meta SET value = value || '9'",
        }
        conn.execute(change[harm])
        conn.commit()
        conn.close()
    with caplog.at_level(logging.WARNING):
        writer = Writer(folder)
    assert writer.position() is None
    assert len(caplog.records) == 1
    assert "fetched anew" in caplog.records[0].message
    assert content(folder)["product"] == {}
    adopt(writer, made)
    assert len(content(folder)["product"]) == 50


def test_the_log_of_a_cache_set_aside_under_a_readers_eyes_does_not_reach_the_next_one(
    database: Database, made: Snapshot, tmp_path: Path
) -> None:
    writer = Writer(tmp_path / "device")
    adopt(writer, made)
    store = Store(writer.folder)
    assert store.position() is not None  # holds the log open
    many: list[tuple[str, str | None]] = [(f"p{i}", product(i, "Cup " * 200)) for i in range(50)]
    database.write(lambda c: rows.put_many(c, "shop", "product", many))
    writer.apply(page_after(database, writer))
    writer.discard("for the test")
    adopt(writer, made)
    assert writer.check(0, 1_000) is None
    assert len(dict(store.scan(Collection.PRODUCT))) == 50
    assert not store.damage_mark.exists()


def test_no_flipped_bit_shows_a_wrong_row(made: Snapshot, tmp_path: Path) -> None:
    """Each row read after a flip is right or missing, and a missing one is noticed."""
    folder = tmp_path / "device"
    writer = Writer(folder)
    adopt(writer, made)
    writer.close()
    path = folder / "cache-1.db"
    whole = path.read_bytes()
    right = {f"p{i}": product(i) for i in range(50)}
    random = Random(4)
    noticed = 0
    for _ in range(300):
        path.write_bytes(whole)
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        damage(path, random.randrange(len(whole)), random.randrange(8))
        store = Store(folder)
        shown = dict(store.scan(Collection.PRODUCT)) | store.bodies(Collection.PRODUCT, right)
        assert {key: body for key, body in shown.items() if right.get(key) != body} == {}
        if set(shown) != set(right) or set(store.bodies(Collection.PRODUCT, right)) != set(right):
            assert store.damage_mark.exists() or _unsound(folder)
        noticed += store.damage_mark.exists()
        store.close()
        store.damage_mark.unlink(missing_ok=True)
    assert noticed > 20


def _unsound(folder: Path) -> bool:
    """Whether the agent's look through the rows finds the damage."""
    writer = Writer(folder)
    try:
        return writer.position() is None or writer.check(0, 1_000) is not None
    except RefusedInput:
        return True
    finally:
        writer.close()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("collection", "key", "body"),
    [
        ("hologram", "h1", '{"of":"tomorrow"}'),
        ("stock", "X" * 500, '{"sku":"a code that somebody typed into a name"}'),
        ("setting", "", '{"value":1}'),
        ("product", "p-odd", '{"variants":"none"}'),
    ],
)
def test_no_row_holds_up_those_behind_it(
    collection: str, key: str, body: str, made: Snapshot, tmp_path: Path
) -> None:
    writer = Writer(tmp_path / "device")
    adopt(writer, made)
    crc = [zlib.crc32(text.encode()) for text in (body, '{"value":2}')]
    odd = {"collection": collection, "key": key, "rev": made.cursor + 1, "body": body, "crc": crc[0]}
    good = {
        "collection": "setting",
        "key": "good",
        "rev": made.cursor + 2,
        "body": '{"value":2}',
        "crc": crc[1],
    }
    page = {"epoch": made.epoch, "from": made.cursor, "to": made.cursor + 2, "rows": [odd, good]}
    sent = json.dumps({**page, "server_time": datetime.now(UTC).isoformat()})
    assert writer.apply(Page.model_validate_json(sent)) == {collection, "setting"}
    assert Store(tmp_path / "device").body(Collection.SETTING, "good") == '{"value":2}'
    assert writer.check(0, 1_000) is None
    writer.close()
