"""What may be typed next is searched before it is typed, and what has changed meanwhile is searched again."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.ui.foresight import likely
from kiosk.ui.search_page import Search
from shared.cache.catalogue import Found, Query
from shared.qt import tasks
from tests.kiosk.stage import Stage, play, stage
from tests.waiting import until


def test_the_likeliest_letter_is_the_one_that_most_words_go_on_with() -> None:
    names = ["Rain jacket", "Jacket for rain", "Jar", "Blue jeans"]
    assert likely("j", names) == ["ja", "je"]
    assert likely("rain j", names) == ["rain ja", "rain je"]
    assert likely("Ja", names)[0] == "Jac"


def test_after_a_whole_word_comes_a_space_and_nothing_that_is_no_letter() -> None:
    assert likely("jar", ["Jar (large)", "a jar-lid"]) == ["jar "]
    assert likely("rain ", ["(new) rain"]) == ["rain r"]


class Asked:
    """What the catalogue was asked for, in its order."""

    def __init__(self, on: Stage, patch: pytest.MonkeyPatch) -> None:
        self.texts: list[str] = []
        self._search = on.device.catalogue.search
        patch.setattr(on.device.catalogue, "search", self._note)

    def _note(self, query: Query) -> Found:
        self.texts.append(query.text)
        return self._search(query)

    async def foreseen(self, search: Search, text: str, following: str) -> None:
        """Type a text and wait until the next one has been looked for."""
        search.type(text)
        await until(lambda: following in self.texts, f"a look ahead for {following}")
        await tasks.settled()
        self.texts.clear()


def shown(search: Search) -> tuple[int, list[str]]:
    """How many were found, and the first ones' names."""
    tiles = search.tiles
    role = next(key for key, name in tiles.roleNames().items() if bytes(name) == b"name")
    return search.total, [str(tiles.data(tiles.index(row), role)) for row in range(min(3, tiles.rowCount()))]


def test_a_letter_that_was_foreseen_is_answered_at_once_and_rightly(
    qapp: QGuiApplication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            search = on.screen.kiosk.search
            asked = Asked(on, monkeypatch)
            await on.go("search")
            await asked.foreseen(search, "j", "ja")
            search.type("ja")
            assert not search.busy
            assert asked.texts == []
            found = on.device.catalogue.search(Query("ja"))
            assert shown(search) == (found.total, [tile.name for tile in found.tiles[:3]])

    play(qapp, story)


def test_what_was_foreseen_before_the_shop_changed_or_for_another_question_is_searched_again(
    qapp: QGuiApplication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            search = on.screen.kiosk.search
            asked = Asked(on, monkeypatch)
            await on.go("search")
            await asked.foreseen(search, "j", "ja")
            on.device.changed.emit(["stock"])
            search.type("ja")
            assert search.busy
            await tasks.settled()
            assert "ja" in asked.texts

            await asked.foreseen(search, "j", "ja")
            search.sort("price_up")
            await until(lambda: not search.busy, "the new order")
            search.type("ja")
            assert search.busy, "it was foreseen in another order"
            await tasks.settled()

            await asked.foreseen(search, "j", "ja")
            search.reset()
            search.type("ja")
            assert search.busy, "nothing of the last shopper is kept"
            await tasks.settled()

    play(qapp, story)
