"""Several hubs over one PostgreSQL and one NATS cluster behave as one, while one of each is killed."""

import asyncio
import contextlib
import itertools
import json
import random
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Connection, select
from sqlalchemy.engine import make_url

from bus.database import Database
from bus.desk import catalogue, devices, schema
from bus.stream.relay import connect
from bus.stream.server import StreamServer
from bus.stream.subjects import EVENTS
from shared.domain.base import new_id
from shared.domain.catalogue import Price, Product, Variant
from shared.domain.location import Location
from shared.domain.messages import Page, PushResult
from tests.house.qmllint import ROOT
from tests.postgres import postgres_server
from tests.waiting import until

HUBS, DEVICES, ORDERS = 4, 8, 12
STOCK = 60  # fewer than all orders want: some must go without


@pytest.fixture
async def cluster(tmp_path: Path) -> AsyncIterator[list[StreamServer]]:
    """Three nats-servers that form one cluster."""
    ports = [_free_port() for _ in range(3)]
    routes = ", ".join(f'"nats://127.0.0.1:{port}"' for port in ports)
    servers = [
        StreamServer(
            tmp_path / f"stream-{n}",
            more=f'server_name: "s{n}"\ncluster {{ name: shelf, listen: "127.0.0.1:{port}", routes: [{routes}] }}',
        )
        for n, port in enumerate(ports)
    ]
    for server in servers:
        await server.start()
    yield servers
    for server in servers:
        await server.stop()


@pytest.fixture
def database() -> Iterator[Database]:
    with postgres_server() as url:
        address = make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        opened = Database(address)
        opened.write(_fill)
        yield opened
        opened.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _fill(conn: Connection) -> None:
    schema.create(conn)
    mug = Product(
        id="t:mug", name="Mug", variants=(Variant(sku="MUG", price=Price(amount=500, currency="EUR")),)
    )
    catalogue.put_products(conn, "test", [mug])
    catalogue.put_locations(conn, "test", [Location(id="north", name="North")])
    catalogue.set_stock(conn, [("MUG", "north", STOCK)])


class Hubs:
    """Hub processes over one database and one cluster; any of them will do."""

    def __init__(self, folder: Path, database: str, nats: str) -> None:
        self._processes: list[subprocess.Popen[str]] = []
        self.urls: list[str] = []
        for n in range(HUBS):
            home = folder / f"hub-{n}"
            home.mkdir()
            settings = home / "hub.toml"
            lines = {"folder": str(home), "database": database, "nats": nats, "nats_replicas": 3, "port": 0}
            settings.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in lines.items()))
            command = [sys.executable, "-m", "bus", "--settings", str(settings)]
            self._processes.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT))
        for process in self._processes:
            assert process.stdout is not None
            self.urls.append(process.stdout.readline().split()[-1])

    def kill(self, n: int) -> None:
        self._processes[n].kill()

    def close(self) -> None:
        for process in self._processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=20)


class Roaming:
    """A device that turns to another hub with every request, and notes what its feed showed."""

    def __init__(self, hubs: Hubs, token: str, epoch: str, seed: int) -> None:
        self._hubs = hubs
        self._random = random.Random(seed)
        self._epoch = epoch
        headers = {"authorization": f"Bearer {token}"}
        self._http = httpx.AsyncClient(headers=headers, timeout=20)
        self.cursor = 0
        self.placed: dict[str, str] = {}
        self.seen: set[str] = set()

    async def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        while True:
            with contextlib.suppress(httpx.TransportError):
                answer = await self._http.request(method, self._random.choice(self._hubs.urls) + path, **more)  # type: ignore[arg-type]
                if answer.status_code < 500:
                    return answer.raise_for_status()
            await asyncio.sleep(0.02)

    async def order(self, n: int) -> None:
        order_id = new_id()
        line = {
            "id": new_id(), "sku": "MUG", "product_id": "t:mug", "name": "Mug", "quantity": 1,
            "unit_price": 500, "list_price": 500, "way": "pickup", "location_id": "north",
        }  # fmt: skip
        now = datetime.now(UTC).isoformat()
        body = {
            "order_id": order_id,
            "placed_in": "north",
            "placed_at": now,
            "currency": "EUR",
            "lines": [line],
        }
        item = {"n": n, "id": new_id(), "type": "order.place", "v": 1, "made_at": now, "body": body}
        for _ in range(
            self._random.choice([1, 1, 2])
        ):  # now and then the answer is lost and it is sent again
            answer = await self.ask(
                "POST", "/v1/sync/mutations", json={"epoch": self._epoch, "schema": 1, "items": [item]}
            )
            self.placed[order_id] = PushResult.model_validate(answer.json()).results[0].status
        await self.pull()

    async def pull(self) -> None:
        while True:
            params = {"cursor": f"{self._epoch}.{self.cursor}", "limit": 7}
            page = Page.model_validate((await self.ask("GET", "/v1/sync/changes", params=params)).json())
            assert page.from_ == self.cursor
            assert all(self.cursor < row.rev <= page.to for row in page.rows)
            self.seen |= {row.key for row in page.rows if row.collection == "order"}
            self.cursor = page.to
            if not page.more:
                return

    async def close(self) -> None:
        await self._http.aclose()


async def test_four_hubs_are_one(database: Database, cluster: list[StreamServer], tmp_path: Path) -> None:
    hubs = Hubs(tmp_path, database.url, ",".join(server.url for server in cluster))
    roaming = []
    try:
        for seed in range(DEVICES):
            code = database.write(lambda c: devices.make_code(c, "kiosk", "north", datetime.now(UTC)))
            async with httpx.AsyncClient() as http:
                url = f"{hubs.urls[seed % HUBS]}/v1/devices/enroll"
                answer = (await http.post(url, json={"code": code})).json()
            roaming.append(Roaming(hubs, answer["token"], answer["epoch"], seed))
        rounds = itertools.count(1)
        for _ in range(ORDERS):
            n = next(rounds)
            if n == ORDERS // 2:
                hubs.kill(1)
                await cluster[2].stop()
            await asyncio.gather(*(device.order(n) for device in roaming))
        for device in roaming:
            await device.pull()

        record = database.read(lambda c: list(c.execute(select(schema.order.c.id)).scalars()))
        wanted = [
            order for device in roaming for order, status in device.placed.items() if status == "applied"
        ]
        assert sorted(record) == sorted(wanted), "an order was lost or doubled"
        assert all(device.seen == set(record) for device in roaming), "a feed had a gap"
        level = database.read(lambda c: c.execute(select(schema.stock)).mappings().one())
        assert level["reserved"] <= level["on_hand"] == STOCK
        await _events_arrived(database, cluster[0].url, record)
    finally:
        for device in roaming:
            await device.close()
        hubs.close()


async def _events_arrived(database: Database, url: str, orders: list[str]) -> None:
    waiting = select(schema.event.c.seq).where(schema.event.c.published_at.is_(None))
    await until(lambda: not database.read(lambda c: c.execute(waiting).all()), "the relays to publish", 40)
    client = await connect(url)
    try:
        stream = client.jetstream()
        info = await stream.stream_info(EVENTS.name)
        assert info.config.num_replicas == 3
        told: Counter[str] = Counter()
        for seq in range(info.state.first_seq, info.state.last_seq + 1):
            message = await stream.get_msg(EVENTS.name, seq)
            head = message.headers or {}
            if head["ce-type"] == "com.everyshelf.order.placed":
                told[head["ce-subject"]] += 1
        assert told == Counter(orders)
    finally:
        await client.close()
