"""A kiosk's folder with a small shop of its own, filled as a snapshot from the hub would fill it."""

import gzip
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from shared.cache.store import Position
from shared.cache.writer import Writer
from shared.domain import snapshot as form
from shared.domain.base import Model
from shared.domain.catalogue import (
    Category,
    Media,
    Option,
    OptionValue,
    Price,
    Product,
    Promotion,
    Review,
    Variant,
    Wording,
)
from shared.domain.codes import check_digit
from shared.domain.location import Location
from shared.domain.messages import Collection
from shared.domain.stock import StockRow
from shared.qt.pictures import WIDTHS

HERE, NEAR, FAR, STOCK = "old-town", "riverside", "airport", "warehouse"
COLOURS = {"blue": "#1f4fa3", "red": "#b3261e"}
SIZES = ("s", "m", "l")
NAMES = (
    ("jacket", "Juno rain jacket", 7900, "Wear"),
    ("fleece", "Orion fleece with a name that runs on", 4900, "Wear"),
    ("cap", "Lyra cap", 1900, "Wear"),
    ("lamp", "Vega reading lamp", 6400, "Home"),
    ("chair", "Mira folding chair", 5200, "Home"),
    ("vase", "Nova vase", 2300, "Home"),
    ("ball", "Sirius ball", 1500, "Play"),
    ("kite", "Altair kite", 3100, "Play"),
)


class Setting(Model):
    """A setting of the shop as the feed carries it."""

    value: tuple[str, ...]


class ShortTexts(Model):
    """The setting with a shop's short texts in other languages."""

    value: dict[str, dict[str, str]]


PAY_LINKS = (Collection.SETTING, "pay_links", Setting(value=("psp",)))


def fill(folder: Path, rows: Iterable[tuple[Collection, str, Model]]) -> None:
    """Write a cache.db with these rows, through the writer that the sync agent uses."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "snapshot.part"
    count = 0
    with closing(sqlite3.connect(file, isolation_level=None)) as conn:
        conn.executescript(f"PRAGMA application_id={form.APPLICATION_ID}; PRAGMA user_version={form.FORMAT};")
        conn.executescript(form.TABLES)
        conn.execute("BEGIN")
        for count, (collection, key, model) in enumerate(rows, 1):
            body = model.model_dump_json()
            check = form.row_check(collection, key, count, zlib.crc32(body.encode()))
            conn.execute(form.ADD_ROW, (collection, key, count, body, check))
            conn.executemany(form.ADD_CODE, form.codes_of(collection, key, body))
        conn.execute(form.ADD_META, form.meta_row("position", f"test.{count}"))
        conn.execute("COMMIT")
        conn.executescript(form.INDEXES)
    packed = gzip.compress(file.read_bytes(), 1)
    file.write_bytes(packed)
    writer = Writer(folder)
    writer.adopt(file, hashlib.sha256(packed).hexdigest(), Position("test", count))
    writer.close()


def furnish(folder: Path, more: Iterable[tuple[Collection, str, Model]] = ()) -> None:
    """A shop of eight products in three departments, four places, and pictures; ``more`` rows beside them."""
    products = [_product(folder, n, *row) for n, row in enumerate(NAMES)]
    categories = [
        Category(id=name.lower(), name=name, position=n, words={"de": Wording(name=german)})
        for n, (name, german) in enumerate((("Wear", "Kleidung"), ("Home", "Wohnen"), ("Play", "Spiel")))
    ]
    places = [
        Location(id=HERE, name="Old Town", lat=52.52, lon=13.4, tz="Europe/Berlin"),
        Location(
            id=NEAR,
            name="Riverside",
            lat=52.5,
            lon=13.44,
            tz="Europe/Berlin",
            services=("curbside",),
            phone="030 555",
        ),
        Location(id=FAR, name="Airport", lat=52.36, lon=13.5, tz="Europe/Berlin"),
        Location(id=STOCK, name="Central", kind="warehouse", lat=52.4, lon=13.1, tz="Europe/Berlin"),
    ]
    rows: list[tuple[Collection, str, Model]] = []
    rows += [(Collection.PRODUCT, p.id, p) for p in products]
    rows += [(Collection.CATEGORY, c.id, c) for c in categories]
    rows += [(Collection.LOCATION, place.id, place) for place in places]
    rows += [(Collection.STOCK, v.sku, _stock(n, v.sku)) for n, p in enumerate(products) for v in p.variants]
    fill(folder, [*rows, PAY_LINKS, *more])


def _product(folder: Path, n: int, key: str, name: str, amount: int, department: str) -> Product:
    worn = department == "Wear"
    promotion = Promotion(amount=amount - 1000, label="Autumn") if key == "fleece" else None
    price = Price(amount=amount, currency="EUR", promotion=promotion)
    media = {colour: _picture(folder, key, value) for colour, value in COLOURS.items()}
    options = (
        Option(
            id="colour",
            label="Colour",
            kind="colour",
            values=tuple(OptionValue(id=c, label=c.title(), swatch=v) for c, v in COLOURS.items()),
        ),
        Option(
            id="size",
            label="Size",
            kind="size",
            values=tuple(OptionValue(id=s, label=s.upper()) for s in SIZES),
        ),
    )
    chosen = [{"colour": c, "size": s} for c in COLOURS for s in SIZES] if worn else [{}]
    gtin = f"40123450{n:03}0"
    variants = tuple(
        Variant(
            sku="-".join([key, *picked.values()]),
            gtin="0" + gtin + check_digit(gtin) if not worn else None,
            options=picked,
            price=price,
            media=(media[picked.get("colour", "blue")],),
            aisle={HERE: "aisle 7"},
        )
        for picked in chosen
    )
    return Product(
        id=key,
        name=name,
        brand="Everyshelf",
        description="A plain thing, well made. It does what it says, and goes on doing it.",
        category_ids=(department.lower(),),
        options=options if worn else (),
        variants=variants,
        media=tuple(media.values()),
        rating=4.0,
        rating_count=3,
        reviews=(Review(rating=4, title="Good", text="Does what it should.", author="Ada"),),
        goes_with=("cap", "ball"),
        popularity=100 - n,
        words={"de": Wording(name=f"{name} (deutsch)")},
    )


def _stock(n: int, sku: str) -> StockRow:
    """The lamp is not here, the chair in no store, the vase nowhere; of the jacket one variant is nowhere."""
    atp = {HERE: 2 + n, NEAR: 9, FAR: 4, STOCK: 40}
    if sku == "lamp":
        atp = {NEAR: 9, FAR: 4, STOCK: 40}
    elif sku == "chair":
        atp = {STOCK: 40}
    elif sku in {"vase", "jacket-red-l"}:
        atp = {}
    return StockRow(sku=sku, atp=atp, as_of=datetime.now(UTC))


def _picture(folder: Path, key: str, colour: str) -> Media:
    image = Image.new("RGB", (480, 600), "white")
    image.paste(colour, (120, 120, 360, 540))
    sha256 = hashlib.sha256(f"{key}{colour}".encode()).hexdigest()
    for width in WIDTHS:
        file = folder / "photos" / sha256[:2] / f"{sha256}-{width}"
        file.parent.mkdir(parents=True, exist_ok=True)
        image.resize((width, width * 5 // 4)).save(file, "JPEG")
    return Media(sha256=sha256, width=480, height=600)
