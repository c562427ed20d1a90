"""What a shopper with other eyes, hands or patience would run into on the page that is shown."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF, QImage
from PySide6.QtQuick import QQuickItem

from tests.kiosk.stage import Stage, is_button, is_text, seen, walk

TARGET_MM, KEY_MM = 20.0, 16.0
CAPITAL = 0.01222  # of the viewing distance: 0.7°
DISTANCE_MM = 600.0
REACH_MM = 1220.0
HALF = 0.5  # a pixel's rounding


class Shown(Protocol):
    """Something that is looked at."""

    def items(self) -> Iterator[QQuickItem]:
        """Everything visible."""


def named(item: QQuickItem) -> str:
    """An item as a person would look for it."""
    words = item.property("text") or ""
    return f"{item.objectName() or item.metaObject().className().split('_QML')[0]} “{str(words)[:40]}”"


def buttons(on: Shown) -> Iterator[QQuickItem]:
    """Everything to press that can be seen at all."""
    return (item for item in _uncovered(on) if is_button(item))


def texts(on: Shown) -> Iterator[QQuickItem]:
    """Every text of which something can be seen."""
    return (item for item in _uncovered(on) if is_text(item))


def _uncovered(on: Shown) -> Iterator[QQuickItem]:
    """What can be seen at all, and does not lie below the word that floats over the page for a while."""
    shown = list(on.items())
    floating = [item for item in shown if item.objectName() in {"toast", "note"} and item.property("open")]
    own = {id(part) for toast in floating for part in walk(toast)}
    for item in shown:
        rect = seen(item)
        below = any(
            rect.intersects(seen(toast).adjusted(-30, -30, 30, 30)) for toast in floating
        )  # its shadow, too
        if rect.width() > 1 and rect.height() > 1 and (id(item) in own or not below):
            yield item


def small_targets(on: Stage) -> list[str]:
    """Things to press below the house's size in millimetres."""
    scale = on.device.settings.panel.px_per_mm
    found = []
    for item in buttons(on):
        least = (KEY_MM if item.objectName().startswith("key-") else TARGET_MM) * scale - HALF
        if min(item.width(), item.height()) < least:
            found.append(f"{named(item)}: {item.width() / scale:.1f} × {item.height() / scale:.1f} mm")
    return found


def small_letters(on: Stage) -> list[str]:
    """Texts whose capitals are lower than the viewing distance asks for."""
    scale = on.device.settings.panel.px_per_mm
    found = []
    for item in texts(on):
        font = QFont(item.property("font"))
        height = QFontMetricsF(font).capHeight() / scale
        height *= item.property("fontInfo").property("pixelSize").toNumber() / font.pixelSize()
        if height < CAPITAL * DISTANCE_MM - 0.05:
            found.append(f"{named(item)}: {height:.2f} mm")
    return found


def cut_words(on: Stage) -> list[str]:
    """Texts that end in dots (a tile's name may, at normal size), or run out of the window sideways."""
    width, scale = on.screen.window.width(), on.screen.kiosk.access.textScale
    found = []
    for item in texts(on):
        rect = item.mapRectToScene(QRectF(0, 0, max(item.width(), 1), item.height()))
        paints = item.property("contentWidth") or 0
        sideways = _sideways(item)
        if item.property("truncated") and not (scale < 1.25 and _on_tile(item)):
            found.append(f"{named(item)}: ends in dots")
        elif not sideways and (rect.left() < -1 or rect.right() > width + 1):
            found.append(f"{named(item)}: {rect.left():.0f} to {rect.right():.0f} of {width}")
        elif not sideways and paints > item.width() + 1 and item.width() > 0:
            found.append(f"{named(item)}: {paints:.0f} wide in {item.width():.0f}")
    return found


def overlaps(on: Shown) -> list[str]:
    """Pairs of texts that are written over one another."""
    shown = [(item, seen(item)) for item in texts(on)]
    found = []
    for place, (item, rect) in enumerate(shown):
        for other, its in shown[place + 1 :]:
            both = rect.intersected(its)
            if both.width() > 2 and both.height() > 4:
                found.append(f"{named(item)} over {named(other)}")
    return found


def crossed(on: Stage) -> list[str]:
    """Pairs of things to press that lie over one another; a button on a photograph that can be pressed may."""
    shown = [(item, seen(item)) for item in buttons(on)]
    found = []
    for place, (item, rect) in enumerate(shown):
        for other, its in shown[place + 1 :]:
            both = rect.intersected(its)
            if both.width() > 2 and both.height() > 2 and not (rect.contains(its) or its.contains(rect)):
                found.append(f"{named(item)} over {named(other)}")
    return found


def off_screen(on: Stage) -> list[str]:
    """Texts and things to press of which a part cannot be seen, and no scrolling brings it into view."""
    found = []
    for item in [*texts(on), *buttons(on)]:
        whole = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
        if not _scrolls(item) and seen(item).height() < whole.height() - 2:
            found.append(f"{named(item)}: {seen(item).height():.0f} of {whole.height():.0f}")
    return found


