"""Whatever shoppers, staff and time do in whatever order: no unit is sold twice, no piece and no cent is lost."""

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from bus.database import Database
from bus.desk import catalogue, grants, schema
from bus.desk.audit import audit
from bus.desk.rules import Rules
from bus.desk.work import Device, RefusedError
from shared.domain.events import PaymentMoved
from shared.domain.messages import Result
from shared.domain.order import Return
from shared.domain.states import DONE, Action, FulfilmentState, PaymentState, legal
from shared.domain.stock import Transfer
from tests.desk.house import NOON, PLACES, House, empty, kiosk, line, product, staff

SKUS = ("lamp", "vase", "rug")
PRICES = (1_000, 1_200, 900)
STORES = ("north", "south", "west")
skus, stores = st.sampled_from(SKUS), st.sampled_from(STORES)
places = st.sampled_from([place.id for place in PLACES])
pieces = st.integers(1, 4)
FORWARD = frozenset(
    {Action.PICK, Action.READY, Action.PACK, Action.SHIP, Action.ARRIVE, Action.DELIVER, Action.COLLECT}
)
PROMISES = frozenset(
    {"reserve", "hold", "lease", "transfer", "substitute"}
)  # what may be taken only from what is available


class Machine(RuleBasedStateMachine):
    """Random acts on a small house; ``database`` is set by the test."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.database.write(empty)
        self.database.write(lambda conn: catalogue.put_locations(conn, "shop", PLACES))
        self.database.write(
            lambda conn: catalogue.put_products(conn, "shop", map(product, SKUS, PRICES), NOON)
        )
        self.house = House(self.database)
        self.orders: list[str] = []
        self.taken: defaultdict[str, int] = defaultdict(int)  # order id → cash that came in
        self.leases: list[tuple[Device, str, str]] = []
        self.holds: list[tuple[Device, str]] = []
        self.last: tuple[Device, str, dict[str, Any], str, Result] | None = None
        self.n = 0
        self.house.stock({sku: {place.id: 3 for place in PLACES} for sku in SKUS})

    def name(self, kind: str) -> str:
        self.n += 1
        return f"{kind}{self.n}"

    def act(self, device: Device, kind: str, body: dict[str, Any]) -> Result:
        mutation_id = self.name("m")
        result = self.house.send(device, kind, body, mutation_id)
        assert result.status != "deferred"
        self.last = (device, kind, body, mutation_id, result)
        return result

    def documents(self, column: Any, model: Any) -> list[Any]:
        query = select(column).order_by(column)
        found = self.database.read(lambda conn: conn.execute(query).scalars().all())
        return [model.model_validate_json(body) for body in found]

    # --- what happens ------------------------------------------------------------------------------------

    @initialize(partial=st.booleans(), collateral=st.booleans())
    def settle_terms(self, partial: bool, collateral: bool) -> None:
        terms = {"partial_rejection": partial, "collateral_rejection": collateral}
        self.house.desk.rules = Rules.model_validate({"terms": terms})

    @rule(sku=skus, place=places, units=st.integers(2, 8))
    def count(self, sku: str, place: str, units: int) -> None:
        self.house.stock({sku: {place: units}})

    @rule(sku=skus, place=stores, difference=st.sampled_from([-2, -1, 1, 5]))
    def correct(self, sku: str, place: str, difference: int) -> None:
        self.act(staff(place), "stock.count", {"sku": sku, "difference": difference})

    @rule(
        lines=st.lists(
            st.tuples(
                skus,
                pieces,
                st.sampled_from(["pickup", "ship_to_store", "ship_home"]),
                st.sampled_from(["other_store", "swap", "wait", "refund"]),
            ),
            min_size=1,
            max_size=3,
        ),
        at=stores,
        leased=st.booleans(),
    )
    def order(self, lines: list[tuple[str, int, str, str]], at: str, leased: bool) -> None:
        made = [
            line(n, sku, quantity, way, at, wish=wish, swap_sku="rug" if wish == "swap" else "")
            for n, (sku, quantity, way, wish) in enumerate(lines)
        ]
        mine = {lease: 2 for device, lease, place in self.leases if device == kiosk(at) and place == at}
        body: dict[str, Any] = {
            "order_id": self.name("o"),
            "placed_at": self.house.now.isoformat(),
            "currency": "EUR",
            "lines": [one.model_dump(mode="json") for one in made],
            "leases": mine if leased else {},
            "holds": [hold for device, hold in self.holds if device == kiosk(at)] if leased else [],
        }
        assert self.act(kiosk(at), "order.place", body).status == "applied"
        self.orders.append(body["order_id"])

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), times=st.integers(1, 5), paid=st.booleans())
    def go_on(self, data: st.DataObject, times: int, paid: bool) -> None:
        order, f = self.some_part(data)
        self.usual_way(order.id, f.id, times, paid=paid)

    @rule(sku=skus, quantity=st.integers(1, 2), at=stores, way=st.sampled_from(["pickup", "ship_to_store"]))
    def buy(self, sku: str, quantity: int, at: str, way: str) -> None:
        """A shopper orders, pays and has it: what returns, exchanges and second thoughts begin with."""
        source = at if way == "pickup" else "depot"
        self.house.stock({sku: {source: 9}})
        self.order([(sku, quantity, way, "wait")], at, leased=False)
        for f in self.house.order(self.orders[-1]).fulfilments:
            self.usual_way(self.orders[-1], f.id, 5, paid=True)

    def usual_way(self, order_id: str, part_id: str, times: int, *, paid: bool) -> None:
        """The first legal step of a fulfilment, several times, in the right place."""
        for _ in range(times):
            order = self.house.order(order_id)
            f = next(part for part in order.fulfilments if part.id == part_id)
            action = next((a for a in legal(f.way, f.state) if a in FORWARD), None)
            if action is None:
                return
            place = f.collect_at if action in {Action.ARRIVE, Action.COLLECT} else f.location_id
            money = max(0, order.due) if paid and action in {Action.PICK, Action.COLLECT} else 0
            body = {"order_id": order.id, "fulfilment_id": f.id, "action": action.value, "paid": money}
            if self.act(staff(place), "fulfilment.step", body).status == "applied":
                self.taken[order.id] += money

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), paid=st.booleans())
    def step(self, data: st.DataObject, paid: bool) -> None:
        order, f = self.some_part(data)
        action = data.draw(st.sampled_from(legal(f.way, f.state) or [Action.COLLECT]))
        device = staff(data.draw(st.sampled_from(sorted({f.location_id, f.collect_at} - {""}))))
        money = max(0, order.due) if paid else 0
        body = {"order_id": order.id, "fulfilment_id": f.id, "action": str(action), "paid": money}
        if data.draw(st.booleans()):
            body["proof"] = {"how": "code"}
        if self.act(device, "fulfilment.step", body).status == "applied":
            self.taken[order.id] += money

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), reason=st.sampled_from(["not_in_stock", "mismatch", "damaged", "no_variance"]))
    def short(self, data: st.DataObject, reason: str) -> None:
        order, f = self.some_part(data)
        missing = {
            part.line_id: data.draw(st.integers(1, part.quantity)) for part in f.parts if part.quantity
        }
        body = {"order_id": order.id, "fulfilment_id": f.id, "quantities": missing, "reason": reason}
        sent = f.state is FulfilmentState.SHIPPED and f.collect_at
        self.act(staff(f.collect_at if sent else f.location_id), "fulfilment.short", body)

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), sku=skus, price=st.sampled_from([1, 900, 1_000, 1_200]))
    def substitute(self, data: st.DataObject, sku: str, price: int) -> None:
        order, f = self.some_part(data)
        part = data.draw(st.sampled_from(f.parts))
        new = line(1, sku, data.draw(st.integers(1, max(1, part.quantity))), unit_price=price)
        body = {
            "order_id": order.id,
            "fulfilment_id": f.id,
            "line_id": part.line_id,
            "line": new.model_copy(update={"id": self.name("l")}).model_dump(mode="json"),
            "reason": data.draw(st.sampled_from(["not_in_stock", "mismatch", "damaged", "no_variance"])),
        }
        self.act(staff(f.location_id), "fulfilment.substitute", body)

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), quantity=st.integers(0, 3))
    def cancel(self, data: st.DataObject, quantity: int) -> None:
        order = self.some_order(data)
        some = {data.draw(st.sampled_from(order.lines)).id: quantity} if quantity else {}
        self.act(kiosk(order.placed_in), "order.cancel", {"order_id": order.id, "quantities": some})

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), wish=st.sampled_from(["other_store", "swap", "wait", "refund"]), swap=skus)
    def settle(self, data: st.DataObject, wish: str, swap: str) -> None:
        """Staff decides otherwise about a line that waits."""
        order = self.some_order(data)
        body = {"order_id": order.id, "line_id": data.draw(st.sampled_from(order.lines)).id, "wish": wish}
        self.act(staff(order.placed_in), "order.settle", {**body, "swap_sku": swap})

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), action=st.sampled_from(["ask", "authorise", "take", "decline", "lose"]))
    def pay(self, data: st.DataObject, action: str) -> None:
        order = self.some_order(data)
        amount = data.draw(st.integers(0, max(0, order.due))) if action == "take" else 0
        body = {"order_id": order.id, "action": action, "amount": amount}
        if self.act(staff(order.placed_in), "payment.note", body).status == "applied":
            self.taken[order.id] += amount

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), at=stores, quantity=pieces, exchange=st.booleans())
    def bring_back(self, data: st.DataObject, at: str, quantity: int, exchange: bool) -> None:
        order = self.some_order(data)
        had = {part.line_id for f in order.fulfilments if f.state in DONE for part in f.parts}
        bought = data.draw(st.sampled_from([x for x in order.lines if x.id in had] or order.lines))
        worth = min(bought.unit_price * quantity, order.payment.paid - order.payment.refunded)
        back = {
            "order_line_id": bought.id,
            "sku": bought.sku,
            "quantity": quantity,
            "reason": "unwanted",
            "disposition": data.draw(st.sampled_from(["restock", "damage"])),
            "refund": data.draw(st.integers(0, worth)),
        }
        body = {"return_id": self.name("r"), "order_id": order.id, "location_id": at, "lines": [back]}
        body["made_at"] = self.house.now.isoformat()
        if exchange:
            body["exchange"] = {
                "order_id": self.name("o"),
                "placed_at": body["made_at"],
                "currency": "EUR",
                "lines": [line(1, "rug", 1, "pickup", at).model_dump(mode="json")],
            }
        if self.act(staff(at), "return.make", body).status == "applied" and exchange:
            self.orders.append(body["exchange"]["order_id"])

    @precondition(lambda self: self.documents(schema.goods_back.c.body, Return))
    @rule(data=st.data(), action=st.sampled_from(["accept", "receive", "complete", "cancel"]))
    def decide(self, data: st.DataObject, action: str) -> None:
        made = self.documents(schema.goods_back.c.body, Return)
        chosen = data.draw(st.sampled_from(made))
        self.act(staff(chosen.location_id), "return.step", {"return_id": chosen.id, "action": action})

    @rule(
        sku=skus,
        source=st.sampled_from(["depot", "depot", "south"]),
        to=st.sampled_from(["north", "west"]),
        quantity=pieces,
    )
    def ask_for(self, sku: str, source: str, to: str, quantity: int) -> None:
        body = {
            "transfer_id": self.name("t"),
            "from_id": source,
            "to_id": to,
            "quantities": {sku: quantity},
        }
        self.act(staff(to), "transfer.make", {**body, "made_at": self.house.now.isoformat()})

    @precondition(lambda self: self.documents(schema.transfer.c.body, Transfer))
    @rule(data=st.data(), action=st.sampled_from(["ship", "receive", "cancel"]), came=st.integers(0, 4))
    def move(self, data: st.DataObject, action: str, came: int) -> None:
        moving = self.documents(schema.transfer.c.body, Transfer)
        chosen = data.draw(st.sampled_from(moving))
        owner = chosen.to_id if action == "receive" else chosen.from_id
        body = {"transfer_id": chosen.id, "action": action, "received": {chosen.lines[0].sku: came}}
        self.act(staff(owner), "transfer.step", body)

    @rule(sku=skus, at=stores, units=st.integers(1, 3), kind=st.sampled_from(["lease", "hold"]))
    def set_aside(self, sku: str, at: str, units: int, kind: str) -> None:
        made = self.name(kind)

        def work(conn: Any) -> None:
            piece = self.house.desk.work(conn, kiosk(at))
            if kind == "hold":
                grants.hold(piece, made, sku, at, units)
            else:
                grants.grant(piece, made, kiosk(at), sku, units, self.house.now.replace(hour=23))
            piece.finish()

        try:
            self.database.write(work)
        except RefusedError:
            return
        if kind == "lease":
            self.leases.append((kiosk(at), made, at))
        else:
            self.holds.append((kiosk(at), made))

    @precondition(lambda self: self.leases)
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        device, lease, _ = data.draw(st.sampled_from(self.leases))
        self.act(device, "lease.return", {"lease_id": lease})

    @rule(minutes=st.sampled_from([1, 15, 60 * 9, 60 * 24 * 8]))
    def wait(self, minutes: int) -> None:
        self.house.later(minutes=minutes)
        self.database.write(self.house.desk.tick)

    @precondition(lambda self: self.last is not None)
    @rule()
    def say_again(self) -> None:
        assert self.last is not None
        device, kind, body, mutation_id, result = self.last
        assert self.house.send(device, kind, body, mutation_id) == result

    # --- what always holds -------------------------------------------------------------------------------

    @invariant()
    def everything_agrees(self) -> None:
        assert self.database.read(audit).wrong == []

    @invariant()
    def nothing_is_promised_that_is_not_there(self) -> None:
        free: defaultdict[tuple[str, str], int] = defaultdict(int)
        query = select(schema.ledger).order_by(schema.ledger.c.id)
        for row in self.database.read(lambda conn: conn.execute(query).all()):
            key = (row.sku, row.location_id)
            free[key] += row.on_hand - row.reserved - row.safety - row.leased - row.blocked
            taken = row.reserved > 0 or row.leased > 0
            assert free[key] >= 0 or row.cause not in PROMISES or not taken, f"{key} oversold by {row.cause}"

    @invariant()
    def money_is_conserved(self) -> None:
        kept = 0
        for order_id in self.orders:
            order = self.house.order(order_id)
            payment = order.payment
            ordered = sum(x.unit_price * x.quantity for x in order.lines)
            given_up = sum(x.unit_price * x.cancelled + x.credited for x in order.lines)
            assert ordered == given_up + payment.paid - payment.refunded + order.due
            assert order.due >= 0 or payment.state is PaymentState.UNKNOWN or payment.paid == payment.refunded
            assert order.due <= 0 or payment.state is not PaymentState.PAID
            kept += payment.paid - payment.refunded
        query = select(schema.event.c.data).where(schema.event.c.type == "payment.refunded")
        bodies = self.database.read(lambda conn: conn.execute(query).scalars().all())
        went_back = -sum(PaymentMoved.model_validate_json(body).amount for body in bodies)
        assert kept == sum(self.taken.values()) - went_back

    # --- choices -----------------------------------------------------------------------------------------

    def some_order(self, data: st.DataObject) -> Any:
        return self.house.order(data.draw(st.sampled_from(self.orders[-4:])))

    def some_part(self, data: st.DataObject) -> Any:
        order = self.some_order(data)
        assume(order.fulfilments)
        return order, data.draw(st.sampled_from(order.fulfilments))


@pytest.fixture
def machine(database: Database) -> type[Machine]:
    """The machine over a database of each engine."""
    return type("MachineHere", (Machine,), {"database": database})


def test_whatever_happens_stock_pieces_and_money_add_up(machine: type[Machine], database: Database) -> None:
    examples = 25 if database.engine.dialect.name == "sqlite" else 8
    rounds = settings(
        max_examples=examples,
        stateful_step_count=40,
        deadline=None,
        phases=[Phase.generate],  # a failure is shown at once; shrinking takes minutes
        derandomize=True,  # the same run every time; ./run simulate looks further
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=rounds)
