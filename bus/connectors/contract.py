"""What a connector is: a translator between one system and the canonical model; the frame does the rest."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection

from shared.domain.base import Model
from shared.domain.errors import EveryshelfError, SettingsError
from shared.domain.messages import Result
from shared.domain.order import Order

T = TypeVar("T")


class LaterError(EveryshelfError):
    """The other system cannot take or give this now (away, busy): the frame tries again with backoff."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class UnansweredError(LaterError):
    """No answer came in time: the other system may have done it or not. Look there before doing it again."""


class ForgedError(EveryshelfError):
    """A notification that its signature, its age or its form shows not to come from the other system."""


class PoisonError(EveryshelfError):
    """This one item can never be taken as it is: it becomes a dead letter with this reason."""


@dataclass(frozen=True)
class Event:
    """An event of the bus: a CloudEvent whose ``subject`` names the aggregate that keeps its order."""

    id: str
    type: str
    subject: str
    made_at: datetime
    data: dict[str, Any]

    @classmethod
    def parsed(cls, id: str, type: str, subject: str, made_at: datetime, data: str) -> "Event":
        """An event of the record, whose data is JSON text."""
        return cls(id, type, subject, made_at, json.loads(data))


@dataclass(frozen=True)
class Polled:
    """What a look at the other system gave; ``cursor`` is kept once all intakes are committed."""

    cursor: str
    intakes: tuple["Intake", ...] = ()
    more: bool = False


@dataclass(frozen=True)
class Intake:
    """One change seen in the other system; ``key`` is its id there and makes a second sight harmless."""

    kind: str
    key: str
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """Something that the hub and the other system say differently of an article."""

    sku: str
    what: str
    ours: str
    theirs: str


class Work(Protocol):
    """What the frame lends a connector while it translates."""

    async def order(self, order_id: str) -> Order | None:
        """An order as the desk holds it now."""

    async def order_of(self, fulfilment_id: str) -> str | None:
        """The id of the order that a fulfilment, not ended yet, belongs to."""

    async def places(self) -> dict[str, str]:
        """Names of stores and warehouses by id."""

    async def act(self, kind: str, body: Model, key: str, place: str = "") -> Result:
        """Ask the desk for something (a mutation), at a location if need be; the same key again is the same act."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Bring catalogue, stock or locations in by the functions of ``bus.desk.catalogue``."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Read the record, as functions of ``bus.desk.lookup`` do."""

    async def ours(self, kind: str, theirs: str) -> str | None:
        """Our id for an id of theirs."""

    async def theirs(self, kind: str, ours: str) -> str | None:
        """Their id for an id of ours."""

    async def pair(self, kind: str, ours: str, theirs: str) -> None:
        """Remember that two ids mean the same; for good."""

    async def once(
        self,
        kind: str,
        ours: str,
        find: Callable[[], Awaitable[str | None]],
        create: Callable[[], Awaitable[str]],
    ) -> str:
        """Their id for ours: the remembered one, else one found there by our reference, else made there now.

        ``find`` covers a crash between making and remembering, so nothing is ever made twice.
        """


class Connector:
    """Base of connectors. Override ``deliver`` for events out, ``poll`` and ``take`` for changes in."""

    name: str = ""
    events: tuple[str, ...] = ()
    """Event types it wants, ``*`` for any ending: ``("order.placed", "fulfilment.*")``."""
    poll_seconds: float = 0.0
    """How often ``poll`` is called; 0 for never."""
    calls_per_second: float = 20.0
    attend_seconds: float = 0.0
    """How often ``attend`` is called; 0 for never."""
    rehearses: bool = False
    """Whether ``take`` changes nothing but through ``work``, so that a dry run can undo it."""
    pays: bool = False
    """Whether it makes pay links; devices then learn that they are offered."""

    async def deliver(self, event: Event, work: Work) -> None:
        """Bring one event into the other system; LaterError to try again, PoisonError to give it up."""
        raise NotImplementedError

    async def poll(self, cursor: str) -> Polled:
        """Look for changes after a cursor (empty at first)."""
        raise NotImplementedError

    async def take(self, intake: Intake, work: Work) -> None:
        """Bring one change of theirs into the hub."""
        raise NotImplementedError

    async def attend(self, work: Work) -> None:
        """Look after what is open over there, by what our record says; LaterError when that must wait."""
        raise NotImplementedError

    def receive(self, headers: Mapping[str, str], body: bytes) -> tuple[Intake, ...]:  # noqa: ARG002 - takes none
        """Check a notification posted to ``/v1/hooks/NAME`` and say what changes it tells of, without delay.

        ForgedError for one that is not theirs. Headers are in small letters. The frame keeps the changes before it
        answers, and brings them to ``take`` like polled ones.
        """
        raise ForgedError(f"{self.name} takes no notifications")

    def preview(self, event: Event, order: Order | None) -> str:  # noqa: ARG002 - a connector may tell more
        """What ``deliver`` would send, in words, for a dry run; sends nothing."""
        return f"{event.type} about {event.subject}"

    def differences(self, work: Work) -> AsyncIterator[Difference]:  # noqa: ARG002 - for those who can
        """Whatever the other system shows otherwise than the hub; connectors that cannot tell say so."""
        raise SettingsError(f"{self.name} cannot compare itself with the hub")

    async def check(self) -> str:
        """One line saying how the other system is; LaterError when it is away."""
        return "ok"

    async def close(self) -> None:
        """Let go of connections."""
