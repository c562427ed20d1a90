"""Purchase orders through the whole bus: a file in, an order at the desk, a response and a despatch advice out."""

import json
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from sqlalchemy import select

from bus.connectors.b2b import segments
from bus.connectors.b2b.ubl_shapes import CAC, CBC
from bus.connectors.settings import load_connector
from bus.desk import catalogue, schema
from bus.desk.desk import Desk
from bus.desk.work import Device
from shared.crypto import new_private_key
from shared.domain.base import new_id
from shared.domain.catalogue import Price, Product, Variant
from shared.domain.errors import SettingsError
from shared.domain.location import Location
from shared.domain.messages import Mutation, Step
from shared.domain.order import Order
from shared.domain.states import Action
from tests.connectors.kit import Trial, trial
from tests.waiting import until

SAMPLES = Path(__file__).parent / "samples"
NS = {"cac": CAC, "cbc": CBC}
GOODS = (
    Product(
        id="p:cup",
        name="Cup, white",
        variants=(Variant(sku="CUP-WHITE", price=Price(amount=990, currency="EUR")),),
    ),
    Product(
        id="p:plate",
        name="Plate",
        variants=(Variant(sku="PLATE", gtin="04006381333931", price=Price(amount=1100, currency="EUR")),),
    ),
)


@pytest.fixture
async def traded(tmp_path: Path) -> AsyncIterator[tuple[Trial, Path]]:
    """A hub with cups and plates in a depot, and the connector over its folder."""
    folder = tmp_path / "b2b"
    key = tmp_path / "hub.key"
    key.write_text(json.dumps({"private_key": new_private_key()}))
    settings = tmp_path / "partners.toml"
    settings.write_text(
        f'use = "b2b"\nfolder = "{folder}"\nkey = "{key}"\nevery_seconds = 0.05\ncurrency = "EUR"\n'
    )
    async with trial(lambda: load_connector(settings), tmp_path) as tried:
        depot = Location(id="depot", name="Depot", kind="warehouse", lat=54.3, lon=10.1)

        def stock(conn: object) -> None:
            catalogue.put_locations(conn, "s", [depot])  # type: ignore[arg-type]
            catalogue.put_products(conn, "s", GOODS)  # type: ignore[arg-type]
            catalogue.set_stock(conn, [("CUP-WHITE", "depot", 50), ("PLATE", "depot", 30)])  # type: ignore[arg-type]

        tried.database.write(stock)
        await tried.start()
        yield tried, folder


def orders(tried: Trial) -> list[Order]:
    bodies = tried.database.read(lambda c: c.execute(select(schema.order.c.body)).scalars().all())
    return [Order.model_validate_json(body) for body in bodies]


def written(folder: Path, pattern: str) -> list[Path]:
    return sorted((folder / "out").glob(pattern))


async def arrived(folder: Path, pattern: str) -> Path:
    await until(lambda: bool(written(folder, pattern)), f"{pattern} in the out folder")
    return written(folder, pattern)[0]


def drop(folder: Path, name: str, data: bytes) -> None:
    (folder / "in" / name).write_bytes(data)


async def test_a_ubl_order_becomes_an_order_with_a_response(traded: tuple[Trial, Path]) -> None:
    tried, folder = traded
    drop(folder, "po.xml", (SAMPLES / "order.xml").read_bytes())
    response = fromstring((await arrived(folder, "*-response.xml")).read_bytes())
    assert response.findtext("cbc:OrderResponseCode", namespaces=NS) == "CA"
    (order,) = orders(tried)
    assert response.findtext("cbc:SalesOrderID", namespaces=NS) == order.id
    assert (order.channel, [(line.sku, line.quantity) for line in order.lines]) == (
        "b2b",
        [("CUP-WHITE", 6), ("PLATE", 30)],
    )
    assert (order.payment.method, order.askable) == ("invoice", 0), "nobody asks for the money at a counter"
    await until((folder / "done" / "po.xml").exists, "the document to be put away")
    assert tried.count("dead") == 0


async def test_goods_that_leave_are_advised(traded: tuple[Trial, Path]) -> None:
    tried, folder = traded
    drop(folder, "po.edi", (SAMPLES / "orders.edi").read_bytes())
    await arrived(folder, "*-response.edi")
    (order,) = orders(tried)
    desk = Desk(tried.database)
    for action in (Action.PICK, Action.PACK, Action.SHIP):
        picked = {part.line_id: part.quantity for part in order.fulfilments[0].parts}
        step = Step(
            order_id=order.id,
            fulfilment_id=order.fulfilments[0].id,
            action=action,
            picked=picked if action is Action.PICK else {},
            tracking="TRACK-7" if action is Action.SHIP else "",
        )
        item = Mutation(
            n=1,
            id=new_id(),
            type="fulfilment.step",
            made_at=order.placed_at,
            body=step.model_dump(mode="json"),
        )
        done = tried.database.write(partial(desk.apply, device=Device("c", "hub"), item=item))
        assert done.problem is None, done.problem
    tried._relay.wake()
    (advice,) = segments.read((await arrived(folder, "*-despatch.edi")).read_bytes()).messages
    assert [s.get(1, 1) for s in advice.segments if s.tag == "QTY"] == ["6", "30"]
    assert [s.get(1, 1) for s in advice.segments if s.tag == "RFF" and s.get(1) == "CN"] == ["TRACK-7"]


