"""Kiosk mode: no way out by touch or key, and the one that managers have, with or without the line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtTest import QTest

from kiosk.ui.keeper import CLOSED
from shared.cache.signin import GUESSES
from shared.domain.messages import Collection, NoteMissedSearch, Result
from shared.domain.people import StaffMember
from shared.domain.problem import TYPES, Problem
from tests.kiosk.shelf import HERE, furnish
from tests.kiosk.stage import Stage, play, stage
from tests.waiting import until


@pytest.fixture
def kept(folder: Path) -> Path:
    """A device of a store with a manager; badge M7, PIN 2468."""
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("2468")
    boss = StaffMember(id="boss", badge="M7", name="", role="manager", location_id=HERE, pin_hash=hashed)
    furnish(folder, [(Collection.STAFF, "boss", boss)])
    return folder


async def sign_in(on: Stage, pin: str) -> None:
    """Scan the badge, then type a PIN."""
    on.screen.kiosk.scan("EVERYSHELF-B:m7")
    await until(lambda: on.screen.kiosk.page == "keeper", "the staff's page")
    await on.rest()
    assert on.find("field-pin-input").hasActiveFocus()
    for digit in pin:
        await on.tap(f"key-{digit}")
    await on.tap("primary")
    await until(lambda: not on.screen.kiosk.keeper.busy, "the answer")
    await on.rest()


def test_manager_closes_the_kiosk_and_a_wrong_pin_does_not(qapp: QGuiApplication, kept: Path) -> None:
    ended: list[bool] = []

    async def story() -> None:
        async with stage(qapp, kept) as on:
            keeper = on.screen.kiosk.keeper
            keeper.closing.connect(lambda: ended.append(True))
            keeper.close()
            keeper.restart()
            await sign_in(on, "1357")
            assert (keeper.signedIn, bool(keeper.problem)) == (False, True)
            keeper.close()
            assert not ended
            await sign_in(on, "2468")
            assert keeper.signedIn
            await on.tap("close-kiosk")
            assert ended
            assert (kept / CLOSED).exists()

    play(qapp, story)


def test_a_manager_reads_what_the_hub_refused(qapp: QGuiApplication, kept: Path) -> None:
    async def story() -> None:
        async with stage(qapp, kept) as on:
            outbox = on.device.outbox
            outbox.add(
                "search.missed", NoteMissedSearch(search_id="s", text="lamp", made_at=datetime.now(UTC))
            )
            (entry,) = outbox.pending()
            why = Problem(type=TYPES + "no-search", title="This is no search to keep")
            outbox.settle([Result(id=entry.id, status="rejected", problem=why)], "e")
            await sign_in(on, "2468")
            told = [fact for fact in on.screen.kiosk.keeper.facts if fact["icon"] == "warning"]
            assert [fact["detail"] for fact in told] == ["This is no search to keep."]

    play(qapp, story)


def test_leaving_the_page_signs_out(qapp: QGuiApplication, kept: Path) -> None:
    async def story() -> None:
        async with stage(qapp, kept) as on:
            await sign_in(on, "2468")
            assert on.screen.kiosk.keeper.signedIn
            await on.tap("back")
            assert not on.screen.kiosk.keeper.signedIn
            assert not on.screen.kiosk.keeper.badge

    play(qapp, story)


def test_guessing_is_stopped(qapp: QGuiApplication, kept: Path) -> None:
    async def story() -> None:
        async with stage(qapp, kept) as on:
            keeper = on.screen.kiosk.keeper
            for _ in range(GUESSES + 1):
                keeper.enter("M7", "0000")
                await on.rest()
            assert "Too many tries" in keeper.problem
            keeper.enter("M7", "2468")
            await on.rest()
            assert not keeper.signedIn

    play(qapp, story)


def test_no_key_leaves_the_full_screen(qapp: QGuiApplication, kept: Path) -> None:
    alt, ctrl = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier

    async def story() -> None:
        async with stage(qapp, kept, full_screen=True) as on:
            window = on.screen.window
            assert window.visibility() == window.Visibility.FullScreen
            await on.press(Qt.Key.Key_Escape)
            for key, with_ in (
                (Qt.Key.Key_F4, alt),
                (Qt.Key.Key_Q, ctrl),
                (Qt.Key.Key_W, ctrl),
                (Qt.Key.Key_Tab, alt),
            ):
                QTest.keyClick(window, key, with_)
            close = QCloseEvent()
            QCoreApplication.sendEvent(window, close)
            assert not close.isAccepted()
            assert window.isVisible()
            assert window.visibility() == window.Visibility.FullScreen

    play(qapp, story)
