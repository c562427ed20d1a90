"""From the first picture to the first page: the curtain, its picture, and what is not loaded before."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest

from kiosk.first import First, recall
from kiosk.snapshot import Snapshot
from kiosk.ui.home_page import Glimpse
from shared.qt.curtain import FILE, Curtain, glimpse, written
from shared.settings import DeviceSettings
from tests.kiosk.audit import contrast
from tests.kiosk.stage import play, stage
from tests.waiting import until

# In a program of its own, because the rest must be loaded for the first time.
FIRST_PAGE = """
import sys
from pathlib import Path
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from kiosk.first import recall
from kiosk.window import FirstWindow
from shared.qt.application import make_application, run
from shared.qt.opening import load_beside

app = make_application("first")
window = FirstWindow(app, recall(Path(sys.argv[1]), ""))
kiosk = window.kiosk

def touch():
    QTest.mouseClick(window.window, Qt.LeftButton, pos=QPoint(540, 960))
    kiosk.go("home")  # where the next touch leads
    print(kiosk.idle.phase, kiosk.page)

window.shown.connect(touch)
assert load_beside(app, window, "kiosk.app")

async def rest(stop):
    from kiosk import app as whole
    from shared.domain.messages import Enrolled
    from shared.qt.agent import Agent
    from shared.qt.device import Device
    from shared.settings import DeviceSettings
    settings = DeviceSettings(folder=Path(sys.argv[1]))
    identity = Enrolled(device_id="k", token="t", role="kiosk", location_id="old-town", epoch="test")
    device = Device(settings, Agent(settings), identity, kiosk.pictures)
    screen = whole.Screen(app, device, window=window)
    print(kiosk.page, kiosk.home.place.split()[0])
    screen.close()
    await whole.tasks.settled()
    device.close()
    return 0

sys.exit(run(app, rest))
"""
LATER = "numpy biip segno cryptography httpx snowballstemmer pydantic asyncio PySide6.QtQml PySide6.QtQuick"


def loaded(modules: str) -> set[str]:
    """The modules a fresh Python holds after importing some."""
    script = f"import sys, {modules}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_curtain_loads_nothing_that_the_first_picture_does_not_need() -> None:
    assert loaded("kiosk.__main__, shared.qt.curtain, shared.qt.display") & set(LATER.split()) == set()


def test_first_page_waits_for_nothing_that_comes_later() -> None:
    later = {"asyncio", "pydantic", "sqlite3", "shared.qt.device", "kiosk.ui.rooms", "cryptography"}
    assert loaded("kiosk.window, kiosk.first") & later == set()
    assert loaded("kiosk.app") & {"numpy", "biip", "segno", "httpx"} == set()


def test_first_page_lives_before_the_rest_is_loaded(folder: Path) -> None:
    first = First.of(DeviceSettings(folder=folder), Glimpse("Shelf & Co", "Old Town"))
    first.keep("")
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE, str(folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["awake", "attract", "home", "Old"], done.stderr


def test_sleeping_page_becomes_the_next_curtain(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            kiosk = on.screen.kiosk
            Snapshot(on.screen.window, kiosk, on.device.settings, "as written", rest_ms=50)
            kiosk.wake()
            kiosk.home.changed.emit()
            await on.rest()
            assert not (folder / FILE).exists(), "a page with a shopper before it is nobody's picture"
            kiosk.idle.nothing_to_lose = True
            for _ in range(60):
                kiosk.idle.tick()
            await until((folder / FILE).exists, "the picture")

    play(qapp, story)
    assert QImage(str(folder / FILE)).size().toTuple() == (1080, 1920)
    first = recall(folder, "as written")
    assert first is not None
    assert (first.folder, first.glimpse.place, first.languages[0]) == (folder, "Old Town", "en")
    assert recall(folder, "written otherwise") is None


def test_curtain_shows_the_picture_and_keeps_a_touch(qapp: QGuiApplication, tmp_path: Path) -> None:
    picture = QImage(108, 192, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    picture.save(str(tmp_path / FILE))
    curtain = Curtain(qapp, {"folder": str(tmp_path), "panel": {"width_px": 540, "height_px": 960}})
    try:
        assert curtain.size().toTuple() == (540, 960)
        shown = curtain.screen().grabWindow(curtain.winId()).toImage()
        assert contrast(shown.pixelColor(270, 480), QColor(Qt.GlobalColor.darkGreen)) < 1.1
        assert not curtain.touched
        QTest.mousePress(curtain, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
        assert curtain.touched
    finally:
        curtain.close()


def test_unreadable_settings_are_said_later_and_in_words(tmp_path: Path) -> None:
    broken = tmp_path / "kiosk.toml"
    broken.write_text("folder = ")
    assert glimpse(written(broken)) == glimpse(written(None)) == glimpse(written(tmp_path / "none")) == {}
