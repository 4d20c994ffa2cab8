"""Scenario + catalogue -> Analysis: what holds, against the same scenario without its controls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from threatmodel.analysis.assumptions import assumptions
from threatmodel.analysis.controls import applied
from threatmodel.analysis.findings import Study, study
from threatmodel.analysis.headings import Headings
from threatmodel.analysis.helped import helpers
from threatmodel.analysis.questions import questions
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Accepted, Scenario
from threatmodel.model.findings import Analysis, Finding


def analyse(scenario: Scenario, catalogue: Catalogue, today: str) -> Analysis:
    """Analyse a scenario with the controls that are in place.

    `today` is a date (ISO 8601) that acceptances are held against. A finding is closed when it is there without the
    controls only, and reduced when controls make it less likely or smaller.
    """
    before = study(replace(scenario, controls=()), catalogue)
    after = study(applied(scenario, catalogue), catalogue) if scenario.controls else before
    found = {finding.id: finding for finding in _judged(scenario, before, after, today)}
    headings = Headings(after, found)
    ranked = headings.findings
    return Analysis(
        findings=ranked,
        points=headings.points,
        questions=questions(scenario, catalogue, (one for one in ranked if one.state == "undecided")),
        assumptions=assumptions(after, ranked),
    )


def _judged(scenario: Scenario, before: Study, after: Study, today: str) -> Iterator[Finding]:
    accepted = {entry.finding: entry for entry in scenario.accepted if entry.until >= today}
    helped = helpers(scenario, after)
    for finding_id, finding in after.findings.items():
        yield _state(finding, before.findings.get(finding_id), helped[finding_id], accepted.get(finding_id))
    for finding_id, finding in before.findings.items():
        if finding_id not in after.findings:
            yield replace(finding, state="closed", unsettled=())


def _state(now: Finding, before: Finding | None, helped: tuple[str, ...], accepted: Accepted | None) -> Finding:
    if accepted is not None:
        return replace(now, state="accepted", accepted=accepted, helped_by=helped)
    smaller = before is not None and now.severity < before.severity
    if now.state == "open" and (helped or smaller):
        return replace(now, state="reduced", helped_by=helped)
    return replace(now, helped_by=helped)
