"""The outbox: everything done here that the hub has not acknowledged, and what it refused."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.cache.fold import Entry
from shared.qt.formats import in_pairs, tr
from shared.qt.refusals import why
from shared.qt.tasks import run, spawn
from shared.qt.typed import Property
from staff import outbox_words, words
from staff.ui.rows import Rows
from staff.ui.session import Session
from staff.work import minutes

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1
ROLES = ("key", "title", "order", "when", "stateWord", "tone", "iconName", "reason", "refused", "again")


@QmlElement
class OutboxView(QObject):
    """The outbox page's view model."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._model = Rows(ROLES, self)
        self._refused = 0
        self.names: dict[str, str] = {}  # of staff, by id

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """The list model, oldest first."""
        return self._model

    @Property(int, notify=changed)
    def waiting(self) -> int:
        """Acts not yet acknowledged."""
        return self._model.rowCount() - self._refused

    @Property(int, notify=changed)
    def refused(self) -> int:
        """Acts the hub refused."""
        return self._refused

    def refresh(self) -> None:
        """Read the outbox anew in the background."""
        spawn(self.load())

    async def load(self) -> None:
        """Read the outbox."""
        entries = await run(self._session.device.outbox.pending)
        now = self._session.now()
        codes = await run(self._codes, entries)
        places = {place.id: place.name for place in self._session.device.catalogue.locations().values()}
        names = places | self.names
        rows = [self._row(entry, codes.get(entry.order_id, ""), now, names) for entry in entries]
        self._refused = sum(entry.state == "rejected" for entry in entries)
        self._model.show(rows)
        self.changed.emit()

    @Slot(str)
    def retry(self, mutation_id: str) -> None:
        """Send an act once more now."""
        self._session.device.outbox.retry(mutation_id)
        self._session.device.poke()
        self.refresh()

    @Slot(str)
    def dismiss(self, mutation_id: str) -> None:
        """Set a refused act aside: what else was done to its order goes on. It stays in what is written to a file."""
        self._session.device.outbox.dismiss(mutation_id)
        self._session.device.poke()
        self.refresh()

    @Slot()
    def export(self) -> None:
        """Write the outbox to a file for the office."""
        spawn(self.write())

    async def write(self) -> Path:
        """Write the file and say where it is."""
        outbox = self._session.device.outbox
        stamp = self._session.now().strftime("%Y%m%d-%H%M%S")
        file = self._session.device.settings.folder / f"outbox-{stamp}.json"
        text = await run(outbox.export)
        await run(file.write_text, text, "utf-8")
        self._session.say(tr("Written to %1", file))
        return file

    def _codes(self, entries: list[Entry]) -> dict[str, str]:
        """Order id → its code, for acts about orders."""
        known = (self._session.device.orders.get(i) for i in {entry.order_id for entry in entries})
        return {order.id: in_pairs(order.code) for order in known if order}

    def _row(self, entry: Entry, code: str, now: datetime, names: Mapping[str, str]) -> tuple[object, ...]:
        refused = entry.state == "rejected"
        word, tone, icon = outbox_words.state(entry.state, entry.tries)
        made = words.day_and_time(entry.made_at, now, self._session.zone)
        when = f"{made} · {words.span(minutes(entry.made_at, now))}"
        again = entry.state in {"rejected", "deferred"} and entry.kind != "lost"
        title = outbox_words.act(entry.kind, str(json.loads(entry.body).get("action", "")))
        return (entry.id, title, code, when, word, tone, icon, why(entry.problem, names), refused, again)
