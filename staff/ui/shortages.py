"""Pieces that turned out missing: reported to the desk, and told to the clerk what it made of them."""

from shared.domain.messages import Short
from shared.domain.order import Order, RejectReason
from shared.qt.formats import in_pairs, tr
from staff.ui.session import Session


class Shortages:
    """What the desk has been told of and has not answered yet."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: dict[str, frozenset[str]] = {}  # order id → fulfilments known when pieces were short

    def report(
        self, order: Order, fulfilment_id: str, quantities: dict[str, int], reason: RejectReason
    ) -> None:
        """Pieces of a fulfilment cannot be had; the desk sources them elsewhere."""
        self._waiting[order.id] = frozenset(f.id for f in order.fulfilments)
        body = Short(
            order_id=order.id,
            fulfilment_id=fulfilment_id,
            quantities=quantities,
            reason=reason,
            by=self._session.by,
        )
        self._session.act("fulfilment.short", body)

    def watch(self, orders: list[Order]) -> None:
        """Say what the desk made of pieces that were short, once it has."""
        places = self._session.device.catalogue.locations()
        for order in orders:
            known = self._waiting.get(order.id)
            fresh = [f for f in order.fulfilments if known is not None and f.id not in known]
            if fresh or (known is not None and order.held):
                del self._waiting[order.id]
                names = ", ".join(places[f.location_id].name for f in fresh if f.location_id in places)
                code = in_pairs(order.code)
                if fresh:
                    self._session.say(tr("%1: %2 takes over the missing pieces", code, names))
                else:
                    nobody = tr("%1: nobody has the missing pieces; decide with the shopper", code)
                    self._session.say(nobody, "soon")

    @property
    def watched(self) -> list[str]:
        """Orders whose short pieces the desk has not answered yet."""
        return list(self._waiting)
