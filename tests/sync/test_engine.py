"""The engine against the hub's real routes: first sync, changes, pushes, and a line that fails in every way."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from bus.api.access import Hub
from bus.api.problems import ApiProblem
from bus.api.turns import Turns
from bus.desk import catalogue, devices, schema
from bus.feed import rows
from shared.cache.catalogue import Catalogue
from shared.cache.orders import Orders
from shared.cache.store import Store
from shared.domain.errors import RefusedInput
from shared.domain.messages import Collection, PushResult
from shared.domain.states import Action
from shared.sync import engine as module
from shared.sync import route
from shared.sync.core import BACKOFF_CAP, FEW_ITEMS, LONG_POLL, Pull
from shared.sync.engine import Engine
from tests.sync.parts import Terminal, damage, order, small_hub, step, terminal


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    made = small_hub(tmp_path / "hub")
    bell = asyncio.create_task(made.bell.run())
    yield made
    bell.cancel()
    made.database.close()


@pytest.fixture
async def device(hub: Hub, tmp_path: Path) -> Terminal:
    return await terminal(hub, tmp_path / "device")


@pytest.fixture
async def engine(device: Terminal) -> AsyncIterator[Engine]:
    async with device.client() as http:
        engine = Engine(device.folder, http)
        yield engine
        engine.close()


def orders_at(hub: Hub) -> int:
    return hub.database.read(
        lambda c: int(c.execute(select(func.count()).select_from(schema.order)).scalar_one())
    )


async def test_the_first_sync_is_a_snapshot_and_changes_follow(
    hub: Hub, device: Terminal, engine: Engine
) -> None:
    await engine.pull_once()
    assert engine.status.online
    store = Store(device.folder)
    assert store.find_code("04006381333931") == [("pS1", "S1")]
    hub.database.write(lambda c: catalogue.set_stock(c, [("S0", "north", 7)]))
    await engine.pull_once()
    assert '"north":7' in (store.body(Collection.STOCK, "S0") or "")
    assert device.line.asked[-2:] == ["GET /v1/sync/snapshot", "GET /v1/sync/changes"]


async def test_nothing_is_pushed_before_the_first_answer_of_the_hub(device: Terminal, engine: Engine) -> None:
    engine._outbox.add("order.place", order())
    assert not await engine.push_once()
    await engine.pull_once()
    assert (
        not await engine.push_once()
    )  # a snapshot alone may be an old download: the hub's epoch is not known
    await engine.pull_once()
    assert await engine.push_once()
    assert "POST /v1/sync/mutations" in device.line.asked


async def test_a_lost_answer_makes_no_second_order(hub: Hub, device: Terminal, engine: Engine) -> None:
    await engine.pull_once()
    await engine.pull_once()
    act = order()
    engine._outbox.add("order.place", act)
    device.line.deaf = True
    assert not await engine.push_once()
    assert (engine.status.online, engine.status.waiting, orders_at(hub)) == (False, 1, 1)
    device.line.deaf = False
    engine.poke()
    assert await engine.push_once()
    assert (engine.status.online, engine.status.waiting, orders_at(hub)) == (True, 0, 1)
    await engine.pull_once()
    shown = Orders(Store(device.folder), engine._outbox, "north").get(act.order_id)
    assert shown is not None
    assert engine._outbox.overlay(engine.core.writer.position()) == []


async def test_a_restored_hub_gets_back_what_the_device_still_has(hub: Hub, engine: Engine) -> None:
    await engine.pull_once()
    await engine.pull_once()
    act = order()
    engine._outbox.add("order.place", act)
    await engine.push_once()
    hub.database.write(lambda c: c.execute(schema.order.delete()))  # the backup was taken before the order
    hub.database.write(lambda c: c.execute(schema.task.delete()))
    hub.database.write(lambda c: c.execute(schema.dedupe.delete()))
    hub.database.write(rows.new_epoch)
    assert orders_at(hub) == 0
    for _ in range(4):
        await engine.pull_once()
        await engine.push_once()
    assert orders_at(hub) == 1
    assert engine.status.waiting == 0


async def test_an_expired_cursor_leads_to_a_snapshot(hub: Hub, device: Terminal, engine: Engine) -> None:
    await engine.pull_once()
    hub.database.write(lambda c: c.execute(rows.counter.update().values(seq=500_000, floor=500_000)))
    for _ in range(2):
        await engine.pull_once()
    assert device.line.asked[-2:] == ["GET /v1/sync/changes", "GET /v1/sync/snapshot"]
    assert engine.status.cursor == 500_000


async def test_a_rejected_step_is_parked_and_told(device: Terminal, engine: Engine) -> None:
    await engine.pull_once()
    await engine.pull_once()
    act = order()
    engine._outbox.add("order.place", act)
    engine._outbox.add("fulfilment.step", step(act.order_id, Action.COLLECT))
    other = order()
    engine._outbox.add("order.place", other)
    while await engine.push_once():
        pass
    assert (engine.status.waiting, engine.status.rejected) == (0, 1)
    assert engine._outbox.pending()[0].reason


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_busy_hub_is_left_alone_for_a_while(status: int, device: Terminal, engine: Engine) -> None:
    await engine.pull_once()
    await engine.pull_once()
    engine._outbox.add("order.place", order())
    device.line.answers = [httpx.Response(status, headers={"retry-after": "7"})]
    assert not await engine.push_once()
    wait = engine.core.push.not_before - asyncio.get_running_loop().time()
    assert 6.5 < wait <= BACKOFF_CAP
    assert engine.core.next_push(asyncio.get_running_loop().time()) is None
    assert engine.status.waiting == 1


async def test_a_revoked_device_keeps_everything_and_says_so(
    hub: Hub, device: Terminal, engine: Engine
) -> None:
    await engine.pull_once()
    await engine.pull_once()
    engine._outbox.add("order.place", order())
    hub.database.write(lambda c: devices.revoke(c, device.identity.device_id))
    assert not await engine.push_once()
    assert "does not know this device" in engine.status.problem
    assert engine.status.waiting == 1


async def test_a_request_the_hub_cannot_read_holds_up_only_its_own_item(
    hub: Hub, device: Terminal, engine: Engine
) -> None:
    await engine.pull_once()
    await engine.pull_once()
    items = [engine._outbox.add("order.place", order()) for _ in range(3)]
    device.line.answers = [httpx.Response(422), httpx.Response(422)]
    while await engine.push_once():
        pass
    assert [e.id for e in engine._outbox.pending()] == items[:1]
    assert (engine._outbox.pending()[0].state, orders_at(hub)) == ("deferred", 2)
    engine._outbox.retry(items[0])
    assert await engine.push_once()
    assert orders_at(hub) == 3


async def test_a_cut_download_goes_on_where_it_ended(hub: Hub, device: Terminal, engine: Engine) -> None:
    made = hub.snapshots.current(("shop", "store:north"))
    whole = made.path.read_bytes()
    (device.folder / "snapshot.part").write_bytes(whole[: len(whole) // 2])
    (device.folder / "snapshot.part-etag").write_text(f'"{made.sha256}"')
    await engine.pull_once()
    assert engine.core.writer.position() == (made.epoch, made.cursor)


async def test_half_a_download_of_another_snapshot_is_not_gone_on_with(
    device: Terminal, engine: Engine
) -> None:
    (device.folder / "snapshot.part").write_bytes(b"x" * 5_000)
    (device.folder / "snapshot.part-etag").write_text('"0000"')
    await engine.pull_once()
    assert engine.core.writer.position() is not None


async def test_damage_found_by_a_reader_is_mended(device: Terminal, engine: Engine) -> None:
    await engine.pull_once()
    path = device.folder / "cache-1.db"
    at = path.read_bytes().index(b'"name":"Mug S2"') + 10
    damage(path, at, 1)
    store = Store(device.folder)
    assert store.body(Collection.PRODUCT, "pS2") is None
    await engine.pull_once()
    assert "Mug S2" in (store.body(Collection.PRODUCT, "pS2") or "")


async def test_a_long_poll_brings_news_at_once(hub: Hub, device: Terminal, engine: Engine) -> None:
    await engine.pull_once()
    await engine.pull_once()
    waiting = asyncio.create_task(engine.pull_once())
    loop = asyncio.get_running_loop()
    await asyncio.sleep(0)
    start = loop.time()
    hub.database.write(lambda c: catalogue.set_stock(c, [("S0", "north", 3)]))
    await waiting
    assert loop.time() - start < 5
    assert '"north":3' in (Store(device.folder).body(Collection.STOCK, "S0") or "")


async def test_rows_that_are_missing_without_a_trace_are_noticed_by_the_hubs_digest(engine: Engine) -> None:
    await engine.pull_once()
    assert await engine.compare()
    conn = engine.core.writer._conn
    assert conn is not None
    conn.execute("DELETE FROM row WHERE collection = 'stock' AND key = 'S1'")
    with pytest.raises(RefusedInput, match="other rows"):
        await engine.compare()


async def test_a_poke_brings_news_and_without_one_the_engine_asks_and_waits(
    hub: Hub, device: Terminal, engine: Engine
) -> None:
    for _ in range(2):
        await engine.pull_once()
    core, now = engine.core, asyncio.get_running_loop().time()
    asked = core.next_pull(now)
    assert isinstance(asked, Pull)
    assert asked.wait == LONG_POLL
    core.on_poke()
    await engine.pull_once()  # a pull follows the first poke, in case there was news before the line
    assert core.next_pull(asyncio.get_running_loop().time()) is None
    hub.database.write(lambda c: catalogue.set_stock(c, [("S0", "north", 3)]))
    core.on_poke()
    await engine.pull_once()
    assert '"north":3' in (Store(device.folder).body(Collection.STOCK, "S0") or "")
    core.on_deaf()
    asked = core.next_pull(asyncio.get_running_loop().time())
    assert isinstance(asked, Pull)
    assert asked.wait == LONG_POLL


async def test_as_many_acts_go_at_once_as_the_hub_can_do_in_a_moment(
    device: Terminal, engine: Engine
) -> None:
    for _ in range(2):
        await engine.pull_once()
    for _ in range(9):
        engine._outbox.add("order.place", order())
    now = asyncio.get_running_loop().time()
    sizes = []
    for took in (0.01, 0.4, 0.4):
        sent = engine.core.next_push(now)
        assert sent is not None
        sizes.append(len(sent.items))
        engine.core.on_result(sent, PushResult(epoch=sent.epoch, results=()), now, took)
    assert sizes == [FEW_ITEMS, 9, FEW_ITEMS]


async def test_whoever_comes_while_the_hub_has_much_to_do_gets_a_turn_later() -> None:
    turns = Turns()
    async with turns.turn("a", 50), turns.turn("b", 50):
        for _ in range(2):
            with pytest.raises(ApiProblem) as refused:
                async with turns.turn("c", 50):
                    raise AssertionError("there was no room")
            assert refused.value.problem.status == 429
            assert int(refused.value.headers["retry-after"]) >= 1
        async with turns.turn("d", 1):  # somebody stands before that one
            pass
    async with turns.turn("c", 50):
        pass


async def test_a_stock_figure_is_as_old_as_the_last_word_of_the_hub(device: Terminal, engine: Engine) -> None:
    store = Store(device.folder)
    known = []
    for _ in range(3):
        await engine.pull_once()
        engine.core.on_poke()  # so that the next pull does not wait for news
        known.append(store.known_at())
    figure = Catalogue(store, "north").stock("S0")
    assert figure is not None
    assert known[0] is None
    assert known[1] is not None
    assert known[2] is not None
    assert known[1] < known[2] == figure.as_of


async def test_when_the_network_is_back_nobody_sits_out_the_wait(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert route.exists(httpx.URL("http://127.0.0.1:8470"))
    there = iter([False, False, True])
    monkeypatch.setattr(route, "exists", lambda _: next(there, True))
    monkeypatch.setattr(module, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(module, "SOON", 0.01)
    engine.core.pull.not_before = asyncio.get_running_loop().time() + 1_000
    watching = asyncio.create_task(engine._watch_route())
    await asyncio.wait_for(engine._pull_now.wait(), 20)
    watching.cancel()
    assert engine.core.rest(asyncio.get_running_loop().time()) == 0
