"""A basket left behind with a consent: the shop may write about it, to an address that stays nowhere here."""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from kiosk.ui.basket_page import Basket
from kiosk.ui.receipt import EMAIL
from shared.crypto import seal
from shared.domain.base import new_id
from shared.domain.baskets import KeepBasket, KeptLine
from shared.domain.people import Contact
from shared.qt.device import Device
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
NAME_LENGTH: Final = 120


@QmlElement
@QmlUncreatable("made by the program")
class Reminder(QObject):
    """Whether the shop may write about the basket; nothing is sent before the shopper says so."""

    changed = Signal()

    def __init__(self, device: Device, basket: Basket) -> None:
        super().__init__()
        self._device = device
        self._basket = basket
        self._start()

    def _start(self) -> None:
        self._asked = False
        self._email = ""
        self._wrong = False
        self._sent_to = ""

    @Property(bool, notify=changed)
    def asks(self) -> bool:
        """Whether the shopper is asked for consent and address now."""
        return self._asked and not self._sent_to

    @Property(str, notify=changed)
    def email(self) -> str:
        """The address typed so far."""
        return self._email

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What is wrong with the address."""
        return words.bad_address() if self._wrong else ""

    @Property(str, notify=changed)
    def said(self) -> str:
        """What was agreed, empty while nothing is."""
        return words.tr("Agreed: we write to %1 about this basket.", self._sent_to) if self._sent_to else ""

    @Slot()
    def ask(self) -> None:
        """The shopper would like to be reminded, or not after all."""
        self._asked = not self._asked
        self._email, self._wrong = "", False
        self.changed.emit()

    @Slot(str)
    def type(self, address: str) -> None:
        """The shopper types an address."""
        self._email, self._wrong = address, False
        self.changed.emit()

    @Slot()
    def agree(self) -> None:
        """The shopper consents: the basket goes to the shop, the address sealed to the hub."""
        address = self._email.strip()
        if not EMAIL.fullmatch(address):
            self._wrong = True
        elif self._basket.items:
            self._device.act("basket.keep", self._kept(address))
            self._sent_to, self._email = words.masked(address), ""
        self.changed.emit()

    def reset(self) -> None:
        """Forget the shopper."""
        self._start()
        self.changed.emit()

    def _kept(self, address: str) -> KeepBasket:
        lines = [item.line for item in self._basket.items]
        return KeepBasket(
            basket_id=new_id(),
            lines=tuple(
                KeptLine(
                    sku=line.sku,
                    name=f"{line.name} {line.options}".strip()[:NAME_LENGTH],
                    quantity=line.quantity,
                    unit_price=line.unit_price,
                )
                for line in lines
            ),
            currency=self._basket.currency,
            language=self._basket.language,
            sealed_contact=seal(Contact(email=address).model_dump_json(), self._device.identity.hub_key),
            consent=True,
            made_at=words.now(),
        )
