"""The kiosk in speech mode, heard by a recording voice: masked fields, silence, news and the wipe."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication

from shared.domain.states import LinkState
from shared.qt.speech import DEFAULT_RATE, DEFAULT_VOLUME, page_words
from tests.kiosk.stage import play, seen, stage
from tests.waiting import until


def heard(record: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in record.read_text("utf-8").splitlines()] if record.exists() else []


def said(record: Path) -> list[str]:
    return [line["say"] for line in heard(record) if "say" in line]


async def hears(record: Path, true: Callable[[list[str]], bool], what: str) -> None:
    await until(lambda: true(said(record)), what)


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


def test_warning_is_spoken_and_the_page_beneath_is_not(
    qapp: QGuiApplication, folder: Path, tmp_path: Path
) -> None:
    record = tmp_path / "said.jsonl"

    async def story() -> None:
        async with stage(qapp, folder, voice=("--record", str(record))) as on:
            kiosk = on.screen.kiosk
            await on.go("basket")
            kiosk.access.turn("voice", True)
            for _ in range(60):
                kiosk.idle.tick()
            await hears(record, lambda words: any("Are you still there" in w for w in words), "the warning")
            warning = next(words for words in said(record) if "Are you still there" in words)
            assert "I need more time, button" in warning
            assert "Your basket" not in warning

    play(qapp, story)


def test_a_sheet_is_read_and_the_last_words_come_again(
    qapp: QGuiApplication, folder: Path, tmp_path: Path
) -> None:
    record = tmp_path / "said.jsonl"

    async def story() -> None:
        async with stage(qapp, folder, voice=("--record", str(record))) as on:
            kiosk = on.screen.kiosk
            await on.go("product")
            kiosk.access.turn("voice", True)
            on.sheet("staff")
            await hears(record, lambda words: "Would you like help" in " ".join(words[-1:]), "the sheet")
            on.sheet("")
            sheet = said(record)[-1]
            await on.tap("voice-again")
            await hears(
                record, lambda words: len(words) > 1 and words[-1] == sheet, "the sheet's words again"
            )
            await on.tap("voice-louder")
            await until(lambda: heard(record)[-1].get("volume") == 1.0, "a louder voice")
            await on.tap("voice-stop")
            await until(lambda: "stop" in heard(record)[-1], "silence")

    play(qapp, story)


def test_a_bad_number_is_shown_beside_the_field_and_said(
    qapp: QGuiApplication, folder: Path, tmp_path: Path
) -> None:
    record = tmp_path / "said.jsonl"
    wrong = "This number is too short. Please check it."

    async def story() -> None:
        async with stage(qapp, folder, voice=("--record", str(record))) as on:
            kiosk = on.screen.kiosk
            await on.go("contact")
            kiosk.access.turn("voice", True)
            await on.tap("tell-sms")
            await on.tap("key-5")
            await on.tap("primary")
            assert kiosk.page == "contact"
            await hears(record, lambda words: any(wrong in w for w in words), "what is wrong")
            field = on.find("field-phone-input")
            words = next(item for item in on.items() if item.property("text") == wrong)
            gap = seen(words).top() - seen(field).bottom()
            assert 0 <= gap < 60, "it stands right below its field"
            assert field.property("activeFocus")
            face = QAccessible.queryAccessibleInterface(words)
            assert face is not None
            assert face.role() == QAccessible.Role.AlertMessage

    play(qapp, story)


def test_receipt_can_be_heard(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("done")
            kiosk = on.screen.kiosk
            words = " ".join(page_words(on.screen.window))
            assert " ".join(kiosk.checkout.code) in words
            assert all(step["text"] in words for step in kiosk.checkout.next)
            assert "€" in words

    play(qapp, story)


def test_what_becomes_of_a_payment_and_a_call_is_said(
    qapp: QGuiApplication, folder: Path, tmp_path: Path
) -> None:
    record = tmp_path / "said.jsonl"

    async def story() -> None:
        async with stage(qapp, folder, voice=("--record", str(record))) as on:
            on.screen.kiosk.access.turn("voice", True)
            await on.go("pay")
            await hears(record, lambda words: any("Point your phone" in w for w in words), "how to pay")
            await on.hear_link(state=LinkState.UNKNOWN)
            await hears(record, lambda words: "do not know yet" in words[-1], "that nobody knows")
            await on.hear_link(state=LinkState.PAID)
            await hears(record, lambda words: "Paid. Thank you" in words[-1], "that it is paid")
            on.screen.kiosk.call()
            await hears(record, lambda words: any("telling the counter" in w for w in words), "the call")

    play(qapp, story)
