"""The receipt as the shopper wants it: as a QR to photograph, on paper, by mail, or not at all."""

import asyncio
import re
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from shared.crypto import order_qr, seal
from shared.domain.location import Location
from shared.domain.messages import SendReceipt
from shared.domain.order import Order
from shared.domain.people import Contact
from shared.qt import tasks
from shared.qt.device import Device
from shared.qt.printing import Printer
from shared.qt.qr import qr_rows
from shared.qt.slip import Item, Slip
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
MOST_QR_LINES: Final = 8  # of goods in a QR that phones still read well


def text(order: Order, shop: str, place: Location) -> str:
    """The receipt as plain text that any phone shows when it reads the QR."""
    head = [f"{shop} {place.name}".strip(), words.tr("Order %1", words.in_pairs(order.code))]
    goods = [
        f"{line.quantity} x {line.name} {words.money(line.unit_price * line.quantity, order.currency)}"
        for line in order.lines[:MOST_QR_LINES]
    ]
    more = len(order.lines) - MOST_QR_LINES
    rest = [words.tr("and %n more article(s)", n=more)] if more > 0 else []
    return "\n".join([*head, *goods, *rest, *(" ".join(pair) for pair in _sums(order))])


def slip(order: Order, shop: str, place: Location, key: str) -> Slip:
    """The receipt on paper: the code first, because it is what collects the goods."""
    goods: list[Item] = []
    for line in order.lines:
        price = words.money(line.unit_price * line.quantity, order.currency)
        goods.append(Item("pair", f"{line.quantity} x {line.name}", price))
        if line.options:
            goods.append(Item("text", f"    {line.options}"))
    day = words.day_and_time(order.placed_at, place.tz)
    return Slip(
        "order",
        (
            *(Item("title", name) for name in (shop, place.name) if name),
            Item("code", words.in_pairs(order.code)),
            Item("qr", order_qr(order.code, key)),
            Item("pair", words.tr("Ordered"), day),
            Item("rule"),
            *goods,
            Item("rule"),
            *(Item("pair", *pair) for pair in _sums(order)),
        ),
    )


def _sums(order: Order) -> list[tuple[str, str]]:
    total = [(words.tr("Total"), words.money(order.total, order.currency))]
    if order.due > 0:
        return [*total, (words.tr("Still to pay"), words.money(order.due, order.currency))]
    return [*total, (words.tr("Paid"), words.money(order.total, order.currency))]


