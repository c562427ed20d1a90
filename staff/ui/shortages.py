"""Pieces that turned out missing: reported to the desk, and told to the clerk what it made of them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from shared.domain.messages import Short
from shared.domain.order import Order, RejectReason
from shared.domain.states import FulfilmentState
from shared.qt.formats import in_pairs, tr
from staff.ui.session import Session


@dataclass
class Asked:
    """An order the desk looks at: its fulfilments as they were, and the one that keeps other pieces."""

    known: frozenset[str]
    rest: str = ""


def takers(order: Order, sku: str, here: str) -> list[str]:
    """Fulfilments at a place that want a SKU and that nobody has begun to pick."""
    return [
        f.id
        for f in order.fulfilments
        if f.location_id == here
        and f.state is FulfilmentState.OPEN
        and any(part.sku == sku and part.quantity for part in f.parts)
    ]


@dataclass
class Shortages:
    """What the desk has been told of and has not answered yet; ``dropped`` hears which fulfilments went as a whole."""

    session: Session
    dropped: Callable[[str], None] = lambda _: None
    _waiting: dict[str, Asked] = field(default_factory=dict)

    @property
    def takes_all(self) -> bool:
        """The shop's rule: what is not in stock is taken off every order that waits for it here."""
        return bool(self.session.terms.get("collateral_rejection"))

    def others(self, sku: str, wave: Collection[str]) -> list[Order]:
        """Other orders that wait here for a SKU; blocks."""
        device, here = self.session.device, self.session.here.id
        return [order for order in device.orders.queue() if set(takers(order, sku, here)) - set(wave)]

    def report(
        self,
        order: Order,
        fulfilment_id: str,
        quantities: dict[str, int],
        reason: RejectReason,
        others: bool | None = None,
    ) -> None:
        """Pieces of a fulfilment cannot be had; the desk sources them elsewhere.

        ``others``: whether other orders lose the article, too; None: as the shop's rule says.
        """
        parts = next((f.parts for f in order.fulfilments if f.id == fulfilment_id), ())
        rest = sum(part.quantity for part in parts) > sum(quantities.values())
        self.follow(order, fulfilment_id if rest else "")
        body = Short(
            order_id=order.id,
            fulfilment_id=fulfilment_id,
            quantities=quantities,
            reason=reason,
            others=others,
            by=self.session.by,
        )
        self.session.act("fulfilment.short", body)

    def follow(self, order: Order, rest: str = "") -> None:
        """Tell what the desk makes of this order."""
        self._waiting[order.id] = Asked(frozenset(f.id for f in order.fulfilments), rest)

    def watch(self, orders: list[Order]) -> None:
        """Say what the desk made of pieces that were short, once it has."""
        moved: list[tuple[Order, list[str]]] = []
        for order in orders:
            asked = self._waiting.get(order.id)
            fresh = [f for f in order.fulfilments if asked and f.id not in asked.known]
            if asked is None or not (fresh or order.held):
                continue
            del self._waiting[order.id]
            whole = any(f.id == asked.rest and f.state is FulfilmentState.REJECTED for f in order.fulfilments)
            if whole:
                self.dropped(asked.rest)
            if not fresh:
                nobody = tr(
                    "%1: nobody has the missing pieces; decide with the shopper", in_pairs(order.code)
                )
                self.session.say(nobody, "soon")
            elif whole:
                self.session.say(self._all_of_it(order, self._names(f.location_id for f in fresh)), "soon")
            else:
                moved.append((order, [f.location_id for f in fresh]))
        if moved:
            names = self._names(place for _, places in moved for place in places)
            code = in_pairs(moved[0][0].code)
            one = tr("%1: %2 takes over the missing pieces", code, names)
            many = tr("%n order(s) get the missing pieces from %1", names, n=len(moved))
            self.session.say(one if len(moved) == 1 else many)

    @staticmethod
    def _all_of_it(order: Order, names: str) -> str:
        return tr("%1: %2 takes over all of it; put back what is in its tote", in_pairs(order.code), names)

    def _names(self, ids: Iterable[str]) -> str:
        places = self.session.device.catalogue.locations()
        return ", ".join(dict.fromkeys(places[i].name for i in ids if i in places))

    @property
    def watched(self) -> list[str]:
        """Orders whose short pieces the desk has not answered yet."""
        return list(self._waiting)
