"""Reports -> sentences about the gate: what counts there, and what became of the baseline."""

from __future__ import annotations

from collections.abc import Iterator

from threatmodel.reports.report import Report


def title(report: Report) -> str:
    """Return how much counts for the exit code; empty where every open finding does, as it does unless set."""
    gate, number = report.gate, len(report.failing)
    if gate.level is None and gate.known is None:
        return ""
    level = f" of {gate.level} risk or more" if gate.level is not None else ""
    fresh = " that the baseline does not know" if gate.known is not None else ""
    return f"At the gate: {number} {'finding' if number == 1 else 'findings'}{level}{fresh}"


def remarks(report: Report) -> Iterator[str]:
    """Yield what became of the baseline."""
    gate = report.gate
    gone = len(gate.gone(report.analysis.findings))
    if not gate.is_listed:
        yield "The baseline does not have this scenario: all its findings are new."
    if gone:
        yield f"{gone} of the baseline {'is' if gone == 1 else 'are'} gone: write it anew with --write-baseline."
