"""Signing in, as its page shows it: it stands before anybody can check a badge, and keeps what is entered till then."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.qt.typed import Property, QmlUncreatable

if TYPE_CHECKING:
    from staff.ui.door import Door

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class SignInView(QObject):
    """The sign-in page's view model; ``open`` says who checks."""

    changed = Signal()
    finished = Signal()  # a try has ended; fields start anew

    def __init__(self, store: str = "") -> None:
        """``store`` is its name as last known."""
        super().__init__()
        self._store = store
        self._door: Door | None = None
        self._badge, self._name, self._problem = "", "", ""
        self._pin = ""  # of a try that waits for the door
        self._busy = False

    def open(self, door: "Door") -> None:
        """From now on badges are known and PINs are checked; what was entered meanwhile is tried."""
        self._door = door
        if self._badge:
            self.present(door.badge(self._badge))
        pin, self._pin = self._pin, ""
        if pin:
            door.enter(self._badge, pin, self._tried)
        self.changed.emit()

    @Property(str, notify=changed)
    def badge(self) -> str:
        """The badge as scanned or typed."""
        return self._badge

    @Property(str, notify=changed)
    def name(self) -> str:
        """The name of the badge's owner, empty while nobody is known."""
        return self._name

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What is wrong, and what to do."""
        return self._problem

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """A PIN is being checked."""
        return self._busy

    @Property(bool, notify=changed)
    def stranger(self) -> bool:
        """The badge shown is nobody's."""
        return self._door is not None and self._badge != "" and self._name == ""

    @Property(str, notify=changed)
    def store(self) -> str:
        """The name of this store."""
        return self._door.store if self._door else self._store

    @Slot(str)
    def present(self, badge: str) -> None:
        """A badge was scanned or typed."""
        self._badge = badge.strip()
        self._name, self._problem = self._door.look(self._badge) if self._door and self._badge else ("", "")
        self.changed.emit()

    @Slot(str, str)
    def enter(self, badge: str, pin: str) -> None:
        """Try to sign in; a second press while one is checked does nothing."""
        if self._busy:
            return
        self._badge, self._busy = badge.strip(), True
        self.changed.emit()
        if self._door:
            self._door.enter(self._badge, pin, self._tried)
        else:
            self._pin = pin

    @Slot(str)
    def unlock(self, badge: str) -> None:
        """A manager lets a locked badge try again."""
        if self._door:
            self._door.unlock(badge)

    def forget(self) -> None:
        """Start anew for the next person."""
        self._badge, self._name, self._problem, self._pin = "", "", "", ""
        self.changed.emit()
        self.finished.emit()

    def _tried(self, problem: str, came_in: bool) -> None:
        self._busy, self._problem = False, problem
        if came_in:
            self._badge, self._name = "", ""
        self.changed.emit()
        self.finished.emit()
