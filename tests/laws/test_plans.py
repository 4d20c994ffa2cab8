"""Law 6 on scenarios: a plan that is called proven equals trying every set of measures, each by a run of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.laws.engine import TODAY, analysed
from tests.laws.likely import likely_cases
from tests.laws.scenarios import Case
from threatmodel.analysis.plan.make import Planner, make_plan
from threatmodel.analysis.plan.measures import fitting_measures, with_measures
from threatmodel.analysis.plan.problem import members
from threatmodel.analysis.totals import total
from threatmodel.model.elements import EFFORTS
from threatmodel.model.plan import Measure, Plan, Wish

CASES = likely_cases().map(lambda drawn: drawn[0])
MOST = 6
NEAR = 1e-9


@settings(max_examples=25)
@given(CASES, st.integers(0, 8))
def test_a_proven_plan_is_the_best_of_all_sets(case: Case, budget: int) -> None:
    offered = dear(case)
    assume(0 < len(offered) <= MOST)
    risks = {chosen: left(case, offered, chosen) for chosen in range(1 << len(offered))}
    plan = planned(case, Wish(budget=budget))
    best = min(risk for chosen, risk in risks.items() if effort(offered, chosen) <= budget)
    assert plan.proven
    assert plan.effort <= budget
    assert plan.after.middle == pytest.approx(best, abs=NEAR)
    assert plan.bound == pytest.approx(best, abs=NEAR)


@settings(max_examples=25)
@given(CASES, st.integers(0, 4))
def test_a_target_is_reached_with_least_effort(case: Case, part: int) -> None:
    offered = dear(case)
    assume(0 < len(offered) <= MOST)
    risks = {chosen: left(case, offered, chosen) for chosen in range(1 << len(offered))}
    floor = risks[(1 << len(offered)) - 1]
    target = floor + (risks[0] - floor) * part / 4
    plan = planned(case, Wish(target=target))
    least = min(effort(offered, chosen) for chosen, risk in risks.items() if risk <= target + NEAR)
    assert plan.proven
    assert (plan.effort, plan.bound) == (least, least)
    assert plan.after.middle <= target + NEAR


@settings(max_examples=25)
@given(CASES)
def test_no_measure_that_is_left_aside_would_change_anything(case: Case) -> None:
    """Every place where a control may stand against those that are weighed."""
    planner = Planner.of(case.scenario, case.catalogue, analysed(*case), TODAY, Wish(budget=0))
    weighed = [planner.weighing.measures[one] for one in members(planner.everything)]
    everywhere = fitting_measures(case.scenario, case.catalogue)
    assume(len(weighed) < len(everywhere))
    assert total(planner.weighing.bare).middle == pytest.approx(planner.weighing.middle(0), abs=NEAR)
    assert leaves(case, weighed) == pytest.approx(leaves(case, everywhere), abs=NEAR)


@settings(max_examples=25)
@given(CASES, st.integers(0, 20))
def test_every_step_leaves_what_a_run_with_all_steps_so_far_leaves(case: Case, budget: int) -> None:
    plan = planned(case, Wish(budget=budget))
    done: list[Measure] = []
    for step in plan.steps:
        assert step.before.middle == pytest.approx(leaves(case, done), abs=NEAR)
        done.append(step.measure)
        assert step.after.middle == pytest.approx(leaves(case, done), abs=NEAR)
        assert step.after.middle <= step.before.middle + NEAR
    assert plan.after.middle == pytest.approx(leaves(case, done), abs=NEAR)


def dear(case: Case) -> tuple[Measure, ...]:
    """All measures, with efforts that differ, as the plan is offered them."""
    return fitting_measures(*sized(case))


def sized(case: Case) -> Case:
    """The case with controls of all three sizes."""
    controls = {
        id_: replace(control, effort=EFFORTS[number % 3])
        for number, (id_, control) in enumerate(case.catalogue.controls.items())
    }
    assumed = replace(case.catalogue.assumed, efforts={"S": 1, "M": 3, "L": 9})
    return Case(case.scenario, replace(case.catalogue, controls=controls, assumed=assumed))


def planned(case: Case, wish: Wish) -> Plan:
    scenario, catalogue = sized(case)
    return make_plan(scenario, catalogue, analysed(scenario, catalogue), TODAY, wish)


def effort(offered: tuple[Measure, ...], chosen: int) -> int:
    return sum(offered[one].effort for one in members(chosen))


def left(case: Case, offered: tuple[Measure, ...], chosen: int) -> float:
    return leaves(case, [offered[one] for one in members(chosen)])


def leaves(case: Case, chosen: list[Measure] | tuple[Measure, ...]) -> float:
    """The risk that a run of its own finds."""
    return total(analysed(with_measures(case.scenario, chosen), case.catalogue).findings).middle
