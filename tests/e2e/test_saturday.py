"""Two hours of a Saturday at one counter, on the real screens, against a real hub that goes away in the middle.

As long as the work of two waves takes, which here is seconds. SATURDAY_OUTAGE=1200 in the environment lets it stay
away for 20 minutes of real time; pytest then wants ``-o faulthandler_timeout=0``.
"""

import asyncio
import contextlib
import itertools
import json
import os
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from sqlalchemy import Connection

from bus.database import Database
from bus.desk import catalogue, schema
from bus.desk.audit import audit
from bus.desk.rules import Terms
from shared.domain.base import new_id
from shared.domain.messages import Enrolled, PlaceOrder, RaiseCall
from shared.domain.order import Order
from shared.domain.states import FulfilmentState, Way
from shared.qt.agent import Agent
from shared.qt.application import run
from shared.qt.device import Device
from shared.qt.tasks import settled
from shared.sync import credential
from staff import app as composition
from staff.away import Diary
from staff.settings import StaffSettings
from staff.ui.pick import WAVE
from staff.work import Task
from tests.e2e.house import HubProcess
from tests.e2e.house import device as kiosk_device
from tests.qt.escpos import Listener
from tests.staff import shop
from tests.staff.desk import Desk

PICKUPS, PARCELS, RETURNS, CALLS = 40, 25, 15, 8
OUTAGE = int(os.environ.get("SATURDAY_OUTAGE", "0"))  # seconds, at least
CTRL = Qt.KeyboardModifier.ControlModifier
S = FulfilmentState


def open_the_shop(folder: Path) -> None:
    """Plenty of everything in one store."""
    folder.mkdir(parents=True, exist_ok=True)

    def fill(conn: Connection) -> None:
        schema.create(conn)
        catalogue.put_products(conn, "test", shop.PRODUCTS)
        catalogue.put_locations(conn, "test", shop.PLACES)
        catalogue.put_staff(conn, "test", shop.STAFF)
        catalogue.set_stock(conn, [(v.sku, shop.HERE, 500) for p in shop.PRODUCTS for v in p.variants])
        catalogue.put_setting(conn, "currency", json.dumps({"value": "EUR"}))

    with contextlib.closing(Database(f"sqlite:///{folder / 'hub.db'}")) as database:
        database.write(fill)


def basket(n: int, way: Way) -> PlaceOrder:
    """A shopper's basket of one or two lines."""
    lines = [shop.line(1, "1-S", 1 + n % 2, way)]
    if n % 3 == 0:
        lines.append(shop.line(2, "2-M", 1, way))
    lines = [each.model_copy(update={"id": new_id()}) for each in lines]
    return PlaceOrder(
        order_id=new_id(),
        placed_in=shop.HERE,
        placed_at=datetime.now(UTC),
        currency="EUR",
        lines=tuple(lines),
    )


class Saturday:
    """The counter, the kiosk, the hub and the printer of one day."""

    def __init__(self, desk: Desk, kiosk: Device, hub: HubProcess, printer: Listener) -> None:
        self.desk, self.kiosk, self.hub, self.printer = desk, kiosk, hub, printer
        self.pickups = [basket(n, Way.PICKUP) for n in range(PICKUPS)]
        self.parcels = [basket(n, Way.SHIP_HOME) for n in range(PARCELS)]
        self.slips = 0

    def states(self, orders: list[PlaceOrder]) -> set[str]:
        """The states of these orders' parts as the counter sees them."""
        known = (self.desk.device.orders.get(each.order_id) for each in orders)
        return {f.state.value for each in known if each for f in each.fulfilments} if orders else set()

    async def shoppers_order(self) -> None:
        for placed in (*self.pickups, *self.parcels):
            self.kiosk.act("order.place", placed)
        wanted = PICKUPS + PARCELS
        await self.desk.player.until(lambda: len(self.desk.queue.jobs(Task.PICK)) == wanted, "all orders", 60)

    async def pick_everything(self) -> None:
        """Wave after wave by Enter alone; the line is cut during the second and comes back during the fourth."""
        for wave in itertools.count(1):
            if not self.desk.queue.jobs(Task.PICK):
                return
            if wave == 2:
                self.hub.kill()
            if wave == 4:
                await self.sit_out()
                self.hub.start()
            await self.desk.press(Qt.Key.Key_F3)
            await self.desk.enter()
            while self.desk.counter.page == "pick":
                await self.desk.enter()

    async def sit_out(self) -> None:
        """Wait for the end of the outage, and read what the banner says of it."""
        counter, device = self.desk.counter, self.desk.device
        await self.desk.player.until(lambda: not device.now.online, "the line to be gone", 60)
        since, waits = device.now.since, len(device.outbox.pending())
        assert since is not None
        over = since + timedelta(seconds=OUTAGE)
        await self.desk.player.until(lambda: datetime.now(UTC) >= over, "the end of the outage", OUTAGE + 60)
        says = f" min · {waits} actions wait, all kept · oldest from "
        await self.desk.player.until(lambda: says in counter.offline, f"the banner with {says}", 60)
        assert int(counter.offline.removeprefix("Offline for ").partition(" ")[0]) >= OUTAGE // 60
        assert waits >= WAVE, "a whole wave was picked meanwhile"

    async def hand_over(self) -> None:
        """Every shopper shows a code and pays at the counter; the paper runs out on the way."""
        for n, placed in enumerate(self.pickups):
            self.printer.paper_out = 10 <= n < 20
            code = self.desk.order(placed.order_id).code
            await self.desk.scan(f"EVERYSHELF:{code}")
            while self.desk.counter.page == "handover":
                await self.desk.enter()

    async def ship(self) -> None:
        await self.desk.press(Qt.Key.Key_F5)
        await self.desk.player.until(lambda: self.desk.ship.leaving == PARCELS, "the parcels", 30)
        while self.desk.ship.parcels:
            await self.desk.enter()

    async def take_back(self) -> None:
        for placed in self.pickups[:RETURNS]:
            await self.desk.press(Qt.Key.Key_F4)
            await self.desk.scan(f"EVERYSHELF:{self.desk.order(placed.order_id).code}")
            await self.desk.press(Qt.Key.Key_8)
            await self.desk.enter()

    async def answer_calls(self) -> None:
        for n in range(CALLS):
            call = RaiseCall(call_id=new_id(), where=f"Kiosk {n}", made_at=datetime.now(UTC))
            self.kiosk.act("call.raise", call)
            await self.desk.player.until(lambda: self.desk.calls.count == 1, "the call", 30)
            await self.desk.press(Qt.Key.Key_A, CTRL)
            assert self.desk.calls.count == 0

    async def come_to_rest(self) -> None:
        """Every act acknowledged, every slip on paper, and both caches as new as the hub."""
        for each in (self.desk.device, self.kiosk):
            await self.desk.player.until(partial(idle, each), "an empty outbox", 90)
        async with asyncio.timeout(30):
            await self.desk.app.printer.settled()
        truth = {each.id: each for each in self.hub.orders()}
        await self.desk.player.until(lambda: held(self.desk.device) == truth, "the counter's cache", 30)
        states = {key: parts(each) for key, each in truth.items()}
        await self.desk.player.until(lambda: fulfilments(self.kiosk) == states, "the kiosk's cache", 30)


