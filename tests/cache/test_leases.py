"""Leases on a device: what may be sold offline, what is left after it, and what only sounds like a lease."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bus.api.access import Hub
from bus.desk import grants
from bus.desk.work import Device
from bus.feed import rows
from bus.feed.snapshot import scopes
from shared.cache.leases import Leases
from shared.cache.outbox import Outbox
from shared.cache.store import Store
from shared.cache.writer import Writer
from shared.domain.messages import Mutation
from tests.sync.parts import adopt, order, small_hub

KIOSK = Device("kiosk-1", "kiosk", "north")
OTHER = Device("kiosk-2", "kiosk", "north")
NOW = datetime.now(UTC)


def grant(made: Hub, lease: str, device: Device, sku: str, units: int, until: datetime) -> None:
    def work(conn: Connection) -> None:
        piece = made.desk.work(conn, device)
        grants.grant(piece, lease, device, sku, units, until)
        piece.finish()

    made.database.write(work)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = small_hub(tmp_path / "hub")
    grant(made, "mine", KIOSK, "S0", 3, NOW + timedelta(hours=8))
    grant(made, "theirs", OTHER, "S0", 5, NOW + timedelta(hours=8))
    grant(made, "late", KIOSK, "S1", 2, NOW - timedelta(hours=1))
    yield made
    made.database.close()


def test_a_device_sells_offline_what_is_leased_to_it_and_no_more(hub: Hub, tmp_path: Path) -> None:
    writer = Writer(tmp_path / "device")
    adopt(writer, hub.snapshots.current(scopes("kiosk", "north")))
    outbox = Outbox(tmp_path / "device")
    store = Store(tmp_path / "device", outbox, "kiosk-1")
    leases = Leases(store, outbox, "kiosk-1")

    two = order("S0", 2)
    assert store.stock_delta("S0") == {"north": 3}  # the hub's figure is without what is leased to anybody
    assert leases.cover(two.lines, NOW) == ({"mine": 2}, True)
    act = two.model_copy(update={"leases": {"mine": 2}})
    outbox.add("order.place", act)
    assert store.stock_delta("S0") == {"north": 1}
    assert leases.cover(order("S0", 2).lines, NOW) == ({"mine": 1}, False)
    assert leases.cover(order("S1", 1).lines, NOW) == ({}, False)  # its time is over
    assert leases.cover(order("S0", 1, place="south").lines, NOW) == ({}, False)

    item = Mutation(
        n=1, id=outbox.pending()[0].id, type="order.place", made_at=NOW, body=act.model_dump(mode="json")
    )
    result = hub.database.write(lambda conn: hub.desk.apply(conn, KIOSK, item))
    outbox.settle([result], hub.database.read(rows.epoch))
    cursor = str(writer.position())
    writer.apply(hub.database.read(lambda c: rows.pull(c, scopes("kiosk", "north"), cursor, 100)))
    assert store.stock_delta("S0") == {"north": 1}
    assert [(lease.id, lease.left) for lease in leases.left(NOW)] == [("mine", 1)]
