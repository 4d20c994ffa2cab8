from __future__ import annotations

import pytest

from tests.shipped import CATALOGUE
from tests.texts import RICH as WHOLE
from tests.texts import changed, scenario
from threatmodel.analysis.changes.edits import edits
from threatmodel.model.comparison import Change

RICH = WHOLE.partition("workshop:\n")[0]


def told(*steps: tuple[str, str], base: str = RICH) -> list[str]:
    """What an author changed, in one line each."""
    text = base
    for old, new in steps:
        text = changed(old, new, text)
    return [line(edit.change) for edit in edits(scenario(base), scenario(text), CATALOGUE).edits]


def line(change: Change) -> str:
    what = "/".join(filter(None, (change.thing, change.name, change.part)))
    return f"{what} {change.kind}: {change.before} -> {change.after}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("device: own", "device: shared", "person/ben/device changed: own -> shared"),
        (", device: own", "", "person/ben/device removed: own -> "),
        ("keeps: 1d}", "keeps: 1d, notice: none}", "system/app/notice added:  -> none"),
        ("  cloud: {}\n", "  cloud: {}\n  spare: {keeps: 1d}\n", "system/spare added:  -> "),
        ("members: {size: 3}", "members: {size: 4}", "audience/members/size changed: 3 -> 4"),
        ("knows: [ben]}", "knows: [cleo]}", "person/ana/knows changed: ben -> cleo"),
        ("ben: see, app: keep", "ben: keep, app: keep", "consent/pic/ben changed: see -> keep"),
        ("ben: see, app: keep", "ben: see", "consent/pic/app removed: keep -> "),
        ("app: keep}", "app: [keep, moderate, bill]}", "consent/pic/app changed: keep -> keep, bill, moderate"),
        ("app: keep}", "app: [moderate]}", "consent/pic/app changed: keep -> moderate"),
        (", consent: {ben: see, app: keep}", "", "consent/pic removed: ben, app -> "),
        ("  chat: {about: [ana, ben],", "  chat: {about: [ana],", "data/chat/about changed: ana, ben -> ana"),
        (", made by: [ben, cleo]", "", "data/chat/made by removed: ben, cleo -> "),
        ("  ana -> cleo: pic", "  ana -> cleo: [pic, chat]", "path/ana -> cleo/chat added:  -> "),
        ("  ana -> cleo: pic\n", "", "path/ana -> cleo removed: pic -> "),
        ("relay-only-calls: cloud", "relay-only-calls: [cloud, app]", "control/relay-only-calls/app added:  -> app"),
        ("  relay-only-calls: cloud\n", "", "control/relay-only-calls removed: cloud -> "),
        (
            "keeps: 7d",
            "keeps: 9d",
            "control/short-retention changed: keeps 7d at app and ben -> keeps 9d at app and ben",
        ),
        (
            "{finding: covert-recording/ben/pic, because: x, by: y, until: 2027-06-30}",
            "{finding: covert-recording/ben/pic, because: x, by: y, until: 2028-06-30}",
            "accepted/covert-recording/ben/pic changed: by y until 2027-06-30 -> by y until 2028-06-30",
        ),
        ("intensity: low", "intensity: low\nperiod: 30d", "scenario/period changed: 1y -> 30d"),
        ("intensity: low", "intensity: low\nassessment done: yes", "scenario/assessment done added:  -> yes"),
    ],
)
def test_a_change_is_told_as_the_author_made_it(old: str, new: str, said: str) -> None:
    assert told((old, new)) == [said]


def test_the_purpose_of_a_hop_changes_with_each_datum_on_it() -> None:
    assert told(("purpose: back up", "purpose: bill")) == [
        "path/ben -> cloud/clip changed: back up -> bill",
        "path/ben -> cloud/chat changed: back up -> bill",
    ]


def test_what_a_kind_implies_changes_with_the_kind() -> None:
    assert told(("cloud: {}", "cloud: {kind: cloud backup}")) == ["system/cloud/kind added:  -> cloud-backup"]


