"""Prices that were ever asked: what a screen showed is honoured, what never was asked is noticed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import bindparam, or_, select

from bus.desk import schema
from bus.desk.work import RefusedError, Work
from shared.domain.catalogue import Price, Product
from shared.domain.messages import Collection
from shared.domain.order import Line, Order

_LATELY = select(schema.price.c.sku, schema.price.c.body, schema.price.c.until).where(
    schema.price.c.sku.in_(bindparam("skus", expanding=True)),
    or_(schema.price.c.until.is_(None), schema.price.c.until > bindparam("since")),
)
_EVER = select(schema.price.c.body).where(schema.price.c.sku == bindparam("sku"))
_ARTICLE = (
    select(schema.price.c.product_id, schema.price.c.body, schema.catalogue.c.body.label("product"))
    .join(
        schema.catalogue,
        (schema.catalogue.c.kind == Collection.PRODUCT)
        & (schema.catalogue.c.id == schema.price.c.product_id),
    )
    .where(schema.price.c.sku == bindparam("sku"), schema.price.c.until.is_(None))
)


@dataclass(frozen=True)
class Article:
    """What a SKU is and costs now."""

    product_id: str
    name: str
    options: str
    amount: int


def honoured(work: Work, lines: tuple[Line, ...], placed_at: datetime, currency: str) -> tuple[Line, ...]:
    """The lines at the price that was shown if it was asked lately, otherwise at the present one.

    A SKU without any known price keeps what was shown: the hub has nothing better to say. Prices of another currency
    say nothing about an order of another system; a device of the shop cannot have shown such an order.
    """
    since = work.now - timedelta(days=work.rules.terms.honour_days)
    then = min(max(placed_at, since), work.now)  # no clock of a device opens an offer of another time
    valid: dict[str, set[int]] = {}
    present: dict[str, int] = {}
    skus = sorted({line.sku for line in lines})
    for row in work.conn.execute(_LATELY, {"skus": skus, "since": since}):
        price = _price(row.body)
        if price.currency != currency:
            if work.device.role != "hub":
                raise RefusedError(
                    "other-currency",
                    "The shop sells in another currency",
                    f"{price.currency}, not {currency}",
                    422,
                )
            continue
        valid.setdefault(row.sku, set()).update(price.at(when) for when in (then, work.now))
        if row.until is None:
            present[row.sku] = price.at(work.now)
    return tuple(
        line.model_copy(update={"unit_price": present[line.sku]})
        if line.sku in present and line.unit_price not in valid[line.sku]
        else line
        for line in lines
    )


def agreed(work: Work, order: Order, new: Line, old: Line, found: Article) -> int:
    """What a piece of an alternative costs: as shown if that was asked lately, else no more than before."""
    asked = honoured(work, (new,), order.placed_at, order.currency)[0].unit_price
    return asked if asked == new.unit_price else min(old.unit_price, found.amount)


@lru_cache(maxsize=20_000)
def _price(body: str) -> Price:
    return Price.model_validate_json(body)  # one article is sold many times


def ever_asked(work: Work, sku: str) -> set[int]:
    """Every amount that was ever asked for a SKU, promotions too; empty when it was never sold here."""
    amounts: set[int] = set()
    for body in work.conn.execute(_EVER, {"sku": sku}).scalars():
        price = _price(body)
        amounts |= {price.amount} | ({price.promotion.amount} if price.promotion else set())
    return amounts


def article(work: Work, sku: str) -> Article | None:
    """What a SKU is and costs now, None when it is not sold."""
    row = work.conn.execute(_ARTICLE, {"sku": sku}).first()
    if row is None:
        return None
    product = Product.model_validate_json(row.product)
    chosen = product.variant(sku).options
    labels = [v.label for option in product.options for v in option.values if chosen.get(option.id) == v.id]
    amount = _price(row.body).at(work.now)
    return Article(row.product_id, product.name, ", ".join(labels), amount)
