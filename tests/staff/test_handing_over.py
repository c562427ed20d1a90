"""The signature at the counter: drawn by hand, sent as a path, one shopper's never another's."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from shared.domain.order import Handed
from shared.domain.states import FulfilmentState, PaymentState
from shared.qt.formats import in_pairs
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import order

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
