"""Orders as the device sees them: the cache with the device's own acts on top."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bus.api.access import Hub
from bus.desk import catalogue
from bus.desk.work import Device
from bus.feed import rows
from bus.feed.snapshot import scopes
from shared.cache.orders import Orders
from shared.cache.outbox import Outbox
from shared.cache.store import Store
from shared.cache.writer import Writer
from shared.domain.base import new_id
from shared.domain.messages import AnswerCall, CancelOrder, Mutation, PushResult, RaiseCall, Short
from shared.domain.order import Order, RejectReason
from shared.domain.paying import AskLink, WithdrawLink
from shared.domain.states import Action, FulfilmentState, LinkState, OrderState, PaymentState
from tests.sync.parts import adopt, order, small_hub, step

STAFF = Device("d", "staff", "north")


class Counter:
    """A counter terminal of the store north with its hub, moved by hand."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        self.hub = hub
        self.outbox = Outbox(folder)
        self.store = Store(folder, self.outbox)
        self.writer = Writer(folder)
        self.orders = Orders(self.store, self.outbox, "north")
        adopt(self.writer, hub.snapshots.current(scopes("staff", "north")))

    def push(self) -> None:
        for entry in self.outbox.sendable(200):
            item = Mutation.model_validate(
                {"n": entry.n, "id": entry.id, "type": entry.kind, "made_at": entry.made_at, "body": {}}
                | {"body": json.loads(entry.body)}
            )
            result = self.hub.database.write(lambda c, i=item: self.hub.desk.apply(c, STAFF, i))  # type: ignore[misc]
            epoch = self.hub.database.read(rows.epoch)
            self.outbox.settle(PushResult(epoch=epoch, results=(result,)).results, epoch)

    def pull(self) -> None:
        cursor = str(self.writer.position())
        self.writer.apply(
            self.hub.database.read(lambda c: rows.pull(c, scopes("staff", "north"), cursor, 100))
        )

    def truth(self, order_id: str) -> Order | None:
        body = self.store.body("order", order_id)  # type: ignore[arg-type]
        return Order.model_validate_json(body) if body else None


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    hub = small_hub(tmp_path / "hub")
    yield Counter(hub, tmp_path / "device")
    hub.database.close()


def test_an_order_shows_at_once_and_stays_while_it_travels(counter: Counter) -> None:
    act = order()
    counter.outbox.add("order.place", act)
    before = counter.orders.get(act.order_id)
    assert before is not None
    assert before.state is OrderState.PLACED
    assert counter.orders.by_code(before.code) == before
    assert counter.store.stock_delta("S0") == {"north": -1}
    counter.push()
    assert counter.orders.get(act.order_id) == before  # acknowledged, not yet in the cache
    counter.pull()
    after = counter.orders.get(act.order_id)
    assert after == counter.truth(act.order_id)
    assert after is not None
    assert (after.code, after.state, after.fulfilments[0].id) == (
        before.code,
        before.state,
        before.fulfilments[0].id,
    )
    assert counter.store.stock_delta("S0") == {}


def test_steps_done_offline_show_at_once_and_the_hub_comes_to_the_same(counter: Counter) -> None:
    act = order(quantity=2)
    counter.outbox.add("order.place", act)
    for action in (Action.PICK, Action.READY, Action.COLLECT):
        counter.outbox.add(
            "fulfilment.step", step(act.order_id, action).model_copy(update={"picked": {"l1": 2}})
        )
    shown = counter.orders.get(act.order_id)
    assert shown is not None
    assert shown.state is OrderState.COMPLETED
    assert counter.orders.queue() == []
    for _ in range(4):
        counter.push()
    counter.pull()
    truth = counter.truth(act.order_id)
    assert truth is not None
    assert truth.fulfilments[0].state is FulfilmentState.COLLECTED
    assert counter.orders.get(act.order_id) == truth


def test_an_illegal_act_changes_nothing_in_the_forecast(counter: Counter) -> None:
    act = order()
    counter.outbox.add("order.place", act)
    counter.outbox.add("fulfilment.step", step(act.order_id, Action.COLLECT))
    shown = counter.orders.get(act.order_id)
    assert shown is not None
    assert shown.fulfilments[0].state is FulfilmentState.OPEN


def test_short_and_cancelled_pieces_leave_the_forecast(counter: Counter) -> None:
    act = order(quantity=3)
    counter.outbox.add("order.place", act)
    counter.outbox.add("order.cancel", CancelOrder(order_id=act.order_id, quantities={"l1": 1}))
    shown = counter.orders.get(act.order_id)
    assert shown is not None
    assert (shown.total, shown.fulfilments[0].parts[0].quantity) == (5_000, 2)
    short = Short(
        order_id=act.order_id,
        fulfilment_id=f"{act.order_id}:1",
        quantities={"l1": 2},
        reason=RejectReason.NOT_IN_STOCK,
    )
    counter.outbox.add("fulfilment.short", short)
    shown = counter.orders.get(act.order_id)
    assert shown is not None
    assert (shown.fulfilments[0].state, shown.state) == (FulfilmentState.REJECTED, OrderState.ON_HOLD)


def test_the_queue_holds_the_work_of_this_store_only(counter: Counter) -> None:
    mine, theirs = order(), order(place="south")
    counter.outbox.add("order.place", mine)
    counter.outbox.add("order.place", theirs)
    assert [o.id for o in counter.orders.queue()] == [mine.order_id]
    counter.push()
    counter.pull()
    assert [o.id for o in counter.orders.queue()] == [mine.order_id]
    assert {o.id for o in counter.orders.recent()} == {mine.order_id, theirs.order_id}


def test_a_call_waits_until_somebody_answers(counter: Counter) -> None:
    call = RaiseCall(call_id=new_id(), where="Shoes", made_at=order().placed_at)
    counter.outbox.add("call.raise", call)
    assert [c.where for c in counter.orders.calls()] == ["Shoes"]
    counter.push()
    counter.pull()
    assert [c.where for c in counter.orders.calls()] == ["Shoes"]
    counter.outbox.add("call.answer", AnswerCall(call_id=call.call_id, by="Ben"))
    assert counter.orders.calls() == []


def test_a_pay_link_shows_as_asked_at_once_and_agrees_with_the_hub(counter: Counter) -> None:
    counter.hub.database.write(lambda c: catalogue.put_setting(c, "pay_links", '{"value":["psp"]}'))
    act = order()
    counter.outbox.add("order.place", act)
    counter.outbox.add("payment.link", AskLink(order_id=act.order_id, payment_id="p1", made_at=act.placed_at))
    forecast = counter.orders.get(act.order_id)
    assert forecast is not None
    assert forecast.payment.link is not None
    assert (forecast.payment.link.state, forecast.payment.link.amount) == (LinkState.ASKED, forecast.due)
    assert (forecast.payment.state, forecast.askable) == (PaymentState.PENDING, 0)
    while counter.outbox.sendable(1):
        counter.push()
    counter.pull()
    truth = counter.truth(act.order_id)
    assert truth is not None
    assert truth.payment.links == (forecast.payment.link.model_copy(update={"provider": "psp"}),)
    counter.outbox.add("payment.unlink", WithdrawLink(order_id=act.order_id, payment_id="p1"))
    taken_back = counter.orders.get(act.order_id)
    assert taken_back is not None
    assert (taken_back.payment.state, taken_back.askable) == (PaymentState.NONE, truth.due)
