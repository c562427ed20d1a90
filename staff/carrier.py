"""Carriers: the plain label, which every carrier's driver can read, is the default."""

import hashlib

from shared.domain.codes import check_digit


def plain_tracking(fulfilment_id: str) -> str:
    """A parcel's own number, 18 digits like an SSCC; the same fulfilment always gets the same."""
    value = int.from_bytes(hashlib.sha256(f"parcel:{fulfilment_id}".encode()).digest()[:8], "big")
    digits = f"2{value % 10**16:016}"  # a leading 2: numbers for use inside one company
    return digits + check_digit(digits)
