"""A long walk over one shop's money: links, counter, clerks, cancellations and returns in any order, and it adds up."""

import random
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from bus.desk import catalogue, schema
from bus.desk.work import HUB
from shared.domain.events import PaymentMoved
from shared.domain.messages import Result
from shared.domain.order import Order
from shared.domain.states import LinkState, PaymentState, legal
from tests.desk.house import House, kiosk, line, staff

NORTH = staff("north")
STEPS, EVERY = 150, 8  # acts, and after how many of them somebody orders


class Walk:
    """Random acts about a few orders; ``came`` counts what shoppers really paid."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.random = random.Random(seed)
        self.came = 0
        self.done = Counter[str]()
        self.orders: list[str] = []
        house.stock({"lamp": {"north": 99}})
        house.database.write(lambda c: catalogue.put_setting(c, "pay_links", '{"value":["psp"]}'))

    def send(self, device: Any, kind: str, body: dict[str, Any]) -> Result:
        result = self.house.send(device, kind, body)
        self.done[f"{kind} {result.status}"] += 1
        return result

    def order(self) -> None:
        self.orders.append(f"o{len(self.orders)}")
        assert self.house.place(line(1, "lamp", 3), order_id=self.orders[-1]).status == "applied"

    def step(self) -> None:
        order = self.house.order(self.random.choice(self.orders[-4:]))
        often = (self.ask, self.hear, self.hear)
        acts = (*often, self.withdraw, self.note, self.go_on, self.cancel, self.bring)
        self.random.choice(acts)(order)

    def ask(self, order: Order) -> None:
        part = order.askable * self.random.randint(0, 3) // 3
        body = {"order_id": order.id, "payment_id": f"p{sum(self.done.values())}", "amount": part}
        self.send(kiosk("north"), "payment.link", body | {"made_at": self.house.now.isoformat()})

    def hear(self, order: Order) -> None:
        if not order.payment.links:
            return
        link = self.random.choice(order.payment.links)
        state = self.random.choice([s for s in LinkState if s is not LinkState.ASKED])
        if state is LinkState.PAID is not link.state:
            self.came += link.amount
        body = {"order_id": order.id, "payment_id": link.id, "state": state.value}
        assert self.send(HUB, "payment.seen", body).status == "applied"
        for refund in link.refunds:
            about = {"order_id": order.id, "payment_id": link.id, "refund_id": refund.id}
            self.send(HUB, "payment.refund_seen", about | {"state": self.random.choice(["done", "failed"])})

    def withdraw(self, order: Order) -> None:
        if order.payment.link is not None:
            body = {"order_id": order.id, "payment_id": order.payment.link.id}
            self.send(kiosk("north"), "payment.unlink", body)

    def note(self, order: Order) -> None:
        action = self.random.choice(["take", "decline", "lose"])
        amount = self.random.randint(0, max(0, order.due)) if action == "take" else 0
        body = {"order_id": order.id, "action": action, "amount": amount}
        if self.send(NORTH, "payment.note", body).status == "applied":
            self.came += amount

    def go_on(self, order: Order) -> None:
        for f in order.fulfilments:
            for action in [a for a in legal(f.way, f.state) if a.value in {"pick", "ready", "collect"}]:
                money = max(0, order.due) if self.random.random() < 0.5 else 0
                body: dict[str, Any] = {
                    "order_id": order.id,
                    "fulfilment_id": f.id,
                    "action": action.value,
                    "paid": money,
                }
                body["picked"] = {p.line_id: p.quantity for p in f.parts}
                if self.send(NORTH, "fulfilment.step", body).status == "applied":
                    self.came += money
                return

    def cancel(self, order: Order) -> None:
        body: dict[str, Any] = {"order_id": order.id, "quantities": {"l1": 1}}
        self.send(kiosk("north"), "order.cancel", body)

    def bring(self, order: Order) -> None:
        back: dict[str, Any] = {"order_line_id": "l1", "sku": "lamp", "quantity": 1, "reason": "unwanted"}
        back["refund"] = min(1_000, max(0, order.payment.paid - order.payment.refunded))
        body = {"return_id": f"r{sum(self.done.values())}", "order_id": order.id, "location_id": "north"}
        self.send(NORTH, "return.make", body | {"lines": [back], "made_at": self.house.now.isoformat()})

    def check(self) -> None:
        """What must hold after every act."""
        kept = 0
        for order in map(self.house.order, self.orders):
            payment = order.payment
            known = payment.state is not PaymentState.UNKNOWN
            assert 0 <= payment.refunded <= payment.paid
            assert not known or order.due >= 0 or payment.refunded == payment.paid, "a surplus goes back"
            assert payment.asked <= max(0, order.due), "no more is asked for than is due"
            for link in payment.links:
                back = sum(refund.amount for refund in link.refunds)
                assert 0 <= back <= (link.amount if link.state is LinkState.PAID else 0)
            if payment.lost_sight:
                assert payment.state not in {PaymentState.NONE, PaymentState.PENDING}
                assert order.askable == 0 or known
            kept += payment.paid - payment.refunded
        query = select(schema.event.c.data).where(schema.event.c.type == "payment.refunded")
        told = self.house.database.read(lambda c: c.execute(query).scalars().all())
        assert kept == self.came + sum(PaymentMoved.model_validate_json(each).amount for each in told)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_asked_paid_lost_and_given_back_adds_up(house: House, seed: int) -> None:
    walk = Walk(house, seed)
    for number in range(STEPS):
        if number % EVERY == 0:
            walk.order()
        walk.step()
        walk.check()
    assert walk.done["payment.link applied"] > 6, "a walk that asks for nothing shows nothing"
