"""A short pick on the screen: why pieces cannot be had, and what becomes of other orders that wait for the same."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.order import Order, RejectReason
from shared.qt.formats import tr
from shared.qt.tasks import run, spawn
from shared.qt.typed import Property
from staff import words
from staff.ui.pick import PickView
from staff.ui.session import Session

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ShortView(QObject):
    """The view model of the sheets that a short pick opens."""

    changed = Signal()
    asked = Signal()  # other orders wait for what is not here: what becomes of them?

    def __init__(self, session: Session, pick: PickView) -> None:
        super().__init__()
        self._session, self._pick = session, pick
        self._others: list[Order] = []  # that wait for what is not here

    @Property(list, constant=True)
    def reasons(self) -> list[dict[str, str]]:
        """Why pieces cannot be had."""
        return [
            {
                "id": reason.value,
                "label": words.reject_reason(reason)[0],
                "effect": words.reject_reason(reason)[1],
            }
            for reason in RejectReason
        ]

    @Property(str, notify=changed)
    def others(self) -> str:
        """How many other orders wait for what is not here."""
        return tr("%n other order(s) here wait for it.", n=len(self._others))

    @Property(list, constant=True)
    def choices(self) -> list[dict[str, str]]:
        """What may become of them."""
        return [
            {
                "id": "all",
                "label": tr("Take it off them, too"),
                "effect": tr("The desk looks for other places now; their shoppers are told"),
            },
            {
                "id": "one",
                "label": tr("Only off this order"),
                "effect": tr("They stay in the queue here: somebody may find it"),
            },
        ]

    @Slot(str)
    def report(self, reason: str) -> None:
        """What is left at the current shelf cannot be had; the desk sources it elsewhere."""
        if RejectReason(reason) is RejectReason.NOT_IN_STOCK:
            spawn(self.look())
        else:
            self._report(RejectReason(reason))

    async def look(self) -> None:
        """None are here: other orders may wait for them, too."""
        sku = self._pick.sku
        if not sku:
            return
        shortages = self._pick.shortages
        self._others = await run(shortages.others, sku, self._pick.wave)
        if self._others and not shortages.takes_all:
            self.changed.emit()
            self.asked.emit()
        else:
            self._report(RejectReason.NOT_IN_STOCK)

    @Slot(str)
    def settle(self, choice: str) -> None:
        """The clerk's choice for the orders that wait for what is not here."""
        if choice == "one":
            self._others = []
        self._report(RejectReason.NOT_IN_STOCK, others=choice == "all")

    def _report(self, reason: RejectReason, *, others: bool | None = None) -> None:
        count = self._pick.give_up(reason, others=others)
        text = tr("%n piece(s) reported; the desk looks for another place", n=count)
        for order in self._others:
            self._pick.shortages.follow(order)
        if self._others:
            n = len(self._others)
            text += " · " + tr("%n other order(s) that wait for it are sourced elsewhere, too", n=n)
        self._others = []
        self._session.say(text, "soon")
