"""Recognises a feed by its content: the columns of a table's header, or the keys of the first JSON object."""

from dataclasses import dataclass
from pathlib import Path

from bus.connectors.files import (
    jsonlines,
    lists,
    magento,
    magento_sample,
    merchant,
    places,
    shopify,
    tables,
    woocommerce,
)
from bus.connectors.files.records import Reader


@dataclass(frozen=True)
class Format:
    """A kind of file: the columns or keys it must have, and its reader; ``products`` when it brings some."""

    name: str
    needs: frozenset[str]
    read: Reader
    products: bool = False


TABLES = (
    Format("Magento products", magento.COLUMNS, magento.read, products=True),
    Format("Shopify products", shopify.COLUMNS, shopify.read, products=True),
    Format("WooCommerce products", woocommerce.COLUMNS, woocommerce.read, products=True),
    Format("Magento sample products", magento_sample.GEAR, magento_sample.gear, products=True),
    Format("Magento sample categories", magento_sample.CATEGORIES, magento_sample.categories),
    Format("Magento sample pictures", magento_sample.PICTURES, magento_sample.pictures),
    Format("Magento sample links", magento_sample.LINKS, magento_sample.links),
    Format("Magento sample reviews", magento_sample.REVIEWS, magento_sample.reviews),
    Format("pictures by GTIN", lists.ITEM_PICTURES, lists.item_pictures),
)
OBJECTS = (
    Format("Everyshelf products", frozenset(("id", "name", "variants")), jsonlines.products, products=True),
    Format("Everyshelf staff", frozenset(("id", "badge", "location_id")), jsonlines.staff),
    Format("Everyshelf stock", frozenset(("sku", "location_id", "on_hand")), jsonlines.stock),
    Format("Everyshelf locations", frozenset(("id", "name", "hours", "lat", "lon")), jsonlines.locations),
    Format("items by GTIN", lists.ITEM_KEYS, lists.items, products=True),
    Format("stores", places.KEYS, places.read),
    Format("category tree", lists.TREE_KEYS, lists.tree),
    Format("Everyshelf categories", frozenset(("id", "name", "position")), jsonlines.categories),
)
MERCHANT = Format("Google Merchant products", merchant.COLUMNS, merchant.read, products=True)
NAMES = (
    "product tables of Magento, Shopify, WooCommerce or Google Merchant, "
    "and stores, items or Everyshelf's own records as JSON lines"
)


def recognise(path: Path) -> Format | None:
    """The format of a file, None when it is no feed; EnvironmentFault when it cannot be read."""
    first = next((text.strip() for text in tables.head(path, 1)), "")
    if first.startswith("{"):
        keys = jsonlines.first_keys(path)
        return next((form for form in OBJECTS if form.needs <= keys), None)
    columns = frozenset(tables.header(path))
    if form := next((form for form in TABLES if form.needs <= columns), None):
        return form
    return MERCHANT if MERCHANT.needs <= {merchant.column(name) for name in columns} else None
