"""The search as a catalogue uses it: over the agent's index files where there are some, else over one in memory."""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from shared.cache.search import files
from shared.cache.search.collecting import LARGE
from shared.cache.search.engine import Engine
from shared.cache.search.facets import Facets
from shared.cache.search.hashing import hash_id
from shared.cache.search.keeper import STATE, Keeper, load_segments, values_of
from shared.cache.search.layout import Built
from shared.cache.search.model import Found, Query, Tile
from shared.cache.search.reading import Rows, read_setting, read_tree
from shared.cache.search.segment import Segment
from shared.cache.search.synonyms import Synonyms
from shared.cache.store import Store
from shared.domain.messages import Collection

log = logging.getLogger(__name__)
PATIENCE: Final = 300.0  # seconds for an agent to build a large index, before it is built in memory
T = TypeVar("T")


class Index:
    """Search over the rows of a cache. ``folder`` is where a sync agent keeps its index, if one does."""

    def __init__(self, rows: Rows, location_id: str, folder: Path | None = None) -> None:
        self._rows = rows
        self._folder = folder
        self._state = str(folder / STATE) if folder is not None else ""
        self._keeper = Keeper(rows, location_id)
        self._more: object = None
        self._synonyms: Synonyms | None = None  # kept while a shop's own stay as they are
        self._lock = threading.Lock()
        self._engine = Engine([], Facets({}, (), _own_label))
        self._seen: object = None
        self._names: list[str] = []
        self._segments: list[Segment] = []  # of these names
        self._checks: list[threading.Thread] = []

    def search(self, query: Query) -> Found:
        """Search or browse."""
        return self._ask(lambda engine: engine.search(query))

    def suggest(self, text: str, limit: int, language: str) -> list[str]:
        """Ways to go on typing."""
        return self._ask(lambda engine: engine.suggest(text, limit, language))

    def tiles(self, product_ids: Sequence[str], language: str) -> list[Tile]:
        """Tiles in the given order; unknown products are left out."""
        keys = [hash_id(product_id) for product_id in product_ids]
        return self._ask(lambda engine: _tiles(engine, keys, language))

    def _ask(self, question: Callable[[Engine], T]) -> T:
        """The answer to a question; where it fails on a damaged index, that of the next index."""
        engine = self.engine()
        try:
            return question(engine)
        except Exception:
            for check in self._checks:
                check.join()
            if self.engine() is engine:
                raise
            return question(self.engine())

    def engine(self) -> Engine:
        """The engine over the rows as they are now; one that is being renewed may still be in use elsewhere."""
        state = _mark(self._state) if self._state else None
        position = self._rows.position() if state is None else None
        now = state or (self._rows.generation, position.seq if position else 0)
        if now == self._seen:
            return self._engine
        with self._lock:
            if now != self._seen and not (state and self._from_files()) and not self._awaited(state):
                self._keeper.update()
                self._renew(self._keeper.segments, self._keeper.values, self._keeper.bounds)
            self._seen = now
            return self._engine

    def _from_files(self) -> bool:
        """Take up what the agent has published; False when that is not whole."""
        if self._folder is None:
            return False
        try:
            names = files.read_json(self._folder / STATE)["names"]
            if names == self._names:
                return True
            large = self._segments[0] if names[:1] == self._names[:1] else None
            segments = load_segments(self._folder, names, large)
        except files.DamagedIndexError:
            return bool(self._names)
        facts = segments[-1].facts
        self._renew(segments, values_of(facts), tuple(facts["bounds"]))
        new = dict(zip(names, segments, strict=False))
        if large is not None:
            del new[names[0]]
        self._names, self._segments = names, segments
        check = threading.Thread(target=self._look_through, args=(self._folder, new), daemon=True)
        self._checks = [*[known for known in self._checks if known.is_alive()], check]
        check.start()
        return True

    def _look_through(self, folder: Path, segments: dict[str, Segment]) -> None:
        """Read new files once, which also has them in memory before a keystroke asks for them; damaged ones go."""
        for name, segment in segments.items():
            try:
                files.check(Built(segment.arrays, segment.facts))
            except files.DamagedIndexError as problem:
                log.warning("the search index %s is built anew: %s", folder / name, problem)
                files.condemn(folder / name)
                with self._lock:
                    if name in self._names:
                        self._names, self._segments, self._seen = [], [], None
                return

    def _awaited(self, state: object) -> bool:
        """Take up a large index when the agent has built it; False when there is none or no agent, and to build here.

        ``state``: the one that was of no use.
        """
        rows, folder = self._rows, self._folder
        if folder is None or not folder.is_dir() or not isinstance(rows, Store):
            return False
        end = time.monotonic() + (PATIENCE if rows.count(Collection.PRODUCT) >= LARGE else 0)
        while time.monotonic() < end:
            if _mark(self._state) != state and self._from_files():
                return True
            time.sleep(0.1)
        return False

    def _renew(
        self, segments: list[Segment], values: dict[tuple[str, str], int], bounds: tuple[int, ...]
    ) -> None:
        tree = read_tree(self._rows)
        languages = read_setting(self._rows, "languages") or ["en"]
        more = read_setting(self._rows, "synonyms") or []
        if more != self._more or self._synonyms is None:
            self._more, self._synonyms = more, Synonyms.load(more=more)
        for language in languages:  # now, not at a key
            self._synonyms.spoken(tuple(dict.fromkeys((language, languages[0]))))

        def label(facet: str, key: str, language: str) -> str:
            if facet == "department":  # of a category that is none itself
                root = tree.line((key,))[-1:]
                return tree.name(root[0], language) if root and root[0] != key else ""
            return tree.name(key, language) if facet == "category" else key

        self._engine = Engine(segments, Facets(values, bounds, label), languages[0], self._synonyms)


def _tiles(engine: Engine, keys: list[int], language: str) -> list[Tile]:
    found: dict[int, Tile] = {}
    for segment in engine.segments:
        places = {key: at for key in keys if (at := segment.number(key)) is not None}
        docs = np.array(list(places.values()), np.uint32)
        found |= zip(places, engine.tiles(segment, docs, language), strict=True)
    return [found[key] for key in keys if key in found]


def _own_label(_facet: str, key: str, _language: str) -> str:
    return key


def _mark(path: str) -> tuple[int, int] | None:
    """Changes when a file is replaced; None when there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - asked at every keystroke, and a Path costs three times as much
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ino
