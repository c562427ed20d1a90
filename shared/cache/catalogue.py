"""The catalogue as view models see it: departments, products, search, stock, promises, from the device's cache."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from shared.cache.search.model import FACETS, Facet, Found, Query, Sort, Tile
from shared.domain.catalogue import Category, Product
from shared.domain.codes import gtin14
from shared.domain.location import Location
from shared.domain.messages import Collection
from shared.domain.promise import Promise
from shared.domain.promising import promises
from shared.domain.stock import StockRow

if TYPE_CHECKING:
    from shared.cache.search.index import Index
    from shared.cache.search.reading import Position

__all__ = ["FACETS", "Catalogue", "Facet", "Found", "Query", "Rows", "Sort", "Tile"]

T = TypeVar("T")


class Rows(Protocol):
    """What the catalogue needs of the cache; `shared.cache.store.Store` is it."""

    @property
    def generation(self) -> str: ...
    def body(self, collection: Collection, key: str) -> str | None: ...
    def bodies(self, collection: Collection, keys: Sequence[str]) -> Mapping[str, str]: ...
    def scan(self, collection: Collection) -> Iterator[tuple[str, str]]: ...
    def since(self, collection: Collection, rev: int) -> Sequence[Any]: ...
    def position(self) -> "Position | None": ...
    def find_code(self, code: str) -> Sequence[tuple[str, str]]: ...
    def stock_delta(self, sku: str) -> Mapping[str, int]: ...
    def known_at(self) -> datetime | None: ...


class Catalogue:
    """Everything a shopper can look at. Every method is synchronous, thread-safe and quick."""

    def __init__(self, store: Rows, location_id: str) -> None:
        self._store = store
        self._location_id = location_id
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._index: Index | None = None
        self._below_of: Mapping[str, Category] = {}
        self._below: dict[str, list[Category]] = {}
        self._read: dict[Collection, tuple[tuple[str, int], dict[str, Any]]] = {}

    # --- categories and places ----------------------------------------------------------------------------------

    def departments(self) -> list[Category]:
        """The top level, in position order."""
        return self.children("")

    def children(self, category_id: str) -> list[Category]:
        """The categories directly below one, in position order; below ``""`` are the departments."""
        known = self._categories()
        with self._lock:
            if self._below_of is not known:
                self._below_of, self._below = known, {}
                for category in sorted(known.values(), key=lambda c: (c.position, c.name)):
                    parent = category.parent_id if category.parent_id in known else ""
                    self._below.setdefault(parent or "", []).append(category)
            return list(self._below.get(category_id, ()))

    def path(self, category_id: str) -> list[Category]:
        """From the department down to a category; empty when it is unknown."""
        return self._path(category_id, self._categories())

    @staticmethod
    def _path(category_id: str, known: Mapping[str, Category]) -> list[Category]:
        line: dict[str, Category] = {}
        at: str | None = category_id
        while at is not None and at in known and at not in line:
            line[at] = known[at]
            at = known[at].parent_id
        return list(reversed(line.values()))

    def locations(self) -> dict[str, Location]:
        """All stores and warehouses by id."""
        return dict(self._all(Collection.LOCATION, Location))

    def here(self) -> Location:
        """This device's own place; nameless while the cache does not know it."""
        known: Mapping[str, Location] = self._all(Collection.LOCATION, Location)
        return known.get(self._location_id) or Location(id=self._location_id, name="")

    def setting(self, key: str, default: T) -> T:
        """A setting of the shop; the default where it is missing or of another kind."""
        body = self._store.body(Collection.SETTING, key)
        value = json.loads(body).get("value") if body else None
        if isinstance(default, tuple) and isinstance(value, list):
            value = tuple(value)
        return value if isinstance(value, type(default)) else default

    def _categories(self) -> Mapping[str, Category]:
        return self._all(Collection.CATEGORY, Category)

    def _all(self, collection: Collection, model: type[Any]) -> Mapping[str, Any]:
        """A small collection, read once for each state of the cache."""
        position = self._store.position()
        now = (self._store.generation, position.seq if position else 0)
        with self._lock:
            held = self._read.get(collection)
            if held is not None and held[0] == now:
                return held[1]
        rows = {key: model.model_validate_json(body) for key, body in self._store.scan(collection)}
        with self._lock:
            self._read[collection] = (now, rows)
        return rows

    # --- products -----------------------------------------------------------------------------------------------

    def product(self, product_id: str) -> Product | None:
        """A product with everything known of it; None when it is gone."""
        body = self._store.body(Collection.PRODUCT, product_id)
        return Product.model_validate_json(body) if body else None

    def by_code(self, code: str) -> tuple[str, str] | None:
        """(product id, SKU) of a GTIN in any length, with or without leading zeros, or of a SKU."""
        typed = code.strip()
        tries = [typed, typed.upper(), typed.lower()]
        if typed.isascii() and typed.isdigit() and len(typed) <= 14:
            full = gtin14(typed.zfill(14))
            tries = [full, *tries] if full else tries
        for known in dict.fromkeys(tries):
            if found := self._store.find_code(known):
                return found[0][0], found[0][1]
        return None

    def tiles(self, product_ids: Sequence[str], language: str) -> list[Tile]:
        """Tiles of given products in the given order; products that are gone are left out."""
        return self._opened().tiles(product_ids, language)

    def search(self, query: Query) -> Found:
        """Search or browse; see Query and Found."""
        found = self._opened().search(query)
        if not found.total or found.relaxed:
            found.nearest = self._nearest(found)
        return found

    def suggest(self, text: str, limit: int = 8, language: str = "en") -> list[str]:
        """Ways to go on typing, most products first."""
        return self._opened().suggest(text, limit, language)

    def _opened(self) -> "Index":
        """The search, opened with its first question: a window has its first frame before numpy is there.

        Where its loops have not been compiled yet, pages wait for their products until they are, once.
        """
        with self._opening:
            if self._index is None:
                from shared.cache.search.compiled import ahead  # noqa: PLC0415

                folder = getattr(self._store, "folder", None)
                ahead(folder)
                from shared.cache.search.index import Index  # noqa: PLC0415 - has what `ahead` compiles

                place = folder / "search" if folder is not None else None
                self._index = Index(self._store, self._location_id, place)
            return self._index

    def _nearest(self, found: Found) -> list[Category]:
        """Where to look when nothing has all words: the narrowest categories of what was found, else departments."""
        known = self._categories()
        counted = [facet for facet in found.facets.get("category", []) if facet.count and facet.id in known]
        counted.sort(key=lambda facet: (-len(self._path(facet.id, known)), -facet.count))
        return [known[facet.id] for facet in counted[:6]] or self.departments()[:6]

    # --- stock and promises -------------------------------------------------------------------------------------

    def stock(self, sku: str) -> StockRow | None:
        """What is to be had of a SKU where, with this device's own pending orders taken off.

        It is true as of the last time that this device had everything from the hub.
        """
        body = self._store.body(Collection.STOCK, sku)
        if body is None:
            return None
        row = StockRow.model_validate_json(body)
        delta = self._store.stock_delta(sku)
        atp = (
            {p: max(0, row.atp.get(p, 0) + delta.get(p, 0)) for p in {*row.atp, *delta}} if delta else row.atp
        )
        as_of = max(row.as_of, self._store.known_at() or row.as_of)
        return row.model_copy(update={"atp": atp, "as_of": as_of})

    def promises(self, sku: str, quantity: int = 1) -> list[Promise]:
        """Ways to get a quantity, best first: here, other stores by distance, home."""
        row = self.stock(sku)
        if row is None:
            return []
        found = self._store.find_code(sku)
        product = self.product(found[0][0]) if found else None
        aisle = product.variant(sku).aisle if product else {}
        return promises(row, quantity, self.here(), self.locations(), datetime.now(UTC), aisle)
