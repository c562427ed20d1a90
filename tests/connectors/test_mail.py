"""Mail to shoppers, received by a real SMTP server."""

import asyncio
import email
import email.policy
import string
import tomllib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import insert

from bus.connectors.contract import LaterError
from bus.connectors.mail import KINDS, TEMPLATES, compose
from bus.connectors.settings import load_connector
from bus.desk import catalogue, schema
from shared.domain.base import new_id
from shared.domain.events import FulfilmentChanged
from shared.domain.location import Location
from shared.domain.order import Contact, Fulfilment, Line, Order, Part, Way
from shared.domain.payment import PayLink, Payment
from shared.domain.states import LinkState
from tests.connectors.kit import Trial, trial
from tests.waiting import until

NOW = datetime.now(UTC)
LANGUAGES = ("en", "de", "pl", "fr", "ar")


class Inbox:
    """Takes every message but what a filter refuses, not from everybody, and can be busy or know nobody yet."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.busy = 0
        self.unknown = 0  # senders are greylisted so often
        self.senders_wanted = True

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.senders_wanted:
            return "550 not from here"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        if self.unknown:
            self.unknown -= 1
            return "450 greylisted, come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.busy:
            self.busy -= 1
            return "451 later"
        content = envelope.content
        assert isinstance(content, bytes)
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        if str(message["To"]).startswith("strict@"):
            return "554 looks like spam"
        self.messages.append(message)
        return "250 OK"


@pytest.fixture
async def inbox(tmp_path: Path) -> AsyncIterator[tuple[Inbox, Path]]:
    inbox = Inbox()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(inbox), "127.0.0.1", 0)
    lines = [
        'use = "mail"',
        'host = "127.0.0.1"',
        f"port = {server.sockets[0].getsockname()[1]}",
        'sender = "shop@example.com"',
        'shop = "Fjord & Field"',
        "tls = false",
    ]
    path = tmp_path / "mail.toml"
    path.write_text("\n".join(lines))
    yield inbox, path
    server.close()
    await server.wait_closed()


def order(
    language: str = "en", address: str = "ada@example.com", notify: str = "email", **more: Any
) -> Order:
    line = Line(
        id="l1", sku="MUG", product_id="p", name="Mug", options="Blue", quantity=2, unit_price=1250,
        list_price=1250, way=Way.PICKUP, location_id="south",
    )  # fmt: skip
    part = Fulfilment(
        id="f1",
        way=Way.PICKUP,
        location_id="south",
        collect_at="south",
        parts=(Part(line_id="l1", sku="MUG", quantity=2),),
    )
    contact = Contact(name="Ada", email=address, notify=notify)
    return Order(
        id=new_id(), code="21SA6ANZ", placed_at=datetime.now(UTC), language=language, currency="EUR",
        lines=(line,), fulfilments=(part,), contact=contact, **more,
    )  # fmt: skip


async def put(tried: Trial, order: Order) -> Order:
    def work(conn: Any) -> None:
        values = {"id": order.id, "code": order.code, "state": "placed", "placed_at": order.placed_at}
        conn.execute(insert(schema.order).values(**values, body=order.model_dump_json()))
        catalogue.put_locations(conn, "test", [Location(id="south", name="South Gate")])

    await tried.database.awrite(work)
    return order


async def tell(tried: Trial, kind: str, order: Order) -> str:
    changed = FulfilmentChanged(order_id=order.id, fulfilment=order.fulfilments[0])
    data = changed.model_dump(mode="json") if kind.startswith("fulfilment") else {}
    return await tried.send(kind, order.id, data)


async def test_a_shopper_is_told_in_their_language(tmp_path: Path, inbox: tuple[Inbox, Path]) -> None:
    box, path = inbox
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await tried.start()
        german = await put(tried, order("de"))
        await tell(tried, "order.placed", german)
        event = await tell(tried, "fulfilment.ready", german)
        await tried.settled()
        placed, ready = box.messages
        assert placed["Subject"] == "Ihre Bestellung 21SA 6ANZ bei Fjord & Field"
        text = placed.get_content()
        assert "2 × Mug (Blue)" in text
        assert "25,00\xa0€" in text
        assert "Abholung: South Gate" in text
        assert "South Gate" in ready.get_content()
        assert ready["Message-ID"] == f"<{event}@example.com>"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_late_resolved_collected_and_returned_are_told_in_every_language(
    tmp_path: Path, inbox: tuple[Inbox, Path], language: str
) -> None:
    box, path = inbox
    words = tomllib.loads((TEMPLATES / f"{language}.toml").read_text("utf-8"))
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await tried.start()
        offline = await put(tried, order(language, was_provisional=True))
        waiting = await put(tried, order(language, was_provisional=True, held=True))
        await tell(tried, "order.placed", offline)
        await tell(tried, "order.placed", waiting)
        await tell(tried, "order.held", waiting)
        await tell(tried, "order.settled", waiting)  # for one line of two
        await tell(tried, "fulfilment.collected", offline)
        await tried.send("return.completed", "r1", {"order_id": offline.id})
        await tried.settled()
        expected = [words[kind]["subject"] for kind in ("collected", "late", "resolved", "returned")]
        assert sorted(m["Subject"] for m in box.messages) == sorted(
            subject.format(code="21SA 6ANZ") for subject in expected
        )
        found = await put(tried, order(language))
        await tell(tried, "order.settled", found)
        await tried.settled()
        assert box.messages[-1]["Subject"] == words["resolved"]["subject"].format(code="21SA 6ANZ")
        assert "South Gate" in box.messages[-1].get_content()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_of_a_parcel_that_lacks_something_is_written_once(
    tmp_path: Path, inbox: tuple[Inbox, Path], language: str
) -> None:
    box, path = inbox
    words = tomllib.loads((TEMPLATES / f"{language}.toml").read_text("utf-8"))
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await tried.start()
        placed = await put(tried, order(language))
        waits = await put(tried, order(language, held=True))
        part = placed.fulfilments[0].model_dump(mode="json")
        for about, state in (
            (placed, "picking"),
            (placed, "shipped"),
            (placed, "shipped"),
            (waits, "shipped"),
        ):
            body = {"order_id": about.id, "fulfilment": part | {"state": state}}
            await tried.send("fulfilment.short", about.id, body)
        await tried.settled()
        (message,) = box.messages
        assert message["Subject"] == words["incomplete"]["subject"].format(code="21SA 6ANZ")
        assert "South Gate" in message.get_content()


async def test_an_open_pay_link_is_in_the_confirmation_and_written_of_once(
    tmp_path: Path, inbox: tuple[Inbox, Path]
) -> None:
    box, path = inbox
    page = "https://pay.example/p1"
    link = PayLink(id="p1", provider="pay", amount=2_500, state=LinkState.OPEN, url=page, asked_at=NOW)
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await tried.start()
        payable = await put(tried, order(payment=Payment(links=(link,))))
        over = link.model_copy(update={"withdrawn": True})
        withdrawn = await put(tried, order(payment=Payment(links=(over,))))
        for told in (payable, withdrawn):
            await tell(tried, "order.placed", told)
            for _ in range(2):
                await tried.send("payment.link", told.id, {"link": {"id": "p1"}})
        await tried.settled()
        written = sorted((m["Subject"].partition(" ")[0], page in m.get_content()) for m in box.messages)
        assert written == [("Pay", True), ("Your", False), ("Your", True)]


async def test_an_order_of_which_nobody_has_anything_is_not_confirmed(
    tmp_path: Path, inbox: tuple[Inbox, Path]
) -> None:
    box, path = inbox
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await tried.start()
        gone = order()
        lines = tuple(line.model_copy(update={"cancelled": line.quantity}) for line in gone.lines)
        gone = await put(tried, gone.model_copy(update={"lines": lines}))
        await tried.send("order.placed", gone.id, gone.model_dump(mode="json"))
        await tried.settled()
        assert [m["Subject"] for m in box.messages] == ["Cancelled: 21SA 6ANZ"]


async def test_it_says_whether_the_server_lets_it_in(tmp_path: Path, inbox: tuple[Inbox, Path]) -> None:
    _, path = inbox
    assert await load_connector(path).check() == "the mail server lets us in"
    nobody = tmp_path / "nobody.toml"
    nobody.write_text('use = "mail"\nhost = "127.0.0.1"\nport = 1\nsender = "a@example.com"\ntls = false\n')
    with pytest.raises(LaterError, match="does not let us in"):
        await load_connector(nobody).check()


async def test_whoever_wants_no_mail_gets_none(tmp_path: Path, inbox: tuple[Inbox, Path]) -> None:
    box, path = inbox
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await tried.start()
        await tell(tried, "order.placed", await put(tried, order(notify="none")))
        await tell(tried, "order.placed", await put(tried, order(address="")))
        wanted = await put(tried, order())
        await tell(tried, "order.placed", wanted)
        await tried.settled()
        assert [m["To"] for m in box.messages] == ["ada@example.com"]


async def test_a_receipt_that_was_asked_for_is_sent_even_without_news(
    tmp_path: Path, inbox: tuple[Inbox, Path]
) -> None:
    box, path = inbox
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await tried.start()
        await tell(tried, "receipt.asked", await put(tried, order(notify="none")))
        await tried.settled()
        [message] = box.messages
        assert message["Subject"] == "Your receipt 21SA 6ANZ from Fjord & Field"
        assert "Total: €25.00" in message.get_content()


def test_curbside_order_that_is_ready_brings_the_page_to_say_so(tmp_path: Path) -> None:
    outside = order().model_copy(update={"curbside": True})
    url = f"https://hub.example/here/{outside.id}"
    assert url in compose("ready", outside, "Shop", {}, "South", url).get_content()
    assert url not in compose("ready", order(), "Shop", {}, "South", url).get_content()
    assert url not in compose("confirmed", outside, "Shop", {}, "South", url).get_content()


async def test_a_busy_server_is_asked_again_and_a_refused_address_is_a_dead_letter(
    tmp_path: Path, inbox: tuple[Inbox, Path]
) -> None:
    box, path = inbox
    box.busy = 2
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await tried.start()
        await tell(tried, "order.placed", await put(tried, order()))
        await until(lambda: len(box.messages) == 1, "the mail after two refusals")
        await tell(tried, "order.placed", await put(tried, order(address="nobody@example.com")))
        await tried.settled(dead=1)
        assert "refuses the address" in tried.health()["last_error"]
        assert "nobody@" not in tried.health()["last_error"]


async def test_a_server_that_does_not_know_us_yet_is_asked_again(
    tmp_path: Path, inbox: tuple[Inbox, Path]
) -> None:
    box, path = inbox
    box.unknown = 2
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await tried.start()
        await tell(tried, "order.placed", await put(tried, order()))
        await tried.settled()
        assert [m["To"] for m in box.messages] == ["ada@example.com"]


async def test_a_message_refused_for_good_is_a_dead_letter_and_a_refused_sender_waits(
    tmp_path: Path, inbox: tuple[Inbox, Path]
) -> None:
    box, path = inbox
    async with trial(lambda: load_connector(path), tmp_path) as tried:
        await tried.start()
        await tell(tried, "order.placed", await put(tried, order(address="strict@example.com")))
        await tried.settled(dead=1)
        assert tried.health()["last_error"] == "the mail server refuses the message"
        box.senders_wanted = False
        await tell(tried, "order.placed", await put(tried, order()))
        await until(lambda: "SMTPSenderRefused" in tried.health()["last_error"], "the reason why it waits")
        box.senders_wanted = True
        await tried.settled(dead=1)
        assert [m["To"] for m in box.messages] == ["ada@example.com"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_message(language: str) -> None:
    words = tomllib.loads((TEMPLATES / f"{language}.toml").read_text("utf-8"))
    for kind in KINDS.values():
        message = compose(kind, order(language), "Shop", {"south": "South"}, "South")
        assert message["Subject"]
        for part in ("subject", "body"):
            fields = {name for _, name, _, _ in string.Formatter().parse(words[kind][part]) if name}
            assert fields <= {"name", "code", "shop", "place", "lines", "ways", "total", "due", "pay", "url"}
        assert "{" not in message.get_content()
