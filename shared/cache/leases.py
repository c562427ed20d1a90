"""What this device may sell while the hub is away: the units leased to it, less what it has sold of them."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from shared.cache.fold import Entry
from shared.cache.outbox import Outbox
from shared.cache.store import Store
from shared.domain.messages import Collection
from shared.domain.order import Line
from shared.domain.states import Way
from shared.domain.stock import Lease


class Cover(NamedTuple):
    """Units to sell by lease id; ``complete`` when they are all that was asked for."""

    leases: dict[str, int]
    complete: bool


class Leases:
    """The leases of one device. An order beyond them is provisional while the hub is away, and must say so."""

    def __init__(self, store: Store, outbox: Outbox, device_id: str) -> None:
        self._store = store
        self._outbox = outbox
        self._device_id = device_id

    def left(self, now: datetime) -> list[Lease]:
        """This device's leases that run, with what is left after its own pending orders."""
        sold = _sold(self._outbox.overlay(self._store.position()))
        found = []
        for _, body in self._store.scan(Collection.LEASE):
            lease = Lease.model_validate_json(body)
            left = lease.left - sold.get(lease.id, 0)
            if lease.device_id in {"", self._device_id} and lease.expires_at > now and left > 0:
                found.append(lease.model_copy(update={"left": left}))
        return sorted(found, key=lambda lease: (lease.expires_at, lease.id))

    def cover(self, lines: Sequence[Line], now: datetime) -> Cover:
        """The leases that cover an order's lines as far as they go, those that end first used first."""
        running = self.left(now)
        used: dict[str, int] = {}
        complete = True
        for line in lines:
            wanted = line.quantity
            for lease in running:
                if line.way is not Way.PICKUP or (lease.sku, lease.location_id) != (
                    line.sku,
                    line.location_id,
                ):
                    continue
                units = min(wanted, lease.left - used.get(lease.id, 0))
                if units > 0:
                    used[lease.id] = used.get(lease.id, 0) + units
                    wanted -= units
            complete = complete and wanted == 0
        return Cover(used, complete)


def _sold(entries: Iterable[Entry]) -> dict[str, int]:
    sold: dict[str, int] = {}
    for entry in entries:
        if entry.kind == "order.place":
            for lease, units in json.loads(entry.body).get("leases", {}).items():
                sold[lease] = sold.get(lease, 0) + int(units)
    return sold
