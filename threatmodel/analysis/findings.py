"""Facts + threats -> findings: every threat that holds, or may hold, at a named place of one scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import NamedTuple

from threatmodel.analysis import disclosures
from threatmodel.analysis.compile import compile_graph
from threatmodel.analysis.conditions import Conditions
from threatmodel.analysis.course import Course
from threatmodel.analysis.derivation import Fact, Facts
from threatmodel.analysis.fixpoint import Run
from threatmodel.analysis.graph import Graph
from threatmodel.analysis.profile import Found
from threatmodel.analysis.readings import both
from threatmodel.analysis.severity import reach, severity
from threatmodel.analysis.unsettled import Doubts
from threatmodel.analysis.whom import Whom
from threatmodel.analysis.witness import Witnesses
from threatmodel.model.catalogue import FORMS, Catalogue, Threat
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Finding, Step, Unsettled
from threatmodel.model.names import slug
from threatmodel.model.risk import CERTAIN, Chance


class Place(NamedTuple):
    """A threat at a holding, or at a thing as a whole where `datum` is None."""

    threat: Threat
    holder: int | None = None
    datum: int | None = None
    fact: Fact | None = None
    """The holding in the least form at which the threat holds."""
    certain: bool = False
    """Whether it surely holds; otherwise it may."""


@dataclass(kw_only=True)
class Study:
    """One scenario, its controls already applied, run through to facts; findings are read off it."""

    graph: Graph
    conditions: Conditions
    sure: Run
    possible: Run
    agreed_sure: Facts
    agreed: Facts
    doubts: Doubts = field(init=False)

    def __post_init__(self) -> None:
        """Make ready to say what hangs on what."""
        self.doubts = Doubts(
            graph=self.graph,
            conditions=self.conditions,
            sure=self.sure.facts,
            possible=self.possible.facts,
        )

    @cached_property
    def witnesses(self) -> Witnesses:
        """The derivations of the sure run, for what is open."""
        return Witnesses(graph=self.graph, facts=self.sure.facts, sure=self.sure.facts)

    @cached_property
    def possible_witnesses(self) -> Witnesses:
        """The derivations of the possible run, for what is undecided."""
        return Witnesses(graph=self.graph, facts=self.possible.facts, sure=self.sure.facts)

    @cached_property
    def whom(self) -> Whom:
        """Whom findings are about."""
        return Whom(graph=self.graph, conditions=self.conditions, sure=self.sure, possible=self.possible)

    @cached_property
    def points(self) -> tuple[disclosures.Point, ...]:
        """The disclosure points, in the order in which crossings reach them."""
        return disclosures.points(self.graph, self.agreed_sure, self.agreed)

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every place where a threat holds or may hold, by the id of its finding; by holder, datum and threat."""
        found = dict(self._at_holdings())
        found.update((self.finding_id(place), place) for place in self._at_things())
        return found

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """Every finding, open or undecided, by id."""
        return {finding_id: self.finding(finding_id) for finding_id in self.places}

    def finding(self, finding_id: str, chance: Chance = CERTAIN, helped_by: tuple[str, ...] = ()) -> Finding:
        """Return a finding, open or undecided, with its likelihood and what helps against it."""
        place = self.places[finding_id]
        threat, graph, sure = place.threat, self.graph, place.certain
        datum = graph.roster.data[place.datum] if place.datum is not None else None
        element = graph.roster.element(place.holder) if place.holder is not None else None
        about = self.whom.of(threat, place.holder, place.datum, certain=sure)
        reached = reach(graph, threat, place.holder) if place.holder is not None else 1
        witnesses = self.witnesses if sure else self.possible_witnesses
        return Finding(
            id=finding_id,
            threat=threat,
            holder=graph.roster.holder_name(place.holder) if place.holder is not None else "",
            datum=datum.name if datum is not None else None,
            form=FORMS[place.fact.form - 1] if place.fact is not None else None,
            about=about.sure,
            perhaps_about=about.perhaps,
            state="open" if sure else "undecided",
            severity=severity(graph.catalogue, threat, datum, reached),
            chance=chance,
            reach=reached,
            witness=self._witness(place, witnesses, sure=sure),
            unsettled=() if sure else self._unsettled(place),
            helped_by=helped_by,
            span=witnesses.span(place.fact) if place.fact is not None else (element or graph.scenario).span,
        )

    def finding_id(self, place: Place) -> str:
        """Return `threat/holder/datum`, or `threat/place`, in slugs."""
        holder = self._holder_slug(place.holder) if place.holder is not None else "scenario"
        parts = [place.threat.id, holder]
        return "/".join(parts if place.datum is None else [*parts, self._datum_slug(place.datum)])

    @cached_property
    def _holder_slug(self) -> Callable[[int], str]:
        return cache(lambda holder: slug(self.graph.roster.holder_name(holder)))

    @cached_property
    def _datum_slug(self) -> Callable[[int], str]:
        return cache(lambda datum: slug(self.graph.roster.datum_name(datum)))

    def premises(self, place: Place, *, sure: bool = False) -> tuple[Fact, ...]:
        """Return the facts that a finding rests on: the holding, and what the holder knows of whom it is about."""
        if place.fact is None or place.holder is None or place.datum is None:
            return ()
        run = self.sure if sure else self.possible
        asks, certain = place.threat.when.knows, place.certain
        known = self.whom.known(place.threat, place.holder, place.datum, run, certain=certain) if asks else ()
        return (place.fact, *(known or ()))

    def _at_holdings(self) -> Iterator[tuple[str, Place]]:
        roster, found = self.graph.roster, Found()
        for holding in sorted(self.possible.held):
            holder, datum = self.graph.split(holding)
            if holder > roster.everyone:
                return
            profile = self.conditions.profile(holder, datum)
            held = self.possible.held[holding], self.sure.held.get(holding, 0)
            name = f"/{self._holder_slug(holder)}/{self._datum_slug(datum)}" if profile.asked else ""
            for candidate, certain in found.at(profile, *held):
                threat, form, knows = candidate.threat, candidate.form, candidate.knows
                if knows is not None and self.possible.knows(holder, datum, knows) is None:
                    continue
                known = knows is None or self.sure.knows(holder, datum, knows) is not None
                yield threat.id + name, Place(threat, holder, datum, Fact(holding, form), certain and known)

    def _at_things(self) -> Iterator[Place]:
        on_paths = {self.graph.roster.number(node) for path in self.graph.scenario.paths for node in path.nodes}
        for threat in self.graph.catalogue.threats.values():
            if threat.on == "scenario":
                yield from self._at_thing(threat, None)
            for holder, element in enumerate(self.graph.roster.elements):
                if threat.on == element.type and holder in on_paths:
                    yield from self._at_thing(threat, holder)

    def _at_thing(self, threat: Threat, holder: int | None) -> Iterator[Place]:
        truth = both(reading.truth for reading in self.doubts.readings(threat, holder, None))
        if truth is not False:
            yield Place(threat, holder, None, None, truth is True)

    def _witness(self, place: Place, witnesses: Witnesses, *, sure: bool) -> Step | None:
        """Return how the holding comes about; where the threat joins it with what is known, both under one step."""
        steps = tuple(witnesses.of_fact(fact) for fact in self.premises(place, sure=sure))
        if len(steps) < 2:
            return steps[0] if steps else None
        return replace(steps[0], kind="threat", by=place.threat.id, agreed=None, premises=steps)

    def _unsettled(self, place: Place) -> tuple[Unsettled, ...]:
        if place.fact is None or place.holder is None or place.datum is None:
            readings = self.doubts.readings(place.threat, place.holder, None)
            return tuple(dict.fromkeys(one for reading in readings for one in reading.unsettled))
        own = self.doubts.of_condition(place.threat, place.holder, place.datum)
        hanging = (one for fact in self.premises(place) for one in self.doubts.of_fact(fact))
        when, holding = place.threat.when, place.fact.holding
        removed = self.doubts.of_removal(holding) if when.reveals else ()
        designed = self.doubts.of_design(holding) if when.by_design or when.not_agreed == "purpose" else ()
        ways = self.doubts.of_ways(place.threat, holding)
        return tuple(dict.fromkeys((*own, *hanging, *removed, *designed, *ways)))


def study(scenario: Scenario, catalogue: Catalogue, *, stepped: bool = False) -> Study:
    """Run a scenario, with its controls already applied, through to facts: sure and possible, all and agreed only.

    Bits alone tell which threats hold and how likely it is; whoever asks how it came about had better have it
    `stepped` from the start.
    """
    graph = compile_graph(scenario, catalogue)
    conditions = Conditions(graph=graph)
    course = Course(graph=graph, conditions=conditions, possible=False)
    sure, agreed_sure = possible, agreed = _runs(course, stepped=stepped)
    if sure.doubtful or agreed_sure.doubtful:
        course = Course(graph=graph, conditions=conditions, possible=True, sure=course)
        possible, agreed = _runs(course, stepped=stepped)
    return Study(
        graph=graph,
        conditions=conditions,
        sure=sure,
        possible=possible,
        agreed_sure=agreed_sure.facts,
        agreed=agreed.facts,
    )


def _runs(course: Course, *, stepped: bool) -> tuple[Run, Run]:
    """Run over all facts and over agreed ones only."""
    everything, agreed = (Run(course, agreed=agreed) for agreed in (False, True))
    for run in (everything, agreed):
        if stepped:
            run.stepped()
        else:
            run.finished()
    return everything, agreed
