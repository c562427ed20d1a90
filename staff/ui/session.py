"""What every page shares: the device, who works at it, and the steps that can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QObject, Signal

from shared.domain.base import Model
from shared.domain.catalogue import Product, Variant
from shared.domain.location import Location
from shared.domain.messages import Collection, Step
from shared.domain.order import Fulfilment, Line, Order
from shared.domain.people import StaffMember
from shared.domain.states import Action
from shared.qt.device import Device
from shared.qt.formats import in_pairs, tr, utc_now
from shared.qt.shop_words import ShopWords
from staff import words
from staff.work import UNDO

KEPT_UNDOS = 50
KEPT_PRODUCTS = 2_000


@dataclass(frozen=True)
class Undo:
    """A way back and what it says when it was taken."""

    go: Callable[[], str]


class Session(QObject):
    """One counter at work; every act is signed with the member's id."""

    member_changed = Signal()
    said = Signal(str, str, bool)  # words, tone, can be undone
    acted = Signal()  # something was done here; views read anew

    def __init__(self, device: Device, now: Callable[[], datetime] = utc_now, language: str = "en") -> None:
        super().__init__()
        self.device = device
        self.now = now
        self.member: StaffMember | None = None
        self._undo: list[Undo] = []
        self._here: Location | None = None
        self._products: dict[str, Product | None] = {}
        self.language = language
        self._shop_words = ShopWords()
        self._shop_words.use(language)
        self._learned = False
        device.changed.connect(self._rows_changed)

    @property
    def here(self) -> Location:
        """The location of this counter; asked of the cache again when locations have changed."""
        if self._here is None or not self._here.name:
            self._here = self.device.catalogue.here()
        return self._here

    def product(self, product_id: str) -> Product | None:
        """An article, read and parsed once while it stays as it is."""
        if product_id not in self._products:
            if len(self._products) >= KEPT_PRODUCTS:
                self._products.clear()
            self._products[product_id] = self.device.catalogue.product(product_id)
        return self._products[product_id]

    def stands(self, variant: Variant) -> str:
        """Where an article stands in this store, in the clerk's words; empty when nobody wrote it down."""
        return words.capital(self._said()(variant.aisle.get(self.here.id, "")))

    def called(self, product_id: str, sku: str, name: str, options: str) -> tuple[str, str]:
        """Name and options of an article as the clerk calls it, whatever language its shopper ordered it in."""
        product = self.product(product_id)
        if product is None or all(variant.sku != sku for variant in product.variants):
            return name, options
        return self._said().called(product, sku)

    def in_words(self, line: Line) -> Line:
        """A line as the clerk calls its article."""
        name, options = self.called(line.product_id, line.sku, line.name, line.options)
        return line.model_copy(update={"name": name, "options": options})

    def _said(self) -> ShopWords:
        if not self._learned:
            self._learned = True
            self._shop_words.learn(self.device.catalogue.setting("words", {}))
        return self._shop_words

    def _rows_changed(self, collections: list[str]) -> None:
        if Collection.SETTING in collections:
            self._learned = False
        if Collection.LOCATION in collections:
            self._here = None
        if Collection.PRODUCT in collections:
            self._products.clear()

    @property
    def zone(self) -> tzinfo:
        """The location's time zone, UTC when it is not known."""
        try:
            return ZoneInfo(self.here.tz)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")

    @property
    def terms(self) -> dict[str, int]:
        """The desk's terms that concern a counter, by name; empty where the hub has not said them."""
        return self.device.catalogue.setting("terms", {})

    def kept_until(self, fulfilment: Fulfilment) -> datetime | None:
        """Until when goods wait for their shopper by the shop's terms; None where the hub has not said."""
        days = self.terms.get("collect_days", 0)
        return fulfilment.changed_at + timedelta(days=days) if days and fulfilment.changed_at else None

    @property
    def by(self) -> str:
        """Who acts: the member's id."""
        return self.member.id if self.member else ""

    def sign(self, member: StaffMember | None) -> None:
        """Somebody takes over the counter, or nobody; nobody inherits another's undo."""
        self.member = member
        self._undo.clear()
        self.member_changed.emit()

    def say(self, text: str, tone: str = "here") -> None:
        """A short word to the clerk."""
        self.said.emit(text, tone, False)

    def act(self, kind: str, body: Model, text: str = "", undo: Callable[[], str] | None = None) -> None:
        """Do something for good: it is in the outbox when this returns."""
        self.device.act(kind, body)
        self.remember(text, undo)
        self.acted.emit()

    def remember(self, text: str, undo: Callable[[], str] | None) -> None:
        """Say what was done and keep the way back."""
        if undo:
            self._undo = [*self._undo[-KEPT_UNDOS:], Undo(undo)]
        if text:
            self.said.emit(text, "here", undo is not None)

    def step(self, order: Order, fulfilment: Fulfilment, action: Action, **more: object) -> None:
        """Do one action on a fulfilment and remember the way back where there is one."""
        ids = {"order_id": order.id, "fulfilment_id": fulfilment.id, "by": self.by}
        back = UNDO.get(action)

        def undo() -> str:
            self.act("fulfilment.step", Step.model_validate({**ids, "action": back}))
            return words.done(back, in_pairs(order.code)) if back else ""

        body = Step.model_validate({**ids, **more, "action": action})
        text = words.done(action, in_pairs(order.code))
        self.act("fulfilment.step", body, text, undo if back else None)

    def undo(self) -> None:
        """Take the last step back, or say that there is none."""
        if not self._undo:
            self.say(tr("There is nothing to take back"), "none")
            return
        text = self._undo.pop().go()
        self.say(tr("Taken back: %1", text), "none")
