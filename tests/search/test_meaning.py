"""What shoppers mean though they write it otherwise: by sound, in pieces, by other words, plain colours, sizes."""

import json

import pytest

from shared.cache.catalogue import Catalogue
from shared.cache.search.colours import family
from shared.cache.search.model import Query
from shared.cache.search.spelling import likelihood, sound
from shared.domain.catalogue import Option, OptionValue, Product, Variant, Wording
from shared.domain.messages import Collection
from tests.search.conftest import euro, simple
from tests.search.rows import MemoryRows


def choice(id_: str, name: str, kind: str, values: dict[str, str]) -> Product:
    """A product to choose a size or colour of; ``values``: label → swatch."""
    options = [OptionValue(id=label, label=label, swatch=swatch) for label, swatch in values.items()]
    return Product(
        id=id_,
        name=name,
        options=(Option(id=kind, label=kind.title(), kind=kind, values=tuple(options)),),
        variants=tuple(Variant(sku=f"{id_}-{v.id}", options={kind: v.id}, price=euro(900)) for v in options),
    )


def german(id_: str, name: str, in_german: str, **more: object) -> Product:
    return simple(id_, name, 1000, words={"de": Wording(name=in_german)}, **more)


@pytest.fixture
def shop() -> MemoryRows:
    many = [
        simple(f"spring{n}", f"Spring {n} Sand", description="Les er cool ins.", popularity=90)
        for n in range(20)
    ]
    return MemoryRows([
        *many,
        simple("casserole", "Iron Casserole"),
        simple("sandals", "Strand Sandals"),
        simple("phone", "Telephone"),
        simple("apron", "Kitchen Apron"),
        simple("freezer", "FREEZER - SFCH400 chest freezer"),
        simple("flask", "Vacuum Flask"),
        german("bag", "Leather Bag", "Ledertasche", attributes={"Material": ("Leder",)}),
        german("lamp", "Desk Lamp", "Schreibtischlampe", attributes={"Light": ("LED",)}),
        german("beanie", "Docker Beanie", "Mütze Docker"),
        german("trousers", "Field Trousers", "Hose Field"),
        simple("hose", "Garden Hose"),
        simple("knife", "Bread Knife"),
        german("mirror", "Halo Mirror", "Spiegel Halo", popularity=5),
        *[simple(f"rug{n}", f"Rug {n}", attributes={"Size": ("80 cm",)}, popularity=50) for n in range(3)],
        choice("socks", "Wool Socks", "size", {"35–38": "", "39–42": "", "43–46": ""}),
        choice("jeans", "Work Jeans", "size", {"32/34": ""}),
        choice("mug", "Alma Mug", "colour", {"Ink": "#27394f"}),
        choice("cup", "Pim Cup", "colour", {"Blue": "#2f66b5"}),
    ], [])  # fmt: skip


@pytest.fixture
def catalogue(shop: MemoryRows) -> Catalogue:
    return Catalogue(shop, "s1")


def ids(catalogue: Catalogue, text: str, language: str = "en") -> list[str]:
    return [tile.product_id for tile in catalogue.search(Query(text, language=language)).tiles]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kaserole", "casserole"),  # two slips in one half, but it sounds so
        ("sandles", "sandals"),  # not "sand les"
        ("telefone", "telephone"),
        ("aprin", "apron"),  # not the many that begin "sprin"
    ],
)
def test_what_sounds_alike_goes_before_what_is_frequent(catalogue: Catalogue, typed: str, meant: str) -> None:
    found = catalogue.search(Query(typed))
    assert found.did_you_mean == meant
    assert meant in found.tiles[0].name.lower()


def test_sounds_and_keys_tell_how_likely_a_slip_is() -> None:
    assert sound("kasserolle") == sound("casserole")
    assert likelihood("fone", "phone") == likelihood("botle", "bottle") == 1
    assert likelihood("trey", "tray") > likelihood("trey", "trzy")
    assert likelihood("rain", "lain") < likelihood("rain", "rein")


@pytest.mark.parametrize("typed", ["freezer - sf", "sfch", "sfch4", "sfch400", "SFCH 400"])
def test_letters_and_beginnings_of_a_model_number_find_it(catalogue: Catalogue, typed: str) -> None:
    assert ids(catalogue, typed)[0] == "freezer"


def test_a_sku_is_found_by_its_letters(shop: MemoryRows) -> None:
    shop.put(Collection.PRODUCT, "qx77", simple("qx77", "Odd Thing"))
    assert ids(Catalogue(shop, "s1"), "qx") == ["qx77"]


def test_a_stem_of_three_letters_does_not_stand_for_german_leather(catalogue: Catalogue) -> None:
    assert ids(catalogue, "leder", "de") == ["bag"]
    assert ids(catalogue, "led", "de") == ["bag", "lamp"]


def test_an_unknown_compound_is_one_of_its_last_part(catalogue: Catalogue) -> None:
    assert ids(catalogue, "wintermütze", "de") == ["beanie"]
    assert ids(catalogue, "wintermuetze", "de") == ["beanie"]


def test_words_mean_what_they_mean_in_the_shoppers_language(catalogue: Catalogue) -> None:
    assert ids(catalogue, "jeans", "de")[:2] == ["jeans", "trousers"]
    assert "hose" in ids(catalogue, "hosepipe", "en")
    assert "hose" not in ids(catalogue, "jeans", "en")


def test_phrases_and_plurals_have_synonyms_while_typed(catalogue: Catalogue) -> None:
    assert ids(catalogue, "knives") == ["knife"]
    assert ids(catalogue, "insulated bottles") == ids(catalogue, "insulated bottle ") == ["flask"]


