"""Problem -> the choice that leaves least for an effort, or costs least for a risk; proven best where that can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from threatmodel.analysis.plan.branch import parted
from threatmodel.analysis.plan.greedy import given_up, good_choice, least_of_what_must, taken, without_idle
from threatmodel.analysis.plan.problem import NOTHING, Scale

MOST_WEIGHED: Final = 15_000
"""How many different sets are weighed for one answer before it is given without a proof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A set of measures, what it costs and leaves, and how near it is to the best."""

    chosen: int
    effort: int
    risk: float
    proven: bool
    """Whether no allowed choice leaves less risk; of a target, whether none reaches it with less effort."""
    bound: float
    """No allowed choice leaves less risk than this; of a target, none costs less effort."""


def least_risk(scale: Scale, budget: int, *, starts: Iterable[int] = (), limit: int = MOST_WEIGHED) -> Choice | None:
    """Return the choice within a budget that leaves the least risk; None where what has to be chosen costs more.

    `starts` are choices to go on from, such as that of a smaller budget. `limit` is the number of sets that may be
    weighed before the answer is given without a proof.
    """
    last = scale.weighed + limit
    good = good_choice(scale, budget, starts, scale.weighed + limit // 2)
    if good is None:
        return None
    found = parted(scale, budget, scale.risk(good), last)
    best = good if found.chosen is None else without_idle(scale, found.chosen)
    risk = scale.risk(best)
    bound = risk if found.proven else min(found.bound, risk)
    return Choice(chosen=best, effort=scale.problem.effort(best), risk=risk, proven=found.proven, bound=bound)


def least_effort(scale: Scale, target: float, *, limit: int = MOST_WEIGHED) -> Choice | None:
    """Return the choice of least effort that leaves no more than a risk; None where even everything leaves more."""
    problem, last = scale.problem, scale.weighed + limit
    if scale.risk(problem.everything) > target + NOTHING or not problem.meets(problem.everything):
        return None
    best = min(_reaching(scale, target), key=lambda chosen: (problem.effort(chosen), scale.risk(chosen)))
    lower = 0
    while lower < problem.effort(best):
        found = parted(scale, lower, target + 2 * NOTHING, last, first=True)
        if found.chosen is not None:
            best = without_idle(scale, found.chosen)
            break
        if not found.proven:
            best = _thriftier(scale, target, best, lower)
            break
        lower += 1
    effort = problem.effort(best)
    return Choice(chosen=best, effort=effort, risk=scale.risk(best), proven=lower >= effort, bound=min(lower, effort))


def _reaching(scale: Scale, target: float) -> Iterable[int]:
    """Yield choices that leave no more than a risk: taken one by one, and what is left when others are given up."""
    necessary = least_of_what_must(scale, scale.problem.effort(scale.problem.everything))
    for chosen in (taken(scale, target, necessary or 0), scale.problem.everything):
        yield given_up(scale, target, chosen)


def _thriftier(scale: Scale, target: float, best: int, lower: int) -> int:
    """Try a little less effort as long as a choice within it is found that leaves no more than the risk."""
    problem = scale.problem
    while problem.effort(best) > lower:
        less = good_choice(scale, problem.effort(best) - 1, (), scale.weighed)
        if less is None or scale.risk(less) > target + NOTHING:
            break
        best = less
    return best
