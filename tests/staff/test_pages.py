"""The counter's other pages: returns, shipping, calls, palette, numbers, devices, lock."""

import asyncio
import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from shared.domain.messages import Call, Collection
from shared.domain.order import Return, ReturnLine, ReturnReason
from shared.domain.states import FulfilmentState, PaymentState, ReturnState, TransferState, Way
from shared.domain.stock import Transfer, TransferLine
from staff import receipts
from staff.carrier import PlainCarrier
from tests.qt.escpos import Listener
from tests.staff import shop
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import HERE, NOW, STAFF, line, order

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


def test_a_parcel_leaves_with_its_own_number(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F5)
        number = PlainCarrier().number("ida-f")
        assert desk.ship.facts["tracking"] == number
        await desk.press(Qt.Key.Key_B, CTRL)
        await desk.press(Qt.Key.Key_B, CTRL)
        assert [each["id"] for each in desk.ship.boxes if each["active"]] == ["M"]
        await desk.press(Qt.Key.Key_L, CTRL)
        await desk.press(Qt.Key.Key_M, CTRL)
        label, manifest = (job.slip for job in desk.app.printer.jobs)
        assert [item.right for item in label.items if item.text == "Box"] == ["M"]
        assert any(item.text.endswith(" M") and item.right == number for item in manifest.items)
        await desk.enter()
        assert desk.state("ida") == "shipped"
        assert desk.order("ida").fulfilments[0].tracking == number

    play(story, order("ida", line(1, "1-S", way=Way.SHIP_HOME), state=FulfilmentState.PACKED))


def test_scanning_a_parcel_that_comes_makes_it_arrive(play: Play) -> None:
    coming = order(
        "lea", line(1, "2-S", way=Way.SHIP_TO_STORE), state=FulfilmentState.SHIPPED, source="central"
    )
    part = coming.fulfilments[0].model_copy(update={"tracking": "376123450000000016"})
    coming = coming.model_copy(update={"fulfilments": (part,)})

    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F5)
        await desk.scan("00376123450000000016")
        await desk.enter()
        assert desk.state("lea") == "arrived"
        await desk.press(Qt.Key.Key_Z, CTRL)
        assert desk.state("lea") == "shipped"

    play(story, order("ida"), coming)


def test_what_a_parcel_lacks_is_told_to_the_desk_and_the_rest_arrives(play: Play) -> None:
    lines = line(1, "1-S", 3, way=Way.SHIP_TO_STORE), line(2, "2-S", way=Way.SHIP_TO_STORE)
    coming = order("lea", *lines, state=FulfilmentState.SHIPPED, source="central")

    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F5)
        await desk.press(Qt.Key.Key_S, CTRL)
        await desk.scan("4006381331005")
        await desk.scan("4006381331005")
        await desk.press(Qt.Key.Key_D, CTRL)
        assert desk.text("ship-short") == "2 pieces missing · 1 piece damaged"
        await desk.enter()
        missing, damaged, step = (desk.said(entry) for entry in desk.device.outbox.pending())
        assert (missing.quantities, missing.reason) == ({"l1": 1, "l2": 1}, "mismatch")
        assert (damaged.quantities, damaged.reason) == ({"l1": 1}, "damaged")
        assert step.action == "arrive"
        part = desk.order("lea").fulfilments[0]
        assert (part.state, [p.quantity for p in part.parts]) == (FulfilmentState.ARRIVED, [1, 0])
        again = part.model_copy(update={"id": "lea-g", "state": FulfilmentState.OPEN})
        answered = desk.order("lea").model_copy(update={"fulfilments": (part, again)})
        await desk.hub_sends((Collection.ORDER, "lea", answered))
        await desk.player.until(lambda: "takes over" in desk.counter.note, "the desk's answer")

    play(story, coming)


def test_that_none_of_a_parcel_came_is_asked_twice(play: Play) -> None:
    coming = order(
        "lea", line(1, "2-S", way=Way.SHIP_TO_STORE), state=FulfilmentState.SHIPPED, source="central"
    )

    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F5)
        await desk.press(Qt.Key.Key_S, CTRL)
        await desk.enter()
        assert desk.acts() == []
        await desk.enter()
        assert desk.acts() == ["fulfilment.short"]
        assert desk.state("lea") == "rejected"
        assert desk.ship.parcels == []

    play(story, coming)


