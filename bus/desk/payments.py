"""Money of an order: what was taken, what is owed, what goes back to the tender it came from."""

from bus.desk.work import RefusedError, Work
from shared.domain.events import PaymentMoved
from shared.domain.messages import NotePayment
from shared.domain.order import Order
from shared.domain.states import PAYMENT_STEPS, PaymentAction, PaymentState

_OURS = frozenset({PaymentAction.REFUND_PART, PaymentAction.REFUND_ALL, PaymentAction.OWE})


def note(work: Work, body: NotePayment) -> None:
    """Write down what a terminal, a pay link or an invoice says about an order's money."""
    order = work.concerning(body.order_id)
    state = order.payment.state
    if (state, body.action) not in PAYMENT_STEPS:
        legal = tuple(action.value for (source, action) in PAYMENT_STEPS if source is state)
        raise RefusedError(
            "This payment step is not legal now", f"The payment is {state.value}.", legal=legal
        )
    if body.action in _OURS:
        raise RefusedError("Refunds come from cancellations and returns", legal=("take", "decline", "lose"))
    reference = body.reference or order.payment.reference
    amount = body.amount if body.action is PaymentAction.TAKE else 0
    order = _paid(order, amount, body.action, reference)
    tell_payment(work, "payment.noted", order, amount)
    order = refund_surplus(work, order)
    work.save(order)


def take(order: Order, amount: int) -> Order:
    """The order after so much was taken at the counter, minor units."""
    return _paid(order, amount, PaymentAction.TAKE, order.payment.reference)


def refund(order: Order, amount: int) -> Order:
    """The order after so much went back, minor units."""
    refunded = order.payment.refunded + amount
    all_of_it = refunded >= order.payment.paid
    state = PaymentState.REFUNDED if all_of_it else PaymentState.PART_REFUNDED
    payment = order.payment.model_copy(update={"refunded": refunded, "state": state})
    return order.model_copy(update={"payment": payment})


def refund_surplus(work: Work, order: Order) -> Order:
    """Give back what was paid too much, to the tender it came from; payment systems hear of it as an event.

    While nobody knows what was paid, nothing is given back. An order that was paid and has become dearer is pending.
    """
    payment = order.payment
    if payment.state is PaymentState.PAID and order.due > 0:
        owing = PAYMENT_STEPS[payment.state, PaymentAction.OWE]
        return order.model_copy(update={"payment": payment.model_copy(update={"state": owing})})
    owed = min(-order.due, payment.paid - payment.refunded)
    if owed <= 0 or payment.state is PaymentState.UNKNOWN:
        return order
    order = refund(order, owed)
    tell_payment(work, "payment.refunded", order, -owed)
    return order


def tell_payment(work: Work, type_: str, order: Order, amount: int) -> None:
    """Tell that money moved: above 0 it came in, below 0 it goes back."""
    work.event(type_, order.id, PaymentMoved(order_id=order.id, amount=amount, payment=order.payment))


def _paid(order: Order, amount: int, action: PaymentAction, reference: str) -> Order:
    paid = order.payment.paid + amount
    payment = order.payment.model_copy(update={"paid": paid, "reference": reference})
    order = order.model_copy(update={"payment": payment})
    state = PAYMENT_STEPS[payment.state, action]
    if state is PaymentState.PAID and order.due > 0:
        state = PaymentState.PENDING  # a part of it
    return order.model_copy(update={"payment": payment.model_copy(update={"state": state})})
