"""Conditions of threats -> how each is met at a holding: by its form, its items, its ways, and what is known."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from threatmodel.analysis.arrival import SEEN
from threatmodel.analysis.bits import FOR_OTHER_PURPOSE, KEPT_BY_DESIGN, SEEN_BY_DESIGN
from threatmodel.analysis.graph import Graph, Route
from threatmodel.analysis.likelihood.nodes import (
    Anything,
    Form,
    Holds,
    Knows,
    Mark,
    Node,
    Reads,
    Reveals,
    Step,
    Way,
)
from threatmodel.analysis.likelihood.probability import bits
from threatmodel.analysis.likelihood.steps import Steps
from threatmodel.analysis.likelihood.variables import Predicate, Variables
from threatmodel.analysis.likelihood.views import RouteKey, View
from threatmodel.analysis.readings import Truth
from threatmodel.model.elements import Value


class _Written(NamedTuple):
    """A part of a condition over what is written alone."""

    key: Hashable
    says: Predicate
    joint: bool = False
    """Whether it reads several things, so that it may take several measures to make it false."""


_MARKS: Final = (SEEN_BY_DESIGN, KEPT_BY_DESIGN, FOR_OTHER_PURPOSE)


@dataclass
class Meeting:
    """How the conditions of threats are met in one run."""

    steps: Steps
    variables: Variables

    @property
    def graph(self) -> Graph:
        """The compiled scenario without measures."""
        return self.steps.view.graph

    def holds(self, node: Holds) -> Iterator[Step]:
        """Yield the one way in which a condition is met: all its parts are."""
        candidate = self.steps.holding(node.holding)[node.threat]
        holder, datum = self.graph.split(node.holding)
        threat = candidate.threat
        body: list[Node] = [Form(node.holding, candidate.form)]
        body += [Mark(node.holding, mark) for mark in _MARKS if candidate.needs & mark]
        if candidate.reveals:
            seen = candidate.reveals >> (candidate.form - 1)
            body.append(Reveals(node.holding, seen, candidate.form))
        if candidate.knows is not None:
            body.append(Knows(holder, datum, candidate.knows))
        about = datum if threat.on == "holding" else None
        switches = self._switches(self._fact(name, holder, about) for name in threat.when.facts)
        for word, wanted in threat.when.words.items():
            reads = Reads(node.holding, word, wanted)
            ways = self.steps.routes(node.holding) if self._is_read_on_ways(word, holder, about) else ()
            if len(ways) > 1 and self._ways_differ(reads, len(ways)):
                body.append(reads)
            elif len(ways) == 1:
                switches |= next(self.reads(reads)).variables
            elif not ways:
                switches |= self._switches((self._word(word, wanted, holder, about),))
        yield Step(tuple(body), switches)

    def anything(self, node: Anything) -> Iterator[Step]:
        """Yield the one way in which a threat on a thing as a whole, or on the scenario, holds: as written."""
        threat = self.graph.catalogue.threats[node.threat]
        written = [self._fact(name, node.holder, None) for name in threat.when.facts]
        written += [self._word(word, wanted, node.holder, None) for word, wanted in threat.when.words.items()]
        if all(self.variables.holds(one.says, self.steps.view) for one in written):
            yield Step((), self._switches(written))

    def reads(self, node: Reads) -> Iterator[Step]:
        """Yield the ways on which a word says what is wanted."""
        for route in self.steps.routes(node.holding):
            says = partial(self._on_way, node, route)
            if self.variables.holds(says, self.steps.view):
                key = ("way", *self.graph.split(node.holding), node.word, node.wanted, route)
                yield Step((Way(node.holding, route),), self.variables.switch(key, says))

    def reveals(self, node: Reveals) -> Iterator[Step]:
        """Yield the items of which one has to be there."""
        for item in bits(node.items):
            yield Step((self.steps.item(node.holding, item, node.form),))

    def knows(self, node: Knows) -> Iterator[Step]:
        """Yield how a holder knows something of a subject: it is written, or it was learned."""
        for subject in self.graph.roster.concerned(node.holder, node.datum):
            if node.what == "identity" and self.graph.agreements.knows(node.holder, subject):
                yield Step()
            learned = self.graph.holding(node.holder, self.graph.roster.learned(subject, node.what))
            if learned in self.steps.run.facts.held:
                yield Step((Form(learned, SEEN),))

    def _is_read_on_ways(self, word: str, holder: int, about: int | None) -> bool:
        if about is None or self.graph.roster.type(holder) == "system":
            return False
        return "system" in self.graph.catalogue.words[word].on

    def _ways_differ(self, node: Reads, ways: int) -> bool:
        """Whether it matters by which of its ways a holding came: they differ, or a measure makes them differ."""
        reads = list(self.reads(node))
        return len(reads) < ways or any(step.variables for step in reads)

    def _switches(self, written: Iterable[_Written]) -> int:
        switches = 0
        for one in written:
            switches |= self.variables.switch(one.key, one.says, joint=one.joint)
        return switches

    def _word(self, word: str, wanted: tuple[Value, ...], holder: int | None, about: int | None) -> _Written:
        def says(view: View) -> Truth:
            return view.conditions.word(self.graph.catalogue.words[word], wanted, holder, about, ()).truth

        return _Written(("word", word, wanted, holder, about), says)

    def _fact(self, name: str, holder: int | None, about: int | None) -> _Written:
        def says(view: View) -> Truth:
            return view.conditions.fact(name, holder, about).truth

        return _Written(("fact", name, holder, about), says, joint=True)

    def _on_way(self, node: Reads, route: RouteKey, view: View) -> Truth:
        way: Route = view.routes[route]
        holder, datum = self.graph.split(node.holding)
        return view.conditions.word(self.graph.catalogue.words[node.word], node.wanted, holder, datum, (way,)).truth
