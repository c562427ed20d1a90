"""A device of a simulation: the product's core, cache, outbox and order view, with a shopper or a clerk before it."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bus.desk.work import Device
from bus.feed.snapshot import Snapshot
from shared.cache.orders import Orders
from shared.cache.outbox import Outbox
from shared.cache.store import Position, Store
from shared.cache.writer import Writer
from shared.domain.base import Model, new_id
from shared.domain.errors import RefusedInput
from shared.domain.messages import CancelOrder, Page, PlaceOrder, PushResult, Step
from shared.domain.order import Line, Order
from shared.domain.states import Action, Way, legal
from shared.sync.core import ANSWER_WITHIN, Core, Failure, Fetch, Pull, Send
from tests.simulation.clock import Clock

FORWARD = (Action.PICK, Action.READY, Action.COLLECT, Action.PACK, Action.SHIP, Action.ARRIVE, Action.DELIVER)


class DeviceCrashed(BaseException):
    """The device's process is gone in the middle of a statement."""


class Note(Model):
    """An act that only a newer hub would understand: poison to this one."""

    order_id: str
    text: str = ""


@dataclass
class Promised:
    """What a device has promised to somebody, to be found at the hub in the end."""

    orders: dict[str, PlaceOrder] = field(default_factory=dict)
    cancelled: dict[str, int] = field(default_factory=dict)  # order id → pieces
    paid: dict[str, int] = field(default_factory=dict)  # order id → minor units


