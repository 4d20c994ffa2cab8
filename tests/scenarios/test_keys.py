from __future__ import annotations

import pytest

from tests.shipped import SCENARIOS, states_by_finding
from threatmodel.model.elements import Key, Scenario, Twist, Workshop
from threatmodel.model.findings import State

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


def findings(scenario: Scenario, states: frozenset[State] = HOLDS) -> set[str]:
    """The ids of the findings in one of these states."""
    return {finding for finding, state in states_by_finding(scenario).items() if state in states}


def threats(found: set[str]) -> set[str]:
    return {finding.partition("/")[0] for finding in found}


def named(keys: tuple[Key, ...]) -> set[str]:
    return {key.threat for key in keys}


def start_of(workshop: Workshop, twist: Twist, base: Scenario) -> Scenario:
    """The scenario that a twist starts from."""
    before = {each.name: each.scenario for each in workshop.twists}
    return before[twist.after] if twist.after is not None else base


def test_every_shipped_scenario_is_a_lesson() -> None:
    assert WORKSHOPS
    assert WORKSHOPS.keys() == SCENARIOS.keys()


@IN_EACH
def test_what_is_expected_is_found(name: str) -> None:
    assert named(WORKSHOPS[name].expected) - threats(findings(SCENARIOS[name])) == set()


@IN_EACH
def test_what_must_not_be_found_is_not_even_possible(name: str) -> None:
    possible = threats(findings(SCENARIOS[name], HOLDS | {"undecided"}))
    assert named(WORKSHOPS[name].must_not) & possible == set()


@IN_EACH
def test_what_is_undecided_may_hold_and_is_nowhere_sure(name: str) -> None:
    undecided = threats(findings(SCENARIOS[name], frozenset({"undecided"})))
    sure = threats(findings(SCENARIOS[name]))
    assert named(WORKSHOPS[name].undecided) - (undecided - sure) == set()


@IN_EACH
def test_a_key_says_what_must_not_be_found_and_what_is_open_to_question(name: str) -> None:
    assert WORKSHOPS[name].must_not
    assert WORKSHOPS[name].undecided


@IN_EACH_TWIST
def test_a_twist_adds_and_removes_what_it_says(name: str, twist: Twist) -> None:
    before = findings(start_of(WORKSHOPS[name], twist, SCENARIOS[name]))
    after = findings(twist.scenario)
    assert named(twist.adds) - threats(after - before) == set()
    assert named(twist.removes) - threats(before - after) == set()


@IN_EACH_TWIST
def test_a_twist_changes_what_is_found(name: str, twist: Twist) -> None:
    assert states_by_finding(start_of(WORKSHOPS[name], twist, SCENARIOS[name])) != states_by_finding(twist.scenario)


@IN_EACH
def test_the_session_takes_ninety_minutes(name: str) -> None:
    assert sum(WORKSHOPS[name].minutes.values()) == 90


@IN_EACH
def test_each_objective_has_a_question_in_the_quiz(name: str) -> None:
    workshop = WORKSHOPS[name]
    asked = {question.objective for question in workshop.quiz}
    assert asked == set(range(1, len(workshop.objectives) + 1))
