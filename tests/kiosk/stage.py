"""The real kiosk on a small shop: its window shown offscreen, and what of it can be seen."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import qasync
from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.app import Screen
from shared.cache.writer import Writer
from shared.crypto import new_private_key, public_key
from shared.domain.messages import Collection, Enrolled, Page, Row
from shared.domain.states import LinkState, PaymentState
from shared.qt import tasks
from shared.qt.agent import Agent
from shared.qt.device import Device
from shared.qt.formats import utc_now
from shared.qt.language import Language
from shared.settings import DeviceSettings, PanelSettings
from shared.sync.core import Status
from tests.kiosk.shelf import HERE
from tests.waiting import until

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
PRIVATE_KEY = new_private_key()


@dataclass(frozen=True)
class Cast:
    """Who plays: the store, a department, a product with variants, one that is not in this store, and one nowhere."""

    here: str = HERE
    department: str = "wear"
    product: str = "jacket"
    elsewhere: str = "lamp"
    words: str = "jacket"
    gone: str = "vase"


@dataclass
class Stage:
    """The kiosk with its device; ``screen.kiosk`` is what the pages see."""

    device: Device
    screen: Screen
    cast: Cast
    touches: int = 0

    @property
    def shell(self) -> QQuickItem:
        """The item that holds everything."""
        return self.screen.window.contentItem().childItems()[0]

    async def rest(self) -> None:
        """Wait until nothing works and the layout stands."""
        await tasks.settled()
        await self._frame()  # what has changed asks for more only when it is drawn
        await until(self._made, "the sheet")
        await tasks.settled()
        await self._frame()
        await self._frame()  # what the first one laid out may have moved the rest

    async def still(self) -> None:
        """Wait until frame after frame shows every text at the same place: on a busy machine a sheet takes several."""
        async with asyncio.timeout(20):
            same, before = 0, None
            while same < 2:
                await self._frame()
                now = [
                    (i.mapRectToScene(i.boundingRect()), i.property("text"))
                    for i in self.items()
                    if is_text(i)
                ]
                same, before = (same + 1 if now == before else 0), now

    async def go(self, page: str) -> None:
        """Show a page as a shopper would find it."""
        kiosk = self.screen.kiosk
        kiosk.wake()
        if page == "search":
            kiosk.find()
        elif page == "category":
            kiosk.browse(self.cast.department)
        elif page == "product":
            kiosk.show(self.cast.product)
        elif page in {"basket", "how", "contact", "review", "done", "pay"}:
            if page in {"done", "pay"}:  # an order of its own, whatever was ordered before
                kiosk.checkout.reset()
                kiosk.paying.reset()
            await self.fill_basket()
            kiosk.go("done" if page == "pay" else page)
            if page in {"done", "pay"}:
                await self.rest()
                kiosk.paying.want(page == "pay")
                kiosk.checkout.place()
            if page == "pay":
                await self.rest()
                await self.hear_link(state=LinkState.OPEN, url="https://pay.example/p/4711")
        else:
            kiosk.go(page)
        await self.rest()

    def _offered(self, product: str) -> bool:
        shown = self.screen.kiosk.product
        return shown.productId == product and bool(shown.ways)

    async def fill_basket(self) -> None:
        """Two articles under two promises."""
        kiosk = self.screen.kiosk
        for product in (self.cast.product, self.cast.elsewhere):
            if not any(item.line.product_id == product for item in kiosk.basket.items):
                kiosk.show(product)
                await until(partial(self._offered, product), product)
                await self.rest()
                kiosk.product.add()
        kiosk.hush()

    async def _frame(self) -> None:
        """Wait until everything has been laid out and drawn once more."""
        drawn = asyncio.Event()
        window = self.screen.window
        window.frameSwapped.connect(drawn.set, Qt.ConnectionType.SingleShotConnection)
        window.update()
        await asyncio.wait_for(drawn.wait(), 20)

    def _made(self) -> bool:
        """Whether no sheet is still being made: they are, when they are first asked for."""
        sheets = (i for i in self.shell.childItems() if i.objectName().startswith("sheet-"))
        return not any(sheet.property("open") and not sheet.property("made") for sheet in sheets)

    async def hear_link(self, **news: object) -> None:
        """What the feed brings when something is heard of the pay link of the order just placed."""
        order = self.device.orders.get(self.screen.kiosk.checkout.order_id)
        assert order is not None
        assert order.payment.link is not None
        payment = order.payment.with_link(order.payment.link.model_copy(update=news))
        if news.get("state") is LinkState.PAID:
            payment = payment.model_copy(update={"state": PaymentState.PAID, "paid": order.total})
        body = order.model_copy(update={"payment": payment}).model_dump_json()
        writer = Writer(self.device.settings.folder)
        at = writer.position()
        assert at is not None
        row = Row(
            collection=Collection.ORDER,
            key=order.id,
            rev=at.seq + 1,
            body=body,
            crc=zlib.crc32(body.encode()),
        )
        page = {"epoch": at.epoch, "from": at.seq, "to": at.seq + 1, "rows": (row,), "server_time": utc_now()}
        assert writer.apply(Page.model_validate(page))
        writer.close()
        self.device.changed.emit(["order"])
        await self.rest()

    def sheet(self, name: str) -> None:
        """Open a sheet, or none."""
        self.shell.setProperty("sheet", name)

    def items(self) -> Iterator[QQuickItem]:
        """Everything visible, from the back to the front; only what lies over the page while something does."""
        over = self.shell.childItems()
        top = [i for i in over if i.objectName() == "idle" and i.isVisible()]
        top += [i for i in over if i.objectName().startswith("sheet-") and i.property("open")]
        yield from walk(top[0] if top else self.shell)

    def find(self, name: str) -> QQuickItem:
        """A visible item by its name."""
        found = [item for item in self.items() if item.objectName() == name]
        assert found, f"{name} is not on the screen"
        return found[0]

    async def press(self, key: Qt.Key) -> None:
        """Press a key on the machine's keyboard."""
        await self._from_qt(lambda: QTest.keyClick(self.screen.window, key))

    async def _from_qt(self, act: Callable[[], None]) -> None:
        """Do what runs Qt's events from Qt itself: inside a coroutine's step qasync would lose callbacks."""
        done = asyncio.get_running_loop().create_future()

        def run() -> None:
            act()
            done.set_result(None)

        QTimer.singleShot(0, run)
        await done
        await asyncio.sleep(0.08)  # pages move the focus when they have been laid out, some frames later
        await self.rest()

    async def tap(self, name: str) -> None:
        """Touch the middle of an item."""
        self.touches += 1
        item = self.find(name)
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        await self._from_qt(
            lambda: QTest.mouseClick(self.screen.window, Qt.MouseButton.LeftButton, pos=middle)
        )

    async def slide_off(self, name: str) -> None:
        """Press on an item and let go beside it."""
        item = self.find(name)
        window, left = self.screen.window, Qt.MouseButton.LeftButton
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

        def act() -> None:
            QTest.mousePress(window, left, pos=middle)
            QTest.mouseMove(window, middle - QPoint(0, 400))
            QTest.mouseRelease(window, left, pos=middle - QPoint(0, 400))

        await self._from_qt(act)


