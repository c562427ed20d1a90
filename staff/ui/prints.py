"""Prints what the pages ask for, in the background, and says when the printer cannot."""

from PySide6.QtCore import QObject

from shared.domain.messages import MakeReturn
from shared.domain.order import Fulfilment, Order
from shared.qt.formats import tr
from shared.qt.printing import Printer
from shared.qt.slip import Slip
from staff import documents, receipts
from staff.picking import Stop
from staff.ui.session import Session


class Prints(QObject):
    """The one way from the counter to paper."""

    def __init__(self, session: Session, printer: Printer) -> None:
        super().__init__()
        self._session, self.printer = session, printer
        self._said = ""
        printer.changed.connect(self._watch)

    def receipt(self, order: Order, fulfilment: Fulfilment) -> None:
        """For the shopper, at handover."""
        session = self._session
        signed = receipts.sign(order, fulfilment, session.device.identity.hub_key)
        slip = documents.receipt(order, fulfilment, session.here, signed, session.now(), session.zone)
        self.printer.submit(slip)

    def hold(self, order: Order, fulfilment: Fulfilment) -> None:
        """For a shopper who comes back: code and until when."""
        session = self._session
        until = session.kept_until(fulfilment)
        key = session.device.identity.hub_key
        self.printer.submit(documents.hold_slip(order, until, session.here, session.zone, key))

    def labels(self, ready: list[tuple[Order, Fulfilment]]) -> None:
        """For bags that wait at the counter."""
        for order, fulfilment in ready:
            self.printer.submit(documents.pickup_label(order, fulfilment))

    def pick_list(self, stops: list[Stop]) -> None:
        """The walk on paper."""
        session = self._session
        self.printer.submit(documents.pick_list(stops, session.here, session.now(), session.zone))

    def parcel(self, label: Slip) -> None:
        """For a parcel, as its carrier wants it."""
        self.printer.submit(label)

    def manifest(self, parcels: list[tuple[Order, Fulfilment, str]]) -> None:
        """For the carrier."""
        session = self._session
        self.printer.submit(documents.manifest(parcels, session.here, session.now(), session.zone))

    def returned(self, made: MakeReturn, _order: Order | None) -> None:
        """One label for each line that came back."""
        for line in made.lines:
            self.printer.submit(documents.return_label(made, line, self._session.here))

    def test(self) -> None:
        """A page that shows whether all is well."""
        session = self._session
        self.printer.submit(documents.test_page(session.here, session.now(), session.zone))

    def again(self) -> None:
        """The last slip once more, marked as a copy."""
        if self.printer.again() is None:
            self._session.say(tr("Nothing has been printed yet"), "none")
        else:
            self._session.say(tr("Printing a copy"))

    def _watch(self) -> None:
        """Trouble is said once, and once more when it is over."""
        reasons = [job.reason for job in self.printer.jobs if job.reason]
        now = reasons[-1] if reasons else ""
        if now != self._said:
            self._said = now
            if now:
                self._session.say(now, "danger")
