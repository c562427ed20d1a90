"""What must hold on every page and sheet for whoever does not see, point or hurry as others do."""

import re
from collections.abc import Awaitable, Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QGuiApplication, QImage, QKeyEvent
from PySide6.QtQuick import QQuickItem

from shared.qt.speech import page_words
from tests.house.qmllint import ROOT
from tests.kiosk import audit
from tests.kiosk.scenes import PLACES, show
from tests.kiosk.stage import Stage, play, seen, stage
from tests.kiosk.test_access import address

Role = QAccessible.Role
PRESSED = {Role.Button, Role.PushButton, Role.ButtonMenu, Role.CheckBox, Role.RadioButton, Role.PageTab}


def on_every_page(app: QGuiApplication, folder: Path, look: Callable[[Stage], Awaitable[list[str]]]) -> None:
    """Show one place after another; whatever ``look`` complains of fails the test by name."""
    found: list[str] = []

    async def story() -> None:
        async with stage(app, folder) as on:
            for place in PLACES:
                await show(on, place)
                found.extend(f"{place}: {what}" for what in await look(on))

    play(app, story)
    assert not found, "\n".join(found)


def tree(face: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything assistive tools are told of, from an item down."""
    for at in range(face.childCount()):
        child = face.child(at)
        if child is not None and child.isValid() and not child.state().invisible:
            yield child
            yield from tree(child)


def letters(text: str) -> str:
    """Letters and digits alone: a code is spoken letter by letter."""
    return "".join(ch for ch in text if ch.isalnum())


def in_picture(item: QQuickItem) -> bool:
    """Whether an item is drawn within a picture that has words of its own, as a ring's distance on a map."""
    up = item.parentItem()
    while up is not None:
        face = QAccessible.queryAccessibleInterface(up)
        if face is not None and face.role() == Role.Graphic and face.text(QAccessible.Text.Name):
            return True
        up = up.parentItem()
    return False


def test_every_picture_has_words_or_is_passed_by(qapp: QGuiApplication, folder: Path) -> None:
    async def look(on: Stage) -> list[str]:
        whole = QAccessible.queryAccessibleInterface(on.screen.window)
        assert whole is not None
        return [
            f"a picture without words: {face.object()}"
            for face in tree(whole)
            if face.role() == Role.Graphic and not face.text(QAccessible.Text.Name)
        ]

    on_every_page(qapp, folder, look)


def test_everything_shown_is_read_aloud_and_nothing_below_a_sheet(
    qapp: QGuiApplication, folder: Path
) -> None:
    async def look(on: Stage) -> list[str]:
        heard = page_words(on.screen.window)
        words = letters(" ".join(heard))
        missing = [
            audit.named(item)
            for item in audit.texts(on)
            if item.property("visible") and not audit.on_key(item) and not in_picture(item)
            if not all(letters(part) in words for part in item.property("text").split(": "))
        ]
        missing += [f"said twice: {text}" for text in heard if audit.twice(text)]
        missing += [f"said twice: {one}" for one, other in pairwise(heard) if one == other]
        if any(item.objectName() == "dock-search" for item in on.items()):
            return missing
        return missing + [f"the covered page speaks: {text}" for text in heard if "Departments" in text]

    on_every_page(qapp, folder, look)


def test_every_control_has_a_name_a_role_and_a_press(qapp: QGuiApplication, folder: Path) -> None:
    async def look(on: Stage) -> list[str]:
        found = []
        for item in audit.buttons(on):
            face = QAccessible.queryAccessibleInterface(item)
            if face is None or not face.text(QAccessible.Text.Name) or face.role() not in PRESSED:
                found.append(f"{audit.named(item)}: no name or no role")
            elif item.isEnabled() and "Press" not in face.actionInterface().actionNames():
                found.append(f"{audit.named(item)}: cannot be pressed by tools")
        return found

    on_every_page(qapp, folder, look)


def test_no_control_acts_when_the_finger_slides_off(qapp: QGuiApplication, folder: Path) -> None:
    async def look(on: Stage) -> list[str]:
        acted: list[str] = []
        for item in [b for b in audit.buttons(on) if b.isEnabled() and not b.objectName().startswith("key-")][
            :12
        ]:
            name = item.objectName()
            if not name:
                continue
            here = seen(item)
            middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
            if not here.contains(middle) or middle.y() < 500:  # the finger leaves upwards by 400 px
                continue
            item.clicked.connect(lambda *_, name=name: acted.append(name))  # type: ignore[attr-defined]
            await on.slide_off(name)
        return acted

    on_every_page(qapp, folder, look)


def ring_contrast(image: QImage, item: QQuickItem, focus: QColor) -> float:
    """The best contrast of the ring's colour, where it is found above or beside an item, against what it touches."""
    rect = item.mapRectToScene(item.boundingRect())
    x, y = int(rect.center().x()), int(rect.center().y())
    sides = [
        [(x, int(rect.top()) - away) for away in range(1, 15)],
        [(int(rect.left()) - away, y) for away in range(1, 15)],
    ]
    best = 0.0
    for side in sides:
        colours = [image.pixelColor(*spot) for spot in side if image.rect().contains(*spot)]
        if focus in colours:
            outside = colours[len(colours) - colours[::-1].index(focus) :][:3]
            best = max([best, *(audit.contrast(focus, colour) for colour in outside)])
    return best


@pytest.mark.parametrize("high", [False, True], ids=["light", "contrast"])
def test_focus_can_be_seen_on_every_kind_of_control(qapp: QGuiApplication, folder: Path, high: bool) -> None:
    async def look(on: Stage) -> list[str]:
        on.screen.kiosk.access.turn("contrast", high)
        await on.rest()
        theme = on.screen.engine.singletonInstance("shared.design", "Theme")
        assert isinstance(theme, QObject)
        kinds = {
            item.metaObject().className(): item
            for item in audit.buttons(on)
            if item.isEnabled() and seen(item).top() > 20 and seen(item).size() == item.size()
        }
        found = []
        for item in sorted(
            kinds.values(), key=lambda item: not audit.on_key(item)
        ):  # keys go with their field
            if not shiboken6.isValid(item):  # a page may make its rows anew meanwhile
                continue
            item.forceActiveFocus(Qt.FocusReason.TabFocusReason)
            await on.rest()
            if on.screen.window.activeFocusItem() != item:
                continue  # a grid leads the focus itself
            image = on.screen.window.grabWindow()
            if not item.property("visualFocus"):
                found.append(f"{audit.named(item)} has the focus and does not show it")
            elif ring_contrast(image, item, QColor(theme.property("focus"))) < 3:
                found.append(f"{audit.named(item)}: its ring is faint or not to be seen")
        return found

    on_every_page(qapp, folder, look)


def test_tab_goes_through_every_sheet_and_stays_in_it(qapp: QGuiApplication, folder: Path) -> None:
    async def look(on: Stage) -> list[str]:
        within = {address(item) for item in on.items()}
        # Keys on the screen are for fingers and arrows: who has Tab has keys to type with.
        wanted = {
            address(button): audit.named(button)
            for button in audit.buttons(on)
            if button.isEnabled() and not button.objectName().startswith("key-")
        }
        reached: set[int] = set()
        strayed = []
        for _ in range(120):
            await on.press(Qt.Key.Key_Tab)
            item = on.screen.window.activeFocusItem()
            if item is None or address(item) in reached:
                break
            reached.add(address(item))
            if address(item) not in {address(i) for i in on.items()} | within:
                strayed.append(f"Tab strays to {audit.named(item)}")
        return strayed + [f"Tab never reaches {name}" for key, name in wanted.items() if key not in reached]

    on_every_page(qapp, folder, look)


def test_a_key_held_down_counts_once(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("search")
            for repeated in (False, True, True, True):
                key = QKeyEvent(
                    QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", repeated
                )
                QCoreApplication.sendEvent(on.screen.window, key)
                await on.rest()
            assert on.screen.kiosk.search.text == "a"

    play(qapp, story)


def test_first_touch_stops_the_posters(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            on.screen.kiosk.access.turn("motion", True)
            page = on.find("page-attract")
            change = page.findChild(QObject, "change")
            assert change is not None
            assert change.property("running")
            await on.tap("wake")
            assert not change.property("running")

    play(qapp, story)


def test_the_page_on_accessibility_names_tests_that_there_are() -> None:
    page = (ROOT / "docs/accessibility.md").read_text("utf-8")
    named = [
        (file, several or one)
        for file, several, one in re.findall(
            r"`(test_\w+\.py|tests/design)(?: -k (?:\"([^\"]+)\"|(\w+)))?`", page
        )
    ]
    assert len(named) > 26
    for file, words in named:
        places = (
            [ROOT / "tests/kiosk" / file] if file.startswith("test_") else (ROOT / file).glob("test_*.py")
        )
        names = re.findall(r"def (test_\w+)", "".join(p.read_text("utf-8") for p in places))
        for word in words.split(" or "):
            assert any(word in name for name in names), f"{file} has no test of {word!r}"