@QmlElement
@QmlUncreatable("made by the program")
class Receipt(QObject):
    """The choice of a receipt for the order just placed."""

    changed = Signal()

    def __init__(self, device: Device, printer: Printer | None) -> None:
        super().__init__()
        self._device = device
        self._printer = printer
        self._task: asyncio.Task[Any] | None = None
        if printer is not None:
            printer.changed.connect(self.changed)
        self._start()

    def _start(self) -> None:
        self._order: Order | None = None
        self._choice = ""
        self._email = ""
        self._wrong = False
        self._sent_to = ""
        self._job = ""
        self._qr = ""

    @Property(bool, constant=True)
    def prints(self) -> bool:
        """Whether there is a printer."""
        return self._printer is not None

    @Property(str, notify=changed)
    def choice(self) -> str:
        """The receipt chosen: qr, print, mail, none, or nothing yet."""
        return self._choice

    @Property(str, notify=changed)
    def qr(self) -> str:
        """The receipt as rows of 0 and 1, once it was asked for."""
        return self._qr

    @Property(bool, notify=changed)
    def asksAddress(self) -> bool:
        """Whether the shopper must type where the mail goes."""
        return self._choice == "mail" and not self._sent_to

    @Property(str, notify=changed)
    def email(self) -> str:
        """The address typed so far."""
        return self._email

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What is wrong with the address."""
        return words.bad_address() if self._wrong else ""

    @Property("QVariantMap", notify=changed)
    def said(self) -> dict[str, str]:
        """tone, icon and text of what became of the wish; empty text while there is nothing to say."""
        if self._choice == "print":
            return self._printing()
        if self._choice == "mail" and self._sent_to:
            gone = words.tr("Your receipt is on its way to %1.", self._sent_to)
            later = words.tr("Your receipt goes to %1 as soon as the line is back.", self._sent_to)
            return {"tone": "here", "icon": "mail", "text": gone if self._device.now.online else later}
        if self._choice == "none":
            return {
                "tone": "here",
                "icon": "check-circle",
                "text": words.tr("No receipt. Your code is enough."),
            }
        return {"tone": "here", "icon": "", "text": ""}

    @Slot(str)
    def choose(self, how: str) -> None:
        """Have it as a QR (qr), on paper (print), by mail (mail), or not at all (none)."""
        if self._order is None or (how == self._choice and how in {"print", "mail"} and self._busy()):
            return
        self._choice, self._wrong = how, False
        if how == "qr" and not self._qr:
            self._task = tasks.spawn(self._draw(self._order))
        elif how == "print":
            self._task = tasks.spawn(self._print(self._order))
        self.changed.emit()

    @Slot(str)
    def type(self, address: str) -> None:
        """The shopper types an address."""
        self._email, self._wrong = address, False
        self.changed.emit()

    @Slot(result=bool)
    def send(self) -> bool:
        """Send it to the address typed; says what is wrong with it."""
        address = self._email.strip()
        if not EMAIL.fullmatch(address):
            self._wrong = True
            self.changed.emit()
            return False
        if self._order is not None and not self._sent_to:
            sealed = seal(Contact(email=address).model_dump_json(), self._device.identity.hub_key)
            self._device.act("receipt.send", SendReceipt(order_id=self._order.id, sealed_contact=sealed))
            self._sent_to = words.masked(address)
        self._email = ""
        self.changed.emit()
        return True

    def begin(self, order_id: str, email: str) -> None:
        """An order was placed; ``email`` is the address it carries, if any."""
        self._start()
        if email:  # the confirmation that goes there anyway is the receipt
            self._choice, self._sent_to = "mail", words.masked(email)
        self._task = tasks.spawn(self._read(order_id))

    def reset(self) -> None:
        """Forget the order and the address; paper that still waits for its printer is not for the next shopper."""
        if self._task is not None:
            self._task.cancel()
        if self._printer is not None:
            self._printer.drop()
        self._start()
        self.changed.emit()

    def _busy(self) -> bool:
        return bool(self._sent_to) if self._choice == "mail" else bool(self._job)

    def _printing(self) -> dict[str, str]:
        jobs = self._printer.jobs if self._printer else []
        job = next((job for job in jobs if job.id == self._job), None)
        if job is not None and job.state == "waiting" and job.reason:
            text = words.tr("The printer needs a hand. Please take a photo of your code, or call staff.")
            return {"tone": "soon", "icon": "printer", "text": text}
        if job is None and self._job:
            return {"tone": "here", "icon": "printer", "text": words.tr("Here is your receipt.")}
        return {"tone": "here", "icon": "printer", "text": words.tr("It is being printed.")}

    async def _read(self, order_id: str) -> None:
        self._order = await tasks.run(self._device.orders.get, order_id)
        self.changed.emit()

    async def _draw(self, order: Order) -> None:
        self._qr = await tasks.run(qr_rows, text(order, *await self._place()))
        self.changed.emit()

    async def _print(self, order: Order) -> None:
        if self._printer is not None:
            shop, place = await self._place()
            self._job = self._printer.submit(slip(order, shop, place, self._device.identity.hub_key))
            self.changed.emit()

    async def _place(self) -> tuple[str, Location]:
        catalogue = self._device.catalogue
        return await tasks.run(catalogue.setting, "shop", ""), await tasks.run(catalogue.here)
