from __future__ import annotations

import pytest

from threatmodel.catalogue.language import load_words
from threatmodel.formats.further_words import read_further_words
from threatmodel.model.catalogue import Word

KNOWN = load_words()
GLASSES = """\
smart glasses:
  type: yes/no
  on: [person]
  order: [no, yes]
  meaning: Whether somebody wears glasses that can record.
"""


def read(text: str) -> tuple[dict[str, Word], list[str]]:
    words, problems = read_further_words(text, "words.yaml", KNOWN)
    return words, [f"{problem.span.line}: {problem.message}" for problem in problems]


def test_a_new_word_stands_beside_those_that_are_known() -> None:
    words, problems = read(GLASSES)
    assert problems == []
    assert {name: word for name, word in words.items() if name in KNOWN} == KNOWN
    assert words["smart glasses"].values == ("no", "yes")


def test_a_value_may_imply_a_word_that_was_known_before() -> None:
    words, problems = read(f"{GLASSES}  implies: {{yes: {{device: compromised}}}}\n")
    assert problems == []
    assert words["smart glasses"].implies == {"yes": {"device": "compromised"}}


def test_a_known_word_may_be_given_another_meaning_and_question_and_more_values_and_places() -> None:
    words, problems = read(
        "age check:\n  type: choice\n  on: [audience, system, person]\n"
        "  order: [verified, by phone, estimated, stated, none]\n  meaning: Other.\n  question: Other?\n"
    )
    assert problems == []
    assert words["age check"].values == ("verified", "by phone", "estimated", "stated", "none")
    assert words["age check"].meaning == "Other."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "keeps: {type: text, on: [person, system, audience], meaning: Other., question: Other?}",
            "1: 'keeps' is there already, with another type or order",
        ),
        (
            "keeps: {type: duration, on: [person, system, audience], meaning: Other., question: Other?}",
            "1: 'keeps' is there already, with another type or order",
        ),
        (
            "keeps: {type: duration, order: more is worse, on: [person], meaning: Other., question: Other?}",
            "1: 'keeps' may stand on system, audience too, and has to go on doing so",
        ),
        (
            "records: {type: choice, order: [never, by default, on request], on: [system], meaning: O., question: O?}",
            "1: 'records' keeps its values never, on request, by default in this order; others may stand between",
        ),
        (
            "records: {type: choice, order: [never, by default], on: [system], meaning: O., question: O?}",
            "1: 'records' keeps its values never, on request, by default in this order; others may stand between",
        ),
        (
            "amplified: {type: yes/no, order: [no, yes], on: [system], meaning: O., question: O?}",
            "1: 'amplified' is asked for if and only if it was before",
        ),
        (
            "lives with: {type: names, on: [person], names: [person, audience], meaning: O.}",
            "1: 'lives with' is there already, with another type or order",
        ),
        (
            "flows: {type: text, on: [system], meaning: O.}",
            "1: 'flows' already means something in a scenario or a condition",
        ),
        (
            "made by: {type: text, on: [data], meaning: O.}",
            "1: 'made by' already means something in a scenario or a condition",
        ),
        (
            "form: {type: text, on: [data], meaning: O.}",
            "1: 'form' already means something in a scenario or a condition",
        ),
        (
            "unknown: {type: text, on: [data], meaning: O.}",
            "1: 'unknown' already means something in a scenario or a condition",
        ),
        ("Age Check: {type: text, on: [data], meaning: O.}", "1: 'Age Check' has the same id as 'age check'"),
        ("'?!': {type: text, on: [data], meaning: O.}", "1: '?!' holds no letter and no digit"),
    ],
)
def test_what_the_program_reads_of_a_word_stays(text: str, expected: str) -> None:
    words, problems = read(text)
    assert problems == [expected]
    assert words == KNOWN


def test_two_new_words_do_not_share_an_id() -> None:
    words, problems = read(GLASSES + GLASSES.replace("smart glasses", "Smart-Glasses"))
    assert problems == ["6: 'Smart-Glasses' has the same id as 'smart glasses'"]
    assert words.keys() - KNOWN.keys() == {"smart glasses"}


def test_what_is_right_is_kept_beside_what_is_wrong() -> None:
    words, problems = read(GLASSES + "keeps: {type: text, on: [person], meaning: O.}\n")
    assert len(problems) == 3
    assert "smart glasses" in words
    assert words["keeps"] == KNOWN["keeps"]


def test_a_file_that_is_no_yaml_leaves_the_words_as_they_are() -> None:
    words, problems = read("a: [")
    assert words == KNOWN
    assert len(problems) == 1
