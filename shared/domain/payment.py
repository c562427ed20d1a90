"""Money of an order as far as it is known, with the pay links made for it; never holds card data.

A pay link goes so: a device asks for one (``payment.link``), and shows it as ``asked`` at once. The hub's payment
connector makes it at the provider; it comes back by the feed as ``open`` with an address to show as a QR code. The
provider says by notification, and whenever it is asked, what became of it: ``paid``, ``declined``, ``expired`` or
``cancelled``. While the provider does not answer it is ``unknown``: nobody charges again, and the hub goes on asking.
"""

from typing import Literal

from pydantic import Field

from shared.domain.base import Key, Minor, Model, Moment
from shared.domain.states import LIVE_LINK, LinkState, PaymentState


class LinkRefund(Model):
    """Money that goes back through the link it came by; ``failed``: staff must look, the hub can try it again."""

    id: Key = Field(description="the key that makes it once at the provider")
    amount: Minor
    state: Literal["due", "done", "failed"] = "due"
    reason: str = ""


class PayLink(Model):
    """A page of a payment provider where a shopper pays with a phone; ``id`` was made by the device that asked.

    ``asked``: no address yet. ``open``: show ``url`` until ``expires_at``. ``unknown``: the provider does not answer;
    say so, keep the address on screen if there is one, and ask for no other money. The other states are the end of it.
    ``withdrawn``: the hub or a device has taken it back, and the provider has not confirmed that yet: hide it.
    """

    id: Key
    provider: Key = Field(description="the connector that made it")
    amount: Minor
    state: LinkState = LinkState.ASKED
    url: str = ""
    reference: str = Field("", description="the provider's own id")
    asked_at: Moment
    expires_at: Moment | None = None
    withdrawn: bool = False
    reason: str = Field("", description="why it is unknown, declined or cancelled, for staff")
    refunds: tuple[LinkRefund, ...] = ()

    @property
    def live(self) -> bool:
        """Whether money may still come by it."""
        return self.state in LIVE_LINK

    @property
    def payable(self) -> bool:
        """Whether to show it to a shopper."""
        return self.live and not self.withdrawn and bool(self.url)

    @property
    def kept(self) -> int:
        """What came by it and was not given back, minor units."""
        came = self.amount if self.state is LinkState.PAID else 0
        return came - sum(refund.amount for refund in self.refunds)


class Payment(Model):
    """What is known of the money of an order."""

    state: PaymentState = PaymentState.NONE
    method: Literal["counter", "paylink", "terminal", "invoice", "web"] = "counter"
    paid: int = 0  # sums of amounts, and therefore without a limit
    refunded: int = 0
    reference: str = ""
    links: tuple[PayLink, ...] = Field((), description="oldest first")

    @property
    def link(self) -> PayLink | None:
        """The pay link that matters to a screen: the newest one money may still come by, else the newest."""
        usable = [link for link in self.links if link.live and not link.withdrawn]
        return next(reversed(usable or self.links), None)

    @property
    def asked(self) -> int:
        """What open links ask for, minor units."""
        return sum(link.amount for link in self.links if link.live and not link.withdrawn)

    def with_link(self, new: PayLink) -> "Payment":
        """The payment with a link changed or added."""
        if any(link.id == new.id for link in self.links):
            links = tuple(new if link.id == new.id else link for link in self.links)
        else:
            links = (*self.links, new)
        return self.model_copy(update={"links": links})

    @property
    def lost_sight(self) -> bool:
        """Whether the provider of a link does not answer."""
        return any(link.state is LinkState.UNKNOWN for link in self.links)

    def known(self, before: "Payment") -> "Payment":
        """The payment with the state that its links and the money taken add up to, after what it was before.

        Money that is paid, reserved or given back stays what it is whatever a further link does, and so does a
        payment that is unknown for another reason than its links.
        """
        if self.state not in {PaymentState.NONE, PaymentState.PENDING, PaymentState.UNKNOWN}:
            return self
        if self.state is PaymentState.UNKNOWN and not before.lost_sight:
            return self
        if self.lost_sight:
            state = PaymentState.UNKNOWN
        elif self.asked or self.paid > self.refunded:
            state = PaymentState.PENDING
        else:
            state = PaymentState.NONE
        return self.model_copy(update={"state": state})
