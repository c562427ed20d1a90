"""The kit's ordeals against living systems: restarts, lost answers, a slow and a dead peer, repeats, poison.

Part of `./run test real`.
"""

from pathlib import Path

import pytest

from shared.domain.order import FulfilmentState, Order
from shared.domain.states import Action
from tests.connectors.kit import Trial, eventually, trial
from tests.connectors.living import KEY, Crm, Erp, Peer, Shop
from tests.waiting import until

pytestmark = pytest.mark.real
ENDS = {Erp: "done", Crm: "processing", Shop: "Delivered"}


async def restarted(tried: Trial) -> None:
    await tried.kill()
    await tried.start()


@pytest.mark.parametrize("kind", ENDS)
async def test_every_order_arrives_once_whatever_happens_on_the_way(
    tmp_path: Path, kind: type[Erp | Crm | Shop]
) -> None:
    async with kind.living(tmp_path) as peer, trial(peer.connector, tmp_path, KEY) as tried:
        await tried.start()
        await peer.furnish(tried)
        peer.line.lose = kind.creates  # carried out over there, and nobody hears of it
        orders = [await peer.order(tried) for _ in range(3)]
        await restarted(tried)

        peer.line.away = True
        await stepped(tried, orders, Action.PICK)
        await until(lambda: "does not answer" in tried.health()["last_error"], "the dead peer to be noticed")
        await restarted(tried)
        peer.line.away = False

        peer.line.delay = 0.3
        await stepped(tried, orders, Action.READY)
        await restarted(tried)
        await stepped(tried, orders, Action.COLLECT)
        await restarted(tried)
        peer.line.delay = 0.0

        once = [[ENDS[kind]]] * len(orders)
        await eventually(lambda: peer.arrived(orders), lambda seen: seen == once, "every order, once", 120)
        assert peer.line.lost == 1

        for order in orders:  # repeated, and the last before the first
            now = tried.order(order.id)
            data = {"order_id": order.id, "fulfilment": now.fulfilments[0].model_dump(mode="json")}
            await tried.send("fulfilment.collected", order.id, data)
            await tried.send("order.placed", order.id, order.model_dump(mode="json"))
            await tried.send("fulfilment.picking", order.id, data)
        await until(lambda: tried.count("waiting") == 0, "all of it to be done", 60)
        assert await peer.arrived(orders) == once
        assert {tried.order(o.id).fulfilments[0].state for o in orders} == {FulfilmentState.COLLECTED}
        await poisoned(tried, peer, ENDS[kind])


async def poisoned(tried: Trial, peer: Peer, end: str) -> None:
    """What can never be taken is put aside with its reason, and holds back nothing."""
    assert tried.count("dead") == 0
    await peer.spoil(tried)
    await until(lambda: tried.count("dead") > 0, "the dead letter")
    order = await peer.order(tried)
    await stepped(tried, [order], Action.PICK, Action.READY, Action.COLLECT)
    await eventually(lambda: peer.arrived([order]), lambda seen: seen == [[end]], "the next order", 60)
    assert tried.health()["dead"] == tried.count("dead")


async def stepped(tried: Trial, orders: list[Order], *actions: Action) -> None:
    for order in orders:
        await tried.step(tried.order(order.id), order.fulfilments[0], *actions)
