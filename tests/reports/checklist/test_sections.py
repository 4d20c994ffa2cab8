from __future__ import annotations

from dataclasses import replace

import pytest

from tests.golden.example import example
from tests.house import house
from tests.scenes import scene
from tests.shipped import CATALOGUE, SCENARIOS, TODAY
from threatmodel import pipeline
from threatmodel.model.elements import AppliedControl
from threatmodel.reports.checklist.sections import Checklist, closable
from threatmodel.reports.report import STRENGTHS, Report, helping


def test_a_point_about_two_people_is_told_under_one_and_named_under_the_other() -> None:
    sections = Checklist(report=example()).by_person()
    [shared] = [section for section in sections["noor"] if section.point and section.point.id == "sam/messages"]
    assert shared.told_under == "mara"
    assert {finding.about for finding in shared.findings} == {("mara", "noor")}
    assert not [section for section in sections["mara"] if section.told_under]


def test_what_somebody_passes_on_is_told_under_the_others_alone() -> None:
    sections = Checklist(report=example()).by_person()
    at = "a-contact-of-mara/messages"
    assert at not in [section.point.id for section in sections["mara"] if section.point]
    assert [section.told_under for section in sections["noor"] if section.point and section.point.id == at] == [""]


def told(person: str, under: str) -> set[str]:
    """The threats that are told of somebody at Eve, under somebody."""
    sections = Checklist(report=house()).by_person()[person]
    here = [section for section in sections if section.point and section.point.id == "eve/tour"]
    return {finding.threat.id for section in here if section.told_under == under for finding in section.findings}


def test_a_finding_is_told_under_whom_it_is_about_and_only_there() -> None:
    single = {"vulnerable-attribute-disclosure", "bystander-capture"}
    assert "unagreed-recipient" in told("greta", "")
    assert "unagreed-recipient" in told("oskar", "greta") & told("caretaker", "greta")
    assert not single & (told("greta", "") | told("oskar", "greta") | told("caretaker", "greta"))
    assert told("oskar", "") == single
    assert told("caretaker", "") == set()
    assert told("caretaker", "oskar") == {"vulnerable-attribute-disclosure"}


@pytest.mark.parametrize("name", ["house", *SCENARIOS])
def test_nobody_is_sent_to_look_under_their_own_name(name: str) -> None:
    told = house() if name == "house" else pipeline.study(SCENARIOS[name], CATALOGUE, today=TODAY, program="1.2.3")
    for person, sections in Checklist(report=told).by_person().items():
        assert person not in {section.told_under for section in sections}


def test_what_lies_behind_a_point_about_somebody_and_is_told_elsewhere_is_pointed_to() -> None:
    text = """
        people:
          ana: {role: subject, named in public: yes}
          ben: {role: subject, named in public: yes}
          gil: {role: subject, named in public: yes}
          dan: {role: friend}
        data: {photo: {about: [ana, ben, gil], medium: image, reveals: [face], ephemeral: no, consent: {dan: keep}}}
        flows: {ana -> dan: photo}
        """
    report = pipeline.study(scene(text, CATALOGUE), CATALOGUE, today=TODAY, program="1.2.3")
    by_person = Checklist(report=report).by_person()
    at_dan = {
        person: {section.told_under for section in here if section.point and section.point.id == f"dan/who-{person}-is"}
        for person, here in by_person.items()
    }
    first = next(person for person, under in at_dan.items() if under == {""})
    assert all(first in under for person, under in at_dan.items() if person != first)


def test_who_can_be_recognised_is_told_under_this_person_alone() -> None:
    sections = Checklist(report=house()).by_person()
    at = {person: {section.point.id for section in here if section.point} for person, here in sections.items()}
    assert "greta/who-oskar-is" in at["oskar"] - at["caretaker"] - at["greta"]


def test_what_is_found_of_a_device_is_told_under_whom_the_data_on_it_is_about() -> None:
    text = """
        people:
          greta: {role: subject}
          oskar: {role: subject}
          eve: {role: viewer, device: compromised}
        data: {tour: {about: [greta, oskar], medium: image, sensitivity: sensitive, consent: {eve: keep}}}
        flows: {greta -> eve: tour}
        """
    spied = pipeline.study(scene(text, CATALOGUE), CATALOGUE, today=TODAY, program="1.2.3")
    at = "a-stranger-with-access-to-eve/tour"
    found = [finding for finding in spied.analysis.findings if finding.points[:1] == (at,) and finding.datum is None]
    assert [finding.id for finding in found] == ["device-spyware/eve"]
    told_to = {
        person: section.told_under
        for person, here in Checklist(report=spied).by_person().items()
        for section in here
        if section.point and section.point.id == at
    }
    assert told_to == {"greta": "", "oskar": "greta"}


def test_a_point_at_which_nothing_is_found_is_named_under_all_whom_it_concerns() -> None:
    analysis = replace(example().analysis, findings=())
    points = tuple(replace(point, findings=(), others=()) for point in analysis.points)
    empty = replace(example(), analysis=replace(analysis, points=points))
    sections = [
        (person, section)
        for person, here in Checklist(report=empty).by_person().items()
        for section in here
        if section.point and section.point.id == "sam/messages"
    ]
    assert [(person, section.told_under) for person, section in sections] == [("mara", ""), ("noor", "")]


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
