"""Renders all components in all states and themes: ``python -m tests.design.gallery FOLDER``."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import segno
from PySide6.QtCore import QObject, QUrl
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickView
from PySide6.QtTest import QTest

from shared.qt import application
from shared.qt.look import Look

HERE = Path(__file__).parent


def matrix(text: str) -> str:
    """A QR code as rows of 0 and 1."""
    return "\n".join(
        "".join("1" if dark else "0" for dark in row) for row in segno.make_qr(text, error="m").matrix
    )


def _singleton(engine: QQmlEngine, name: str) -> QObject:
    found = engine.singletonInstance("shared.design", name)
    if not isinstance(found, QObject):
        raise TypeError(name)
    return found


def render(folder: Path, photos: list[Path]) -> list[Path]:
    """One PNG per theme and text size; returns the files."""
    application.make_application("gallery")
    view = QQuickView()
    engine = view.engine()
    engine.addImportPath(str(HERE.parents[1]))
    engine.addImageProvider("look", Look())
    theme, metrics = (_singleton(engine, name) for name in ("Theme", "Metrics"))
    theme.setProperty("motion", False)
    names = ("photoA", "photoB", "photoC")
    view.setInitialProperties(
        {"code": matrix("everyshelf"), **dict(zip(names, map(str, photos), strict=False))}
    )
    view.setSource(QUrl.fromLocalFile(str(HERE / "Gallery.qml")))
    view.show()
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for contrast in (False, True):
        for scale in (1.0, 2.0):
            theme.setProperty("contrast", contrast)
            metrics.setProperty("textScale", scale)
            QTest.qWait(400)
            view.resize(1080, int(view.rootObject().property("height")))
            QTest.qWait(400)
            file = folder / f"gallery-{'contrast' if contrast else 'light'}-{int(scale * 100)}.png"
            view.grabWindow().save(str(file))
            files.append(file)
    return files


if __name__ == "__main__":
    pictures = sorted((HERE.parents[1] / "assets/shop/media").glob("*.webp"))[20::97]
    for made in render(Path(sys.argv[1]), pictures):
        print(made)
