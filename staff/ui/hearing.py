"""What is scanned or typed opens the right thing, whatever page is open."""

from collections.abc import Callable

from shared.domain.order import Order
from shared.domain.states import Action
from shared.qt.formats import tr
from shared.qt.scanner import Kind, Reading, readings
from shared.qt.tasks import run
from staff import receipts
from staff.ui.session import Session
from staff.ui.views import Views
from staff.work import Task, asked_here, next_action


class Hearing:
    """Turns codes into pages; the page that is open is asked first."""

    def __init__(self, session: Session, views: Views, open_page: Callable[[str], None]) -> None:
        self._session, self._views, self._open = session, views, open_page

    async def hear(self, text: str, page: str, *, scanned: bool) -> None:
        """Open the right thing for a code, or say that it is not ours."""
        meanings = readings(text)
        if not meanings:
            return
        badge = next((r.value for r in meanings if r.kind is Kind.BADGE), "")
        if self._session.member is None or badge:
            self._session.sign(None)  # the next person's badge ends the shift of the one before
            self._views.sign_in.present(badge or text.strip())
            return
        if await self._page_hears(page, meanings):
            return
        for reading in meanings:
            if await self._opened(reading, text, page, scanned=scanned):
                return
        if await self._asked_hub(meanings, page):
            return
        if scanned:
            self._session.say(tr("This code is not ours: %1", text[:40]), "danger")
        else:
            self._open("lookup")
            self._views.lookup.search(text.strip())

    async def _asked_hub(self, meanings: list[Reading], page: str) -> bool:
        """An order's code that this store does not know may be another store's."""
        code = next((r.value for r in meanings if r.kind in {Kind.ORDER, Kind.LABEL}), "")
        found = await self._session.device.find_orders(code) if code else None
        order = next((each for each in found or () if each.code == code), None)
        if order:
            self.open_order(order, page)
        return order is not None

    async def _page_hears(self, page: str, meanings: list[Reading]) -> bool:
        if page == "pick":
            return await self._views.pick.heard(meanings)
        if page == "returns":
            return await self._views.returns.heard(meanings)
        return page == "ship" and await self._views.ship.heard(meanings)

    async def _opened(self, reading: Reading, text: str, page: str, *, scanned: bool) -> bool:
        device = self._session.device
        if reading.kind is Kind.ORDER:
            order = await run(device.orders.by_code, reading.value)
            if order:
                self.open_order(order, page, text, scanned=scanned)
            return order is not None
        if reading.kind is Kind.LABEL:
            order = await run(device.orders.by_code, reading.value)
            if order:
                self.open_order(order, page, in_hand=True)
            return order is not None
        if reading.kind is Kind.RECEIPT:
            return await self._open_receipt(reading.value)
        if reading.kind in {Kind.PRODUCT, Kind.TEXT}:
            known = await run(device.catalogue.by_code, reading.value)
            if known:
                self._open("lookup")
                await self._views.lookup.open(*known)
                return True
        if reading.kind is Kind.LOYALTY:
            self._open("lookup")
            self._views.lookup.search(reading.value)
            self._views.lookup.ask()  # what a member has ordered anywhere
            return True
        return await self._opened_parcel(reading, page)

    async def _opened_parcel(self, reading: Reading, page: str) -> bool:
        """A parcel that has work here, or one of an order of this store that has left, and may have come back."""
        queue = self._views.queue
        found = (j for t in Task for j in queue.jobs(t) if j.fulfilment.tracking == reading.value)
        if job := next(found, None):
            self._open("queue")
            queue.select(job.key)
            return True
        order = await run(self._session.device.orders.by_parcel, reading.value)
        if order:
            self.open_order(order, page)
        return order is not None

    async def _open_receipt(self, signed: str) -> bool:
        """A receipt opens its order's return; one of another store is read from the receipt itself."""
        device = self._session.device
        bought = receipts.read(signed, device.identity.hub_key)
        if bought is None:
            return False
        order = await run(device.orders.get, bought.id) or bought
        self._open("returns")
        await self._views.returns.open(order)
        return True

    async def open_id(self, order_id: str, page: str) -> None:
        """Show an order of this store, or one that the hub has found."""
        order = await run(self._session.device.orders.get, order_id)
        if order := order or self._views.lookup.elsewhere(order_id):
            self.open_order(order, page)

    def open_order(
        self, order: Order, page: str, code: str = "", *, scanned: bool = False, in_hand: bool = False
    ) -> None:
        """Show an order; one whose shopper shows a code, or whose bag is in hand, goes straight to the handover."""
        views = self._views
        if page == "handover" and views.handover.order_id == order.id and code:
            views.handover.show_code(code, scanned)
            return
        fulfilment = asked_here(order, self._session.here.id)
        waits = fulfilment and next_action(fulfilment, self._session.here.id) is Action.COLLECT
        if fulfilment and waits and (code or in_hand):
            views.handover.show(order, fulfilment, code, scanned=scanned)
            self._open("handover")
            return
        views.order.show(order)
        views.queue.point(fulfilment.id if fulfilment else "")  # away from an errand in any case
        self._open("queue")
