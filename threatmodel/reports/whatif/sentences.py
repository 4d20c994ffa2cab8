"""What was tried -> sentences: the change in words, and findings and totals before and after."""

from __future__ import annotations

from threatmodel.model.comparison import Difference
from threatmodel.model.findings import Finding
from threatmodel.model.names import listed
from threatmodel.model.plan import Named
from threatmodel.model.risk import Risk
from threatmodel.reports.figures import points
from threatmodel.reports.report import STATES, Report
from threatmodel.reports.whatif.attempt import Attempt


def tried(attempt: Attempt) -> str:
    """Return what was tried, in one line."""
    change = attempt.tried
    told = [f"after {listed([repr(name) for name in change.twists], 'and')}"] if change.twists else []
    told += [f"with {listed([*map(_control, change.added)], 'and')}"] if change.added else []
    told += [f"without {listed([*map(_control, change.removed)], 'and')}"] if change.removed else []
    return f"What if: {', '.join(told)}"


def _control(named: Named) -> str:
    return f"{named.control} at {named.place}" if named.place else named.control


def totals(attempt: Attempt) -> list[tuple[str, str, str]]:
    """Return what is counted, with its numbers before and after."""
    rows = [("risk in total", points(attempt.comparison.before), points(attempt.comparison.after))]
    for state in STATES:
        before, after = attempt.before.count(state), attempt.after.count(state)
        if before or after or state == "open":
            rows.append((f"findings {state}", str(before), str(after)))
    rows.append(("disclosure points", _points(attempt.before), _points(attempt.after)))
    return rows


def _points(report: Report) -> str:
    return str(len(report.points))


def sides(difference: Difference) -> tuple[str, str]:
    """Return what a finding is before and after: its state and its risk."""
    return _side(difference.before), _side(difference.after)


def _side(finding: Finding | None) -> str:
    if finding is None:
        return "not there"
    if finding.state == "closed":
        return "closed"
    if finding.state == "undecided":
        return f"undecided up to {points(Risk(low=finding.risk.ceiling, high=finding.risk.ceiling, ceiling=0.0))}"
    return f"{finding.state} {points(finding.risk)}"
