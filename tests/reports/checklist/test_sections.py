from __future__ import annotations

from dataclasses import replace

from tests.golden.example import example
from threatmodel.model.elements import AppliedControl
from threatmodel.reports.checklist.sections import Checklist, closable
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
    items = [*checklist.first, *(item for section in sections for item in (*section.items, *section.told_above))]
    against = {finding.state for item in items for _, findings in item.against for finding in findings}
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


def test_what_is_done_first_is_told_at_the_top_and_referred_to_below() -> None:
    checklist = Checklist(report=example())
    first = {item.key for item in checklist.first}
    sections = [section for person in checklist.by_person().values() for section in person]
    assert first & {item.key for section in sections for item in section.items} == set()
    assert first <= {item.key for section in sections for item in section.told_above}


def test_a_designed_crossing_is_not_said_to_be_closed_by_nothing() -> None:
    found = {finding.id: finding for finding in example().analysis.findings}
    assert closable(example(), found["unagreed-recipient/sam/messages"])
    assert closable(example(), found["insider/archive/notes-of-mara-noor-12"])
    assert not closable(example(), found["forwarding/noor/picture"])


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
    return {item.key for section in sections for item in (*section.items, *section.told_above)}
