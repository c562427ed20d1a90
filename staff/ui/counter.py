"""The counter as a whole: which page is open, what was scanned, who works, and what the line is like."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.messages import Collection
from shared.domain.order import Order
from shared.domain.people import StaffMember
from shared.domain.states import Action
from shared.qt.formats import clock, tr
from shared.qt.scanner import Kind, Reading, readings
from shared.qt.tasks import run, spawn
from shared.qt.typed import Property
from shared.sync.core import Status
from staff import words
from staff.commands import COMMANDS, allowed
from staff.ui.handover import HandoverView
from staff.ui.lookup import LookupView
from staff.ui.order import OrderView
from staff.ui.outbox import OutboxView
from staff.ui.pick import PickView
from staff.ui.queue import QueueView
from staff.ui.session import Session
from staff.ui.sign_in import SignInView
from staff.work import Task, next_action

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Counter(QObject):
    """The window's view model; it lets the pages' view models hear of one another."""

    changed = Signal()
    page_changed = Signal()
    noted = Signal()  # a note to show for a while
    command = Signal(str)  # a command that the window itself carries out

    def __init__(
        self,
        session: Session,
        sign_in: SignInView,
        queue: QueueView,
        order: OrderView,
        pick: PickView,
        handover: HandoverView,
        lookup: LookupView,
        outbox: OutboxView,
    ) -> None:
        super().__init__()
        self._session, self._sign_in, self._queue, self._order = session, sign_in, queue, order
        self._pick, self._handover, self._lookup, self._outbox = pick, handover, lookup, outbox
        self._page, self._note, self._tone, self._undoable = "sign-in", "", "none", False
        self._status = session.device.now
        self._tick = QTimer(self, interval=15_000)
        self._tick.timeout.connect(self.changed)
        self._tick.start()
        self._connect()

    def _connect(self) -> None:
        session, device = self._session, self._session.device
        session.member_changed.connect(self._member_changed)
        session.said.connect(self._say)
        session.opened.connect(self.open)
        session.acted.connect(self._refresh)
        device.changed.connect(self._rows_changed)
        device.status.connect(self._status_changed)
        self._queue.selected.connect(self._job_selected)
        self._queue.arrived.connect(self._work_arrived)
        self._order.pick_asked.connect(self._start_pick)
        self._order.handover_asked.connect(lambda _: self._start_handover())
        self._pick.finished.connect(lambda: self.open("queue"))
        self._handover.finished.connect(lambda: self.open("queue"))
        self._lookup.order_asked.connect(lambda order_id: spawn(self._open_order_id(order_id)))

    # --- what is shown ------------------------------------------------------------------------------------

    @Property(str, notify=page_changed)
    def page(self) -> str:
        """The page that is open."""
        return self._page

    @Property(str, notify=changed)
    def member(self) -> str:
        """Who works here, empty when nobody."""
        return self._session.member.name if self._session.member else ""

    @Property(str, notify=changed)
    def role(self) -> str:
        """What they may do."""
        return words.role(self._session.member.role) if self._session.member else ""

    @Property(str, notify=changed)
    def store(self) -> str:
        """The name of this store."""
        return self._session.here.name

    @Property(str, notify=changed)
    def clock(self) -> str:
        """The time of day in the store."""
        return clock(self._session.now(), self._session.zone)

    @Property(bool, notify=changed)
    def online(self) -> bool:
        """The hub answers."""
        return self._status.online

    @Property(str, notify=changed)
    def offline(self) -> str:
        """The three facts of the offline banner, empty while online."""
        status, session = self._status, self._session
        if status.online:
            return ""
        return words.offline(status.since, status.waiting, status.oldest, session.now(), session.zone)

    @Property(list, notify=changed)
    def rail(self) -> list[dict[str, object]]:
        """The entries of the rail with their badges."""
        badges = {"queue": self._queue.total, "outbox": self._status.waiting + self._status.rejected}
        badges["pick"] = len(self._queue.jobs(Task.PICK))
        badges["ship"] = len(self._queue.jobs(Task.SHIP)) + len(self._queue.jobs(Task.RECEIVE))
        tones = {
            "outbox": "danger" if self._status.rejected else "soon",
            "queue": "danger" if self._queue.late else "",
        }
        return [
            {
                "id": c.id,
                "title": words.command(c.id),
                "key": c.key,
                "icon": c.icon,
                "badge": badges.get(c.id, 0),
                "tone": tones.get(c.id, ""),
            }
            for c in allowed(self._session.member.role if self._session.member else "clerk")
            if c.rail
        ]

    @Property(list, constant=True)
    def commands(self) -> list[dict[str, str]]:
        """Every command and its key."""
        return [{"id": c.id, "key": c.key, "title": words.command(c.id)} for c in COMMANDS if c.key]

    @Property(str, notify=noted)
    def note(self) -> str:
        """What has just happened."""
        return self._note

    @Property(str, notify=noted)
    def note_tone(self) -> str:
        """How it is meant."""
        return self._tone

    @Property(bool, notify=noted)
    def note_undoable(self) -> bool:
        """It can be taken back."""
        return self._undoable

    # --- what is done -------------------------------------------------------------------------------------

    @Slot(str)
    def open(self, page: str) -> None:
        """Open a page."""
        if self._session.member is None:
            page = "sign-in"
        if page == "pick" and not self._pick.walking:
            self._pick.propose(self._queue.jobs(Task.PICK))
        if page == "outbox":
            self._outbox.refresh()
        if page != self._page:
            self._page = page
            self.page_changed.emit()

    @Slot(str)
    def run(self, command: str) -> None:
        """Carry out a command of the table."""
        known = next((c for c in allowed(self._role()) if c.id == command), None)
        if known is None or self._session.member is None:
            return
        if known.page:
            self.open(known.page)
        elif command == "undo":
            self._session.undo()
        elif command in {"lock", "switch"}:
            self._session.sign(None)
        else:
            self.command.emit(command)

    @Slot(str)
    def typed(self, text: str) -> None:
        """Something was typed into the bar and sent off with Enter."""
        spawn(self.hear(text, scanned=False))

    @Slot(str)
    def scanned(self, text: str) -> None:
        """The scanner has read a code, whatever page is open."""
        spawn(self.hear(text, scanned=True))

    async def hear(self, text: str, *, scanned: bool) -> None:
        """Open the right thing for a code, or say that it is not ours."""
        meanings = readings(text)
        if not meanings:
            return
        if self._session.member is None:
            badge = next((r.value for r in meanings if r.kind is Kind.BADGE), text.strip())
            self._sign_in.present(badge)
            return
        if self._page == "pick" and await self._pick.heard(meanings):
            return
        for reading in meanings:
            if await self._opened(reading, text, scanned=scanned):
                return
        if scanned:
            self._say(tr("This code is not ours: %1", text[:40]), "danger", undoable=False)
        else:
            self.open("lookup")
            self._lookup.search(text.strip())

    async def _opened(self, reading: Reading, text: str, *, scanned: bool) -> bool:
        device = self._session.device
        if reading.kind is Kind.ORDER:
            order = await run(device.orders.by_code, reading.value)
            if order:
                self.open_order(order, text, scanned=scanned)
            return order is not None
        if reading.kind in {Kind.PRODUCT, Kind.TEXT}:
            known = await run(device.catalogue.by_code, reading.value)
            if known:
                self.open("lookup")
                await self._lookup.open(*known)
                return True
        if reading.kind in {Kind.TRACKING, Kind.TEXT}:
            job = next(
                (j for t in Task for j in self._queue.jobs(t) if j.fulfilment.tracking == reading.value), None
            )
            if job:
                self.open("queue")
                self._queue.select(job.key)
            return job is not None
        return False

    def open_order(self, order: Order, code: str = "", *, scanned: bool = False) -> None:
        """Show an order; one that waits for its shopper goes straight to the handover."""
        if self._page == "handover" and self._handover.order_id == order.id:
            self._handover.show_code(code, scanned)
            return
        self._order.show(order)
        fulfilment = self._order.fulfilment
        if fulfilment:
            self._queue.select(fulfilment.id)
            if code and next_action(fulfilment, self._session.here.id) is Action.COLLECT:
                self._handover.show(order, fulfilment, code, scanned=scanned)
                self.open("handover")
                return
        self.open("queue")

    async def _open_order_id(self, order_id: str) -> None:
        order = await run(self._session.device.orders.get, order_id)
        if order:
            self.open_order(order)

    # --- what happens elsewhere ---------------------------------------------------------------------------

    def _member_changed(self) -> None:
        self._sign_in.forget()
        self._note = ""
        self.noted.emit()
        self.open("queue" if self._session.member else "sign-in")
        if self._session.member:
            self._refresh()
        self.changed.emit()

    def _job_selected(self, key: str) -> None:
        job = self._queue.job(key)
        if job:
            self._order.show(job.order, key)

    def _start_pick(self, fulfilment_id: str) -> None:
        job = self._queue.job(fulfilment_id)
        if job:
            self._pick.start([job])
            self.open("pick")

    def _start_handover(self) -> None:
        order, fulfilment = self._order.order, self._order.fulfilment
        if order and fulfilment:
            self._handover.show(order, fulfilment)
            self.open("handover")

    def _work_arrived(self, count: int) -> None:
        self._say(tr("%n new in the queue", n=count), "elsewhere", undoable=False)

    def _say(self, text: str, tone: str, undoable: bool) -> None:
        self._note, self._tone, self._undoable = text, tone, undoable
        self.noted.emit()

    def _refresh(self) -> None:
        self._queue.refresh()
        self._order.refresh()
        if self._page == "outbox":
            self._outbox.refresh()

    def _rows_changed(self, collections: list[Any]) -> None:
        changed = set(collections)
        if Collection.STAFF in changed:
            spawn(self.load_names())
        if changed & {Collection.ORDER, Collection.CALL}:
            self._refresh()
            spawn(self._watch())
        if changed & {Collection.STOCK, Collection.PRODUCT}:
            self._lookup.refresh()

    async def _watch(self) -> None:
        """Follow what others do to orders that are in hand."""
        device = self._session.device
        wanted = {*self._pick.watched, self._handover.order_id} - {""}
        orders = [order for i in wanted if (order := await run(device.orders.get, i))]
        self._pick.watch(orders)
        for order in orders:
            self._handover.update(order)

    async def load_names(self) -> None:
        """Read who works here, for claims."""
        rows = await run(lambda: list(self._session.device.store.scan(Collection.STAFF)))
        members = [StaffMember.model_validate_json(body) for _, body in rows]
        names = {member.id: member.name for member in members}
        self._order.names = names
        self._queue.set_names(names)

    def _status_changed(self, status: Status) -> None:
        self._status = status
        if self._page == "outbox":
            self._outbox.refresh()
        self.changed.emit()

    def _role(self) -> str:
        return self._session.member.role if self._session.member else ""
