from __future__ import annotations

import pytest

from tests.model.test_gate import found
from threatmodel.model.risk import Chance, Risk
from threatmodel.reports import figures


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (222.0, 222.0, "222"),
        (0.0, 0.0, "0"),
        (0.1 + 0.2, 0.3, "0.3"),
        (1.24, 16.0, "1.2 to 16"),
        (99.7, 100.4, "100"),
        (1234.6, 1300.0, "1235 to 1300"),
        (0.0123, 0.5, "0.012 to 0.5"),
    ],
)
def test_a_risk_is_read_in_points_with_two_digits_or_to_the_point(low: float, high: float, said: str) -> None:
    assert figures.points(Risk(low=low, high=high, ceiling=high)) == said


def test_json_holds_six_digits_and_the_band() -> None:
    assert figures.risk(Risk(low=0.1 + 0.2, high=2 / 3, ceiling=8.0)) == {
        "low": 0.3,
        "high": 0.666667,
        "ceiling": 8.0,
        "band": "medium",
    }


def test_what_is_undecided_is_told_at_its_worst() -> None:
    assert figures.weighs(found("open")) == "open, high risk"
    assert figures.weighs(found("undecided", high=0.0)) == "undecided, up to high risk"


def test_a_likelihood_says_how_it_was_found() -> None:
    assert figures.likelihood(Chance(low=0.1, high=1 / 3, ceiling=1.0, sampled=500, margin=0.0123456789)) == {
        "low": 0.1,
        "high": 0.333333,
        "ceiling": 1.0,
        "sampled": 500,
        "margin": 0.0123457,
    }


@pytest.mark.parametrize(
    ("chance", "told"),
    [
        (Chance(low=0.1, high=0.4, ceiling=0.5), "10 % to 40 %"),
        (Chance(low=1.0, high=1.0, ceiling=1.0), "100 %"),
        (Chance(low=0.0, high=0.0, ceiling=0.25), "up to 25 %, if it holds"),
        (Chance(low=0.1, high=0.4, ceiling=0.5, sampled=1024, margin=0.01), "about 10 % to 40 %"),
        (Chance(low=0.00001, high=0.9999, ceiling=1.0), "under 0.1 % to over 99.9 %"),
    ],
)
def test_a_likelihood_is_told_as_a_range_and_as_an_estimate_where_it_was_sampled(chance: Chance, told: str) -> None:
    assert figures.chance(chance) == told
