"""Money, times, distances and codes as the language in use writes them."""

from datetime import UTC, datetime, tzinfo
from typing import Final
from unicodedata import bidirectional

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTime

from shared.domain.currency import decimals

_SYMBOLS: Final = {"EUR": "€", "USD": "$", "GBP": "£", "PLN": "zł", "JPY": "¥"}


def tr(text: str, *values: object, n: int = -1) -> str:
    """A translated text with %1, %2 … filled in and %n taken as a number."""
    words = QCoreApplication.translate("everyshelf", text, "", n)
    for number, value in enumerate(values, 1):
        words = words.replace(f"%{number}", _apart(str(value)))
    return words


def _apart(value: str) -> str:
    """A code or phone number in groups keeps their order between words that run from right to left.

    Words that do so themselves stay as they are: a sentence of parts set apart would have no direction of its own.
    """
    if " " not in value or QLocale().textDirection() is not Qt.LayoutDirection.RightToLeft:
        return value
    return value if any(bidirectional(ch) in {"R", "AL"} for ch in value) else f"\u2068{value}\u2069"


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def money(amount: int, currency: str) -> str:
    """Minor units as the language in use writes an amount of money."""
    digits = decimals(currency)
    return QLocale().toCurrencyString(amount / 10**digits, _SYMBOLS.get(currency, currency), digits)


def read_money(text: str, currency: str) -> int:
    """An amount as typed, with comma or point, in minor units; 0 when it is none."""
    digits = decimals(currency)
    plain = "".join(ch for ch in text if ch.isdigit() or ch in ",.").replace(",", ".")
    whole, _, rest = plain.partition(".")
    if not (whole or rest) or "." in rest or len(rest) > digits or len(whole) > 9:
        return 0
    return int((whole or "0") + rest.ljust(digits, "0"))


def clock(moment: datetime, zone: tzinfo) -> str:
    """The time of day at a place."""
    local = moment.astimezone(zone)
    return QLocale().toString(QTime(local.hour, local.minute), "HH:mm")


def distance(km: float) -> str:
    """Kilometres, with a decimal while that matters."""
    matters = km < 10 and round(km, 1) % 1 > 0
    return tr("%1 km", QLocale().toString(float(km), "f", 1 if matters else 0))


def in_pairs(code: str) -> str:
    """A code set in pairs, as people read it aloud."""
    return " ".join(code[at : at + 2] for at in range(0, len(code), 2))
