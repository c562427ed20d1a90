"""What a feed brings is put once, updated when it changed, withdrawn when it is gone; prices are remembered."""

from sqlalchemy import select

from bus.database import Database
from bus.desk import catalogue, pins, schema
from bus.desk.catalogue import Summary
from shared.crypto import open_pin
from shared.domain.catalogue import Product
from shared.domain.location import Location
from shared.domain.people import StaffMember
from tests.desk.house import NOON, House, line, product


def put(database: Database, *products: Product, source: str = "shop") -> Summary:
    return database.write(lambda conn: catalogue.put_products(conn, source, products, NOON))


def test_the_same_feed_twice_changes_nothing(database: Database) -> None:
    house = House(database)
    assert put(database, product("lamp"), product("vase")) == Summary(added=2)
    before = house.feed("shop", "product")
    assert put(database, product("lamp"), product("vase")) == Summary(same=2)
    assert house.feed("shop", "product") == before


def test_a_changed_product_is_updated_and_a_removed_one_withdrawn(database: Database) -> None:
    house = House(database)
    put(database, product("lamp"), product("vase"))
    assert put(database, product("lamp", 900)) == Summary(changed=1, withdrawn=1)
    feed = house.feed("shop", "product")
    assert set(feed) == {"shop:lamp"}
    assert Product.model_validate_json(feed["shop:lamp"]).variants[0].price.amount == 900


def test_a_feed_withdraws_only_what_is_its_own(database: Database) -> None:
    house = House(database)
    put(database, product("lamp"))
    other = product("rug").model_copy(update={"id": "other:rug"})
    put(database, other, source="other")
    put(database, source="other")
    assert set(house.feed("shop", "product")) == {"shop:lamp"}


def test_an_old_price_is_honoured_for_a_week(database: Database) -> None:
    house = House(database)
    put(database, product("lamp", 1_000))
    house.later(days=1)
    database.write(lambda conn: catalogue.put_products(conn, "shop", [product("lamp", 1_200)], house.now))
    house.later(days=6)
    house.place(line(1, "lamp", unit_price=1_000), order_id="in time")
    house.later(days=2)
    house.place(line(1, "lamp", unit_price=1_000), order_id="late")
    assert (house.order("in time").total, house.order("late").total) == (1_000, 1_200)


def test_who_works_in_another_store_from_now_on_is_known_there_alone(database: Database) -> None:
    house = House(database)
    ann = StaffMember(id="ann", badge="1", name="Ann", role="manager", location_id="north")
    database.write(lambda conn: catalogue.put_staff(conn, "shop", [ann]))
    moved = ann.model_copy(update={"location_id": "south"})
    database.write(lambda conn: catalogue.put_staff(conn, "shop", [moved]))
    for role in ("store", "kiosk"):
        assert house.feed(f"{role}:north", "staff") == {}
        assert set(house.feed(f"{role}:south", "staff")) == {"ann"}


def test_people_are_known_only_where_they_work(database: Database) -> None:
    house = House(database)
    ann = StaffMember(id="ann", badge="1", name="Ann", location_id="north")
    database.write(lambda conn: catalogue.put_staff(conn, "shop", [ann]))
    assert set(house.feed("store:north", "staff")) == {"ann"}
    assert house.feed("store:south", "staff") == {}
    assert house.feed("kiosk:north", "staff") == {}


def test_kiosks_know_managers_without_their_names_and_nobody_else(database: Database) -> None:
    house = House(database)
    boss = StaffMember(
        id="boss", badge="7", name="Bo Secret", role="manager", location_id="north", pin_hash="h"
    )
    database.write(lambda conn: catalogue.put_staff(conn, "shop", [boss]))
    known = house.feed("kiosk:north", "staff")
    sealed = StaffMember.model_validate_json(known["boss"]).pin_hash
    assert sealed != "h"
    assert open_pin(sealed, database.read(pins.pepper)) == "h"
    assert "Secret" not in known["boss"]
    clerk = boss.model_copy(update={"role": "clerk"})
    database.write(lambda conn: catalogue.put_staff(conn, "shop", [clerk]))
    assert house.feed("kiosk:north", "staff") == {}
    database.write(lambda conn: catalogue.put_staff(conn, "shop", [boss]))
    database.write(lambda conn: catalogue.put_staff(conn, "shop", []))
    assert house.feed("kiosk:north", "staff") == house.feed("store:north", "staff") == {}


def test_a_moved_location_is_seen_by_every_hub_at_once(database: Database) -> None:
    near = Location(id="a", name="A", lat=1.0)
    far = Location(id="b", name="B", lat=5.0)
    here = Location(id="north", name="North")
    first, second = House(database), House(database, sent=100)
    database.write(lambda conn: catalogue.put_locations(conn, "shop", [here, near, far]))
    first.stock({"lamp": {"a": 9, "b": 9}})
    for house, order_id in ((first, "o1"), (second, "o2")):
        house.place(line(1, "lamp", way="ship_to_store"), order_id=order_id)
        assert house.order(order_id).fulfilments[0].location_id == "a"
    moved = [here, near.model_copy(update={"lat": 9.0}), far]
    database.write(lambda conn: catalogue.put_locations(conn, "shop", moved))
    for house, order_id in ((first, "o3"), (second, "o4")):
        house.place(line(1, "lamp", way="ship_to_store"), order_id=order_id)
        assert house.order(order_id).fulfilments[0].location_id == "b"


def test_stock_is_set_by_differences_that_the_ledger_keeps(database: Database) -> None:
    house = House(database)
    house.stock({"lamp": {"north": 5}})
    house.stock({"lamp": {"north": 3}})
    house.stock({"lamp": {"north": 3}})
    query = select(schema.ledger.c.on_hand, schema.ledger.c.cause).order_by(schema.ledger.c.id)
    assert database.read(lambda conn: [tuple(row) for row in conn.execute(query)]) == [
        (5, "count"),
        (-2, "count"),
    ]
