"""What is scanned opens the right thing, whatever page is open."""

from PySide6.QtCore import QObject, Signal

from kiosk.ui import words
from kiosk.ui.basket_page import Basket
from kiosk.ui.checkout_pages import Checkout
from kiosk.ui.collect_page import Collect
from kiosk.ui.handoff import Meaning, meaning
from kiosk.ui.keeper import Keeper
from kiosk.ui.product_page import Product
from shared.qt import tasks
from shared.qt.device import Device


class Hearing(QObject):
    """Turns codes into pages; what is not taken is said."""

    opened = Signal(str)  # the page to show
    said = Signal(str, bool)  # words, and whether they refuse something

    def __init__(self, device: Device, models: tuple[Collect, Product, Basket, Checkout, Keeper]) -> None:
        super().__init__()
        self._device = device
        self._collect, self._product, self._basket, self._checkout, self._keeper = models

    async def hear(self, text: str) -> None:
        """Open what a code stands for."""
        key = self._device.identity.hub_key
        found = await tasks.run(meaning, self._device.catalogue, text, key, words.now())
        if page := await self._opened(found):
            self.opened.emit(page)
        elif found.member:
            self._checkout.join(found.member)
            self.said.emit(words.tr("Your membership is on this order"), False)
        else:
            self.said.emit(_refusal(found.refused), True)

    async def _opened(self, found: Meaning) -> str:
        """Lay what was found on its page; the page, empty when there is none for it."""
        if found.order:
            self._collect.type(found.order)
            return "collect"
        if found.product_id:
            self._product.open(found.product_id, found.sku)
            return "product"
        if found.basket:
            await self._basket.restore(found.basket)
            return "basket"
        if found.badge:
            self._keeper.present(found.badge)
            return "keeper"
        return ""


def _refusal(why: str) -> str:
    """Why a scanned code is not taken, and what to do."""
    return {
        "old": words.tr("This basket is more than 30 days old. Please choose the articles anew."),
        "forged": words.tr("This code was not made by us, or it is damaged. Try again, or call staff."),
    }.get(why, words.tr("We do not know this code. Search for it, or call staff."))
