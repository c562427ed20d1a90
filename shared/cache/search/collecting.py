"""Takes in all products of a cache: few in this process, many in a process for each core.

A large index is built and written by a process of its own, so that the agent goes on syncing and the memory it took is
given back when it is done. It shares the products with helpers; what they have collected comes back over a pipe.
"""

import gc
import logging
import multiprocessing
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import msgspec

from shared.cache.search import files
from shared.cache.search.arrays import MOST
from shared.cache.search.builder import Builder
from shared.cache.search.documents import Item, read_item
from shared.cache.search.layout import Built
from shared.cache.search.reading import Rows, Stock, read_kinds, read_setting, read_told, read_tree, sign
from shared.cache.store import Store
from shared.domain.errors import EnvironmentFault
from shared.domain.messages import Collection

log = logging.getLogger(__name__)
LARGE: Final = 20_000  # from so many products a second process is quicker, in spite of its start
NICE: Final = 10  # the window goes first
_FINE: Final = 20  # parts of an equal share …
_OWN: Final = 1.05  # … of which the process that starts the others takes some more


def make_builder(
    rows: Rows, values: Mapping[tuple[str, str], int] | None = None, bounds: tuple[int, ...] = ()
) -> Builder:
    """A builder for the shop of a cache; see `Builder`."""
    languages = read_setting(rows, "languages")
    language = languages[0] if languages else "en"
    return Builder(read_tree(rows), language, datetime.now(UTC), values, bounds, read_told(rows))


def add(builder: Builder, key: str, body: str) -> Item | None:
    """Take in a row; one that cannot be read is told of and left out."""
    try:
        item = read_item(body)
        builder.add(item, sign(item))
        return item
    except (msgspec.MsgspecError, ValueError) as problem:
        log.warning("product %s cannot be searched: %s", key, problem)
        return None


def build(rows: Rows, location_id: str) -> Built:
    """A segment of all products, in this process."""
    builder = make_builder(rows)
    for key, body in rows.scan(Collection.PRODUCT):
        add(builder, key, body)
    return builder.build(Stock().add(rows.scan(Collection.STOCK), read_kinds(rows, location_id)).of)


def build_apart(cache: Path, location_id: str, into: Path) -> None:
    """The same by other processes, written to a new folder. EnvironmentFault when they do not finish."""
    process = multiprocessing.get_context("spawn").Process(target=_build, args=(cache, location_id, into))
    process.start()
    process.join()
    if process.exitcode:
        raise EnvironmentFault(f"the search index was not built (exit code {process.exitcode})")


def _build(cache: Path, location_id: str, into: Path) -> None:
    os.nice(NICE)
    gc.disable()  # nothing here goes in circles, and there are millions of objects to look through
    count = min(os.cpu_count() or 1, MOST)
    context = multiprocessing.get_context("spawn")
    helpers = []
    for part in range(1, count):
        here, there = context.Pipe(duplex=False)
        process = context.Process(
            target=_help, args=(cache, location_id, (part, count), into / f"part-{part}", there), daemon=True
        )
        process.start()
        there.close()
        helpers.append((process, here, into / f"part-{part}"))
    builder, stock = _collect(cache, location_id, (0, count))
    for process, here, arrays in helpers:
        collected, values, more = here.recv()
        process.join()
        builder.absorb(collected, arrays, values)
        stock.absorb(more)
    with files.Writer(into) as writer:
        writer.finish(builder.write(stock.of, writer))


def _help(cache: Path, location_id: str, part: tuple[int, int], arrays: Path, answer: Connection) -> None:
    gc.disable()
    builder, stock = _collect(cache, location_id, part)
    collected = builder.finish()
    collected.save_arrays(arrays)
    answer.send((collected, list(builder.values), stock))


def _collect(cache: Path, location_id: str, part: tuple[int, int]) -> tuple[Builder, Stock]:
    """Take in one of so many parts of the products and of their stock."""
    store = Store(cache)
    builder = make_builder(store)
    for key, body in store.scan(Collection.PRODUCT, _share(store, Collection.PRODUCT, *part)):
        add(builder, key, body)
    rows = store.scan(Collection.STOCK, _share(store, Collection.STOCK, *part))
    stock = Stock().add(rows, read_kinds(store, location_id))
    store.close()  # and the part of the file that is mapped with it
    return builder, stock


def _share(store: Store, collection: Collection, part: int, count: int) -> tuple[int, int]:
    """A part of a collection; the first is larger, as its process starts before the others."""
    first = round(_FINE * _OWN)
    cuts = [0, *[first + (_FINE * count - first) * n // max(1, count - 1) for n in range(count)]]
    fine = store.parts(collection, _FINE * count)
    return fine[cuts[part]][0], fine[cuts[part + 1] - 1][1]
