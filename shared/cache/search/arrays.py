"""Where finished arrays go: to memory here, to files in files.py; and the work on them shared among threads."""

import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

MOST: Final = 4  # processes, or threads of one
_LARGE: Final = 20_000  # fewer are not worth a thread
CORES: Final = threading.BoundedSemaphore(min(os.cpu_count() or 1, MOST))
"""For what runs long: with more threads than cores the window would be late, and nothing sooner done."""

Arrays = dict[str, NDArray[Any]]
Ints = NDArray[np.int64]
T = TypeVar("T")
U = TypeVar("U")


class Out(Protocol):
    """Takes the arrays of a segment, one after the other, so that few of them are held at a time."""

    def put(self, name: str, array: NDArray[Any]) -> None:
        """Take a finished array, which may be forgotten afterwards."""

    def room(self, name: str, shape: tuple[int, int], kind: type[np.generic]) -> "Room":
        """An array whose rows come one by one, in any order, from any thread."""


class Room(Protocol):
    """Takes the rows of an array."""

    def __setitem__(self, row: int, values: NDArray[Any]) -> None: ...


@dataclass
class Held:
    """Keeps them in memory."""

    arrays: Arrays = field(default_factory=dict)

    def put(self, name: str, array: NDArray[Any]) -> None:
        self.arrays[name] = array

    def room(self, name: str, shape: tuple[int, int], kind: type[np.generic]) -> NDArray[Any]:
        self.arrays[name] = np.zeros(shape, kind)
        return self.arrays[name]


def starts_of(sizes: Any) -> Ints:  # noqa: ANN401 - anything numpy takes for a list of numbers
    """Where pieces of these sizes start, one after the other, and where the last ends."""
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(np.asarray(sizes, dtype=np.int64), out=starts[1:])
    return starts


def side_by_side(work: Callable[[T], U], items: Iterable[T]) -> list[U]:
    """The work on each item by as many threads as there are cores; compiled loops do not wait for one another."""

    def one(item: T) -> U:
        with CORES:
            return work(item)

    with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST)) as threads:
        return list(threads.map(one, items))


def parts_of(count: int) -> list[tuple[int, int]]:
    """So many things as ranges, one for each thread."""
    parts = min(os.cpu_count() or 1, MOST) if count >= _LARGE else 1
    return list(pairwise([count * n // parts for n in range(parts + 1)]))
