"""Explanation -> JSON: a finding's condition part by part, and what its likelihood rests on."""

from __future__ import annotations

from typing import Any, Final

from threatmodel.model.carried import Carried, CauseShare, Remedy
from threatmodel.model.explanation import Clause, Explanation
from threatmodel.reports import escape, figures
from threatmodel.reports.to_json import place

FORMAT: Final = 1
"""Raised when something that was there means something else or is gone."""


def to_explanation(explanation: Explanation) -> str:
    """Return why a finding holds, or what stops it, and what its likelihood rests on; null where it is not there."""
    finding = explanation.finding
    return escape.to_json(
        {
            "format": FORMAT,
            "finding": explanation.finding_id,
            "threat": explanation.threat.id,
            "holder": explanation.holder,
            "datum": explanation.datum,
            "state": finding.state if finding is not None else None,
            "severity": finding.severity if finding is not None else None,
            "risk": figures.risk(finding.risk) if finding is not None else None,
            "condition": [_clause(one) for one in explanation.clauses],
            "gateways": list(explanation.gateways),
            "likelihood": _carried(explanation.carried) if explanation.carried is not None else None,
        }
    )


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "asks": clause.asks,
        "holds": clause.holds,
        "because": clause.because,
        "place": place(clause.span) if clause.span is not None else None,
    }


def _carried(carried: Carried) -> dict[str, Any]:
    return {
        **figures.likelihood(carried.chance),
        "period": carried.period,
        "certain": carried.certain,
        "derivations": carried.derivations,
        "causes": [_cause(one) for one in carried.causes],
        "remedies": [_remedy(one) for one in carried.remedies],
    }


def _cause(cause: CauseShare) -> dict[str, Any]:
    return {
        "threat": cause.threat.id,
        "holder": cause.holder,
        "datum": cause.datum,
        "own": figures.likelihood(cause.own),
        "basis": cause.threat.likelihood.basis if cause.threat.likelihood is not None else None,
        "share": figures.figure(cause.share),
        "swing": figures.figure(cause.swing),
    }


def _remedy(remedy: Remedy) -> dict[str, Any]:
    return {
        "control": remedy.measure.control.id,
        "place": remedy.measure.place,
        "effort": remedy.measure.effort,
        "leaves": figures.likelihood(remedy.after),
    }
