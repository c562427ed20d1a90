"""Real hubs and real devices for the ordeals: a shop with plenty of stock, enrolled folders, and a count at the end."""

import contextlib
import json
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from bus.api.access import Hub
from bus.desk import catalogue, devices
from bus.feed import rows
from bus.hub import open_hub
from shared.domain.base import new_id
from shared.domain.catalogue import Price, Product, Variant
from shared.domain.location import Location
from shared.domain.messages import Enrolled, PlaceOrder
from shared.domain.order import Line
from shared.domain.states import Way
from shared.settings import HubSettings
from shared.sync import credential

ROOT = Path(__file__).parents[2]
SKUS = tuple(f"S{i}" for i in range(40))
STORES = tuple(f"store-{i}" for i in range(10))


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A folder on a real disk, for as long as it is needed."""
    (ROOT / "build").mkdir(exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="ordeal-", dir=ROOT / "build"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def furnish(hub: Hub, units: int) -> None:
    """Give every store so many units of every SKU."""

    def fill(conn: Connection) -> None:
        price = Price(amount=1_000, currency="EUR")
        goods = [Product(id=f"p{s}", name=s, variants=(Variant(sku=s, price=price),)) for s in SKUS]
        catalogue.put_products(conn, "ordeal", goods)
        catalogue.put_locations(conn, "ordeal", [Location(id=s, name=s) for s in STORES])
        catalogue.set_stock(conn, [(sku, store, units) for sku in SKUS for store in STORES])

    hub.database.write(fill)


def enrol(hub: Hub, place: Path, role: Literal["kiosk", "staff"], store: str) -> Enrolled:
    """Give a folder the identity of a new device."""

    def work(conn: Connection) -> Enrolled:
        code = devices.make_code(conn, role, store, datetime.now(UTC))
        made, token = devices.enrol(conn, code, role, datetime.now(UTC))
        return Enrolled(device_id=made.id, token=token, role=role, location_id=store, epoch=rows.epoch(conn))

    identity = hub.database.write(work)
    credential.save(place, identity)
    return identity


def order(store: str, number: int) -> PlaceOrder:
    """An order of one piece, collected in its store."""
    sku = SKUS[number % len(SKUS)]
    line = Line(
        id="l1",
        sku=sku,
        product_id=f"p{sku}",
        name=sku,
        quantity=1,
        unit_price=1_000,
        list_price=1_000,
        way=Way.PICKUP,
        location_id=store,
    )
    return PlaceOrder(
        order_id=new_id(), placed_in=store, placed_at=datetime.now(UTC), currency="EUR", lines=(line,)
    )


class HubProcess:
    """``python -m bus`` over a folder, to be killed and started again on the same port."""

    def __init__(self, place: Path) -> None:
        self.folder = place
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [sys.executable, "-m", "bus", "--folder", str(self.folder), "--port", str(self.port)]
        with (self.folder / "hub.log").open("a") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT)
        assert self.process.stdout is not None
        assert self.process.stdout.readline().startswith("hub "), (self.folder / "hub.log").read_text()[
            -2_000:
        ]

    def kill(self) -> None:
        """Cut it off: kill -9."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def stop(self) -> None:
        """Ask it to end."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.communicate(timeout=30)
            self.process = None

    def children(self) -> list[int]:
        """Process ids of what the hub has started: its nats-server."""
        if self.process is None:
            return []
        pid = self.process.pid
        with contextlib.suppress(OSError):
            return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return []


def offline_hub(place: Path, units: int) -> Hub:
    """A furnished hub without network, to enrol devices with; the caller closes its database."""
    hub = open_hub(HubSettings(folder=place), [])
    furnish(hub, units)
    return hub


def audit(hub_folder: Path, promised: set[str]) -> dict[str, int]:
    """Orders lost, placed twice or unknown, and pieces oversold, read from the hub's file."""
    with contextlib.closing(sqlite3.connect(hub_folder / "hub.db")) as conn:
        orders = {i: json.loads(body) for i, body in conn.execute("SELECT id, body FROM orders")}
        placed = [s for (s,) in conn.execute("SELECT subject FROM event WHERE type = 'order.placed'")]
        (below,) = conn.execute(
            "SELECT count(*) FROM stock WHERE on_hand - reserved - safety - leased - blocked < 0"
        ).fetchone()
        (reserved,) = conn.execute("SELECT coalesce(sum(reserved), 0) FROM stock").fetchone()
    open_pieces = sum(
        part["quantity"]
        for order in orders.values()
        for fulfilment in order["fulfilments"]
        if fulfilment["state"] in {"open", "picking", "ready", "packed"}
        for part in fulfilment["parts"]
    )
    return {
        "orders": len(orders),
        "lost": len(promised - orders.keys()),
        "twice": len(placed) - len(set(placed)),
        "oversold": below + abs(reserved - open_pieces),
    }
