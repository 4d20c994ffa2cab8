"""Findings + controls in place -> which controls make a finding less likely, though they do not close it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from threatmodel.analysis.controls import places_of
from threatmodel.analysis.derivation import Fact, Firing
from threatmodel.analysis.findings import Place, Study
from threatmodel.analysis.graph import Rule
from threatmodel.model.elements import Scenario


def helpers(scenario: Scenario, study: Study) -> Mapping[str, tuple[str, ...]]:
    """Return by finding the controls in place that prevent or limit its threat without making it impossible.

    A control helps a finding when it stands at the holder, or where the holding cannot be derived without passing.
    """
    helped: dict[str, list[str]] = {finding_id: [] for finding_id in study.places}
    for use in scenario.controls:
        control = study.graph.catalogue.controls[use.control]
        if control.kind not in ("prevent", "limit"):
            continue
        places = tuple(places_of(scenario, control, use))
        around = _without(study, places)
        for finding_id, place in study.places.items():
            if place.threat.id in control.strength and _passed(study, place, places, around):
                helped[finding_id].append(control.id)
    return {finding_id: tuple(dict.fromkeys(names)) for finding_id, names in helped.items()}


def _passed(study: Study, place: Place, places: tuple[str, ...], around: set[Fact]) -> bool:
    holder = study.graph.roster.holder_name(place.holder) if place.holder is not None else ""
    if holder in places:
        return True
    return place.fact is not None and place.fact not in around


def _without(study: Study, places: tuple[str, ...]) -> set[Fact]:
    """Return what can still be derived by steps that pass none of the places."""
    facts = study.possible.facts
    waiting: dict[Fact, list[Firing]] = {}
    missing: dict[int, int] = {}
    ready: list[Fact] = []
    for firing in facts.firings:
        if _passes(study, firing, places):
            continue
        missing[id(firing)] = len(firing.premises)
        for premise in firing.premises:
            waiting.setdefault(premise, []).append(firing)
        if not firing.premises:
            ready += _made(firing)
    reached: set[Fact] = set()
    while ready:
        fact = ready.pop()
        if fact in reached:
            continue
        reached.add(fact)
        for firing in waiting.get(fact, ()):
            missing[id(firing)] -= 1
            if missing[id(firing)] == 0:
                ready += _made(firing)
    return reached


def _made(firing: Firing) -> Iterator[Fact]:
    return (Fact(firing.fact.holding, form) for form in range(1, firing.fact.form + 1))


def _passes(study: Study, firing: Firing, places: tuple[str, ...]) -> bool:
    """Whether a step goes through one of the places: a path, somebody on it, or whoever holds what it rests on."""
    graph = study.graph
    holders = [graph.roster.holder_name(graph.split(premise.holding)[0]) for premise in firing.premises]
    if isinstance(firing.cause, Rule):
        starter = graph.roster.holder_name(firing.cause.starter)
        holders += [starter, firing.cause.by, *firing.cause.passed, *(way.place for way in firing.cause.ways)]
    return any(holder in places for holder in holders)
