from __future__ import annotations

import pytest

from tests.checkout import ROOT
from tests.shipped import CATALOGUE
from tests.texts import BASE, complaints, scenario
from threatmodel import pipeline
from threatmodel.model.elements import EVERYWHERE
from threatmodel.model.source import InputError


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("relay-only-calls: app", ("app",)),
        ("relay-only-calls: [app]", ("app",)),
        ("relay-only-calls: everywhere", (EVERYWHERE,)),
        ("review-first: everywhere", (EVERYWHERE,)),
        ("watermark: [members, ana->app -> ben]", ("members", "ana -> app -> ben")),
        ("short-retention: {on: [app, ben], keeps: 7d}", ("app", "ben")),
        ("short-retention: {on: app}", ("app",)),
    ],
)
def test_a_control_stands_at_names_paths_or_everywhere(written: str, places: tuple[str, ...]) -> None:
    (control,) = scenario(BASE + f"controls:\n  {written}\n").controls
    assert control.places == places
    assert [value.value for value in control.values.values()] == ([7 * 86400.0] if "7d" in written else [])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "relay-only-cals: app",
            ["16:3: 'relay-only-cals' is not a control in the catalogue (did you mean 'relay-only-calls'?)"],
        ),
        ("relay-only-calls: ap", ["16:21: 'ap' is not a person, system or audience (did you mean 'app'?)"]),
        ("relay-only-calls: ben", ["16:21: 'relay-only-calls' cannot stand on a person, only on a system"]),
        ("watermark: ben", ["16:14: 'watermark' cannot stand on a person, only on a path or an audience"]),
        (
            "short-retention: ana -> app -> ben",
            ["16:20: 'short-retention' cannot stand on a path, only on a system or a person"],
        ),
        (
            "review-first: app",
            ["16:17: 'review-first' cannot stand on a system, only on 'everywhere' (write 'everywhere')"],
        ),
        ("watermark: ana -> ben", ["16:14: the path 'ana -> ben' is not drawn"]),
        (
            "watermark: ana -> app -> bem",
            ["16:14: the path 'ana -> app -> bem' is not drawn (did you mean 'ana -> app -> ben'?)"],
        ),
        ("watermark: everyone", ["16:14: 'everyone' is not a person, system or audience"]),
        ("watermark: []", ["16:14: 'watermark' is in place nowhere (name a place, or write 'everywhere')"]),
        ("watermark:", ["16:13: 'watermark' needs a value"]),
        (
            "short-retention: {keeps: 7d}",
            ["16:3: 'short-retention' needs 'on' (say where it is in place, or write 'everywhere')"],
        ),
        (
            "short-retention: {on: app, keeps: soon}",
            ["16:37: 'soon' is not a duration such as 10s, 5m, 2h, 30d, 1y or forever"],
        ),
        (
            "short-retention: {on: app, kepes: 7d}",
            ["16:30: 'short-retention' takes no value for 'kepes' (did you mean 'keeps'?)"],
        ),
        (
            "relay-only-calls: {on: app, connects: directly}",
            ["16:31: 'relay-only-calls' takes no value for 'connects'"],
        ),
    ],
)
def test_a_control_that_cannot_be_in_place_is_complained_about(written: str, expected: list[str]) -> None:
    assert complaints(BASE + f"controls:\n  {written}\n") == expected


GOOD = "{finding: covert-recording/ben/pic, because: It is agreed, by: privacy lead, until: 2027-06-30}"


def test_a_finding_is_accepted_by_somebody_for_a_reason_until_a_day() -> None:
    (accepted,) = scenario(BASE + f"accepted:\n  - {GOOD}\n").accepted
    assert (accepted.finding, accepted.by, accepted.until) == (
        "covert-recording/ben/pic",
        "privacy lead",
        "2027-06-30",
    )


