"""A program that works one generated scenario through, and prints what it took (CPU seconds) and what it found."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from time import process_time
from typing import Final

from benchmarks.built import as_scenario, small
from benchmarks.generate import drawn
from benchmarks.reference import Reference
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.compile import compile_graph
from threatmodel.analysis.findings import Study, study
from threatmodel.catalogue.load import load_catalogue
from threatmodel.formats.collector import paused
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario
from threatmodel.model.names import slug

PASSES: Final = 5


def main(what: str, elements: int) -> None:
    """Measure `engine`, `reference`, `steps`, `whole` or `floor`; all but the work itself is done before."""
    catalogue = small(load_catalogue())
    scenario = as_scenario(drawn(elements), catalogue)
    with paused():
        print(json.dumps(WORK[what](scenario, catalogue)))


def _engine(scenario: Scenario, catalogue: Catalogue) -> Mapping[str, object]:
    start = process_time()
    done = study(scenario, catalogue)
    facts = process_time()
    states = {name: "open" if place.certain else "undecided" for name, place in done.places.items()}
    points = _points(done)
    end = process_time()
    return {"facts": facts - start, "seconds": end - start, "findings": len(states), "same": _digest(states, points)}


def _points(done: Study) -> dict[str, tuple[bool, int]]:
    roster, split = done.graph.roster, done.graph.split
    named = ((split(point.holding), point) for point in done.points)
    return {
        f"{slug(roster.holder_name(holder))}/{slug(roster.datum_name(datum))}": (point.certain, point.form)
        for (holder, datum), point in named
    }


def _reference(scenario: Scenario, catalogue: Catalogue) -> Mapping[str, object]:
    start = process_time()
    reference = Reference(scenario, catalogue)
    states, points = reference.findings(), reference.points()
    return {"seconds": process_time() - start, "findings": len(states), "same": _digest(states, points)}


def _steps(scenario: Scenario, catalogue: Catalogue) -> Mapping[str, object]:
    start = process_time()
    done = study(scenario, catalogue)
    runs = {id(facts): facts for facts in (done.sure.facts, done.possible.facts, done.agreed_sure, done.agreed)}
    steps = sum(len(facts.firings) for facts in runs.values())
    return {"seconds": process_time() - start, "steps": steps}


def _whole(scenario: Scenario, catalogue: Catalogue) -> Mapping[str, object]:
    start = process_time()
    analysis = analyse(scenario, catalogue, "2026-01-01")
    return {"seconds": process_time() - start, "findings": len(analysis.findings)}


def _floor(scenario: Scenario, catalogue: Catalogue) -> Mapping[str, object]:
    """Touch every drawn hop once, in a plain loop over the compiled rules."""
    graph = compile_graph(scenario, catalogue)
    hops = [(rule.premise or 0, rule.target, rule.low) for rules in graph.rules.values() for rule in rules]
    hops += [(0, rule.target, rule.low) for rule in graph.axioms]
    best = float("inf")
    for _ in range(PASSES):
        start, touched = process_time(), 0
        for source, target, form in hops:
            if source != target:
                touched += form
        best = min(best, process_time() - start)
    return {"seconds": best, "hops": len(hops)}


def _digest(states: Mapping[str, str], points: Mapping[str, tuple[bool, int]]) -> str:
    """Return what is the same for the same findings, states and points."""
    return sha256(json.dumps([sorted(states.items()), sorted(points.items())]).encode()).hexdigest()


WORK: Final[Mapping[str, Callable[[Scenario, Catalogue], Mapping[str, object]]]] = {
    "engine": _engine,
    "reference": _reference,
    "steps": _steps,
    "whole": _whole,
    "floor": _floor,
}

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
