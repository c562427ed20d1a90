"""Every page of the counter in the looks that strain it most: the longest words, large text, high contrast."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow

from shared.qt.application import run
from staff import app as composition
from tests.kiosk import audit
from tests.kiosk.stage import is_text, seen, walk
from tests.kiosk.test_every_page import PRESSED
from tests.screens.counter import SCENES, Look, stage
from tests.screens.scenery import furnish

NAMED = PRESSED | {QAccessible.Role.ListItem}
LOOKS = [
    Look(language="de"),
    Look(language="de", scale=2.0),
    Look(contrast=True),
    Look(contrast=True, language="de", scale=2.0),
    Look(1920, 1080, language="de"),
    Look(1920, 1080, language="fr", scale=2.0),
    Look(language="ar", scale=2.0),
]


class Shown:
    """A counter as the audits look at it: what lies over the page while something does."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window

    def items(self) -> Iterator[QQuickItem]:
        """Everything that is shown."""
        whole = list(walk(self._window.contentItem()))
        covers = [i for i in whole if i.inherits("QQuickFocusScope") and i.property("open") is True]
        yield from walk(covers[-1]) if covers else whole


def beside(on: Shown, window: QQuickWindow) -> list[str]:
    """Words that run out of the window, or out of their own room without dots."""
    room = QRectF(0, 0, window.width(), window.height())
    found = []
    for item in audit.texts(on):
        whole = item.mapRectToScene(QRectF(0, 0, item.width(), 1))
        wide = item.property("contentWidth") or 0
        if whole.left() < room.left() - 1 or whole.right() > room.right() + 1 or wide > item.width() + 1:
            found.append(f"{audit.named(item)}: {whole.left():.0f} to {whole.right():.0f}, {wide:.0f} wide")
    return found


def unfit(on: Shown) -> list[str]:
    """Controls that assistive tools cannot name, tell the kind of, or press."""
    found = []
    for item in audit.buttons(on):
        face = QAccessible.queryAccessibleInterface(item)
        if face is None or not face.text(QAccessible.Text.Name) or face.role() not in NAMED:
            found.append(audit.named(item))
        elif item.isEnabled() and "Press" not in face.actionInterface().actionNames():
            found.append(f"{audit.named(item)}: cannot be pressed by tools")
    return found


def complaints(opened: composition.App, look: Look) -> list[str]:
    """What the audits have to say about the page that is shown."""
    window = opened.window
    on = Shown(window)
    audits = {
        "overlap": audit.overlaps(on),
        "beside": beside(on, window),
        "unfit": unfit(on),
        "faint": audit.faint_words(on, window.grabWindow(), 7.0 if look.contrast else 4.5),
    }
    return [f"{kind}: {what}" for kind, found in audits.items() for what in found]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A device's folder with a day of one store, and which store it is."""
    folder = tmp_path_factory.mktemp("day")
    return folder, furnish(folder)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_page_can_be_read_and_pressed(qapp: QGuiApplication, day: tuple[Path, str], look: Look) -> None:
    found: list[str] = []

    async def story(_: asyncio.Event) -> int:
        for scene in SCENES:
            async with stage(qapp, *day, scene, look) as opened:
                assert any(is_text(item) and seen(item).width() > 1 for item in Shown(opened.window).items())
                found.extend(f"{scene}: {what}" for what in complaints(opened, look))
        return 0

    run(qapp, story)
    assert not found, "\n".join(found)
