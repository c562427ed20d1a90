"""Each format's sample becomes the products, stock and remarks it means."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bus.connectors.files import formats
from bus.connectors.files.gather import Gathered, gather
from bus.connectors.files.records import Count, Feed, Remark, Verdict
from shared.domain.catalogue import Product
from shared.domain.errors import EnvironmentFault, RefusedInput
from tests.connectors.files.conftest import SAMPLES

TODAY = date(2026, 11, 20)


def taken(path: Path, **told: object) -> tuple[Gathered, dict[str, Product]]:
    gathered = gather(path, Feed("s", today=TODAY, **told))  # type: ignore[arg-type]
    return gathered, {product.id: product for product in gathered.products}


def reasons(gathered: Gathered, verdict: Verdict) -> dict[tuple[str, int], str]:
    return {(r.file, r.line): r.reason for r in gathered.remarks if r.verdict is verdict}


def stock(gathered: Gathered) -> dict[str, int]:
    return {count.sku: count.units for count in gathered.counts}


def test_magento_joins_variations_links_reviews_and_pictures(samples: Path) -> None:
    gathered, products = taken(samples / "magento")
    assert set(products) == {"s:MA01", "s:GB01", "s:GB02", "s:ash-ball"}
    jacket = products["s:MA01"]
    assert jacket.name == "Alder Jacket"
    assert (jacket.description, jacket.bullets) == ("Warm & light.", ("Zip pockets.", "Machine wash."))
    assert jacket.category_ids == ("s:men/jackets", "s:collections/eco-friendly")
    assert [[value.label for value in option.values] for option in jacket.options] == [
        ["Blue", "Red"],
        ["S", "M", "XL"],
    ]
    assert [option.id for option in jacket.options] == ["colour", "size"]
    assert jacket.options[0].values[0].swatch == "#2f66b5"
    assert len(jacket.variants) == 6
    red = jacket.variant("MA01-S-Red")
    assert red.options == {"colour": "red", "size": "s"}
    assert (red.price.amount, red.weight_g) == (6000, 544)
    assert red.price.promotion is not None
    assert (red.price.promotion.amount, red.price.promotion.starts) == (
        4500,
        datetime(2026, 11, 1, tzinfo=UTC),
    )
    assert jacket.attributes == {"material": ("Wool", "Cocona® fabric"), "features": ("Eco collection",)}
    assert jacket.new_from == TODAY
    assert jacket.wording("de").name == "Jacke Alder"
    assert jacket.goes_with == ("s:GB01",)
    assert [media.path for media in jacket.media] == ["/m/a/ma01-blue.jpg", "/m/a/ma01-red.jpg"]
    assert stock(gathered)["MA01-S-Red"] == 7
    skipped = reasons(gathered, Verdict.SKIPPED)
    assert {reason for (file, _), reason in skipped.items() if file == "products.csv"} == {
        "a virtual product is no article of its own",
        "switched off in the source",
    }
    refused = reasons(gathered, Verdict.REFUSED)
    assert any("'ask us' is no price" in reason for reason in refused.values())
    assert any("variation 'MA01-L-Blue' has no usable row" in reason for reason in refused.values())


def test_magento_gear_has_its_own_shape(samples: Path) -> None:
    gathered, products = taken(samples / "magento")
    bag = products["s:GB01"]
    assert bag.category_ids == ("s:gear/bags", "s:collections/eco-friendly")
    assert bag.attributes == {"features": ("Waterproof", "Lockable"), "material": ("Canvas",)}
    assert bag.bullets == ("Two handles.", "Lockable")
    assert bag.variants[0].price.promotion is not None
    assert products["s:GB02"].variants[0].price.promotion is None  # its special price is the price
    assert (bag.rating, bag.rating_count, bag.reviews[0].text) == (3.5, 2, "Holds all.")
    assert bag.popularity == 7  # its stars, for want of sales figures
    assert bag.similar == ("s:GB02", "s:ash-ball")
    ball = products["s:ash-ball"]
    assert {variant.sku: variant.options for variant in ball.variants} == {
        "GB65-g": {"colour": "gray", "size": "65-cm"},
        "GB55-g": {"colour": "gray", "size": "55-cm"},
        "GB55-b": {"colour": "blue", "size": "55-cm"},
    }
    assert ball.variant("GB55-b").media[0].path == "/g/b/gb01.jpg"
    refused = reasons(gathered, Verdict.REFUSED)
    assert "GB55-x cannot be told from GB55-b" in refused["gear/products_balls.csv", 5]
    assert refused["reviews.csv", 4] == "rating '9' is none of 1 to 5"
    assert "which no product has" in refused["reviews.csv", 5]
    assert "GONE" in reasons(gathered, Verdict.NOTED)["links/gear_upsell.csv", 2]
    names = [category.name for category in gathered.categories.values()]
    assert names[:2] == ["Men", "Gear"]
    assert "Women" not in names  # no product, no category
    assert gathered.categories["s:gear"].media is not None
    assert "example.com" not in bag.model_dump_json()  # reviewers' addresses are not read


def test_shopify_rows_of_a_handle_are_one_product(samples: Path) -> None:
    gathered, products = taken(samples / "shopify.csv")
    assert set(products) == {"s:linen-shirt", "s:mug"}
    shirt = products["s:linen-shirt"]
    assert (shirt.brand, shirt.category_ids) == ("Harbour", ("s:shirts",))
    assert [media.path[-11:] for media in shirt.media[:3]] == ["shirt-1.jpg", "shirt-2.jpg", "shirt-3.jpg"]
    blue, white = shirt.variants
    assert (blue.sku, white.sku) == ("linen-shirt-light-blue-m", "linen-shirt-white-l")
    assert (blue.price.amount, blue.price.promotion and blue.price.promotion.amount) == (5990, 4990)
    assert (blue.gtin, white.gtin, blue.weight_g) == ("04006381333931", None, 180)
    assert blue.media[0].path.endswith("blue.jpg")
    mug = products["s:mug"]
    assert (mug.variants[0].sku, mug.options, mug.category_ids) == ("0042", (), ("s:kitchen", "s:gifts"))
    assert stock(gathered) == {"linen-shirt-light-blue-m": 3, "linen-shirt-white-l": 0, "0042": 12}
    refused = reasons(gathered, Verdict.REFUSED)
    assert "stands on line 3 already" in refused["shopify.csv", 4]
    assert "not above zero" in refused["shopify.csv", 8]
    assert "'1234567890123' is no GTIN" in reasons(gathered, Verdict.NOTED)["shopify.csv", 3]
    assert reasons(gathered, Verdict.SKIPPED) == {("shopify.csv", 7): "not published in the source"}


def test_woocommerce_joins_variations_to_their_parent(samples: Path) -> None:
    gathered, products = taken(samples / "woocommerce.csv")
    assert set(products) == {"s:tee", "s:cap", "s:woo-8"}
    tee = products["s:tee"]
    assert {variant.sku: variant.options for variant in tee.variants} == {
        "tee-blue": {"colour": "blue"},
        "tee-red": {"colour": "red"},
    }
    assert tee.attributes == {"size": ("Small", "Large")}  # any size: not an article each
    assert tee.category_ids == ("s:clothing/tees", "s:gifts")
    assert (tee.variants[0].weight_g, tee.goes_with) == (227, ("s:cap",))
    promotion = tee.variant("tee-red").price.promotion
    assert promotion is not None
    assert (promotion.amount, promotion.starts) == (1500, datetime(2026, 11, 1, tzinfo=UTC))
    assert stock(gathered) == {"tee-blue": 4, "tee-red": 0, "woo-8": 2}
    assert len(reasons(gathered, Verdict.SKIPPED)) == 2
    assert "nobody" in reasons(gathered, Verdict.REFUSED)["woocommerce.csv", 8]


def test_google_merchant_items_of_a_group_are_one_product(samples: Path) -> None:
    gathered, products = taken(samples / "merchant.tsv")
    lamp = products["s:L1"]
    assert (lamp.name, lamp.brand, lamp.category_ids) == ("Cedar Lamp", "Cedar", ("s:home/lamps",))
    assert lamp.description == 'Lights 7" wide rooms.'
    small = lamp.variant("L1-S")
    assert (small.price.amount, small.price.currency, small.weight_g) == (3900, "EUR", 1500)
    assert small.price.promotion is not None
    assert small.price.promotion.starts == datetime(2026, 10, 31, 23, tzinfo=UTC)
    assert products["s:V1"].variants[0].price.amount == 1250
    assert stock(gathered) == {"L1-S": 6, "L1-L": 0}
    assert "stands on line 4 already" in reasons(gathered, Verdict.REFUSED)["merchant.tsv", 5]


def test_googles_numbers_are_names_where_the_taxonomy_lies_beside(samples: Path, tmp_path: Path) -> None:
    _, products = taken(samples / "merchant.tsv")
    assert products["s:V1"].category_ids == ()
    folder = tmp_path / "both"
    folder.mkdir()
    (samples / "merchant.tsv").rename(folder / "feed.tsv")
    (folder / "t.txt").write_text(
        "# Google_Product_Taxonomy_Version: 2019-07-10\n536 - Home\n594 - Home > Vases\n"
    )
    gathered, products = taken(folder)
    assert products["s:V1"].category_ids == ("s:home/vases",)
    assert gathered.categories["s:home/vases"].parent_id == "s:home"
    (folder / "feed.tsv").unlink()
    with pytest.raises(RefusedInput, match="put it beside one that refers to it"):
        taken(folder)


def test_stores_lose_their_dirt(samples: Path) -> None:
    gathered, _ = taken(samples / "stores.jsonl")
    places = gathered.locations
    assert [place.name for place in places.values()] == [
        "Springfield (MA)",
        "Springfield (IL)",
        "Terminal (Gate 1)",
        "Terminal (Gate 9)",
    ]
    assert [place.address.postcode for place in places.values()] == ["01103", "62701", "32504", "32504-0001"]
    assert [place.tz for place in places.values()] == [
        "America/New_York",
        "America/Chicago",
        "America/Chicago",
        "America/Chicago",
    ]
    first = places["s-1"]
    assert (first.hours.week[6], first.services) == (((720, 1080),), ("Pickup",))
    assert places["s-2"].hours.week[6] == ()
    assert "taken as 10:00 to 20:00" in reasons(gathered, Verdict.NOTED)["stores.jsonl", 3]
    assert sorted(line for _, line in reasons(gathered, Verdict.REFUSED)) == [5, 6, 7, 8]


def test_items_without_a_price_need_one(samples: Path) -> None:
    gathered, products = taken(samples / "items.jsonl")
    assert products == {}
    assert all(
        "price" in reason or "GTIN" in reason for reason in reasons(gathered, Verdict.REFUSED).values()
    )
    gathered, products = taken(samples / "items.jsonl", default_price=499)
    assert [product.brand for product in products.values()] == ["Acme foods"] * 3
    assert products["s:00012345678905"].name == "Corn Café"
    assert [remark.line for remark in gathered.remarks] == [4]


def test_own_records_are_taken_as_they_are(samples: Path) -> None:
    gathered, products = taken(samples / "own")
    assert set(products) == {"shop:cup"}
    assert set(gathered.locations) == {"north"}
    assert set(gathered.staff) == {"ann"}
    assert set(gathered.categories) == {"shop:kitchen"}
    assert gathered.counts == [Count("CUP", 5, "north"), Count("CUP", 5, "moon")]
    refused = reasons(gathered, Verdict.REFUSED)
    assert "variants" in refused["products.jsonl", 2]
    assert "on_hand" in refused["stock.jsonl", 2]


def test_order_lines_tell_what_is_popular(samples: Path) -> None:
    gathered, products = taken(samples / "orders.csv", currency="GBP")
    lamp = products["s:10A"]
    assert (lamp.name, lamp.popularity, lamp.variants[0].price.amount) == ("Red Lamp", 8, 495)
    assert len(products) == 1
    assert len(reasons(gathered, Verdict.SKIPPED)) == 3


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"Dear sir,\nplease find attached\n", b"\x89PNG\r\n\x1a\n\0\0", b"{}", b"[1, 2]", b'{"a": 1}\n',
     b"PK\x03\x04zip", b"\x1f\x8bhalf", b"sku,colour\nA,red\n", b"\xff\xfe"],
)  # fmt: skip
def test_what_is_no_feed_gets_one_clear_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "feed.csv"
    path.write_bytes(data)
    with pytest.raises(RefusedInput, match="this is no feed"):
        gather(path, Feed("s"))


def test_a_folder_without_feeds_and_a_missing_one_say_so(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match="no feed in this folder"):
        gather(tmp_path, Feed("s"))
    with pytest.raises(EnvironmentFault, match="no such file or folder"):
        gather(tmp_path / "none", Feed("s"))


def test_every_sample_is_recognised_by_its_content_alone(samples: Path, tmp_path: Path) -> None:
    for path in samples.rglob("*.*"):
        if path.suffix in {".csv", ".tsv", ".jsonl"}:
            plain = tmp_path / "x"
            plain.write_bytes(path.read_bytes())
            assert formats.recognise(plain) == formats.recognise(path) is not None


@pytest.mark.parametrize("name", ["magento/products.csv", "shopify.csv", "woocommerce.csv", "merchant.tsv"])
def test_a_feed_cut_anywhere_gives_no_other_products(samples: Path, name: str) -> None:
    path = samples / name
    whole = path.read_bytes()
    form = formats.recognise(path)
    assert form is not None
    known = {record.id for record in form.read(path, Feed("s")) if isinstance(record, Product)}
    most = 0
    for cut in range(whole.index(b"\n") + 1, len(whole), 23):
        path.write_bytes(whole[:cut])
        found = list(form.read(path, Feed("s")))
        ids = {record.id for record in found if isinstance(record, Product)}
        assert ids <= known
        assert all(record.reason for record in found if isinstance(record, Remark))
        most = max(most, len(ids))
    assert most >= len(known) - 1


FEEDS = sorted(path for path in SAMPLES.rglob("*.*") if path.suffix in {".csv", ".tsv", ".jsonl"})
NOISE = (
    b'"',
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"NaN",
    b"Infinity",
    b"1e999",
    b"9" * 5_000,
    b"<p>",
    b"{",
    b"null",
    b"|",
    b"=",
)


@settings(max_examples=400)
@given(st.sampled_from(FEEDS), st.lists(st.tuples(st.integers(0, 10**4), st.sampled_from(NOISE)), max_size=4))
def test_noise_in_any_feed_never_stops_its_reader(path: Path, noise: list[tuple[int, bytes]]) -> None:
    form = formats.recognise(path)
    assert form is not None
    data = path.read_bytes()
    for place, token in noise:
        at = place % len(data)
        data = data[:at] + token + data[at + len(token) :]
    with tempfile.NamedTemporaryFile(suffix=path.suffix) as broken:
        broken.write(data)
        broken.flush()
        for record in form.read(Path(broken.name), Feed("s", default_price=5)):
            assert not isinstance(record, Remark) or record.reason
