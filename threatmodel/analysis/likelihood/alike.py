"""Study -> for each finding one that is as likely: of those that differ by names alone, the first stands for all.

A large scenario has thousands of findings of few sorts, and asking a network about each takes longer than finding them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from threatmodel.analysis.consequences import SAME
from threatmodel.analysis.findings import Place, Study
from threatmodel.analysis.fixpoint import Run
from threatmodel.analysis.graph import Graph, Rule
from threatmodel.analysis.likelihood.causes import people
from threatmodel.analysis.profile import Candidate


def alike(study: Study) -> Mapping[str, str]:
    """Return by the id of each finding the id of the one that stands for it, which may be itself.

    Where drawn paths alone lead to a holding, what is likely there hangs on what is written of it, on the form in which
    it gets there, and on causes of its own. Not to be asked where controls are in place: they stand at some holdings.
    """
    sorts = _Sorts(study)
    first: dict[Hashable, str] = {}
    found = {}
    for finding_id, place in study.places.items():
        sort = sorts.of(place)
        found[finding_id] = finding_id if sort is None else first.setdefault(sort, finding_id)
    return found


class _Sorts:
    """What the findings of one study hang on, as far as it is not a name."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._elsewhere = _led_elsewhere(study)
        self._runs = (study.sure, study.possible)
        self._drawn = [_drawn(study.graph, run.held, possible=run.possible) for run in self._runs]
        self._of_holdings: dict[int, Hashable] = {}

    def of(self, place: Place) -> Hashable:
        """Return what a finding hangs on; None if that is more than can be said here."""
        if place.fact is None:
            return place.threat.id, place.certain, people(self.study.graph, place.holder)
        if place.threat.when.knows or place.holder == self.study.graph.roster.everyone:
            return None
        holding = place.fact.holding
        if holding not in self._of_holdings:
            self._of_holdings[holding] = None if holding in self._elsewhere else self._of_holding(holding)
        sort = self._of_holdings[holding]
        return None if sort is None else (place.threat.id, place.certain, sort)

    def _of_holding(self, holding: int) -> Hashable:
        """Return in which form a holding is drawn, and what its own threats make of it, in each run."""
        back = [tuple(self._leading_back(run, holding)) for run in self._runs]
        if any(candidate.knows for leading in back for candidate, _ in leading):
            return None
        graph = self.study.graph
        led = (tuple((candidate.order, form) for candidate, form in leading) for leading in back)
        forms = (drawn.get(holding, 0) for drawn in self._drawn)
        return *led, *forms, people(graph, graph.split(holding)[0])

    def _leading_back(self, run: Run, holding: int) -> Iterator[tuple[Candidate, int]]:
        profile = self.study.conditions.profile(*self.study.graph.split(holding))
        for lead in run.course.reactions.of(profile, run.held.get(holding, 0)).leads:
            yield from ((lead.candidate, effect.form) for _, effect in lead.effects if effect.whom == SAME)


def _drawn(graph: Graph, held: Mapping[int, int], *, possible: bool) -> Mapping[int, int]:
    """Return the form in which drawn paths bring each holding."""
    forms: dict[int, int] = {}
    for rule in _rules(graph):
        form = rule.high if possible else rule.low
        if form > forms.get(rule.target, 0) and (rule.premise is None or rule.premise in held):
            forms[rule.target] = form
    return forms


def _led_elsewhere(study: Study) -> set[int]:
    """Return the holdings that more leads to than drawn paths, or with less than the datum reveals, and what follows.

    That is what members of an audience or people of a household get, whether or not it is drawn, and copies.
    """
    graph, roster = study.graph, study.graph.roster
    together = {holder for held in (roster.members, roster.household) for people in held.values() for holder in people}
    lessened = {graph.split(rule.target)[1] for rule in _rules(graph) if any(rule.removed) or rule.kind == "copy"}
    held = ((holding, *graph.split(holding)) for holding in study.possible.held)
    pending = [holding for holding, holder, datum in held if holder in together or datum in lessened]
    found: set[int] = set()
    while pending:
        holding = pending.pop()
        if holding not in found:
            found.add(holding)
            pending += [rule.target for rule in graph.rules.get(holding, ())]
    return found


def _rules(graph: Graph) -> Iterator[Rule]:
    yield from graph.axioms
    for rules in graph.rules.values():
        yield from rules
