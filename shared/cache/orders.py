"""Orders and calls as this device sees them: what the hub sent, with its own acts on top."""

import heapq
import threading
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from shared.cache.fold import UNSOURCED, Entry, fold_calls, fold_order
from shared.cache.outbox import Outbox
from shared.cache.store import Position, Store
from shared.domain.codes import read_code
from shared.domain.messages import Call, Collection
from shared.domain.order import Fulfilment, Order
from shared.domain.states import ENDED, FulfilmentState

_LAST = datetime.max.replace(tzinfo=UTC)


class _Part(msgspec.Struct):
    """What the queue asks of a fulfilment."""

    state: str
    location_id: str
    collect_at: str = ""
    promised_at: datetime | None = None
    tracking: str = ""


class _Head(msgspec.Struct):
    """What finding and sorting ask of an order: a twentieth of the work of parsing it all."""

    id: str
    code: str
    placed_at: datetime
    placed_in: str = ""
    held: bool = False
    fulfilments: list[_Part] = []


_heads = msgspec.json.Decoder(_Head)


class _Held:
    """An order as it came, parsed in full when somebody looks at it."""

    __slots__ = ("_body", "_order", "head")

    def __init__(self, body: str, order: Order | None = None) -> None:
        self._body, self._order = body, order
        self.head: _Head | Order = order or _heads.decode(body)

    def order(self) -> Order:
        """The whole of it; threads may ask at once, so the text is read before it is known whether it is needed."""
        body, order = self._body, self._order
        if order is None:
            order = self._order = Order.model_validate_json(body)
            self._body = ""
        return order


class Orders:
    """Folded orders of one location; reads only what has changed and parses only what is asked for."""

    def __init__(self, store: Store, outbox: Outbox, location_id: str) -> None:
        self._store = store
        self._outbox = outbox
        self._location_id = location_id
        self._lock = threading.Lock()
        self._generation = ""
        self._seen = 0
        self._rows: dict[str, _Held] = {}
        self._codes: dict[str, str] = {}
        self._parcels: dict[str, str] = {}  # a carrier's number → order id
        self._open: set[str] = set()
        self._over: dict[str, _Held] = {}  # orders that acts of this device change or make
        self._stamp: object = None

    def queue(self) -> list[Order]:
        """Open work of this location: to pick, pack, receive or hand over here; by promise time."""
        with self._lock:
            self._look()
            held = [self._over.get(key) or self._rows[key] for key in self._open | self._over.keys()]
        mine = [(self._due(each.head), each.head.id, each) for each in held if self._work(each.head)]
        return [each.order() for _, _, each in sorted(mine, key=lambda item: item[:2])]

    def get(self, order_id: str) -> Order | None:
        """An order by its id."""
        with self._lock:
            self._look()
            held = self._over.get(order_id) or self._rows.get(order_id)
        return held.order() if held else None

    def by_code(self, code: str) -> Order | None:
        """An order by its pickup code, typed or scanned."""
        wanted = read_code(code)
        with self._lock:
            self._look()
            held = next((each for each in self._over.values() if each.head.code == wanted), None)
            if held is None and (key := self._codes.get(wanted)):
                held = self._rows[key]
        return held.order() if held else None

    def by_parcel(self, number: str) -> Order | None:
        """An order by the number that a carrier gave to a parcel of it, whether that has left or come back."""
        with self._lock:
            self._look()
            mine = (each for each in self._over.values() if any(number == n for n in _numbers(each.head)))
            held = next(mine, None)
            if held is None and (key := self._parcels.get(number)):
                held = self._rows[key]
        return held.order() if held else None

    def recent(self, limit: int = 200, since: datetime | None = None) -> list[Order]:
        """The newest orders first, none placed before ``since``."""
        with self._lock:
            self._look()
            held: Iterable[_Held] = list({**self._rows, **self._over}.values())
        if since is not None:
            held = [each for each in held if each.head.placed_at >= since]
        newest = heapq.nlargest(limit, held, key=lambda each: (each.head.placed_at, each.head.id))
        return [each.order() for each in newest]

    def calls(self) -> list[Call]:
        """Calls for help that nobody has answered, oldest first."""
        held = {key: Call.model_validate_json(body) for key, body in self._store.scan(Collection.CALL)}
        overlay = self._outbox.overlay(self._store.position())
        after = fold_calls(held, overlay, self._location_id).values()
        return sorted(
            (call for call in after if not call.answered_by), key=lambda call: (call.made_at, call.id)
        )

    # --- inside ---------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Bring what is held up to date; the caller has the lock."""
        position = self._store.position()
        entries = self._outbox.overlay(position)
        stamp = (self._store.generation, position, entries)
        if self._stamp != stamp:
            self._read(position)
            self._over = self._fold(entries)
            self._stamp = stamp

    def _read(self, position: Position | None) -> None:
        generation = self._store.generation
        if generation != self._generation:
            self._rows, self._codes, self._parcels, self._open = {}, {}, {}, set()
            self._seen, self._generation = 0, generation
        for change in self._store.since(Collection.ORDER, self._seen):
            self._open.discard(change.key)
            if gone := self._rows.pop(change.key, None):
                self._codes.pop(gone.head.code, None)
                for number in _numbers(gone.head):
                    self._parcels.pop(number, None)
            if change.body is not None:
                held = self._rows[change.key] = _Held(change.body)
                self._codes[held.head.code] = change.key
                self._parcels.update(dict.fromkeys(_numbers(held.head), change.key))
                if self._work(held.head):
                    self._open.add(change.key)
        self._seen = position.seq if position else 0

    def _fold(self, entries: list[Entry]) -> dict[str, _Held]:
        folded: dict[str, Order] = {}
        for entry in entries:
            row = self._rows.get(entry.order_id)
            before = folded.get(entry.order_id) or (row.order() if row else None)
            after = fold_order(before, entry)
            if after is not None:
                folded[entry.order_id] = after
        return {key: _Held("", order) for key, order in folded.items()}

    def _mine(self, order: _Head | Order) -> list[_Part | Fulfilment]:
        return [f for f in order.fulfilments if f.state not in ENDED and self._here(f, order)]

    def _here(self, part: _Part | Fulfilment, order: _Head | Order) -> bool:
        if part.location_id == self._location_id:
            gone = part.state in {FulfilmentState.SHIPPED, FulfilmentState.ARRIVED}
            return not gone or part.collect_at == self._location_id
        if part.location_id == UNSOURCED:
            return order.placed_in == self._location_id
        return part.collect_at == self._location_id

    def _work(self, order: _Head | Order) -> bool:
        return bool(self._mine(order)) or (order.held and order.placed_in == self._location_id)

    def _due(self, order: _Head | Order) -> datetime:
        return min((f.promised_at for f in self._mine(order) if f.promised_at), default=_LAST)


def _numbers(order: _Head | Order) -> list[str]:
    return [f.tracking for f in order.fulfilments if f.tracking]
