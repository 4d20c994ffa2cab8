from __future__ import annotations

import pytest

from tests.scenes import KEPT, catalogue, control, scene
from threatmodel.analysis.plan.tried import read_tried, tried_on
from threatmodel.analysis.plan.wishes import WishError
from threatmodel.model.elements import Scenario

KNOWN = catalogue(
    KEPT,
    controls=[
        control("short-retention", on=("system",), sets={"keeps": 30 * 86400.0}),
        control("talk", on=("person",), against=["kept"]),
        control("policy", on=("scenario",), against=["kept"]),
    ],
)
TEXT = """
    people: {ana: {role: subject}, ben: {role: friend}}
    systems: {app: {keeps: 1y}, cloud: {keeps: 1y}}
    data: {chat: {about: ana, medium: text, consent: {ben: see}}}
    flows:
      ana -> app -> ben: chat
      ben -> cloud: chat
    controls: {short-retention: {on: [app, cloud], keeps: 7d}, policy: everywhere}
"""
SCENE = scene(TEXT, KNOWN)


def after(added: list[str], removed: list[str], scenario: Scenario = SCENE) -> list[tuple[str, tuple[str, ...]]]:
    """The controls that are in place then."""
    changed = tried_on(scenario, KNOWN, read_tried(scenario, KNOWN, added, removed, []))
    return [(use.control, use.places) for use in changed.controls]


def test_a_control_is_taken_away_at_one_place_and_stays_at_the_others_as_it_was() -> None:
    assert after([], ["short-retention@cloud"]) == [("short-retention", ("app",)), ("policy", ("everywhere",))]
    changed = tried_on(SCENE, KNOWN, read_tried(SCENE, KNOWN, [], ["short-retention@cloud"], []))
    assert changed.controls[0].values["keeps"].value == 7 * 86400.0


def test_without_a_place_a_control_is_taken_away_everywhere() -> None:
    assert after([], ["short-retention", "policy"]) == []


def test_without_a_place_a_control_is_put_wherever_it_may_stand() -> None:
    assert after(["talk"], ["short-retention", "policy"]) == [("talk", ("ana",)), ("talk", ("ben",))]
    assert after(["talk@ben"], ["short-retention", "policy"]) == [("talk", ("ben",))]


def test_a_control_on_the_scenario_can_be_put_in_place() -> None:
    bare = scene(TEXT.rpartition("    controls")[0], KNOWN)
    assert after(["policy"], [], bare) == [("policy", ("everywhere",))]


@pytest.mark.parametrize(
    ("added", "removed", "problems"),
    [
        ([], ["talk"], ["talk is not in place; in place: policy, short-retention@app, short-retention@cloud"]),
        ([], ["short-retention@ben"], ["'short-retention' cannot stand at 'ben'; it can at 'app', 'cloud'"]),
        (["policy"], [], ["policy is in place already"]),
        (["short-retention@app"], [], ["short-retention@app is in place already"]),
        (["talk"], ["talk"], ["talk is not in place; in place: policy, short-retention@app, short-retention@cloud",
                              "--with talk contradicts --without talk"]),
    ],
)  # fmt: skip
def test_what_cannot_be_tried_is_said(added: list[str], removed: list[str], problems: list[str]) -> None:
    with pytest.raises(WishError) as refused:
        after(added, removed)
    assert list(refused.value.problems) == problems


PLAYED = scene(
    TEXT
    + """
    workshop:
      objectives: [Tell them apart.]
      expected: [kept]
      twists:
        an archive:
          say: There is an archive.
          change: {systems: {archive: {keeps: 1y}}, flows: {ben -> archive: chat}}
        it is public:
          after: an archive
          say: Everybody can look into it.
          change: {flows: {archive -> everyone: chat}}
        no cloud:
          say: The cloud is gone.
          change: {systems: {cloud: null}}
    """,
    KNOWN,
)


def test_a_twist_is_played_first_and_brings_its_places() -> None:
    tried = read_tried(PLAYED, KNOWN, ["short-retention@archive"], ["policy"], ["an archive"])
    assert tried.twists == ("an archive",)
    changed = tried_on(PLAYED, KNOWN, tried)
    assert "archive" in changed.holders
    assert [(use.control, use.places) for use in changed.controls] == [
        ("short-retention", ("app",)),
        ("short-retention", ("cloud",)),
        ("short-retention", ("archive",)),
    ]


def test_twists_that_come_after_one_another_are_played_together_by_name_or_id() -> None:
    tried = read_tried(PLAYED, KNOWN, [], [], ["it-is-public", "an archive", "an-archive"])
    assert tried.twists == ("it is public", "an archive")
    assert [path.text for path in tried_on(PLAYED, KNOWN, tried).paths][-2:] == [
        "ben -> archive",
        "archive -> everyone",
    ]


@pytest.mark.parametrize(
    ("twists", "problem"),
    [
        (["an archiv"], "'an archiv' is no twist of this scenario (did you mean 'an archive'?)"),
        (
            ["it is public", "no cloud"],
            "the twists 'it is public' and 'no cloud' do not come after one another: try one of them",
        ),
    ],
)
def test_twists_that_are_not_there_or_do_not_go_together_are_refused(twists: list[str], problem: str) -> None:
    with pytest.raises(WishError) as refused:
        read_tried(PLAYED, KNOWN, [], [], twists)
    assert refused.value.problems == (problem,)
