"""Money of an order: what was taken, what is owed, what goes back to the tender it came from."""

from bus.desk.work import Work
from shared.domain.order import Order
from shared.domain.states import PaymentState


def take(order: Order, amount: int) -> Order:
    """The order after so much was taken, minor units."""
    paid = order.payment.paid + amount
    return _with(order, paid, order.payment.refunded)


def refund_surplus(work: Work, order: Order) -> Order:
    """Give back what was paid too much: to the original tender, told to the payment systems as an event."""
    if order.due >= 0:
        return order
    order = _with(order, order.payment.paid, order.payment.refunded - order.due)
    work.event("payment.refunded", order.id, order.payment)
    return order


def _with(order: Order, paid: int, refunded: int) -> Order:
    payment = order.payment.model_copy(update={"paid": paid, "refunded": refunded})
    order = order.model_copy(update={"payment": payment})
    if refunded:
        state = PaymentState.REFUNDED if refunded >= paid else PaymentState.PART_REFUNDED
    elif paid:
        state = PaymentState.PAID if order.due <= 0 else PaymentState.PENDING
    else:
        state = payment.state
    return order.model_copy(update={"payment": payment.model_copy(update={"state": state})})
