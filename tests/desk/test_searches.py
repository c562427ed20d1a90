"""What shoppers look for in vain is counted for the store, forgotten in time, and never personal."""

import json

import pytest

from shared.domain.searches import tellable
from tests.desk.house import House, kiosk


def miss(house: House, text: str, place: str = "north") -> str:
    body = {"search_id": f"s{house.sent}", "text": text, "language": "de", "made_at": house.now.isoformat()}
    return house.send(kiosk(place), "search.missed", body).status


def counts(house: House, place: str) -> dict[str, int]:
    found = map(json.loads, house.feed(f"store:{place}", "missed").values())
    return {row["text"]: row["count"] for row in found}


def test_searches_are_counted_by_store_and_day_and_forgotten(house: House) -> None:
    for text in ("Lampe rot", " lampe  ROT ", "zelt"):
        assert miss(house, text) == "applied"
    miss(house, "zelt", "south")
    assert counts(house, "north") == {"lampe rot": 2, "zelt": 1}
    assert counts(house, "south") == {"zelt": 1}
    assert house.feed("kiosk:north", "missed") == {}
    house.later(days=1)
    miss(house, "zelt")
    assert len(house.feed("store:north", "missed")) == 3
    house.later(days=30)
    house.database.write(house.desk.tick)
    assert counts(house, "north") == {"zelt": 1}
    assert len(house.feed("store:north", "missed")) == 1


@pytest.mark.parametrize(
    "text", ["ada@example.com", "0151 2345678", "4111 1111 1111 1111", "x" * 61, "12345", " a "]
)
def test_what_may_be_personal_is_not_told(house: House, text: str) -> None:
    assert tellable(text) == ""
    assert miss(house, text) == "rejected"


def test_sizes_and_models_are_told() -> None:
    assert tellable("  Yoga Ball 65cm ") == "yoga ball 65cm"
    assert tellable("WH-1000XM5") == "wh-1000xm5"
