"""Finding a shopper's orders over all stores, and not finding everybody's."""

import pytest

from bus.database import Database
from bus.desk import shoppers
from shared.crypto import public_key, seal
from shared.domain.people import Contact
from tests.desk.house import House, line

ADA = Contact(name="Ada Lovelace-Byron", phone="+49 151 2345678", email="Ada@example.org", loyalty="M-12345")


@pytest.fixture
def house(database: Database) -> House:
    house = House(database)
    bob = Contact(name="Bob Adams", phone="0151 9999999", loyalty="90817263")
    for name, contact in (("ada", ADA), ("bob", bob)):
        sealed = seal(contact.model_dump_json(), public_key(house.key))
        house.place(line(1, "lamp"), order_id=name, sealed_contact=sealed)
    house.place(line(1, "lamp"), order_id="nobody")
    return house


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ada", ["bob", "ada"]),  # Adams, too
        ("ada byron", ["ada"]),
        ("LOVELACE", ["ada"]),
        ("0151 2345678", ["ada"]),
        ("2345678", ["ada"]),
        ("+49 (151) 234-5678", ["ada"]),
        ("ada@EXAMPLE.org", ["ada"]),
        ("m-12345", ["ada"]),
        ("90817263", ["bob"]),  # a member's number of digits alone
        ("9081", []),
        ("ad", []),
        ("151", []),
        ("a", []),
        ("%", []),
        ("", []),
    ],
)
def test_what_staff_asks_finds_whom(house: House, asked: str, found: list[str]) -> None:
    assert {o.id for o in house.database.read(lambda c: shoppers.find(c, asked))} == set(found)


def test_a_code_finds_its_order(house: House) -> None:
    code = house.order("nobody").code
    found = house.database.read(lambda c: shoppers.find(c, f"{code[:4]} {code[4:]}".lower()))
    assert [order.id for order in found] == ["nobody"]
