"""What a shopper may be offered for pieces that are missing: articles that are here, the nearest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shared.domain.base import new_id
from shared.domain.catalogue import Product, Variant
from shared.domain.order import Line
from staff.returns import words_of

OFFERED = 5  # digits reach them


@dataclass(frozen=True)
class Offer:
    """An article that may take another's place; ``price`` a piece in minor units, never above the missing one's."""

    product: Product
    variant: Variant
    here: int
    price: int


def offers(line: Line, products: Iterable[Product], here: Mapping[str, int], now: datetime) -> list[Offer]:
    """Articles to offer for a line: what the shopper wished, other variants of it, then the other products as given.

    ``here`` is what may be promised at this place by SKU.
    """
    found = [
        Offer(product, variant, here[variant.sku], min(variant.price.at(now), line.unit_price))
        for product in products
        for variant in product.variants
        if variant.sku != line.sku and here.get(variant.sku, 0) > 0
    ]
    wished = [offer for offer in found if offer.variant.sku == line.swap_sku]
    same = [offer for offer in found if offer.product.id == line.product_id and offer not in wished]
    others: dict[str, Offer] = {}
    for offer in found:
        if offer not in wished and offer not in same:
            others.setdefault(offer.product.id, offer)
    return [*wished, *same, *others.values()][:OFFERED]


def as_line(offer: Offer, old: Line, quantity: int) -> Line:
    """The offer as a line of the order."""
    media = offer.variant.media or offer.product.media
    return Line(
        id=new_id(),
        sku=offer.variant.sku,
        product_id=offer.product.id,
        name=offer.product.name,
        options=words_of(offer.product, offer.variant.sku),
        media=media[0].sha256 if media else "",
        quantity=quantity,
        unit_price=offer.price,
        list_price=offer.variant.price.amount,
        way=old.way,
        location_id=old.location_id,
    )
