"""Brings what a source holds into the hub: pictures to its media folder, records to its tables, in one step."""

import contextlib
import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection, select

from bus.connectors.files.gather import Gathered
from bus.connectors.files.media import Pictures
from bus.connectors.files.records import Count, Feed, Remark, Verdict
from bus.connectors.files.web import Web
from bus.database import Database
from bus.desk import catalogue, schema
from bus.desk.catalogue import Summary
from shared.domain.catalogue import Category, Media, Product, Variant
from shared.domain.errors import RefusedInput
from shared.domain.messages import Collection

Tell = Callable[[str, int, int], None]
"""Hears the stage, how much of it is done, and how much there is."""

CHUNK, STEP = 500, 20


@dataclass
class Outcome:
    """What an import did; ``kept`` counts products that the source lacks but whose rows could not be read."""

    source: str
    products: Summary = field(default_factory=Summary)
    categories: Summary = field(default_factory=Summary)
    locations: Summary = field(default_factory=Summary)
    staff: Summary = field(default_factory=Summary)
    variants: int = 0
    pictures: int = 0
    stock: int = 0
    kept: int = 0
    remarks: list[Remark] = field(default_factory=list)

    def count(self, verdict: Verdict) -> int:
        """How many rows met this fate."""
        return sum(remark.verdict is verdict for remark in self.remarks)


class Import:
    """A source made ready: its pictures are stored, its records wait to be put."""

    def __init__(
        self,
        gathered: Gathered,
        feed: Feed,
        media_folder: Path,
        tell: Tell,
        *,
        store: bool = True,
        web: Web | None = None,
    ) -> None:
        pictures = Pictures(media_folder, store=store, web=web)
        pictures.fetch(_paths(gathered.products), tell)
        self._feed = feed
        self._gathered = gathered
        self._remarks = list(gathered.remarks)
        taker = _Taker(pictures, gathered.roots, self._remarks)
        total = len(gathered.products)
        self._products = []
        for done, product in enumerate(gathered.products, 1):
            self._products.append(taker.product(product))
            if done % STEP == 0 or done == total:
                tell("pictures", done, total)
        self._categories = [taker.category(category) for category in gathered.categories.values()]
        self._pictures = len(pictures.taken)
        self._tell = tell

    def put(self, conn: Connection, stock_at: str = "", *, first_stock: bool = False) -> Outcome:
        """Put everything in one transaction: a device never sees half an import.

        A record is withdrawn only when the source certainly lacks it: rows that could not be read may be its own.
        """
        gathered, source, doubtful = self._gathered, self._feed.source, self._gathered.doubtful
        outcome = Outcome(source, pictures=self._pictures, remarks=list(self._remarks))
        outcome.variants = sum(len(product.variants) for product in self._products)
        gone = _ids(conn, source) - {product.id for product in self._products} if self._products else set()
        unsure = gone if "products" in doubtful else gone & _unread(conn, source, outcome.remarks)
        if gathered.locations:
            whole = "locations" not in doubtful
            outcome.locations = catalogue.put_locations(
                conn, source, gathered.locations.values(), whole=whole
            )
        if gathered.staff:
            whole = "staff" not in doubtful
            outcome.staff = catalogue.put_staff(conn, source, gathered.staff.values(), whole=whole)
        if self._categories:
            whole = not unsure and "categories" not in doubtful
            outcome.categories = catalogue.put_categories(conn, source, self._categories, whole=whole)
        if self._products:
            dated = _dated(conn, self._products, self._feed)
            told = _telling(dated, len(self._products), self._tell)
            put = catalogue.put_products(conn, source, told, whole=False)
            withdrawn = catalogue.withdraw(conn, Collection.PRODUCT, sorted(gone - unsure))
            outcome.products, outcome.kept = replace(put, withdrawn=withdrawn), len(unsure)
        outcome.stock = _count(conn, gathered.counts, stock_at, outcome, first=first_stock)
        return outcome


class _Undone(Exception):
    """Ends a dry run."""


def bring_in(
    database: Database,
    gathered: Gathered,
    feed: Feed,
    media_folder: Path,
    *,
    stock_at: str = "",
    first_stock: bool = False,
    dry_run: bool = False,
    web: Web | None = None,
    tell: Tell = lambda *_: None,
) -> Outcome:
    """Put everything into the hub: added, changed or withdrawn; what is the same changes nothing.

    ``stock_at`` names the location whose stock a feed's quantities without a place are; otherwise those are left
    out. ``first_stock`` sets stock only of articles that have none anywhere yet: what was sold since stays sold. A
    dry run reads and checks everything and leaves the hub as it was. ``web`` fetches pictures named by addresses.
    """
    ready = Import(gathered, feed, media_folder, tell, store=not dry_run, web=web)
    outcomes: list[Outcome] = []

    def put(conn: Connection) -> None:
        outcomes.append(ready.put(conn, stock_at, first_stock=first_stock))
        if dry_run:
            raise _Undone

    with contextlib.suppress(_Undone):
        database.write(put)
    return outcomes[-1]


