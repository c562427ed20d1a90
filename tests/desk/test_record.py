"""A hub's record made by the first version is brought up to the present schema, and everything in it goes on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, select, text

from bus.connectors import tables
from bus.database import Database
from bus.desk import schema
from bus.desk.audit import audit
from bus.feed import rows
from bus.record import NEWEST, STEPS, bring_up, open_record
from shared.domain.errors import EnvironmentFault
from shared.domain.states import FulfilmentState, OrderState
from shared.settings import HubSettings
from tests.desk.house import House, line, staff

SCHEMAS = Path(__file__).parent / "schemas"
NORTH = staff("north")
Open = Callable[[str], Database]


@pytest.fixture(params=["sqlite", "postgresql"])
def open_named(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens databases by name, each on an engine of its own."""
    opened: list[Database] = []

    def make(name: str) -> Database:
        url = f"sqlite:///{tmp_path}/{name}.db"
        if request.param == "postgresql":
            server: Database = request.getfixturevalue("postgres")
            with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
                conn.execute(text(f"DROP DATABASE IF EXISTS {name}"))
                conn.execute(text(f"CREATE DATABASE {name}"))
            url = server.url.replace("/postgres?", f"/{name}?")
        opened.append(Database(url))
        return opened[-1]

    yield make
    for database in opened:
        database.close()


@pytest.fixture
def first(open_named: Open) -> Database:
    """A record as the first version of the hub left it: a handed over, a begun and a waiting order, and a lease."""
    database = open_named("first")
    script = (SCHEMAS / f"1-{database.engine.dialect.name}.sql").read_text("utf-8")

    def fill(conn: Connection) -> None:
        driver = conn.connection.driver_connection
        assert driver is not None
        for statement in script.split(";\n"):
            driver.execute(statement).close()

    database.write(fill)
    return database


def shape(database: Database) -> dict[str, object]:
    """Every table with its columns, key and indices."""

    def look(conn: Connection) -> dict[str, object]:
        found = inspect(conn)
        return {
            table: (
                {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(table)},
                found.get_pk_constraint(table)["constrained_columns"],
                {(i["name"], tuple(i["column_names"]), bool(i["unique"])) for i in found.get_indexes(table)},
            )
            for table in found.get_table_names()
        }

    return database.read(look)


def test_a_record_of_the_first_version_ends_up_like_a_new_one(first: Database, open_named: Open) -> None:
    fresh = open_named("fresh")
    fresh.write(bring_up)
    assert shape(first) != shape(fresh)
    first.write(bring_up)
    assert shape(first) == shape(fresh)
    assert set(shape(fresh)) == {
        *schema.metadata.tables,
        *rows.metadata.tables,
        *tables.metadata.tables,
    }


def test_what_was_in_it_goes_on(first: Database) -> None:
    first.write(bring_up)
    assert first.read(audit).wrong == []
    house = House(first, sent=100)  # the first hundred acts were made before
    assert [house.order(name).state for name in ("o1", "o2", "o3")] == [
        OrderState.COMPLETED,
        OrderState.IN_PROGRESS,
        OrderState.ON_HOLD,
    ]
    for action in ("ready", "collect"):
        assert house.step(NORTH, action, "o2").status == "applied"
    assert house.order("o2").fulfilments[0].state is FulfilmentState.COLLECTED
    house.stock({"rug": {"north": 1}})
    assert house.place(line(1, "lamp"), order_id="o4").status == "applied"
    house.later(days=1)
    first.write(house.desk.tick)
    assert house.order("o3").state is OrderState.PLACED, "it is served when stock comes"
    assert house.level("lamp", "north").leased == 0, "the lease of before ended in its time"
    assert first.read(audit).wrong == []
    ended = first.read(lambda conn: conn.execute(select(schema.ended.c.order_id)).scalars().all())
    assert "o1" in ended, "devices forget it in a month"


def test_a_location_can_take_what_it_had_left(first: Database) -> None:
    first.write(lambda conn: conn.execute(text("INSERT INTO workload VALUES ('north', '2026-11-21', 3)")))
    first.write(bring_up)
    left = select(schema.workload.c.free)
    assert first.read(lambda conn: conn.execute(left).scalars().all()) == [497]


def test_steps_are_taken_once_and_a_half_taken_way_is_finished(first: Database) -> None:
    first.write(STEPS[2])
    first.write(STEPS[3])  # as in a record of between, that has no number
    first.write(bring_up)
    before = shape(first)
    first.write(bring_up)
    assert shape(first) == before
    number = select(schema.version.c.name).where(schema.version.c.kind == "schema")
    assert first.read(lambda conn: conn.execute(number).scalars().all()) == [str(NEWEST)]


def test_a_record_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    settings = HubSettings(folder=tmp_path)
    with pytest.raises(EnvironmentFault, match="holds no hub"):
        open_record(settings)
    database = open_record(settings, new=True)
    newer = schema.version.update().where(schema.version.c.kind == "schema").values(name="99")
    database.write(lambda conn: conn.execute(newer))
    database.close()
    with pytest.raises(EnvironmentFault, match=r"newer version \(schema 99"):
        open_record(settings)
