"""Random problems of choice: risks that each further measure lowers or leaves, alone, together or by a share."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from threatmodel.analysis.plan.problem import Problem, members


class Part(NamedTuple):
    """One risk, and what its measures do to it."""

    points: float
    how: str
    """`any` of them closes it, `all` of them together do, or each leaves a `share`."""
    leaves: dict[int, float]

    def left(self, chosen: int) -> float:
        """How much of it is left."""
        in_place = [leaves for one, leaves in self.leaves.items() if chosen >> one & 1]
        if self.how == "any":
            return 0.0 if in_place else self.points
        if self.how == "all":
            return 0.0 if len(in_place) == len(self.leaves) else self.points
        left = self.points
        for leaves in in_place:
            left *= leaves
        return left


class Drawn(NamedTuple):
    """A problem, with all that can be known of it by trying every set."""

    problem: Problem
    efforts: list[int]
    """By set."""
    risks: list[float]
    """By set."""

    def least_risk(self, budget: int) -> float | None:
        """The least risk within a budget; None where what must be chosen is too dear."""
        allowed = [
            risk
            for chosen, risk in enumerate(self.risks)
            if self.efforts[chosen] <= budget and self.problem.meets(chosen)
        ]
        return min(allowed, default=None)

    def least_effort(self, target: float) -> int | None:
        """The least effort that leaves no more than a risk; None where nothing does."""
        reaching = [
            self.efforts[chosen]
            for chosen, risk in enumerate(self.risks)
            if risk <= target + 1e-9 and self.problem.meets(chosen)
        ]
        return min(reaching, default=None)


def drawn(seed: int, most: int = 12, *, musts: bool = False) -> Drawn:
    """Draw a problem of up to `most` measures, few of them in most cases."""
    rng = Random(seed)  # noqa: S311 - no secret depends on it
    number = most if seed % 20 == 0 else rng.randint(1, most - 3)
    efforts = tuple(rng.choice((1, 1, 3, 3, 9)) for _ in range(number))
    parts = [_part(rng, number) for _ in range(rng.randint(1, 12))]
    risks = [sum(part.left(chosen) for part in parts) for chosen in range(1 << number)]
    wanted = tuple(rng.randrange(1, 1 << number) for _ in range(rng.randint(1, 2))) if musts else ()
    problem = Problem(efforts=efforts, residual=risks.__getitem__, everything=(1 << number) - 1, musts=wanted[:1])
    return Drawn(problem, [sum(efforts[one] for one in members(chosen)) for chosen in range(1 << number)], risks)


def _part(rng: Random, number: int) -> Part:
    on = rng.sample(range(number), min(number, rng.randint(1, 4)))
    points = rng.choice((1, 2, 4, 8, 16)) * rng.random()
    return Part(points, rng.choice(("any", "all", "share")), {one: rng.choice((0.0, 0.3, 0.6, 0.9)) for one in on})
