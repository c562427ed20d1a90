"""Taking goods back on the screen: what, why, in which condition, and what the shopper gets instead."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.base import new_id
from shared.domain.codes import pickup_code
from shared.domain.messages import MakeReturn
from shared.domain.order import Order, ReturnReason
from shared.qt.formats import in_pairs, money, tr
from shared.qt.scanner import Kind, Reading
from shared.qt.tasks import run
from staff import return_words
from staff.errands import returns_of
from staff.returns import Draft, Returnable, Wanted, disposition, returnable, words_of
from staff.ui.photos import PhotosView
from staff.ui.session import Session

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1
CONDITIONS = ("sellable", "opened", "damaged")
RESOLUTIONS = ("refund", "exchange")
BLIND = 99  # pieces of an article that may come back without a receipt


@QmlElement
class ReturnsView(QObject):
    """The returns page's view model: one return in the making."""

    changed = Signal()
    taken = Signal(object, object)  # Return message, Order or None: for the slip and the labels

    def __init__(self, session: Session, photos: PhotosView) -> None:
        super().__init__()
        self._session, self._photos = session, photos
        self._draft = Draft()
        self._current = 0

    # --- what is shown ------------------------------------------------------------------------------------

    @Property(dict, notify=changed)
    def facts(self) -> dict[str, object]:
        """What is shown about the return; empty when none is being made."""
        draft = self._draft
        if not draft.lines:
            return {}
        order, missing = draft.order, draft.missing()
        due = draft.net(self._session.here.id, self._currency(), self._session.now())
        return {
            "code": in_pairs(order.code) if order else tr("Without a receipt"),
            "name": order.contact.name if order and order.contact else "",
            "refund": money(draft.refund(), self._currency()),
            "net": money(abs(due), self._currency()),
            "owes": due > 0,
            "exchange": draft.exchanging,
            "missing": return_words.missing(missing) if missing else "",
            "tender": return_words.tender(order),
        }

    @Property(list, notify=changed)
    def lines(self) -> list[dict[str, object]]:
        """Everything the shopper has, with what comes back of it."""
        return [self._line(n, each, self._draft.of(each)) for n, each in enumerate(self._draft.lines)]

    @Property(list, notify=changed)
    def reasons(self) -> list[dict[str, object]]:
        """The first tap."""
        chosen = self._wanted_now().reason
        return [
            {"id": r.value, "label": return_words.reason(r), "key": str((n + 1) % 10), "active": r is chosen}
            for n, r in enumerate(ReturnReason)
        ]

    @Property(list, notify=changed)
    def conditions(self) -> list[dict[str, object]]:
        """The second tap."""
        now = self._wanted_now()
        return [
            {
                "id": c,
                "label": return_words.condition(c),
                "detail": return_words.goes(disposition(c, now.reason or ReturnReason.OTHER)),
                "key": key,
                "active": c == now.condition and now.quantity > 0,
            }
            for c, key in zip(CONDITIONS, "SOD", strict=True)
        ]

    @Property(list, notify=changed)
    def resolutions(self) -> list[dict[str, object]]:
        """The third tap."""
        return [
            {
                "id": r,
                "label": return_words.resolution(r),
                "key": key,
                "active": (r == "exchange") == self._draft.exchanging,
            }
            for r, key in zip(RESOLUTIONS, "RX", strict=True)
        ]

    @Property(list, notify=changed)
    def swaps(self) -> list[dict[str, object]]:
        """Variants the current article can be exchanged for, with how many are here."""
        line, draft = self._line_now(), self._draft
        product = draft.products.get(line.product_id) if line and draft.exchanging else None
        if line is None or product is None:
            return []
        catalogue, here = self._session.device.catalogue, self._session.here.id
        stock = {variant.sku: catalogue.stock(variant.sku) for variant in product.variants}
        return [
            {
                "sku": sku,
                "label": words_of(product, sku) or sku,
                "here": row.atp.get(here, 0) if row else 0,
                "active": sku == draft.of(line).swap_sku,
            }
            for sku, row in stock.items()
        ]

    # --- what is done -------------------------------------------------------------------------------------

    async def heard(self, readings: list[Reading]) -> bool:
        """A code was scanned on this page; True when it meant something for a return."""
        device = self._session.device
        for reading in readings:
            if reading.kind is Kind.ORDER:
                order = await run(device.orders.by_code, reading.value)
                if order:
                    await self.open(order)
                    return True
            if reading.kind in {Kind.PRODUCT, Kind.TEXT}:
                known = await run(device.catalogue.by_code, reading.value)
                if known:
                    await self.add(*known)
                    return True
        return False

    async def open(self, order: Order) -> None:
        """Begin a return of an order."""
        made = await run(returns_of, self._session.device, order.id)
        lines = returnable(order, made)
        if not lines:
            say = tr("Nothing of %1 can come back: nothing of it was handed over.", in_pairs(order.code))
            self._session.say(say, "soon")
            return
        self._begin(Draft(order, lines))
        await self._read_products()

    async def add(self, product_id: str, sku: str) -> None:
        """One more piece of an article: of the open order when it has it, else without a receipt."""
        draft = self._draft
        for n, line in enumerate(draft.lines):
            if line.sku == sku and draft.of(line).quantity < line.left:
                self._current = n
                self._note(quantity=draft.of(line).quantity + 1)
                return
        if draft.order is not None:
            self._session.say(tr("%1 is not part of this order, or all of it came back.", sku), "danger")
            return
        product = await run(self._session.device.catalogue.product, product_id)
        if product is None:
            return
        price = product.variant(sku).price.at(self._session.now())
        media = product.media[0].sha256 if product.media else ""
        words = words_of(product, sku)
        draft.lines.append(Returnable(new_id(), sku, product_id, product.name, words, media, BLIND, 0, price))
        draft.products[product_id] = product
        self._current = len(draft.lines) - 1
        self._note(quantity=1)

    @Slot(int)
    def choose(self, row: int) -> None:
        """Turn to a line."""
        self._current = max(0, min(row, len(self._draft.lines) - 1))
        self.changed.emit()

    @Slot(int)
    def move(self, by: int) -> None:
        """Turn to the line so many further down."""
        self.choose(self._current + by)

    @Slot(int)
    def more(self, by: int) -> None:
        """So many pieces more or less of the current line."""
        self._note(quantity=self._wanted_now().quantity + by)

    @Slot(str)
    def choose_reason(self, reason: str) -> None:
        """Why it comes back."""
        self._note(reason=ReturnReason(reason))

    @Slot(str)
    def choose_condition(self, condition: str) -> None:
        """How it looks."""
        self._note(condition=condition)

    @Slot(str)
    def choose_resolution(self, resolution: str) -> None:
        """Money back, or another variant."""
        self._draft.exchanging = resolution == "exchange"
        self.changed.emit()

    @Slot(str)
    def choose_swap(self, sku: str) -> None:
        """What the shopper takes instead of the current line."""
        self._note(swap_sku=sku)

    @Slot()
    def finish(self) -> None:
        """Take the goods back."""
        session, draft = self._session, self._draft
        if not draft.lines or draft.missing():
            return
        currency = self._currency()
        message = MakeReturn(
            return_id=new_id(),
            order_id=draft.order.id if draft.order else "",
            location_id=session.here.id,
            lines=draft.return_lines(),
            made_at=session.now(),
            by=session.by,
            photos=tuple(self._photos.taken),
            exchange=draft.exchange(session.here.id, currency, session.now()),
        )
        text = tr(
            "Taken back; %1 go back %2", money(draft.refund(), currency), return_words.tender(draft.order)
        )
        if message.exchange:
            code = in_pairs(pickup_code(message.exchange.order_id))
            text = tr("Exchanged; the other goods are in the queue as %1", code)
        self.leave()
        session.act("return.make", message, text)
        self.taken.emit(message, draft.order)

    @Slot()
    def leave(self) -> None:
        """Begin anew."""
        self._begin(Draft())

    # --- inside -------------------------------------------------------------------------------------------

    def _begin(self, draft: Draft) -> None:
        self._draft, self._current = draft, 0
        self._photos.forget()
        self.changed.emit()

    async def _read_products(self) -> None:
        catalogue, draft = self._session.device.catalogue, self._draft
        for product_id in {line.product_id for line in draft.lines}:
            product = await run(catalogue.product, product_id)
            if product:
                draft.products[product_id] = product
        self.changed.emit()

    def _line_now(self) -> Returnable | None:
        return self._draft.lines[self._current] if self._draft.lines else None

    def _wanted_now(self) -> Wanted:
        line = self._line_now()
        return self._draft.of(line) if line else Wanted()

    def _note(self, **values: object) -> None:
        line = self._line_now()
        if line:
            if "quantity" not in values and not self._wanted_now().quantity:
                values["quantity"] = 1  # whatever is said of a line means that it comes back
            self._draft.note(line, **values)
            self.changed.emit()

    def _currency(self) -> str:
        if self._draft.order:
            return self._draft.order.currency
        known = (p.variants[0].price.currency for p in self._draft.products.values())
        return next(known, self._session.device.catalogue.setting("currency", "EUR"))

    def _line(self, n: int, each: Returnable, wanted: Wanted) -> dict[str, object]:
        words = [return_words.reason(wanted.reason)] if wanted.reason else []
        words += [return_words.condition(wanted.condition)] if wanted.quantity else []
        name, options = self._session.called(each.product_id, each.sku, each.name, each.options)
        return {
            "name": name,
            "options": options,
            "sku": each.sku,
            "media": each.media,
            "left": each.left,
            "quantity": wanted.quantity,
            "words": " · ".join(words),
            "price": money(each.unit_price, self._currency()),
            "current": n == self._current,
        }
