from __future__ import annotations

import pytest

from tests.texts import BASE, changed, complaints, scenario
from threatmodel.model.elements import Workshop

WORKSHOP = (
    BASE
    + """\
workshop:
  objectives:
    - Know who can record.
    - Know who can share.
  expected: [covert-recording]
  undecided: onward-forwarding
  must not: minor-in-audience
  alternative: walk-home
  minutes: {arrive: 12, elicit alone: 8}
  roles: [product owner]
  prompts:
    - Who else is there?
  quiz:
    - {ask: Can Ben record?, answers: [Yes, No, 12], right: Yes, objective: 2, because: He sees it.}
"""
)


def workshop(text: str = WORKSHOP) -> Workshop:
    found = scenario(text).workshop
    assert found is not None
    return found


def test_a_workshop_has_aims_an_answer_key_and_a_quiz() -> None:
    read = workshop()
    assert read.objectives == ("Know who can record.", "Know who can share.")
    assert [[key.threat for key in keys] for keys in (read.expected, read.undecided, read.must_not)] == [
        ["covert-recording"],
        ["onward-forwarding"],
        ["minor-in-audience"],
    ]
    assert (read.alternative, read.minutes, read.roles) == (
        "walk-home",
        {"arrive": 12, "elicit alone": 8},
        ("product owner",),
    )
    assert read.prompts == ("Who else is there?",)
    (question,) = read.quiz
    assert (question.answers, question.right, question.objective) == (("Yes", "No", "12"), "Yes", 2)
    assert question.because == "He sees it."


def test_little_is_enough() -> None:
    read = workshop(BASE + "workshop: {objectives: Look., expected: []}\n")
    assert (read.objectives, read.expected, read.quiz, read.twists) == (("Look.",), (), (), ())


def test_a_scenario_without_a_workshop_has_none() -> None:
    assert scenario(BASE).workshop is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  expected: [covert-recording]\n", "", ["16:3: 'workshop' needs 'expected'"]),
        (
            "    - Know who can record.\n    - Know who can share.\n",
            "    []\n",
            ["17:5: 'objectives' needs at least one sentence"],
        ),
        (
            "[covert-recording]",
            "[covert-recordin]",
            ["19:14: 'covert-recordin' is not a threat in the catalogue (did you mean 'covert-recording'?)"],
        ),
        (
            "undecided: onward-forwarding",
            "undecided: covert-recording",
            ["20:14: 'covert-recording' stands under 'expected' as well"],
        ),
        (
            "walk-home",
            "Walk home",
            ["22:16: 'Walk home' is not the name of a scenario (such as 'walk-home')"],
        ),
        ("walk-home", "../secret", ["22:16: '../secret' is not the name of a scenario (such as 'secret')"]),
        ("arrive: 12", "arrive: 0", ["23:21: '0' is not a whole number from 1 to 1440"]),
        ("arrive: 12", "arrive: 2.5", ["23:21: '2.5' is not a whole number from 1 to 1440"]),
        ("arrive: 12", "arrive: yes", ["23:21: 'yes' is not a whole number from 1 to 1440"]),
        ("[product owner]", "{a: b}", ["24:10: 'roles': expected a list, not a mapping"]),
        ("prompts", "promts", ["25:3: unknown key 'promts' in 'workshop' (did you mean 'prompts'?)"]),
        ("right: Yes", "right: yes", ["28:61: 'yes' is not one of the answers (did you mean 'Yes'?)"]),
        ("right: Yes", "right: Maybe", ["28:61: 'Maybe' is not one of the answers"]),
        ("[Yes, No, 12]", "[Yes]", ["28:39: a question needs at least two answers"]),
        (
            "[Yes, No, 12]",
            "[Yes, Yes]",
            ["28:39: a question needs at least two answers", "28:45: 'Yes' is written twice in 'answers'"],
        ),
        ("objective: 2", "objective: 3", ["28:77: '3' is not a whole number from 1 to 2"]),
        ("ask: Can Ben record?, ", "", ["28:7: a quiz question needs 'ask'"]),
        (
            "He sees it.",
            "He sees it, live.",
            ["28:101: unknown key 'live.' in a quiz question (put the sentence in quotes)"],
        ),
    ],
)
def test_a_workshop_that_cannot_be_held_is_complained_about(old: str, new: str, expected: list[str]) -> None:
    assert complaints(changed(old, new, WORKSHOP)) == expected
