from __future__ import annotations

import pytest

from tests.texts import BASE, changed, complaints, scenario
from threatmodel.model.elements import Twist

RICH = """\
title: A call
content note: Nothing is described.
intensity: low
people:
  ana: {role: subject, knows: [ben]}
  ben: {role: partner, device: own, knows: [ana], in: members}
  cleo: {role: viewer, knows: ben, lives with: [ana, ben]}
systems:
  app: {keeps: 1d}
  cloud: {}
audiences:
  members: {size: 3}
data:
  pic: {about: ana, consent: {ben: see, app: keep}}
  chat: {about: [ana, ben], made by: [ben, cleo]}
  clip: {made from: pic}
flows:
  ana -> app -> ben: [pic, chat]
  ben -> cloud: {carries: [clip, chat], purpose: back up}
  ana -> cleo: pic
controls:
  short-retention: {on: [app, ben], keeps: 7d}
  relay-only-calls: cloud
  watermark: ana -> app -> ben
accepted:
  - {finding: covert-recording/ben/pic, because: x, by: y, until: 2027-06-30}
  - {finding: covert-recording/cleo/chat, because: x, by: y, until: 2027-06-30}
workshop:
  objectives: Look.
  expected: []
  twists:
"""


def twisted(*changes: str, base: str = RICH) -> str:
    lines = [f"    t{number}: {{say: Listen., {change}}}\n" for number, change in enumerate(changes)]
    return base + "".join(lines)


def twists(*changes: str) -> tuple[Twist, ...]:
    workshop = scenario(twisted(*changes)).workshop
    assert workshop is not None
    return workshop.twists


def twist(change: str) -> Twist:
    (found,) = twists(f"change: {change}")
    return found


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


def test_anything_else_replaces() -> None:
    assert twist("{data: {chat: {about: ana}}}").scenario.data["chat"].about == ("ana",)


def test_null_removes_a_word() -> None:
    assert "keeps" not in twist("{systems: {app: {keeps: null}}}").scenario.holders["app"].words


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


@pytest.mark.parametrize(
    "change",
    [
        "{people: {dan: {role: viewer}}}",
        "{systems: {relay: {keeps: 1d}}, flows: {ana -> relay -> cleo: chat}}",
        "{audiences: {fans: {size: 9}}, people: {cleo: {in: fans}}}",
        "{audiences: {fans: {size: 9}}, data: {pic: {consent: {fans: see}}}}",
        "{data: {note: {about: ana}}}",
        "{data: {copy: {made from: pic}}}",
        "{flows: {ana -> cloud: pic}}",
        "{controls: {watermark: [ana -> app -> ben, members]}}",
        "{assessment done: no}",
        "{summary: It goes on.}",
    ],
)
def test_a_twist_may_add(change: str) -> None:
    assert twist(change).scenario.file == "my.yaml"


START = "32:33: "


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("{}", ["32:32: the twist 't0' changes nothing"]),
        ("{people: {ben: {device: own}}}", ["32:32: the twist 't0' changes nothing"]),
        ("{flows: {ana->cleo: [pic]}}", ["32:32: the twist 't0' changes nothing"]),
        ("", ["32:32: the change of 't0' needs a value (expected a mapping ('name: value'))"]),
        ("[ben]", ["32:32: the change of 't0': expected a mapping ('name: value'), not a list"]),
        (
            "{people: {bne: {device: shared}}}",
            ["32:42: 'bne' is not there, so it cannot be changed (did you mean 'ben'?)"],
        ),
        (
            "{people: {zoe: {device: shared}}}",
            ["32:42: 'zoe' is not there, so it cannot be changed (somebody new needs a 'role')"],
        ),
        (
            "{systems: {ap: {keeps: 2d}}}",
            ["32:43: 'ap' is not there, so it cannot be changed (did you mean 'app'?)"],
        ),
        (
            "{data: {pci: {live: yes}}}",
            ["32:40: 'pci' is not there, so it cannot be changed (did you mean 'pic'?)"],
        ),
        (
            "{people: {bne: null}}",
            ["32:42: 'bne' is not there, so it cannot be removed (did you mean 'ben'?)"],
        ),
        (
            "{people: {ben: {devise: null}}}",
            ["32:48: 'devise' is not there, so it cannot be removed (did you mean 'device'?)"],
        ),
        (
            "{flows: {ana -> cloud: null}}",
            ["32:41: 'ana -> cloud' is not there, so it cannot be removed (did you mean 'ben -> cloud'?)"],
        ),
        (
            "{people: {ana: null}}",
            ["32:32: with this change 'pic' would be about nobody (change that too, or remove it with 'null')"],
        ),
        (
            "{data: {pic: null}}",
            ["32:32: with this change 'clip' would be made from nothing (change that too, or remove it with 'null')"],
        ),
        ("{workshop: {objectives: x}}", ["32:33: a twist cannot change 'workshop'"]),
        ("{version: 1}", ["32:33: a twist cannot change 'version'"]),
        (
            "{peple: {ben: {device: shared}}}",
            ["32:33: unknown key 'peple' in the scenario (did you mean 'people'?)"],
        ),
        (
            "{people: {ben: {device: shard}}}",
            ["32:56: 'shard' is not a value of 'device' (did you mean 'shared'?)"],
        ),
        ("{flows: {ana -> cloud: pci}}", ["32:55: 'pci' is not data of this scenario (did you mean 'pic'?)"]),
        (
            "{flows: {ana -> clod: pic}}",
            ["32:48: 'clod' is not a person, system or audience (did you mean 'cloud'?)"],
        ),
        (
            "{people: {ben: {role: subject}, ana: {role: friend}, cleo: null, dan: {role: viewer}}, "
            "flows: {dan -> app: pic}}",
            [
                (
                    "32:139: 'dan' cannot send 'pic': it is not about them and never reached them "
                    "(draw how it gets there, or name 'dan' in its 'made by')"
                )
            ],
        ),
        (
            "{people: {ana: {role: friend}}}",
            [
                (
                    "32:32: with the twist 't0', line 5 is wrong: nobody in 'people' has the role 'subject' "
                    "(write 'role: subject' for whom the data is about)"
                )
            ],
        ),
        ("{title: null}", ["32:32: with the twist 't0', line 1 is wrong: the scenario needs 'title'"]),
        (
            "{systems: {app: null}, flows: {ben -> cloud: null, ana -> cleo: null}}",
            [
                (
                    "32:32: with the twist 't0', line 18 is wrong: no flow is drawn "
                    "(draw at least one, such as 'ana -> calling app -> ben: chat')"
                )
            ],
        ),
    ],
)
def test_a_twist_that_makes_no_sense_is_complained_about_where_it_stands(change: str, expected: list[str]) -> None:
    assert complaints(twisted(f"change: {change}")) == expected


def test_what_is_wrong_with_the_base_is_told_once() -> None:
    text = changed("device: own", "device: onw", twisted("change: {title: B}", "change: {title: C}, after: t0"))
    assert complaints(text) == ["6:32: 'onw' is not a value of 'device' (did you mean 'own'?)"]


def test_what_a_twist_makes_wrong_is_not_told_again_by_those_after_it() -> None:
    found = complaints(twisted("change: {people: {ben: {device: x}}}", "after: t0, change: {title: B}"))
    assert [each.split(" (")[0] for each in found] == ["32:56: 'x' is not a value of 'device'"]


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
