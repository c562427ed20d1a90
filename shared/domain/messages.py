"""What devices and the hub say to each other: feed rows and pages, mutations and their results, problems."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from shared.domain.base import Amount, Currency, Key, Model, Moment, Quantity, Sha256
from shared.domain.baskets import KeepBasket
from shared.domain.order import MOST_PHOTOS, Channel, Handed, Line, RejectReason, ReturnLine, Wish
from shared.domain.paying import AskLink, NoteLink, NoteRefund, WithdrawLink
from shared.domain.problem import Problem
from shared.domain.states import Action, PaymentAction, ReturnAction, TransferAction

LONGEST_SIGNATURE: Final = 20_000  # characters of SVG path data


class Collection(StrEnum):
    """Kinds of rows in the change feed, with the model of their body."""

    PRODUCT = "product"  # catalogue.Product, key = product id
    CATEGORY = "category"  # catalogue.Category
    LOCATION = "location"  # location.Location
    STOCK = "stock"  # stock.StockRow, key = sku
    ORDER = "order"  # order.Order (kiosks: without contact), key = order id
    RETURN = "return"  # order.Return
    STAFF = "staff"  # people.StaffMember, staff devices only
    CALL = "call"  # Call, staff devices only
    LEASE = "lease"  # stock.Lease
    TRANSFER = "transfer"  # stock.Transfer, staff devices only
    MISSED = "missed"  # MissedSearch, staff devices only, key = day:language:text
    SETTING = "setting"  # {"value": …}: shop name, currency, languages, hub's public key


class Row(Model):
    """One row of the feed; ``rev`` is the hub's sequence number, ``crc`` is CRC-32 of the body's bytes as sent.

    A device keeps rows of collections that it does not know yet: no row may hold up those behind it.
    """

    collection: str = Field(description="a Collection, or one of a newer hub")
    key: str
    rev: int = Field(ge=1)
    deleted: bool = False
    body: str = Field("", description="canonical JSON text; empty when deleted")
    crc: int = 0


class Page(Model):
    """A page of changes with ``from_ < rev <= to``; applied only when epoch and ``from_`` are the device's own."""

    epoch: Key
    from_: int = Field(ge=0, alias="from")
    to: int = Field(ge=0)
    rows: tuple[Row, ...] = ()
    more: bool = False
    server_time: Moment


class Call(Model):
    """A shopper who wants help at a kiosk."""

    id: Key
    location_id: Key
    device_id: Key
    where: str = ""
    made_at: Moment
    answered_by: str = ""


class MissedSearch(Model):
    """What shoppers of a store looked for in vain on one of its days, and how often."""

    text: str
    language: str = "en"
    day: date
    count: int = Field(1, ge=1)


# --- mutation bodies; the version is per type -------------------------------------------------------------------


class PlaceOrder(Model):
    """``order.place`` v1. Prices are what the screen showed: honoured while valid, else replaced by the hub."""

    order_id: Key
    channel: Channel = "kiosk"
    placed_in: str = ""
    placed_at: Moment
    language: str = "en"
    currency: Currency
    lines: tuple[Line, ...] = Field(min_length=1, max_length=100)
    sealed_contact: str = Field("", description="people.Contact sealed to the hub's public key")
    payment: Literal["counter", "paylink", "terminal", "web", "invoice"] = Field(
        "counter", description="web and invoice: only what connectors bring"
    )
    provisional: bool = False
    leases: dict[str, int] = Field(default_factory=dict, description="lease id → units sold against it")
    holds: tuple[str, ...] = Field((), description="ids of holds that this order takes over")
    curbside: bool = Field(False, description="what is collected is brought out to the shopper's car")


class CancelOrder(Model):
    """``order.cancel`` v1; ``quantities`` by line id, empty for the whole order."""

    order_id: Key
    quantities: dict[str, Quantity] = Field(default_factory=dict)
    reason: str = ""


