"""Reads the optional real shop ../shared/data/luma as canonical products and categories, for search tests."""

import csv
import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from shared.domain.catalogue import Category, Media, Option, OptionValue, Price, Product, Variant

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "luma"
_HIDDEN = {"has_options", "required_options", "size", "color", "sale", "new", "erin_recommends"}


def plain(text: str) -> str:
    """HTML to text."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text))).strip()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class _Shop:
    def __init__(self) -> None:
        self.categories: dict[str, Category] = {}

    def category(self, path: str) -> str:
        parent: str | None = None
        names = path.split("/")
        for depth, name in enumerate(names):
            id_ = "luma:" + "/".join(names[: depth + 1])
            if id_ not in self.categories:
                self.categories[id_] = Category(
                    id=id_, name=name, parent_id=parent, position=len(self.categories)
                )
            parent = id_
        return parent or ""

    def configurable(self, row: dict[str, str]) -> Product:
        attributes: dict[str, tuple[str, ...]] = {}
        for pair in row["additional_attributes"].split(","):
            key, _, value = pair.partition("=")
            if key and key not in _HIDDEN:
                attributes[key] = tuple(html.unescape(part) for part in value.split("|"))
        variants = []
        seen: dict[str, dict[str, None]] = {}
        for text in filter(None, row["configurable_variations"].split("|")):
            fields = dict(pair.partition("=")[::2] for pair in text.split(","))
            sku = fields.pop("sku")
            for option, value in fields.items():
                seen.setdefault(option, {})[value] = None
            price = Price(amount=round(float(row["price"]) * 100), currency="USD")
            variants.append(Variant(sku=sku, options=fields, price=price))
        kinds = {"size": "size", "color": "colour"}
        options = tuple(
            Option(
                id=option, label=option.title(), kind=kinds.get(option, "other"),
                values=tuple(OptionValue(id=value, label=value) for value in values),
            )
            for option, values in seen.items()
        )  # fmt: skip
        paths = [p.removeprefix("Default Category").strip("/") for p in row["categories"].split(",")]
        return Product(
            id="luma:" + row["sku"], name=plain(row["name"]), description=plain(row["description"]),
            category_ids=tuple(self.category(path) for path in paths if path), options=options,
            variants=tuple(variants), attributes=attributes, media=(Media(path=row["base_image"]),),
        )  # fmt: skip

    def gear(self, row: dict[str, str]) -> Product:
        skip = {
            "category",
            "name",
            "sku",
            "price",
            "qty",
            "description",
            "attribute_set",
            "visibility",
            "url_key",
        }
        skip |= {"new", "sale", "special_price", "erin_recommends"}
        attributes = {
            key: tuple(filter(None, map(str.strip, value.split("\n"))))
            for key, value in row.items()
            if key not in skip and value
        }
        return Product(
            id="luma:" + row["sku"], name=plain(row["name"]), description=plain(row["description"]),
            category_ids=(self.category("/".join(row["category"].split("\n")[:2])),), attributes=attributes,
            variants=(Variant(sku=row["sku"], price=Price(amount=round(float(row["price"]) * 100), currency="USD")),),
        )  # fmt: skip


@cache
def luma() -> tuple[tuple[Product, ...], tuple[Category, ...]]:
    """Products and categories of the shop; FileNotFoundError where the data is absent."""
    shop = _Shop()
    products = [
        shop.configurable(r) for r in _rows(FOLDER / "products.csv") if r["product_type"] == "configurable"
    ]
    for path in sorted((FOLDER / "gear").glob("products_*.csv")):
        products += map(shop.gear, _rows(path))
    return tuple(products), tuple(shop.categories.values())


def ratings() -> Iterator[tuple[str, int]]:
    """(product id, stars) of the reviews."""
    for row in _rows(FOLDER / "reviews.csv"):
        yield "luma:" + row["sku"], int(row["rating_value"])
