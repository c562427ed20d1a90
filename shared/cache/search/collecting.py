"""Takes in all products of a cache: few in this process, many in a process for each core.

A large index is built and written by a process of its own, so that the agent goes on syncing and the memory it took is
given back when it is done. It shares the products with helpers; what they have collected comes back over a pipe.
"""

import gc
import logging
import multiprocessing
import os
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import msgspec

from shared.cache.search import files
from shared.cache.search.arrays import MOST
from shared.cache.search.builder import Builder
from shared.cache.search.documents import Item, read_item
from shared.cache.search.layout import Built
from shared.cache.search.reading import Rows, read_all_stock, read_setting, read_tree, sign
from shared.cache.store import Store
from shared.domain.errors import EnvironmentFault
from shared.domain.messages import Collection

log = logging.getLogger(__name__)
LARGE: Final = 20_000  # from so many products a second process is quicker, in spite of its start
NICE: Final = 5  # the window goes first
_OWN: Final = 0.9  # of an equal share is left to the process that also reads the stock


def make_builder(rows: Rows) -> Builder:
    """A builder for the shop of a cache."""
    languages = read_setting(rows, "languages")
    return Builder(read_tree(rows), languages[0] if languages else "en", datetime.now(UTC))


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
    return builder.build(read_all_stock(rows, location_id))


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
    store = Store(cache)
    own, *others = _shares(store, count)
    context = multiprocessing.get_context("spawn")
    helpers = []
    for part in others:
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_collect, args=(cache, part, there), daemon=True)
        process.start()
        there.close()
        helpers.append((process, here))
    stock = read_all_stock(store, location_id)
    builder = make_builder(store)
    for key, body in store.scan(Collection.PRODUCT, own):
        add(builder, key, body)
    for process, here in helpers:
        builder.absorb(*here.recv())
        process.join()
    writer = files.Writer(into)
    writer.finish(builder.write(stock, writer))


def _shares(store: Store, count: int) -> list[tuple[int, int]]:
    """Parts of the products, the first a little smaller."""
    fine = store.parts(Collection.PRODUCT, 20 * count)
    first = round(20 * _OWN)
    each = -(-(len(fine) - first) // max(1, count - 1))
    cuts = [0, *range(first, len(fine), each), len(fine)] if count > 1 else [0, len(fine)]
    return [(fine[a][0], fine[b - 1][1]) for a, b in pairwise(cuts)]


def _collect(cache: Path, part: tuple[int, int], answer: Connection) -> None:
    gc.disable()
    store = Store(cache)
    builder = make_builder(store)
    for key, body in store.scan(Collection.PRODUCT, part):
        add(builder, key, body)
    answer.send((builder.finish(), list(builder.values)))
