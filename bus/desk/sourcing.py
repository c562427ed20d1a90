"""Sourcing: which locations serve which lines of an order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bus.desk.rules import Rules
from shared.domain.location import Location
from shared.domain.states import Way


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


def choose(
    wants: list[Want],
    way: Way,
    near: Location | None,
    atp: Mapping[str, Mapping[str, int]],
    places: Mapping[str, Location],
    rules: Rules,
) -> list[Allotment]:
    """The best allotments of what is wanted, whole lines each; lines that nobody has are left out.

    ``atp`` is SKU → location id → units; ``near`` is where the goods are wanted.
    """
    del way, rules

    def rank(place_id: str) -> tuple[int, float, str]:
        serves = sum(_can(want, place_id, atp) for want in wants)
        place = places.get(place_id)
        km = near.distance_km(place) if near and place else 0.0
        return -serves, km, place_id

    everywhere = {place_id for want in wants for place_id in atp[want.sku]}
    left, found = list(wants), []
    for place_id in sorted(everywhere, key=rank):
        for want in list(left):
            if _can(want, place_id, atp):
                found.append(Allotment(want.line_id, want.sku, want.quantity, place_id))
                left.remove(want)
    return found


def _can(want: Want, place_id: str, atp: Mapping[str, Mapping[str, int]]) -> bool:
    return place_id not in want.refused and atp[want.sku].get(place_id, 0) >= want.quantity
