"""The queue: the store's open work by promise time, filtered, with what is new."""

from collections import Counter

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.qt.formats import tr
from shared.qt.tasks import run, spawn
from shared.qt.typed import Property
from staff.errands import Errand, errands, open_returns, transfers
from staff.ui.entry import ROLES, about, draw
from staff.ui.rows import Rows
from staff.ui.session import Session
from staff.work import Job, Task, Urgency, jobs, urgency

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1

Entry = Job | Errand
FILTERS: dict[str, frozenset[Task]] = {
    "all": frozenset(Task),
    "here": frozenset(),  # shoppers who wait at the counter or outside
    "pick": frozenset({Task.PICK, Task.DECIDE}),
    "hand_over": frozenset({Task.HAND_OVER}),
    "ship": frozenset({Task.SHIP, Task.SEND}),
    "receive": frozenset({Task.RECEIVE}),
    "return": frozenset({Task.RETURN}),
}
TICK_MS = 30_000


@QmlElement
class QueueView(QObject):
    """The queue page's view model."""

    changed = Signal()
    currentChanged = Signal()
    filtersChanged = Signal()
    selected = Signal(str)  # key of a job or an errand
    arrived = Signal(int)  # so many jobs that were not there before
    errand_asked = Signal(object)  # Errand

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._names: dict[str, str] = {}
        self._model = Rows(ROLES, self, lambda thing: draw(thing, session, self._names))
        self._entries: dict[str, Entry] = {}
        self._filter, self._current = "all", ""
        self._loaded = False
        self._filters: list[dict[str, object]] = []
        self._tasks: Counter[Task] = Counter()
        self._late = 0
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._time_passes)
        self._tick.start()

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """The list model."""
        return self._model

    @Property(list, notify=filtersChanged)
    def filters(self) -> list[dict[str, object]]:
        """The filters that find something, with their counts."""
        return self._filters

    @Property(dict, notify=currentChanged)
    def errand(self) -> dict[str, object]:
        """The selected row when it is no order's; else empty."""
        chosen = self._entries.get(self._current)
        if not isinstance(chosen, Errand):
            return {}
        title, text, action = about(chosen, self._session)
        icon = self._model.values(row)[8] if (row := self._model.row_of(chosen.key)) >= 0 else ""
        return {"title": title, "text": text, "action": action, "icon": icon}

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
        found = self._entries.get(key)
        return found if isinstance(found, Job) else None

    def jobs(self, task: Task) -> list[Job]:
        """The jobs of a task in queue order."""
        return [job for job in self._entries.values() if isinstance(job, Job) and job.task is task]

    @Slot(str)
    def choose_filter(self, name: str) -> None:
        """Show only some tasks."""
        self._filter = name
        self._show()

    @Slot(int)
    def turn_filter(self, by: int) -> None:
        """Turn to the filter so many further on."""
        shown = [str(each["id"]) for each in self._filters]
        if shown:
            at = shown.index(self._filter) if self._filter in shown else 0
            self.choose_filter(shown[(at + by) % len(shown)])

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

    @Slot()
    def go(self) -> None:
        """Enter on an errand."""
        chosen = self._entries.get(self._current)
        if isinstance(chosen, Errand):
            self.errand_asked.emit(chosen)

    def point(self, key: str) -> None:
        """Select a job that is shown already."""
        self._current = key
        self.currentChanged.emit()

    def select(self, key: str) -> None:
        """Select a job."""
        self.point(key)
        self.selected.emit(key)

    def refresh(self) -> None:
        """Read the queue anew in the background."""
        spawn(self.load())

    async def load(self) -> None:
        """Read the queue; new work is announced once the first reading is over."""
        found = await run(self._read)
        fresh = [each for each in found if each.key not in self._entries and each.task is not Task.CALL]
        announced = len(fresh) if self._loaded else 0
        self._entries = {each.key: each for each in found}
        self._loaded = True
        self._show()
        if self._current not in self._entries and self._model.rowCount():
            self.choose(0)
        elif self._current:
            self.selected.emit(self._current)
        if announced:
            self.arrived.emit(announced)

    def set_names(self, names: dict[str, str]) -> None:
        """Staff ids and their names, for claims."""
        self._names = names
        self._model.redraw()

    def _read(self) -> list[Entry]:
        device = self._session.device
        here = device.catalogue.here().id
        others = errands(device.orders.calls(), transfers(device), open_returns(device), here)
        urgent = [each for each in others if each.task is Task.CALL]
        return [*urgent, *jobs(device.orders.queue(), here), *others[len(urgent) :]]

    def _time_passes(self) -> None:
        """Only what the rows say grows old."""
        self._model.redraw()
        self._count()

    def _show(self) -> None:
        shown = [(each.key, each) for each in self._entries.values() if _fits(each, self._filter)]
        self._model.show(shown)
        self._count()
        self.currentChanged.emit()

    def _count(self) -> None:
        now = self._session.now()
        every = self._entries.values()
        self._tasks = Counter(each.task for each in every)
        self._late = sum(isinstance(each, Job) and urgency(each, now) is Urgency.LATE for each in every)
        found = {name: sum(self._tasks[task] for task in tasks) for name, tasks in FILTERS.items()}
        found["here"] = sum(_fits(each, "here") for each in every)
        labels = {
            "all": tr("All"),
            "here": tr("Here now"),
            "pick": tr("Pick"),
            "hand_over": tr("Hand over"),
            "ship": tr("Ship"),
            "receive": tr("Incoming"),
            "return": tr("Returns"),
        }
        filters = [
            {"id": i, "label": labels[i], "count": n, "active": i == self._filter}
            for i, n in found.items()
            if n or i in {"all", self._filter}
        ]
        if filters != self._filters:  # else their chips would be made anew
            self._filters = filters
            self.filtersChanged.emit()
        self.changed.emit()


def _fits(entry: Entry, name: str) -> bool:
    if name == "here":
        return isinstance(entry, Job) and entry.customer_here
    return entry.task in FILTERS[name]
