"""Shipping on the screen: parcels that leave, parcels and transfers that come, and what did not come."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.order import Fulfilment, Order
from shared.domain.states import Action, TransferState
from shared.domain.stock import Transfer
from shared.qt.formats import tr
from shared.qt.scanner import Kind, Reading
from shared.qt.tasks import run, spawn
from shared.qt.typed import Property
from staff import carrier as carriers
from staff.errands import transfers
from staff.receiving import Count
from staff.ui.arriving import arrive, refuse_transfer, step_transfer
from staff.ui.parcels import Parcel, counted, lines, row
from staff.ui.session import Session
from staff.ui.shortages import Shortages
from staff.work import Job, Task

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ShipView(QObject):
    """The shipping page's view model."""

    changed = Signal()
    label_asked = Signal(object)  # Slip
    manifest_asked = Signal(list)  # (Order, Fulfilment with its number, box) that wait for the carrier

    def __init__(
        self, session: Session, shortages: Shortages, carrier: str = "plain", boxes: tuple[str, ...] = ()
    ) -> None:
        super().__init__()
        self._session, self._shortages = session, shortages
        self._carrier, self._kinds = carriers.CARRIERS[carrier], boxes
        self._boxes: dict[str, str] = {}  # fulfilment → the box it is in
        self._parcels: list[Parcel] = []
        self._current = ""
        self._count: Count | None = None  # of what came, while it is unpacked
        self._sure = False  # that none of it came

    # --- what is shown ------------------------------------------------------------------------------------

    @Property(list, notify=changed)
    def parcels(self) -> list[dict[str, object]]:
        """What leaves and what comes, in that order."""
        return [self._row(parcel) for parcel in self._parcels]

    @Property(dict, notify=changed)
    def facts(self) -> dict[str, object]:
        """The chosen row; empty when there is none."""
        parcel = self._chosen()
        if parcel is None:
            return {}
        action = {
            "ship": tr("Hand to carrier"),
            "arrive": tr("It has arrived"),
            "send": tr("Send it off"),
            "receive": tr("Received"),
        }[parcel.task]
        count, short = self._count, ""
        if count and (count.all_missing or count.all_damaged):
            missing, damaged = sum(count.all_missing.values()), sum(count.all_damaged.values())
            said = (
                tr("%n piece(s) missing", n=missing) if missing else "",
                tr("%n piece(s) damaged", n=damaged) if damaged else "",
            )
            short = " · ".join(filter(None, said))
            action = tr("Report it") if parcel.task == "arrive" else action
        tracking = parcel.job.fulfilment.tracking if parcel.job else ""
        if parcel.job and parcel.task == "ship" and not tracking:
            tracking = self._carrier.number(parcel.job.fulfilment.id)
        return self._row(parcel) | {
            "action": action,
            "counting": count is not None,
            "countable": parcel.task == "arrive" and count is None,
            "refusable": parcel.task == "send",
            "sortable": parcel.task == "arrive" and count is not None,
            "tracking": tracking,
            "short": short,
            "shortDetail": self._short_detail(parcel),
        }

    @Property(list, notify=changed)
    def lines(self) -> list[dict[str, object]]:
        """What is in the chosen row."""
        parcel = self._chosen()
        return lines(self._session, parcel, self._count) if parcel else []

    @Property(list, notify=changed)
    def boxes(self) -> list[dict[str, object]]:
        """What parcels are packed in."""
        now = self._boxes.get(self._current, "")
        return [{"id": kind, "active": kind == now} for kind in self._kinds]

    @Property(int, notify=changed)
    def leaving(self) -> int:
        """Parcels that wait for the carrier."""
        return sum(parcel.task == "ship" for parcel in self._parcels)

    # --- what is done -------------------------------------------------------------------------------------

    def show(self, jobs: list[Job]) -> None:
        """Show these parcels and the transfers of this place."""
        spawn(self.load(jobs))

    async def load(self, jobs: list[Job]) -> None:
        """Read the transfers and show everything."""
        here = self._session.here.id
        leaving = [Parcel(job.key, "ship", job) for job in jobs if job.task is Task.SHIP]
        coming = [Parcel(job.key, "arrive", job) for job in jobs if job.task is Task.RECEIVE]
        known = await run(transfers, self._session.device)
        leaving += [
            Parcel(t.id, "send", None, t) for t in known if _is(t, t.from_id == here, TransferState.REQUESTED)
        ]
        coming += [
            Parcel(t.id, "receive", None, t) for t in known if _is(t, t.to_id == here, TransferState.SHIPPED)
        ]
        pointed = self._current if self._chosen() is None else ""  # at a row that was not read yet
        self._parcels = leaving + coming
        if self._chosen() is None:
            self._choose(self._parcels[0].key if self._parcels else "")
        elif pointed:
            self._choose(pointed)
        self.changed.emit()

    async def heard(self, readings: list[Reading]) -> bool:
        """A code was scanned here: a parcel's or an order's, or an article that is being counted."""
        for reading in readings:
            found = next((p for p in self._parcels if p.job and _fits(p.job, reading)), None)
            if found:
                self._choose(found.key)
                return True
            parcel = self._chosen()
            if parcel and self._count and reading.kind in {Kind.PRODUCT, Kind.TEXT}:
                known = await run(self._session.device.catalogue.by_code, reading.value)
                if known:
                    if not self._count.scan(known[1]):
                        self._session.say(tr("This is not in this delivery"), "soon")
                    self.changed.emit()
                    return True
        return False

    @Slot(int)
    def choose(self, row: int) -> None:
        """Turn to a row."""
        if 0 <= row < len(self._parcels):
            self._choose(self._parcels[row].key)

    def point(self, key: str) -> None:
        """Turn to a row, also one that is about to be read."""
        self._choose(key)

    @Slot(int)
    def move(self, by: int) -> None:
        """Turn to the row so many further down."""
        at = next((n for n, p in enumerate(self._parcels) if p.key == self._current), 0)
        self.choose(min(max(0, at + by), len(self._parcels) - 1))

    @Slot(str, int)
    def count(self, line: str, by: int) -> None:
        """So many pieces more or less of a line that came."""
        if self._count:
            self._count.add(line, by)
            self.changed.emit()

    @Slot()
    def unpack(self) -> None:
        """Something is wrong with the chosen parcel: count what came of it; again: it has come in full."""
        parcel = self._chosen()
        if parcel and parcel.task == "arrive":
            self._count, self._sure = None if self._count else counted(parcel), False
            self.changed.emit()

    @Slot()
    def refuse(self) -> None:
        """The chosen transfer cannot be sent, when it is said twice."""
        parcel = self._chosen()
        if parcel is None or parcel.transfer is None or parcel.task != "send":
            return
        if self._sure:
            refuse_transfer(self._session, parcel.transfer)
            self._forget(parcel)
        else:
            self._sure = True
            self._session.say(tr("Ctrl+S again if it cannot be sent"), "soon")

    def _forget(self, parcel: Parcel) -> None:
        self._parcels = [p for p in self._parcels if p.key != parcel.key]
        self._choose(self._parcels[0].key if self._parcels else "")

    @Slot()
    def damage(self) -> None:
        """The piece counted last is damaged."""
        if self._count and not self._count.damage():
            self._session.say(tr("Scan the damaged piece first"), "soon")
        self.changed.emit()

    @Slot(str)
    def primary(self, tracking: str) -> None:
        """Enter: the parcel leaves or has come."""
        parcel = self._chosen()
        if parcel is None or self._asked_twice(parcel):
            return
        if parcel.job:
            order, fulfilment = parcel.job.order, parcel.job.fulfilment
            if parcel.task == "ship":
                number = tracking.strip() or self._carrier.number(fulfilment.id)
                self._session.step(order, fulfilment, Action.SHIP, tracking=number)
            else:
                arrive(self._session, self._shortages, order, fulfilment, self._count)
        elif parcel.transfer:
            step_transfer(self._session, parcel.transfer, self._count, receiving=parcel.task == "receive")
        self._forget(parcel)

    @Slot(str)
    def label(self, tracking: str) -> None:
        """Print the chosen parcel's label."""
        parcel = self._chosen()
        if parcel and parcel.job:
            order, fulfilment = self._numbered(parcel.job, tracking)
            target = self._session.device.catalogue.locations().get(fulfilment.collect_at)
            box = self._boxes.get(fulfilment.id, "")
            made = carriers.Parcel(order, fulfilment, box, self._session.here, target)
            self.label_asked.emit(self._carrier.label(made))

    @Slot()
    def manifest(self) -> None:
        """Print the list of what the carrier takes."""
        jobs = [parcel.job for parcel in self._parcels if parcel.job and parcel.task == "ship"]
        self.manifest_asked.emit([(*self._numbered(job), self._boxes.get(job.key, "")) for job in jobs])

    @Slot(str)
    def choose_box(self, box: str) -> None:
        """What the chosen parcel is packed in."""
        if self._current and box in self._kinds:
            self._boxes[self._current] = box
            self.changed.emit()

    @Slot()
    def next_box(self) -> None:
        """The next larger box, and after the largest the smallest."""
        if self._kinds:
            now = self._boxes.get(self._current, "")
            at = self._kinds.index(now) + 1 if now in self._kinds else 0
            self.choose_box(self._kinds[at % len(self._kinds)])

    @Slot()
    def count_all(self) -> None:
        """All of it came."""
        if self._count:
            self._count.everything()
            self.changed.emit()

    def _numbered(self, job: Job, tracking: str = "") -> tuple[Order, Fulfilment]:
        number = tracking.strip() or job.fulfilment.tracking or self._carrier.number(job.fulfilment.id)
        return job.order, job.fulfilment.model_copy(update={"tracking": number})

    # --- inside -------------------------------------------------------------------------------------------

    def _chosen(self) -> Parcel | None:
        return next((p for p in self._parcels if p.key == self._current), None)

    def _choose(self, key: str) -> None:
        self._current, self._sure = key, False
        parcel = self._chosen()
        self._count = counted(parcel) if parcel and parcel.task == "receive" else None
        self.changed.emit()

    def _asked_twice(self, parcel: Parcel) -> bool:
        """Enter comes easily: that none of a parcel came is believed at the second time."""
        if self._sure or parcel.task != "arrive" or self._count is None or self._count.begun:
            return False
        self._sure = True
        self._session.say(tr("Nothing is counted yet; Enter again if none of it came"), "soon")
        return True

    def _row(self, parcel: Parcel) -> dict[str, object]:
        return row(self._session, parcel) | {"current": parcel.key == self._current}

    @staticmethod
    def _short_detail(parcel: Parcel) -> str:
        if parcel.job:
            return tr("Scan what came; what is missing is sourced again and the shopper hears of it.")
        return tr("Scan what came; what is missing is noted in the ledger and the sender hears of it.")


def _is(transfer: Transfer, mine: bool, state: TransferState) -> bool:
    return mine and transfer.state is state


def _fits(job: Job, reading: Reading) -> bool:
    """A code belongs to a parcel: its tracking number, or its order's code."""
    if reading.kind is Kind.ORDER:
        return job.order.code == reading.value
    return bool(job.fulfilment.tracking) and job.fulfilment.tracking == reading.value
