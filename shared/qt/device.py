"""The device as its window sees it: catalogue, orders, outbox, pictures, and the state of the line."""

import asyncio
import logging
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from shared.cache.catalogue import Catalogue
from shared.cache.leases import Leases
from shared.cache.orders import Orders
from shared.cache.outbox import Outbox
from shared.cache.store import Store
from shared.domain.base import Model, new_id
from shared.domain.errors import SettingsError
from shared.domain.messages import Enrolled
from shared.domain.order import Order
from shared.qt.agent import Agent
from shared.qt.pictures import WIDTHS, Pictures
from shared.settings import DeviceSettings
from shared.sync import credential
from shared.sync.core import Status
from shared.sync.photos import Photos
from shared.sync.uploads import Uploads

log = logging.getLogger(__name__)
ANSWER_SECONDS = 10.0  # the hub's answer to a question


class Device(QObject):
    """One per program, made by ``open_device``; ``close`` ends the agent and the databases."""

    changed = Signal(list)
    status = Signal(object)

    def __init__(
        self, settings: DeviceSettings, agent: Agent, identity: Enrolled, pictures: Pictures | None = None
    ) -> None:
        super().__init__()
        self.settings = settings
        self.identity = identity
        self.now = Status()
        self.outbox = Outbox(settings.folder)
        self.store = Store(settings.folder, self.outbox, identity.device_id)
        self.catalogue = Catalogue(self.store, identity.location_id)
        self.leases = Leases(self.store, self.outbox, identity.device_id)
        self.orders = Orders(self.store, self.outbox, identity.location_id)
        self._agent = agent
        self._photos = Photos(settings.folder, settings.photo_cache_mb * 1_000_000)
        self._questions: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._uploads = Uploads(settings.folder)
        self.pictures = pictures or Pictures(settings.folder)
        agent.began.connect(lambda: self.pictures.serve(agent.want))
        if agent.running:  # it has just enrolled this device
            self.pictures.serve(agent.want)
        agent.fetched.connect(self.pictures.arrive, Qt.ConnectionType.DirectConnection)
        agent.said.connect(self._hear)

    def act(self, kind: str, body: Model) -> str:
        """Record an intent, durable when this returns, and have it sent; gives the mutation's id."""
        mutation_id = self.outbox.add(kind, body)
        self.poke()
        return mutation_id

    def poke(self) -> None:
        """Have the agent look at the outbox and ask the hub for news now."""
        self._agent.tell(poke=True)

    def keep_picture(self, content: bytes) -> str:
        """Keep a photograph (JPEG) taken here and have it sent to the hub; gives its SHA-256."""
        sha256 = self._uploads.add(content)
        for width in (WIDTHS[0], WIDTHS[-1]):  # shown at once, also while the line is down
            self._photos.put(sha256, width, content)
            self.pictures.arrive(sha256, width)
        self.poke()
        return sha256

    async def find_orders(self, text: str) -> list[Order] | None:
        """A shopper's orders over all stores, asked of the hub and kept nowhere; None when it does not answer."""
        news = await self._ask(find=text) if self.now.online else None
        found = news.get("found") if news else None
        return None if found is None else [Order.model_validate(each) for each in found]

    async def hub_clock(self) -> datetime | None:
        """The hub's time of day, None when it does not answer."""
        news = await self._ask(clock=True)
        return datetime.fromisoformat(news["clock"]) if news and "clock" in news else None

    async def _ask(self, **question: object) -> dict[str, Any] | None:
        """Have the agent ask the hub now; None when no answer comes in time."""
        asked = new_id()
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._questions[asked] = answer
        self._agent.tell(**question, id=asked)
        try:
            return await asyncio.wait_for(answer, ANSWER_SECONDS)
        except TimeoutError:
            return None
        finally:
            del self._questions[asked]

    def close(self) -> None:
        """End the agent, then close the databases; twice is fine."""
        self._agent.stop()
        self.pictures.close()
        self.store.close()
        self.outbox.close()

    def _hear(self, news: dict[str, Any]) -> None:
        if "status" in news:
            self.now = Status.model_validate(news["status"])
            self.status.emit(self.now)
        elif "changed" in news:
            self.changed.emit(list(news["changed"]))
        elif "id" in news:
            answer = self._questions.get(str(news["id"]))
            if answer is not None and not answer.done():
                answer.set_result(news)


async def open_device(settings: DeviceSettings, code: str = "", pictures: Pictures | None = None) -> Device:
    """Start the agent and open the device; a new one is enrolled with a one-time code first.

    SettingsError when the device is new and the code is missing or not taken; the hub being away is waited for.
    """
    identity = credential.load(settings.folder)
    if identity is not None:
        agent = Agent(settings)
        device = Device(settings, agent, identity, pictures)
        agent.start()
        return device
    if not code:
        message = f"{settings.folder} holds no enrolled device: make a code at the hub, then start with --enrol CODE"
        raise SettingsError(message)
    agent = Agent(settings, code)
    heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    agent.said.connect(heard.put_nowait)
    agent.start()
    while True:
        news = await heard.get()
        if "enrolled" in news:
            break
        problem = str(news.get("status", {}).get("problem", ""))
        if problem.startswith(("The code was not taken", "That code is for")):
            agent.stop()
            raise SettingsError(problem)
        log.info("%s", problem)
    agent.said.disconnect(heard.put_nowait)
    enrolled = credential.load(settings.folder)
    if enrolled is None:
        agent.stop()
        raise SettingsError(f"{settings.folder} cannot be written: check its rights and the disk")
    return Device(settings, agent, enrolled, pictures)
