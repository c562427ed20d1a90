"""One order: its lines, its parts and their states, the money, and the next thing to do."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.messages import Claim, Settle
from shared.domain.order import Fulfilment, Line, Order, Wish
from shared.domain.states import Action, PaymentState
from shared.qt.formats import in_pairs, money, tr
from shared.qt.tasks import run, spawn
from shared.qt.typed import Property
from staff import handover_words, words
from staff.returns import received
from staff.ui.pay import note_payment
from staff.ui.session import Session
from staff.work import Job, Task, asked_here, next_action, task_of, undo_of, urgency, waiting_lines

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class OrderView(QObject):
    """The view model of an order shown beside the queue."""

    changed = Signal()
    pick_asked = Signal(str)  # fulfilment id
    handover_asked = Signal(str)
    ship_asked = Signal(str)
    return_asked = Signal(object)  # Order
    swap_asked = Signal(object)  # Order: something else for what nobody has
    hold_asked = Signal(object, object)  # Order and the fulfilment that waits for its shopper

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._order: Order | None = None
        self._fulfilment_id = ""
        self._facts: dict[str, object] = {}
        self._lines: list[dict[str, object]] = []
        self._parts: list[dict[str, object]] = []
        self.names: dict[str, str] = {}

    @Property(dict, notify=changed)
    def facts(self) -> dict[str, object]:
        """What is shown about the order, texts by name; empty when none is shown."""
        return self._facts

    @Property(list, notify=changed)
    def lines(self) -> list[dict[str, object]]:
        """The lines of the fulfilment shown first, then the order's others."""
        return self._lines

    @Property(list, notify=changed)
    def parts(self) -> list[dict[str, object]]:
        """Every fulfilment of the order: where it is and how it stands."""
        return self._parts

    @property
    def order(self) -> Order | None:
        """The order shown."""
        return self._order

    @property
    def fulfilment(self) -> Fulfilment | None:
        """The fulfilment shown, None when the order has none here."""
        parts = self._order.fulfilments if self._order else ()
        return next((f for f in parts if f.id == self._fulfilment_id), None)

    def show(self, order: Order | None, fulfilment_id: str = "") -> None:
        """Show an order; without a fulfilment, the one that asks for work here."""
        self._order = order
        if order and not fulfilment_id:
            chosen = asked_here(order, self._session.here.id)
            fulfilment_id = chosen.id if chosen else ""
        self._fulfilment_id = fulfilment_id
        self._describe()

    def refresh(self) -> None:
        """Read the shown order anew."""
        if self._order:
            spawn(self.load(self._order.id, self._fulfilment_id))

    async def load(self, order_id: str, fulfilment_id: str = "") -> None:
        """Read an order and show it."""
        order = await run(self._session.device.orders.get, order_id)
        if order:  # else one that only the hub knows: it stays as it came
            self.show(order, fulfilment_id)

    @Slot()
    def primary(self) -> None:
        """The next action: what Enter does."""
        order, fulfilment = self._order, self.fulfilment
        if order is None or fulfilment is None:
            return
        action = next_action(fulfilment, self._session.here.id)
        if action is Action.PICK:
            self._session.step(order, fulfilment, action)
            self.pick_asked.emit(fulfilment.id)
        elif action in {Action.READY, Action.PACK}:
            self.pick_asked.emit(fulfilment.id)
        elif action is Action.COLLECT:
            self.handover_asked.emit(fulfilment.id)
        elif action is Action.SHIP:
            self.ship_asked.emit(fulfilment.id)
        elif action is Action.ARRIVE:
            self._session.step(order, fulfilment, action)

    @Slot()
    def claim(self) -> None:
        """Take the work, or give it back when it is one's own."""
        order, fulfilment = self._order, self.fulfilment
        if order is None or fulfilment is None or not self._facts.get("claimable"):
            return
        session, code = self._session, in_pairs(order.code)
        before = fulfilment.claimed_by
        after = "" if before == session.by else session.by
        text = tr("%1 is yours", code) if after else tr("%1 is free again", code)

        def claimed(by: str) -> Claim:
            return Claim(order_id=order.id, fulfilment_id=fulfilment.id, by=by)

        def undo() -> str:
            session.act("fulfilment.claim", claimed(before))
            return text

        session.act("fulfilment.claim", claimed(after), text, undo)

    @Slot()
    def take_back(self) -> None:
        """Goods of this order come back."""
        if self._order:
            self.return_asked.emit(self._order)

    @Slot()
    def hold(self) -> None:
        """Print what the shopper shows when they come back."""
        if self._order and self.fulfilment and self._facts.get("waits"):
            self.hold_asked.emit(self._order, self.fulfilment)

    @Slot(bool)
    def note_paid(self, paid: bool) -> None:
        """Somebody found out whether an unknown payment went through."""
        if self._order and self._facts.get("unknownPayment"):
            note_payment(self._session, self._order, paid=paid)

    @Slot()
    def swap(self) -> None:
        """Look for something else for what nobody has."""
        if self._order and self._order.held:
            self.swap_asked.emit(self._order)

    @Slot(str)
    def settle(self, wish: str) -> None:
        """Decide with the shopper what becomes of an order that nobody can serve."""
        order = self._order
        if order and order.held:
            for line_id in waiting_lines(order):  # of the others nothing has to be decided
                body = Settle(order_id=order.id, line_id=line_id, wish=Wish(wish), by=self._session.by)
                self._session.act("order.settle", body)
            self._session.say(tr("%1 is decided; the desk goes on from here", in_pairs(order.code)))

    @Slot()
    def step_back(self) -> None:
        """Take the fulfilment's last step back, whoever did it."""
        order, fulfilment = self._order, self.fulfilment
        if order and fulfilment and (action := undo_of(fulfilment)):
            self._session.step(order, fulfilment, action)

    def _describe(self) -> None:
        order, fulfilment = self._order, self.fulfilment
        self._facts = self._order_facts(order) if order else {}
        if order and fulfilment:
            self._facts |= self._fulfilment_facts(order, fulfilment)
        self._lines = self._order_lines(order, fulfilment) if order else []
        self._parts = [self._part(f) for f in order.fulfilments] if order else []
        self.changed.emit()

    def _order_facts(self, order: Order) -> dict[str, object]:
        now, zone = self._session.now(), self._session.zone
        paid, paid_tone = words.payment(order)
        contact = order.contact
        return {
            "id": order.id,
            "code": in_pairs(order.code),
            "name": (contact.name if contact else "") or tr("Shopper without a name"),
            "reach": " · ".join(filter(None, (contact.phone, contact.email))) if contact else "",
            "placed": words.day_and_time(order.placed_at, now, zone),
            "channel": words.channel(order.channel),
            "total": money(order.total, order.currency),
            "payment": paid,
            "paymentTone": paid_tone,
            "provisional": order.provisional,
            "held": order.held,
            "note": words.note(order),
            "unknownPayment": order.payment.state is PaymentState.UNKNOWN,
            "returnable": bool(received(order)),
        }

    def _fulfilment_facts(self, order: Order, fulfilment: Fulfilment) -> dict[str, object]:
        here, now = self._session.here.id, self._session.now()
        action = next_action(fulfilment, here)
        back = undo_of(fulfilment)
        state, tone, icon = words.state(fulfilment.state)
        task = task_of(fulfilment, here)
        job = Job(task or Task.DECIDE, order, fulfilment)
        owner = fulfilment.claimed_by
        return {
            "state": state,
            "stateTone": tone,
            "stateIcon": icon,
            "way": words.way(fulfilment.way),
            "promise": self._promise(job, now) if task else self._handed(fulfilment, now),
            "promiseTone": urgency(job, now).value if task else "none",
            "action": words.action(action) if action else "",
            "back": words.back(back) if back else "",
            "claimedBy": self.names.get(owner, owner),
            "mine": bool(owner) and owner == self._session.by,
            "waits": task is Task.HAND_OVER,
            "claimable": task in {Task.PICK, Task.SHIP},
            "tracking": fulfilment.tracking,
            "task": task.value if task else "",
        }

    def _promise(self, job: Job, now: datetime) -> str:
        zone, until = self._session.zone, self._session.kept_until(job.fulfilment)
        said = words.promise(job, now, zone)
        if job.task is not Task.HAND_OVER or until is None or job.customer_here:
            return said
        return said + " · " + tr("kept until %1", words.day_and_time(until, now, zone))

    def _handed(self, fulfilment: Fulfilment, now: datetime) -> str:
        when = words.day_and_time(fulfilment.changed_at or now, now, self._session.zone)
        return handover_words.handed(fulfilment, self.names.get(fulfilment.by, fulfilment.by), when)

    def _order_lines(self, order: Order, shown: Fulfilment | None) -> list[dict[str, object]]:
        wanted = {part.line_id: part for part in shown.parts} if shown else {}
        rows = []
        for line in map(self._session.in_words, sorted(order.lines, key=lambda line: line.id not in wanted)):
            part = wanted.get(line.id)
            quantity = part.quantity if part else line.quantity - line.cancelled
            rows.append(
                {
                    "id": line.id,
                    "sku": line.sku,
                    "name": line.name,
                    "options": line.options,
                    "media": line.media,
                    "aisle": self.aisle(line),
                    "quantity": quantity,
                    "picked": part.picked if part else 0,
                    "price": money(line.unit_price * quantity, order.currency),
                    "here": part is not None,
                    "cancelled": line.cancelled,
                }
            )
        return rows

    def aisle(self, line: Line) -> str:
        """Where a line's article stands in this store, empty when nobody wrote it down."""
        product = self._session.product(line.product_id)
        variant = next((v for v in product.variants if v.sku == line.sku), None) if product else None
        return self._session.stands(variant) if variant else ""

    def _part(self, fulfilment: Fulfilment) -> dict[str, object]:
        places = self._session.device.catalogue.locations()
        state, tone, icon = words.state(fulfilment.state)
        source = places.get(fulfilment.location_id)
        target = places.get(fulfilment.collect_at)
        names: list[str] = [source.name if source else fulfilment.location_id]
        if target and target != source:
            names.append(target.name)
        return {
            "id": fulfilment.id,
            "where": " → ".join(names),
            "way": words.way(fulfilment.way),
            "state": state,
            "tone": tone,
            "icon": icon,
            "pieces": sum(part.quantity for part in fulfilment.parts),
            "current": fulfilment.id == self._fulfilment_id,
            "reason": words.short_reason(fulfilment.reason),
        }
