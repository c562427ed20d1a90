"""Paying at the counter by phone, and finding out about a payment that nobody knows about."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.base import new_id
from shared.domain.messages import NotePayment
from shared.domain.order import Order
from shared.domain.paying import AskLink, WithdrawLink
from shared.domain.payment import PayLink
from shared.domain.states import LinkState, PaymentAction, PaymentState
from shared.qt.formats import clock, money, tr
from shared.qt.qr import qr_rows
from staff.ui.handover import HandoverView
from staff.ui.session import Session

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PayView(QObject):
    """The view model of the pay link and of an unknown payment of the order at the counter."""

    changed = Signal()

    def __init__(self, session: Session, handover: HandoverView) -> None:
        super().__init__()
        self._session, self._handover = session, handover
        handover.changed.connect(self.changed)
        session.device.status.connect(self.changed)

    @Property(dict, notify=changed)
    def facts(self) -> dict[str, object]:
        """What is shown of it."""
        order = self._handover.order
        if order is None:
            return {}
        link = _shown(order)
        return {
            "offered": self._offered(order) and link is None,
            "unknown": order.payment.state is PaymentState.UNKNOWN,
            "text": self._sentence(order, link),
            "matrix": qr_rows(link.url) if link and link.payable else "",
            "live": link is not None and link.live,
        }

    @Slot()
    def ask(self) -> None:
        """The shopper wants to pay by phone."""
        order = self._handover.order
        if order and self._offered(order) and _shown(order) is None:
            body = AskLink(order_id=order.id, payment_id=new_id(), made_at=self._session.now())
            self._session.act("payment.link", body, tr("The pay link is on its way"))

    @Slot()
    def withdraw(self) -> None:
        """The shopper pays another way after all."""
        order = self._handover.order
        link = _shown(order) if order else None
        if order and link:
            body = WithdrawLink(order_id=order.id, payment_id=link.id)
            self._session.act("payment.unlink", body, tr("The pay link is taken back"))

    @Slot(bool)
    def note(self, paid: bool) -> None:
        """Somebody found out whether an unknown payment went through."""
        if order := self._handover.order:
            note_payment(self._session, order, paid=paid)

    def _offered(self, order: Order) -> bool:
        names: list[str] = self._session.device.catalogue.setting("pay_links", [])
        return bool(names) and order.askable > 0 and self._session.device.now.online

    def _sentence(self, order: Order, link: PayLink | None) -> str:
        if link is None:
            last = order.payment.link
            refused = last is not None and last.state in {LinkState.DECLINED, LinkState.EXPIRED}
            return tr("The pay link was not used. Take the money another way.") if refused else ""
        amount = money(link.amount, order.currency)
        if link.state is LinkState.UNKNOWN:
            return tr("The payment company does not answer. Do not charge again; the hub goes on asking.")
        if not link.payable:
            return tr("The pay link for %1 is being made …", amount)
        if link.expires_at is None:
            return tr("The shopper pays %1 by phone.", amount)
        until = clock(link.expires_at, self._session.zone)
        return tr("The shopper pays %1 by phone, until %2.", amount, until)


def note_payment(session: Session, order: Order, *, paid: bool) -> None:
    """Tell the hub what was found out about an unknown payment."""
    if order.payment.state is PaymentState.UNKNOWN:
        action = PaymentAction.TAKE if paid else PaymentAction.DECLINE
        body = NotePayment(order_id=order.id, action=action, amount=order.due if paid else 0)
        session.act("payment.note", body, tr("Noted; the hub settles it"))


def _shown(order: Order) -> PayLink | None:
    """The link that money may still come by."""
    link = order.payment.link
    return link if link and link.live and not link.withdrawn else None
