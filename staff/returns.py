"""Returns: what of an order can still come back, what it is worth, and what an exchange nets to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shared.domain.order import Order, Return, ReturnLine, ReturnReason
from shared.domain.states import DONE, FulfilmentState, ReturnState, Way

_COUNTS = {
    "sellable": "restock",
    "opened": "vendor",
    "damaged": "damage",
}


@dataclass(frozen=True)
class Returnable:
    """A line of which pieces may still come back; ``unit_price`` in minor units as it was paid."""

    line_id: str
    sku: str
    product_id: str
    name: str
    options: str
    media: str
    received: int
    returned: int
    unit_price: int

    @property
    def left(self) -> int:
        """Pieces that can still be returned, never below 0."""
        return max(0, self.received - self.returned)


def received(order: Order) -> dict[str, int]:
    """Line id → pieces the shopper has: handed over, delivered, or sent home and on the way."""
    have: dict[str, int] = {}
    for fulfilment in order.fulfilments:
        sent_home = fulfilment.way is Way.SHIP_HOME and fulfilment.state is FulfilmentState.SHIPPED
        if fulfilment.state in DONE or sent_home:
            for part in fulfilment.parts:
                have[part.line_id] = have.get(part.line_id, 0) + part.quantity
    return have


def returned(order: Order, returns: Iterable[Return]) -> dict[str, int]:
    """Line id → pieces that have come back in returns that were not cancelled."""
    back: dict[str, int] = {}
    for made in returns:
        if made.order_id == order.id and made.state is not ReturnState.CANCELLED:
            for line in made.lines:
                back[line.order_line_id] = back.get(line.order_line_id, 0) + line.quantity
    return back


def returnable(order: Order, returns: Iterable[Return]) -> list[Returnable]:
    """Every line the shopper ever had, with what can still come back."""
    have, back = received(order), returned(order, returns)
    return [
        Returnable(
            line_id=line.id,
            sku=line.sku,
            product_id=line.product_id,
            name=line.name,
            options=line.options,
            media=line.media,
            received=have[line.id],
            returned=max(line.returned, back.get(line.id, 0)),
            unit_price=line.unit_price,
        )
        for line in order.lines
        if have.get(line.id)
    ]


def disposition(condition: str, reason: ReturnReason) -> str:
    """Where goods go by their condition; what is faulty never goes back on the shelf."""
    if reason is ReturnReason.DEFECTIVE and condition == "sellable":
        return "vendor"
    return _COUNTS[condition]


def refund(lines: Iterable[ReturnLine], prices: Mapping[str, int], refundable: int) -> int:
    """What is given back for the lines in minor units, never more than was paid and not yet refunded."""
    worth = sum(prices.get(line.order_line_id, 0) * line.quantity for line in lines)
    return max(0, min(worth, refundable))


def spread(total: int, worth: list[int]) -> list[int]:
    """A refund shared over lines by their worth so that the parts add up exactly; minor units."""
    whole = sum(worth)
    if not whole:
        return [0] * len(worth)
    shares, given = [], 0
    running = 0
    for part in worth:
        running += part
        share = total * running // whole - given
        given += share
        shares.append(share)
    return shares


def net(goods_back: int, goods_out: int) -> int:
    """What the shopper pays in an exchange, negative when money goes back; minor units."""
    return goods_out - goods_back
