"""A day of one store for the counter's pictures, made of the demo shop's own goods."""

import random
from datetime import timedelta
from pathlib import Path

from shared.cache.writer import Writer
from shared.domain.catalogue import Product
from shared.domain.codes import pickup_code
from shared.domain.messages import Call, Collection, Enrolled
from shared.domain.order import (
    Contact,
    Fulfilment,
    Line,
    Order,
    Part,
    Payment,
    Return,
    ReturnLine,
    ReturnReason,
)
from shared.domain.people import StaffMember
from shared.domain.states import FulfilmentState, PaymentState, ReturnState, Way
from shared.qt.agent import Agent
from shared.qt.device import Device
from staff.returns import words_of
from staff.settings import StaffSettings
from tests.screens.shop import open_shop
from tests.staff.shop import NOW, Item, feed

S = FulfilmentState
PEOPLE = [
    *("Ida Berg", "Milan Petrović", "Sofia Lindqvist", "Jan de Vries", "Amira Haddad", "Tomasz Nowak"),
    *("Lea Fischer", "Chidi Okafor", "Marta Rossi", "Yusuf Kaya", "Nina Holm", "Paulo Reis"),
]


class Scenery:
    """Orders of a day in one store, made of the demo shop's own goods."""

    def __init__(self, products: list[Product], here: str) -> None:
        self._rng, self._here = random.Random(11), here
        self._shown = [p for p in products if p.media]

    def order(
        self, name: str, state: S, way: Way, due: int, age: int, lines: int = 1, **more: object
    ) -> Order:
        """An order of a shopper; ``due`` and ``age`` in minutes."""
        goods = tuple(self._line(n, way) for n in range(lines))
        parts = tuple(Part(line_id=g.id, sku=g.sku, quantity=g.quantity) for g in goods)
        part = Fulfilment.model_validate(
            {
                "id": f"{name}-f",
                "way": way,
                "location_id": more.pop("source", self._here),
                "collect_at": "" if way is Way.SHIP_HOME else self._here,
                "state": state,
                "parts": parts,
                "promised_at": NOW + timedelta(minutes=due),
                "changed_at": NOW - timedelta(minutes=min(age, 7)),
                "claimed_by": more.pop("claimed_by", ""),
                "waiting_here": more.pop("waiting", False),
            }
        )
        total = sum(g.unit_price * g.quantity for g in goods)
        paid = more.pop("paid", True)
        return Order(
            id=name,
            code=pickup_code(name),
            channel=self._rng.choice(["kiosk", "kiosk", "web"]),
            placed_in=self._here,
            placed_at=NOW - timedelta(minutes=age),
            currency="EUR",
            lines=goods,
            fulfilments=(part,),
            payment=Payment(
                state=PaymentState.PAID if paid else PaymentState.NONE, paid=total if paid else 0
            ),
            contact=Contact(
                name=name, phone=f"+353 87 {self._rng.randint(100, 999)} {self._rng.randint(1000, 9999)}"
            ),
        )

    def day(self) -> list[Order]:
        """The open work of a busy hour."""
        p, s, h = Way.PICKUP, Way.SHIP_TO_STORE, Way.SHIP_HOME
        return [
            self.order(PEOPLE[0], S.OPEN, p, -14, 95, 3),
            self.order(PEOPLE[1], S.PICKING, p, 12, 40, 2, claimed_by="s2"),
            self.order(PEOPLE[2], S.READY, p, 20, 130, 2, waiting=True, paid=False),
            self.order(PEOPLE[3], S.OPEN, p, 25, 31),
            self.order(PEOPLE[4], S.OPEN, p, 55, 8, 2),
            self.order(PEOPLE[5], S.OPEN, h, 180, 60),
            self.order(PEOPLE[6], S.SHIPPED, s, 400, 900, source="central"),
            self.order(PEOPLE[7], S.PACKED, h, 200, 45, 2),
            self.order(PEOPLE[8], S.READY, p, 30, 300),
            self.order(PEOPLE[9], S.ARRIVED, s, 100, 1500, source="central"),
            self.order(PEOPLE[10], S.OPEN, p, 240, 4),
            self.order(PEOPLE[11], S.OPEN, p, 1500, 2, 3),
        ]

    def past(self, count: int) -> list[Order]:
        """Two weeks of orders that are done."""
        ways = [Way.PICKUP, Way.SHIP_TO_STORE, Way.SHIP_HOME]
        return [
            self.order(
                f"Past {n}",
                S.COLLECTED if (way := self._rng.choice(ways)) is not Way.SHIP_HOME else S.DELIVERED,
                way,
                -10,
                1440 * self._rng.randint(0, 13) + self._rng.randint(30, 700),
                self._rng.randint(1, 3),
            )
            for n in range(count)
        ]

    def returns(self, orders: list[Order]) -> list[Return]:
        """Some of it came back."""
        made = []
        for order in orders[::5]:
            line = order.lines[0]
            reason = self._rng.choice(list(ReturnReason)[:7])
            back = ReturnLine(
                order_line_id=line.id, sku=line.sku, quantity=1, reason=reason, refund=line.unit_price
            )
            ident = f"r-{order.id}"
            state = ReturnState.COMPLETED
            made.append(
                Return(
                    id=ident,
                    order_id=order.id,
                    location_id=self._here,
                    state=state,
                    lines=(back,),
                    made_at=NOW,
                )
            )
        return made

    def _line(self, n: int, way: Way) -> Line:
        product = self._rng.choice(self._shown)
        variant = self._rng.choice(product.variants)
        media = variant.media or product.media
        return Line(
            id=f"l{n}",
            sku=variant.sku,
            product_id=product.id,
            name=product.name,
            options=words_of(product, variant.sku),
            media=media[0].sha256,
            quantity=self._rng.choice([1, 1, 1, 2]),
            unit_price=variant.price.amount,
            list_price=variant.price.amount,
            way=way,
            location_id="" if way is Way.SHIP_HOME else self._here,
        )


def people(here: str) -> list[StaffMember]:
    """Who works at the counter."""
    return [
        StaffMember(id="s1", badge="1001", name="Ana Kovač", role="manager", location_id=here),
        StaffMember(id="s2", badge="1002", name="Bo Lind", role="clerk", location_id=here),
    ]


def furnish(folder: Path) -> str:
    """The demo shop's cache with a day's orders; gives the store."""
    here = open_shop(folder).here
    writer = Writer(folder)
    device = Device(StaffSettings(folder=folder), Agent(StaffSettings(folder=folder)), identity(here))
    products = [Product.model_validate_json(body) for _, body in device.store.scan(Collection.PRODUCT)]
    device.close()
    scenery = Scenery(products, here)
    orders, past = scenery.day(), scenery.past(140)
    rows: list[Item] = [(Collection.STAFF, m.id, m) for m in people(here)]
    rows += [(Collection.ORDER, o.id, o) for o in (*orders, *past)]
    rows += [(Collection.RETURN, r.id, r) for r in scenery.returns(past)]
    call = Call(
        id="c1", location_id=here, device_id="k2", where="Kiosk 2", made_at=NOW - timedelta(minutes=2)
    )
    feed(writer, *rows, (Collection.CALL, call.id, call))
    writer.close()
    return here


def identity(here: str) -> Enrolled:
    """A counter's identity."""
    return Enrolled(device_id="counter-1", token="t", role="staff", location_id=here, epoch="e")
