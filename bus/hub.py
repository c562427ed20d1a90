"""The composition root of the hub: builds, wires, runs and closes everything."""

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bus.api.access import Hub
from bus.api.app import make_app
from bus.api.bell import Bell
from bus.api.media import MediaStore
from bus.api.turns import Turns
from bus.connectors.contract import Connector
from bus.connectors.frame import Runner
from bus.connectors.settings import load_connectors
from bus.database import Database
from bus.desk.catalogue import get_setting, put_setting
from bus.desk.desk import Desk
from bus.desk.paylinks import OFFERED
from bus.desk.rules import Rules, Terms
from bus.feed import rows
from bus.feed.pages import Pages
from bus.feed.snapshot import Snapshots
from bus.feed.witness import Witness
from bus.record import open_record
from bus.stream.relay import Relay
from bus.stream.server import StreamServer
from shared import crypto
from shared.domain.errors import EnvironmentFault
from shared.settings import HubSettings

log = logging.getLogger(__name__)
TICK_SECONDS = 2.0
FORGET_SECONDS = 3_600.0  # between two looks for tombstones that are old enough


class RunningHub:
    """A hub that answers at ``url``; made by ``running``."""

    def __init__(self, hub: Hub, url: str, relay: Relay, server: StreamServer | None) -> None:
        self.hub = hub
        self.url = url
        self.relay = relay
        self.stream_server = server

    @property
    def database(self) -> Database:
        """The hub's record."""
        return self.hub.database


class _WebServer(uvicorn.Server):
    """Leaves signals to the hub, which stops its parts in order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def open_hub(settings: HubSettings, committed: "list[Relay]") -> Hub:
    """The hub's parts over its folder, without network; the caller closes ``database``."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    private = _private_key(
        settings.folder / "hub.key"
    )  # before connectors, some of which seal contacts to it
    connectors = load_connectors(settings.connectors) if settings.connectors else []
    database = open_record(settings, new=True)
    witness = Witness(settings.folder / "hub.witness")
    database.write(lambda c: witness.check(c, elsewhere=bool(settings.database)))
    rules = Rules.load(settings.sourcing) if settings.sourcing else None
    desk = Desk(database, private_key=private, rules=rules)

    def wake() -> None:
        for relay in committed:
            relay.wake()

    return Hub(
        database=database,
        desk=desk,
        snapshots=Snapshots(database, settings.folder / "snapshots"),
        pages=Pages(),
        media=MediaStore(settings.folder / "media"),
        bell=Bell(database, lambda d: witness.seen(d.read(rows.head))),
        witness=witness,
        turns=Turns(),
        hub_key=crypto.public_key(private),
        committed=wake,
        connectors={each.name: each for each in connectors},
    )


@contextlib.asynccontextmanager
async def running(settings: HubSettings) -> AsyncIterator[RunningHub]:
    """Run the hub in this loop: stream, relay and HTTP on the settings' host and port (0: any free one)."""
    listener = listen(settings.host, settings.port)
    relays: list[Relay] = []
    hub = open_hub(settings, relays)
    server = None if settings.nats else StreamServer(settings.folder / "stream")
    try:
        if server is not None:
            await server.start()
        stream_url = settings.nats or (server.url if server else "")
        relay = Relay(hub.database, stream_url, settings.nats_replicas)
        relays.append(relay)
        holder = f"{socket.gethostname()}:{settings.folder.resolve()}"
        runners = [Runner(each, hub.desk, stream_url, holder) for each in hub.connectors.values()]
        if (
            settings.connectors or not settings.database
        ):  # of hubs that share a record, those with connectors say it
            await hub.database.awrite(lambda c: offer_links(c, hub.connectors.values()))
        await hub.database.awrite(lambda c: tell_terms(c, hub.desk.rules.terms))
        web = _WebServer(
            uvicorn.Config(
                make_app(hub), log_config=None, access_log=False, timeout_graceful_shutdown=2, lifespan="off"
            )
        )
        tasks = [
            asyncio.create_task(web.serve([listener])),
            asyncio.create_task(relay.run()),
            asyncio.create_task(hub.bell.run()),
            asyncio.create_task(_look_after(hub)),
            *(asyncio.create_task(runner.run()) for runner in runners),
        ]
        try:
            host, port = listener.getsockname()[:2]
            while not web.started:
                await asyncio.sleep(0.01)
                if tasks[0].done():
                    await tasks[0]
                    raise EnvironmentFault("the web server ended at once; the log says why")
            log.info("the hub answers at http://%s:%d", host, port)
            yield RunningHub(hub, f"http://{host}:{port}", relay, server)
        finally:
            await hub.bell.close()
            web.should_exit = True
            await asyncio.gather(tasks[0], *(_end(task) for task in tasks[1:]), return_exceptions=True)
            await relay.close()
            await asyncio.gather(*(runner.release() for runner in runners), return_exceptions=True)
            await asyncio.gather(*(each.close() for each in hub.connectors.values()))
    finally:
        if server is not None:
            await server.stop()
        hub.database.close()
        listener.close()


def offer_links(conn: Connection, connectors: Iterable[Connector]) -> None:
    """Tell devices which systems make pay links; nobody is told of any while none is plugged in."""
    names = [each.name for each in connectors if each.pays]
    if names or get_setting(conn, OFFERED):
        put_setting(conn, OFFERED, json.dumps({"value": names}))


def tell_terms(conn: Connection, terms: Terms) -> None:
    """Tell devices the terms that their screens and slips speak of."""
    told = terms.model_dump(include={"collect_days", "partial_rejection", "collateral_rejection"})
    put_setting(conn, "terms", json.dumps({"value": told}))


async def _look_after(hub: Hub) -> None:
    """Let the desk do what time asks for: end holds and leases, serve who waits, expire pickups; and forget."""
    clock, newest = asyncio.get_running_loop().time, 0
    forget_at = clock()
    while True:
        try:
            if clock() >= forget_at:
                forget_at = clock() + FORGET_SECONDS
                await hub.database.awrite(_forget)
            head = await hub.database.awrite(hub.desk.tick)
        except SQLAlchemyError:
            log.exception("the desk's tick failed; it is tried again")
            head = newest
        if head != newest:
            newest = head
            hub.committed()
            await hub.bell.ring()
        await asyncio.sleep(TICK_SECONDS)


def _forget(conn: Connection) -> None:
    """Forget what devices were told long ago to forget; one that was away longer reads a new snapshot."""
    rows.compact(conn, datetime.now(UTC) - timedelta(days=rows.TOMBSTONE_DAYS))


async def _end(task: asyncio.Task[None]) -> None:
    """Cancel a task until it has ended: nats-py swallows a cancellation that meets it while connecting."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=0.2)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; EnvironmentFault in plain words when the port is in use."""
    try:
        return socket.create_server((host, port))
    except OSError as problem:
        message = (
            f"port {port} on {host} cannot be used ({problem.strerror}): stop the program that holds it, "
            "or set another `port` in the hub's settings"
        )
        raise EnvironmentFault(message) from problem


def _private_key(path: Path) -> str:
    """The hub's private key, made at the first start and readable by its owner alone."""
    if not path.exists():
        part = path.with_suffix(".new")
        part.touch(0o600)
        part.write_text(json.dumps({"private_key": crypto.new_private_key()}))
        part.replace(path)
    try:
        return str(json.loads(path.read_text())["private_key"])
    except (ValueError, KeyError) as problem:
        message = (
            f"{path} is damaged: put it back from a backup; contacts sealed to it cannot be read without it"
        )
        raise EnvironmentFault(message) from problem
