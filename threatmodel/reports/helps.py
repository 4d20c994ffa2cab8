"""Findings -> what to do about them in one line: what is in place, what would help, or what to draw differently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from threatmodel.model.catalogue import Threat
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Finding
from threatmodel.model.names import listed
from threatmodel.reports.checklist import concerned
from threatmodel.reports.report import Report, helping

MOST_NAMED: Final = 3
REDESIGN: Final = "Draw the flow another way, or ask the people it is about to agree."
"""What helps against a designed crossing, wherever it is."""


def help_line(report: Report, findings: Sequence[Finding]) -> str:
    """Return what is in place and what would help against findings of one threat, strongest first."""
    threat = findings[0].threat
    in_place = dict.fromkeys(control for finding in findings for control in finding.helped_by)
    helps = helping(report, findings)
    others = [one for one in helps if one.id not in in_place]
    said = [] if any(one.strength[threat.id] == "strong" for one in helps) else [_none_closes(report, findings)]
    said += [f"in place: {', '.join(in_place)}"] if in_place else []
    named = ", ".join(f"{one.id} ({one.strength[threat.id]})" for one in others[:MOST_NAMED])
    more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
    if others or not is_designed(threat):
        said.append(f"helps: {named}{more}" if others else "nothing more in the catalogue helps")
    return "; ".join(said)


def is_designed(threat: Threat) -> bool:
    """Say whether a threat is that a drawn flow itself gets past what was agreed."""
    return threat.when.by_design


def redesign(scenario: Scenario, findings: Sequence[Finding]) -> str:
    """Return what helps against designed crossings of one threat: another flow, or the agreement that is missing."""
    ways: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for finding in findings:
        datum = finding.datum or ""
        asked = concerned(scenario, finding.holder, datum) or ("the people it is about",)
        ways.setdefault((datum, asked), []).append(finding.holder)
    keeps = findings[0].threat.when.not_agreed == "keep"
    return "; ".join(_another(datum, holders, asked, keeps=keeps) for (datum, asked), holders in ways.items())


def _another(datum: str, holders: Sequence[str], asked: Sequence[str], *, keeps: bool) -> str:
    ends = listed([*dict.fromkeys(holders)])
    otherwise = f"{datum} is not kept by {ends}" if keeps else f"{datum} does not reach {ends}"
    return f"draw the flow so that {otherwise}, or ask {listed(asked, 'and')} to agree"


def _none_closes(report: Report, findings: Sequence[Finding]) -> str:
    if not is_designed(findings[0].threat):
        return "no control closes this"
    return f"no control closes this: {redesign(report.scenario, findings)}"
