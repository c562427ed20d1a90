"""What the search page says when something else than the typed words was searched, too or instead."""

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.ui.answers import Answer, answer_to
from kiosk.ui.search_page import Search
from shared.cache.catalogue import Catalogue, Found, Query
from shared.domain.catalogue import Category, Wording
from shared.qt.language import Language
from tests.search.conftest import simple
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
    search.display(Answer(found, [], [], [], []))
    assert search.instead == said


def test_departments_of_one_name_are_told_apart_where_nothing_has_all_words(qapp: QGuiApplication) -> None:
    categories = [
        Category(id="w", name="Women", words={"de": Wording(name="Damen")}),
        Category(id="wt", name="Tops", parent_id="w"),
        Category(id="m", name="Men"),
        Category(id="mt", name="Tops", parent_id="m"),
    ]
    products = [
        simple("a", "Red shirt", category_ids=("wt",)),
        simple("b", "Blue shirt", category_ids=("mt",)),
    ]
    catalogue = Catalogue(MemoryRows(products, categories), "s1")
    search = Search(catalogue)
    for language, women in (("en", "Women"), ("de", "Damen")):
        search.display(answer_to(catalogue, Query("shirt qqqq", language=language)))
        assert {row["name"] for row in search.nearest} == {"Men", women, "Tops (Men)", f"Tops ({women})"}
