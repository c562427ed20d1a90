"""The protocol of a device without any input or output: what to ask next, and what an answer means.

Whoever drives the core (shared/sync/engine.py with httpx, the simulator with a virtual network) asks ``next_pull`` and
``next_push`` for requests, carries them, and hands back what came. Requests are lost, repeated and late as they like:
every answer is judged by what the stores hold when it arrives.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from shared.cache.fold import Entry
from shared.cache.outbox import Outbox
from shared.cache.writer import Writer
from shared.domain.base import Model
from shared.domain.messages import Page, PushResult, Result
from shared.domain.problem import TYPES, Problem

PAGE_ROWS = 2_000
PUSH_ITEMS = 200
FEW_ITEMS = 5
AIM = 0.1  # seconds of the hub's time for one request: many devices share it
PUSH_BYTES = 900_000  # the hub takes requests up to 1 MiB
LONG_POLL = 20.0  # seconds
LOOK_ALL_THE_SAME = 30.0  # seconds between pulls while the hub pokes: a poke may get lost
ANSWER_WITHIN = 10.0  # seconds for an answer beyond those the hub was asked to wait
BACKOFF_CAP = 20.0  # seconds; with full jitter, so that a line that is back is used within half a minute
ASKED_CAP = 120.0  # seconds that a device waits at most because an answer said so
DEFERRED_FIRST = 2.0  # seconds until deferred items are offered again, doubled while nothing comes of it
DEFERRED_CAP = 60.0
PATIENCE = 12.0  # seconds after a restore in which acts of before it may wait for those of other devices
SCHEMA = 1


class Status(Model):
    """What a window shows of the line: ``since`` is when it came or went, ``problem`` one sentence or empty."""

    online: bool = False
    since: datetime | None = None
    waiting: int = 0
    oldest: datetime | None = None
    cursor: int = 0
    rejected: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Pull:
    """GET changes after ``cursor`` (``EPOCH.NUMBER``), waiting up to ``wait`` seconds for news."""

    cursor: str
    limit: int = PAGE_ROWS
    wait: float = 0.0


@dataclass(frozen=True)
class Fetch:
    """GET a snapshot and let the writer adopt it."""


@dataclass(frozen=True)
class Send:
    """POST these items as mutations made in ``epoch``."""

    epoch: str
    items: tuple[Entry, ...]
    patient: bool = False  # acts of before a restore may wait for those of other devices
    at: float = 0.0

    def body(self) -> bytes:
        """The JSON of messages.Push; bodies go out exactly as they were committed."""
        items = ",".join(
            f'{{"n":{e.n},"id":{json.dumps(e.id)},"type":{json.dumps(e.kind)},"v":{e.v},'
            f'"made_at":{json.dumps(e.made_at.isoformat())},'
            f'"again":{"true" if e.settled and self.patient else "false"},'
            f'"body":{e.body}}}'
            for e in self.items
        )
        return f'{{"epoch":{json.dumps(self.epoch)},"schema":{SCHEMA},"items":[{items}]}}'.encode()


@dataclass(frozen=True)
class Failure:
    """No answer (``status`` 0) or an error answer; ``retry_after`` in seconds when the hub names a time."""

    status: int = 0
    retry_after: float | None = None
    detail: str = ""


@dataclass
class Lane:
    """When pulling or pushing may be tried again."""

    tries: int = 0
    not_before: float = 0.0
    asked_to_wait: bool = False

    def back_off(self, now: float, random: Random, asked: float | None = None) -> None:
        """Wait longer each time, with full jitter so that devices do not come back together.

        ``asked``: how long the hub says, which gives every device a turn of its own.
        """
        self.tries += 1
        self.asked_to_wait = asked is not None
        if asked is None:
            wait = random.uniform(0.0, min(BACKOFF_CAP, 2.0 ** min(self.tries, 10) * 0.5))
        else:
            wait = min(asked, ASKED_CAP) + random.uniform(0.0, 0.5)
        self.not_before = now + wait

    def clear(self) -> None:
        """It went well."""
        self.tries, self.not_before, self.asked_to_wait = 0, 0.0, False


@dataclass
class Core:
    """The state of one device's conversation with the hub. Times are seconds of any steady clock."""

    writer: Writer
    outbox: Outbox
    random: Random = field(default_factory=Random)
    pull: Lane = field(default_factory=Lane)
    push: Lane = field(default_factory=Lane)
    caught_up: bool = False
    listening: bool = False  # the hub pokes when there is news, so nothing need be asked without end
    heard: int = 0  # pokes so far
    known: int = 0  # pokes before the last pull went out
    look_at: float = 0.0  # when to pull although no poke came
    pulled: bool = False  # the hub's epoch is only known after the first answer of this session
    lost_position: bool = False
    restored: bool = False  # the hub said that its epoch has changed
    patient_until: float | None = None  # begins with the first push of a session and of an epoch
    batch: int = FEW_ITEMS  # items at once, up to PUSH_ITEMS
    # deferred item → until when, its order
    resting: dict[str, tuple[float, str]] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()  # items of a refused request, sent one by one to find the culprit

    def __post_init__(self) -> None:
        position = self.writer.position()
        if position is not None:  # a crash may have come between a new epoch's snapshot and this
            self.outbox.reoffer(position.epoch)

    # --- pull -----------------------------------------------------------------------------------------------------

    def next_pull(self, now: float) -> Pull | Fetch | None:
        """What to ask for; None before ``pull.not_before``."""
        if now < self.pull.not_before:
            return None
        if self.writer.damaged:
            self.writer.discard("a reader found rows that fail their check")
        position = self.writer.position()
        if position is None or self.lost_position:
            return Fetch()
        if self.rest(now) > 0.0:
            return None
        idle = self.caught_up and self.pulled and self.known == self.heard
        self.known = self.heard
        self.look_at = now + LOOK_ALL_THE_SAME
        return Pull(str(position), wait=LONG_POLL if idle and not self.listening else 0.0)

    def rest(self, now: float) -> float:
        """Seconds until asking is of use again, unless a poke comes first."""
        quiet = self.listening and self.caught_up and self.pulled and self.known == self.heard
        return max(0.0, self.pull.not_before - now, self.look_at - now if quiet else 0.0)

    def on_page(self, page: Page) -> set[str]:
        """Apply a page; the collections that changed. One that does not fit changes nothing."""
        changed = self.writer.apply(page)
        if changed is None:
            self.known = -1  # an answer to an older question: what was asked for may still be there
            return set()
        if self.resting:  # what a deferred act waited for may have come: it is offered now
            news = {row.key for row in page.rows}
            self.resting = {item: rest for item, rest in self.resting.items() if rest[1] not in news}
        self._line_is_up()
        self.pulled = True
        self.caught_up = not page.more
        return changed

    def on_snapshot(self) -> None:
        """The writer has adopted a snapshot: what another history acknowledged is offered again."""
        self._line_is_up()
        self.lost_position = self.caught_up = False
        position = self.writer.position()
        if position is not None:
            self.outbox.reoffer(position.epoch, restored=self.restored)
        if self.restored:
            self.restored, self.patient_until = False, None

    def on_poke(self) -> None:
        """The hub says that there is news, or the line it pokes on is new: a pull follows always."""
        self.listening = True
        self.heard += 1

    def on_deaf(self) -> None:
        """The hub cannot poke any more: ask and wait."""
        self.listening = False

    def on_pull_failure(self, failure: Failure, now: float) -> None:
        """Back off, or start over with a snapshot when the hub says that the cursor is void."""
        if failure.status in {409, 410}:
            self.lost_position, self.pulled = True, False
            self.restored = self.restored or failure.status == 409
            self.pull.clear()
        else:
            self.look_at = 0.0
            self.pull.back_off(now, self.random, failure.retry_after)

    # --- push -----------------------------------------------------------------------------------------------------

    def next_push(self, now: float) -> Send | None:
        """The next items to send; None when there are none, or before the first pull, or while waiting."""
        position = self.writer.position()
        if now < self.push.not_before or position is None or self.lost_position or not self.pulled:
            return None
        resting = [i for i, (until, _) in self.resting.items() if until > now]
        entries = self.outbox.sendable(self.batch, resting)
        if not entries:
            return None
        if self.alone:
            entries = [e for e in entries if e.id in self.alone][:1] or entries
        if self.patient_until is None:
            self.patient_until = now + PATIENCE
        return Send(position.epoch, tuple(_fitting(entries)), now < self.patient_until, now)

    def on_result(self, sent: Send, result: PushResult, now: float, took: float | None = None) -> None:
        """Note what became of items; an answer of another epoch than the cache's counts for nothing.

        ``took``: seconds of the hub's time, where it says so.
        """
        position = self.writer.position()
        if position is None or result.epoch != position.epoch or sent.epoch != position.epoch:
            self.pull.clear()  # the pull will hear of the new epoch
            return
        self._suit(now - sent.at if took is None else took)
        asked = {entry.id for entry in sent.items}
        self.outbox.settle([r for r in result.results if r.id in asked], position.epoch)
        deferred = {r.id for r in result.results if r.status == "deferred"}
        for entry in sent.items:
            self.resting.pop(entry.id, None)
            if entry.id in deferred:
                self._rest(now, entry)
        self.alone -= asked
        self.push.clear()

    def on_push_failure(self, sent: Send, failure: Failure, now: float) -> None:
        """Back off; where the hub cannot take the request as it is, find the item that spoils it."""
        if failure.status == 409:
            self.pulled = False
            self.pull.clear()
            self.push.back_off(now, self.random)
            return
        if failure.status in {400, 413, 422}:
            if len(sent.items) > 1:
                self.alone = frozenset(entry.id for entry in sent.items)
                return
            # The hub cannot read this one: it waits, in sight, and is offered again with the deferred ones.
            problem = Problem(
                type=TYPES + "malformed",
                title=failure.detail or "The hub refuses this act",
                status=failure.status,
            )
            self.outbox.settle([Result(id=sent.items[0].id, status="deferred", problem=problem)], sent.epoch)
            self._rest(now, sent.items[0])
            self.alone -= {sent.items[0].id}
            return
        if failure.status == 0:
            self._suit(ANSWER_WITHIN)
        self.push.back_off(now, self.random, failure.retry_after)

    def _suit(self, seconds: float) -> None:
        """Send as many at once as the hub can do in the time aimed at: at most twice as many as before."""
        share = min(2.0, max(0.25, AIM / max(seconds, 0.001)))
        self.batch = min(PUSH_ITEMS, max(FEW_ITEMS, int(self.batch * share)))

    def _rest(self, now: float, entry: Entry) -> None:
        """Let a deferred item wait, longer each time, but not beyond the time of patience."""
        until = now + min(DEFERRED_CAP, DEFERRED_FIRST * 2.0 ** min(entry.tries, 10))
        if self.patient_until is not None and now < self.patient_until:
            until = min(until, self.patient_until)
        self.resting[entry.id] = (until, entry.order_id)

    # --- both -----------------------------------------------------------------------------------------------------

    def _line_is_up(self) -> None:
        self.pull.clear()
        if self.push.tries and not self.push.asked_to_wait:
            self.push.clear()

    def poke(self) -> None:
        """Something was added, or the line may be back: try at once."""
        self.push.not_before = self.pull.not_before = 0.0


def _fitting(entries: Sequence[Entry]) -> list[Entry]:
    """As many of the first items as fit a request; always one."""
    size = 0
    fitting: list[Entry] = []
    for entry in entries:
        size += len(entry.body.encode()) + 300
        if fitting and size > PUSH_BYTES:
            break
        fitting.append(entry)
    return fitting
