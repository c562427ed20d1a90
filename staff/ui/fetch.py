"""Goods asked of another location: from where, how many, and the way back while they have not left."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.base import new_id
from shared.domain.location import Location
from shared.domain.messages import MakeTransfer, StepTransfer
from shared.domain.states import TransferAction
from shared.qt.formats import distance, tr
from shared.qt.typed import Property
from staff.ui.lookup import LookupView
from staff.ui.session import Session

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1
MOST = 5  # choices that a digit reaches
SIZES = (1, 2, 3, 5, 10)


@QmlElement
class FetchView(QObject):
    """The view model of asking other locations for the article that is looked up."""

    changed = Signal()
    ready = Signal()  # there are places to choose from
    sized = Signal()  # the place is chosen: how many?

    def __init__(self, session: Session, lookup: LookupView) -> None:
        super().__init__()
        self._session, self._lookup = session, lookup
        self._places: dict[str, Location] = {}
        self._place = ""

    @Property(list, notify=changed)
    def places(self) -> list[dict[str, object]]:
        """The nearest locations that can spare some."""
        here, atp = self._session.here, self._atp()
        return [
            {
                "id": place.id,
                "label": place.name,
                "effect": " · ".join(
                    (tr("%1 there", atp.get(place.id, 0)), distance(here.distance_km(place)))
                ),
            }
            for place in self._places.values()
        ]

    @Property(list, notify=changed)
    def sizes(self) -> list[dict[str, object]]:
        """How many may be asked for."""
        spare = self._atp().get(self._place, 0)
        return [{"id": str(n), "label": tr("%n piece(s)", n=n)} for n in SIZES if n <= spare]

    @Slot()
    def look(self) -> None:
        """Look who can spare the article."""
        if not self._lookup.sku:
            return
        here, atp = self._session.here, self._atp()
        known = self._session.device.catalogue.locations().values()
        spare = [place for place in known if place.id != here.id and atp.get(place.id, 0) > 0]
        spare.sort(key=lambda place: (here.distance_km(place), place.id))
        self._places = {place.id: place for place in spare[:MOST]}
        self.changed.emit()
        if self._places:
            self.ready.emit()
        else:
            self._session.say(tr("No other place has any of it"), "soon")

    @Slot(str)
    def choose(self, place: str) -> None:
        """From there."""
        self._place = place
        self.changed.emit()
        self.sized.emit()

    @Slot(str)
    def ask(self, pieces: str) -> None:
        """Ask for so many; the desk reserves them there at once, and whoever works there sends them."""
        session, place = self._session, self._places[self._place]
        made = MakeTransfer(
            transfer_id=new_id(),
            from_id=place.id,
            to_id=session.here.id,
            quantities={self._lookup.sku: int(pieces)},
            made_at=session.now(),
            by=session.by,
        )
        text = tr("%1 × %2 asked of %3", pieces, self._lookup.facts["name"], place.name)

        def undo() -> str:
            back = StepTransfer(transfer_id=made.transfer_id, action=TransferAction.CANCEL, by=session.by)
            session.act("transfer.step", back)
            return text

        session.act("transfer.make", made, text, undo)

    def _atp(self) -> dict[str, int]:
        stock = self._lookup.stock
        return stock.atp if stock else {}
