"""The range's tables and the records made from them: the same every time, and clear about a line that is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from assets.shopmaker import places, ranges, records, words
from assets.shopmaker.colours import colour

SHOP = Path(__file__).parents[2] / "assets" / "shop"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHOP / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def items() -> list[ranges.Item]:
    return [item for department in words.DEPARTMENTS for item in ranges.read(department)]


def test_the_records_in_the_repository_are_what_the_range_makes(items: list[ranges.Item]) -> None:
    twice = records.twice_pictured(items)
    stored = rows("products")
    sizes = [row["attributes"].get("Dimensions", [""])[0] for row in stored]  # measured on the models
    made = [
        records.product(item, size, 2 if item.slug in twice else 1)
        for item, size in zip(items, sizes, strict=True)
    ]
    records.linked(items, made)
    assert made == stored
    assert records.categories() == rows("categories")
    assert records.stock(made) == rows("stock")
    assert places.locations() == rows("locations")
    assert places.staff() == rows("staff")


def test_a_product_more_changes_nothing_about_the_others(items: list[ranges.Item]) -> None:
    first, second, third = (records.product(item, "", 1) for item in items[:3])
    alone, among = records.stock([first, third]), records.stock([first, second, third])
    new = {variant["sku"] for variant in second["variants"]}
    assert alone == [row for row in among if row["sku"] not in new]
    assert len(among) > len(alone)


def test_every_kind_speaks_every_language(items: list[ranges.Item]) -> None:
    for item in items:
        assert set(item.kind.nouns) == set(words.LANGUAGES)
        assert set(item.kind.shorts) == set(words.LANGUAGES[1:])
        assert set(words.MATERIALS[item.material]) == set(words.LANGUAGES)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("- mug.0 | Alma | Halvary | 1290 | oat | - | 10 | 380 | Words.", "no kind stands above"),
        ("@ mug | cups | stoneware | mug", "shorter"),
        ("* mug", "no kind stands above"),
    ],
)
def test_a_wrong_line_is_named(
    line: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kitchen.txt").write_text(f"\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(ranges, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=f"kitchen.txt, line 2: .*{fault}"):
        ranges.read("kitchen")


def test_two_colours_are_named_together() -> None:
    assert colour("rose/berry").label == "Rose and berry"
    assert colour("black/black").label == "Black"
    assert colour("clear/ink").label == "Clear and ink blue"
