"""What the kiosk says aloud of itself: pages, sheets, the idle warning and what is wrong; only while it is asked to."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.kiosk import Kiosk
from shared.qt.formats import tr
from shared.qt.sounds import Sounds
from shared.qt.speech import Speech, joined

SETTLED_MS = 300  # longer than any motion of the design
CHANGED_MS = 400  # without another change: what is shown now is said
LOUDER, FASTER = (0.5, 0.8, 1.0), (1.0, 1.3, 0.8)  # one touch goes on to the next, round and round


class Voice(QObject):
    """Ties the speech to what the shopper meets."""

    def __init__(self, window: QQuickWindow, kiosk: Kiosk, speech: Speech) -> None:
        super().__init__(window)
        self._kiosk, self._speech = kiosk, speech
        self._sounds = Sounds(enabled=kiosk.panel["full_screen"])
        self._phase = self._farewell = ""
        self._wrong: set[str] = set()
        self._news: set[str] = set()
        self._shown: dict[str, str] = {}
        self._changed = QTimer(self, singleShot=True, interval=CHANGED_MS)
        self._changed.timeout.connect(self._say_changes)
        self._opened = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._opened.timeout.connect(self._read_page)
        kiosk.access.changed.connect(self._set)
        kiosk.access.language_changed.connect(self._set)
        kiosk.access.language_changed.connect(self._read)
        kiosk.access.told.connect(self._obey)
        kiosk.moved.connect(self._read)
        kiosk.covered.connect(self._read)
        kiosk.idle.changed.connect(self._watch)
        kiosk.paying.turned.connect(self._read)
        kiosk.toasted.connect(self._say_toast)
        shown = (kiosk.access, kiosk.basket, kiosk.product, kiosk.checkout, kiosk.collect, kiosk.paying)
        for signal in (
            *(model.changed for model in shown),
            kiosk.search.found,
            kiosk.reminder.changed,
            kiosk.status,
        ):
            signal.connect(self._soon)
        for model in (kiosk.checkout, kiosk.collect, kiosk.keeper, kiosk.receipt):
            model.changed.connect(self._say_wrong)
        for answer in (kiosk.help, kiosk.receipt):
            answer.changed.connect(self._say_news)

    def _set(self) -> None:
        access, speech = self._kiosk.access, self._speech
        if access.voice:
            speech.language = access.language
            if not speech.on:
                speech.begin()
                self._read()
            return
        if speech.on:
            speech.reset(self._farewell)
        self._farewell = ""
        speech.language = access.language

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
            self._opened.start()

    def _read_page(self) -> None:
        self._shown = self._facts()
        self._speech.read_page()

    def _soon(self) -> None:
        if self._speech.on:
            self._changed.start()

    def _say_changes(self) -> None:
        """What has become of what the shopper did: the choice itself, and the figures that went with it."""
        if not self._speech.on or self._opened.isActive():  # all of it is read anyway
            return
        before, self._shown = self._shown, self._facts()
        if self._shown["order"] != before.get("order", ""):
            self._read()
            return
        done = self._speech.renewed()
        facts = [fact for name, fact in self._shown.items() if fact and fact != before.get(name, fact)]
        self._speech.tell(joined([done, *(fact for fact in facts if fact.rstrip(".") not in done)]))

    def _facts(self) -> dict[str, str]:
        """What may change on a page while it is shown, each in words."""
        kiosk = self._kiosk
        facts = {
            "line": joined([kiosk.offlineLine, kiosk.keptLine]),
            "order": kiosk.collect.code if kiosk.page == "collect" else "",
        }
        if kiosk.page == "basket":
            facts["total"] = tr("Total %1", kiosk.basket.total)
            facts["reminder"] = kiosk.reminder.said
        elif kiosk.page == "product" and kiosk.product.ways:
            way = kiosk.product.ways[kiosk.product.way]
            facts["price"] = kiosk.product.price
            facts["way"] = tr(", ").join([way["title"], way["sentence"]])
        elif kiosk.page == "search" and not kiosk.search.busy:
            facts["found"] = joined([kiosk.search.instead, tr("%n product(s)", n=kiosk.search.total)])
        return facts

    def _say_toast(self) -> None:
        self._speech.tell(self._kiosk.toast)

    def _watch(self) -> None:
        """The warning is seen, heard and spoken."""
        phase, self._phase = self._phase, self._kiosk.idle.phase
        if self._phase == "warning" != phase:
            self._sounds.play("call")
            self._read()
        elif self._phase == "wiping" != phase:
            self._farewell = joined([tr("Your data is gone"), tr("See you soon.")])  # still in their language
        elif self._phase == "asleep" != phase:
            self._speech.stop()

    def _say_wrong(self) -> None:
        """What is wrong is said as soon as it is shown."""
        kiosk = self._kiosk
        others = {kiosk.collect.problem, kiosk.keeper.problem, kiosk.receipt.problem}
        wrong = {*kiosk.checkout.problems.values(), *others} - {""}
        new, self._wrong = wrong - self._wrong, wrong
        if new:
            self._speech.tell(joined(sorted(new)))

    def _say_news(self) -> None:
        """How a call or a receipt stands is said whenever it changes."""
        kiosk = self._kiosk
        called = kiosk.help.line["text"] if kiosk.help.called else ""
        news = {called, kiosk.receipt.said["text"]} - {""}
        new, self._news = news - self._news, news
        if new:
            self._speech.tell(joined(sorted(new)))
