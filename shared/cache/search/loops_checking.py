"""Loops over the figures of an index that change in place: their checksums, and whether all are as sealed."""

from typing import Any, Final

import numpy as np
from numba import types as t

from shared.cache.search.compiled import compiled, inlined

_FIRST: Final = np.uint64(0xFF51AFD7ED558CCD)
_SECOND: Final = np.uint64(0xC4CEB9FE1A85EC53)
_HALF: Final = np.uint64(32)
_ONE: Final = np.uint64(1)

_FIGURES = (t.int64[::1], t.int64[::1], t.uint8[::1], t.int64[::1], t.int32[:, ::1])  # see layout.SEALED


@inlined
def _mixed(total: Any, word: Any) -> Any:
    """A sum with one more word, which for sums that differ, or words, is another."""
    total = (total ^ word) * _FIRST
    return total ^ (total >> _HALF)


@inlined
def _seal(doc: int, amount: Any, list_amount: Any, from_price: Any, until: Any, stock: Any) -> Any:
    total = _SECOND
    for figure in (amount[doc], list_amount[doc], np.int64(from_price[doc]), until[doc]):
        total = _mixed(total, np.uint64(figure))
    for place in range(stock.shape[1]):
        total = _mixed(total, np.uint64(stock[doc, place]))
    return np.uint32(total >> _HALF)


@compiled(t.void, t.uint32[::1], *_FIGURES)
def seal(seals: Any, amount: Any, list_amount: Any, from_price: Any, until: Any, stock: Any) -> None:
    """Put the checksums of the figures of documents that change in place."""
    for doc in range(len(seals)):
        seals[doc] = _seal(doc, amount, list_amount, from_price, until, stock)


@inlined
def _held(bands: Any, band: int, doc: int) -> Any:
    return (bands[band, doc >> 6] >> np.uint64(doc & 63) & _ONE) != 0


@compiled(t.int64, t.int64, *_FIGURES, t.uint32[::1], t.uint8[::1], t.uint64[:, ::1], t.int64[::1])
def unsealed(
    first: int, amount: Any, list_amount: Any, from_price: Any, until: Any, stock: Any, seals: Any, shelf: Any,
    bands: Any, bounds: Any,
) -> int:  # fmt: skip
    """The first document, from one on, whose figures are not as sealed or not as on its shelf; -1 for none."""
    for doc in range(first, len(seals)):
        band, here, anywhere = 0, stock[doc, 0] > 0, False
        for place in range(stock.shape[1]):
            anywhere |= stock[doc, place] > 0
        for at in range(1, len(bounds)):
            band += amount[doc] >= bounds[at]
        wrong = seals[doc] != _seal(doc, amount, list_amount, from_price, until, stock)
        wrong |= shelf[doc] != band * 4 + anywhere * 2 + here
        for at in range(len(bands)):
            wrong |= _held(bands, at, doc) != (here if at == len(bands) - 1 else at == band)
        if wrong:
            return doc
    for doc in range(len(seals), bands.shape[1] << 6):  # there are no such documents
        for at in range(len(bands)):
            if _held(bands, at, doc):
                return doc
    return -1
