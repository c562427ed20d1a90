"""What holds for every product, every prefix and every size of a catalogue, on a made shop of 600 products."""

import json
from collections import Counter
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.shop import categories, products, queries
from shared.cache.search import layout
from shared.cache.search.index import Index
from shared.cache.search.loops_counting import best
from shared.cache.search.loops_view import view_of
from shared.cache.search.model import Found, Query
from shared.cache.search.respelling import ENOUGH
from shared.domain.catalogue import Product
from shared.domain.messages import Collection
from shared.domain.stock import StockRow
from tests.search.conftest import AS_OF
from tests.search.rows import MemoryRows

COUNT = 600


@cache
def made() -> list[dict[str, object]]:
    return list(products(COUNT))


@cache
def rows() -> MemoryRows:
    held = MemoryRows()
    for category in categories():
        held.put(Collection.CATEGORY, str(category["id"]), json.dumps(category))
    for n, product in enumerate(made()):
        held.put(Collection.PRODUCT, str(product["id"]), json.dumps(product))
        if n % 3 == 0:
            sku = f"SKU-{n:07d}"
            held.put(Collection.STOCK, sku, StockRow(sku=sku, atp={"s1": n % 4, "s2": 1}, as_of=AS_OF))
    return held


@cache
def index() -> Index:
    built = Index(rows(), "s1")
    built.engine()
    return built


@cache
def index_of_bitmaps() -> Index:
    """The same shop, held as a catalogue of a million is held."""
    before = layout.WIDE_FROM, layout.WIDE_PART
    layout.WIDE_FROM, layout.WIDE_PART = 1, 64  # type: ignore[misc]
    built = Index(rows(), "s1")
    built.engine()
    layout.WIDE_FROM, layout.WIDE_PART = before  # type: ignore[misc]
    assert len(built.engine().segments[0].wide) > 100
    return built


def ids(text: str) -> list[str]:
    return [tile.product_id for tile in index().search(Query(text, limit=COUNT)).tiles]


@given(st.integers(0, COUNT - 1), st.integers(1, 60))
def test_every_beginning_of_a_name_finds_its_product(n: int, letters: int) -> None:
    product = made()[n]
    typed = str(product["name"])[:letters]
    if any(ch.isalnum() for ch in typed):
        assert product["id"] in ids(typed)


@given(st.integers(0, COUNT - 1), st.randoms(use_true_random=False))
def test_the_order_of_words_does_not_matter(n: int, random: object) -> None:
    words = [word for word in str(made()[n]["name"]).split() if word.isalpha()]  # "1 litre" is no "litre 1"
    turned = words.copy()
    random.shuffle(turned)  # type: ignore[attr-defined]
    found, again = ids(" ".join(words) + " "), ids(" ".join(turned) + " ")
    if words:
        assert made()[n]["id"] in found
        assert made()[n]["id"] in again
    if len(found) >= ENOUGH:  # fewer, and neighbours may be read as one word: "tea pot"
        assert set(found) == set(again)


@given(st.integers(0, COUNT - 1))
def test_numbers_find_exactly_their_product(n: int) -> None:
    product = made()[n]
    told = Product.model_validate(product).variants[0]
    assert told.gtin is not None
    assert ids(told.sku) == [product["id"]]
    for typed in (told.gtin, told.gtin.zfill(14), told.gtin.lstrip("0")):
        assert ids(typed)[0] == product["id"]


texts = st.sampled_from([q.text[:n] for q in queries(40, made()) for n in range(1, len(q.text) + 1)] + [""])
values = {
    "brand": frozenset(str(p["brand"]) for p in made()[:6]),
    "colour": frozenset({"Red", "Blue"}),
    "here": frozenset({"1"}),
    "rating": frozenset({"4"}),
    "price": frozenset({"1000-2500", "2500-"}),
    "size": frozenset({"M", "39"}),
}
chosen = st.sets(st.sampled_from(sorted(values)), max_size=3)


@given(texts, chosen, st.sampled_from(["best", "price_up", "price_down", "new"]))
def test_small_and_large_catalogues_answer_the_same(text: str, filters: set[str], sort: str) -> None:
    query = Query(text, filters={f: values[f] for f in filters}, sort=sort, limit=48)  # type: ignore[arg-type]
    assert index_of_bitmaps().search(query) == index().search(query)


def lines() -> dict[str, set[str]]:
    """Category id → itself and all above it."""
    parents = {str(c["id"]): c["parent_id"] for c in categories()}
    found: dict[str, set[str]] = {}
    for start in parents:
        at: object = start
        found[start] = set()
        while at is not None:
            found[start].add(str(at))
            at = parents[str(at)]
    return found


