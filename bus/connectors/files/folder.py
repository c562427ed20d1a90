"""Watches a folder: a feed that appears or changes is imported, and a report is laid beside it."""

import asyncio
import hashlib
from pathlib import Path
from typing import Any

from pydantic import Field

from bus.connectors.contract import Connector, Intake, LaterError, PoisonError, Polled, Work
from bus.connectors.files import words
from bus.connectors.files.gather import SUFFIXES, gather
from bus.connectors.files.importing import Import, write_report
from bus.connectors.files.records import Feed, Remark
from shared.domain.base import Currency, Model
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


class _Cursor(Model):
    """What was seen of the folder; the count tells a feed that came back as it once was from the first one."""

    count: int = 0
    states: dict[str, str] = Field(default_factory=dict)


class Folder(Connector):
    """Takes each file, and each subfolder as one source; its name is the source's, so a new version updates.

    A feed is taken once it has stood still between two looks: whoever copies it may still be writing. One that
    disappears withdraws nothing; a report named after it says which rows were refused, or why the whole was.
    """

    name = "files"

    def __init__(self, settings: FolderSettings) -> None:
        self._settings = settings
        self.poll_seconds = settings.every_seconds
        self._last: dict[str, str] = {}

    async def poll(self, cursor: str) -> Polled:
        """Feeds that changed since the cursor, which counts imports and holds each feed's state by its name."""
        now = await asyncio.to_thread(self._states)
        known = _Cursor.model_validate_json(cursor) if cursor else _Cursor()
        still = {name: state for name, state in now.items() if self._last.get(name) == state}
        self._last = now
        fresh = sorted(name for name, state in still.items() if known.states.get(name) != state)
        states = {name: state for name, state in known.states.items() if name in now}
        moved = _Cursor(count=known.count + len(fresh), states=states | {name: still[name] for name in fresh})
        intakes = (
            Intake("feed", f"{known.count + n}:{name}", {"id": name}) for n, name in enumerate(fresh, 1)
        )
        return Polled(moved.model_dump_json(), tuple(intakes))

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
        return Import(gather(path, feed), feed, self._settings.media, lambda *_: None)

    def _states(self) -> dict[str, str]:
        """Name and state of every file and subfolder that may be a feed."""
        try:
            entries = sorted(self._settings.folder.iterdir())
        except OSError as problem:
            raise LaterError(f"{self._settings.folder}: {problem.strerror}") from problem
        found = {}
        for entry in entries:
            usable = entry.is_dir() or entry.suffix.lower() in SUFFIXES
            if usable and not entry.name.startswith(".") and not entry.name.endswith(REPORT):
                found[entry.name] = _state(entry)
        return found


def _state(entry: Path) -> str:
    """A hash over the names, sizes and times of the files an entry holds."""
    told = hashlib.sha256()
    files = sorted(entry.rglob("*")) if entry.is_dir() else [entry]
    for file in files:
        try:
            seen = file.stat()
        except OSError:
            continue  # gone while we looked; the next look tells
        told.update(f"{file.name}|{seen.st_size}|{seen.st_mtime_ns}\n".encode())
    return told.hexdigest()[:24]


def make(values: dict[str, Any]) -> Folder:
    """A connector from a settings file."""
    return Folder(FolderSettings.model_validate(values))
