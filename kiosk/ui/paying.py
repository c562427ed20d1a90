"""Paying by phone: a pay link as a QR, and what is known of the money in plain words; card data never comes here."""

import asyncio
from datetime import timedelta
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from shared.domain.base import new_id
from shared.domain.order import Order
from shared.domain.paying import AskLink, WithdrawLink
from shared.domain.payment import PayLink
from shared.domain.states import LinkState, PaymentState
from shared.qt import tasks
from shared.qt.device import Device
from shared.qt.qr import qr_rows
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
SLOW_MS: Final = 15_000  # until the shopper hears that the payment page takes longer than usual
PATIENCE: Final = timedelta(minutes=15)  # a link without an end of its own keeps the screen so long
_OVER: Final = {LinkState.DECLINED, LinkState.EXPIRED, LinkState.CANCELLED}


@QmlElement
@QmlUncreatable("made by the program")
class Paying(QObject):
    """The money of one order. ``stage``: none, asked, slow, open, unknown, paid, refused or failed."""

    changed = Signal()
    turned = Signal()  # another stage: what the page says is new

    def __init__(self, device: Device) -> None:
        super().__init__()
        self._device = device
        self._shown = "none"
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._late)
        self.changed.connect(self._notice)
        self._offers: tuple[str, ...] = ()
        self._task: asyncio.Task[Any] | None = None
        self._start()

    def _start(self) -> None:
        self._slow.stop()
        self._order: Order | None = None
        self._payment_id = ""
        self._wanted = False
        self._is_late = False

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Whether this retailer takes payments by phone at all."""
        return bool(self._offers)

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether paying by phone is possible now: the payment page needs the line."""
        return self.known and self._device.now.online

    @Property(bool, notify=changed)
    def wanted(self) -> bool:
        """Whether the shopper chose to pay by phone."""
        return self._wanted

    @Property(str, notify=changed)
    def stage(self) -> str:
        """How far it is."""
        order, link = self._order, self._link()
        if order is None or not self._payment_id:
            return "none"
        if order.payment.state is PaymentState.PAID:
            return "paid"
        return self._stage_of(link) if link else "failed"

    @Property(str, notify=changed)
    def amount(self) -> str:
        """What the link asks for."""
        link = self._link()
        return words.money(link.amount, self._order.currency) if link and self._order else ""

    @Property(str, notify=changed)
    def qr(self) -> str:
        """The payment page's address as rows of 0 and 1, while there is one to show."""
        link = self._link()
        return qr_rows(link.url) if link is not None and link.payable else ""

    @Property(str, notify=changed)
    def until(self) -> str:
        """How long the page is good for."""
        link = self._link()
        if link is None or link.expires_at is None or not link.payable:
            return ""
        return words.tr("Good until %1.", words.clock(link.expires_at, self._device.catalogue.here().tz))

    @Property("QVariantList", notify=changed)
    def photos(self) -> list[str]:
        """A photograph of each article that the money is for."""
        lines = self._order.lines if self._order else ()
        return list(dict.fromkeys(line.media for line in lines if line.media))

    @Property("QVariantMap", notify=changed)
    def line(self) -> dict[str, str]:
        """icon, text and detail of what is known of the money, for a row."""
        order = self._order
        due = words.money(max(0, order.due), order.currency) if order else ""
        match self.stage:
            case "paid":
                return {"icon": "check-circle", "text": words.tr("Paid"), "detail": words.tr("Thank you.")}
            case "unknown":
                detail = words.tr("Please do not pay again. The counter sees it as soon as we know.")
                return {
                    "icon": "hourglass",
                    "text": words.tr("We do not know yet whether you paid"),
                    "detail": detail,
                }
        return {"icon": "counter", "text": words.tr("Pay at the counter"), "detail": due}

    def busy(self) -> bool:
        """Whether the shopper may be paying on their phone now, so that nothing is to be wiped."""
        link = self._link()
        if link is None or self._order is None or self._order.payment.state is PaymentState.PAID:
            return False
        ends = link.expires_at or link.asked_at + PATIENCE
        return link.live and not link.withdrawn and words.now() < ends

    @Slot(bool)
    def want(self, by_phone: bool) -> None:
        """How the shopper means to pay."""
        self._wanted = by_phone
        self.changed.emit()

    @Slot()
    def again(self) -> None:
        """Ask for another payment page after one that came to nothing."""
        if self._order is not None and self._order.askable > 0:
            self.ask(self._order.id)

    @Slot()
    def withdraw(self) -> None:
        """The shopper pays at the counter after all."""
        link = self._link()
        if self._order is not None and link is not None and link.live and link.state is not LinkState.UNKNOWN:
            self._device.act("payment.unlink", WithdrawLink(order_id=self._order.id, payment_id=link.id))
            self._follow(self._order.id)

    def ask(self, order_id: str) -> None:
        """Have a payment page made for an order; a second tap makes no second one."""
        if self.stage in {"asked", "slow", "open", "unknown", "paid"}:
            return
        self._payment_id, self._is_late = new_id(), False
        self._device.act(
            "payment.link", AskLink(order_id=order_id, payment_id=self._payment_id, made_at=words.now())
        )
        self._slow.start()
        self._follow(order_id)

    def follow(self, order_id: str) -> None:
        """Show the money of an order; another one starts anew."""
        if order_id and (self._order is None or self._order.id != order_id):
            wanted = self._wanted
            self._start()
            self._wanted = wanted
        if order_id:
            self._follow(order_id)

    def refresh(self) -> None:
        """Orders, the line or what is offered changed."""
        tasks.spawn(self._read_offers())
        if self._order is not None:
            self._follow(self._order.id)
        self.changed.emit()

    def reset(self) -> None:
        """Forget the order and its money."""
        if self._task is not None:
            self._task.cancel()
        self._start()
        self.changed.emit()

    def _link(self) -> PayLink | None:
        links = self._order.payment.links if self._order else ()
        return next((link for link in links if link.id == self._payment_id), None)

    def _stage_of(self, link: PayLink) -> str:
        if link.state is LinkState.UNKNOWN or (link.live and link.url and not self._device.now.online):
            return "unknown"
        if link.payable:
            return "open"
        if link.state in _OVER or link.withdrawn:
            return "refused" if link.state is LinkState.DECLINED else "failed"
        return "slow" if self._is_late else "asked"

    def _follow(self, order_id: str) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = tasks.spawn(self._read(order_id))

    async def _read(self, order_id: str) -> None:
        self._order = await tasks.run(self._device.orders.get, order_id)
        link = self._link()
        if link is None or link.state is not LinkState.ASKED:
            self._slow.stop()
        self.changed.emit()

    async def _read_offers(self) -> None:
        nobody: tuple[str, ...] = ()
        self._offers = await tasks.run(self._device.catalogue.setting, "pay_links", nobody)
        self.changed.emit()

    def _notice(self) -> None:
        before, self._shown = self._shown, self.stage
        if self._shown != before:
            self.turned.emit()

    def _late(self) -> None:
        self._is_late = True
        self.changed.emit()
