"""The best cover of an order's lines by locations: fewest of them, then cheapest, or cheapest alone.

The search branches on the line that the fewest locations can serve and cuts what cannot beat the best known cover, so
it is exact; beyond its budget of nodes the greedy cover is given instead.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A location that may serve: the lines it can serve as bits, and what a parcel from it costs."""

    location_id: str
    lines: int
    cost: float


@dataclass
class Cover:
    """Locations that together serve lines; ``exact``: nothing better exists under the rule."""

    sources: tuple[Source, ...]
    exact: bool = True
    nodes: int = 0

    @property
    def cost(self) -> float:
        """The sum of the parcels' costs."""
        return sum(source.cost for source in self.sources)


def cheapest(sources: list[Source], lines: int, most: int, goal: str, budget: int) -> Cover:
    """The best cover of the lines by at most ``most`` sources; greedy and not exact when over the budget.

    When no cover of all lines is that small, the greedy one that serves most of them.
    """
    useful = _undominated(sources, lines)
    search = _Search(useful, lines, budget)
    try:
        for parts in range(1, most + 1) if goal == "splits" else (most,):
            found = search.best(parts)
            if found is not None:
                return Cover(found, nodes=search.nodes)
    except _OverBudgetError:
        return Cover(greedy(useful, lines, most), exact=False, nodes=search.nodes)
    return Cover(greedy(useful, lines, most), nodes=search.nodes)


def greedy(sources: list[Source], lines: int, most: int) -> tuple[Source, ...]:
    """Again and again the source that serves most of what is left, the cheaper of equals."""
    chosen: list[Source] = []
    while lines and len(chosen) < most:
        best = max(sources, key=lambda s: ((s.lines & lines).bit_count(), -s.cost), default=None)
        if best is None or not best.lines & lines:
            break
        chosen.append(best)
        lines &= ~best.lines
        sources = [source for source in sources if source.location_id != best.location_id]
    return tuple(chosen)


class _OverBudgetError(Exception):
    """The search has looked at as many nodes as it may."""


class _Search:
    """Depth first over covers; branches on the line that the fewest sources can serve."""

    def __init__(self, sources: list[Source], lines: int, budget: int) -> None:
        self._lines = lines
        self._budget = budget
        self._largest = max(((s.lines & lines).bit_count() for s in sources), default=0)
        ordered = sorted(sources, key=lambda s: s.cost)
        self._serving = {bit: [s for s in ordered if s.lines & bit] for bit in _bits(lines)}
        self._order = sorted(self._serving, key=lambda bit: len(self._serving[bit]))
        self._best: tuple[Source, ...] | None = None
        self._best_cost = float("inf")
        self.nodes = 0

    def best(self, parts: int) -> tuple[Source, ...] | None:
        """The cheapest cover of at most so many parts, None when there is none."""
        self._best, self._best_cost = None, float("inf")
        self._visit(self._lines, parts, 0.0, ())
        return self._best

    def _visit(self, left: int, parts: int, cost: float, chosen: tuple[Source, ...]) -> None:
        if not left:
            self._best, self._best_cost = chosen, cost
            return
        if left.bit_count() > parts * self._largest:
            return
        rarest = next(bit for bit in self._order if bit & left)
        for source in self._serving[rarest]:
            self.nodes += 1
            if self.nodes > self._budget:
                raise _OverBudgetError
            if cost + source.cost >= self._best_cost:
                break  # the others cost more
            if any(source.location_id == other.location_id for other in chosen):
                continue
            if parts > 1 or not left & ~source.lines:
                self._visit(left & ~source.lines, parts - 1, cost + source.cost, (*chosen, source))


def _undominated(sources: list[Source], lines: int) -> list[Source]:
    """Without those that another serves at least as much as, for no more money.

    Locations that stand for several sets of lines are kept: they can be chosen for one of them only.
    """
    number = Counter(source.location_id for source in sources)
    cheapest_of: dict[int, Source] = {}
    for source in sources:
        mask = source.lines & lines
        known = cheapest_of.get(mask)
        if mask and number[source.location_id] == 1 and (known is None or source.cost < known.cost):
            cheapest_of[mask] = source
    kept: list[Source] = []
    for mask, source in sorted(cheapest_of.items(), key=lambda item: (-item[0].bit_count(), item[1].cost)):
        if not any(mask & ~better.lines == 0 and better.cost <= source.cost for better in kept):
            kept.append(source)
    return kept + [source for source in sources if number[source.location_id] > 1]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
