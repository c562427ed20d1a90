"""The sketch of stores: where they lie, how far, and no mark over another."""

import math
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.ui.store_map import APART, sketch
from kiosk.ui.words import heading
from shared.domain.location import Location
from tests.kiosk.stage import play, stage

HERE = Location(id="here", name="Here", lat=52.0, lon=13.0)


def place(lat: float, lon: float) -> Location:
    return Location(id=f"{lat},{lon}", name="There", lat=lat, lon=lon)


@pytest.mark.parametrize(
    ("there", "word", "x", "y"),
    [
        (place(52.1, 13.0), "north", 0, -1),
        (place(51.9, 13.0), "south", 0, 1),
        (place(52.0, 13.1), "east", 1, 0),
        (place(52.0, 12.9), "west", -1, 0),
        (place(52.1, 13.165), "north-east", 1, -1),
    ],
)
def test_north_is_up_and_the_direction_has_a_word(
    qapp: QGuiApplication, there: Location, word: str, x: int, y: int
) -> None:
    [mark] = sketch(HERE, [there])["places"]
    assert heading(HERE, there) == word
    assert (round(mark["x"]), round(mark["y"])) == (x, y)


def test_farther_stores_are_drawn_farther_away(qapp: QGuiApplication) -> None:
    drawn = sketch(HERE, [place(52.0, 13.1), place(52.5, 13.0), place(51.0, 13.0)])
    far = [math.hypot(mark["x"], mark["y"]) for mark in drawn["places"]]
    assert far == sorted(far)
    assert [mark["number"] for mark in drawn["places"]] == ["1", "2", "3"]
    rings = [ring["radius"] for ring in drawn["rings"]]
    assert rings == sorted(rings, reverse=True)
    assert [ring["label"] for ring in drawn["rings"]] == ["100 km", "20 km"]


def test_no_mark_covers_another(qapp: QGuiApplication) -> None:
    crowd = [place(52.0 + n * 1e-5, 13.05) for n in range(5)]
    drawn = sketch(HERE, [*crowd, place(53.0, 13.0), HERE])
    marks = [(mark["x"], mark["y"]) for mark in drawn["places"]]
    assert all(math.dist(one, two) > APART * 0.85 for one, two in combinations([(0, 0), *marks], 2))
    assert all(math.hypot(*mark) <= 1 for mark in marks)


def test_store_chosen_from_the_list_is_the_one_on_the_map(qapp: QGuiApplication, folder: Path) -> None:
    async def story() -> None:
        async with stage(qapp, folder) as on:
            product = on.screen.kiosk.product
            await on.go("product")
            names = [mark["name"] for mark in product.map["places"]]
            assert [name in store["title"] for name, store in zip(names, product.stores, strict=True)] == [
                True,
                True,
            ]
            on.sheet("stores")
            await on.rest()
            await on.tap("store-1")
            assert [store["chosen"] for store in product.stores] == ["", "yes"]
            assert "km south" in product.ways[product.way]["sentence"]

    play(qapp, story)