@asynccontextmanager
async def stage(
    app: QGuiApplication,
    folder: Path,
    size: tuple[int, int] = PORTRAIT,
    cast: Cast | None = None,
    voice: tuple[str, ...] = (),
    px_per_mm: float = 2.71,
    printer: str = "",
    full_screen: bool = False,
) -> AsyncIterator[Stage]:
    """The kiosk, awake or asleep as it starts; everything is closed at the end."""
    cast = cast or Cast()
    panel = PanelSettings(width_px=size[0], height_px=size[1], px_per_mm=px_per_mm, full_screen=full_screen)
    settings = DeviceSettings(folder=folder, name="Kiosk 2", panel=panel, printer=printer)
    key = public_key(PRIVATE_KEY)
    identity = Enrolled(
        device_id="k", token="t", role="kiosk", location_id=cast.here, epoch="test", hub_key=key
    )
    device = Device(settings, Agent(settings), identity)
    device.now = Status(online=True, since=datetime.now(UTC))
    screen = Screen(app, device, voice)
    screen.kiosk.access.turn("motion", False)
    on_stage = Stage(device, screen, cast)
    try:
        await on_stage.rest()
        await until(lambda: bool(screen.kiosk.home.departments), "the departments")
        yield on_stage
    finally:
        screen.close()
        await tasks.settled()
        device.close()
        Language(app).use("en")  # words, numbers, dates and direction as the next test expects them


def play(app: QGuiApplication, story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a story on Qt's own loop."""
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        runner.run(story())


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    """An item and everything visible below it."""
    if not item.isVisible() or item.opacity() == 0:
        return
    yield item
    for child in item.childItems():
        yield from walk(child)


def seen(item: QQuickItem) -> QRectF:
    """What can be seen of an item, in the window's coordinates: cut by everything above it that clips."""
    rect = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    up = item.parentItem()
    while up is not None:
        if up.clip() or up.parentItem() is None:  # the last one is the window's own
            rect = rect.intersected(up.mapRectToScene(QRectF(0, 0, up.width(), up.height())))
        up = up.parentItem()
    return rect


def is_button(item: QObject) -> bool:
    """Whether an item is something to press."""
    return item.inherits("QQuickAbstractButton")


def is_text(item: QObject) -> bool:
    """Whether an item shows words."""
    return item.inherits("QQuickText") and bool(item.property("text"))
