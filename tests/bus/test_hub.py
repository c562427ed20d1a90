"""What a running hub looks after by itself: it forgets old tombstones, and goes on when its record was away."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select, text

from bus import hub as composition
from bus.api import bell
from bus.desk import catalogue, devices
from bus.feed import rows
from bus.hub import RunningHub, running
from shared.domain.location import Location
from shared.settings import HubSettings
from tests.waiting import until

NORTH, SOUTH = Location(id="north", name="North"), Location(id="south", name="South")


@pytest.fixture
async def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RunningHub]:
    monkeypatch.setattr(composition, "TICK_SECONDS", 0.05)
    monkeypatch.setattr(composition, "FORGET_SECONDS", 0.0)
    async with running(HubSettings(folder=tmp_path / "hub", port=0)) as hub:
        yield hub


@contextlib.asynccontextmanager
async def kiosk(hub: RunningHub) -> AsyncIterator[tuple[httpx.AsyncClient, str]]:
    """A device that has enrolled, and the epoch of its cursor."""
    code = hub.database.write(lambda c: devices.make_code(c, "kiosk", "north", datetime.now(UTC)))
    async with httpx.AsyncClient(base_url=hub.url, timeout=30) as http:
        told = (await http.post("/v1/devices/enroll", json={"code": code})).json()
        http.headers["authorization"] = f"Bearer {told['token']}"
        yield http, told["epoch"]


async def test_old_tombstones_are_forgotten_and_who_was_away_too_long_starts_anew(hub: RunningHub) -> None:
    database = hub.database
    await database.awrite(lambda c: catalogue.put_locations(c, "t", [NORTH, SOUTH]))
    before = database.read(rows.head)
    await database.awrite(lambda c: catalogue.put_locations(c, "t", [NORTH]))
    buried = select(func.count()).select_from(rows.rows).where(rows.rows.c.body.is_(None))
    async with kiosk(hub) as (http, epoch):
        changes = "/v1/sync/changes"
        page = (await http.get(changes, params={"cursor": f"{epoch}.{before}"})).json()
        assert [(row["key"], row["deleted"]) for row in page["rows"]] == [("south", True)]
        await database.awrite(lambda c: c.execute(text("UPDATE feed_row SET changed_at = 0")))
        await until(lambda: database.read(lambda c: c.execute(buried).scalar_one()) == 0, "the forgetting")
        assert (await http.get(changes, params={"cursor": f"{epoch}.{before}"})).status_code == 410
        assert (await http.get(changes, params={"cursor": f"{epoch}.{page['to']}"})).status_code == 200


def test_what_is_old_is_found_without_reading_the_whole_feed(hub: RunningHub) -> None:
    plan = (
        "EXPLAIN QUERY PLAN SELECT seq FROM feed_row WHERE body IS NULL AND changed_at < 5 ORDER BY seq DESC"
    )
    steps = hub.database.read(lambda c: [row[3] for row in c.exec_driver_sql(plan)])
    assert any("feed_row_buried" in step for step in steps), steps


async def test_who_waits_for_news_still_gets_them_when_the_record_was_away(
    hub: RunningHub, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(bell, "LOOK_EVERY", 0.02)
    await hub.database.awrite(lambda c: catalogue.put_locations(c, "t", [NORTH]))
    async with kiosk(hub) as (http, epoch):
        cursor = f"{epoch}.{hub.database.read(rows.head)}"
        wait = asyncio.create_task(http.get("/v1/sync/changes", params={"cursor": cursor, "wait": 20}))
        await until(lambda: hub.hub.bell._waiting > 0, "somebody who waits")
        await hub.database.awrite(lambda c: c.execute(text("ALTER TABLE feed_counter RENAME TO away")))
        await until(lambda: "cannot be read" in caplog.text, "the bell to notice")
        await hub.database.awrite(lambda c: c.execute(text("ALTER TABLE away RENAME TO feed_counter")))
        await hub.database.awrite(lambda c: catalogue.put_locations(c, "t", [NORTH, SOUTH]))
        assert [row["key"] for row in (await wait).json()["rows"]] == ["south"]
