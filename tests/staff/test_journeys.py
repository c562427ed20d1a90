"""The counter on its real screens: what a clerk does from sign-in to handover."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from shared.domain.messages import Collection, Result
from shared.domain.order import Fulfilment
from shared.domain.problem import Problem
from shared.domain.states import FulfilmentState, PaymentState, Way
from tests.staff import shop
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import PIN, line, order

CTRL = Qt.KeyboardModifier.ControlModifier


def test_badge_and_pin_open_the_counter(play: Play) -> None:
    async def story(desk: Desk) -> None:
        assert desk.counter.page == "sign-in"
        await desk.scan("EVERYSHELF-B:1001")
        assert desk.item("signin-pin-input").hasActiveFocus()
        await desk.type("999999\n")
        assert "9 tries" in desk.sign_in.problem
        assert desk.counter.page == "sign-in"
        await desk.type(f"{PIN}\n")
        assert desk.counter.page == "queue"
        assert desk.text("member-name") == "Ana Kovač"

    play(story, order("ida"), member=None)


def test_a_badge_of_another_store_is_not_let_in(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.type(f"9009\n{PIN}\n")
        assert desk.counter.page == "sign-in"
        assert "not known in this store" in desk.sign_in.problem
        assert desk.item("signin-badge-input").hasActiveFocus(), "the next badge is typed over it"
        await desk.type(f"1001\n{PIN}\n")
        assert desk.counter.page == "queue"

    play(story, member=None)


def test_enter_takes_an_order_from_the_queue_to_the_shopper(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.player.until(lambda: desk.shows("job-0"), "the order in the queue")
        await desk.enter()
        assert (desk.counter.page, desk.state("ida")) == ("pick", "picking")
        await desk.enter()
        await desk.enter()
        assert desk.pick.progress["done"] == 2
        await desk.enter()
        assert (desk.counter.page, desk.state("ida")) == ("queue", "ready")
        assert [part.picked for part in desk.order("ida").fulfilments[0].parts] == [2]
        await desk.enter()
        assert desk.counter.page == "handover"
        assert desk.item("handover-code-input").hasActiveFocus()
        await desk.type(desk.order("ida").code.lower() + "\n")
        assert desk.handover.facts["shown"]
        await desk.enter()
        assert (desk.counter.page, desk.state("ida")) == ("queue", "collected")
        assert desk.order("ida").fulfilments[0].by == "s1"

    play(story, order("ida", line(1, "1-S", 2)))


def test_a_scan_from_any_page_hands_a_ready_order_over(play: Play) -> None:
    async def story(desk: Desk) -> None:
        for page in ("lookup", "outbox", "pick", "queue"):
            desk.counter.open(page)
            await desk.scan("EVERYSHELF:" + desk.order("mia").code)
            assert desk.counter.page == "handover"
            assert desk.handover.facts["how"] == "Code scanned and right"
            await desk.press(Qt.Key.Key_Escape)
            assert desk.counter.page == "queue"
        assert desk.acts() == []

    play(story, order("mia", state=FulfilmentState.READY), order("ida"))


def test_a_scan_never_leaks_into_a_field(play: Play) -> None:
    async def story(desk: Desk) -> None:
        desk.counter.open("lookup")
        await desk.tap("lookup-text-input")
        await desk.type("ke")
        await desk.scan("4006381331005")
        assert desk.text("lookup-text-input") == "ke"
        assert desk.lookup.facts["sku"] == "1-S"

    play(story)


def test_a_code_of_nobody_says_so(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.scan("1234567890")
        assert desk.counter.note == "This code is not ours: 1234567890"
        assert desk.counter.page == "queue"

    play(story)


def test_scanning_confirms_each_piece_and_refuses_others(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.enter()
        await desk.scan("0036000291452")
        assert "Nobody in this wave" in desk.counter.note
        await desk.scan("4006381331005")
        assert desk.pick.progress["complete"]
        await desk.scan("4006381331005")
        assert "put this one back" in desk.counter.note
        await desk.press(Qt.Key.Key_Z, CTRL)
        assert desk.pick.progress["done"] == 0

    play(story, order("ida"))


def test_a_short_pick_goes_to_the_desk_and_its_answer_is_shown(play: Play) -> None:
    first = order("ida", line(1, "1-S"), line(2, "2-S"))

    async def story(desk: Desk) -> None:
        await desk.enter()
        await desk.scan("96385074")
        await desk.press(Qt.Key.Key_S, CTRL)
        await desk.press(Qt.Key.Key_3)
        assert desk.acts()[-1] == "fulfilment.short"
        assert "the desk looks" in desk.counter.note
        await desk.enter()
        assert desk.state("ida") == "ready"
        part = first.fulfilments[0]
        elsewhere = Fulfilment(
            id="ida-f2",
            way=Way.SHIP_TO_STORE,
            location_id="riverside",
            collect_at=shop.HERE,
            parts=tuple(p for p in part.parts if p.sku == "1-S"),
        )
        answered = first.model_copy(update={"fulfilments": (part, elsewhere)})
        await desk.hub_sends((Collection.ORDER, "ida", answered))
        assert "Riverside takes over the missing pieces" in desk.counter.note

    play(story, first)


def test_money_due_is_taken_before_the_goods_leave(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + desk.order("mia").code)
        assert desk.handover.facts["next"] == "due"
        await desk.type("50\n")
        assert desk.handover.facts["problem"] == "That is not enough."
        await desk.type("0")
        assert desk.text("handover-change") == "Give back €411.00"
        await desk.enter()
        await desk.enter()
        assert desk.state("mia") == "collected"
        assert (desk.order("mia").due, desk.order("mia").payment.paid) == (0, 8900)

    play(story, order("mia", state=FulfilmentState.READY, payment=PaymentState.NONE))


def test_goods_with_an_age_and_an_unknown_payment_stay_at_the_counter(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + desk.order("mia").code)
        assert [c["id"] for c in desk.handover.checks] == ["age", "unknown_payment"]
        await desk.press(Qt.Key.Key_G, CTRL)
        await desk.enter()
        assert desk.state("mia") == "ready"
        assert "do not charge again" in desk.handover.facts["problem"]

    mia = order("mia", line(1, "3-S"), state=FulfilmentState.READY, payment=PaymentState.UNKNOWN)
    play(story, mia)


def test_an_id_is_seen_never_written_down(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.enter()
        await desk.press(Qt.Key.Key_I, CTRL)
        await desk.press(Qt.Key.Key_O, CTRL)
        await desk.type("Ole Berg")
        await desk.enter()
        assert desk.state("mia") == "collected"
        (entry,) = desk.device.outbox.pending()
        assert '"how":"id_seen"' in entry.body
        assert '"name":"Ole Berg","proxy":true' in entry.body

    play(story, order("mia", state=FulfilmentState.READY))


def test_another_orders_code_does_not_open_this_one(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.enter()
        await desk.type("ZZZZZZZZ\n")
        assert desk.handover.facts["problem"] == "This code belongs to another order."
        assert not desk.handover.facts["shown"]

    play(story, order("mia", state=FulfilmentState.READY))


def test_undo_takes_a_handover_back(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + desk.order("mia").code)
        await desk.enter()
        assert desk.state("mia") == "collected"
        await desk.press(Qt.Key.Key_Z, CTRL)
        assert desk.state("mia") == "ready"
        await desk.press(Qt.Key.Key_Z, CTRL)
        assert desk.counter.note == "There is nothing to take back"

    play(story, order("mia", state=FulfilmentState.READY))


def test_space_claims_and_gives_back(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_Space)
        assert desk.order("ida").fulfilments[0].claimed_by == "s1"
        await desk.press(Qt.Key.Key_Space)
        assert desk.order("ida").fulfilments[0].claimed_by == ""
        await desk.press(Qt.Key.Key_Z, CTRL)
        assert desk.order("ida").fulfilments[0].claimed_by == "s1"

    play(story, order("ida"))


def test_what_waits_is_shown_while_the_line_is_down(play: Play) -> None:
    async def story(desk: Desk) -> None:
        assert not desk.shows("offline-banner")
        await desk.press(Qt.Key.Key_Space)
        now = datetime.now(UTC)
        oldest = now - timedelta(minutes=31)
        desk.hear_hub(online=False, since=now - timedelta(minutes=4), waiting=1, oldest=oldest)
        banner = desk.text("offline-banner")
        assert banner.startswith("Offline for 4 min · 1 action")
        assert "oldest from" in banner
        await desk.press(Qt.Key.Key_F7)
        assert desk.counter.page == "outbox"
        assert desk.outbox.waiting == 1
        assert desk.shows("outbox-0")

    play(story, order("ida"))


def test_a_refused_act_is_tried_again_or_set_aside(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_Space)
        outbox = desk.device.outbox
        (entry,) = outbox.pending()
        why = Problem(title="Another clerk works on it")
        outbox.settle([Result(id=entry.id, status="rejected", problem=why)], "e")
        await desk.press(Qt.Key.Key_F7)
        assert desk.outbox.refused == 1
        await desk.tap("outbox-retry-0")
        (again,) = outbox.pending()
        assert (again.id != entry.id, again.state, again.body) == (True, "waiting", entry.body)
        outbox.settle([Result(id=again.id, status="rejected", problem=why)], "e")
        await desk.outbox.load()
        await desk.tap("outbox-aside-0")
        assert outbox.pending() == []
        assert [json.loads(line)["state"] for line in outbox.export().splitlines()] == ["dismissed"] * 2

    play(story, order("ida"))


def test_typing_anywhere_lands_in_the_scan_bar(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.type("kettle")
        assert desk.text("scan-input") == "kettle"
        await desk.enter()
        assert desk.counter.page == "lookup"
        assert desk.lookup.rows.key_at(0) == "t:2"

    play(story, order("ida"))


def test_after_a_typed_code_the_keys_belong_to_the_page_again(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F4)
        await desk.type(desk.order("ida").code.lower() + "\n")
        await desk.player.until(lambda: len(desk.returns.lines) == 1, "the order")
        await desk.press(Qt.Key.Key_2)
        assert desk.returns.lines[0]["quantity"] == 1
        await desk.type("x")
        await desk.type("q")
        assert desk.item("scan-input").hasActiveFocus()
        await desk.press(Qt.Key.Key_Escape)
        assert not desk.item("scan-input").hasActiveFocus()
        assert desk.item("scan").property("text") == ""

    play(story, order("ida", state=FulfilmentState.COLLECTED))


def test_new_work_is_announced_and_joins_by_its_promise(play: Play) -> None:
    async def story(desk: Desk) -> None:
        urgent = order("zoe", due_in=5)
        await desk.hub_sends((Collection.ORDER, "zoe", urgent))
        assert desk.queue.rows.key_at(0) == "zoe-f"
        assert "new in the queue" in desk.counter.note
        assert desk.queue.rows.key_at(desk.queue.current) == "ida-f", "the selection stays where it was"

    play(story, order("ida"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_loads_without_a_warning(play: Play, language: str) -> None:
    async def story(desk: Desk) -> None:
        for command in desk.counter.rail:
            desk.counter.run(str(command["id"]))
            await desk.player.until(desk.app.window.isExposed, "the page")

    play(story, order("ida"), order("mia", state=FulfilmentState.READY), languages=(language,))
