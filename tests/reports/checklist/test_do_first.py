from __future__ import annotations

from dataclasses import replace

import pytest

from tests.golden.example import example
from tests.shipped import CATALOGUE, SCENARIOS, TODAY
from threatmodel import pipeline
from threatmodel.model.risk import Chance
from threatmodel.reports.checklist.do_first import CLOSE, MOST, MOST_THAT_CLOSE, do_first
from threatmodel.reports.report import Report


def test_what_closes_most_comes_first_and_then_what_takes_most_off_the_rest() -> None:
    assert [item.key for item in do_first(example())] == ["design/sam/messages", "access-log", "reminder"]


def test_what_is_likely_comes_before_what_is_not() -> None:
    assert [item.key for item in do_first(unlikely("unagreed-recipient"))][:2] == ["access-log", "design/sam/messages"]


def test_what_is_closed_by_an_item_before_is_not_counted_again() -> None:
    report = example()
    twice = replace(report.catalogue.controls["access-log"], id="second-log", effort="M")
    catalogue = replace(report.catalogue, controls={**report.catalogue.controls, "second-log": twice})
    assert "second-log" not in [item.key for item in do_first(replace(report, catalogue=catalogue))]


@pytest.mark.parametrize("name", list(SCENARIOS))
def test_the_list_fits_a_page_and_leaves_room_for_what_nothing_closes(name: str) -> None:
    items = do_first(pipeline.study(SCENARIOS[name], CATALOGUE, today=TODAY, program="1"))
    assert 5 <= len(items) <= MOST
    closing = [item.strength in CLOSE for item in items[:MOST_THAT_CLOSE]]
    assert closing == sorted(closing, reverse=True)
    assert len({item.key for item in items}) == len(items)


def unlikely(threat: str) -> Report:
    """The example with one threat that hardly happens."""
    report = example()
    rare = Chance(low=0.001, high=0.001, ceiling=0.001)
    findings = tuple(
        replace(finding, chance=rare) if finding.threat.id == threat else finding
        for finding in report.analysis.findings
    )
    return replace(report, analysis=replace(report.analysis, findings=findings))
