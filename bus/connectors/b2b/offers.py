"""Finds what we have for the lines of a purchase order: article, price and units that may be promised."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from bus.connectors.b2b.purchase import Offer, OrderedLine
from bus.desk import schema
from shared.domain.catalogue import Price, Product
from shared.domain.codes import gtin14
from shared.domain.messages import Collection
from shared.domain.stock import Level


def find_offers(conn: Connection, lines: Iterable[OrderedLine], now: datetime) -> Mapping[str, Offer]:
    """Offers by line number; a line is found by our SKU, else by its GTIN, and left out when we have neither."""
    found: dict[str, Offer] = {}
    for line in lines:
        sku = line.sku or _sku_of(conn, line.gtin)
        offer = _offer(conn, sku, now) if sku else None
        if offer is not None:
            found[line.number] = offer
    return found


def _sku_of(conn: Connection, code: str) -> str:
    gtin = gtin14(code)
    if gtin is None:
        return ""
    table = schema.catalogue
    where = (table.c.kind == Collection.PRODUCT, table.c.body.contains(f'"gtin":"{gtin}"', autoescape=True))
    body = conn.execute(select(table.c.body).where(*where)).scalar()
    variants = Product.model_validate_json(body).variants if body else ()
    return next((variant.sku for variant in variants if variant.gtin == gtin), "")


def _offer(conn: Connection, sku: str, now: datetime) -> Offer | None:
    asked, goods = schema.price, schema.catalogue
    query = (
        select(asked.c.body.label("price"), goods.c.body.label("product"))
        .join(goods, (goods.c.kind == Collection.PRODUCT) & (goods.c.id == asked.c.product_id))
        .where(asked.c.sku == sku, asked.c.until.is_(None))
    )
    row = conn.execute(query).first()
    if row is None:
        return None
    product, price = Product.model_validate_json(row.product), Price.model_validate_json(row.price)
    try:
        variant = product.variant(sku)
    except KeyError:  # its price is remembered, the article itself has left the catalogue
        return None
    labels = [v.label for o in product.options for v in o.values if variant.options.get(o.id) == v.id]
    media = (*variant.media, *product.media)
    return Offer(
        sku=sku,
        product_id=product.id,
        name=product.name,
        gtin=variant.gtin or "",
        options=", ".join(labels),
        media=media[0].sha256 if media else "",
        price=price.at(now),
        list_price=price.amount,
        currency=price.currency,
        available=_available(conn, sku),
    )


def _available(conn: Connection, sku: str) -> int:
    names = ("on_hand", "reserved", "safety", "leased")
    columns = [schema.stock.c[name] for name in names]
    rows = conn.execute(select(*columns).where(schema.stock.c.sku == sku)).all()
    return sum(Level(**dict(zip(names, row, strict=True))).atp for row in rows)
