"""Printer, scanner, hub, disk and clock: how each is, and a way to try it."""

import shutil
import time

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.qt.formats import clock, tr
from shared.qt.printing import PrinterStatus
from shared.qt.tasks import run, spawn
from staff import words
from staff.ui.prints import Prints
from staff.ui.session import Session
from staff.work import minutes

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1
CLOCK_OFF = 60.0  # seconds that matter to nobody: no clock decides an order
LOW_DISK = 2_000_000_000  # bytes


@QmlElement
class DevicesView(QObject):
    """The devices page's view model."""

    changed = Signal()

    def __init__(self, session: Session, prints: Prints) -> None:
        super().__init__()
        self._session, self._prints = session, prints
        self._scanned, self._free, self._waiting = "", 0, False
        self._answered: int | None = None  # milliseconds
        self._ahead: float | None = None  # seconds of this clock before the hub's
        prints.printer.changed.connect(self.changed)
        session.device.status.connect(self.changed)

    @Property(list, notify=changed)
    def devices(self) -> list[dict[str, object]]:
        """One card a device: what it is, how it is, and what its button says."""
        return [self._printer(), self._scanner(), self._hub(), self._disk(), self._clock()]

    @Property(list, notify=changed)
    def jobs(self) -> list[dict[str, object]]:
        """Slips, the newest first."""
        zone = self._session.zone
        return [
            {
                "id": job.id[-8:],
                "name": words.slip(job.slip.name),
                "when": clock(job.made_at, zone),
                "copy": job.copy,
                "state": job.reason or words.print_state(job.state),
                "tone": "soon" if job.reason else ("here" if job.state == "printed" else "none"),
                "key": job.id,
            }
            for job in reversed(self._prints.printer.jobs)
        ]

    @Slot(str)
    def test(self, device: str) -> None:
        """Try a device."""
        if device == "printer":
            self._prints.test()
        elif device == "scanner":
            self._scanned, self._waiting = "", True
        elif device in {"hub", "clock"}:
            spawn(self.ask())
        self.refresh()

    async def ask(self) -> None:
        """Ask the hub for news, how long it takes, and what time it is there."""
        device = self._session.device
        device.poke()
        begun = time.monotonic()
        there = await device.hub_clock()
        took = time.monotonic() - begun
        self._answered = round(took * 1000) if there else None
        self._ahead = (self._session.now() - there).total_seconds() - took / 2 if there else None
        self.changed.emit()

    @Slot(str)
    def again(self, job_id: str) -> None:
        """Print a slip once more, marked as a copy."""
        self._prints.printer.again(job_id)

    def heard(self, text: str) -> None:
        """The scanner has read something."""
        self._scanned, self._waiting = text[:60], False
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Ask printer and disk anew."""
        spawn(self.load())

    async def load(self) -> None:
        """Ask them."""
        await self._prints.printer.status()
        self._free = (await run(shutil.disk_usage, self._session.device.settings.folder)).free
        self.changed.emit()

    def _printer(self) -> dict[str, object]:
        status: PrinterStatus = self._prints.printer.last
        paper = {"ok": tr("Paper is fine"), "low": tr("Paper runs low"), "out": tr("Paper is out")}.get(
            status.paper, ""
        )
        good = status.reachable and not status.problem
        text = status.problem or paper or tr("Ready")
        tone = "here" if good and status.paper != "low" else "soon"
        return _card("printer", tr("Printer"), "printer", text, tone, tr("Print a test page"))

    def _scanner(self) -> dict[str, object]:
        text = tr("Last read: %1", self._scanned) if self._scanned else tr("Scan anything to try it")
        text = tr("Waits for a scan …") if self._waiting else text
        return _card(
            "scanner", tr("Scanner"), "scan", text, "here" if self._scanned else "none", tr("Try it")
        )

    def _hub(self) -> dict[str, object]:
        status = self._session.device.now
        if status.online:
            text = tr("Online; %n act(s) wait", n=status.waiting)
            if self._answered is not None:
                text += " · " + tr("answers in %1 ms", self._answered)
        else:
            away = words.span(minutes(status.since or self._session.now(), self._session.now()))
            text = status.problem or tr("Offline for %1", away)
        return _card(
            "hub", tr("Hub"), "outbox", text, "here" if status.online else "soon", tr("Ask for news")
        )

    def _disk(self) -> dict[str, object]:
        text = tr("%1 GB free", f"{self._free / 1e9:.0f}") if self._free else tr("Not looked at yet")
        tone = "none" if not self._free else ("here" if self._free > LOW_DISK else "danger")
        return _card("disk", tr("Disk"), "box", text, tone, tr("Look again"))

    def _clock(self) -> dict[str, object]:
        now, zone = self._session.now(), self._session.zone
        words_of_clock = f"{clock(now, zone)} · {zone}"
        good = self._ahead is None or abs(self._ahead) < CLOCK_OFF
        if self._ahead is not None:
            off = tr("right to the second") if abs(self._ahead) < 1 else tr("%1 s off", f"{self._ahead:+.0f}")
            words_of_clock += " · " + off
        tone = "here" if good else "soon"
        return _card("clock", tr("Clock"), "clock", words_of_clock, tone, tr("Compare with the hub"))


def _card(id: str, title: str, icon: str, text: str, tone: str, action: str) -> dict[str, object]:
    return {"id": id, "title": title, "icon": icon, "text": text, "tone": tone, "action": action}
