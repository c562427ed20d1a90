"""The catalogue's answers over a small shop."""

import json

import pytest

from shared.cache.catalogue import Catalogue, Query
from shared.domain.catalogue import Wording
from shared.domain.messages import Collection
from shared.domain.states import Way
from tests.search.conftest import simple
from tests.search.rows import MemoryRows


def ids(catalogue: Catalogue, text: str = "", **more: object) -> list[str]:
    return [tile.product_id for tile in catalogue.search(Query(text, **more)).tiles]  # type: ignore[arg-type]


def counts(catalogue: Catalogue, facet: str, query: Query) -> dict[str, int]:
    return {value.id: value.count for value in catalogue.search(query).facets[facet]}


def test_departments_come_in_position_order_and_paths_lead_down_to_a_category(catalogue: Catalogue) -> None:
    assert [c.id for c in catalogue.departments()] == ["home", "outdoor"]
    assert [c.id for c in catalogue.children("outdoor")] == ["jackets"]
    assert [c.id for c in catalogue.path("jackets")] == ["outdoor", "jackets"]
    assert catalogue.path("nowhere") == []


def test_browsing_a_department_shows_everything_below_it_best_sellers_first(catalogue: Catalogue) -> None:
    assert ids(catalogue, category_id="outdoor") == ["fleece", "jacket", "bottle"]
    assert len(ids(catalogue)) == 8


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("jack", "jacket"),
        ("jacket rain", "jacket"),
        ("RAIN JACK", "jacket"),
        ("rain coat", "jacket"),
        ("jackets", "jacket"),
        ("allberg fle", "fleece"),
        ("Ållberg fleece", "fleece"),
        ("bruhl kettle", "kettle"),
        ("bruehl kettle", "kettle"),
        ("Brühl kettle", "kettle"),
        ("kettle 1.5 L", "kettle"),
        ("kettle 1,5l", "kettle"),
        ("1.50 litre", "kettle"),
        ("bottle 750ml", "bottle"),
        ("27 inch monitor", "screen"),
        ('27"', "screen"),
        ("wh1000xm4", "phones"),
        ("wh-1000", "phones"),
        ("wh 1000xm4", "phones"),
        ("12345678905", "bottle"),
        ("0012345678905", "bottle"),
        ("00012345678905", "bottle"),
        ("nk-xs-r", "jacket"),
        ("eadphones", "phones"),
        ("haedphones", "phones"),
        ("xeadphones", "phones"),
        ("head phones", "phones"),
        ("waterbottle", "bottle"),
        ("rain jac ket", "jacket"),
        ("rain jac ke", "jacket"),
        ("kettel", "kettle"),
        ("kettlle", "kettle"),
        ("coffee cup", "mug"),
        ("xs red", "jacket"),
        ("gore-tex", "jacket"),
        ("goretex", "jacket"),
        ("the kettle", "kettle"),
    ],
)
def test_what_shoppers_type_finds_the_product_first(catalogue: Catalogue, typed: str, expected: str) -> None:
    assert ids(catalogue, typed)[0] == expected


@pytest.mark.parametrize(
    "typed", ["regenjacke", "jacke", "wasserdichte jacke", "jacke damen", "für damen", "fuer damen"]
)
def test_german_words_find_translated_products(catalogue: Catalogue, typed: str) -> None:
    found = catalogue.search(Query(typed, language="de"))
    assert found.tiles[0].product_id == "jacket"
    assert found.tiles[0].name == "Nordkap Regenjacke"


@pytest.mark.parametrize(
    ("language", "typed"), [("de", "blau"), ("de", "blaues"), ("pl", "niebieski"), ("pl", "nieb")]
)
def test_a_shop_s_own_words_for_colours_are_searched(rows: MemoryRows, language: str, typed: str) -> None:
    catalogue = Catalogue(rows, "s1")
    assert catalogue.search(Query("niebieski")).total == 0
    told = {"de": {"Blue": "Blau", "In %1 sizes": "In %1 Größen"}, "pl": {"Blue": "Niebieski"}}
    rows.put(Collection.SETTING, "words", json.dumps({"value": told}))
    found = catalogue.search(Query(typed, language=language))
    assert [tile.product_id for tile in found.tiles] == ["jacket"]
    assert found.did_you_mean == found.relaxed == ""