async def test_an_order_sent_twice_is_one_order_and_answered_as_at_first(traded: tuple[Trial, Path]) -> None:
    tried, folder = traded
    drop(folder, "po.edi", (SAMPLES / "orders.edi").read_bytes())
    first = await arrived(folder, "*-response.edi")
    said = first.read_bytes()
    await until((folder / "done" / "po.edi").exists, "the first to be put away")
    first.unlink()
    await tried.kill()
    await tried.start()
    drop(folder, "again.edi", (SAMPLES / "orders.edi").read_bytes())
    assert (await arrived(folder, "*-response.edi")).read_bytes() == said
    assert len(orders(tried)) == 1


async def test_no_order_is_lost_or_doubled_over_restarts(traded: tuple[Trial, Path]) -> None:
    tried, folder = traded
    data = (SAMPLES / "order.xml").read_bytes().replace(b'unitCode="EA">40', b'unitCode="EA">1')
    numbers = {f"PO-{n}" for n in range(8)}
    for number in sorted(numbers):
        drop(folder, f"{number}.xml", data.replace(b"PO-1001", number.encode()))
        done = len(list((folder / "done").iterdir()))
        await until(partial(_further, folder, done), "one more to be done")
        await tried.kill()
        await tried.start()
    await until(lambda: len(list((folder / "done").iterdir())) == len(numbers), "all to be done")
    assert len(orders(tried)) == len(numbers)
    assert len(written(folder, "*-response.xml")) == len(numbers)
    assert tried.count("dead") == 0


def _further(folder: Path, done: int) -> bool:
    return len(list((folder / "done").iterdir())) > done or bool(list((folder / "known").iterdir()))


async def test_another_order_under_a_used_number_is_refused_with_a_report(traded: tuple[Trial, Path]) -> None:
    tried, folder = traded
    data = (SAMPLES / "order.xml").read_bytes()
    drop(folder, "po.xml", data)
    await until((folder / "done" / "po.xml").exists, "the first to be put away")
    drop(folder, "po.xml", data.replace(b'unitCode="C62">6<', b'unitCode="C62">7<'))
    report = folder / "refused" / "po.xml.report.txt"
    await until(report.exists, "the report")
    assert "another order came under this number before" in report.read_text("utf-8")
    assert len(orders(tried)) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Dear sir, please send six cups", "neither a UBL 2.1 order nor an EDIFACT interchange"),
        ((SAMPLES / "order.xml").read_bytes()[:900], "no well-formed XML"),
        ((SAMPLES / "orders.edi").read_bytes()[:500], "cut off"),
    ],
)
async def test_a_document_that_cannot_be_read_is_refused_with_a_report(
    traded: tuple[Trial, Path], data: bytes, reason: str
) -> None:
    tried, folder = traded
    drop(folder, "letter.txt", data)
    await until(lambda: tried.count("dead") == 1, "the document to be given up")
    assert reason in (folder / "refused" / "letter.txt.report.txt").read_text("utf-8")
    assert (folder / "refused" / "letter.txt").read_bytes() == data
    assert not list((folder / "in").iterdir())
    assert orders(tried) == []


async def test_an_order_we_have_nothing_of_is_answered_and_not_placed(traded: tuple[Trial, Path]) -> None:
    tried, folder = traded
    text = (SAMPLES / "order.xml").read_text("utf-8")
    drop(
        folder, "po.xml", text.replace("CUP-WHITE", "NONE").replace("4006381333931", "4006381333932").encode()
    )
    response = fromstring((await arrived(folder, "*-response.xml")).read_bytes())
    assert response.findtext("cbc:OrderResponseCode", namespaces=NS) == "RE"
    assert orders(tried) == []


def test_settings_without_a_hubs_key_say_so(tmp_path: Path) -> None:
    settings = tmp_path / "partners.toml"
    settings.write_text(f'use = "b2b"\nfolder = "{tmp_path}"\nkey = "{tmp_path}/none"\n')
    with pytest.raises(SettingsError, match="start the hub once"):
        load_connector(settings)
