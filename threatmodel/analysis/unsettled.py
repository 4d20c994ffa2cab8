"""Facts -> what is not known: the words that a possible finding hangs on, at the places where they are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from threatmodel.analysis.arrival import NOTHING
from threatmodel.analysis.conditions import Conditions
from threatmodel.analysis.consequences import lasts
from threatmodel.analysis.derivation import Fact, Facts, Firing
from threatmodel.analysis.graph import Graph, Route, Rule
from threatmodel.analysis.profile import Candidate
from threatmodel.analysis.readings import Reading, Truth
from threatmodel.analysis.removal import REMOVING, doubtful
from threatmodel.model.catalogue import Inference, Threat
from threatmodel.model.elements import Element, Path
from threatmodel.model.findings import Unsettled


@dataclass(kw_only=True)
class Doubts:
    """What hangs on what, over a sure and a possible run of one graph."""

    graph: Graph
    conditions: Conditions
    sure: Facts
    possible: Facts
    _of_facts: dict[Fact, tuple[Unsettled, ...]] = field(default_factory=dict)
    _of_conditions: dict[tuple[str, int], tuple[Unsettled, ...]] = field(default_factory=dict)
    _last: tuple[int, Sequence[Firing], Sequence[Route]] | None = None
    """The holding that was asked for last, with the steps and the routes behind it: findings are made one by one."""

    @cached_property
    def _removal_doubtful(self) -> bool:
        """Whether it is anywhere written, but not known, that something is removed."""
        scenario = self.graph.scenario
        things: tuple[Element | Path, ...] = (*scenario.holders.values(), *scenario.paths)
        return any(
            word in REMOVING and doubtful(self.graph, word, written)
            for thing in things
            for word, written in thing.words.items()
        )

    def of_fact(self, fact: Fact) -> tuple[Unsettled, ...]:
        """Return what a fact hangs on, over all the ways in which it may come about; nothing when it is sure."""
        if fact not in self._of_facts:
            self._of_facts[fact] = self._found_of(fact)
        return self._of_facts[fact]

    def _found_of(self, fact: Fact) -> tuple[Unsettled, ...]:
        found: dict[Unsettled, None] = {}
        seen: set[Fact] = set()
        pending = [fact]
        while pending:
            current = pending.pop()
            if current in seen or self.sure.has(current):
                continue
            seen.add(current)
            for firing in self.possible.by_target.get(current.holding, ()):
                if firing.fact.form >= current.form:
                    found.update(dict.fromkeys(self._of_cause(firing)))
                    if isinstance(firing.cause, Candidate):
                        found.update(dict.fromkeys(self.of_ways(firing.cause.threat, firing.premises[0].holding)))
                    pending += firing.premises
        return tuple(found)

    def of_design(self, holding: int) -> tuple[Unsettled, ...]:
        """Return what it hangs on whether drawn flows bring something past what was agreed: arrival, or consent."""
        _, datum = self.graph.split(holding)
        found: dict[Unsettled, None] = {}
        for firing in self.possible.by_target.get(holding, ()):
            if isinstance(firing.cause, Rule) and firing.allowed is not True:
                found.update(dict.fromkeys(self._of_cause(firing)))
                found.update(dict.fromkeys(one for premise in firing.premises for one in self.of_fact(premise)))
                if firing.allowed is None:
                    found[Unsettled(word="consent", place=self.graph.roster.datum_name(datum))] = None
        return tuple(found)

    def _of_cause(self, firing: Firing) -> Iterator[Unsettled]:
        cause = firing.cause
        if isinstance(cause, Rule):
            yield from cause.unsettled if firing.fact.form > cause.low else ()
        elif isinstance(cause, Candidate):
            holder, datum = self.graph.split(firing.premises[0].holding)
            yield from self.of_condition(cause.threat, holder, datum)
            element = self.graph.roster.element(holder)
            if element is not None and lasts(self.graph, holder, cause.threat.leads_to[firing.part]) is None:
                yield Unsettled(word="keeps", place=element.name)
        elif isinstance(cause, Inference):
            for premise in firing.premises:
                yield from self.of_removal(premise.holding)

    def of_removal(self, holding: int) -> Iterator[Unsettled]:
        """Yield what may have been removed from a holding on the way, so that it is not known what it reveals."""
        if not self._removal_doubtful:
            return
        for route in self.routes(*self.graph.split(holding)):
            for word in REMOVING:
                written = route.words.get(word)
                if written is not None and doubtful(self.graph, word, written):
                    yield Unsettled(word=word, place=route.place)

    def of_condition(self, threat: Threat, holder: int, datum: int) -> tuple[Unsettled, ...]:
        """Return what is not known of the written parts of a condition at a place."""
        key = (threat.id, self.graph.holding(holder, datum))
        if key not in self._of_conditions and self._is_true(threat, holder, datum):
            self._of_conditions[key] = ()
        if key not in self._of_conditions:
            about = datum if threat.on == "holding" else None
            readings = [*self._words(threat, holder, about), *self._doubtful_facts(threat, holder, about)]
            self._of_conditions[key] = tuple(dict.fromkeys(one for reading in readings for one in reading.unsettled))
        return self._of_conditions[key]

    def _doubtful_facts(self, threat: Threat, holder: int, datum: int | None) -> Iterator[Reading]:
        facts = (self.conditions.fact(name, holder, datum) for name in threat.when.facts)
        return (fact for fact in facts if fact.truth is None)

    def of_ways(self, threat: Threat, holding: int) -> Iterator[Unsettled]:
        """Yield what it hangs on by which ways something came, where they make a difference to a condition."""
        holder, datum = self.graph.split(holding)
        if not self._routes_read(threat, holder, datum):
            return
        sure, possible = (self._truth(threat, holding, facts) for facts in (self.sure, self.possible))
        if sure is not possible:
            for firing in self._looked_at(holding)[0]:
                arrives = isinstance(firing.cause, Rule) and firing.cause.low > NOTHING
                yield from () if arrives else self._of_cause(firing)

    def _is_true(self, threat: Threat, holder: int, datum: int) -> bool:
        return self._truth(threat, self.graph.holding(holder, datum), self.possible) is True

    def _truth(self, threat: Threat, holding: int, facts: Facts) -> Truth:
        """Whether the written part of a condition is so, as something came in one run."""
        candidates = self.conditions.candidates(*self.graph.split(holding), facts.held.get(holding, 0))
        return next((one.truth for one in candidates if one.threat is threat), False)

    def readings(self, threat: Threat, holder: int | None, datum: int | None) -> list[Reading]:
        """Return what each written part of a condition says, with the systems it was read from by name."""
        facts = (self.conditions.fact(name, holder, datum) for name in threat.when.facts)
        return [*self._words(threat, holder, datum), *facts]

    def _words(self, threat: Threat, holder: int | None, datum: int | None) -> Iterator[Reading]:
        return self.conditions.readings(threat, holder, datum, self._routes_read(threat, holder, datum))

    def _routes_read(self, threat: Threat, holder: int | None, datum: int | None) -> Sequence[Route]:
        """Return the routes if the condition reads a word on systems that came before the holder."""
        if holder is None or datum is None or self.graph.roster.type(holder) == "system":
            return ()
        words = self.graph.catalogue.words
        on_systems = any("system" in words[name].on for name in threat.when.words)
        return self.routes(holder, datum) if on_systems else ()

    def routes(self, holder: int, datum: int) -> Sequence[Route]:
        """Return every system that a datum may have come through, in the order of the paths; the direct way last."""
        return self._looked_at(self.graph.holding(holder, datum))[1]

    def _looked_at(self, holding: int) -> tuple[Sequence[Firing], Sequence[Route]]:
        if self._last is None or self._last[0] != holding:
            behind = tuple(self._behind(holding))
            self._last = holding, behind, self._routes_of(behind)
        return self._last[1:]

    def _behind(self, holding: int) -> Iterator[Firing]:
        """Yield every step that leads to a holding."""
        seen: set[int] = set()
        pending = [holding]
        while pending:
            current = pending.pop()
            if current in seen:
                continue
            seen.add(current)
            for firing in self.possible.by_target.get(current, ()):
                pending += [premise.holding for premise in firing.premises]
                yield firing

    def _routes_of(self, firings: Iterable[Firing]) -> Sequence[Route]:
        found: dict[tuple[str, str], Route] = {}
        for firing in firings:
            if isinstance(firing.cause, Rule):
                for route in firing.cause.ways:
                    found[firing.cause.by, route.place] = route
        return sorted(found.values(), key=lambda route: route.place not in self.graph.scenario.holders)
