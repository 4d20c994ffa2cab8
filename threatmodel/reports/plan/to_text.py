"""Plan -> what `plan` shows: what no control closes, what to do in which order, what it comes to and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from threatmodel.model.findings import Finding
from threatmodel.model.plan import Frontier, Plan, PlanStep
from threatmodel.reports.figures import points
from threatmodel.reports.plan import sentences
from threatmodel.reports.plan.planned import Planned
from threatmodel.reports.report import severity
from threatmodel.reports.terminal.lines import BLANK, Line, Part, line

MOST_THREATS: Final = 5
MOST_IDS: Final = 3
MOST_LEFT: Final = 8


def to_text(planned: Planned, *, everything: bool = False) -> Iterator[Line]:
    """Yield the lines; `everything` leaves nothing out."""
    yield line(Part(planned.scenario.title, "title"), " ", Part(f"({planned.scenario.file})", "dim"))
    if isinstance(planned.plan, Frontier):
        yield from _frontier(planned, planned.plan)
    else:
        yield from _plan(planned, planned.plan, everything=everything)


def _plan(planned: Planned, plan: Plan, *, everything: bool) -> Iterator[Line]:
    yield line(f"Plan: {sentences.asked(plan)}", hang=2)
    yield from _uncloseable(plan, everything=everything)
    yield from _steps(plan, everything=everything)
    yield BLANK
    yield line(Part("What it comes to", "title"))
    yield line(sentences.comes_to(plan), indent=3, hang=2)
    yield line(Part(sentences.verdict(plan), "good" if plan.proven else "warn"), indent=3, hang=2)
    yield from _left(plan, everything=everything)
    yield from _worse(plan)
    yield BLANK
    yield line(Part(sentences.units(planned), "dim"), hang=2)


def _uncloseable(plan: Plan, *, everything: bool) -> Iterator[Line]:
    if not plan.uncloseable:
        return
    yield BLANK
    yield line(Part(f"{sentences.NONE_CLOSES}: {len(plan.uncloseable)}", "title"))
    groups = sentences.grouped(plan.uncloseable)
    shown = len(groups) if everything else MOST_THREATS
    for group in groups[:shown]:
        yield from _group(group, everything=everything)
    if shown < len(groups):
        left = sum(len(group) for group in groups[shown:])
        yield line(f"and {left} more (--all shows them)", indent=3)


def _group(findings: Sequence[Finding], *, everything: bool) -> Iterator[Line]:
    first = findings[0]
    yield line(Part(severity(first.severity), "bad"), ": ", Part(first.threat.title), indent=3, hang=2)
    shown = findings if everything else findings[:MOST_IDS]
    for finding in shown:
        yield line(Part(finding.id, "id"), indent=5, hang=2)
    if len(shown) < len(findings):
        yield line(f"and {len(findings) - len(shown)} more", indent=5)


def _steps(plan: Plan, *, everything: bool) -> Iterator[Line]:
    yield BLANK
    if not plan.steps:
        yield line(Part(sentences.NOTHING_TO_DO, "title"))
        return
    yield line(Part("Do, in the order in which each helps most", "title"))
    for number, step in enumerate(plan.steps, start=1):
        lead = f"{number}. "
        cost = f"effort {step.measure.effort}"
        moves = f"risk {sentences.change(step.before, step.after)}"
        yield line(
            Part(f"{lead}{sentences.place(step.measure)}", "title"), f" ({cost}): {moves}", indent=3, hang=len(lead)
        )
        yield line(step.measure.control.does, indent=3 + len(lead))
        yield from _effects(step, 3 + len(lead), everything=everything)


def _effects(step: PlanStep, indent: int, *, everything: bool) -> Iterator[Line]:
    shown = step.closes if everything else step.closes[:MOST_IDS]
    more = f" and {len(step.closes) - len(shown)} more" if len(shown) < len(step.closes) else ""
    names = f": {', '.join(shown)}{more}" if shown else ""
    lowers = f"; lowers {len(step.reduces)}" if step.reduces else ""
    if not shown:
        yield line(sentences.does(step), indent=indent, hang=2)
    else:
        yield line(f"closes {len(step.closes)}{names}{lowers}", indent=indent, hang=2)


def _left(plan: Plan, *, everything: bool) -> Iterator[Line]:
    left = sentences.closable(plan)
    rest = len(plan.left) - len(left)
    yield BLANK
    yield line(Part("What is left", "title"))
    if rest:
        yield line(f"{rest} that no control closes; those that weigh most stand first", indent=3, hang=2)
    shown = left if everything else left[:MOST_LEFT]
    for one in shown:
        yield line(Part(one.finding.id, "id"), f": {sentences.why(one)}", indent=3, hang=2)
    if len(shown) < len(left):
        yield line(f"and {len(left) - len(shown)} more (--all shows them)", indent=3)
    if not plan.left:
        yield line("nothing that is open", indent=3)


def _worse(plan: Plan) -> Iterator[Line]:
    if plan.worse:
        yield BLANK
        yield line(Part("What the plan makes worse, through what its controls add", "title"))
    for one in plan.worse:
        yield line(Part(one.finding.id, "id"), f": {sentences.worse(one)}", indent=3, hang=2)


def _frontier(planned: Planned, frontier: Frontier) -> Iterator[Line]:
    yield line(f"Frontier: {sentences.frontier_asked(frontier.wish)}", hang=2)
    yield BLANK
    for number, point in enumerate(frontier.points):
        taken, given_up = sentences.curve(frontier.points, number)
        how = "" if point.proven else f"  (not proven; at the least {sentences.number(point.bound)})"
        yield line(Part(f"risk {points(point.risk)}", "title"), how, first=f"{point.effort:>4}  ", hang=2)
        if taken:
            yield line(f"+ {', '.join(map(sentences.place, taken))}", indent=6, hang=2)
        if given_up:
            yield line(f"- {', '.join(map(sentences.place, given_up))}", indent=6, hang=2)
    yield BLANK
    yield line(f"At best, {sentences.floor(frontier)}", hang=2)
    yield line(Part(sentences.units(planned), "dim"), hang=2)
