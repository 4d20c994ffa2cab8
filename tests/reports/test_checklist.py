from __future__ import annotations

from tests.golden.example import example
from threatmodel.reports.checklist import Checklist, concerned
from threatmodel.reports.report import STRENGTHS, helping


def test_a_point_about_two_people_is_told_under_one_and_named_under_the_other() -> None:
    sections = Checklist(report=example()).by_person()
    shared = [section for section in sections["noor"] if section.point and section.point.datum == "messages"]
    assert [section.told_under for section in shared] == ["mara"] * len(shared)
    assert shared


def test_strong_controls_come_before_weak_ones() -> None:
    findings = [finding for finding in example().analysis.findings if finding.threat.id in ("insider", "recording")]
    order = [control.id for control in helping(example().catalogue, findings)]
    assert order == ["access-log", "capture-block", "reminder"]
    assert STRENGTHS[0] == "strong"


def test_only_what_still_holds_gives_something_to_do() -> None:
    checklist = Checklist(report=example())
    sections = [section for person in checklist.by_person().values() for section in person]
    against = {finding.state for section in sections for item in section.items for finding in item.against}
    assert against <= {"open", "reduced"}
    assert against


def test_what_no_control_closes_is_known() -> None:
    checklist = Checklist(report=example())
    threats = {
        finding.threat.id
        for sections in checklist.by_person().values()
        for section in sections
        for finding in section.not_closed
    }
    assert {"forwarding", "recording"} <= threats
    assert not threats & {"insider", "readable-backup"}


def test_what_is_learned_of_somebody_concerns_them() -> None:
    scenario = example().scenario
    assert concerned(scenario, "noor", "messages") == ("mara",)
    assert concerned(scenario, "backup", "messages") == ("mara", "noor")
    assert concerned(scenario, "sam", "who mara is") == ("mara",)
    assert concerned(scenario, "sam", "that mara takes part") == ("mara",)
    assert concerned(scenario, "sam", "the network address of noor") == ("noor",)
