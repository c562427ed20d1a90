"""The kiosk's composition root: builds the window from the settings, wires it, and closes everything."""

import asyncio
import gc
import importlib
import logging
import time

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kiosk.first import First
from kiosk.snapshot import Snapshot
from kiosk.ui.rooms import Rooms
from kiosk.ui.trail import PAGES
from kiosk.voice import Voice
from kiosk.window import FirstWindow
from shared.domain.messages import Enrolled
from shared.qt import application, tasks
from shared.qt.agent import Agent
from shared.qt.device import Device, open_device
from shared.qt.printing import Printer
from shared.qt.scanner import WedgeFilter
from shared.qt.speech import Speech
from shared.qt.watchdog import Watchdog
from shared.settings import DeviceSettings

log = logging.getLogger(__name__)
LATER = ("biip", "segno")  # wanted with a scan and a code: read when everything stands


class Screen:
    """The kiosk's window with everything that listens to it; keep it as long as the window is shown."""

    def __init__(
        self,
        app: QGuiApplication,
        device: Device,
        voice: tuple[str, ...] = (),
        window: FirstWindow | None = None,
    ) -> None:
        """Furnish the window that shows the first page already, or one of its own."""
        address = device.settings.printer
        self.printer = Printer(address, None) if address else None
        self._first = window or FirstWindow(app, First.of(device.settings), pictures=device.pictures)
        self.kiosk, self.window, self.engine = self._first.kiosk, self._first.window, self._first.engine
        self.kiosk.furnish(Rooms(self.kiosk, device, self.printer))
        self.watchdog = Watchdog(self.window)
        self.scanner = WedgeFilter()
        self.window.installEventFilter(self.scanner)
        self.scanner.scanned.connect(self.kiosk.scan)
        self.speech = Speech(self.window, *voice)
        Voice(self.window, self.kiosk, self.speech)
        log.info("the whole kiosk is shown: %.0f ms of work", time.process_time() * 1000)
        self.kiosk.home.changed.connect(
            gc.freeze, Qt.ConnectionType.SingleShotConnection
        )  # the search is loaded
        gc.freeze()  # what is there now stays: later collections need not look at it
        gc.enable()
        tasks.spawn(tasks.run(_fetch))

    def close(self) -> None:
        """Close the window; its items go before the models they show."""
        self.watchdog.close()
        self.kiosk.idle.close()
        self.kiosk.search.close()
        self.speech.close()
        if self.printer is not None:
            self.printer.close()
        self.window.close()
        shiboken6.delete(self.engine)


def _fetch() -> None:
    for name in LATER:
        importlib.import_module(name)


async def run(
    app: QGuiApplication,
    settings: DeviceSettings,
    written: str,
    code: str,
    stop: asyncio.Event,
    window: FirstWindow,
) -> int:
    """Run the kiosk in the window that shows its first page until it is stopped."""
    device = await open_device(settings, code, window.kiosk.pictures)
    screen = Screen(app, device, window=window)
    Snapshot(screen.window, screen.kiosk, settings, written)
    screen.kiosk.keeper.closing.connect(stop.set)
    try:
        await stop.wait()
    finally:
        screen.close()
        await tasks.settled()
        device.close()
    return 0


async def self_test(app: QGuiApplication, settings: DeviceSettings) -> int:
    """Load every page on an empty device; 0 when none of them made Qt complain."""
    application.hear_qt()
    heard = _Complaints()
    logging.getLogger("qt").addHandler(heard)
    identity = Enrolled(device_id="none", token="none", role="kiosk", location_id="none", epoch="none")  # noqa: S106
    device = Device(settings, Agent(settings), identity)
    screen = Screen(app, device)
    try:
        for page in PAGES:
            screen.kiosk.go(page)
            await tasks.settled()
            await asyncio.sleep(0.02)
    finally:
        screen.close()
        device.close()
    return 1 if heard.count else 0


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
