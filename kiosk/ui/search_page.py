"""Searching and browsing: text, department, facets, and the tiles they leave."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui import facets, words
from kiosk.ui.answers import Answer, answer_to, may_follow
from kiosk.ui.foresight import Foresight
from kiosk.ui.tiles import Tiles
from shared.cache.catalogue import Catalogue, Found, Query, Sort
from shared.domain.searches import tellable
from shared.qt import tasks
from shared.qt.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
PAGE: Final = 24
SETTLED_MS: Final = 2_000  # without another letter: this is what was meant
ORDERS: Final[dict[str, Sort]] = {
    "best": "best",
    "price_up": "price_up",
    "price_down": "price_down",
    "new": "new",
}


@QmlElement
@QmlUncreatable("made by the program")
class Search(QObject):
    """One search at a time; a newer one cancels the older."""

    changed = Signal()  # text, category, order or filters
    found = Signal()  # results
    missed = Signal(str)  # words that no product has all of, once a shopper

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._tiles = Tiles(self)
        self._foresight = Foresight(partial(answer_to, catalogue), partial(may_follow, catalogue), self)
        self._asked = 0
        self.language = "en"
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._miss)
        self._start()

    def _start(self) -> None:
        self._text = ""
        self._category = ""
        self._order: Sort = "best"
        self._filters: dict[str, frozenset[str]] = {}
        self._result = Found(tiles=[], total=0, facets={})
        self._path: list[dict[str, str]] = []
        self._children: list[dict[str, str]] = []
        self._nearest: list[dict[str, str]] = []
        self._busy = False
        self._suggestions: list[str] = []
        self._told: set[str] = set()
        self._settled.stop()

    @Property(str, notify=changed)
    def text(self) -> str:
        """What was typed."""
        return self._text

    @Property(Tiles, constant=True)
    def tiles(self) -> Tiles:
        """The results so far."""
        return self._tiles

    @Property(int, notify=found)
    def total(self) -> int:
        """How many products there are in all."""
        return self._result.total

    @Property(str, notify=found)
    def instead(self) -> str:
        """A sentence when something else than the typed text was searched, too or instead, and how much that found."""
        found = self._result
        exact, more = (0, 0) if self._filters else (found.exact, found.total - found.exact)
        if found.did_you_mean:
            if exact:
                return words.tr("%n for “%1”, then “%2”.", self._text, found.did_you_mean, n=exact)
            return words.tr("Nothing for “%1” — showing “%2”.", self._text, found.did_you_mean)
        if not found.relaxed:
            return ""
        if exact:
            return words.tr("%n with all of these, then without “%1”.", found.relaxed, n=exact)
        if more:
            return words.tr("Nothing has all of these — %n without “%1”.", found.relaxed, n=more)
        return words.tr("Nothing has all of these — showing the closest.")

    @Property("QVariantList", notify=found)
    def suggestions(self) -> list[str]:
        """Ways to go on typing."""
        return self._suggestions

    @Property("QVariantList", notify=found)
    def nearest(self) -> list[dict[str, str]]:
        """Departments near a search that found nothing."""
        return self._nearest

    @Property("QVariantList", notify=found)
    def groups(self) -> list[dict[str, Any]]:
        """Facets: id, label, and values with id, label, count, active."""
        return facets.groups(self._result, self._path)

    @Property("QVariantList", notify=found)
    def chosen(self) -> list[dict[str, str]]:
        """The filters in use, each to be taken away."""
        return facets.chosen(self._result)

    @Property(int, notify=found)
    def hereCount(self) -> int:
        """Results that are in this store now."""
        return next((facet.count for facet in self._result.facets.get("here", [])), 0)

    @Property(bool, notify=changed)
    def hereOnly(self) -> bool:
        """Only what is in this store now."""
        return bool(self._filters.get("here"))

    @Property(str, notify=changed)
    def order(self) -> str:
        """best, price_up, price_down or new."""
        return self._order

    @Property(str, notify=changed)
    def category(self) -> str:
        """The category browsed, empty when searching everything."""
        return self._category

    @Property("QVariantList", notify=found)
    def path(self) -> list[dict[str, str]]:
        """From the department down to the category."""
        return self._path

    @Property("QVariantList", notify=found)
    def below(self) -> list[dict[str, str]]:
        """Categories below this one."""
        return self._children

    @Property(bool, notify=found)
    def busy(self) -> bool:
        """A search is under way."""
        return self._busy

    @Slot(str)
    def type(self, text: str) -> None:
        """The shopper typed."""
        if text != self._text:
            self._text = text
            self._filters = {}
            self._again()

    @Slot(str)
    def browse(self, category_id: str) -> None:
        """Show a category, or everything when empty."""
        self._text = ""
        self._category = category_id
        self._filters = {}
        self._again()

    @Slot(str, str)
    def toggle(self, group: str, value: str) -> None:
        """Set or take away a filter."""
        now = self._filters.get(group, frozenset())
        self._filters[group] = now ^ {value}
        self._again()

    @Slot()
    def plain(self) -> None:
        """Take all filters away."""
        self._filters = {}
        self._again()

    @Slot(str)
    def sort(self, order: str) -> None:
        """Put the results in another order."""
        self._order = ORDERS[order]
        self._again()

    @Slot()
    def more(self) -> None:
        """Add the next page while there is one."""
        if not self._busy and self._tiles.rowCount() < self._result.total:
            self._run(self._tiles.rowCount())

    def close(self) -> None:
        """Nothing is asked or shown any more."""
        self._asked += 1
        self._foresight.forget()

    def outdate(self) -> None:
        """The shop changed: an answer that was foreseen may be wrong."""
        self._foresight.forget()

    def renew(self) -> None:
        """Stock or prices changed: read the first page again, unless the shopper has scrolled beyond it."""
        if self._tiles.rowCount() <= PAGE and not self._busy:
            self._run(0)

    def refresh(self) -> None:
        """Ask again: the catalogue or the language changed."""
        self._run(0)

    def reset(self) -> None:
        """Forget everything that was searched."""
        self.close()
        self._start()
        self._tiles.show([])
        self.changed.emit()
        self.found.emit()

    def _again(self) -> None:
        self._run(0)
        self.changed.emit()  # while the search runs

    def _miss(self) -> None:
        """Tell what was looked for in vain."""
        words = tellable(self._text)
        if words and words not in self._told:
            self._told.add(words)
            self.missed.emit(words)

    def _run(self, offset: int) -> None:
        self._settled.stop()
        self._busy = True
        self._asked += 1
        query = Query(
            text=self._text, category_id=self._category, sort=self._order, offset=offset, limit=PAGE,
            filters={group: values for group, values in self._filters.items() if values}, language=self.language,
        )  # fmt: skip
        foreseen = None if offset else self._foresight.take(query)
        if foreseen is None:
            tasks.answer(partial(self._find, query, self._asked), partial(self._hear, query, self._asked))
        else:
            self._hear(query, self._asked, foreseen)

    def _find(self, query: Query, asked: int) -> Answer | None:
        """In a worker thread: None where another question has come meanwhile."""
        return answer_to(self._catalogue, query) if asked == self._asked else None

    def _hear(self, query: Query, asked: int, answer: Answer | None) -> None:
        if answer is not None and asked == self._asked:
            self.display(answer, query.offset)
            if not query.offset and (query.text or not query.category_id):
                self._foresight.expect(query, answer)

    def display(self, answer: Answer, offset: int = 0) -> None:
        """Put an answer on the page: all of it, or what comes after the first ``offset`` products."""
        found, text = answer.found, self._text.strip()
        self._result = found
        self._suggestions, self._nearest = answer.suggestions, answer.nearest
        self._path, self._children = answer.path, answer.below
        if offset:
            self._tiles.append(found.tiles)
        else:
            self._tiles.show(found.tiles)
        self._busy = False
        if text and not self._filters and (found.relaxed or not found.total):
            self._settled.start()
        self.found.emit()