class SimDevice:
    """Runs one device's engine without I/O. ``ask`` carries a request into the network."""

    def __init__(self, who: Device, folder: Path, clock: Clock, random: Random, skew: float) -> None:
        self.who = who
        self.clock = clock
        self.random = random
        self.skew = skew
        self.folder = folder
        self.promised = Promised()
        self.online = True
        self.listens = random.random() < 0.5  # to pokes; the others only ask and wait
        self.up = False
        self.life = 0  # how often it was started
        self.left = -1  # statements until the crash; below 0: none
        self.ask: Callable[[SimDevice, Pull | Fetch | Send, int], None]
        self.trace: Callable[..., None] = lambda *_: None
        self._asked: dict[str, int] = {}  # lane → number of the request that is waited for
        self._number = 0
        self._alarms: set[float] = set()
        self._ids = Random(random.random())
        device = self

        class Counting(sqlite3.Connection):
            def execute(self, *args: Any) -> sqlite3.Cursor:
                device.count()
                return super().execute(*args)

            def executemany(self, *args: Any) -> sqlite3.Cursor:
                device.count()
                return super().executemany(*args)

        self._factory = Counting
        self.outbox: Outbox
        self.core: Core
        self.orders: Orders

    def count(self) -> None:
        """A statement begins; this may be the last one."""
        if self.left == 0:
            self.left = -1
            raise DeviceCrashed
        if self.left > 0:
            self.left -= 1

    # --- life -----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Open the stores as a new process does."""
        if self.up:
            return
        self.outbox = Outbox(self.folder, now=lambda: self.clock.date(self.skew), factory=self._factory)
        self.writer = Writer(self.folder, factory=self._factory)
        self.store = Store(self.folder, self.outbox)
        self.core = Core(self.writer, self.outbox, Random(self.random.random()))
        self.orders = Orders(self.store, self.outbox, self.who.location_id)
        self.up = True
        self.life += 1
        self._asked = {}
        self.go_on()

    def crash(self) -> None:
        """The process ends wherever it is: its connections go, what was not committed never was."""
        self.up = False
        self.left = -1
        for closing in (self.outbox, self.writer, self.store):
            closing.close()

    def guarded(self, do: Callable[[], None]) -> None:
        """Do something that may turn out to be the last thing."""
        if not self.up:
            return
        try:
            do()
        except DeviceCrashed:
            self.trace("crashed", self.who.id)
            self.crash()
            self.clock.after(self.random.uniform(0.5, 8.0), self.guarded_start)

    def guarded_start(self) -> None:
        """Start again; a crash while starting is followed by another start."""
        try:
            self.start()
        except DeviceCrashed:
            self.up = True
            with contextlib.suppress(AttributeError):
                self.crash()
            self.up = False
            self.clock.after(1.0, self.guarded_start)

    def lose_cache(self) -> None:
        """Somebody wiped the disposable files."""
        if self.up:
            self.writer.discard("the simulation says so")

    # --- the engine -----------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Ask what may be asked now in both lanes; come back when one of them may be asked later."""
        if not self.up:
            return
        now = self.clock.now
        for lane, propose in (("pull", self.core.next_pull), ("push", self.core.next_push)):
            if lane not in self._asked and (request := propose(now)) is not None:
                self._send(lane, request)
        rests = [until for until, _ in self.core.resting.values()]
        lanes = self.core.pull.not_before, self.core.push.not_before, self.core.look_at
        for until in {*lanes, *rests} - self._alarms:
            if until > now:
                self._alarms.add(until)
                self.clock.after(until - now, lambda: self.guarded(self.go_on))

    def _send(self, lane: str, request: Pull | Fetch | Send) -> None:
        self._number += 1
        number = self._asked[lane] = self._number
        patience = ANSWER_WITHIN + (request.wait if isinstance(request, Pull) else 0.0)
        self.clock.after(patience, lambda: self.guarded(lambda: self._timeout(lane, request, number)))
        self.ask(self, request, number)

    def _timeout(self, lane: str, request: Pull | Fetch | Send, number: int) -> None:
        if self._asked.get(lane) == number:
            self.hear(request, number, Failure(detail="no answer"))

    def hear(self, request: Pull | Fetch | Send, number: int, answer: object) -> None:
        """An answer arrives, perhaps late, perhaps for the second time, perhaps to a process that never asked."""
        lane = "push" if isinstance(request, Send) else "pull"
        expected = self._asked.get(lane) == number
        if expected:
            del self._asked[lane]
        elif isinstance(answer, Failure | Snapshot):
            return  # bound to its connection; pages and results are judged by what they say
        now = self.clock.now
        if isinstance(request, Send):
            if isinstance(answer, PushResult):
                self.core.on_result(request, answer, now)
            elif isinstance(answer, Failure):
                self.core.on_push_failure(request, answer, now)
        elif isinstance(answer, Page):
            self._page(answer)
        elif isinstance(answer, Snapshot):
            self._adopt(answer)
        elif isinstance(answer, Failure):
            self.core.on_pull_failure(answer, now)
        self.go_on()

    def poked(self) -> None:
        """The hub says that there is news."""
        self.core.on_poke()
        self.go_on()

    def deaf(self) -> None:
        """The line on which the hub pokes has turned out to be dead."""
        self.core.on_deaf()
        self.go_on()

    def _page(self, page: Page) -> None:
        try:
            self.core.on_page(page)
        except RefusedInput:
            self.core.on_pull_failure(Failure(status=502), self.clock.now)

    def _adopt(self, made: Snapshot) -> None:
        part = self.folder / "snapshot.part"
        try:
            shutil.copyfile(made.path, part)
            self.writer.adopt(part, made.sha256, Position(made.epoch, made.cursor))
        except (OSError, RefusedInput):
            self.core.on_pull_failure(Failure(status=502), self.clock.now)
            return
        self.core.on_snapshot()

    # --- the people before it -------------------------------------------------------------------------------------

    def add(self, kind: str, body: Model) -> None:
        """Append an act; when this returns, it was promised."""
        self.outbox.add(kind, body)
        self.core.poke()
        self.go_on()

    def place(self, skus: list[str], stores: tuple[str, ...]) -> None:
        """A shopper orders; sometimes part of it is cancelled soon after."""
        home = self.random.random() < 0.2
        at = self.who.location_id if self.random.random() < 0.7 else self.random.choice(stores)
        line = Line(
            id="l1",
            sku=(sku := self.random.choice(skus)),
            product_id=f"p{sku}",
            name=sku,
            quantity=self.random.choice((1, 1, 2)),
            unit_price=1_000,
            list_price=1_000,
            way=Way.SHIP_HOME if home else Way.PICKUP,
            location_id="" if home else at,
        )
        order_id = new_id(int(self.clock.date(self.skew).timestamp() * 1000), self._ids.randbytes(10))
        act = PlaceOrder(
            order_id=order_id,
            placed_in=self.who.location_id,
            placed_at=self.clock.date(self.skew),
            currency="EUR",
            lines=(line,),
        )
        self.add("order.place", act)
        self.promised.orders[order_id] = act
        self.trace("placed", self.who.id, order_id)
        if line.quantity == 2 and self.random.random() < 0.4:
            self.clock.after(
                self.random.uniform(0.0, 20.0), lambda: self.guarded(lambda: self._cancel(order_id))
            )

    def _cancel(self, order_id: str) -> None:
        if self.orders.get(order_id) is not None:
            self.promised.cancelled[order_id] = 1
            self.add("order.cancel", CancelOrder(order_id=order_id, quantities={"l1": 1}))

    def poison(self) -> None:
        """An act of a kind the hub will never know."""
        self.add("order.telepathy", Note(order_id=f"poison-{self.who.id}"))

    def work(self) -> None:
        """A clerk takes the next step of some order in the queue, as the screen shows it."""
        queue = self.orders.queue()
        if not queue:
            return
        order = self.random.choice(queue[:6])
        for part in order.fulfilments:
            ahead = [a for a in legal(part.way, part.state) if a in FORWARD]
            if ahead and self.who.location_id in {part.location_id, part.collect_at}:
                self._step(order, part.id, ahead[0])
                return

    def _step(self, order: Order, part: str, action: Action) -> None:
        paid = 0
        if action is Action.COLLECT and order.due > 0 and order.id not in self.promised.paid:
            paid = self.promised.paid[order.id] = order.due
        self.add(
            "fulfilment.step",
            Step(order_id=order.id, fulfilment_id=part, action=action, by=self.who.id, paid=paid),
        )

    def tidy(self) -> None:
        """A person looks at what the hub refused and sets it aside."""
        for entry in self.outbox.pending():
            if entry.state == "rejected":
                self.outbox.dismiss(entry.id)
        self.go_on()

    def waiting(self) -> int:
        """Acts that the hub could take and has not."""
        return sum(e.kind != "order.telepathy" for e in self.outbox.pending() if e.state != "rejected")
