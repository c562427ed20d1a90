"""Looking up: articles with their stock here, nearby and in the warehouses, and orders of any channel."""

import asyncio
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.cache.catalogue import Query, Tile
from shared.domain.catalogue import Product, Variant
from shared.domain.location import Location
from shared.domain.order import Order
from shared.domain.stock import StockRow
from shared.qt.formats import distance, in_pairs, money, tr
from shared.qt.tasks import run, spawn
from shared.qt.typed import Property
from staff import words
from staff.ui.rows import Rows
from staff.ui.session import Session
from staff.work import minutes

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1
ROLES = ("key", "title", "detail", "media", "trailing", "kind")
MOST = 40
NEARBY = 25


@QmlElement
class LookupView(QObject):
    """The look-up page's view model: what was found, and one article in full."""

    changed = Signal()
    order_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._model = Rows(ROLES, self)
        self._text, self._hint = "", ""
        self._product: Product | None = None
        self._sku = ""
        self._stock: StockRow | None = None
        self._search: asyncio.Task[None] | None = None
        self._elsewhere: dict[str, Order] = {}  # what the hub found, for as long as it is shown
        self._asking = False

    # --- what is shown ------------------------------------------------------------------------------------

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """Orders and articles found."""
        return self._model

    @Property(str, notify=changed)
    def text(self) -> str:
        """What was asked for."""
        return self._text

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What to do when nothing was found."""
        return self._hint

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        """The hub is being asked."""
        return self._asking

    @Property(str, notify=changed)
    def shown(self) -> str:
        """The key of the article shown."""
        return self._product.id if self._product else ""

    @Property(dict, notify=changed)
    def facts(self) -> dict[str, object]:
        """The chosen article; empty when none is."""
        product = self._product
        variant = self._variant()
        if product is None or variant is None:
            return {}
        now = self._session.now()
        as_of = self._stock.as_of if self._stock else None
        price, full = variant.price.at(now), variant.price.amount
        media = variant.media or product.media
        return {
            "name": product.name,
            "brand": product.brand,
            "sku": variant.sku,
            "gtin": variant.gtin or "",
            "price": money(price, variant.price.currency),
            "before": money(full, variant.price.currency) if price < full else "",
            "media": media[0].sha256 if media else "",
            "aisle": self._session.stands(variant),
            "age": tr("As known %1 ago", words.span(minutes(as_of, now)))
            if as_of
            else tr("No stock figure has come yet"),
            "old": as_of is not None and minutes(as_of, now) >= 15,
            "minimumAge": variant.age_check,
        }

    @Property(list, notify=changed)
    def variants(self) -> list[dict[str, object]]:
        """The article's variants."""
        product = self._product
        if product is None:
            return []
        return [
            {"sku": v.sku, "label": _options(product, v) or v.sku, "active": v.sku == self._sku}
            for v in product.variants
        ]

    @Property(list, notify=changed)
    def places(self) -> list[dict[str, object]]:
        """Stock of the chosen variant: here, the nearest stores that have it, the warehouses."""
        stock, here = self._stock, self._session.here
        if stock is None:
            return []
        known = self._session.device.catalogue.locations()
        others = [place for place in known.values() if place.id != here.id]
        others.sort(key=lambda place: (place.kind == "warehouse", here.distance_km(place)))
        having = [place for place in others if _any(stock, place)][:NEARBY]
        return [self._place(stock, place) for place in (here, *having)]

    @property
    def sku(self) -> str:
        """The variant shown, empty when none is."""
        return self._sku

    @property
    def stock(self) -> StockRow | None:
        """Its stock everywhere, as far as it is known."""
        return self._stock

    # --- what is done -------------------------------------------------------------------------------------

    @Slot(str)
    def search(self, text: str) -> None:
        """Look for a text; an answer that is overtaken is dropped."""
        self._text, self._elsewhere = text, {}
        self.changed.emit()
        if self._search and not self._search.done():
            self._search.cancel()
        self._search = spawn(self.find(text))

    async def find(self, text: str) -> None:
        """Find orders by code, name or phone, then articles."""
        device = self._session.device
        if not text.strip():
            self._show([], [])
            return
        orders = await run(lambda: _matching(device.orders.recent(), text))
        found = await run(device.catalogue.search, Query(text=text, limit=MOST))
        if self._text == text:  # the hub's answer may have come meanwhile, and been shown already
            here = {order.id for order in orders}
            orders += [order for order in self._elsewhere.values() if order.id not in here]
            self._show(orders, found.tiles)

    @Slot()
    def ask(self) -> None:
        """Ask the hub for a shopper's orders over all stores."""
        if self._text.strip() and not self._asking:
            spawn(self.ask_hub())

    async def ask_hub(self) -> None:
        """Ask; what comes is shown and kept nowhere."""
        text, self._asking = self._text, True
        self.changed.emit()
        found = await self._session.device.find_orders(text)
        self._asking = False
        if text == self._text:
            if found is None:
                self._session.say(tr("The hub does not answer now. Only what is here can be found."), "soon")
            elif not found:
                self._session.say(
                    tr("No store has an order like that. Type the whole name or number."), "soon"
                )
            self._elsewhere = {order.id: order for order in found or ()}
            await self.find(text)
        self.changed.emit()

    def elsewhere(self, order_id: str) -> Order | None:
        """An order that the hub found and this store does not have."""
        return self._elsewhere.get(order_id)

    def forget(self) -> None:
        """The next person does not see what was looked up."""
        self.search("")

    def _show(self, orders: list[Order], tiles: list[Tile]) -> None:
        now, zone = self._session.now(), self._session.zone
        rows = [self._order_row(order, now, zone) for order in orders]
        rows += [_tile_row(tile) for tile in tiles]
        self._model.show(rows)
        nothing = tr("Nothing fits “%1”. Try fewer letters, an SKU, a code or a name.", self._text)
        self._hint = nothing if self._text.strip() and not rows else ""
        self.changed.emit()

    @Slot(int)
    def choose(self, row: int) -> None:
        """Open what was found."""
        if not (key := self._model.key_at(row)):
            return
        if self._model.values(row)[ROLES.index("kind")] == "order":
            self.order_asked.emit(key)
        else:
            spawn(self.open(key))

    @Slot(str)
    def choose_variant(self, sku: str) -> None:
        """Show another variant of the article."""
        if self._product:
            spawn(self.open(self._product.id, sku))

    async def open(self, product_id: str, sku: str = "") -> None:
        """Show an article; without a SKU its first variant."""
        product, shown, stock = await run(self._read, product_id, sku)
        if product is None:
            self._session.say(tr("This article is no longer sold."), "soon")
            return
        self._product, self._sku, self._stock = product, shown, stock
        self.changed.emit()

    def _read(self, product_id: str, sku: str) -> tuple[Product | None, str, StockRow | None]:
        catalogue = self._session.device.catalogue
        product = catalogue.product(product_id)
        sku = sku or (product.variants[0].sku if product else "")
        return product, sku, catalogue.stock(sku) if sku else None

    def refresh(self) -> None:
        """Stock has changed: read it anew."""
        if self._product:
            spawn(self.open(self._product.id, self._sku))

    def _variant(self) -> Variant | None:
        return (
            next((v for v in self._product.variants if v.sku == self._sku), None) if self._product else None
        )

    def _order_row(self, order: Order, now: datetime, zone: object) -> tuple[str, ...]:
        name = order.contact.name if order.contact else ""
        when = words.day_and_time(order.placed_at, now, self._session.zone)
        detail = " · ".join(filter(None, (name, words.channel(order.channel), when)))
        trailing = money(order.total, order.currency)
        return (order.id, in_pairs(order.code), detail, order.lines[0].media, trailing, "order")

    def _place(self, stock: StockRow, place: Location) -> dict[str, object]:
        here = self._session.here
        incoming = stock.incoming.get(place.id, 0)
        return {
            "name": place.name,
            "here": place.id == here.id,
            "warehouse": place.kind == "warehouse",
            "atp": stock.atp.get(place.id, 0),
            "incoming": tr("%n coming", n=incoming) if incoming else "",
            "distance": "" if place.id == here.id else distance(here.distance_km(place)),
        }


