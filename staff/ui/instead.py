"""Something else instead of what is missing: what is here, at which price, and whom to ask."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.cache.catalogue import Query
from shared.domain.catalogue import Product
from shared.domain.messages import Settle, Substitute
from shared.domain.order import Order, RejectReason, Wish
from shared.qt.formats import in_pairs, money, tr
from shared.qt.tasks import run, spawn
from staff.returns import words_of
from staff.substitutes import Offer, as_line, offers
from staff.ui.pick import Missing, PickView
from staff.ui.session import Session
from staff.work import Job, Task, waiting_lines

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1
ALIKE = 12  # products looked at


@QmlElement
class InsteadView(QObject):
    """The view model of the offer at the shelf."""

    changed = Signal()
    ready = Signal()  # offers are there to choose from

    def __init__(self, session: Session, pick: PickView) -> None:
        super().__init__()
        self._session, self._pick = session, pick
        self._missing: Missing | None = None
        self._offers: list[Offer] = []
        self._chosen: Offer | None = None

    @Property(str, notify=changed)
    def title(self) -> str:
        """For what and for whom."""
        return tr("Instead of %1", self._missing.line.name) if self._missing else ""

    @Property(str, notify=changed)
    def ask(self) -> str:
        """Whom to ask, and how."""
        missing = self._missing
        if missing is None:
            return ""
        contact = missing.job.order.contact
        name = (contact.name if contact else "") or in_pairs(missing.job.order.code)
        phone = contact.phone if contact else ""
        return tr("Ask %1 first: %2", name, phone) if phone else tr("Ask %1 first.", name)

    @Property(list, notify=changed)
    def choices(self) -> list[dict[str, object]]:
        """What is here, with its price."""
        return [self._choice(offer) for offer in self._offers]

    @Slot()
    def look(self) -> None:
        """Look for something else for the piece that is wanted now."""
        spawn(self.find())

    async def find(self) -> None:
        """Find articles that are here."""
        if missing := self._pick.missing_now():
            await self._offer(missing)

    async def find_for(self, order: Order) -> None:
        """Find articles, wherever they are, for what nobody has of a held order."""
        waiting = waiting_lines(order)
        line = next((line for line in order.lines if line.id in waiting), None)
        if line and order.fulfilments:
            job = Job(Task.DECIDE, order, order.fulfilments[-1])
            await self._offer(Missing(job, line, waiting[line.id], 0))

    async def _offer(self, missing: Missing) -> None:
        self._missing = missing
        self._offers = await run(self._read, missing)
        if not self._offers:
            self._session.say(tr("Nothing like it is here"), "soon")
            return
        self.changed.emit()
        self.ready.emit()

    @Slot(str)
    def choose(self, sku: str) -> None:
        """The shopper agrees to this one; for a held order the desk then sources it."""
        self._chosen = next((offer for offer in self._offers if offer.variant.sku == sku), None)
        missing = self._missing
        if missing and self._chosen and missing.job.task is Task.DECIDE:
            order = missing.job.order
            ids = {"order_id": order.id, "line_id": missing.line.id, "by": self._session.by}
            body = Settle.model_validate({**ids, "wish": Wish.SWAP, "swap_sku": sku})
            text = tr("%1 is decided; the desk goes on from here", in_pairs(order.code))
            self._missing = self._chosen = None
            self._session.act("order.settle", body, text)

    @Slot(str)
    def confirm(self, reason: str) -> None:
        """It takes the missing pieces' place; the desk reserves and prices it."""
        missing, offer = self._missing, self._chosen
        if missing is None or offer is None:
            return
        pieces = min(missing.pieces, offer.here)
        line = as_line(offer, missing.line, pieces)
        body = Substitute(
            order_id=missing.job.order.id,
            fulfilment_id=missing.job.key,
            line_id=missing.line.id,
            line=line,
            reason=RejectReason(reason),
            by=self._session.by,
        )
        self._missing = self._chosen = None
        self._session.act("fulfilment.substitute", body, tr("Into tote %1: %2", missing.tote, line.name))
        self._pick.replaced(missing, pieces)
        self.changed.emit()

    def _read(self, missing: Missing) -> list[Offer]:
        catalogue, line = self._session.device.catalogue, missing.line
        own = catalogue.product(line.product_id)
        wished = catalogue.by_code(line.swap_sku) if line.swap_sku else None
        first = [own, catalogue.product(wished[0]) if wished and wished[0] != line.product_id else None]
        products: list[Product] = [each for each in first if each]
        shown = {} if missing.job.task is Task.DECIDE else {"here": frozenset({"1"})}
        if own and own.category_ids:
            query = Query(category_id=own.category_ids[-1], filters=shown, limit=ALIKE)
            alike = (catalogue.product(tile.product_id) for tile in catalogue.search(query).tiles)
            products += [each for each in alike if each and each not in products]
        place = self._session.here.id
        rows = {v.sku: catalogue.stock(v.sku) for each in products for v in each.variants}
        anywhere = missing.job.task is Task.DECIDE
        here = {
            sku: max(row.atp.values(), default=0) if anywhere else row.atp.get(place, 0)
            for sku, row in rows.items()
            if row
        }
        return offers(line, products, here, self._session.now())

    def _choice(self, offer: Offer) -> dict[str, object]:
        name = ", ".join(filter(None, (offer.product.name, words_of(offer.product, offer.variant.sku))))
        currency = offer.variant.price.currency
        aisle = self._session.stands(offer.variant)
        held = self._missing is not None and self._missing.job.task is Task.DECIDE
        count = tr("%1 in one place", offer.here) if held else tr("%1 here", offer.here)
        facts = (money(offer.price, currency), count, "" if held else aisle)
        return {"id": offer.variant.sku, "label": name, "effect": " · ".join(filter(None, facts))}
