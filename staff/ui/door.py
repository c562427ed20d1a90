"""Who may come in: badges and PINs against the store's staff, and what is wrong with a try."""

from collections.abc import Callable

from shared.cache.signin import Answer, SignIn, Tried
from shared.qt.formats import tr
from shared.qt.scanner import Kind, readings
from shared.qt.tasks import run, spawn
from staff.ui.session import Session
from staff.words import span


class Door:
    """Lets people in to a session."""

    def __init__(self, session: Session, sign_in: SignIn) -> None:
        self._session, self._sign_in = session, sign_in

    @property
    def store(self) -> str:
        """The name of this store."""
        return self._session.here.name

    def badge(self, text: str) -> str:
        """The badge that was scanned as a code, or the text as it was typed."""
        return next((reading.value for reading in readings(text) if reading.kind is Kind.BADGE), text.strip())

    def look(self, badge: str) -> tuple[str, str]:
        """The name of a badge's owner, and what is wrong where there is none."""
        member = self._sign_in.member(badge)
        return (member.name, "") if member else ("", self._unknown())

    def enter(self, badge: str, pin: str, then: Callable[[str, bool], None]) -> None:
        """Check a PIN and sign its owner in; ``then`` hears what is wrong, and whether somebody came in."""
        spawn(self._try(badge, pin, then))

    async def _try(self, badge: str, pin: str, then: Callable[[str, bool], None]) -> None:
        tried = await run(self._sign_in.attempt, badge, pin)
        came_in = tried.answer is Answer.IN
        if came_in:
            self._session.sign(tried.member)
        then(self._sentence(tried), came_in)

    def unlock(self, badge: str) -> None:
        """A manager lets a locked badge try again."""
        manager, known = self._session.member, self._sign_in.member(badge)
        if manager is None or known is None:
            self._session.say(self._unknown(), "danger")
        elif self._sign_in.unlock(badge, manager):
            self._session.say(tr("%1 may try again", known.name))

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
