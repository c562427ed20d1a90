"""A watched folder: what appears or changes is imported once, with a report beside it."""

import csv
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bus.connectors.contract import LaterError
from bus.connectors.files.folder import Folder, FolderSettings
from bus.connectors.settings import load_connector
from bus.desk import schema
from tests.connectors.kit import Trial, trial
from tests.waiting import until


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[tuple[Trial, Path]]:
    """A trial of the connector, as its settings file makes it, over an empty folder."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    settings = tmp_path / "feeds.toml"
    settings.write_text(
        f'use = "files"\nfolder = "{inbox}"\nmedia = "{tmp_path / "media"}"\nevery_seconds = 0.05\n'
    )
    async with trial(lambda: load_connector(settings), tmp_path) as tried:
        await tried.start()
        yield tried, inbox


def names(tried: Trial) -> dict[str, str]:
    """Products' ids with their bodies."""
    table = schema.catalogue
    wanted = select(table.c.id, table.c.body).where(table.c.kind == "product")
    return {row.id: row.body for row in tried.database.read(lambda c: c.execute(wanted).all())}


def report(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


async def test_a_feed_that_appears_is_imported_with_a_report(
    watched: tuple[Trial, Path], samples: Path
) -> None:
    tried, inbox = watched
    shutil.copy(samples / "shopify.csv", inbox / "Summer.csv")
    await until(lambda: tried.count("done") == 1, "the feed to be imported")
    assert set(names(tried)) == {"summer:linen-shirt", "summer:mug"}
    assert [
        row["line"] for row in report(inbox / "Summer.csv.report.csv") if row["verdict"] == "refused"
    ] == ["4", "8"]


async def test_a_folder_is_one_source_with_its_pictures(watched: tuple[Trial, Path], samples: Path) -> None:
    tried, inbox = watched
    shutil.copytree(samples / "magento", inbox / "alder")
    await until(lambda: tried.count("done") == 1, "the folder to be imported")
    assert "alder:MA01" in names(tried)
    assert sum(path.is_file() for path in (inbox.parent / "media").rglob("*")) == 3


async def test_a_change_is_imported_and_a_feed_put_back_as_it_was_too(
    watched: tuple[Trial, Path], samples: Path
) -> None:
    tried, inbox = watched
    feed, old = inbox / "shop.csv", samples / "shopify.csv"
    shutil.copy2(old, feed)
    await until(lambda: tried.count("done") == 1, "the first version")
    feed.write_text(feed.read_text("utf-8").replace("Holds tea.", "Holds cocoa."), "utf-8", newline="")
    await until(lambda: tried.count("done") == 2, "the second version")
    assert "Holds cocoa." in names(tried)["shop:mug"]
    await tried.kill()
    shutil.copy2(old, feed)  # same bytes, same times as at first
    await tried.start()
    await until(lambda: tried.count("done") == 3, "the first version again")
    assert "Holds tea." in names(tried)["shop:mug"]


async def test_nothing_new_imports_nothing_over_restarts(watched: tuple[Trial, Path], samples: Path) -> None:
    tried, inbox = watched
    shutil.copy(samples / "merchant.tsv", inbox)
    await until(lambda: tried.count("done") == 1, "the feed to be imported")
    await tried.kill()
    await tried.start()
    shutil.copy(samples / "shopify.csv", inbox)
    await until(lambda: tried.count("done") == 2, "the other feed")
    wanted = select(schema.catalogue.c.source).distinct().where(schema.catalogue.c.kind == "product")
    assert set(tried.database.read(lambda c: c.execute(wanted).scalars().all())) == {"merchant", "shopify"}
    assert tried.count("done") == 2


async def test_what_is_no_feed_is_a_dead_letter_with_its_reason(watched: tuple[Trial, Path]) -> None:
    tried, inbox = watched
    (inbox / "letter.txt").write_text("Dear sir,\n")
    await until(lambda: tried.count("dead") == 1, "the letter to be given up")
    assert "this is no feed" in report(inbox / "letter.txt.report.csv")[0]["reason"]
    await until(lambda: "this is no feed" in tried.health()["last_error"], "the reason in the bus status")


async def test_a_feed_still_being_written_waits(tmp_path: Path) -> None:
    connector = Folder(FolderSettings(folder=tmp_path))
    feed = tmp_path / "slow.csv"
    feed.write_text("sku\n")
    assert (await connector.poll("")).intakes == ()
    feed.write_text("sku\nA\n")
    second = await connector.poll("")
    assert second.intakes == ()
    third = await connector.poll(second.cursor)
    assert [intake.body for intake in third.intakes] == [{"id": "slow.csv"}]
    assert (await connector.poll(third.cursor)).intakes == ()


async def test_a_folder_that_is_away_is_tried_again(tmp_path: Path) -> None:
    connector = Folder(FolderSettings(folder=tmp_path / "away"))
    with pytest.raises(LaterError, match="away"):
        await connector.poll("")
    with pytest.raises(LaterError, match="no such folder"):
        await connector.check()
