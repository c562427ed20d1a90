"""The verdict on a run: what was promised against what the hub, the caches and the screens hold in the end."""

import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bus.desk import schema
from bus.feed import rows
from bus.feed.snapshot import scopes
from shared.domain.messages import Collection
from shared.domain.order import Order
from shared.domain.states import FulfilmentState

if TYPE_CHECKING:
    from tests.simulation.device import SimDevice
    from tests.simulation.world import Outcome, World

GIVEN_UP = {FulfilmentState.REJECTED, FulfilmentState.CANCELLED, FulfilmentState.EXPIRED}

FITTING: dict[str, set[str | None]] = {  # what the hub may know of an act in a state
    "acked": {"applied"},
    "rejected": {"rejected", None},  # a hub that was restored may have forgotten a refusal
    "dismissed": {"rejected", None},
}


def unsettled(world: "World") -> list[str]:
    """Devices that still have something to send or to hear."""
    table = rows.rows.c
    query = select(table.scope, func.max(table.seq)).group_by(table.scope)
    epoch, newest = world.hub.database.read(
        lambda c: (rows.epoch(c), {row[0]: row[1] for row in c.execute(query)})
    )
    return [text for device in world.devices if (text := _unsettled(device, epoch, newest))]


def _unsettled(device: "SimDevice", epoch: str, newest: dict[str, int]) -> str:
    if not device.up:
        return f"{device.who.id} is down"
    if device.waiting():
        waits = [(e.kind, e.id, e.state, e.reason, e.tries) for e in device.outbox.pending()]
        return f"{device.who.id} has still to send {waits}"
    position = device.core.writer.position()
    seq = max(newest.get(scope, 0) for scope in scopes(device.who.role, device.who.location_id))
    if position is None or position.epoch != epoch or position.seq < seq:
        return f"{device.who.id} is at {position}, the hub at {epoch}.{seq}"
    acked = [e for e in device.outbox.overlay(position) if e.state == "acked"]
    return f"{device.who.id} still shows {acked} over the cache" if acked else ""


def verdict(world: "World") -> "Outcome":
    """Count what was lost, done twice and oversold, and whether everything came right in time."""
    from tests.simulation.world import Outcome  # noqa: PLC0415 - the two know each other

    late = unsettled(world)
    orders = _orders(world)
    lost = _lost(world, orders)
    twice = _twice(world, orders)
    oversold = _oversold(world, orders)
    wrong = [*late, *lost, *twice, *oversold]
    if not late:
        truth = _Truth(world)
        differing = [finding for device in world.devices for finding in truth.differs(device)]
        lost += differing
        wrong += differing
    trace = tuple(f"{at:8.3f} {' '.join(map(str, what))}" for at, what in world.trace) if wrong else ()
    return Outcome(
        seed=world.seed,
        lost=len(lost),
        twice=len(twice),
        oversold=len(oversold),
        not_live=bool(late),
        wrong=tuple(wrong),
        trace=trace,
    )


def _orders(world: "World") -> dict[str, Order]:
    bodies = world.hub.database.read(lambda conn: conn.execute(select(schema.order.c.body)).scalars().all())
    return {order.id: order for order in map(Order.model_validate_json, bodies)}


def _lost(world: "World", orders: dict[str, Order]) -> list[str]:
    """Orders promised on a screen that the hub does not have; acts of which device and hub think differently."""
    found = []
    results = {
        (row.device_id, row.mutation_id): json.loads(row.result)["status"]
        for row in world.hub.database.read(lambda conn: conn.execute(select(schema.dedupe)).all())
    }
    for device in world.devices:
        found += [f"order {i} of {device.who.id} is lost" for i in device.promised.orders if i not in orders]
        for line in device.outbox.export().splitlines() if device.up else ():
            act = json.loads(line)
            known = results.get((device.who.id, act["id"]))
            if act["state"] in FITTING and known not in FITTING[act["state"]]:
                found.append(
                    f"{act['kind']} {act['id']} of {device.who.id} is {act['state']} here, {known} there"
                )
    return found


def _twice(world: "World", orders: dict[str, Order]) -> list[str]:
    """Pieces cancelled or money taken more than once."""
    found = []
    asked: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    for device in world.devices:
        asked.update(device.promised.cancelled)
        paid.update(device.promised.paid)
    for order in orders.values():
        cancelled = sum(line.cancelled for line in order.lines)
        if cancelled > asked[order.id]:
            found.append(
                f"order {order.id} has {cancelled} pieces cancelled, asked for were {asked[order.id]}"
            )
        if order.payment.paid > sum(line.unit_price * line.quantity for line in order.lines):
            found.append(f"order {order.id} was paid {order.payment.paid}")
        pieces = Counter(
            p.line_id
            for f in order.fulfilments
            if f.state not in GIVEN_UP
            for p in f.parts
            for _ in range(p.quantity)
        )
        found += [
            f"order {order.id} has {pieces[line.id]} pieces of a line of {line.quantity}"
            for line in order.lines
            if pieces[line.id] > line.quantity
        ]
    events = Counter(
        world.hub.database.read(
            lambda conn: (
                conn.execute(select(schema.event.c.subject).where(schema.event.c.type == "order.placed"))
                .scalars()
                .all()
            )
        )
    )
    found += [f"order {i} was placed {count} times" for i, count in events.items() if count > 1]
    return found


def _oversold(world: "World", orders: dict[str, Order]) -> list[str]:
    """SKUs of which more is promised or gone than there ever was; levels below zero."""
    pieces: Counter[str] = Counter()
    for order in orders.values():
        for part in order.fulfilments:
            if part.state not in GIVEN_UP:
                pieces.update({p.sku: p.quantity for p in part.parts})
    found = [
        f"{n} of {sku} promised, there were {world.hub.units}"
        for sku, n in pieces.items()
        if n > world.hub.units
    ]
    table = schema.stock.c
    below = table.on_hand - table.reserved - table.safety - table.leased - table.blocked < 0
    levels = world.hub.database.read(
        lambda conn: conn.execute(select(table.sku, table.location_id).where(below)).all()
    )
    return found + [f"{sku} at {place} is below zero" for sku, place in levels]


class _Truth:
    """What the hub has for devices, read once for all of them."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._rows: dict[str, dict[tuple[str, str], str]] = {}
        self._order = cache(Order.model_validate_json)

    def rows(self, scope: str) -> dict[tuple[str, str], str]:
        if scope not in self._rows:
            table = rows.rows.c
            query = select(table.collection, table.key, table.body).where(
                table.scope == scope, table.body.is_not(None)
            )
            found = self._world.hub.database.read(lambda conn: conn.execute(query).all())
            self._rows[scope] = {(collection, key): body for collection, key, body in found}
        return self._rows[scope]

    def differs(self, device: "SimDevice") -> list[str]:
        """Rows of a cache that are not what the hub has for it, and of the screen that are not the cache's."""
        shop, own = map(self.rows, scopes(device.who.role, device.who.location_id))
        truth = shop | own
        held = {(str(c), k): b for c in Collection for k, b in device.store.scan(c)}
        found = [
            f"{device.who.id} shows {key} wrongly"
            for key in truth.keys() | held.keys()
            if truth.get(key) != held.get(key)
        ]
        shown = {order.id: order for order in device.orders.recent(100_000)}
        for (collection, key), body in own.items():
            if collection == Collection.ORDER and shown.get(key) != self._order(body):
                found.append(f"the screen of {device.who.id} shows order {key} wrongly")
        return found
