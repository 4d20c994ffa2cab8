"""What the engine says of a case, in the words of the laws."""

from __future__ import annotations

from threatmodel.analysis.analyse import analyse
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Analysis

TODAY = "2026-01-01"


def analysed(scenario: Scenario, catalogue: Catalogue) -> Analysis:
    """Run the whole line."""
    return analyse(scenario, catalogue, TODAY)


def findings(analysis: Analysis) -> dict[str, str]:
    """Return the findings that are there: open, or undecided. Those that a control helps are there as well."""
    states = {finding.id: finding.state for finding in analysis.findings if finding.state != "closed"}
    return {id_: "undecided" if state == "undecided" else "open" for id_, state in states.items()}


def points(analysis: Analysis) -> dict[str, tuple[bool, str]]:
    """Return the disclosure points: whether each is certain, and its highest form."""
    return {point.id: (point.certain, point.form) for point in analysis.points}
