from __future__ import annotations

from dataclasses import replace

import pytest

from tests.model.test_gate import FOUND
from tests.scenes import KEPT, SEEN, SPAN, analysed, threat, when
from threatmodel.analysis.compare import alike, compare
from threatmodel.model.comparison import Comparison
from threatmodel.model.findings import Analysis, Finding, Question
from threatmodel.model.risk import Chance

GRAVE = threat("grave", when(form="kept"), severity=5)


def scene(device: str, path: str) -> Analysis:
    text = f"""
        people: {{ana: {{role: subject}}, ben: {{role: partner, device: {device}}}, eve: {{role: friend, device: own}}}}
        data: {{pic: {{about: ana, medium: image, ephemeral: no, consent: {{ben: keep}}}}}}
        flows: {{ana -> {path}: pic}}
        """
    return analysed(text, SEEN, KEPT, GRAVE, threat("shared", when(words={"device": ("shared",)})))


def told(comparison: Comparison) -> list[str]:
    return [f"{one.kind} {one.id}" for one in comparison.differences]


def test_what_is_new_comes_first_the_gravest_before_the_others() -> None:
    assert told(compare(scene("shared", "ben"), scene("shared", "eve"))) == [
        "new grave/eve/pic",
        "new kept/eve/pic",
        "new seen/eve/pic",
        "gone grave/ben/pic",
        "gone kept/ben/pic",
        "gone seen/ben/pic",
        "gone shared/ben/pic",
    ]


def test_an_answer_changes_a_finding_and_takes_a_question_away() -> None:
    comparison = compare(scene("unknown", "ben"), scene("shared", "ben"))
    assert told(comparison) == ["changed shared/ben/pic"]
    assert [question.word for question in comparison.answered] == ["device"]
    assert (comparison.asked, comparison.same) == ((), 3)


def test_the_other_way_round_the_question_is_asked() -> None:
    comparison = compare(scene("shared", "ben"), scene("unknown", "ben"))
    assert [(question.word, question.place) for question in comparison.asked] == [("device", "ben")]
    assert comparison.answered == ()


def test_risk_in_total_is_told_before_and_after() -> None:
    comparison = compare(scene("own", "ben"), scene("own", "ben -> eve"))
    assert (comparison.before.high, comparison.after.high) == (20.0, 40.0)


def test_an_analysis_does_not_differ_from_itself() -> None:
    comparison = compare(scene("shared", "ben"), scene("shared", "ben"))
    assert comparison.is_empty
    assert comparison.same == 4


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Chance(low=0.1, high=0.3, ceiling=0.3), Chance(low=0.1, high=0.1 + 0.2, ceiling=0.3), True),
        (Chance(low=0.1, high=0.3, ceiling=0.3), Chance(low=0.1, high=0.3, ceiling=0.4), False),
        (Chance(low=0.1, high=0.3, ceiling=0.3), Chance(low=0.2, high=0.3, ceiling=0.3), False),
        (
            Chance(low=0.1, high=0.30, ceiling=0.3, sampled=1000, margin=0.02),
            Chance(low=0.1, high=0.31, ceiling=0.3),
            True,
        ),
    ],
)
def test_two_findings_weigh_the_same_as_far_as_is_known(one: Chance, other: Chance, *, same: bool) -> None:
    assert alike(replace(FOUND, chance=one), replace(FOUND, chance=other)) is same


def test_another_severity_or_likelihood_is_a_difference() -> None:
    def analysis(finding: Finding) -> Analysis:
        return Analysis(findings=(finding,), points=(), questions=())

    other = replace(FOUND, chance=Chance(low=0.5, high=0.5, ceiling=0.5))
    assert told(compare(analysis(FOUND), analysis(replace(FOUND, severity=4)))) == ["changed kept/ben/pic"]
    assert told(compare(analysis(FOUND), analysis(other))) == ["changed kept/ben/pic"]


def test_a_question_that_is_put_in_other_words_is_the_same_question() -> None:
    def asking(ask: str, place: str = "ben") -> Analysis:
        question = Question(word="device", place=place, ask=ask, bears_on=(), settles=(), span=SPAN)
        return Analysis(findings=(), points=(), questions=(question,))

    assert compare(asking("Whose is it?"), asking("Who owns it?")).is_empty
    assert not compare(asking("Whose is it?"), asking("Whose is it?", "eve")).is_empty
