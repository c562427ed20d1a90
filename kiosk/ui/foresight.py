"""The answers to what a shopper may type next, searched while nobody types: the next letter need not wait for one."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final, Generic, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from shared.cache.catalogue import Query
from shared.qt import tasks

LETTERS: Final = 10  # that are looked ahead for
FIRST: Final = 26  # before anything is typed: there is time, and every letter is as likely as another
REST_MS: Final = 30  # after an answer: its picture comes first
Answer = TypeVar("Answer")


def likely(text: str, names: Iterable[str]) -> list[str]:
    """How a text may go on by one letter, the likeliest first: as the word it ends with goes on in these."""
    *_, begun = text.casefold().split(" ")
    following = Counter(
        word[len(begun)] if len(word) > len(begun) else " "
        for name in names
        for word in name.casefold().split()
        if word.startswith(begun)
    )
    most = following.most_common(LETTERS if text else FIRST)
    return [text + letter for letter, _ in most if letter == " " or letter.isalnum()]


class Foresight(QObject, Generic[Answer]):
    """Keeps a few answers for the question that may come next, until it comes or the shop changes."""

    def __init__(
        self,
        ask: Callable[[Query], Answer],
        names: Callable[[Query, Answer], Iterable[str]],
        parent: QObject | None = None,
    ) -> None:
        """Both are called in a worker thread: ``names`` gives what has words that may be typed after an answer."""
        super().__init__(parent)
        self._ask, self._names = ask, names
        self._ready: dict[str, Answer] = {}
        self._base = Query()  # what those go on from
        self._last: tuple[Query, Answer] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._begin)

    def expect(self, query: Query, answer: Answer) -> None:
        """A question was answered: another letter may follow."""
        self._last = query, answer
        self._rest.start()

    def take(self, query: Query) -> Answer | None:
        """The answer if it was foreseen; nothing more is looked for that goes on from the last question."""
        self._rest.stop()
        self._last = None
        return self._ready.get(query.text) if replace(query, text=self._base.text) == self._base else None

    def forget(self) -> None:
        """What is known may be wrong now, or nobody's business any more."""
        self._rest.stop()
        self._last, self._ready = None, {}

    def _begin(self) -> None:
        if self._last is not None:
            old, self._ready, self._base = self._ready, {}, self._last[0]
            tasks.answer(partial(self._look, old, self._ready, self._last), _nothing)

    def _look(self, old: dict[str, Answer], ready: dict[str, Answer], last: tuple[Query, Answer]) -> None:
        """In a worker thread, which takes the old ones apart, too."""
        old.clear()
        for text in likely(last[0].text, self._names(*last)):
            if last is not self._last:
                return
            ready[text] = self._ask(replace(last[0], text=text))


def _nothing(_: None) -> None:
    """Who types finds the answers where they are."""
