"""Webhooks in: a partner's acts arrive over HTTP, verified, once each, and what cannot be done is a dead letter."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, select
from standardwebhooks import Webhook

from bus.connectors.contract import Intake
from bus.connectors.seen import status
from bus.connectors.settings import load_connector
from bus.desk import catalogue, schema
from bus.hub import RunningHub, running
from shared.domain.base import new_id
from shared.domain.errors import SettingsError
from shared.domain.location import Location
from shared.settings import HubSettings
from tests.connectors.kit import takes_in_any_order, trial
from tests.waiting import until

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
COUNT = {"type": "stock.count", "data": {"sku": "lamp", "difference": -1}}


class Partner:
    """A system of somebody else that posts signed webhooks to a running hub."""

    def __init__(self, hub: RunningHub, http: httpx.AsyncClient) -> None:
        self.hub = hub
        self._http = http

    async def post(
        self,
        told: Any,
        *,
        name: str = "",
        key: str = SECRET,
        age: float = 0,
        head: dict[str, str] | None = None,
    ) -> httpx.Response:
        body = told if isinstance(told, str) else json.dumps(told)
        name = name or f"msg_{new_id()}"
        made = datetime.now(UTC) - timedelta(seconds=age)
        headers = {
            "webhook-id": name,
            "webhook-timestamp": str(int(made.timestamp())),
            "webhook-signature": Webhook(key).sign(name, made, body),
        }
        return await self._http.post("/v1/hooks/partner", content=body, headers=headers | (head or {}))

    def on_hand(self) -> int:
        query = select(schema.stock.c.on_hand).where(schema.stock.c.sku == "lamp")
        return int(self.hub.database.read(lambda c: c.execute(query).scalar_one()))

    async def settled(self, done: int, dead: int = 0) -> dict[str, Any]:
        """Wait until so many are done and dead; the connector's line in the status."""

        def line() -> dict[str, Any]:
            return self.hub.database.read(status)[0]

        await until(
            lambda: (line()["done"], line()["dead"], line()["waiting"]) == (done, dead, 0), "the acts"
        )
        return line()


@pytest.fixture
async def partner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Partner]:
    monkeypatch.setenv("PARTNER_KEY", SECRET)
    (tmp_path / "systems").mkdir()
    (tmp_path / "systems" / "partner.toml").write_text(
        'use = "inbox"\nsecret = "env:PARTNER_KEY"\naccepts = ["stock.count", "order.cancel"]\nplace = "north"\n'
    )

    def fill(conn: Connection) -> None:
        catalogue.put_locations(conn, "t", [Location(id="north", name="North")])
        catalogue.set_stock(conn, [("lamp", "north", 9)])

    settings = HubSettings(folder=tmp_path / "hub", port=0, connectors=tmp_path / "systems")
    async with running(settings) as hub, httpx.AsyncClient(base_url=hub.url) as http:
        await hub.database.awrite(fill)
        yield Partner(hub, http)


async def test_an_act_is_taken_once_however_often_it_is_sent(partner: Partner) -> None:
    for _ in range(3):
        assert (await partner.post(COUNT, name="msg_1")).status_code == 204
    assert (await partner.post(COUNT, name="msg_2")).status_code == 204
    await partner.settled(2)
    assert partner.on_hand() == 7


async def test_what_is_not_verified_is_refused_with_a_problem(partner: Partner) -> None:
    tries = [
        await partner.post(COUNT, key="whsec_" + "A" * 32),
        await partner.post(COUNT, age=301),
        await partner.post(COUNT, age=-301),
        await partner.post(COUNT, head={"webhook-id": "msg_other"}),
        await partner.post(COUNT, head={"webhook-signature": "v1,!,"}),
        await partner.post(COUNT, head={"webhook-signature": ""}),
    ]
    for answer in tries:
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
        assert answer.json()["type"].endswith("/not-verified")
    assert tries[1].json()["detail"] == "Message timestamp too old"
    await partner.settled(0)
    assert partner.on_hand() == 9


async def test_what_cannot_be_read_is_the_senders_and_what_cannot_be_done_is_a_dead_letter(
    partner: Partner,
) -> None:
    for text in ("{", "[]", '{"type": "stock.count"}'):
        assert (await partner.post(text)).status_code == 422
    wrong: list[dict[str, Any]] = [
        {"type": "order.place", "data": {}},
        {"type": "stock.count", "data": {"sku": "lamp", "difference": "many"}},
        {"type": "order.cancel", "data": {"order_id": "none"}},
    ]
    for told in wrong:
        assert (await partner.post(told)).status_code == 204
    await partner.post(COUNT)
    line = await partner.settled(1, dead=3)
    assert "difference" in line["last_error"] or "There is no such order" in line["last_error"]
    assert partner.on_hand() == 8


async def test_acts_count_once_in_any_order_over_restarts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARTNER_KEY", SECRET)
    path = tmp_path / "partner.toml"
    path.write_text('use = "inbox"\nsecret = "env:PARTNER_KEY"\naccepts = ["stock.count"]\nplace = "north"\n')
    counts = [
        Intake("stock.count", f"m{n}", {"id": f"s{n % 2}", "data": f'{{"sku":"s{n % 2}","difference":{n}}}'})
        for n in range(1, 7)
    ]

    def fill(conn: Connection) -> None:
        catalogue.put_locations(conn, "t", [Location(id="north", name="North")])
        catalogue.set_stock(conn, [("s0", "north", 100), ("s1", "north", 100)])

    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await tried.database.awrite(fill)
        query = select(schema.stock.c.sku, schema.stock.c.on_hand).order_by(schema.stock.c.sku)
        await takes_in_any_order(
            tried,
            counts,
            lambda: [tuple(row) for row in tried.database.read(lambda c: c.execute(query).all())],
            [("s0", 112), ("s1", 109)],
        )


async def test_nobody_else_has_a_hook(partner: Partner) -> None:
    assert (await partner._http.post("/v1/hooks/other", content="{}")).status_code == 404


def test_settings_that_accept_what_there_is_not_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARTNER_KEY", SECRET)
    path = tmp_path / "partner.toml"
    path.write_text('use = "inbox"\nsecret = "env:PARTNER_KEY"\naccepts = ["stock.steal"]\n')
    with pytest.raises(SettingsError, match=r"accepts.*no such act: stock\.steal"):
        load_connector(path)
