"""What waits at a location besides orders: calls from kiosks, goods between locations, returns to decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shared.domain.messages import Call, Collection, StepTransfer
from shared.domain.order import Return
from shared.domain.states import ReturnState, TransferState
from shared.domain.stock import Transfer
from shared.qt.device import Device
from staff.returns import folded
from staff.work import Task, open_calls

_OPEN_RETURN = (f'"state":"{ReturnState.FLAGGED}"', f'"state":"{ReturnState.REQUESTED}"')
_OPEN_TRANSFER = (f'"state":"{TransferState.REQUESTED}"', f'"state":"{TransferState.SHIPPED}"')


@dataclass(frozen=True)
class Errand:
    """A row of the queue that is no order's: ``place`` is the kiosk or the other location."""

    task: Task
    key: str
    since: datetime
    place: str = ""
    pieces: int = 0
    flags: tuple[str, ...] = ()


def errands(
    calls: Iterable[Call], transfers: Iterable[Transfer], returns: Iterable[Return], here: str
) -> list[Errand]:
    """Every errand of a location: calls first, then the oldest."""
    found = [Errand(Task.CALL, call.id, call.made_at, call.where) for call in open_calls(calls, here)]
    rest = [
        Errand(task, each.id, each.made_at, other, sum(line.quantity for line in each.lines))
        for each in transfers
        for task, other in [_transfer_task(each, here)]
        if task
    ]
    rest += [
        Errand(Task.RETURN, each.id, each.made_at, "", sum(line.quantity for line in each.lines), each.flags)
        for each in returns
        if to_decide(each, here)
    ]
    return found + sorted(rest, key=lambda errand: (errand.since, errand.key))


def to_decide(made: Return, here: str) -> bool:
    """A return that a person of this location has to look at: flagged by the desk, or announced and not yet here."""
    return made.location_id == here and made.state in {ReturnState.FLAGGED, ReturnState.REQUESTED}


def transfers(device: Device) -> list[Transfer]:
    """Transfers as the hub last said, without those this counter has moved on since."""
    waiting = device.outbox.overlay(device.store.position())
    moved = {act.transfer_id for entry in waiting if isinstance(act := entry.parsed(), StepTransfer)}
    bodies = _holding(device, Collection.TRANSFER, _OPEN_TRANSFER)
    rows = (Transfer.model_validate_json(body) for body in bodies)
    return [transfer for transfer in rows if transfer.id not in moved]


def open_returns(device: Device) -> list[Return]:
    """Returns that somebody may have to decide, this counter's acts folded in."""
    return _returns(device, _OPEN_RETURN)


def returns_of(device: Device, order_id: str) -> list[Return]:
    """Every return of an order that this counter knows of, its own acts folded in."""
    return _returns(device, (order_id,))


def _returns(device: Device, marks: tuple[str, ...]) -> list[Return]:
    rows = [Return.model_validate_json(body) for body in _holding(device, Collection.RETURN, marks)]
    waiting = device.outbox.overlay(device.store.position())
    return folded(rows, (entry.parsed() for entry in waiting if entry.kind.startswith("return.")))


def _holding(device: Device, collection: Collection, marks: tuple[str, ...]) -> list[str]:
    """Bodies that hold one of some texts: thousands that are over need not be parsed with every act."""
    rows = device.store.scan(collection)
    return [body for _, body in rows if any(mark in body for mark in marks)]


def _transfer_task(each: Transfer, here: str) -> tuple[Task | None, str]:
    if each.from_id == here and each.state is TransferState.REQUESTED:
        return Task.SEND, each.to_id
    if each.to_id == here and each.state is TransferState.SHIPPED:
        return Task.RECEIVE, each.from_id
    return None, ""
