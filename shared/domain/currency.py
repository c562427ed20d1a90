"""How many decimals amounts of a currency have: what its minor unit is, by ISO 4217.

Babel and Qt say what people write (CLDR), which for some, as IQD or UYI, is another number.
"""

from typing import Final

_NONE: Final = (
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"),
    *("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"),
)
_THREE: Final = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_DECIMALS: Final = dict.fromkeys(_NONE, 0) | dict.fromkeys(_THREE, 3)


def decimals(currency: str) -> int:
    """The decimals of a currency: 2 unless it is one of the few others."""
    return _DECIMALS.get(currency, 2)
