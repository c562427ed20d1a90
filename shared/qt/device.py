"""The device as its window sees it: catalogue, orders, outbox, pictures, and the state of the line."""

import logging
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from shared.cache.catalogue import Catalogue
from shared.cache.orders import Orders
from shared.cache.outbox import Outbox
from shared.cache.store import Store
from shared.domain.base import Model
from shared.qt.agent import Agent
from shared.qt.application import local_url
from shared.settings import DeviceSettings

log = logging.getLogger(__name__)
KNOWN_PHOTOS = 4_000  # paths remembered, so that scrolling asks no file system


@dataclass(frozen=True)
class Status:
    """The line to the hub: online or since when not, and what waits in the outbox."""

    online: bool = False
    since: datetime | None = None
    waiting: int = 0
    oldest: datetime | None = None
    rejected: int = 0
    synced: bool = False
    problem: str = ""


class Device(QObject):
    """One per program, made by its composition root; ``close`` ends the agent and the databases."""

    changed = Signal(list)
    status = Signal(object)
    picture = Signal(str)

    def __init__(self, settings: DeviceSettings, agent: Agent, location_id: str) -> None:
        super().__init__()
        self.settings = settings
        self.now = Status()
        self.store = Store(settings.folder / "cache.db")
        self.outbox = Outbox(settings.folder / "outbox.db")
        self.catalogue = Catalogue(self.store, location_id)
        self.orders = Orders(self.store, self.outbox, location_id)
        self._agent = agent
        self._photos: OrderedDict[tuple[str, int], str] = OrderedDict()
        agent.said.connect(self._hear)

    def act(self, kind: str, body: Model) -> str:
        """Record an intent, durable when this returns, and have it sent; gives the mutation's id."""
        mutation_id = self.outbox.add(kind, body)
        self._agent.tell("poke")
        return mutation_id

    def photo(self, sha256: str, width: int) -> str:
        """A file URL of a picture about so wide, or "" while it is fetched; then ``picture`` fires."""
        if not sha256:
            return ""
        key = (sha256, width)
        if key in self._photos:
            self._photos.move_to_end(key)
            return self._photos[key]
        path = self._find(sha256, width)
        if path is None:
            self._agent.tell(f"photo {sha256} {width}")
            return ""
        self._photos[key] = local_url(path)
        if len(self._photos) > KNOWN_PHOTOS:
            self._photos.popitem(last=False)
        return self._photos[key]

    def close(self) -> None:
        """End the agent, then close the databases; twice is fine."""
        self._agent.stop()
        self.catalogue.close()
        self.store.close()
        self.outbox.close()

    def _find(self, sha256: str, width: int) -> Path | None:
        raise NotImplementedError

    def _hear(self, news: dict[str, Any]) -> None:
        raise NotImplementedError
