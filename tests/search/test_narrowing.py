"""Facets as a shopper reads them: sizes in their order, departments told apart, no bands over several currencies."""

import pytest

from shared.cache.catalogue import Catalogue
from shared.cache.search.model import Query
from shared.domain.catalogue import Category, Option, OptionValue, Price, Product, Variant
from shared.domain.sizes import size_rank
from tests.search.conftest import euro, simple
from tests.search.rows import MemoryRows


def labels(catalogue: Catalogue, facet: str, **more: object) -> list[str]:
    return [value.label for value in catalogue.search(Query(**more)).facets[facet]]  # type: ignore[arg-type]


def sized(*sizes: str) -> Product:
    values = tuple(OptionValue(id=size, label=size) for size in sizes)
    return Product(
        id="sized",
        name="Sized",
        options=(Option(id="size", label="Size", kind="size", values=values),),
        variants=tuple(
            Variant(sku=f"S{n}", options={"size": size}, price=euro(100)) for n, size in enumerate(sizes)
        ),
    )


@pytest.mark.parametrize(
    "ordered",
    [
        ("XXS", "XS", "S", "S/M", "M", "L", "XL", "2XL", "XXXL", "4XL"),
        ("Extra Small", "Small", "Medium", "Large", "X-Large"),
        ("9", "9.5", "10", "28", "30"),
        ("35–38", "39–42", "43–46"),
        ("EU 9½", "EU 40", "EU 41"),
        ("250 ml", "75 cl", "1 l", "1,5 l"),
        ("8 mm", "20 cm", "1.2 m"),
        ("500 g", "2 kg"),
        ("M", "36", "38", "2 kg", "One"),
    ],
)
def test_sizes_stand_as_people_expect_them(ordered: tuple[str, ...]) -> None:
    catalogue = Catalogue(MemoryRows([sized(*reversed(ordered))], []), "s1")
    assert tuple(labels(catalogue, "size")) == ordered


def test_other_words_are_no_sizes() -> None:
    assert size_rank("Striped") is None
    assert size_rank("4 l") != size_rank("6 l")


def test_categories_of_one_name_are_told_apart_by_their_department() -> None:
    categories = [
        Category(id="w", name="Women"),
        Category(id="wt", name="Tops", parent_id="w"),
        Category(id="m", name="Men"),
        Category(id="mt", name="Tops", parent_id="m"),
        Category(id="mj", name="Jackets", parent_id="m"),
    ]
    products = [
        simple(id_, id_, category_ids=(where,)) for id_, where in (("a", "wt"), ("b", "mt"), ("c", "mj"))
    ]
    catalogue = Catalogue(MemoryRows(products, categories), "s1")
    assert sorted(labels(catalogue, "category")) == ["Jackets", "Men", "Tops (Men)", "Tops (Women)", "Women"]
    assert "Tops" in labels(catalogue, "category", text="a")


def test_prices_in_several_currencies_have_no_bands() -> None:
    pounds, yen = Price(amount=1_000, currency="GBP"), Price(amount=9_000, currency="JPY")
    one = [simple("a", "A", price=pounds), simple("b", "B", 9_000, price=Price(amount=9_000, currency="GBP"))]
    assert len(labels(Catalogue(MemoryRows(one, []), "s1"), "price")) == 2
    two = [simple("a", "A", price=pounds), simple("b", "B", price=yen)]
    catalogue = Catalogue(MemoryRows(two, []), "s1")
    assert labels(catalogue, "price") == []
    assert labels(catalogue, "price", filters={"price": frozenset({"0-2000"})}) == ["0-2000"]


def test_ratings_are_a_facet_only_where_there_are_some(catalogue: Catalogue) -> None:
    assert labels(catalogue, "rating") == ["3", "4"]
    assert labels(Catalogue(MemoryRows([simple("a", "A")], []), "s1"), "rating") == []
