"""Collecting: the code typed or scanned, how the order stands, and a word to the counter."""

from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from kiosk.ui.basket_lines import renamed
from shared.domain.codes import CODE_LENGTH, read_code
from shared.domain.messages import Arrived
from shared.domain.order import Fulfilment, Line, Order
from shared.domain.states import ENDED, FulfilmentState, Way
from shared.qt import tasks
from shared.qt.device import Device
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
READY: Final = {FulfilmentState.READY, FulfilmentState.ARRIVED}


@QmlElement
@QmlUncreatable("made by the program")
class Collect(QObject):
    """One order found by its code."""

    changed = Signal()

    def __init__(self, device: Device) -> None:
        super().__init__()
        self._device = device
        self._start()

    def _start(self) -> None:
        self._typed = ""
        self._order: Order | None = None
        self._unknown = False
        self._told = False
        self._outside = False
        self._here = ""
        self._places: dict[str, str] = {}

    @Property(str, notify=changed)
    def typed(self) -> str:
        """The code so far, in pairs."""
        return words.in_pairs(self._typed)

    @Property(bool, notify=changed)
    def complete(self) -> bool:
        """Whether enough was typed to look."""
        return len(self._typed) == CODE_LENGTH

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What to do when the code is not known here."""
        if not self._unknown:
            return ""
        return words.tr("We do not know this code here. Check it, or call staff: they find every order.")

    @Property(bool, notify=changed)
    def found(self) -> bool:
        """An order is shown."""
        return self._order is not None

    @Property(str, notify=changed)
    def code(self) -> str:
        """The found order's code, in pairs."""
        return words.in_pairs(self._order.code) if self._order else ""

    @Property(str, notify=changed)
    def total(self) -> str:
        """What is still to be paid, in words."""
        if self._order is None:
            return ""
        due = self._order.due
        return words.tr("%1 to pay", words.money(due, self._order.currency)) if due > 0 else words.tr("Paid")

    @Property("QVariantList", notify=changed)
    def parts(self) -> list[dict[str, Any]]:
        """Fulfilments: tone, icon, state, place, when, and their lines."""
        return [self._part(self._order, f) for f in self._order.fulfilments] if self._order else []

    @Property("QVariantList", notify=changed)
    def lines(self) -> list[dict[str, Any]]:
        """What is in no part yet, or no longer."""
        order = self._order
        if order is None:
            return []
        placed = {part.line_id for f in order.fulfilments for part in f.parts}
        return [_line(line, line.quantity) for line in order.lines if line.id not in placed]

    @Property("QVariantList", notify=changed)
    def photos(self) -> list[str]:
        """A photograph of each article ordered."""
        lines = self._order.lines if self._order else ()
        return list(dict.fromkeys(line.media for line in lines if line.media))

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Something waits at this counter."""
        return self._order is not None and any(
            f.state in READY and self._is_here(f) for f in self._order.fulfilments
        )

    @Property(bool, notify=changed)
    def curbside(self) -> bool:
        """The goods are brought out to a car."""
        return self._order is not None and self._order.curbside

    @Property(bool, notify=changed)
    def told(self) -> bool:
        """The counter knows that the shopper is here."""
        return self._told

    @property
    def order_id(self) -> str:
        """The found order."""
        return self._order.id if self._order else ""

    @Property(bool, notify=changed)
    def payable(self) -> bool:
        """Whether a pay link can be asked for here: it was ordered in this store and something is due."""
        order = self._order
        return order is not None and order.placed_in == self._here and order.askable > 0

    @Slot(str)
    def type(self, text: str) -> None:
        """The code typed so far."""
        self._typed = read_code(text)[:CODE_LENGTH]
        self._unknown = False
        self.changed.emit()
        if self.complete:
            self.look()

    @Slot()
    def look(self) -> None:
        """Find the order of the code."""
        tasks.spawn(self._find(self._typed))

    @Property(str, notify=changed)
    def where(self) -> str:
        """Where to go now that the counter knows."""
        if self._outside:
            return words.tr("The counter knows where you are. Stay in your car; somebody brings it out.")
        return words.tr("The counter knows you are here. Please go there; somebody brings it.")

    @Slot(bool)
    def arrive(self, outside: bool) -> None:
        """Tell the counter that the shopper is here, or outside in their car."""
        if self._order is not None and not self._told:
            self._told, self._outside = True, outside
            self._device.act("customer.here", Arrived(order_id=self._order.id, curbside=outside))
            self.changed.emit()

    def refresh(self) -> None:
        """Orders, or the language, changed."""
        if self._order is not None:
            tasks.spawn(self._find(self._order.code))
        self.changed.emit()

    def reset(self) -> None:
        """Forget the code and the order."""
        self._start()
        self.changed.emit()

    async def _find(self, code: str) -> None:
        order = await tasks.run(self._read, code)
        self._here = (await tasks.run(self._device.catalogue.here)).id
        places = await tasks.run(self._device.catalogue.locations)
        self._places = {place.id: place.name for place in places.values()}
        self._order, self._unknown = order, order is None
        self.changed.emit()

    def _read(self, code: str) -> Order | None:
        """In a worker thread: the order, its articles as they are called in the language in use."""
        order, catalogue = self._device.orders.by_code(code), self._device.catalogue
        if order is None:
            return None
        lines = [renamed(line, catalogue.product(line.product_id)) for line in order.lines]
        return order.model_copy(update={"lines": tuple(lines)})

    def _when(self, part: Fulfilment) -> str:
        """What the shopper waits for, or does next."""
        if part.state in READY:
            return (
                words.tr("Choose “I am here”, and somebody brings it to the counter.")
                if self._is_here(part)
                else ""
            )
        if part.promised_at is None or part.state in ENDED:
            return ""
        zone = self._device.catalogue.here().tz
        if part.way is Way.SHIP_HOME:
            return words.one_stop(words.tr("At your door %1.", words.day(part.promised_at, zone)))
        return words.tr("Ready %1.", words.day_and_time(part.promised_at, zone))

    def _is_here(self, part: Fulfilment) -> bool:
        return (part.collect_at or part.location_id) == self._here

    def _part(self, order: Order, part: Fulfilment) -> dict[str, Any]:
        tone, icon, state = words.state(part.state, part.way)
        pieces = {p.line_id: p.quantity for p in part.parts}
        return {
            "tone": tone,
            "icon": icon,
            "state": state,
            "place": self._places.get(part.collect_at or part.location_id, ""),
            "when": self._when(part),
            "lines": [_line(line, pieces[line.id]) for line in order.lines if pieces.get(line.id)],
        }


def _line(line: Line, quantity: int) -> dict[str, Any]:
    return {"name": line.name, "options": line.options, "media": line.media, "quantity": quantity}
