"""What loops read of a segment, and what they use meanwhile, each handed over as one thing.

That costs a call as much as eight arrays by themselves, however many there are.
"""

from typing import Any, Final

from numba import types as t
from numba.experimental import structref

from shared.cache.search.compiled import arrays, compiled

_VIEW: Final = {
    "count": t.int64,
    "alive": t.uint64[::1],  # empty: all
    "docs": t.uint32[::1],  # postings, in order of words
    "weights": t.uint8[::1],
    "wide_any": t.uint64[:, ::1],
    "wide_high": t.uint64[:, ::1],
    "combos": t.uint32[:, ::1],
    "combo_start": t.int64[::1],
    "combo_value": t.int64[::1],
    "prior": t.float32[::1],
    "shelf": t.uint8[::1],
    "new_day": t.int32[::1],
    "newest": t.int64,  # the last of these days
    "amount": t.int64[::1],
    "list_amount": t.int64[::1],
    "from_price": t.uint8[::1],
    "stock": t.int32[:, ::1],
    "tile_start": t.int64[::1],
    "tile": arrays("uint8"),
}
_SCRATCH: Final = {
    "marks": t.uint64[::1],  # a bitmap of all zeros, before and after
    "before": t.uint32[::1],  # as large
    "sets": t.int32[::1],  # a 0 for each set of values, before and after
}


@structref.register
class ViewType(t.StructRef):  # type: ignore[misc] # numba has no types
    """The type of a view."""


@structref.register
class ScratchType(t.StructRef):  # type: ignore[misc] # as above
    """The type of scratch."""


class View(structref.StructRefProxy):  # type: ignore[misc] # as above
    """A segment's arrays, see layout.py; which are what they are when it is made."""


class Scratch(structref.StructRefProxy):  # type: ignore[misc] # as above
    """Memory for the loops of one search."""


structref.define_boxing(ViewType, View)
structref.define_boxing(ScratchType, Scratch)
VIEW: Final = ViewType(list(_VIEW.items()))
SCRATCH: Final = ScratchType(list(_SCRATCH.items()))


@compiled(VIEW, *_VIEW.values())
def view_of(
    count: int, alive: Any, docs: Any, weights: Any, wide_any: Any, wide_high: Any, combos: Any, combo_start: Any,
    combo_value: Any, prior: Any, shelf: Any, new_day: Any, newest: int, amount: Any, list_amount: Any,
    from_price: Any, stock: Any, tile_start: Any, tile: Any,
) -> Any:  # fmt: skip
    """A view of these arrays."""
    view = structref.new(VIEW)
    view.count, view.alive, view.docs, view.weights = count, alive, docs, weights
    view.wide_any, view.wide_high = wide_any, wide_high
    view.combos, view.combo_start, view.combo_value = combos, combo_start, combo_value
    view.prior, view.shelf, view.new_day, view.newest = prior, shelf, new_day, newest
    view.amount, view.list_amount, view.from_price, view.stock = amount, list_amount, from_price, stock
    view.tile_start, view.tile = tile_start, tile
    return view


@compiled(SCRATCH, *_SCRATCH.values())
def scratch_of(marks: Any, before: Any, sets: Any) -> Any:
    """Scratch of this memory, which is as it has to be before."""
    scratch = structref.new(SCRATCH)
    scratch.marks, scratch.before, scratch.sets = marks, before, sets
    return scratch
