"""Paying by phone: the QR of the payment page, what is known of the money, and nothing wiped meanwhile."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kiosk.ui.idle import WARNING_SECONDS
from shared.domain.messages import Result
from shared.domain.paying import AskLink, WithdrawLink
from shared.domain.states import LinkState
from shared.qt.qr import qr_rows
from shared.sync.core import Status
from tests.kiosk.stage import Stage, play, stage

URL = "https://pay.example/p/4711"


def acts(on: Stage, kind: str) -> list[str]:
    """Bodies of one kind in the outbox."""
    return [entry.body for entry in on.device.outbox.pending() if entry.kind == kind]


async def order_by_phone(on: Stage) -> None:
    """A shopper who chooses to pay with a phone, as far as the page that waits for the payment page."""
    await on.go("review")
    await on.tap("pay-phone")
    await on.tap("primary")
    await on.rest()
    assert (on.screen.kiosk.page, on.screen.kiosk.paying.stage) == ("pay", "asked")


def test_phone_pays_and_the_counter_need_not(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await order_by_phone(on)
            [asked] = acts(on, "payment.link")
            assert AskLink.model_validate_json(asked).order_id == kiosk.checkout.order_id
            kiosk.pay()  # a second tap makes no second link
            assert len(acts(on, "payment.link")) == 1
            await on.hear_link(state=LinkState.OPEN, url=URL)
            assert kiosk.paying.stage == "open"
            assert on.find("pay-qr").property("matrix") == qr_rows(URL)
            await on.hear_link(state=LinkState.PAID)
            assert kiosk.paying.stage == "paid"
            await on.tap("primary")
            assert kiosk.page == "done"
            assert kiosk.paying.line["text"] == "Paid"

    play(qapp, story)


def test_nothing_is_wiped_while_somebody_pays(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            idle = on.screen.kiosk.idle
            await order_by_phone(on)
            await on.hear_link(state=LinkState.OPEN, url=URL)
            for _ in range(3 * (60 + WARNING_SECONDS)):
                idle.tick()
            assert (idle.phase, on.screen.kiosk.page) == ("awake", "pay")
            await on.hear_link(state=LinkState.PAID)
            for _ in range(60):
                idle.tick()
            assert idle.phase == "warning"

    play(qapp, story)


def test_unknown_payment_is_said_and_no_other_money_asked_for(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await order_by_phone(on)
            await on.hear_link(state=LinkState.OPEN, url=URL)
            on.device.now = Status(online=False, since=on.device.now.since)
            on.device.status.emit(on.device.now)
            await on.rest()
            assert kiosk.paying.stage == "unknown"  # the line is down: they may have paid meanwhile
            on.device.now = Status(online=True, since=on.device.now.since)
            on.device.status.emit(on.device.now)
            await on.rest()
            assert kiosk.paying.stage == "open"
            await on.hear_link(state=LinkState.UNKNOWN)
            assert kiosk.paying.stage == "unknown"
            kiosk.paying.withdraw()
            kiosk.paying.again()
            assert not acts(on, "payment.unlink")
            assert len(acts(on, "payment.link")) == 1
            await on.tap("primary")
            assert kiosk.page == "done"
            assert "not know yet" in kiosk.paying.line["text"]
            assert not on.find("money").property("changeable")

    play(qapp, story)


def test_shopper_may_pay_at_the_counter_after_all(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            await order_by_phone(on)
            await on.hear_link(state=LinkState.OPEN, url=URL)
            await on.tap("pay-counter")
            assert kiosk.page == "done"
            [taken_back] = acts(on, "payment.unlink")
            assert WithdrawLink.model_validate_json(taken_back).order_id == kiosk.checkout.order_id
            assert kiosk.paying.line["text"] == "Pay at the counter"

    play(qapp, story)


def test_declined_payment_can_be_tried_again(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await order_by_phone(on)
            await on.hear_link(state=LinkState.DECLINED)
            assert on.screen.kiosk.paying.stage == "refused"
            await on.tap("pay-again")
            await on.rest()
            assert on.screen.kiosk.paying.stage == "asked"
            assert len(acts(on, "payment.link")) == 2

    play(qapp, story)


def test_refused_wish_holds_nothing_up(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await order_by_phone(on)
            box = on.device.outbox
            wish = next(entry for entry in box.pending() if entry.kind == "payment.link")
            order = next(entry for entry in box.pending() if entry.kind == "order.place")
            box.settle(
                [
                    Result(id=order.id, status="applied", visible_at=10**6),
                    Result(id=wish.id, status="rejected"),
                ],
                "test",
            )
            on.device.status.emit(Status(online=True, since=on.device.now.since, rejected=1))
            await on.rest()
            assert on.screen.kiosk.paying.stage == "failed"
            assert not acts(on, "payment.link")

    play(qapp, story)


def test_only_the_counter_is_offered_while_the_line_is_down(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            on.device.now = Status(online=False, since=on.device.now.since)
            on.device.status.emit(on.device.now)
            await on.go("review")
            names = {item.objectName() for item in on.items()}
            assert not names & {"pay-phone", "pay-counter"}
            assert any("needs the line" in str(item.property("text")) for item in on.items())
            on.screen.kiosk.paying.want(True)  # chosen before the line went down
            await on.tap("primary")
            assert on.screen.kiosk.page == "done"
            assert not acts(on, "payment.link")

    play(qapp, story)
