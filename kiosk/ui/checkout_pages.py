"""From basket to order: how to get it, whom to tell, a last look, and the code to collect with."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from kiosk.ui.basket_lines import Together, latest
from kiosk.ui.basket_page import Basket
from kiosk.ui.options import Option, find_options, option_row
from kiosk.ui.receipt import EMAIL
from shared.crypto import order_qr, seal
from shared.domain.base import new_id
from shared.domain.codes import pickup_code
from shared.domain.location import Address, Location
from shared.domain.messages import PlaceOrder
from shared.domain.people import Contact
from shared.qt import tasks
from shared.qt.device import Device
from shared.qt.qr import qr_rows
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
FIELDS: Final = ("name", "phone", "email", "street", "postcode", "city")


@QmlElement
@QmlUncreatable("made by the program")
class Checkout(QObject):
    """The steps after the basket; nothing of it is kept once the shopper is gone."""

    changed = Signal()
    placed = Signal()

    def __init__(self, device: Device, basket: Basket) -> None:
        super().__init__()
        self._device = device
        self._basket = basket
        self.language = "en"
        self._start()

    def _start(self) -> None:
        self._fields = dict.fromkeys(FIELDS, "")
        self._wrong: set[str] = set()
        self._notify = "none"
        self._member = ""
        self._options: list[Option] = []
        self._option = 0
        self._order_id = ""
        self._promised: list[Together] = []
        self._outside = False
        self._provisional = False

    @Property("QVariantList", notify=changed)
    def options(self) -> list[dict[str, str]]:
        """tone, title, sentence and note of the ways to get the whole basket."""
        places, here = self._places()
        return [option_row(option, places, here, at == 0) for at, option in enumerate(self._options)]

    @Property(int, notify=changed)
    def option(self) -> int:
        """Which of the options is chosen."""
        return self._option

    @Property("QVariantMap", notify=changed)
    def fields(self) -> dict[str, str]:
        """What was typed, by field."""
        return self._fields

    @Property("QVariantMap", notify=changed)
    def problems(self) -> dict[str, str]:
        """What is wrong, by field."""
        said = {
            "phone": words.tr("This number is too short. Please check it."),
            "email": words.bad_address(),
        }
        return {field: said.get(field, words.tr("Please fill this in.")) for field in self._wrong}

    @Property(str, notify=changed)
    def notify(self) -> str:
        """How the shopper is told: none, sms or email."""
        return self._notify

    @Property(bool, notify=changed)
    def needsAddress(self) -> bool:
        """Whether something goes to an address."""
        return self._basket.ships

    @Property(str, notify=changed)
    def contactLine(self) -> str:
        """How the shopper is told, masked."""
        value = self._fields["phone"] if self._notify == "sms" else self._fields["email"]
        return words.masked(value) if self._notify != "none" else words.tr("You take the code with you")

    @Property(str, notify=changed)
    def addressLine(self) -> str:
        """Where it goes, in one line."""
        f = self._fields
        return ", ".join(
            part for part in (f["name"], f["street"], f"{f['postcode']} {f['city']}".strip()) if part
        )

    @Property(str, notify=changed)
    def member(self) -> str:
        """The membership the order is for, masked; empty when none was shown."""
        return words.masked(self._member) if self._member else ""

    @Property(bool, notify=changed)
    def curbside(self) -> bool:
        """Whether the goods are brought out to a car."""
        option = self._options[self._option] if self._options else None
        return option is not None and option.curbside and option.ways == self._chosen().ways

    @Property(str, notify=placed)
    def code(self) -> str:
        """The pickup code in pairs."""
        return words.in_pairs(pickup_code(self._order_id)) if self._order_id else ""

    @Property(str, notify=placed)
    def qr(self) -> str:
        """The code's signed QR as rows of 0 and 1."""
        if not self._order_id:
            return ""
        return qr_rows(order_qr(pickup_code(self._order_id), self._device.identity.hub_key))

    @Property("QVariantList", notify=changed)
    def next(self) -> list[dict[str, str]]:
        """icon, text and detail of what happens next: each part as it was promised, and how to be found outside."""
        places, here = self._places()
        rows = [together.row(places, here) for together in self._promised]
        if self._outside:
            promise = self._promised[0].promise
            place = places[promise.location_id]
            rows = [words.to_the_car(promise, place)]
        steps = [{"icon": row["icon"], "text": row["title"], "detail": row["sentence"]} for row in rows]
        if self._outside:
            steps.append(
                {"icon": "phone", "text": words.tr("When you are there"), "detail": _ring(place.phone)}
            )
        return steps

    @Property(bool, notify=placed)
    def provisional(self) -> bool:
        """Ordered while the line was down."""
        return self._provisional

    @property
    def order_id(self) -> str:
        """The order placed last."""
        return self._order_id

    @property
    def email(self) -> str:
        """The address that the shopper gave for messages, empty when they gave none."""
        return self._fields["email"].strip() if self._notify == "email" else ""

    def begin(self) -> None:
        """Work out the ways to get the whole basket."""
        tasks.spawn(self._gather())

    @Slot(int)
    def choose(self, index: int) -> None:
        """Take one of the options for the whole basket."""
        if 0 <= index < len(self._options):
            self._option = index
            self._basket.promise_anew(self._options[index].promises)
            self.changed.emit()

    @Slot(str, str)
    def fill(self, field: str, text: str) -> None:
        """The shopper typed into a field."""
        if field in self._fields and self._fields[field] != text:
            self._fields[field] = text
            if field in self._wrong:
                self._wrong.remove(field)
                self.changed.emit()

    @Slot(str)
    def tell(self, how: str) -> None:
        """How the shopper wants to be told."""
        self._notify = how if how in {"sms", "email"} else "none"
        self._wrong.clear()
        self.changed.emit()

    @Slot(str)
    def join(self, member: str) -> None:
        """The order is for this membership; its number leaves this screen only sealed. Empty: for none."""
        self._member = member.strip()[:60]
        self.changed.emit()

    @Slot(result=bool)
    def checkAddress(self) -> bool:
        """Whether the address will do; says what is missing."""
        wanted = ("name", "street", "postcode", "city") if self.needsAddress else ()
        self._wrong = {field for field in wanted if not self._fields[field].strip()}
        self.changed.emit()
        return not self._wrong

    @Slot(result=bool)
    def checkContact(self) -> bool:
        """Whether the shopper can be told; says what is wrong."""
        self._wrong.clear()
        digits = sum(ch.isdigit() for ch in self._fields["phone"])
        if self._notify == "sms" and not 7 <= digits <= 15:
            self._wrong.add("phone")
        if self._notify == "email" and not EMAIL.fullmatch(self._fields["email"].strip()):
            self._wrong.add("email")
        self.changed.emit()
        return not self._wrong

    @Slot()
    def place(self) -> None:
        """Order: durable on this device when the code is shown. A second tap does nothing."""
        if self._order_id or not self._basket.items:
            return
        items = self._basket.items
        self._order_id = new_id()
        sold = self._device.leases.cover([item.line for item in items], words.now())
        self._provisional = not self._device.now.online and not sold.complete
        body = PlaceOrder(
            order_id=self._order_id, placed_in=self._device.catalogue.here().id, placed_at=words.now(),
            language=self.language, currency=self._basket.currency, lines=tuple(item.line for item in items),
            sealed_contact=self._sealed(), provisional=self._provisional, leases=sold.leases,
            curbside=self.curbside,
        )  # fmt: skip
        promised = self._latest()
        try:
            self._device.act("order.place", body)
        except OSError:
            self._order_id = ""
            raise
        self._promised, self._outside = promised, body.curbside
        self._basket.reset()
        self.changed.emit()
        self.placed.emit()

    def reset(self) -> None:
        """Forget the shopper."""
        self._start()
        self.changed.emit()
        self.placed.emit()

    async def _gather(self) -> None:
        curbside = self.curbside
        self._options = await tasks.run(find_options, self._device.catalogue, self._basket.items)
        now = replace(self._chosen(), curbside=curbside)
        self._option = next((i for i, option in enumerate(self._options) if option == now), 0)
        self.changed.emit()

    def _chosen(self) -> Option:
        return Option({item.line.id: item.promise for item in self._basket.items})

    def _latest(self) -> list[Together]:
        """What comes together, each with the promise that is kept last."""
        if self.curbside:
            promises = self._options[self._option].promises.values()
            return [Together(latest(promises), len(promises), ())]
        return self._basket.promised

    def _places(self) -> tuple[dict[str, Location], str]:
        return self._device.catalogue.locations(), self._device.catalogue.here().id

    def _sealed(self) -> str:
        f = self._fields
        address = (
            Address(street=f["street"], postcode=f["postcode"], city=f["city"]) if self.needsAddress else None
        )
        contact = Contact(
            name=f["name"], phone=f["phone"], email=f["email"].strip(), address=address, notify=self._notify,
            loyalty=self._member,
        )  # fmt: skip
        empty = self._notify == "none" and address is None and not (f["name"] or self._member)
        return "" if empty else seal(contact.model_dump_json(), self._device.identity.hub_key)


def _ring(phone: str) -> str:
    if not phone:
        return words.tr(
            "Type your code at the screen by the entrance, and choose “I wait outside in my car”."
        )
    return words.tr("Ring %1 and say your code, or type it at the screen by the entrance.", phone)