def cramped(on: Stage) -> list[str]:
    """A page that scrolls in a slit: less than a quarter of the height for what it is about."""
    height = on.screen.window.height() - on.shell.childItems()[0].height()
    areas = [i for i in on.items() if _goes_down(i)]
    most = max((seen(area).height() for area in areas), default=height)
    return [f"{most:.0f} of {height:.0f}"] if most < height / 4 else []


def nameless(on: Shown) -> list[str]:
    """Things to press that say nothing to those who cannot see them, and hidden texts in between."""
    return [named(item) for item in buttons(on) if not _spoken(item)]


def out_of_reach(on: Stage) -> list[str]:
    """With the controls down: things to press above 1,220 mm."""
    panel = on.device.settings.panel
    height = on.screen.window.height()
    found = []
    for item in buttons(on):
        above = panel.bottom_mm + (height - seen(item).top()) / panel.px_per_mm
        if above > REACH_MM + 1:
            found.append(f"{named(item)}: {above:.0f} mm")
    return found


def faint_words(on: Shown, image: QImage, least: float) -> list[str]:
    """Texts whose colour on what lies behind them in the picture of the window has too little contrast."""
    found = []
    for item in texts(on):
        rect = seen(item).toRect().adjusted(-2, -2, 2, 2).intersected(image.rect())
        if rect.isEmpty() or not item.isEnabled():
            continue
        ratio = contrast(QColor(item.property("color")), _ground(image, rect.topLeft(), rect.bottomRight()))
        if ratio < least:
            found.append(f"{named(item)}: {ratio:.2f}")
    return found


def faint_controls(on: Shown, image: QImage, least: float) -> list[str]:
    """Things to press or to type into of which nothing, neither border nor sign nor word, stands out from around."""
    found = []
    fields = (item.parentItem() for item in on.items() if item.inherits("QQuickTextField"))
    for item in [*buttons(on), *fields]:
        rect = seen(item).toRect()
        around = rect.adjusted(-3, -3, 3, 3)
        whole = (
            rect.height() > item.height() * 0.8 and rect.width() > item.width() * 0.8
        )  # the rest is scrolled to
        if not item.isEnabled() or not whole or not image.rect().contains(around):
            continue
        ground = _ground(image, around.topLeft(), QPoint(around.right(), around.top() + 2))
        inside = {
            image.pixel(x, y)
            for x in range(rect.left(), rect.right(), max(1, rect.width() // 160))
            for y in range(rect.top(), rect.bottom(), max(1, rect.height() // 60))
        }
        best = max(contrast(QColor(pixel), ground) for pixel in inside)
        if best < least:
            found.append(f"{named(item)}: {best:.2f}")
    return found


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _ground(image: QImage, start: QPoint, end: QPoint) -> QColor:
    """The colour most common around a text: what it is written on."""
    counts: dict[int, int] = {}
    step = max(1, (end.x() - start.x()) // 60)
    for x in range(start.x(), end.x(), step):
        for y in range(start.y(), end.y(), 2):
            pixel = image.pixel(x, y)
            counts[pixel] = counts.get(pixel, 0) + 1
    return QColor(max(counts, key=lambda pixel: counts[pixel]))


def _sideways(item: QQuickItem) -> bool:
    """Whether an item lies in a row that scrolls sideways."""
    up = item.parentItem()
    while up is not None:
        if up.inherits("QQuickFlickable") and (up.property("contentWidth") or 0) > up.width() + 1:
            return True
        up = up.parentItem()
    return False


def _scrolls(item: QQuickItem) -> bool:
    """Whether an item lies in something that scrolls."""
    up = item.parentItem()
    while up is not None and not up.inherits("QQuickFlickable"):
        up = up.parentItem()
    return up is not None


def _goes_down(item: QQuickItem) -> bool:
    """Whether an item scrolls from top to bottom, and has more than it shows."""
    return bool(item.inherits("QQuickFlickable")) and item.property("contentHeight") > item.height() + 1


def _on_tile(item: QQuickItem) -> bool:
    up = item.parentItem()
    while up is not None:
        if up.objectName().startswith("tile-"):
            return True
        up = up.parentItem()
    return False


def on_key(item: QQuickItem) -> bool:
    """Whether an item is part of a key of the keyboard on the screen; they are said as they are reached."""
    up: QQuickItem | None = item
    while up is not None and not up.objectName().startswith("key-"):
        up = up.parentItem()
    return up is not None


def twice(text: str) -> bool:
    """Whether something is said two times running: "button button", or a sentence with its own label."""
    parts = re.split(r"[.,،:] ", text)
    return any(a == b for a, b in pairwise(parts)) or re.search(r"(?i)\b(\w{2,}) \1\b", text) is not None


def _spoken(item: QQuickItem) -> bool:
    face = QAccessible.queryAccessibleInterface(item)
    return face is not None and bool(face.text(QAccessible.Text.Name))
