"""The order of results against judged queries, and the judgements themselves."""

import pytest

from benchmarks.relevance import main
from tests.search.judging import SHOPS, judged, ndcg, shop

missing = [name for name in SHOPS if shop(name) is None]


def test_gain_counts_grades_by_place() -> None:
    grades = {"a": 3, "b": 1}
    assert ndcg(grades, ["a", "b"]) == 1
    assert ndcg(grades, ["x", "y"]) == 0
    assert ndcg(grades, ["b", "a"]) < ndcg(grades, ["a", "x"]) < 1


@pytest.mark.skipif("luma" in missing, reason="the optional data ../shared/data/luma is absent")
def test_judged_queries_are_answered_well_and_clearly_better_than_by_plain_engines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    result = main([])
    assert "nDCG@10" in capsys.readouterr().out
    assert len(judged()) >= 200
    assert result["ndcg_everyshelf"] >= 0.90
    assert result["margin"] >= 0.10
    assert result["held_out_queries"] >= 100
    assert result["held_out_ndcg_everyshelf"] >= 0.90
    assert result["held_out_margin"] > 0
    assert result["blind_queries"] >= 150
    assert result["blind_ndcg_everyshelf"] >= 0.90
    assert result["blind_margin"] >= 0.10
    assert result["fresh_queries"] >= 100
    assert result["fresh_ndcg_everyshelf"] >= 0.90
    assert result["fresh_margin"] >= 0.10
