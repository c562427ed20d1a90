"""The words of a segment in order, and for each of them the products that have it, with their weights."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shared.cache.search import loops_layout as loops
from shared.cache.search.arrays import Arrays, Ints, Out, parts_of, side_by_side, starts_of
from shared.cache.search.collected import Collected
from shared.cache.search.vocabulary import beginnings, compounds

PART_WEIGHT: Final = 0.6  # of a part of a compound against the compound

Bytes = NDArray[np.uint8]
Uints = NDArray[np.uint32]


class Units(NamedTuple):
    """Where each unit's terms start, the terms' numbers, their weights."""

    start: Ints
    term: Uints
    weight: NDArray[np.float32]


class Postings(NamedTuple):
    """Products and weights by word, and the words by beginning: what bitmaps are made of."""

    start: Ints
    docs: Uints
    weights: Bytes
    low: Uints
    high: Uints
    is_word: Bytes


def lay_words(out: Out, c: Collected, order: Ints) -> Postings:
    """Write words, postings and beginnings; ``order``: the products by rank."""
    words = sorted(c.vocabulary)
    number_of = np.empty(len(words), np.int64)
    number_of[[c.vocabulary[word] for word in words]] = np.arange(len(words))
    own = np.zeros(len(words), np.uint8)
    own[number_of] = np.frombuffer(bytes(c.own), np.uint8)
    encoded = [word.encode() for word in words]
    heads = beginnings(words)
    turned = [word[::-1] for word in words]
    backwards = sorted(range(len(words)), key=turned.__getitem__)
    ends = beginnings([turned[at] for at in backwards])
    arrays: Arrays = {
        "own": own,
        "word_start": starts_of([len(word) for word in encoded]),
        "word": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        **heads,
        "backwards": np.array(backwards, dtype=np.uint32),
        "end": ends["prefix"],
        "end_low": ends["prefix_low"],
        "end_high": ends["prefix_high"],
    }
    for name, array in arrays.items():
        out.put(name, array)
    start, docs, weights = _lay_postings(out, c, _units(c, number_of, words, own), len(words), order)
    return Postings(start, docs, weights, heads["prefix_low"], heads["prefix_high"], heads["prefix_word"])


def _units(c: Collected, number_of: Ints, words: list[str], own: Bytes) -> Units:
    """The terms of units by their numbers, with the parts of compounds."""
    terms = number_of[np.asarray(c.unit_terms, dtype=np.int64)]
    weights = np.asarray(c.unit_weights, dtype=np.float32)
    sizes = np.asarray(c.unit_sizes, dtype=np.int64)
    wholes, parts = compounds(words, own)
    if len(wholes):
        firsts = np.searchsorted(wholes, np.arange(len(words) + 1))
        lengths = firsts[terms + 1] - firsts[terms]
        owner = np.repeat(np.arange(len(terms)), lengths)
        place = np.arange(len(owner)) + (firsts[terms] - np.cumsum(lengths) + lengths)[owner]
        unit_of = np.repeat(np.arange(len(sizes)), sizes)
        unit_of = np.concatenate([unit_of, unit_of[owner]])
        by_unit = np.argsort(unit_of, kind="stable")
        terms = np.concatenate([terms, parts[place]])[by_unit]
        weights = np.concatenate([weights, weights[owner] * np.float32(PART_WEIGHT)])[by_unit]
        sizes = np.bincount(unit_of, minlength=len(sizes))
    return Units(starts_of(sizes), terms.astype(np.uint32), weights)


def _lay_postings(out: Out, c: Collected, of: Units, words: int, order: Ints) -> tuple[Ints, Uints, Bytes]:
    starts, units, weights = starts_of(c.sizes), np.asarray(c.units), np.asarray(c.weights)
    parts = parts_of(len(order))

    def count(part: tuple[int, int]) -> Ints:
        counts = np.zeros(words, np.int64)
        loops.count_postings(order, *part, starts, units, of.start, of.term, counts)
        return counts

    counts = side_by_side(count, parts)
    start = starts_of(np.sum(counts, axis=0))
    docs, doc_weights = np.empty(int(start[-1]), np.uint32), np.empty(int(start[-1]), np.uint8)

    def fill(n: int) -> Ints:
        places, mass = start[:-1] + np.sum(counts[:n], axis=0, dtype=np.int64), np.zeros(words, np.int64)
        loops.fill_postings(
            order, *parts[n], starts, units, of.start, of.term, weights, of.weight, places, docs, doc_weights, mass
        )  # fmt: skip
        return mass

    mass = np.sum(side_by_side(fill, range(len(parts))), axis=0)
    out.put("start", start)
    out.put("docs", docs)
    out.put("weights", doc_weights)
    out.put("mass", (mass / loops.PARTS).astype(np.float32))
    return start, docs, doc_weights
