"""Acts about pay links: what devices ask for and payment connectors note; shared.domain.payment says how it goes."""

from typing import Literal

from pydantic import Field

from shared.domain.base import Key, Model, Moment
from shared.domain.states import LinkState


class AskLink(Model):
    """``payment.link`` v1: a pay link for an order, for what is due or a part of it; kiosks and counters may ask.

    Ask only where the setting ``pay_links`` (a list of providers' names, empty: not offered) names somebody, and as
    long as ``order.askable`` is above 0. Make ``payment_id`` with ``new_id()``: it makes the link once, however often
    this is sent. The link is in ``order.payment.links`` at once (``asked``), and ``open`` with its address as soon as
    the provider has answered; ``order.payment.link`` is the one to show. Where it cannot be made the hub rejects this.
    """

    order_id: Key
    payment_id: Key
    amount: int = Field(0, ge=0, description="minor units; 0: all that is due and not asked for yet")
    provider: str = Field("", max_length=120, description="one of the setting pay_links; empty: the first")
    made_at: Moment


class WithdrawLink(Model):
    """``payment.unlink`` v1: the shopper pays another way; the hub cancels the link at its provider.

    Taking money at the counter needs no such act: the hub withdraws what is not due any more by itself.
    """

    order_id: Key
    payment_id: Key


class NoteLink(Model):
    """``payment.seen`` v1: what a provider says about a link; payment connectors only. Late news do no harm."""

    order_id: Key
    payment_id: Key
    state: LinkState
    url: str = Field("", max_length=2_000)
    reference: str = Field("", max_length=120)
    expires_at: Moment | None = None
    reason: str = Field("", max_length=200)


class NoteRefund(Model):
    """``payment.refund_seen`` v1: what a provider says about a refund; payment connectors only."""

    order_id: Key
    payment_id: Key
    refund_id: Key
    state: Literal["done", "failed"]
    reason: str = Field("", max_length=200)
