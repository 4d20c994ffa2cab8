"""A finding of each threat, in the shipped scenarios, can be explained."""

from __future__ import annotations

import pytest

from tests.scenarios.test_keys import analysis
from tests.shipped import CATALOGUE, SCENARIOS, TODAY
from threatmodel.analysis.explain import explain
from threatmodel.reports.report import Report
from threatmodel.reports.terminal.finding_explained import explained
from threatmodel.reports.terminal.lines import plain
from threatmodel.reports.to_explanation import to_explanation

FOUND = {finding.threat.id: (name, finding.id) for name in SCENARIOS for finding in analysis(name).findings}


@pytest.mark.parametrize(("name", "finding_id"), FOUND.values(), ids=FOUND)
def test_a_finding_says_why_it_holds_and_what_carries_it(name: str, finding_id: str) -> None:
    explanation = explain(SCENARIOS[name], CATALOGUE, finding_id, TODAY)
    report = Report(scenario=SCENARIOS[name], analysis=analysis(name), catalogue=CATALOGUE, program="1")
    told = plain(explained(explanation, report), width=100)
    finding = explanation.finding
    assert finding is not None
    assert finding.state in told
    assert f'"{finding_id}"' in to_explanation(explanation)
    if finding.state in ("open", "reduced", "accepted"):
        assert all(clause.holds for clause in explanation.clauses)
        assert explanation.carried is not None
        assert "How likely" in told
