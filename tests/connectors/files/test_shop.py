"""A shop without stores gets real ones, warehouses, people and its stock spread over them."""

from collections import Counter
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from bus.connectors.files import furnish, shop
from bus.connectors.files.gather import gather
from bus.connectors.files.records import Feed
from bus.database import Database
from bus.desk import pins, schema
from bus.feed import rows
from shared.crypto import open_pin
from shared.domain.errors import RefusedInput
from shared.domain.location import Address, Location
from shared.domain.people import StaffMember


def place(number: int, lat: float, lon: float, group: str = "Big", city: str = "Town") -> Location:
    return Location(
        id=f"p{number}", name=f"Place {number}", lat=lat, lon=lon, group=group, address=Address(city=city)
    )


SPARSE = [place(number, 30 + number, -100) for number in range(5)]
DENSE = [place(10 + number, 45.0 + number / 100, -93, city="Dale") for number in range(5)]
SMALL = [place(20 + number, 45.0 + number / 200, -93, group="Small") for number in range(4)]


def test_the_densest_stores_of_the_usual_kind_are_chosen() -> None:
    chosen = furnish.cluster([*SPARSE, *SMALL, *DENSE], 4)
    assert {store.id for store in chosen} < {store.id for store in DENSE}
    assert chosen == furnish.cluster([*reversed(DENSE), *SPARSE, *SMALL], 4)


def test_stores_near_a_name_or_city_are_chosen_nearest_first() -> None:
    assert [store.id for store in furnish.cluster([*SPARSE, *DENSE], 2, near="place 3")] == ["p3", "p2"]
    assert furnish.cluster([*SPARSE, *DENSE], 1, near="dale")[0].id == "p10"
    with pytest.raises(RefusedInput, match="no store or city 'Utrecht'"):
        furnish.cluster(DENSE, 1, near="Utrecht")


def test_warehouses_stand_where_the_list_knows_towns() -> None:
    houses = furnish.warehouses(DENSE, [*SPARSE, *DENSE], "s")
    assert [house.kind for house in houses] == ["warehouse", "warehouse"]
    assert {(house.lat, house.lon) for house in houses} <= {(store.lat, store.lon) for store in SPARSE}
    assert [house.transit_days for house in houses] == [1, 2]


@given(st.text(min_size=1, max_size=20), st.integers(0, 5_000))
def test_a_spread_is_the_same_every_time_and_loses_no_unit(sku: str, units: int) -> None:
    houses = furnish.warehouses(DENSE, SPARSE, "s")
    first = list(furnish.spread(sku, units, DENSE, houses))
    assert first == list(furnish.spread(sku, units, DENSE, houses))
    assert sum(count.units for count in first) == units
    assert all(count.units > 0 for count in first)


def test_a_spread_looks_like_a_retailers() -> None:
    houses = furnish.warehouses(DENSE, SPARSE, "s")
    stores = {store.id for store in DENSE}
    kinds: Counter[str] = Counter()
    for number in range(1_000):
        units = {count.location_id: count.units for count in furnish.spread(f"A{number}", 100, DENSE, houses)}
        kinds["warehouse only"] += not units.keys() & stores
        kinds["here"] += "p10" in units
        assert all(units[place] <= 6 for place in units.keys() & stores)  # a few pieces on a shelf
    assert 80 < kinds["warehouse only"] < 200
    assert 500 < kinds["here"] < 700  # what is not here is elsewhere: that is the aisle without end


def test_few_units_lie_in_few_places() -> None:
    houses = furnish.warehouses(DENSE, SPARSE, "s")
    places = Counter(
        count.location_id for n in range(300) for count in furnish.spread(f"A{n}", 1, DENSE, houses)
    )
    assert places.total() == 300
    assert len(places) >= len(DENSE) + 1


def test_every_article_stands_somewhere(samples: Path) -> None:
    gathered = gather(samples / "magento", Feed("s"))
    furnish.furnish(gathered, [*SPARSE, *DENSE], "s", count=3)
    stores = {place.id for place in gathered.locations.values() if place.kind == "store"}
    for product in gathered.products:
        for variant in product.variants:
            assert variant.aisle.keys() == stores


