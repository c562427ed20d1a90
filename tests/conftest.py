"""What every test stands on: an offscreen window system and all Python QML types before the first engine."""

import importlib
import os

import pytest
from PySide6.QtGui import QGuiApplication

from tests.house.qmllint import ROOT, qml_modules

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_QUICK_CONTROLS_STYLE"] = "Basic"  # the other styles lose their buttons without a GPU


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The application behind `qapp`: a QML type registered after an engine existed breaks later engines."""
    for files in qml_modules().values():
        for file in files:
            importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    return QGuiApplication
