"""Orders, their lines, their fulfilments at locations, payments and returns."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field

from shared.domain.base import Amount, Currency, Key, Model, Moment, Quantity, Sha256
from shared.domain.payment import LinkRefund, PayLink, Payment
from shared.domain.people import Contact
from shared.domain.states import (
    DONE,
    ENDED,
    Action,
    FulfilmentState,
    LineState,
    OrderState,
    PaymentState,
    ReturnState,
    Way,
    line_state,
    order_state,
)

MOST_PHOTOS = 4  # of a return
Channel = Literal["kiosk", "counter", "web", "b2b", "erp"]


class Wish(StrEnum):
    """What the shopper wants when a line cannot be had after all."""

    OTHER_STORE = "other_store"
    SWAP = "swap"
    WAIT = "wait"
    REFUND = "refund"


class Line(Model):
    """A position of an order; prices are per piece, in minor units, as the shopper saw them."""

    id: Key
    sku: Key
    product_id: Key
    name: str
    options: str = Field("", description="the chosen variant in words: 'Blue, M'")
    media: str = ""
    quantity: Quantity
    unit_price: Amount
    list_price: Amount
    way: Way
    location_id: str = Field("", description="where the shopper collects; empty for home")
    wish: Wish = Wish.OTHER_STORE
    swap_sku: str = ""
    instead_of: str = Field("", description="id of the line that these goods replace")
    cancelled: int = Field(0, ge=0, description="pieces cancelled")
    returned: int = Field(0, ge=0, description="pieces that came back")
    credited: int = Field(0, ge=0, description="given back or no longer owed for pieces that came back")


_ARTICLE = {"id", "sku", "product_id", "name", "options", "media", "quantity", "unit_price", "list_price"}


class Part(Model):
    """Pieces of a line within a fulfilment."""

    line_id: Key
    sku: Key
    quantity: int = Field(ge=0)
    picked: int = Field(0, ge=0)

    def without(self, missing: int) -> "Part":
        """The part with fewer pieces, never below none."""
        left = max(0, self.quantity - missing)
        return self.model_copy(update={"quantity": left, "picked": min(self.picked, left)})


class Handed(Model):
    """How goods were handed over: what was shown, and who came for the shopper. The signature itself the hub keeps."""

    how: Literal["code", "qr", "id_seen", "staff"] = "code"
    name: str = ""
    proxy: bool = False
    signed: bool = False


class Fulfilment(Model):
    """One location's part of an order; ``collect_at`` is the store of handover for pickup and ship to store."""

    id: Key
    way: Way
    location_id: Key
    collect_at: str = ""
    state: FulfilmentState = FulfilmentState.OPEN
    parts: tuple[Part, ...]
    promised_at: Moment | None = None
    claimed_by: str = ""
    tracking: str = ""
    reason: str = ""
    waiting_here: bool = Field(False, description="the customer has come and waits")
    outside: bool = Field(False, description="curbside: they wait in their car")
    changed_at: Moment | None = None
    by: str = Field("", description="who did the last step")
    handed: Handed | None = Field(
        None, description="how it was handed over; None in whatever a kiosk holds, as of what was not"
    )

    def without(self, missing: Mapping[str, int]) -> "Fulfilment":
        """The fulfilment without pieces of lines; rejected when none is left.

        A rejected one still says what was in it: if that is handed over all the same, it is known how much. Only
        goods that were sent and did not come can never be.
        """
        parts = tuple(part.without(missing.get(part.line_id, 0)) for part in self.parts)
        left = any(part.quantity for part in parts)
        changes: dict[str, object] = {} if left else {"state": FulfilmentState.REJECTED}
        if left or self.state is FulfilmentState.SHIPPED:
            changes["parts"] = parts
        return self.model_copy(update=changes)


class Oddity(Model):
    """Something about a fulfilment that people should look at; ``what``: handed_over, taken_back."""

    fulfilment_id: Key
    what: str
    state: str = Field("", description="of the fulfilment when it happened")


