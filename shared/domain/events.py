"""What the hub tells other systems: each event type with the model of its payload.

The relay puts these into CloudEvents 1.0; the subject is the id of the order, return, transfer, call or SKU that the
event is about, and events of one subject come in their order.
"""

from typing import Final

from pydantic import Field

from shared.domain.base import Key, Minor, Model
from shared.domain.baskets import KeptBasket
from shared.domain.messages import Arrived, Call
from shared.domain.order import Fulfilment, Order, PayLink, Payment, Return
from shared.domain.states import FulfilmentState, ReturnState, TransferState
from shared.domain.stock import Level, Transfer


class FulfilmentChanged(Model):
    """A step of one location's part of an order."""

    order_id: Key
    fulfilment: Fulfilment


class PaymentMoved(Model):
    """Money of an order that came in (above 0) or went back (below 0), in minor units, and what is known since."""

    order_id: Key
    amount: Minor
    payment: Payment


class LinkChanged(Model):
    """A pay link that was asked for, or changed since; with its refunds."""

    order_id: Key
    link: PayLink


class RefundDue(Model):
    """Money to be given for a blind return, in minor units."""

    return_id: Key
    amount: Minor


class CatalogueChanged(Model):
    """Products of a source that are new, changed or withdrawn: ask for them, the event would be too large."""

    source: Key
    product_ids: tuple[Key, ...]


class StockChanged(Model):
    """A SKU's levels at a location after a change; ``causes`` as in the ledger."""

    sku: Key
    location_id: Key
    level: Level
    atp: int = Field(ge=0)
    causes: tuple[str, ...] = ()


EVENTS: Final[dict[str, type[Model]]] = {
    "order.placed": Order,
    "basket.kept": KeptBasket,
    "order.cancelled": Order,
    "order.held": Order,
    "order.settled": Order,
    "order.swapped": Order,
    "order.exception": Order,
    "order.moved": FulfilmentChanged,
    **{f"fulfilment.{state.value}": FulfilmentChanged for state in FulfilmentState},
    "fulfilment.claimed": FulfilmentChanged,
    "fulfilment.short": FulfilmentChanged,
    "payment.noted": PaymentMoved,
    "payment.taken": PaymentMoved,
    "payment.refunded": PaymentMoved,
    "payment.exchanged": PaymentMoved,
    "payment.link": LinkChanged,
    "payment.refund_due": RefundDue,
    **{f"return.{state.value}": Return for state in ReturnState},
    **{f"transfer.{state.value}": Transfer for state in TransferState},
    "stock.changed": StockChanged,
    "catalogue.changed": CatalogueChanged,
    "customer.here": Arrived,
    "receipt.asked": Order,
    "call.raised": Call,
    "call.answered": Call,
}
