"""Lines of the basket, and what is promised together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.ui import words
from shared.domain.base import new_id
from shared.domain.catalogue import Product
from shared.domain.location import Location
from shared.domain.order import Line
from shared.domain.promise import Promise


@dataclass(frozen=True)
class Item:
    """A line of the basket with the promise it was put in under."""

    line: Line
    promise: Promise
    currency: str

    @property
    def group(self) -> tuple[str, str]:
        """What is promised together: way and place of collection."""
        return self.promise.way, self.promise.location_id


def make_line(product: Product, sku: str, promise: Promise, when: datetime) -> Line:
    """One piece of a variant as an order line, at the price the screen shows."""
    variant = product.variant(sku)
    name, options = words.said.called(product, sku)
    media = next((m.sha256 for m in (*variant.media, *product.media) if m.sha256), "")
    return Line(
        id=new_id(), sku=sku, product_id=product.id, name=name, options=options, media=media, quantity=1,
        unit_price=variant.price.at(when), list_price=variant.price.amount,
        way=promise.way, location_id=promise.location_id,
    )  # fmt: skip


def renamed(line: Line, product: Product | None) -> Line:
    """A line as its article is called in the language in use; as it is where nobody here knows the article."""
    if product is None or product.id != line.product_id or all(v.sku != line.sku for v in product.variants):
        return line
    name, options = words.said.called(product, line.sku)
    return line.model_copy(update={"name": name, "options": options})


@dataclass(frozen=True)
class Together:
    """What is promised together: the promise that is kept last, and of how many articles on which shelves."""

    promise: Promise
    articles: int
    shelves: tuple[str, ...]  # of this store, each once

    def row(self, places: dict[str, Location], here: str) -> dict[str, str]:
        """As tone, title, sentence and note."""
        return words.promise(self.promise, places, here, self.articles, self.shelves)


def latest(promises: Iterable[Promise]) -> Promise:
    """Of several promises the one that is kept last."""
    return max(promises, key=lambda promise: promise.ready_at or words.now())


def line_row(item: Item, shelf: str) -> dict[str, Any]:
    """A line as QML shows it."""
    line = item.line
    dearer = line.list_price > line.unit_price
    return {
        "id": line.id,
        "productId": line.product_id,
        "name": line.name,
        "options": " · ".join(filter(None, (line.options, shelf))),
        "media": line.media,
        "quantity": line.quantity,
        "price": words.money(line.unit_price * line.quantity, item.currency),
        "before": words.money(line.list_price * line.quantity, item.currency) if dearer else "",
    }
