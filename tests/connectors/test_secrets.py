"""No secret of a connected system gets into a log, a file of the hub or a page, whatever goes wrong over there."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import insert

from bus.connectors.seen import status
from bus.connectors.settings import load_connectors
from bus.desk import schema
from bus.hub import RunningHub, running
from shared.domain.base import new_id
from shared.domain.errors import SettingsError
from shared.domain.order import Contact, Order
from shared.domain.payment import PayLink, Payment
from shared.settings import HubSettings
from tests.desk.house import line
from tests.waiting import until

CANARIES = {
    "MAIL": "canary-mail-55210",
    "HOOK": "whsec_Y2FuYXJ5LWhvb2stODExMjc=",
    "TRYTON": "canary-tryton-77124",
    "STRIPE": "canary-stripe-90441",
    "STRIPE_HOOK": "canary-signing-31337",
    "PAYU": "canary-payu-60606",
}
SYSTEMS = {
    "mail": """host = "127.0.0.1"
port = {port}
sender = "a@example.com"
user = "u"
password = "env:MAIL"
tls = false""",
    "webhooks": """url = "http://127.0.0.1:{port}/"
secret = "env:HOOK\"""",
    "inbox": """secret = "env:HOOK"
accepts = ["stock.count"]""",
    "tryton": """url = "http://127.0.0.1:{port}"
database = "d"
key = "env:TRYTON"
payment_term = 1
poll_seconds = 0.2
[places]
north = "N\"""",
    "stripe": """api = "http://127.0.0.1:{port}"
api_key = "env:STRIPE"
publishable_key = "pk"
webhook_secret = "env:STRIPE_HOOK"
public_url = "http://127.0.0.1\"""",
    "payu": """api = "http://127.0.0.1:{port}"
pos_id = "1"
client_id = "1"
client_secret = "env:PAYU"
second_key = "env:STRIPE_HOOK\"""",
}


@pytest.fixture
async def systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Path]:
    """A system of every kind, each of which hangs up on whoever calls."""

    async def hang_up(_: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        answer.close()

    for name, value in CANARIES.items():
        monkeypatch.setenv(name, value)
    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    folder = tmp_path / "systems"
    folder.mkdir()
    for use, lines in SYSTEMS.items():
        (folder / f"{use}.toml").write_text(f'use = "{use}"\n{lines.replace("{port}", str(port))}\n')
    async with server:
        yield folder


async def order_something(hub: RunningHub) -> None:
    """An order with a mail address and a pay link at each provider."""
    now = datetime.now(UTC)
    links = tuple(
        PayLink(id=new_id(), provider=name, amount=500, asked_at=now) for name in ("stripe", "payu")
    )
    order = Order(
        id=new_id(), code="21SA6ANZ", placed_at=now, currency="EUR", lines=(line(1, "lamp"),),
        contact=Contact(name="Ada", email="ada@example.com", notify="email"), payment=Payment(links=links),
    )  # fmt: skip
    row = {"id": order.id, "code": order.code, "state": "placed", "placed_at": now}
    told = [("order.placed", order.model_dump_json())]
    told += [
        ("payment.link", f'{{"order_id":"{order.id}","link":{link.model_dump_json()}}}') for link in links
    ]
    events = [
        {"id": new_id(), "type": kind, "subject": order.id, "data": data, "made_at": now}
        for kind, data in told
    ]
    await hub.database.awrite(
        lambda c: (
            c.execute(insert(schema.order).values(**row, body=order.model_dump_json())),
            c.execute(insert(schema.event), events),
        )
    )
    hub.hub.committed()


async def test_a_canary_is_nowhere(systems: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for loud in ("httpx", "httpcore", "nats"):
        caplog.set_level(logging.DEBUG, loud)
    settings = HubSettings(folder=tmp_path / "hub", port=0, connectors=systems)
    async with running(settings) as hub, httpx.AsyncClient(base_url=hub.url) as http:
        await order_something(hub)
        forged = {"webhook-id": "m", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA"}
        for name in ("inbox", "stripe", "payu"):
            assert (await http.post(f"/v1/hooks/{name}", content="{}", headers=forged)).status_code == 401

        def failed() -> set[str]:
            return {row["connector"] for row in hub.database.read(status) if row["last_error"]}

        await until(
            lambda: failed() >= SYSTEMS.keys() - {"inbox"}, f"every system to fail, not only {failed()}"
        )
        pages = [(await http.get(path)).text for path in ("/bus", "/bus/status", "/bus/dead")]
    files = [path.read_bytes() for path in (tmp_path / "hub").rglob("*") if path.is_file()]
    everywhere = [caplog.text.encode(), *(page.encode() for page in pages), *files]
    for value in CANARIES.values():
        secret = value.removeprefix("whsec_").encode()
        assert not any(secret in each for each in everywhere), secret
    assert len(files) > 3


async def test_a_secret_in_the_settings_themselves_is_refused_and_not_repeated(systems: Path) -> None:
    path = systems / "mail.toml"
    path.write_text(path.read_text().replace("env:MAIL", "canary-written"))
    with pytest.raises(SettingsError, match="never written into the settings") as refused:
        load_connectors(systems)
    assert "canary-written" not in str(refused.value)


async def test_a_connector_says_which_secret_is_missing(
    systems: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PAYU")
    with pytest.raises(SettingsError, match="environment variable PAYU is not set"):
        load_connectors(systems)


@pytest.mark.parametrize("held", ["", "  ", "canary-two\nlines", "canary\x00zero"])
async def test_a_secret_that_no_header_can_hold_is_refused_and_not_repeated(
    systems: Path, tmp_path: Path, held: str
) -> None:
    (tmp_path / "held").write_text(held)
    path = systems / "tryton.toml"
    path.write_text(path.read_text().replace("env:TRYTON", f"file:{tmp_path / 'held'}"))
    with pytest.raises(SettingsError, match="should hold a secret on one line") as refused:
        load_connectors(systems)
    assert "canary" not in str(refused.value)