def test_a_shop_gives_synonyms_by_language(shop: MemoryRows) -> None:
    shop.put(Collection.SETTING, "synonyms", json.dumps({"value": {"de": [["topflappen", "casserole"]]}}))
    catalogue = Catalogue(shop, "s1")
    assert ids(catalogue, "topflappen", "de") == ["casserole"]
    assert ids(catalogue, "topflappen", "fr") == []


def test_the_word_that_names_the_thing_is_kept(catalogue: Catalogue) -> None:
    found = catalogue.search(Query("mirror 80cm"))
    assert (found.relaxed, [tile.product_id for tile in found.tiles]) == ("80cm", ["mirror"])


def test_a_size_within_a_range_is_found_but_no_length(catalogue: Catalogue) -> None:
    assert ids(catalogue, "socks 40") == ids(catalogue, "socks 39-42") == ["socks"]
    assert catalogue.search(Query("jeans 33 ")).relaxed == "33"


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "blue"), ("de", "blau"), ("fr", "bleue"), ("pl", "niebieska")]
)
def test_plain_colours_find_what_the_shop_calls_otherwise(
    catalogue: Catalogue, language: str, typed: str
) -> None:
    assert set(ids(catalogue, typed, language)) == {"mug", "cup"}


def test_a_colour_the_shop_calls_so_comes_first(catalogue: Catalogue) -> None:
    assert ids(catalogue, "blue") == ["cup", "mug"]


@pytest.mark.parametrize(
    ("swatch", "name"),
    [
        ("#1c1c1e", "black"), ("#fbfbf9", "white"), ("#8d9096", "grey"), ("#c62f34", "red"), ("#e8792b", "orange"),
        ("#f0c52e", "yellow"), ("#3c8f4d", "green"), ("#2f66b5", "blue"), ("#74479c", "purple"), ("#c98b8f", "pink"),
        ("#73492f", "brown"), ("#d9c9ac", "beige"), ("", ""), ("blue", ""),
    ],
)  # fmt: skip
def test_swatches_have_plain_names(swatch: str, name: str) -> None:
    assert family(swatch) == name


def test_corrected_words_are_written_as_the_shop_writes_them(catalogue: Catalogue) -> None:
    assert catalogue.search(Query("wintermuetze", language="de")).did_you_mean == "mütze"
    assert catalogue.search(Query("mützze", language="de")).did_you_mean == "mütze"


def test_found_tells_how_many_have_all_words(catalogue: Catalogue) -> None:
    none = catalogue.search(Query("mirror 80cm"))
    assert (none.relaxed, none.exact, none.total) == ("80cm", 0, 1)
    some = catalogue.search(Query("rug 1"))
    assert (some.relaxed, some.exact, some.total) == ("1", 1, 3)
    assert catalogue.search(Query("rug")).exact == 0  # nothing was changed


def test_suggestions_are_of_the_shoppers_language_and_of_names() -> None:
    rows = MemoryRows([
        german("beanie", "Docker Beanie", "Mütze Docker", popularity=1),
        german("mug", "Blue Mug", "Becher Blau", popularity=9, description="Muted and must be dried."),
        german("hat", "Two Hats", "Zwei Mützen"),
        german("tee", "Blue T-Shirt", "Blaues T-Shirt"),
    ], [])  # fmt: skip
    catalogue = Catalogue(rows, "s1")
    assert catalogue.suggest("mu", language="de") == ["mütze", "mug"]
    assert catalogue.suggest("mu", language="en")[0] == "mug"
    assert "mütze" not in catalogue.suggest("mu", language="en")
    assert catalogue.suggest("ts", language="en") == ["t-shirt"]


def test_a_decimal_is_a_size_and_no_model_number(shop: MemoryRows) -> None:
    shop.put(Collection.PRODUCT, "shoe", simple("shoe", "Shoe 9.5"))
    shop.put(Collection.PRODUCT, "95-100", simple("95-100", "Lamp"))
    catalogue = Catalogue(shop, "s1")
    assert ids(catalogue, "shoe 9.5") == ids(catalogue, "9,5 ") == ["shoe"]


def test_a_known_word_is_left_out_rather_than_misread(shop: MemoryRows) -> None:
    shop.put(Collection.PRODUCT, "milk", simple("milk", "Whole Milk"))
    shop.put(Collection.PRODUCT, "mill", simple("mill", "Mill", description="Weighs 1.5 units."))
    found = Catalogue(shop, "s1").search(Query("milk 1.5"))
    assert (found.did_you_mean, found.relaxed) == ("", "1.5")
    assert found.tiles[0].product_id == "milk"


def test_plurals_of_unknown_compounds_and_slips_of_synonyms_are_understood(shop: MemoryRows) -> None:
    shop.put(Collection.PRODUCT, "disc", simple("disc", "Flying Disc"))
    catalogue = Catalogue(shop, "s1")
    assert ids(catalogue, "wintermützen", "de") == ["beanie"]
    assert ids(catalogue, "frizbee") == ["disc"]


def test_a_lost_letter_goes_before_two_words(shop: MemoryRows) -> None:
    pants = [german(f"p{n}", f"Pants {n}", f"Hose Training {n}") for n in range(5)]
    for product in (*pants, german("track", "Track Pants", "Trainingshose")):
        shop.put(Collection.PRODUCT, product.id, product)
    assert ids(Catalogue(shop, "s1"), "traininghose", "de")[0] == "track"


def test_how_to_care_for_a_thing_is_not_what_it_is(shop: MemoryRows) -> None:
    cared = simple("cap", "Cap", attributes={"Care": ("Wash at 40 with care.",)}, popularity=99)
    shop.put(Collection.PRODUCT, "cap", cared)
    found = ids(Catalogue(shop, "s1"), "40 ")
    assert found.index("socks") < found.index("cap")
