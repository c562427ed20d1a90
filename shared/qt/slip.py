"""A slip of paper as data, and how it becomes ESC/POS bytes or a PDF."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPageSize, QPainter, QPdfWriter

from shared.qt.formats import tr

if (
    TYPE_CHECKING
):  # what draws slips takes a third of a second to load: with the first slip, not before the first frame
    import segno
    from escpos.printer import Dummy
    from PIL import Image

Kind = Literal["title", "text", "bold", "pair", "rule", "space", "code", "qr", "barcode"]
COLUMNS: Final = 42  # font A on 80 mm paper
DOTS: Final = 512
_PROFILE: Final = "TM-T88V"
_LATIN_END: Final = "\u0180"  # printers' code pages hold these; what joins or runs the other way is drawn
_TYPOGRAPHY: Final = "€–—’“”…"


@dataclass(frozen=True)
class Item:
    """One line or figure; ``right`` stands at the trailing edge of a pair."""

    kind: Kind
    text: str = ""
    right: str = ""


@dataclass(frozen=True)
class Slip:
    """What is printed; ``name`` is for lists and file names."""

    name: str
    items: tuple[Item, ...]


def render(slip: Slip, *, copy: bool = False) -> bytes:
    """ESC/POS bytes of a slip, cut at the end; a copy says so on top and bottom."""
    from escpos.printer import Dummy  # noqa: PLC0415

    out = Dummy(profile=_PROFILE)
    out.hw("INIT")
    if copy:
        _mark(out)
    for item in slip.items:
        _put(out, item)
    if copy:
        _mark(out)
    out.set(align="left", bold=False, normal_textsize=True)
    out.cut()
    return bytes(out.output)


def _mark(out: "Dummy") -> None:
    out.set(align="center", bold=True, width=2, height=2, custom_size=True)
    _line(out, tr("COPY"), 48)
    out.set(normal_textsize=True, bold=False)


def _put(out: "Dummy", item: Item) -> None:
    if item.kind == "qr":
        matrix = _matrix(item.text)
        scale = max(3, min(8, (DOTS - 40) // int(matrix.symbol_size(border=4)[0])))
        out.set(align="center")
        out.image(_qr_image(matrix, scale), impl="bitImageRaster", center=False)
    elif item.kind == "barcode":
        out.set(align="center")
        out.image(_barcode_image(item.text), impl="bitImageRaster", center=False)
        out.textln(item.text)
    elif item.kind == "title":
        out.set(align="center", bold=True, width=2, height=2, custom_size=True)
        _line(out, item.text, 44)
    elif item.kind == "code":
        out.set(align="center", bold=True, width=3, height=3, custom_size=True)
        _line(out, item.text, 66)
    else:
        out.set(align="left", bold=item.kind == "bold", normal_textsize=True)
        _line(out, _as_line(item), 26)


def _as_line(item: Item) -> str:
    if item.kind == "rule":
        return "-" * COLUMNS
    if item.kind == "space":
        return ""
    if item.kind == "pair":
        room = COLUMNS - len(item.right) - 1
        return f"{item.text[:room]:<{room}} {item.right}"
    return item.text


def _line(out: "Dummy", text: str, height: int) -> None:
    """A line as characters where the printer has them, else as a picture: Arabic, Greek, anything."""
    if all(
        ch < _LATIN_END or (ch in _TYPOGRAPHY and out.magic.encoder.find_suitable_encoding(ch)) for ch in text
    ):
        out.textln(text)
        return
    out.image(_drawn(text, height), impl="bitImageRaster", center=False)


def _drawn(text: str, height: int) -> "Image.Image":
    canvas = QImage(DOTS, height + 8, QImage.Format.Format_Grayscale8)
    canvas.fill(Qt.GlobalColor.white)
    painter = QPainter(canvas)
    font = QFont()
    font.setPixelSize(height - 4)
    painter.setFont(font)
    painter.drawText(QRectF(0, 0, DOTS, height + 8), Qt.AlignmentFlag.AlignVCenter, text)
    painter.end()
    return _as_pil(canvas)


def _barcode_image(text: str) -> "Image.Image":
    from barcode import Code128  # noqa: PLC0415
    from barcode.writer import ImageWriter  # noqa: PLC0415

    options = {"module_width": 0.28, "module_height": 9.0, "quiet_zone": 3.0, "write_text": False, "dpi": 180}
    drawn: Image.Image = Code128(text, writer=ImageWriter()).render(options)
    return drawn.convert("L")


def _matrix(text: str) -> "segno.QRCode":
    import segno  # noqa: PLC0415

    return segno.make(text, error="m")


def _qr_image(code: "segno.QRCode", scale: int) -> "Image.Image":
    from PIL import Image  # noqa: PLC0415

    rows = [bytes(0 if dark else 255 for dark in row) for row in code.matrix_iter(scale=scale, border=4)]
    return Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows))


def _as_pil(image: QImage) -> "Image.Image":
    from PIL import Image  # noqa: PLC0415

    return Image.frombuffer(
        "L", (image.width(), image.height()), bytes(image.constBits()), "raw", "L", image.bytesPerLine(), 1
    )


def write_pdf(slip: Slip, file: Path, *, copy: bool = False) -> None:
    """Write a slip as a PDF page of 80 mm width; OSError when the file cannot be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    heights = {"title": 9.0, "code": 13.0, "qr": 36.0, "barcode": 16.0}
    items = (*([Item("title", tr("COPY"))] if copy else []), *slip.items)
    total = sum(heights.get(item.kind, 5.0) for item in items) + 12
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QSizeF(80, total), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(300)
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"{file} cannot be written")
    mm = 300 / 25.4
    top = 6 * mm
    for item in items:
        height = heights.get(item.kind, 5.0) * mm
        _paint(painter, item, QRectF(5 * mm, top, 70 * mm, height), mm)
        top += height
    painter.end()


def _paint(painter: QPainter, item: Item, box: QRectF, mm: float) -> None:
    font = QFont()
    font.setPixelSize(round({"title": 5.5, "code": 8.5}.get(item.kind, 3.2) * mm))
    font.setBold(item.kind in {"title", "code", "bold"})
    painter.setFont(font)
    if item.kind == "rule":
        middle = box.center().y()
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    elif item.kind in {"qr", "barcode"}:
        square = item.kind == "qr"
        image = _qr_image(_matrix(item.text), 8) if square else _barcode_image(item.text)
        drawn = QImage(
            image.tobytes(), image.width, image.height, image.width, QImage.Format.Format_Grayscale8
        )
        width = min(box.width(), box.height() * image.width / image.height)
        place = QRectF(box.center().x() - width / 2, box.top(), width, width * image.height / image.width)
        painter.drawImage(place, drawn)
    else:
        centred = item.kind in {"title", "code"}
        align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, item.text)
        if item.right:
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, item.right)
