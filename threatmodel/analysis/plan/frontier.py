"""Scenario + wish -> frontier: what each effort buys, from nothing up to where no more can be bought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from threatmodel.analysis.plan.greedy import given_up, least_of_what_must, taken
from threatmodel.analysis.plan.make import Planner
from threatmodel.analysis.plan.problem import NOTHING, members
from threatmodel.analysis.plan.search import Choice, least_risk
from threatmodel.analysis.plan.wishes import WishError
from threatmodel.analysis.totals import total
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Analysis
from threatmodel.model.plan import Frontier, FrontierPoint, Wish

MOST_POINTS: Final = 20
"""How many budgets are tried; where more would do, those in which little is bought lie further apart."""


MOST_WEIGHED_EACH: Final = 5_000
"""How many different sets are weighed for one budget before it is given without a proof."""


def frontier(
    scenario: Scenario,
    catalogue: Catalogue,
    bare: Analysis,
    today: str,
    wish: Wish,
    watch: Callable[[int], Callable[[], None]] = lambda _: lambda: None,
) -> Frontier:
    """Return what each effort buys, up to the budget of a wish or to where nothing more can be bought.

    `watch` is told how many budgets are tried, and returns what is called after each. Raises WishError where what is
    asked contradicts itself or costs more than the budget.
    """
    planner = Planner.of(scenario, catalogue, bare, today, wish)
    tried = budgets(planner)
    step = watch(len(tried))
    points: list[FrontierPoint] = []
    last = 0
    for budget in tried:
        found = least_risk(planner.scale, budget, starts=(last,), limit=MOST_WEIGHED_EACH)
        step()
        if found is not None:
            last = found.chosen
            point = _point(planner, found)
            if not points or point.risk.middle < points[-1].risk.middle - NOTHING:
                points.append(point)
    if not points:
        raise WishError([f"what --must asks for costs more than {tried[-1]}"])
    floor = planner.weighing.risk(planner.everything)
    return Frontier(wish=wish, points=tuple(points), floor=floor, measures=planner.everything.bit_count())


def budgets(planner: Planner) -> Sequence[int]:
    """Return the budgets to try: all up to where everything is bought, or a selection, closest at the beginning."""
    scale = planner.scale
    most = planner.wish.budget
    if most is None:
        floor = scale.risk(planner.everything)
        necessary = least_of_what_must(scale, scale.problem.effort(planner.everything)) or 0
        most = scale.problem.effort(given_up(scale, floor, taken(scale, floor, necessary)))
    if most < MOST_POINTS:
        return range(most + 1)
    return sorted({round(most * (number / (MOST_POINTS - 1)) ** 2) for number in range(MOST_POINTS)})


def _point(planner: Planner, choice: Choice) -> FrontierPoint:
    """Tell a choice; one whose controls add something by what it really leaves."""
    weighing = planner.weighing
    adds = planner.adding(choice.chosen)
    risk = total(weighing.run(choice.chosen)) if adds else weighing.risk(choice.chosen)
    bound = max(0.0, choice.bound - weighing.unseen)
    return FrontierPoint(
        effort=choice.effort,
        measures=tuple(weighing.measures[one] for one in members(choice.chosen)),
        risk=risk,
        proven=choice.proven and risk.middle <= bound + NOTHING,
        bound=bound,
    )
