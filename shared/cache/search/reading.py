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
from shared.cache.search.hashing import hash_id
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


def read_stock(rows: Rows, location_id: str) -> Callable[[str], Units]:
    """Units to promise of a SKU here, at other stores, at warehouses."""
    units = _sorted_by_place(rows, location_id)

    def of(sku: str) -> Units:
        body = rows.body(Collection.STOCK, sku)
        return units(body) if body is not None else _NOTHING

    return of


def read_all_stock(rows: Rows, location_id: str) -> Callable[[Iterable[int]], NDArray[np.int32]]:
    """Units to promise here, at other stores, at warehouses, by `hash_id` of many SKUs: a row for each."""
    units = _sorted_by_place(rows, location_id)
    hashes, found = array("Q"), array("i")
    for sku, body in rows.scan(Collection.STOCK):
        if (of := units(body)) != _NOTHING:
            hashes.append(hash_id(sku))
            found.extend([min(figure, _MOST) for figure in of])
    order = np.argsort(np.asarray(hashes, np.uint64))
    known = np.append(np.asarray(hashes, np.uint64)[order], np.uint64(2**64 - 1))
    table = np.concatenate([np.asarray(found, np.int32).reshape(-1, 3)[order], np.zeros((1, 3), np.int32)])

    def of_all(skus: Iterable[int]) -> NDArray[np.int32]:
        wanted = np.asarray(skus, np.uint64)
        at = known.searchsorted(wanted)
        at[known[at] != wanted] = len(known) - 1
        result: NDArray[np.int32] = table[at]
        return result

    return of_all


def _sorted_by_place(rows: Rows, location_id: str) -> Callable[[str], Units]:
    """What a stock row tells of this place, of other stores, of warehouses."""
    places = rows.scan(Collection.LOCATION)
    stores = {key for key, body in places if json.loads(body).get("kind", "store") == "store"} | {location_id}

    def units(body: str) -> Units:
        here = elsewhere = warehouse = 0
        for place, atp in _read_levels(body).atp.items():
            if place == location_id:
                here = max(0, atp)
            elif place in stores:
                elsewhere += max(0, atp)
            else:
                warehouse += max(0, atp)
        return here, elsewhere, warehouse

    return units


class _Levels(msgspec.Struct, gc=False):
    atp: dict[str, int] = {}


def sign(item: Item) -> int:
    """A checksum of everything of a product but its prices and stock."""
    variants = [(v.sku, v.gtin, v.options, v.media) for v in item.variants]
    words = (item.id, item.name, item.brand, item.short, item.description, item.bullets, item.words)
    rest = (item.category_ids, item.options, item.media, item.attributes, item.rating, item.popularity)
    return zlib.crc32(_pack((words, rest, item.new_from, variants)))


_read_levels: Final = msgspec.json.Decoder(_Levels).decode
