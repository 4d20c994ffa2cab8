"""Scenario + findings -> measures: every control at every place where it may stand and may help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from threatmodel.analysis.controls import applied, places_of
from threatmodel.model.catalogue import Catalogue, Control
from threatmodel.model.elements import EVERYWHERE, AppliedControl, Element, Path, Scenario, Written
from threatmodel.model.findings import Finding
from threatmodel.model.offering import fits_scene
from threatmodel.model.plan import Measure

LOWERING: Final = ("prevent", "limit")
"""Kinds of controls that make threats less likely; others only change what is written."""

_OUTGOING: Final = ("removes", "blurs", "pseudonymises", "aggregates")
"""Words about what passes on: at the beginning of a path they do more than at a system on it."""


def measures(scenario: Scenario, catalogue: Catalogue, findings: Iterable[Finding]) -> tuple[Measure, ...]:
    """Return every control at every place that changes what is written there, or bears on one of the findings.

    Left out is what is in place already, a control for other scenes, and one at a path where it does no more than at
    the one system on it.
    """
    threats = {finding.threat.id for finding in findings if finding.state != "closed"}
    new = (one for one in fitting_measures(scenario, catalogue) if not in_place(scenario, catalogue, one))
    fitting = [one for one in new if _fits_scene(scenario, catalogue, one.control, threats)]
    before = _standing(scenario, catalogue)
    helping = [one for one in fitting if _bears(one.control, threats) or _changes(scenario, catalogue, one, before)]
    names = {one.name for one in helping}
    return tuple(one for one in helping if _system_on(scenario, one) not in names)


def fitting_measures(scenario: Scenario, catalogue: Catalogue) -> tuple[Measure, ...]:
    """Return every control at every place where it may stand; by id and then by place, whatever the order of files."""
    found = (
        Measure(control=control, place=place, effort=catalogue.assumed.points(control.effort))
        for control in catalogue.controls.values()
        for place in _places(scenario, control)
    )
    return tuple(sorted(found, key=lambda one: (one.control.id, one.place)))


def with_measures(scenario: Scenario, chosen: Iterable[Measure]) -> Scenario:
    """Return a scenario with measures in place beside the controls that are."""
    return replace(scenario, controls=(*scenario.controls, *(as_control(scenario, one) for one in chosen)))


def as_control(scenario: Scenario, measure: Measure) -> AppliedControl:
    """Return a measure as a scenario would say it."""
    return AppliedControl(control=measure.control.id, places=(measure.place or EVERYWHERE,), span=scenario.span)


def _places(scenario: Scenario, control: Control) -> Iterator[str]:
    paths = [path.text for path in scenario.paths]
    fitting = (name for name, element in scenario.holders.items() if control.fits(element))
    yield from (name for name in fitting if not control.silences(name, paths))
    if "path" in control.on:
        yield from (path.text for path in scenario.paths)
    if "scenario" in control.on:
        yield ""


def in_place(scenario: Scenario, catalogue: Catalogue, measure: Measure) -> bool:
    """Whether a control stands at a place already."""
    uses = [use for use in scenario.controls if use.control == measure.control.id]
    if not measure.place:
        return bool(uses)
    return any(measure.place in places_of(scenario, catalogue.controls[use.control], use) for use in uses)


def _fits_scene(scenario: Scenario, catalogue: Catalogue, control: Control, threats: set[str]) -> bool:
    against = (catalogue.threats[threat] for threat in threats & control.strength.keys())
    return not control.needs or any(fits_scene(control, threat, scenario, catalogue) for threat in against)


def _bears(control: Control, threats: set[str]) -> bool:
    return control.kind in LOWERING and bool(threats & control.strength.keys())


_Standing = Mapping[str, Mapping[str, Written]]


def _standing(scenario: Scenario, catalogue: Catalogue) -> _Standing:
    """Return what is written at each place, the controls in place applied; the scenario as a whole by an empty name."""
    made = applied(scenario, catalogue)
    things: Iterable[tuple[str, Element | Path]] = (
        *made.holders.items(),
        *((path.text, path) for path in made.paths),
    )
    return {"": made.words, **{name: thing.words for name, thing in things}}


def _changes(scenario: Scenario, catalogue: Catalogue, measure: Measure, before: _Standing) -> bool:
    after = _standing(with_measures(scenario, [measure]), catalogue)
    return any(after[place] != before[place] for place in {measure.place, ""})


def _system_on(scenario: Scenario, measure: Measure) -> str | None:
    """Return the measure at a system that does all that one at a path does; None where there is none.

    The system is the only one on the path and the first to get what it carries, so that all that comes of the path
    passes the system as well.
    """
    control, nodes = measure.control, measure.place.split(" -> ")
    systems = [name for name in nodes if name in scenario.holders and scenario.holders[name].type == "system"]
    if len(nodes) < 2 or len(systems) != 1 or nodes[1] != systems[0]:
        return None
    outgoing = control.removes or any(word in control.sets for word in _OUTGOING)
    return None if outgoing else f"{control.id}@{systems[0]}"
