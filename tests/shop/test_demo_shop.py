"""The demo shop as it stands in the repository: every record valid, every code right, every picture there."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from shared.domain.catalogue import Category, Product
from shared.domain.codes import gtin14
from shared.domain.location import Location
from shared.domain.people import StaffMember

SHOP = Path(__file__).parents[2] / "assets" / "shop"
LANGUAGES = {"de", "pl", "fr", "ar"}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHOP / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def products() -> list[Product]:
    return [Product.model_validate(row) for row in rows("products")]


@pytest.fixture(scope="module")
def categories() -> list[Category]:
    return [Category.model_validate(row) for row in rows("categories")]


@pytest.fixture(scope="module")
def locations() -> list[Location]:
    return [Location.model_validate(row) for row in rows("locations")]


def test_the_shop_has_the_size_of_a_shop(products: list[Product], categories: list[Category]) -> None:
    departments = [category for category in categories if category.parent_id is None]
    assert len(departments) == 6
    assert 250 <= len(products) <= 350
    assert 500 <= sum(len(product.variants) for product in products) <= 1200


def test_no_field_is_lost_to_a_misspelt_name(products: list[Product]) -> None:
    for row, product in zip(rows("products"), products, strict=True):
        assert set(row) <= set(Product.model_fields)
        kept = json.loads(product.model_dump_json(exclude_unset=True))
        assert kept == row


def test_ids_skus_and_codes_are_unique_and_right(products: list[Product]) -> None:
    variants = [variant for product in products for variant in product.variants]
    for values in (
        [product.id for product in products],
        [product.name for product in products],
        [variant.sku for variant in variants],
        [variant.gtin for variant in variants],
    ):
        assert not [value for value, count in Counter(values).items() if count > 1]
    for variant in variants:
        assert variant.gtin is not None
        assert len(variant.gtin) == 13
        assert "20" <= variant.gtin[:2] <= "29"  # the range for codes inside a shop's own walls
        assert gtin14(variant.gtin) is not None


def test_variants_choose_from_the_options_and_no_two_choose_alike(products: list[Product]) -> None:
    for product in products:
        offered = {option.id: {value.id for value in option.values} for option in product.options}
        chosen = [tuple(sorted(variant.options.items())) for variant in product.variants]
        assert len(set(chosen)) == len(chosen)
        for variant in product.variants:
            assert set(variant.options) == set(offered)
            assert all(value in offered[option] for option, value in variant.options.items())


def test_prices_are_believable_and_promotions_cheaper(products: list[Product]) -> None:
    promoted = 0
    for product in products:
        for variant in product.variants:
            price = variant.price
            assert price.currency == "EUR"
            assert 500 <= price.amount <= 90_000
            if price.promotion:
                assert 0.6 * price.amount < price.promotion.amount < price.amount
        promoted += product.variants[0].price.promotion is not None
    assert 0.08 <= promoted / len(products) <= 0.17


def test_links_point_at_other_products_and_every_category_is_used(
    products: list[Product], categories: list[Category]
) -> None:
    known = {product.id for product in products}
    nodes = {category.id: category for category in categories}
    used = set()
    for product in products:
        assert product.id not in {*product.goes_with, *product.similar}
        assert {*product.goes_with, *product.similar} <= known
        for key in product.category_ids:
            node: Category | None = nodes[key]
            while node:
                used.add(node.id)
                node = nodes[node.parent_id] if node.parent_id else None
    assert used == set(nodes)


def test_words_are_there_in_every_language(products: list[Product], categories: list[Category]) -> None:
    for product in products:
        assert set(product.words) == LANGUAGES
        for wording in product.words.values():
            assert wording.name
            assert wording.short
            assert wording.description
        assert any("\u0600" <= letter <= "\u06ff" for letter in product.words["ar"].name)
    shorts = Counter(product.short for product in products)
    assert max(shorts.values()) == 1
    assert all(set(category.words) == LANGUAGES for category in categories)


def test_every_picture_opens_and_is_small_enough_to_carry(products: list[Product]) -> None:
    shown = {media.path for product in products for media in product.media}
    shown |= {media.path for product in products for variant in product.variants for media in variant.media}
    total = 0
    for path in shown:
        total += (SHOP / path).stat().st_size
        with Image.open(SHOP / path) as picture:
            picture.load()
            assert picture.format == "WEBP"
            assert picture.size == (720, 900)
    assert total <= 8_000_000
    assert {f"media/{file.name}" for file in (SHOP / "media").iterdir()} == shown
    for product in products:
        assert product.media
        assert all(variant.media for variant in product.variants)


def test_pictures_stand_on_the_tile_colour(products: list[Product]) -> None:
    for product in products:
        with Image.open(SHOP / product.media[0].path) as picture:
            corner = picture.convert("RGB").crop((0, 0, 12, 12)).resize((1, 1)).getpixel((0, 0))
        assert isinstance(corner, tuple)
        assert all(abs(a - b) <= 10 for a, b in zip(corner, (0xF1, 0xEE, 0xE8), strict=True))


def test_stock_is_of_this_shop_and_uneven(products: list[Product], locations: list[Location]) -> None:
    skus = {variant.sku for product in products for variant in product.variants}
    places = {location.id: location.kind for location in locations}
    held: dict[str, dict[str, int]] = {}
    for row in rows("stock"):
        assert row["sku"] in skus
        assert row["location_id"] in places
        assert row["on_hand"] >= 0
        assert row["location_id"] not in held.setdefault(row["sku"], {})
        held[row["sku"]][row["location_id"]] = row["on_hand"]
    kinds = Counter(
        frozenset(places[place] for place, units in held.get(sku, {}).items() if units) for sku in skus
    )
    assert kinds[frozenset()] > 5  # sold out everywhere
    assert kinds[frozenset({"warehouse"})] > 20  # at a warehouse only
    assert kinds[frozenset({"store"})] > 10  # in stores only
    one_store = [sku for sku in skus if len([u for u in held.get(sku, {}).values() if u]) == 1]
    assert len(one_store) > 20


def test_five_stores_two_warehouses_and_their_people(locations: list[Location]) -> None:
    stores = [location for location in locations if location.kind == "store"]
    assert len(stores) == 5
    assert len(locations) - len(stores) == 2
    for store in stores:
        assert store.tz
        assert store.phone
        assert any(store.hours.week)
        assert 0 < min(store.distance_km(other) for other in stores if other is not store) < 100
    people = [StaffMember.model_validate(row) for row in rows("staff")]
    assert len({person.badge for person in people}) == len(people)
    roles = Counter((person.location_id, person.role) for person in people)
    assert roles == {(store.id, role): 1 for store in stores for role in ("manager", "clerk", "picker")}
    assert all(person.pin_hash.startswith("$argon2id$") for person in people)