def _any(stock: StockRow, place: Location) -> bool:
    return bool(stock.atp.get(place.id) or stock.incoming.get(place.id))


def _options(product: Product, variant: Variant) -> str:
    labels = {(option.id, value.id): value.label for option in product.options for value in option.values}
    return ", ".join(labels.get(pair, pair[1]) for pair in variant.options.items())


def _tile_row(tile: Tile) -> tuple[str, ...]:
    price = money(tile.amount, tile.currency)
    counts = tr("%1 here · %2 elsewhere · %3 in warehouses")
    for mark, number in (("%1", tile.here), ("%2", tile.elsewhere), ("%3", tile.warehouse)):
        counts = counts.replace(mark, str(number))
    if tile.from_price:
        price = tr("from %1", price)
    return (tile.product_id, tile.name, counts, tile.media, price, "product")


def _matching(orders: list[Order], text: str) -> list[Order]:
    """Orders whose code, name, phone, mail, member's number or tracking begins or contains the words."""
    plain = text.casefold().strip()
    bare = "".join(plain.split()).upper()
    digits = "".join(ch for ch in plain if ch.isdigit())

    def fits(order: Order) -> bool:
        contact = order.contact
        if bare and order.code.startswith(bare):
            return True
        if any(f.tracking and f.tracking.casefold() == plain for f in order.fulfilments):
            return True
        if contact is None:
            return False
        if contact.loyalty and contact.loyalty.casefold() == plain:
            return True
        phone = "".join(ch for ch in contact.phone if ch.isdigit())
        names = f"{contact.name} {contact.email}".casefold()
        return (len(plain) >= 3 and plain in names) or (len(digits) >= 5 and digits in phone)

    return [order for order in orders if fits(order)][:MOST]
