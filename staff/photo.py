"""A photograph of goods that came back: small enough to send, without where and when it was taken."""

import shlex
import subprocess
from pathlib import Path
from subprocess import DEVNULL

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from shared.domain.errors import RefusedInput
from shared.qt.formats import tr
from shared.sync.uploads import MOST_BYTES

CAMERA_SECONDS = 15.0
SIDE = 1_280  # pixels, the longer one
LARGEST_FILE = 40_000_000  # bytes that are looked at
_QUALITIES = (82, 70, 55, 40)


def read_photo(file: Path) -> bytes:
    """A picture file as a JPEG that the hub takes; RefusedInput says what is wrong with it."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise RefusedInput(tr("This file is too large for a picture."))
    except OSError as problem:
        raise RefusedInput(tr("This picture cannot be read.")) from problem
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > SIDE:
        reader.setScaledSize(size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise RefusedInput(tr("This picture cannot be read."))
    return as_jpeg(image)


def take(command: str, file: Path) -> None:
    """Have a camera's command take a picture into a file; RefusedInput when it does not. Call it in a worker thread."""
    words = [word.replace("{file}", str(file)) for word in shlex.split(command)]
    try:
        subprocess.run(  # noqa: S603 - the settings name it
            words, check=True, timeout=CAMERA_SECONDS, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise RefusedInput(tr("The camera does not answer. Check its cable, or choose a file.")) from problem


def as_jpeg(image: QImage) -> bytes:
    """An image as a JPEG within the limit."""
    if max(image.width(), image.height()) > SIDE:
        image = image.scaled(
            SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    plain = image.convertToFormat(QImage.Format.Format_RGB888)  # nothing else of the file comes along
    for text in plain.textKeys():
        plain.setText(text, "")
    content = b""
    for quality in _QUALITIES:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        plain.save(buffer, "JPEG", quality)  # type: ignore[call-overload]
        content = bytes(buffer.data().data())
        if len(content) <= MOST_BYTES:
            return content
    raise RefusedInput(tr("This picture cannot be made small enough."))
