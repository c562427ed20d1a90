"""Keeps the index level with the cache: prices and stock in place, other changes in a small second segment.

In the sync agent it works on files that the window maps; without a folder it works in memory.
"""

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np

from shared.cache.search import files
from shared.cache.search.builder import changing
from shared.cache.search.collecting import LARGE, add, build, build_apart, make_builder
from shared.cache.search.documents import read_item
from shared.cache.search.hashing import hash_id
from shared.cache.search.layout import Built
from shared.cache.search.reading import Rows, Units, read_stock, sign
from shared.cache.search.segment import Segment
from shared.cache.search.text import code
from shared.cache.store import Store
from shared.domain.messages import Collection

log = logging.getLogger(__name__)
SMALL: Final = 2_000  # so many changed products, or 2 % if that is more, are folded into the large segment
STATE: Final = "state.json"


@dataclass
class Keeper:
    """Brings segments up to date on ``update``; ``segments`` are the large one and the changes since."""

    rows: Rows
    location_id: str
    folder: Path | None = None
    segments: list[Segment] = field(default_factory=list)
    values: dict[tuple[str, str], int] = field(default_factory=dict)
    bounds: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self._generation = ""
        self._seq = 0
        self._names = ["", ""]
        self._changed: dict[
            str, str | None
        ] = {}  # product id → body, of everything the second segment replaces
        if self.folder is not None:
            self._open(self.folder)

    def update(self) -> bool:
        """Take in what has changed in the cache; True when the segments are others than before."""
        position = self.rows.position()
        generation, seq = self.rows.generation, position.seq if position else 0
        void = not self.segments or generation != self._generation or self._condemned()
        if void or self._structure_changed():
            self._build(generation, seq)
            return True
        stock = [change.key for change in self.rows.since(Collection.STOCK, self._seq)]
        products = {change.key: change.body for change in self.rows.since(Collection.PRODUCT, self._seq)}
        for product_id in self._of_skus(stock) | self._due():
            if product_id not in products:
                products[product_id] = self.rows.body(Collection.PRODUCT, product_id)
        rest = self._in_place(products)
        if not rest and seq == self._seq:
            return False
        self._seq = seq
        if rest:
            self._changed |= rest
            if len(self._changed) > max(SMALL, self.segments[0].count // 50):
                self._build(generation, seq)
                return True
            self._lay_changes()
        self._publish()
        return bool(rest)

    # --- from the beginning -------------------------------------------------------------------------------------

    def _build(self, generation: str, seq: int) -> None:
        started = time.monotonic()
        rows = self.rows
        if self.folder is not None and isinstance(rows, Store) and rows.count(Collection.PRODUCT) >= LARGE:
            build_apart(rows.folder, self.location_id, self._place(0, self.folder))
            segment = Segment(files.load(self.folder / self._names[0]))
        else:
            segment = self._keep(0, build(rows, self.location_id))
        self.values, self.bounds = values_of(segment.facts), tuple(segment.facts["bounds"])
        self._generation, self._seq, self._changed = generation, seq, {}
        self.segments = [segment]
        self._names[1] = ""
        self._publish()
        log.info("indexed %d products in %.1f s", segment.count, time.monotonic() - started)

    def _condemned(self) -> bool:
        """Whether a window that has looked the files through has found damage; see `files.condemn`."""
        if self.folder is None or all(files.is_there(self.folder / name) for name in self._names if name):
            return False
        log.warning("the search index is built anew: its files were found damaged")
        return True

    def _structure_changed(self) -> bool:
        """Whether categories, places or settings have changed: every product may be touched."""
        collections = (Collection.CATEGORY, Collection.LOCATION, Collection.SETTING)
        return any(self.rows.since(collection, self._seq) for collection in collections)

    # --- changes ------------------------------------------------------------------------------------------------

    def _find(self, product_id: str) -> tuple[Segment, int] | None:
        key = hash_id(product_id)
        for segment in reversed(self.segments):
            at = segment.number(key)
            if at is not None:
                return segment, at
        return None

    def _of_skus(self, skus: Iterable[str]) -> set[str]:
        found = set()
        for sku in skus:
            for segment in self.segments:
                found |= {segment.product_id(int(doc)) for doc in segment.with_code(code(sku), whole=True)}
        return found

    def _due(self) -> set[str]:
        """Products whose price of the moment has ended."""
        now = int(time.time())
        found = set()
        for segment in self.segments:
            until = segment.arrays["until"]
            found |= {segment.product_id(int(doc)) for doc in np.flatnonzero((until > 0) & (until <= now))}
        return found

    def _in_place(self, products: Mapping[str, str | None]) -> dict[str, str | None]:
        """Write new prices and stock; gives back the products that have changed otherwise."""
        rest: dict[str, str | None] = {}
        stock = read_stock(self.rows, self.location_id) if products else None
        now = datetime.now(UTC)
        for product_id, body in products.items():
            place = self._find(product_id)
            item = read_item(body) if body is not None else None
            if (
                place is None
                or item is None
                or stock is None
                or sign(item) != int(place[0].arrays["signs"][place[1]])
            ):
                if place is not None or item is not None:
                    rest[product_id] = body
                continue
            place[0].write(place[1], changing(item, stock, now), self.bounds)
        return rest

    def _lay_changes(self) -> None:
        """Build the second segment from everything that has changed since the first."""
        builder = make_builder(self.rows, self.values, self.bounds)
        units = read_stock(self.rows, self.location_id)
        held: dict[int, Units] = {}
        for key, body in self._changed.items():
            if body is not None and (item := add(builder, key, body)) is not None:
                held |= {hash_id(variant.sku): units(variant.sku) for variant in item.variants}
        first = self.segments[0].fresh()
        first.kill(n for n in (first.number(hash_id(key)) for key in self._changed) if n is not None)
        built = builder.build(lambda skus: np.array([held[sku] for sku in skus], np.int32).reshape(-1, 3))
        built.arrays["dead"] = first.dead().astype(np.int64)
        built.facts["changed"] = list(self._changed)
        self.values = builder.values
        self.segments = [first, self._keep(1, built)]

    # --- files --------------------------------------------------------------------------------------------------

    def _keep(self, place: int, built: Built) -> Segment:
        """A segment of finished arrays, in a folder if there is one."""
        if self.folder is None:
            return Segment(built)
        path = self._place(place, self.folder)
        files.save(built, path)
        return Segment(files.load(path))

    def _place(self, place: int, folder: Path) -> Path:
        """A new folder for a segment; it is made at once, so that a builder left over from a crash has another."""
        used = (path.name.rpartition("-")[2] for path in folder.iterdir() if path.is_dir())
        number = 1 + max((int(n) for n in used if n.isdigit()), default=0)
        self._names[place] = f"{('all', 'new')[place]}-{number}"
        (folder / self._names[place]).mkdir()
        return folder / self._names[place]

    def _publish(self) -> None:
        if self.folder is None:
            return
        for segment in self.segments:
            segment.flush()
        state = {"generation": self._generation, "seq": self._seq, "names": self._names}
        files.write_json(self.folder / STATE, state)
        files.sweep(self.folder, set(self._names))

    def _open(self, folder: Path) -> None:
        """Go on with the index that is there; whatever is wrong with it, the next update builds it anew."""
        folder.mkdir(parents=True, exist_ok=True)
        try:
            state = files.read_json(folder / STATE)
            segments = load_segments(folder, state["names"])
            for segment in segments:
                segment.arrays["stamp"] += segment.arrays["stamp"] & 1  # who wrote the last figure was killed
                files.check(Built(segment.arrays, segment.facts))
            self.segments = segments
        except files.DamagedIndexError as problem:
            if (folder / STATE).exists():
                log.warning("the search index is built anew: %s", problem)
            return
        self._generation, self._seq = state["generation"], state["seq"]
        self._names = state["names"]
        facts = self.segments[-1].facts
        self.values, self.bounds = values_of(facts), tuple(facts["bounds"])
        self._changed = {key: self.rows.body(Collection.PRODUCT, key) for key in facts.get("changed", ())}


def values_of(facts: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """The facet values of a segment, numbered in order."""
    return {(facet, key): number for number, (facet, key) in enumerate(facts["values"])}


def load_segments(folder: Path, names: Sequence[str], large: Segment | None = None) -> list[Segment]:
    """The segments of a published state; DamagedIndexError when one is not whole.

    ``large``: the first of them where that is open.
    """
    try:
        first = large.fresh() if large is not None else Segment(files.load(folder / names[0]))
        if not names[1]:
            return [first]
        second = Segment(files.load(folder / names[1]))
        first.kill(second.arrays["dead"].tolist())
    except (ValueError, IndexError) as problem:
        raise files.DamagedIndexError(f"{folder}: {problem}") from problem
    return [first, second]
