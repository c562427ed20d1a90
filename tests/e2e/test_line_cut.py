"""Real processes with the line cut in the middle: what a store does meanwhile arrives afterwards, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shared.domain.messages import Step
from shared.domain.states import Action, FulfilmentState
from tests.e2e.house import HubProcess, device, mug_order, small_shop

PATIENCE = 30_000


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    small_shop(tmp_path / "hub")
    hub = HubProcess(tmp_path / "hub")
    hub.start()
    yield hub
    hub.stop()


def test_an_order_taken_while_the_hub_is_down_arrives_once(
    hub: HubProcess, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = hub.enrol("kiosk", "north", tmp_path / "kiosk")
    counter = hub.enrol("staff", "south", tmp_path / "staff")
    with device(settings) as kiosk, device(counter) as staff:
        qtbot.waitUntil(lambda: kiosk.catalogue.stock("MUG") is not None, timeout=PATIENCE)
        hub.kill()
        qtbot.waitUntil(lambda: not kiosk.now.online, timeout=PATIENCE)

        placed = mug_order("north", "south", 2)
        kiosk.act("order.place", placed)
        qtbot.waitUntil(lambda: kiosk.now.waiting == 1, timeout=PATIENCE)
        shown = kiosk.orders.get(placed.order_id)
        assert shown is not None, "the kiosk shows the order at once, from its own outbox"

        hub.start()
        qtbot.waitUntil(lambda: kiosk.now.online and kiosk.now.waiting == 0, timeout=PATIENCE)
        assert [o.id for o in hub.orders()] == [placed.order_id]
        assert hub.atp("MUG") == {"north": 3, "south": 3}
        qtbot.waitUntil(lambda: staff.orders.by_code(shown.code) is not None, timeout=PATIENCE)


def test_an_answer_lost_on_the_way_makes_no_second_order(
    hub: HubProcess, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = hub.enrol("kiosk", "north", tmp_path / "kiosk")
    with device(settings) as kiosk:
        qtbot.waitUntil(lambda: kiosk.catalogue.stock("MUG") is not None, timeout=PATIENCE)
        orders = [mug_order("north", "south") for _ in range(5)]
        for placed in orders:
            kiosk.act("order.place", placed)
            hub.kill()  # somewhere between sending, committing and answering
            hub.start()
        qtbot.waitUntil(lambda: kiosk.outbox.counts()[0] == 0, timeout=PATIENCE)
        assert sorted(o.id for o in hub.orders()) == sorted(o.order_id for o in orders)
        assert hub.atp("MUG") == {"north": 3, "south": 0}


def test_a_counter_hands_over_while_the_hub_is_down(hub: HubProcess, qtbot: QtBot, tmp_path: Path) -> None:
    kiosk_settings = hub.enrol("kiosk", "north", tmp_path / "kiosk")
    staff_settings = hub.enrol("staff", "south", tmp_path / "staff")
    with device(kiosk_settings) as kiosk, device(staff_settings) as staff:
        qtbot.waitUntil(lambda: kiosk.catalogue.stock("MUG") is not None, timeout=PATIENCE)
        placed = mug_order("north", "south")
        kiosk.act("order.place", placed)
        qtbot.waitUntil(lambda: staff.orders.get(placed.order_id) is not None, timeout=PATIENCE)
        hub.kill()
        order = staff.orders.get(placed.order_id)
        assert order is not None
        for action in (Action.PICK, Action.READY, Action.COLLECT):
            staff.act(
                "fulfilment.step",
                Step(
                    order_id=order.id,
                    fulfilment_id=order.fulfilments[0].id,
                    action=action,
                    by="clerk",
                    picked={order.lines[0].id: 1} if action is Action.READY else {},
                    paid=order.due if action is Action.COLLECT else 0,
                ),
            )
        folded = staff.orders.get(placed.order_id)
        assert folded is not None
        assert folded.fulfilments[0].state is FulfilmentState.COLLECTED
        hub.start()

        def collected() -> bool:
            return [o.fulfilments[0].state for o in hub.orders()] == [FulfilmentState.COLLECTED]

        qtbot.waitUntil(collected, timeout=PATIENCE)

        def seen_at_the_kiosk() -> bool:
            seen = kiosk.orders.get(placed.order_id)
            return seen is not None and seen.fulfilments[0].state is FulfilmentState.COLLECTED

        qtbot.waitUntil(seen_at_the_kiosk, timeout=PATIENCE)


def test_the_hub_ends_cleanly_when_asked(hub: HubProcess) -> None:
    assert hub.stop() == 0


def test_a_device_survives_a_ruined_cache(hub: HubProcess, qtbot: QtBot, tmp_path: Path) -> None:
    settings = hub.enrol("kiosk", "north", tmp_path / "kiosk")
    with device(settings) as kiosk:
        qtbot.waitUntil(lambda: kiosk.catalogue.stock("MUG") is not None, timeout=PATIENCE)
    cache = tmp_path / "kiosk" / "cache.db"
    cache.write_bytes(cache.read_bytes()[: cache.stat().st_size // 2])
    with device(settings) as kiosk:
        qtbot.waitUntil(lambda: kiosk.catalogue.product("test:mug") is not None, timeout=PATIENCE)
        placed = mug_order("north", "south")
        kiosk.act("order.place", placed)
        qtbot.waitUntil(lambda: [o.id for o in hub.orders()] == [placed.order_id], timeout=PATIENCE)
