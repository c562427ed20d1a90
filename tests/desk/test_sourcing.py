"""Sourcing keeps to the rules, and its choice is the best there is."""

import itertools
import logging
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bus.desk.covers import Source, cheapest, greedy
from bus.desk.rules import Rule, Rules
from bus.desk.sourcing import Question, Want, choose
from shared.domain.errors import SettingsError
from shared.domain.hours import parse_hours
from shared.domain.location import Location
from shared.domain.states import Way
from tests.desk.house import NOON, PLACES

BY_ID = {place.id: place for place in PLACES}


def ask(
    wants: list[Want], atp: dict[str, dict[str, int]], rules: Rules | None = None, **more: Any
) -> dict[str, list[tuple[str, int]]]:
    """Line id → (location, pieces) of what is chosen for collection in the north."""
    values: dict[str, Any] = {"channel": "kiosk", "places": BY_ID, "full": frozenset()} | more
    question = Question(
        wants=tuple(wants),
        way=Way.SHIP_TO_STORE,
        collect_at="north",
        near=BY_ID["north"],
        atp=atp,
        now=NOON,
        **values,
    )
    found: dict[str, list[tuple[str, int]]] = {}
    for allotment in choose(question, rules or Rules()):
        found.setdefault(allotment.line_id, []).append((allotment.location_id, allotment.quantity))
    return found


def only(**rule: object) -> Rules:
    """Rules of one rule; far places are dear."""
    return Rules.model_validate({"costs": {"per_km": 3}, "rule": [{"name": "the rule", **rule}]})


LAMP, VASE, RUG = Want("l1", "lamp", 1), Want("l2", "vase", 1), Want("l3", "rug", 1)


def test_one_place_for_everything_beats_two_nearer_ones() -> None:
    atp = {"lamp": {"south": 1, "depot": 1}, "vase": {"west": 1, "depot": 1}}
    assert ask([LAMP, VASE], atp, only()) == {"l1": [("depot", 1)], "l2": [("depot", 1)]}


def test_with_cost_as_the_goal_two_near_places_beat_a_far_one() -> None:
    atp = {
        "lamp": {"south": 1, "depot": 1},
        "vase": {"south": 1, "depot": 1},
        "rug": {"north": 1, "depot": 1},
    }
    rules = Rules.model_validate({"costs": {"per_km": 9}, "rule": [{"name": "cheap", "goal": "cost"}]})
    assert ask([LAMP, VASE, RUG], atp, rules) == {
        "l1": [("south", 1)],
        "l2": [("south", 1)],
        "l3": [("north", 1)],
    }


def test_a_rule_that_cannot_serve_all_gives_way_to_the_next() -> None:
    atp = {"lamp": {"south": 1, "depot": 5}, "vase": {"depot": 5}}
    rules = Rules(rule=(Rule(name="near", max_km=50, max_parts=1), Rule(name="far")))
    assert ask([LAMP, VASE], atp, rules) == {"l1": [("depot", 1)], "l2": [("depot", 1)]}


def test_what_nobody_has_is_left_out_and_the_rest_is_served() -> None:
    assert ask([LAMP, VASE], {"lamp": {"south": 1}, "vase": {}}) == {"l1": [("south", 1)]}


def test_a_refused_place_is_never_asked() -> None:
    want = Want("l1", "lamp", 1, frozenset({"south"}))
    assert ask([want], {"lamp": {"south": 9, "depot": 1}}) == {"l1": [("depot", 1)]}


def test_a_line_larger_than_any_stock_is_cut_into_large_pieces() -> None:
    atp = {"lamp": {"south": 4, "west": 6, "depot": 3}}
    assert ask([Want("l1", "lamp", 9)], atp) == {"l1": [("depot", 3), ("west", 6)]}
    assert ask([Want("l1", "lamp", 14)], atp) == {}


def test_two_lines_of_one_article_share_its_stock() -> None:
    wants = [Want("l1", "lamp", 3), Want("l2", "lamp", 3)]
    found = ask(wants, {"lamp": {"south": 5, "west": 3}})
    assert sorted(found["l1"] + found["l2"]) == [("south", 3), ("west", 3)]


@pytest.mark.parametrize(
    ("rule", "facts", "chosen"),
    [
        ({"kinds": ["warehouse"]}, {}, "depot"),
        ({"kinds": ["store"]}, {}, "south"),
        ({"max_km": 100}, {}, "south"),
        ({"keep": 5}, {}, "depot"),
        ({"groups": ["far"]}, {}, "depot"),
        ({}, {"full": frozenset({"south"})}, "depot"),
        ({"capacity": False}, {"full": frozenset({"south"})}, "south"),
        ({"open_within_hours": 1}, {}, "depot"),
        ({"promise_days": 1}, {}, "depot"),
        ({"channels": ["kiosk"]}, {}, "south"),
        ({"ways": ["ship_to_store"]}, {}, "south"),
    ],
)
def test_filters_of_a_rule(rule: dict[str, object], facts: dict[str, object], chosen: str) -> None:
    shut = parse_hours("Mon 9-5")
    places = BY_ID | {
        "south": BY_ID["south"].model_copy(update={"hours": shut}),
        "depot": BY_ID["depot"].model_copy(update={"group": "far", "transit_days": 0}),
        "north": BY_ID["north"].model_copy(update={"hours": parse_hours("daily 6-11")}),
    }
    atp = {"lamp": {"south": 5, "depot": 9}}
    assert ask([LAMP], atp, only(**rule), places=places, **facts) == {"l1": [(chosen, 1)]}


