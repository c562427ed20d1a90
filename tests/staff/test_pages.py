"""What is the same on every page of the counter: calls, palette, lock and users; and the pages of a manager."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from shared.domain.messages import Call, Collection
from shared.domain.states import FulfilmentState, Way
from tests.staff import shop
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import HERE, STAFF, line, order

CTRL = Qt.KeyboardModifier.ControlModifier
DONE = FulfilmentState.COLLECTED


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


def test_a_picker_sees_no_numbers(play: Play) -> None:
    async def story(desk: Desk) -> None:
        await desk.press(Qt.Key.Key_F8)
        assert desk.counter.page == "queue"

    play(story, member=STAFF[1])


def test_a_manager_unlocks_a_badge(play: Play) -> None:
    async def story(desk: Desk) -> None:
        guesses = desk.sign_in._door._sign_in._guesses
        for _ in range(10):
            guesses.note("1002")
        assert guesses.wait("1002") > 0
        await desk.press(Qt.Key.Key_K, CTRL)
        await desk.type("unlock\n")
        await desk.type("1002\n")
        assert guesses.wait("1002") == 0
        assert desk.counter.note == "Bo Lind may try again"

    play(story)
