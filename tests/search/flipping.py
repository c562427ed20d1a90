"""Asks an index with one bit changed at a time, by loops for which a look out of bounds is an error.

``NUMBA_BOUNDSCHECK=1 python -m tests.search.flipping FOLDER FLIPS SEED``: prints which arrays were changed, the
flips that no check found, and those that were followed out of bounds.
"""

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.shop import queries
from shared.cache.search import compiled

OUT_OF_BOUNDS = "index is out of bounds"  # as the loops say it; numpy tells which index
UNSEEN = {"stamp"}  # whatever it counts is right


def turn(path: Path, place: int, bit: int) -> None:
    """Change a bit of a file; a second time it is as it was."""
    with path.open("r+b") as file:
        file.seek(place)
        octet = file.read(1)[0] ^ 1 << bit
        file.seek(place)
        file.write(bytes([octet]))


def pick(arrays: dict[str, Any], chance: random.Random) -> tuple[str, str, int, int]:
    """A bit of one of the arrays: its name, file, place and number; the last octet as often as any other."""
    name = chance.choice(sorted(name for name, (_, _, _, shape) in arrays.items() if np.prod(shape)))
    file, at, kind, shape = arrays[name]
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    return name, f"{file}.bin", at + chance.choice((chance.randrange(size), size - 1)), chance.randrange(8)


def main(folder: Path, flips: int, seed: int) -> dict[str, list[str]]:
    compiled._place = None  # what is compiled here is for this process only
    from shared.cache.search import files  # noqa: PLC0415 - compiles
    from shared.cache.search.keeper import STATE  # noqa: PLC0415

    names = [name for name in files.read_json(folder / STATE)["names"] if name]
    tables = {name: files.read_json(folder / name / "facts.json")["table"] for name in names}
    ask = asking(folder, names)
    ask()
    chance = random.Random(seed)
    made, unfound, followed = list[str](), list[str](), list[str]()
    for _ in range(flips):
        segment = chance.choice(names)
        arrays = {name: where for name, where in tables[segment].items() if name not in UNSEEN}
        name, file, place, bit = pick(arrays, chance)
        told = f"{segment} {name} {place}.{bit}"
        made.append(name)
        turn(folder / segment / file, place, bit)
        try:
            files.check(files.load(folder / segment))
            unfound.append(told)
        except files.DamagedIndexError:
            pass
        try:
            ask()
        except Exception as problem:  # noqa: BLE001 - any but this one is heard by the window, which asks again
            if str(problem) == OUT_OF_BOUNDS:
                followed.append(told)
        turn(folder / segment / file, place, bit)
    return {"made": sorted(set(made)), "unfound": unfound, "followed": followed}


def asking(folder: Path, names: list[str]) -> Callable[[], None]:
    """Opens the index and asks it what reads every array, without looking the files through."""
    from shared.cache.search.engine import Engine  # noqa: PLC0415
    from shared.cache.search.facets import Facets  # noqa: PLC0415
    from shared.cache.search.keeper import load_segments, values_of  # noqa: PLC0415
    from shared.cache.search.model import Query  # noqa: PLC0415
    from tests.search.test_properties import made, values  # noqa: PLC0415

    typed = queries(12, made(), 3)
    texts = [query.text[:size] for query in typed for size in (1, 3, len(query.text))]
    texts += ["", "zanzibar", "SKU-0000005", "4000000000", "t-shirt", "shoe black"]
    asked = [Query(text) for text in texts]
    asked += [Query(text, filters={"colour": values["colour"]}, sort="price_up") for text in texts[::5]]

    def ask() -> None:
        segments = load_segments(folder, [*names, ""])
        facts = segments[-1].facts
        facets = Facets(values_of(facts), tuple(facts["bounds"]), lambda _facet, key, _language: key)
        engine = Engine(segments, facets)
        for query in asked:
            dict(engine.search(query).facets)
        engine.suggest("s", 8, "en")

    return ask


if __name__ == "__main__":
    place, flips, seed = sys.argv[1:]
    json.dump(main(Path(place), int(flips), int(seed)), sys.stdout)
