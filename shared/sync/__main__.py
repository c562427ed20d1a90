"""The sync agent, a process beside each window: ``python -m shared.sync --folder F --hub URL --role kiosk``.

It reads one JSON object a line on stdin: ``{"poke": true}`` (something was added), ``{"photo": SHA256, "width": W}``,
``{"find": TEXT, "id": ID}`` (a shopper's orders), ``{"clock": true, "id": ID}`` (the hub's) and ``{"enrol": CODE}``; an
empty line is a poke. It writes one JSON object a line on stdout: ``{"status": {…}}``, ``{"changed": [collection, …]}``,
``{"photo": SHA256, "width": W}`` (with ``"failed": true`` when it could not be had), ``{"found": [ORDER, …] or null,
"id": ID}``, ``{"clock": TIME, "id": ID}`` and ``{"enrolled": {…}}``. It ends when stdin closes.
"""

import argparse
import asyncio
import contextlib
import fcntl
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from shared import logs
from shared.cache.outbox import Outbox
from shared.cache.store import Store
from shared.domain.errors import EnvironmentFault, EveryshelfError
from shared.domain.messages import Enrolled
from shared.sync import credential, hub
from shared.sync.core import Status
from shared.sync.engine import Engine, either
from shared.sync.hub import HubFailedError
from shared.sync.photos import Photos
from shared.sync.uploads import Uploads

if TYPE_CHECKING:
    from shared.cache.search.keeper import Keeper

log = logging.getLogger(__name__)

FETCHERS = 4  # pictures under way at once
PHOTO_TRIES = 3
UPLOAD_SECONDS = 30.0  # between two tries while the hub is away
INDEX_SECONDS = 20.0  # between two looks for prices that have begun or ended
SEARCHED = {"product", "category", "location", "stock", "setting"}


