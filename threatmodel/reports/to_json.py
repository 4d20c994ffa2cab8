"""Reports -> JSON for other programs, as `schema/findings.schema.json` describes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from threatmodel.model.elements import Accepted
from threatmodel.model.findings import DisclosurePoint, Finding, Question, Step, Unsettled
from threatmodel.model.risk import band
from threatmodel.model.source import Span
from threatmodel.model.summary import PersonSummary
from threatmodel.reports import escape, estimated, figures
from threatmodel.reports.acceptances import Lapsed, lapsed
from threatmodel.reports.report import STATES, Report

FORMAT: Final = 1
"""Raised when something that was there means something else or is gone."""

_LINES: Final = 4
"""A scenario's findings, steps, points and questions stand a line each, so that versions can be compared."""


def to_json(reports: Sequence[Report]) -> str:
    """Return one document for all scenarios. The same reports give the same bytes."""
    first = reports[0] if reports else None
    return escape.to_json_lines(
        {
            "format": FORMAT,
            "program": {"name": "threatmodel", "version": first.program if first else ""},
            "catalogue": {"version": first.catalogue.version if first else ""},
            "scenarios": [_scenario(report) for report in reports],
        },
        depth=_LINES,
    )


class Steps:
    """One flat list of steps for a whole scenario: what several findings share stands in it once.

    A step names those that it rests on by their index, which is always lower than its own, so that a long chain is
    neither nested nor repeated.
    """

    def __init__(self) -> None:
        self.written: list[dict[str, Any]] = []
        self._by_content: dict[tuple[Any, ...], int] = {}
        self._by_step: dict[int, tuple[Step, int]] = {}

    def index(self, step: Step) -> int:
        """Return the index of a step, adding it and all that it rests on where they are new."""
        pending = [step]
        while pending:
            current = pending[-1]
            missing = [one for one in current.premises if id(one) not in self._by_step]
            if missing:
                pending += missing
                continue
            pending.pop()
            self._add(current)
        return self._by_step[id(step)][1]

    def _add(self, step: Step) -> None:
        if id(step) in self._by_step:
            return
        premises = [self._by_step[id(one)][1] for one in step.premises]
        said = {
            "kind": step.kind,
            "holder": step.holder,
            "datum": step.datum,
            "form": step.form,
            "by": step.by,
            "certain": step.certain,
            "agreed": step.agreed,
        }
        key = (*said.values(), step.span, *premises)
        number = self._by_content.setdefault(key, len(self.written))
        if number == len(self.written):
            self.written.append({**said, "premises": premises, "place": place(step.span)})
        self._by_step[id(step)] = step, number  # holding the step keeps its id from being given to another


def _scenario(report: Report) -> dict[str, Any]:
    steps = Steps()
    analysis = report.analysis
    points = [_point(point, steps) for point in analysis.points]
    findings = [_finding(finding, steps) for finding in analysis.findings]
    return {
        "file": report.scenario.file,
        "title": report.scenario.title,
        "counts": {
            **{state: report.count(state) for state in STATES},
            "points": len(analysis.points),
            "questions": len(analysis.questions),
            "assumptions": len(analysis.assumptions),
        },
        "period": report.scenario.period,
        "risk": figures.total(analysis.risk),
        "people": [_person(one) for one in analysis.people],
        "gate": _gate(report),
        "points": points,
        "findings": findings,
        "lapsed": [_lapsed(one) for one in lapsed(report)],
        "questions": [_question(question) for question in analysis.questions],
        "assumptions": [
            {
                "word": one.word,
                "of": one.place,
                "value": one.value,
                "kind": one.kind,
                "source": one.source,
                "confidence": one.confidence or None,
                "place": place(one.span),
            }
            for one in analysis.assumptions
        ],
        "estimates": [
            {**estimated.as_data(one), "place": place(one.span)} for one in report.scenario.estimates.values()
        ],
        "steps": steps.written,
    }


def _point(point: DisclosurePoint, steps: Steps) -> dict[str, Any]:
    return {
        "id": point.id,
        "number": point.number,
        "holder": point.holder,
        "datum": point.datum,
        "form": point.form,
        "agreed": point.agreed,
        "certain": point.certain,
        "severity": point.severity,
        "risk": {"points": figures.figure(point.risk), "band": band(point.risk)},
        "reach": point.reach,
        "holds": point.holds,
        "findings": list(point.findings),
        "others": list(point.others),
        "crossings": [steps.index(step) for step in point.steps],
        "place": place(point.span),
    }


def _finding(finding: Finding, steps: Steps) -> dict[str, Any]:
    return {
        "id": finding.id,
        "threat": finding.threat.id,
        "title": finding.threat.title,
        "holder": finding.holder,
        "datum": finding.datum,
        "form": finding.form,
        "about": list(finding.about),
        "perhaps_about": list(finding.perhaps_about),
        "state": finding.state,
        "severity": finding.severity,
        "likelihood": figures.likelihood(finding.chance),
        "risk": figures.risk(finding.risk),
        "reach": finding.reach,
        "points": list(finding.points),
        "unsettled": [_unsettled(one) for one in finding.unsettled],
        "helped_by": list(finding.helped_by),
        "accepted": _accepted(finding.accepted),
        "witness": steps.index(finding.witness) if finding.witness is not None else None,
        "place": place(finding.span),
    }


def _person(summary: PersonSummary) -> dict[str, Any]:
    return {
        "person": summary.person,
        "risk": figures.total(summary.risk),
        "harms": [
            {
                "threat": harm.threat.id,
                "certain": harm.certain,
                "severity": harm.severity,
                "likelihood": figures.likelihood(harm.chance),
                "reach": harm.reach,
                "findings": list(harm.findings),
            }
            for harm in summary.harms
        ],
    }


def _gate(report: Report) -> dict[str, Any]:
    gate = report.gate
    return {
        "fail_on": gate.level,
        "baseline": gate.known is not None,
        "failing": [finding.id for finding in report.failing],
        "gone": list(gate.gone(report.analysis.findings)),
    }


def _lapsed(one: Lapsed) -> dict[str, Any]:
    entry = one.entry
    return {
        "finding": entry.finding,
        "why": one.why,
        "because": entry.because,
        "by": entry.by,
        "until": entry.until,
        "place": place(entry.span),
    }


def _unsettled(one: Unsettled) -> dict[str, str]:
    return {"word": one.word, "of": one.place}


def _accepted(entry: Accepted | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    return {"because": entry.because, "by": entry.by, "until": entry.until, "place": place(entry.span)}


def _question(question: Question) -> dict[str, Any]:
    return {
        "word": question.word,
        "of": question.place,
        "ask": question.ask,
        "settles": list(question.settles),
        "bears_on": list(question.bears_on),
        "place": place(question.span),
    }


def place(span: Span) -> dict[str, Any]:
    """Return a place as JSON holds it."""
    return {"file": span.file, "line": span.line, "column": span.column}
