"""Returns that a person has to decide: flagged by the desk, or announced by another system."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.messages import StepReturn
from shared.domain.order import Return
from shared.domain.states import ReturnAction
from shared.qt.formats import money, tr
from shared.qt.tasks import run, spawn
from staff import return_words
from staff.errands import open_returns, to_decide
from staff.ui.session import Session

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class DecisionsView(QObject):
    """The view model of what has to be decided."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._waiting: list[Return] = []

    @Property(list, notify=changed)
    def waiting(self) -> list[dict[str, object]]:
        """What waits, with the desk's reasons in plain words."""
        currency = self._session.device.catalogue.setting("currency", "EUR")
        return [
            {
                "id": made.id,
                "title": tr("%n piece(s)", n=sum(line.quantity for line in made.lines)),
                "why": " ".join(return_words.flag(flag) for flag in made.flags)
                or tr("Announced: take it when it comes."),
                "refund": money(sum(line.refund for line in made.lines), currency),
                "photos": list(made.photos),
            }
            for made in self._waiting
        ]

    @Slot(str, bool)
    def decide(self, return_id: str, accept: bool) -> None:
        """A person decides."""
        actions = (ReturnAction.ACCEPT, ReturnAction.RECEIVE, ReturnAction.COMPLETE)
        for action in actions if accept else (ReturnAction.CANCEL,):
            body = StepReturn(return_id=return_id, action=action, by=self._session.by)
            self._session.act("return.step", body)
        self._session.say(tr("Accepted") if accept else tr("Sent back with the shopper"))

    def refresh(self) -> None:
        """Read anew what has to be decided."""
        spawn(self.load())

    async def load(self) -> None:
        """Read them."""
        made = await run(open_returns, self._session.device)
        here = self._session.here.id
        self._waiting = [each for each in made if to_decide(each, here)]
        self.changed.emit()
