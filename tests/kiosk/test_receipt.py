"""The receipt as the shopper wants it: a QR, paper, mail, or none; nothing of it outlives the shopper."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kiosk.ui.receipt import text
from shared.crypto import order_qr, public_key, unseal
from shared.domain.location import Location
from shared.domain.messages import SendReceipt
from shared.domain.people import Contact
from tests.kiosk.stage import PRIVATE_KEY, Stage, play, stage
from tests.qt.escpos import Listener
from tests.waiting import until


async def ordered(on: Stage, **fields: str) -> None:
    """The done page of an order."""
    await on.go("contact")
    for field, value in fields.items():
        on.screen.kiosk.checkout.tell(field)
        on.screen.kiosk.checkout.fill(field, value)
    on.screen.kiosk.checkout.place()
    await on.rest()


def wishes(on: Stage) -> list[SendReceipt]:
    """What the hub is asked to mail."""
    entries = [entry for entry in on.device.outbox.pending() if entry.kind == "receipt.send"]
    return [SendReceipt.model_validate_json(entry.body) for entry in entries]


def test_receipt_in_a_qr_is_plain_text_for_any_phone(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await ordered(on)
            await on.tap("receipt-qr")
            await on.rest()
            assert on.find("sheet-receipt")
            assert on.screen.kiosk.receipt.qr
            order = on.device.orders.get(on.screen.kiosk.checkout.order_id)
            assert order is not None
            lines = text(order, "Shop", Location(id="x", name="Old Town")).splitlines()
            assert lines[0] == "Shop Old Town"
            assert "1 x Vega reading lamp €64.00" in lines
            assert lines[-2:] == ["Total €143.00", "Still to pay €143.00"]

    play(qapp, story)


def test_address_given_for_messages_gets_the_receipt_with_them(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await ordered(on, email="ada@example.com")
            await on.tap("receipt-mail")
            assert not wishes(on)
            assert "a•••@example.com" in on.find("receipt-said").property("text")

    play(qapp, story)


def test_receipt_asks_for_an_address_where_none_was_given(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            receipt = on.screen.kiosk.receipt
            await ordered(on)
            await on.tap("receipt-mail")
            assert receipt.asksAddress
            receipt.type("ada")
            assert not receipt.send()
            assert receipt.problem
            receipt.type("ada@example.com")
            assert receipt.send()
            [wish] = wishes(on)
            contact = Contact.model_validate_json(unseal(wish.sealed_contact, PRIVATE_KEY))
            assert contact == Contact(email="ada@example.com")
            on.screen.kiosk.finish()
            await on.rest()
            assert [receipt.choice, receipt.email, receipt.qr, receipt.said["text"]] == [""] * 4

    play(qapp, story)
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert b"ada@" not in kept


def test_receipt_on_paper_bears_the_signed_code(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        paper = Listener()
        port = await paper.start()
        async with stage(qapp, folder, printer=f"tcp://127.0.0.1:{port}") as on:
            await ordered(on)
            await on.tap("receipt-print")
            await until(lambda: on.screen.kiosk.receipt.said["text"] == "Here is your receipt.", "the paper")
            code = on.screen.kiosk.checkout.code
            [slip] = paper.papers
            assert code in slip.lines
            assert slip.codes() == [order_qr(code.replace(" ", ""), public_key(PRIVATE_KEY))]
        await paper.stop()

    play(qapp, story)
    assert not (folder / "slips").exists()


def test_paper_that_is_out_is_said_and_not_printed_for_the_next_shopper(
    qapp: QGuiApplication, folder: Path
) -> None:
    async def story() -> None:
        paper = Listener()
        paper.paper_out = True
        port = await paper.start()
        async with stage(qapp, folder, printer=f"tcp://127.0.0.1:{port}") as on:
            await ordered(on)
            await on.tap("receipt-print")
            await until(lambda: "needs a hand" in on.screen.kiosk.receipt.said["text"], "the trouble")
            on.screen.kiosk.finish()
            await on.rest()
            assert on.screen.printer is not None
            assert on.screen.printer.jobs == []
        await paper.stop()

    play(qapp, story)


def test_no_printer_no_paper(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await ordered(on)
            assert not on.screen.kiosk.receipt.prints
            assert "receipt-print" not in {item.objectName() for item in on.items()}
            await on.tap("receipt-none")
            assert "Your code is enough" in on.screen.kiosk.receipt.said["text"]

    play(qapp, story)
