"""Scanners: a burst is taken whole, typing loses nothing, and a code is read for what it may be."""

from collections.abc import Iterator

import pytest
import shiboken6
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt, QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shared.domain.codes import CODE_LENGTH, check_digit, pickup_code
from shared.qt.scanner import GAP_MS, Kind, WedgeFilter, readings
from tests.qt.wedge import post_scan

FIELDS = b"""
import QtQuick
import QtQuick.Controls.Basic
Window {
    visible: true
    TextField { objectName: "plain"; focus: true }
    TextField { objectName: "pin"; echoMode: TextInput.Password }
}
"""


class Scene:
    def __init__(self, app: QGuiApplication, bot: QtBot) -> None:
        self.bot = bot
        self.app, self.engine, self.filter = app, QQmlApplicationEngine(), WedgeFilter()
        self.engine.loadData(FIELDS)
        (root,) = self.engine.rootObjects()
        assert isinstance(root, QQuickWindow)
        self.window = root
        self.heard: list[str] = []
        self.filter.scanned.connect(self.heard.append)
        app.installEventFilter(self.filter)
        self.window.requestActivate()
        assert QTest.qWaitForWindowActive(self.window)

    def field(self, name: str) -> QObject:
        found = self.window.findChild(QObject, name)
        assert found is not None
        return found

    def keys(self, text: str, delay: int = -1) -> None:
        for letter in text:
            key = Qt.Key.Key_Return if letter == "\n" else letter
            QTest.keyClick(self.window, key, Qt.KeyboardModifier.NoModifier, delay)  # type: ignore[arg-type]

    def settled(self, name: str, text: str) -> bool:
        self.bot.waitUntil(lambda: self.field(name).property("text") == text, timeout=2_000)
        return True


@pytest.fixture
def scene(qapp: QGuiApplication, qtbot: QtBot) -> Iterator[Scene]:
    scene = Scene(qapp, qtbot)
    yield scene
    qapp.removeEventFilter(scene.filter)
    scene.window.close()
    for each in (scene.engine, scene.filter):  # here, or Python may end their timers in a worker thread
        shiboken6.delete(each)


def test_a_burst_is_a_scan_and_leaves_the_field_alone(scene: Scene) -> None:
    scene.keys("4006381331005\n")
    assert scene.heard == ["4006381331005"]
    assert scene.settled("plain", "")


def test_typing_loses_nothing(scene: Scene) -> None:
    scene.keys("kettle", GAP_MS + 10)
    assert scene.settled("plain", "kettle")
    assert scene.heard == []


def test_a_scan_during_a_stall_is_still_one_scan(scene: Scene) -> None:
    post_scan(scene.window, "EVERYSHELF:7K3F9Q2M")
    QThread.msleep(GAP_MS * 4)
    scene.bot.waitUntil(lambda: bool(scene.heard), timeout=2_000)
    assert scene.heard == ["EVERYSHELF:7K3F9Q2M"]
    assert scene.settled("plain", "")


def test_a_short_burst_is_somebody_quick(scene: Scene) -> None:
    scene.keys("ab\n")
    assert scene.settled("plain", "ab")
    assert scene.heard == []


def test_a_scan_after_typing_does_not_take_the_typed_letters(scene: Scene) -> None:
    scene.keys("ke", GAP_MS + 10)
    QTest.qWait(GAP_MS * 2)
    scene.keys("4006381331005\n")
    assert scene.heard == ["4006381331005"]
    assert scene.settled("plain", "ke")


def test_a_pin_is_never_a_scan(scene: Scene) -> None:
    scene.field("pin").setProperty("focus", True)
    scene.keys("246810\n")
    assert scene.heard == []
    assert scene.settled("pin", "246810")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4006381331005", [(Kind.PRODUCT, "04006381331005")]),
        ("96385074", [(Kind.ORDER, "96385074"), (Kind.PRODUCT, "00000096385074")]),
        ("]C10104006381331005\x1d10ABC", [(Kind.PRODUCT, "04006381331005")]),
        ("https://id.gs1.org/01/04006381331005", [(Kind.PRODUCT, "04006381331005")]),
        ("00376123450000000016", [(Kind.TRACKING, "376123450000000016")]),
        ("EVERYSHELF:7k3f9q2m", [(Kind.ORDER, "7K3F9Q2M")]),
        ("7K 3F 9Q 2M", [(Kind.ORDER, "7K3F9Q2M")]),
        ("EVERYSHELF-R:abc.def", [(Kind.RECEIPT, "abc.def")]),
        ("everyshelf-b:1001", [(Kind.BADGE, "1001")]),
        ("4006381331006", []),
        ("   ", []),
    ],
)
def test_what_a_code_may_be(text: str, expected: list[tuple[Kind, str]]) -> None:
    found = [(each.kind, each.value) for each in readings(text) if each.kind is not Kind.TEXT]
    assert found == expected


@given(st.text(max_size=60))
def test_no_code_is_too_strange(text: str) -> None:
    found = readings(text)
    assert (
        bool(found)
        or not text.strip().strip("\x1d").strip()
        or text.upper().lstrip().startswith("EVERYSHELF:")
    )


@given(st.text("0123456789", min_size=12, max_size=12))
def test_every_ean_is_an_article(digits: str) -> None:
    code = digits + check_digit(digits)
    assert readings(code)[0].value == "0" + code


@given(st.uuids())
def test_every_pickup_code_is_an_order(order_id: object) -> None:
    code = pickup_code(str(order_id))
    assert len(code) == CODE_LENGTH
    assert readings(f"EVERYSHELF:{code}")[0].value == code
