from __future__ import annotations

from dataclasses import replace

import pytest

from tests.golden.example import example
from tests.shipped import CATALOGUE
from threatmodel import pipeline
from threatmodel.model.risk import Chance
from threatmodel.reports.report import STATES, helping, people, severity


def test_counts_add_up_to_the_findings() -> None:
    assert sum(example().count(state) for state in STATES) == len(example().analysis.findings)


def test_something_is_left_while_a_finding_is_open_or_reduced() -> None:
    assert example().holds


def test_undecided_points_at_which_nothing_is_found_are_counted_and_not_told() -> None:
    report = example()
    left_out = [point for point in report.analysis.points if point not in report.points]
    assert len(left_out) == 4
    assert not any(point.certain or point.findings or point.others for point in left_out)
    assert report.points_left_out.startswith("4 more disclosure points are undecided, ")
    sure = tuple(replace(point, certain=True) for point in report.analysis.points)
    all_told = replace(report, analysis=replace(report.analysis, points=sure))
    assert (all_told.points, all_told.points_left_out) == (sure, "")


@pytest.mark.parametrize(("kind", "helps"), [("", True), ("kind: e-mail, ", True), ("kind: forum, ", False)])
def test_a_control_for_some_kinds_of_systems_helps_where_the_kind_fits_or_nobody_says_it(
    kind: str, *, helps: bool
) -> None:
    text = f"""\
title: A room
content note: Nothing is described.
intensity: low
people: {{ana: {{role: subject}}, ben: {{role: friend}}}}
systems: {{room: {{{kind}end-to-end encrypted: no, connects: by relay}}}}
data: {{talk: {{about: ana, medium: audio, consent: {{ben: see, room: see}}}}}}
flows: {{ana -> room -> ben: talk}}
"""
    scenario = pipeline.read(text, "room.yaml", CATALOGUE)
    report = pipeline.study(scenario, CATALOGUE, today="2026-01-01", program="1")
    finding = report.analysis.finding("weak-encryption/room/talk")
    assert finding is not None
    assert ("end-to-end-encryption" in [control.id for control in helping(report, [finding])]) is helps


def test_what_is_under_no_point_has_its_place_by_its_highest_risk() -> None:
    report = example()
    assert [one.id for one in report.under_none] == ["no-assessment/scenario"]
    assert report.before_the_rest == len(report.points)  # undecided, and so behind all that holds
    (rest,) = (one for one in report.analysis.findings if not one.points and one.state == "undecided")
    sure = sum(point.certain for point in report.points)
    for chance, before in ((1.0, 1), (0.001, sure)):
        holds = replace(rest, state="open", chance=Chance(low=chance, high=chance, ceiling=chance), severity=3)
        findings = tuple(holds if one is rest else one for one in report.analysis.findings)
        told = replace(report, analysis=replace(report.analysis, findings=findings))
        assert told.before_the_rest == before


@pytest.mark.parametrize(
    ("reach", "said"), [(None, "anybody"), (0, "0 people"), (1, "one holder"), (300, "300 people")]
)
def test_reach_is_said_in_words(reach: int | None, said: str) -> None:
    assert people(reach) == said


def test_severity_is_a_word_and_a_number() -> None:
    assert [severity(value) for value in (1, 5)] == ["slight 1/5", "extreme 5/5"]
