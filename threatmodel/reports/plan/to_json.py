"""Plan -> JSON for other programs."""

from __future__ import annotations

from typing import Any, Final

from threatmodel.model.findings import Finding
from threatmodel.model.plan import Frontier, FrontierPoint, Left, Measure, Plan, PlanStep, Wish, Worse
from threatmodel.reports import escape, figures
from threatmodel.reports.plan import sentences
from threatmodel.reports.plan.planned import Planned

FORMAT: Final = 1
"""Raised when something that was there means something else or is gone."""

_LINES: Final = 2
"""A step, a finding, a point of the curve stand a line each."""


def to_json(planned: Planned) -> str:
    """Return one document. The same plan gives the same bytes."""
    plan = planned.plan
    said = _frontier(plan) if isinstance(plan, Frontier) else _plan(plan)
    document = {
        "format": FORMAT,
        "program": {"name": "threatmodel", "version": planned.program},
        "catalogue": {"version": planned.catalogue},
        "scenario": {"file": planned.scenario.file, "title": planned.scenario.title},
        "asked": _wish(plan.wish),
        **said,
    }
    return escape.to_json_lines(document, depth=_LINES)


def _wish(wish: Wish) -> dict[str, Any]:
    return {
        "budget": wish.budget,
        "target": wish.target,
        "must": [str(one) for one in wish.musts],
        "never": [str(one) for one in wish.nevers],
        "for": wish.person,
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "uncloseable": [_finding(one) for one in plan.uncloseable],
        "steps": [_step(one) for one in plan.steps],
        "effort": plan.effort,
        "risk": {
            "before": figures.total(plan.before),
            "after": figures.total(plan.after),
            "floor": figures.total(plan.floor),
        },
        "measures": plan.measures,
        "proven": plan.proven,
        "bound": figures.figure(plan.bound),
        "gap": figures.figure(plan.gap),
        "left": [_left(one) for one in plan.left],
        "worse": [_worse(one) for one in plan.worse],
    }


def _step(step: PlanStep) -> dict[str, Any]:
    return {
        "measure": _measure(step.measure),
        "risk": {"before": figures.total(step.before), "after": figures.total(step.after)},
        "closes": list(step.closes),
        "lowers": list(step.reduces),
        "does": step.measure.control.does,
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {"control": measure.control.id, "at": measure.place or None, "effort": measure.effort}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "threat": finding.threat.id,
        "title": finding.threat.title,
        "state": finding.state,
        "severity": finding.severity,
        "risk": figures.risk(finding.risk),
    }


def _left(left: Left) -> dict[str, Any]:
    closers = [_measure(one) for one in left.closers]
    return {**_finding(left.finding), "closable": left.closable, "closers": closers, "why": sentences.why(left)}


def _worse(worse: Worse) -> dict[str, Any]:
    before = figures.total(worse.before) if worse.before is not None else None
    return {**_finding(worse.finding), "before": before, "through": [_measure(one) for one in worse.through]}


def _frontier(frontier: Frontier) -> dict[str, Any]:
    return {
        "points": [_point(one) for one in frontier.points],
        "floor": figures.total(frontier.floor),
        "measures": frontier.measures,
    }


def _point(point: FrontierPoint) -> dict[str, Any]:
    return {
        "effort": point.effort,
        "risk": figures.total(point.risk),
        "proven": point.proven,
        "bound": figures.figure(point.bound),
        "measures": [_measure(one) for one in point.measures],
    }
