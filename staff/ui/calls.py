"""Calls for help from kiosks: the oldest stands on every page until somebody goes."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.domain.messages import AnswerCall, Call
from shared.qt.formats import tr
from shared.qt.tasks import run, spawn
from staff import words
from staff.ui.session import Session
from staff.work import minutes, open_calls

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CallsView(QObject):
    """The view model of the strip of calls."""

    changed = Signal()
    raised = Signal()  # somebody calls who did not before

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._calls: list[Call] = []

    @Property(int, notify=changed)
    def count(self) -> int:
        """Calls nobody has answered."""
        return len(self._calls)

    @Property(str, notify=changed)
    def text(self) -> str:
        """The oldest call as a sentence; empty when there is none."""
        if not self._calls:
            return ""
        first = self._calls[0]
        waits = words.span(minutes(first.made_at, self._session.now()))
        text = tr("A shopper wants help at %1, waiting %2", first.where or tr("a kiosk"), waits)
        return text if len(self._calls) == 1 else tr("%1 · %n more", text, n=len(self._calls) - 1)

    @Slot()
    def answer(self, call_id: str = "") -> None:
        """Go to a call, the oldest when none is named."""
        first = next((call for call in self._calls if call_id in {"", call.id}), None)
        if first:
            self._calls = [call for call in self._calls if call is not first]
            text = tr("You go to %1", first.where or tr("a kiosk"))
            self._session.act("call.answer", AnswerCall(call_id=first.id, by=self._session.by), text)
            self.changed.emit()

    def refresh(self) -> None:
        """Read the calls anew."""
        spawn(self.load())

    async def load(self) -> None:
        """Read them; a new one is announced."""
        device = self._session.device
        before = {call.id for call in self._calls}
        found = await run(device.orders.calls)
        self._calls = open_calls(found, device.identity.location_id)
        self.changed.emit()
        if any(call.id not in before for call in self._calls):
            self.raised.emit()
