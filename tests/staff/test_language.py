"""The counter in five languages: nothing is left in English, and no page warns in any of them."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from shared.domain.problem import TYPES, Problem
from shared.qt.language import NAMES, Language, catalogue
from shared.qt.refusals import why
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


@pytest.mark.parametrize("language", list(NAMES))
def test_every_page_opens_in_every_language(play: Play, language: str) -> None:
    async def story(desk: Desk) -> None:
        for command in desk.counter.rail:
            desk.counter.run(command["id"])
            await desk.player.until(desk.app.window.isExposed, "the page")
            assert desk.counter.page == command["id"]

    play(story, order("ida", line(1, "1-S", 2)), languages=(language,))
