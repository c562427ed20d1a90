"""Scanners: a filter that tells a scan from typing, and what a code may be."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodQueryEvent, QKeyEvent

from shared.domain.codes import ALPHABET, CODE_LENGTH, gtin14, read_code

GAP_MS: Final = 35  # a scanner types faster than this, people do not
SHORTEST: Final = 6
_ENDS: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_FNC1: Final = "\x1d"
_HIDDEN: Final = Qt.InputMethodHint.ImhHiddenText.value | Qt.InputMethodHint.ImhSensitiveData.value


class Kind(StrEnum):
    """What a code may stand for."""

    ORDER = "order"  # pickup code
    LABEL = "label"  # of a bag that waits: finds the order, proves nothing
    RECEIPT = "receipt"
    BADGE = "badge"
    LOYALTY = "loyalty"
    PRODUCT = "product"  # value is a GTIN-14
    TRACKING = "tracking"  # SSCC or a carrier's number
    TEXT = "text"  # anything else: a SKU, a name, or not ours


@dataclass(frozen=True)
class Reading:
    """One meaning of a code."""

    kind: Kind
    value: str


LABEL_PREFIX: Final = "EVERYSHELF-P:"
_PREFIXES: Final = {
    LABEL_PREFIX: Kind.LABEL,
    "EVERYSHELF-R:": Kind.RECEIPT,
    "EVERYSHELF-B:": Kind.BADGE,
    "EVERYSHELF-L:": Kind.LOYALTY,
}


def readings(text: str) -> list[Reading]:
    """Everything a code may mean, most likely first; empty for blank text. The caller asks who knows it."""
    code = text.strip().strip(_FNC1)
    if not code:
        return []
    for prefix, kind in _PREFIXES.items():
        if code.upper().startswith(prefix):
            return [Reading(kind, code[len(prefix) :])]
    found = []
    pickup = read_code(code)
    ours = code.upper().startswith("EVERYSHELF:")
    if len(pickup) == CODE_LENGTH and all(ch in ALPHABET for ch in pickup):
        found.append(Reading(Kind.ORDER, pickup))
    if not ours:
        found += _trade(code)
        found.append(Reading(Kind.TEXT, code))
    return found


def _trade(code: str) -> list[Reading]:
    """What the trade's standards read: GTIN in any length, GS1 element strings, digital links, SSCC."""
    import biip  # noqa: PLC0415 - a fifth of a second, not before the first frame

    plain = code.replace(" ", "").replace("-", "")
    if gtin := gtin14(plain):
        return [Reading(Kind.PRODUCT, gtin)]
    bare = plain.replace("(", "").replace(")", "") if plain.startswith("(") else code
    try:
        parsed = biip.parse(bare)
    except (biip.ParseError, IndexError):  # biip 5.2 stumbles over a lone ']'
        return []
    if parsed.gtin:
        return [Reading(Kind.PRODUCT, parsed.gtin.as_gtin_14())]
    message = parsed.gs1_message
    sscc = parsed.sscc or (part.sscc if message and (part := message.element_strings.get(ai="00")) else None)
    return [Reading(Kind.TRACKING, sscc.value)] if sscc else []


@dataclass
class Burst:
    """Tells a scanner's burst of characters from typing by the time between them alone."""

    text: str = ""
    last_ms: int = 0

    def joins(self, at_ms: int) -> bool:
        """A character at this time belongs to the burst so far."""
        return not self.text or at_ms - self.last_ms <= GAP_MS

    def add(self, characters: str, at_ms: int) -> None:
        """Take a character in."""
        self.text += characters
        self.last_ms = at_ms

    def complete(self, at_ms: int) -> bool:
        """An end key at this time makes the burst a scan."""
        return len(self.text) >= SHORTEST and self.joins(at_ms)


class WedgeFilter(QObject):
    """Takes a keyboard scanner's burst out of an application's key events; typing goes through unchanged.

    Keys are held until it is clear what they are, at most ``GAP_MS`` after the last of them. Fields that hide
    their text (a PIN) are left alone.
    """

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._burst = Burst()
        self._held: list[tuple[QObject, QKeyEvent]] = []
        self._swallow: set[int] = set()  # keys of a finished scan whose release is still to come
        self._replaying = False
        self._timer = QTimer(self, singleShot=True, interval=GAP_MS + 5)
        self._timer.timeout.connect(self._waited)
        self._armed = QElapsedTimer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: True keeps the event from everybody else."""
        kind = event.type()
        if self._replaying or kind not in {
            QEvent.Type.KeyPress,
            QEvent.Type.KeyRelease,
            QEvent.Type.ShortcutOverride,
        }:
            return False
        if not isinstance(event, QKeyEvent) or not watched.isWindowType():
            return False
        if kind == QEvent.Type.ShortcutOverride:
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._release(watched, event)
        return self._press(watched, event)

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        at = int(event.timestamp())
        if event.key() in _ENDS and self._burst.complete(at):
            text = self._burst.text
            self._swallow = {e.key() for _, e in self._held if e.type() == QEvent.Type.KeyPress} | {
                event.key()
            }
            self._clear()
            self.scanned.emit(text)
            return True
        if not _may_be_scanned(event):
            self._give_back()
            return False
        if not self._burst.joins(at):
            self._give_back()
        self._burst.add(event.text(), at)
        self._held.append((watched, event.clone()))
        self._timer.start()
        self._armed.start()
        return True

    def _waited(self) -> None:
        """No key came in time; when it was the program that was late, keys may be queued: they go first."""
        if self._armed.elapsed() > 2 * self._timer.interval():
            self._timer.start()
            self._armed.start()
        else:
            self._give_back()

    def _release(self, watched: QObject, event: QKeyEvent) -> bool:
        if any(e.key() == event.key() for _, e in self._held):
            self._held.append((watched, event.clone()))
            return True
        if event.key() in self._swallow:
            self._swallow.discard(event.key())
            return True
        return False

    def _give_back(self) -> None:
        held = self._held
        self._clear()
        self._replaying = True
        try:
            for watched, event in held:
                QCoreApplication.sendEvent(watched, event)
        finally:
            self._replaying = False

    def _clear(self) -> None:
        self._timer.stop()
        self._held = []
        self._burst = Burst()


def _may_be_scanned(event: QKeyEvent) -> bool:
    text = event.text()
    if event.isAutoRepeat() or not text or not (text.isprintable() or text == _FNC1):
        return False
    other = (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    if event.modifiers() & other and text != _FNC1:
        return False
    return not _hides_text(QGuiApplication.focusObject())


def _hides_text(focused: QObject | None) -> bool:
    if focused is None:
        return False
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImHints)
    QCoreApplication.sendEvent(focused, query)
    hints = query.value(Qt.InputMethodQuery.ImHints)
    return isinstance(hints, int) and bool(hints & _HIDDEN)
