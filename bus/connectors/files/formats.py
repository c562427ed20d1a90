"""Recognises a feed by its content: the columns of a table's header, or the keys of the first JSON object."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bus.connectors.files import (
    jsonlines,
    lists,
    magento,
    magento_sample,
    merchant,
    places,
    sales,
    shopify,
    tables,
    woocommerce,
)
from bus.connectors.files.records import Reader


@dataclass(frozen=True)
class Format:
    """A kind of file: the columns or keys it must have, its reader, and the records it is there for."""

    name: str
    needs: frozenset[str]
    read: Reader
    brings: Literal["products", "locations", "staff", "categories", "details"] = "details"


TABLES = (
    Format("Magento products", magento.COLUMNS, magento.read, brings="products"),
    Format("Shopify products", shopify.COLUMNS, shopify.read, brings="products"),
    Format("WooCommerce products", woocommerce.COLUMNS, woocommerce.read, brings="products"),
    Format("Magento sample products", magento_sample.GEAR, magento_sample.gear, brings="products"),
    Format(
        "Magento sample categories", magento_sample.CATEGORIES, magento_sample.categories, brings="categories"
    ),
    Format("Magento sample pictures", magento_sample.PICTURES, magento_sample.pictures),
    Format("Magento sample links", magento_sample.LINKS, magento_sample.links),
    Format("Magento sample reviews", magento_sample.REVIEWS, magento_sample.reviews),
    Format("order lines", sales.COLUMNS, sales.read, brings="products"),
    Format("pictures by GTIN", lists.ITEM_PICTURES, lists.item_pictures),
)
OBJECTS = (
    Format(
        "Everyshelf products", frozenset(("id", "name", "variants")), jsonlines.products, brings="products"
    ),
    Format("Everyshelf staff", frozenset(("id", "badge", "location_id")), jsonlines.staff, brings="staff"),
    Format("Everyshelf stock", frozenset(("sku", "location_id", "on_hand")), jsonlines.stock),
    Format(
        "Everyshelf locations",
        frozenset(("id", "name", "hours", "lat", "lon")),
        jsonlines.locations,
        brings="locations",
    ),
    Format("items by GTIN", lists.ITEM_KEYS, lists.items, brings="products"),
    Format("stores", places.KEYS, places.read, brings="locations"),
    Format("category tree", lists.TREE_KEYS, lists.tree, brings="categories"),
    Format(
        "Everyshelf categories",
        frozenset(("id", "name", "position")),
        jsonlines.categories,
        brings="categories",
    ),
)
TAXONOMY = Format("Google's product taxonomy", frozenset(), lists.no_records)
MERCHANT = Format("Google Merchant products", merchant.COLUMNS, merchant.read, brings="products")
NAMES = (
    "product tables of Magento, Shopify, WooCommerce or Google Merchant, "
    "and stores, items or Everyshelf's own records as JSON lines"
)


def recognise(path: Path) -> Format | None:
    """The format of a file, None when it is no feed; EnvironmentFault when it cannot be read."""
    first = tables.head(path)
    if first.startswith("{"):
        keys = jsonlines.first_keys(path)
        return next((form for form in OBJECTS if form.needs <= keys), None)
    if first.startswith("# Google_Product_Taxonomy"):
        return TAXONOMY
    columns = frozenset(tables.columns(first))
    if form := next((form for form in TABLES if form.needs <= columns), None):
        return form
    return MERCHANT if MERCHANT.needs <= {merchant.column(name) for name in columns} else None
