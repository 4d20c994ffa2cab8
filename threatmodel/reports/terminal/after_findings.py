"""Report -> what `check` shows after the findings: whom they concern, questions, assumptions, what a gate counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from threatmodel.model.findings import Question
from threatmodel.model.values import duration
from threatmodel.reports import estimated, figures, gating
from threatmodel.reports.acceptances import lapsed, sentence
from threatmodel.reports.figures import chance, weighs
from threatmodel.reports.page.summary import many
from threatmodel.reports.report import Report, people, severity
from threatmodel.reports.sentences import settling
from threatmodel.reports.terminal.lines import BLANK, Line, Part, Style, line

MOST_QUESTIONS: Final = 3
MOST_AT_GATE: Final = 10


def people_concerned(report: Report, *, everything: bool) -> Iterator[Line]:
    """Yield the risk of each data subject, with `everything` also what it consists of, how likely and how bad."""
    if not report.analysis.people:
        return
    title = f"What it means for whom, in points of risk within {duration(report.scenario.period)}"
    yield BLANK
    if not everything:
        each = (f"{one.person} {figures.points(one.risk)}" for one in report.analysis.people)
        yield line(Part(title, "title"), f": {'; '.join(each)}", hang=3)
        return
    yield line(Part(title, "title"))
    for one in report.analysis.people:
        yield line(Part(one.person), f": {figures.points(one.risk)}", indent=3, hang=2)
        for harm in (harm for harm in one.harms if harm.certain):
            told = f" {chance(harm.chance)}, {severity(harm.severity)}, reaches {people(harm.reach)}"
            yield line(harm.threat.title, Part(f":{told}", "dim"), indent=5, hang=2)


def asked(questions: Sequence[Question], *, everything: bool) -> Iterator[Line]:
    """Yield the questions whose answers settle most."""
    some = questions if everything else questions[:MOST_QUESTIONS]
    if not some:
        return
    more = "" if len(some) == len(questions) else f" ({len(some)} of {len(questions)})"
    yield BLANK
    yield line(Part(f"Questions that would settle most{more}", "title"))
    for question in some:
        yield line("? ", Part(question.ask), indent=3, hang=2)
        told = f"{question.word}; {settling(question)}; {question.span}"
        yield line(Part(told, "dim"), indent=5, hang=2)


def assumed(report: Report, *, everything: bool) -> Iterator[Line]:
    """Yield how many values nobody wrote, with `everything` each of them and what it rests on."""
    values = report.analysis.assumptions
    if not values:
        return
    yield line(f"{many(len(values), 'value')} assumed{':' if everything else ', not written in the file'}")
    for one in values if everything else ():
        rests = f"; {one.confidence} confidence, {one.source}" if one.source else ""
        yield line(f"{one.word} of {one.place}: {one.value} ({one.kind}{rests}) {one.span}", indent=3, hang=2)


def estimates(report: Report, *, everything: bool) -> Iterator[Line]:
    """Yield how many numbers are the scenario's own, with `everything` each of them and its reason."""
    own = report.scenario.estimates.values()
    if own:
        told = f"{many(len(own), 'estimate')} of the scenario in place of the catalogue's"
        yield line(f"{told}{':' if everything else ''}")
    for one in own if everything else ():
        changes = estimated.told(one, report.catalogue)
        yield line(Part(one.id, "id"), f": {changes}. {one.because} ({one.span})", indent=3, hang=2)


def at_the_gate(report: Report, *, everything: bool) -> Iterator[Line]:
    """Yield the acceptances that do nothing, and what counts at a gate that was set."""
    if found := lapsed(report):
        yield BLANK
        yield line(Part("Acceptances that have no effect", "title"))
        for one in found:
            style: Style = "bad" if one.why == "expired" else "dim"
            yield line(Part(sentence(one), style), " ", Part(str(one.entry.span), "dim"), indent=3, hang=2)
    if title := gating.title(report):
        yield BLANK
        yield line(Part(title, "bad" if report.failing else "good"))
        shown = report.failing if everything else report.failing[:MOST_AT_GATE]
        for finding in shown:
            beside = f"{weighs(finding)}, {finding.span}"
            yield line(Part(finding.id, "id"), " ", Part(beside, "dim"), indent=3, hang=2)
        if len(shown) < len(report.failing):
            yield line(f"and {len(report.failing) - len(shown)} more (--all shows them)", indent=3)
        for remark in gating.remarks(report):
            yield line(remark, indent=3, hang=2)
