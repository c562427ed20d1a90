"""The search as a catalogue uses it: over the agent's index files where there are some, else over one in memory."""

import os
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from shared.cache.search import files
from shared.cache.search.engine import Engine
from shared.cache.search.facets import Facets
from shared.cache.search.hashing import hash_id
from shared.cache.search.keeper import STATE, Keeper, load_segments, values_of
from shared.cache.search.loops_counting import touch
from shared.cache.search.model import Found, Query, Tile
from shared.cache.search.reading import Rows, read_setting, read_tree
from shared.cache.search.segment import Segment
from shared.cache.search.words import Synonyms


class Index:
    """Search over the rows of a cache. ``folder`` is where a sync agent keeps its index, if one does."""

    def __init__(self, rows: Rows, location_id: str, folder: Path | None = None) -> None:
        self._rows = rows
        self._folder = folder
        self._state = str(folder / STATE) if folder is not None else ""
        self._keeper = Keeper(rows, location_id)
        self._lock = threading.Lock()
        self._engine = Engine([], Facets({}, (), _own_label))
        self._seen: object = None
        self._names: list[str] = []

    def search(self, query: Query) -> Found:
        """Search or browse."""
        return self.engine().search(query)

    def suggest(self, text: str, limit: int, language: str) -> list[str]:
        """Ways to go on typing."""
        return self.engine().suggest(text, limit, language)

    def tiles(self, product_ids: Sequence[str], language: str) -> list[Tile]:
        """Tiles in the given order; unknown products are left out."""
        engine = self.engine()
        keys = [hash_id(product_id) for product_id in product_ids]
        found: dict[int, Tile] = {}
        for segment in engine.segments:
            places = {key: at for key in keys if (at := segment.number(key)) is not None}
            found |= zip(places, engine.tiles(segment, list(places.values()), language), strict=True)
        return [found[key] for key in keys if key in found]

    def engine(self) -> Engine:
        """The engine over the rows as they are now; one that is being renewed may still be in use elsewhere."""
        state = _mark(self._state) if self._state else None
        position = self._rows.position() if state is None else None
        now = state or (self._rows.generation, position.seq if position else 0)
        if now == self._seen:
            return self._engine
        with self._lock:
            if now != self._seen and not (state and self._from_files()):
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
            segments = load_segments(self._folder, names)
        except files.DamagedIndexError:
            return bool(self._names)
        threading.Thread(target=_look_through, args=(segments,), daemon=True).start()
        facts = segments[-1].facts
        self._renew(segments, values_of(facts), tuple(facts["bounds"]))
        self._names = names
        return True

    def _renew(
        self, segments: list[Segment], values: dict[tuple[str, str], int], bounds: tuple[int, ...]
    ) -> None:
        tree = read_tree(self._rows)
        languages = read_setting(self._rows, "languages") or ["en"]
        synonyms = Synonyms.load(more=read_setting(self._rows, "synonyms") or [])

        def label(facet: str, key: str, language: str) -> str:
            return tree.name(key, language) if facet == "category" else key

        self._engine = Engine(segments, Facets(values, bounds, label), languages[0], synonyms)


def _look_through(segments: list[Segment]) -> None:
    """Have mapped files in memory before they are asked for: a keystroke waits for no disk and for no page table."""
    for segment in segments:
        for array in segment.arrays.values():
            touch(array.view(np.uint8).ravel())


def _own_label(_facet: str, key: str, _language: str) -> str:
    return key


def _mark(path: str) -> tuple[int, int] | None:
    """Changes when a file is replaced; None when there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - asked at every keystroke, and a Path costs three times as much
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ino
