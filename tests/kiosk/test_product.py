"""What the product page and the pages before it say, and do not say twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.ui.shelves import Shelves
from shared.cache.catalogue import Tile
from shared.domain.catalogue import Review
from tests.kiosk.stage import play, seen, stage

SAID = [("Great for runs.", "great for runs."), ("I wear it", "I wear it to dinner!"), ("Good", "Does it.")]


def test_a_review_does_not_say_its_title_twice(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go("product")
            product = on.screen.kiosk.product
            assert product._goods is not None
            reviews = tuple(Review(rating=4, title=title, text=text) for title, text in SAID)
            product._goods = product._goods.model_copy(update={"reviews": reviews})
            assert [review["title"] for review in product.reviews] == ["", "", "Good"]

    play(qapp, story)


def test_what_stands_for_a_department_does_not_lead_what_others_look_at() -> None:
    tiles = [
        Tile(1, 1, 1, 0, 0, False, False, media, media, "", media, "EUR", (), None, None) for media in "abcd"
    ]
    shelves = Shelves("shop", "here", [{"id": "d", "name": "D", "media": "a"}], tiles)
    assert [tile.media for tile in shelves.popular()] == ["b", "c", "d", "a"]


@pytest.mark.parametrize(("page", "name"), [("product", "way-home"), ("category", "tile-fleece")])
def test_what_is_half_hidden_stays_below_the_finger(
    qapp: QGuiApplication, folder: Path, page: str, name: str
) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            await on.go(page)
            item = on.find(name)
            area = next(up for up in above(item) if up.inherits("QQuickFlickable"))
            into = item.mapRectToItem(area, item.boundingRect())
            at = area.property("contentY") + into.top() - area.height() + 80  # 80 px of it are in sight
            area.setProperty("contentY", at)
            await on.rest()
            at, found = area.property("contentY"), seen(item)
            assert 10 < found.height() < item.height() - 20
            spot = QPoint(int(found.center().x()), int(found.bottom()) - 8)
            left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            await on._from_qt(lambda: QTest.mousePress(on.screen.window, left, none, spot))
            assert area.property("contentY") == at
            await on._from_qt(lambda: QTest.mouseRelease(on.screen.window, left, none, spot))
            kiosk = on.screen.kiosk
            assert kiosk.page == "product"
            assert kiosk.product.productId == ("jacket" if page == "product" else "fleece")
            if page == "product":
                assert kiosk.product.ways[kiosk.product.way]["tone"] == "home"

    play(qapp, story)


def above(item: QQuickItem) -> Iterator[QQuickItem]:
    """What an item lies in, from the inside out."""
    up = item.parentItem()
    while up is not None:
        yield up
        up = up.parentItem()


def test_a_window_shows_the_photographs_that_its_device_has_fetched(
    qapp: QGuiApplication, folder: Path
) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            assert on.screen.kiosk.pictures is on.device.pictures

    play(qapp, story)
