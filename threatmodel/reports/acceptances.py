"""Acceptances -> those that do nothing any longer: their day has passed, or there is nothing left to accept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from threatmodel.model.elements import Accepted
from threatmodel.model.findings import Finding
from threatmodel.reports.report import Report

Why: TypeAlias = Literal["expired", "not found", "closed"]

_SAID: Final[dict[Why, str]] = {
    "expired": "accepted until {until} by {by}: that day has passed, so it counts again",
    "not found": "accepted by {by}, but nothing is found there any longer: the entry can go",
    "closed": "accepted by {by}, but controls close it now: the entry can go",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsed:
    """An acceptance that does nothing, and why."""

    entry: Accepted
    why: Why


def lapsed(report: Report) -> tuple[Lapsed, ...]:
    """Return the acceptances of a scenario that have no effect, in the order of the file."""
    found = {finding.id: finding for finding in report.analysis.findings}
    reasons = ((entry, _why(found.get(entry.finding))) for entry in report.scenario.accepted)
    return tuple(Lapsed(entry=entry, why=why) for entry, why in reasons if why is not None)


def _why(finding: Finding | None) -> Why | None:
    """Return why an acceptance does nothing for the finding that it names; None where it does something."""
    if finding is None:
        return "not found"
    if finding.accepted is not None:
        return None
    return "closed" if finding.state == "closed" else "expired"


def sentence(one: Lapsed) -> str:
    """Return what became of an acceptance, without its place."""
    said = _SAID[one.why].replace("{until}", one.entry.until)
    return f"{one.entry.finding}: {said.replace('{by}', one.entry.by)}"
