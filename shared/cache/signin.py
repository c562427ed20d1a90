"""Signing in at a device: badge and PIN against the store's staff, with a lock that survives a restart."""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from shared.crypto import open_pin
from shared.domain.people import StaffMember

GUESSES = 10
WINDOW_SECONDS = 300


class Answer(StrEnum):
    """What a try to sign in came to."""

    IN = "in"
    UNKNOWN = "unknown"  # no such badge in this store
    WRONG = "wrong"
    LOCKED = "locked"  # too many guesses
    NO_PIN = "no_pin"  # a manager must set one


@dataclass(frozen=True)
class Tried:
    """The outcome of a try; ``left`` guesses before the lock, ``wait`` seconds until it opens by itself."""

    answer: Answer
    member: StaffMember | None = None
    left: int = GUESSES
    wait: int = 0


class Guesses:
    """Wrong guesses by badge, kept in a small file so that switching off does not help."""

    def __init__(self, file: Path, clock: Callable[[], float]) -> None:
        self._file, self._clock = file, clock
        try:
            kept = json.loads(file.read_text("utf-8"))
            self._times: dict[str, list[float]] = {str(k): [float(t) for t in v] for k, v in kept.items()}
        except FileNotFoundError:
            self._times = {}
        except (
            OSError,
            ValueError,
            TypeError,
            AttributeError,
        ):  # unreadable: start locked out of nothing, keep working
            self._times = {}

    def recent(self, badge: str) -> list[float]:
        """Moments of the guesses that still count; a clock set back does not free anybody."""
        now = self._clock()
        return [t for t in self._times.get(badge, []) if t > now - WINDOW_SECONDS]

    def wait(self, badge: str) -> int:
        """Seconds until the next guess is allowed, 0 when one is allowed now."""
        times = self.recent(badge)
        if len(times) < GUESSES:
            return 0
        return max(1, round(min(times[-GUESSES] + WINDOW_SECONDS - self._clock(), WINDOW_SECONDS)))

    def note(self, badge: str) -> None:
        """Count a guess; durable before the answer is given."""
        self._times[badge] = [*self.recent(badge), self._clock()]
        self._write()

    def forget(self, badge: str) -> None:
        """Open the lock: a right PIN, or a manager."""
        if self._times.pop(badge, None) is not None:
            self._write()

    def _write(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as out:
            json.dump(self._times, out)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._file)


class SignIn:
    """Checks who stands at the counter; works without the hub. ``pepper`` is the device's, from its credential."""

    def __init__(
        self, guesses: Guesses, members: Callable[[], Iterable[StaffMember]], here: str, pepper: str
    ) -> None:
        self._guesses, self._members, self._here, self._pepper = guesses, members, here, pepper

    def member(self, badge: str) -> StaffMember | None:
        """The person of a badge in this store; letters in either case."""
        wanted = badge.strip().casefold()
        here = (m for m in self._members() if m.location_id == self._here)
        return next((m for m in here if m.badge.casefold() == wanted), None)

    def attempt(self, badge: str, pin: str) -> Tried:
        """Try a PIN. Takes tens of milliseconds on purpose: call it in a worker thread."""
        member = self.member(badge)
        name = badge.strip().casefold()
        if wait := self._guesses.wait(name):
            return Tried(Answer.LOCKED, wait=wait, left=0)
        if member is None:
            self._guesses.note(name)
            return Tried(Answer.UNKNOWN, left=self._left(name))
        if not (pin_hash := open_pin(member.pin_hash, self._pepper)):
            return Tried(Answer.NO_PIN)
        self._guesses.note(name)  # counted before it is checked: pulling the plug does not help
        from argon2 import PasswordHasher  # noqa: PLC0415 - with the first try, not before the first frame
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

        try:
            PasswordHasher().verify(pin_hash, pin)
        except (VerificationError, InvalidHashError):
            wait = self._guesses.wait(name)
            return Tried(Answer.LOCKED if wait else Answer.WRONG, left=self._left(name), wait=wait)
        self._guesses.forget(name)
        return Tried(Answer.IN, member)

    def unlock(self, badge: str, manager: StaffMember) -> bool:
        """Let a locked badge try again; only a manager may."""
        if manager.role != "manager":
            return False
        self._guesses.forget(badge.strip().casefold())
        return True

    def _left(self, name: str) -> int:
        return max(0, GUESSES - len(self._guesses.recent(name)))
