"""The handover page: what must be settled, what stays here, the receipt, and a signature of one shopper alone."""

import asyncio

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from shared.domain.messages import Collection
from shared.domain.order import Handed
from shared.domain.states import FulfilmentState, PaymentState
from shared.qt.formats import in_pairs
from tests.qt.escpos import Listener
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import line, order

CTRL = Qt.KeyboardModifier.ControlModifier
READY = FulfilmentState.READY


async def draw(desk: Desk, *points: tuple[int, int]) -> None:
    """One stroke on the pad, in its own coordinates."""
    pad = await desk.player.see("handover-signature")
    window, at = desk.app.window, [pad.mapToScene(QPointF(*point)).toPoint() for point in points]
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(window, left, Qt.KeyboardModifier.NoModifier, at[0])
    for point in at[1:]:
        QTest.mouseMove(window, QPoint(point))
    QTest.mouseRelease(window, left, Qt.KeyboardModifier.NoModifier, at[-1])


def test_a_signature_travels_as_a_path_and_the_order_says_who_came(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + desk.order("mia").code)
        await desk.press(Qt.Key.Key_O, CTRL)
        await desk.type("Grace Hopper")
        await draw(desk, (40, 60), (80, 40))
        assert desk.handover.facts["signed"]
        await desk.enter()
        (entry,) = desk.device.outbox.pending()
        assert desk.said(entry).proof.signature == "M40 60L80 40"
        handed = desk.order("mia").fulfilments[0].handed
        assert handed == Handed(how="qr", name="Grace Hopper", proxy=True, signed=True)
        desk.app.views.order.show(desk.order("mia"))
        said = str(desk.app.views.order.facts["promise"])
        assert said.endswith("by Ana Kovač · Code scanned and right · collected by Grace Hopper · Signed")

    play(story, order("mia", state=READY))


def test_a_shopper_without_a_name_goes_by_the_code_said_once(play: Play) -> None:
    nameless = order("noa", state=READY).model_copy(update={"contact": None})

    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + desk.order("noa").code)
        facts = desk.handover.facts
        assert (facts["name"], facts["code"]) == (in_pairs(desk.order("noa").code), "")
        await desk.scan("EVERYSHELF:" + desk.order("lea").code)
        facts = desk.handover.facts
        assert facts["name"] == "Lea"
        assert facts["code"] == in_pairs(desk.order("lea").code)

    play(story, nameless, order("lea", state=READY))


def test_the_next_shopper_finds_an_empty_pad(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + desk.order("mia").code)
        await draw(desk, (40, 60), (80, 40))
        await desk.scan("EVERYSHELF:" + desk.order("lea").code)
        assert (desk.counter.page, desk.handover.facts["code"]) == (
            "handover",
            in_pairs(desk.order("lea").code),
        )
        assert not desk.handover.facts["signed"]
        await draw(desk, (10, 20), (30, 20))
        await desk.enter()
        (entry,) = desk.device.outbox.pending()
        assert (entry.order_id, desk.said(entry).proof.signature) == ("lea", "M10 20L30 20")

    play(story, order("mia", state=READY), order("lea", state=READY, payment=PaymentState.PAID))


def test_a_signature_that_is_too_long_loses_whole_strokes(play: Play) -> None:
    stroke = "M1 1" + "L20 20" * 1_500

    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + desk.order("mia").code)
        desk.handover.sign(stroke * 3)
        await desk.enter()
        (entry,) = desk.device.outbox.pending()
        assert desk.said(entry).proof.signature == stroke * 2

    play(story, order("mia", state=READY))


def test_an_unknown_payment_is_resolved_before_goods_leave(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.tap("order-paid")
        (entry,) = desk.device.outbox.pending()
        assert (entry.kind, desk.said(entry).action, desk.said(entry).amount) == (
            "payment.note",
            "take",
            8900,
        )

    play(story, order("mia", state=FulfilmentState.READY, payment=PaymentState.UNKNOWN))


def test_a_receipt_is_printed_at_handover_and_brings_the_goods_back(play: Play) -> None:
    listener = Listener()

    async def story(desk: Desk) -> None:
        port = await listener.start()
        desk.app.printer._address = desk.app.printer._address._replace(
            scheme="tcp", netloc=f"127.0.0.1:{port}"
        )
        await desk.scan("EVERYSHELF:" + desk.order("mia").code)
        await desk.enter()
        async with asyncio.timeout(10):
            await desk.app.printer.settled()
        (paper,) = listener.papers
        assert any("Wool blanket" in text for text in paper.lines)
        (signed,) = paper.codes()
        await desk.scan(signed)
        assert [(each["sku"], each["left"]) for each in desk.returns.lines] == [("1-S", 1)]
        await listener.stop()

    play(story, order("mia", state=FulfilmentState.READY))


def test_a_piece_the_shopper_leaves_is_neither_handed_over_nor_paid(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + desk.order("mia").code)
        assert desk.handover.facts["due"] == "€223.50"
        await desk.tap("leave-1-S")
        assert desk.handover.facts["due"] == "€134.50"
        await desk.enter()
        await desk.enter()
        assert desk.acts() == ["order.cancel", "fulfilment.step"]
        after = desk.order("mia")
        assert (after.due, after.payment.paid, desk.state("mia")) == (0, 13_450, "collected")
        assert [part.quantity for part in after.fulfilments[0].parts] == [1, 1]

    lines = (line(1, "1-S", 2), line(2, "2-S"))
    play(story, order("mia", *lines, state=FulfilmentState.READY, payment=PaymentState.NONE))


def test_what_stays_here_is_never_more_than_the_order_still_has(play: Play) -> None:
    mia = order("mia", line(1, "1-S", 3), line(2, "2-S"), state=READY)
    fewer = tuple(p.model_copy(update={"quantity": 1}) for p in mia.fulfilments[0].parts)
    part = mia.fulfilments[0].model_copy(update={"parts": fewer})
    lines = (mia.lines[0].model_copy(update={"cancelled": 2}), mia.lines[1])

    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + mia.code)
        desk.handover.leave_here("l1", 2)
        assert [(row["quantity"], row["left"]) for row in desk.handover.lines] == [(1, 2), (1, 0)]
        now = mia.model_copy(update={"fulfilments": (part,), "lines": lines})
        await desk.hub_sends((Collection.ORDER, "mia", now))
        assert [(row["quantity"], row["left"]) for row in desk.handover.lines] == [(0, 1), (1, 0)]
        await desk.enter()
        cancelled, handed = desk.device.outbox.pending()
        assert desk.said(cancelled).quantities == {"l1": 1}
        assert handed.kind == "fulfilment.step"

    play(story, mia)
