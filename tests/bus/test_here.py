"""The page on which a shopper outside says "I am here"."""

from datetime import UTC, datetime

import httpx

from bus.api.access import Hub
from bus.desk.work import Device
from shared.domain.messages import Mutation
from tests.bus.test_api import enrol, http, hub, item, place, push, rows_of

__all__ = ["http", "hub"]  # fixtures


async def test_shopper_in_a_car_is_heard_at_the_counter(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk, staff = await enrol(hub, http, "kiosk", "north"), await enrol(hub, http, "staff", "south")
    body = place(hub) | {"curbside": True}
    await push(http, kiosk, item("order.place", body))
    address = f"/here/{body['order_id']}"
    early = await http.get(address)
    assert "not ready yet" in early.text
    await http.post(address)
    assert '"waiting_here":true' not in (await rows_of(http, staff, "order"))[0]["body"]

    def step(n: int, action: str) -> None:
        what = {"order_id": body["order_id"], "fulfilment_id": f"{body['order_id']}:1", "action": action}
        act = Mutation(n=n, id=f"m{n}", type="fulfilment.step", made_at=datetime.now(UTC), body=what)
        hub.database.write(lambda conn: hub.desk.apply(conn, Device("s", "staff", "south"), act))

    step(1, "pick")
    step(2, "ready")
    page = await http.get(address)
    assert "I am here, in my car" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "Ada" not in page.text
    for _ in range(2):
        told = await http.post(address)
        assert "The counter knows" in told.text
    order = (await rows_of(http, staff, "order"))[0]["body"]
    assert '"waiting_here":true' in order
    assert '"outside":true' in order


async def test_page_is_there_for_curbside_orders_alone(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    body = place(hub)
    await push(http, kiosk, item("order.place", body))
    assert (await http.get(f"/here/{body['order_id']}")).status_code == 404
    assert (await http.post("/here/nothing")).status_code == 404
