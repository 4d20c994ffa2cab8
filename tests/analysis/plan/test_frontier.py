from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.analysis.plan.test_make import LOG, SHORT, TEXT, known
from tests.scenes import TODAY, control, scene
from tests.shipped import CATALOGUE, SCENARIOS
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.plan.frontier import MOST_POINTS, budgets, frontier
from threatmodel.analysis.plan.make import Planner, make_plan
from threatmodel.analysis.plan.wishes import WishError
from threatmodel.model.plan import Frontier, Named, Wish

KNOWN = known(SHORT, LOG)
SCENE = scene(TEXT, KNOWN)
BARE = analyse(SCENE, KNOWN, TODAY)


def curve(wish: Wish) -> Frontier:
    return frontier(SCENE, KNOWN, BARE, TODAY, wish)


def test_every_point_is_the_plan_for_its_effort_and_leaves_less_than_the_one_before() -> None:
    found = curve(Wish())
    assert [point.effort for point in found.points] == [0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert all(point.proven for point in found.points)
    for point in found.points:
        plan = make_plan(SCENE, KNOWN, BARE, TODAY, Wish(budget=point.effort))
        assert point.risk.middle == pytest.approx(plan.after.middle)
    middles = [point.risk.middle for point in found.points]
    assert middles == sorted({*middles}, reverse=True)
    assert middles[-1] == pytest.approx(found.floor.middle)


def test_an_effort_that_buys_nothing_more_is_no_point() -> None:
    few = known(SHORT)
    found = frontier(SCENE, few, analyse(SCENE, few, TODAY), TODAY, Wish())
    assert [point.effort for point in found.points] == [0, 3, 6]


def test_a_budget_ends_the_curve() -> None:
    assert [point.effort for point in curve(Wish(budget=2)).points] == [0, 1, 2]


def test_what_must_be_there_is_there_from_the_beginning() -> None:
    wish = Wish(budget=4, musts=(Named(control="short", place="cloud"),))
    assert [[one.name for one in point.measures] for point in curve(wish).points] == [
        ["short@cloud"],
        ["log@app", "short@cloud"],
    ]
    whole = curve(Wish(musts=wish.musts)).points
    assert (whole[0].effort, whole[-1].effort) == (3, 8)
    with pytest.raises(WishError, match="costs more than 2"):
        curve(Wish(budget=2, musts=wish.musts))


def test_what_must_be_there_may_be_dearer_than_all_that_helps() -> None:
    idle = replace(control("idle", on=("person",)), effort="L")
    dear = known(LOG, idle)
    wish = Wish(musts=(Named(control="idle", place="ben"),))
    found = frontier(SCENE, dear, analyse(SCENE, dear, TODAY), TODAY, wish)
    assert [point.effort for point in found.points] == [9, 10, 11]


def test_what_watches_is_told_how_many_there_are_and_called_for_each() -> None:
    told: list[int] = []

    def watch(number: int) -> object:
        told.append(number)
        return lambda: told.append(0)

    frontier(SCENE, KNOWN, BARE, TODAY, Wish(budget=3), watch)  # type: ignore[arg-type]  # what it returns is called
    assert told == [4, 0, 0, 0, 0]


def test_many_budgets_are_a_selection_closest_at_the_beginning() -> None:
    scenario = SCENARIOS["webcam-platform"]
    planner = Planner.of(scenario, CATALOGUE, analyse(scenario, CATALOGUE, TODAY), TODAY, Wish(budget=100))
    found = list(budgets(planner))
    assert len(found) <= MOST_POINTS
    assert (found[0], found[-1]) == (0, 100)
    gaps = [later - sooner for sooner, later in pairwise(found)]
    assert gaps[0] <= gaps[-1]
