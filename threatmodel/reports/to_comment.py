"""Reports -> what `check` says, as Markdown for a merge request: a table of the worst points, the rest folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from threatmodel.model.findings import DisclosurePoint, Finding, State
from threatmodel.model.values import duration
from threatmodel.reports import figures, gating
from threatmodel.reports.acceptances import lapsed, sentence
from threatmodel.reports.escape import code_in_markdown as code
from threatmodel.reports.escape import in_markdown as safe
from threatmodel.reports.figures import chance, weighs
from threatmodel.reports.report import HOLDS, STATES, Report, people, severity, unsettled
from threatmodel.reports.sentences import agreed, settling
from threatmodel.reports.subjects import told_of
from threatmodel.reports.told_before import Once

MOST_POINTS: Final = 10
MOST_QUESTIONS: Final = 3


def to_comment(reports: Sequence[Report]) -> str:
    """Return one text for all scenarios; what does not fit at a glance is folded, and nothing is left out."""
    several = [f"**{len(reports)} scenarios:** {_counts(reports)}", ""] if len(reports) > 1 else []
    rows = [row for report in reports for row in ("", *_scenario(report))]
    return "\n".join([*several, *rows[1:]]) + "\n"


def _scenario(report: Report) -> Iterator[str]:
    points, once = report.points, Once(report)
    yield f"## {safe(report.scenario.title)}"
    yield ""
    yield f"{_counts([report])} in {code(report.scenario.file)}"
    if report.analysis.risk.high:
        yield f"Risk {figures.points(report.analysis.risk)} points within {duration(report.scenario.period)}"
    if points:
        yield from ("", "The highest risk first; what only may be comes last.")
        yield from ("", *_table(points[:MOST_POINTS], once.found))
    if len(points) > MOST_POINTS:
        yield from folded(f"{len(points) - MOST_POINTS} more places", _table(points[MOST_POINTS:], once.found))
    if report.points_left_out:
        yield from ("", f"{report.points_left_out}.")
    before = report.before_the_rest
    yield from (row for point in points[:before] for row in _under(point, once))
    yield from _under_none(report, once)
    yield from (row for point in points[before:] for row in _under(point, once))
    yield from _closed_in_place(report)
    yield from _gate(report)
    yield from _questions(report)


def _under(point: DisclosurePoint, once: Once) -> Iterator[str]:
    if here := [once.found[each] for each in point.findings if once.found[each].state != "closed"]:
        once.enter(f"under disclosure point {point.number}")
        yield from folded(f"Found under disclosure point {point.number}: {_states(here)}", _findings(here, once))


def _table(points: Sequence[DisclosurePoint], found: dict[str, Finding]) -> Iterator[str]:
    """Yield a row for each place where it gets past what was agreed, with the gravest of what is found there."""
    yield "| | Gets past what was agreed | Agreed | Reaches | Gravest |"
    yield "|--:|---|---|---|---|"
    for point in points:
        sure = "" if point.certain else "perhaps: "
        consent = agreed(point).removeprefix("agreed: ")
        yield (
            f"| {point.number} | {sure}{safe(point.datum)} at {safe(point.holder)}, {point.form} "
            f"| {consent} | {people(point.reach)} | {_gravest(point, found)} |"
        )


def _gravest(point: DisclosurePoint, found: dict[str, Finding]) -> str:
    behind = [found[each] for each in (*point.findings, *point.others) if found[each].state != "closed"]
    if not behind:
        return severity(point.severity)
    first = min(behind, key=lambda each: (_place(each.state), -each.risk.high, -each.risk.ceiling, -each.severity))
    return f"{weighs(first)}, {severity(first.severity)}: {safe(first.threat.title)}"


def _place(state: State) -> int:
    """Return where a state stands: what is reduced still holds, and has its place by risk among what is open."""
    return 0 if state in HOLDS else STATES.index(state)


def _findings(findings: Sequence[Finding], once: Once) -> Iterator[str]:
    """Yield findings by threat and state: each with its way, then what helps."""
    groups: dict[tuple[str, State], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.threat.id, finding.state), []).append(finding)
    for group in groups.values():
        first = group[0]
        yield f"- **{first.state}**, {first.risk.band} risk, {severity(first.severity)}: {safe(first.threat.title)}"
        yield from (f"  - {_finding(finding, once)}" for finding in group)
        if first.state in HOLDS:
            yield f"  - {safe(once.help(group))}"


def _finding(finding: Finding, once: Once) -> str:
    """Return a finding with its way; of one that is undecided with what it hangs on instead."""
    if finding.state == "undecided":
        id_ = f"{code(finding.id)} ({chance(finding.chance)})"
        return f"{id_}: depends on {safe(unsettled(finding))}" if finding.unsettled else id_
    place, way = once.way(finding) or ("", "")
    said = "".join((f" at {code(place)}" if place else "", f": {safe(way)}" if way else ""))
    entry = finding.accepted
    accepted = f"; by {safe(entry.by)} until {safe(entry.until)}: {safe(entry.because)}" if entry is not None else ""
    whom = told_of(once.report.scenario, finding)
    beside = f"{chance(finding.chance)}; {safe(whom)}" if whom else chance(finding.chance)
    return f"{code(finding.id)} ({beside}){said}{accepted}"


def _under_none(report: Report, once: Once) -> Iterator[str]:
    if report.under_none:
        title = f"Within what was agreed, or about no data: {_states(report.under_none)}"
        once.enter("under what was agreed")
        yield from folded(title, _findings(report.under_none, once))


def _closed_in_place(report: Report) -> Iterator[str]:
    closed = [one for one in report.analysis.findings if one.state == "closed"]
    if closed:
        title = f"Closed by controls that are in place: {len(closed)}"
        yield from folded(title, (f"- {_closed(one)}" for one in closed))


def _closed(finding: Finding) -> str:
    by = f" by {safe(', '.join(finding.helped_by))}" if finding.helped_by else ""
    return f"{code(finding.id)}{by}"


def _gate(report: Report) -> Iterator[str]:
    """Yield the acceptances that do nothing, and what counts at a gate that was set."""
    if found := lapsed(report):
        rows = (f"- {safe(sentence(one))} ({code(str(one.entry.span))})" for one in found)
        yield from ("", "**Acceptances that have no effect**", "", *rows)
    if title := gating.title(report):
        yield from ("", f"**{title}**", "")
        yield from (f"- {code(one.id)}: {weighs(one)} at {code(str(one.span))}" for one in report.failing)
        yield from (f"- {remark}" for remark in gating.remarks(report))


def _questions(report: Report) -> Iterator[str]:
    questions = report.analysis.questions
    asked = [f"- {safe(one.ask)} ({settling(one)}; {code(str(one.span))})" for one in questions]
    if asked:
        yield from ("", "**Questions that would settle most**", "", *asked[:MOST_QUESTIONS])
    if len(asked) > MOST_QUESTIONS:
        yield from folded(f"{len(asked) - MOST_QUESTIONS} more questions", asked[MOST_QUESTIONS:])


def folded(title: str, rows: Sequence[str] | Iterator[str]) -> Iterator[str]:
    """Yield what is shown on a click. The title holds nothing from a scenario: it is HTML, not Markdown."""
    yield from ("", f"<details><summary>{title}</summary>", "", *rows, "", "</details>")


def _counts(reports: Sequence[Report]) -> str:
    points = sum(len(report.analysis.points) for report in reports)
    counted = [finding for report in reports for finding in report.analysis.findings]
    open_ = "" if any(finding.state == "open" for finding in counted) else "0 open, "
    places = f"{points} disclosure point{'' if points == 1 else 's'}"
    return f"**{open_}{_states(counted) or 'nothing found'}**, {places}"


def _states(findings: Sequence[Finding]) -> str:
    counts = {state: sum(finding.state == state for finding in findings) for state in STATES}
    return ", ".join(f"{number} {state}" for state, number in counts.items() if number)
