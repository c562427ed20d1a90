"""Money of an order: what was taken, what is owed, what goes back to the tender it came from."""

from bus.desk.paylinks import give_back, link_of, tell_link, withdraw_excess
from bus.desk.work import RefusedError, Work
from shared.domain.events import PaymentMoved
from shared.domain.messages import NotePayment
from shared.domain.order import Order
from shared.domain.paying import NoteLink
from shared.domain.states import LINK_STEPS, PAYMENT_STEPS, LinkState, PaymentAction, PaymentState

_OURS = frozenset({PaymentAction.REFUND_PART, PaymentAction.REFUND_ALL, PaymentAction.OWE})


def note(work: Work, body: NotePayment) -> None:
    """Write down what a terminal, an invoice or a clerk who found out says about an order's money.

    What a clerk says about an unknown payment is said about its pay link: what the provider answers later is then
    no second payment.
    """
    order = work.concerning(body.order_id)
    state = order.payment.state
    if (state, body.action) not in PAYMENT_STEPS:
        legal = tuple(action.value for (source, action) in PAYMENT_STEPS if source is state)
        raise RefusedError(
            "not-legal", "This payment step is not legal now", f"The payment is {state.value}.", legal=legal
        )
    if body.action in _OURS:
        raise RefusedError(
            "not-legal", "Refunds come from cancellations and returns", legal=("take", "decline", "lose")
        )
    amount = body.amount if body.action is PaymentAction.TAKE else 0
    order, rest = _resolve_links(work, order, body.action, amount)
    if rest or not amount:
        reference = body.reference or order.payment.reference
        order = _paid(order, rest, body.action, reference)
        tell_payment(work, "payment.noted", order, rest)
    work.save(refund_surplus(work, order))


def link_seen(work: Work, body: NoteLink) -> None:
    """Write down what a provider says about a pay link; what is older than what is known changes nothing."""
    order = work.existing(body.order_id)
    link = link_of(order, body.payment_id)
    after = LINK_STEPS.get((link.state, body.state))
    if after is None:
        return
    new = link.model_copy(
        update={
            "state": after,
            "url": body.url or link.url,
            "reference": body.reference or link.reference,
            "expires_at": body.expires_at or link.expires_at,
            "reason": body.reason,
        }
    )
    if new != link:
        order = tell_link(work, order, new)
        if after is LinkState.PAID:
            order = _paid_by_link(work, order, new.amount, new.reference)
        work.save(refund_surplus(work, order))


def take(work: Work, order: Order, amount: int) -> Order:
    """The order after so much was taken at the counter, minor units; a pay link for it is withdrawn."""
    order = _paid(order, amount, PaymentAction.TAKE, order.payment.reference)
    tell_payment(work, "payment.taken", order, amount)
    return withdraw_excess(work, order)


def exchange(work: Work, order: Order, amount: int) -> Order:
    """The order after it was paid so much with goods that came back, minor units."""
    order = _paid(order, amount, PaymentAction.TAKE, order.payment.reference)
    tell_payment(work, "payment.exchanged", order, amount)
    return order


def refund(order: Order, amount: int) -> Order:
    """The order after so much went back, minor units."""
    refunded = order.payment.refunded + amount
    all_of_it = refunded >= order.payment.paid
    state = PaymentState.REFUNDED if all_of_it else PaymentState.PART_REFUNDED
    payment = order.payment.model_copy(update={"refunded": refunded, "state": state})
    return order.model_copy(update={"payment": payment})


def surplus(order: Order) -> int:
    """What was paid too much and can go back, minor units; nothing while nobody knows what was paid."""
    payment = order.payment
    if payment.state is PaymentState.UNKNOWN:
        return 0
    return max(0, min(-order.due, payment.paid - payment.refunded))


def refund_surplus(work: Work, order: Order) -> Order:
    """Give back what was paid too much, to the tender it came from; payment systems hear of it as an event.

    A link that asks for more than is due is withdrawn. An order that was paid and has become dearer is pending.
    """
    order = withdraw_excess(work, order)
    payment = order.payment
    if payment.state is PaymentState.PAID and order.due > 0:
        owing = PAYMENT_STEPS[payment.state, PaymentAction.OWE]
        return order.model_copy(update={"payment": payment.model_copy(update={"state": owing})})
    owed = surplus(order)
    if not owed:
        return order
    order = refund(give_back(work, order, owed), owed)
    tell_payment(work, "payment.refunded", order, -owed)
    return order


def tell_payment(work: Work, type_: str, order: Order, amount: int) -> None:
    """Tell that money moved: above 0 it came in, below 0 it goes back."""
    work.event(type_, order.id, PaymentMoved(order_id=order.id, amount=amount, payment=order.payment))


def _resolve_links(work: Work, order: Order, action: PaymentAction, amount: int) -> tuple[Order, int]:
    """The order with its unknown links settled as a clerk found out, and what of the amount came another way."""
    for link in order.payment.links:
        if link.state is not LinkState.UNKNOWN:
            continue
        if action is PaymentAction.TAKE and link.amount <= amount:
            order = tell_link(work, order, link.model_copy(update={"state": LinkState.PAID}))
            order = _paid_by_link(work, order, link.amount, link.reference)
            amount -= link.amount
        elif action is PaymentAction.DECLINE:
            gone = {"state": LinkState.CANCELLED, "withdrawn": True}
            order = tell_link(work, order, link.model_copy(update=gone))
    return order, amount


def _paid_by_link(work: Work, order: Order, amount: int, reference: str) -> Order:
    order = _paid(order, amount, PaymentAction.TAKE, reference)
    order = order.model_copy(update={"payment": order.payment.model_copy(update={"method": "paylink"})})
    tell_payment(work, "payment.taken", order, amount)
    return order


def _paid(order: Order, amount: int, action: PaymentAction, reference: str) -> Order:
    before = order.payment
    payment = before.model_copy(update={"paid": before.paid + amount, "reference": reference})
    order = order.model_copy(update={"payment": payment})
    state = PAYMENT_STEPS[payment.state, action]
    if state is PaymentState.PAID and order.due > 0:
        state = PaymentState.PENDING  # a part of it
    elif state is PaymentState.NONE and payment.paid > payment.refunded:
        state = PaymentState.PENDING  # what came before stays
    payment = payment.model_copy(update={"state": state})
    if payment.links and action is PaymentAction.TAKE:
        payment = payment.known(before)
    return order.model_copy(update={"payment": payment})
