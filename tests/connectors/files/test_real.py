"""The real shops, stores and lists, where their folder lies beside the project."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from bus.connectors.files import magento, shop
from bus.connectors.files.gather import gather
from bus.connectors.files.importing import bring_in
from bus.connectors.files.records import Feed, Verdict
from bus.database import Database
from bus.feed import rows
from shared.domain.catalogue import Product
from shared.domain.errors import RefusedInput

DATA = Path(__file__).parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real data (../shared/data) is not here")


def test_luma_goes_in_whole_and_twice_without_a_change(database: Database, tmp_path: Path) -> None:
    media = tmp_path / "hub" / "media"
    loaded = shop.load_shop(database, DATA / "luma", DATA / "bestbuy-stores", tmp_path / "hub")
    assert (loaded.products, loaded.variants, loaded.stores) == (181, 1891, 8)
    assert len([path for path in media.rglob("*") if path.is_file()]) > 700
    head = database.read(rows.head)
    again = shop.load_shop(database, DATA / "luma", DATA / "bestbuy-stores", tmp_path / "hub")
    assert again == loaded
    assert database.read(rows.head) == head


def test_luma_is_read_as_a_shopper_would_tell_it() -> None:
    feed = Feed("luma")
    gathered = gather(DATA / "luma", feed)
    products = {product.id: product for product in gathered.products}
    assert sum(len(product.variants) for product in products.values()) == 1_891
    refused = [remark for remark in gathered.remarks if remark.verdict is Verdict.REFUSED]
    assert {Path(remark.file).name for remark in refused} == {"reviews.csv", "gear_related.csv"}
    hoodie = products["luma:MH01"]
    assert [value.label for value in hoodie.options[1].values] == ["XS", "S", "M", "L", "XL"]
    options = [
        option for product in products.values() for option in product.options if option.kind == "colour"
    ]
    assert all(value.swatch for option in options for value in option.values)
    pants = products["luma:MP01"]
    assert [value.label for value in pants.options[1].values] == ["32", "33", "34", "36"]
    assert products["luma:24-WB05"].variants[0].price.promotion is not None
    assert len(products["luma:sprite-stasis-ball"].variants) == 9
    assert len(products["luma:sprite-yoga-strap"].variants) == 3
    assert [c.name for c in gathered.categories.values()][:3] == ["Women", "Men", "Gear"]
    for product in products.values():
        assert product.media
        assert product.category_ids
        assert not any(mark in product.description for mark in ("<", "&bull;", "&amp;", "•"))
        assert all(code.startswith("luma:") for code in (*product.goes_with, *product.similar))
    assert sum(product.rating_count for product in products.values()) > 300


def test_a_magento_row_takes_less_than_a_millisecond() -> None:
    started = time.process_time()
    found = sum(
        isinstance(record, Product) for record in magento.read(DATA / "luma" / "products.csv", Feed("l"))
    )
    assert found == 147
    assert (time.process_time() - started) / 1_994 < 0.001


def test_every_real_feed_goes_in(database: Database, tmp_path: Path) -> None:
    sizes = {
        "shopifypartners-apparel.csv": (20, 22, 0),
        "shopifypartners-home-and-garden.csv": (20, 21, 0),
        "shopifypartners-jewelery.csv": (20, 23, 0),
        "woocommerce-sample_products.csv": (13, 18, 5),
    }
    for name, (products, variants, skipped) in sizes.items():
        feed = Feed(name.partition(".")[0])
        gathered = gather(DATA / "feeds" / name, feed)
        outcome = bring_in(database, gathered, feed, tmp_path)
        assert (outcome.products.added, outcome.variants) == (products, variants), name
        assert (outcome.count(Verdict.REFUSED), outcome.count(Verdict.SKIPPED)) == (0, skipped), name


def test_the_real_stores_lose_their_dirt() -> None:
    gathered = gather(DATA / "bestbuy-stores" / "stores.jsonl.gz", Feed("b"))
    places = list(gathered.locations.values())
    assert (len(places), gathered.remarks) == (1_565, [])
    assert max(Counter(place.name for place in places).values()) == 1
    assert all(len(place.address.postcode.partition("-")[0]) == 5 for place in places)
    assert sum(not place.hours.week[6] for place in places) == 4
    assert all(0 < closes - opens <= 1_440 for p in places for day in p.hours.week for opens, closes in day)
    assert sum(not place.services for place in places) == 189


def test_the_real_lists_go_in(database: Database, tmp_path: Path) -> None:
    feed = Feed("items", default_price=499)
    outcome = bring_in(database, gather(DATA / "barcodes", feed), feed, tmp_path)
    assert (outcome.products.added, outcome.pictures, outcome.count(Verdict.REFUSED)) == (6_559, 20, 1)
    orders = gather(DATA / "orders", Feed("orders", currency="GBP"))
    assert len(orders.products) > 3_000
    assert "POST" not in {product.variants[0].sku for product in orders.products}
    with pytest.raises(RefusedInput, match="a taxonomy alone is no feed"):
        gather(DATA / "taxonomy", Feed("t"))
    tree = gather(DATA / "bestbuy-stores" / "categories.jsonl.gz", Feed("b"))
    assert len(tree.categories) == 4_583
    assert not any(
        "Ã" in json.dumps(category.name, ensure_ascii=False) for category in tree.categories.values()
    )
