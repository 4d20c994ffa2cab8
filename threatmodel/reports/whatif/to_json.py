"""Attempt -> JSON for other programs; findings and questions as `diff` writes them."""

from __future__ import annotations

from typing import Any, Final

from threatmodel.reports import escape, figures
from threatmodel.reports.diff.to_json import difference, question
from threatmodel.reports.report import STATES, Report
from threatmodel.reports.whatif.attempt import Attempt

FORMAT: Final = 1
"""Raised when something that was there means something else or is gone."""

_LINES: Final = 2
"""A finding, a question stand a line each."""


def to_json(attempt: Attempt) -> str:
    """Return one document. The same attempt gives the same bytes."""
    comparison, change, report = attempt.comparison, attempt.tried, attempt.before
    document = {
        "format": FORMAT,
        "program": {"name": "threatmodel", "version": report.program},
        "catalogue": {"version": report.catalogue.version},
        "scenario": {"file": report.scenario.file, "title": report.scenario.title},
        "tried": {
            "with": [str(one) for one in change.added],
            "without": [str(one) for one in change.removed],
            "twists": list(change.twists),
        },
        "risk": {"before": figures.total(comparison.before), "after": figures.total(comparison.after)},
        "counts": {"before": _counts(attempt.before), "after": _counts(attempt.after)},
        "same": comparison.same,
        "findings": [difference(one) for one in comparison.differences],
        "asked": [question(one) for one in comparison.asked],
        "answered": [question(one) for one in comparison.answered],
    }
    return escape.to_json_lines(document, depth=_LINES)


def _counts(report: Report) -> dict[str, Any]:
    return {**{state: report.count(state) for state in STATES}, "points": len(report.points)}
