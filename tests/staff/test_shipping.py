"""The shipping page: parcels and transfers that leave, that come, and that lack something."""

from PySide6.QtCore import Qt

from shared.domain.messages import Collection
from shared.domain.states import FulfilmentState, TransferAction, TransferState, Way
from shared.domain.stock import Transfer, TransferLine
from staff.carrier import PlainCarrier
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import HERE, NOW, line, order

CTRL = Qt.KeyboardModifier.ControlModifier
DONE = FulfilmentState.COLLECTED


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


def test_a_transfer_that_cannot_be_sent_is_refused_at_the_second_word(play: Play) -> None:
    wanted = Transfer(
        id="t1",
        from_id=HERE,
        to_id="riverside",
        lines=(TransferLine(sku="1-S", quantity=2),),
        made_at=NOW,
    )

    async def story(desk: Desk) -> None:
        await desk.hub_sends((Collection.TRANSFER, "t1", wanted))
        await desk.press(Qt.Key.Key_F5)
        assert desk.shows("ship-refuse")
        await desk.press(Qt.Key.Key_S, CTRL)
        assert desk.acts() == []
        await desk.press(Qt.Key.Key_S, CTRL)
        (entry,) = desk.device.outbox.pending()
        assert (entry.kind, desk.said(entry).action) == ("transfer.step", TransferAction.CANCEL)
        assert desk.ship.parcels == []

    play(story)
