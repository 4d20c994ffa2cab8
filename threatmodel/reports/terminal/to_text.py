"""Reports -> what `check` shows: what matters, the worst disclosure points first, three questions, the next step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from threatmodel.model.findings import DisclosurePoint, Finding, State
from threatmodel.model.names import listed
from threatmodel.model.risk import POINTS, band
from threatmodel.model.values import duration
from threatmodel.reports import figures
from threatmodel.reports.figures import chance
from threatmodel.reports.page.summary import many, matters
from threatmodel.reports.remedies import MOST_NAMED
from threatmodel.reports.report import HOLDS, SEVERITIES, STATES, Report, people, severity, unsettled
from threatmodel.reports.sentences import agreed, path
from threatmodel.reports.subjects import told_of
from threatmodel.reports.terminal.after_findings import asked, assumed, at_the_gate, estimates, people_concerned
from threatmodel.reports.terminal.lines import BLANK, Line, Part, Style, line
from threatmodel.reports.told_before import Once

MOST_POINTS: Final = 6
MOST_IN_FULL: Final = 2
"""Of how many headings the findings are told; of the others they are counted. All fits on two screens."""
MOST_THREATS: Final = 2

_POINTS: Final = listed([f"{points} ({SEVERITIES[each]})" for each, points in POINTS.items()])
"""What a point is of."""

STYLES: Final[dict[State, Style]] = {
    "open": "bad",
    "reduced": "warn",
    "undecided": "warn",
    "accepted": "dim",
    "closed": "good",
}


def to_text(reports: Sequence[Report], *, everything: bool = False) -> Iterator[Line]:
    """Yield the lines for one scenario or several; `everything` leaves nothing out."""
    for number, report in enumerate(reports):
        if number:
            yield BLANK
        yield from _scenario(report, everything=everything)
    if len(reports) > 1:
        yield BLANK
        yield line(Part(f"{len(reports)} scenarios: {_counts(reports)}", "title"))


def _scenario(report: Report, *, everything: bool) -> Iterator[Line]:
    yield line(Part(report.scenario.title, "title"), " ", Part(f"({report.scenario.file})", "dim"))
    yield BLANK
    found, _, helps = matters(report)  # the question stands below, with two more
    yield from (line(found), line(helps))
    points = report.analysis.points if everything else report.points[:MOST_POINTS]
    if points:
        yield BLANK
        yield line(Part("Disclosure points", "title"), ", the highest risk first; what only may be comes last")
    yield from _headings(report, points, everything=everything)
    yield from people_concerned(report, everything=everything)
    yield from asked(report.analysis.questions, everything=everything)
    yield from at_the_gate(report, everything=everything)
    yield BLANK
    yield from assumed(report, everything=everything)
    yield from estimates(report, everything=everything)
    yield from _end(report, len(points))


def _headings(report: Report, points: Sequence[DisclosurePoint], *, everything: bool) -> Iterator[Line]:
    """Yield the points, and among them what stands under none, so that the highest risk comes first."""
    said = Once(report)
    headings: list[DisclosurePoint | None] = [*points]
    if report.under_none:
        headings.insert(report.before_the_rest, None)
    for number, point in enumerate(headings):
        in_full = everything or number < MOST_IN_FULL
        if in_full or number == MOST_IN_FULL:
            yield BLANK
        if point is not None:
            yield from _point(report, point, said, everything=everything) if in_full else _named(point, said)
        else:
            yield from _under_none(report, said, in_full=in_full, everything=everything)
    if everything:
        yield from _closed(report)


def _point(report: Report, point: DisclosurePoint, said: Once, *, everything: bool) -> Iterator[Line]:
    beside = f" ({_weight(point)}{agreed(point)}; reaches {people(point.reach)})"
    yield line(Part(_head(point), "title"), beside, hang=3)
    said.enter(f"under disclosure point {point.number}")
    here = [said.found[finding] for finding in point.findings if said.found[finding].state != "closed"]
    yield from _findings(here, said, everything=everything)
    if point.others:
        yield line(f"Also behind it: {_others(report, point, said, everything=everything)}", indent=3, hang=2)
    if not here and not point.others:
        yield line(f"{point.span}: {path(point.steps[0])}", indent=3, hang=2)


def _head(point: DisclosurePoint) -> str:
    sure = "" if point.certain else "perhaps: "
    return f"{point.number}. {sure}{point.datum} at {point.holder}, {point.form}"


def _weight(point: DisclosurePoint) -> str:
    """Return the band that a point stands in; nothing of one at which nothing is found."""
    most = "up to " if point.only_may_be else ""
    return f"{most}{band(point.risk)} risk; " if point.risk else ""


def _named(point: DisclosurePoint, said: Once) -> Iterator[Line]:
    """Yield a point in one line: its risk, and how much is found there."""
    here = [said.found[finding] for finding in point.findings if said.found[finding].state != "closed"]
    told = _how_many(here) or ("what lies behind it is told above" if point.others else "")
    yield line(Part(_head(point), "title"), f" ({_weight(point)}{told or agreed(point)})", hang=3)


def _how_many(findings: Sequence[Finding]) -> str:
    holding = sum(finding.state in HOLDS for finding in findings)
    told = [many(holding, "finding")] if holding else []
    for state in ("accepted", "undecided"):
        number = sum(finding.state == state for finding in findings)
        told += [f"{number} {state}"] if number else []
    return ", ".join(told)


def _others(report: Report, point: DisclosurePoint, said: Once, *, everything: bool) -> str:
    """Return what lies behind a point and is told elsewhere: the findings, or their threats and where to read on."""
    if everything:
        return ", ".join(point.others)
    threats = [*dict.fromkeys(said.found[finding].threat.id for finding in point.others)]
    more = f" and {len(threats) - MOST_NAMED} more" if len(threats) > MOST_NAMED else ""
    numbers = {one.id: one.number for one in report.analysis.points}
    where = sorted({numbers[said.found[finding].points[0]] for finding in point.others if said.found[finding].points})
    under = f", told under disclosure point{'s'[: len(where) - 1]} {listed([*map(str, where)], 'and')}" if where else ""
    return f"{', '.join(threats[:MOST_NAMED])}{more}{under}"


def _findings(findings: Sequence[Finding], said: Once, *, everything: bool) -> Iterator[Line]:
    """Yield what was found in one place: the gravest threats in full, the names of the rest and of the undecided."""
    groups: dict[tuple[str, State], list[Finding]] = {}
    for finding in findings:
        if finding.state != "undecided":
            groups.setdefault((finding.threat.id, finding.state), []).append(finding)
    shown = len(groups) if everything else MOST_THREATS
    for group in list(groups.values())[:shown]:
        yield from _group(group, said, everything=everything)
    more = [*dict.fromkeys(threat for threat, _ in list(groups)[shown:])]
    if more:
        rest = f" and {len(more) - MOST_NAMED} more" if len(more) > MOST_NAMED else ""
        yield line(f"also: {', '.join(more[:MOST_NAMED])}{rest}", indent=3, hang=2)
    yield from _undecided([finding for finding in findings if finding.state == "undecided"], everything=everything)


def _undecided(findings: Sequence[Finding], *, everything: bool) -> Iterator[Line]:
    if findings and not everything:
        threats = [*dict.fromkeys(finding.threat.id for finding in findings)]
        more = f" and {len(threats) - MOST_NAMED} more" if len(threats) > MOST_NAMED else ""
        yield line(Part("undecided", "warn"), f": {', '.join(threats[:MOST_NAMED])}{more}", indent=3, hang=2)
    for finding in findings if everything else ():
        hangs = f": depends on {unsettled(finding)}" if finding.unsettled else ""
        yield line(Part("undecided", "warn"), " ", Part(finding.id, "id"), hangs, indent=3, hang=2)


def _group(findings: Sequence[Finding], said: Once, *, everything: bool) -> Iterator[Line]:
    """Yield findings of one threat in one state: its title once, then each with its place and path, then what helps."""
    first = findings[0]
    state = Part(first.state, STYLES[first.state])
    head = f", {first.risk.band} risk, {severity(first.severity)}: "
    yield line(state, head, Part(first.threat.title, "title"), indent=3, hang=2)
    shown = findings if everything else findings[:MOST_NAMED]
    for finding in shown:
        whom = told_of(said.report.scenario, finding)
        beside = f"{chance(finding.chance)}; {whom}" if whom else chance(finding.chance)
        yield line(Part(finding.id, "id"), " ", Part(beside, "dim"), indent=5, hang=2)
        if (way := said.way(finding)) is not None:
            yield line(": ".join(filter(None, way)), indent=7, hang=2)
        if finding.accepted is not None:
            entry = finding.accepted
            yield line(f"accepted by {entry.by} until {entry.until}: {entry.because}", indent=7, hang=2)
    if len(shown) < len(findings):
        yield line(f"and {len(findings) - len(shown)} more", indent=5)
    if first.state != "accepted":
        yield line(said.help(findings), indent=5, hang=2)


def _under_none(report: Report, said: Once, *, in_full: bool, everything: bool) -> Iterator[Line]:
    """Yield findings that no disclosure point heads: what they are, or in one line how many."""
    told = "" if in_full else f" ({_gravest(report.under_none[0])} risk; {_how_many(report.under_none)})"
    yield line(Part("Within what was agreed, or about no data", "title"), told, hang=3)
    if in_full:
        said.enter("under what was agreed")
        yield from _findings(report.under_none, said, everything=everything)


def _gravest(finding: Finding) -> str:
    return f"{'up to ' if finding.state == 'undecided' else ''}{finding.risk.band}"


def _closed(report: Report) -> Iterator[Line]:
    """Yield findings that controls in place close."""
    closed = [one for one in report.analysis.findings if one.state == "closed"]
    if closed:
        yield BLANK
        yield line(Part("Closed by controls that are in place", "title"))
        for finding in closed:
            yield line(Part("closed", "good"), " ", Part(finding.id, "id"), indent=3, hang=2)


def _end(report: Report, shown: int) -> Iterator[Line]:
    points = len(report.analysis.points)
    left_out = f" ({shown} shown, --all for the rest)" if shown < points else ""
    yield line(Part(_counts([report]), "bad" if report.holds else "good"), left_out)
    if report.analysis.risk.high:
        risk, within = figures.points(report.analysis.risk), duration(report.scenario.period)
        yield line(f"Risk {risk} points within {within}: likelihood times {_POINTS}")
    worst = next((one for one in report.analysis.findings if one.state in HOLDS), None)
    if worst is not None:
        command = f"threatmodel explain {worst.id} {shell_word(report.scenario.file)}"
        yield Line((Part(f"Next: {command}", "dim"),), whole=True)


def _counts(reports: Sequence[Report]) -> str:
    counts = {state: sum(report.count(state) for report in reports) for state in STATES}
    points = sum(len(report.analysis.points) for report in reports)
    states = ", ".join(f"{number} {state}" for state, number in counts.items() if number or state == "open")
    return f"{many(sum(counts.values()), 'finding')} ({states}), {many(points, 'disclosure point')}"


def shell_word(text: str) -> str:
    """Return a file name as a shell takes it."""
    if all(letter.isalnum() or letter in "-_./:\\" for letter in text):
        return text
    return "'" + text.replace("'", "'\\''") + "'"
