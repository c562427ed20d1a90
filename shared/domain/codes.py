"""Codes people type, scan and read: pickup codes and GTINs."""

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_READ = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
CODE_LENGTH = 8
ORDER_PREFIX = "EVERYSHELF:"


def pickup_code(order_id: str) -> str:
    """The code of an order, 8 characters drawn from a hash of its id: every device makes the same one offline."""
    value = int.from_bytes(hashlib.sha256(f"pickup:{order_id}".encode()).digest()[:5], "big")
    return "".join(ALPHABET[value >> 5 * i & 31] for i in reversed(range(CODE_LENGTH)))


def read_code(typed: str) -> str:
    """What was typed or scanned as a pickup code: upper case, no spaces, look-alikes read kindly."""
    text = typed.strip().upper()
    if text.startswith(ORDER_PREFIX):  # a QR: what follows the point is its signature
        text = text.removeprefix(ORDER_PREFIX).partition(".")[0]
    return "".join(ch for ch in text if ch.isalnum()).translate(_READ)


def check_digit(digits: str) -> str:
    """The GS1 check digit of a GTIN's other digits."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


def gtin14(code: str) -> str | None:
    """A GTIN-8, -12, -13 or -14 padded to 14 digits; None when it is none or its check digit is wrong."""
    digits = code.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in {8, 12, 13, 14}:
        return None
    if check_digit(digits[:-1]) != digits[-1]:
        return None
    return digits.zfill(14)
