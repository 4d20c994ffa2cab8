"""Findings -> what is printed of them: each threat once in one place, and where else it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from threatmodel.model.findings import DisclosurePoint, Finding, State
from threatmodel.reports.checklist.sections import closable
from threatmodel.reports.report import HOLDS, Report

UNDECIDED: State = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A threat in one state, with the places that the heading above it does not say."""

    title: str
    state: State
    severity: int
    places: tuple[str, ...]
    not_closed: bool
    """Whether it holds and nothing does away with it."""


def printed(report: Report, findings: Iterable[Finding], point: DisclosurePoint | None = None) -> tuple[Printed, ...]:
    """Return what holds, gravest first, then in one line each what is undecided."""
    groups: dict[tuple[bool, str, State], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.state == UNDECIDED, finding.threat.id, finding.state), []).append(finding)
    ordered = sorted(groups.items(), key=lambda group: group[0][0])
    return tuple(
        Printed(
            title=same[0].threat.title,
            state=state,
            severity=max(finding.severity for finding in same),
            places=tuple(dict.fromkeys(_place(finding) for finding in same if not _is_at(finding, point))),
            not_closed=state in HOLDS and not closable(report, same[0]),
        )
        for (_, _, state), same in ordered
    )


def _is_at(finding: Finding, point: DisclosurePoint | None) -> bool:
    return point is not None and (finding.holder, finding.datum) == (point.holder, point.datum)


def _place(finding: Finding) -> str:
    if finding.datum is None:
        return finding.holder or "the scenario"
    return f"{finding.datum} at {finding.holder}"