class Proof(Model):
    """Proof of collection: how it was checked, never a document's number; signature as SVG path data."""

    how: Literal["code", "qr", "id_seen", "staff"] = "code"
    name: str = Field("", max_length=120)
    proxy: bool = False
    signature: str = Field("", max_length=LONGEST_SIGNATURE)

    def handed(self) -> Handed:
        """What of it stands on the order."""
        return Handed(how=self.how, name=self.name, proxy=self.proxy, signed=bool(self.signature))


class Step(Model):
    """``fulfilment.step`` v1: one action on a fulfilment."""

    order_id: Key
    fulfilment_id: Key
    action: Action
    by: str = ""
    picked: dict[str, int] = Field(default_factory=dict, description="line id → pieces picked so far")
    proof: Proof | None = None
    paid: Amount = Field(0, description="taken at the counter with this step, minor units")
    tracking: str = ""


class Short(Model):
    """``fulfilment.short`` v1: this location cannot serve these pieces; the desk sources them elsewhere.

    Also of a parcel that comes to the store where it is collected: these pieces of it are missing or damaged.
    """

    order_id: Key
    fulfilment_id: Key
    quantities: dict[str, Quantity] = Field(min_length=1, description="line id → pieces missing")
    reason: RejectReason
    others: bool | None = Field(
        None,
        description="not in stock: take the SKU off every order that nobody has begun to pick here; None: by the rule",
    )
    by: str = ""


class Substitute(Model):
    """``fulfilment.substitute`` v1: while picking, the shopper agrees to other goods for pieces that are missing.

    ``line`` is the alternative as the shopper was shown it, under an id new to the order; its quantity is the number
    of pieces of ``line_id`` that it replaces. It is taken from the stock of the place that picks and counts as picked.
    Its ``unit_price`` holds when it was asked lately; otherwise the lower of its present price and that of the goods
    it replaces does. What was paid too much goes back, what is dearer is due. Way, place and wording are the hub's.
    """

    order_id: Key
    fulfilment_id: Key
    line_id: Key = Field(description="whose pieces are missing")
    line: Line
    reason: RejectReason = Field(description="why they are; with its effect on stock")
    by: str = ""


class Claim(Model):
    """``fulfilment.claim`` v1: who works on it; empty ``by`` gives it back."""

    order_id: Key
    fulfilment_id: Key
    by: str = ""


class MakeReturn(Model):
    """``return.make`` v1."""

    return_id: Key
    order_id: str = ""
    location_id: Key
    lines: tuple[ReturnLine, ...] = Field(min_length=1, max_length=100)
    made_at: Moment
    by: str = ""
    photos: tuple[Sha256, ...] = Field(
        (), max_length=MOST_PHOTOS, description="of the goods, JPEG at the hub"
    )
    exchange: PlaceOrder | None = Field(None, description="what is taken instead, netted against the refund")


class StepReturn(Model):
    """``return.step`` v1: staff decides about a flagged or announced return."""

    return_id: Key
    action: ReturnAction
    by: str = ""


class NotePayment(Model):
    """``payment.note`` v1: what a terminal, a pay link or an invoice says; ``amount`` in minor units."""

    order_id: Key
    action: PaymentAction
    amount: Amount = 0
    reference: str = Field("", max_length=120, description="of the payment system, never card data")


class Settle(Model):
    """``order.settle`` v1: staff decides what becomes of a line that nobody has."""

    order_id: Key
    line_id: Key
    wish: Wish
    swap_sku: str = ""
    by: str = ""


class MakeTransfer(Model):
    """``transfer.make`` v1: goods are asked of another location; ``quantities`` by SKU."""

    transfer_id: Key
    from_id: Key
    to_id: Key
    quantities: dict[str, Quantity] = Field(min_length=1, max_length=100)
    made_at: Moment
    by: str = ""


class StepTransfer(Model):
    """``transfer.step`` v1; ``received``: SKU → units that came, where it is not what was sent."""

    transfer_id: Key
    action: TransferAction
    received: dict[str, Annotated[int, Field(ge=0, le=99_999)]] = Field(default_factory=dict)
    by: str = ""


