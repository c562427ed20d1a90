"""Handing over on the screen: proof, age, money, and only then the goods."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.crypto import forged
from shared.domain.messages import LONGEST_SIGNATURE, CancelOrder
from shared.domain.order import Fulfilment, Order
from shared.domain.states import Action
from shared.qt.formats import in_pairs, money, read_money, tr
from shared.qt.typed import Property
from staff import handover_words, words
from staff.handover import Check, Handover, change, open_checks, without
from staff.ui.session import Session
from staff.work import minutes

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1
_ICONS = {
    Check.READY: "hourglass",
    Check.PROOF: "qr",
    Check.NAME: "people",
    Check.AGE: "person",
    Check.UNKNOWN_PAYMENT: "warning",
    Check.DUE: "card",
}


@QmlElement
class HandoverView(QObject):
    """The handover page's view model."""

    changed = Signal()
    begun = Signal()  # with another order, or anew: nothing of the one before counts
    waited = Signal(int)  # minutes, by somebody who had said that they are here
    finished = Signal(str)  # the fulfilment that was at the counter
    receipt_asked = Signal(object, object)  # Order and Fulfilment as they are now

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._whole: tuple[Order, Fulfilment] | None = None  # as the shopper ordered it
        self._left: dict[str, int] = {}  # line id → pieces that stay here
        self._order: Order | None = None  # as it leaves
        self._fulfilment: Fulfilment | None = None
        self._noted = Handover()
        self._minimum_age = 0
        self._problem = ""
        self._given = 0

    @Property(dict, notify=changed)
    def facts(self) -> dict[str, object]:
        """What is shown; empty when nothing is being handed over."""
        order, noted = self._order, self._noted
        if order is None:
            return {}
        still = self._open()
        due = max(0, order.due - noted.paid)
        missing = self._given and change(self._given, due) < 0
        back = change(self._given, due) if self._given and not missing else 0
        name = order.contact.name if order.contact else ""  # whoever gave none goes by the code alone
        return {
            "code": in_pairs(order.code) if name else "",
            "name": name or in_pairs(order.code),
            "due": money(due, order.currency),
            "owes": Check.DUE in still,
            "paidWord": words.payment(order)[0],
            "taken": money(noted.paid, order.currency) if noted.paid else "",
            "total": money(order.total, order.currency),
            "change": money(back, order.currency) if back else "",
            "short": money(due - self._given, order.currency) if missing else "",
            "shown": bool(noted.how),
            "how": handover_words.proof(noted.how) if noted.how else "",
            "proxy": noted.proxy,
            "proxyName": noted.proxy_name,
            "age": self._minimum_age,
            "ageChecked": noted.age_checked,
            "signed": bool(noted.signature),
            "problem": self._problem,
            "outside": self._fulfilment is not None and self._fulfilment.outside,
            "allowed": not still,
            "next": still[0].value if still else "",
            "action": self._action(still, due),
        }

    @Property(list, notify=changed)
    def checks(self) -> list[dict[str, object]]:
        """What is still to be settled, in order."""
        return [{"id": c.value, "text": handover_words.check(c), "icon": _ICONS[c]} for c in self._open()]

    @Property(list, notify=changed)
    def lines(self) -> list[dict[str, object]]:
        """The goods that leave."""
        if self._order is None or self._fulfilment is None:
            return []
        lines = {line.id: self._session.in_words(line) for line in self._order.lines}
        rows = []
        for part in self._fulfilment.parts:
            left = self._left.get(part.line_id, 0)
            if (line := lines.get(part.line_id)) and part.quantity + left:
                price = money(line.unit_price * part.quantity, self._order.currency)
                row = {"name": line.name, "options": line.options, "media": line.media, "sku": line.sku}
                rows.append(row | {"quantity": part.quantity, "price": price, "id": line.id, "left": left})
        return rows

    @property
    def order(self) -> Order | None:
        """The order at the counter as it leaves, None when there is none."""
        return self._order

    @property
    def order_id(self) -> str:
        """The order at the counter, empty when none."""
        return self._order.id if self._order else ""

    def show(self, order: Order, fulfilment: Fulfilment, code: str = "", *, scanned: bool = False) -> None:
        """Begin with an order; a code that was scanned to get here already counts as proof."""
        self._whole, self._left = (order, fulfilment), {}
        self._order, self._fulfilment = order, fulfilment
        self._noted, self._problem, self._given = Handover(), "", 0
        if code:
            self._prove(order, code, scanned=scanned)
        self._minimum_age = self._highest_age(order, fulfilment)  # known before anybody can press Enter
        self.begun.emit()
        self.changed.emit()

    def update(self, order: Order) -> None:
        """The order has changed elsewhere; what was noted stays."""
        if self._order and order.id == self._order.id and self._fulfilment:
            known = self._fulfilment
            self._whole = (order, next((f for f in order.fulfilments if f.id == known.id), known))
            self._apply()

    @Slot(str, int)
    def leave_here(self, line_id: str, by: int) -> None:
        """So many pieces more (or fewer) of a line stay here; at least one piece leaves."""
        if self._whole is None:
            return
        parts = self._whole[1].parts
        wanted = sum(part.quantity for part in parts if part.line_id == line_id)
        left = {**self._left, line_id: min(max(0, self._left.get(line_id, 0) + by), wanted)}
        if sum(left.values()) < sum(part.quantity for part in parts):
            self._left = {line: n for line, n in left.items() if n}
            self._apply()

    def _apply(self) -> None:
        if self._whole:
            have = {part.line_id: part.quantity for part in self._whole[1].parts}
            left = {line: n for line, there in have.items() if (n := min(self._left.get(line, 0), there))}
            self._left = left if sum(left.values()) < sum(have.values()) else {}  # the order may have shrunk
            self._order, self._fulfilment = without(*self._whole, self._left)
        self.changed.emit()

    @Slot(str, bool)
    def show_code(self, typed: str, scanned: bool = False) -> None:
        """The shopper shows a code."""
        if self._order:
            self._prove(self._order, typed, scanned=scanned)
            self.changed.emit()

    def _prove(self, order: Order, code: str, *, scanned: bool) -> None:
        if scanned and forged(code, self._session.device.identity.hub_key):
            self._problem = tr("This code was not made by us. Look at an ID.")
            return
        shown = self._noted.shown(order, code, scanned=scanned)
        self._noted = shown or self._noted
        self._problem = "" if shown else tr("This code belongs to another order.")

    @Slot()
    def see_id(self) -> None:
        """The clerk looked at an ID; its number is never written down."""
        self._problem = ""
        self._note(replace(self._noted, how="id_seen"))

    @Slot(bool)
    def set_proxy(self, proxy: bool) -> None:
        """Somebody else collects."""
        self._note(replace(self._noted, proxy=proxy))

    @Slot(str)
    def set_proxy_name(self, name: str) -> None:
        """Who collects for the shopper."""
        self._note(replace(self._noted, proxy_name=name[:120]))

    @Slot()
    def check_age(self) -> None:
        """The clerk has checked the age."""
        self._note(replace(self._noted, age_checked=True))

    @Slot(str)
    def sign(self, path: str) -> None:
        """A signature as SVG path data, empty to wipe it."""
        while len(path) > LONGEST_SIGNATURE:  # its last stroke goes, and never half a step of one
            path = path[: path.rindex("M")]
        self._note(replace(self._noted, signature=path))

    @Slot(str)
    def give(self, text: str) -> None:
        """Cash the shopper hands over, as typed: the change is shown at once."""
        self._given = read_money(text, self._order.currency) if self._order else 0
        self.changed.emit()

    @Slot()
    def take_payment(self) -> None:
        """The money due is in the till, or the terminal said yes."""
        if self._order and Check.DUE in self._open():
            due = self._order.due
            if self._given and self._given < due:
                self._problem = tr("That is not enough.")
                self.changed.emit()
                return
            self._problem = ""
            self._note(replace(self._noted, paid=due))

    @Slot()
    def take_by_terminal(self) -> None:
        """The card terminal said yes to the amount due."""
        self._given = 0
        self.take_payment()

    @Slot(str)
    def primary(self, typed: str) -> None:
        """Enter: settle the first thing that is open, hand over when nothing is."""
        still = self._open()
        if not still:
            self.finish()
        elif still[0] is Check.PROOF and typed.strip():
            self.show_code(typed)
        elif still[0] is Check.DUE and self._order and self._order.payment.asked and not self._given:
            self._problem = tr("The shopper is paying by phone. Wait, or take the link back.")
            self.changed.emit()
        elif still[0] is Check.DUE:
            self.take_payment()
        else:
            self._problem = handover_words.check(still[0])
            self.changed.emit()

    @Slot()
    def finish(self) -> None:
        """Hand over, once nothing is open."""
        order, fulfilment = self._order, self._fulfilment
        if order is None or fulfilment is None or self._open():
            return
        noted, left = self._noted, self._left
        self._order = self._fulfilment = self._whole = None
        if left:
            reason = tr("left at the counter")
            self._session.act("order.cancel", CancelOrder(order_id=order.id, quantities=left, reason=reason))
        self._session.step(order, fulfilment, Action.COLLECT, proof=noted.proof(), paid=noted.paid)
        self.changed.emit()
        paid = order.payment.model_copy(update={"paid": order.payment.paid + noted.paid})
        if fulfilment.waiting_here and fulfilment.changed_at:
            self.waited.emit(minutes(fulfilment.changed_at, self._session.now()))
        self.receipt_asked.emit(order.model_copy(update={"payment": paid}), fulfilment)
        self.finished.emit(fulfilment.id)

    @Slot()
    def leave(self) -> None:
        """Stop without handing over."""
        key = self._fulfilment.id if self._fulfilment else ""
        self._order = self._fulfilment = self._whole = None
        self.changed.emit()
        self.finished.emit(key)

    def _note(self, noted: Handover) -> None:
        self._noted = noted
        self.changed.emit()

    def _action(self, still: list[Check], due: int) -> str:
        if still and still[0] is Check.DUE and self._order:
            return tr("Take %1", money(due, self._order.currency))
        return tr("Check the code") if still and still[0] is Check.PROOF else tr("Hand over")

    def _open(self) -> list[Check]:
        if self._order is None or self._fulfilment is None:
            return []
        return open_checks(self._order, self._fulfilment, self._noted, self._minimum_age)

    def _highest_age(self, order: Order, fulfilment: Fulfilment) -> int:
        wanted = {part.sku for part in fulfilment.parts}
        products = {line.product_id for line in order.lines if line.sku in wanted}
        known = [p for p in map(self._session.product, products) if p]
        return max((v.age_check for p in known for v in p.variants if v.sku in wanted), default=0)
