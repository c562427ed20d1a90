"""The devices page: each device can be tried; and the slip for a shopper who comes back."""

from datetime import timedelta

from PySide6.QtCore import Qt

from shared.crypto import order_qr
from shared.domain.states import FulfilmentState
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import order

CTRL = Qt.KeyboardModifier.ControlModifier


def card(desk: Desk, name: str) -> str:
    return next(str(each["text"]) for each in desk.devices.devices if each["id"] == name)


def test_every_device_has_a_button_and_says_what_came_of_it(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F9)
        assert all(each["action"] for each in desk.devices.devices)
        await desk.tap("test-scanner")
        assert card(desk, "scanner") == "Waits for a scan …"
        await desk.scan("4006381331005")
        await desk.press(Qt.Key.Key_F9)
        assert card(desk, "scanner") == "Last read: 4006381331005"
        await desk.tap("test-disk")
        await desk.player.until(lambda: "GB free" in card(desk, "disk"), "the disk")

    play(story)


def test_the_hub_tells_its_time(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F9)
        await desk.player.tap("test-clock")
        await desk.player.until(lambda: bool(desk.device._questions), "the question")
        (asked,) = desk.device._questions
        there = desk.app.session.now() - timedelta(seconds=90)
        desk.device._hear({"clock": there.isoformat(), "id": asked})
        await desk.player.until(lambda: "+90 s off" in card(desk, "clock"), "the difference")
        assert "answers in" in card(desk, "hub")

    play(story)


def test_a_shopper_who_comes_back_gets_a_slip_with_a_signed_code(play: Play) -> None:
    mia = order("mia", state=FulfilmentState.READY)

    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_L, CTRL)
        (job,) = desk.app.printer.jobs
        assert job.slip.name == "hold"
        codes = [item.text for item in job.slip.items if item.kind == "qr"]
        assert codes == [order_qr(mia.code, desk.device.identity.hub_key)]

    play(story, mia)