def held(device: Device) -> dict[str, Order]:
    return {each.id: each for each in device.orders.recent(1_000)}


def fulfilments(device: Device) -> dict[str, list[tuple[str, str]]]:
    return {each.id: parts(each) for each in device.orders.recent(1_000)}


def idle(device: Device) -> bool:
    return not device.outbox.pending()


def parts(order: Order) -> list[tuple[str, str]]:
    return [(f.id, f.state.value) for f in order.fulfilments]


def test_two_hours_of_a_saturday(qapp: QGuiApplication, tmp_path: Path) -> None:
    hub = HubProcess(tmp_path / "hub")
    open_the_shop(hub.folder)
    hub.start()

    async def main(_: asyncio.Event) -> int:
        printer = Listener()
        port = await printer.start()
        plain = hub.enrol("staff", shop.HERE, tmp_path / "counter")
        settings = StaffSettings(
            hub=plain.hub,
            folder=plain.folder,
            printer=f"tcp://127.0.0.1:{port}",
            sounds=False,
            lock_seconds=300 + OUTAGE,
        )
        identity = credential.load(settings.folder)
        assert isinstance(identity, Enrolled)
        agent = Agent(settings)
        counter = Device(settings, agent, identity)
        desk = Desk(qapp, counter, settings)
        agent.start()
        with kiosk_device(hub.enrol("kiosk", shop.HERE, tmp_path / "kiosk")) as kiosk:
            try:
                await play(Saturday(desk, kiosk, hub, printer))
            finally:
                await composition.close(desk.app, counter)
                await printer.stop()
        return 0

    try:
        assert run(qapp, main) == 0
    finally:
        hub.stop()
    with contextlib.closing(Database(f"sqlite:///{hub.folder / 'hub.db'}")) as database:
        found = database.read(audit)
    assert found.wrong == []
    assert found.orders == PICKUPS + PARCELS


async def play(day: Saturday) -> None:
    desk = day.desk
    await desk.player.until(lambda: bool(composition.members(desk.device)), "the staff", 30)
    await desk.type(f"1001\n{shop.PIN}\n")
    await desk.player.until(lambda: desk.counter.page == "queue", "the queue")
    await day.shoppers_order()
    await day.pick_everything()
    assert day.states(day.pickups) == {S.READY.value}
    assert day.states(day.parcels) == {S.PACKED.value}
    await day.hand_over()
    await day.ship()
    await day.answer_calls()
    await day.take_back()
    await settled()
    await day.come_to_rest()
    assert day.states(day.pickups) == {S.COLLECTED.value}
    assert day.states(day.parcels) == {S.SHIPPED.value}
    assert desk.app.session.terms["collect_days"] == Terms().collect_days
    receipts = [paper for paper in day.printer.papers if any("Receipt" in text for text in paper.lines)]
    assert len(receipts) == PICKUPS
    assert not any("COPY" in paper.lines for paper in day.printer.papers)
    times = Diary(desk.settings.folder / "offline.jsonl").times()
    assert max(away.until - away.since for away in times) >= timedelta(seconds=OUTAGE)
    await desk.numbers.load()
    (chart,) = (each for each in desk.numbers.charts if each["id"] == "offline")
    assert sum(int(bar["value"]) for bar in chart["bars"]) >= OUTAGE // 60
