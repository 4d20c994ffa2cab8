from __future__ import annotations

import pytest

from tests.monotone import drawn
from threatmodel.analysis.plan.branch import Parted, parted
from threatmodel.analysis.plan.problem import Scale


@pytest.mark.parametrize("seed", range(20))
def test_no_choice_is_found_below_the_best_and_that_is_proven(seed: int) -> None:
    case = drawn(seed, most=8)
    best = case.least_risk(5)
    assert best is not None
    assert parted(Scale(case.problem), 5, best, 10**6) == Parted(chosen=None, bound=best, proven=True)


@pytest.mark.parametrize("seed", range(20))
def test_the_best_is_found_below_anything_that_is_worse(seed: int) -> None:
    case = drawn(seed, most=8)
    best = case.least_risk(5)
    found = parted(Scale(case.problem), 5, case.risks[0] + 1, 10**6)
    assert found.chosen is not None
    assert found.proven
    assert case.risks[found.chosen] == pytest.approx(best)
    assert case.efforts[found.chosen] <= 5


def test_any_choice_below_will_do_where_the_first_is_asked_for() -> None:
    case = drawn(20)
    below = (case.risks[0] + min(case.risks)) / 2
    quick, whole = Scale(case.problem), Scale(case.problem)
    first, best = parted(quick, 12, below, 10**6, first=True), parted(whole, 12, below, 10**6)
    assert first.chosen is not None
    assert case.risks[first.chosen] < below
    assert best.chosen is not None
    assert quick.weighed <= whole.weighed


def test_a_search_that_is_cut_short_says_so() -> None:
    case = drawn(20)
    scale = Scale(case.problem)
    found = parted(scale, 12, case.risks[0] + 1, 1)
    assert not found.proven
    assert found.bound <= (case.least_risk(12) or 0.0)
