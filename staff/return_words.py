"""Words for returns: reasons, conditions, where goods go, and what the desk has against one."""

from shared.domain.order import Order, ReturnReason
from shared.qt.formats import tr
from staff.returns import Missing


def reason(value: ReturnReason) -> str:
    """Why goods come back."""
    return {
        ReturnReason.TOO_LARGE: tr("Too large"),
        ReturnReason.TOO_SMALL: tr("Too small"),
        ReturnReason.COLOUR: tr("Colour"),
        ReturnReason.STYLE: tr("Style"),
        ReturnReason.DEFECTIVE: tr("Faulty"),
        ReturnReason.NOT_AS_DESCRIBED: tr("Not as described"),
        ReturnReason.WRONG_ITEM: tr("Wrong article"),
        ReturnReason.UNWANTED: tr("No longer wanted"),
        ReturnReason.SIZE_EXCHANGE: tr("Other size, please"),
        ReturnReason.OTHER: tr("Something else"),
    }[value]


def condition(value: str) -> str:
    """How goods look."""
    return {"sellable": tr("As new"), "opened": tr("Opened"), "damaged": tr("Damaged")}[value]


def goes(disposition: str) -> str:
    """Where goods go."""
    return {
        "restock": tr("back on the shelf"),
        "vendor": tr("to the vendor"),
        "damage": tr("to damages"),
    }[disposition]


def resolution(value: str) -> str:
    """What the shopper gets."""
    return {"refund": tr("Money back"), "exchange": tr("Exchange")}[value]


def tender(order: Order | None) -> str:
    """The way money goes back: the one it came."""
    method = order.payment.method if order else ""
    return {
        "paylink": tr("to the card of the pay link"),
        "terminal": tr("to the card"),
        "invoice": tr("as a credit note"),
        "counter": tr("the way it was paid"),
        "web": tr("the way it was paid"),
    }.get(method, tr("in cash or as a voucher"))


def missing(value: Missing) -> str:
    """What is still to be said."""
    return {
        Missing.PIECES: tr("Choose what comes back"),
        Missing.REASON: tr("Choose a reason for each article"),
        Missing.SWAP: tr("Choose what the shopper takes instead"),
    }[value]


def flag(value: str) -> str:
    """What the desk has against a return, in plain words."""
    return {
        "unknown_order": tr("No such order is known."),
        "unknown_article": tr("This article was never sold here."),
        "price_never_charged": tr("This price was never charged."),
        "before_bought": tr("It comes back before it was bought."),
        "more_than_bought": tr("More comes back than was bought."),
        "already_returned": tr("These pieces have come back already."),
        "more_than_paid": tr("More would be given back than was paid."),
    }.get(value, value)
