"""Carriers: what gives a parcel its number and its label. The plain label, which anybody can read, is the default.

A carrier with a service of its own is one more class with these two functions and a name in ``CARRIERS``; the setting
``carrier`` chooses it.
"""

import hashlib
from dataclasses import dataclass
from typing import Final, Protocol

from shared.domain.codes import check_digit
from shared.domain.location import Location
from shared.domain.order import Fulfilment, Order
from shared.qt.slip import Slip
from staff.documents import parcel_label


@dataclass(frozen=True)
class Parcel:
    """What a carrier is handed; ``fulfilment`` bears its tracking number, ``target`` is a store or None for a home."""

    order: Order
    fulfilment: Fulfilment
    box: str
    source: Location
    target: Location | None = None


class Carrier(Protocol):
    """What the counter asks of a carrier; both answers come without the line."""

    def number(self, fulfilment_id: str) -> str:
        """The tracking number of a parcel: the same one however often it is asked."""
        ...

    def label(self, parcel: Parcel) -> Slip:
        """What is stuck on it."""
        ...


class PlainCarrier:
    """Labels with a number inside the house and plain addresses."""

    def number(self, fulfilment_id: str) -> str:
        """18 digits like an SSCC; the same fulfilment always gets the same."""
        value = int.from_bytes(hashlib.sha256(f"parcel:{fulfilment_id}".encode()).digest()[:8], "big")
        digits = f"2{value % 10**16:016}"  # a leading 2: numbers for use inside one company
        return digits + check_digit(digits)

    def label(self, parcel: Parcel) -> Slip:
        """From, to, box, and the number as a bar code."""
        return parcel_label(parcel.order, parcel.fulfilment, parcel.source, parcel.target, parcel.box)


CARRIERS: Final[dict[str, Carrier]] = {"plain": PlainCarrier()}
