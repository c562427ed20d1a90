"""Baskets that shoppers leave with their consent to be reminded."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bus.database import Database
from bus.desk import schema
from bus.desk.desk import Desk
from bus.desk.work import Device
from shared import crypto
from shared.domain.base import new_id
from shared.domain.messages import Mutation
from shared.domain.people import Contact

KEY = crypto.new_private_key()
KIOSK = Device("kiosk", "kiosk", "north")


@pytest.fixture
def database() -> Any:
    database = Database("sqlite://")
    database.write(schema.create)
    yield database
    database.close()


def keep(database: Database, contact: Contact, **changed: Any) -> str:
    body = {
        "basket_id": "b1",
        "lines": [{"sku": "MUG", "name": "Mug", "quantity": 2, "unit_price": 1250}],
        "currency": "EUR",
        "sealed_contact": crypto.seal(contact.model_dump_json(), crypto.public_key(KEY)),
        "consent": True,
        "made_at": datetime.now(UTC).isoformat(),
    }
    item = Mutation(n=1, id=new_id(), type="basket.keep", made_at=datetime.now(UTC), body=body | changed)
    desk = Desk(database, KEY)
    return database.write(lambda c: desk.apply(c, KIOSK, item)).status


def told(database: Database) -> list[dict[str, Any]]:
    rows = database.read(lambda c: c.execute(select(schema.event.c.data)).scalars().all())
    return [json.loads(row) for row in rows]


def test_a_basket_kept_with_consent_is_told_with_whom_to_write_to(database: Database) -> None:
    assert keep(database, Contact(email="ada@example.com")) == "applied"
    (basket,) = told(database)
    assert (basket["id"], basket["location_id"], basket["contact"]["email"]) == (
        "b1",
        "north",
        "ada@example.com",
    )


@pytest.mark.parametrize("changed", [{"consent": False}, {"consent": None}, {"lines": []}])
def test_without_consent_or_goods_nothing_is_told(database: Database, changed: dict[str, Any]) -> None:
    assert keep(database, Contact(email="ada@example.com"), **changed) == "rejected"
    assert told(database) == []


def test_without_an_address_nothing_is_told(database: Database) -> None:
    assert keep(database, Contact(name="Ada")) == "rejected"
    assert told(database) == []
