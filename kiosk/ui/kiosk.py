"""The kiosk as its pages see it: where the shopper is, what they look at, and how everything is forgotten again."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui import words
from kiosk.ui.access import Access
from kiosk.ui.basket_page import Basket
from kiosk.ui.checkout_pages import Checkout
from kiosk.ui.collect_page import Collect
from kiosk.ui.compare import Compare
from kiosk.ui.hearing import Hearing
from kiosk.ui.help import Help
from kiosk.ui.home_page import Home
from kiosk.ui.idle import Idle
from kiosk.ui.keeper import Keeper
from kiosk.ui.paying import Paying
from kiosk.ui.product_page import Product
from kiosk.ui.receipt import Receipt
from kiosk.ui.reminder import Reminder
from kiosk.ui.search_page import Search
from kiosk.ui.trail import FIRST, PAGES, Trail
from shared.domain.base import new_id
from shared.domain.messages import NoteMissedSearch
from shared.qt import tasks
from shared.qt.device import Device
from shared.qt.pictures import Pictures
from shared.qt.printing import Printer
from shared.qt.typed import Property, QmlUncreatable
from shared.sync.core import Status

QML_IMPORT_NAME = "kiosk.ui"
QML_IMPORT_MAJOR_VERSION = 1
WISHES = frozenset(
    {"payment.link", "payment.unlink", "receipt.send", "basket.keep", "customer.here"}
)  # refused: nobody mends them


@QmlElement
@QmlUncreatable("made by the program")
class Kiosk(QObject):
    """The root of the view models; made once by the program."""

    moved = Signal()
    status = Signal()
    toasted = Signal()
    covered = Signal()  # a sheet has come over the page

    def __init__(
        self, device: Device, use_language: Callable[[str], None], printer: Printer | None = None
    ) -> None:
        super().__init__()
        self._device = device
        self._use_language = use_language
        catalogue = device.catalogue
        self._access = Access(device.settings.languages)
        self._idle = Idle(device.settings.idle_seconds)
        self._home = Home(catalogue)
        self._search = Search(catalogue)
        self._product = Product(catalogue, device.identity.hub_key)
        self._basket = Basket(catalogue, device.identity.hub_key)
        self._checkout = Checkout(device, self._basket)
        self._paying = Paying(device)
        self._receipt = Receipt(device, printer)
        self._reminder = Reminder(device, self._basket)
        self._collect = Collect(device)
        self._keeper = Keeper(device)
        self._help = Help(device)
        self._compare = Compare(catalogue)
        self._pictures = Pictures(device)
        heard = (self._collect, self._product, self._basket, self._checkout, self._keeper)
        self._hearing = Hearing(device, heard)
        self._trail = Trail()
        self._toast = ""
        self._undoable = False
        self._refused = False
        device.changed.connect(self._refresh)
        device.status.connect(self._line_changed)
        self._search.missed.connect(self._missed)
        self._hearing.opened.connect(self.go)
        self._hearing.said.connect(self._say_of_code)
        self._product.added.connect(self._basket.put)
        self._basket.said.connect(self._say)
        self._basket.changed.connect(self._checkout.changed)
        self._basket.changed.connect(self._trail.reconsider)
        self._checkout.placed.connect(self._ordered)
        self._access.language_changed.connect(self.speak)
        self._access.changed.connect(self._pace)
        self._idle.ended.connect(self._wipe)
        self._idle.busy = self._paying.busy
        self.moved.connect(self._watch)
        self.speak()
        self._paying.refresh()

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

    @Property(Search, constant=True)
    def search(self) -> Search:
        """Searching and browsing."""
        return self._search

    @Property(Product, constant=True)
    def product(self) -> Product:
        """The product on the page."""
        return self._product

    @Property(Basket, constant=True)
    def basket(self) -> Basket:
        """The basket."""
        return self._basket

    @Property(Checkout, constant=True)
    def checkout(self) -> Checkout:
        """The steps from basket to order."""
        return self._checkout

    @Property(Collect, constant=True)
    def collect(self) -> Collect:
        """Collecting by code."""
        return self._collect

    @Property(Paying, constant=True)
    def paying(self) -> Paying:
        """The money of the order at hand."""
        return self._paying

    @Property(Receipt, constant=True)
    def receipt(self) -> Receipt:
        """The receipt of the order just placed."""
        return self._receipt

    @Property(Reminder, constant=True)
    def reminder(self) -> Reminder:
        """Whether the shop may write about the basket."""
        return self._reminder

    @Property(Keeper, constant=True)
    def keeper(self) -> Keeper:
        """The staff's way out."""
        return self._keeper

    @Property(Compare, constant=True)
    def compare(self) -> Compare:
        """Two products side by side."""
        return self._compare

    @Property(QObject, constant=True)
    def pictures(self) -> Pictures:
        """Where photographs come from."""
        return self._pictures

    @Property("QVariantMap", constant=True)
    def panel(self) -> dict[str, Any]:
        """The screen's geometry from the settings."""
        return self._device.settings.panel.model_dump()

    @Property(str, notify=moved)
    def page(self) -> str:
        """The page shown."""
        return self._trail.page

    @Property(bool, notify=status)
    def online(self) -> bool:
        """Whether the hub answers."""
        return self._device.now.online

    @Property(str, notify=status)
    def offlineLine(self) -> str:
        """What the shopper should know while the line is down, empty otherwise."""
        now: Status = self._device.now
        if now.online or now.since is None:
            return ""
        since = words.clock(now.since, self._device.catalogue.here().tz)
        return words.tr("The line is down since %1. You can order; we confirm it later.", since)

    @Property(str, notify=toasted)
    def toast(self) -> str:
        """What just happened."""
        return self._toast

    @Property(bool, notify=toasted)
    def undoable(self) -> bool:
        """Whether it can be taken back."""
        return self._undoable

    @Property(Help, constant=True)
    def help(self) -> Help:
        """The shopper's call for a person."""
        return self._help

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
        if page not in PAGES:
            return
        self._idle.wake()
        self.hush()
        self._trail.go(page)
        if page == "how":
            self._checkout.begin()
        self.moved.emit()

    @Slot()
    def back(self) -> None:
        """One page back."""
        if self._trail.back():
            self.moved.emit()

    @Slot()
    def find(self) -> None:
        """Search everything."""
        if self.page != "search" or self._search.category:
            self._search.browse("")
        self.go("search")

    @Slot(str)
    def browse(self, category_id: str) -> None:
        """Show a category."""
        self._search.browse(category_id)
        self.go("search")

    @Slot(str)
    def show(self, product_id: str) -> None:
        """Show a product."""
        self._product.open(product_id)
        self.go("product")

    @Slot()
    def pay(self) -> None:
        """Pay the order at hand by phone."""
        order_id = self._collect.order_id if self.page == "collect" else self._checkout.order_id
        if order_id and self._paying.offered:
            self._paying.follow(order_id)
            self._paying.ask(order_id)
            self.go("pay")

    @Slot(str)
    def scan(self, text: str) -> None:
        """A code was scanned: a product's on any page, or an order's."""
        self._idle.wake()
        tasks.spawn(self._hearing.hear(text))

    @Slot()
    def undo(self) -> None:
        """Take back what just happened."""
        self._basket.undo()
        self.hush()

    @Slot()
    def hush(self) -> None:
        """The toast is gone."""
        self._toast = ""
        self.toasted.emit()

    @Slot()
    def call(self) -> None:
        """Ask for staff to come to this screen."""
        self._help.call(self.page)

    def _missed(self, text: str) -> None:
        """Tell the store what was looked for in vain; who looked is nobody's business."""
        note = NoteMissedSearch(
            search_id=new_id(), text=text, language=self._access.language, made_at=words.now()
        )
        self._device.act("search.missed", note)

    @Slot()
    def finish(self) -> None:
        """The shopper is done."""
        self._idle.finish()

    def speak(self) -> None:
        """Use the shopper's language everywhere."""
        self._use_language(self._access.language)
        for model in (self._home, self._search, self._product, self._basket, self._checkout, self._compare):
            model.language = self._access.language
        self._home.refresh()
        self._basket.refresh()
        self._product.refresh()
        self._compare.refresh()
        if self._search.total:
            self._search.refresh()
        self._checkout.changed.emit()
        for worded in (self._collect, self._paying, self._receipt, self._reminder, self._keeper, self._help):
            worded.changed.emit()
        self.status.emit()

    def _say_of_code(self, text: str, refused: bool) -> None:
        self._say(text, refused=refused)

    def _say(self, text: str, undoable: bool = False, *, refused: bool = False) -> None:
        self._toast, self._undoable, self._refused = text, undoable, refused
        self.toasted.emit()

    def _ordered(self) -> None:
        order_id = self._checkout.order_id
        if not order_id:
            return
        self._trail.ordered()
        self._receipt.begin(order_id, self._checkout.email)
        self._paying.follow(order_id)
        if self._paying.wanted and self._paying.offered:
            self.pay()
        self.moved.emit()

    def _line_changed(self, now: Status) -> None:
        """The line, or what the hub thinks of an act, changed."""
        if now.rejected:
            for entry in self._device.outbox.pending():
                if entry.state == "rejected" and entry.kind in WISHES:  # it would hold up its order for ever
                    self._device.outbox.dismiss(entry.id)
        self._paying.refresh()
        self._help.refresh()
        self.status.emit()

    def _watch(self) -> None:
        """On the first page with an empty basket there is nothing to warn about."""
        self._idle.nothing_to_lose = self.page == "attract" and not self._basket.items

    def _pace(self) -> None:
        self._idle.patience = 2.0 if self._access.slow else 1.0

    def _refresh(self, collections: list[str]) -> None:
        """The cache changed beneath us."""
        if {"product", "category", "setting", "location"} & set(collections):
            self._home.refresh()
            self._basket.refresh()
        if self.page == "product":
            self._product.refresh()
        if self.page == "search" and {"product", "stock"} & set(collections):
            self._search.renew()
        if self.page == "collect":
            self._collect.refresh()
        if {"order", "setting"} & set(collections):
            self._paying.refresh()

    def _wipe(self) -> None:
        """Forget the shopper: nothing of them stays in memory, and nothing was ever on disk."""
        for model in (
            self._search,
            self._product,
            self._basket,
            self._checkout,
            self._paying,
            self._receipt,
            self._reminder,
            self._collect,
            self._compare,
            self._keeper,
            self._help,
        ):
            model.reset()
        self._access.reset()
        self._trail.go(FIRST)
        self._say("")
        self.moved.emit()
