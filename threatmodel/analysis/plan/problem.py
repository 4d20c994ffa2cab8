"""Which measures there are to choose from -> sets of them, as bits, and the risk that each set leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

NOTHING: Final = 1e-9
"""Risks that differ by no more count as the same: sums of fractions are not exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What may be chosen. Measures are numbers from 0; a set of them is an integer with their bits."""

    efforts: tuple[int, ...]
    """What each measure costs, in points; none is free."""
    residual: Callable[[int], float]
    """The risk that a set leaves. One more measure never leaves more."""
    everything: int
    """The measures that may be chosen."""
    musts: tuple[int, ...] = ()
    """Of each of these sets, one measure at least has to be chosen."""

    def effort(self, chosen: int) -> int:
        """Return what a set costs together."""
        return sum(self.efforts[one] for one in members(chosen))

    def affordable(self, among: int, left: int) -> int:
        """Return those measures of a set that cost no more, each alone, than is left."""
        return as_set(one for one in members(among) if self.efforts[one] <= left)

    def meets(self, chosen: int) -> bool:
        """Whether a set holds what has to be chosen."""
        return all(chosen & must for must in self.musts)


class Scale:
    """The risk that sets leave: each is weighed once, and counted."""

    def __init__(self, problem: Problem, known: dict[int, float] | None = None) -> None:
        self.problem = problem
        self._known: dict[int, float] = {} if known is None else known

    def among(self, measures: int) -> Scale:
        """Return a scale for a choice among some of the measures only, that knows what this one knows."""
        return Scale(replace(self.problem, everything=measures), self._known)

    @property
    def weighed(self) -> int:
        """How many different sets were weighed so far: work is limited by it, so that limits do not hang on clocks."""
        return len(self._known)

    def risk(self, chosen: int) -> float:
        """Return the risk that a set leaves."""
        known = self._known.get(chosen)
        if known is None:
            known = self._known[chosen] = self.problem.residual(chosen)
        return known


def members(chosen: int) -> Iterator[int]:
    """Yield the measures of a set, in their order."""
    while chosen:
        lowest = chosen & -chosen
        yield lowest.bit_length() - 1
        chosen ^= lowest


def as_set(measures: Iterable[int]) -> int:
    """Return measures as a set."""
    chosen = 0
    for one in measures:
        chosen |= 1 << one
    return chosen
