"""The index over a device's cache: built from its rows, kept up with their changes."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

import numpy as np

from shared.cache.search.builder import Builder
from shared.cache.search.documents import Tree, read_item
from shared.cache.search.engine import Engine
from shared.cache.search.hashing import hash_text
from shared.cache.search.model import Found, Query, Tile
from shared.cache.search.segment import Segment
from shared.cache.search.words import Synonyms
from shared.domain.messages import Collection


class Position(Protocol):
    """How far the cache has come."""

    @property
    def seq(self) -> int: ...


class Rows(Protocol):
    """What is read of the cache."""

    @property
    def generation(self) -> str: ...
    def body(self, collection: Collection, key: str) -> str | None: ...
    def scan(self, collection: Collection) -> Iterator[tuple[str, str]]: ...
    def since(self, collection: Collection, rev: int) -> Sequence[Any]: ...
    def position(self) -> Position | None: ...


def price_bands(amounts: Sequence[int], count: int = 6) -> tuple[int, ...]:
    """Lower ends of price bands with about equally many products each, at round amounts; the first is 0."""
    if not len(amounts):
        return (0,)
    bounds = [0]
    for quantile in np.quantile(np.asarray(amounts), [i / count for i in range(1, count)]):
        size = 10 ** max(0, len(str(int(quantile))) - 1)
        steps = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10)
        near = int(min((step * size for step in steps), key=lambda bound: abs(bound - float(quantile))))
        if near > bounds[-1]:
            bounds.append(near)
    return tuple(bounds)


def read_tree(rows: Rows) -> Tree:
    """The category tree of a cache."""

    def each() -> Iterator[tuple[str, str | None, str, Mapping[str, str]]]:
        for key, body in rows.scan(Collection.CATEGORY):
            data = json.loads(body)
            words = {language: word["name"] for language, word in (data.get("words") or {}).items()}
            yield key, data.get("parent_id"), data["name"], words

    return Tree(each())


def read_stock(rows: Rows, location_id: str) -> Callable[[str], tuple[int, int, int]]:
    """Units to promise of a SKU here, at other stores, at warehouses."""
    stores = set()
    for key, body in rows.scan(Collection.LOCATION):
        if json.loads(body).get("kind", "store") == "store":
            stores.add(key)
    stores.add(location_id)

    def of(sku: str) -> tuple[int, int, int]:
        body = rows.body(Collection.STOCK, sku)
        atp: dict[str, int] = json.loads(body).get("atp", {}) if body else {}
        here = max(0, atp.get(location_id, 0))
        in_stores = sum(max(0, n) for place, n in atp.items() if place in stores)
        return here, in_stores - here, sum(max(0, n) for n in atp.values()) - in_stores

    return of


class Index:
    """Search over the rows of a cache as they are now."""

    def __init__(self, rows: Rows, location_id: str) -> None:
        self._rows = rows
        self._location_id = location_id
        self._lock = threading.Lock()
        self._state: tuple[str, int] | None = None
        self._engine: Engine | None = None

    def search(self, query: Query) -> Found:
        return self.engine().search(query)

    def suggest(self, text: str, limit: int, language: str) -> list[str]:
        return self.engine().suggest(text, limit, language)

    def tiles(self, product_ids: Sequence[str], language: str) -> list[Tile]:
        """Tiles in the given order; unknown products are left out."""
        engine = self.engine()
        found = []
        for product_id in product_ids:
            for segment in engine.segments:
                at = segment.number(hash_text(product_id))
                if at is not None:
                    found.append(engine.tile(segment, at, language))
                    break
        return found

    def engine(self) -> Engine:
        """The engine over the rows as they are now."""
        position = self._rows.position()
        now = (self._rows.generation, position.seq if position else 0)
        with self._lock:
            if self._engine is None or self._state != now:
                self._engine = self._build()
                self._state = now
            return self._engine

    def _build(self) -> Engine:
        tree = read_tree(self._rows)
        language, more = self._settings()
        builder = Builder(tree, language, read_stock(self._rows, self._location_id), datetime.now(UTC))
        for _, body in self._rows.scan(Collection.PRODUCT):
            builder.add(read_item(body), 0)
        segment = Segment(builder.build())
        bounds = price_bands(segment.arrays["amount"].tolist())

        def label(facet: str, key: str, language: str) -> str:
            return tree.name(key, language) if facet == "category" else key

        synonyms = Synonyms.load(more=more)
        return Engine([segment] if segment.count else [], builder.values, bounds, label, language, synonyms)

    def _settings(self) -> tuple[str, list[list[str]]]:
        values = {}
        for key in ("languages", "synonyms"):
            body = self._rows.body(Collection.SETTING, key)
            values[key] = json.loads(body).get("value") if body else None
        languages, synonyms = values["languages"], values["synonyms"]
        return (languages[0] if languages else "en"), (synonyms or [])
