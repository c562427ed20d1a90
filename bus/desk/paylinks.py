"""Pay links of orders: who may ask for one, when one is withdrawn, and what goes back through it."""

from bus.desk.catalogue import get_setting
from bus.desk.work import RefusedError, Work
from shared.domain.events import LinkChanged
from shared.domain.order import Order
from shared.domain.paying import AskLink, NoteRefund, WithdrawLink
from shared.domain.payment import LinkRefund, PayLink
from shared.domain.states import LinkState

OFFERED = "pay_links"  # the setting that names the providers


def ask(work: Work, body: AskLink) -> None:
    """Note that a device wants a pay link; its provider's connector hears of it and makes it."""
    order = work.concerning(body.order_id)
    if any(link.id == body.payment_id for link in order.payment.links):
        raise RefusedError("exists", "This pay link exists", "Another one was asked for under the same id.")
    offered = get_setting(work.conn, OFFERED) or []
    provider = body.provider or next(iter(offered), "")
    if provider not in offered:
        detail = f"There are: {', '.join(offered)}." if offered else "No payment provider is connected."
        raise RefusedError("no-pay-links", "Pay links are not offered", detail)
    amount = body.amount or order.askable
    if not 0 < amount <= order.askable:
        detail = f"The payment is {order.payment.state.value}; {order.askable} may still be asked for."
        raise RefusedError("nothing-due", "There is nothing to ask for", detail)
    link = PayLink(id=body.payment_id, provider=provider, amount=amount, asked_at=body.made_at)
    work.save(tell_link(work, order, link))


def withdraw(work: Work, body: WithdrawLink) -> None:
    """Take a pay link back: the shopper pays another way."""
    order = work.concerning(body.order_id)
    link = link_of(order, body.payment_id)
    if link.state is LinkState.PAID:
        raise RefusedError("link-paid", "This pay link is paid", f"{link.amount} came by it.")
    if link.live and not link.withdrawn:
        work.save(tell_link(work, order, link.model_copy(update={"withdrawn": True})))


def refund_seen(work: Work, body: NoteRefund) -> None:
    """Write down what the provider says about a refund."""
    order = work.existing(body.order_id)
    link = link_of(order, body.payment_id)
    refunds = tuple(
        refund.model_copy(update={"state": body.state, "reason": body.reason})
        if refund.id == body.refund_id and refund.state != "done"
        else refund
        for refund in link.refunds
    )
    if refunds != link.refunds:
        work.save(tell_link(work, order, link.model_copy(update={"refunds": refunds})))


def link_of(order: Order, payment_id: str) -> PayLink:
    """A link of an order; RefusedError when there is no such one."""
    link = next((link for link in order.payment.links if link.id == payment_id), None)
    if link is None:
        raise RefusedError("unknown", "There is no such pay link", payment_id, 404)
    return link


def tell_link(work: Work, order: Order, link: PayLink) -> Order:
    """The order with a link changed; payment connectors hear of it as an event."""
    before = order.payment
    payment = before.with_link(link).known(before)
    work.event("payment.link", order.id, LinkChanged(order_id=order.id, link=link))
    return order.model_copy(update={"payment": payment})


def withdraw_excess(work: Work, order: Order) -> Order:
    """Take links back, the newest first, until no more is asked for than is due."""
    for link in reversed(order.payment.links):
        if order.payment.asked <= max(0, order.due):
            break
        if link.live and not link.withdrawn:
            order = tell_link(work, order, link.model_copy(update={"withdrawn": True}))
    return order


def give_back(work: Work, order: Order, amount: int) -> Order:
    """Give so much back through the links it came by, the newest first, as far as they reach."""
    for link in reversed(order.payment.links):
        part = min(amount, link.kept)
        if part > 0:
            number = len(link.refunds) + 1
            refund = LinkRefund(id=f"{link.id}-{number}", amount=part)
            order = tell_link(work, order, link.model_copy(update={"refunds": (*link.refunds, refund)}))
            amount -= part
    return order
