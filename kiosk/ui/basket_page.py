"""The basket: pieces grouped by their promise, undo instead of questions, and the wish for the worst case."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from kiosk.ui.basket_lines import Item, Together, latest, line_row, make_line, renamed
from kiosk.ui.handoff import pack
from shared.cache.catalogue import Catalogue
from shared.domain.catalogue import Product
from shared.domain.location import Location
from shared.domain.order import Line, Wish
from shared.domain.promise import Promise
from shared.domain.states import Way
from shared.qt import tasks
from shared.qt.qr import qr_rows
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
MOST: Final = 99  # pieces of one article
LINES: Final = 100


@QmlElement
@QmlUncreatable("made by the program")
class Basket(QObject):
    """What the shopper wants; every change can be undone once."""

    changed = Signal()
    said = Signal(str, bool)  # what just happened, and whether undo is offered

    def __init__(self, catalogue: Catalogue, key: str) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._key = key
        self._items: list[Item] = []
        self._before: list[Item] = []
        self._places: dict[str, Location] = {}
        self._here = ""
        self.language = "en"

    @property
    def promised(self) -> list[Together]:
        """The promises, each for all that comes together."""
        return [
            Together(
                latest(item.promise for item in items),
                len(items),
                tuple(dict.fromkeys(shelf for item in items if (shelf := item.promise.aisle))),
            )
            for items in self._together()
        ]

    @property
    def items(self) -> list[Item]:
        """The lines in the order they came."""
        return self._items

    @property
    def currency(self) -> str:
        """The currency of the basket."""
        return self._items[0].currency if self._items else "EUR"

    @Property(int, notify=changed)
    def count(self) -> int:
        """Pieces in all."""
        return sum(item.line.quantity for item in self._items)

    @Property(str, notify=changed)
    def badge(self) -> str:
        """The count for the dock, empty when there is nothing."""
        return str(self.count) if self._items else ""

    @Property(str, notify=changed)
    def total(self) -> str:
        """What all of it costs."""
        return words.money(sum(i.line.unit_price * i.line.quantity for i in self._items), self.currency)

    @Property(str, notify=changed)
    def saving(self) -> str:
        """What promotions save, in words, empty when nothing."""
        saved = sum((i.line.list_price - i.line.unit_price) * i.line.quantity for i in self._items)
        return words.tr("You save %1", words.money(saved, self.currency)) if saved > 0 else ""

    @Property("QVariantList", notify=changed)
    def photos(self) -> list[str]:
        """A photograph of each article."""
        return list(dict.fromkeys(item.line.media for item in self._items if item.line.media))

    @Property(str, notify=changed)
    def handoff(self) -> str:
        """The basket as the rows of a signed QR code, to carry away."""
        if not self._items:
            return ""
        return qr_rows(pack(((i.line.sku, i.line.quantity) for i in self._items), self._key, words.now()))

    @Property(bool, notify=changed)
    def ships(self) -> bool:
        """Whether anything goes to an address."""
        return any(item.promise.way is Way.SHIP_HOME for item in self._items)

    @Property("QVariantList", notify=changed)
    def groups(self) -> list[dict[str, Any]]:
        """tone, title, sentence, note, wish, and lines of what is promised together."""
        return [self._group(items) for items in self._together()]

    @Property("QVariantList", notify=changed)
    def wishes(self) -> list[dict[str, str]]:
        """The answers to "what if it cannot be had after all?"."""
        return [
            {"id": Wish.OTHER_STORE, "label": words.tr("Another store")},
            {"id": Wish.SWAP, "label": words.tr("Something similar")},
            {"id": Wish.WAIT, "label": words.tr("I’ll wait")},
            {"id": Wish.REFUND, "label": words.tr("Leave it out")},
        ]

    def put(self, product: Product, sku: str, promise: Promise) -> None:
        """Put one piece in; the same article under the same promise counts up."""
        currency = product.variant(sku).price.currency
        if self._items and currency != self.currency:
            self.said.emit(words.tr("Please order this one on its own: it has another currency."), False)
            return
        self._keep()
        line = make_line(product, sku, promise, words.now())
        fresh = Item(line, promise, currency)
        for place, item in enumerate(self._items):
            if item.line.sku == sku and item.group == fresh.group:
                self._items[place] = replace(item, line=_counted(item.line, item.line.quantity + 1))
                break
        else:
            if len(self._items) >= LINES:
                self.said.emit(words.tr("The basket is full. Please order this first."), False)
                return
            self._items.append(fresh)
        self._changed(words.tr("%1 is in your basket", line.name))

    @Slot(str, int)
    def count_to(self, line_id: str, quantity: int) -> None:
        """Set how many pieces of a line."""
        self._keep()
        self._items = [
            replace(i, line=_counted(i.line, quantity)) if i.line.id == line_id else i for i in self._items
        ]
        self._changed()

    @Slot(str)
    def remove(self, line_id: str) -> None:
        """Take a line out."""
        gone = next((item for item in self._items if item.line.id == line_id), None)
        if gone is not None:
            self._keep()
            self._items = [item for item in self._items if item is not gone]
            self._changed(words.tr("%1 is out of your basket", gone.line.name))

    @Slot()
    def undo(self) -> None:
        """Back to how it was before the last change."""
        self._items, self._before = self._before, self._items
        self._changed()

    @Slot(str, str)
    def wish(self, line_id: str, wish: str) -> None:
        """What to do for the group of a line when it cannot be had after all."""
        group = next((item.group for item in self._items if item.line.id == line_id), None)
        self._items = [
            replace(i, line=i.line.model_copy(update={"wish": Wish(wish)})) if i.group == group else i
            for i in self._items
        ]
        self._changed()

    def promise_anew(self, chosen: dict[str, Promise]) -> None:
        """Give lines other promises, by line id."""
        self._keep()
        self._items = [self._promised(item, chosen.get(item.line.id, item.promise)) for item in self._items]
        self._changed()

    async def restore(self, lines: Sequence[tuple[str, int]]) -> None:
        """Put in what a carried code names, each at the best promise there is today."""
        found = await tasks.run(self._look_up, lines)
        for product, sku, promise, count in found:
            self.put(product, sku, promise)
            line = next(i.line for i in self._items if i.line.sku == sku)
            self.count_to(line.id, count)
        missing = len(lines) - len(found)
        back = words.tr("Your basket is back")
        self.said.emit(
            words.tr("%n article(s) are not to be had today", n=missing) if missing else back, False
        )

    def _look_up(self, lines: Sequence[tuple[str, int]]) -> list[tuple[Product, str, Promise, int]]:
        """In a worker thread."""
        found = []
        for sku, count in lines:
            known = self._catalogue.by_code(sku)
            product = self._catalogue.product(known[0]) if known else None
            promises = self._catalogue.promises(sku, count) if product else []
            if product and promises:
                found.append((product, sku, promises[0], count))
        return found

    def refresh(self) -> None:
        """Read the places' names anew, and what the articles are called in the language now in use."""
        tasks.spawn(self._read())

    def reset(self) -> None:
        """Empty it for good."""
        self._items, self._before = [], []
        self.changed.emit()

    async def _read(self) -> None:
        self._places = await tasks.run(self._catalogue.locations)
        self._here = (await tasks.run(self._catalogue.here)).id
        for product_id in {item.line.product_id for item in self._items}:
            product = await tasks.run(self._catalogue.product, product_id)
            self._items = [replace(i, line=renamed(i.line, product)) for i in self._items]
        self.changed.emit()

    def _promised(self, item: Item, promise: Promise) -> Item:
        line = item.line.model_copy(update={"way": promise.way, "location_id": promise.location_id})
        return replace(item, promise=promise, line=line)

    def _together(self) -> list[list[Item]]:
        groups: dict[tuple[str, str], list[Item]] = {}
        for item in self._items:
            groups.setdefault(item.group, []).append(item)
        return list(groups.values())

    def _group(self, items: list[Item]) -> dict[str, Any]:
        promise = latest(item.promise for item in items)
        return {
            **words.promise(promise, self._places, self._here, len(items)),
            "wish": items[0].line.wish,
            "lines": [line_row(item, self._shelf(item) if len(items) > 1 else "") for item in items],
        }

    def _shelf(self, item: Item) -> str:
        """Where in this store an article lies that is taken here."""
        taken = item.promise.way is Way.PICKUP and item.promise.location_id == self._here
        return words.said(item.promise.aisle) if taken else ""

    def _keep(self) -> None:
        self._before = list(self._items)

    def _changed(self, said: str = "") -> None:
        self.changed.emit()
        if said:
            self.said.emit(said, True)


def _counted(line: Line, quantity: int) -> Line:
    return line.model_copy(update={"quantity": max(1, min(MOST, quantity))})
