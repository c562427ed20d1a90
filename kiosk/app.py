"""The kiosk's composition root: builds the window from the settings, wires it, and closes everything."""

import asyncio
import gc
import importlib
import logging
import time

import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.snapshot import Snapshot
from kiosk.ui.kiosk import Kiosk
from kiosk.ui.pace import Pace
from kiosk.ui.trail import PAGES
from kiosk.voice import Voice
from shared.domain.messages import Enrolled
from shared.qt import application, tasks
from shared.qt.agent import Agent
from shared.qt.curtain import Curtain, shrunk
from shared.qt.device import Device, open_device
from shared.qt.language import Language
from shared.qt.printing import Printer
from shared.qt.scanner import WedgeFilter
from shared.qt.speech import Speech
from shared.qt.watchdog import Watchdog
from shared.settings import DeviceSettings

log = logging.getLogger(__name__)
LATER = ("biip", "segno")  # wanted with a scan and a code: read after the first frame


class Screen:
    """The kiosk's window with everything that listens to it; keep it as long as the window is shown."""

    def __init__(
        self,
        app: QGuiApplication,
        device: Device,
        voice: tuple[str, ...] = (),
        curtain: Curtain | None = None,
    ) -> None:
        self.language = Language(app)
        address = device.settings.printer
        self.printer = Printer(address, None) if address else None
        self.kiosk = Kiosk(device, self.language.use, self.printer)
        self.engine: QQmlApplicationEngine
        self.window: QQuickWindow
        properties = {"kiosk": self.kiosk, "behind": curtain is not None}
        self.engine, self.window = application.load_window("kiosk.ui", properties)
        self._curtain = curtain
        self.window.frameSwapped.connect(self._begin, Qt.ConnectionType.SingleShotConnection)
        self.watchdog = Watchdog(self.window)
        self.pace = Pace()
        self.scanner = WedgeFilter()
        for filter_ in (self.kiosk.idle, self.pace, self.scanner):
            self.window.installEventFilter(filter_)
        self.scanner.scanned.connect(self.kiosk.scan)
        self.kiosk.access.language_changed.connect(self.engine.retranslate)
        self.kiosk.access.changed.connect(self._set_pace)
        self.speech = Speech(self.window, *voice)
        Voice(self.window, self.kiosk, self.speech)

    def _begin(self) -> None:
        """The first frame is there: lift the curtain, then fetch what the first page did without."""
        curtain, self._curtain = self._curtain, None
        if curtain is not None:
            curtain.close()
            if curtain.touched:
                self.kiosk.wake()
        log.info("the first page is shown: %.0f ms of work", time.process_time() * 1000)
        gc.freeze()  # what is there now stays: later collections need not look at it
        tasks.spawn(tasks.run(_fetch))

    def close(self) -> None:
        """Close the window; its items go before the models they show."""
        self.watchdog.close()
        self.speech.close()
        if self.printer is not None:
            self.printer.close()
        self.window.close()
        shiboken6.delete(self.engine)

    def _set_pace(self) -> None:
        self.pace.slow = self.kiosk.access.slow


def fitted(app: QGuiApplication, settings: DeviceSettings) -> DeviceSettings:
    """The panel drawn smaller where a window of its size does not fit the screen, as on a desk."""
    panel = settings.panel
    scale = 1.0 if panel.full_screen else shrunk(app, QSize(panel.width_px, panel.height_px))
    if scale == 1:
        return settings
    smaller = {
        "width_px": round(panel.width_px * scale),
        "height_px": round(panel.height_px * scale),
        "px_per_mm": panel.px_per_mm * scale,
    }
    return settings.model_copy(update={"panel": panel.model_copy(update=smaller)})


def _fetch() -> None:
    for name in LATER:
        importlib.import_module(name)


async def run(
    app: QGuiApplication, settings: DeviceSettings, code: str, stop: asyncio.Event, curtain: Curtain
) -> int:
    """Run the kiosk behind its curtain until it is stopped."""
    settings = fitted(app, settings)
    device = await open_device(settings, code)
    screen = Screen(app, device, curtain=curtain)
    Snapshot(screen.window, screen.kiosk, settings.folder)
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