def test_what_a_copy_takes_over_changes_with_its_original() -> None:
    """The clip is made from the picture: whom it is about and what was agreed is written there alone."""
    assert told(("pic: {about: ana,", "pic: {about: [ana, cleo],")) == [
        "data/pic/about changed: ana -> ana, cleo",
    ]
    assert told(("pic: {about: ana,", "pic: {about: ana, reveals: [face],")) == ["data/pic/reveals added:  -> face"]


def test_changes_stand_in_the_order_of_the_newer_file_with_their_places_in_both() -> None:
    text = RICH.replace("  ana -> cleo: pic\n", "").replace("intensity: low", "intensity: low\nperiod: 30d")
    text = changed("device: own", "device: shared", text)
    found = [edit.change for edit in edits(scenario(RICH), scenario(text), CATALOGUE).edits]
    assert [(one.name, str(one.old), str(one.new)) for one in found] == [
        ("", "my.yaml:1:1", "my.yaml:1:1"),
        ("ben", "my.yaml:6:32", "my.yaml:7:32"),
        ("ana -> cleo", "my.yaml:20:3", "None"),
    ]


def test_titles_summaries_and_what_is_the_same_in_other_words_are_no_change() -> None:
    assert told(("title: A call", "title: Another call"), ("knows: ben,", "knows: [ben],")) == []


def test_a_person_who_becomes_a_system_is_one_change() -> None:
    base = RICH.replace("  cleo: {role: viewer, knows: ben, lives with: [ana, ben]}\n", "  cleo: {role: viewer}\n")
    moved = base.replace("  cleo: {role: viewer}\n", "").replace("  cloud: {}\n", "  cloud: {}\n  cleo: {}\n")
    assert [line(one.change) for one in edits(scenario(base), scenario(moved), CATALOGUE).edits] == [
        "system/cleo changed:  -> "
    ]


ROOM = f"{RICH}workshop:\n  objectives: Look.\n  expected: []\n"
TWIST = "  twists:\n    night: {say: Listen., change: {people: {ben: {device: shared}}}}\n"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", TWIST, ["twist/night added:  -> "]),
        (TWIST, "", ["twist/night removed:  -> "]),
        (TWIST, TWIST.replace("Listen", "Look"), ["twist/night changed:  -> "]),
        (TWIST, TWIST.replace("shared", "unknown"), ["twist/night changed:  -> "]),
        (TWIST, TWIST, []),
    ],
)
def test_twists_are_compared_by_what_they_say_and_change(before: str, after: str, said: list[str]) -> None:
    found = edits(scenario(ROOM + before), scenario(ROOM + after), CATALOGUE).edits
    assert [line(one.change) for one in found] == said
    assert all(not one.keys for one in found)


def test_a_twist_does_not_change_with_what_it_starts_from() -> None:
    base = ROOM + TWIST
    assert told(("keeps: 1d", "keeps: 2d"), base=base) == ["system/app/keeps changed: 1d -> 2d"]


def test_what_only_the_older_or_the_newer_value_implies_is_no_change_of_its_own() -> None:
    image, video = "pic: {about: ana, medium: image", "pic: {about: ana, medium: video"
    old = changed("pic: {about: ana", image, RICH)
    assert told((image, video), base=old) == ["data/pic/medium changed: image -> video"]
    assert told((video, image), base=changed(image, video, old)) == ["data/pic/medium changed: video -> image"]


def test_what_a_copy_says_of_itself_is_a_change_of_its_own() -> None:
    base = changed("pic: {about: ana", "pic: {about: ana, medium: image", RICH)
    base = changed("made from: pic", "made from: pic, medium: image", base)
    both = ("about: ana, medium: image", "about: ana, medium: video"), ("pic, medium: image", "pic, medium: video")
    assert told(*both, base=base) == [
        "data/pic/medium changed: image -> video",
        "data/clip/medium changed: image -> video",
    ]
