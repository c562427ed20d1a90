"""A whole order by keys and ear alone, to the payment, the receipt and the last word, and what it sounds like."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.ui import words
from kiosk.ui.idle import WIPE_SECONDS
from shared.domain.states import LinkState
from shared.qt.formats import tr
from tests.kiosk import audit
from tests.kiosk.stage import Stage, play, stage
from tests.kiosk.test_speech import heard, said
from tests.waiting import until

# What the small shop calls its goods, itself and its stores, and what has the same letters everywhere.
NAMES = re.compile(
    "Juno rain jacket|Vega reading lamp|Everyshelf|Old Town|Riverside|Airport|Blue|Red|Wear|Home|Play|aisle 7"
    "|Ada Byrne|7 Weir Walk|Carrickvane|QR|English|Deutsch|Polski|Français|name@example.com|A plain thing.*?doing it"
    "|Good|Does what it should|Ada|Lyra cap|Sirius ball|Altair kite|Orion fleece with a name that runs on"
    "|Mira folding chair|Nova vase"
)


@dataclass
class Listener:
    """Somebody who cannot see: presses what was heard, and hears what comes of it."""

    on: Stage
    record: Path
    silent: list[str] = field(default_factory=list)

    async def press(self, name: str, to: str = "") -> None:
        """Go to a control by Tab, hear its name, press it, hear something new, and be where it was or sent to."""
        await self.reach(name)
        item = self.on.screen.window.activeFocusItem()
        assert item is not None
        words = str(item.property("text") or "")
        if words:
            await self.hears(lambda last: words.strip(" .") in last, f"{words!r} before it is pressed")
        before, page = len(said(self.record)), self.on.screen.kiosk.page
        await self.on.press(Qt.Key.Key_Return)
        try:
            await until(lambda: len(said(self.record)) > before, name, seconds=3)
        except AssertionError:
            self.silent.append(name)
        shown = [i for i in self.on.items() if i.objectName() == name]
        focused = self.on.screen.window.activeFocusItem()
        if (
            shown
            and self.on.screen.kiosk.page == page
            and (focused is None or focused.objectName() != (to or name))
        ):
            self.silent.append(f"{name}: the focus went to {focused.objectName() if focused else 'nothing'}")

    async def reach(self, name: str) -> None:
        """Go to a control by Tab."""
        for _ in range(90):
            focused = self.on.screen.window.activeFocusItem()
            if focused is not None and focused.objectName() == name:
                return
            await self.on.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name} on {self.on.screen.kiosk.page}")

    async def type(self, name: str, text: str) -> None:
        """Type into a field by the machine's own keys."""
        await self.reach(name)
        for letter in text:
            await self.on._from_qt(lambda letter=letter: QTest.keyClick(self.on.screen.window, letter))  # type: ignore[misc]

    async def hears(self, true: Callable[[str], bool], what: str) -> None:
        """Wait until the last words are these."""
        try:
            await until(lambda: bool(said(self.record)) and true(said(self.record)[-1]), what)
        except AssertionError as missing:
            raise AssertionError(f"{missing}; the last words: {said(self.record)[-3:]}") from None

    async def page(self, *words: str) -> None:
        """Hear a page that has all these words."""
        await self.hears(lambda last: all(word in last for word in words), str(words))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_whole_order_by_ear(qapp: QGuiApplication, folder: Path, tmp_path: Path, language: str) -> None:
    record = tmp_path / "said.jsonl"
    ear: Listener

    async def story() -> None:
        nonlocal ear
        async with stage(qapp, folder, voice=("--record", str(record))) as on:
            kiosk = on.screen.kiosk
            ear = Listener(on, record)
            await on.press(Qt.Key.Key_Space)
            await ear.reach("dock-access")
            await on.press(Qt.Key.Key_Return)
            await ear.reach("turn-voice")
            await on.press(Qt.Key.Key_Return)
            await ear.page("Speak to me", "Text size")
            await on.press(Qt.Key.Key_Escape)
            await ear.press("language-de")
            await ear.press(f"language-{language}")
            await ear.press("verb-find")
            await ear.page(tr("What are you looking for?"))
            await ear.press("search-start")
            await ear.page(tr("%n product(s)", n=8))
            await ear.type("search-field-input", "jac")
            await ear.page(tr("%n product(s)", n=1))
            await ear.press("tile-jacket")
            await ear.page("Juno rain jacket", kiosk.product.price, tr("Add to basket"))
            await ear.press("option-colour-red")
            await ear.page(words.said("Red"), tr("chosen"))
            await ear.press("way-home")
            await ear.page(tr("Have it delivered"), tr("chosen"))
            await ear.press("primary")
            await ear.page(tr("%1 is in your basket", "Juno rain jacket"))
            await ear.press("dock-basket")
            await ear.page(tr("Your basket"), tr("Pieces of %1").replace("%1", "Juno rain jacket"), "79")
            await ear.press("more")
            await ear.page(tr("Total %1", kiosk.basket.total), "2")
            await ear.press("wish-wait")
            await ear.page(tr("I’ll wait"), tr("chosen"))
            await ear.press("primary")
            await ear.page(tr("How would you like to get it?"), tr("Street and number"))
            await ear.type("field-name-input", "Ada Byrne")
            await ear.type("field-street-input", "7 Weir Walk")
            await ear.type("field-city-input", "Carrickvane")
            await ear.press("primary", to="field-postcode-input")
            await ear.page(tr("Postcode"), tr("Please fill this in."))
            await ear.type("field-postcode-input", "12345")
            await ear.press("primary")
            await ear.page(tr("Shall we tell you when it is ready?"))
            await ear.press("tell-sms", to="field-phone-input")
            await ear.page(tr("Mobile number"), tr("hidden"))
            await ear.type("field-phone-input", "0871234567")
            await ear.page(tr("%n character(s)", n=10))
            await ear.press("primary")
            await ear.page(
                tr("Is this right?"), tr("Order for %1").replace("%1", kiosk.basket.total), "7 Weir Walk"
            )
            await ear.press("pay-phone")
            await ear.page(tr("chosen"))
            await ear.press("primary")
            await on.rest()
            assert kiosk.page == "pay"
            await on.hear_link(state=LinkState.OPEN, url="https://pay.example/p/4711")
            await ear.page(
                tr("Point your phone’s camera at the code and pay there. No card touches this screen.")
            )
            await on.hear_link(state=LinkState.PAID)
            await ear.page(tr("Paid. Thank you.").strip("."), kiosk.paying.amount)
            await ear.press("primary")
            assert kiosk.page == "done"
            await ear.page(" ".join(kiosk.checkout.code), tr("What happens next"), tr("Paid"))
            await ear.press("receipt-none")
            await ear.page(tr("No receipt. Your code is enough."))
            farewell = tr("Your data is gone")  # in their language, although the kiosk has forgotten it
            await ear.press("primary")
            await ear.page(farewell)
            for _ in range(WIPE_SECONDS):
                kiosk.idle.tick()
            await until(lambda: "stop" in heard(record)[-1], "silence")

    play(qapp, story)
    transcript = said(record)
    print(*transcript, sep="\n")
    assert not ear.silent, ear.silent
    assert {line["language"] for line in heard(record)[-60:] if "say" in line} == {language}
    assert not [text for text in transcript if re.search(r"\.\.|,,|•|،،|%\w| ,", text)]
    assert not [text for text in transcript if audit.twice(text)]
    assert not [text for text in transcript if "0871" in text or "1234567" in text]
    if language == "ar":
        own = transcript[transcript.index(next(text for text in transcript if tr_of(text))) :]
        assert not [text for text in own if re.search("[a-z]{2,}", NAMES.sub("", text))]


def test_what_is_said_twice_is_noticed() -> None:
    assert audit.twice("Help, button button")
    assert audit.twice("Name. Name, text field")
    assert not audit.twice("Pay. Payments, button")


def tr_of(text: str) -> bool:
    """Whether a text is written in Arabic letters."""
    return any("\u0600" <= ch <= "\u06ff" for ch in text.replace("العربية", ""))
