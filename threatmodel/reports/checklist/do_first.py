"""Report -> what to do first: the few items that take most risk off, each counted for what is left by those before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from threatmodel.model.findings import Finding
from threatmodel.reports.checklist.items import Item, items
from threatmodel.reports.checklist.wording import DESIGN
from threatmodel.reports.report import HOLDS, Report

MOST: Final = 8
"""What fits on one page."""

MOST_THAT_CLOSE: Final = 5
"""So that what no control closes has its place on the page as well."""

WEIGHTS: Final = {DESIGN: 1.0, "strong": 1.0, "partial": 0.4, "deterrent": 0.1, "detective": 0.1, "procedural": 0.1}
"""What a strength takes off a risk where items are compared: a judgement, for the order only."""

CLOSE: Final = (DESIGN, "strong")
"""Strengths that do away with a finding."""

_EFFORTS: Final = ("", "S", "M", "L")


def do_first(report: Report) -> tuple[Item, ...]:
    """Return at most eight items: those that close findings, most risk first, then what takes most off the rest."""
    holding = [finding for finding in report.analysis.findings if finding.state in HOLDS]
    left = {finding.id: finding.risk.high for finding in holding}
    candidates = [*items(report, holding)]
    chosen: list[Item] = []
    while candidates and len(chosen) < MOST:
        closing = len(chosen) < MOST_THAT_CLOSE
        best = max(candidates, key=lambda item: _rank(item, left, closing=closing))
        if not any(_rank(best, left, closing=closing)[:3]):
            break
        candidates.remove(best)
        chosen.append(best)
        for finding, weight in _weights(best):
            left[finding.id] *= 1 - weight
    return tuple(chosen)


def _rank(item: Item, left: Mapping[str, float], *, closing: bool) -> tuple[float, int, float, int]:
    """Return the risk that an item closes, in how many findings, the risk that it takes off, and the least effort."""
    closed = [left[one.id] for strength, findings in item.against if strength in CLOSE for one in findings]
    takes_off = sum(left[finding.id] * weight for finding, weight in _weights(item))
    number = sum(risk > 0 for risk in closed)
    return sum(closed) if closing else 0.0, number if closing else 0, takes_off, -_EFFORTS.index(item.effort)


def _weights(item: Item) -> list[tuple[Finding, float]]:
    return [(finding, WEIGHTS[strength]) for strength, findings in item.against for finding in findings]
