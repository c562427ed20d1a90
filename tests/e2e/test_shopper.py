"""A shopper's orders are asked of the hub by a counter of another store, and nothing of them stays there."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from shared.crypto import seal
from shared.domain.people import Contact
from shared.qt.application import run
from tests.e2e.house import HubProcess, device, mug_order, small_shop


def test_a_counter_asks_for_a_shopper_of_another_store(qapp: QGuiApplication, tmp_path: Path) -> None:
    small_shop(tmp_path / "hub")
    hub = HubProcess(tmp_path / "hub")
    hub.start()

    async def main(_: asyncio.Event) -> int:
        with (
            device(hub.enrol("kiosk", "north", tmp_path / "kiosk")) as kiosk,
            device(hub.enrol("staff", "south", tmp_path / "counter")) as counter,
        ):
            contact = Contact(name="Ada Byron", phone="0151 2345678").model_dump_json()
            placed = mug_order("north", "north").model_copy(
                update={
                    "sealed_contact": seal(contact, kiosk.identity.hub_key),
                    "placed_at": datetime.now(UTC),
                }
            )
            kiosk.act("order.place", placed)
            async with asyncio.timeout(40):
                while not hub.orders() or not counter.now.online:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            found = await counter.find_orders("2345678")
            assert found is not None
            assert [(order.id, order.contact and order.contact.name) for order in found] == [
                (placed.order_id, "Ada Byron")
            ]
            assert counter.orders.get(placed.order_id) is None
            hub.stop()
            async with asyncio.timeout(40):
                while counter.now.online:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            assert await counter.find_orders("2345678") is None
        kept = b"".join(file.read_bytes() for file in (tmp_path / "counter").rglob("*") if file.is_file())
        assert b"2345678" not in kept
        return 0

    try:
        assert run(qapp, main) == 0
    finally:
        hub.stop()