@pytest.mark.parametrize("rule", [{"channels": ["web"]}, {"ways": ["ship_home"]}, {"max_km": 1}])
def test_a_rule_for_others_serves_nobody_here(rule: dict[str, object]) -> None:
    assert ask([LAMP], {"lamp": {"south": 5}}, only(**rule)) == {}


def brute(sources: list[Source], lines: int, most: int, goal: str) -> tuple[float, float] | None:
    """The best (parts, cost) of any choice, by trying them all."""
    found = []
    for parts in range(1, most + 1):
        for chosen in itertools.combinations(sources, parts):
            served = 0
            for source in chosen:
                served |= source.lines
            if served & lines == lines:
                found.append((float(parts) if goal == "splits" else 0.0, sum(s.cost for s in chosen)))
    return min(found, default=None)


@settings(max_examples=300, deadline=None)
@given(
    masks=st.lists(st.tuples(st.integers(1, 63), st.integers(1, 50)), min_size=1, max_size=9),
    most=st.integers(1, 4),
    goal=st.sampled_from(["splits", "cost"]),
)
def test_the_search_finds_what_trying_everything_finds(
    masks: list[tuple[int, int]], most: int, goal: str
) -> None:
    sources = [Source(f"p{n}", mask, float(cost)) for n, (mask, cost) in enumerate(masks)]
    lines = 0
    for source in sources:
        lines |= source.lines
    best = brute(sources, lines, most, goal)
    found = cheapest(sources, lines, most, goal, 100_000)
    assert found.exact
    if best is not None:
        assert (float(len(found.sources)) if goal == "splits" else 0.0, found.cost) == best
    else:
        assert len(found.sources) <= most
        assert {*found.sources} == {*greedy(list(found.sources), lines, most)}  # each serves something


SHOPS = ("north", "south", "west")
stocks = st.fixed_dictionaries({}, optional=dict.fromkeys(SHOPS, st.integers(1, 5)))


@settings(max_examples=300, deadline=None)
@given(
    lines=st.lists(
        st.tuples(st.sampled_from(["lamp", "vase"]), st.integers(1, 3), st.sampled_from(["", *SHOPS])),
        min_size=1,
        max_size=5,
    ),
    lamps=stocks,
    vases=stocks,
)
def test_no_other_way_to_serve_whole_lines_is_better(
    lines: list[tuple[str, int, str]], lamps: dict[str, int], vases: dict[str, int]
) -> None:
    """Lines that compete for one stock and places that refused some, against every way to hand lines to places."""
    wants = [
        Want(f"l{n}", sku, quantity, frozenset({no} - {""})) for n, (sku, quantity, no) in enumerate(lines)
    ]
    atp = {"lamp": lamps, "vase": vases}
    costs = {p: 0.0 if p == "north" else 600 + 3 * BY_ID["north"].distance_km(BY_ID[p]) for p in SHOPS}
    ways = [
        (len(set(way)), sum(costs[place] for place in set(way)))
        for way in itertools.product(SHOPS, repeat=len(wants))
        if all(place not in want.refused for place, want in zip(way, wants, strict=True))
        and all(
            sum(w.quantity for w, p in zip(wants, way, strict=True) if (w.sku, p) == (sku, place))
            <= atp[sku].get(place, 0)
            for sku in atp
            for place in SHOPS
        )
    ]
    found = ask(wants, atp, only())
    if ways:
        assert all(len(served) == 1 for served in found.values())
        used = {place for served in found.values() for place, _ in served}
        assert len(found) == len(wants)
        assert (len(used), sum(costs[place] for place in used)) == pytest.approx(min(ways))
    for sku, place in itertools.product(atp, SHOPS):
        taken = sum(n for w in wants if w.sku == sku for p, n in found.get(w.line_id, []) if p == place)
        assert taken <= atp[sku].get(place, 0)


def test_a_line_is_cut_over_the_places_that_the_rule_lets_serve() -> None:
    atp = {"lamp": {"north": 9, "south": 3, "west": 2}}
    shops = {name: place.model_copy(update={"group": "small"}) for name, place in BY_ID.items()}
    shops["north"] = BY_ID["north"]
    found = ask([Want("l1", "lamp", 5)], atp, only(groups=["small"]), places=shops)
    assert found == {"l1": [("south", 3), ("west", 2)]}


def test_beyond_the_budget_the_greedy_choice_is_taken_and_said(caplog: pytest.LogCaptureFixture) -> None:
    places = {f"p{n}": Location(id=f"p{n}", name="", lat=n / 10) for n in range(60)}
    wants = [Want(f"l{n}", f"s{n}", 1) for n in range(12)]
    chance = random.Random(3)
    atp = {f"s{n}": {f"p{m}": 1 for m in chance.sample(range(60), 9)} for n in range(12)}
    rules = Rules(budget=10, rule=(Rule(name="any", max_parts=8),))
    with caplog.at_level(logging.WARNING):
        found = ask(wants, atp, rules, places=places)
    assert len(found) == 12
    assert "greedy" in caplog.text


def test_a_settings_file_says_which_key_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "sourcing.toml"
    path.write_text('[[rule]]\nname = "near"\nmax_parts = 99\n')
    with pytest.raises(SettingsError, match="max_parts"):
        Rules.load(path)
    path.write_text('[terms]\nundo_minutes = 5\n[[rule]]\nname = "near"\nkinds = ["store"]\ngoal = "cost"\n')
    read = Rules.load(path)
    assert (read.rule[0].kinds, read.terms.undo_minutes) == (("store",), 5)
