"""A control in place: nothing comes that it does not bring, nothing goes that does not pass where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from tests.shipped import CATALOGUE, SCENARIOS
from threatmodel.analysis.controls import applied, places_of, with_additions
from threatmodel.analysis.findings import Study, study
from threatmodel.model.catalogue import Control
from threatmodel.model.elements import EVERYWHERE, AppliedControl, Scenario
from threatmodel.model.findings import Finding, Step

NAMES = ("group-chat-export", "webcam-platform")
"""A group of equals, and one performer with many systems behind her."""
EACH = pytest.mark.parametrize("name", NAMES)
BY_CONTROL = pytest.mark.parametrize("control", CATALOGUE.controls.values(), ids=CATALOGUE.controls.keys())


@cache
def bare(name: str) -> Study:
    return study(replace(SCENARIOS[name], controls=()), CATALOGUE)


def in_place(name: str, control: Control) -> Scenario:
    """Return a scenario with a control on the first of each type of thing that it fits."""
    scenario = SCENARIOS[name]
    first = {
        element.type: element.name for element in reversed(tuple(scenario.holders.values())) if control.fits(element)
    }
    use = AppliedControl(control=control.id, places=tuple(first.values()) or (EVERYWHERE,), span=scenario.span)
    return replace(scenario, controls=(use,))


def sure(looked_at: Study) -> set[str]:
    return {finding.id for finding in looked_at.findings.values() if finding.state == "open"}


def touched(step: Step) -> Iterator[str]:
    """Everybody and every path that a derivation passes."""
    yield step.holder
    yield step.by
    yield from (node.strip() for node in step.by.split("->"))
    for premise in step.premises:
        yield from touched(premise)


def related(finding: Finding, scenario: Scenario, control: Control) -> bool:
    """Whether a finding stands, or comes about, where a control stands."""
    if "scenario" in control.on and not finding.holder:
        return True
    places = {place for use in scenario.controls for place in places_of(scenario, control, use)}
    way = set(touched(finding.witness)) if finding.witness is not None else set()
    return bool(places & {finding.holder, *way})


@EACH
@BY_CONTROL
def test_nothing_comes_that_a_control_does_not_bring_and_nothing_goes_that_does_not_pass_it(
    name: str, control: Control
) -> None:
    before, scenario = bare(name), in_place(name, control)
    after = study(applied(scenario, CATALOGUE), CATALOGUE)
    brought = before if control.adds is None else study(with_additions(scenario, CATALOGUE), CATALOGUE)
    assert before.places.keys() <= brought.places.keys()
    assert sure(before) <= sure(brought)
    assert after.places.keys() <= brought.places.keys()
    assert sure(after) <= sure(brought)
    closed = [finding for finding in before.findings.values() if finding.id not in after.places]
    assert [finding.id for finding in closed if not related(finding, scenario, control)] == []
