"""The staff's way out of a full-screen kiosk: a manager's badge and PIN, checked here, with or without the line."""

import time
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from shared.cache.signin import Answer, Guesses, SignIn, Tried
from shared.domain.messages import Collection
from shared.domain.people import StaffMember
from shared.qt import tasks
from shared.qt.device import Device
from shared.qt.refusals import why
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
CLOSED: Final = "closed"  # a file in the device's folder: whoever starts the kiosk again looks for it


@QmlElement
@QmlUncreatable("made by the program")
class Keeper(QObject):
    """Signing in to close or restart the kiosk."""

    changed = Signal()
    closing = Signal()
    awaited = Signal()  # the badge is known, or the PIN did not fit: the next thing to type is the PIN

    def __init__(self, device: Device) -> None:
        super().__init__()
        self._device = device
        guesses = Guesses(device.settings.folder / "guesses.json", time.time)
        (device.settings.folder / CLOSED).unlink(missing_ok=True)  # the kiosk is open again
        identity = device.identity
        self._sign_in = SignIn(guesses, self._members, identity.location_id, identity.pin_pepper)
        self._start()

    def _start(self) -> None:
        self._badge, self._problem = "", ""
        self._busy = self._signed_in = False

    @Property(str, notify=changed)
    def badge(self) -> str:
        """The badge as scanned or typed."""
        return self._badge

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What is wrong, and what to do; it tells strangers nothing about who works here."""
        return self._problem

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """A PIN is being checked."""
        return self._busy

    @Property(bool, notify=changed)
    def signedIn(self) -> bool:
        """A manager stands here."""
        return self._signed_in

    @Property("QVariantList", notify=changed)
    def facts(self) -> list[dict[str, str]]:
        """icon, text and detail of what a manager should know before closing."""
        if not self._signed_in:
            return []
        now = self._device.now
        line = words.tr("The hub answers") if now.online else words.tr("The hub does not answer")
        some = words.tr("%n act(s) wait to be sent; they are kept", n=now.waiting)
        waiting = some if now.waiting else words.tr("Nothing waits to be sent")
        places = {place.id: place.name for place in self._device.catalogue.locations().values()}
        refused = [each for each in self._device.outbox.pending() if each.state == "rejected"]
        return [
            {
                "icon": "refresh" if now.online else "offline",
                "text": line,
                "detail": self._device.settings.hub,
            },
            {"icon": "outbox", "text": waiting, "detail": ""},
            *(
                {
                    "icon": "warning",
                    "text": words.tr("The hub refused something"),
                    "detail": why(each.problem, places),
                }
                for each in refused
            ),
            {"icon": "device", "text": words.tr("This device"), "detail": self._device.identity.device_id},
        ]

    @Slot(str)
    def present(self, badge: str) -> None:
        """A badge was scanned."""
        self._start()
        self._badge = badge.strip()
        self.changed.emit()
        self.awaited.emit()

    @Slot(str, str)
    def enter(self, badge: str, pin: str) -> None:
        """Try to sign in; a second press while one is checked does nothing."""
        if not self._busy:
            self._badge, self._busy = badge.strip(), True
            self.changed.emit()
            tasks.spawn(self._check(pin))

    @Slot()
    def restart(self) -> None:
        """End the program; its service starts it again."""
        if self._signed_in:
            self.closing.emit()

    @Slot()
    def close(self) -> None:
        """End the program and stay closed."""
        if self._signed_in:
            (self._device.settings.folder / CLOSED).touch()
            self.closing.emit()

    @Slot()
    def reset(self) -> None:
        """Nobody is signed in any more."""
        self._start()
        self.changed.emit()

    async def _check(self, pin: str) -> None:
        tried = await tasks.run(self._sign_in.attempt, self._badge, pin)
        self._busy = False
        self._signed_in = tried.answer is Answer.IN
        self._problem = _sentence(tried)
        self.changed.emit()
        self.awaited.emit()

    def _members(self) -> list[StaffMember]:
        rows = self._device.store.scan(Collection.STAFF)
        return [StaffMember.model_validate_json(body) for _, body in rows]


def _sentence(tried: Tried) -> str:
    if tried.answer is Answer.IN:
        return ""
    if tried.answer is Answer.LOCKED:
        return words.tr("Too many tries. Please wait %1.", words.span(timedelta(seconds=tried.wait)))
    return words.tr("Badge and PIN do not fit. It takes those of a manager of this store.")
