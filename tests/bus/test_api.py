"""The hub's HTTP interface as a device meets it."""

import hashlib
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from bus.api.access import Hub
from bus.api.app import make_app
from bus.desk import catalogue, devices
from bus.hub import open_hub
from shared import crypto
from shared.domain.base import new_id
from shared.domain.catalogue import Price, Product, Variant
from shared.domain.location import Location
from shared.domain.people import Contact
from shared.settings import HubSettings

NOW = datetime.now(UTC)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    hub = open_hub(HubSettings(folder=tmp_path / "hub"), [])
    price = Price(amount=2500, currency="EUR")
    mug = Product(id="demo:mug", name="Mug", variants=(Variant(sku="MUG", price=price),))

    def fill(conn: Any) -> None:
        catalogue.put_products(conn, "test", [mug])
        catalogue.put_locations(
            conn, "test", [Location(id="north", name="North"), Location(id="south", name="South")]
        )
        catalogue.set_stock(conn, [("MUG", "north", 2), ("MUG", "south", 5)])

    hub.database.write(fill)
    yield hub
    hub.database.close()


@pytest.fixture
async def http(hub: Hub) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(make_app(hub), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
        yield http


async def enrol(hub: Hub, http: httpx.AsyncClient, role: str, store: str) -> dict[str, str]:
    code = hub.database.write(lambda c: devices.make_code(c, role, store, datetime.now(UTC)))  # type: ignore[arg-type]
    answer = await http.post("/v1/devices/enroll", json={"code": code, "name": "test"})
    assert answer.status_code == 200, answer.text
    return {"authorization": f"Bearer {answer.json()['token']}"} | {"x-epoch": answer.json()["epoch"]}


def place(
    hub: Hub, *, quantity: int = 1, way: str = "pickup", at: str = "south", price: int = 2500
) -> dict[str, Any]:
    contact = Contact(name="Ada", phone="+49 151 000000")
    return {
        "order_id": new_id(),
        "placed_in": "north",
        "placed_at": NOW.isoformat(),
        "currency": "EUR",
        "lines": [
            {
                "id": new_id(),
                "sku": "MUG",
                "product_id": "demo:mug",
                "name": "Mug",
                "quantity": quantity,
                "unit_price": price,
                "list_price": price,
                "way": way,
                "location_id": at,
            }
        ],
        "sealed_contact": crypto.seal(contact.model_dump_json(), hub.hub_key),
    }


def item(kind: str, body: dict[str, Any], n: int = 1) -> dict[str, Any]:
    return {"n": n, "id": new_id(), "type": kind, "v": 1, "made_at": NOW.isoformat(), "body": body}


async def push(http: httpx.AsyncClient, who: dict[str, str], *items: dict[str, Any]) -> httpx.Response:
    return await http.post(
        "/v1/sync/mutations", headers=who, json={"epoch": who["x-epoch"], "schema": 1, "items": items}
    )


async def rows_of(http: httpx.AsyncClient, who: dict[str, str], collection: str) -> list[dict[str, Any]]:
    found = await http.get("/v1/sync/changes", headers=who, params={"cursor": f"{who['x-epoch']}.0"})
    assert found.status_code == 200, found.text
    return [row for row in found.json()["rows"] if row["collection"] == collection]


async def test_an_order_is_applied_once_however_often_it_is_sent(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    order = item("order.place", place(hub))
    answers = [(await push(http, kiosk, order)).json()["results"][0] for _ in range(3)]
    assert [a["status"] for a in answers] == ["applied"] * 3
    assert len({a["rev"] for a in answers}) == 1
    stock = (await rows_of(http, kiosk, "stock"))[0]["body"]
    assert '"south":4' in stock


async def test_a_device_ahead_of_the_record_ends_the_epoch(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    ahead = {"cursor": f"{kiosk['x-epoch']}.1000000"}
    assert (await http.get("/v1/sync/changes", headers=kiosk, params=ahead)).status_code == 409
    refused = await push(http, kiosk, item("order.place", place(hub)))
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "epoch-changed")
    found = await http.get("/v1/sync/snapshot", headers=kiosk)
    assert found.headers["x-epoch"] != kiosk["x-epoch"]


async def test_a_kiosk_never_gets_a_contact_and_staff_does(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk, staff = await enrol(hub, http, "kiosk", "north"), await enrol(hub, http, "staff", "south")
    await push(http, kiosk, item("order.place", place(hub)))
    assert "Ada" in (await rows_of(http, staff, "order"))[0]["body"]
    mine = await rows_of(http, kiosk, "order")
    assert len(mine) == 1
    assert "Ada" not in mine[0]["body"]


async def test_an_illegal_step_is_a_result_that_names_the_legal_ones(
    hub: Hub, http: httpx.AsyncClient
) -> None:
    kiosk, staff = await enrol(hub, http, "kiosk", "north"), await enrol(hub, http, "staff", "south")
    body = place(hub)
    await push(http, kiosk, item("order.place", body))
    order = (await rows_of(http, staff, "order"))[0]["body"]
    fulfilment = order.split('"fulfilments":[{"id":"')[1].split('"')[0]
    step = {"order_id": body["order_id"], "fulfilment_id": fulfilment, "action": "collect", "by": "b"}
    answer = await push(http, staff, item("fulfilment.step", step))
    result = answer.json()["results"][0]
    assert (answer.status_code, result["status"]) == (200, "rejected")
    assert "pick" in result["problem"]["legal"]


async def test_one_poison_item_blocks_no_other(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    answer = await push(http, kiosk, item("order.place", {"nonsense": 1}), item("order.place", place(hub), 2))
    assert [r["status"] for r in answer.json()["results"]] == ["rejected", "applied"]


async def test_an_unknown_kind_is_deferred_until_the_hub_knows_it(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    answer = await push(http, kiosk, item("order.teleport", {}))
    assert answer.json()["results"][0]["status"] == "deferred"


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v1/sync/changes?cursor=x.0"), ("GET", "/v1/sync/snapshot"), ("GET", "/v1/sync/digest"),
     ("GET", "/v1/sync/events"), ("POST", "/v1/sync/mutations"), ("GET", "/v1/promises?sku=MUG")],
)  # fmt: skip
async def test_a_stranger_gets_nothing(http: httpx.AsyncClient, method: str, path: str) -> None:
    answer = await http.request(
        method, path, headers={"authorization": "Bearer forged"}, json={"epoch": "e", "items": []}
    )
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_revoked_device_is_a_stranger(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    token = kiosk["authorization"].removeprefix("Bearer ")
    device = hub.database.read(lambda c: devices.authenticate(c, token))
    assert device is not None
    hub.database.write(lambda c: devices.revoke(c, device.id))
    assert (await http.get("/v1/sync/digest", headers=kiosk)).status_code == 401


async def test_a_code_works_once_and_not_for_long(hub: Hub, http: httpx.AsyncClient) -> None:
    code = hub.database.write(lambda c: devices.make_code(c, "kiosk", "north", datetime.now(UTC)))
    assert (await http.post("/v1/devices/enroll", json={"code": code})).status_code == 200
    assert (await http.post("/v1/devices/enroll", json={"code": code})).status_code == 403
    old = datetime.now(UTC) - timedelta(minutes=16)
    stale = hub.database.write(lambda c: devices.make_code(c, "kiosk", "north", old))
    answer = await http.post("/v1/devices/enroll", json={"code": stale})
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (403, "enrolment-refused")


async def test_another_epoch_sends_the_device_to_a_snapshot(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    answer = await http.get("/v1/sync/changes", headers=kiosk, params={"cursor": "other.0"})
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "epoch-changed")
    answer = await push(http, kiosk | {"x-epoch": "other"}, item("order.place", place(hub)))
    assert answer.status_code == 409


async def test_a_waiting_device_hears_at_once(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    page = (
        await http.get("/v1/sync/changes", headers=kiosk, params={"cursor": f"{kiosk['x-epoch']}.0"})
    ).json()
    cursor = f"{kiosk['x-epoch']}.{page['to']}"
    empty = await http.get("/v1/sync/changes", headers=kiosk, params={"cursor": cursor, "wait": 0.05})
    assert empty.json()["rows"] == []
    hub.database.write(lambda c: catalogue.set_stock(c, [("MUG", "north", 9)]))
    await hub.bell.ring()
    news = await http.get("/v1/sync/changes", headers=kiosk, params={"cursor": cursor, "wait": 20})
    assert [row["key"] for row in news.json()["rows"]] == ["MUG"]


async def test_too_much_at_once_is_refused_in_words(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    many = await push(http, kiosk, *[item("call.raise", {}, n) for n in range(1, 202)])
    assert (many.status_code, "items" in many.json()["detail"]) == (422, True)
    huge = await http.post("/v1/sync/mutations", headers=kiosk, content=b"x" * 1_048_577)
    assert huge.status_code == 413


async def test_the_snapshot_can_be_resumed_and_is_what_its_checksum_says(
    hub: Hub, http: httpx.AsyncClient
) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    whole = await http.get("/v1/sync/snapshot", headers=kiosk)
    assert hashlib.sha256(whole.content).hexdigest() == whole.headers["x-sha256"]
    half = len(whole.content) // 2
    rest = await http.get("/v1/sync/snapshot", headers=kiosk | {"range": f"bytes={half}-"})
    assert (rest.status_code, rest.content) == (206, whole.content[half:])
    again = await http.get("/v1/sync/snapshot", headers=kiosk | {"if-none-match": whole.headers["etag"]})
    assert again.status_code == 304


async def test_a_picture_is_scaled_once_and_never_sent_twice(
    hub: Hub, http: httpx.AsyncClient, tmp_path: Path
) -> None:
    picture = tmp_path / "p.jpg"
    Image.new("RGB", (900, 1200), "#cc5522").save(picture)
    sha = hashlib.sha256(picture.read_bytes()).hexdigest()
    target = tmp_path / "hub" / "media" / sha[:2] / f"{sha}.jpg"
    target.parent.mkdir(parents=True)
    picture.rename(target)
    small = await http.get(f"/v1/media/{sha}", params={"w": 300})
    (tmp_path / "small.jpg").write_bytes(small.content)
    with Image.open(tmp_path / "small.jpg") as shown:
        assert shown.size == (320, 427)
    again = await http.get(
        f"/v1/media/{sha}", params={"w": 300}, headers={"if-none-match": small.headers["etag"]}
    )
    assert again.status_code == 304
    for wrong in ("0" * 64, "../../hub.key", "x"):
        assert (await http.get(f"/v1/media/{wrong}")).status_code == 404


async def test_an_answer_is_never_a_page_or_a_traceback(http: httpx.AsyncClient) -> None:
    for path in ("/", "/v1/nothing", "/v1/media/"):
        answer = await http.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_a_hold_takes_pieces_out_of_what_is_promised_until_it_is_given_back(
    hub: Hub, http: httpx.AsyncClient
) -> None:
    kiosk, other = await enrol(hub, http, "kiosk", "north"), await enrol(hub, http, "kiosk", "north")
    wish = {"sku": "MUG", "location_id": "south", "quantity": 5}
    held = await http.post("/v1/holds", headers=kiosk, json=wish)
    assert held.status_code == 200
    again = await http.post("/v1/holds", headers=other, json=wish | {"quantity": 1})
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "not-available")
    promised = (await http.get("/v1/promises", headers=other, params={"sku": "MUG"})).json()
    assert "south" not in {p["source_id"] for p in promised}
    path = f"/v1/holds/{held.json()['id']}"
    assert (await http.delete(path, headers=other)).status_code == 404, "a foreign device cannot end it"
    assert (await http.delete(path, headers=kiosk)).status_code == 204
    assert (await http.delete(path, headers=kiosk)).status_code == 404
    assert (await http.post("/v1/holds", headers=other, json=wish)).status_code == 200


async def test_no_device_holds_a_whole_store(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    hub.database.write(lambda c: catalogue.set_stock(c, [("MUG", "north", 99)]))
    wish = {"sku": "MUG", "location_id": "north", "quantity": 1}
    codes = [(await http.post("/v1/holds", headers=kiosk, json=wish)).status_code for _ in range(21)]
    assert codes == [200] * 20 + [429]


async def test_promises_come_for_a_list_of_products_too(hub: Hub, http: httpx.AsyncClient) -> None:
    kiosk = await enrol(hub, http, "kiosk", "north")
    many = (await http.post("/v1/promises", headers=kiosk, json={"quantities": {"MUG": 1, "NONE": 1}})).json()
    one = (await http.get("/v1/promises", headers=kiosk, params={"sku": "MUG"})).json()
    assert [p["source_id"] for p in many["MUG"]] == [p["source_id"] for p in one]
    assert many["NONE"] == []
