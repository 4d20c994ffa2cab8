from __future__ import annotations

import pytest

from tests.texts import BASE, RICH, complaints, scenario, twisted, twists


def test_mappings_merge_and_the_base_stays_as_it_is() -> None:
    text = twisted("change: {people: {ben: {device: shared}}}, adds: [covert-recording], removes: onward-forwarding")
    read = scenario(text)
    assert read.workshop is not None
    (found,) = read.workshop.twists
    words = found.scenario.holders["ben"].words
    assert (words["device"].value, words["role"].value) == ("shared", "partner")
    assert words["device"].span.line == 32
    assert read.holders["ben"].words["device"].value == "own"
    assert ([key.threat for key in found.adds], [key.threat for key in found.removes]) == (
        ["covert-recording"],
        ["onward-forwarding"],
    )
    assert (found.say, found.after, found.dropped, found.scenario.workshop) == ("Listen.", None, (), None)


def test_each_starts_from_the_base_unless_it_comes_after_another() -> None:
    second, first, alone = twists(
        "after: t1, change: {systems: {app: {keeps: 3d}}}",
        "change: {people: {ben: {device: shared}}}",
        "change: {title: Another}",
    )
    assert second.after == "t1"
    assert second.scenario.holders["ben"].words["device"].value == "shared"
    assert second.scenario.holders["app"].words["keeps"].value == 3 * 86400.0
    assert first.scenario.holders["app"].words["keeps"].value == 86400.0
    assert alone.scenario.holders["ben"].words["device"].value == "own"


START = "32:33: "


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (["change: {title: B}, after: t9"], ["32:51: 't9' is not a twist (did you mean 't0'?)"]),
        (
            ["change: {title: B}, after: T1", "change: {title: C}"],
            ["32:51: 'T1' is not a twist (did you mean 't1'?)"],
        ),
        (["change: {title: B}, after: t0"], ["32:51: 't0' would come after itself: t0 after t0"]),
        (
            [
                "change: {title: B}, after: t1",
                "change: {title: C}, after: t0",
                "change: {title: D}, after: t0",
            ],
            [
                "32:51: 't0' would come after itself: t0 after t1 after t0",
                "33:51: 't1' would come after itself: t0 after t1 after t0",
            ],
        ),
        (["change: {title: B}, adds: [x]"], ["32:51: 'x' is not a threat in the catalogue"]),
        (
            ["after: t0"],
            ["32:9: the twist 't0' needs 'change'", "32:31: 't0' would come after itself: t0 after t0"],
        ),
        (
            ["chnge: {title: B}"],
            [
                "32:9: the twist 't0' needs 'change'",
                "32:24: unknown key 'chnge' in the twist 't0' (did you mean 'change'?)",
            ],
        ),
    ],
)
def test_twists_that_come_after_nothing_are_complained_about(changes: list[str], expected: list[str]) -> None:
    assert complaints(twisted(*changes)) == expected


def test_a_twist_says_something() -> None:
    assert complaints(RICH + "    t: {change: {title: B}}\n") == ["32:8: the twist 't' needs 'say'"]


def test_more_twists_than_anybody_plays_are_refused() -> None:
    (found,) = complaints(twisted(*(f"change: {{title: {number}}}" for number in range(21))))
    assert found == "32:5: 21 twists; at most 20 are read"


def test_two_twists_have_two_ids() -> None:
    two = "    a b: {say: x, change: {title: B}}\n    A-b: {say: x, change: {title: C}}\n"
    text = BASE + "workshop:\n  objectives: x\n  expected: []\n  twists:\n" + two
    assert complaints(text) == ["20:5: 'A-b' and 'a b' in line 19 have the same id 'a-b' (choose another name)"]


def test_a_twist_that_comes_after_nothing_is_read_for_its_other_mistakes() -> None:
    said = complaints(twisted("change: {title: B}, after: nowhere, adds: [x]"))
    assert [each.partition(": ")[2] for each in said] == [
        "'nowhere' is not a twist",
        "'x' is not a threat in the catalogue",
    ]