def main(words: list[str] | None = None) -> int:
    """Run the agent; 0 when stdin was closed, 2 with one line on stderr when it cannot work."""
    parser = argparse.ArgumentParser(
        prog="python -m shared.sync", description="Synchronises one device with the hub."
    )
    parser.add_argument("--folder", type=Path, required=True, help="the device's folder")
    parser.add_argument("--hub", required=True, help="address of the hub")
    parser.add_argument("--role", choices=("kiosk", "staff"), required=True)
    parser.add_argument("--name", default="", help="what the hub calls this device")
    parser.add_argument("--code", default="", help="one-time code to enrol with, if the device is new")
    parser.add_argument("--photo-mb", type=int, default=400, help="how much pictures may take")
    options = parser.parse_args(words)
    logs.setup(f"{options.role}-sync")
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
        with only_one(options.folder):
            asyncio.run(Agent(options).run())
    except (EveryshelfError, OSError) as problem:
        log.error("%s", problem)  # noqa: TRY400 - one line that says what to do, no traceback
        return 2
    return 0


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: two agents on one outbox would send everything twice."""
    with (folder / "agent.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            message = (
                f"another sync agent works on {folder}: end that one, or give this device a folder of its own"
            )
            raise EnvironmentFault(message) from problem
        yield


class Agent:
    """Reads words from stdin, runs the engine and fetches pictures until stdin closes."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._folder: Path = options.folder
        self._options = options
        self._photos = Photos(options.folder, options.photo_mb * 1_000_000)
        self._wanted: asyncio.Queue[tuple[str, int]] = asyncio.Queue()
        self._asked: set[tuple[str, int]] = set()
        self._codes: asyncio.Queue[str] = asyncio.Queue()
        self._engine: Engine | None = None
        self._unindexed: set[str] = set()
        self._news = asyncio.Event()
        self._uploads = Uploads(options.folder)
        self._poked = asyncio.Event()
        self._questions: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    async def run(self) -> None:
        """Until stdin closes."""
        words = asyncio.create_task(self._listen())
        work = asyncio.create_task(self._work())
        done, _ = await asyncio.wait((words, work), return_when=asyncio.FIRST_COMPLETED)
        for task in (words, work):
            task.cancel()
        await asyncio.gather(words, work, return_exceptions=True)
        for task in done:
            if (problem := task.exception()) is not None:
                raise problem

    async def _listen(self) -> None:
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
        while line := await reader.readline():
            self._hear(line.decode().strip())

    def _hear(self, line: str) -> None:
        try:
            words: dict[str, Any] = json.loads(line) if line else {}
            if "photo" in words:
                asked = (str(words["photo"]), int(words.get("width", 0)))
                self._photos.path(*asked)
                if asked not in self._asked:
                    self._asked.add(asked)
                    self._wanted.put_nowait(asked)
            elif "find" in words or "clock" in words:
                self._questions.put_nowait((str(words.get("find", "")), str(words["id"])))
            elif "enrol" in words:
                self._codes.put_nowait(str(words["enrol"]))
            elif self._engine is not None:
                self._engine.poke()
                self._poked.set()
        except (ValueError, TypeError, AttributeError) as problem:
            log.warning("a line on stdin is not understood (%s)", problem)

    async def _work(self) -> None:
        identity = credential.load(self._folder) or await self._enrol()
        async with hub.client(self._options.hub, identity.token) as http, asyncio.TaskGroup() as tasks:
            self._engine = Engine(
                self._folder,
                http,
                changed=self._hear_changes,
                status=lambda status: say(status=status.model_dump(mode="json")),
            )
            try:
                tasks.create_task(self._new_codes())
                tasks.create_task(self._send_pictures(http))
                tasks.create_task(self._answer(http))
                tasks.create_task(self._keep_index(identity.location_id))
                for _ in range(FETCHERS):
                    tasks.create_task(self._fetch_photos(http))
                await self._engine.run()
            finally:
                self._engine.close()

    # --- search index -------------------------------------------------------------------------------------------

    def _hear_changes(self, names: list[str]) -> None:
        """Tell of orders and the like at once, of what is searched when the index has it."""
        if others := sorted(set(names) - SEARCHED):
            say(changed=others)
        self._unindexed |= SEARCHED.intersection(names)
        self._news.set()

    async def _keep_index(self, location_id: str) -> None:
        store = Store(self._folder)
        try:
            keeper = await asyncio.to_thread(_open_index, store, location_id)
            while True:
                names, self._unindexed = self._unindexed, set()
                try:
                    await asyncio.to_thread(keeper.update)
                except (OSError, EnvironmentFault) as problem:  # orders go on, the search stays as it was
                    log.warning("the search index could not be written (%s): make room on the disk", problem)
                if names:
                    say(changed=sorted(names))
                await either(self._news, INDEX_SECONDS)  # prices also change by the clock
                self._news.clear()
        finally:
            store.close()

    # --- enrolment ------------------------------------------------------------------------------------------------

    async def _enrol(self) -> Enrolled:
        """Wait for codes until the hub takes one."""
        if self._options.code:
            self._codes.put_nowait(self._options.code)
        else:
            self._trouble("This device is not enrolled yet. Type the one-time code of this store.")
        async with hub.client(self._options.hub) as http:
            while True:
                if (identity := await self._try_code(http, await self._codes.get())) is not None:
                    return identity

    async def _new_codes(self) -> None:
        """A code typed on an enrolled device gives it a new identity at its next start."""
        async with hub.client(self._options.hub) as http:
            while True:
                if await self._try_code(http, await self._codes.get()) is not None:
                    raise EnvironmentFault("this device was enrolled anew: its sync agent starts again")

    async def _try_code(self, http: httpx.AsyncClient, code: str) -> Enrolled | None:
        while True:
            try:
                identity = await hub.enrol(http, code, self._options.name)
            except HubFailedError as problem:
                if problem.failure.status == 0:  # the hub is away: the code may still be good
                    self._trouble("The hub does not answer; enrolling goes on as soon as it does.")
                    await asyncio.sleep(2.0)
                    continue
                self._trouble(f"The code was not taken: {problem}")
                return None
            if identity.role != self._options.role:
                self._trouble(
                    f"That code is for a {identity.role} device; make one for this {self._options.role} device."
                )
                return None
            credential.save(self._folder, identity)
            say(enrolled=identity.model_dump(mode="json", exclude={"token"}))
            return identity

    def _trouble(self, sentence: str) -> None:
        log.warning("%s", sentence)
        with contextlib.closing(Outbox(self._folder)) as outbox:
            waiting, oldest, rejected = outbox.counts()
        status = Status(problem=sentence, waiting=waiting, oldest=oldest, rejected=rejected)
        say(status=status.model_dump(mode="json"))

    # --- pictures -------------------------------------------------------------------------------------------------

    async def _fetch_photos(self, http: httpx.AsyncClient) -> None:
        while True:
            sha256, width = await self._wanted.get()
            content = None
            for tried in range(PHOTO_TRIES):
                try:
                    content = await hub.picture(http, sha256, width)
                    break
                except HubFailedError:
                    await asyncio.sleep(2.0**tried)
            if content is None:
                say(photo=sha256, width=width, failed=True)
            else:
                await asyncio.to_thread(self._photos.put, sha256, width, content)
                say(photo=sha256, width=width)
            self._asked.discard((sha256, width))

    async def _answer(self, http: httpx.AsyncClient) -> None:
        """Ask the hub what the window wants to know now; the answer is kept nowhere."""
        while True:
            text, asked = await self._questions.get()
            try:
                if text:
                    say(found=await hub.find_orders(http, text), id=asked)
                else:
                    say(clock=await hub.clock(http), id=asked)
            except HubFailedError:
                say(found=None, id=asked)

    async def _send_pictures(self, http: httpx.AsyncClient) -> None:
        """Give the hub what was photographed here, as soon as it answers."""
        while True:
            self._poked.clear()
            for sha256, file in self._uploads.waiting():
                content = await asyncio.to_thread(file.read_bytes)
                try:
                    await hub.upload(http, sha256, content)
                except HubFailedError as problem:
                    if problem.failure.status not in {400, 413, 415, 422}:
                        break  # away, busy, or this device is not known: later
                    log.warning("the hub does not take picture %s: %s", sha256, problem)
                    self._uploads.refused(sha256)
                    continue
                await asyncio.to_thread(self._photos.put, sha256, 0, content)
                self._uploads.done(sha256)
            await either(self._poked, UPLOAD_SECONDS)


def _open_index(store: Store, location_id: str) -> "Keeper":
    """The search index's keeper; what it is made of is compiled first, if this is the first start of this version."""
    from shared.cache.search.compiled import ahead  # noqa: PLC0415 - seconds the first time: syncing goes on

    ahead(store.folder)
    from shared.cache.search.keeper import Keeper  # noqa: PLC0415 - as above

    return Keeper(store, location_id, store.folder / "search")


def say(**words: object) -> None:
    """Write one line for the window."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
