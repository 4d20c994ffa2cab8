"""Versions -> JSON for other programs, as `schema/diff.schema.json` describes it."""

from __future__ import annotations

from typing import Any, Final

from threatmodel.model.comparison import Cause, Change, Difference, Rename
from threatmodel.model.findings import Finding, Question
from threatmodel.model.source import Span
from threatmodel.reports import escape, figures
from threatmodel.reports.diff.versions import Versions
from threatmodel.reports.report import Report
from threatmodel.reports.to_json import place

FORMAT: Final = 1
"""Raised when something that was there means something else or is gone."""

_LINES: Final = 2
"""A finding, a change, a question stand a line each."""


def to_json(versions: Versions) -> str:
    """Return one document. The same versions give the same bytes."""
    comparison = versions.comparison
    document = {
        "format": FORMAT,
        "program": {"name": "threatmodel", "version": versions.new.program},
        "catalogue": {"version": versions.new.catalogue.version},
        "old": _version(versions.old),
        "new": _version(versions.new),
        "gate": {"fail_on": versions.level, "failing": [one.id for one in versions.failing]},
        "in_common": comparison.in_common,
        "same": comparison.same,
        "risk": {"before": figures.total(comparison.before), "after": figures.total(comparison.after)},
        "findings": [difference(one) for one in comparison.differences],
        "asked": [question(one) for one in comparison.asked],
        "answered": [question(one) for one in comparison.answered],
        "changes": [_change(one) for one in comparison.changes],
        "renames": [_rename(one) for one in comparison.renames],
    }
    return escape.to_json_lines(document, depth=_LINES)


def _version(report: Report) -> dict[str, Any]:
    return {"file": report.scenario.file, "title": report.scenario.title}


def difference(one: Difference) -> dict[str, Any]:
    """Return a finding before and after."""
    shown = one.shown
    return {
        "id": one.id,
        "kind": one.kind,
        "threat": shown.threat.id,
        "title": shown.threat.title,
        "holder": shown.holder,
        "datum": shown.datum,
        "before": _finding(one.before),
        "after": _finding(one.after),
        "causes": [_cause(each) for each in one.causes],
    }


def _finding(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    return {
        "state": finding.state,
        "severity": finding.severity,
        "likelihood": figures.likelihood(finding.chance),
        "risk": figures.risk(finding.risk),
        "place": place(finding.span),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {"changes": list(cause.changes), "tried": cause.tried}


def question(question: Question) -> dict[str, Any]:
    return {"word": question.word, "of": question.place, "ask": question.ask, "place": place(question.span)}


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "thing": change.thing,
        "name": change.name,
        "part": change.part,
        "before": change.before,
        "after": change.after,
        "old_place": _where(change.old),
        "new_place": _where(change.new),
    }


def _rename(rename: Rename) -> dict[str, Any]:
    return {
        "thing": rename.thing,
        "before": rename.before,
        "after": rename.after,
        "old_place": _where(rename.old),
        "new_place": _where(rename.new),
    }


def _where(span: Span | None) -> dict[str, Any] | None:
    return place(span) if span is not None else None
