"""What an import changes in the hub, and what it leaves alone."""

import csv
import hashlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bus.connectors.files.__main__ import main
from bus.connectors.files.gather import gather
from bus.connectors.files.importing import Outcome, bring_in
from bus.connectors.files.records import Feed, Verdict
from bus.database import Database
from bus.desk import schema
from bus.feed import rows
from shared.domain.catalogue import Product

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


def bring(database: Database, source: Path, day: date = MONDAY, **told: object) -> Outcome:
    feed = Feed("s", today=day)
    return bring_in(database, gather(source, feed), feed, source.parent / "media", **told)  # type: ignore[arg-type]


def products(database: Database) -> dict[str, Product]:
    table = schema.catalogue
    bodies = database.read(
        lambda c: c.execute(select(table.c.body).where(table.c.kind == "product")).scalars().all()
    )
    return {product.id: product for product in map(Product.model_validate_json, bodies)}


def stock(database: Database) -> dict[tuple[str, str], int]:
    table = schema.stock
    found = database.read(
        lambda c: c.execute(select(table.c.sku, table.c.location_id, table.c.on_hand)).all()
    )
    return {(sku, place): units for sku, place, units in found}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8", newline="")


def test_the_same_feed_twice_changes_nothing(database: Database, samples: Path) -> None:
    first = bring(database, samples / "magento")
    assert (first.products.added, first.variants) == (4, 11)
    before = database.read(rows.head), products(database)
    second = bring(database, samples / "magento", TUESDAY)  # what is new stays dated to Monday
    assert (second.products.same, second.products.added, second.products.changed) == (4, 0, 0)
    assert (database.read(rows.head), products(database)) == before
    assert products(database)["s:MA01"].new_from == MONDAY


def test_a_changed_product_is_updated_and_a_removed_one_withdrawn(database: Database, samples: Path) -> None:
    source = samples / "shopify.csv"
    bring(database, source)
    edit(source, "Holds tea.", "Holds tea and cocoa.")
    changed = bring(database, source)
    assert (changed.products.changed, changed.products.same) == (1, 1)
    assert products(database)["s:mug"].description == "Holds tea and cocoa."
    text = source.read_text("utf-8").split("mug,")[0]
    source.write_text(text, "utf-8", newline="")
    gone = bring(database, source)
    assert (gone.products.withdrawn, gone.kept) == (1, 0)
    assert set(products(database)) == {"s:linen-shirt"}
    tombstones = database.read(lambda c: rows.changes(c, ["shop"], 0, 1000)).rows
    assert {row.key for row in tombstones if row.deleted} == {"s:mug", "s:kitchen", "s:gifts"}


def test_a_product_whose_row_breaks_stays_as_it_was(database: Database, samples: Path) -> None:
    source = samples / "shopify.csv"
    bring(database, source)
    before = products(database)["s:mug"]
    edit(source, ",12,8,", ",12,eight,")
    outcome = bring(database, source)
    assert (outcome.kept, outcome.products.withdrawn) == (1, 0)
    assert products(database)["s:mug"] == before
    assert any("'eight' is no price" in remark.reason for remark in outcome.remarks)
    assert outcome.categories.withdrawn == 0  # its categories stay with it


def test_a_store_whose_row_breaks_stays_open(database: Database, samples: Path) -> None:
    source = samples / "stores.jsonl"
    bring(database, source)
    edit(source, '"lat": 39.8', '"lat": "north"')
    assert bring(database, source).locations.withdrawn == 0
    kept = "".join(line for line in source.read_text().splitlines(keepends=True)[:1])
    source.write_text(kept)
    assert bring(database, source).locations.withdrawn == 3


def test_a_feed_that_is_cut_off_withdraws_nothing(database: Database, samples: Path) -> None:
    source = samples / "woocommerce.csv"
    bring(database, source)
    text = source.read_text("utf-8")
    source.write_text(text[: text.index("4,simple") + 40], "utf-8", newline="")
    outcome = bring(database, source)
    assert (outcome.kept, outcome.products.withdrawn) == (2, 0)
    assert set(products(database)) == {"s:tee", "s:cap", "s:woo-8"}


def test_pictures_are_stored_once_by_their_content(database: Database, samples: Path) -> None:
    outcome = bring(database, samples / "magento")
    files = [path for path in (samples / "media").rglob("*") if path.is_file()]
    assert outcome.pictures == len(files) == 3
    for path in files:
        assert path.stem == hashlib.sha256(path.read_bytes()).hexdigest()
        assert path.parent.name == path.stem[:2]
    jacket = products(database)["s:MA01"]
    assert [(media.width, media.height) for media in jacket.media] == [(24, 30), (24, 30)]
    assert {media.sha256 for media in jacket.media} <= {path.stem for path in files}
    noted = [remark.reason for remark in outcome.remarks if remark.verdict is Verdict.NOTED]
    assert any("lost.jpg is not in the feed's folder" in reason for reason in noted)


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"<svg/>", "cannot be read"), (b"", "cannot be read"), (b"\xff\xd8\xff\xe0cut", "cannot be read")],
)
def test_a_picture_that_is_none_is_left_out(
    database: Database, samples: Path, data: bytes, reason: str
) -> None:
    (samples / "magento/media/g/b/gb01.jpg").write_bytes(data)
    outcome = bring(database, samples / "magento")
    assert any(reason in remark.reason for remark in outcome.remarks)
    assert products(database)["s:GB01"].media == ()


