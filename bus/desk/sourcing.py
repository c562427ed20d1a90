"""Sourcing: which locations serve which lines of an order, by the retailer's rules, exactly where that is feasible.

A rule filters the locations; each that is left can serve a set of the lines (whole lines, together within its
stock) at a price. The best cover of the lines by locations is chosen (bus/desk/covers.py); beyond ``budget`` nodes
it is the greedy one, which the log says. A line that no location can serve whole is cut into the largest possible
pieces first.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from bus.desk.covers import Cover, Source, cheapest
from bus.desk.rules import Costs, Rule, Rules
from shared.domain.location import Location
from shared.domain.promising import arrival_time, is_open, pickup_time
from shared.domain.states import Way

log = logging.getLogger(__name__)
MOST_COMPETING = 10  # lines of one SKU that are tried in every combination at a location short of it
MOST_SETS = 64  # sets of lines that one location may stand for


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


def choose(question: Question, rules: Rules) -> list[Allotment]:
    """The best allotments by the first rule that serves every line; else by the one that serves most.

    Lines that nobody can serve are left out; a line is served whole or not at all.
    """
    best: list[Allotment] = []
    for rule in rules.rule:
        if not _meant(rule, question):
            continue
        wants = question.wants
        sources = list(sources_of(question, rule, rules.costs, wants))
        reach = _reach(sources)
        if reach.bit_count() < len(wants):
            wants = _cut(question, rule, reach)
            sources = list(sources_of(question, rule, rules.costs, wants))
            reach = _reach(sources)
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


def _reach(sources: list[Source]) -> int:
    """The lines that somebody can serve, as bits."""
    return reduce(or_, (source.lines for source in sources), 0)


def _lines(allotments: list[Allotment]) -> int:
    return len({allotment.line_id for allotment in allotments})


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
    competing: dict[str, list[int]] = {}
    for n, want in enumerate(wants):
        if place_id not in want.refused:
            competing.setdefault(want.sku, []).append(n)
    masks = {0}
    for sku, lines in competing.items():
        has = question.atp.get(sku, {}).get(place_id, 0) - rule.keep
        choices = _fitting([(1 << n, wants[n].quantity) for n in lines], has)
        if len(masks) * len(choices) > MOST_SETS:
            choices = choices[:1]
        masks = {mask | choice for mask in masks for choice in choices}
    return masks - {0}


def _fitting(lines: list[tuple[int, int]], has: int) -> list[int]:
    """Sets of lines, given as bit and quantity, that fit into a stock and cannot be added to; the largest first."""
    fit = [(bit, quantity) for bit, quantity in lines if quantity <= has]
    if sum(quantity for _, quantity in fit) <= has:
        return [sum(bit for bit, _ in fit)]
    sets = [(0, 0)]
    for bit, quantity in sorted(fit, key=lambda line: line[1])[:MOST_COMPETING]:
        sets += [(mask | bit, used + quantity) for mask, used in sets if used + quantity <= has]
    maximal: list[int] = []
    for mask, _ in sorted(sets, key=lambda one: (-one[0].bit_count(), one[0])):
        if not any(mask & ~larger == 0 for larger in maximal):
            maximal.append(mask)
    return maximal


def _allowed(question: Question, rule: Rule, place: Location, km: float) -> bool:
    """Whether a rule's filters let a location serve; the dear ones are asked last."""
    return (
        (not rule.kinds or place.kind in rule.kinds)
        and (not rule.groups or place.group in rule.groups)
        and (not rule.max_km or km <= rule.max_km)
        and not (rule.capacity and (place.id in question.full or not place.daily_capacity))
        and (
            not rule.open_within_hours
            or is_open(place, question.now, timedelta(hours=rule.open_within_hours))
        )
        and (not rule.promise_days or _in_time(question, rule, place))
    )


def _in_time(question: Question, rule: Rule, place: Location) -> bool:
    if place.id == question.collect_at:
        ready, _ = pickup_time(place, question.now, question.full)
    else:
        store = question.places.get(question.collect_at)
        ready, _ = arrival_time(place, store, question.now, question.full)
    return ready is not None and ready <= question.now + timedelta(days=rule.promise_days)


def _cut(question: Question, rule: Rule, reach: int) -> tuple[Want, ...]:
    """The wants, those that no location can serve whole cut into the largest pieces there are."""
    wants: list[Want] = []
    for number, want in enumerate(question.wants):
        has = [] if reach >> number & 1 else _stocks(question, rule, want)
        if sum(has) < want.quantity:
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


def _stocks(question: Question, rule: Rule, want: Want) -> list[int]:
    """What each location that a rule lets serve has of a SKU, the most first."""
    found = []
    for place_id, units in question.atp.get(want.sku, {}).items():
        place = question.places.get(place_id)
        if place is not None and units > rule.keep and place_id not in want.refused:
            km = question.near.distance_km(place) if question.near else 0.0
            if _allowed(question, rule, place, km):
                found.append(units - rule.keep)
    return sorted(found, reverse=True)


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
