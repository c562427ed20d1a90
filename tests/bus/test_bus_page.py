"""The page of the bus: every connected system and its letters, for the hub's own machine only."""

from dataclasses import replace
from typing import Any

import httpx

from bus.api.access import Hub
from bus.api.app import make_app
from bus.connectors import tables
from bus.connectors.contract import Connector
from tests.bus.test_api import NOW, http, hub

__all__ = ["http", "hub"]  # fixtures


class Plugged(Connector):
    """A system of the running configuration."""

    events = ("order.*",)

    def __init__(self, name: str) -> None:
        self.name = name


async def test_the_page_of_the_bus_shows_every_system_and_its_link(hub: Hub, http: httpx.AsyncClient) -> None:
    hub = replace(hub, connectors={name: Plugged(name) for name in ("erp<1>", "mail", "shop")})
    http._transport = httpx.ASGITransport(make_app(hub))
    letters = {
        "connector": "erp<1>",
        "direction": "out",
        "type": "order.placed",
        "subject": "o",
        "body": "{}",
    }
    more = {"made_at": NOW, "tries": 3, "reason": "no such product"}

    def fill(conn: Any) -> None:
        for name in ("erp<1>", "mail", "gone"):
            conn.execute(tables.health.insert().values(connector=name, last_error="it is away"))
        conn.execute(tables.errand.insert().values(key="e1", state="dead", **letters, **more))

    hub.database.write(fill)
    page = (await http.get("/bus")).text
    assert page.count("<line ") == 3
    assert "3 systems, 3 links" in page
    assert "no such product" in page
    assert "erp&lt;1&gt;" in page
    assert "erp<1>" not in page
    (letter,) = (await http.get("/bus/dead")).json()
    assert (letter["connector"], letter["reason"], letter["tries"]) == ("erp<1>", "no such product", 3)
    one = {"connector": "erp<1>", "seq": letter["seq"]}
    for answer in ({"retried": 1}, {"retried": 0}):
        assert (await http.post("/bus/retry", params=one)).json() == answer
    rows = (await http.get("/bus/status")).json()
    assert [(row["connector"], row["waiting"], row["dead"]) for row in rows] == [
        ("erp<1>", 1, 0),
        ("mail", 0, 0),
        ("shop", 0, 0),
    ]
    assert (rows[0]["last_event"], rows[0]["out"], rows[2]["last_done_at"]) == (
        "order.placed",
        ["order.*"],
        None,
    )


async def test_the_page_of_the_bus_is_for_this_machine_only(hub: Hub) -> None:
    transport = httpx.ASGITransport(make_app(hub), client=("10.0.0.7", 5))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as stranger:
        for path in ("/bus", "/bus/status", "/bus/dead"):
            assert (await stranger.get(path)).status_code == 403
    near = httpx.ASGITransport(make_app(hub))
    async with httpx.AsyncClient(transport=near, base_url="http://127.0.0.1") as passed_on:
        for headers in (
            {"x-forwarded-for": "10.0.0.7", "host": "127.0.0.1"},
            {"sec-fetch-site": "cross-site", "host": "127.0.0.1"},
            {"sec-fetch-site": "same-origin", "host": "rebound.example:8470"},
        ):
            assert (await passed_on.post("/bus/retry?connector=mail", headers=headers)).status_code == 403
