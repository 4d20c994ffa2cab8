"""Steps of a run -> the findings that hang on nothing but their own cause: all else is drawn as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from threatmodel.analysis.arrival import SEEN
from threatmodel.analysis.conditions import Candidate
from threatmodel.analysis.findings import Place
from threatmodel.analysis.likelihood.steps import Steps


def settled(steps: Steps, places: Mapping[str, Place]) -> Iterator[str]:
    """Yield the ids of findings whose premises come about for certain, in a scenario that no control bears on.

    A large scenario has thousands, and asking a network about each of them would take longer than finding them.
    """
    for finding_id, place in places.items():
        if place.fact is not None:
            candidate = steps.holding.get(place.fact.holding, {}).get(place.threat.id)
            if candidate is not None and _is_certain(steps, candidate, place.fact.holding):
                yield finding_id


def _is_certain(steps: Steps, candidate: Candidate, holding: int) -> bool:
    if candidate.knows is not None or not steps.is_designed(holding, candidate.form):
        return False
    if candidate.reveals and not candidate.reveals >> (candidate.form - 1) & steps.staying(holding):
        return False
    if _reads_ways(steps, candidate, holding):
        return False
    return all(rule.premise is None or steps.is_designed(rule.premise, SEEN) for rule in steps.rules.get(holding, ()))


def _reads_ways(steps: Steps, candidate: Candidate, holding: int) -> bool:
    """Whether it may matter by which of several ways a holding came."""
    graph = steps.view.graph
    came_by = steps.run.facts.held[holding] >> graph.bits.via
    if not came_by & (came_by - 1) or graph.roster.type(graph.split(holding)[0]) == "system":
        return False
    return any("system" in graph.catalogue.words[word].on for word in candidate.threat.when.words)
