"""One piece of work at the desk: what it reads at once, and what it writes together at its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, text, update

from bus.desk import schema, shoppers
from bus.desk.rules import Rules
from bus.feed import rows
from shared.domain.base import Model, new_id
from shared.domain.events import EVENTS, StockChanged
from shared.domain.location import Location
from shared.domain.messages import Collection
from shared.domain.order import Fulfilment, Order
from shared.domain.problem import TYPES, Problem
from shared.domain.states import ENDED, OVER
from shared.domain.stock import Level, StockRow

LEVELS = ("on_hand", "reserved", "safety", "leased", "blocked", "incoming")
LINK_SECONDS = 3  # until a changed pay link is asked about
ANY = -(2**31)  # no condition on what is available

_CHANGE = text(
    "UPDATE stock SET on_hand = on_hand + :on_hand, reserved = reserved + :reserved,"
    " safety = safety + :safety,"
    " leased = leased + :leased, blocked = blocked + :blocked, incoming = incoming + :incoming"
    " WHERE sku = :sku AND location_id = :location_id"
    " AND on_hand - reserved - safety - leased - blocked >= :need",
)
_WORKLOAD = text(
    "INSERT INTO workload (location_id, day, free) VALUES (:location_id, :day, :free)"
    " ON CONFLICT (location_id, day) DO UPDATE SET free = workload.free - :number"
)
_LEDGER = insert(schema.ledger)
_EVENT = insert(schema.event)
_ORDER = select(schema.order.c.body).where(schema.order.c.id == bindparam("order_id")).with_for_update()
_NEW_ORDER = insert(schema.order)
_OLD_ORDER = (
    update(schema.order)
    .where(schema.order.c.id == bindparam("order_id"))
    .values(state=bindparam("state"), body=bindparam("body"))
)
_TASK = insert(schema.task)
_OF_ORDERS: BindParameter[str] = bindparam("order_ids", expanding=True)
_NO_TASKS = delete(schema.task).where(schema.task.c.order_id.in_(_OF_ORDERS))
_ENDED = insert(schema.ended)
_NOT_ENDED = delete(schema.ended).where(schema.ended.c.order_id.in_(_OF_ORDERS))
_KEY = (schema.stock.c.sku, schema.stock.c.location_id)
_OF = schema.stock.c.sku.in_(bindparam("skus", expanding=True))
_STOCK_OF = select(*_KEY, *(schema.stock.c[name] for name in LEVELS)).where(_OF).order_by(*_KEY)
_AVAILABLE = select(*_KEY, schema.free).where(_OF, schema.free > 0).order_by(*_KEY)


@dataclass(frozen=True)
class Device:
    """Who asks: a device with the one location it belongs to, or the hub itself."""

    id: str
    role: Literal["kiosk", "staff", "hub"]
    location_id: str = ""


HUB = Device("hub", "hub")


@dataclass(frozen=True)
class House:
    """What every piece of work knows: the locations, who of them is full today, the rules and the private key."""

    places: Mapping[str, Location] = field(default_factory=dict)
    full: frozenset[str] = frozenset()
    rules: Rules = field(default_factory=Rules)
    private_key: str = ""


NO_HOUSE = House()


class RefusedError(Exception):
    """The intent cannot become truth; raised before anything was written."""

    def __init__(
        self,
        code: str,
        title: str,
        detail: str = "",
        status: int = 409,
        legal: tuple[str, ...] = (),
        **facts: object,
    ) -> None:
        super().__init__(title)
        told = {name: str(value) for name, value in facts.items()}
        self.problem = Problem(
            type=TYPES + code, title=title, detail=detail, status=status, legal=legal, facts=told
        )


class Work:
    """Collects stock changes, documents, events and feed rows of one transaction; ``finish`` writes them."""

    def __init__(
        self, conn: Connection, now: datetime, house: House = NO_HOUSE, device: Device = HUB, by: str = ""
    ) -> None:
        self.conn = conn
        self.now = now
        self.places = house.places
        self.full = house.full
        self.rules = house.rules
        self.private_key = house.private_key
        self.device = device
        self.by = by or device.id
        self._ledger: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []
        self._rows: list[tuple[str, str, str, str | None]] = []
        self._orders: dict[str, Order] = {}
        self._new: set[str] = set()
        self._took: dict[str, int] = {}
        self._texts: dict[int, tuple[Model, str]] = {}

    # --- stock ---------------------------------------------------------------------------------------------

    def change(self, sku: str, place: str, cause: str, ref: str, *, need: int = ANY, **by: int) -> bool:
        """Change levels of a SKU at a location if at least ``need`` are available; whether it was done."""
        values = dict.fromkeys(LEVELS, 0) | by
        key = {"sku": sku, "location_id": place}
        if self.conn.execute(_CHANGE, {**key, **values, "need": need}).rowcount == 0:
            if need > ANY:
                return False
            self.conn.execute(insert(schema.stock), {**key, **values})
        row = {**key, **values, "cause": cause, "ref": ref, "actor": self.by, "at": self.now}
        self._ledger.append(row)
        return True

    def levels(self, skus: list[str], *, lock: bool = False) -> dict[str, dict[str, Level]]:
        """Stock of some SKUs everywhere: SKU → location id → level; ``lock``: nobody else changes it meanwhile."""
        found: dict[str, dict[str, Level]] = {sku: {} for sku in skus}
        query = _STOCK_OF.with_for_update() if lock else _STOCK_OF
        for sku, place, *numbers in self.conn.execute(query, {"skus": skus}):
            found[sku][place] = _level(numbers)
        return found

    def available(self, skus: list[str]) -> dict[str, dict[str, int]]:
        """What may be promised of some SKUs: SKU → location id → units, only above 0."""
        found: dict[str, dict[str, int]] = {sku: {} for sku in skus}
        for sku, place, units in self.conn.execute(_AVAILABLE, {"skus": skus}):
            found[sku][place] = units
        return found

    def took(self, place: str) -> None:
        """A location has taken on a fulfilment more today."""
        self._took[place] = self._took.get(place, 0) + 1

    # --- orders --------------------------------------------------------------------------------------------

    def order(self, order_id: str) -> Order | None:
        """An order as this work sees it, locked until the commit."""
        if order_id in self._orders:
            return self._orders[order_id]
        body = self.conn.execute(_ORDER, {"order_id": order_id}).scalar()
        return None if body is None else Order.model_validate_json(body)

    def existing(self, order_id: str) -> Order:
        """An order that must exist; RefusedError when it does not."""
        order = self.order(order_id)
        if order is None:
            raise RefusedError("unknown", "There is no such order", order_id, 404)
        return order

    def concerning(self, order_id: str) -> Order:
        """An order that this device has to do with; a kiosk only with those placed in its store."""
        order = self.existing(order_id)
        mine = [order.placed_in] if self.device.role == "kiosk" else concerned(order)
        if self.device.role != "hub" and self.device.location_id not in mine:
            raise RefusedError(
                "other-place", "This order is another store's", order_id, 403, place=order.placed_in
            )
        return order

    def save(self, order: Order, *, new: bool = False) -> None:
        """Keep an order's new shape; it goes to the devices of every location concerned."""
        self._orders[order.id] = order
        if new:
            self._new.add(order.id)

    # --- what others see -----------------------------------------------------------------------------------

    def event(self, type_: str, subject: str, data: Model, *, first: bool = False) -> None:
        """Tell the systems of others after the commit; ``first``: before what this work has told already."""
        if type(data) is not EVENTS[type_]:
            raise TypeError(f"{type_} carries {EVENTS[type_].__name__}, not {type(data).__name__}")
        made = new_id(int(self.now.timestamp() * 1000))
        row = {"id": made, "type": type_, "subject": subject, "data": self._text(data), "made_at": self.now}
        self._events.insert(0 if first else len(self._events), row)

    def show(self, scope: str, collection: str, key: str, body: Model | None) -> None:
        """Put a row (None: take it away) before the devices of a scope."""
        self._rows.append((scope, collection, key, None if body is None else self._text(body)))

    def retire(self, order: Order) -> None:
        """Take an order off the devices; the hub keeps it."""
        for place in concerned(order):
            for role in ("store", "kiosk"):
                self.show(f"{role}:{place}", Collection.ORDER, order.id, None)

    def finish(self) -> int:
        """Write everything collected; the feed number that shows it all."""
        conn = self.conn
        if self._ledger:
            conn.execute(_LEDGER, self._ledger)
        self._write_orders()
        for place, number in sorted(self._took.items()):
            capacity = self.places[place].daily_capacity if place in self.places else 0
            values = {"location_id": place, "day": day_at(self.places, place, self.now), "number": number}
            conn.execute(_WORKLOAD, {**values, "free": capacity - number})
        for order in self._orders.values():
            self._show_order(order)
        # From here to the commit nobody else gives feed numbers away. Stock is read after it: two hubs that change
        # one SKU in two places at the same time would otherwise each publish a row without the other's change.
        skus = sorted({row["sku"] for row in self._ledger})
        last = rows.take(conn, len(self._rows) + len(skus))
        self._show_stock(skus)
        if self._events:
            conn.execute(_EVENT, self._events)
        return rows.put_all(conn, self._rows, last)

    def _text(self, model: Model) -> str:
        """A model as JSON, written once however many read it."""
        kept = self._texts.get(id(model))
        if kept is None:
            kept = self._texts[id(model)] = (
                model,
                model.model_dump_json(),
            )  # the model too, so that its id stays
        return kept[1]

    def _write_orders(self) -> None:
        new, old, tasks, over = [], [], [], []
        for o in self._orders.values():
            values = {"state": o.state.value, "body": self._text(o)}
            if o.id in self._new:
                new.append({"id": o.id, "code": o.code, "placed_at": o.placed_at, **values})
            else:
                old.append({"order_id": o.id, **values})
            if o.state in OVER:
                over.append({"order_id": o.id, "at": self.now})
            tasks += [self._task(o, f) for f in o.fulfilments if f.state not in ENDED]
        if new:
            self.conn.execute(_NEW_ORDER, new)
            shoppers.note(self.conn, (o for o in self._orders.values() if o.id in self._new))
        if old:
            self.conn.execute(_OLD_ORDER, old)
            self.conn.execute(_NO_TASKS, {"order_ids": [o["order_id"] for o in old]})
        if tasks:
            self.conn.execute(_TASK, tasks)
        if linked := [o for o in self._orders.values() if o.payment.links]:
            self._watch_links(linked)
        if over:
            self.conn.execute(_NOT_ENDED, {"order_ids": [o["order_id"] for o in over]})
            self.conn.execute(_ENDED, over)

    def _watch_links(self, orders: list[Order]) -> None:
        """Keep whose pay links are, and when to ask about those money may still come by."""
        table = schema.pay_link
        self.conn.execute(delete(table).where(table.c.order_id.in_([o.id for o in orders])))
        soon = self.now + timedelta(seconds=LINK_SECONDS)
        links = [
            {
                "id": link.id,
                "order_id": o.id,
                "provider": link.provider,
                "ask_at": soon if link.live else None,
            }
            for o in orders
            for link in o.payment.links
        ]
        self.conn.execute(insert(table), links)

    def _task(self, order: Order, f: Fulfilment) -> dict[str, Any]:
        return {
            "fulfilment_id": f.id,
            "order_id": order.id,
            "location_id": f.location_id,
            "state": f.state.value,
            "changed_at": f.changed_at or self.now,
        }

    def _show_order(self, order: Order) -> None:
        full = self._text(order)
        nameless = _nameless(order)
        bare = full if nameless is order else nameless.model_dump_json()
        for place in concerned(order):
            self._rows.append((f"store:{place}", Collection.ORDER, order.id, full))
            self._rows.append((f"kiosk:{place}", Collection.ORDER, order.id, bare))

    def _show_stock(self, skus: list[str]) -> None:
        """Tell devices and other systems what changed SKUs have come to."""
        causes: dict[tuple[str, str], dict[str, None]] = {}
        for row in self._ledger:
            causes.setdefault((row["sku"], row["location_id"]), {})[row["cause"]] = None
        atp: dict[str, dict[str, int]] = {sku: {} for sku in skus}
        incoming: dict[str, dict[str, int]] = {sku: {} for sku in skus}
        for sku, place, *numbers in self.conn.execute(_STOCK_OF, {"skus": skus}) if skus else ():
            on_hand, reserved, safety, leased, blocked, coming = numbers
            if (free := on_hand - reserved - safety - leased - blocked) > 0:
                atp[sku][place] = free
            if coming:
                incoming[sku][place] = coming
            if why := causes.get((sku, place)):
                level = _level(numbers)
                changed = StockChanged.model_construct(
                    sku=sku, location_id=place, level=level, atp=level.atp, causes=tuple(why)
                )
                self.event("stock.changed", sku, changed)
        for sku in skus:
            shown = StockRow.model_construct(sku=sku, atp=atp[sku], incoming=incoming[sku], as_of=self.now)
            self._rows.append(("shop", Collection.STOCK, sku, shown.model_dump_json()))


def day_at(places: Mapping[str, Location], place: str, now: datetime) -> str:
    """The date where a location is."""
    known = places.get(place)
    return now.astimezone(ZoneInfo(known.tz) if known else UTC).date().isoformat()


def _nameless(order: Order) -> Order:
    """The order as kiosks hold it, whose screens everybody sees."""
    if order.contact is None and not any(f.handed for f in order.fulfilments):
        return order
    parts = tuple(f.model_copy(update={"handed": None}) if f.handed else f for f in order.fulfilments)
    return order.model_copy(update={"contact": None, "fulfilments": parts})


def _level(numbers: Sequence[int]) -> Level:
    values: dict[str, Any] = dict(zip(LEVELS, numbers, strict=True))
    return Level.model_construct(**values)


def concerned(order: Order) -> list[str]:
    """Locations that have to do with an order: where it was placed, is worked on and is collected."""
    places = {order.placed_in, *(line.location_id for line in order.lines)}
    for f in order.fulfilments:
        places |= {f.location_id, f.collect_at}
    return sorted(places - {""})
