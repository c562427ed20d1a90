"""A basket as a signed code to carry on a phone, and what any scanned code means here.

The code names articles, counts and the day, and nothing else: prices and promises are the store's own when it is read
again. The signature keeps baskets out that no screen of the house has made.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from shared.cache.catalogue import Catalogue
from shared.crypto import forged, read_signed, sign
from shared.domain.errors import RefusedInput
from shared.qt.scanner import Kind, Reading, readings

PREFIX: Final = "EVERYSHELF-K:"
MOST_LINES: Final = 40  # more would make a code that phones cannot show well
KEPT: Final = timedelta(days=30)  # an older basket is another season's
_PURPOSE: Final = "basket"
_MOST_BYTES: Final = 20_000


class OldBasketError(RefusedInput):
    """A basket that was ours, too long ago."""


@dataclass(frozen=True)
class Meaning:
    """What a code stands for: an order, a variant, a basket as (SKU, count), a member, a badge, or nothing known.

    ``refused`` says why a code that looks like ours is not taken: ``forged`` or ``old``.
    """

    order: str = ""
    product_id: str = ""
    sku: str = ""
    basket: tuple[tuple[str, int], ...] = ()
    member: str = ""
    badge: str = ""
    refused: str = ""


def pack(lines: Iterable[tuple[str, int]], key: str, when: datetime) -> str:
    """A basket of (SKU, count) as the text of a QR code, signed with the house's key."""
    body = [int(when.timestamp()) // 60, list(lines)[:MOST_LINES]]
    return PREFIX + sign(zlib.compress(json.dumps(body, separators=(",", ":")).encode(), 9), _PURPOSE, key)


def unpack(text: str, key: str, now: datetime) -> tuple[tuple[str, int], ...]:
    """The basket of a code; RefusedInput when it is damaged or not ours, OldBasketError when it is too old."""
    packed = read_signed(text.strip()[len(PREFIX) :], _PURPOSE, key)
    if packed is None:
        raise RefusedInput(
            "this basket code is damaged or not ours: open the basket on the first screen again"
        )
    try:
        minutes, lines = json.loads(zlib.decompressobj().decompress(packed, _MOST_BYTES))
        made = datetime.fromtimestamp(minutes * 60, UTC)
        basket = tuple((str(sku), max(1, min(99, int(count)))) for sku, count in lines[:MOST_LINES])
    except (zlib.error, ValueError, TypeError, OverflowError) as problem:
        raise RefusedInput("this basket code is of another kind: open the basket anew") from problem
    if now - made > KEPT:
        raise OldBasketError(f"this basket code is of {made:%Y-%m-%d}: put the articles in anew")
    return basket


def meaning(catalogue: Catalogue, text: str, key: str, now: datetime) -> Meaning:
    """What a scanned text means in this store."""
    if text.strip().upper().startswith(PREFIX):
        return _basket(text, key, now)
    if forged(text, key):
        return Meaning(refused="forged")
    return next((known for reading in readings(text) if (known := _known(catalogue, reading))), Meaning())


def _basket(text: str, key: str, now: datetime) -> Meaning:
    try:
        return Meaning(basket=unpack(text, key, now))
    except OldBasketError:
        return Meaning(refused="old")
    except RefusedInput:
        return Meaning(refused="forged")


def _known(catalogue: Catalogue, reading: Reading) -> Meaning | None:
    """What a reading stands for, None when it is nothing here."""
    match reading.kind:
        case Kind.ORDER:
            return Meaning(order=reading.value)
        case Kind.LOYALTY:
            return Meaning(member=reading.value)
        case Kind.BADGE:
            return Meaning(badge=reading.value)
    known = catalogue.by_code(reading.value)
    return Meaning(product_id=known[0], sku=known[1]) if known else None
