"""The results while they are scrolled: what is shown is read aloud and reached by keys, and nothing else is."""

from pathlib import Path

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.ui.tiles import Tiles
from shared.cache.catalogue import Query
from shared.qt import tasks
from shared.qt.speech import page_words
from tests.kiosk.stage import Stage, play, seen, stage
from tests.kiosk.test_every_page import tree

MANY = 300


async def shown(on: Stage) -> QQuickItem:
    """The grid over more products than the small shop has, each with a number for its name."""
    kiosk = on.screen.kiosk
    kiosk.wake()
    kiosk.browse("")
    kiosk.go("search")
    await on.rest()
    one = (await tasks.run(on.device.catalogue.search, Query(""))).tiles[0]
    many = [structs.replace(one, product_id=f"p{n}", name=f"No {n}") for n in range(MANY)]
    kiosk.search.tiles.show(many)
    grid = on.find("results")
    grid.forceActiveFocus()  # the keyboard goes
    await on.rest()
    return grid


def in_view(grid: QQuickItem, beyond: int = 0) -> set[str]:
    """The names of the products that lie in the grid's view, or so many rows beyond it, by arithmetic."""
    width, height = (float(grid.property(name)) for name in ("cellWidth", "cellHeight"))
    top, columns = float(grid.property("contentY")), int(grid.width() // width)
    first, last = int(top // height) - beyond, int((top + grid.height() - 1) // height) + beyond
    return {f"No {n}" for n in range(max(0, first * columns), min(MANY, (last + 1) * columns))}


def number(words: str) -> str:
    """The product that a name begins with."""
    return words.partition(",")[0]


def test_what_is_shown_is_read_and_nothing_else_while_tiles_are_used_again(
    qapp: QGuiApplication, folder: Path
) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            grid = await shown(on)
            assert isinstance(on.screen.kiosk.search.tiles, Tiles)
            for at in (0, 700, 5_000, 4_300, 4_000, 20_000, 0):
                grid.setProperty("contentY", at)
                await on.rest()
                face = QAccessible.queryAccessibleInterface(on.screen.window)
                assert face is not None
                told = [number(each.text(QAccessible.Text.Name)) for each in tree(face)]
                heard = [number(words) for words in page_words(on.screen.window)]
                for names in (told, heard):
                    found = [name for name in names if name.startswith("No ")]
                    assert len(found) == len(set(found)), f"at {at} px: one twice"
                    # a grid lets the row that has just left go one by one
                    assert in_view(grid) <= set(found) <= in_view(grid, beyond=1), f"at {at} px"

    play(qapp, story)


def test_keys_reach_what_is_shown_after_scrolling_and_go_on_to_the_next_rows(
    qapp: QGuiApplication, folder: Path
) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            grid = await shown(on)
            for at in (3_000, 2_300):
                grid.setProperty("contentY", at)
                await on.rest()
            there = await walked(on, Qt.Key.Key_Tab, 22)
            first = 12  # in the first row of which more than half is in view
            assert there == list(range(first, first + len(there)))
            assert len(there) > len(in_view(grid)), "and on to rows that were not in view"
            back = await walked(on, Qt.Key.Key_Up, 16)
            assert back == list(range(there[-1] - 1, there[-1] - 17, -1))

    play(qapp, story)


def test_keys_leave_the_results_at_either_end(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            grid = await shown(on)
            at_end = float(grid.property("contentHeight")) - grid.height()
            grid.setProperty("contentY", at_end)
            await on.rest()
            window = on.screen.window
            on.find("here-only").forceActiveFocus()
            assert await walked(on, Qt.Key.Key_Backtab, 1) == [MANY - 1]
            await on.press(Qt.Key.Key_Tab)
            assert named(window.activeFocusItem()) == "here-only"
            grid.setProperty("contentY", 0)
            await on.rest()
            on.find("tile-p0").forceActiveFocus(Qt.FocusReason.TabFocusReason)
            assert await walked(on, Qt.Key.Key_Backtab, 1) == []
            assert await walked(on, Qt.Key.Key_Tab, 1) == [0]

    play(qapp, story)


def named(item: QQuickItem | None) -> str:
    """What has the focus."""
    assert item is not None
    return item.objectName()


async def walked(on: Stage, key: Qt.Key, steps: int) -> list[int]:
    """The numbers of the tiles that so many strokes of a key lead to; each is in view."""
    reached = []
    for _ in range(steps):
        await on.press(key)
        item = on.screen.window.activeFocusItem()
        assert item is not None
        if item.objectName().startswith("tile-p"):
            reached.append(int(item.objectName().removeprefix("tile-p")))
            assert seen(item).height() > item.height() / 2
    return reached
