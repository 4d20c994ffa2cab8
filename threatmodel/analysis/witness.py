"""Facts -> steps: the shortest derivation of a fact as a tree, and what a fact that is only possible hangs on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from threatmodel.analysis.arrival import at_start
from threatmodel.analysis.derivation import Fact, Facts, Firing, name_of
from threatmodel.analysis.graph import Graph, Rule
from threatmodel.analysis.profile import Candidate
from threatmodel.model.catalogue import FORMS, Inference
from threatmodel.model.findings import Step, StepKind
from threatmodel.model.source import Span

T = TypeVar("T")


@dataclass(kw_only=True)
class Witnesses:
    """Makes steps out of the firings of one run; each fact's step is made once and shared."""

    graph: Graph
    facts: Facts
    sure: Facts
    _steps: dict[int, Step] = field(default_factory=dict)
    _of_facts: dict[Fact, Step] = field(default_factory=dict)
    _spans: dict[Fact, Span] = field(default_factory=dict)

    @cached_property
    def _sure_steps(self) -> frozenset[tuple[Fact, object]]:
        return frozenset((firing.fact, name_of(firing.cause)) for firing in self.sure.firings)

    def of_fact(self, fact: Fact) -> Step:
        """Return the step that first made a fact, with all that it rests on."""
        step = self._of_facts.get(fact)
        if step is None:
            step = self._of_facts[fact] = self.of_firing(self.facts.first[fact])
        return step

    def of_firing(self, firing: Firing) -> Step:
        """Return the tree of a step that was taken, or refused in a run over agreed facts."""
        made = self._steps.get(id(firing))
        return folded(self.facts, firing, self._made, self._steps) if made is None else made

    def _made(self, firing: Firing, premises: tuple[Step, ...]) -> Step:
        holder, datum = self.graph.split(firing.fact.holding)
        kind, by, span = self._cause(firing)
        return Step(
            kind=kind,
            holder=self.graph.roster.holder_name(holder),
            datum=self.graph.roster.datum_name(datum),
            form=FORMS[firing.fact.form - 1],
            by=by,
            certain=(firing.fact, name_of(firing.cause)) in self._sure_steps,
            agreed=firing.allowed,
            span=span,
            premises=premises or self._beginning(firing),
        )

    def _beginning(self, firing: Firing) -> tuple[Step, ...]:
        """What a path begins with that starts at one of the subjects: they have it to begin with."""
        rule = firing.cause
        if not isinstance(rule, Rule) or rule.kind not in ("flow", "publication"):
            return ()
        starter = self.graph.roster.holder_name(rule.starter)
        datum = self.graph.roster.data[self.graph.split(rule.target)[1]]
        return (
            Step(
                kind="source",
                holder=starter,
                datum=datum.name,
                form=FORMS[at_start(self.graph.catalogue, datum).high - 1],
                by=starter,
                certain=True,
                agreed=True,
                span=datum.span,
            ),
        )

    def _cause(self, firing: Firing) -> tuple[StepKind, str, Span]:
        cause = firing.cause
        if isinstance(cause, Rule):
            return cause.kind, cause.by, cause.span
        if isinstance(cause, int):
            element = self.graph.roster.elements[cause]
            return "member", element.name, element.span
        kind: StepKind = "inference" if isinstance(cause, Inference) else "threat"
        name = cause.id if isinstance(cause, Inference) else cause.threat.id
        return kind, name, self.span(firing.premises[0])

    def span(self, fact: Fact) -> Span:
        """Return the place in the file that a fact rests on: the drawn flow that it goes back to."""
        span = self._spans.get(fact)
        if span is None:
            span = self._spans[fact] = self._found_span(fact)
        return span

    def _found_span(self, fact: Fact) -> Span:
        firing = self.facts.first[fact]
        while isinstance(firing.cause, Candidate | Inference):
            firing = self.facts.first[firing.premises[0]]
        return self._cause(firing)[2]


def folded(facts: Facts, firing: Firing, make: Callable[[Firing, tuple[T, ...]], T], made: dict[int, T]) -> T:
    """Make something of a firing out of what is made of its premises; from the leaves, so that no stack overflows."""
    pending = [firing]
    while pending:
        current = pending[-1]
        first = [facts.first[premise] for premise in current.premises]
        missing = [needed for needed in first if id(needed) not in made]
        if missing:
            pending += missing
            continue
        pending.pop()
        made[id(current)] = make(current, tuple(made[id(needed)] for needed in first))
    return made[id(firing)]
