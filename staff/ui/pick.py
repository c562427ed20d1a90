"""Picking on the screen: the wave to start, the walk from shelf to shelf, and what could not be found."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.order import Line, Order, RejectReason
from shared.domain.states import AT_THE_SHELF, Action, FulfilmentState
from shared.qt.formats import in_pairs, tr
from shared.qt.scanner import Kind, Reading
from shared.qt.tasks import run, spawn
from shared.qt.typed import Property
from staff import words
from staff.picking import Heard, Picking, Stop, path
from staff.ui.order import OrderView
from staff.ui.session import Session
from staff.ui.shortages import Shortages
from staff.work import Job, next_action

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1
WAVE = 8  # totes on a cart


@dataclass(frozen=True)
class Missing:
    """Pieces of one order that the walk wants now."""

    job: Job
    line: Line
    pieces: int
    tote: int


@QmlElement
class PickView(QObject):
    """The pick page's view model: a proposed wave, or a walk that has begun."""

    changed = Signal()
    finished = Signal()
    list_asked = Signal(list)  # the stops of the walk
    labels_asked = Signal(list)  # (order, fulfilment) pairs that are ready for a label

    def __init__(self, session: Session, order_view: OrderView, shortages: Shortages) -> None:
        super().__init__()
        self._session, self._order_view, self.shortages = session, order_view, shortages
        self._proposed: list[Job] = []
        self._wave: list[Job] = []
        self._walk: Picking | None = None
        self._replaced: set[str] = set()  # fulfilments that got other goods
        shortages.dropped = self._drop

    # --- what is shown --------------------------------------------------------------------------------------

    @Property(bool, notify=changed)
    def walking(self) -> bool:
        """A walk has begun."""
        return self._walk is not None

    @Property(list, notify=changed)
    def proposed(self) -> list[dict[str, object]]:
        """The orders a new wave would take."""
        now, zone = self._session.now(), self._session.zone
        return [
            {
                "code": in_pairs(job.order.code),
                "promise": words.promise(job, now, zone),
                "pieces": job.pieces,
                "way": words.way(job.fulfilment.way),
            }
            for job in self._proposed
        ]

    @Property(list, notify=changed)
    def stops(self) -> list[dict[str, object]]:
        """The path, one entry a shelf."""
        if self._walk is None:
            return []
        current = self._walk.current()
        return [self._stop(self._walk, stop, stop is current) for stop in self._walk.stops]

    @Property(dict, notify=changed)
    def current(self) -> dict[str, object]:
        """The shelf to go to now; empty when all is picked."""
        stop = self._walk.current() if self._walk else None
        if self._walk is None or stop is None:
            return {}
        piece = self._walk.next_piece(stop)
        facts = self._stop(self._walk, stop, now=True)
        return facts | {"tote": piece.tote if piece else 0, "code": in_pairs(piece.code) if piece else ""}

    @Property(dict, notify=changed)
    def progress(self) -> dict[str, object]:
        """Pieces done and wanted, and what stands in the way of "ready"."""
        walk = self._walk
        wanted = sum(stop.quantity for stop in walk.stops) if walk else 0
        left = sum(walk.open_pieces(stop) for stop in walk.stops) if walk else 0
        orders = len({job.order.id for job in self._wave})
        return {
            "done": wanted - left,
            "wanted": wanted,
            "orders": orders,
            "complete": walk is not None and left == 0,
            "title": tr("%n order(s)", n=orders),
        }

    @property
    def sku(self) -> str:
        """What the walk wants now, empty when nothing."""
        stop = self._walk.current() if self._walk else None
        return stop.sku if stop else ""

    @property
    def wave(self) -> list[str]:
        """The fulfilments of the walk."""
        return [job.key for job in self._wave]

    @property
    def orders(self) -> set[str]:
        """The orders of the walk."""
        return {job.order.id for job in self._wave} if self._walk else set()

    # --- what is done ---------------------------------------------------------------------------------------

    def propose(self, jobs: list[Job]) -> None:
        """Offer these jobs as the next wave: mine first, never somebody else's."""
        by = self._session.by
        free = [job for job in jobs if job.fulfilment.claimed_by in {"", by}]
        self._proposed = sorted(free, key=lambda job: job.fulfilment.claimed_by != by)[:WAVE]
        self.changed.emit()

    @Slot()
    def start_wave(self) -> None:
        """Begin to walk for the proposed orders."""
        if self._proposed and self._walk is None:
            for job in self._proposed:
                if job.fulfilment.state is FulfilmentState.OPEN:
                    self._session.step(job.order, job.fulfilment, Action.PICK)
            self.start(self._proposed)

    def start(self, wave: list[Job]) -> None:
        """Begin to walk; pieces already confirmed in a walk for the same orders stay confirmed."""
        if self._walk is not None and [job.key for job in wave] == [job.key for job in self._wave]:
            return
        self._wave = wave
        spawn(self.plan(wave))

    async def plan(self, wave: list[Job]) -> None:
        """Work out the path."""
        stops = await run(self._path, wave)
        picked = {(j.key, p.line_id): p.picked for j in wave for p in j.fulfilment.parts if p.picked}
        self._walk = Picking(stops, picked)
        self.changed.emit()

    @Slot()
    def primary(self) -> None:
        """Enter: confirm the next piece by key, finish when there is none, start when nothing has begun."""
        if self._walk is None:
            self.start_wave()
        elif stop := self._walk.current():
            self._confirm(stop.sku)
        else:
            self.finish()

    async def heard(self, readings: list[Reading]) -> bool:
        """A code was scanned while walking; True when it was an article of any kind."""
        if self._walk is None:
            return False
        for reading in readings:
            if reading.kind in {Kind.PRODUCT, Kind.TEXT}:
                known = await run(self._session.device.catalogue.by_code, reading.value)
                if known:
                    self._confirm(known[1])
                    return True
        return False

    def _confirm(self, sku: str) -> None:
        walk = self._walk
        if walk is None:
            return
        result, piece = walk.confirm(sku)
        if result is Heard.NOT_WANTED:
            self._session.say(tr("Nobody in this wave ordered %1", sku), "danger")
        elif result is Heard.TOO_MANY:
            self._session.say(tr("You have all of %1 already; put this one back", sku), "danger")
        elif piece:
            text = tr("Into tote %1, order %2", piece.tote, in_pairs(piece.code))

            def undo() -> str:
                walk.take_back(sku)
                self.changed.emit()
                return sku

            self._session.remember(text, undo)
        self.changed.emit()

    def give_up(self, reason: RejectReason, *, others: bool | None = None) -> int:
        """What is left at the current shelf cannot be had: report it; so many pieces that is."""
        if self._walk is None or not self.sku:
            return 0
        missing = self._walk.report_short(self.sku)
        orders = {job.key: job.order for job in self._wave}
        for fulfilment_id, quantities in missing.items():
            self.shortages.report(orders[fulfilment_id], fulfilment_id, quantities, reason, others)
        self.changed.emit()
        return sum(n for lines in missing.values() for n in lines.values())

    def _drop(self, fulfilment_id: str) -> None:
        """Another place serves all of it: nothing of it is picked here any more."""
        if self._walk and any(job.key == fulfilment_id for job in self._wave):
            self._walk.drop(fulfilment_id)
            self._wave = [job for job in self._wave if job.key != fulfilment_id]
            self.changed.emit()

    def follow(self, order: Order) -> None:
        """What others took off an order of the walk is not picked any more."""
        walk, code = self._walk, in_pairs(order.code)
        for f in (f for f in order.fulfilments if f.id in self.wave):
            if walk is None or (f.state is FulfilmentState.REJECTED and walk.done(f.id)):
                continue  # the latter was reported from here
            if f.state not in AT_THE_SHELF:
                self._drop(f.id)
                said = tr("%1 is not picked here any more; put back what is in its tote", code)
                self._session.say(said, "danger")
                continue
            names = {line.id: line.name for line in order.lines}
            for part in f.parts:
                if fewer := walk.cancel(f.id, part.line_id, part.quantity):
                    said = tr(
                        "%1: %2 × %3 cancelled; put back what you have of them",
                        code,
                        fewer,
                        names[part.line_id],
                    )
                    self._session.say(said, "danger")
                    self.changed.emit()

    def missing_now(self) -> Missing | None:
        """Whose pieces come next and are not in hand."""
        walk = self._walk
        stop = walk.current() if walk else None
        piece = walk.next_piece(stop) if walk and stop else None
        job = next((job for job in self._wave if piece and job.key == piece.fulfilment_id), None)
        if walk is None or stop is None or piece is None or job is None:
            return None
        line = next(line for line in job.order.lines if line.id == piece.line_id)
        return Missing(job, line, walk.left(piece), piece.tote)

    def replaced(self, missing: Missing, pieces: int) -> None:
        """Other goods are in the tote for these pieces."""
        if self._walk:
            self._walk.give_up(missing.job.key, missing.line.id, pieces)
            self._replaced.add(missing.job.key)
            self.changed.emit()

    @Slot()
    def finish(self) -> None:
        """Everything is confirmed or short: the orders become ready or packed."""
        walk = self._walk
        if walk is None or walk.current() is not None:
            return
        ready = []
        for job in self._wave:
            picked = walk.picked_of(job.key)
            action = next_action(job.fulfilment, self._session.here.id)
            if picked or job.key in self._replaced:
                fulfilment = job.fulfilment
                if action is Action.PICK:  # the wave was planned before the picking step was seen
                    fulfilment = fulfilment.model_copy(update={"state": FulfilmentState.PICKING})
                    action = next_action(fulfilment, self._session.here.id)
                if action:
                    self._session.step(job.order, fulfilment, action, picked=picked)
                    ready.append((job.order, fulfilment))
        self._walk, self._wave, self._replaced = None, [], set()
        self.changed.emit()
        self.labels_asked.emit(ready)
        self.finished.emit()

    @Slot()
    def print_list(self) -> None:
        """Print the walk."""
        if self._walk:
            self.list_asked.emit(self._walk.stops)

    @Slot()
    def pause(self) -> None:
        """Leave the walk; what is confirmed stays noted on this counter until it is finished."""
        self.finished.emit()

    def _path(self, wave: list[Job]) -> list[Stop]:
        """In a worker thread."""
        stops = path(wave, self._order_view.aisle)
        return [replace(stop, line=self._session.in_words(stop.line)) for stop in stops]

    @staticmethod
    def _stop(walk: Picking, stop: Stop, now: bool) -> dict[str, object]:
        left = walk.open_pieces(stop)
        return {
            "sku": stop.sku,
            "name": stop.line.name,
            "options": stop.line.options,
            "media": stop.line.media,
            "aisle": stop.aisle,
            "wanted": stop.quantity,
            "picked": walk.picked_at(stop),
            "short": stop.quantity - walk.picked_at(stop) - left,
            "left": left,
            "current": now,
        }
