"""Facts and the steps that make them: the values that one propagation leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

from threatmodel.analysis.bits import FORM
from threatmodel.analysis.conditions import Candidate
from threatmodel.analysis.graph import Rule
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


@dataclass
class Facts:
    """What one run derives: the bits of each holding, the first step to each fact, and every step taken."""

    held: dict[int, int] = field(default_factory=dict)
    first: dict[Fact, Firing] = field(default_factory=dict)
    firings: list[Firing] = field(default_factory=list)
    crossings: list[Firing] = field(default_factory=list)
    """Of a run over agreed facts: the steps that go past what was agreed. They are not taken."""

    def has(self, fact: Fact) -> bool:
        """Whether a fact was derived."""
        return self.held.get(fact.holding, 0) & FORM[fact.form] == FORM[fact.form]

    @cached_property
    def by_target(self) -> Mapping[int, list[Firing]]:
        """The steps to each holding; to be asked when the run is over."""
        steps: dict[int, list[Firing]] = {}
        for firing in self.firings:
            steps.setdefault(firing.fact.holding, []).append(firing)
        return steps


def name_of(cause: Cause) -> object:
    """Return what tells the causes of steps apart."""
    if isinstance(cause, Candidate):
        return cause.threat.id
    return cause.id if isinstance(cause, Inference) else cause if isinstance(cause, int) else id(cause)
