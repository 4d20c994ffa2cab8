from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.shipped import CATALOGUE, states_by_threat
from threatmodel.analysis.readings import rank
from threatmodel.model.catalogue import Control, Threat
from threatmodel.model.elements import EVERYWHERE, AppliedControl, Scenario

BY_CONTROL = pytest.mark.parametrize("control", CATALOGUE.controls.values(), ids=CATALOGUE.controls.keys())
BEARING = [
    pytest.param(control, CATALOGUE.threats[threat], id=f"{control.id} on {threat}")
    for control in CATALOGUE.controls.values()
    for threat in control.strength
]


def falsifies(control: Control, threat: Threat) -> bool:
    """Whether what a control changes makes a word of the condition false, or takes all away that it asks for."""
    taken = bool(threat.when.reveals) and set(threat.when.reveals) <= set(control.removes)
    return taken or any(_safer_than_asked(control, threat))


def _safer_than_asked(control: Control, threat: Threat) -> Iterator[bool]:
    for name, wanted in threat.when.words.items():
        word = CATALOGUE.words[name]
        if name in control.sets and word.ordered:
            yield rank(word, control.sets[name]) < rank(word, wanted[0])


def in_place(control: Control, scenario: Scenario) -> Scenario:
    """Return a scenario with a control wherever it may stand, and on every path if it may stand there."""
    paths = tuple(path.text for path in scenario.paths) if "path" in control.on else ()
    uses = (EVERYWHERE,), paths
    applied = (AppliedControl(control=control.id, places=places, span=scenario.span) for places in uses if places)
    return replace(scenario, controls=tuple(applied))


def fitting(control: Control, threat: Threat) -> list[Scenario]:
    """Return the examples in which a threat is found and that have what the control is for."""
    found = (example.scenario for example in threat.examples if example.found)
    return [scenario for scenario in found if not control.kinds or any(map(control.fits, scenario.holders.values()))]


def remaining(control: Control, threat: Threat) -> list[bool]:
    """Say of each such example whether the threat is still found, or may be, with the control."""
    states = (states_by_threat(in_place(control, scenario)) for scenario in fitting(control, threat))
    return [bool(found.get(threat.id, set()) - {"closed"}) for found in states]


@BY_CONTROL
def test_a_control_is_called_strong_where_it_makes_a_condition_false(control: Control) -> None:
    false = {threat.id for threat in CATALOGUE.threats.values() if falsifies(control, threat)}
    assert {threat for threat in false if control.strength.get(threat) != "strong"} == set()


@BY_CONTROL
def test_a_control_is_called_strong_only_where_it_makes_a_condition_or_a_fact_false(control: Control) -> None:
    strong = [CATALOGUE.threats[threat] for threat, strength in control.strength.items() if strength == "strong"]
    assert [threat.id for threat in strong if not falsifies(control, threat) and not threat.when.facts] == []


@pytest.mark.parametrize(("control", "threat"), BEARING)
def test_a_strong_control_closes_the_examples_of_a_threat_and_a_weaker_one_does_not(
    control: Control, threat: Threat
) -> None:
    strong = control.strength[threat.id] == "strong"
    assert remaining(control, threat) == [not strong] * len(fitting(control, threat))


@BY_CONTROL
def test_a_control_for_certain_systems_names_kinds_and_is_tried_on_one(control: Control) -> None:
    assert set(control.kinds) <= CATALOGUE.kinds.keys()
    threats = [CATALOGUE.threats[threat] for threat in control.strength]
    assert any(fitting(control, threat) for threat in threats)


@BY_CONTROL
def test_a_control_helps_against_something_and_is_honest_about_the_rest(control: Control) -> None:
    assert control.strength
    assert control.sources
    assert control.does.endswith(".")
    assert control.bypass.endswith(".")
    assert control.verify.endswith(".")


def test_controls_are_told_apart_by_their_titles() -> None:
    titles = [control.title for control in CATALOGUE.controls.values()]
    assert len(set(titles)) == len(titles)
