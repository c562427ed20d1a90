"""The counter program: builds, wires and closes everything."""

import asyncio
import gc
import logging
import time
from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from shared.cache.signin import Guesses, SignIn
from shared.domain.messages import Collection, Enrolled
from shared.domain.people import StaffMember
from shared.qt.agent import Agent
from shared.qt.application import hear_qt, load_window
from shared.qt.curtain import Curtain
from shared.qt.device import Device, open_device
from shared.qt.language import Language
from shared.qt.printing import Printer
from shared.qt.scanner import WedgeFilter, readings
from shared.qt.sounds import Sounds
from shared.qt.tasks import run as run_in_thread
from shared.qt.tasks import settled, spawn
from shared.sync.core import Status
from staff.__main__ import CURTAIN
from staff.activity import Activity
from staff.away import Diary
from staff.keys import Keys
from staff.settings import StaffSettings
from staff.ui.calls import CallsView
from staff.ui.counter import Counter
from staff.ui.decisions import DecisionsView
from staff.ui.devices import DevicesView
from staff.ui.fetch import FetchView
from staff.ui.following import load_names
from staff.ui.handover import HandoverView
from staff.ui.instead import InsteadView
from staff.ui.lookup import LookupView
from staff.ui.numbers import NumbersView
from staff.ui.order import OrderView
from staff.ui.outbox import OutboxView
from staff.ui.palette import PaletteView
from staff.ui.pay import PayView
from staff.ui.photos import PhotosView
from staff.ui.pick import PickView
from staff.ui.prints import Prints
from staff.ui.queue import QueueView
from staff.ui.returns import ReturnsView
from staff.ui.session import Session
from staff.ui.ship import ShipView
from staff.ui.short import ShortView
from staff.ui.shortages import Shortages
from staff.ui.sign_in import SignInView
from staff.ui.views import Views
from staff.waits import Waits

log = logging.getLogger(__name__)
REST_MS = 2_000  # after the start, before the sign-in page's picture is taken


@dataclass
class App:
    """A counter that is open; hold on to it, or Python lets the window go."""

    language: Language
    session: Session
    counter: Counter
    views: Views
    printer: Printer
    engine: QQmlApplicationEngine
    window: QQuickWindow
    filters: tuple[QObject, ...]


def build(
    app: QGuiApplication,
    device: Device,
    settings: StaffSettings,
    curtain: Curtain | None = None,
    **extra: object,
) -> App:
    """Make the view models and the window of a device, before which a curtain may hang; the caller closes both."""
    language, spoken = Language(app), settings.languages[0] if settings.languages else "en"
    language.use(spoken)
    session = Session(device, language=spoken)
    printer = Printer(settings.printer, settings.folder / "slips")
    prints = Prints(session, printer)
    diary = Diary(settings.folder / "offline.jsonl")
    device.status.connect(lambda status: _note_line(diary, status, session))
    views = make_views(session, prints, diary, settings)
    counter = Counter(session, views, prints)
    counter.sound.connect(Sounds(enabled=settings.sounds).play)
    scanner = WedgeFilter()
    scanner.scanned.connect(counter.scanned)
    activity = Activity(settings.lock_seconds, counter.lock)
    properties = {_camel(name): view for name, view in vars(views).items()}
    engine, window = load_window(
        "staff.ui", {**properties, "counter": counter, "pictures": device.pictures, **extra}
    )
    filters = (scanner, activity, Keys())
    for each in filters:
        window.installEventFilter(each)  # on the window alone: the application hears ten times as much
    once = Qt.ConnectionType.SingleShotConnection
    window.frameSwapped.connect(lambda: spawn(_begin(session, views, counter, printer, curtain)), once)
    if curtain is not None:
        QTimer.singleShot(REST_MS, window, lambda: _take_picture(window, counter, settings.folder / CURTAIN))
    return App(language, session, counter, views, printer, engine, window, filters)


