"""Every page and sheet, in every size and theme, can be read, reached, heard and pressed."""

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication
from PySide6.QtQuick import QQuickItem

from tests.kiosk import audit
from tests.kiosk.scenes import PAGES, PLACES, show
from tests.kiosk.stage import LANDSCAPE, PORTRAIT, Stage, play, seen, stage


def address(item: QQuickItem) -> int:
    """What tells items apart; Python's own objects for them come and go."""
    return int(shiboken6.getCppPointer(item)[0])


def complaints(on: Stage, least: float) -> list[str]:
    """Everything the audits have to say about what is shown; ``least`` is the contrast asked for."""
    image = on.screen.window.grabWindow()
    audits = {
        "small target": audit.small_targets(on),
        "small letters": audit.small_letters(on),
        "cut words": audit.cut_words(on),
        "overlap": audit.overlaps(on),
        "crossed": audit.crossed(on),
        "off screen": audit.off_screen(on),
        "cramped": audit.cramped(on),
        "no name": audit.nameless(on),
        "faint": audit.faint_words(on, image, least),
        "faint control": audit.faint_controls(on, image, 3.0),
    }
    return [f"{kind}: {what}" for kind, found in audits.items() for what in found]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("scale", [1.0, 2.0], ids=["100", "200"])
@pytest.mark.parametrize("contrast", [False, True], ids=["light", "contrast"])
def test_pages_can_be_read_and_pressed(
    qapp: QGuiApplication, folder: Path, size: tuple[int, int], scale: float, contrast: bool
) -> None:
    found: list[str] = []

    async def story() -> None:
        async with stage(qapp, folder, size) as on:
            on.screen.kiosk.access.resize(scale)
            on.screen.kiosk.access.turn("contrast", contrast)
            for place in PLACES:
                await show(on, place)
                found.extend(f"{place}: {what}" for what in complaints(on, 7.0 if contrast else 4.5))

    play(qapp, story)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("px_per_mm", [3.21, 4.03], ids=["27 inch", "21.5 inch"])
def test_pages_hold_on_smaller_panels(qapp: QGuiApplication, folder: Path, px_per_mm: float) -> None:
    found: list[str] = []

    async def story() -> None:
        for size in (PORTRAIT, LANDSCAPE):
            async with stage(qapp, folder, size, px_per_mm=px_per_mm) as on:
                for place in PLACES:
                    await show(on, place)
                    found.extend(f"{size} {place}: {what}" for what in complaints(on, 4.5))

    play(qapp, story)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scale", [1.0, 2.0], ids=["100", "200"])
def test_controls_down_brings_everything_within_reach(
    qapp: QGuiApplication, folder: Path, scale: float
) -> None:
    found: list[str] = []

    async def story() -> None:
        async with stage(qapp, folder) as on:
            on.screen.kiosk.access.resize(scale)
            on.screen.kiosk.access.turn("controlsDown", True)
            for place in PLACES:
                await show(on, place)
                found.extend(f"{place}: {what}" for what in audit.out_of_reach(on))

    play(qapp, story)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_access_button_stands_at_the_same_place_on_every_page(
    qapp: QGuiApplication, folder: Path, size: tuple[int, int]
) -> None:
    places: dict[str, QRectF] = {}

    async def story() -> None:
        async with stage(qapp, folder, size) as on:
            for page in (page for page in PAGES if page != "idle"):  # it lies over everything
                await show(on, page)
                places[page] = seen(on.find("dock-access"))

    play(qapp, story)
    assert len({(r.x(), r.y(), r.width(), r.height()) for r in places.values()}) == 1, places


def test_tab_reaches_everything_that_can_be_pressed(qapp: QGuiApplication, folder: Path) -> None:
    missed: list[str] = []

    async def story() -> None:
        async with stage(qapp, folder) as on:
            for page in ("attract", "home", "product", "basket", "how", "contact", "review", "done"):
                await on.go(page)
                wanted = {address(b): audit.named(b) for b in audit.buttons(on) if b.isEnabled()}
                reached = set()
                for _ in range(90):
                    await on.press(Qt.Key.Key_Tab)
                    item = on.screen.window.activeFocusItem()
                    if item is None or address(item) in reached:
                        break
                    reached.add(address(item))
                missed.extend(f"{page}: {name}" for key, name in wanted.items() if key not in reached)

    play(qapp, story)
    assert not missed, "\n".join(missed)


def test_assistive_tools_can_press_the_primary_button(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("product")
            face = QAccessible.queryAccessibleInterface(on.find("primary"))
            assert face is not None
            assert face.role() == QAccessible.Role.Button
            face.actionInterface().doAction("Press")
            assert on.screen.kiosk.basket.count == 1

    play(qapp, story)


def test_masked_number_is_not_spoken(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("contact")
            on.screen.kiosk.checkout.tell("sms")
            on.screen.kiosk.checkout.fill("phone", "015123456789")
            await on.rest()
            field = on.find("field-phone-input")
            face = QAccessible.queryAccessibleInterface(field)
            assert face is not None
            assert face.text(QAccessible.Text.Name)
            assert face.text(QAccessible.Text.Description) == "hidden"
            assert "3456" not in face.text(QAccessible.Text.Value)

    play(qapp, story)


def test_sliding_off_a_button_does_nothing(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("product")
            await on.slide_off("primary")
            assert on.screen.kiosk.basket.count == 0

    play(qapp, story)


def test_audits_find_planted_faults(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("contact")
            button = on.find("primary")
            words = next(t for t in audit.texts(on) if t.property("text") == "Continue")
            button.setProperty("height", 30)
            words.setProperty("color", QColor("#0c7767"))
            assert any("primary" in fault for fault in audit.small_targets(on))
            await on.rest()
            assert any(
                "Continue" in fault for fault in audit.faint_words(on, on.screen.window.grabWindow(), 4.5)
            )
            sign = on.find("back")
            sign.setProperty("tint", QColor("#eae7e1"))
            sign.setProperty("framed", False)
            await on.rest()
            image = on.screen.window.grabWindow()
            assert any("back" in fault for fault in audit.faint_controls(on, image, 3.0))
            title = next(t for t in audit.texts(on) if "ready?" in t.property("text"))
            lead = next(t for t in audit.texts(on) if "account" in t.property("text"))
            lead.setY(title.y())
            assert any("account" in fault for fault in audit.overlaps(on))
            title.setX(900)
            assert any("ready?" in fault for fault in audit.cut_words(on))

    play(qapp, story)
