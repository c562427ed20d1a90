"""Nobody there: a warning that can be answered by one touch, and then the wipe."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
WARNING_SECONDS = 30  # at least 20 to answer
WIPE_SECONDS = 3  # "Your data is gone" stays so long
_SIGNS = {QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.Wheel}


@QmlElement
@QmlUncreatable("made by the program")
class Idle(QObject):
    """Counts seconds without a sign of life: awake → warning → wiping → asleep. ``tick`` is one second."""

    changed = Signal()
    ended = Signal()  # wipe now

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self._seconds = seconds
        self._quiet = 0
        self._phase = "asleep"
        self.patience = 1.0  # slow mode doubles the time
        self.nothing_to_lose = True
        self.busy: Callable[[], bool] = lambda: False  # somebody pays on their phone: nothing is wiped
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.tick)

    @Property(str, notify=changed)
    def phase(self) -> str:
        """Asleep (attract page), awake, warning or wiping."""
        return self._phase

    @Property(int, notify=changed)
    def secondsLeft(self) -> int:
        """Seconds until the wipe while warning."""
        return max(0, self._limit() + WARNING_SECONDS - self._quiet)

    @Property(float, notify=changed)
    def share(self) -> float:
        """What is left of the warning, 1 to 0."""
        return self.secondsLeft / WARNING_SECONDS

    def wake(self) -> None:
        """Somebody began."""
        self._quiet = 0
        self._set("awake")
        self._timer.start()

    @Slot()
    def extend(self) -> None:
        """Give the shopper, who answered the warning, the whole time again."""
        if self._phase == "warning":
            self.wake()

    @Slot()
    def finish(self) -> None:
        """The shopper is done: wipe at once."""
        self._quiet = 0
        self._set("wiping")
        self._timer.start()
        self.ended.emit()

    def close(self) -> None:
        """Count no longer: the window is gone, and nothing is left to wipe."""
        self._timer.stop()

    @Slot()
    def tick(self) -> None:
        """A second went by without a sign of life."""
        if self._phase == "asleep":
            return
        if self._phase != "wiping" and self.busy():
            self.wake()
            return
        self._quiet += 1
        if self._phase == "wiping":
            if self._quiet >= WIPE_SECONDS:
                self._timer.stop()
                self._set("asleep")
            return
        if self._quiet >= self._limit() + WARNING_SECONDS:
            self.finish()
        elif self._quiet >= self._limit() and self.nothing_to_lose:
            self._timer.stop()
            self._set("asleep")
            self.ended.emit()  # a language or a size may have been chosen
        elif self._quiet >= self._limit():
            self._set("warning")
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any touch or key while awake begins the count anew; the warning wants its own answer.

        A key that wakes triggers nothing else; for touches the window has a cover of its own.
        """
        if self._phase == "asleep" and event.type() == QEvent.Type.KeyPress:
            self.wake()
            return True
        if self._phase == "awake" and event.type() in _SIGNS:
            self._quiet = 0
        return False

    def _limit(self) -> int:
        return round(self._seconds * self.patience)

    def _set(self, phase: str) -> None:
        if phase != self._phase:
            self._phase = phase
            self.changed.emit()
