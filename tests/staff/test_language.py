"""The counter in five languages: nothing is left in English, and no page warns in any of them."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow

from shared.domain.messages import Result
from shared.domain.problem import TYPES, Problem
from shared.domain.states import FulfilmentState, PaymentState, Way
from shared.qt.language import NAMES, Language, catalogue
from shared.qt.refusals import why
from shared.qt.tasks import settled
from staff import outbox_words
from tests.kiosk import audit
from tests.staff.conftest import Play
from tests.staff.desk import Desk
from tests.staff.shop import line, order

ROOT = Path(__file__).resolve().parents[2]
_TEXT = r'\(\s*"((?:[^"\\]|\\.)*)"'
OTHERS = [code for code in NAMES if code != "en"]


def sources() -> set[str]:
    """Every text that the counter and what it prints give to be translated."""
    found: set[str] = set()
    for file in (ROOT / "staff/ui").glob("*.qml"):
        found.update(re.findall("qsTr" + _TEXT, file.read_text("utf-8")))
    shared = [ROOT / f"shared/qt/{name}.py" for name in ("formats", "printing", "refusals", "slip")]
    for file in [*(ROOT / "staff").rglob("*.py"), *shared]:
        found.update(re.findall(r"\btr" + _TEXT, file.read_text("utf-8")))
    return found


def test_every_act_of_the_counter_has_words_in_its_outbox() -> None:
    code = "\n".join(file.read_text("utf-8") for file in (ROOT / "staff").rglob("*.py"))
    kinds = set(re.findall(r'\bact\(\s*"([a-z.]+)"', code)) - {"fulfilment.step"}
    assert len(kinds) > 9
    assert [kind for kind in sorted(kinds) if outbox_words.act(kind, "") == kind] == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    assert not sources() - catalogue(language).keys()


def test_english_has_a_plural_for_every_number() -> None:
    assert {text for text in sources() if "%n" in text} <= catalogue("en").keys()


def test_no_text_is_pieced_together_so_that_translators_miss_half_of_it() -> None:
    pieced = re.compile(r'\btr\(\s*"(?:[^"\\]|\\.)*"\s*\n?\s*"')
    assert [f.name for f in (ROOT / "staff").rglob("*.py") if pieced.search(f.read_text("utf-8"))] == []


def test_every_refusal_of_the_hub_has_words_of_its_own() -> None:
    raised = re.compile(
        r'RefusedError\(\s*"([a-z-]+)"|illegal\([^()]*(?:\([^()]*\))?[^()]*"([a-z-]+)"[,)]|_problem\("([a-z-]+)"'
    )
    codes = {"not-legal", "defect"}
    for file in (ROOT / "bus/desk").glob("*.py"):
        if file.name != "devices.py":  # its refusal never reaches an outbox
            codes.update(next(filter(None, found)) for found in raised.findall(file.read_text("utf-8")))
    assert {"claimed", "not-picked", "came-back", "later-version"} <= codes
    unspoken = [
        code for code in codes if why(Problem(type=TYPES + code, title="the hub's"), {}) == "the hub's"
    ]
    assert not unspoken


def test_a_refusal_names_people_and_places_and_an_unknown_one_keeps_the_hubs_text(
    qapp: QGuiApplication,
) -> None:
    Language(qapp).use("de")
    claimed = Problem(type=TYPES + "claimed", title="Somebody else works on it", facts={"by": "m7"})
    assert why(claimed, {"m7": "Bo Lind"}) == "Bo Lind arbeitet daran."
    later = Problem(type=TYPES + "moon-phase", title="Not at full moon", detail="Wait.")
    assert why(later, {}) == "Not at full moon. Wait."


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", list(NAMES))
def test_no_words_are_written_over_others_on_any_page_in_any_language(
    play: Play, language: str, scale: float
) -> None:
    found: list[str] = []

    async def story(desk: Desk) -> None:
        metrics = desk.app.engine.singletonInstance("shared.design", "Metrics")
        assert isinstance(metrics, QObject)
        metrics.setProperty("textScale", scale)
        refuse(desk, "claimed", "too-late-to-undo", "later-version")
        for command in desk.counter.rail:
            desk.counter.run(command["id"])
            await settled()
            await desk.player.until(desk.app.window.isExposed, "the page")
            assert desk.counter.page == command["id"]
            await asyncio.sleep(0.2)  # layouts come to rest
            found.extend(f"{command['id']}: {what}" for what in audit.overlaps(Screen(desk.app.window)))
        await desk.scan("EVERYSHELF:" + desk.order("mia").code)
        await desk.player.see("handover-leave")
        found.extend(f"handover: {what}" for what in audit.overlaps(Screen(desk.app.window)))
        metrics.setProperty("textScale", 1.0)

    made = [
        order("ida", line(1, "1-S", 2)),
        order("mia", line(1, "2-S"), line(2, "3-S"), state=FulfilmentState.READY, payment=PaymentState.NONE),
        order("bo", line(1, "2-M", way=Way.SHIP_HOME), state=FulfilmentState.PACKED),
        order("kim", line(1, "1-M", way=Way.SHIP_TO_STORE), state=FulfilmentState.SHIPPED, source="central"),
        order("late", line(1, "1-M"), due_in=-30, claimed_by="s2"),
        order("here", line(1, "1-M"), state=FulfilmentState.READY, waiting=True),
    ]
    play(story, *made, languages=(language,))
    assert not found, "\n".join(found)


class Screen:
    """A window as the audit looks at it."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window

    def items(self) -> Iterator[QQuickItem]:
        """Everything that is shown."""
        left = [self._window.contentItem()]
        while left:
            item = left.pop()
            floats = item.objectName() == "note"  # it leaves by itself
            if item.isVisible() and item.opacity() > 0 and not floats:
                yield item
                left += item.childItems()


def refuse(desk: Desk, *codes: str) -> None:
    """Acts of this counter stand in the outbox, refused or put off for these reasons."""
    outbox = desk.device.outbox
    for code in codes:
        desk.queue.select("ida-f")
        desk.app.views.order.claim()
        entry = outbox.pending()[-1]
        problem = Problem(type=TYPES + code, title="the hub's", facts={"by": "s2", "minutes": "30"})
        later = code == "later-version"
        status: Literal["deferred", "rejected"] = "deferred" if later else "rejected"
        outbox.settle([Result(id=entry.id, status=status, problem=problem)], "e")
