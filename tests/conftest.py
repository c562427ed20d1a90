"""What every test stands on: an offscreen application like the real one, made before any QML engine."""

import importlib
import os

import pytest
from hypothesis import settings
from hypothesis.database import DirectoryBasedExampleDatabase
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuickControls2 import QQuickStyle

from shared.qt.application import load_fonts
from tests.house.qmllint import ROOT, qml_modules

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile(
    "house", deadline=None, database=DirectoryBasedExampleDatabase(ROOT / "build" / "hypothesis")
)
settings.load_profile("house")


class Application(QGuiApplication):
    """A QGuiApplication that looks like the product's: its fonts, its style."""

    def __init__(self, arguments: list[str]) -> None:
        QQuickStyle.setStyle("Basic")
        super().__init__(arguments)
        self.setQuitOnLastWindowClosed(False)
        load_fonts()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The application behind `qapp`: a QML type registered after an engine existed breaks later engines."""
    for files in qml_modules().values():
        for file in files:
            importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    return Application
