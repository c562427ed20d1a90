"""The design system: every control in every state and theme loads quietly, colours keep their contrast, icons exist."""

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shared.qt.language import Words
from shared.qt.look import ICONS, Look, corner, icon
from tests.design.gallery import HERE, matrix
from tests.kiosk.audit import contrast

ROOT = Path(__file__).resolve().parents[2]
GROUNDS = ("paper", "surface", "tile")
WORDS = ("ink", "inkSoft", "accent", "elsewhere", "home", "soon", "danger")
SOFT = ("accent", "elsewhere", "home", "soon", "danger")


@pytest.fixture
def gallery(qapp: QGuiApplication, qtbot: QtBot) -> QQuickView:
    for words in qapp.findChildren(
        Words
    ):  # of another test: QML's own thread would ask it, and Python be busy waiting
        qapp.removeTranslator(words)
        words.setParent(None)
    view = QQuickView()
    view.engine().addImportPath(str(ROOT))
    view.engine().addImageProvider("look", Look())
    view.setInitialProperties({"code": matrix("everyshelf")})
    view.setSource(QUrl.fromLocalFile(str(HERE / "Gallery.qml")))
    assert view.status() == QQuickView.Status.Ready, [error.toString() for error in view.errors()]
    singleton(view.engine(), "Theme").setProperty("motion", False)
    view.show()
    qtbot.waitUntil(view.isExposed)
    return view


def singleton(engine: QQmlEngine, name: str) -> QObject:
    found = engine.singletonInstance("shared.design", name)
    assert isinstance(found, QObject)
    return found


def child(view: QQuickView, name: str) -> QQuickItem:
    found = view.rootObject().findChild(QQuickItem, name)
    assert isinstance(found, QQuickItem)
    return found


def test_gallery_shows_every_control_quietly_in_every_theme_and_size(gallery: QQuickView) -> None:
    theme, metrics = singleton(gallery.engine(), "Theme"), singleton(gallery.engine(), "Metrics")
    heights = set()
    for high, scale, dense in product((False, True), (1.0, 2.0), (False, True)):
        theme.setProperty("contrast", high)
        metrics.setProperty("textScale", scale)
        metrics.setProperty("dense", dense)
        QTest.qWait(50)
        heights.add(gallery.rootObject().property("height"))
        assert not gallery.grabWindow().isNull()
    assert len(heights) == 4  # size and density change the page, the theme does not


def test_gallery_has_every_control() -> None:
    page = (HERE / "Gallery.qml").read_text("utf-8")
    helpers = {"AppText", "Headline", "Icon", "FocusRing", "Shadow", "Corners", "Pressable", "Crossed", "Key"}
    elsewhere = {
        "ShapeInView",
        "Cover",
        "DockButton",
        "KeyButton",
        "Sheet",
        "ScrollArea",
        "Theme",
        "Metrics",
    }  # parts of controls, and covers
    names = {file.stem for file in (ROOT / "shared/design").glob("*.qml")} - helpers - elsewhere
    assert not [name for name in sorted(names) if not re.search(rf"\b{name} {{", page)]


@pytest.mark.parametrize("high", [False, True])
def test_words_keep_their_contrast_on_every_ground(gallery: QQuickView, high: bool) -> None:
    theme = singleton(gallery.engine(), "Theme")
    theme.setProperty("contrast", high)
    pairs = [(word, ground) for word in WORDS for ground in GROUNDS]
    pairs += [(tone, f"{tone}Soft") for tone in SOFT] + [("accentText", "accent"), ("paper", "ink")]
    least = 7.0 if high else 4.5
    faint = {
        pair: round(contrast(QColor(theme.property(pair[0])), QColor(theme.property(pair[1]))), 2)
        for pair in pairs
    }
    assert not {pair: ratio for pair, ratio in faint.items() if ratio < least}
    for line in ("outline", "focus"):
        assert contrast(QColor(theme.property(line)), QColor(theme.property("paper"))) >= 3


def test_focus_shows_a_ring_by_keys_only(gallery: QQuickView) -> None:
    button = child(gallery, "focused")
    spot = button.mapToScene(button.boundingRect().topLeft()).toPoint()
    gallery.resize(1080, int(gallery.rootObject().height()))
    focus = QColor(singleton(gallery.engine(), "Theme").property("focus"))
    ratio = gallery.devicePixelRatio()

    def ringed() -> bool:
        image = gallery.grabWindow()
        return any(
            image.pixelColor(int((spot.x() + button.width() / 2) * ratio), int((spot.y() - d) * ratio))
            == focus
            for d in range(1, 9)
        )

    button.forceActiveFocus(Qt.FocusReason.MouseFocusReason)
    assert not ringed()
    gallery.rootObject().forceActiveFocus()
    button.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    assert ringed()


def test_every_icon_that_is_named_is_drawn() -> None:
    drawn = {file.stem for file in ICONS.glob("*.svg")}
    named: set[str] = set()
    for folder in ("shared/design", "kiosk/ui"):
        for file in (ROOT / folder).glob("*.qml"):
            text = file.read_text("utf-8")
            named |= set(re.findall(r'(?:iconName|name|icon): "([a-z][a-z-]+)"', text))
            named |= set(re.findall(r'return "([a-z-]+)"', text)) if file.stem == "Theme" else set()
    assert {"search", "basket", "access", "truck"} <= named
    assert not named - drawn


@pytest.mark.parametrize("file", sorted(ICONS.glob("*.svg")), ids=lambda file: file.stem)
def test_icons_stand_on_one_grid_and_take_the_colour(qapp: QGuiApplication, file: Path) -> None:
    text = file.read_text("utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert "currentColor" in text
    image = icon(file.stem, QColor("#b3261e"), 48)
    inked = [
        image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250
    ]
    assert inked
    assert all(abs(colour.red() - 0xB3) < 4 and abs(colour.green() - 0x26) < 4 for colour in inked)
    edge = [image.pixelColor(x, y).alpha() for x in range(48) for y in (0, 47)]
    assert max(edge) < 40  # nothing touches the grid's edge


def test_corner_covers_outside_and_leaves_inside(qapp: QGuiApplication) -> None:
    image = corner(20, QColor("#faf8f4"))
    assert image.pixelColor(0, 0) == QColor("#faf8f4")
    assert image.pixelColor(19, 19).alpha() == 0
    assert image.pixelColor(7, 7).alpha() == 0  # within the arc, just
    assert image.pixelColor(4, 4).alpha() == 255  # outside it, just


def test_even_lines_share_the_words_alike(gallery: QQuickView) -> None:
    even = child(gallery, "even")
    for width in range(300, 900, 7):
        even.setProperty("width", width)
        lines, widest, spare = (even.property(name) for name in ("lineCount", "contentWidth", "spare"))
        even.setProperty("wrapMode", 0)  # in one line: how long all of it is
        flat = even.property("contentWidth")
        even.setProperty("wrapMode", 4)
        if spare:
            assert 0 <= lines - -(-flat // width) <= 1, (
                width
            )  # one more where words leave much empty at the ends
            assert widest <= flat / lines + even.property("longest") + 1, width
