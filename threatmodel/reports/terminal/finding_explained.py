"""Explanation -> what `explain` shows of a finding: why it holds or what stops it, how it gets there, what helps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from threatmodel.model.explanation import Clause, Explanation
from threatmodel.model.findings import Finding, Step
from threatmodel.model.names import listed
from threatmodel.reports import sentences
from threatmodel.reports.report import Report, helping, people, severity
from threatmodel.reports.terminal.catalogue_entry import what_helps
from threatmodel.reports.terminal.likelihood_explained import likelihood_explained
from threatmodel.reports.terminal.lines import BLANK, Line, Part, Style, line
from threatmodel.reports.terminal.to_text import STYLES

_MARKS: Final[dict[bool | None, tuple[str, Style]]] = {
    True: ("yes", "bad"),
    False: ("no", "good"),
    None: ("unknown", "warn"),
}
_DEEPEST: Final = 12
"""Branches of a tree from here on stand under each other: a chain of hundreds of steps is no tree to look at."""


def explained(explanation: Explanation, report: Report) -> Iterator[Line]:
    """Yield the lines that explain a finding of a report, or why there is none."""
    threat, finding = explanation.threat, explanation.finding
    yield line(Part(threat.title, "title"))
    yield line(Part(explanation.finding_id, "id"))
    yield BLANK
    yield from _verdict(explanation)
    yield BLANK
    yield line(Part("What it takes, and what is there", "title"))
    for clause in explanation.clauses:
        yield from _clause(clause)
    if finding is not None and finding.witness is not None:
        yield BLANK
        yield line(Part("How it gets there", "title"), ", from the end back to the beginning")
        yield from tree(finding.witness)
    if finding is not None:
        yield from _behind(finding)
        if explanation.carried is not None:
            yield BLANK
            yield from likelihood_explained(finding, explanation.carried)
    yield BLANK
    if finding is not None:
        yield from what_helps(helping(report, [finding]), threat, finding.helped_by, in_full=True)
    else:
        yield from what_helps(report.catalogue.controls.values(), threat, in_full=True)
    if threat.question:
        yield BLANK
        yield line("To ask: ", threat.question, hang=2)


def _verdict(explanation: Explanation) -> Iterator[Line]:
    finding = explanation.finding
    if finding is None:
        yield line(Part("It does not hold", "good"), ". What stops it:")
        for clause in explanation.clauses:
            if clause.holds is False:
                yield from _clause(clause)
        return
    said = {
        "open": "It holds",
        "reduced": "It holds, less likely or smaller through what is in place",
        "closed": "It would hold without the controls that are in place; with them it does not",
        "undecided": "It may hold: something it depends on is not known",
        "accepted": "It holds, and is accepted",
    }[finding.state]
    yield line(
        Part(finding.state, STYLES[finding.state]),
        f", {severity(finding.severity)}, reaches {people(finding.reach)}: {said}.",
        hang=2,
    )
    if finding.datum is not None:
        perhaps = f"; of {listed(finding.perhaps_about, 'and')} it is not known" if finding.perhaps_about else ""
        yield line(f"about {listed(finding.about, 'and')}{perhaps}", hang=2)
    yield line(f"at {finding.span}")
    if finding.accepted is not None:
        entry = finding.accepted
        yield line(f"Accepted by {entry.by} until {entry.until} ({entry.span}): {entry.because}", hang=2)
    for one in finding.unsettled:
        yield line("? ", f"{one.word} of {one.place}" if one.place else one.word, indent=2, hang=2)


def _clause(clause: Clause) -> Iterator[Line]:
    word, style = _MARKS[clause.holds]
    because = f"; {clause.because}" if clause.because else ""
    place = f" ({clause.span})" if clause.span is not None else ""
    yield line(Part(f"[{word}]", style), f" {clause.asks}{because}{place}", indent=2, hang=4)


def tree(step: Step) -> Iterator[Line]:
    """Yield a derivation as a tree: each step, and under it what it rests on."""
    pending: list[tuple[Step, str, str, int]] = [(step, "  ", "  ", 0)]
    while pending:
        current, first, rest, depth = pending.pop()
        yield _step(current, first)
        deeper = "" if depth >= _DEEPEST and len(current.premises) == 1 else "   "
        for place, premise in enumerate(reversed(current.premises)):
            is_last = place == 0
            branch = rest + ("└─ " if is_last else "├─ ")
            below = rest + (deeper if is_last else "│  ")
            pending.append((premise, branch, below, depth + 1))


def _step(step: Step, first: str) -> Line:
    crossing = sentences.consent(step)
    sure = "" if step.certain else "perhaps "
    style: Style = "bad" if step.agreed is False else "warn" if step.agreed is None else ""
    said: list[str | Part] = [f"{sure}{sentences.sentence(step)} "]
    if crossing:
        said += ["[", Part(crossing, style), "] "]
    return line(*said, Part(str(step.span), "dim"), first=first, hang=2)


def _behind(finding: Finding) -> Iterator[Line]:
    if finding.points:
        yield BLANK
        yield line(f"Told under disclosure point {finding.points[0]}", hang=2)
        if len(finding.points) > 1:
            yield line(f"lies behind {', '.join(finding.points[1:])} too", indent=2, hang=2)
