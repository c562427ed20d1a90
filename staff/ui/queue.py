"""The queue: the store's open work by promise time, filtered, with what is new."""

from collections import Counter
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.qt.formats import in_pairs, tr
from shared.qt.tasks import run, spawn
from shared.qt.typed import Property
from staff import words
from staff.ui.rows import Rows
from staff.ui.session import Session
from staff.work import Job, Task, Urgency, jobs, minutes, urgency

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1

ROLES = ("key", "code", "title", "detail", "promise", "tone", "age", "taskWord", "iconName")
WORKER_ROLES = ("stateWord", "stateTone", "stateIcon", "claimedBy", "pieces", "customerHere", "mine")
FILTERS: dict[str, frozenset[Task]] = {
    "all": frozenset(Task),
    "pick": frozenset({Task.PICK, Task.DECIDE}),
    "hand_over": frozenset({Task.HAND_OVER}),
    "ship": frozenset({Task.SHIP}),
    "receive": frozenset({Task.RECEIVE}),
}
TICK_MS = 30_000


@QmlElement
class QueueView(QObject):
    """The queue page's view model."""

    changed = Signal()
    currentChanged = Signal()
    filtersChanged = Signal()
    selected = Signal(str)  # fulfilment id
    arrived = Signal(int)  # so many jobs that were not there before

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._model = Rows(ROLES + WORKER_ROLES, self)
        self._jobs: dict[str, Job] = {}
        self._names: dict[str, str] = {}
        self._filter, self._current = "all", ""
        self._loaded = False
        self._filters: list[dict[str, object]] = []
        self._tasks: Counter[Task] = Counter()
        self._late = 0
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show)
        self._tick.start()

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """The list model."""
        return self._model

    @Property(list, notify=filtersChanged)
    def filters(self) -> list[dict[str, object]]:
        """The filters with their counts."""
        return self._filters

    def _count(self) -> list[dict[str, object]]:
        counts = Counter(
            name for job in self._jobs.values() for name, tasks in FILTERS.items() if job.task in tasks
        )
        labels = {
            "all": tr("All"),
            "pick": tr("Pick"),
            "hand_over": tr("Hand over"),
            "ship": tr("Ship"),
            "receive": tr("Incoming"),
        }
        return [
            {"id": i, "label": labels[i], "count": counts[i], "active": i == self._filter} for i in FILTERS
        ]

    def count(self, *tasks: Task) -> int:
        """How many jobs of these tasks there are; of all when none is named."""
        return sum(self._tasks[task] for task in tasks or tuple(Task))

    @property
    def late(self) -> int:
        """Jobs whose promise has passed."""
        return self._late

    @Property(int, notify=currentChanged)
    def current(self) -> int:
        """The selected row, -1 when none."""
        return self._model.row_of(self._current)

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """The queue has been read at least once."""
        return self._loaded

    def job(self, key: str) -> Job | None:
        """A job by its fulfilment's id."""
        return self._jobs.get(key)

    def jobs(self, task: Task) -> list[Job]:
        """The jobs of a task in queue order."""
        return [job for job in self._jobs.values() if job.task is task]

    @Slot(str)
    def choose_filter(self, name: str) -> None:
        """Show only some tasks."""
        self._filter = name
        self._show()

    @Slot(int)
    def choose(self, row: int) -> None:
        """Select a row."""
        if key := self._model.key_at(row):
            self.select(key)

    @Slot(int)
    def move(self, by: int) -> None:
        """Select the row so many further down."""
        rows = self._model.rowCount()
        if rows:
            self.choose(min(max(0, max(0, self._model.row_of(self._current)) + by), rows - 1))

    def point(self, key: str) -> None:
        """Select a job that is shown already."""
        self._current = key
        self.currentChanged.emit()

    def select(self, key: str) -> None:
        """Select a job."""
        self._current = key
        self.currentChanged.emit()
        self.selected.emit(key)

    def refresh(self) -> None:
        """Read the queue anew in the background."""
        spawn(self.load())

    async def load(self) -> None:
        """Read the queue; new work is announced once the first reading is over."""
        device = self._session.device
        found = await run(lambda: jobs(device.orders.queue(), device.catalogue.here().id))
        fresh = [job for job in found if job.key not in self._jobs] if self._loaded else []
        self._jobs = {job.key: job for job in found}
        self._loaded = True
        self._show()
        if self._current not in self._jobs and self._model.rowCount():
            self.choose(0)
        elif self._current:
            self.selected.emit(self._current)
        if fresh:
            self.arrived.emit(len(fresh))

    def set_names(self, names: dict[str, str]) -> None:
        """Staff ids and their names, for claims."""
        self._names = names
        self._show()

    def _show(self) -> None:
        now, zone = self._session.now(), self._session.zone
        wanted = FILTERS[self._filter]
        self._model.show([self._row(job, now, zone) for job in self._jobs.values() if job.task in wanted])
        self._tasks = Counter(job.task for job in self._jobs.values())
        self._late = sum(urgency(job, now) is Urgency.LATE for job in self._jobs.values())
        if (filters := self._count()) != self._filters:  # else their chips would be made anew
            self._filters = filters
            self.filtersChanged.emit()
        self.currentChanged.emit()
        self.changed.emit()

    def _row(self, job: Job, now: datetime, zone: tzinfo) -> tuple[object, ...]:
        order, fulfilment = job.order, job.fulfilment
        names = [line.name for line in order.lines if any(p.line_id == line.id for p in fulfilment.parts)]
        state, tone, icon = words.state(fulfilment.state)
        task_word, task_icon = words.task(job.task)
        contact = order.contact.name if order.contact else ""
        what = tr("%1 and %2 more", names[0], len(names) - 1) if len(names) > 1 else "".join(names)
        return (
            job.key,
            in_pairs(order.code),
            contact or in_pairs(order.code),
            what,
            words.promise(job, now, zone),
            urgency(job, now).value,
            words.span(minutes(order.placed_at, now)),
            task_word,
            task_icon,
            state,
            tone,
            icon,
            self._names.get(fulfilment.claimed_by, fulfilment.claimed_by),
            job.pieces,
            job.customer_here,
            bool(fulfilment.claimed_by) and fulfilment.claimed_by == self._session.by,
        )
