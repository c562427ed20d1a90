"""Asking others: the hub for orders of other stores, which nobody keeps, and other places for their goods."""

import threading

from PySide6.QtCore import Qt

from shared.cache.catalogue import Found, Query
from shared.domain.messages import Collection
from shared.domain.people import Contact
from shared.domain.states import FulfilmentState, TransferAction, Way
from shared.qt.formats import in_pairs
from shared.qt.tasks import settled
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import line, order

CTRL = Qt.KeyboardModifier.ControlModifier
FAR = order("far", source="riverside")


async def answered(desk: Desk, *orders: object) -> None:
    """The hub answers what was asked."""
    await desk.player.until(lambda: bool(desk.device._questions), "the question")
    (asked,) = desk.device._questions
    desk.device._hear({"found": [each.model_dump(mode="json") for each in orders], "id": asked})  # type: ignore[attr-defined]
    await settled()


def test_a_shoppers_orders_of_other_stores_are_shown_and_forgotten(play: Play) -> None:
    async def story(desk: Desk) -> None:
        desk.counter.open("lookup")
        await desk.tap("lookup-text-input")
        await desk.type("far")
        assert desk.lookup.rows.rowCount() == 0
        await desk.player.press(Qt.Key.Key_S, CTRL)
        await answered(desk, FAR)
        await desk.player.until(lambda: desk.lookup.rows.rowCount() == 1, "the order")
        await desk.enter()
        assert (desk.counter.page, desk.text("order-code")) == ("queue", in_pairs(FAR.code))
        assert desk.device.orders.get("far") is None
        await desk.press(Qt.Key.Key_F12)
        assert desk.lookup.elsewhere("far") is None

    play(story)


def test_a_code_of_another_store_is_asked_for(play: Play) -> None:
    async def story(desk: Desk) -> None:
        desk.counter.scanned("EVERYSHELF:" + FAR.code)
        await answered(desk, FAR)
        assert desk.text("order-code") == in_pairs(FAR.code)

    play(story)


def test_the_hub_has_nothing_or_is_away(play: Play) -> None:
    async def story(desk: Desk) -> None:
        desk.lookup.search("nobody")
        desk.lookup.ask()
        await answered(desk)
        assert desk.counter.note.startswith("No store has an order like that")
        desk.hear_hub(online=False)
        await desk.lookup.ask_hub()
        assert desk.counter.note.startswith("The hub does not answer now")

    play(story)


def test_a_members_card_shows_what_they_ordered_here_and_elsewhere(play: Play) -> None:
    member = {"contact": Contact(name="Ida", loyalty="90817263")}

    async def story(desk: Desk) -> None:
        desk.counter.scanned("EVERYSHELF-L:90817263")
        await answered(desk, FAR.model_copy(update=member))
        assert (desk.counter.page, desk.lookup.rows.rowCount()) == ("lookup", 2)
        assert {desk.lookup.rows.key_at(row) for row in range(2)} == {"ida", "far"}

    play(story, order("ida").model_copy(update=member), order("lea"))


def test_a_search_that_ends_after_the_hubs_answer_does_not_hide_it(play: Play) -> None:
    async def story(desk: Desk) -> None:
        search, late = desk.device.catalogue.search, threading.Event()
        slow = [lambda: late.wait(10)]  # only the first one

        def searched(query: Query) -> Found:
            if slow:
                slow.pop()()
            return search(query)

        desk.device.catalogue.search = searched  # type: ignore[method-assign]
        desk.lookup.search("far")
        await desk.player.until(lambda: not slow, "the search to begin")
        desk.lookup.ask()
        await desk.player.until(lambda: bool(desk.device._questions), "the question")
        (asked,) = desk.device._questions
        desk.device._hear({"found": [FAR.model_dump(mode="json")], "id": asked})
        await desk.player.until(lambda: desk.lookup.rows.rowCount() == 1, "the hub's answer")
        late.set()
        await settled()
        assert [desk.lookup.rows.key_at(0), desk.lookup.rows.rowCount()] == ["far", 1]

    play(story)


def test_a_parcel_that_has_left_is_known_by_its_number_when_it_comes_back(play: Play) -> None:
    left = order("zoe", line(1, "1-S", way=Way.SHIP_HOME), state=FulfilmentState.SHIPPED)
    part = left.fulfilments[0].model_copy(update={"tracking": "1Z999AA10123456784"})

    async def story(desk: Desk) -> None:
        for number in ("1Z999AA10123456784", "00376123450000000016"):
            desk.counter.open("devices")
            await desk.scan(number)
            assert (desk.counter.page, desk.text("order-code")) == ("queue", in_pairs(left.code))
            sscc = left.fulfilments[0].model_copy(update={"tracking": "376123450000000016"})
            again = left.model_copy(update={"fulfilments": (sscc,)})
            await desk.hub_sends((Collection.ORDER, "zoe", again))
        await desk.scan("1Z999AA10123456784")
        assert desk.counter.note.startswith("This code is not ours")

    play(story, left.model_copy(update={"fulfilments": (part,)}), order("ida"))


def test_goods_are_asked_of_the_place_that_has_them_and_withdrawn(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.scan("4006381331005")
        assert desk.counter.page == "lookup"
        await desk.press(Qt.Key.Key_T, CTRL)
        assert [(row["id"], row["effect"].split(" ")[0]) for row in desk.fetch.places] == [
            ("riverside", "5"),
            ("central", "40"),
        ]
        await desk.press(Qt.Key.Key_2)
        assert [row["id"] for row in desk.fetch.sizes] == ["1", "2", "3", "5", "10"]
        await desk.press(Qt.Key.Key_3)
        (asked,) = desk.device.outbox.pending()
        body = desk.said(asked)
        assert (asked.kind, body.from_id, body.to_id, body.quantities, body.by) == (
            "transfer.make", "central", desk.app.session.here.id, {"1-S": 3}, "s1",
        )  # fmt: skip
        assert desk.counter.note == "3 × Wool blanket, herringbone asked of Central warehouse"
        await desk.type("ke")  # undone is what was done, not what was typed
        await desk.press(Qt.Key.Key_Z, CTRL)
        assert desk.text("lookup-text-input") == "ke"
        back = desk.said(desk.device.outbox.pending()[-1])
        assert (back.transfer_id, back.action) == (body.transfer_id, TransferAction.CANCEL)

    play(story)
