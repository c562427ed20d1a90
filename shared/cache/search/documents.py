"""Products as the index sees them: only the fields that are searched, filtered, sorted or shown in a tile."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Final

import msgspec

LONGEST_RANGE: Final = 12  # "39–42" is a range of sizes, "32/200" is not


class _Promotion(msgspec.Struct, gc=False):
    amount: int
    starts: datetime | None = None
    ends: datetime | None = None


class _Price(msgspec.Struct, gc=False):
    amount: int
    currency: str
    promotion: _Promotion | None = None


class _Media(msgspec.Struct, gc=False):
    sha256: str = ""


class _Value(msgspec.Struct, gc=False):
    id: str
    label: str
    swatch: str = ""


class Option(msgspec.Struct, gc=False):
    """What a shopper may choose between."""

    id: str
    label: str
    kind: str = "other"
    values: tuple[_Value, ...] = ()


class _Variant(msgspec.Struct, gc=False):
    sku: str
    price: _Price
    gtin: str | None = None
    options: msgspec.Raw = msgspec.Raw(b"{}")
    media: tuple[_Media, ...] = ()


class _Wording(msgspec.Struct, gc=False):
    name: str
    short: str = ""
    description: str = ""


class Item(msgspec.Struct, gc=False):
    """A product row; unknown fields are skipped, which makes reading a million of them affordable.

    What many products have alike is left as JSON, so that it is read once for all of them.
    """

    id: str
    name: str
    variants: tuple[_Variant, ...]
    brand: str = ""
    short: str = ""
    description: str = ""
    bullets: tuple[str, ...] = ()
    category_ids: tuple[str, ...] = ()
    options: msgspec.Raw = msgspec.Raw(b"[]")
    media: tuple[_Media, ...] = ()
    attributes: msgspec.Raw = msgspec.Raw(b"{}")
    rating: float | None = None
    popularity: int = 0
    new_from: date | None = None
    words: dict[str, _Wording] = {}


def chosen(options: Iterable[Option], used: Collection[tuple[str, str]], kind: str) -> list[_Value]:
    """The values of the options of a kind that are in use, in display order; ``used``: (option, value)."""
    return [
        value
        for option in options
        if option.kind == kind
        for value in option.values
        if (option.id, value.id) in used
    ]


read_item = msgspec.json.Decoder(Item).decode
read_options = msgspec.json.Decoder(tuple[Option, ...]).decode
read_choice = msgspec.json.Decoder(dict[str, str]).decode
read_attributes = msgspec.json.Decoder(dict[str, tuple[str, ...]]).decode


class Offer(msgspec.Struct, gc=False):
    """What a product costs now, in minor units, and until when that holds (Unix seconds, 0: no end known)."""

    amount: int
    list_amount: int
    currency: str
    from_price: bool
    until: int


def offer(item: Item, now: datetime) -> Offer:
    """The lowest price over the variants at a moment."""
    if len(item.variants) == 1 and item.variants[0].price.promotion is None:
        price = item.variants[0].price
        return Offer(price.amount, price.amount, price.currency, from_price=False, until=0)
    best: tuple[int, int, str] | None = None
    amounts = set()
    until = 0
    for variant in item.variants:
        price, promo = variant.price, variant.price.promotion
        amount = price.amount
        if promo is not None:
            started = promo.starts is None or promo.starts <= now
            if started and (promo.ends is None or now < promo.ends):
                amount = promo.amount
            turn = promo.starts if not started else promo.ends
            if turn is not None and turn > now:
                until = min(until or 2**62, int(turn.timestamp()))
        amounts.add(amount)
        if best is None or amount < best[0]:
            best = (amount, price.amount, price.currency)
    if best is None:
        raise ValueError(f"product {item.id} has no variant")
    return Offer(best[0], best[1], best[2], len(amounts) > 1, until)


class Tree:
    """The category tree, for the words and the ancestors of a product's categories."""

    def __init__(self, categories: Iterable[tuple[str, str | None, str, Mapping[str, str]]]) -> None:
        """Of (id, parent id, name, names by language)."""
        self.parents: dict[str, str | None] = {}
        self.names: dict[str, str] = {}
        self.words: dict[str, dict[str, str]] = {}
        for id_, parent, name, words in categories:
            self.parents[id_], self.names[id_], self.words[id_] = parent, name, dict(words)
        self._lines: dict[tuple[str, ...], tuple[str, ...]] = {}

    def line(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The categories and all above them, each once; unknown parents and circles end a line."""
        known = self._lines.get(ids)
        if known is None:
            seen: dict[str, None] = {}
            for start in ids:
                at: str | None = start
                while at is not None and at in self.parents and at not in seen:
                    seen[at] = None
                    at = self.parents[at]
            known = self._lines[ids] = tuple(seen)
        return known

    def name(self, id_: str, language: str) -> str:
        return self.words.get(id_, {}).get(language) or self.names.get(id_, id_)


_RANGE: Final = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})")


def within(label: str) -> list[str]:
    """The whole sizes between the ends of a short range: "39–42" is also 40 and 41."""
    ends = _RANGE.fullmatch(label.strip())
    low, high = (int(ends[1]), int(ends[2])) if ends else (0, 0)
    return [str(size) for size in range(low + 1, high)] if high - low <= LONGEST_RANGE else []
