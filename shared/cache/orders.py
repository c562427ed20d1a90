"""Orders and calls as this device sees them: what the hub sent, with its own acts on top."""

import threading
from datetime import UTC, datetime

from shared.cache.fold import UNSOURCED, Entry, fold_calls, fold_order
from shared.cache.outbox import Outbox
from shared.cache.store import Position, Store
from shared.domain.codes import read_code
from shared.domain.messages import Call, Collection
from shared.domain.order import Fulfilment, Order
from shared.domain.states import ENDED, FulfilmentState

_LAST = datetime.max.replace(tzinfo=UTC)


class Orders:
    """Folded orders of one location; keeps them parsed and reads only what has changed."""

    def __init__(self, store: Store, outbox: Outbox, location_id: str) -> None:
        self._store = store
        self._outbox = outbox
        self._location_id = location_id
        self._lock = threading.Lock()
        self._generation = ""
        self._seen = 0
        self._rows: dict[str, Order] = {}
        self._folded: tuple[object, dict[str, Order]] = (None, {})

    def queue(self) -> list[Order]:
        """Open work of this location: to pick, pack, receive or hand over here; by promise time."""
        mine = [(self._due(order), order.id, order) for order in self._all().values() if self._work(order)]
        return [order for _, _, order in sorted(mine, key=lambda item: item[:2])]

    def get(self, order_id: str) -> Order | None:
        """An order by its id."""
        return self._all().get(order_id)

    def by_code(self, code: str) -> Order | None:
        """An order by its pickup code, typed or scanned."""
        wanted = read_code(code)
        return next((order for order in self._all().values() if order.code == wanted), None)

    def recent(self, limit: int = 200) -> list[Order]:
        """The newest orders first."""
        return sorted(self._all().values(), key=lambda o: (o.placed_at, o.id), reverse=True)[:limit]

    def calls(self) -> list[Call]:
        """Calls for help that nobody has answered, oldest first."""
        held = {key: Call.model_validate_json(body) for key, body in self._store.scan(Collection.CALL)}
        overlay = self._outbox.overlay(self._store.position())
        after = fold_calls(held, overlay, self._location_id).values()
        return sorted(
            (call for call in after if not call.answered_by), key=lambda call: (call.made_at, call.id)
        )

    # --- inside ---------------------------------------------------------------------------------------------------

    def _all(self) -> dict[str, Order]:
        with self._lock:
            position = self._store.position()
            entries = self._outbox.overlay(position)
            stamp = (self._store.generation, position, entries)
            if self._folded[0] != stamp:
                self._read(position)
                self._folded = (stamp, self._fold(entries))
            return self._folded[1]

    def _read(self, position: Position | None) -> None:
        generation = self._store.generation
        if generation != self._generation:
            self._rows, self._seen, self._generation = {}, 0, generation
        for change in self._store.since(Collection.ORDER, self._seen):
            if change.body is None:
                self._rows.pop(change.key, None)
            else:
                self._rows[change.key] = Order.model_validate_json(change.body)
        self._seen = position.seq if position else 0

    def _fold(self, entries: list[Entry]) -> dict[str, Order]:
        folded = dict(self._rows)
        for entry in entries:
            after = fold_order(folded.get(entry.order_id), entry)
            if after is not None:
                folded[entry.order_id] = after
        return folded

    def _mine(self, order: Order) -> list[Fulfilment]:
        return [f for f in order.fulfilments if f.state not in ENDED and self._here(f, order)]

    def _here(self, part: Fulfilment, order: Order) -> bool:
        if part.location_id == self._location_id:
            gone = part.state in {FulfilmentState.SHIPPED, FulfilmentState.ARRIVED}
            return not gone or part.collect_at == self._location_id
        if part.location_id == UNSOURCED:
            return order.placed_in == self._location_id
        return part.collect_at == self._location_id

    def _work(self, order: Order) -> bool:
        return bool(self._mine(order)) or (order.held and order.placed_in == self._location_id)

    def _due(self, order: Order) -> datetime:
        return min((f.promised_at for f in self._mine(order) if f.promised_at), default=_LAST)