class CountStock(Model):
    """``stock.count`` v1: units counted on the shelf as a difference to what the device showed."""

    sku: Key
    difference: int = Field(ge=-9_999, le=9_999)
    reason: str = ""
    by: str = ""


class GiveBackLease(Model):
    """``lease.return`` v1: a device sells no more against a lease."""

    lease_id: Key


class RaiseCall(Model):
    """``call.raise`` v1: a shopper asks for help."""

    call_id: Key
    where: str = ""
    made_at: Moment


class AnswerCall(Model):
    """``call.answer`` v1."""

    call_id: Key
    by: str


class SendReceipt(Model):
    """``receipt.send`` v1: the shopper wants the receipt by mail, to the address of the order or to another one."""

    order_id: Key
    sealed_contact: str = Field(
        "", description="people.Contact with the address, sealed to the hub's public key"
    )


class Arrived(Model):
    """``customer.here`` v1: the customer stands at the counter (kiosk) or outside (curbside)."""

    order_id: Key
    curbside: bool = False


class NoteMissedSearch(Model):
    """``search.missed`` v1: words that no product has (``shared.domain.searches.tellable`` says which)."""

    search_id: Key
    text: str = Field(min_length=2, max_length=60)
    language: str = Field("en", max_length=8)
    made_at: Moment


BODIES: dict[str, type[Model]] = {
    "order.place": PlaceOrder,
    "basket.keep": KeepBasket,
    "order.cancel": CancelOrder,
    "fulfilment.step": Step,
    "fulfilment.short": Short,
    "fulfilment.substitute": Substitute,
    "fulfilment.claim": Claim,
    "return.make": MakeReturn,
    "return.step": StepReturn,
    "payment.note": NotePayment,
    "payment.link": AskLink,
    "payment.unlink": WithdrawLink,
    "payment.seen": NoteLink,
    "payment.refund_seen": NoteRefund,
    "order.settle": Settle,
    "transfer.make": MakeTransfer,
    "transfer.step": StepTransfer,
    "stock.count": CountStock,
    "lease.return": GiveBackLease,
    "call.raise": RaiseCall,
    "call.answer": AnswerCall,
    "customer.here": Arrived,
    "search.missed": NoteMissedSearch,
    "receipt.send": SendReceipt,
}


class Mutation(Model):
    """An intent made on a device: ``n`` is dense per device, ``id`` a UUIDv7 made before sending."""

    n: int = Field(ge=1)
    id: Key
    type: Key
    v: int = Field(1, ge=1)
    made_at: Moment
    body: dict[str, Any]
    again: bool = Field(
        False, description="made before the hub was restored: what it builds on may come later"
    )


class Result(Model):
    """What became of a mutation; ``visible_at`` is the feed revision that shows its effect."""

    id: Key
    status: Literal["applied", "rejected", "deferred"]
    rev: int = 0
    visible_at: int = 0
    problem: Problem | None = None


class Push(Model):
    """``POST /v1/sync/mutations``: at most 200 items."""

    epoch: Key
    schema_: int = Field(1, alias="schema")
    items: tuple[Mutation, ...] = Field(max_length=200)


class PushResult(Model):
    """The answer to a push, one result per item."""

    epoch: Key
    results: tuple[Result, ...]


class Enrol(Model):
    """``POST /v1/devices/enroll``: a one-time code for a credential."""

    code: str
    name: str = ""


class Enrolled(Model):
    """A device's identity; ``token`` is its secret, ``hub_key`` the public key contacts are sealed to.

    ``pin_pepper`` opens the PIN hashes of its store's staff; it stays out of the cache.
    """

    device_id: Key
    token: str
    role: Literal["kiosk", "staff"]
    location_id: Key
    epoch: Key
    hub_key: str = ""
    pin_pepper: str = ""