@cache
def told() -> list[dict[str, set[str]]]:
    """Of each made product what it counts for in every facet but price, worked out from the product alone."""
    above = lines()
    found = []
    for n, made_one in enumerate(made()):
        product = Product.model_validate(made_one)
        used = {value for variant in product.variants for value in variant.options.values()}
        kinds = {
            kind: {v.label for o in product.options if o.kind == kind for v in o.values if v.id in used}
            for kind in ("size", "colour")
        }
        rating = product.rating or 0
        found.append(
            kinds
            | {
                "category": set[str]().union(*(above[c] for c in product.category_ids)),
                "brand": {product.brand},
                "rating": {stars for stars in ("4", "3") if rating >= int(stars)},
                "here": {"1"} if n % 3 == 0 and n % 4 else set(),
            }
        )
    return found


def costs(n: int, band: str) -> bool:
    low, _, high = band.partition("-")
    amount = Product.model_validate(made()[n]).variants[0].price.amount
    return int(low) <= amount < int(high or 2**62)


def passes(n: int, facet: str) -> bool:
    if facet == "price":
        return any(costs(n, band) for band in values["price"])
    return bool(told()[n][facet] & values[facet])


@given(texts, chosen)
def test_totals_and_all_facets_are_exact(text: str, filters: set[str]) -> None:
    everything = [int(tile.product_id.removeprefix("shop:")) for tile in plain(text).tiles]
    found = index().search(Query(text, filters={f: values[f] for f in filters}, limit=COUNT))
    left = [n for n in everything if all(passes(n, facet) for facet in filters)]
    assert found.total == len(left)
    assert {tile.product_id for tile in found.tiles} == {f"shop:{n}" for n in left}
    for facet, listed in found.facets.items():
        counted = {value.id: value.count for value in listed}
        others = [n for n in everything if all(passes(n, other) for other in filters if other != facet)]
        if facet == "price":
            assert counted == {band: sum(costs(n, band) for n in others) for band in counted}
            continue
        expected = Counter(value for n in others for value in told()[n][facet])
        assert counted == {value: expected[value] for value in counted}
        assert {value.id for value in listed if value.active} <= values.get(facet, set())
        most = sorted(expected.values(), reverse=True)[:24]
        assert sorted((expected[value] for value in counted), reverse=True)[: len(most)] == most


@cache
def plain(text: str) -> Found:
    return index().search(Query(text, limit=COUNT))


@given(texts, st.integers(1, 30))
def test_pages_join_without_gap_or_repeat(text: str, limit: int) -> None:
    whole = ids(text)[: 3 * limit]
    paged = [
        tile.product_id
        for page in range(3)
        for tile in index().search(Query(text, offset=page * limit, limit=limit)).tiles
    ]
    assert paged == whole


@pytest.mark.parametrize(
    "text", ["\0", "%", "'\"", "a" * 5000, "🙂", "ÄÖÜ ß", "1" * 400, "- -", "\u202eabc", "١٢٣"]
)
def test_no_text_makes_it_fail(text: str) -> None:
    assert index().search(Query(text)).total >= 0
    assert isinstance(index().suggest(text, 8, "en"), list)


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 3), st.integers(0, 120)), max_size=300),
    st.integers(1, 40),
    st.sampled_from([100, 300]),
)
def test_the_best_are_those_that_sorting_all_puts_first(
    products_: list[tuple[int, int, int]], most: int, today: int
) -> None:
    count = len(products_)
    figures = np.array(products_, np.int64).reshape(-1, 3)
    points, shelf, new_day = figures[:, 0] * 4_000, figures[:, 1], figures[:, 2]
    prior, worth = np.linspace(0.12, 0, count, dtype=np.float32), np.resize([0, 0.05, 0.03, 0.08], 256)
    is_new = (new_day > today - 90) & (new_day <= today)
    values = points / (100 * 256 * 2) + prior + worth[shelf] + 0.02 * is_new
    expected = sorted(range(count), key=lambda doc: (-values[doc], doc))[:most]
    keys, found = np.empty(min(most, count)), np.empty(min(most, count), np.uint32)
    none, tables = np.empty(0, np.int64), np.empty((0, 0), np.uint64)
    view = view_of(
        count, none.astype(np.uint64), none.astype(np.uint32), none.astype(np.uint8), tables, tables,
        tables.astype(np.uint32), none, none, prior, shelf.astype(np.uint8), new_day.astype(np.int32),
        int(new_day.max(initial=0)), none, none, none.astype(np.uint8), tables.astype(np.int32), none,
        none.astype(np.uint8),
    )  # fmt: skip
    best(view, np.arange(count, dtype=np.uint32), points.astype(np.int32), 2, today, keys, found)
    assert values[found] == pytest.approx(values[expected])
    assert len(set(found.tolist())) == len(expected)
