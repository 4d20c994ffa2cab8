"""Law 6: a plan that is called proven is the best of all sets, tried one by one."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.monotone import drawn
from threatmodel.analysis.plan.problem import Problem, Scale, as_set, members
from threatmodel.analysis.plan.search import Choice, least_effort, least_risk

NEAR = 1e-9


def test_a_proven_choice_is_the_best_in_500_random_cases_of_up_to_12_measures() -> None:
    proven = 0
    for seed in range(500):
        case = drawn(seed)
        budget = Random(seed).randint(0, sum(case.problem.efforts))  # noqa: S311 - no secret depends on it
        found, best = least_risk(Scale(case.problem), budget), case.least_risk(budget)
        assert found is not None
        assert best is not None
        assert found.risk == pytest.approx(best, abs=NEAR), seed
        assert found.effort <= budget
        proven += found.proven
    assert proven == 500


def test_a_proven_choice_reaches_its_target_with_least_effort_in_500_random_cases() -> None:
    reached = 0
    for seed in range(500):
        case = drawn(seed)
        target = Random(seed).random() * case.risks[0]  # noqa: S311 - no secret depends on it
        found, best = least_effort(Scale(case.problem), target), case.least_effort(target)
        assert (found.effort if found else None) == best, seed
        if found is not None:
            assert found.proven
            assert found.risk <= target + NEAR
            reached += 1
    assert 100 < reached < 500


@pytest.mark.parametrize("limit", [0, 20, 60])
def test_what_is_not_proven_says_truly_how_far_from_the_best_it_may_be(limit: int) -> None:
    gaps, unproven = [], 0
    for seed in range(300):
        case = drawn(seed)
        budget = Random(seed).randint(0, sum(case.problem.efforts))  # noqa: S311 - no secret depends on it
        found, best = least_risk(Scale(case.problem), budget, limit=limit), case.least_risk(budget)
        assert found is not None
        assert best is not None
        assert found.bound - NEAR <= best <= found.risk + NEAR, seed
        unproven += not found.proven
        gaps.append((found.risk - best) / case.risks[0])
    assert unproven > 0
    assert sum(gaps) / len(gaps) < 0.01  # of all risk, on average; the worst of these cases is a fifth
    assert max(gaps) < 0.25


@settings(max_examples=200)
@given(st.integers(0, 10**6), st.integers(0, 40), st.integers(0, 80))
def test_neither_bound_is_ever_better_than_the_best(seed: int, effort: int, limit: int) -> None:
    case = drawn(seed, most=9)
    within = least_risk(Scale(case.problem), effort, limit=limit)
    assert within is not None
    assert within.bound <= (case.least_risk(effort) or 0.0) + NEAR
    target = case.risks[0] * (effort / 40)
    reaching, least = least_effort(Scale(case.problem), target, limit=limit), case.least_effort(target)
    assert (reaching is None) == (least is None)
    if reaching is not None and least is not None:
        assert reaching.bound <= least <= reaching.effort
        assert reaching.risk <= target + NEAR


@settings(max_examples=150)
@given(st.integers(0, 10**6), st.integers(0, 30))
def test_budget_and_target_are_two_sides_of_one_curve(seed: int, budget: int) -> None:
    case = drawn(seed, most=9)
    within = least_risk(Scale(case.problem), budget)
    assert within is not None
    back = least_effort(Scale(case.problem), within.risk)
    assert back is not None
    assert back.effort <= within.effort
    assert back.risk == pytest.approx(within.risk, abs=NEAR)


@settings(max_examples=150)
@given(st.integers(0, 10**6), st.integers(0, 30), st.randoms(use_true_random=False))
def test_the_order_of_measures_does_not_change_what_a_proven_choice_leaves(
    seed: int, budget: int, shuffle: Random
) -> None:
    case = drawn(seed, most=9)
    place = list(range(len(case.problem.efforts)))
    shuffle.shuffle(place)
    moved = Problem(
        efforts=tuple(case.problem.efforts[one] for one in place),
        residual=lambda chosen: case.risks[as_set(place[one] for one in members(chosen))],
        everything=case.problem.everything,
    )
    one, other = least_risk(Scale(case.problem), budget), least_risk(Scale(moved), budget)
    assert one is not None
    assert other is not None
    assert one.proven
    assert other.proven
    assert one.risk == pytest.approx(other.risk, abs=NEAR)


@settings(max_examples=150)
@given(st.integers(0, 10**6), st.integers(0, 40))
def test_what_must_be_chosen_is_chosen_and_the_rest_is_still_the_best(seed: int, budget: int) -> None:
    case = drawn(seed, most=9, musts=True)
    found, best = least_risk(Scale(case.problem), budget), case.least_risk(budget)
    assert (found is None) == (best is None)
    if found is not None and best is not None:
        assert case.problem.meets(found.chosen)
        assert found.risk == pytest.approx(best, abs=NEAR)
    target = case.risks[0] * (budget / 40)
    reaching = least_effort(Scale(case.problem), target)
    assert (reaching.effort if reaching else None) == case.least_effort(target)


def test_what_lowers_nothing_is_not_chosen() -> None:
    idle = Problem(efforts=(1, 1, 9), residual=lambda chosen: 4.0 if chosen & 1 else 9.0, everything=0b111)
    assert least_risk(Scale(idle), 20) == Choice(chosen=1, effort=1, risk=4.0, proven=True, bound=4.0)


def test_measures_that_help_only_together_are_found() -> None:
    together = Problem(
        efforts=(3, 3, 1), residual=lambda chosen: 1.0 if chosen & 3 == 3 else 9.0 - (chosen >> 2), everything=0b111
    )
    assert least_risk(Scale(together), 6) == Choice(chosen=0b011, effort=6, risk=1.0, proven=True, bound=1.0)


def test_the_same_work_is_done_every_time() -> None:
    case = drawn(40)
    once, again = Scale(case.problem), Scale(case.problem)
    assert least_risk(once, 7, limit=50) == least_risk(again, 7, limit=50)
    assert once.weighed == again.weighed
