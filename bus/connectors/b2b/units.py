"""Amounts and units as trade documents write them."""

from decimal import Decimal, InvalidOperation

from shared.domain.currency import decimals

PIECES = frozenset(("C62", "EA", "H87", "NAR", "PCE", "PCS", "ST"))
"""Unit codes that mean pieces (UN/ECE Recommendation 20, and what people write)."""


def minor_units(text: str, currency: str, base: str = "1") -> int:
    """A price per ``base`` pieces as minor units a piece; ValueError says what is wrong with it."""
    try:
        amount = Decimal(text.strip()) / Decimal(base) * 10 ** decimals(currency)
    except (InvalidOperation, ZeroDivisionError):
        raise ValueError(f"price {text!r} is no number") from None
    if not amount.is_finite() or amount < 0 or amount > 10**12:
        raise ValueError(f"price {text!r} is out of range")
    if amount != amount.to_integral_value():
        raise ValueError(f"price {text!r} a piece has more decimals than {currency}")
    return int(amount)


def written(amount: int, currency: str) -> str:
    """Minor units as a plain decimal: 1250 USD → ``12.50``."""
    places = decimals(currency)
    return f"{Decimal(amount).scaleb(-places):.{places}f}"


def whole(text: str) -> int:
    """A quantity of pieces; ValueError when it is no whole number."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"quantity {text!r} is no number") from None
    if not number.is_finite() or number != number.to_integral_value():
        raise ValueError(f"quantity {text}: only whole pieces")
    return int(number)
