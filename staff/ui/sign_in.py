"""Signing in: badge and PIN, what is wrong with them, and who may work here."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shared.cache.signin import Answer, SignIn, Tried
from shared.qt.formats import tr
from shared.qt.tasks import run, spawn
from shared.qt.typed import Property
from staff.ui.session import Session
from staff.words import span

QML_IMPORT_NAME = "staff.ui"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SignInView(QObject):
    """The sign-in page's view model."""

    changed = Signal()
    finished = Signal()  # a try has ended; fields start anew

    def __init__(self, session: Session, sign_in: SignIn) -> None:
        super().__init__()
        self._session, self._sign_in = session, sign_in
        self._badge, self._name, self._problem = "", "", ""
        self._busy = False

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

    @Property(str, notify=changed)
    def store(self) -> str:
        """The name of this store."""
        return self._session.here.name

    @Slot(str)
    def present(self, badge: str) -> None:
        """A badge was scanned or typed."""
        self._badge = badge.strip()
        member = self._sign_in.member(self._badge)
        self._name = member.name if member else ""
        self._problem = "" if member or not self._badge else self._unknown()
        self.changed.emit()

    @Slot(str, str)
    def enter(self, badge: str, pin: str) -> None:
        """Try to sign in; a second press while one is checked does nothing."""
        if self._busy:
            return
        self._badge, self._busy = badge.strip(), True
        self.changed.emit()
        spawn(self.check(self._badge, pin))

    async def check(self, badge: str, pin: str) -> None:
        """The try itself."""
        tried = await run(self._sign_in.attempt, badge, pin)
        self._busy = False
        self._problem = self._sentence(tried)
        if tried.answer is Answer.IN:
            self._badge, self._name = "", ""
            self._session.sign(tried.member)
        self.changed.emit()
        self.finished.emit()

    @Slot(str)
    def unlock(self, badge: str) -> None:
        """A manager lets a locked badge try again."""
        manager, known = self._session.member, self._sign_in.member(badge)
        if manager is None or known is None:
            self._session.say(self._unknown(), "danger")
        elif self._sign_in.unlock(badge, manager):
            self._session.say(tr("%1 may try again", known.name))

    def forget(self) -> None:
        """Start anew for the next person."""
        self._badge, self._name, self._problem = "", "", ""
        self.changed.emit()
        self.finished.emit()

    @staticmethod
    def _unknown() -> str:
        return tr("This badge is not known in this store. Check it, or ask a manager.")

    def _sentence(self, tried: Tried) -> str:
        if tried.answer is Answer.IN:
            return ""
        if tried.answer is Answer.LOCKED:
            wait = span(-(-tried.wait // 60))
            return tr("Too many tries. Wait %1, or ask a manager to unlock this badge.", wait)
        if tried.answer is Answer.NO_PIN:
            return tr("No PIN is set for this badge. Ask a manager.")
        if tried.answer is Answer.UNKNOWN:
            return self._unknown()
        return tr("This PIN does not fit. %n tries are left.", n=tried.left)
