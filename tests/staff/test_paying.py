"""Paying at the handover: pay links, payments nobody knows about, and codes that are not ours."""

from datetime import timedelta

from PySide6.QtCore import Qt

from shared.crypto import order_qr
from shared.domain.base import Model
from shared.domain.messages import Collection
from shared.domain.payment import PayLink
from shared.domain.states import FulfilmentState, LinkState, PaymentState
from tests.staff import shop
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import order

CTRL = Qt.KeyboardModifier.ControlModifier
READY = FulfilmentState.READY
OWED = order("mia", state=READY, payment=PaymentState.NONE)


class Setting(Model):
    """A setting's row of the feed."""

    value: list[str]


def with_link(state: LinkState, **more: object) -> shop.Item:
    link = PayLink(id="p1", provider="psp", amount=8900, state=state, asked_at=shop.NOW, **more)
    money = OWED.payment.with_link(link)
    paid = {"paid": 8900, "state": PaymentState.PAID} if state is LinkState.PAID else {}
    unknown = {"state": PaymentState.UNKNOWN} if state is LinkState.UNKNOWN else {}
    payment = money.model_copy(update=paid | unknown)
    return (Collection.ORDER, "mia", OWED.model_copy(update={"payment": payment}))


def test_a_pay_link_is_asked_for_shown_and_paid(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.hub_sends((Collection.SETTING, "pay_links", Setting(value=["psp"])))
        await desk.scan("EVERYSHELF:" + OWED.code)
        assert desk.pay.facts["offered"]
        await desk.press(Qt.Key.Key_L, CTRL)
        assert desk.acts() == ["payment.link"]
        until = shop.NOW + timedelta(minutes=20)
        await desk.hub_sends(with_link(LinkState.OPEN, url="https://pay.example/1", expires_at=until))
        assert "The shopper pays €89.00 by phone, until" in desk.text("pay-link")
        assert desk.item("pay-withdraw").isVisible()
        assert desk.pay.facts["matrix"].count("\n") > 20
        await desk.enter()
        assert desk.handover.facts["problem"].startswith("The shopper is paying by phone")
        assert desk.handover.facts["next"] == "due"
        await desk.hub_sends(with_link(LinkState.PAID))
        assert desk.handover.facts["allowed"]
        await desk.enter()
        assert desk.state("mia") == "collected"
        (step,) = [desk.said(e) for e in desk.device.outbox.pending() if e.kind == "fulfilment.step"]
        assert step.paid == 0

    play(story, OWED)


def test_goods_stay_while_nobody_knows_and_a_clerk_finds_out(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + OWED.code)
        await desk.hub_sends(with_link(LinkState.UNKNOWN))
        assert "does not answer" in desk.text("pay-unknown")
        await desk.enter()
        assert desk.state("mia") == "ready"
        await desk.press(Qt.Key.Key_Y, CTRL)
        (note,) = [desk.said(e) for e in desk.device.outbox.pending()]
        assert (note.action, note.amount) == ("take", 8900)

    play(story, OWED)


def test_without_a_line_or_a_provider_no_link_is_offered(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF:" + OWED.code)
        assert not desk.pay.facts["offered"]
        await desk.hub_sends((Collection.SETTING, "pay_links", Setting(value=["psp"])))
        desk.hear_hub(online=False)
        assert not desk.pay.facts["offered"]

    play(story, OWED)


def test_a_signed_code_proves_and_a_forged_one_does_not(play: Play) -> None:
    ready = order("mia", state=READY)

    async def story(desk: Desk) -> None:
        key = desk.device.identity.hub_key
        await desk.scan(order_qr(ready.code, "another key"))
        assert not desk.handover.facts["shown"]
        assert desk.handover.facts["problem"] == "This code was not made by us. Look at an ID."
        await desk.scan(order_qr(ready.code, key))
        assert desk.handover.facts["how"] == "Code scanned and right"

    play(story, ready)


def test_the_label_of_a_bag_finds_the_order_and_proves_nothing(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.scan("EVERYSHELF-P:" + OWED.code)
        assert desk.counter.page == "handover"
        assert desk.handover.facts["next"] == "proof"

    play(story, OWED)
