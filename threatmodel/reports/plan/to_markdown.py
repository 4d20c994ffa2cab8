"""Plan -> what `plan` says, as Markdown: the steps as a table, what is left folded."""

from __future__ import annotations

from collections.abc import Iterator

from threatmodel.model.plan import Frontier, Plan
from threatmodel.reports.escape import code_in_markdown as code
from threatmodel.reports.escape import in_markdown as safe
from threatmodel.reports.figures import points
from threatmodel.reports.plan import sentences
from threatmodel.reports.plan.planned import Planned
from threatmodel.reports.report import severity
from threatmodel.reports.to_comment import folded


def to_markdown(planned: Planned) -> str:
    """Return the text; nothing is left out."""
    plan = planned.plan
    rows = _frontier(planned, plan) if isinstance(plan, Frontier) else _plan(planned, plan)
    head = (f"## {safe(planned.scenario.title)}", "", code(planned.scenario.file), "")
    return "\n".join((*head, *rows)) + "\n"


def _plan(planned: Planned, plan: Plan) -> Iterator[str]:
    yield f"Plan: {safe(sentences.asked(plan))}."
    if plan.uncloseable:
        yield from ("", f"### {sentences.NONE_CLOSES}: {len(plan.uncloseable)}", "")
    for group in sentences.grouped(plan.uncloseable):
        first = group[0]
        yield f"- {severity(first.severity)}: {safe(first.threat.title)}"
        yield from (f"  - {code(one.id)}" for one in group)
    if plan.steps:
        yield from ("", "### Do, in the order in which each helps most", "", *_table(plan))
    else:
        yield from ("", f"**{sentences.NOTHING_TO_DO}.**")
    yield from ("", f"**{sentences.verdict(plan)}.** {safe(sentences.comes_to(plan))}.")
    if plan.worse:
        yield from ("", "### What the plan makes worse, through what its controls add", "")
        yield from (f"- {code(one.finding.id)}: {safe(sentences.worse(one))}" for one in plan.worse)
    if plan.left:
        rows = (f"- {code(one.finding.id)}: {safe(sentences.why(one))}" for one in plan.left)
        yield from folded(f"What is left: {len(plan.left)}", rows)
    yield from ("", f"{sentences.units(planned)}.")


def _table(plan: Plan) -> Iterator[str]:
    yield "| | Measure | Effort | Risk | |"
    yield "|--:|---|--:|---|---|"
    for number, step in enumerate(plan.steps, start=1):
        named = f"**{safe(sentences.place(step.measure))}**: {safe(step.measure.control.does)}"
        risk = sentences.change(step.before, step.after).replace("->", "→")
        yield f"| {number} | {named} | {step.measure.effort} | {risk} | {sentences.does(step)} |"


def _frontier(planned: Planned, frontier: Frontier) -> Iterator[str]:
    yield f"Frontier: {safe(sentences.frontier_asked(frontier.wish))}."
    yield ""
    yield "| Effort | Risk left | Proven | New in it | No longer in it |"
    yield "|--:|---|---|---|---|"
    for number, point in enumerate(frontier.points):
        taken, given_up = sentences.curve(frontier.points, number)
        how = "yes" if point.proven else f"no; at the least {sentences.number(point.bound)}"
        names = (safe(", ".join(map(sentences.place, each))) for each in (taken, given_up))
        yield f"| {point.effort} | {points(point.risk)} | {how} | {' | '.join(names)} |"
    yield ""
    yield f"At best, {sentences.floor(frontier)}."
    yield ""
    yield f"{sentences.units(planned)}."
