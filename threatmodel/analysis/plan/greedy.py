"""Problem -> a good choice fast: measures taken one by one, given up one by one, exchanged one for another."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush, heapreplace
from math import inf

from threatmodel.analysis.plan.problem import NOTHING, Scale, members


def good_choice(scale: Scale, budget: int, starts: Iterable[int], limit: int) -> int | None:
    """Return a choice within a budget that no single exchange makes better; None where what has to be is too dear.

    `starts` are choices to go on from, such as that of a smaller budget. Exchanges end when `limit` sets were weighed.
    """
    problem = scale.problem
    necessary = least_of_what_must(scale, budget)
    if necessary is None:
        return None
    affordable = problem.affordable(problem.everything, budget)
    rest = within(scale, budget, affordable | necessary)
    allowed = (start for start in (*starts, rest) if problem.effort(start) <= budget and problem.meets(start))
    sets = [filled(scale, budget, start) for start in (necessary, *allowed)]
    best = min(sets, key=lambda chosen: _order(scale, chosen))
    return without_idle(scale, exchanged(scale, budget, best, limit))


def least_of_what_must(scale: Scale, budget: int) -> int | None:
    """Return one measure of each set that has to be met: what helps most where that fits, else the cheapest.

    None where even the cheapest cost more than the budget.
    """
    helping, cheapest, problem = 0, 0, scale.problem
    for must in sorted(problem.musts, key=lambda must: (must.bit_count(), must)):  # what lies in another set first
        if not must:
            return None
        if not helping & must:
            helping |= 1 << min((-_gain(scale, helping, one), one) for one in members(must))[1]
        if not cheapest & must:
            cheapest |= 1 << min((problem.efforts[one], one) for one in members(must))[1]
    return next((one for one in (helping, cheapest) if problem.effort(one) <= budget), None)


def filled(scale: Scale, budget: int, chosen: int) -> int:
    """Add measures, what lowers the risk most for its effort first, until nothing that fits lowers it."""
    return _added(scale, chosen, budget, -inf)


def taken(scale: Scale, target: float, chosen: int) -> int:
    """Add measures, what lowers the risk most for its effort first, until no more than `target` is left of it."""
    chosen = _added(scale, chosen, scale.problem.effort(scale.problem.everything), target)
    return chosen if scale.risk(chosen) <= target + NOTHING else scale.problem.everything


def _added(scale: Scale, chosen: int, budget: int, target: float) -> int:
    problem, before = scale.problem, -1
    left = budget - problem.effort(chosen)
    while chosen != before:  # a measure may begin to help when another has come
        before = chosen
        free = problem.affordable(problem.everything & ~chosen, left)
        gains = [(-_gain(scale, chosen, one), one) for one in members(free)]
        heapify(gains)
        while gains and scale.risk(chosen) > target + NOTHING:
            stale, one = gains[0]
            if problem.efforts[one] > left:
                heappop(gains)
                continue
            fresh = -_gain(scale, chosen, one)
            if fresh > stale + NOTHING:  # gains shrink, most of them: weighed again only what comes first
                heapreplace(gains, (fresh, one))
                continue
            heappop(gains)
            if -fresh <= NOTHING:
                break
            chosen, left = chosen | 1 << one, left - problem.efforts[one]
    return chosen


def within(scale: Scale, budget: int, chosen: int) -> int:
    """Give measures up, what raises the risk least for its effort first, until the rest costs no more than a budget.

    It keeps measures that help only together, which taking them one by one does not find.
    """
    problem = scale.problem
    spent = problem.effort(chosen)
    losses = [(_loss(scale, chosen, one), -problem.efforts[one], one) for one in members(chosen)]
    heapify(losses)
    while spent > budget and losses:
        stale, cost, one = heappop(losses)
        if not problem.meets(chosen & ~(1 << one)):
            continue
        fresh = _loss(scale, chosen, one)
        if fresh > stale + NOTHING:
            heappush(losses, (fresh, cost, one))
            continue
        chosen, spent = chosen & ~(1 << one), spent - problem.efforts[one]
    return chosen


def given_up(scale: Scale, target: float, chosen: int) -> int:
    """Give measures up, what raises the risk least for its effort first, as long as no more than `target` is left."""
    problem = scale.problem
    losses = [(_loss(scale, chosen, one), -problem.efforts[one], one) for one in members(chosen)]
    heapify(losses)
    while losses:
        stale, cost, one = heappop(losses)
        less = chosen & ~(1 << one)
        if not problem.meets(less) or scale.risk(less) > target + NOTHING:
            continue
        fresh = _loss(scale, chosen, one)
        if fresh > stale + NOTHING:
            heappush(losses, (fresh, cost, one))
            continue
        chosen = less
    return chosen


def exchanged(scale: Scale, budget: int, chosen: int, limit: int) -> int:
    """Exchange one measure for another as long as that lowers the risk."""
    best, better = chosen, _exchange(scale, budget, chosen, limit)
    while better is not None:
        best = filled(scale, budget, better)
        better = _exchange(scale, budget, best, limit)
    return best


def _exchange(scale: Scale, budget: int, chosen: int, limit: int) -> int | None:
    problem = scale.problem
    for out in members(chosen):
        kept = chosen & ~(1 << out)
        free = problem.affordable(problem.everything & ~chosen, budget - problem.effort(kept))
        swaps = [kept | 1 << one for one in members(free) if problem.meets(kept | 1 << one)]
        if scale.weighed + len(swaps) > limit:
            return None
        best = min(swaps, key=lambda swap: _order(scale, swap), default=chosen)
        if scale.risk(best) < scale.risk(chosen) - NOTHING:
            return best
    return None


def without_idle(scale: Scale, chosen: int) -> int:
    """Leave out what lowers nothing, the dearest first."""
    problem = scale.problem
    for one in sorted(members(chosen), key=lambda one: (-problem.efforts[one], -one)):
        less = chosen & ~(1 << one)
        if problem.meets(less) and scale.risk(less) <= scale.risk(chosen) + NOTHING:
            chosen = less
    return chosen


def by_weight(scale: Scale, among: int) -> tuple[int, ...]:
    """Return measures by how much hangs on each, alone or as the last one missing: what to decide first."""
    empty, whole = scale.risk(0), scale.risk(among)

    def weight(one: int) -> float:
        alone = empty - scale.risk(1 << one)
        last = scale.risk(among & ~(1 << one)) - whole
        return max(alone, last)

    return tuple(sorted(members(among), key=lambda one: (-weight(one), -scale.problem.efforts[one], one)))


def _order(scale: Scale, chosen: int) -> tuple[float, int, int]:
    return scale.risk(chosen), scale.problem.effort(chosen), chosen


def _gain(scale: Scale, chosen: int, one: int) -> float:
    """How much a further measure lowers the risk for each point of its effort."""
    return (scale.risk(chosen) - scale.risk(chosen | 1 << one)) / scale.problem.efforts[one]


def _loss(scale: Scale, chosen: int, one: int) -> float:
    """How much the risk rises without a measure for each point of its effort."""
    return (scale.risk(chosen & ~(1 << one)) - scale.risk(chosen)) / scale.problem.efforts[one]
