"""Report -> what was said of it so far, so that it is said once: ways within a part, and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from threatmodel.model.findings import Finding
from threatmodel.reports.remedies import help_line
from threatmodel.reports.report import Report
from threatmodel.reports.sentences import path

LONG: Final = 70
"""Letters from which on what helps is not said twice."""


class Once:
    """What was said of one scenario."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.found = {finding.id: finding for finding in report.analysis.findings}
        self._here = ""
        self._ways: set[tuple[str, str]] = set()
        self._helps: dict[str, str] = {}

    def enter(self, part: str) -> None:
        """Begin with another part, such as `under 3`."""
        self._here = part
        self._ways.clear()

    def way(self, finding: Finding) -> tuple[str, str] | None:
        """Return the place and the way there, which may be empty; None where this part told both already."""
        way = str(finding.span), path(finding.witness) if finding.witness is not None else ""
        if way in self._ways:
            return None
        self._ways.add(way)
        return way

    def help(self, findings: Sequence[Finding]) -> str:
        """Return what helps against findings of one threat; where another part told it at length, that part."""
        said = help_line(self.report, findings)
        where = self._helps.setdefault(said, self._here)
        return said if where == self._here or len(said) <= LONG else f"what helps: see {where}"
