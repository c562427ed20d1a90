"""Goods come back over the counter: by order, by receipt, without either, and when the desk has doubts."""

from PySide6.QtCore import Qt

from shared.domain.messages import Collection
from shared.domain.order import Return, ReturnLine, ReturnReason
from shared.domain.states import FulfilmentState, ReturnState, Way
from staff import receipts
from tests.staff import shop
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import HERE, NOW, line, order

CTRL = Qt.KeyboardModifier.ControlModifier
DONE = FulfilmentState.COLLECTED


def test_three_taps_take_goods_back(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F4)
        await desk.scan("EVERYSHELF:" + desk.order("mia").code)
        assert desk.returns.facts["name"] == "Mia"
        await desk.press(Qt.Key.Key_2)
        await desk.press(Qt.Key.Key_O)
        await desk.press(Qt.Key.Key_R)
        await desk.enter()
        (entry,) = desk.device.outbox.pending()
        made = desk.said(entry)
        (back,) = made.lines
        assert (back.order_line_id, back.quantity, back.refund) == ("l1", 1, 8900)
        assert (back.reason, back.condition, back.disposition) == (ReturnReason.TOO_SMALL, "opened", "vendor")
        assert made.by == "s1"

    play(story, order("mia", line(1, "1-S", 2), state=DONE))


def test_what_is_waiting_in_the_outbox_cannot_come_back_twice(play: Play) -> None:
    async def story(desk: Desk) -> None:
        for _ in range(2):
            await desk.press(Qt.Key.Key_F4)
            await desk.scan("EVERYSHELF:" + desk.order("mia").code)
            await desk.press(Qt.Key.Key_8)
            await desk.enter()
        assert desk.acts() == ["return.make"]
        assert desk.returns.lines[0]["left"] == 0

    play(story, order("mia", state=DONE))


def test_an_exchange_makes_an_order_in_the_same_act(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F4)
        await desk.scan("EVERYSHELF:" + desk.order("mia").code)
        await desk.press(Qt.Key.Key_9)
        await desk.press(Qt.Key.Key_X)
        assert desk.returns.facts["missing"] == "Choose what the shopper takes instead"
        await desk.enter()
        assert desk.acts() == []
        await desk.tap("swap-1-M")
        await desk.enter()
        (entry,) = desk.device.outbox.pending()
        exchange = desk.said(entry).exchange
        assert [(each.sku, each.quantity, each.way) for each in exchange.lines] == [("1-M", 1, Way.PICKUP)]

    play(story, order("mia", state=DONE))


def test_articles_come_back_without_a_receipt(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F4)
        await desk.scan("4006381331005")
        await desk.scan("4006381331005")
        await desk.press(Qt.Key.Key_5)
        await desk.enter()
        (entry,) = desk.device.outbox.pending()
        made = desk.said(entry)
        assert made.order_id == ""
        assert [(each.quantity, each.refund, each.disposition) for each in made.lines] == [
            (2, 17_800, "vendor")
        ]

    play(story)


def test_the_receipt_of_another_store_is_enough_while_the_line_is_down(play: Play) -> None:
    foreign = order("faraway", line(1, "2-S", 2), state=DONE)
    signed = receipts.sign(foreign, foreign.fulfilments[0], shop.IDENTITY.hub_key)

    async def story(desk: Desk) -> None:
        desk.hear_hub(online=False)
        await desk.scan(signed)
        assert desk.counter.page == "returns"
        assert [(each["sku"], each["left"]) for each in desk.returns.lines] == [("2-S", 2)]
        await desk.press(Qt.Key.Key_Escape)
        forged = signed[:-8] + ("A" if signed[-8] != "A" else "B") + signed[-7:]
        await desk.scan(forged)
        assert "not ours" in desk.counter.note

    play(story)


def test_what_the_desk_flags_is_decided_by_a_person(play: Play) -> None:
    lines = (ReturnLine(sku="1-S", quantity=1, reason=ReturnReason.STYLE, refund=9999),)
    flagged = Return(
        id="r1",
        location_id=HERE,
        state=ReturnState.FLAGGED,
        lines=lines,
        flags=("price_never_charged",),
        made_at=NOW,
    )

    async def story(desk: Desk) -> None:
        await desk.hub_sends((Collection.RETURN, "r1", flagged))
        await desk.press(Qt.Key.Key_F4)
        assert desk.decisions.waiting[0]["why"] == "This price was never charged."
        await desk.tap("flagged-refuse")
        (entry,) = desk.device.outbox.pending()
        assert (entry.kind, desk.said(entry).action) == ("return.step", "cancel")
        assert desk.decisions.waiting == []

    play(story)
