"""What the hub gives to nobody in particular, to a device of another store, and to one that asks for too much."""

from collections.abc import AsyncIterator
from typing import Any

import httpx

from bus.api.access import Hub
from bus.api.app import BODY_LIMIT, make_app
from shared.domain.messages import BODIES
from shared.domain.order import Order
from shared.domain.states import FulfilmentState
from tests.bus.test_api import enrol, http, hub, item, place, push, rows_of

__all__ = ["http", "hub"]  # fixtures
FOR_ALL = {"/v1/health", "/v1/media/{sha256}", "/v1/devices/enroll"}
SIGNED = {"/v1/hooks/{name}"}  # other systems are known by their signatures


async def only_order(http: httpx.AsyncClient, who: dict[str, str]) -> Order:
    (row,) = await rows_of(http, who, "order")
    return Order.model_validate_json(row["body"])


async def test_every_route_asks_who_is_there(hub: Hub, http: httpx.AsyncClient) -> None:
    routes = [
        (path, method)
        for path, operations in make_app(hub).openapi()["paths"].items()
        for method in operations
        if path.startswith("/v1/") and path not in FOR_ALL | SIGNED
    ]
    assert ("/v1/sync/snapshot", "get") in routes
    for path, method in routes:
        for who in ({}, {"authorization": "Bearer guessed"}):
            answer = await http.request(method, path.replace("{", "").replace("}", ""), headers=who, json={})
            assert (answer.status_code, answer.headers["content-type"]) == (
                401,
                "application/problem+json",
            ), path


async def test_a_device_of_another_store_can_do_nothing_to_an_order(
    hub: Hub, http: httpx.AsyncClient
) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    order = place(hub, at="north")
    await push(http, kiosk, item("order.place", order))
    placed = await only_order(http, kiosk)
    about = {"order_id": placed.id, "fulfilment_id": placed.fulfilments[0].id, "by": "mallory"}
    line = order["lines"][0]["id"]
    bodies: dict[str, dict[str, Any]] = {
        "order.cancel": about,
        "fulfilment.step": about | {"action": "pick"},
        "fulfilment.short": about | {"quantities": {line: 1}, "reason": "not_in_stock"},
        "fulfilment.claim": about,
        "fulfilment.substitute": about
        | {"line_id": line, "line": order["lines"][0] | {"id": "new"}, "reason": "damaged"},
        "payment.note": about | {"action": "take", "amount": 2500},
        "payment.link": about | {"payment_id": "p", "made_at": order["placed_at"]},
        "payment.unlink": about | {"payment_id": "p"},
        "payment.seen": about | {"payment_id": "p", "state": "paid"},
        "payment.refund_seen": about | {"payment_id": "p", "refund_id": "r", "state": "done"},
        "receipt.send": about,
        "order.settle": about | {"line_id": line, "wish": "refund"},
        "customer.here": about,
    }
    assert set(bodies) == {
        kind for kind, body in BODIES.items() if {"order_id"} <= set(body.model_fields)
    } - {
        "order.place",
        "return.make",  # any store takes back the goods of any channel's order
    }
    for role in ("kiosk", "staff"):
        stranger = await enrol(hub, http, role, "south")
        assert await rows_of(http, stranger, "order") == []
        answer = await push(
            http, stranger, *[item(kind, body, n) for n, (kind, body) in enumerate(bodies.items(), 1)]
        )
        assert {(r["status"], r["problem"]["status"]) for r in answer.json()["results"]} <= {
            ("rejected", 403),
            ("rejected", 409),  # the customer is not waited for there
        }
    assert await only_order(http, kiosk) == placed


async def test_a_kiosk_cannot_set_what_the_desk_decides(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    order = place(hub, at="north", price=1) | {
        "channel": "b2b",
        "placed_in": "south",
        "state": "completed",
        "number": 1,
        "fulfilments": [{"id": "x", "state": "collected"}],
    }
    order["payment_state"] = order["paid"] = 1
    order["payment"] = "invoice"
    await push(http, kiosk, item("order.place", order))
    placed = await only_order(http, kiosk)
    assert (placed.lines[0].unit_price, placed.payment.paid, placed.payment.method) == (2500, 0, "counter")
    assert (placed.placed_in, [f.state for f in placed.fulfilments]) == ("north", [FulfilmentState.OPEN])


async def test_a_body_that_does_not_say_its_length_is_measured(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(BODY_LIMIT // 65_536 + 2):
            yield b" " * 65_536

    answer = await http.post("/v1/sync/mutations", headers=kiosk, content=endless())
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