@pytest.mark.parametrize(
    "finding",
    [
        "covert-recording/app",
        "covert-recording/members/pic",
        "covert-recording/everyone/pic",
        "covert-recording/scenario",
    ],
)
def test_a_finding_is_at_a_holder_with_or_without_data_or_at_the_scenario(finding: str) -> None:
    text = GOOD.replace("covert-recording/ben/pic", finding)
    assert scenario(BASE + f"accepted: [{text}]\n").accepted[0].finding == finding


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "covert-recording",
            "covert-recordin",
            ["15:22: 'covert-recordin' is not a threat in the catalogue (did you mean 'covert-recording'?)"],
        ),
        (
            "/ben/",
            "/bne/",
            ["15:22: 'bne' is not the id of a person, system or audience (did you mean 'ben'?)"],
        ),
        ("/ben/", "/scenario/", ["15:22: 'scenario' is not the id of a person, system or audience"]),
        ("/pic", "/pci", ["15:22: 'pci' is not the id of data (did you mean 'pic'?)"]),
        ("/ben/pic", "", ["15:22: 'covert-recording' is not the id of a finding such as 'threat/ben/chat'"]),
        (
            "/pic",
            "/pic/x",
            ["15:22: 'covert-recording/ben/pic/x' is not the id of a finding such as 'threat/ben/chat'"],
        ),
        ("2027-06-30", "2027-02-30", ["15:96: '2027-02-30' is not a date such as 2027-06-30"]),
        ("2027-06-30", "soon", ["15:96: 'soon' is not a date such as 2027-06-30"]),
        (", until: 2027-06-30", "", ["15:12: an accepted finding needs 'until'"]),
        ("because: It is agreed", "because: ''", ["15:57: 'because' needs a value"]),
        (
            "agreed",
            "agreed, mostly",
            ["15:71: unknown key 'mostly' in an accepted finding (put the sentence in quotes)"],
        ),
        (
            "by: privacy lead",
            "bye: privacy lead",
            [
                "15:12: an accepted finding needs 'by'",
                "15:71: unknown key 'bye' in an accepted finding (did you mean 'by'?)",
            ],
        ),
    ],
)
def test_an_acceptance_that_says_too_little_is_complained_about(old: str, new: str, expected: list[str]) -> None:
    assert GOOD.count(old) == 1
    assert complaints(BASE + f"accepted: [{GOOD.replace(old, new)}]\n") == expected


def test_a_finding_is_accepted_once() -> None:
    (found,) = complaints(BASE + f"accepted:\n  - {GOOD}\n  - {GOOD}\n")
    assert found == "17:15: 'covert-recording/ben/pic' is accepted twice"


def test_a_control_for_certain_systems_is_refused_elsewhere() -> None:
    text = (ROOT / "scenarios" / "partner-video-call.yaml").read_text("utf-8")
    wrong = text.replace("controls:\n", "controls:\n  encrypted-backups: calling app\n", 1)
    with pytest.raises(InputError) as raised:
        pipeline.read(wrong, "call.yaml", CATALOGUE)
    [problem] = raised.value.problems
    assert str(problem) == (
        "call.yaml:47:22: 'encrypted-backups' stands on a cloud backup only; 'calling app' is no such system"
    )


def test_of_a_system_whose_kind_nobody_says_it_is_asked_for_before_such_a_control_stands_there() -> None:
    with pytest.raises(InputError) as raised:
        pipeline.read(f"{BASE}controls: {{encrypted-backups: app}}\n", "call.yaml", CATALOGUE)
    assert [problem.message for problem in raised.value.problems] == [
        "'encrypted-backups' stands on a cloud backup only; say of which 'kind' 'app' is"
    ]


def test_a_control_that_takes_the_key_away_stands_nowhere_where_data_is_sent_on() -> None:
    path = ROOT / "scenarios" / "classroom-lesson.yaml"
    text = f"{path.read_text('utf-8')}\ncontrols: {{end-to-end-encryption: lesson platform}}\n"
    with pytest.raises(InputError) as caught:
        pipeline.read(text, "x.yaml", CATALOGUE)
    assert "would leave 'lesson platform' without a key to what it sends on" in str(caught.value)
