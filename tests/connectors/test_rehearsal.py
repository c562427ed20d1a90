"""A dry run tells what a connector would do, and leaves both sides as they were."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select

from bus.connectors import tables
from bus.connectors.contract import Connector, Event, Intake, LaterError, PoisonError, Polled, Work
from bus.connectors.rehearsal import rehearse
from bus.database import Database
from bus.desk import catalogue, schema
from bus.desk.desk import Desk
from bus.feed import rows
from bus.stream.__main__ import main
from shared.domain.base import new_id
from shared.domain.location import Location
from shared.domain.messages import CountStock


class Scales(Connector):
    """Weighs the stock: tells of differences, and hears of orders."""

    name = "scales"
    events = ("order.*", "stock.changed")
    poll_seconds = 1.0
    rehearses = True

    def __init__(self) -> None:
        self.delivered: list[str] = []

    async def deliver(self, event: Event, work: Work) -> None:  # noqa: ARG002 - nothing of ours is needed
        self.delivered.append(event.id)

    async def poll(self, cursor: str) -> Polled:  # noqa: ARG002 - it always shows the same
        return Polled("2", tuple(Intake("count", str(n), {"id": f"s{n}"}) for n in (1, 2, 3)))

    async def take(self, intake: Intake, work: Work) -> None:
        if intake.key == "2":
            raise PoisonError("it weighs nothing")
        if intake.key == "3":
            raise LaterError("the scales swing")
        await work.pair("count", "a", "b")
        await work.act("stock.count", CountStock(sku="lamp", difference=4), intake.key, "north")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'hub.db'}")

    def fill(conn: Connection) -> None:
        schema.create(conn)
        tables.create(conn)
        catalogue.put_locations(conn, "t", [Location(id="north", name="North")])
        catalogue.set_stock(conn, [("lamp", "north", 9)])
        conn.execute(schema.event.delete())
        for kind in ("order.placed", "order.held", "return.completed"):
            row = {"id": new_id(), "type": kind, "subject": "o1", "data": "{}", "made_at": datetime.now(UTC)}
            conn.execute(insert(schema.event).values(**row))

    database.write(fill)
    yield database
    database.close()


def everything(database: Database) -> str:
    """A fingerprint of every row of the record."""

    def look(conn: Connection) -> str:
        all_tables = (
            *schema.metadata.sorted_tables,
            *tables.metadata.sorted_tables,
            *rows.metadata.sorted_tables,
        )
        held = {t.name: [list(row) for row in conn.execute(select(t))] for t in all_tables}
        return hashlib.sha256(json.dumps(held, default=str, sort_keys=True).encode()).hexdigest()

    return database.read(look)


async def test_it_tells_what_would_happen_and_nothing_does(database: Database) -> None:
    before, scales = everything(database), Scales()
    told = [line async for line in rehearse(scales, Desk(database))]
    assert told == [
        "the other system: ok",
        "out: 2 events would be delivered",
        "  order.placed about o1",
        "  order.held about o1",
        "in: 3 changes since the beginning",
        "  count 1: stock.count applied",
        "  count 2: would be a dead letter: it weighs nothing",
        "  count 3: would wait: the scales swing",
    ]
    assert (everything(database), scales.delivered) == (before, [])


def test_the_command_rehearses_a_system_of_the_settings(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    (tmp_path / "systems").mkdir()
    hook = 'use = "webhooks"\nurl = "https://partner.example/hook"\nsecret = "env:HOOK"\n'
    (tmp_path / "systems" / "partner.toml").write_text(hook)
    settings = tmp_path / "hub.toml"
    settings.write_text(f'folder = "{tmp_path}"\nconnectors = "{tmp_path / "systems"}"\n')
    assert main(["try", "partner", "--settings", str(settings)]) == 0
    told = capsys.readouterr().out
    assert "out: 3 events would be delivered" in told
    assert "POST https://partner.example/hook: order.placed" in told
    assert main(["try", "nobody", "--settings", str(settings)]) == 2
    assert main(["dead", "--folder", str(tmp_path)]) == 0
