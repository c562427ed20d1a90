"""Calling staff: sent once, and said honestly whether the counter knows."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from shared.domain.base import new_id
from shared.domain.messages import RaiseCall
from shared.qt import tasks
from shared.qt.device import Device
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Help(QObject):
    """One shopper's call for a person."""

    changed = Signal()

    def __init__(self, device: Device) -> None:
        super().__init__()
        self._device = device
        self._mutation_id = ""
        self._reached = False

    @Property(bool, notify=changed)
    def called(self) -> bool:
        """Whether this shopper has called."""
        return bool(self._mutation_id)

    @Property(bool, notify=changed)
    def reached(self) -> bool:
        """Whether the counter knows."""
        return self._reached

    @Property("QVariantMap", notify=changed)
    def line(self) -> dict[str, str]:
        """tone, icon and text of how the call stands."""
        if self._reached:
            text = words.tr("The counter knows. Somebody comes to this screen.")
            return {"tone": "here", "icon": "check-circle", "text": text}
        if self._device.now.online:
            return {"tone": "here", "icon": "bell", "text": words.tr("We are telling the counter.")}
        text = words.tr(
            "The line is down, so the counter cannot hear this screen. Please go there, or wave to somebody."
        )
        return {"tone": "soon", "icon": "offline", "text": text}

    def call(self) -> None:
        """Ask for staff; once is enough."""
        if not self._mutation_id:
            where = self._device.settings.name
            body = RaiseCall(call_id=new_id(), where=where, made_at=words.now())
            self._mutation_id = self._device.act("call.raise", body)
            self.changed.emit()

    def refresh(self) -> None:
        """The line or the outbox changed."""
        if self._mutation_id and not self._reached:
            tasks.spawn(self._look())

    def reset(self) -> None:
        """Forget the call."""
        self._mutation_id, self._reached = "", False
        self.changed.emit()

    async def _look(self) -> None:
        waiting = await tasks.run(self._device.outbox.pending)
        self._reached = bool(self._mutation_id) and all(entry.id != self._mutation_id for entry in waiting)
        self.changed.emit()
