from __future__ import annotations

import pytest

from tests.scenes import HEAD_LINES, catalogue, control, scene
from threatmodel.analysis.controls import applied
from threatmodel.model.elements import Scenario, Value, Written

CONTROLS = (
    control("lock", on=("person",), sets={"app lock": True}),
    control("managed", on=("person",), sets={"device": "managed by other"}),
    control("own", on=("person",), sets={"device": "own"}),
    control("short", kind="limit", on=("system", "person"), sets={"keeps": 86400.0}),
    control("relay", on=("system", "path"), sets={"connects": "by relay"}),
    control("clean", on=("path", "person", "system"), removes=("gps",)),
    control("strip", on=("path",), removes=("face",)),
    control("assess", on=("scenario",), sets={"assessment done": True}),
)
SCENE = """
    people:
      ana: {{role: subject}}
      ben: {{role: partner, device: compromised, keeps: 30d}}
      eve: {{role: friend, device: shared, app lock: no}}
    systems:
      app: {{end-to-end encrypted: yes, removes: [home]}}
      cloud: {{keeps: unknown}}
    data: {{pic: {{about: ana, medium: image}}}}
    flows: {{ana -> app -> ben: pic, ana -> app -> cloud: pic, ana -> eve: pic}}
    controls: {controls}
    """


def after(controls: str) -> Scenario:
    known = catalogue(controls=CONTROLS)
    return applied(scene(SCENE.format(controls=controls), known), known)


def says(scenario: Scenario, place: str, word: str) -> tuple[Value, str, bool] | None:
    """What a word says at a thing or path, which control said so, and whether that is at least."""
    paths = {path.text: path.words for path in scenario.paths}
    words = paths[place] if place in paths else scenario.holders[place].words
    written: Written | None = words.get(word)
    return None if written is None else (written.value, written.source, written.or_safer)


@pytest.mark.parametrize(
    ("controls", "place", "word", "expected"),
    [
        ("{lock: eve}", "eve", "app lock", (True, "lock", False)),
        ("{lock: eve}", "ben", "app lock", None),
        ("{lock: ben}", "ben", "app lock", (True, "lock", True)),
        ("{managed: ben}", "ben", "device", ("managed by other", "managed", False)),
        ("{managed: eve}", "eve", "device", ("shared", "", False)),
        ("{short: ben}", "ben", "keeps", (86400.0, "short", False)),
        ("{short: {on: ben, keeps: 7d}}", "ben", "keeps", (7 * 86400.0, "short", False)),
        ("{short: {on: ben, keeps: 1y}}", "ben", "keeps", (30 * 86400.0, "", False)),
        ("{short: cloud}", "cloud", "keeps", (86400.0, "short", True)),
        ("{clean: app}", "app", "removes", (("home", "gps"), "clean", False)),
        ("{relay: ana -> app -> ben}", "ana -> app -> ben", "connects", ("by relay", "relay", False)),
        ("{relay: ana -> app -> ben}", "ana -> app -> cloud", "connects", None),
        ("{relay: ana -> app -> ben}", "app", "connects", None),
        ("{lock: everywhere}", "eve", "app lock", (True, "lock", False)),
        ("{lock: everywhere}", "ana", "app lock", (True, "lock", True)),
        ("{lock: everywhere}", "app", "app lock", None),
        ("{strip: everywhere}", "ana -> eve", "removes", (("face",), "strip", False)),
    ],
)
def test_a_control_sets_its_words_where_it_stands_and_the_safer_value_counts(
    controls: str, place: str, word: str, expected: tuple[Value, str, bool] | None
) -> None:
    assert says(after(controls), place, word) == expected


@pytest.mark.parametrize("controls", ["{managed: ben, own: ben}", "{own: ben, managed: ben}"])
def test_of_several_controls_the_safest_counts_in_any_order(controls: str) -> None:
    assert says(after(controls), "ben", "device") == ("own", "own", False)


@pytest.mark.parametrize(
    "controls", ["{clean: ana -> eve, strip: ana -> eve}", "{strip: ana -> eve, clean: ana -> eve}"]
)
def test_what_several_controls_take_away_on_a_path_is_taken_away_by_all(controls: str) -> None:
    found = says(after(controls), "ana -> eve", "removes")
    assert found is not None
    assert isinstance(found[0], tuple)
    assert set(found[0]) == {"gps", "face"}


def test_a_control_of_the_scenario_stands_on_the_scenario() -> None:
    words = after("{assess: everywhere}").words
    assert (words["assessment done"].value, words["assessment done"].source) == (True, "assess")


def test_what_a_control_says_has_its_place_in_the_file() -> None:
    assert after("{lock: eve}").holders["eve"].words["app lock"].span.line == HEAD_LINES + 10


def test_nothing_else_changes_and_the_scenario_itself_is_left_as_it_was() -> None:
    known = catalogue(controls=CONTROLS)
    before = scene(SCENE.format(controls="{lock: eve}"), known)
    changed = applied(before, known)
    assert before.holders["eve"].words["app lock"].value is False
    assert {name: element for name, element in changed.holders.items() if element != before.holders[name]}.keys() == {
        "eve"
    }
    assert (changed.data, changed.paths, changed.controls) == (before.data, before.paths, before.controls)