def _paths(products: Iterable[Product]) -> Iterator[str]:
    for product in products:
        yield from (media.path for media in product.media)
        yield from (media.path for variant in product.variants for media in variant.media)


class _Taker:
    """Puts stored pictures in the place of paths; a picture that cannot be had is noted once and left out."""

    def __init__(self, pictures: Pictures, roots: tuple[Path, ...], remarks: list[Remark]) -> None:
        self._pictures = pictures
        self._roots = roots
        self._remarks = remarks
        self._missing: set[str] = set()

    def product(self, product: Product) -> Product:
        media = self._all(product.media, product.id)
        variants = tuple(self._variant(variant, product.id) for variant in product.variants)
        return product.model_copy(update={"media": media, "variants": variants})

    def category(self, category: Category) -> Category:
        if category.media is None:
            return category
        found = self._all((category.media,), category.id)
        return category.model_copy(update={"media": found[0] if found else None})

    def _variant(self, variant: Variant, owner: str) -> Variant:
        return (
            variant.model_copy(update={"media": self._all(variant.media, owner)})
            if variant.media
            else variant
        )

    def _all(self, media: Iterable[Media], owner: str) -> tuple[Media, ...]:
        found: dict[str, Media] = {}
        for picture in media:
            try:
                taken = self._pictures.take(picture, self._roots)
            except RefusedInput as problem:
                if picture.path not in self._missing:
                    self._missing.add(picture.path)
                    self._remarks.append(Remark(0, str(problem), Verdict.NOTED, owner))
            else:
                found.setdefault(taken.sha256, taken)
        return tuple(found.values())


def _telling(products: Iterable[Product], total: int, tell: Tell) -> Iterator[Product]:
    for done, product in enumerate(products, 1):
        yield product
        if done % CHUNK == 0 or done == total:
            tell("catalogue", done, total)


def _dated(conn: Connection, products: Iterable[Product], feed: Feed) -> Iterator[Product]:
    """Products that a feed merely calls new stay dated to the import that first saw them."""
    table = schema.catalogue
    for product in products:
        if product.new_from == feed.today:
            where = (table.c.kind == Collection.PRODUCT, table.c.id == product.id)
            body = conn.execute(select(table.c.body).where(*where)).scalar()
            known = Product.model_validate_json(body).new_from if body else None
            yield product.model_copy(update={"new_from": known}) if known else product
        else:
            yield product


def _ids(conn: Connection, source: str) -> set[str]:
    table = schema.catalogue
    where = (table.c.kind == Collection.PRODUCT, table.c.source == source)
    return set(conn.execute(select(table.c.id).where(*where)).scalars())


def _unread(conn: Connection, source: str, remarks: Iterable[Remark]) -> set[str]:
    """Products of refused rows: the source still has them, only not readable."""
    skus = [r.sku for r in remarks if r.verdict is Verdict.REFUSED and r.sku]
    found = {f"{source}:{sku}" for sku in skus} | set(skus)
    table = schema.price
    for start in range(0, len(skus), CHUNK):
        where = (table.c.sku.in_(skus[start : start + CHUNK]), table.c.until.is_(None))
        found.update(conn.execute(select(table.c.product_id).where(*where)).scalars())
    return found


def _count(conn: Connection, counts: Iterable[Count], stock_at: str, outcome: Outcome, *, first: bool) -> int:
    """Set the stock of counts that name a place, and of all others at ``stock_at``."""
    table = schema.catalogue
    places = set(conn.execute(select(table.c.id).where(table.c.kind == Collection.LOCATION)).scalars())
    if stock_at and stock_at not in places:
        raise RefusedInput(f"location {stock_at!r} is not known to the hub: import its stores first")
    stocked = set(conn.execute(select(schema.stock.c.sku).distinct()).scalars()) if first else set()
    levels = []
    for count in counts:
        place = count.location_id or stock_at
        if count.sku in stocked:
            continue
        if place in places:
            levels.append((count.sku, place, count.units))
        elif place:
            reason = f"stock of {count.sku} at {place!r}, which is no location of the hub"
            outcome.remarks.append(Remark(0, reason, sku=count.sku))
    return catalogue.set_stock(conn, levels)


def write_report(path: Path, remarks: Iterable[Remark]) -> None:
    """A table of every row that did not simply go in: file, line, verdict, SKU, reason."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(("file", "line", "verdict", "sku", "reason"))
        table.writerows((r.file, r.line or "", r.verdict.value, r.sku, r.reason) for r in remarks)
