"""The image provider of the design system: icons in any colour and the corners that round a photograph."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parents[2] / "assets" / "icons"


class Look(QQuickImageProvider):
    """Serves ``image://look/icon/NAME/RRGGBB`` and ``image://look/corner/RADIUS/RRGGBB``."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        """The picture for an address; a name nobody drew comes as an empty square."""
        kind, name, colour = [*id.split("/"), "", ""][:3]
        paint = QColor("#" + colour)
        image = (
            corner(int(name), paint)
            if kind == "corner"
            else icon(name, paint, max(requestedSize.width(), 16))
        )
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def icon(name: str, colour: QColor, side: int) -> QImage:
    """One icon of ``assets/icons`` drawn ``side`` pixels wide in a colour."""
    clear = bytes(4 * side * side)  # `fill` would make PySide's `Qt`, 15 ms before the first page
    image = QImage(clear, side, side, QImage.Format.Format_ARGB32_Premultiplied).copy()
    painter = QPainter(image)
    QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour.name()).encode())).render(
        painter, QRectF(image.rect())
    )
    painter.end()
    return image


def corner(radius: int, ground: QColor) -> QImage:
    """What lies outside a rounded rectangle at its top left, in the ground's colour."""
    image = QImage(radius, radius, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(ground)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(0, 0, 0))
    painter.drawEllipse(0, 0, radius * 2, radius * 2)
    painter.end()
    return image


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    file = ICONS / f"{name}.svg"
    return file.read_text("utf-8") if file.is_file() else '<svg xmlns="http://www.w3.org/2000/svg"/>'
