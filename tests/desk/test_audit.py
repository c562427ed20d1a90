"""The audit finds what was tampered with, and the diagrams are those of the tables."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from bus.database import Database
from bus.desk import diagrams, schema
from bus.desk.__main__ import main
from bus.desk.audit import audit
from bus.desk.rules import Rules
from tests.desk.house import House, line


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        ("UPDATE stock SET on_hand = on_hand + 1", "the ledger says 5"),
        ("UPDATE ledger SET on_hand = on_hand + 1", "the ledger says"),
        ("DELETE FROM stock", "in the ledger but not in stock"),
        (
            "UPDATE stock SET reserved = 1; UPDATE ledger SET reserved = reserved - 1 WHERE reserved <> 0",
            "needs it",
        ),
        ("UPDATE stock SET leased = 1", "leased is 1"),
        ("DELETE FROM task", "open work"),
        (
            "INSERT INTO waiting (sku, order_id, line_id, quantity) VALUES ('lamp', 'o1', 'l1', 1)",
            "served or waiting",
        ),
        (
            "INSERT INTO waiting (sku, order_id, line_id, quantity) VALUES ('lamp', 'o9', 'l1', 1)",
            "does not exist",
        ),
    ],
)
def test_what_was_tampered_with_is_found(database: Database, harm: str, found: str) -> None:
    house = House(database)
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp", 2))
    assert database.read(audit).wrong == []
    database.write(lambda conn: [conn.execute(text(part)) for part in harm.split(";")])
    assert found in " ".join(database.read(audit).wrong)


def test_the_command_says_what_it_checked(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path_factory.mktemp("hub")
    assert main(["audit", "--folder", str(folder)]) == 2
    assert "holds no hub.db" in capsys.readouterr().err
    database = Database(f"sqlite:///{folder}/hub.db")
    database.write(schema.create)
    house = House(database)
    house.stock({"lamp": {"north": 5}})
    house.place(line(1, "lamp", 2))
    assert main(["audit", "--folder", str(folder)]) == 0
    result = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (result["stock_rows"], result["ledger_rows"], result["orders"], result["wrong"]) == (1, 2, 1, 0)
    database.write(lambda conn: conn.execute(text("UPDATE stock SET on_hand = 7")))
    assert main(["audit", "--folder", str(folder)]) == 1
    database.close()


def test_the_page_of_states_is_drawn_from_the_tables() -> None:
    assert diagrams.PAGE.read_text("utf-8") == diagrams.page(), "run ./run desk states --write"


def test_the_settings_shown_in_the_documentation_are_valid(tmp_path: Path) -> None:
    shown = (diagrams.PAGE.parent / "desk.md").read_text("utf-8").split("```toml\n")[1].split("```")[0]
    (tmp_path / "sourcing.toml").write_text(shown)
    rules = Rules.load(tmp_path / "sourcing.toml")
    assert (len(rules.rule), rules.terms.lease_share) == (3, 0.2)
