"""The counter program: builds, wires and closes everything."""

import asyncio
import gc
import logging
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from shared.cache.signin import Guesses, SignIn
from shared.domain.messages import Collection, Enrolled
from shared.domain.people import StaffMember
from shared.qt import opening
from shared.qt.agent import Agent
from shared.qt.application import hear_qt
from shared.qt.device import Device, open_device
from shared.qt.printing import Printer
from shared.qt.scanner import WedgeFilter, readings
from shared.qt.sounds import Sounds
from shared.qt.tasks import run as run_in_thread
from shared.qt.tasks import settled, spawn
from shared.sync.core import Status
from staff.__main__ import PICTURE
from staff.activity import Activity
from staff.away import Diary
from staff.first import First
from staff.keys import Keys
from staff.settings import StaffSettings
from staff.ui.calls import CallsView
from staff.ui.counter import Counter
from staff.ui.decisions import DecisionsView
from staff.ui.devices import DevicesView
from staff.ui.door import Door
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
from staff.window import FirstWindow

log = logging.getLogger(__name__)
REST_MS = 2_000  # after the start, before the sign-in page's picture is taken


@dataclass
class App:
    """A counter that is open; hold on to it, or Python lets the window go."""

    first: FirstWindow
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
    first: FirstWindow | None = None,
    **extra: object,
) -> App:
    """Make the view models of a device behind the sign-in page, or with one of its own; the caller closes both.

    ``extra`` are properties of a window of its own.
    """
    first = first or FirstWindow(app, First.of(settings), None, **extra)
    session = Session(device, language=First.of(settings).language)
    printer = Printer(settings.printer, settings.folder / "slips")
    prints = Prints(session, printer)
    diary = Diary(settings.folder / "offline.jsonl")
    device.status.connect(lambda status: _note_line(diary, status, session))
    views = make_views(session, prints, diary, settings, first.sign_in)
    counter = Counter(session, views, prints)
    counter.sound.connect(Sounds(enabled=settings.sounds).play)
    scanner = WedgeFilter()
    scanner.scanned.connect(counter.scanned)
    activity = Activity(settings.lock_seconds, counter.lock)
    named = {_camel(name): view for name, view in vars(views).items()}
    first.window.setProperty("views", {**named, "counter": counter, "pictures": device.pictures})
    filters = (scanner, activity, Keys())
    for each in filters:
        first.window.installEventFilter(each)  # on the window alone: the application hears ten times as much
    guesses = Guesses(settings.folder / "guesses.json", time.time)
    identity = device.identity
    checks = SignIn(guesses, lambda: members(device), identity.location_id, identity.pin_pepper)
    first.sign_in.open(Door(session, checks))
    begin = partial(_begin, session, views, printer)
    if first.is_shown:
        spawn(begin())
    else:
        first.shown.connect(lambda: spawn(begin()), Qt.ConnectionType.SingleShotConnection)
    log.info("the whole counter is shown: %.0f ms of work", time.process_time() * 1000)
    return App(first, session, counter, views, printer, first.engine, first.window, filters)


def make_views(
    session: Session, prints: Prints, diary: Diary, settings: StaffSettings, sign_in: SignInView
) -> Views:
    """The view models of all pages."""
    order = OrderView(session)
    shortages = Shortages(session)
    pick = PickView(session, order, shortages)
    handover = HandoverView(session)
    waits = Waits(settings.folder / "waits.jsonl")
    handover.waited.connect(lambda minutes: waits.note(session.now(), minutes))
    photos = PhotosView(session, settings.camera)
    lookup = LookupView(session)
    return Views(
        sign_in=sign_in,
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
    app: QGuiApplication,
    settings: StaffSettings,
    written: str,
    code: str,
    stop: asyncio.Event,
    first: FirstWindow,
) -> int:
    """Open the counter behind its sign-in page and wait until the window is closed; 0, or an error for who began."""
    begun = asyncio.ensure_future(open_device(settings, code))
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({begun, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if not begun.done():
        begun.cancel()
        return 0
    device = begun.result()
    opened = build(app, device, settings, first)
    QTimer.singleShot(REST_MS, opened.window, lambda: _remember(opened, settings, written))
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


async def _begin(session: Session, views: Views, printer: Printer) -> None:
    """What needs not be there in the first frame; afterwards it stays out of the garbage collector's rounds."""
    try:
        printer.resume()
        # loads what reads the trade's codes: the first scan shall not wait for it
        await run_in_thread(readings, "0")
        await load_names(session, views)
        await views.queue.load()
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def _remember(opened: App, settings: StaffSettings, written: str) -> None:
    """The next start's first page: the sign-in page while nobody is known, and its picture for the curtain."""
    if opened.counter.nobody:
        first = First.of(settings, opened.session.here.name)
        spawn(run_in_thread(_keep, opened.window.grabWindow(), first, settings.folder, written))


def _keep(image: QImage, first: First, folder: Path, written: str) -> None:
    opening.keep(folder, written, first._asdict())
    file = folder / PICTURE[0]
    part = file.with_name(f"part-{file.name}")
    if image.save(str(part), quality=88):
        part.replace(file)


def _note_line(diary: Diary, status: Status, session: Session) -> None:
    diary.note(online=status.online, at=status.since or session.now())


def _camel(name: str) -> str:
    """A Python name as QML writes it."""
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
