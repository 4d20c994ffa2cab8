from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes import BEYOND, UNAGREED, analysed, leads_to, threat, when
from threatmodel.analysis.headings import rank
from threatmodel.model.findings import Analysis, DisclosurePoint, Finding

RECORD = threat("record", when(form="seen", not_agreed="keep"), leads_to(form="kept"), severity=4)
FORWARD = threat("forward", when(form="kept", not_agreed="share"), leads_to(to="contact", form="kept"), severity=3)
INSIDE = threat("inside", when(form="seen"), severity=1)
SCENE = """
    people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
    data:
      call: {about: ana, live: yes, consent: {ben: see}}
      pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}
    flows: {ana -> ben: [call, pic], ben -> eve: pic}
    """


def point(analysis: Analysis, point_id: str) -> DisclosurePoint:
    return next(one for one in analysis.points if one.id == point_id)


def finding(analysis: Analysis, finding_id: str) -> Finding:
    found = analysis.finding(finding_id)
    assert found is not None
    return found


def test_a_finding_is_told_under_the_point_that_it_makes_before_those_that_it_lies_behind() -> None:
    analysis = analysed(SCENE, RECORD, FORWARD)
    assert finding(analysis, "record/ben/call").points == ("ben/call",)
    assert finding(analysis, "forward/ben/pic").points == ("a-contact-of-ben/pic",)
    assert finding(analysis, "forward/ben/call").points == ("ben/call",)


def test_a_finding_is_told_in_full_once_and_named_under_the_others() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}, kim: {role: friend}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {}}}
        flows: {ana -> ben: pic, ana -> eve: pic, ben -> kim: pic, eve -> kim: pic}
        """
    analysis = analysed(text, UNAGREED)
    assert finding(analysis, "unagreed-recipient/kim/pic").points == ("ben/pic", "eve/pic")
    assert point(analysis, "ben/pic").findings == ("unagreed-recipient/ben/pic", "unagreed-recipient/kim/pic")
    assert point(analysis, "eve/pic").findings == ("unagreed-recipient/eve/pic",)
    assert point(analysis, "eve/pic").others == ("unagreed-recipient/kim/pic",)


def test_every_finding_is_told_in_full_under_one_heading_at_most() -> None:
    analysis = analysed(SCENE, RECORD, FORWARD, INSIDE, UNAGREED, BEYOND)
    told = [finding_id for one in analysis.points for finding_id in one.findings]
    assert len(told) == len(set(told))
    assert set(told) == {one.id for one in analysis.findings if one.points}


def test_a_risk_inside_what_was_agreed_stands_under_no_point() -> None:
    analysis = analysed(SCENE, INSIDE)
    assert finding(analysis, "inside/ben/pic").points == ()
    assert finding(analysis, "inside/eve/pic").points == ("eve/pic",)


def test_a_duty_stands_under_no_point() -> None:
    duty = threat("duty", when(), on="scenario")
    assert finding(analysed(SCENE, duty), "duty/scenario").points == ()


def test_a_point_says_what_was_agreed_how_it_comes_about_and_for_how_many() -> None:
    analysis = analysed(SCENE, RECORD, FORWARD)
    recorded = point(analysis, "ben/call")
    assert (recorded.holder, recorded.datum, recorded.form, recorded.agreed) == ("ben", "call", "kept", "see")
    assert (recorded.certain, recorded.severity, recorded.reach) == (True, 4, 1)
    assert [(step.kind, step.by) for step in recorded.steps] == [("threat", "record")]
    assert recorded.span == recorded.steps[0].span
    assert point(analysis, "eve/pic").agreed == "nothing"


def test_where_nothing_was_said_a_point_says_so() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {pic: {about: ana, medium: image, ephemeral: no}}
        flows: {ana -> ben: pic}
        """
    [only] = analysed(text, UNAGREED).points
    assert (only.agreed, only.certain) == (None, False)


def test_certain_points_come_first_then_the_gravest_then_those_that_reach_most() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
        audiences: {fans: {size: 9}}
        data:
          unasked: {about: ana, medium: image, ephemeral: no, sensitivity: intimate}
          mild: {about: ana, medium: image, ephemeral: no, sensitivity: ordinary, consent: {}}
          grave: {about: ana, medium: image, ephemeral: no, sensitivity: intimate, consent: {}}
        flows: {ana -> ben: [unasked, mild], ana -> eve: grave, ana -> fans: mild}
        """
    points = analysed(text, UNAGREED).points
    assert [one.id for one in points] == ["eve/grave", "fans/mild", "ben/mild", "ben/unasked"]
    assert [one.number for one in points] == [1, 2, 3, 4]


def test_what_stands_at_a_point_within_what_was_agreed_makes_it_no_graver() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
        data:
          call: {about: ana, live: yes, consent: {ben: see}}
          pic: {about: ana, medium: image, ephemeral: no, consent: {}}
        flows: {ana -> ben: call, ana -> eve: pic}
        """
    seen = threat("seen", when(form="seen", words={"live": (True,)}), severity=5)
    record = threat("record", when(form="seen", not_agreed="keep", words={"live": (True,)}), leads_to(form="kept"))
    points = analysed(text, seen, record, threat("other", when(words={"medium": ("image",)}), severity=4)).points
    assert [(one.id, one.risk) for one in points] == [("eve/pic", 8.0), ("ben/call", 4.0)]


def test_what_is_reduced_still_holds_and_stands_by_its_risk_among_what_is_open() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
        flows: {ana -> ben: pic}
        """
    grave = threat("grave", when(form="kept"), severity=5)
    high, low = analysed(text, grave, INSIDE).findings
    reduced = replace(high, state="reduced")
    assert sorted([low, reduced], key=rank) == [reduced, low]
    assert min([low, replace(high, state="undecided")], key=rank) == low


def test_the_public_is_more_than_any_audience() -> None:
    text = """
        people: {ana: {role: subject}}
        audiences: {fans: {size: 40}}
        data: {mild: {about: ana, medium: image, ephemeral: no, consent: {}}}
        flows: {ana -> fans: mild, ana -> everyone: mild}
        """
    assert [(one.id, one.reach) for one in analysed(text).points] == [("everyone/mild", None), ("fans/mild", 40)]


@pytest.mark.parametrize(
    ("severities", "order"),
    [
        ({"one": 2, "other": 4}, ["other/ben/pic", "one/ben/pic"]),
        ({"one": 4, "other": 2}, ["one/ben/pic", "other/ben/pic"]),
    ],
)
def test_findings_are_ranked_by_how_grave_they_are(severities: dict[str, int], order: list[str]) -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
        flows: {ana -> ben: pic}
        """
    threats = [threat(name, when(form="kept"), severity=severity) for name, severity in severities.items()]
    assert [one.id for one in analysed(text, *threats).findings] == order


def test_open_findings_come_before_graver_ones_that_are_undecided() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
        flows: {ana -> ben: pic}
        """
    grave = threat("grave", when(words={"device": ("shared",)}), severity=5)
    found = analysed(text, grave, INSIDE).findings
    assert [one.id for one in found] == ["inside/ben/pic", "grave/ben/pic"]
    assert [rank(one) for one in found] == sorted(rank(one) for one in found)
