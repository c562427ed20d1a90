"""What the kiosk says while the line is down: since when, how many orders are kept, how long the oldest has waited."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.ui import words
from shared.domain.base import new_id
from shared.domain.messages import NoteMissedSearch
from shared.qt.language import PLURALS, Language
from shared.sync.core import Status
from tests.kiosk.stage import Stage, play, stage

SINCE = datetime(2026, 11, 28, 9, 32, tzinfo=UTC)


async def cut(on: Stage, *, online: bool = False) -> None:
    """The line breaks, or is back."""
    on.device.now = Status(online=online, since=SINCE)
    on.device.status.emit(on.device.now)
    await on.rest()


async def order(on: Stage) -> None:
    """A shopper orders and leaves."""
    await on.go("done")
    on.screen.kiosk.finish()
    await on.rest()


def banner(on: Stage) -> str:
    """The words of the strip below the head, empty when there is none."""
    shown = [item for item in on.items() if item.objectName() == "line"]
    return str(shown[0].property("text") + "|" + shown[0].property("detail")) if shown else ""


def test_the_banner_tells_since_when_how_many_and_how_old(
    qapp: QGuiApplication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("home")
            assert banner(on) == ""
            await cut(on)
            down = "No connection since 10:32. You can order; we confirm it later."
            assert banner(on) == f"{down}|"
            await order(on)
            later = words.now() + timedelta(minutes=12)
            monkeypatch.setattr(words, "now", lambda: later)
            await on.go("home")
            await cut(on)
            assert (
                banner(on) == f"{down}|1 order is kept here and will be sent; it has waited for 12\u00a0min."
            )
            await order(on)
            await on.go("home")
            kept = "2 orders are kept here and will be sent; the oldest has waited for 12\u00a0min."
            assert banner(on) == f"{down}|{kept}"
            await cut(on, online=True)
            assert banner(on) == ""

    play(qapp, story)


def test_a_note_that_nobody_waits_for_is_no_news_and_a_message_is(
    qapp: QGuiApplication, folder: Path
) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("home")
            note = NoteMissedSearch(search_id=new_id(), text="kite", language="en", made_at=words.now())
            on.device.act("search.missed", note)
            await cut(on)
            assert on.screen.kiosk.keptLine == ""
            on.screen.kiosk.call()
            await cut(on)
            assert (
                on.screen.kiosk.keptLine
                == "1 message is kept here and will be sent; it has waited for 1\u00a0min."
            )

    play(qapp, story)


@pytest.mark.parametrize("language", list(PLURALS))
def test_every_language_counts_what_waits_in_its_own_forms(qapp: QGuiApplication, language: str) -> None:
    spoken = Language(qapp)
    spoken.use(language)
    for text in (
        "%n order(s) are kept here and will be sent, the oldest waits for %1.",
        "%n message(s) are kept here and will be sent, the oldest waits for %1.",
    ):
        said = {n: words.tr(text, "a while", n=n) for n in (1, 2, 3, 5, 11, 22)}
        assert all("a while" in form and "%" not in form for form in said.values())
        forms = {form.replace(str(n), "#") for n, form in said.items()}
        assert len(forms) == {"en": 2, "de": 2, "fr": 2, "pl": 3, "ar": 4}[language], said
    spoken.use("en")
