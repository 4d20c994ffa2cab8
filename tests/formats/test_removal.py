from __future__ import annotations

from tests.texts import twist


def test_a_removed_person_goes_with_paths_consent_lists_controls_and_accepted_findings() -> None:
    found = twist("{people: {ben: null}}")
    read = found.scenario
    assert found.dropped == ("ana -> app -> ben", "ben -> cloud")
    assert "ben" not in read.holders
    assert [path.text for path in read.paths] == ["ana -> cleo"]
    assert read.holders["ana"].words.keys() == {"role"}
    assert read.holders["cleo"].names("lives with") == ("ana",)
    assert read.data["chat"].about == ("ana",)
    assert read.data["chat"].made_by == ("cleo",)
    assert read.data["pic"].consent is not None
    assert list(read.data["pic"].consent.grants) == ["app"]
    assert {control.control: control.places for control in read.controls} == {
        "short-retention": ("app",),
        "relay-only-calls": ("cloud",),
    }
    assert [accepted.finding for accepted in read.accepted] == ["covert-recording/cleo/chat"]


def test_removed_data_goes_from_its_paths() -> None:
    found = twist("{data: {chat: null, clip: null}}")
    assert found.dropped == ("ben -> cloud",)
    assert [carry.datum for carry in found.scenario.paths[0].carries] == ["pic"]
    assert [accepted.finding for accepted in found.scenario.accepted] == ["covert-recording/ben/pic"]


def test_a_removed_path_goes_with_its_controls_and_is_not_counted_as_dropped() -> None:
    found = twist("{flows: {ben->cloud: null, ana->app->ben: null}, controls: {relay-only-calls: null}}")
    assert found.dropped == ()
    assert [path.text for path in found.scenario.paths] == ["ana -> cleo"]
    assert [control.control for control in found.scenario.controls] == ["short-retention"]


def test_a_removed_section_removes_all_names_in_it() -> None:
    found = twist("{systems: null}")
    assert found.dropped == ("ana -> app -> ben", "ben -> cloud")
    assert [control.places for control in found.scenario.controls] == [("ben",)]


def test_a_name_that_moves_to_another_section_stays() -> None:
    found = twist("{people: {cleo: null}, audiences: {cleo: {size: 2}}}")
    assert found.dropped == ()
    assert found.scenario.holders["cleo"].type == "audience"
