"""The engine: carries the core's requests to the hub with httpx, in two lanes, and says what has changed."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx

from shared.cache.outbox import Outbox
from shared.cache.writer import Writer
from shared.domain.errors import RefusedInput
from shared.domain.messages import Collection
from shared.sync import hub, route
from shared.sync.core import Core, Failure, Fetch, Status
from shared.sync.hub import HubFailedError

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds between looks at the outbox without a poke
LISTEN_AGAIN = 20.0  # seconds between tries to get a line for pokes
SOON = 2.0  # seconds within which devices ask when the network is back
GATHER = 1.0  # seconds at most between news and the next look for news
GATHER_BUSY = 5.0  # the same while much waits to be sent: most of the news are echoes of that
BUSY = 20  # acts
PAUSE = 0.05  # seconds between pulls that bring nothing
CHECK_ROWS = 500  # rows whose sums are checked at a time
CHECK_PAUSE = 0.05  # seconds between, so that the check costs nothing
CHECK_AGAIN = 6 * 3600.0
NO_ROOM = (sqlite3.OperationalError, OSError)
FULL = "This device cannot write: make room on its disk"


class Engine:
    """One device's synchronisation, until cancelled. ``changed`` hears collections, ``status`` every new status."""

    def __init__(
        self,
        folder: Path,
        http: httpx.AsyncClient,
        *,
        outbox: Outbox | None = None,
        changed: Callable[[list[str]], None] = lambda _: None,
        status: Callable[[Status], None] = lambda _: None,
    ) -> None:
        self._folder = folder
        self._http = http
        self._own_outbox = outbox is None
        self._outbox = outbox or Outbox(folder)
        self._writer = Writer(folder)
        self.core = Core(self._writer, self._outbox)
        self._tell_changed = changed
        self._tell_status = status
        self._status = Status()
        self._poked = asyncio.Event()
        self._pull_now = asyncio.Event()

    @property
    def status(self) -> Status:
        """The line and the outbox as last told."""
        return self._status

    def poke(self) -> None:
        """Something was added to the outbox: push now."""
        self.core.poke()
        self._poked.set()
        self._pull_now.set()

    async def run(self) -> None:
        """Pull, push and check until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._pull_for_ever())
            tasks.create_task(self._push_for_ever())
            tasks.create_task(self._check_for_ever())
            tasks.create_task(self._listen_for_ever())
            tasks.create_task(self._watch_route())

    def close(self) -> None:
        """Close the cache, and the outbox if it is the engine's own."""
        self._writer.close()
        if self._own_outbox:
            self._outbox.close()

    # --- pull -----------------------------------------------------------------------------------------------------

    async def _pull_for_ever(self) -> None:
        while True:
            self._pull_now.clear()
            if (wait := self.core.rest(_now())) > 0:
                await either(self._pull_now, wait)
            if not await self.pull_once():
                # a hub that does not wait when asked to must not be asked without end
                await asyncio.sleep(PAUSE)
            elif self.core.caught_up:  # on a busy day there is news all the time: it is fetched in portions
                gather = GATHER_BUSY if self._status.waiting > BUSY else GATHER
                await asyncio.sleep(self.core.random.uniform(0.5, 1.0) * gather)

    async def _listen_for_ever(self) -> None:
        """Hear the hub's pokes; while there is no line for them, the long poll does the same."""
        while True:
            try:
                async for _ in hub.pokes(self._http):
                    self.core.on_poke()
                    self._pull_now.set()
            except HubFailedError as problem:
                log.debug("no pokes: %s", problem)
            self.core.on_deaf()
            self._pull_now.set()
            await asyncio.sleep(self.core.random.uniform(0.5, 1.0) * LISTEN_AGAIN)

    async def _watch_route(self) -> None:
        """When the machine has a network again, do not sit out the wait: ask soon, though not all at one moment."""
        was = True
        while True:
            await asyncio.sleep(LOOK_EVERY)
            if (now := route.exists(self._http.base_url)) and not was:
                await asyncio.sleep(self.core.random.uniform(0.0, SOON))
                self.poke()
            was = now

    async def pull_once(self) -> bool:
        """One request of the pull lane and what follows from its answer; whether anything has changed."""
        asked = self.core.next_pull(_now())
        if asked is None:
            return False
        try:
            if isinstance(asked, Fetch):
                await self._fetch()
                changed: set[str] = set(Collection)
            else:
                page = await hub.changes(self._http, asked)
                changed = self.core.on_page(page)
        except HubFailedError as problem:
            self.core.on_pull_failure(problem.failure, _now())
            self._line(problem.failure)
            return False
        except RefusedInput as problem:
            log.warning("%s", problem)
            self.core.on_pull_failure(Failure(status=502, detail=str(problem)), _now())
            return False
        except NO_ROOM as problem:
            self._line(here := Failure(status=507, detail=f"{FULL} ({problem})"))
            self.core.on_pull_failure(here, _now())
            return False
        self._poked.set()  # what was held back until the first pull may go
        self._line(None)
        if changed:
            self._tell_changed(sorted(changed))
        return bool(changed)

    async def _fetch(self) -> None:
        part = self._folder / "snapshot.part"
        sha256, position = await hub.snapshot(self._http, part)
        self._writer.adopt(part, sha256, position)
        self.core.on_snapshot()
        log.info("a snapshot up to change %d has been put in place", position.seq)

    # --- push -----------------------------------------------------------------------------------------------------

    async def _push_for_ever(self) -> None:
        while True:
            self._poked.clear()
            while await self.push_once():
                pass
            await either(self._poked, LOOK_EVERY)

    async def push_once(self) -> bool:
        """Send what may be sent; whether anything was settled."""
        sent = self.core.next_push(_now())
        if sent is None:
            self._say()
            return False
        try:
            result, took = await hub.mutations(self._http, sent)
        except HubFailedError as problem:
            self.core.on_push_failure(sent, problem.failure, _now())
            self._line(problem.failure)
            return problem.failure.status in {400, 413, 422}
        try:
            self.core.on_result(sent, result, _now(), took)
        except NO_ROOM as problem:  # what the hub said is asked again: it gives the same answer
            self._line(Failure(status=507, detail=f"{FULL} ({problem})"))
            self.core.push.back_off(_now(), self.core.random)
            return False
        self._line(None)
        return True

    # --- check ----------------------------------------------------------------------------------------------------

    async def _check_for_ever(self) -> None:
        """Look through the cache now and then; a wrong row means: set it aside, fetch it anew."""
        while True:
            try:
                at: int | None = 0
                while at is not None:
                    await asyncio.sleep(CHECK_PAUSE)
                    at = self._writer.check(at, CHECK_ROWS)
                await self.compare()
            except RefusedInput as problem:
                self._writer.discard(str(problem))
                self._pull_now.set()
            self._outbox.forget()
            await asyncio.sleep(CHECK_AGAIN)

    async def compare(self) -> bool:
        """Compare the cache with the hub's digest if both stand at the same number; whether they could be.

        RefusedInput when the hub has other rows.
        """
        try:
            theirs = await hub.digest(self._http)
        except HubFailedError:
            return False
        if self._writer.position() != (theirs.epoch, theirs.cursor):
            return False
        wanted = {name: [count, numbers] for name, (count, numbers, _) in theirs.collections.items()}
        if self._writer.sums() != wanted:
            raise RefusedInput("it holds other rows than the hub sent")
        return True

    # --- status ---------------------------------------------------------------------------------------------------

    def _line(self, failure: Failure | None) -> None:
        online = failure is None or failure.status != 0
        problem = "" if failure is None or failure.status in {0, 409, 410, 429} else failure.detail
        if failure is not None and failure.status in {401, 403}:
            problem = (
                "The hub does not know this device. Enrol it with a new code; nothing that waits is lost."
            )
        if problem and problem != self._status.problem:
            log.warning("%s", problem)
        since = self._status.since
        if since is None or online != self._status.online:
            since = datetime.now(UTC)
            log.info(
                "the line to the hub is %s", "up" if online else f"down ({failure.detail if failure else ''})"
            )
        self._say(self._status.model_copy(update={"online": online, "since": since, "problem": problem}))

    def _say(self, status: Status | None = None) -> None:
        waiting, oldest, rejected = self._outbox.counts()
        position = self._writer.position()
        fresh = (status or self._status).model_copy(
            update={
                "waiting": waiting,
                "oldest": oldest,
                "rejected": rejected,
                "cursor": position.seq if position else 0,
            }
        )
        if fresh != self._status:
            self._status = fresh
            self._tell_status(fresh)


async def either(event: asyncio.Event, seconds: float) -> None:
    """Until the event or the time is up; asyncio.wait_for of Python 3.11 can swallow a cancellation here."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


def _now() -> float:
    return asyncio.get_running_loop().time()