def make_views(session: Session, prints: Prints, diary: Diary, settings: StaffSettings) -> Views:
    """The view models of all pages."""
    guesses = Guesses(settings.folder / "guesses.json", time.time)
    device, identity = session.device, session.device.identity
    sign_in = SignIn(guesses, lambda: members(device), identity.location_id, identity.pin_pepper)
    order = OrderView(session)
    shortages = Shortages(session)
    pick = PickView(session, order, shortages)
    handover = HandoverView(session)
    waits = Waits(settings.folder / "waits.jsonl")
    handover.waited.connect(lambda minutes: waits.note(session.now(), minutes))
    photos = PhotosView(session, settings.camera)
    lookup = LookupView(session)
    return Views(
        sign_in=SignInView(session, sign_in),
        queue=QueueView(session),
        calls=CallsView(session),
        order=order,
        pick=pick,
        instead=InsteadView(session, pick),
        missing=ShortView(session, pick),
        handover=handover,
        pay=PayView(session, handover),
        returns=ReturnsView(session, photos),
        photos=photos,
        decisions=DecisionsView(session),
        ship=ShipView(session, shortages, settings.carrier, settings.boxes),
        lookup=lookup,
        fetch=FetchView(session, lookup),
        outbox=OutboxView(session),
        numbers=NumbersView(session, diary, waits),
        devices=DevicesView(session, prints),
        finder=PaletteView(session),
    )


def members(device: Device) -> list[StaffMember]:
    """Who may work in this store, from the cache."""
    return [StaffMember.model_validate_json(body) for _, body in device.store.scan(Collection.STAFF)]


async def close(opened: App, device: Device) -> None:
    """End what was opened, in the order that lets each finish."""
    for each in opened.filters:
        opened.window.removeEventFilter(each)
    opened.printer.close()
    await settled()
    opened.window.close()
    shiboken6.delete(opened.engine)  # its items go before the models they show
    models = (opened.counter, *vars(opened.views).values(), *opened.filters, opened.printer, opened.session)
    for (
        each
    ) in models:  # here and now: Python might collect them in a worker thread, where their timers cannot end
        shiboken6.delete(each)
    await settled()  # what the closing window asked for still reads
    device.close()


async def run(
    app: QGuiApplication, settings: StaffSettings, code: str, stop: asyncio.Event, curtain: Curtain
) -> int:
    """Open the counter and wait until its window is closed; 0, or an error for the person who started it."""
    opening = asyncio.ensure_future(open_device(settings, code))
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({opening, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if not opening.done():
        opening.cancel()
        return 0
    device = opening.result()
    opened = build(app, device, settings, curtain)
    if settings.panel.full_screen:
        opened.window.showFullScreen()
    await stopping
    await close(opened, device)
    return 0


async def self_test(app: QGuiApplication, settings: StaffSettings) -> int:
    """Load every page on an empty cache and draw it; 0 when nothing warned, else 1."""
    hear_qt()
    noise: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: noise.append(record.getMessage())
    logging.getLogger().addHandler(listener)
    identity = Enrolled(device_id="self-test", token="-", role="staff", location_id="here", epoch="-")  # noqa: S106
    device = Device(settings, Agent(settings), identity)
    opened = build(app, device, settings, loadAll=True)
    drawn = asyncio.Event()
    opened.window.frameSwapped.connect(drawn.set)
    opened.window.update()
    await asyncio.wait_for(drawn.wait(), 20)
    await close(opened, device)
    logging.getLogger().removeHandler(listener)
    return int(bool(noise))


async def _begin(
    session: Session, views: Views, counter: Counter, printer: Printer, curtain: Curtain | None
) -> None:
    """What needs not be there in the first frame; afterwards it stays out of the garbage collector's rounds."""
    log.info("the sign-in page is shown: %.0f ms of work", time.process_time() * 1000)
    try:
        if curtain is not None:
            curtain.close()
            if typed := curtain.typed.strip():
                await counter.hear(typed, scanned=True)
        printer.resume()
        # loads what reads the trade's codes: the first scan shall not wait for it
        await run_in_thread(readings, "0")
        await load_names(session, views)
        await views.queue.load()
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def _take_picture(window: QQuickWindow, counter: Counter, file: Path) -> None:
    """The next start's curtain: the sign-in page while nobody is known."""
    if counter.nobody:
        spawn(run_in_thread(_keep_picture, window.grabWindow(), file))


def _keep_picture(image: QImage, file: Path) -> None:
    part = file.with_name(f"part-{file.name}")
    if image.save(str(part), quality=88):
        part.replace(file)


def _note_line(diary: Diary, status: Status, session: Session) -> None:
    diary.note(online=status.online, at=status.since or session.now())


def _camel(name: str) -> str:
    """A Python name as QML writes it."""
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
