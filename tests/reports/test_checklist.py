from __future__ import annotations

from dataclasses import replace

from tests.golden.example import example
from threatmodel.model.elements import AppliedControl
from threatmodel.reports.checklist import Checklist, concerned
from threatmodel.reports.report import STRENGTHS, Report, helping


def test_a_point_about_two_people_is_told_under_one_and_named_under_the_other() -> None:
    sections = Checklist(report=example()).by_person()
    shared = [section for section in sections["noor"] if section.point and section.point.datum == "messages"]
    assert [section.told_under for section in shared] == ["mara"] * len(shared)
    assert shared


def test_strong_controls_come_before_weak_ones() -> None:
    findings = [finding for finding in example().analysis.findings if finding.threat.id in ("insider", "recording")]
    order = [control.id for control in helping(example(), findings)]
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
    assert "insider" not in threats
    assert "insider" in {finding.threat.id for finding in example().analysis.findings if finding.state == "open"}


def test_what_informs_and_is_in_place_is_not_asked_for_again() -> None:
    report = example()
    reminder = replace(report.catalogue.controls["reminder"], kind="inform")
    catalogue = replace(report.catalogue, controls={**report.catalogue.controls, "reminder": reminder})
    use = AppliedControl(control="reminder", places=("call",), span=report.scenario.span)
    scenario = replace(report.scenario, controls=(*report.scenario.controls, use))
    assert "reminder" in asked_for(report)
    assert "reminder" not in asked_for(replace(report, catalogue=catalogue, scenario=scenario))


def asked_for(report: Report) -> set[str]:
    sections = [section for person in Checklist(report=report).by_person().values() for section in person]
    return {item.control.id for section in sections for item in section.items}


def test_what_is_learned_of_somebody_concerns_them() -> None:
    scenario = example().scenario
    assert concerned(scenario, "noor", "messages") == ("mara",)
    assert concerned(scenario, "backup", "messages") == ("mara", "noor")
    assert concerned(scenario, "sam", "who mara is") == ("mara",)
    assert concerned(scenario, "sam", "that mara takes part") == ("mara",)
    assert concerned(scenario, "sam", "the network address of noor") == ("noor",)
