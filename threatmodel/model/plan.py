"""What a plan says: which controls, where, in which order, what each takes away, what is left and why."""

from __future__ import annotations

from dataclasses import dataclass

from threatmodel.model.catalogue import Control
from threatmodel.model.findings import Finding
from threatmodel.model.risk import Band, Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One control at one place."""

    control: Control
    place: str
    """The name of a thing or the text of a path; empty for the scenario as a whole."""
    effort: int
    """In points."""

    @property
    def name(self) -> str:
        """How the command line writes it."""
        return f"{self.control.id}@{self.place}" if self.place else self.control.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A control that somebody names, and where; without a place it may stand anywhere."""

    control: str
    place: str | None = None

    def names(self, measure: Measure) -> bool:
        """Whether a measure is meant."""
        return measure.control.id == self.control and self.place in (None, measure.place)

    def __str__(self) -> str:
        return self.control if self.place is None else f"{self.control}@{self.place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks of a plan. Without a budget or a target, half of what controls can take away is the target."""

    budget: int | None = None
    """Points of effort that the plan may cost."""
    target: float | Band | None = None
    """Risk that may be left in total, or the band that no finding may be above."""
    musts: tuple[Named, ...] = ()
    nevers: tuple[Named, ...] = ()
    person: str | None = None
    """Count only what concerns this person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One measure, in the order in which each helps most."""

    measure: Measure
    before: Risk
    """In total, with the steps before."""
    after: Risk
    closes: tuple[str, ...]
    """Ids of the findings that are gone from this step on."""
    reduces: tuple[str, ...]
    """Ids of those that are less likely or smaller from this step on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A finding that is there with the plan, and what else could be done about it."""

    finding: Finding
    closable: bool
    """Whether all measures together close it."""
    closers: tuple[Measure, ...] = ()
    """Measures outside the plan any of which closes it, the least effort first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worse:
    """A finding that the plan brings about or makes weigh more, through what a control adds."""

    finding: Finding
    """As it is with the plan."""
    before: Risk | None
    """What it weighed before; None where it was not there."""
    through: tuple[Measure, ...]
    """Measures of the plan that add something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Controls for a scenario, and what they come to."""

    wish: Wish
    steps: tuple[PlanStep, ...]
    effort: int
    before: Risk
    after: Risk
    floor: Risk
    """What is left with every measure that there is."""
    measures: int
    """How many measures there were to choose from."""
    proven: bool
    """Whether no other choice leaves less risk within the budget, or reaches the target with less effort."""
    bound: float
    """No choice leaves less risk than this (its middle); with a target, none costs less effort."""
    uncloseable: tuple[Finding, ...]
    """Findings that are there even with every measure, as they are without any; the highest risk left first."""
    left: tuple[Left, ...]
    """The highest risk first."""
    worse: tuple[Worse, ...] = ()

    @property
    def gap(self) -> float:
        """By how much another choice could be better at most, in the unit of the bound; 0 where it is proven."""
        if self.proven:
            return 0.0
        return max(0.0, (self.after.middle if self.wish.budget is not None else self.effort) - self.bound)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierPoint:
    """The least risk that was found for an effort."""

    effort: int
    measures: tuple[Measure, ...]
    risk: Risk
    proven: bool
    bound: float
    """No choice within this effort leaves less risk (its middle)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """What each effort buys: every point leaves less than the one before."""

    wish: Wish
    points: tuple[FrontierPoint, ...]
    floor: Risk
    measures: int
