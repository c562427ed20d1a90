"""Furnishes a shop that has products only: real stores near one another, warehouses, stock, people, settings."""

import difflib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Self

from argon2.low_level import Type, hash_secret
from pydantic import ValidationError
from sqlalchemy import Connection

from bus.connectors.files import words
from bus.connectors.files.gather import ABOUT, Gathered, gather
from bus.connectors.files.importing import Tell, bring_in
from bus.connectors.files.records import Count, Feed
from bus.database import Database
from bus.desk import catalogue
from shared.domain.base import Currency, Model
from shared.domain.errors import RefusedInput
from shared.domain.location import Hours, Location
from shared.domain.people import StaffMember

PIN = "2468"
"""Of everyone at a demo counter."""

UNCOUNTED = 20  # units of an article that a feed calls available without a number
LANGUAGES = ("en", "de", "pl", "fr", "ar")
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


@dataclass(frozen=True)
class Loaded:
    """A shop in the hub: its size, the store of the kiosk, the store of the counter, and what to try."""

    shop: str
    products: int
    variants: int
    stores: int
    here: str
    there: str
    hint: str


def load_shop(
    database: Database,
    folder: Path,
    stores_path: Path | None,
    hub_folder: Path,
    count: int = 8,
    near: str = "",
    currency: str = "USD",
    tell: Tell = lambda *_: None,
) -> Loaded:
    """Put a shop's folder into the hub, with ``count`` real stores where it brings none; stock is set once only.

    RefusedInput says what is missing: a feed, or stores.
    """
    source = words.slug(folder.resolve().name) or "shop"
    told = _Told.read(folder / ABOUT)
    feed = Feed(source, currency=told.currency or currency)
    gathered = gather(folder, feed)
    if not gathered.products:
        raise RefusedInput(f"{folder}: no products in this folder")
    if _stores(gathered):
        man(gathered)
    elif stores_path is None:
        raise RefusedInput(f"{folder}: this shop has no stores: give some with --stores")
    else:
        known = gather(stores_path, Feed(words.slug(stores_path.resolve().name.split(".")[0])))
        furnish(gathered, known.locations.values(), source, count=count, near=near)
    outcome = bring_in(database, gathered, feed, hub_folder / "media", first_stock=True, tell=tell)
    name = told.name or source.replace("-", " ").title()
    asked = told.currency or gathered.products[0].variants[0].price.currency
    database.write(lambda conn: put_settings(conn, name, asked, told.languages))
    stores = _stores(gathered)
    here, there = stores[0], stores[min(1, len(stores) - 1)]
    hint = (
        f"Kiosk in {here.name}; counter in {there.name}.\n"
        f"At the kiosk: find a product, order it for pickup in {there.name}.\n"
        f"At the counter: sign in with {_sign_in(gathered, there)}, pick the order, hand it over by its code."
    )
    return Loaded(name, len(gathered.products), outcome.variants, len(stores), here.id, there.id, hint)


class _Told(Model):
    """What a shop may say of itself in ``shop.json``."""

    name: str = ""
    currency: Currency | None = None
    languages: tuple[str, ...] = LANGUAGES

    @classmethod
    def read(cls, path: Path) -> Self:
        if not path.exists():
            return cls()
        try:
            return cls.model_validate_json(path.read_bytes())
        except ValidationError as problem:
            first = problem.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise RefusedInput(f"{path}: {where or 'the file'}: {first['msg']}") from problem


def put_settings(conn: Connection, name: str, currency: str, languages: Sequence[str]) -> None:
    """The rows every device reads its shop's name, currency and languages from."""
    for key, value in (("shop", name), ("currency", currency), ("languages", list(languages))):
        body = json.dumps({"value": value}, ensure_ascii=False, separators=(",", ":"))
        catalogue.put_setting(conn, key, body)


def furnish(
    gathered: Gathered, stores: Iterable[Location], source: str, *, count: int, near: str = ""
) -> None:
    """Give products without a home stores and two warehouses, and these people and stock."""
    known = [place for place in stores if place.kind == "store"]
    chosen = cluster(known, count, near)
    places = (*chosen, *warehouses(chosen, known, source))
    gathered.locations = {place.id: place for place in places}
    man(gathered)


def man(gathered: Gathered) -> None:
    """Give stores people where there are none, and a share of the feed's stock where it names no place."""
    stores = _stores(gathered)
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

    Most articles are in most stores and the warehouse, some only elsewhere, some only in a warehouse, a few in
    one store alone.
    """
    chance = random.Random(f"stock {sku}")
    draw = chance.random()
    keen = [place for place in stores if chance.random() < 0.7]
    shares: dict[str, float] = {}
    if (draw < 0.12 and houses) or not keen:
        shares = {house.id: chance.uniform(1, 4) for house in houses or stores}
    elif draw < 0.2:
        shares = {chance.choice(keen).id: 1.0}
    else:
        shares = {place.id: chance.uniform(0.3, 1.6) for place in keen}
        weight = sum(shares.values()) * chance.uniform(0.8, 1.6)
        shares |= {house.id: weight * part for house, part in zip(houses, (0.65, 0.35), strict=False)}
    for place, share in _whole(units, shares).items():
        if share:
            yield Count(sku, share, place)


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


def _stores(gathered: Gathered) -> list[Location]:
    return [place for place in gathered.locations.values() if place.kind == "store"]


def _sign_in(gathered: Gathered, store: Location) -> str:
    member = next((one for one in gathered.staff.values() if one.location_id == store.id), None)
    return f"badge {member.badge}, PIN {PIN}" if member else "your badge"
