"""Five languages, complete, and switched live on every page."""

import json
import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from shared.qt import language as language_module
from shared.qt import shop_words
from shared.qt.language import FOLDER, NAMES, PLURALS, Words, catalogue
from shared.qt.speech import page_words
from tests.kiosk import audit
from tests.kiosk.scenes import PLACES, show
from tests.kiosk.stage import LANDSCAPE, PORTRAIT, Stage, is_text, play, seen, stage

ROOT = Path(__file__).resolve().parents[2]
_TEXT = r'\(\s*"((?:[^"\\]|\\.)*)"'
OTHERS = [code for code in NAMES if code != "en"]
LONGEST = ("de", "ar")  # the longest words, and the other direction


def sources() -> set[str]:
    """Every text that the kiosk and its design system give to be translated."""
    found: set[str] = set()
    for folder in (ROOT / "kiosk/ui", ROOT / "shared/design"):
        for file in folder.glob("*.qml"):
            found.update(re.findall("qsTr" + _TEXT, file.read_text("utf-8")))
    shared = [ROOT / f"shared/qt/{name}.py" for name in ("formats", "shop_words", "speech")]
    for file in [*(ROOT / "kiosk").rglob("*.py"), *shared]:
        found.update(re.findall(r"\btr" + _TEXT, file.read_text("utf-8")))
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    missing = sources() - catalogue(language).keys()
    assert not missing


@pytest.mark.parametrize("language", list(NAMES))
def test_translations_keep_their_placeholders_and_plural_forms(language: str) -> None:
    wrong = []
    for source, words in catalogue(language).items():
        forms = words if isinstance(words, list) else [words]
        if "%n" in source and len(forms) != PLURALS[language][0]:
            wrong.append(f"{source}: {len(forms)} plural forms")
        marks = set(re.findall(r"%\d", source))
        wrong.extend(f"{source}: {form}" for form in forms if set(re.findall(r"%\d", form)) != marks)
    assert not wrong, "\n".join(wrong)


def test_english_has_a_plural_for_every_number() -> None:
    assert {text for text in sources() if "%n" in text} <= catalogue("en").keys()


def test_no_french_line_begins_with_a_stop() -> None:
    texts = [t for words in catalogue("fr").values() for t in ([words] if isinstance(words, str) else words)]
    assert sum("\u202f" in text or "\u00a0" in text for text in texts) > 100
    assert not [text for text in texts if re.search(r"\S [:;!?»]|« ", text)]


def test_catalogues_are_sorted_so_that_changes_read_well() -> None:
    for file in FOLDER.glob("*.json"):
        keys = list(json.loads(file.read_text("utf-8")))
        assert keys == sorted(keys), file.name


CODE = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{2}\s+){3}[0-9A-HJKMNP-TV-Z]{2}\b")  # a pickup code in pairs
# What a shop calls its goods and itself, what is typed, and what is the same everywhere.
DATA = re.compile(
    "Juno rain jacket|Orion fleece with a name that runs on|Lyra cap|Vega reading lamp|Mira folding chair|Nova vase"
    "|Sirius ball|Altair kite|Everyshelf|Old Town|Riverside|Airport|Wear|Home|Play|A plain thing.*?doing it"
    "|Ada Byrne|Ada|Good|Does what it should|Weir Walk|Carrickvane|qqqqqq|jacket"
    "|English|Deutsch|Polski|Français|العربية"
    "|gmail|com|pon|wt|śr|czw|pt|sob|niedz|sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru"
)


