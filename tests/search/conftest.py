"""A small shop that every search test can read at a glance."""

from datetime import UTC, date, datetime

import pytest

from shared.cache.catalogue import Catalogue
from shared.domain.catalogue import Category, Option, OptionValue, Price, Product, Promotion, Variant, Wording
from shared.domain.location import Location
from shared.domain.messages import Collection
from shared.domain.stock import StockRow
from tests.search.rows import MemoryRows

AS_OF = datetime(2026, 11, 21, 12, tzinfo=UTC)


def euro(amount: int, promotion: Promotion | None = None) -> Price:
    return Price(amount=amount, currency="EUR", promotion=promotion)


def simple(id_: str, name: str, amount: int = 1000, **more: object) -> Product:
    """A product with one variant whose SKU is the id in capitals."""
    price = more.pop("price", euro(amount))
    gtin = more.pop("gtin", None)
    variant = Variant.model_validate({"sku": id_.upper(), "price": price, "gtin": gtin})
    return Product.model_validate({"id": id_, "name": name, "variants": (variant,), **more})


def jacket() -> Product:
    sizes = [OptionValue(id=s.lower(), label=s) for s in ("L", "XS", "M")]
    colours = [OptionValue(id="r", label="Red", swatch="#ff0000"), OptionValue(id="b", label="Blue")]
    return Product(
        id="jacket",
        name="Nordkap Rain Jacket",
        brand="Ållberg",
        description="Keeps you warm and dry.",
        category_ids=("jackets",),
        options=(
            Option(id="size", label="Size", kind="size", values=tuple(sizes)),
            Option(id="colour", label="Colour", kind="colour", values=tuple(colours)),
        ),
        variants=tuple(
            Variant(
                sku=f"NK-{s.id}-{c.id}".upper(),
                options={"size": s.id, "colour": c.id},
                price=euro(12_900 + n),
            )
            for n, (s, c) in enumerate((s, c) for s in sizes for c in colours)
        ),
        attributes={"membrane": ("Gore-Tex",), "waterproof": ("yes",)},
        popularity=50,
        rating=4.5,
        words={"de": Wording(name="Nordkap Regenjacke", description="Wasserdichte Jacke für Damen.")},
    )


@pytest.fixture
def rows() -> MemoryRows:
    categories = [
        Category(id="outdoor", name="Outdoor", position=2, words={"de": Wording(name="Draußen")}),
        Category(id="jackets", name="Jackets", parent_id="outdoor", words={"de": Wording(name="Jacken")}),
        Category(id="home", name="Home", position=1),
        Category(id="kitchen", name="Kitchen", parent_id="home"),
    ]
    products = [
        jacket(),
        simple("fleece", "Fjell Fleece", 5_900, brand="Ållberg", category_ids=("jackets",), popularity=80),
        simple(
            "bottle",
            "Water Bottle 0.75 L",
            1_500,
            category_ids=("outdoor",),
            gtin="0012345678905",
            popularity=9,
        ),
        simple("kettle", "Kettle 1,5l", 3_900, brand="Brühl", category_ids=("kitchen",), popularity=20),
        simple(
            "pan",
            "Iron Pan 28 cm",
            4_500,
            brand="Brühl",
            category_ids=("kitchen",),
            new_from=date(2026, 11, 1),
        ),
        simple("phones", "Headphones WH-1000XM4", 19_900, category_ids=("home",), popularity=5),
        simple("screen", 'Monitor 27" curved', 29_900, category_ids=("home",), rating=3.4),
        simple(
            "mug",
            "Coffee Mug",
            900,
            category_ids=("kitchen",),
            price=euro(900, Promotion(amount=700, ends=datetime(2100, 1, 1, tzinfo=UTC))),
        ),
    ]
    rows = MemoryRows(products, categories)
    for id_, kind in (("s1", "store"), ("s2", "store"), ("w1", "warehouse")):
        rows.put(Collection.LOCATION, id_, Location.model_validate({"id": id_, "name": id_, "kind": kind}))
    for sku, atp in (("FLEECE", {"s1": 3, "s2": 2, "w1": 7}), ("NK-XS-R", {"s2": 1}), ("NK-M-B", {"s1": 2})):
        rows.put(Collection.STOCK, sku, StockRow(sku=sku, atp=atp, as_of=AS_OF))
    return rows


@pytest.fixture
def catalogue(rows: MemoryRows) -> Catalogue:
    return Catalogue(rows, "s1")
