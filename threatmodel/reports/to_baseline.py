"""Reports -> a baseline: what is found today, so that a gate counts what is new tomorrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from threatmodel.model.gate import BASELINE_FORMAT
from threatmodel.reports import escape
from threatmodel.reports.report import Report

_LINES: Final = 4
"""A finding stands a line each, so that versions can be compared."""


def to_baseline(reports: Sequence[Report], names: Mapping[str, str]) -> str:
    """Return the text of a baseline; `names` say what the file of a scenario is called in it.

    The same reports give the same bytes, whatever the order in which they were asked for.
    """
    scenarios = sorted(((names[report.scenario.file], report) for report in reports), key=lambda each: each[0])
    return escape.to_json_lines(
        {
            "format": BASELINE_FORMAT,
            "program": {"name": "threatmodel", "version": reports[0].program if reports else ""},
            "scenarios": [
                {
                    "file": name,
                    "title": report.scenario.title,
                    "findings": [
                        {"id": finding.id, "state": finding.state}
                        for finding in sorted(report.analysis.findings, key=lambda finding: finding.id)
                        if finding.state != "closed"
                    ],
                }
                for name, report in scenarios
            ],
        },
        depth=_LINES,
    )