@pytest.fixture
def letters_hidden(qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Polish as nobody speaks it: every letter of every text that is given to be translated becomes a ж."""

    def hidden(text: str) -> str:
        return text if text in {"ddd d MMM", "d MMM"} else re.sub(r"(?<!%)[^\W\d_]", "ж", text)

    def told(language: str) -> dict[str, str | list[str]]:
        forms = PLURALS[language][0]
        return {text: [hidden(text)] * forms if "%n" in text else hidden(text) for text in sources()}

    def forget() -> None:
        for words in qapp.findChildren(Words):
            qapp.removeTranslator(words)
            words.setParent(None)

    forget()
    monkeypatch.setattr(language_module, "catalogue", told)
    monkeypatch.setattr(shop_words, "usual", lambda _: {"blue": "ж", "red": "ж", "aisle %1": "ж"})
    yield
    forget()


@pytest.mark.usefixtures("letters_hidden")
def test_no_text_on_any_page_is_left_untranslated(qapp: QGuiApplication, folder: Path) -> None:
    found: list[str] = []

    async def story() -> None:
        async with stage(qapp, folder) as on:
            on.screen.kiosk.access.speak("pl")
            for place in PLACES:
                await show(on, place)
                shown = [
                    str(item.property("text"))
                    for item in on.items()
                    if is_text(item) and not audit.on_key(item)
                ]
                told = [*shown, *page_words(on.screen.window)]
                left = [
                    text for text in told if re.search(r"[^\W\d_ж]{2,}", CODE.sub("", DATA.sub("", text)))
                ]
                found.extend(f"{place}: {text}" for text in dict.fromkeys(left))

    play(qapp, story)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("size", "scale", "language"),
    [
        *((PORTRAIT, 2.0, code) for code in NAMES),
        *((size, scale, code) for size, scale in ((PORTRAIT, 1.0), (LANDSCAPE, 2.0)) for code in LONGEST),
    ],
)
def test_every_page_holds_every_language(
    qapp: QGuiApplication, folder: Path, size: tuple[int, int], scale: float, language: str
) -> None:
    found: list[str] = []

    async def story() -> None:
        async with stage(qapp, folder, size) as on:
            on.screen.kiosk.access.resize(scale)
            for place in PLACES:
                on.screen.kiosk.access.speak("en")
                await show(on, place)
                on.screen.kiosk.access.speak(language)
                await on.rest()
                await on.still()
                audits = (audit.cut_words, audit.overlaps, audit.crossed, audit.off_screen, audit.cramped)
                found.extend(f"{place}: {what}" for look in audits for what in look(on))

    play(qapp, story)
    assert not found, "\n".join(found)


def test_arabic_runs_from_right_to_left(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("product")
            left = on.find("back").x()
            on.screen.kiosk.access.speak("ar")
            await on.rest()
            back = on.find("back")
            assert left < 200
            assert back.x() + back.width() > 880

    play(qapp, story)


def test_landscape_start_is_mirrored_as_a_whole(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder, LANDSCAPE) as on:
            assert seen(on.find("verb-find")).left() > LANDSCAPE[0] / 2
            on.screen.kiosk.access.speak("ar")
            await on.rest()
            for verb in ("find", "scan", "collect"):
                assert LANDSCAPE[0] / 4 < seen(on.find(f"verb-{verb}")).right() < LANDSCAPE[0] / 2

    play(qapp, story)


def test_product_speaks_the_shoppers_language(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("product")
            on.screen.kiosk.access.speak("de")
            await on.rest()
            assert on.screen.kiosk.product.name == "Juno rain jacket (deutsch)"
            assert on.screen.kiosk.product.price == "79,00\xa0€"

    play(qapp, story)


def test_a_page_says_the_same_whether_the_language_is_chosen_before_it_or_on_it(
    qapp: QGuiApplication, furnished: Path, tmp_path: Path
) -> None:
    async def told(on: Stage, place: str, first: str) -> set[str]:
        on.screen.kiosk.access.speak(first)
        await show(on, place)
        on.screen.kiosk.access.speak("ar")
        await on.rest()
        await on.still()
        texts = {str(item.property("text")) for item in on.items() if is_text(item)}
        return {re.sub(r"[0-9A-HJKMNP-TV-Z]{2}\b|\d+", "", text) for text in texts}

    said: dict[str, dict[str, set[str]]] = {}
    # A toast is a word in passing, and what is kept has become more by the second round.
    places = [place for place in PLACES if place not in {"toast", "kept"}]

    async def story(first: str) -> None:
        folder = shutil.copytree(
            furnished, tmp_path / first, symlinks=True
        )  # what is ordered is in stock no more
        async with stage(qapp, folder) as on:
            said[first] = {place: await told(on, place, first) for place in places}

    for first in ("ar", "en"):
        play(qapp, partial(story, first))
    late = [f"{place}: {text}" for place in places for text in said["en"][place] - said["ar"][place]]
    assert not late, "\n".join(late)
