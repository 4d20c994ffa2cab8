"""Facts and the steps that make them: the values that one propagation leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

from threatmodel.analysis.bits import FORM
from threatmodel.analysis.graph import Rule
from threatmodel.analysis.profile import Candidate
from threatmodel.analysis.readings import Truth
from threatmodel.model.catalogue import Inference


class Fact(NamedTuple):
    """A holding in a form: 1 seen, 2 kept, 3 published."""

    holding: int
    form: int


Cause: TypeAlias = Rule | Candidate | Inference | int
"""A drawn rule, a threat that holds, an inference, or the number of the audience that somebody belongs to."""


class Firing(NamedTuple):
    """One step that was taken: what it made, out of what, and why."""

    fact: Fact
    cause: Cause
    premises: tuple[Fact, ...]
    allowed: Truth
    """Whether the step stays within what was agreed."""
    cost: int
    """How many hops the cheapest derivation up to here has."""
    part: int = 0
    """Of a threat with several consequences, which one it is."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Every step of one run, cheapest first."""

    held: Mapping[int, int] = field(default_factory=dict)
    """The bits of each holding, as the steps make them: those that the run found."""
    first: dict[Fact, Firing] = field(default_factory=dict)
    """The first step to each fact."""
    firings: list[Firing] = field(default_factory=list)
    """Every step taken."""
    crossings: list[Firing] = field(default_factory=list)
    """Of a run over agreed facts: the steps that go past what was agreed. They are not taken."""
    doubtful: bool = False
    """Whether anything was met that is not known."""


@dataclass(kw_only=True)
class Facts:
    """What one run derives. The steps to it are found when somebody asks how it came about."""

    held: Mapping[int, int] = field(default_factory=dict)
    """The bits of each holding."""
    crossed: Mapping[int, int] = field(default_factory=dict)
    """Of a run over agreed facts: the highest form that steps past what was agreed would bring, by holding."""
    find: Callable[[], Steps] = Steps

    def has(self, fact: Fact) -> bool:
        """Whether a fact was derived."""
        return self.held.get(fact.holding, 0) & FORM[fact.form] == FORM[fact.form]

    @cached_property
    def steps(self) -> Steps:
        """All that was done to derive them."""
        return self.find()

    @property
    def first(self) -> Mapping[Fact, Firing]:
        """The first step to each fact."""
        return self.steps.first

    @property
    def firings(self) -> list[Firing]:
        """Every step taken."""
        return self.steps.firings

    @property
    def crossings(self) -> list[Firing]:
        """Of a run over agreed facts: the steps that go past what was agreed. They are not taken."""
        return self.steps.crossings

    @cached_property
    def by_target(self) -> Mapping[int, list[Firing]]:
        """The steps to each holding."""
        steps: dict[int, list[Firing]] = {}
        for firing in self.firings:
            steps.setdefault(firing.fact.holding, []).append(firing)
        return steps


def name_of(cause: Cause) -> object:
    """Return what tells the causes of steps apart."""
    if isinstance(cause, Candidate):
        return cause.threat.id
    return cause.id if isinstance(cause, Inference) else cause if isinstance(cause, int) else id(cause)