def test_a_shop_is_loaded_whole_and_again_without_a_change(database: Database, samples: Path) -> None:
    def load() -> shop.Loaded:
        return shop.load_shop(
            database, samples / "magento", samples / "stores.jsonl", samples / "hub", count=3
        )

    loaded = load()
    assert (loaded.shop, loaded.products, loaded.variants, loaded.stores) == ("Magento", 4, 11, 3)
    assert loaded.here != loaded.there
    assert f"PIN {furnish.PIN}" in loaded.hint
    head = database.read(rows.head)
    feed = database.read(lambda c: rows.changes(c, ["shop", f"store:{loaded.there}"], 0, 1000)).rows
    kinds = Counter(row.collection for row in feed)
    assert (kinds["product"], kinds["location"], kinds["staff"], kinds["setting"]) == (4, 5, 3, 4)
    settings = {row.key: row.body for row in feed if row.collection == "setting"}
    assert settings["currency"] == '{"value":"USD"}'
    staff = [StaffMember.model_validate_json(row.body) for row in feed if row.collection == "staff"]
    assert {member.role for member in staff} == {"manager", "clerk", "picker"}
    pin_hash = open_pin(staff[0].pin_hash, database.read(pins.pepper))
    assert PasswordHasher().verify(pin_hash, furnish.PIN)
    sold = schema.stock.c.sku == "MA01-S-Red"
    database.write(lambda c: c.execute(update(schema.stock).where(sold).values(on_hand=1)))
    load()
    assert database.read(rows.head) == head
    left = database.read(lambda c: c.execute(select(schema.stock.c.on_hand).where(sold)).scalars().all())
    assert set(left) == {1}  # what was sold since stays sold


def test_a_shop_with_its_own_stores_needs_no_others(database: Database, samples: Path) -> None:
    (samples / "own" / "shop.json").write_text('{"name": "Norden", "currency": "EUR", "languages": ["de"]}')
    loaded = shop.load_shop(database, samples / "own", None, samples / "hub")
    assert (loaded.shop, loaded.stores, loaded.here, loaded.there) == ("Norden", 1, "north", "north")
    feed = database.read(lambda c: rows.changes(c, ["shop"], 0, 1000)).rows
    settings = {row.key: row.body for row in feed if row.collection == "setting"}
    assert settings["shop"] == '{"value":"Norden"}'
    assert settings["languages"] == '{"value":["de"]}'


def test_stores_without_people_or_stock_get_some(database: Database, samples: Path) -> None:
    for name in ("staff.jsonl", "stock.jsonl"):
        (samples / "own" / name).unlink()
    loaded = shop.load_shop(database, samples / "own", None, samples / "hub")
    held = select(schema.stock.c.location_id, schema.stock.c.on_hand)
    assert database.read(lambda c: c.execute(held).all()) == [("north", furnish.UNCOUNTED)]
    assert furnish.PIN in loaded.hint


def test_a_shop_that_misspells_itself_hears_where(database: Database, samples: Path) -> None:
    (samples / "own" / "shop.json").write_text('{"currency": "euro"}')
    with pytest.raises(RefusedInput, match=r"shop\.json: currency"):
        shop.load_shop(database, samples / "own", None, samples / "hub")


def test_a_shop_without_stores_asks_for_some(database: Database, samples: Path) -> None:
    with pytest.raises(RefusedInput, match="give some with --stores"):
        shop.load_shop(database, samples / "magento", None, samples / "hub")
    (samples / "only").mkdir()
    (samples / "only" / "stores.jsonl").write_bytes((samples / "stores.jsonl").read_bytes())
    with pytest.raises(RefusedInput, match="no products in this folder"):
        shop.load_shop(database, samples / "only", None, samples / "hub")


def test_articles_without_a_number_get_some_units(samples: Path) -> None:
    gathered = gather(samples / "merchant.tsv", Feed("s"))
    furnish.furnish(gathered, DENSE, "s", count=3)
    units: Counter[str] = Counter()
    for count in gathered.counts:
        units[count.sku] += count.units
    assert units == {"L1-S": 6, "V1": furnish.UNCOUNTED}  # L1-L is out of stock
