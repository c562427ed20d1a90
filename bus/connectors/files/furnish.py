"""Makes a shop of products alone: real stores near one another, warehouses, shelves, stock and people."""

import difflib
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256

from argon2.low_level import Type, hash_secret

from bus.connectors.files.gather import Gathered
from bus.connectors.files.records import Count
from shared.domain.errors import RefusedInput
from shared.domain.location import Hours, Location
from shared.domain.people import StaffMember

PIN = "2468"
"""Of everyone at a demo counter."""

_FEW = (1, 1, 2, 2, 2, 3, 3, 4, 5, 6)
UNCOUNTED = 20  # units of an article that a feed calls available without a number
_PEOPLE = (("1001", "manager"), ("1002", "clerk"), ("1003", "picker"))
_FIRST = (
    "Amara",
    "Ben",
    "Chloe",
    "Dev",
    "Elena",
    "Farid",
    "Grace",
    "Hana",
    "Ivan",
    "Jonas",
    "Kaia",
    "Luis",
    "Mina",
)
_LAST = ("Adler", "Brooks", "Costa", "Dahl", "Evans", "Fischer", "Garcia", "Hughes", "Ito", "Jensen", "Khan")
_WAREHOUSE_DAY = ((360, 1320),)
_WAREHOUSES = (("Warehouse", 35.0, 1, 60), ("Distribution Center", 220.0, 2, 240))  # kind, km, days, minutes


def furnish(
    gathered: Gathered, stores: Iterable[Location], source: str, *, count: int, near: str = ""
) -> None:
    """Give products without a home stores, two warehouses and shelves, and these people and stock."""
    known = [place for place in stores if place.kind == "store"]
    chosen = cluster(known, count, near)
    places = (*chosen, *warehouses(chosen, known, source))
    gathered.locations = {place.id: place for place in places}
    shelve(gathered, chosen)
    man(gathered)


def man(gathered: Gathered) -> None:
    """Give stores people where there are none, and a share of the feed's stock where it names no place."""
    stores = stores_of(gathered)
    houses = [place for place in gathered.locations.values() if place.kind == "warehouse"]
    if not gathered.staff:
        gathered.staff = {member.id: member for store in stores for member in people(store)}
    if any(counted.location_id for counted in gathered.counts):
        return
    told = {counted.sku: counted.units for counted in gathered.counts}
    gathered.counts = [
        share
        for product in gathered.products
        for variant in product.variants
        for share in spread(variant.sku, told.get(variant.sku, UNCOUNTED), stores, houses)
    ]


def cluster(stores: Sequence[Location], count: int, near: str = "") -> list[Location]:
    """So many stores of one kind nearest to a store or city, or where stores stand densest; nearest first."""
    if count < 1 or len(stores) < count:
        raise RefusedInput(f"{count} stores are wanted, the list has {len(stores)}")
    anchor = _named(stores, near) if near else None
    group = anchor.group if anchor else Counter(place.group for place in stores).most_common(1)[0][0]
    alike = [place for place in stores if place.group == group]
    if len(alike) < count:
        alike = list(stores)
    if anchor is None:
        cells: dict[tuple[int, int], list[Location]] = defaultdict(list)
        for place in alike:
            cells[round(place.lat * 2), round(place.lon * 2)].append(place)
        densest = max(cells.values(), key=lambda cell: (len(cell), cell[0].id))
        anchor = min(densest, key=lambda place: sum(place.distance_km(other) for other in densest))
    return sorted(alike, key=lambda place: (place.distance_km(anchor), place.id))[:count]


def _named(stores: Sequence[Location], near: str) -> Location:
    wanted = near.strip().casefold()
    for texts in ([place.name for place in stores], [place.address.city for place in stores]):
        told = [text.casefold() for text in texts]
        for fits in (wanted.__eq__, lambda text: text.startswith(wanted), lambda text: wanted in text):
            if found := next((place for place, text in zip(stores, told, strict=True) if fits(text)), None):
                return found
    names = sorted({place.address.city for place in stores} | {place.name for place in stores})
    alike = difflib.get_close_matches(near, names, n=3)
    raise RefusedInput(
        f"no store or city {near!r} in the list" + (f"; did you mean {', '.join(alike)}?" if alike else "")
    )


