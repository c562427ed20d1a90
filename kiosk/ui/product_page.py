"""One product: its pictures, variants, the ways to get it, and what goes with it."""

import asyncio
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from kiosk.ui.handoff import pack
from kiosk.ui.store_map import sketch
from kiosk.ui.tiles import Tiles
from shared.cache.catalogue import Catalogue, Tile
from shared.domain.catalogue import Product as Goods
from shared.domain.catalogue import Variant
from shared.domain.location import Location
from shared.domain.promise import Promise
from shared.domain.states import Way
from shared.qt import tasks
from shared.qt.qr import qr_rows
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
STRIP: Final = 8  # products in "goes well with"
STORES: Final = 12


def best_ways(promises: list[Promise], here: str) -> list[Promise]:
    """Of all promises, best first, at most one of each kind: here, another store, sent here, home."""
    kept: dict[tuple[Way, bool], Promise] = {}
    for promise in promises:
        kept.setdefault((promise.way, promise.location_id == here), promise)
    return [p for p in kept.values() if p.way is not Way.SHIP_TO_STORE or p.location_id == here]


@QmlElement
@QmlUncreatable("made by the program")
class Product(QObject):
    """The product on the page; ``open`` another one replaces it."""

    changed = Signal()
    added = Signal(object, str, object)  # Goods, sku, Promise

    def __init__(self, catalogue: Catalogue, key: str) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._key = key
        self._with = Tiles(self)
        self._task: asyncio.Task[Any] | None = None
        self._places: dict[str, Location] = {}
        self._here = ""
        self.language = "en"
        self._start()

    def _start(self) -> None:
        self._goods: Goods | None = None
        self._sku = ""
        self._stocked: frozenset[str] = frozenset()
        self._promises: list[Promise] = []
        self._ways: list[Promise] = []
        self._way = 0

    @property
    def _variant(self) -> Variant | None:
        return self._goods.variant(self._sku) if self._goods else None

    @Property(str, notify=changed)
    def productId(self) -> str:
        """The product's id, empty while none is open."""
        return self._goods.id if self._goods else ""

    @Property(str, notify=changed)
    def sku(self) -> str:
        """The variant chosen."""
        return self._sku

    @Property(str, notify=changed)
    def name(self) -> str:
        """Its name in the shopper's language."""
        return self._goods.wording(self.language).name if self._goods else ""

    @Property(str, notify=changed)
    def brand(self) -> str:
        """Its brand."""
        return self._goods.brand if self._goods else ""

    @Property(str, notify=changed)
    def description(self) -> str:
        """Plain text."""
        if self._goods is None:
            return ""
        worded = self._goods.wording(self.language)
        return worded.description or worded.short or self._goods.short

    @Property("QVariantList", notify=changed)
    def bullets(self) -> list[str]:
        """Short facts."""
        return [words.said(bullet) for bullet in self._goods.bullets] if self._goods else []

    @Property("QVariantList", notify=changed)
    def photos(self) -> list[str]:
        """Media hashes: the variant's own first."""
        variant = self._variant
        if self._goods is None or variant is None:
            return []
        both = [m.sha256 for m in variant.media] + [m.sha256 for m in self._goods.media]
        return list(dict.fromkeys(sha for sha in both if sha))

    @Property(str, notify=changed)
    def price(self) -> str:
        """What the variant costs now."""
        variant = self._variant
        return words.money(variant.price.at(words.now()), variant.price.currency) if variant else ""

    @Property(str, notify=changed)
    def before(self) -> str:
        """The price without its promotion, empty when there is none."""
        variant = self._variant
        saved = variant and variant.price.amount > variant.price.at(words.now())
        return words.money(variant.price.amount, variant.price.currency) if variant and saved else ""

    @Property(str, notify=changed)
    def saving(self) -> str:
        """What is saved, in words."""
        variant = self._variant
        saved = variant.price.amount - variant.price.at(words.now()) if variant else 0
        return (
            words.tr("You save %1", words.money(saved, variant.price.currency))
            if variant and saved > 0
            else ""
        )

    @Property(float, notify=changed)
    def rating(self) -> float:
        """Stars, 0 when nobody rated."""
        return self._goods.rating or 0.0 if self._goods else 0.0

    @Property(int, notify=changed)
    def ratingCount(self) -> int:
        """How many rated."""
        return self._goods.rating_count if self._goods else 0

    @Property("QVariantList", notify=changed)
    def reviews(self) -> list[dict[str, Any]]:
        """rating, title, text, author of the first reviews; no title that the text only says again."""
        shown = [review.model_dump() for review in self._goods.reviews[:6]] if self._goods else []
        for review in shown:
            if review["text"].lower().startswith(review["title"].rstrip(".!… ").lower()):
                review["title"] = ""
        return shown

    @Property("QVariantList", notify=changed)
    def options(self) -> list[dict[str, Any]]:
        """id, label, kind and values (id, label, swatch, chosen, available) of what can be chosen."""
        variant = self._variant
        if self._goods is None or variant is None:
            return []
        return [
            {
                "id": option.id,
                "label": words.tr(option.label),  # a shop's "Colour" is ours, too
                "kind": option.kind,
                "chosenLabel": next(
                    (words.said(v.label) for v in option.values if v.id == variant.options.get(option.id)), ""
                ),
                "values": [
                    {
                        "id": value.id,
                        "label": words.said(value.label),
                        "swatch": value.swatch,
                        "chosen": variant.options.get(option.id) == value.id,
                        "available": bool(
                            (match := self._match(option.id, value.id)) and match.sku in self._stocked
                        ),
                    }
                    for value in option.values
                ],
            }
            for option in self._goods.options
        ]

    @Property("QVariantList", notify=changed)
    def ways(self) -> list[dict[str, str]]:
        """tone, title, sentence and note of each way to get it, best first."""
        return self._worded(self._ways)

    @Property("QVariantList", notify=changed)
    def stores(self) -> list[dict[str, str]]:
        """Other stores that have it, nearest first; ``chosen`` is "yes" for the one on the page."""
        at = self._ways[self._way].location_id if self._ways else ""
        rows = zip(self._elsewhere(), self._worded(self._elsewhere()), strict=True)
        return [row | {"chosen": "yes" if promise.location_id == at else ""} for promise, row in rows]

    @Property("QVariantMap", notify=changed)
    def map(self) -> dict[str, Any]:
        """Where those stores lie around this one, in the same order."""
        if self._here not in self._places:
            return {"places": [], "rings": []}
        return sketch(self._places[self._here], [self._places[p.location_id] for p in self._elsewhere()])

    @Property(int, notify=changed)
    def way(self) -> int:
        """Which way is chosen."""
        return self._way

    @Property(Tiles, constant=True)
    def goesWith(self) -> Tiles:
        """What goes well with it."""
        return self._with

    @Property(str, notify=changed)
    def handoff(self) -> str:
        """The chosen variant as the rows of a signed QR code, to carry away."""
        return qr_rows(pack([(self._sku, 1)], self._key, words.now())) if self._sku else ""

    def open(self, product_id: str, sku: str = "") -> None:
        """Show another product, with one of its variants chosen when a SKU is given."""
        if self._task is not None:
            self._task.cancel()
        if product_id != self.productId:
            self._start()
            self._with.show([])
            self.changed.emit()
        self._task = tasks.spawn(self._read(product_id, sku))

    @Slot(str, str)
    def choose(self, option_id: str, value_id: str) -> None:
        """Choose a value of an option."""
        match = self._match(option_id, value_id)
        if match is not None and match.sku != self._sku and self._goods is not None:
            self.open(self._goods.id, match.sku)

    @Slot(int)
    def chooseWay(self, index: int) -> None:
        """Choose one of the ways."""
        if 0 <= index < len(self._ways):
            self._way = index
            self.changed.emit()

    @Slot(int)
    def chooseStore(self, index: int) -> None:
        """Collect at another of the stores that have it."""
        promise = self._elsewhere()[index]
        away = (i for i, w in enumerate(self._ways) if w.way is Way.PICKUP and w.location_id != self._here)
        place = next(away)
        self._ways[place] = promise
        self._way = place
        self.changed.emit()

    @Slot()
    def add(self) -> None:
        """Put it into the basket with the way chosen."""
        if self._goods is not None and self._ways:
            self.added.emit(self._goods, self._sku, self._ways[self._way])

    def refresh(self) -> None:
        """Read again: stock, prices or the language changed."""
        if self._goods is not None:
            self.open(self._goods.id, self._sku)

    def reset(self) -> None:
        """Forget what was looked at."""
        if self._task is not None:
            self._task.cancel()
        self._start()
        self._with.show([])
        self.changed.emit()

    async def _read(self, product_id: str, sku: str) -> None:
        goods = await tasks.run(self._catalogue.product, product_id)
        if goods is None:
            return
        stocked = await tasks.run(self._which_stocked, goods)
        first = next(iter(stocked), goods.variants[0].sku)
        chosen = sku if any(v.sku == sku for v in goods.variants) else first
        promises = await tasks.run(self._catalogue.promises, chosen)
        self._places = await tasks.run(self._catalogue.locations)
        self._here = (await tasks.run(self._catalogue.here)).id
        near = goods.goes_with or goods.similar
        strip: list[Tile] = await tasks.run(self._catalogue.tiles, near[:STRIP], self.language)
        kept = self._ways[self._way] if self._sku == chosen and self._ways else None
        self._goods, self._sku, self._stocked, self._promises = goods, chosen, frozenset(stocked), promises
        self._ways, self._way = best_ways(promises, self._here), 0
        self._keep(kept)
        self._with.show(strip)
        self.changed.emit()

    def _keep(self, kept: Promise | None) -> None:
        """After reading again: the way and the store the shopper had chosen, if they are still there."""
        same = next(
            (p for p in self._promises if kept and (p.way, p.location_id) == (kept.way, kept.location_id)),
            None,
        )
        for place, way in enumerate(self._ways):
            if same is not None and (way.way, way.location_id == self._here) == (
                same.way,
                same.location_id == self._here,
            ):
                self._ways[place], self._way = same, place

    def _which_stocked(self, goods: Goods) -> list[str]:
        """In a worker thread: SKUs to be had anywhere, those of this store first."""
        here = self._catalogue.here().id
        rows = [
            row for v in goods.variants if (row := self._catalogue.stock(v.sku)) and any(row.atp.values())
        ]
        return [row.sku for row in sorted(rows, key=lambda row: row.atp.get(here, 0) <= 0)]

    def _match(self, option_id: str, value_id: str) -> Variant | None:
        """The variant with this value that keeps most of what is chosen otherwise."""
        if self._goods is None or self._variant is None:
            return None
        wanted = {**self._variant.options, option_id: value_id}
        fitting = [v for v in self._goods.variants if v.options.get(option_id) == value_id]
        return max(fitting, key=lambda v: len(v.options.items() & wanted.items()), default=None)

    def _elsewhere(self) -> list[Promise]:
        others = [p for p in self._promises if p.way is Way.PICKUP and p.location_id != self._here]
        return others[:STORES]

    def _worded(self, promises: list[Promise]) -> list[dict[str, str]]:
        return [words.promise(promise, self._places, self._here) for promise in promises]
