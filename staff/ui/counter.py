"""The counter as a whole: which page is open, who works, what the line is like, and what the pages ask of others."""

from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.messages import Collection
from shared.domain.order import Order
from shared.qt.formats import clock, tr
from shared.qt.tasks import spawn
from shared.sync.core import Status
from staff import words
from staff.commands import COMMANDS, allowed
from staff.errands import Errand
from staff.ui.badges import entries
from staff.ui.following import load_names, watch
from staff.ui.hearing import Hearing
from staff.ui.prints import Prints
from staff.ui.session import Session
from staff.ui.views import Views
from staff.work import Task

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1
TICK_MS = 15_000


@QmlElement
class Counter(QObject):
    """The window's view model; it lets the pages' view models hear of one another."""

    changed = Signal()
    pageChanged = Signal()
    railChanged = Signal()
    noted = Signal()  # a note to show for a while
    command = Signal(str)  # a command that the window itself carries out
    sound = Signal(str)

    def __init__(self, session: Session, views: Views, prints: Prints) -> None:
        super().__init__()
        self._session, self._views, self._prints = session, views, prints
        self._hearing = Hearing(session, views, self.open)
        self._page, self._note, self._tone, self._undoable = "sign-in", "", "none", False
        self._status = session.device.now
        self._rail: list[dict[str, object]] = []
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.changed)
        self._tick.start()
        self._connect()

    def _connect(self) -> None:
        session, views, prints = self._session, self._views, self._prints
        session.member_changed.connect(self._member_changed)
        session.said.connect(self._say)
        session.acted.connect(self._refresh)
        session.device.changed.connect(self._rows_changed)
        session.device.status.connect(self._status_changed)
        views.queue.selected.connect(self._job_selected)
        views.queue.errand_asked.connect(self._go)
        for counted in (views.queue.changed, self.changed):
            counted.connect(self._count)
        views.queue.arrived.connect(self._work_arrived)
        views.calls.raised.connect(lambda: self.sound.emit("call"))
        views.order.pick_asked.connect(self._start_pick)
        views.order.handover_asked.connect(lambda _: self._start_handover())
        views.order.ship_asked.connect(lambda _: self.open("ship"))
        views.order.return_asked.connect(self._start_return)
        views.order.hold_asked.connect(prints.hold)
        views.order.swap_asked.connect(lambda order: spawn(views.instead.find_for(order)))
        views.pick.finished.connect(lambda: self.open("queue"))
        views.handover.finished.connect(self._handover_over)
        views.lookup.order_asked.connect(lambda order_id: spawn(self._hearing.open_id(order_id, self._page)))
        views.finder.chosen.connect(self.run)
        views.pick.labels_asked.connect(prints.labels)
        views.pick.list_asked.connect(prints.pick_list)
        views.handover.receipt_asked.connect(prints.receipt)
        views.ship.label_asked.connect(prints.parcel)
        views.ship.manifest_asked.connect(prints.manifest)
        views.returns.taken.connect(prints.returned)

    # --- what is shown ------------------------------------------------------------------------------------

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        """The page that is open."""
        return self._page

    @property
    def nobody(self) -> bool:
        """Nobody works here, and nobody has shown a badge."""
        return self._page == "sign-in" and not self._views.sign_in.badge

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

    @Property(list, notify=railChanged)
    def rail(self) -> list[dict[str, object]]:
        """The entries of the rail with their badges."""
        return self._rail

    def _count(self) -> None:
        """Count what waits; the rail changes only when a figure does."""
        if (rail := entries(self._views.queue, self._status, self._role() or "clerk")) != self._rail:
            self._rail = rail
            self.railChanged.emit()

    @Property(list, constant=True)
    def commands(self) -> list[dict[str, str]]:
        """Every command and its key."""
        return [{"id": c.id, "key": c.key} for c in COMMANDS if c.key]

    @Property(str, notify=noted)
    def note(self) -> str:
        """What has just happened."""
        return self._note

    @Property(str, notify=noted)
    def noteTone(self) -> str:
        """How it is meant."""
        return self._tone

    @Property(bool, notify=noted)
    def noteUndoable(self) -> bool:
        """It can be taken back."""
        return self._undoable

    # --- what is done -------------------------------------------------------------------------------------

    @Slot(str)
    def open(self, page: str) -> None:
        """Open a page."""
        views = self._views
        if self._session.member is None:
            page = "sign-in"
        if page == "pick" and not views.pick.walking:
            views.pick.propose(views.queue.jobs(Task.PICK))
        elif page == "ship":
            views.ship.show([*views.queue.jobs(Task.SHIP), *views.queue.jobs(Task.RECEIVE)])
        elif page == "outbox":
            views.outbox.refresh()
        elif page == "returns":
            views.decisions.refresh()
        if page != self._page:
            self._page = page
            self.pageChanged.emit()

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
        elif command == "reprint":
            self._prints.again()
        elif command in {"lock", "switch"}:
            self.lock()
        else:
            self.command.emit(command)

    @Slot()
    def lock(self) -> None:
        """Nobody works here until the next badge; what was begun stays."""
        if self._session.member is not None:
            self._session.sign(None)

    @Slot(str)
    def typed(self, text: str) -> None:
        """Something was typed into the bar and sent off with Enter."""
        spawn(self.hear(text, scanned=False))

    @Slot(str)
    def scanned(self, text: str) -> None:
        """The scanner has read a code, whatever page is open."""
        self._views.devices.heard(text)
        spawn(self.hear(text, scanned=True))

    async def hear(self, text: str, *, scanned: bool) -> None:
        """Open the right thing for a code."""
        await self._hearing.hear(text, self._page, scanned=scanned)

    # --- what the pages ask -------------------------------------------------------------------------------

    def _start_pick(self, fulfilment_id: str) -> None:
        job = self._views.queue.job(fulfilment_id)
        if job:
            self._views.pick.start([job])
            self.open("pick")

    def _start_handover(self) -> None:
        order, fulfilment = self._views.order.order, self._views.order.fulfilment
        if order and fulfilment:
            self._views.handover.show(order, fulfilment)
            self.open("handover")

    def _handover_over(self, key: str) -> None:
        self._views.queue.select(key)
        self.open("queue")

    def _start_return(self, order: Order) -> None:
        self.open("returns")
        spawn(self._views.returns.open(order))

    # --- what happens elsewhere ---------------------------------------------------------------------------

    def _member_changed(self) -> None:
        self._views.sign_in.forget()
        self._views.lookup.forget()
        self._say("", "none", undoable=False)
        self.open("queue" if self._session.member else "sign-in")
        if self._session.member:
            self._refresh()
        self.changed.emit()

    def _job_selected(self, key: str) -> None:
        job = self._views.queue.job(key)
        self._views.order.show(job.order if job else None, job.fulfilment.id if job else "")

    def _go(self, errand: Errand) -> None:
        views = self._views
        if errand.task is Task.CALL:
            views.calls.answer(errand.key)
        elif errand.task is Task.RETURN:
            self.open("returns")
        else:
            views.ship.point(errand.key)
            self.open("ship")

    def _work_arrived(self, count: int) -> None:
        self._say(tr("%n new in the queue", n=count), "elsewhere", undoable=False)
        self.sound.emit("new")

    def _say(self, text: str, tone: str, undoable: bool) -> None:
        self._note, self._tone, self._undoable = text, tone, undoable
        self.noted.emit()

    def _refresh(self) -> None:
        views = self._views
        for view in (views.queue, views.order, views.calls, views.decisions):
            view.refresh()
        if self._page == "outbox":
            views.outbox.refresh()

    def _rows_changed(self, collections: list[Any]) -> None:
        changed = set(collections)
        if Collection.STAFF in changed:
            spawn(load_names(self._session, self._views))
        if changed & {Collection.ORDER, Collection.CALL, Collection.RETURN, Collection.TRANSFER}:
            self._refresh()
            spawn(watch(self._session, self._views))
        if changed & {Collection.STOCK, Collection.PRODUCT}:
            self._views.lookup.refresh()
        self.changed.emit()

    def _status_changed(self, status: Status) -> None:
        self._status = status
        if self._page == "outbox":
            self._views.outbox.refresh()
        self.changed.emit()

    def _role(self) -> str:
        return self._session.member.role if self._session.member else ""
