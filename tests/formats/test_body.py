from __future__ import annotations

import pytest

from tests.texts import changed, complaints, scenario


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: A call\n", "", ["1:1: the scenario needs 'title'"]),
        ("title: A call", "title:", ["1:7: 'title' needs a value"]),
        ("title: A call", "title: [A]", ["1:8: 'title': expected a text, not a list"]),
        (
            "title: A call",
            "titel: A call",
            [
                "1:1: the scenario needs 'title'",
                "1:1: unknown key 'titel' in the scenario (did you mean 'title'?)",
            ],
        ),
        ("content note: Nothing is described.\n", "", ["1:1: the scenario needs 'content note'"]),
        ("intensity: low\n", "", ["1:1: the scenario needs 'intensity'"]),
        (": low", ": lwo", ["3:12: 'lwo' is not a value of 'intensity' (did you mean 'low'?)"]),
        (": low", ": mild", ["3:12: 'mild' is not a value of 'intensity' (one of low, medium or high)"]),
        (
            ": low",
            ": low\nversion: 2",
            ["4:10: this version of the scenario language is not known (write 'version: 1' or leave it out)"],
        ),
        (
            ": low",
            ": low\nperiod: forever",
            ["4:9: 'period' is longer than nothing and shorter than forever (such as 1y)"],
        ),
        (
            ": low",
            ": low\nperiod: 1 year",
            ["4:9: '1 year' is not a duration such as 10s, 5m, 2h, 30d, 1y or forever (did you mean '1y'?)"],
        ),
        (": low", ": low\nprotective: perhaps", ["4:13: 'protective' is yes or no, not 'perhaps'"]),
        (
            ": low",
            ": low\nkeeps: 1d",
            ["4:1: 'keeps' cannot stand on the scenario, only on a person, system or audience"],
        ),
        (": low", ": low\nsummary: {a: b}", ["4:10: 'summary': expected a text, not a mapping"]),
        (
            "  app: {}",
            "  - app",
            [
                "8:3: 'systems': expected a mapping ('name: value'), not a list",
                "14:10: 'app' is not a person, system or audience",
            ],
        ),
        (
            "subject",
            "friend",
            ["5:3: nobody in 'people' has the role 'subject' (write 'role: subject' for whom the data is about)"],
        ),
        ("flows:\n  ana -> app -> ben: pic\n", "", ["1:1: the scenario needs 'flows'"]),
        (
            "flows:\n  ana -> app -> ben: pic\n",
            "flows: {}",
            ["13:8: no flow is drawn (draw at least one, such as 'ana -> calling app -> ben: chat')"],
        ),
        (
            "systems:\n  app: {}",
            "systems:",
            [
                "7:9: 'systems' needs a value (expected a mapping ('name: value'))",
                "13:10: 'app' is not a person, system or audience",
            ],
        ),
    ],
)
def test_a_scenario_needs_its_keys_in_their_form(old: str, new: str, expected: list[str]) -> None:
    assert complaints(changed(old, new)) == expected


def test_words_that_stand_on_the_scenario_are_written_at_the_top() -> None:
    read = scenario(changed(": low", ": low\nassessment done: no\nversion: 1\nprotective: YES\nperiod: 30d"))
    assert read.words["assessment done"].value is False
    assert read.protective is True
    assert read.period == 30 * 86400.0


def test_prose_that_a_comma_cuts_gets_the_way_out() -> None:
    assert complaints(changed("ben: {role: partner}", "ben: {operator: They trust, each other}")) == [
        "6:9: 'operator' cannot stand on a person, only on a system",
        "6:31: unknown attribute 'each other' on person (put the sentence in quotes)",
    ]


@pytest.mark.parametrize("text", ["hello", "- a", "3", "true"])
def test_what_is_no_mapping_is_no_scenario(text: str) -> None:
    (found,) = complaints(text)
    assert found.startswith("1:1: the scenario: expected a mapping")


def test_one_person_and_unused_things_are_fine() -> None:
    text = changed("  ben: {role: partner}\n", "").replace("ana -> app -> ben", "ana -> app")
    assert list(scenario(text.replace("data:\n", "data:\n  never sent: {about: ana}\n")).data) == [
        "never sent",
        "pic",
    ]
