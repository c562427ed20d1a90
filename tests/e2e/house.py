"""A real hub process and real devices with their agent processes, for tests that cut lines and kill programs."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
from sqlalchemy import Connection

from bus.database import Database
from bus.desk import catalogue, devices, schema
from shared.domain.base import new_id
from shared.domain.catalogue import Price, Product, Variant
from shared.domain.location import Location
from shared.domain.messages import Enrolled, PlaceOrder
from shared.domain.order import Line, Order, Way
from shared.qt.agent import Agent
from shared.qt.device import Device
from shared.settings import DeviceSettings
from shared.sync import credential
from tests.house.qmllint import ROOT


class HubProcess:
    """A hub over a folder that can be killed and started again on the same port."""

    def __init__(self, folder: Path, settings: Path | None = None) -> None:
        self.folder = folder
        self._settings = ["--settings", str(settings)] if settings else []
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start and wait until it answers."""
        command = [sys.executable, "-m", "bus", "--folder", str(self.folder), "--port", str(self.port)]
        command += self._settings
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self._process.stdout is not None
        assert self._process.stdout.readline().startswith("hub "), "the hub did not start"

    def kill(self, *, stream: bool = False) -> None:
        """Cut it off: no goodbye, nothing flushed that was not; ``stream``: its nats-server too."""
        if self._process is not None:
            pid = self._process.pid
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split() if stream else []
            for child in children:
                os.kill(int(child), signal.SIGKILL)
            self._process.kill()
            self._process.communicate()
            self._process = None

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        return process.returncode

    def code(self, role: str, store: str) -> str:
        """A one-time code for a new device of a role at a store."""
        with contextlib.closing(Database(f"sqlite:///{self.folder / 'hub.db'}")) as database:
            return database.write(lambda c: devices.make_code(c, role, store, datetime.now(UTC)))  # type: ignore[arg-type]

    def enrol(self, role: str, store: str, folder: Path) -> DeviceSettings:
        """A new device of a role at a store, with its credential in a folder."""
        code = self.code(role, store)
        answer = httpx.post(f"{self.url}/v1/devices/enroll", json={"code": code}).raise_for_status()
        credential.save(folder, Enrolled.model_validate(answer.json()))
        return DeviceSettings.model_validate({"hub": self.url, "folder": folder, "role": role})

    def orders(self) -> list[Order]:
        """Every order in the hub's record."""
        with contextlib.closing(Database(f"sqlite:///{self.folder / 'hub.db'}")) as database:
            bodies = database.read(lambda c: list(c.execute(schema.order.select()).mappings()))
        return [Order.model_validate_json(row["body"]) for row in bodies]

    def atp(self, sku: str) -> dict[str, int]:
        """What is on hand and not reserved of a SKU, by location."""
        with contextlib.closing(Database(f"sqlite:///{self.folder / 'hub.db'}")) as database:
            where = schema.stock.c.sku == sku
            rows = database.read(lambda c: list(c.execute(schema.stock.select().where(where)).mappings()))
        return {row["location_id"]: row["on_hand"] - row["reserved"] for row in rows}


def small_shop(folder: Path) -> None:
    """Two stores and one mug: 3 in the north, 5 in the south."""
    folder.mkdir(parents=True, exist_ok=True)
    price = Price(amount=1250, currency="EUR")
    mug = Product(id="test:mug", name="Mug", variants=(Variant(sku="MUG", price=price),))

    def fill(conn: Connection) -> None:
        schema.create(conn)
        catalogue.put_products(conn, "test", [mug])
        catalogue.put_locations(
            conn, "test", [Location(id="north", name="North"), Location(id="south", name="South")]
        )
        catalogue.set_stock(conn, [("MUG", "north", 3), ("MUG", "south", 5)])
        catalogue.put_setting(conn, "name", json.dumps({"value": "Test"}))

    with contextlib.closing(Database(f"sqlite:///{folder / 'hub.db'}")) as database:
        database.write(fill)


@contextlib.contextmanager
def device(settings: DeviceSettings) -> Iterator[Device]:
    """A device with its agent running, as its window has it."""
    identity = credential.load(settings.folder)
    assert identity is not None
    agent = Agent(settings)
    opened = Device(settings, agent, identity)
    agent.start()
    try:
        yield opened
    finally:
        opened.close()


def mug_order(placed_in: str, collect_at: str, quantity: int = 1) -> PlaceOrder:
    """An order of mugs for pickup at a store."""
    line = Line(
        id=new_id(),
        sku="MUG",
        product_id="test:mug",
        name="Mug",
        quantity=quantity,
        unit_price=1250,
        list_price=1250,
        way=Way.PICKUP,
        location_id=collect_at,
    )
    return PlaceOrder(
        order_id=new_id(),
        placed_in=placed_in,
        placed_at=datetime.now(UTC),
        currency="EUR",
        lines=(line,),
    )
