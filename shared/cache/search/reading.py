"""What the index reads of a cache: the category tree, settings, stock by kind of place, and what a change changes."""

import json
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.cache.search.documents import Item, Tree
from shared.cache.search.hashing import hash_ids
from shared.domain.messages import Collection

Units = tuple[int, int, int]
_NOTHING: Final[Units] = (0, 0, 0)
_MOST: Final = 2**31 - 1
_pack: Final = msgspec.msgpack.Encoder().encode


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


def read_tree(rows: Rows) -> Tree:
    """The category tree of a cache."""

    def each() -> Iterator[tuple[str, str | None, str, Mapping[str, str]]]:
        for key, body in rows.scan(Collection.CATEGORY):
            data = json.loads(body)
            words = {language: word["name"] for language, word in (data.get("words") or {}).items()}
            yield key, data.get("parent_id"), data["name"], words

    return Tree(each())


def read_setting(rows: Rows, key: str) -> Any:  # noqa: ANN401 - a setting is any JSON
    """A setting's value; None when there is none."""
    body = rows.body(Collection.SETTING, key)
    return json.loads(body).get("value") if body else None


def read_told(rows: Rows) -> dict[str, dict[str, str]]:
    """What the shop says in other languages for its colours, sizes and materials: language → text → the text there."""
    told = read_setting(rows, "words")
    languages = told.items() if isinstance(told, dict) else ()
    return {language: words for language, words in languages if isinstance(words, dict)}


def read_stock(rows: Rows, location_id: str) -> Callable[[str], Units]:
    """Units to promise of a SKU here, at other stores, at warehouses."""
    kinds = read_kinds(rows, location_id)

    def of(sku: str) -> Units:
        body = rows.body(Collection.STOCK, sku)
        return _units(body, kinds) if body is not None else _NOTHING

    return of


class Stock:
    """Units to promise of many SKUs by `hash_id`, taken from rows in any order."""

    def __init__(self) -> None:
        self.hashes: list[NDArray[np.uint64]] = []
        self.units: list[NDArray[np.int32]] = []

    def add(self, rows: Iterable[tuple[str, str]], kinds: Mapping[str, int]) -> "Stock":
        """Take in stock rows; ``kinds`` as `read_kinds` gives them."""
        skus: list[str] = []
        found = array("q")
        for sku, body in rows:
            skus.append(sku)
            found.extend(_units(body, kinds))
        self.hashes.append(hash_ids(skus))
        self.units.append(np.minimum(np.asarray(found), _MOST).astype(np.int32).reshape(-1, 3))
        return self

    def absorb(self, other: "Stock") -> None:
        """Take in what another one has."""
        self.hashes += other.hashes
        self.units += other.units

    def of(self, skus: Iterable[int]) -> NDArray[np.int32]:
        """A row for each hash of a SKU: here, at other stores, at warehouses."""
        hashes = np.concatenate(self.hashes)
        order = np.argsort(hashes)
        known = np.append(hashes[order], np.uint64(2**64 - 1))
        table = np.concatenate([np.concatenate(self.units)[order], np.zeros((1, 3), np.int32)])
        wanted = np.asarray(skus, np.uint64)
        at = known.searchsorted(wanted)
        at[known[at] != wanted] = len(known) - 1
        result: NDArray[np.int32] = table[at]
        return result


def read_kinds(rows: Rows, location_id: str) -> dict[str, int]:
    """Places by how their stock counts: 0 for this place, 1 for other stores; the rest are warehouses."""
    places = rows.scan(Collection.LOCATION)
    stores = {key: 1 for key, body in places if json.loads(body).get("kind", "store") == "store"}
    return stores | {location_id: 0}


def _units(body: str, kinds: Mapping[str, int]) -> Units:
    units = [0, 0, 0]
    for place, atp in _read_levels(body).atp.items():
        if atp > 0:
            units[kinds.get(place, 2)] += atp
    return units[0], units[1], units[2]


class _Levels(msgspec.Struct, gc=False):
    atp: dict[str, int] = {}


def sign(item: Item) -> int:
    """A checksum of everything of a product but its prices and stock."""
    variants = [(v.sku, v.gtin, v.options, v.media) for v in item.variants]
    words = (item.id, item.name, item.brand, item.short, item.description, item.bullets, item.words)
    rest = (item.category_ids, item.options, item.media, item.attributes, item.rating, item.popularity)
    return zlib.crc32(_pack((words, rest, item.new_from, variants)))


_read_levels: Final = msgspec.json.Decoder(_Levels).decode
