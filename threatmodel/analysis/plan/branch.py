"""Problem + budget -> the best choice with its proof: sets are parted in two until none of them can hold a better one.

What a set of choices can reach at best is what all measures together leave that may still be in it: one more measure
never leaves more.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

from threatmodel.analysis.plan.greedy import by_weight
from threatmodel.analysis.plan.problem import NOTHING, Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """What came of a search."""

    chosen: int | None
    """The best choice that was found below the risk asked for; None where there was none."""
    bound: float
    """No allowed choice leaves less than this, unless it is at or above the risk that was asked for."""
    proven: bool
    """Whether the search came to its end: no choice is better than the one found, or than what was asked for."""


@dataclass(frozen=True, slots=True, order=True)
class _Part:
    """All choices that hold `chosen` and, of the rest, nothing but `free`; the most promising first."""

    bound: float
    undecided: int
    """How many measures are free."""
    number: int
    chosen: int
    free: int


def parted(scale: Scale, budget: int, below: float, limit: int, *, first: bool = False) -> Parted:
    """Look for the choice within a budget that leaves the least risk, and less than `below`.

    With `first` any such choice will do. Gives up when `limit` different sets were weighed.
    """
    problem = scale.problem
    free = problem.affordable(problem.everything, budget)
    if not problem.meets(free):
        return Parted(chosen=None, bound=below, proven=True)
    order = by_weight(scale, free)
    number, best = 0, None
    parts = [_Part(scale.risk(free), free.bit_count(), number, 0, free)]
    while parts and parts[0].bound < below - NOTHING:
        if scale.weighed >= limit:
            return Parted(chosen=best, bound=parts[0].bound, proven=False)
        part = heappop(parts)
        left = budget - problem.effort(part.chosen)
        if problem.effort(part.free) <= left:  # all of it may be chosen, and nothing in this part leaves less
            best, below = part.chosen | part.free, part.bound
            if first:
                break
            continue
        one = next(each for each in order if part.free >> each & 1)
        rest = part.free & ~(1 << one)
        with_it = problem.affordable(rest, left - problem.efforts[one])
        for chosen, free in ((part.chosen | 1 << one, with_it), (part.chosen, rest)):
            if problem.meets(chosen | free):
                number += 1
                bound = max(part.bound, scale.risk(chosen | free))
                heappush(parts, _Part(bound, free.bit_count(), number, chosen, free))
    return Parted(chosen=best, bound=below, proven=True)
