"""Upgrades with a full outbox: the file of every released version opens, and the hub takes every act in it."""

import json
import shutil
from pathlib import Path

import pytest

from bus.desk.work import Device
from shared.cache.outbox import Outbox
from shared.domain.messages import Mutation, Result
from tests.sync.parts import small_hub

RELEASED = sorted(p for p in (Path(__file__).parent / "released").iterdir() if p.is_dir())
STAFF = Device("d", "staff", "north")


@pytest.mark.parametrize("version", RELEASED, ids=lambda p: p.name)
def test_a_full_outbox_of_an_earlier_version_drains(version: Path, tmp_path: Path) -> None:
    (tmp_path / "device").mkdir()
    shutil.copy(version / "outbox.sqlite", tmp_path / "device" / "outbox.db")
    outbox = Outbox(tmp_path / "device")
    assert list(tmp_path.glob("device/outbox-damaged-*")) == []
    hub = small_hub(tmp_path / "hub")
    seen: list[tuple[str, Result]] = []
    while entries := outbox.sendable(200):
        for entry in entries:
            item = Mutation.model_validate(
                {"n": entry.n, "id": entry.id, "type": entry.kind, "v": entry.v, "made_at": entry.made_at}
                | {"body": json.loads(entry.body)}
            )
            result = hub.database.write(lambda conn, item=item: hub.desk.apply(conn, STAFF, item))  # type: ignore[misc]
            outbox.settle([result], "e")
            seen.append((entry.kind, result))
    hub.database.close()
    assert [(kind, result.problem) for kind, result in seen if result.status != "applied"] == []
    assert len(seen) == 12
    assert outbox.pending() == []
