"""The view models behind the kiosk's first page, over a device, and what they tell one another."""

from PySide6.QtCore import QObject, Signal

from kiosk.ui import shelves, words
from kiosk.ui.basket_page import Basket
from kiosk.ui.checkout_pages import Checkout
from kiosk.ui.collect_page import Collect
from kiosk.ui.compare import Compare
from kiosk.ui.hearing import Hearing
from kiosk.ui.help import Help
from kiosk.ui.keeper import Keeper
from kiosk.ui.kiosk import Kiosk
from kiosk.ui.line import Line
from kiosk.ui.paying import Paying
from kiosk.ui.product_page import Product
from kiosk.ui.receipt import Receipt
from kiosk.ui.reminder import Reminder
from kiosk.ui.search_page import Search
from kiosk.ui.tiles import Tiles
from shared.domain.base import new_id
from shared.domain.messages import NoteMissedSearch
from shared.qt import tasks
from shared.qt.device import Device
from shared.qt.printing import Printer
from shared.sync.core import Status

WISHES = frozenset(
    {"payment.link", "payment.unlink", "receipt.send", "basket.keep", "customer.here"}
)  # refused: nobody mends them


class Rooms(QObject):
    """All view models of a kiosk but those of its first page."""

    said = Signal(str, bool, bool)  # words, whether it can be undone, whether it is a refusal
    opened = Signal(str)  # the page to show
    ordered = Signal()
    status = Signal()  # the line, or what the hub thinks of an act

    def __init__(self, kiosk: Kiosk, device: Device, printer: Printer | None = None) -> None:
        super().__init__()
        self._kiosk, self._device = kiosk, device
        catalogue, key = device.catalogue, device.identity.hub_key
        self.search = Search(catalogue)
        self.product = Product(catalogue, key)
        self.basket = Basket(catalogue, key)
        self.checkout = Checkout(device, self.basket)
        self.paying = Paying(device)
        self.receipt = Receipt(device, printer)
        self.reminder = Reminder(device, self.basket)
        self.collect = Collect(device)
        self.keeper = Keeper(device)
        self.help = Help(device)
        self.compare = Compare(catalogue)
        self._line = Line(device)
        self._line.changed.connect(self.status)
        self._popular = Tiles(self)
        heard = (self.collect, self.product, self.basket, self.checkout, self.keeper)
        self._hearing = Hearing(device, heard)
        self._hearing.opened.connect(self.opened)
        self._hearing.said.connect(self._say_of_code)
        device.changed.connect(self._refresh)
        device.status.connect(self._line_changed)
        self.search.missed.connect(self._missed)
        self.product.added.connect(self.basket.put)
        self.basket.said.connect(self._say)
        self.basket.changed.connect(self.checkout.changed)
        self.checkout.placed.connect(self._placed)
        self.speak(kiosk.access.language)
        tasks.spawn(self._learn())
        self.paying.refresh()

    @property
    def online(self) -> bool:
        """Whether the hub answers."""
        return self._device.now.online

    @property
    def offline_line(self) -> str:
        """What the shopper should know while the line is down, empty otherwise."""
        return self._line.text

    @property
    def kept_line(self) -> str:
        """What waits here until the line is back, empty when nothing does."""
        return self._line.kept

    def hear(self, text: str) -> None:
        """Open what a scanned code stands for."""
        tasks.spawn(self._hearing.hear(text))

    def speak(self, language: str) -> None:
        """Read and say everything in another language."""
        words.said.use(language)
        for model in (self.search, self.product, self.basket, self.checkout, self.compare):
            model.language = language
        tasks.spawn(self._stock())
        self.basket.refresh()
        self.product.refresh()
        self.compare.refresh()
        self.collect.refresh()
        if self.search.total:
            self.search.refresh()
        self.checkout.changed.emit()
        for worded in (self.paying, self.receipt, self.reminder, self.keeper, self.help):
            worded.changed.emit()
        self._line.refresh()

    def forget(self) -> None:
        """Nothing of the shopper stays in memory."""
        shoppers = (self.search, self.product, self.basket, self.checkout, self.paying, self.receipt)
        for model in (*shoppers, self.reminder, self.collect, self.compare, self.keeper, self.help):
            model.reset()

    async def _stock(self) -> None:
        """Fill the first pages."""
        found = await tasks.run(shelves.read, self._device.catalogue, self._kiosk.access.language)
        self._popular.show(found.popular())
        self._kiosk.home.fill(found.glimpse(), found.departments, self._popular)

    async def _learn(self) -> None:
        """What the shop calls its colours, materials and places in other languages."""
        if words.said.learn(await tasks.run(self._device.catalogue.setting, "words", {})):
            self.speak(self._kiosk.access.language)

    def _say(self, text: str, undoable: bool) -> None:
        self.said.emit(text, undoable, False)

    def _say_of_code(self, text: str, refused: bool) -> None:
        self.said.emit(text, False, refused)

    def _missed(self, text: str) -> None:
        """Tell the store what was looked for in vain; who looked is nobody's business."""
        language = self._kiosk.access.language
        note = NoteMissedSearch(search_id=new_id(), text=text, language=language, made_at=words.now())
        self._device.act("search.missed", note)

    def _placed(self) -> None:
        order_id = self.checkout.order_id
        if order_id:
            self.receipt.begin(order_id, self.checkout.email)
            self.paying.follow(order_id)
            self._line.refresh()
            self.ordered.emit()

    def _line_changed(self, now: Status) -> None:
        """The line, or what the hub thinks of an act, changed."""
        if now.rejected:
            for entry in self._device.outbox.pending():
                if entry.state == "rejected" and entry.kind in WISHES:  # it would hold up its order for ever
                    self._device.outbox.dismiss(entry.id)
        self.paying.refresh()
        self.help.refresh()
        self._line.refresh()
        self.status.emit()

    def _refresh(self, collections: list[str]) -> None:
        """The cache changed beneath us."""
        page, changed = self._kiosk.page, set(collections)
        self.search.outdate()
        if "setting" in changed:
            tasks.spawn(self._learn())
        if {"product", "category", "setting", "location"} & changed:
            tasks.spawn(self._stock())
            self.basket.refresh()
        if page == "product":
            self.product.refresh()
        if page == "search" and {"product", "stock"} & changed:
            self.search.renew()
        if page == "collect":
            self.collect.refresh()
        if {"order", "setting"} & changed:
            self.paying.refresh()
