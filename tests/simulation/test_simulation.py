"""The promises over many seeds, and the simulator's own worth: it finds every known mistake, and repeats itself."""

import os

import pytest

from tests.simulation.__main__ import play, simulate
from tests.simulation.defects import DEFECTS
from tests.simulation.world import Scale

SEEDS = int(os.environ.get("SIMULATION_SEEDS", "400"))  # fewer for a quick look while working
PART = 50  # seeds in one test, so that each ends well before a hanging one would be cut off
FOUND_WITHIN = 150
JOBS = os.cpu_count() or 1


@pytest.mark.parametrize("first", range(1, SEEDS + 1, PART))
def test_nothing_is_lost_done_twice_oversold_or_stuck(first: int) -> None:
    seeds = list(range(first, min(first + PART, SEEDS + 1)))
    outcomes = simulate(seeds, None, Scale(), JOBS, until_found=False)
    assert [(o.seed, o.wrong[:3]) for o in outcomes if not o.good] == []
    assert [o.seed for o in outcomes] == seeds


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_known_mistake_is_found(defect: str) -> None:
    seeds = list(range(1, FOUND_WITHIN + 1))
    outcomes = simulate(seeds, defect, Scale(), JOBS, until_found=True)
    assert any(not o.good for o in outcomes)


def test_a_seed_repeats_itself() -> None:
    first, second = (play(4, "upgrade-drops", Scale(devices=6)) for _ in range(2))
    assert not first.good
    assert first.trace == second.trace