def warehouses(chosen: Sequence[Location], known: Sequence[Location], source: str) -> list[Location]:
    """A warehouse near the cluster and a distribution centre a day away, in towns where the list has stores."""
    first = chosen[0]
    hours = Hours(week=((_WAREHOUSE_DAY,) * 6 + ((),)), text="Mon-Sat: 06:00-22:00")
    houses: list[Location] = []
    for number, (kind, km, days, handling) in enumerate(_WAREHOUSES, 1):
        others = [place for place in known if place not in chosen] or [first]
        town = min(others, key=lambda place: (abs(place.distance_km(first) - km), place.id))
        house = town.model_copy(
            update={
                "id": f"{source}-warehouse-{number}",
                "name": f"{town.address.city or town.name} {kind}",
                "kind": "warehouse",
                "address": town.address.model_copy(update={"street": ""}),
                "hours": hours,
                "services": (),
                "phone": "",
                "group": "",
                "handling_minutes": handling,
                "transit_days": days,
                "daily_capacity": 5_000,
            }
        )
        houses.append(house)
    return houses


def spread(sku: str, units: int, stores: Sequence[Location], houses: Sequence[Location]) -> Iterator[Count]:
    """A SKU's units over the places, all of them and the same every time.

    A store that keeps the article has a few pieces, the warehouses have the rest; about a third of the articles a
    shopper asks for are only elsewhere, one in eight only in a warehouse.
    """
    chance = random.Random(f"stock {sku}")
    alone = chance.random() < 0.12 and bool(houses)
    keen = [] if alone else [place for place in stores if chance.random() < 0.68]
    chance.shuffle(keen)
    held: dict[str, int] = {}
    left = units
    for place in keen:
        held[place.id] = min(left, chance.choice(_FEW))
        left -= held[place.id]
    rest = houses or keen or stores
    weights = {
        place.id: weight for place, weight in zip(rest, (0.65, 0.35, *[0.3] * len(rest)), strict=False)
    }
    for place_id, share in _whole(left, weights).items():
        held[place_id] = held.get(place_id, 0) + share
    for place_id, share in held.items():
        if share:
            yield Count(sku, share, place_id)


def shelve(gathered: Gathered, stores: Sequence[Location]) -> None:
    """Give every article a place to stand in each store, by its category; a demo needs something to find."""
    order = {identity: number for number, identity in enumerate(gathered.categories)}
    shelved = []
    for product in gathered.products:
        number = max((order.get(identity, 0) for identity in product.category_ids), default=0)
        chance = random.Random(f"shelf {product.id}")
        aisle = {
            store.id: f"aisle {(number + shift) % 14 + 1}, bay {chance.randint(1, 6)}"
            for shift, store in enumerate(stores)
        }
        variants = tuple(
            variant if variant.aisle else variant.model_copy(update={"aisle": aisle})
            for variant in product.variants
        )
        shelved.append(product.model_copy(update={"variants": variants}))
    gathered.products = shelved


def _whole(units: int, shares: dict[str, float]) -> dict[str, int]:
    """Whole units by shares: each its floor, the rest to the largest remainders."""
    total = sum(shares.values())
    exact = {place: units * share / total for place, share in shares.items()}
    floors = {place: int(amount) for place, amount in exact.items()}
    by_rest = sorted(exact, key=lambda place: (floors[place] - exact[place], place))
    for place in by_rest[: units - sum(floors.values())]:
        floors[place] += 1
    return floors


def people(store: Location) -> Iterator[StaffMember]:
    """A manager, a clerk and a picker of a demo store; everyone's PIN is ``PIN``."""
    chance = random.Random(f"people {store.id}")
    names = list(zip(chance.sample(_FIRST, len(_PEOPLE)), chance.sample(_LAST, len(_PEOPLE)), strict=True))
    for (badge, role), (first, last) in zip(_PEOPLE, names, strict=True):
        yield StaffMember.model_validate(
            {
                "id": f"{store.id}-{badge}",
                "badge": badge,
                "name": f"{first} {last}",
                "role": role,
                "location_id": store.id,
                "pin_hash": _pin_hash(badge),
            }
        )


@lru_cache
def _pin_hash(badge: str) -> str:
    """Argon2id of the demo PIN; the salt is fixed, so that loading a demo shop again changes nothing."""
    salt = sha256(f"everyshelf demo {badge}".encode()).digest()[:16]
    return hash_secret(PIN.encode(), salt, 3, 65_536, 4, 32, Type.ID).decode()


def stores_of(gathered: Gathered) -> list[Location]:
    """The stores of a source, in its order."""
    return [place for place in gathered.locations.values() if place.kind == "store"]
