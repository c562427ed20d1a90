"""Holds and leases set stock aside for a time, and no unit of it is ever sold twice."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from bus.desk import devices, grants
from bus.desk.rules import Rules
from bus.desk.work import Device, RefusedError
from shared.domain.states import OrderState
from shared.domain.stock import Lease
from tests.desk.house import House, kiosk, line

NORTH = kiosk("north")


def lease(house: House, units: int, device: Device = NORTH, lease_id: str = "lease") -> Lease:
    def grant(conn: Connection) -> Lease:
        work = house.desk.work(conn, device)
        made = grants.grant(work, lease_id, device, "lamp", units, house.now.replace(hour=20))
        work.finish()
        return made

    return house.database.write(grant)


def hold(house: House, quantity: int, hold_id: str = "h1") -> None:
    def make(conn: Connection) -> None:
        work = house.desk.work(conn, NORTH)
        grants.hold(work, hold_id, "lamp", "north", quantity)
        work.finish()

    house.database.write(make)


def test_a_hold_reserves_until_its_time_is_over(house: House) -> None:
    house.stock({"lamp": {"north": 3}})
    hold(house, 2)
    assert house.level("lamp", "north").atp == 1
    with pytest.raises(RefusedError):
        hold(house, 2, "h2")
    house.later(minutes=11)
    house.database.write(house.desk.tick)
    assert house.level("lamp", "north").atp == 3


def test_an_order_takes_its_hold_over(house: House) -> None:
    house.stock({"lamp": {"north": 2}})
    hold(house, 2)
    assert house.place(line(1, "lamp", 2), holds=("h1",)).status == "applied"
    assert house.order("o1").state is OrderState.PLACED
    assert house.level("lamp", "north").reserved == 2
    house.later(hours=1)
    house.database.write(house.desk.tick)
    assert house.level("lamp", "north").reserved == 2


def test_leased_units_are_out_of_everybody_elses_reach(house: House) -> None:
    house.stock({"lamp": {"north": 3}})
    lease(house, 2)
    house.place(line(1, "lamp", 2), device=kiosk("south"), order_id="other")
    assert house.order("other").state is OrderState.ON_HOLD
    house.place(line(1, "lamp", 3), leases={"lease": 2})
    assert house.order("o1").state is OrderState.PLACED
    level = house.level("lamp", "north")
    assert (level.reserved, level.leased) == (3, 0)
    assert Lease.model_validate_json(house.feed("kiosk:north", "lease")["lease"]).left == 0


def test_another_device_cannot_sell_against_a_lease(house: House) -> None:
    house.stock({"lamp": {"north": 2}})
    lease(house, 2)
    stranger = Device("kiosk-2", "kiosk", "north")
    house.place(line(1, "lamp", 2), device=stranger, leases={"lease": 2})
    assert house.order("o1").state is OrderState.ON_HOLD
    assert house.level("lamp", "north").leased == 2


def test_a_lease_ends_by_time_or_by_being_given_back(house: House) -> None:
    house.stock({"lamp": {"north": 4}})
    lease(house, 2, lease_id="a")
    lease(house, 2, lease_id="b")
    assert house.send(NORTH, "lease.return", {"lease_id": "a"}).status == "applied"
    assert house.send(NORTH, "lease.return", {"lease_id": "a"}).status == "rejected"
    assert house.level("lamp", "north").leased == 2
    house.later(hours=12)
    house.database.write(house.desk.tick)
    assert house.level("lamp", "north").leased == 0
    assert house.feed("kiosk:north", "lease") == {}


def test_an_order_against_an_ended_lease_takes_what_is_free(house: House) -> None:
    house.stock({"lamp": {"north": 1, "depot": 5}})
    lease(house, 1)
    house.later(hours=12)
    house.database.write(house.desk.tick)
    house.place(line(1, "lamp", 1), device=kiosk("south"), order_id="faster")
    house.place(line(1, "lamp", 1), leases={"lease": 1}, provisional=True)
    order = house.order("o1")
    assert [f.location_id for f in order.fulfilments] == ["depot"]
    assert not order.provisional


def test_the_hub_leases_every_kiosk_its_share_when_the_rules_say_so(make_house: Callable[..., House]) -> None:
    house = make_house(rules=Rules.model_validate({"terms": {"lease_share": 0.25, "lease_hours": 2}}))
    house.stock({"lamp": {"north": 8, "south": 8}})

    def enrol(conn: Connection) -> Device:
        return devices.enrol(conn, devices.make_code(conn, "kiosk", "north", house.now), "Kiosk", house.now)[
            0
        ]

    mine = house.database.write(enrol)
    house.database.write(house.desk.tick)
    leases = [Lease.model_validate_json(body) for body in house.feed("kiosk:north", "lease").values()]
    assert [(lease.device_id, lease.sku, lease.left) for lease in leases] == [(mine.id, "lamp", 2)]
    house.place(line(1, "lamp", 2), device=mine, leases={leases[0].id: 2})
    assert (house.level("lamp", "north").leased, house.level("lamp", "north").reserved) == (0, 2)
    house.later(hours=3)
    house.database.write(house.desk.tick)  # the old one ends, the next begins
    assert house.level("lamp", "north").leased == 1


def test_renewing_leases_a_share_once(house: House) -> None:
    house.stock({"lamp": {"north": 9}, "vase": {"north": 2}, "rug": {"south": 9}})

    def renew(conn: Connection) -> int:
        work = house.desk.work(conn, NORTH)
        made = grants.renew(work, NORTH, 0.25, 4)
        work.finish()
        return made

    assert house.database.write(renew) == 1
    assert house.level("lamp", "north").leased == 2
    assert house.database.write(renew) == 0
