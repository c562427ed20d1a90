"""Printer, scanner, hub, disk and clock: how each is, and a way to try it."""

import shutil

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
LOW_DISK = 2_000_000_000  # bytes


@QmlElement
class DevicesView(QObject):
    """The devices page's view model."""

    changed = Signal()

    def __init__(self, session: Session, prints: Prints) -> None:
        super().__init__()
        self._session, self._prints = session, prints
        self._scanned, self._free = "", 0
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
                "name": job.slip.name,
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
        elif device == "hub":
            self._session.device.poke()
        self.refresh()

    @Slot(str)
    def again(self, job_id: str) -> None:
        """Print a slip once more, marked as a copy."""
        self._prints.printer.again(job_id)

    def heard(self, text: str) -> None:
        """The scanner has read something."""
        self._scanned = text[:60]
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
        return _card("scanner", tr("Scanner"), "scan", text, "here" if self._scanned else "none", "")

    def _hub(self) -> dict[str, object]:
        status = self._session.device.now
        if status.online:
            text = tr("Online; %n act(s) wait", n=status.waiting)
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
        return _card("clock", tr("Clock"), "clock", f"{clock(now, zone)} · {zone}", "here", "")


def _card(id: str, title: str, icon: str, text: str, tone: str, action: str) -> dict[str, object]:
    return {"id": id, "title": title, "icon": icon, "text": text, "tone": tone, "action": action}