def test_a_page_of_very_long_names_shows_them_in_the_language_asked_for(rows: MemoryRows) -> None:
    long = {f"long-{n}": f"Lamp {n} " + "x" * 3_000 for n in range(9)}
    for id_, name in long.items():
        wording = {"de": Wording(name=f"Leuchte {id_}"), "fr": Wording(name=f"Lampe {id_}")}
        rows.put(Collection.PRODUCT, id_, simple(id_, name, words=wording))
    catalogue = Catalogue(rows, "s1")
    assert {tile.product_id: tile.name for tile in catalogue.search(Query("lamp")).tiles} == long
    german = catalogue.search(Query("lamp", language="de")).tiles
    assert {tile.product_id: tile.name for tile in german} == {id_: f"Leuchte {id_}" for id_ in long}
    (fleece,) = catalogue.search(Query("fleece", language="de")).tiles
    assert fleece.name == "Fjell Fleece"


def test_a_corrected_search_says_what_it_searched_for(catalogue: Catalogue) -> None:
    found = catalogue.search(Query("ketle"))
    assert [t.product_id for t in found.tiles] == ["kettle"]
    assert found.did_you_mean == "kettle"
    assert catalogue.search(Query("kettle")).did_you_mean == ""


def test_words_that_nothing_has_are_left_out_and_named(catalogue: Catalogue) -> None:
    found = catalogue.search(Query("purple kettle"))
    assert [t.product_id for t in found.tiles] == ["kettle"]
    assert found.relaxed == "purple"
    assert found.total == 1
    assert found.nearest[0].id == "kitchen"


def test_a_misspelled_word_is_mended_before_one_is_left_out(catalogue: Catalogue) -> None:
    right, slip = catalogue.search(Query("jacket kettle")), catalogue.search(Query("jacket ketle"))
    assert [t.product_id for t in slip.tiles] == [t.product_id for t in right.tiles]
    assert (slip.relaxed, slip.did_you_mean) == (right.relaxed, "jacket kettle")


def test_nothing_found_still_shows_where_to_go(catalogue: Catalogue) -> None:
    found = catalogue.search(Query("qqqqqq"))
    assert (found.total, found.tiles) == (0, [])
    assert [c.id for c in found.nearest] == ["home", "outdoor"]


def test_facets_count_exactly_and_ignore_their_own_filter(catalogue: Catalogue) -> None:
    brand = Query(filters={"brand": frozenset({"Brühl"})})
    assert counts(catalogue, "brand", brand) == {"Brühl": 2, "Ållberg": 2}
    assert counts(catalogue, "category", brand) == {"home": 2, "kitchen": 2}
    assert catalogue.search(brand).total == 2
    assert counts(catalogue, "size", Query("jacket")) == {"XS": 1, "M": 1, "L": 1}
    assert list(counts(catalogue, "size", Query("jacket"))) == ["XS", "M", "L"]
    assert counts(catalogue, "here", Query()) == {"1": 2}
    assert counts(catalogue, "rating", Query()) == {"4": 1, "3": 2}
    assert sum(counts(catalogue, "price", Query()).values()) == 8


def test_filters_combine(catalogue: Catalogue) -> None:
    both = {"brand": frozenset({"Brühl", "Ållberg"}), "price": frozenset({"4000-6000"})}
    assert ids(catalogue, filters=both) == ["fleece", "pan"]
    assert ids(catalogue, filters={"here": frozenset({"1"})}) == ["fleece", "jacket"]
    assert ids(catalogue, filters={"rating": frozenset({"4"})}) == ["jacket"]
    assert ids(catalogue, filters={"colour": frozenset({"Red"}), "here": frozenset({"1"})}) == ["jacket"]


def test_sorts(catalogue: Catalogue) -> None:
    assert ids(catalogue, sort="price_up")[:3] == ["mug", "bottle", "kettle"]
    assert ids(catalogue, sort="price_down")[:2] == ["screen", "phones"]
    assert ids(catalogue, sort="new")[0] == "pan"