def test_a_transfer_is_counted_and_what_is_missing_is_said(play: Play) -> None:
    transfer = Transfer(
        id="t1",
        from_id="central",
        to_id=HERE,
        lines=(TransferLine(sku="1-S", quantity=2),),
        state=TransferState.SHIPPED,
        made_at=NOW,
    )

    async def story(desk: Desk) -> None:
        await desk.hub_sends((Collection.TRANSFER, "t1", transfer))
        await desk.press(Qt.Key.Key_F5)
        await desk.scan("4006381331005")
        assert desk.text("ship-short") == "1 piece missing"
        await desk.enter()
        (entry,) = desk.device.outbox.pending()
        assert desk.said(entry).received == {"1-S": 1}
        assert desk.ship.parcels == []

    play(story)


def test_a_call_stands_on_every_page_until_somebody_goes(play: Play) -> None:
    call = Call(
        id="c1",
        location_id=HERE,
        device_id="k1",
        where="Kiosk 2",
        made_at=datetime.now(UTC) - timedelta(minutes=3),
    )

    async def story(desk: Desk) -> None:
        heard: list[str] = []
        desk.counter.sound.connect(heard.append)
        await desk.hub_sends((Collection.CALL, "c1", call))
        assert heard == ["call"]
        for page in ("queue", "lookup", "outbox"):
            desk.counter.open(page)
            assert desk.text("call-banner") == "A shopper wants help at Kiosk 2, waiting 3 min"
        await desk.press(Qt.Key.Key_A, CTRL)
        assert desk.acts() == ["call.answer"]
        assert not desk.shows("call-banner")

    play(story)


def test_the_palette_finds_by_words_and_runs(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_K, CTRL)
        await desk.type("refund\n")
        assert desk.counter.page == "returns"
        await desk.press(Qt.Key.Key_F1)
        assert desk.item("keys").property("open")
        await desk.press(Qt.Key.Key_Escape)
        await desk.press(Qt.Key.Key_F2)
        assert desk.counter.page == "queue"

    play(story)


def test_a_counter_left_alone_locks_itself_and_keeps_what_was_begun(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.enter()
        assert desk.counter.page == "pick"
        lock = desk.app.filters[1]._timer  # type: ignore[attr-defined]
        lock.setInterval(30)
        await desk.player.until(lambda: desk.counter.page == "sign-in", "the lock")
        lock.setInterval(60_000)
        await desk.type(f"1002\n{shop.PIN}\n")
        await desk.press(Qt.Key.Key_F3)
        await desk.enter()
        await desk.enter()
        assert desk.state("ida") == "ready"
        assert desk.order("ida").fulfilments[0].by == "s2", "whoever does it signs it"

    play(story, order("ida"))


def test_the_next_persons_badge_takes_the_counter_over(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF-B:1002")
        assert desk.counter.page == "sign-in"
        await desk.type(f"{shop.PIN}\n")
        assert desk.text("member-name") == "Bo Lind"
        assert not desk.shows("rail-numbers"), "numbers are a manager's"

    play(story)


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


def test_numbers_are_shown_and_saved(play: Play) -> None:
    home = order("home", line(1, "2-S", 2, Way.SHIP_HOME), state=FulfilmentState.PACKED)

    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F8)
        assert [head["value"] for head in desk.numbers.heads][:2] == ["1", "€91.00"]
        await desk.press(Qt.Key.Key_T, CTRL)
        assert {chart["id"]: len(chart["bars"]) for chart in desk.numbers.charts}["value"] == 24
        await desk.press(Qt.Key.Key_E, CTRL)
        (file,) = Path(desk.settings.folder).glob("numbers-*.csv")  # noqa: ASYNC240 - a test may wait
        rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
        assert rows[14][:4] == [rows[14][0], "2", "1", "9100"]
        assert rows[15] == ["hour", *rows[0][1:]]
        assert sum(int(row[3]) for row in rows[16:40]) == 9100

    play(story, home, order("here"))


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


def test_a_picker_sees_no_numbers(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F8)
        assert desk.counter.page == "queue"

    play(story, member=STAFF[1])


def test_a_manager_unlocks_a_badge(play: Play) -> None:
    async def story(desk: Desk) -> None:
        guesses = desk.sign_in._sign_in._guesses
        for _ in range(10):
            guesses.note("1002")
        assert guesses.wait("1002") > 0
        await desk.press(Qt.Key.Key_K, CTRL)
        await desk.type("unlock\n")
        await desk.type("1002\n")
        assert guesses.wait("1002") == 0
        assert desk.counter.note == "Bo Lind may try again"

    play(story)


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
