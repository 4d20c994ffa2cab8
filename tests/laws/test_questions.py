from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.catalogues import CHOICES, DAY, WORDS
from tests.laws.changes import with_consent, with_word
from tests.laws.engine import analysed, findings
from tests.laws.scenarios import Case, cases, consents
from threatmodel.model.elements import UNKNOWN, Consent, Scenario, Value
from threatmodel.model.findings import Analysis, Question

EXAMPLES = settings(max_examples=120)


def undecided(analysis: Analysis) -> set[str]:
    return {finding.id for finding in analysis.findings if finding.state == "undecided"}


@EXAMPLES
@given(cases())
def test_only_what_is_not_known_is_asked(case: Case) -> None:
    scenario, catalogue = case
    for question in analysed(scenario, catalogue).questions:
        if question.word == "consent":
            assert scenario.data[question.place].consent is None
            continue
        place = scenario.holders.get(question.place) or scenario.data.get(question.place)
        words = place.words if place is not None else scenario.words
        assert place is not None or not question.place
        assert place is None or place.type in WORDS[question.word].on
        assert question.word not in words or words[question.word].value is UNKNOWN
        assert "{" not in question.ask


@EXAMPLES
@given(cases())
def test_every_undecided_finding_has_a_question_and_every_question_an_undecided_finding(case: Case) -> None:
    analysis = analysed(*case)
    hanging = undecided(analysis)
    assert {id_ for question in analysis.questions for id_ in question.bears_on} == hanging
    for question in analysis.questions:
        assert question.bears_on
        assert set(question.settles) <= set(question.bears_on)


@EXAMPLES
@given(cases(), st.data())
def test_when_all_that_is_asked_is_answered_nothing_is_undecided(case: Case, answers: st.DataObject) -> None:
    scenario, catalogue = case
    for _ in range(200):
        analysis = analysed(scenario, catalogue)
        if not analysis.questions:
            break
        for question in analysis.questions:
            scenario = answered(scenario, question, answers)
    assert undecided(analysed(scenario, catalogue)) == set()


@EXAMPLES
@given(cases(controlled=False), st.data())
def test_an_answer_that_settles_findings_leaves_none_of_them_undecided(case: Case, answers: st.DataObject) -> None:
    scenario, catalogue = case
    asked = [question for question in analysed(scenario, catalogue).questions if question.settles]
    for question in asked[:3]:
        after = findings(analysed(answered(scenario, question, answers), catalogue))
        left = {id_ for id_ in question.settles if after.get(id_) == "undecided"}
        assert left == set()


def answered(scenario: Scenario, question: Question, answers: st.DataObject) -> Scenario:
    """Write an answer into the scenario."""
    if question.word == "consent":
        consent = answers.draw(consents(list(scenario.holders)).filter(lambda one: one is not None))
        assert isinstance(consent, Consent)
        return with_consent(scenario, question.place, consent)
    return with_word(scenario, question.place, question.word, answers.draw(st.sampled_from(possible(question.word))))


def possible(name: str) -> tuple[Value, ...]:
    for values in CHOICES.values():
        if name in values:
            return values[name]
    word = WORDS[name]
    if word.type == "yes/no":
        return (True, False)
    return word.values or (0.0, DAY)
