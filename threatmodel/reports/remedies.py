"""Findings -> what to do about them in one line: what is in place, what would help, what to design differently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from threatmodel.model.catalogue import Threat
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Finding
from threatmodel.model.names import listed
from threatmodel.reports.report import Report, helping
from threatmodel.reports.subjects import concerned

MOST_NAMED: Final = 3
REDESIGN: Final = "Change the design, or ask the people it is about to agree."
"""What helps against a designed crossing, wherever it is."""

NONE_CLOSES: Final = "no control closes this"


def help_line(report: Report, findings: Sequence[Finding]) -> str:
    """Return what is in place and what would help against findings of one threat, strongest first."""
    threat = findings[0].threat
    in_place = dict.fromkeys(control for finding in findings for control in finding.helped_by)
    helps = helping(report, findings)
    others = [one for one in helps if one.id not in in_place]
    said = [] if any(one.strength[threat.id] == "strong" for one in helps) else [NONE_CLOSES]
    said += [f"to remove it, {redesign(report.scenario, findings)}"] if is_designed(threat) else []
    said += [f"in place: {', '.join(in_place)}"] if in_place else []
    named = ", ".join(f"{one.id} ({one.strength[threat.id]})" for one in others[:MOST_NAMED])
    more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
    if others or not is_designed(threat):
        said.append(f"helps: {named}{more}" if others else "nothing more in the catalogue helps")
    return "; ".join(said)


def is_designed(threat: Threat) -> bool:
    """Say whether a threat is that a drawn flow itself gets past what was agreed, or is for something else."""
    return threat.when.by_design or threat.when.not_agreed == "purpose"


def redesign(scenario: Scenario, findings: Sequence[Finding]) -> str:
    """Return what removes designed crossings of one threat: another design, or the agreement that is missing."""
    ways: dict[tuple[str, tuple[str, ...], str], list[str]] = {}
    for finding in findings:
        datum = finding.datum or ""
        asked = concerned(scenario, finding.holder, datum) or ("the people it is about",)
        ways.setdefault((datum, asked, _purpose(scenario, finding)), []).append(finding.holder)
    keeps = findings[0].threat.when.not_agreed == "keep"
    return "; ".join(
        f"change the design so that {_otherwise(datum, holders, purpose, keeps=keeps)}, "
        f"or ask {listed(asked, 'and')} to agree"
        for (datum, asked, purpose), holders in ways.items()
    )


def _otherwise(datum: str, holders: Sequence[str], purpose: str, *, keeps: bool) -> str:
    """Return what the other design sees to; `can` goes with names of one and of many."""
    ends = listed([*dict.fromkeys(holders)])
    if purpose:
        return f"{ends} cannot use {datum} to {purpose}"
    return f"{ends} cannot keep {datum}" if keeps else f"{datum} cannot reach {ends}"


def _purpose(scenario: Scenario, finding: Finding) -> str:
    """Return what the datum is sent there for though nobody agreed to that; empty for other crossings."""
    if finding.threat.when.not_agreed != "purpose":
        return ""
    datum = scenario.data.get(finding.datum or "")
    consent = datum.consent if datum is not None else None
    grant = consent.grants.get(finding.holder) if consent is not None else None
    sent = (
        purpose
        for path in scenario.paths
        if finding.holder in path.nodes[1:]
        for carry in path.carries
        if carry.datum == finding.datum
        for purpose in carry.purposes
    )
    agreed = grant.purposes if grant is not None else frozenset[str]()
    past = [*dict.fromkeys(purpose for purpose in sent if purpose not in agreed)]
    return listed(past) if past else ""