class Order(Model):
    """An order of any channel. ``contact`` is None in whatever a kiosk holds."""

    id: Key
    code: str = Field(description="pickup code as shown: 8 letters and digits")
    channel: Channel = "kiosk"
    placed_in: str = Field("", description="store where it was ordered, empty for the web")
    placed_at: Moment
    language: str = "en"
    currency: Currency
    lines: tuple[Line, ...] = Field(min_length=1)
    fulfilments: tuple[Fulfilment, ...] = ()
    payment: Payment = Payment()
    contact: Contact | None = None
    provisional: bool = False
    was_provisional: bool = Field(
        False, description="taken offline beyond the lease; the hub has decided since"
    )
    held: bool = False
    curbside: bool = Field(False, description="what is collected is brought out to the shopper's car")
    note: str = Field("", description="in plain English, for systems of others")
    oddities: tuple[Oddity, ...] = Field(
        (), description="what the note tells, for devices to say in their words"
    )

    @property
    def total(self) -> int:
        """What is to be paid for all pieces not cancelled, minor units."""
        return sum(line.unit_price * (line.quantity - line.cancelled) for line in self.lines)

    @property
    def askable(self) -> int:
        """What a further pay link may ask for: what is due and no open link asks for yet, minor units.

        0 while nobody knows about an earlier payment, and where the money comes another way.
        """
        known = self.payment.state not in {PaymentState.UNKNOWN, PaymentState.AUTHORISED}
        return max(0, self.due - self.payment.asked) if known and self.payment.method != "invoice" else 0

    @property
    def due(self) -> int:
        """What is still to be paid, minor units; below 0: what is owed to the shopper."""
        credited = sum(line.credited for line in self.lines)
        return self.total - credited - (self.payment.paid - self.payment.refunded)

    def line_state(self, line_id: str) -> LineState:
        """The state of a line computed from its pieces; KeyError when there is no such line."""
        line = {line.id: line for line in self.lines}[line_id]
        pieces = [(f.state, p.quantity) for f in self.fulfilments for p in f.parts if p.line_id == line_id]
        going = sum(n for state, n in pieces if state not in ENDED)
        done = sum(n for state, n in pieces if state in DONE)
        return line_state(line.quantity - line.cancelled, going, done, line.returned)

    def substituted(self, fulfilment_id: str, line_id: str, line: Line) -> "Order":
        """The order with pieces of a line in a fulfilment replaced by as many of another article, in hand."""
        old = next(each for each in self.lines if each.id == line_id)
        new = Line(
            **line.model_dump(include=_ARTICLE),
            way=old.way,
            location_id=old.location_id,
            wish=Wish.WAIT,
            instead_of=old.id,
        )
        less = old.model_copy(update={"cancelled": old.cancelled + new.quantity})
        lines = tuple(less if each.id == line_id else each for each in self.lines)
        changed = tuple(
            f.model_copy(
                update={
                    "parts": (
                        *(
                            part.without(new.quantity) if part.line_id == line_id else part
                            for part in f.parts
                        ),
                        Part(line_id=new.id, sku=new.sku, quantity=new.quantity, picked=new.quantity),
                    )
                }
            )
            if f.id == fulfilment_id
            else f
            for f in self.fulfilments
        )
        return self.model_copy(update={"lines": (*lines, new), "fulfilments": changed})

    @property
    def state(self) -> OrderState:
        """The state computed from the fulfilments."""
        return order_state(
            [f.state for f in self.fulfilments],
            held=self.held,
            provisional=self.provisional,
            wanted=any(line.quantity > line.cancelled for line in self.lines),
        )


class RejectReason(StrEnum):
    """Why a location cannot serve a line; the desk ties a stock effect to each."""

    NOT_IN_STOCK = "not_in_stock"
    MISMATCH = "mismatch"
    DAMAGED = "damaged"
    WORN_DISPLAY = "worn_display"
    NO_VARIANCE = "no_variance"


class ReturnReason(StrEnum):
    """Why goods come back."""

    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    COLOUR = "colour"
    STYLE = "style"
    DEFECTIVE = "defective"
    NOT_AS_DESCRIBED = "not_as_described"
    WRONG_ITEM = "wrong_item"
    UNWANTED = "unwanted"
    SIZE_EXCHANGE = "size_exchange"
    OTHER = "other"


class ReturnLine(Model):
    """Goods that come back; condition and disposition decide the stock effect."""

    order_line_id: str = Field("", description="empty for a blind return")
    sku: Key
    quantity: Quantity
    reason: ReturnReason
    condition: Literal["sellable", "opened", "damaged"] = "sellable"
    disposition: Literal["restock", "damage", "vendor"] = "restock"
    refund: Amount = 0


class Return(Model):
    """A return of an order of any channel, or a blind one (``order_id`` empty)."""

    id: Key
    order_id: str = ""
    location_id: Key
    state: ReturnState = ReturnState.REQUESTED
    lines: tuple[ReturnLine, ...] = Field(min_length=1)
    exchange_order_id: str = ""
    flags: tuple[str, ...] = ()
    photos: tuple[Sha256, ...] = Field((), max_length=MOST_PHOTOS)
    by: str = ""
    made_at: Moment


__all__ = [
    "Action",
    "Channel",
    "Contact",
    "Fulfilment",
    "FulfilmentState",
    "Handed",
    "Line",
    "LineState",
    "LinkRefund",
    "Order",
    "OrderState",
    "Part",
    "PayLink",
    "Payment",
    "PaymentState",
    "RejectReason",
    "Return",
    "ReturnLine",
    "ReturnReason",
    "ReturnState",
    "Way",
    "Wish",
]
