"""Scenario + catalogue -> Analysis: what holds, against the same scenario without its controls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from threatmodel.analysis.assumptions import assumptions
from threatmodel.analysis.controls import applied
from threatmodel.analysis.findings import Study, study
from threatmodel.analysis.headings import Headings
from threatmodel.analysis.likelihood.chances import Chances
from threatmodel.analysis.overrides import with_overrides
from threatmodel.analysis.questions import questions
from threatmodel.analysis.totals import summaries, total
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Accepted, Scenario
from threatmodel.model.findings import Analysis, Finding
from threatmodel.model.risk import GONE


def analyse(scenario: Scenario, catalogue: Catalogue, today: str) -> Analysis:
    """Analyse a scenario with the controls that are in place.

    `today` is a date (ISO 8601) that acceptances are held against. A finding is closed when it is there without the
    controls only, and reduced when controls make it less likely or smaller.
    """
    catalogue = with_overrides(catalogue, scenario)
    before = study(replace(scenario, controls=()), catalogue, stepped=True)
    after = study(applied(scenario, catalogue), catalogue, stepped=True) if scenario.controls else before
    found = {finding.id: finding for finding in _judged(scenario, before, after, today)}
    headings = Headings(after, found)
    ranked = headings.findings
    return Analysis(
        findings=ranked,
        points=headings.points,
        questions=questions(scenario, catalogue, (one for one in ranked if one.state == "undecided")),
        assumptions=assumptions(after.graph),
        risk=total(ranked),
        people=summaries(scenario, ranked),
    )


def _judged(scenario: Scenario, before: Study, after: Study, today: str) -> Iterator[Finding]:
    accepted = {entry.finding: entry for entry in scenario.accepted if entry.until >= today}
    bare = Chances(before, replace(scenario, controls=()))
    now = Chances(after, scenario) if after is not before else bare
    for finding_id in after.places:
        finding = after.finding(finding_id, now.of(finding_id), now.helped_by(finding_id))
        earlier = before.findings.get(finding_id) if after is not before else None
        smaller = earlier is not None and (
            finding.severity < earlier.severity or finding.chance.high < bare.of(finding_id).high
        )
        yield _state(finding, accepted.get(finding_id), smaller=smaller)
    for finding_id, finding in before.findings.items() if after is not before else ():
        if finding_id not in after.places:
            yield replace(finding, state="closed", unsettled=(), chance=GONE)


def _state(finding: Finding, accepted: Accepted | None, *, smaller: bool) -> Finding:
    if accepted is not None:
        return replace(finding, state="accepted", accepted=accepted)
    return replace(finding, state="reduced") if finding.state == "open" and smaller else finding
