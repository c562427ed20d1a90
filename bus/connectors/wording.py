"""How sums are written to a shopper."""

from decimal import Decimal

from babel.numbers import format_currency

from shared.domain.currency import decimals
from shared.domain.order import Order


def money(amount: int, order: Order) -> str:
    """An amount in minor units as the order's shopper writes it."""
    value = Decimal(amount).scaleb(-decimals(order.currency))
    return str(format_currency(value, order.currency, locale=order.language))