def test_a_picture_outside_the_feeds_folder_is_not_read(database: Database, samples: Path) -> None:
    (samples / "secret.jpg").write_bytes((samples / "magento/media/g/b/gb01.jpg").read_bytes())
    edit(samples / "magento/gear/images_gear.csv", "/g/b/copy.jpg", "../../secret.jpg")
    bring(database, samples / "magento")
    assert products(database)["s:GB02"].media == ()


def test_own_records_bring_places_people_and_stock(database: Database, samples: Path) -> None:
    outcome = bring(database, samples / "own")
    assert (outcome.locations.added, outcome.staff.added, outcome.stock) == (1, 1, 1)
    assert stock(database) == {("CUP", "north"): 5}
    assert any("'moon', which is no location" in remark.reason for remark in outcome.remarks)
    again = bring(database, samples / "own")
    assert (again.locations.same, again.staff.same, again.stock) == (1, 1, 0)


def test_quantities_without_a_place_go_where_they_are_told(database: Database, samples: Path) -> None:
    bring(database, samples / "own")
    feed = Feed("t")
    bring_in(database, gather(samples / "shopify.csv", feed), feed, samples / "m", stock_at="north")
    assert stock(database)["0042", "north"] == 12


def test_a_dry_run_changes_nothing(database: Database, samples: Path) -> None:
    before = database.read(rows.head)
    outcome = bring(database, samples / "magento", dry_run=True)
    assert outcome.products.added == 4
    assert (database.read(rows.head), products(database)) == (before, {})
    assert not (samples / "media").exists()


def test_the_command_sums_up_and_reports_every_refused_row(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub = tmp_path / "hub"
    assert main([str(samples / "shopify.csv"), "--into", str(hub), "--source-name", "Summer Shop"]) == 0
    out, err = capsys.readouterr()
    figures = json.loads(out.splitlines()[-1])
    assert (figures["source"], figures["products"], figures["added"]) == ("summer-shop", 2, 2)
    assert (figures["refused"], figures["skipped"]) == (2, 1)
    assert "2 products, 3 variants" in err
    with Path(figures["report"]).open(encoding="utf-8") as report:
        refused = [row for row in csv.DictReader(report) if row["verdict"] == "refused"]
    assert [(row["file"], row["line"]) for row in refused] == [("shopify.csv", "4"), ("shopify.csv", "8")]
    assert main([str(samples / "shopify.csv"), "--into", str(hub), "--source-name", "Summer Shop"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["unchanged"] == 2


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["nowhere.csv"], "no such file or folder"),
        (["{}/stores.txt"], "this is no feed"),
        (["{}/shopify.csv", "--currency", "DOLLARS"], "give an ISO code"),
        (["{}/items.jsonl", "--price", "free"], "--price: 'free' is no price"),
        (["{}/shopify.csv", "--stock-at", "moon"], "'moon' is not known to the hub"),
        (
            ["{}/shopify.csv", "--stores", "{}/stores.jsonl", "--count", "9"],
            "9 stores are wanted, the list has 4",
        ),
        (
            ["{}/shopify.csv", "--stores", "{}/stores.jsonl", "--count", "1", "--near", "Sprngfield"],
            "did you mean",
        ),
        (["{}/shopify.csv", "--into", "{}/hub.toml"], "no such settings file"),
        (["{}/shopify.csv", "--into", "{}/items.jsonl/hub"], "check path, rights and space"),
    ],
)
def test_bad_words_get_one_line(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], reason: str
) -> None:
    (samples / "stores.txt").write_text("not a feed\n")
    told = [word.format(samples) for word in words]
    if "--into" not in told:
        told += ["--into", str(tmp_path / "hub")]
    assert main(told) == 2
    out, err = capsys.readouterr()
    assert reason in err.splitlines()[-1]
    assert reason in json.loads(out.splitlines()[-1])["error"]


def test_a_list_that_gives_nothing_ends_with_1(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(samples / "items.jsonl"), "--into", str(tmp_path / "hub")]) == 1
    assert "give a default price" in capsys.readouterr().err


def test_the_module_runs_as_a_program(samples: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "bus.connectors.files", str(samples / "merchant.tsv"), "--dry-run"]
    done = subprocess.run(
        [*words, "--into", str(tmp_path / "hub")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["products"] == 2
    assert not (tmp_path / "hub").exists()
