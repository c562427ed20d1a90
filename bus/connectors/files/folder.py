"""Watches a folder: a feed that appears or changes is imported, and a report is laid beside it."""

import asyncio
from pathlib import Path
from typing import Any

from pydantic import Field

from bus.connectors.contract import Connector, Intake, LaterError, PoisonError, Polled, Work
from bus.connectors.files import words
from bus.connectors.files.gather import SUFFIXES, gather
from bus.connectors.files.importing import Import, write_report
from bus.connectors.files.records import Feed, Remark
from bus.connectors.files.watch import Watch
from bus.connectors.files.web import Web
from shared.domain.base import Currency
from shared.domain.errors import EnvironmentFault, RefusedInput
from shared.settings import Settings

REPORT = ".report.csv"


class FolderSettings(Settings):
    """Which folder, how often, and what its feeds do not say themselves."""

    folder: Path
    media: Path = Field(Path("hub/media"), description="the hub's media folder")
    every_seconds: float = Field(30.0, gt=0)
    currency: Currency = "USD"
    stock_at: str = Field("", description="the location whose stock the feeds' quantities are")
    web_pictures: bool = Field(False, description="fetch pictures that feeds name by web addresses")


class Folder(Connector):
    """Takes each file, and each subfolder as one source; its name is the source's, so a new version updates.

    A feed that disappears withdraws nothing; a report named after it says which rows were refused, or why the
    whole was.
    """

    name = "files"

    def __init__(self, settings: FolderSettings) -> None:
        self._settings = settings
        self.poll_seconds = settings.every_seconds
        self._watch = Watch(settings.folder, "feed", _may_be_feed)

    async def poll(self, cursor: str) -> Polled:
        """Feeds that changed since the cursor."""
        return await asyncio.to_thread(self._watch.look, cursor)

    async def take(self, intake: Intake, work: Work) -> None:
        """Import one feed; a feed that is none becomes a dead letter, with the reason in its report."""
        path = self._settings.folder / str(intake.body["id"])
        report = path.with_name(path.name + REPORT)
        try:
            ready = await asyncio.to_thread(self._ready, path)
            outcome = await work.write(lambda conn: ready.put(conn, self._settings.stock_at))
        except RefusedInput as problem:
            refused = [Remark(0, str(problem), file=path.name)]
            await asyncio.to_thread(write_report, report, refused)
            raise PoisonError(str(problem)) from problem
        except EnvironmentFault as problem:
            raise LaterError(str(problem)) from problem
        await asyncio.to_thread(write_report, report, outcome.remarks)

    async def check(self) -> str:
        """Says whether the folder is there."""
        if not self._settings.folder.is_dir():
            raise LaterError(f"{self._settings.folder}: there is no such folder")
        return "ok"

    def _ready(self, path: Path) -> Import:
        source = words.slug(path.name if path.is_dir() else path.name.split(".")[0]) or "feed"
        feed = Feed(source, currency=self._settings.currency)
        media = self._settings.media
        web = Web(media.with_name("web-pictures")) if self._settings.web_pictures else None
        return Import(gather(path, feed), feed, media, lambda *_: None, web=web)


def _may_be_feed(entry: Path) -> bool:
    usable = entry.is_dir() or entry.suffix.lower() in SUFFIXES
    return usable and not entry.name.endswith(REPORT)


def make(values: dict[str, Any]) -> Folder:
    """A connector from a settings file."""
    return Folder(FolderSettings.model_validate(values))
