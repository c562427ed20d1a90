"""What is asked of a search and what comes back."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from shared.domain.catalogue import Category

Sort = Literal["best", "price_up", "price_down", "new"]
FACETS = ("category", "brand", "size", "colour", "price", "here", "rating")


class Query(msgspec.Struct, frozen=True, gc=False):
    """A search or a browse (empty text). ``filters``: facet id → chosen value ids.

    Within a facet any of them is enough, between facets all must hold.

    Value ids: category and brand as they are; size and colour by label; price ``"1000-2500"`` (minor units, upper
    end exclusive, open when empty); here ``"1"``; rating ``"4"`` (at least).
    """

    text: str = ""
    category_id: str = ""
    filters: dict[str, frozenset[str]] = {}
    sort: Sort = "best"
    offset: int = 0
    limit: int = 24
    language: str = "en"


class Facet(msgspec.Struct, gc=False):
    """One value to filter by, with the exact number of products that have it; each facet ignores its own filter."""

    id: str
    label: str
    count: int
    active: bool


class Tile(msgspec.Struct, gc=False, array_like=True):
    """What a list shows of a product; amounts in minor units, ``here | elsewhere | warehouse`` units to promise.

    ``elsewhere`` counts the other stores. ``list_amount`` is the price before a promotion, else equal to ``amount``.
    ``name`` is in the language asked for, where the shop has one in it; ``names`` are the others' by language.

    Fields are in the order in which `loops_counting.show` writes them.
    """

    amount: int
    list_amount: int
    here: int
    elsewhere: int
    warehouse: int
    from_price: bool
    new: bool
    product_id: str
    name: str
    brand: str
    media: str
    currency: str
    colours: tuple[str, ...]
    rating: float | None
    names: dict[str, str] | None


class Found(msgspec.Struct, gc=False):
    """A page of tiles with the exact total and facets over all matches.

    ``did_you_mean``: the words that were searched instead of the typed ones. ``relaxed``: the words that were left out
    because nothing, or little, has all of them; ``total`` then counts the products without those words. With either,
    ``exact`` products have all words as typed and come first, before any filter. ``nearest``: categories to look into
    when little or nothing was found.
    """

    tiles: list[Tile]
    total: int
    facets: Mapping[str, list[Facet]]
    did_you_mean: str = ""
    relaxed: str = ""
    exact: int = 0
    nearest: list[Category] = []
