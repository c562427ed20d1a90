"""A hub's database on each engine, and the shop in it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bus.database import Database
from bus.desk import catalogue, schema
from bus.desk.audit import audit
from tests.desk.house import NOON, PLACES, House, empty, open_postgres, product
from tests.postgres import postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Database]:
    """The hub's database on a PostgreSQL server that lives as long as the tests do."""
    with postgres_server() as url:
        opened = open_postgres(url)
        yield opened
        opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the hub, once on each engine."""
    if request.param == "postgresql":
        shared: Database = request.getfixturevalue("postgres")
        shared.write(empty)
        yield shared
        return
    opened = Database(f"sqlite:///{tmp_path}/hub.db")
    opened.write(schema.create)
    yield opened
    opened.close()


@pytest.fixture
def make_house(database: Database) -> Iterator[Callable[..., House]]:
    """Makes a house with four places, three articles and the rules asked for; audited when the test is over."""

    def make(**more: Any) -> House:
        def fill(conn: Connection) -> None:
            catalogue.put_locations(conn, "shop", PLACES)
            catalogue.put_products(conn, "shop", [product(sku) for sku in ("lamp", "vase", "rug")], NOON)

        database.write(fill)
        return House(database, **more)

    yield make
    assert database.read(audit).wrong == []


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    """The house with the built-in rules."""
    return make_house()
