"""The kiosk as its pages see it: where the shopper is, what they look at, and how everything is forgotten again.

The first page needs a few light models only and stands before anything else is loaded. What is behind it are the rooms
(`kiosk.ui.rooms`), furnished while it is looked at; an act that needs them waits for that moment.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.access import Access
from kiosk.ui.home_page import Glimpse, Home
from kiosk.ui.idle import Idle
from kiosk.ui.trail import FIRST, PAGES, Trail
from shared.qt.pictures import Pictures
from shared.qt.typed import Property, QmlUncreatable

if TYPE_CHECKING:
    from kiosk.ui.basket_page import Basket
    from kiosk.ui.checkout_pages import Checkout
    from kiosk.ui.collect_page import Collect
    from kiosk.ui.compare import Compare
    from kiosk.ui.help import Help
    from kiosk.ui.keeper import Keeper
    from kiosk.ui.paying import Paying
    from kiosk.ui.product_page import Product
    from kiosk.ui.receipt import Receipt
    from kiosk.ui.reminder import Reminder
    from kiosk.ui.rooms import Rooms
    from kiosk.ui.search_page import Search
else:  # loaded later; to Qt they are objects
    Basket = Checkout = Collect = Compare = Help = Keeper = QObject
    Paying = Product = Receipt = Reminder = Search = QObject

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1


class _Bare:
    """Rooms with nothing in them yet."""

    def __getattr__(self, name: str) -> None:
        return None


@QmlElement
@QmlUncreatable("made by the program")
class Kiosk(QObject):
    """The root of the view models; made once by the program."""

    moved = Signal()
    status = Signal()
    toasted = Signal()
    covered = Signal()  # a sheet has come over the page
    furnished = Signal()

    def __init__(
        self,
        panel: dict[str, Any],
        languages: tuple[str, ...],
        idle_seconds: int,
        pictures: Pictures,
        glimpse: Glimpse,
        use_language: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._panel = panel
        self._use_language = use_language
        self._access = Access(languages)
        self._idle = Idle(idle_seconds)
        self._home = Home(glimpse)
        self._pictures = pictures
        self._rooms = cast("Rooms", _Bare())
        self._wish: Callable[[], None] | None = None
        self._trail = Trail()
        self._toast = ""
        self._undoable = False
        self._refused = False
        self._access.language_changed.connect(self.speak)
        self._access.changed.connect(self._pace)
        self._idle.ended.connect(self._wipe)
        use_language(self._access.language)

    def furnish(self, rooms: "Rooms") -> None:
        """Open what is behind the first page, and do what somebody wanted there meanwhile."""
        self._rooms = rooms
        self._idle.busy = rooms.paying.busy
        rooms.said.connect(self._say)
        rooms.opened.connect(self.go)
        rooms.ordered.connect(self._ordered)
        rooms.status.connect(self.status)
        rooms.basket.changed.connect(self._trail.reconsider)
        self.moved.connect(self._watch)
        self.furnished.emit()
        self.status.emit()
        wish, self._wish = self._wish, None
        if wish is not None:
            wish()

    @Property(bool, notify=furnished)
    def ready(self) -> bool:
        """Whether there is more than the first page."""
        return not isinstance(self._rooms, _Bare)

    @Property(Access, constant=True)
    def access(self) -> Access:
        """The shopper's settings."""
        return self._access

    @Property(Idle, constant=True)
    def idle(self) -> Idle:
        """The watch for an abandoned kiosk."""
        return self._idle

    @Property(Home, constant=True)
    def home(self) -> Home:
        """Departments and posters."""
        return self._home

    @Property(Search, notify=furnished)
    def search(self) -> "Search":
        """Searching and browsing."""
        return self._rooms.search

    @Property(Product, notify=furnished)
    def product(self) -> "Product":
        """The product on the page."""
        return self._rooms.product

    @Property(Basket, notify=furnished)
    def basket(self) -> "Basket":
        """The basket."""
        return self._rooms.basket

    @Property(Checkout, notify=furnished)
    def checkout(self) -> "Checkout":
        """The steps from basket to order."""
        return self._rooms.checkout

    @Property(Collect, notify=furnished)
    def collect(self) -> "Collect":
        """Collecting by code."""
        return self._rooms.collect

    @Property(Paying, notify=furnished)
    def paying(self) -> "Paying":
        """The money of the order at hand."""
        return self._rooms.paying

    @Property(Receipt, notify=furnished)
    def receipt(self) -> "Receipt":
        """The receipt of the order just placed."""
        return self._rooms.receipt

    @Property(Reminder, notify=furnished)
    def reminder(self) -> "Reminder":
        """Whether the shop may write about the basket."""
        return self._rooms.reminder

    @Property(Keeper, notify=furnished)
    def keeper(self) -> "Keeper":
        """The staff's way out."""
        return self._rooms.keeper

    @Property(Compare, notify=furnished)
    def compare(self) -> "Compare":
        """Two products side by side."""
        return self._rooms.compare

    @Property(QObject, constant=True)
    def pictures(self) -> Pictures:
        """Where photographs come from."""
        return self._pictures

    @Property("QVariantMap", constant=True)
    def panel(self) -> dict[str, Any]:
        """The screen's geometry from the settings."""
        return self._panel

    @Property(str, notify=moved)
    def page(self) -> str:
        """The page shown."""
        return self._trail.page

    @Property(bool, notify=status)
    def online(self) -> bool:
        """Whether the hub answers."""
        return bool(self._rooms.online)

    @Property(str, notify=status)
    def offlineLine(self) -> str:
        """What the shopper should know while the line is down, empty otherwise."""
        return self._rooms.offline_line or ""

    @Property(str, notify=status)
    def keptLine(self) -> str:
        """What waits here until it is back, empty when nothing does."""
        return self._rooms.kept_line or ""

    @Property(str, notify=toasted)
    def toast(self) -> str:
        """What just happened."""
        return self._toast

    @Property(bool, notify=toasted)
    def undoable(self) -> bool:
        """Whether it can be taken back."""
        return self._undoable

    @Property(Help, notify=furnished)
    def help(self) -> "Help":
        """The shopper's call for a person."""
        return self._rooms.help

    @Property(bool, notify=toasted)
    def refused(self) -> bool:
        """Whether it could not be done."""
        return self._refused

    @Slot()
    def wake(self) -> None:
        """The first touch: it wakes and triggers nothing else."""
        self._idle.wake()

    @Slot(str)
    def go(self, page: str) -> None:
        """Show a page."""
        if not self.ready:
            self._wish = partial(self.go, page)
        elif page in PAGES:
            self._idle.wake()
            self.hush()
            self._trail.go(page)
            if page == "how":
                self._rooms.checkout.begin()
            self.moved.emit()

    @Slot()
    def back(self) -> None:
        """One page back."""
        if self._trail.back():
            self.moved.emit()

    @Slot()
    def find(self) -> None:
        """Search everything."""
        if not self.ready:
            self._wish = self.find
            return
        if self.page != "search" or self.search.category:
            self.search.browse("")
        self.go("search")

    @Slot(str)
    def browse(self, category_id: str) -> None:
        """Show a category."""
        self.search.browse(category_id)
        self.go("search")

    @Slot(str)
    def show(self, product_id: str) -> None:
        """Show a product."""
        self.product.open(product_id)
        self.go("product")

    @Slot()
    def pay(self) -> None:
        """Pay the order at hand by phone."""
        order_id = self.collect.order_id if self.page == "collect" else self.checkout.order_id
        if order_id and self.paying.offered:
            self.paying.follow(order_id)
            self.paying.ask(order_id)
            self.go("pay")

    @Slot(str)
    def scan(self, text: str) -> None:
        """A code was scanned: a product's on any page, or an order's."""
        self._idle.wake()
        self._rooms.hear(text)

    @Slot()
    def undo(self) -> None:
        """Take back what just happened."""
        self.basket.undo()
        self.hush()

    @Slot()
    def hush(self) -> None:
        """The toast is gone."""
        self._toast = ""
        self.toasted.emit()

    @Slot()
    def call(self) -> None:
        """Ask for staff to come to this screen."""
        self.help.call()

    @Slot()
    def finish(self) -> None:
        """The shopper is done."""
        self._idle.finish()

    def speak(self) -> None:
        """Use the shopper's language everywhere."""
        self._use_language(self._access.language)
        if self.ready:
            self._rooms.speak(self._access.language)
        self.status.emit()

    def _say(self, text: str, undoable: bool = False, refused: bool = False) -> None:
        self._toast, self._undoable, self._refused = text, undoable, refused
        self.toasted.emit()

    def _ordered(self) -> None:
        self._trail.ordered()
        if self.paying.wanted and self.paying.offered:
            self.pay()
        self.moved.emit()

    def _watch(self) -> None:
        """On the first page with an empty basket there is nothing to warn about."""
        self._idle.nothing_to_lose = self.page == "attract" and not self.basket.items

    def _pace(self) -> None:
        self._idle.patience = 2.0 if self._access.slow else 1.0

    def _wipe(self) -> None:
        """Forget the shopper: nothing of them stays in memory, and nothing was ever on disk."""
        self._wish = None
        if self.ready:
            self._rooms.forget()
        self._access.reset()
        self._trail.go(FIRST)
        self._say("")
        self.moved.emit()
