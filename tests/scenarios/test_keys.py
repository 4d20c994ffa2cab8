"""Each scenario that is shipped, and each of its twists, is held to its answer key: nothing less, nothing forbidden."""

from __future__ import annotations

from functools import cache

import pytest

from tests.shipped import CATALOGUE, SCENARIOS, TODAY
from threatmodel.analysis.analyse import analyse
from threatmodel.model.elements import Key, Scenario, Twist, Workshop
from threatmodel.model.findings import Analysis, State

WORKSHOPS = {name: scenario.workshop for name, scenario in SCENARIOS.items() if scenario.workshop}
IN_EACH = pytest.mark.parametrize("name", WORKSHOPS)
IN_EACH_TWIST = pytest.mark.parametrize(
    ("name", "twist"),
    [
        pytest.param(name, twist, id=f"{name}: {twist.name}")
        for name, workshop in WORKSHOPS.items()
        for twist in workshop.twists
    ],
)
HOLDS = frozenset[State](("open", "reduced", "accepted"))
MOST_POINTS = 30
"""As many disclosure points as a room can look at in one session."""


@cache
def analysis(name: str, twist: str | None = None) -> Analysis:
    """What is found in a scenario, or after one of its twists."""
    return analyse(SCENARIOS[name] if twist is None else after(WORKSHOPS[name], twist), CATALOGUE, TODAY)


def after(workshop: Workshop, twist: str) -> Scenario:
    return next(each.scenario for each in workshop.twists if each.name == twist)


def findings(name: str, twist: str | None = None, states: frozenset[State] = HOLDS) -> set[str]:
    """The ids of the findings in one of these states."""
    return {finding.id for finding in analysis(name, twist).findings if finding.state in states}


def states(name: str, twist: str | None = None) -> dict[str, State]:
    return {finding.id: finding.state for finding in analysis(name, twist).findings}


def threats(found: set[str]) -> set[str]:
    return {finding.partition("/")[0] for finding in found}


def named(keys: tuple[Key, ...]) -> set[str]:
    return {key.threat for key in keys}


def test_every_shipped_scenario_is_a_lesson() -> None:
    assert len(WORKSHOPS) == 12
    assert WORKSHOPS.keys() == SCENARIOS.keys()


@IN_EACH
def test_what_is_expected_is_found(name: str) -> None:
    assert named(WORKSHOPS[name].expected) - threats(findings(name)) == set()


@IN_EACH
def test_what_must_not_be_found_is_not_even_possible(name: str) -> None:
    possible = threats(findings(name, states=HOLDS | {"undecided"}))
    assert named(WORKSHOPS[name].must_not) & possible == set()


@IN_EACH
def test_what_is_undecided_may_hold_and_is_nowhere_sure(name: str) -> None:
    undecided = threats(findings(name, states=frozenset({"undecided"})))
    assert named(WORKSHOPS[name].undecided) - (undecided - threats(findings(name))) == set()


@IN_EACH
def test_a_key_says_what_must_not_be_found_and_what_is_open_to_question(name: str) -> None:
    assert WORKSHOPS[name].must_not
    assert WORKSHOPS[name].undecided


@IN_EACH
def test_a_room_can_look_at_every_disclosure_point(name: str) -> None:
    assert 0 < len(analysis(name).points) <= MOST_POINTS


@IN_EACH_TWIST
def test_a_room_can_look_at_every_disclosure_point_after_a_twist_too(name: str, twist: Twist) -> None:
    assert len(analysis(name, twist.name).points) <= MOST_POINTS


@IN_EACH_TWIST
def test_a_twist_adds_and_removes_what_it_says(name: str, twist: Twist) -> None:
    before, now = findings(name, twist.after), findings(name, twist.name)
    assert named(twist.adds) - threats(now - before) == set()
    assert named(twist.removes) - threats(before - now) == set()


@IN_EACH_TWIST
def test_a_twist_changes_what_is_found(name: str, twist: Twist) -> None:
    assert twist.adds or twist.removes
    assert states(name, twist.after) != states(name, twist.name)


def test_every_threat_of_the_catalogue_is_sure_to_be_met_in_a_scenario_or_a_twist() -> None:
    base = {threat for name in WORKSHOPS for threat in threats(findings(name))}
    twisted = {
        threat
        for name, workshop in WORKSHOPS.items()
        for twist in workshop.twists
        for threat in threats(findings(name, twist.name))
    }
    assert set(CATALOGUE.threats) - base - twisted == set()
