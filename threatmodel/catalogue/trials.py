"""Catalogue -> what its own examples contradict: threats that are not found, controls that are not strong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from threatmodel.analysis.analyse import analyse
from threatmodel.catalogue.together import falsifies
from threatmodel.model.catalogue import Catalogue, Control, Example, Threat
from threatmodel.model.elements import EVERYWHERE, AppliedControl, Scenario
from threatmodel.model.findings import Finding
from threatmodel.model.names import listed
from threatmodel.model.source import Problem

_TODAY: Final = "9999-12-31"  # nothing counts as accepted any more

Found = Mapping[str, list[Finding]]


def found_in(scenario: Scenario, catalogue: Catalogue) -> Found:
    """Return the findings of a scenario by the id of their threat; those that controls have closed are no findings."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in analyse(scenario, catalogue, _TODAY).findings:
        if finding.state != "closed":
            found[finding.threat.id].append(finding)
    return found


def wrong_examples(threat: Threat, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield the examples of a threat that it is not found in though it should be, or is, or may be, and should not."""
    for example in threat.examples:
        findings = found_in(example.scenario, catalogue).get(threat.id, [])
        if example.found != any(finding.state == "open" for finding in findings) or (findings and not example.found):
            yield _contradiction(threat, example, findings)


def _contradiction(threat: Threat, example: Example, findings: list[Finding]) -> Problem:
    unsettled = {f"'{one.word}' of {one.place}": 0 for finding in findings for one in finding.unsettled}
    hint = f"not known: {listed([*unsettled], 'and')}" if unsettled else ""
    is_sure = any(finding.state == "open" for finding in findings)
    found = "is not found" if example.found else "is found" if is_sure else "may be found"
    if is_sure:
        hint = f"it is {findings[0].id}"
    message = f"'{threat.id}' {found} in this example, which says that it is{'' if example.found else ' not'}"
    return Problem(span=example.span, message=message, hint=hint)


def wrong_strengths(control: Control, threat: Threat, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what a control says wrongly of a threat: it is strong if and only if it makes the threat impossible."""
    strength = control.strength.get(threat.id)
    makes_false = falsifies(control, threat, catalogue.words)
    if makes_false and strength != "strong":
        message = f"this makes '{threat.id}' impossible and does not say so"
        yield Problem(span=control.span, message=message, hint=f"write '{threat.id}: strong'")
    elif strength == "strong" and not makes_false and not threat.when.facts:
        message = f"this is called strong for '{threat.id}' and does not make it impossible"
        yield Problem(span=control.span, message=message, hint="set what its condition reads, or call it partial")
    elif strength is not None:
        yield from _tried(control, threat, catalogue)


def _tried(control: Control, threat: Threat, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield the problem of a control that closes, or leaves open, an example of a threat against what it says."""
    strong = control.strength[threat.id] == "strong"
    for scenario in fitting(control, threat):
        remains = bool(found_in(in_place(control, scenario), catalogue).get(threat.id))
        if remains == strong:
            does = "leaves open" if remains else "closes"
            message = f"this is called {control.strength[threat.id]} for '{threat.id}' and {does} an example of it"
            yield Problem(span=control.span, message=message, hint=f"the example is at {scenario.span}")


def fitting(control: Control, threat: Threat) -> list[Scenario]:
    """Return the examples in which a threat is found and that have what the control is for."""
    found = (example.scenario for example in threat.examples if example.found)
    return [scenario for scenario in found if not control.kinds or any(map(control.fits, scenario.holders.values()))]


def in_place(control: Control, scenario: Scenario) -> Scenario:
    """Return a scenario with a control wherever it may stand, and on every path if it may stand there."""
    paths = tuple(path.text for path in scenario.paths) if "path" in control.on else ()
    uses = (EVERYWHERE,), paths
    applied = (AppliedControl(control=control.id, places=places, span=scenario.span) for places in uses if places)
    return replace(scenario, controls=tuple(applied))
