"""A basket as a code to carry away on a phone, and what any scanned code means here.

The code names articles and counts and nothing else: prices and promises are this store's own when it is read again,
so there is nothing in it to forge and nothing of the shopper to lose.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from shared.cache.catalogue import Catalogue
from shared.domain.errors import RefusedInput
from shared.qt.scanner import Kind, readings

PREFIX: Final = "EVERYSHELF-K:"
MOST_LINES: Final = 40  # more would make a code that phones cannot show well
_MOST_BYTES: Final = 20_000


@dataclass(frozen=True)
class Meaning:
    """What a code stands for: an order, a variant, a basket as (SKU, count), or nothing known."""

    order: str = ""
    product_id: str = ""
    sku: str = ""
    basket: tuple[tuple[str, int], ...] = ()


def pack(lines: Iterable[tuple[str, int]]) -> str:
    """A basket of (SKU, count) as the text of a QR code."""
    plain = json.dumps(list(lines)[:MOST_LINES], separators=(",", ":")).encode()
    return PREFIX + base64.b32encode(zlib.compress(plain, 9)).decode().rstrip("=")


def unpack(text: str) -> tuple[tuple[str, int], ...]:
    """The basket of a code; RefusedInput when it is damaged or not a basket."""
    body = text.removeprefix(PREFIX).strip().upper()
    try:
        lines = json.loads(_unzip(base64.b32decode(body + "=" * (-len(body) % 8))))
        return tuple((str(sku), max(1, min(99, int(count)))) for sku, count in lines[:MOST_LINES])
    except (binascii.Error, zlib.error, ValueError, TypeError) as problem:
        raise RefusedInput(
            "this basket code is damaged: open the basket on the first screen again"
        ) from problem


def _unzip(packed: bytes) -> bytes:
    """Empty when something is missing: a damaged code is no smaller basket."""
    unpacker = zlib.decompressobj()
    plain = unpacker.decompress(packed, _MOST_BYTES) if packed else b""
    return plain if unpacker.eof else b""


def meaning(catalogue: Catalogue, text: str) -> Meaning:
    """What a scanned text means in this store."""
    if text.upper().startswith(PREFIX):
        try:
            return Meaning(basket=unpack(text))
        except RefusedInput:
            return Meaning()
    for reading in readings(text):
        if reading.kind is Kind.ORDER:
            return Meaning(order=reading.value)
        if known := catalogue.by_code(reading.value):
            return Meaning(product_id=known[0], sku=known[1])
    return Meaning()
