"""Sourcing: which locations serve which lines of an order, by the retailer's rules, exactly where that is feasible.

A rule filters the locations; each that is left can serve a set of the lines (whole lines, together within its
stock) at a price. The best choice is a cover of the lines by locations: fewest of them, then cheapest, or cheapest
alone. It is found by a search that branches on the line with the fewest locations and cuts what cannot beat the
best known cover, so it is exact; beyond ``budget`` nodes it gives the greedy cover and says so in the log. A line
larger than any one location's stock is cut into the largest possible pieces first.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bus.desk.rules import Costs, Rule, Rules
from shared.domain.location import Location
from shared.domain.promising import arrival_time, is_open
from shared.domain.states import Way

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Want:
    """Pieces of one line that need a location; ``refused``: location ids that must not be asked."""

    line_id: str
    sku: str
    quantity: int
    refused: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Allotment:
    """So many pieces of a line from one location."""

    line_id: str
    sku: str
    quantity: int
    location_id: str


@dataclass(frozen=True)
class Question:
    """What is wanted and what is known: ``atp`` is SKU → location id → units, ``near`` where it is wanted.

    ``full``: ids of locations without capacity today.
    """

    wants: tuple[Want, ...]
    way: Way
    channel: str
    collect_at: str
    near: Location | None
    atp: Mapping[str, Mapping[str, int]]
    places: Mapping[str, Location]
    now: datetime
    full: frozenset[str] = frozenset()


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


def choose(question: Question, rules: Rules) -> list[Allotment]:
    """The best allotments by the first rule that serves every line; else by the one that serves most.

    Lines that nobody can serve are left out; a line is served whole or not at all.
    """
    best: list[Allotment] = []
    for rule in rules.rule:
        if not _meant(rule, question):
            continue
        wants = _cut(question, rule)
        sources = list(sources_of(question, rule, rules.costs, wants))
        reach = 0
        for source in sources:
            reach |= source.lines
        cover = cheapest(sources, reach, rule.max_parts, rule.goal, rules.budget)
        if not cover.exact:
            size = f"{len(wants)} lines over {len(sources)} locations"
            log.warning("sourcing %s went beyond %d nodes; the greedy choice is taken", size, rules.budget)
        found = _assign(question, cover, wants)
        if _lines(found) > _lines(best):
            best = found
        if _lines(best) == len(question.wants):
            break
    return best


def _lines(allotments: list[Allotment]) -> int:
    return len({allotment.line_id for allotment in allotments})


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


def _meant(rule: Rule, question: Question) -> bool:
    return (not rule.channels or question.channel in rule.channels) and (
        not rule.ways or question.way in rule.ways
    )


def sources_of(question: Question, rule: Rule, costs: Costs, wants: tuple[Want, ...]) -> Iterator[Source]:
    """The locations that a rule lets serve, with what they can serve and what that costs."""
    candidates = {place for want in wants for place in question.atp.get(want.sku, ())}
    for place_id in sorted(candidates):
        place = question.places.get(place_id)
        masks = _servable(question, rule, place_id, wants)
        if place is None or not masks:
            continue
        km = question.near.distance_km(place) if question.near else 0.0
        if _allowed(question, rule, place, km):
            parcel = costs.parcel if place.kind == "warehouse" else costs.store_parcel
            free = place_id == question.collect_at  # nothing has to be sent
            for lines in sorted(masks):
                yield Source(place_id, lines, 0.0 if free else parcel + costs.per_km * km)


def _servable(question: Question, rule: Rule, place_id: str, wants: tuple[Want, ...]) -> set[int]:
    """Lines that a location can serve together; several sets where lines of one SKU compete for its stock."""
    skus = [want.sku for want in wants]
    starts = [n for n, sku in enumerate(skus) if skus.count(sku) > 1] or [0]
    masks = set()
    for start in starts:
        used: dict[str, int] = {}
        lines = 0
        for n in (*range(start, len(wants)), *range(start)):
            want = wants[n]
            has = question.atp.get(want.sku, {}).get(place_id, 0) - rule.keep - used.get(want.sku, 0)
            if has >= want.quantity and place_id not in want.refused:
                used[want.sku] = used.get(want.sku, 0) + want.quantity
                lines |= 1 << n
        masks.add(lines)
    return masks - {0}


def _allowed(question: Question, rule: Rule, place: Location, km: float) -> bool:
    """Whether a rule's filters let a location serve; the dear ones are asked last."""
    return (
        (not rule.kinds or place.kind in rule.kinds)
        and (not rule.groups or place.group in rule.groups)
        and (not rule.max_km or km <= rule.max_km)
        and not (rule.capacity and place.id in question.full)
        and (
            not rule.open_within_hours
            or is_open(place, question.now, timedelta(hours=rule.open_within_hours))
        )
        and (not rule.promise_days or _in_time(question, rule, place))
    )


def _in_time(question: Question, rule: Rule, place: Location) -> bool:
    ready, _ = arrival_time(place, question.places.get(question.collect_at), question.now)
    return ready is not None and ready <= question.now + timedelta(days=rule.promise_days)


def _cut(question: Question, rule: Rule) -> tuple[Want, ...]:
    """The wants, those larger than any location's stock cut into the largest pieces there are."""
    wants: list[Want] = []
    for want in question.wants:
        stock = question.atp.get(want.sku, {})
        has = sorted((n - rule.keep for place, n in stock.items() if place not in want.refused), reverse=True)
        if not has or has[0] >= want.quantity or sum(n for n in has if n > 0) < want.quantity:
            wants.append(want)
            continue
        left = want.quantity
        for n in has:
            piece = min(n, left)
            wants.append(Want(want.line_id, want.sku, piece, want.refused))
            left -= piece
            if not left:
                break
    return tuple(wants)


def _assign(question: Question, cover: Cover, wants: tuple[Want, ...]) -> list[Allotment]:
    """Each line from the cheapest chosen location that can serve it; lines served only in part are left out."""
    left = dict.fromkeys(range(len(wants)))
    found: list[Allotment] = []
    used: dict[tuple[str, str], int] = {}
    for source in sorted(cover.sources, key=lambda s: s.cost):
        for n in list(left):
            want, key = wants[n], (source.location_id, wants[n].sku)
            has = question.atp[want.sku].get(source.location_id, 0) - used.get(key, 0)
            if source.lines >> n & 1 and has >= want.quantity:
                used[key] = used.get(key, 0) + want.quantity
                found.append(Allotment(want.line_id, want.sku, want.quantity, source.location_id))
                del left[n]
    torn = {wants[n].line_id for n in left}
    return [allotment for allotment in found if allotment.line_id not in torn]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
