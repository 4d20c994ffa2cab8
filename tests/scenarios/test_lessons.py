"""Each scenario that is shipped has all that a trainer needs, within the time and the pages there are."""

from __future__ import annotations

import pytest

from tests.shipped import SCENARIOS
from threatmodel.model.elements import Workshop
from threatmodel.shell.shipped import shipped_scenarios

WORKSHOPS = {name: scenario.workshop for name, scenario in SCENARIOS.items() if scenario.workshop}
IN_EACH = pytest.mark.parametrize("name", WORKSHOPS)
INTENSITIES = ("low", "medium", "high")


def aims(workshop: Workshop) -> set[int]:
    return set(range(1, len(workshop.objectives) + 1))


@IN_EACH
def test_the_file_can_be_read_in_one_go(name: str) -> None:
    assert 40 <= len(shipped_scenarios()[name].splitlines()) <= 120


@IN_EACH
def test_the_session_takes_ninety_minutes(name: str) -> None:
    assert sum(WORKSHOPS[name].minutes.values()) == 90


@IN_EACH
def test_there_are_three_twists_roles_and_prompts_at_least(name: str) -> None:
    workshop = WORKSHOPS[name]
    assert min(len(workshop.twists), len(workshop.roles), len(workshop.prompts)) >= 3


@IN_EACH
def test_each_objective_has_a_question_in_the_quiz(name: str) -> None:
    workshop = WORKSHOPS[name]
    assert len(workshop.objectives) >= 3
    assert {question.objective for question in workshop.quiz} == aims(workshop)


@IN_EACH
def test_each_question_has_one_right_answer_among_three_and_says_why(name: str) -> None:
    for question in WORKSHOPS[name].quiz:
        assert len(set(question.answers)) == 3
        assert question.right in question.answers
        assert question.because


@IN_EACH
def test_the_right_answer_cannot_be_guessed_from_its_place(name: str) -> None:
    places = {question.answers.index(question.right) for question in WORKSHOPS[name].quiz}
    assert len(places) > 1


@IN_EACH
def test_whoever_wants_another_scenario_gets_one_that_is_no_more_intense(name: str) -> None:
    alternative = WORKSHOPS[name].alternative
    assert alternative is not None
    assert alternative != name
    here, there = (INTENSITIES.index(SCENARIOS[one].intensity) for one in (name, alternative))
    assert there < here or there == here == 0


@IN_EACH
def test_a_scenario_about_a_young_or_a_controlled_person_is_protective(name: str) -> None:
    scenario = SCENARIOS[name]
    said = {(word, one.value) for holder in scenario.holders.values() for word, one in holder.words.items()}
    concerned = bool(said & {("age", "minor"), ("paid to", "other")})
    assert scenario.protective == concerned
