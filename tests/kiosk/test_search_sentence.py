"""What the search page says when something else than the typed words was searched, too or instead."""

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.ui.search_page import Answer, Search
from shared.cache.catalogue import Catalogue, Found
from shared.qt.language import Language
from tests.search.rows import MemoryRows


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Found([], 3, {}), ""),
        (Found([], 3, {}, did_you_mean="kettle"), "Nothing for “” — showing “kettle”."),
        (Found([], 5, {}, did_you_mean="kettle", exact=2), "2 for “”, then “kettle”."),
        (Found([], 1, {}, relaxed="80cm"), "Nothing has all of these — 1 without “80cm”."),
        (Found([], 9, {}, relaxed="80cm", exact=2), "2 with all of these, then without “80cm”."),
    ],
)
def test_a_changed_search_says_how_much_it_found(qapp: QGuiApplication, found: Found, said: str) -> None:
    Language(qapp).use("en")
    search = Search(Catalogue(MemoryRows(), "s1"))
    search.display(Answer(found, [], [], []))
    assert search.instead == said
