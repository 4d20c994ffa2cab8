from __future__ import annotations

from tests.golden.example import example
from tests.house import HOUSE, house
from tests.scenes import scene
from threatmodel.reports.subjects import concerned, told_of


def test_what_is_learned_of_somebody_concerns_them() -> None:
    scenario = example().scenario
    assert concerned(scenario, "noor", "messages") == ("mara",)
    assert concerned(scenario, "backup", "messages") == ("mara", "noor")
    assert concerned(scenario, "sam", "who mara is") == ("mara",)
    assert concerned(scenario, "sam", "that mara takes part") == ("mara",)
    assert concerned(scenario, "sam", "the network address of noor") == ("noor",)


def test_in_an_audience_each_is_another() -> None:
    crowd = scene(
        """
        people: {ana: {role: subject, in: crowd}}
        audiences: {crowd: {size: 9}}
        data: {talk: {about: [ana, crowd], medium: text}}
        flows: {crowd -> crowd: talk}
        """
    )
    assert concerned(crowd, "crowd", "talk") == ("ana", "crowd")
    assert concerned(crowd, "ana", "talk") == ("crowd",)


def test_whom_a_finding_is_about_is_told_where_it_is_not_everybody() -> None:
    found = {finding.id: finding for finding in house().analysis.findings}
    hurt, seen = found["vulnerable-attribute-disclosure/eve/tour"], found["bystander-capture/eve/tour"]
    assert told_of(HOUSE, hurt) == "about oskar, perhaps caretaker too"
    assert told_of(HOUSE, seen) == "about oskar"
    whole = (found["unagreed-recipient/eve/tour"], found["unagreed-recipient/oskar/tour"])
    nobody = (one for one in found.values() if one.datum is None)
    assert {told_of(HOUSE, one) for one in (*whole, *nobody)} == {""}
