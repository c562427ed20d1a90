"""Returns: what of an order can still come back, what it is worth, and what an exchange nets to."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from shared.domain.base import Model, new_id
from shared.domain.catalogue import Product
from shared.domain.messages import MakeReturn, PlaceOrder, StepReturn
from shared.domain.order import Line, Order, Return, ReturnLine, ReturnReason
from shared.domain.states import DONE, RETURN_STEPS, FulfilmentState, ReturnState, Way

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


def folded(returns: Iterable[Return], acts: Iterable[Model | None]) -> list[Return]:
    """The returns after acts of this counter that the hub has not yet shown."""
    known = {made.id: made for made in returns}
    for act in acts:
        if isinstance(act, MakeReturn) and act.return_id not in known:
            values = act.model_dump(exclude={"return_id", "exchange"})
            taken = {"id": act.return_id, "state": ReturnState.ACCEPTED, **values}
            known[act.return_id] = Return.model_validate(taken)
        elif isinstance(act, StepReturn) and (made := known.get(act.return_id)):
            after = RETURN_STEPS.get((made.state, act.action))
            if after:
                known[made.id] = made.model_copy(update={"state": after})
    return list(known.values())


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


class Missing(StrEnum):
    """What a return in the making still lacks."""

    PIECES = "pieces"
    REASON = "reason"
    SWAP = "swap"


@dataclass(frozen=True)
class Wanted:
    """What the clerk has noted of one line."""

    quantity: int = 0
    reason: ReturnReason | None = None
    condition: str = "sellable"
    swap_sku: str = ""


@dataclass
class Draft:
    """A return in the making: of an order, or blind when there is none."""

    order: Order | None = None
    lines: list[Returnable] = field(default_factory=list)
    wanted: dict[str, Wanted] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    exchanging: bool = False

    def of(self, line: Returnable) -> Wanted:
        """What is noted of a line."""
        return self.wanted.get(line.line_id, Wanted())

    def note(self, line: Returnable, **values: object) -> None:
        """Note something of a line; never more pieces than can come back."""
        now = replace(self.of(line), **values)  # type: ignore[arg-type]
        self.wanted[line.line_id] = replace(now, quantity=min(max(0, now.quantity), line.left))

    def chosen(self) -> list[tuple[Returnable, Wanted]]:
        """The lines of which something comes back."""
        return [(line, self.of(line)) for line in self.lines if self.of(line).quantity]

    def missing(self) -> Missing | None:
        """What is still to be said, None when the return can be made."""
        chosen = self.chosen()
        if not chosen:
            return Missing.PIECES
        if any(wanted.reason is None for _, wanted in chosen):
            return Missing.REASON
        swapped = all(wanted.swap_sku for _, wanted in chosen)
        return Missing.SWAP if self.exchanging and not swapped else None

    def refund(self) -> int:
        """What the goods are worth in minor units, never more than was paid and not yet given back."""
        worth = sum(line.unit_price * wanted.quantity for line, wanted in self.chosen())
        if self.order is None:
            return worth
        return max(0, min(worth, self.order.payment.paid - self.order.payment.refunded))

    def return_lines(self) -> tuple[ReturnLine, ...]:
        """The lines as they travel; their refunds add up to the whole."""
        chosen = self.chosen()
        shares = spread(self.refund(), [line.unit_price * wanted.quantity for line, wanted in chosen])
        return tuple(
            ReturnLine.model_validate(
                {
                    "order_line_id": line.line_id if self.order else "",
                    "sku": line.sku,
                    "quantity": wanted.quantity,
                    "reason": wanted.reason,
                    "condition": wanted.condition,
                    "disposition": disposition(wanted.condition, wanted.reason or ReturnReason.OTHER),
                    "refund": share,
                }
            )
            for (line, wanted), share in zip(chosen, shares, strict=True)
        )

    def exchange(self, here: str, currency: str, now: datetime) -> PlaceOrder | None:
        """What the shopper takes instead, as an order to be picked here."""
        known = [(line, w) for line, w in self.chosen() if w.swap_sku and line.product_id in self.products]
        if not self.exchanging or not known:
            return None
        lines = tuple(self._swap(line, wanted, here, now) for line, wanted in known)
        return PlaceOrder(
            order_id=new_id(),
            channel="counter",
            placed_in=here,
            placed_at=now,
            currency=currency,
            lines=lines,
        )

    def net(self, here: str, currency: str, now: datetime) -> int:
        """What the shopper still pays in minor units, negative when money goes back."""
        out = self.exchange(here, currency, now)
        return (
            sum(line.unit_price * line.quantity for line in out.lines) - self.refund()
            if out
            else -self.refund()
        )

    def _swap(self, line: Returnable, wanted: Wanted, here: str, now: datetime) -> Line:
        product = self.products[line.product_id]
        variant = product.variant(wanted.swap_sku)
        return Line(
            id=new_id(),
            sku=variant.sku,
            product_id=product.id,
            name=line.name,
            options=words_of(product, variant.sku),
            media=line.media,
            quantity=wanted.quantity,
            unit_price=variant.price.at(now),
            list_price=variant.price.amount,
            way=Way.PICKUP,
            location_id=here,
        )


def words_of(product: Product, sku: str) -> str:
    """The options of a variant in words: 'Blue, M'."""
    chosen = product.variant(sku).options
    return ", ".join(
        v.label for option in product.options for v in option.values if chosen.get(option.id) == v.id
    )
