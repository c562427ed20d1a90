"""A cache in memory: rows by collection and key with growing revisions, as the search reads them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from shared.domain.base import Model
from shared.domain.catalogue import Category, Product
from shared.domain.messages import Collection


class Position(NamedTuple):
    epoch: str
    seq: int


class Change(NamedTuple):
    key: str
    rev: int
    body: str | None


class MemoryRows:
    def __init__(self, products: Iterable[Product] = (), categories: Iterable[Category] = ()) -> None:
        self.generation = "first"
        self.seq = 0
        self.taken: dict[tuple[str, str], int] = {}  # (sku, place) → units of pending orders, negative
        self.held: dict[tuple[Collection, str], Change] = {}
        for category in categories:
            self.put(Collection.CATEGORY, category.id, category)
        for product in products:
            self.put(Collection.PRODUCT, product.id, product)

    def put(self, collection: Collection, key: str, model: Model | str | None) -> None:
        self.seq += 1
        body = model.model_dump_json() if isinstance(model, Model) else model
        self.held[collection, key] = Change(key, self.seq, body)

    def position(self) -> Position:
        return Position("e", self.seq)

    def body(self, collection: Collection, key: str) -> str | None:
        change = self.held.get((collection, key))
        return change.body if change else None

    def bodies(self, collection: Collection, keys: Iterable[str]) -> Mapping[str, str]:
        return {key: body for key in keys if (body := self.body(collection, key)) is not None}

    def scan(self, collection: Collection) -> Iterator[tuple[str, str]]:
        for (kind, key), change in self.held.items():
            if kind == collection and change.body is not None:
                yield key, change.body

    def since(self, collection: Collection, rev: int) -> Sequence[Change]:
        return sorted(
            (c for (kind, _), c in self.held.items() if kind == collection and c.rev > rev),
            key=lambda c: c.rev,
        )

    def find_code(self, code: str) -> Sequence[tuple[str, str]]:
        found = []
        for _, body in self.scan(Collection.PRODUCT):
            product = Product.model_validate_json(body)
            found += [
                (product.id, v.sku)
                for v in product.variants
                if code == v.sku or (v.gtin and code == v.gtin.zfill(14))
            ]
        return sorted(found)

    def known_at(self) -> datetime | None:
        return None

    def stock_delta(self, sku: str) -> Mapping[str, int]:
        return {place: units for (known, place), units in self.taken.items() if known == sku}
