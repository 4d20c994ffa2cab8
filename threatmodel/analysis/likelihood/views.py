"""A scenario under sets of controls -> compiled views of it, made when they are asked for and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from threatmodel.analysis.compile import compile_graph
from threatmodel.analysis.conditions import Conditions
from threatmodel.analysis.controls import applied
from threatmodel.analysis.graph import DIRECT, Graph, Route, Rule
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import AppliedControl, Scenario

RouteKey = tuple[str, str]
"""The text of a path and the name of a system on it, or of the path itself; both empty for the direct way."""

RuleKey = tuple[object, ...]


@dataclass(frozen=True)
class View:
    """One compiled state of a scenario: its rules and routes by keys that are the same in every state."""

    graph: Graph

    @cached_property
    def conditions(self) -> Conditions:
        """The conditions of all threats as they read in this state."""
        return Conditions(graph=self.graph)

    @cached_property
    def rules(self) -> Mapping[RuleKey, Rule]:
        """Every drawn rule."""
        drawn = (rule for rules in (self.graph.axioms, *self.graph.rules.values()) for rule in rules)
        return {rule_key(rule): rule for rule in drawn}

    @cached_property
    def routes(self) -> Mapping[RouteKey, Route]:
        """Every way that data may have come by."""
        return {key: route for rule in self.rules.values() for key, route in routes_of(rule)}


def rule_key(rule: Rule) -> RuleKey:
    """Return what tells drawn rules of one scenario apart, whatever controls are in place."""
    return (rule.kind, rule.by, rule.premise, rule.target, rule.cost, rule.purposes, rule.passed)


def routes_of(rule: Rule) -> Sequence[tuple[RouteKey, Route]]:
    """Return the ways that a rule adds to what it brings."""
    return [(("", "") if way is DIRECT else (rule.by, way.place), way) for way in rule.ways]


@dataclass
class Views:
    """The states of one scenario under subsets of `measures`, by the set as bits; the bare one is 0."""

    scenario: Scenario
    """Without any of the measures; controls that stand in it are part of every state."""
    catalogue: Catalogue
    measures: Sequence[AppliedControl] = ()
    """What they add is left out: it makes things worse, if anything, and only a run of its own tells how much."""
    _made: dict[int, View] = field(default_factory=dict)

    def under(self, chosen: int) -> View:
        """Return the scenario with the measures chosen."""
        view = self._made.get(chosen)
        if view is None:
            view = self._made[chosen] = View(compile_graph(self._with(chosen), self.catalogue))
        return view

    def changes(self, chosen: int) -> bool:
        """Whether any of the measures chosen sets or removes anything; one that does not is a matter of factors."""
        controls = (self.catalogue.controls[use.control] for n, use in enumerate(self.measures) if chosen >> n & 1)
        return any(control.sets or control.removes for control in controls)

    def _with(self, chosen: int) -> Scenario:
        uses = tuple(use for number, use in enumerate(self.measures) if chosen >> number & 1)
        return applied(replace(self._standing, controls=uses), self._adding_nothing)

    @cached_property
    def _standing(self) -> Scenario:
        """The scenario as the controls that stand in it make it."""
        return applied(self.scenario, self.catalogue)

    @cached_property
    def _adding_nothing(self) -> Catalogue:
        """The catalogue with controls that only take away: what they add would be other holders and other data."""
        controls = {id_: replace(control, adds=None) for id_, control in self.catalogue.controls.items()}
        return replace(self.catalogue, controls=controls)

    @property
    def bare(self) -> View:
        """The scenario without any of the measures."""
        return self.under(0)

    @property
    def full(self) -> View:
        """The scenario with all of them."""
        return self.under((1 << len(self.measures)) - 1)
