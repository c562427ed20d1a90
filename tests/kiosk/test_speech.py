"""The kiosk in speech mode, heard by a recording voice: a whole order, masked fields, silence and the wipe."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from shared.qt.speech import DEFAULT_RATE, DEFAULT_VOLUME, page_words
from tests.kiosk.stage import Stage, play, stage
from tests.waiting import until


def bare(text: str) -> str:
    """Letters and digits alone: a code is spoken letter by letter."""
    return "".join(ch for ch in text if ch.isalnum())


def heard(record: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in record.read_text("utf-8").splitlines()] if record.exists() else []


def said(record: Path) -> list[str]:
    return [line["say"] for line in heard(record) if "say" in line]


async def hears(record: Path, true: Callable[[list[str]], bool], what: str) -> None:
    await until(lambda: true(said(record)), what)


async def reach(on: Stage, name: str) -> None:
    """Tab to an item by ear: what is focused has been spoken before it is pressed."""
    for _ in range(70):
        focused = on.screen.window.activeFocusItem()
        if focused is not None and focused.objectName() == name:
            return
        await on.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {name} on {on.screen.kiosk.page}")


def test_a_whole_order_by_ear(qapp: QGuiApplication, folder: Path, tmp_path: Path) -> None:
    record = tmp_path / "said.jsonl"

    async def story() -> None:
        async with stage(qapp, folder, voice=("--record", str(record))) as on:
            kiosk = on.screen.kiosk
            await on.press(Qt.Key.Key_Space)
            kiosk.access.turn("voice", True)
            await hears(record, lambda words: any("Find anything" in w for w in words), "the first page")

            async def press(name: str, word: str) -> None:
                await reach(on, name)
                await hears(record, lambda words: word in words[-1], f"{word!r} before it is pressed")
                await on.press(Qt.Key.Key_Return)

            await press("verb-find", "Find anything")
            await press("department-home", "button")
            await press("tile-lamp", "amp")
            await press("primary", "Add to basket")
            kiosk.hush()
            await press("dock-basket", "Basket")
            for word in ("Order", "Continue", "Continue"):
                await press("primary", word)
            await press("primary", "Order for €64.00")
            assert kiosk.page == "done"
            code = " ".join(kiosk.checkout.code)
            await hears(record, lambda words: code in words[-1], "the code, letter by letter")

    play(qapp, story)


def test_every_new_text_interrupts_the_one_before(
    qapp: QGuiApplication, folder: Path, tmp_path: Path
) -> None:
    record = tmp_path / "said.jsonl"

    async def story() -> None:
        async with stage(qapp, folder, voice=("--record", str(record))) as on:
            kiosk = on.screen.kiosk
            kiosk.wake()
            kiosk.access.turn("voice", True)
            for page in ("home", "collect", "basket"):
                before = len(said(record))
                kiosk.go(page)
                await hears(record, lambda words, least=before: len(words) > least, page)  # type: ignore[misc]
            lines = heard(record)
            for at, line in enumerate(lines):
                if "say" in line:
                    assert "stop" in lines[at - 1], "speech must stop before the next text"

    play(qapp, story)


def test_a_masked_value_is_never_said(qapp: QGuiApplication, folder: Path, tmp_path: Path) -> None:
    record = tmp_path / "said.jsonl"

    async def story() -> None:
        async with stage(qapp, folder, voice=("--record", str(record))) as on:
            kiosk = on.screen.kiosk
            await on.go("contact")
            kiosk.checkout.tell("sms")
            await on.rest()
            kiosk.access.turn("voice", True)
            on.find("field-phone").forceActiveFocus()
            for digit in "01512345678":
                await on.press(Qt.Key(ord(digit)))
            assert kiosk.checkout.fields["phone"] == "01512345678"
            on.screen.speech.read_page()
            await hears(record, lambda words: any("hidden" in w for w in words), "that the number is hidden")
            assert not any("0151" in words or "2345" in words for words in said(record))

    play(qapp, story)


def test_the_voice_speaks_the_shoppers_language_and_goes_with_them(
    qapp: QGuiApplication, folder: Path, tmp_path: Path
) -> None:
    record = tmp_path / "said.jsonl"

    async def story() -> None:
        async with stage(qapp, folder, voice=("--record", str(record))) as on:
            kiosk, speech = on.screen.kiosk, on.screen.speech
            kiosk.wake()
            kiosk.access.turn("voice", True)
            kiosk.access.speak("de")
            kiosk.go("home")
            await until(lambda: any(line.get("language") == "de" for line in heard(record)), "German")
            speech.rate, speech.volume = 1.6, 0.3
            kiosk.finish()
            await until(lambda: kiosk.page == "attract" and not kiosk.access.voice, "the wipe")
            assert (speech.on, speech.rate, speech.volume) == (False, DEFAULT_RATE, DEFAULT_VOLUME)
            await until(lambda: "stop" in heard(record)[-1], "silence")

    play(qapp, story)


def test_all_visible_words_can_be_heard(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            for page in ("home", "product", "basket", "how", "contact", "review", "done", "collect"):
                await on.go(page)
                words = bare(" ".join(page_words(on.screen.window)))
                shown = [
                    str(item.property("text"))
                    for item in on.items()
                    if item.inherits("QQuickText") and item.property("text") and item.property("visible")
                ]
                missing = [text for text in shown if bare(text) not in words]
                assert not missing, f"{page}: {missing}"

    play(qapp, story)
