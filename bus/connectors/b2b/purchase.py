"""Purchase orders of business customers, whatever they are written in: what was ordered, what we answer, what left."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from shared.domain.base import Currency, Key, Minor, Model, Moment, Quantity
from shared.domain.errors import RefusedInput
from shared.domain.location import Address
from shared.domain.messages import PlaceOrder
from shared.domain.order import Line, Wish
from shared.domain.people import Contact
from shared.domain.states import Way

Syntax = Literal["ubl", "edifact"]


class RefusedDocument(RefusedInput):
    """A document that cannot be taken, with every reason found: each names the place and what is wrong there."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class Party(Model):
    """A buyer, seller or place of delivery; ``scheme`` says whose number ``id`` is (ISO 6523 or UN/EDIFACT 3055)."""

    id: str = ""
    scheme: str = ""
    name: str = ""
    address: Address = Address()
    contact: str = ""
    phone: str = ""
    email: str = ""


class OrderedLine(Model):
    """A line of a purchase order; ``unit_price`` in minor units as the buyer expects it, None when not said."""

    number: Key
    sku: str = ""
    gtin: str = ""
    buyer_code: str = ""
    name: str = ""
    quantity: Quantity
    unit: str = "C62"
    unit_price: Minor | None = None


class PurchaseOrder(Model):
    """A purchase order as its buyer wrote it; ``currency`` is empty when it names none."""

    number: Key
    issued: date
    currency: Currency | None = None
    buyer: Party
    seller: Party
    deliver_to: Party = Party()
    wanted_by: date | None = None
    note: str = ""
    lines: tuple[OrderedLine, ...] = Field(min_length=1)
    syntax: Syntax
    reference: str = Field("", description="of the message it came in")
    sender: str = Field(
        "", description="EDIFACT: the interchange's sender with its qualifier, ``4012345000009:14``"
    )
    recipient: str = Field("", description="EDIFACT: the interchange's recipient, that is us")

    @property
    def key(self) -> str:
        """What makes it one and the same when it is sent twice."""
        return f"{self.buyer.id or self.buyer.name}/{self.number}"


class Offer(Model):
    """What we have for a line: the article, our price in minor units, and units that may be promised."""

    sku: Key
    product_id: Key
    name: str
    gtin: str = ""
    options: str = ""
    media: str = ""
    price: Minor
    list_price: Minor
    currency: Currency
    available: int = Field(ge=0)


class LineAnswer(Model):
    """What we say to a line; ``accepted`` pieces at ``unit_price``, and why it is not all that was asked."""

    line: OrderedLine
    sku: str = ""
    gtin: str = ""
    name: str = ""
    accepted: int = Field(0, ge=0)
    unit_price: Minor = 0
    reason: str = ""

    @property
    def verdict(self) -> Literal["accepted", "changed", "refused"]:
        """Accepted as it stands, changed, or refused."""
        if self.accepted == 0:
            return "refused"
        return "changed" if self.reason else "accepted"


class Answer(Model):
    """Our response to a purchase order; ``order_id`` is our order, empty when we took nothing of it."""

    number: Key
    issued: Moment
    order: PurchaseOrder
    currency: Currency
    order_id: str = ""
    lines: tuple[LineAnswer, ...]

    @property
    def verdict(self) -> Literal["accepted", "changed", "refused"]:
        """Accepted or refused when every line is, otherwise changed."""
        verdicts = {line.verdict for line in self.lines}
        return verdicts.pop() if len(verdicts) == 1 else "changed"


class Sent(Model):
    """Pieces of a purchase order's line in a despatch; ``outstanding`` are still to come."""

    line: OrderedLine
    sku: Key
    gtin: str = ""
    name: str = ""
    quantity: Quantity
    outstanding: int = Field(0, ge=0)


class Despatch(Model):
    """Goods that left one of our places for a buyer."""

    number: Key
    issued: Moment
    order: PurchaseOrder
    order_id: str = ""
    origin: Party = Party()
    tracking: str = ""
    lines: tuple[Sent, ...] = Field(min_length=1)


def judge(order: PurchaseOrder, offers: Mapping[str, Offer], issued: datetime, currency: str) -> Answer:
    """What we can do of an order: ``offers`` by line number.

    A line is refused when we do not know the article, have none, or the buyer counts on a lower price than ours;
    it is changed when fewer pieces are to be had or our price is lower than the buyer's.
    """
    asked = order.currency or currency
    lines = tuple(_answer(line, offers.get(line.number), asked) for line in order.lines)
    return Answer(number=f"{order.number}-R", issued=issued, order=order, currency=asked, lines=lines)


def _answer(line: OrderedLine, offer: Offer | None, currency: str) -> LineAnswer:
    if offer is None:
        named = line.sku or line.gtin or line.buyer_code or line.name
        return LineAnswer(line=line, reason=f"article {named!r} is not known here")
    known = LineAnswer(line=line, sku=offer.sku, gtin=offer.gtin, name=offer.name, unit_price=offer.price)
    if offer.currency != currency:
        return known.model_copy(update={"reason": f"sold in {offer.currency}, not in {currency}"})
    if line.unit_price is not None and line.unit_price < offer.price:
        return known.model_copy(update={"reason": "our price is higher than yours"})
    if offer.available == 0:
        return known.model_copy(update={"reason": "not available"})
    reasons = []
    if offer.available < line.quantity:
        reasons.append(f"{offer.available} of {line.quantity} available")
    if line.unit_price is not None and line.unit_price > offer.price:
        reasons.append("our price is lower than yours")
    accepted = min(line.quantity, offer.available)
    return known.model_copy(update={"accepted": accepted, "reason": "; ".join(reasons)})


def to_place(answer: Answer, offers: Mapping[str, Offer], order_id: str, sealed_contact: str) -> PlaceOrder:
    """The order to place for what we accepted: shipped to the buyer's address, paid by invoice outside the store."""
    lines = []
    for told in answer.lines:
        if told.accepted:
            offer = offers[told.line.number]
            lines.append(
                Line(
                    id=told.line.number,
                    sku=offer.sku,
                    product_id=offer.product_id,
                    name=offer.name,
                    options=offer.options,
                    media=offer.media,
                    quantity=told.accepted,
                    unit_price=told.unit_price,
                    list_price=offer.list_price,
                    way=Way.SHIP_HOME,
                    wish=Wish.WAIT,
                )
            )
    return PlaceOrder(
        order_id=order_id,
        channel="b2b",
        placed_at=answer.issued,
        currency=answer.currency,
        lines=tuple(lines),
        sealed_contact=sealed_contact,
        payment="invoice",
    )


def contact_of(order: PurchaseOrder) -> Contact:
    """Whom and where to ship: the place of delivery, the buyer where it says nothing."""
    place, buyer = order.deliver_to, order.buyer
    address = place.address if place.address != Address() else buyer.address
    return Contact(
        name=(place.name or buyer.name)[:120],
        phone=(place.phone or buyer.phone)[:40],
        email=(place.email or buyer.email)[:200],
        address=address,
    )
