from __future__ import annotations

import pytest

from tests.scenes import graph
from threatmodel.analysis.removal import doubtful, joined, removed_by

SCENE = """
    people: {{ana: {{role: subject}}, ben: {{}}}}
    systems: {{app: {{{says}}}}}
    data: {{log: {{about: ana, reveals: [name, face, home, timing]}}}}
    flows: {{ana -> app: log}}
    """


@pytest.mark.parametrize(
    ("says", "at_most", "surely"),
    [
        ("", set(), set()),
        ("keeps: 1d", set(), set()),
        ("removes: [home, gps]", {"home"}, {"home"}),
        ("blurs: [face]", {"face"}, {"face"}),
        ("pseudonymises: yes", {"name"}, {"name"}),
        ("pseudonymises: no", set(), set()),
        ("pseudonymises: unknown", {"name"}, set()),
        ("aggregates: yes", {"name", "face", "home", "timing"}, {"name", "face", "home", "timing"}),
        ("aggregates: unknown, removes: [home]", {"name", "face", "home", "timing"}, {"home"}),
        ("removes: unknown", {"name", "face", "home", "timing"}, set()),
        ("removes: [home], blurs: [face], pseudonymises: yes", {"name", "face", "home"}, {"name", "face", "home"}),
    ],
)
def test_what_may_be_removed_and_what_surely_is(says: str, at_most: set[str], surely: set[str]) -> None:
    compiled = graph(SCENE.format(says=says))
    may, sure = removed_by(compiled, compiled.scenario.holders["app"].words)
    assert set(compiled.bits.names(may)) == at_most
    assert set(compiled.bits.names(sure)) == surely


@pytest.mark.parametrize(
    ("word", "says", "doubt"),
    [
        ("removes", "[home]", False),
        ("removes", "unknown", True),
        ("pseudonymises", "yes", False),
        ("pseudonymises", "no", False),
        ("pseudonymises", "unknown", True),
    ],
)
def test_removal_is_doubtful_where_unknown_was_written(word: str, says: str, *, doubt: bool) -> None:
    compiled = graph(SCENE.format(says=f"{word}: {says}"))
    assert doubtful(compiled, word, compiled.scenario.holders["app"].words[word]) is doubt


def test_what_two_places_remove_is_joined_part_by_part() -> None:
    assert joined((1, 2), (4, 8)) == (5, 10)