def test_pages_follow_one_another_without_gap_or_repeat(catalogue: Catalogue) -> None:
    whole = ids(catalogue, limit=8)
    assert [ids(catalogue, offset=at, limit=3) for at in (0, 3, 6)] == [whole[:3], whole[3:6], whole[6:]]


def test_a_tile_shows_price_promotion_colours_and_stock(catalogue: Catalogue) -> None:
    mug, jacket = catalogue.tiles(["mug", "gone", "jacket"], "en")
    assert (mug.amount, mug.list_amount, mug.from_price) == (700, 900, False)
    assert (jacket.amount, jacket.from_price, jacket.colours, jacket.rating) == (
        12_900,
        True,
        ("#ff0000",),
        4.5,
    )
    assert (jacket.here, jacket.elsewhere, jacket.warehouse) == (2, 1, 0)


def test_codes_lead_to_the_article(catalogue: Catalogue) -> None:
    assert catalogue.by_code("12345678905") == ("bottle", "BOTTLE")
    assert catalogue.by_code("0012345678905") == ("bottle", "BOTTLE")
    assert catalogue.by_code("nk-m-b") == ("jacket", "NK-M-B")
    assert catalogue.by_code("12345678906") is None


def test_a_change_is_found_at_once(catalogue: Catalogue, rows: MemoryRows) -> None:
    assert "teapot" not in ids(catalogue, "teapot")
    rows.put(Collection.PRODUCT, "teapot", simple("teapot", "Stoneware Teapot"))
    rows.put(Collection.PRODUCT, "kettle", simple("kettle", "Samovar", 1, popularity=999))
    rows.put(Collection.PRODUCT, "pan", None)
    assert ids(catalogue, "teapot") == ["teapot"]
    assert ids(catalogue, "samovar") == ["kettle"]
    assert ids(catalogue, "kettle") == []
    assert "pan" not in ids(catalogue)
    assert ids(catalogue, category_id="kitchen") == ["mug"]
    assert "kettle" in ids(catalogue)


def test_suggestions_go_on_with_real_words(catalogue: Catalogue) -> None:
    assert catalogue.suggest("ke")[0] == "kettle"
    assert "rain jacket" in catalogue.suggest("rain ja")
    assert catalogue.suggest("") == []


def test_an_empty_cache_answers_with_nothing() -> None:
    catalogue = Catalogue(MemoryRows(), "s1")
    found = catalogue.search(Query("anything"))
    assert (found.total, found.tiles, found.nearest) == (0, [], [])
    assert catalogue.departments() == []
    assert catalogue.here().id == "s1"


def test_stock_has_the_devices_own_pending_orders_taken_off(catalogue: Catalogue, rows: MemoryRows) -> None:
    rows.taken["FLEECE", "s1"] = -2
    stock = catalogue.stock("FLEECE")
    assert stock is not None
    assert stock.atp == {"s1": 1, "s2": 2, "w1": 7}
    assert catalogue.stock("UNKNOWN") is None


def test_promises_begin_with_this_store_and_end_at_home(catalogue: Catalogue) -> None:
    found = catalogue.promises("FLEECE")
    assert (found[0].way, found[0].location_id, found[0].available) == (Way.PICKUP, "s1", 3)
    assert {p.location_id for p in found if p.way == Way.PICKUP} == {"s1", "s2"}
    assert found[-1].way == Way.SHIP_HOME
    assert catalogue.promises("UNKNOWN") == []


def test_settings_come_from_the_shop_and_keep_their_kind(catalogue: Catalogue, rows: MemoryRows) -> None:
    rows.put(Collection.SETTING, "languages", '{"value": ["en", "de"]}')
    rows.put(Collection.SETTING, "shop_name", '{"value": 7}')
    assert list(catalogue.setting("languages", ("en",))) == ["en", "de"]
    assert catalogue.setting("shop_name", "Our shop") == "Our shop"
    assert catalogue.setting("missing", 3) == 3


def test_a_shops_own_synonyms_are_used(catalogue: Catalogue, rows: MemoryRows) -> None:
    rows.put(Collection.SETTING, "synonyms", '{"value": [["samovar", "kettle"]]}')
    assert ids(catalogue, "samovar") == ["kettle"]
