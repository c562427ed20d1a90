"""What the index reads of a cache: the category tree, settings, stock by kind of place, and what a change changes."""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

import msgspec

from shared.cache.search.documents import Item, Tree
from shared.domain.messages import Collection

Units = tuple[int, int, int]
_NOTHING: Final[Units] = (0, 0, 0)
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


def read_stock(rows: Rows, location_id: str, everything: bool = False) -> Callable[[str], Units]:
    """Units to promise of a SKU here, at other stores, at warehouses; ``everything``: all are read at once."""
    places = rows.scan(Collection.LOCATION)
    stores = {key for key, body in places if json.loads(body).get("kind", "store") == "store"} | {location_id}

    def units(body: str | None) -> Units:
        if body is None:
            return _NOTHING
        here = elsewhere = warehouse = 0
        for place, atp in _read_levels(body).atp.items():
            if place == location_id:
                here = max(0, atp)
            elif place in stores:
                elsewhere += max(0, atp)
            else:
                warehouse += max(0, atp)
        return here, elsewhere, warehouse

    if everything:
        known: dict[Units, Units] = {}  # one tuple for all that are equal
        held = {
            sku: known.setdefault(of, of) for sku, body in rows.scan(Collection.STOCK) if (of := units(body))
        }
        return lambda sku: held.get(sku, _NOTHING)
    return lambda sku: units(rows.body(Collection.STOCK, sku))


class _Levels(msgspec.Struct):
    atp: dict[str, int] = {}


def sign(item: Item) -> int:
    """A checksum of everything of a product but its prices and stock."""
    variants = [(v.sku, v.gtin, v.options, v.media) for v in item.variants]
    words = (item.name, item.brand, item.short, item.description, item.bullets, item.words)
    rest = (
        item.category_ids,
        item.options,
        item.media,
        item.attributes,
        item.rating,
        item.popularity,
        item.new_from,
    )
    return zlib.crc32(_pack((item.id, variants, words, rest)))


_read_levels: Final = msgspec.json.Decoder(_Levels).decode
