"""The demo shop as a kiosk holds it, with its pictures in every width."""

import contextlib
import io
import json
from pathlib import Path

from PIL import Image

from bus.connectors.files.gather import Gathered, gather
from bus.connectors.files.media import Pictures
from bus.connectors.files.records import Feed
from shared.domain.base import Model
from shared.domain.catalogue import Media, Product
from shared.domain.errors import RefusedInput
from shared.domain.messages import Collection
from shared.domain.stock import StockRow
from shared.qt.formats import utc_now
from shared.qt.pictures import WIDTHS
from tests.kiosk.shelf import PAY_LINKS, ShortTexts, fill
from tests.kiosk.stage import Cast

SHOP = Path(__file__).resolve().parents[2] / "assets" / "shop"


def open_shop(folder: Path) -> Cast:
    """Fill a device's folder with the demo shop; gives who plays in the pictures."""
    gathered = gather(SHOP, Feed(source="demo", currency="EUR"))
    pictures = Pictures(folder / "originals")
    products = [_pictured(product, pictures, gathered) for product in gathered.products]
    _scale(folder)
    stock: dict[str, dict[str, int]] = {}
    for count in gathered.counts:
        stock.setdefault(count.sku, {})[count.location_id] = count.units
    rows: list[tuple[Collection, str, Model]] = []
    rows += [(Collection.PRODUCT, p.id, p) for p in products]
    rows += [(Collection.CATEGORY, c.id, c) for c in gathered.categories.values()]
    rows += [(Collection.LOCATION, place.id, place) for place in gathered.locations.values()]
    as_of = utc_now()
    rows += [(Collection.STOCK, sku, StockRow(sku=sku, atp=atp, as_of=as_of)) for sku, atp in stock.items()]
    told = json.loads((SHOP / "shop.json").read_text("utf-8"))["words"]
    fill(folder, [*rows, PAY_LINKS, (Collection.SETTING, "words", ShortTexts(value=told))])
    return _cast(products, gathered, stock)


def _pictured(product: Product, pictures: Pictures, gathered: Gathered) -> Product:
    def taken(media: tuple[Media, ...]) -> tuple[Media, ...]:
        found = []
        for one in media:
            with contextlib.suppress(RefusedInput):  # a shop in the making shows what it has
                found.append(pictures.take(one, gathered.roots))
        return tuple(found)

    variants = tuple(v.model_copy(update={"media": taken(v.media)}) for v in product.variants)
    return product.model_copy(update={"media": taken(product.media), "variants": variants})


def _scale(folder: Path) -> None:
    for original in (folder / "originals").rglob("*.*"):
        with Image.open(original) as image:
            picture = image.convert("RGB")
        for width in WIDTHS:
            kept = io.BytesIO()
            height = round(picture.height * width / picture.width)
            size = (min(width, picture.width), min(height, picture.height))
            picture.resize(size, Image.Resampling.LANCZOS).save(kept, "JPEG", quality=88)
            file = folder / "photos" / original.stem[:2] / f"{original.stem}-{width}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(kept.getvalue())


def _cast(products: list[Product], gathered: Gathered, stock: dict[str, dict[str, int]]) -> Cast:
    """The store with most kinds of goods, the product with most variants there, and one that is only elsewhere."""
    stores = [place.id for place in gathered.locations.values() if place.kind == "store"]
    here = max(stores, key=lambda store: sum(atp.get(store, 0) > 0 for atp in stock.values()))

    def units(product: Product, store: str) -> int:
        return sum(stock.get(v.sku, {}).get(store, 0) for v in product.variants)

    shown = max(
        (p for p in products if p.media and units(p, here)),
        key=lambda p: (len({m.sha256 for v in p.variants for m in v.media}), len(p.options)),
    )
    away = [p for p in products if p.media and p.id != shown.id and not units(p, here)]
    elsewhere = next(p for p in away if any(units(p, store) for store in stores))
    roots = {c.id: c.parent_id or c.id for c in gathered.categories.values()}
    return Cast(here, roots[shown.category_ids[0]], shown.id, elsewhere.id, shown.name.split()[-1])
