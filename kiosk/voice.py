"""What the kiosk says aloud of itself: pages, sheets, the idle warning and what is wrong; only while it is asked to."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.kiosk import Kiosk
from shared.qt.sounds import Sounds
from shared.qt.speech import Speech

SETTLED_MS = 300  # longer than any motion of the design
LOUDER, FASTER = (0.5, 0.8, 1.0), (1.0, 1.3, 0.8)  # one touch goes on to the next, round and round


class Voice(QObject):
    """Ties the speech to what the shopper meets."""

    def __init__(self, window: QQuickWindow, kiosk: Kiosk, speech: Speech) -> None:
        super().__init__(window)
        self._kiosk, self._speech = kiosk, speech
        self._sounds = Sounds(enabled=kiosk.panel["full_screen"])
        self._phase = ""
        self._wrong: set[str] = set()
        self._news: set[str] = set()
        kiosk.access.changed.connect(self._set)
        kiosk.access.language_changed.connect(self._set)
        kiosk.access.told.connect(self._obey)
        kiosk.moved.connect(self._read)
        kiosk.covered.connect(self._read)
        kiosk.idle.changed.connect(self._watch)
        kiosk.paying.turned.connect(self._read)
        for model in (kiosk.checkout, kiosk.collect, kiosk.keeper, kiosk.receipt):
            model.changed.connect(self._say_wrong)
        for answer in (kiosk.help, kiosk.receipt):
            answer.changed.connect(self._say_news)

    def _set(self) -> None:
        access = self._kiosk.access
        self._speech.language = access.language
        if access.voice:
            self._speech.turn(on=True)
        elif self._speech.on:
            self._speech.reset()

    def _obey(self, what: str) -> None:
        """Again, stop, louder or faster."""
        speech = self._speech
        if what == "stop":
            speech.stop()
            return
        if what == "louder":
            speech.volume = LOUDER[(LOUDER.index(speech.volume) + 1) % len(LOUDER)]
        elif what == "faster":
            speech.rate = FASTER[(FASTER.index(speech.rate) + 1) % len(FASTER)]
        speech.repeat()

    def _read(self) -> None:
        """What is new is read once its motion is over; what the shopper does meanwhile comes first."""
        if self._speech.on:
            self._speech.stop()
            QTimer.singleShot(SETTLED_MS, self._speech.read_page)

    def _watch(self) -> None:
        """The warning is seen, heard and spoken."""
        phase, self._phase = self._phase, self._kiosk.idle.phase
        if self._phase == "warning" != phase:
            self._sounds.play("call")
            self._read()

    def _say_wrong(self) -> None:
        """What is wrong is said as soon as it is shown."""
        kiosk = self._kiosk
        others = {kiosk.collect.problem, kiosk.keeper.problem, kiosk.receipt.problem}
        wrong = {*kiosk.checkout.problems.values(), *others} - {""}
        new, self._wrong = wrong - self._wrong, wrong
        if new:
            self._speech.say(". ".join(sorted(new)))

    def _say_news(self) -> None:
        """How a call or a receipt stands is said whenever it changes."""
        kiosk = self._kiosk
        called = kiosk.help.line["text"] if kiosk.help.called else ""
        news = {called, kiosk.receipt.said["text"]} - {""}
        new, self._news = news - self._news, news
        if new:
            self._speech.say(". ".join(sorted(new)))
